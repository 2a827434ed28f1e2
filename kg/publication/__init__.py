"""Shards become a release: dumps, a file a record, descriptions, hashes, a store.

A release is built in a fresh folder and shown whole, by the swap of one link; nothing half-written
is ever visible.
"""

import heapq
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kg import resources, running, store
from kg.errors import PublicationError
from kg.namespaces import PREFIXES
from kg.publication import dumps, manifest, merging, pages, recordfiles, vocabulary
from kg.publication.dataset import Dataset, read_dataset
from kg.publication.description import void
from kg.publication.turtle import head, turtle

__all__ = ["Dataset", "publish", "read_dataset"]

_TURTLE_DUMP = "dataset.ttl.gz"


def publish(
    shards: Sequence[merging.ShardPart],
    unread: Sequence[dict[str, Any]],
    dataset: Dataset,
    output: Path,
    workers: int = 1,
    progress: Callable[[str], None] = lambda step: None,
) -> dict[str, Any]:
    """Write a release of *shards* below *output*, make it current, return its summary.

    ``unread`` are the rows of files that no shard was made of.

    Raises:
        PublicationError: the folder cannot be written; the release before stays current.
    """
    fresh = output / "releases" / f".{dataset.version}"
    try:
        shutil.rmtree(fresh, ignore_errors=True)
        (fresh / "dump").mkdir(parents=True)
        counts = _fill(fresh, shards, unread, dataset, workers, progress)
        _show(fresh, output, dataset.version)
    except OSError as error:
        shutil.rmtree(fresh, ignore_errors=True)
        raise PublicationError(f"{error.filename or output}: {error.strerror or error}") from error
    return counts


def _fill(
    release: Path,
    shards: Sequence[merging.ShardPart],
    unread: Sequence[dict[str, Any]],
    dataset: Dataset,
    workers: int,
    progress: Callable[[str], None],
) -> dict[str, Any]:
    agents = merging.agents(shards)
    progress("writing a file a record")
    _record_files(release, shards, agents, dataset, workers)
    progress("writing the dumps")
    statistics = _dumps(release, shards, agents, dataset)
    progress("loading the store")
    _store(release)
    for folder in ("ontology", "queries"):
        shutil.copytree(resources.folder(folder), release / folder)
    counts = manifest.summary(shards, unread)
    manifest.write_report(release / "report.json", dataset, shards, unread, counts)
    progress("writing the pages")
    pages.write(release, shards, dataset, workers)
    manifest.seal(release, dataset, statistics, counts)
    return counts


def _record_files(
    release: Path,
    shards: Sequence[merging.ShardPart],
    agents: list[str],
    dataset: Dataset,
    workers: int,
) -> None:
    described = release / "agents.nq"
    described.write_text("".join(agents), encoding="utf-8", newline="\n")
    bodies = [release / f"body-{number}.ttl" for number in range(len(shards))]
    jobs = [
        recordfiles.Job(part=part, agents=described, release=release, body=body, base=dataset.base)
        for part, body in zip(shards, bodies, strict=True)
    ]
    for done in running.run(recordfiles.write, jobs, workers):
        if isinstance(done, running.Died):
            raise PublicationError(f"{release}: {done.reason}")
    with dumps.gzipped(release / "dump" / _TURTLE_DUMP) as file:
        file.write(head(PREFIXES).encode())
        for body in bodies:
            file.write(body.read_bytes())
            body.unlink()
    described.unlink()


def _dumps(
    release: Path, shards: Sequence[merging.ShardPart], agents: list[str], dataset: Dataset
) -> dumps.Statistics:
    """Write the dumps and the description, which counts everything but itself."""
    terms = vocabulary.lines(resources.folder("ontology"), dataset.base)
    everything = release / "dump" / "dataset.nq"
    statistics = dumps.Statistics()
    records = merging.merged(shards, dataset.base)
    body = merging.unique(heapq.merge(records, agents, terms))
    with everything.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(statistics.counting(body))
    description = void(dataset, statistics)
    (release / "void.ttl").write_text(turtle(description), encoding="utf-8", newline="\n")
    whole = release / "dump" / "all.nq"
    with (
        everything.open(encoding="utf-8", newline="\n") as counted,
        whole.open("w", encoding="utf-8", newline="\n") as file,
    ):
        file.writelines(heapq.merge(counted, description))
    everything.unlink()
    with whole.open(encoding="utf-8", newline="\n") as lines:
        dumps.write_quads(
            release / "dump" / "dataset.nq.gz",
            lines,
            evidence=release / "dump" / "evidence.nq.gz",
        )
    with dumps.gzipped(release / "dump" / "agents.nq.gz") as file:
        file.write("".join(agents).encode())
    return statistics


def _store(release: Path) -> None:
    whole = release / "dump" / "all.nq"
    store.load(whole, release / "store")
    whole.unlink()


def _show(fresh: Path, output: Path, version: str) -> None:
    """Make *fresh* the current release in one step; remove releases nobody keeps."""
    release = fresh.parent / version
    if _same(fresh, release):
        shutil.rmtree(fresh)  # readers may have it open: it stays as it is
    else:
        while release.exists():  # a damaged one of this version; never a moment without any
            release = release.with_name(f"{release.name}~")
        fresh.rename(release)
    link = output / ".current"
    link.unlink(missing_ok=True)
    link.symlink_to(release.relative_to(output))
    link.replace(output / "current")
    for other in fresh.parent.iterdir():
        if other != release:
            shutil.rmtree(other, ignore_errors=True)


def _same(fresh: Path, release: Path) -> bool:
    sums = release / "SHA256SUMS"
    whole = sums.is_file() and (release / "store").is_dir()
    return whole and sums.read_bytes() == (fresh / "SHA256SUMS").read_bytes()
