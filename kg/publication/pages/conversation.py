"""The page of a conversation: who took part, when, what was put and answered, who told of it."""

from collections.abc import Iterator

from kg.namespaces import PARLEY, PROV
from kg.publication.pages import jsonld
from kg.publication.pages.common import (
    date_of,
    everything,
    passages,
    puts,
    texts,
)
from kg.publication.pages.matter import Matter, concept, crumbs, links, notice
from kg.publication.pages.page import Fact, Link, Page, Row, Section, Text, Value, fact, table
from kg.publication.pages.paths import Paths
from kg.publication.pages.record import N_TRIPLES, TURTLE, tree
from kg.publication.pages.view import View
from kg.publication.pages.words import count, cut


def conversation_page(view: View, paths: Paths, matter: Matter, iri: str) -> Page:
    """Return the page of the conversation *iri* of the record of *matter*."""
    file = paths.file_of(iri) or ""
    proposals = _proposals(view, matter, iri)
    people = len(view.iris(iri, PARLEY.hasParticipant))
    counted = f"{count(people, 'participant')}, {count(len(proposals), 'proposal')}"
    return Page(
        file=file,
        iri=iri,
        title=view.label(iri),
        language="en",
        kicker=_kicker(view, iri),
        description=cut(f"{view.label(iri)}: {counted}.", 160),
        crumbs=(*crumbs(view, matter.iri), *_outer(view, matter, iri)),
        notice=notice(view, matter.iri),
        facts=tuple(_facts(view, iri)),
        sections=tuple(_sections(view, matter, iri, proposals)),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        source=matter.source,
        jsonld=jsonld.conversation(view, iri),
    )


def _kicker(view: View, iri: str) -> str:
    words = [link.text or "" for link in concept(view, iri, PARLEY.realization)]
    told = ", told of in another" if view.iri(iri, PARLEY.reportedIn) else ""
    return f"Conversation {' '.join(words)}{told}".strip()


def _outer(view: View, matter: Matter, iri: str) -> tuple[Value, ...]:
    """Return the crumbs from the record through the talks this one is told of in."""
    chain: list[str] = []
    talk = view.iri(iri, PARLEY.reportedIn)
    while talk is not None and talk not in chain and talk != iri:
        chain.append(talk)
        talk = view.iri(talk, PARLEY.reportedIn)
    return (Link(matter.iri), *(Link(one) for one in reversed(chain)))


def _proposals(view: View, matter: Matter, iri: str) -> list[str]:
    mine = {
        *view.subjects(PARLEY.madeIn, iri),
        *(
            one
            for one in view.subjects(PARLEY.reportedIn, iri)
            if not view.iris(one, PARLEY.madeIn)
        ),
    }
    ordered = [one for one in matter.proposals if one in mine]
    others = [one for one in sorted(mine - set(ordered)) if PARLEY.Proposal in view.types(one)]
    return ordered + others


def _facts(view: View, iri: str) -> Iterator[Fact]:
    yield from fact("Date", *date_of(view, iri))
    yield from fact("Place", *links(view, iri, PARLEY.place))
    yield from fact("Status", *concept(view, iri, PARLEY.realization))
    yield from fact("By", *concept(view, iri, PARLEY.medium))
    yield from fact("Told by", *links(view, iri, PARLEY.reportedBy))
    yield from fact("Told in", *links(view, iri, PARLEY.reportedIn))
    yield from fact("Known from", *links(view, iri, PARLEY.documentedIn))


def _sections(view: View, matter: Matter, iri: str, proposals: list[str]) -> Iterator[Section]:
    yield from participants(view, iri)
    yield from _dates(view, iri)
    inner = [talk for talk in matter.talks if _within(view, talk, iri)]
    yield from tree(view, inner, "Conversations told of in this one")
    yield from puts(view, matter, proposals)
    nodes = [iri, *view.iris(iri, PARLEY.hasParticipant, PARLEY.dateAssertion)]
    found = {one.iri: one for node in nodes for one in matter.cited(node)}
    ordered = sorted(found.values(), key=lambda one: one.number)
    yield from passages(matter, ordered, "Where the record says so")
    yield from everything(view, iri)


def _within(view: View, talk: str, outer: str) -> bool:
    seen: set[str] = set()
    above = view.iri(talk, PARLEY.reportedIn)
    while above is not None and above not in seen:
        if above == outer:
            return True
        seen.add(above)
        above = view.iri(above, PARLEY.reportedIn)
    return False


_PRESENCES = ("took part", "interpreter", "recorder", "in attendance", "expected", "mentioned")


def participants(view: View, iri: str) -> tuple[Section, ...]:
    """Return the table of who took part; each row is the anchor of its Participant."""
    rows = []
    for part in view.iris(iri, PARLEY.hasParticipant):
        presence = concept(view, part, PARLEY.presence)
        ranks = [_PRESENCES.index(p.text) for p in presence if p.text in _PRESENCES]
        row = Row(
            (
                links(view, part, PARLEY.agent),
                presence,
                links(view, part, PARLEY.side),
                links(view, part, PARLEY.positionHeld),
                texts(view, part, PARLEY.asWritten),
            ),
            ids=(part.partition("#")[2],),
        )
        rows.append((min(ranks, default=len(_PRESENCES)), part, row))
    rows.sort(key=lambda found: found[:2])
    columns = ("Who", "How", "Side", "Post", "Named as")
    return table("participants", "Participants", columns, [row for _, _, row in rows])


def _dates(view: View, iri: str) -> tuple[Section, ...]:
    rows = []
    for one in view.iris(iri, PARLEY.dateAssertion):
        corrected = view.iris(one, PROV.wasRevisionOf)
        note = tuple(
            Text(f"corrects “{view.text(old, PARLEY.asWritten) or ''}”") for old in corrected
        )
        if not corrected and view.subjects(PROV.wasRevisionOf, one):
            note = (Text("corrected by the editor"),)
        rows.append(
            Row(
                (texts(view, one, PARLEY.asWritten), date_of(view, one), note),
                ids=(one.partition("#")[2],),
            )
        )
    return table("dates", "Readings of the date", ("As written", "Means", "Note"), rows)
