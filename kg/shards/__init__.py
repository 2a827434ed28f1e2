"""One source file becomes one shard: the unit of work, of restart and of the cache.

A shard is a folder named by the hash of its input, its source's settings, and the code and data it
was made with. A shard that exists is not made again, which is the cache, the restart after a crash
and the distributed run in one idea.

    quads.nq    records one after another, each record's lines sorted: its graph and its evidence
    sorted.nq   the same lines, sorted over the whole shard, ready to be merged
    agents.nq   the agents the records name, sorted
    texts.jsonl the reading texts, where the source's policy lets them be published
    shard.json  what became of every document of the file

A file may hold one record or a whole archive, so records are read, validated and written a batch at
a time: memory does not grow with the file.
"""

import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TypeVar

from kg import converters
from kg.shards.reading import fates_of, outcomes_of
from kg.shards.writing import Writer
from kg.sources import Unit

__all__ = ["Job", "Shard", "make"]

BATCH = 100  # records: some 200,000 quads, enough for validation to be worth its start
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A unit of work for one process: read *unit*, write its shard into *folder*."""

    unit: Unit
    folder: Path
    base: str
    code: str  # hash of the code and data that make shards

    @property
    def name(self) -> str:
        """The shard's name: the hash of all that it depends on."""
        digest = hashlib.sha256(f"{self.code}\n{self.base}\n{self.unit!r}\n".encode())
        path = self.unit.path
        try:
            for read in (path, *converters.beside(self.unit.source.converter, path)):
                with read.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:
            pass  # it will be quarantined as unreadable
        return digest.hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard on disk, and whether it was there already."""

    folder: Path
    unchanged: bool


def make(job: Job) -> Shard:
    """Make the shard of *job*, or find it made; return where it lies."""
    folder = job.folder / job.name
    if (folder / "shard.json").is_file():
        return Shard(folder, unchanged=True)
    fresh = job.folder / f".{job.name}.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with Writer(fresh, job.unit) as writer:
        for batch in _batched(outcomes_of(job.unit), BATCH):
            writer.add(*fates_of(batch, job.unit, job.base))
    try:
        fresh.rename(folder)
    except OSError:  # another process was faster; its shard has the same name, so the same bytes
        shutil.rmtree(fresh)
    return Shard(folder, unchanged=False)


def _batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
