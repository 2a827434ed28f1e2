"""The page of a proposal: who put it to whom, the words, the chain of answers."""

from collections.abc import Iterator

from kg.namespaces import PARLEY
from kg.publication.dataset import Dataset
from kg.publication.pages import jsonld
from kg.publication.pages.common import (
    answers_to,
    date_of,
    incoming,
    passages,
    quantities,
    texts,
)
from kg.publication.pages.matter import (
    Matter,
    concept,
    crumbs,
    description,
    links,
    notice,
    title,
)
from kg.publication.pages.page import Fact, Link, Page, Row, Section, Text, fact, table
from kg.publication.pages.paths import Paths
from kg.publication.pages.record import N_TRIPLES, TURTLE
from kg.publication.pages.view import View
from kg.publication.pages.words import cut, date


def proposal_page(view: View, paths: Paths, matter: Matter, iri: str, dataset: Dataset) -> Page:
    """Return the page of the proposal *iri* of the record of *matter*."""
    file = paths.file_of(iri) or ""
    talk = view.iris(iri, PARLEY.madeIn) or view.iris(iri, PARLEY.reportedIn)
    kind = [link.text or "" for link in concept(view, iri, PARLEY.kind)]
    return Page(
        file=file,
        iri=iri,
        title=description(view, iri),
        language="en",
        kicker=f"Proposal: {', '.join(kind)}" if kind else "Proposal",
        description=cut(f"{description(view, iri)}. {_outcome(view, iri)}", 160),
        crumbs=(*crumbs(view, matter.iri), Link(matter.iri), *(Link(one) for one in talk[:1])),
        notice=notice(view, matter.iri),
        facts=tuple(_facts(view, iri)),
        sections=tuple(_sections(view, matter, iri, dataset)),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        source=matter.source,
        jsonld=jsonld.proposal(view, iri),
    )


def _outcome(view: View, iri: str) -> str:
    found = ", ".join(link.text or "" for link in concept(view, iri, PARLEY.outcome))
    return f"Outcome: {found}." if found else ""


def _facts(view: View, iri: str) -> Iterator[Fact]:
    yield from fact("Put by", *links(view, iri, PARLEY.proposer))
    yield from fact("On behalf of", *links(view, iri, PARLEY.onBehalfOf))
    yield from fact("To", *links(view, iri, PARLEY.addressee))
    yield from fact("Kind", *concept(view, iri, PARLEY.kind))
    yield from fact("Aim", *concept(view, iri, PARLEY.objective))
    yield from fact("Outcome", *concept(view, iri, PARLEY.outcome))
    talks = view.iris(iri, PARLEY.madeIn, PARLEY.reportedIn)
    yield from fact("Date", *(day for talk in talks[:1] for day in date_of(view, talk)))
    yield from fact("Made in", *links(view, iri, PARLEY.madeIn))
    yield from fact("Told in", *links(view, iri, PARLEY.reportedIn))
    yield from fact("Told by", *links(view, iri, PARLEY.reportedBy))
    yield from fact("Answers", *links(view, iri, PARLEY.respondsTo))


def _sections(view: View, matter: Matter, iri: str, dataset: Dataset) -> Iterator[Section]:
    yield from passages(matter, matter.cited(iri), f"In the words of the {_whose(view, matter)}")
    chain = _chain(view, iri)
    rows = [
        Row(
            (
                links(view, one, PARLEY.speaker, PARLEY.proposer),
                (Link(one, description(view, one)),),
                concept(view, one, PARLEY.outcome),
                (*links(view, one, PARLEY.madeIn), *links(view, one, PARLEY.reportedIn)),
            )
        )
        for one in chain
    ]
    columns = ("Who", "Answer", "Outcome", "In")
    if rows:
        yield from table("answers", "Answers", columns, rows)
    cited = {one.iri: one for answer in chain for one in matter.cited(answer)}
    for section in passages(
        matter, cited.values(), f"The answers in the words of the {_whose(view, matter)}"
    ):
        yield Section(
            id="answer-passages",
            title=section.title,
            kind=section.kind,
            items=section.items,
            note=None,
        )
    yield from quantities(view, view.iris(iri, PARLEY.quantity))
    yield _citation(view, matter, iri, dataset)
    # What is said of a proposal stands above, all of it.
    yield from incoming(view, iri, PARLEY.respondsTo)


def _whose(view: View, matter: Matter) -> str:
    return "retelling" if notice(view, matter.iri) else "record"


def _chain(view: View, proposal: str) -> list[str]:
    """Return the answers to *proposal*, then the answers to those that are proposals again."""
    found: list[str] = []
    waiting = [proposal]
    while waiting:
        for one in answers_to(view, waiting.pop(0)):
            if one not in found and one != proposal:
                found.append(one)
                waiting.append(one)
    return found


def _citation(view: View, matter: Matter, iri: str, dataset: Dataset) -> Section:
    """Return how to quote this statement: what it says, the record, its place, the release."""
    day = view.text(matter.iri, PARLEY.date)
    parts = [
        f"“{description(view, iri)}”",
        title(view, matter.iri).text + (f", {date(day)}" if day else ""),
        *(
            value.text
            for value in texts(view, matter.iri, PARLEY.citation)
            if isinstance(value, Text)
        ),
        f"{dataset.creator}, release {dataset.version}",
        iri,
    ]
    return Section(id="cite", title="To cite this", kind="citation", items=(". ".join(parts),))
