"""The talks a record tells of: the one it records, and those told of or planned in it."""

from dataclasses import dataclass, field

from kg.extraction.cast import Cast, Member
from kg.extraction.confidence import of_rule
from kg.findings import (
    ConversationFinding,
    DatedFinding,
    Evidence,
    ParticipantFinding,
    Presence,
    Realization,
)
from kg.records import Record, Span

MAIN = "main"


@dataclass(slots=True, kw_only=True)
class Part:
    """An agent's part in a talk while the record is being read."""

    presence: tuple[Presence, ...]
    as_written: str
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Talk:
    """A conversation while the record is being read; ``parts`` by agent, in order of entry."""

    id: str
    planned: bool = False
    parts: dict[str, Part] = field(default_factory=dict)
    evidence: list[Evidence] = field(default_factory=list)
    teller: str | None = None
    inside: str | None = None

    def join(
        self, agent: str, presence: Presence, as_written: str, evidence: Evidence | None
    ) -> None:
        """Let an agent take part; a second time only evidence is added, up to three pieces."""
        part = self.parts.get(agent)
        if part is None:
            part = self.parts[agent] = Part(presence=(presence,), as_written=as_written)
        if evidence is not None and len(part.evidence) < 3 and evidence not in part.evidence:
            part.evidence.append(evidence)


def main_talk(record: Record, cast: Cast, listed: dict[int, Member]) -> Talk:
    """Return the conversation that the record records, with those its source says took part."""
    talk = Talk(id=MAIN)
    span = record.conversation_span or _title_span(record)
    if span is not None:
        rule = "opening-sentence" if record.conversation_span else "title"
        talk.evidence.append(
            _evidence(span, f"{record.collection}/{rule}", "heading", ("documentedIn",))
        )
    for place, member in listed.items():
        attendee = record.attendees[place]
        rule = f"{record.collection}/participants-{record.attendees_from}"
        name = "markup" if record.attendees_from == "markup" else "list"
        evidence = _evidence(attendee.span, rule, name, ("hasParticipant",))
        presence = tuple(Presence(p) for p in attendee.presence) or (Presence.TOOK_PART,)
        talk.join(member.id, presence[0], attendee.as_written, evidence)
        talk.parts[member.id].presence = presence
    return talk


def join_author(record: Record, cast: Cast, talk: Talk, witness: Evidence | None) -> str | None:
    """Let the author take part where the record shows it, as one who also wrote it down.

    *witness* is the place that shows it: a first person who speaks or is spoken to.
    """
    author = record.author
    member = cast.person(author.name) if author is not None else None
    if member is None and author is not None:
        member = next((m for m in cast.members.values() if author.name in m.names), None)
    if author is None or member is None:
        return None
    if member.id not in talk.parts and witness is None:
        return None
    rule = f"{record.collection}/author"
    named = _evidence(author.span, rule, "author", ("hasParticipant", "agent"))
    present = member.id in talk.parts
    talk.join(member.id, Presence.TOOK_PART, record.text_of(author.span), named)
    part = talk.parts[member.id]
    if Presence.RECORDER not in part.presence:
        part.presence = (*part.presence, Presence.RECORDER)
    if author.position_span is not None:
        part.evidence.append(_evidence(author.position_span, rule, "author", ("positionHeld",)))
    if witness is not None and not present:
        part.evidence.append(witness)
    return member.id


def finding(record: Record, cast: Cast, talk: Talk) -> ConversationFinding:
    """Return the talk as a finding, dates and sides included."""
    main = talk.id == MAIN
    dates = tuple(
        DatedFinding(reading=reading, evidence=_dated(record, reading.span))
        for reading in (record.conversation_dates if main else ())
    )
    return ConversationFinding(
        id=talk.id,
        label=_label(cast, talk),
        realization=Realization.PLANNED if talk.planned else Realization.HELD,
        participants=tuple(
            _participant(record, cast, agent, part, main=main) for agent, part in talk.parts.items()
        ),
        evidence=tuple(talk.evidence),
        date=dates[-1].reading.edtf if dates else None,
        dates=dates,
        place=record.place.value if main and record.place is not None else None,
        medium=record.medium if main else None,
        reported_in=talk.inside,
        reported_by=talk.teller,
    )


def _participant(
    record: Record, cast: Cast, agent: str, part: Part, *, main: bool
) -> ParticipantFinding:
    member = cast.members[agent]
    side = None
    if member.nation is not None and member.authority != member.nation.authority:
        side = cast.state(member.nation).id
    return ParticipantFinding(
        agent=agent,
        presence=part.presence,
        as_written=part.as_written,
        evidence=tuple(part.evidence),
        side=side,
        position=_position(record, cast, member) if main else None,
    )


def _position(record: Record, cast: Cast, member: Member) -> str | None:
    """Return the post the source gives in list or signature, in its own words."""
    author = record.author
    if author is not None and author.position and author.name in member.names:
        return author.position
    if member.rank < len(record.attendees):
        return record.attendees[member.rank].position
    return None


def _label(cast: Cast, talk: Talk) -> str:
    absent = (Presence.MENTIONED,)
    names = [cast.members[a].name for a, part in talk.parts.items() if part.presence != absent]
    head = "Planned conversation" if talk.planned else "Conversation"
    if not names:
        return head
    shown = names if len(names) <= 4 else [*names[:3], f"{len(names) - 3} others"]
    first, *rest = shown
    return f"{head} of {first}" + (f" with {', '.join(rest)}" if rest else "")


def _title_span(record: Record) -> Span | None:
    """Return the place of the title in the text, where it stands there word for word."""
    start = record.text.find(record.title) if record.title else -1
    return Span(start, start + len(record.title)) if start >= 0 else None


def _dated(record: Record, span: Span | None) -> tuple[Evidence, ...]:
    if span is None:
        return ()
    return (_evidence(span, f"{record.collection}/conversation-date", "date", ("date",)),)


def _evidence(span: Span, rule: str, name: str, supports: tuple[str, ...]) -> Evidence:
    return Evidence(span=span, rule=rule, confidence=of_rule(name), supports=supports)
