"""What a validation says: results, as in SHACL's validation report (SHACL, section 3.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import ShapeError
from kg.namespaces import SH

_SEVERITIES = str(SH)


class Severity(StrEnum):
    """How bad a result is: a Violation quarantines its record, the others travel with it."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"

    @classmethod
    def of(cls, term: str) -> "Severity":
        """Return the severity that *term*, an IRI as N-Quads text, stands for.

        Raises:
            ShapeError: it is not one of SHACL's three (SHACL, section 2.1.4).

        """
        for severity in cls:
            if term == f"<{_SEVERITIES}{severity.value}>":
                return severity
        known = ", ".join(f"sh:{severity.value}" for severity in cls)
        raise ShapeError(f"{term} is not a severity we know; give the shape one of {known}")

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One validation result.

    Terms are N-Quads text as in :mod:`kg.terms`, so that a focus node can be compared with the
    subject of a quad. ``path`` is a SHACL path in Turtle (``<iri>``, ``[ sh:inversePath <iri> ]``)
    or ``None``; ``value`` is ``None`` where the standard gives none (a count). ``source_shape``
    and ``component`` name the shape and the kind of constraint.
    """

    severity: Severity
    focus_node: str
    path: str | None
    value: str | None
    source_shape: str
    component: str
    message: str

    @property
    def key(self) -> tuple[int, str, str, str, str, str, str]:
        """What results are sorted by: the gravest first, then by place."""
        return (
            self.severity.rank,
            self.focus_node,
            self.source_shape,
            self.component,
            self.path or "",
            self.value or "",
            self.message,
        )


def in_order(results: Iterable[Result]) -> list[Result]:
    """Return *results* in the order that every report has, so that reports can be compared."""
    return sorted(results, key=lambda result: result.key)


def conforms(results: Iterable[Result]) -> bool:
    """Tell whether what was validated may be published: there is no Violation among *results*.

    SHACL itself lets any result break conformance (section 3.6.1.1); our Warnings and Infos are
    for people to look at.
    """
    return all(result.severity is not Severity.VIOLATION for result in results)
