"""The pages of persons and bodies: whom they met, their talks, what they put and were asked."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.namespaces import (
    BIBO,
    DCTERMS,
    FOAF,
    PARLEY,
    RICO,
    SCHEMA,
    SKOS,
    VOC,
)
from kg.publication.pages import jsonld
from kg.publication.pages.common import date_of, everything, in_time, texts
from kg.publication.pages.matter import concept, description, links
from kg.publication.pages.page import Date, Fact, Link, Page, Row, Section, Text, fact, table
from kg.publication.pages.paths import Paths
from kg.publication.pages.record import N_TRIPLES, TURTLE
from kg.publication.pages.view import View
from kg.publication.pages.words import count, cut, sort_key

_PRESENT = frozenset(VOC[name] for name in ("tookPart", "interpreter", "recorder", "inAttendance"))
_NAMES_IN_FACTS = 8


@dataclass(slots=True)
class _Met:
    """How often two met, and when first and last."""

    talks: set[str] = field(default_factory=set)


def agent_page(view: View, paths: Paths, iri: str) -> Page:
    """Return the page of the person, organization or group *iri*."""
    file = paths.file_of(iri) or ""
    person = FOAF.Person in view.types(iri)
    seats = _seats(view, iri)
    talks = in_time(view, (talk for talk, _ in seats))
    put = _in_order(view, view.subjects(PARLEY.proposer, iri))
    asked = _in_order(view, view.subjects(PARLEY.addressee, iri))
    summary = (
        f"{view.label(iri)}: {count(len(talks), 'conversation')}, "
        f"{count(len(put), 'proposal')} made, {count(len(asked), 'proposal')} received."
    )
    return Page(
        file=file,
        iri=iri,
        title=view.label(iri),
        kicker=_kicker(view, iri),
        description=cut(summary, 160),
        lead=view.text(iri, SKOS.note),
        facts=tuple(_facts(view, iri, seats)),
        sections=(
            *(_met(view, iri, seats) if person else _sides_met(view, iri, seats)),
            *_conversations(view, iri, seats),
            *(() if person else _people(view, iri, seats)),
            *proposals(view, "put", "Proposed", put, PARLEY.addressee, "To"),
            *proposals(view, "asked", "Was asked", asked, PARLEY.proposer, "By"),
            *proposals(
                view,
                "behalf",
                "Proposed on its behalf",
                _in_order(view, view.subjects(PARLEY.onBehalfOf, iri)),
                PARLEY.proposer,
                "By",
            ),
            *_answers(view, iri),
            *_told(view, iri),
            *_records(view, iri),
            *_names(view, iri),
            *everything(view, iri),
        ),
        alternates=((TURTLE, f"{file}.ttl"), (N_TRIPLES, f"{file}.nt")),
        jsonld=jsonld.named(view, iri, "Person" if person else "Organization"),
    )


def _kicker(view: View, iri: str) -> str:
    types = view.types(iri)
    kind = "Group" if FOAF.Group in types else "Organization"
    kind = "Person" if FOAF.Person in types else kind
    return f"{kind} known from one record" if _local(iri) else kind


def _local(iri: str) -> str | None:
    """Return the key of the one record that *iri* is known from, or None if many may name it."""
    return iri.partition("/record/")[2].rpartition("/")[0] or None


def _seats(view: View, iri: str) -> list[tuple[str, str]]:
    """Return (conversation, participant) wherever *iri* is the agent or the side."""
    parts = {*view.subjects(PARLEY.agent, iri), *view.subjects(PARLEY.side, iri)}
    return [(part.partition("#")[0], part) for part in sorted(parts)]


def _facts(view: View, iri: str, seats: list[tuple[str, str]]) -> Iterator[Fact]:
    names = texts(view, iri, SKOS.altLabel)
    if len(names) <= _NAMES_IN_FACTS:
        yield from fact("Also written", *names)
    mine = [part for _, part in seats if view.iri(part, PARLEY.agent) == iri]
    sides = dict.fromkeys(side for part in mine for side in view.iris(part, PARLEY.side))
    yield from fact("Sat for", *(Link(one) for one in sides))
    posts: dict[str, str] = {}
    for part in mine:
        for post in view.iris(part, PARLEY.positionHeld):
            posts.setdefault(view.label(post).casefold(), post)
    yield from fact("Held the post of", *(Link(post) for _, post in sorted(posts.items())[:20]))
    yield from fact("Identifiers", *texts(view, iri, DCTERMS.identifier)[:20])
    matches = view.iris(iri, SKOS.exactMatch, SKOS.closeMatch)
    yield from fact("The same elsewhere", *(Link(one, one) for one in matches))


def _names(view: View, iri: str) -> tuple[Section, ...]:
    names = texts(view, iri, SKOS.altLabel)
    if len(names) <= _NAMES_IN_FACTS:
        return ()
    return (Section(id="names", title="Names as written", kind="names", items=names, size=500),)


def _there(view: View, part: str) -> bool:
    return not _PRESENT.isdisjoint(view.iris(part, PARLEY.presence))


def _held(view: View, talk: str) -> bool:
    return VOC.held in view.iris(talk, PARLEY.realization)


def _met(view: View, iri: str, seats: list[tuple[str, str]]) -> tuple[Section, ...]:
    """Return whom *iri* met: those who were there too, in talks that took place."""
    met: dict[str, _Met] = {}
    for talk, mine in seats:
        if _there(view, mine) and _held(view, talk):
            for other in view.iris(talk, PARLEY.hasParticipant):
                agent = view.iri(other, PARLEY.agent)
                if agent is not None and agent != iri and _there(view, other):
                    met.setdefault(agent, _Met()).talks.add(talk)
    return table("met", "Met", ("Whom", "How often", "First", "Last"), _meetings(view, met))


def _sides_met(view: View, iri: str, seats: list[tuple[str, str]]) -> tuple[Section, ...]:
    """Return which other sides sat at a table with *iri*."""
    met: dict[str, _Met] = {}
    for talk in {talk for talk, part in seats if _there(view, part) and _held(view, talk)}:
        for other in view.iris(talk, PARLEY.hasParticipant):
            if _there(view, other):
                for side in view.iris(other, PARLEY.side):
                    if side != iri:
                        met.setdefault(side, _Met()).talks.add(talk)
    columns = ("Side", "How often", "First", "Last")
    return table("met", "Met the sides", columns, _meetings(view, met))


def _meetings(view: View, met: dict[str, _Met]) -> list[Row]:
    rows = []
    for agent in sorted(met, key=lambda one: (-len(met[one].talks), view.label(one), one)):
        talks = in_time(view, met[agent].talks)
        dates = sorted(
            (day for talk in talks if (day := view.text(talk, PARLEY.date))), key=sort_key
        )
        rows.append(
            Row(
                (
                    (Link(agent, note=_local(agent)),),
                    (Text(count(len(talks), "time")),),
                    (Date(dates[0]),) if dates else (),
                    (Date(dates[-1]),) if len(dates) > 1 else (),
                )
            )
        )
    return rows


def _conversations(view: View, iri: str, seats: list[tuple[str, str]]) -> tuple[Section, ...]:
    parts: dict[str, list[str]] = {}
    for talk, part in seats:
        parts.setdefault(talk, []).append(part)
    rows = []
    for talk in in_time(view, parts):
        own = [part for part in parts[talk] if view.iri(part, PARLEY.agent) == iri]
        who = [] if own else [view.iri(part, PARLEY.agent) or part for part in parts[talk]]
        rows.append(
            Row(
                (
                    date_of(view, talk),
                    (Link(talk),),
                    (
                        *(one for part in own for one in concept(view, part, PARLEY.presence)),
                        *(Link(one) for one in dict.fromkeys(who)),
                    ),
                    tuple(
                        dict.fromkeys(one for part in own for one in links(view, part, PARLEY.side))
                    ),
                )
            )
        )
    person = FOAF.Person in view.types(iri)
    columns = ("Date", "Conversation", "How" if person else "Who, or how", "Side")
    return table("conversations", "Conversations in order of time", columns, rows)


def _people(view: View, iri: str, seats: list[tuple[str, str]]) -> tuple[Section, ...]:
    found: dict[str, _Met] = {}
    for talk, part in seats:
        agent = view.iri(part, PARLEY.agent)
        if agent is not None and agent != iri:
            found.setdefault(agent, _Met()).talks.add(talk)
    columns = ("Who", "How often", "First", "Last")
    return table("people", "Who sat for it", columns, _meetings(view, found))


def _in_order(view: View, utterances: Iterable[str]) -> list[str]:
    def key(one: str) -> tuple[str, str]:
        talk = view.iri(one, PARLEY.madeIn, PARLEY.reportedIn)
        return sort_key(view.text(talk, PARLEY.date) if talk else None), one

    return sorted((one for one in utterances if PARLEY.Proposal in view.types(one)), key=key)


def proposals(
    view: View, name: str, title: str, found: list[str], other: str, column: str
) -> tuple[Section, ...]:
    """Return a table of proposals in order of time, with their outcomes."""
    rows = []
    for one in found:
        talk = view.iri(one, PARLEY.madeIn, PARLEY.reportedIn)
        rows.append(
            Row(
                (
                    date_of(view, talk) if talk else (),
                    links(view, one, other),
                    (Link(one, description(view, one)),),
                    concept(view, one, PARLEY.outcome),
                )
            )
        )
    return table(name, title, ("Date", column, "What", "Outcome"), rows, _outcomes(view, found))


def _outcomes(view: View, found: Iterable[str]) -> str:
    """Return how often which outcome came of the proposals *found*, the most frequent first."""
    counted = Counter(
        link.text or "" for one in found for link in concept(view, one, PARLEY.outcome)
    )
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{number:,} {name}" for name, number in ordered)


def _answers(view: View, iri: str) -> tuple[Section, ...]:
    rows = []
    for one in view.subjects(PARLEY.speaker, iri):
        answered = links(view, one, PARLEY.respondsTo)
        rows.append(
            Row(
                (
                    (Link(one, description(view, one)),),
                    concept(view, one, PARLEY.outcome),
                    answered,
                )
            )
        )
    return table("answers", "Answered", ("Answer", "Outcome", "To the proposal"), rows)


def _told(view: View, iri: str) -> tuple[Section, ...]:
    talks = [
        one
        for one in view.subjects(PARLEY.reportedBy, iri)
        if PARLEY.Conversation in view.types(one)
    ]
    rows = [
        Row((date_of(view, talk), (Link(talk),), links(view, talk, PARLEY.reportedIn)))
        for talk in in_time(view, talks)
    ]
    return table("told", "Told of", ("Date", "Conversation", "Told in"), rows)


_PARTS = {
    RICO.hasAuthor: "wrote it",
    RICO.hasAddressee: "was sent a copy",
    BIBO.translator: "translated it",
    DCTERMS.contributor: "contributed to the edition",
    SCHEMA.funder: "paid for the edition",
    DCTERMS.rightsHolder: "holds rights in it",
}


def _records(view: View, iri: str) -> tuple[Section, ...]:
    """Return the records *iri* wrote, translated, received a copy of, or paid for."""
    rows = [
        Row(((Link(subject),), (Text(_PARTS[name]),))) for name, subject in view.into(iri, *_PARTS)
    ]
    return table("records", "Part in records", ("Record", "How"), rows)
