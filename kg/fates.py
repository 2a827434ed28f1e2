"""What became of every document of a build: converted, excluded or quarantined, and why."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kg.findings import Findings
from kg.records import Record
from kg.validation import Result, Severity


class Status(StrEnum):
    """The three ends a document can come to; every document read comes to one."""

    CONVERTED = "converted"
    EXCLUDED = "excluded"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """The end of one document, and what a person should know of it.

    ``reason`` says why it is not in the publication, in one line; ``results`` are validation
    results (SHACL) of any severity; ``counts`` what was found; ``coverage`` characters of the
    reading text by kind of block.
    """

    key: str
    file: str
    status: Status
    line: int | None = None
    reason: str | None = None
    title: str | None = None
    quads: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    coverage: dict[str, int] = field(default_factory=dict)
    warnings: tuple[dict[str, Any], ...] = ()
    results: tuple[dict[str, str], ...] = ()

    def row(self) -> dict[str, Any]:
        """Return the fate as a row of ``report.json``, without what it has nothing to say of."""
        names = ("key", "file", "line", "status", "reason", "title", "quads")
        row: dict[str, Any] = {name: getattr(self, name) for name in names}
        row |= {"counts": self.counts, "coverage": self.coverage}
        row |= {"warnings": list(self.warnings), "results": list(self.results)}
        return {name: value for name, value in row.items() if value not in (None, {}, [], 0)}


def counts(findings: Findings) -> dict[str, int]:
    """Return how many of each were found in a record."""
    return {
        "conversations": len(findings.conversations),
        "participants": sum(len(c.participants) for c in findings.conversations),
        "proposals": len(findings.proposals),
        "responses": len(findings.responses),
        "statements": len(findings.statements),
    }


def coverage(record: Record) -> dict[str, int]:
    """Return how many characters of the reading text lie in blocks of each kind.

    ``none`` counts what lies in no block and is not white space: text that was not read.
    """
    covered: Counter[str] = Counter()
    position = 0
    loose = 0
    for block in record.blocks:
        loose += len("".join(record.text[position : block.start].split()))
        covered[block.kind] += block.end - block.start
        position = block.end
    loose += len("".join(record.text[position:].split()))
    if loose:
        covered["none"] = loose
    return dict(sorted(covered.items()))


def result_row(result: Result) -> dict[str, str]:
    """Return a validation result as a row of the report."""
    row = {
        "severity": result.severity.value,
        "focusNode": result.focus_node.strip("<>"),
        "message": result.message,
        "path": result.path,
        "value": result.value,
    }
    return {name: value for name, value in row.items() if value is not None}


def is_violation(result: Result) -> bool:
    """Whether the result keeps its record out of the publication."""
    return result.severity is Severity.VIOLATION
