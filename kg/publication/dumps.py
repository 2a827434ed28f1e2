"""The dumps: everything as sorted N-Quads, the evidence apart, the records as readable Turtle.

Bytes are the same for the same input: lines are sorted, and the gzip header carries neither name
nor time (RFC 1952, section 2.3.1).
"""

import gzip
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from kg.namespaces import RDF
from kg.publication.turtle import EVIDENCE

_TYPE = f"<{RDF.type}>"


@dataclass(slots=True)
class Statistics:
    """What VoID asks for: counted while the dump is written (VoID, section 4)."""

    quads: int = 0
    triples: int = 0
    subjects: int = 0
    properties: Counter[str] = field(default_factory=Counter)
    classes: Counter[str] = field(default_factory=Counter)

    def counting(self, lines: Iterable[str]) -> Iterator[str]:
        """Yield sorted *lines* unchanged, counting them on the way."""
        triple = subject = ""
        for line in lines:
            self.quads += 1
            if (this := line[: line.rindex(" <")]) != triple:
                triple = this
                first, predicate, value = this.split(" ", 2)
                self.triples += 1
                self.properties[predicate[1:-1]] += 1
                if predicate == _TYPE:
                    self.classes[value[1:-1]] += 1
                if first != subject:
                    subject = first
                    self.subjects += 1
            yield line


@contextmanager
def gzipped(path: Path) -> Iterator[gzip.GzipFile]:
    """Open *path* for writing gzip that depends on the content alone."""
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as file:
        yield file


def write_quads(path: Path, lines: Iterable[str], *, evidence: Path) -> None:
    """Write all *lines* to *path*, and those of the evidence graphs to *evidence* as well."""
    with gzipped(path) as whole, gzipped(evidence) as part:
        for line in lines:
            data = line.encode()
            whole.write(data)
            if line.endswith(EVIDENCE):
                part.write(data)
