"""From a hit of the lexicon in its frame to a proposal: who, to whom, what sort, what for."""

import re
from functools import cache

from kg.extraction.acts import Hit
from kg.extraction.addressees import addressees
from kg.extraction.candidates import Candidate
from kg.extraction.cast import Cast
from kg.extraction.confidence import of_rule
from kg.extraction.conversations import MAIN, Talk
from kg.extraction.drafts import Draft
from kg.extraction.frames import Anchor, Frame, Reading, Tracker
from kg.extraction.lexicon import table
from kg.findings import (
    Evidence,
    Kind,
    Objective,
    Outcome,
    Presence,
)
from kg.records import Span

_FUTURE = re.compile(
    r"\b(?:will|would|shall|[Ww]e(?:[’']ll)?|wants?\s+to|wish(?:es)?\s+to|"
    r"intends?\s+to|plans?\s+to|going\s+to)\s+(?:\w+ly\s+)?$"
)
_ACTION = 75  # characters from the act in which the action itself stands
_AGREED = re.compile(r"\bit\s+(?:was|is|had\s+been)\s+(?:\w+\s+)?agreed\s+(?:that|to)\b", re.I)
_INVITES = re.compile(r"\binvit(?:ed?|ing)\b.{0,60}\bto\b", re.IGNORECASE)
_CLAUSE = re.compile(r";\s|,\s+(?:and|but|so)\s+(?=\S)|\bthat\s|—|:\s")


def draft(tracker: Tracker, reading: Reading, found: Candidate, later: int) -> Draft:
    """Return the proposal that a candidate makes in its frame.

    *later* is where the next act of the sentence begins, or the end of the sentence.
    """
    hit, frame, anchor = found.hit, found.frame, found.anchor
    start, end = _clause(tracker, reading, hit, anchor, later)
    words = tracker.text[start:end]
    action = tracker.text[hit.start : min(end, hit.start + _ACTION)]
    proposer, behalf = _proposer(tracker, reading, hit, frame)
    made = Draft(
        start=start,
        end=end,
        hit=hit,
        frame=frame,
        kind=_kind(hit, words),
        objective=objective(action, words, tracker.text[reading.start : reading.end]),
        proposer=proposer,
        behalf=behalf,
        addressee=(),
        talk=frame.talk,
        sentence=reading.number,
        confidence=found.confidence,
    )
    made.addressee = addressees(tracker, reading, hit, made)
    _plan(tracker, reading, made)
    return made


