"""The page of a record: where the archive keeps it, what it tells, its text with the passages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.namespaces import (
    BIBO,
    DCTERMS,
    PARLEY,
    PROV,
    RICO,
    SCHEMA,
)
from kg.publication.pages import jsonld
from kg.publication.pages.common import (
    Shown,
    answer,
    date_of,
    everything,
    puts,
    quantities,
    texts,
)
from kg.publication.pages.marks import Paragraph, paragraphs
from kg.publication.pages.matter import Matter, concept, crumbs, description, links, notice, title
from kg.publication.pages.page import Fact, Link, Page, Row, Section, Text, Value, fact, table
from kg.publication.pages.paths import Paths
from kg.publication.pages.view import View
from kg.publication.pages.words import count, cut

TURTLE, N_TRIPLES = "text/turtle", "application/n-triples"


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A conversation in the tree of those told of in one another."""

    iri: str
    depth: int
    date: tuple[Value, ...]
    realization: tuple[Link, ...]
    told_by: tuple[Link, ...]
    proposals: int
    ids: tuple[str, ...] = ()


def record_page(view: View, paths: Paths, matter: Matter) -> Page:
    """Return the page of the record of *matter*."""
    iri = matter.iri
    name = title(view, iri)
    file = paths.file_of(iri) or ""
    return Page(
        file=file,
        iri=iri,
        title=name.text,
        language=name.language,
        kicker=view.text(iri, DCTERMS.type) or "Archival record",
        description=cut(_summary(view, matter), 160),
        crumbs=crumbs(view, iri),
        notice=notice(view, iri),
        lead=_abstract(view, iri),
        facts=tuple(_facts(view, iri)),
        sections=tuple(_sections(view, matter)),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        source=matter.source,
        jsonld=jsonld.record(view, iri),
    )


def _abstract(view: View, iri: str) -> str | None:
    found = (view.text(text, DCTERMS.abstract) for text in view.iris(iri, PARLEY.text))
    return next((text for text in found if text), None)


def _summary(view: View, matter: Matter) -> str:
    found = view.text(matter.iri, PARLEY.citation) or matter.key
    talks = count(len(matter.talks), "conversation")
    return f"{found}: {talks}, {count(len(matter.proposals), 'proposal')}, with their passages."


def _facts(view: View, iri: str) -> Iterator[Fact]:
    originals = [
        one
        for text in view.iris(iri, PARLEY.text)
        for one in view.iris(text, SCHEMA.url, PROV.wasDerivedFrom)
    ]
    yield from fact("Date", *date_of(view, iri))
    yield from fact("Written by", *links(view, iri, RICO.hasAuthor))
    yield from fact("Archive", *links(view, iri, PARLEY.repository))
    yield from fact("Held in", *links(view, iri, RICO.isOrWasIncludedIn))
    yield from fact("Cited as", *texts(view, iri, PARLEY.citation))
    yield from fact("Pages", *texts(view, iri, BIBO.pages))
    yield from fact("Marking", *texts(view, iri, PARLEY.marking))
    yield from fact("Subjects", *texts(view, iri, DCTERMS.subject))
    yield from fact("Identifiers", *texts(view, iri, DCTERMS.identifier))
    yield from fact("Published at", *(Link(one, one) for one in sorted(set(originals))))
    yield from _edition(view, (*view.iris(iri, PARLEY.text), *sorted(set(originals))))


def _edition(view: View, nodes: Iterable[str]) -> Iterator[Fact]:
    for name, property_ in (
        ("Translated by", BIBO.translator),
        ("Project", DCTERMS.contributor),
        ("Funded by", SCHEMA.funder),
        ("Rights holder", DCTERMS.rightsHolder),
        ("Edition dated", DCTERMS.issued),
    ):
        found = dict.fromkeys(one for node in nodes for one in texts(view, node, property_))
        yield from fact(name, *found)


def _sections(view: View, matter: Matter) -> Iterator[Section]:
    iri = matter.iri
    yield from tree(view, matter.talks, "Conversations in this record")
    yield from puts(view, matter, matter.proposals, here=True)
    yield from _other_answers(view, matter)
    yield from quantities(view, matter.quantities, here=True)
    yield from _copies(view, iri)
    placed: set[str] = set()
    for section in _texts(view, matter):
        placed.update(name for item in section.items for name in item.ids)
        yield section
    yield from _passages(matter, placed)
    yield from everything(view, iri)


