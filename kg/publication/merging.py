"""Shards become one data set: lines merged in order, agents described once."""

import heapq
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from kg import iris
from kg.namespaces import SKOS

_PREF = f" <{SKOS.prefLabel}> "
_ALT = f" <{SKOS.altLabel}> "


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
    """Return the lines that describe the agents of all shards, sorted.

    Records call one agent by several names. The first in order stays the preferred label, the
    others become alternative ones (SKOS Reference, S13 and S14: one preferred label a language).
    """
    every: set[str] = set()
    for part in shards:
        with (part.folder / "agents.nq").open(encoding="utf-8", newline="\n") as file:
            every.update(file)
    groups = groupby(sorted(every), key=lambda line: line[: line.index(" ")])
    return sorted(set(chain.from_iterable(_one_label(list(lines)) for _, lines in groups)))


def _one_label(lines: list[str]) -> list[str]:
    preferred = [line for line in lines if _PREF in line]
    if len(preferred) < 2:
        return lines
    others = [line for line in lines if _PREF not in line]
    return [preferred[0], *others, *(line.replace(_PREF, _ALT, 1) for line in preferred[1:])]
