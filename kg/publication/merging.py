"""Shards become one data set: lines merged in order, agents described once."""

import heapq
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from kg import iris
from kg.graph.labels import one_label


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardPart:
    """What the publication takes from one shard: all of it but the records in *dropped*.

    A record that an earlier file gave already is dropped here; ``documents`` are the rows of the
    report with that settled.
    """

    folder: Path
    file: str
    collection: str
    digest: str
    documents: tuple[dict[str, Any], ...]
    dropped: frozenset[str]
    source: Mapping[str, Any] = field(default_factory=dict)  # title, rights, text_policy, …

    def converted(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of the records that are published."""
        return (row for row in self.documents if row["status"] == "converted")


def parts(folders: Iterable[Path]) -> list[ShardPart]:
    """Return the parts of all shards, in order; of two records with one key the first stays."""
    taken: dict[str, str] = {}
    found = []
    for folder in folders:
        shard = json.loads((folder / "shard.json").read_text(encoding="utf-8"))
        dropped = set()
        rows = []
        for row in shard["documents"]:
            if row["status"] == "converted":
                first = taken.setdefault(row["key"], shard["file"])
                if first != shard["file"]:
                    dropped.add(row["key"])
                    reason = f"the record was already given by {first}; build the two apart"
                    row |= {"status": "quarantined", "reason": reason}
            rows.append(row)
        found.append(
            ShardPart(
                folder=folder,
                file=shard["file"],
                collection=shard["collection"],
                digest=shard["digest"],
                documents=tuple(rows),
                dropped=frozenset(dropped),
                source=shard.get("source", {}),
            )
        )
    return found


def merged(shards: Iterable[ShardPart], base: str) -> Iterator[str]:
    """Yield the record and evidence lines of all shards in order, each once."""
    return unique(heapq.merge(*(_lines(part, base) for part in shards)))


def unique(lines: Iterable[str]) -> Iterator[str]:
    """Yield sorted *lines*, each once."""
    return (line for line, _ in groupby(lines))


def _lines(part: ShardPart, base: str) -> Iterator[str]:
    gone = tuple(
        f" <{graph}> .\n"
        for key in sorted(part.dropped)
        for graph in (iris.record(key, base), iris.evidence_graph(key, base))
    )
    with (part.folder / "sorted.nq").open(encoding="utf-8", newline="\n") as file:
        yield from (line for line in file if not (gone and line.endswith(gone)))


def agents(shards: Iterable[ShardPart]) -> list[str]:
    """Return the lines that describe the agents of all shards, sorted, one label each."""
    every: set[str] = set()
    for part in shards:
        with (part.folder / "agents.nq").open(encoding="utf-8", newline="\n") as file:
            every.update(file)
    return one_label(every)