def _proposer(
    tracker: Tracker, reading: Reading, hit: Hit, frame: Frame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return proposer and the side spoken for; nobody, where the record does not say."""
    if hit.rule.by in {"nobody", "guest"} or frame.speaker is None:
        return (), ()
    side = side_of(tracker.cast, frame.speaker)
    if hit.rule.by == "requester":
        asked = tracker.requester(*hit.groups["who"])
        return ((asked,) if asked is not None else ()), ()
    if hit.rule.by == "asker":
        words = tracker.text[slice(*hit.groups["asker"])].lower()
        if words in {"we", "they"} and side is not None:
            return (side,), ()
        return (frame.speaker,), ()
    clause = tracker.text[max(reading.start, hit.start - 40) : hit.start].lower()
    spoken_for = side is not None and re.search(r"\bwe\b|\bgovernment\b", clause)
    return (frame.speaker,), (side,) if spoken_for and side and side != frame.speaker else ()


def side_of(cast: Cast, agent: str) -> str | None:
    """Return the state an agent is of, as the text gives it."""
    member = cast.members[agent]
    return cast.state(member.nation).id if member.nation is not None else None


def _plan(tracker: Tracker, reading: Reading, found: Draft) -> None:
    """Move what is to be said later into the planned talk it is meant for."""
    head = tracker.text[max(reading.start, found.hit.start - 24) : found.hit.start]
    topic = found.frame.topic
    if found.hit.rule.by not in {"subject", "frame"} or found.talk != MAIN:
        return
    if topic is not None and (_FUTURE.search(head) or found.hit.rule.name == "would-like"):
        found.talk, found.outcome = topic, Outcome.NOT_YET_PUT
        away = tuple(a for a in found.addressee if a not in tracker.main.parts)
        company = (a for a in tracker.talks[topic].parts if a not in tracker.main.parts)
        found.addressee = away or tuple(company)[-1:]
        return
    absent = found.addressee and not set(found.addressee) & set(tracker.main.parts)
    if _FUTURE.search(head) and absent and found.proposer and found.hit.groups:
        found.talk = planned_with(tracker, found)
        found.outcome = Outcome.NOT_YET_PUT


def planned_with(tracker: Tracker, found: Draft) -> str:
    """Return the planned talk in which this is to be put to people who are not here."""
    for talk in tracker.talks.values():
        if talk.planned and set(found.addressee) <= set(talk.parts):
            return talk.id
    evidence = Evidence(
        span=Span(found.start, found.end),
        rule="talk/to-be-put",
        confidence=of_rule("expected"),
        supports=("reportedIn", "hasParticipant"),
    )
    teller = found.proposer[0] if found.proposer[0] in tracker.main.parts else None
    talk = Talk(id=f"c{found.start}", planned=True, inside=MAIN, evidence=[evidence], teller=teller)
    for agent in (*found.proposer, *found.addressee):
        name = tracker.cast.members[agent].name
        talk.join(agent, Presence.EXPECTED, name, evidence)
    return tracker.talks.setdefault(talk.id, talk).id


def _clause(
    tracker: Tracker, reading: Reading, hit: Hit, anchor: Anchor | None, later: int
) -> tuple[int, int]:
    text = tracker.text
    start = reading.start
    for boundary in _CLAUSE.finditer(text, reading.start, hit.start):
        start = boundary.end()
    if anchor is not None and anchor.start <= hit.start and hit.start - anchor.verb < 40:
        start = min(start, anchor.start) if start > anchor.start else anchor.start
    if hit.rule.needs == "granted":
        start = max(reading.start, text.rfind(" that ", reading.start, hit.start) + 6)
    end = reading.end
    for following in reading.anchors:
        if following.start > hit.end and following.own and following.start < end:
            end = following.start
    stop = text.find(";", hit.end, end)
    end = min(end, stop if stop >= 0 else end, later if later > hit.end else end)
    while end > hit.end and (text[end - 1].isspace() or text[end - 1] in ".,;—"):
        end -= 1
    end = _without_and(text, hit.end, end)
    return min(start, hit.start), max(end, hit.end)


def _without_and(text: str, floor: int, end: int) -> int:
    for tail in (", and", " and", ", but", " but", ","):
        if text[:end].endswith(tail) and end - len(tail) > floor:
            return end - len(tail)
    return end


def _kind(hit: Hit, clause: str) -> Kind:
    """Return the kind of the rule, or the one that words of the clause make of it."""
    if _AGREED.search(clause):
        return Kind.ARRANGEMENT
    for pattern, kind in hit.rule.kinds:
        if pattern.search(clause):
            return Kind(kind)
    kind_of_rule = Kind(hit.rule.kind)
    if kind_of_rule in {Kind.REQUEST, Kind.SUGGESTION} and _INVITES.search(clause):
        return Kind.INVITATION
    return kind_of_rule


@cache
def _objectives() -> tuple[tuple[Objective, bool, re.Pattern[str]], ...]:
    return tuple(
        (
            Objective(entry["objective"]),
            bool(entry.get("action", False)),
            re.compile(entry["pattern"], re.IGNORECASE),
        )
        for entry in table("objectives")["entry"]
    )


def objective(action: str, clause: str = "", sentence: str = "") -> Objective:
    """Return what a proposal aims at: by the action itself, else its clause, else its sentence.

    At a loss it is ``other``.
    """
    for words, wanted in ((action, True), (clause, False), (sentence, False)):
        for found, of_action, pattern in _objectives():
            if of_action is wanted and words and pattern.search(words):
                return found
    return Objective.OTHER
