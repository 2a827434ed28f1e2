"""What a page is before it is HTML: a title, facts, and sections that can be paged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A text in its own language."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a thing by its IRI, under its own label or under *text*."""

    iri: str
    text: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Doc:
    """A link to another file of the site, which is no thing's page."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date in EDTF."""

    edtf: str
    note: str | None = None


Value = Text | Link | Doc | Date


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what is said first: a name, and its values."""

    name: str
    values: tuple[Value, ...]
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: cells of values."""

    cells: tuple[tuple[Value, ...], ...]
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a page: its template is ``sections/<kind>.html``.

    More than *size* items, or more than the page can carry, go on further pages. An item may have
    ``ids``, the fragments of IRIs that are anchored at it, and a ``weight`` in characters.
    """

    id: str
    title: str
    kind: str
    items: Sequence[Any]
    columns: tuple[str, ...] = ()
    note: str | None = None
    size: int = 50
    anchor: str | None = None  # a fragment of the thing's IRI that is this section
    open: bool = True  # False: folded away until asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site. ``iri`` is the thing it is about, if it is about one."""

    file: str  # without .html
    title: str
    kicker: str  # what sort of thing, above the title
    description: str
    iri: str | None = None
    language: str | None = None  # of the title
    crumbs: tuple[Value, ...] = ()
    notice: Mapping[str, Any] | None = None  # a retelling, and where its original is
    facts: tuple[Fact, ...] = ()
    lead: str | None = None
    sections: tuple[Section, ...] = ()
    alternates: tuple[tuple[str, str], ...] = ()  # (media type, file)
    source: Mapping[str, Any] = field(default_factory=dict)  # whose rights are stated at the foot
    jsonld: Mapping[str, Any] | None = None


def fact(name: str, *values: Value | None) -> tuple[Fact, ...]:
    """Return the fact with those of *values* that are known: none where there are none."""
    known = tuple(value for value in values if value is not None)
    return (Fact(name, known),) if known else ()


def table(
    name: str, title: str, columns: tuple[str, ...], rows: Sequence[Row], note: str | None = None
) -> tuple[Section, ...]:
    """Return a section that is a table of *rows*: none where there are none."""
    if not rows:
        return ()
    return (Section(id=name, title=title, kind="table", items=rows, columns=columns, note=note),)
