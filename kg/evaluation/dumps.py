"""The statements of a published dump that concern the records to be scored.

A dump holds millions of quads and a gold folder speaks of a hundred records, so a line is parsed
only if its graph, or later the agent it describes, is one of those that are asked for.
"""

import gzip
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import ConfigError
from kg.namespaces import RDF

_DUMPS = ("current/dump/dataset.nq.gz", "dump/dataset.nq.gz", "dataset.nq.gz", "dataset.nq")
# A quad on its line (N-Quads, section 2): subject first, graph last.
_QUAD = re.compile(rb"\s*<([^>]*)>.*\s<([^>]*)>\s*\.\s*$", re.DOTALL)
_AGENTS = "/graph/agents"
_EVIDENCE = "/evidence"
Numbered = tuple[int, bytes]


@dataclass(slots=True)
class Description:
    """The statements about subjects, in order of reading: IRIs and lexical forms as strings."""

    about: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def add(self, subject: str, predicate: str, value: str) -> None:
        """Take in one statement."""
        values = self.about.setdefault(subject, {}).setdefault(predicate, [])
        if value not in values:
            values.append(value)

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return the values of a property, none if there are none."""
        return self.about.get(subject, {}).get(predicate, [])

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first value of a property."""
        return next(iter(self.values(subject, predicate)), None)

    def of_class(self, name: str) -> list[str]:
        """Return the subjects of class *name*, sorted."""
        return sorted(s for s, stated in self.about.items() if name in stated.get(RDF.type, ()))


def read_dump(path: Path, keys: Mapping[str, str]) -> tuple[dict[str, Description], Description]:
    """Return what is stated in the graphs of some records, by id, and of the agents they name.

    *keys* gives the id for the end of a record's IRI, as ``/record/frus/frus1958-60v18/d23``. The
    evidence graph of a record counts as part of it. *path* is N-Quads, gzipped or not, or the
    folder of a publication.

    Raises:
        ConfigError: there is no such file, or it is not N-Quads.
    """
    path = _dump(path)
    records: dict[str, Description] = {}
    agents: dict[str, list[Numbered]] = {}
    for number, line, subject, graph in _lines(path):
        if graph.endswith(_AGENTS):
            agents.setdefault(subject, []).append((number, line))
        elif (id_ := _id_of(graph, keys)) is not None:
            records.setdefault(id_, Description()).add(*_parsed(path, number, line))
    named = {v for graph in records.values() for v in _all_values(graph)}
    about = Description()
    for subject in sorted(named & agents.keys()):
        for number, line in agents[subject]:
            about.add(*_parsed(path, number, line))
    return records, about


def _id_of(graph: str, keys: Mapping[str, str]) -> str | None:
    at = graph.find("/record/")
    return keys.get(graph[at:].removesuffix(_EVIDENCE)) if at >= 0 else None


def _all_values(graph: Description) -> Iterable[str]:
    for stated in graph.about.values():
        for values in stated.values():
            yield from values


def _dump(path: Path) -> Path:
    if path.is_dir():
        for name in _DUMPS:
            if (path / name).is_file():
                return path / name
        raise ConfigError(f"{path}: no dump in this folder; give a publication or an .nq.gz file")
    if not path.is_file():
        raise ConfigError(f"{path}: no such file or folder")
    return path


def _lines(path: Path) -> Iterator[tuple[int, bytes, str, str]]:
    """Yield number, line, subject and graph of every line that has both as IRIs."""
    found = False
    try:
        with path.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
        with cast("IO[bytes]", gzip.open(path) if packed else path.open("rb")) as stream:
            for number, line in enumerate(stream, 1):
                if (quad := _QUAD.match(line)) is not None:
                    found = True
                    yield number, line, quad[1].decode(), quad[2].decode()
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise ConfigError(f"{path}: cannot be read to its end: {error}") from error
    if not found:
        raise ConfigError(f"{path}: not N-Quads with named graphs")


def _parsed(path: Path, number: int, line: bytes) -> tuple[str, str, str]:
    try:
        (quad,) = ox.parse(line, format=ox.RdfFormat.N_QUADS)
    except (SyntaxError, ValueError) as error:
        raise ConfigError(f"{path}:{number}: not N-Quads: {error}") from error
    return _lexical(quad.subject), quad.predicate.value, _lexical(quad.object)


def _lexical(term: object) -> str:
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else str(term)
