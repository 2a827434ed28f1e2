"""The pages of archives and their units, of places and of posts."""

from collections.abc import Iterable, Iterator

from kg.namespaces import PARLEY, RDF, RICO, SKOS
from kg.publication.pages import jsonld
from kg.publication.pages.common import date_of, everything, in_time, texts
from kg.publication.pages.matter import links, step
from kg.publication.pages.page import Fact, Link, Page, Row, Section, Text, Value, fact, table
from kg.publication.pages.paths import Paths
from kg.publication.pages.record import N_TRIPLES, TURTLE
from kg.publication.pages.view import View
from kg.publication.pages.words import count, cut, sort_key


def archive_page(view: View, paths: Paths, iri: str) -> Page:
    """Return the page of a repository or of a unit in its hierarchy."""
    unit = RICO.RecordSet in view.types(iri)
    file = paths.file_of(iri) or ""
    children = [
        one
        for one in view.subjects(RICO.isOrWasIncludedIn if unit else RICO.hasOrHadHolder, iri)
        if RICO.RecordSet in view.types(one)
    ]
    records = _records_in(view, iri, unit=unit)
    counted = f"{count(len(children), 'unit')}, {count(len(records), 'record')}"
    return Page(
        file=file,
        iri=iri,
        title=view.label(iri),
        kicker=_level(view, iri) if unit else "Archive",
        description=cut(f"{view.label(iri)}: {counted}.", 160),
        crumbs=_above(view, iri),
        facts=tuple(_unit_facts(view, iri)),
        sections=(
            *_children(view, children),
            *_records(view, records, "Records in this unit" if unit else "Records held here"),
            *everything(view, iri),
        ),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        jsonld=jsonld.named(view, iri, "Collection" if unit else "ArchiveOrganization"),
    )


def _level(view: View, iri: str) -> str:
    kinds = [kind.rpartition("#")[2] for kind in view.iris(iri, RICO.hasRecordSetType)]
    return " or ".join(kinds) or "Archival unit"


def _above(view: View, iri: str) -> tuple[Value, ...]:
    chain: list[str] = []
    above = _parent(view, iri)
    while above is not None and above not in chain and above != iri:
        chain.append(above)
        above = _parent(view, above)
    return tuple(
        Link(one, step(view, one) if _parent(view, one) else None) for one in reversed(chain)
    )


def _parent(view: View, iri: str) -> str | None:
    return view.iri(iri, RICO.isOrWasIncludedIn) or view.iri(iri, RICO.hasOrHadHolder)


def _unit_facts(view: View, iri: str) -> Iterator[Fact]:
    yield from fact("Also written", *texts(view, iri, SKOS.altLabel)[:12])
    yield from fact("Part of", *links(view, iri, RICO.isOrWasIncludedIn))
    yield from fact("Held by", *links(view, iri, RICO.hasOrHadHolder))


def _children(view: View, children: Iterable[str]) -> tuple[Section, ...]:
    rows = [
        Row(
            (
                (Link(one, step(view, one)),),
                (Text(_level(view, one)),),
                (Text(count(len(_beneath(view, one, set())), "record")),),
            )
        )
        for one in sorted(children, key=lambda one: (view.label(one), one))
    ]
    return table("units", "Units", ("Unit", "Level", "Records in it"), rows)


def _beneath(view: View, unit: str, seen: set[str]) -> set[str]:
    """Return the records in *unit* and in the units in it; *seen* are the units met before."""
    if unit in seen:
        return set()
    seen.add(unit)
    found = set(_records_in(view, unit, unit=True))
    for one in view.subjects(RICO.isOrWasIncludedIn, unit):
        if RICO.RecordSet in view.types(one):
            found |= _beneath(view, one, seen)
    return found


def _records_in(view: View, iri: str, *, unit: bool) -> list[str]:
    found = view.subjects(RICO.isOrWasIncludedIn if unit else PARLEY.repository, iri)
    return [one for one in found if PARLEY.ArchivalSource in view.types(one)]


def _records(view: View, records: Iterable[str], title: str) -> tuple[Section, ...]:
    rows = [
        Row((date_of(view, one), (Link(one),), texts(view, one, PARLEY.citation)))
        for one in sorted(records, key=lambda one: (sort_key(view.text(one, PARLEY.date)), one))
    ]
    return table("records", title, ("Date", "Record", "Cited as"), rows)


def place_page(view: View, paths: Paths, iri: str) -> Page:
    """Return the page of a place: the conversations held there."""
    file = paths.file_of(iri) or ""
    talks = in_time(view, view.subjects(PARLEY.place, iri))
    rows = [Row((date_of(view, one), (Link(one),))) for one in talks]
    return Page(
        file=file,
        iri=iri,
        title=view.label(iri),
        kicker="Place",
        description=cut(f"{view.label(iri)}: {count(len(talks), 'conversation')} held there.", 160),
        facts=fact("Also written", *texts(view, iri, SKOS.altLabel)[:12]),
        sections=(
            *table("conversations", "Conversations held here", ("Date", "Conversation"), rows),
            *everything(view, iri),
        ),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        jsonld=jsonld.named(view, iri, "Place"),
    )


def post_page(view: View, paths: Paths, iri: str) -> Page:
    """Return the page of a post: who held it, in which conversations."""
    file = paths.file_of(iri) or ""
    parts = view.subjects(PARLEY.positionHeld, iri)
    rows = [
        Row(
            (
                links(view, part, PARLEY.agent),
                date_of(view, part.partition("#")[0]),
                (Link(part.partition("#")[0]),),
                texts(view, part, PARLEY.asWritten),
            )
        )
        for part in parts
    ]
    columns = ("Who", "Date", "Conversation", "Named as")
    return Page(
        file=file,
        iri=iri,
        title=view.label(iri),
        kicker="Post",
        description=cut(f"{view.label(iri)}: who held it, in which conversations.", 160),
        sections=(
            *table("holders", "Held by", columns, rows),
            *everything(view, iri),
        ),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        jsonld=jsonld.named(view, iri, "Role"),
    )


def thing_page(view: View, paths: Paths, iri: str) -> Page:
    """Return the page of a thing that none of the other rooms knows: all that is said of it."""
    kinds = [name.rpartition("#")[2] for name in view.iris(iri, RDF.type)]
    return Page(
        file=paths.file_of(iri) or "",
        iri=iri,
        title=view.label(iri),
        kicker=", ".join(kinds) or "Thing",
        description=cut(view.label(iri), 160),
        sections=everything(view, iri),
    )