def tree(view: View, talks: Iterable[str], title: str) -> tuple[Section, ...]:
    """Return the section of *talks*, those told of in another beneath it."""
    rest = list(talks)
    outer = {talk: view.iri(talk, PARLEY.reportedIn) for talk in rest}
    items: list[Talk] = []

    def add(talk: str, depth: int) -> None:
        rest.remove(talk)
        items.append(
            Talk(
                iri=talk,
                depth=depth,
                date=date_of(view, talk),
                realization=concept(view, talk, PARLEY.realization),
                told_by=links(view, talk, PARLEY.reportedBy),
                proposals=len(view.subjects(PARLEY.madeIn, talk)),
            )
        )
        for inner in [one for one in rest if outer[one] == talk]:
            if inner in rest:
                add(inner, depth + 1)

    for talk in list(rest):
        if talk in rest and outer[talk] not in outer:
            add(talk, 0)
    while rest:  # a circle, which validation refuses, must not hide a talk
        add(rest[0], 0)
    if not items:
        return ()
    return (Section(id="conversations", title=title, kind="talks", items=items),)


def _other_answers(view: View, matter: Matter) -> tuple[Section, ...]:
    """Return answers to no proposal of this record, and statements."""
    loose = [
        answer(view, matter, one, here=True)
        for one in matter.responses
        if not set(view.iris(one, PARLEY.respondsTo)) & set(matter.proposals)
    ]
    rows = [
        Row(
            (one.speaker, (Text(one.description),), one.outcome),
            ids=(one.id,) if one.id else (),
        )
        for one in loose
    ]
    rows += [
        Row(
            (links(view, one, PARLEY.speaker), (Text(description(view, one)),), ()),
            ids=(one.partition("#")[2],),
        )
        for one in matter.statements
    ]
    columns = ("Who", "What", "Outcome")
    return table("utterances", "Other answers and statements", columns, rows)


def _copies(view: View, iri: str) -> tuple[Section, ...]:
    surviving = {
        copy
        for text in view.iris(iri, PARLEY.text)
        for node in (text, *view.iris(text, PROV.wasDerivedFrom))
        for copy in view.iris(node, PROV.hadPrimarySource)
    }
    rows = [
        Row(
            (
                texts(view, copy, BIBO.number),
                links(view, copy, RICO.hasAddressee),
                texts(view, copy, PARLEY.asWritten),
                (Text("the copy the edition was made from"),) if copy in surviving else (),
            ),
            ids=(copy.partition("#")[2],),
        )
        for copy in sorted(view.iris(iri, PARLEY.hasCopy), key=lambda one: (len(one), one))
    ]
    return table("copies", "Copies", ("Copy", "For", "As written", "Note"), rows)


def _texts(view: View, matter: Matter) -> Iterator[Section]:
    for text in view.iris(matter.iri, PARLEY.text):
        name = text.partition("#")[2]
        whole = matter.texts.get(text)
        items: list[Paragraph] = []
        if whole is not None:
            marks = [one.mark for one in matter.passages if one.text == text]
            items = paragraphs(whole, marks)
        yield Section(
            id=f"s-{name}",
            title=_TITLES.get(name, "Text"),
            kind="text",
            items=items,
            anchor=name,
            size=10_000,
            note=_fingerprint(view, text) if whole is not None else _withheld(matter),
        )


def _fingerprint(view: View, text: str) -> str:
    """Return by what anybody can tell that the offsets count in these very characters."""
    length = int(view.text(text, PARLEY.charLength) or 0)
    return f"{count(length, 'character')}, SHA-256 {view.text(text, SCHEMA.sha256) or ''}"


_TITLES = {"source-note": "Source note", "retelling": "The retelling"}


def _withheld(matter: Matter) -> str:
    if matter.policy == "quotes":
        return (
            "The text itself is not shown: its source lets us quote from it, not publish it whole. "
            "The passages our statements rest on are quoted below."
        )
    return "The text itself is not shown: its source does not let us publish or quote it."


def _passages(matter: Matter, placed: set[str]) -> tuple[Section, ...]:
    quote = matter.policy != "none"
    items = [
        Shown(
            passage=one,
            quote=quote,
            anchored=one.iri.partition("#")[2] not in placed,
            parts=True,
            record=matter.iri,
        )
        for one in matter.passages
    ]
    if not items:
        return ()
    return (
        Section(
            id="passages",
            title="Passages and how they were read",
            kind="notes",
            items=items,
            size=200,
        ),
    )
