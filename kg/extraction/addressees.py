"""To whom a proposal is put: the slot that is wrong most often, so it has a module of its own."""

import re

from kg.extraction.acts import Hit
from kg.extraction.cast import Cast, Member, related
from kg.extraction.drafts import Draft
from kg.extraction.frames import Reading, Tracker
from kg.extraction.sides import of_side
from kg.findings import AgentKind

# The object of these is who is to act, not who is spoken to.
_DOERS = frozenset({"hope-that", "hope-wide", "would-like", "want-to", "if-would"})
_PUT = frozenset({"suggest", "propose", "recommend", "ask-that", "urge", "should", "must"})


def addressees(tracker: Tracker, reading: Reading, hit: Hit, found: Draft) -> tuple[str, ...]:
    """Return to whom the proposal is put: named, or the one who is faced; nobody at a loss."""
    frame, rule = found.frame, hit.rule
    if rule.by == "guest":
        return _guest(tracker, reading, hit)
    if rule.by == "asker":
        near = tracker.mentions.within(reading.start, hit.start)
        bodies = [m.agent for m in near if tracker.cast.members[m.agent].plural]
        return tuple(agent for agent in bodies if agent not in found.proposer)[-1:]
    if rule.by == "nobody":
        return _charged(tracker, hit, found)
    if rule.by == "requester":
        return _requested(tracker, reading, hit, found)
    named = () if rule.name in _DOERS else _named(tracker, hit, found)
    facing = frame.addressee if frame.addressee not in found.proposer else None
    plural = bool(named) and all(tracker.cast.members[agent].plural for agent in named)
    if plural and facing is not None and facing not in named:
        return (*named, facing) if _same_nation(tracker.cast, named, facing) else named
    return named or _by_doer(tracker, hit, found, facing)


def _requested(tracker: Tracker, reading: Reading, hit: Hit, found: Draft) -> tuple[str, ...]:
    """Return of whom it was requested: "at his request I told him", "at his request X said"."""
    after = next((a.frame.speaker for a in reading.anchors if a.start >= hit.start), None)
    for agent in (after, tracker.author):
        if agent is not None and agent not in found.proposer:
            return (agent,)
    return ()


def _by_doer(tracker: Tracker, hit: Hit, found: Draft, facing: str | None) -> tuple[str, ...]:
    """Return whom a wish or plan is put to, by who is to act: "hoped that the Envoy would write".

    One who is there is asked to act; a government is asked through whoever is there for it; of
    third parties it is said to whoever is faced.
    """
    near = (facing,) if facing is not None else ()
    doer = _doer(tracker, hit, found)
    if doer is None or doer in found.proposer or doer == facing:
        return near
    member = tracker.cast.members[doer]
    if member.kind is AgentKind.PERSON:
        talk = tracker.talks.get(found.talk or "")
        here = talk is not None and doer in talk.parts and hit.rule.name in _PUT
        return (doer,) if here else near
    speaker = tracker.cast.members[found.proposer[0]] if found.proposer else None
    if facing is not None:
        group = member.kind is AgentKind.GROUP and hit.rule.name in _PUT
        return (doer, facing) if group and of_side(member, tracker.cast.members[facing]) else near
    return () if speaker is None or of_side(member, speaker) else (doer,)


def _doer(tracker: Tracker, hit: Hit, found: Draft) -> str | None:
    """Return the subject of what is proposed: right after the words, or after their "that"."""
    span = hit.groups.get("object") or hit.groups.get("object2")
    if span is not None and hit.rule.name in _DOERS:
        near = tracker.mentions.within(span[0], span[1])
        return near[0].agent if near else None
    for mention in tracker.mentions.within(hit.start, min(found.end, hit.end + 40))[:1]:
        between = tracker.text[hit.start : mention.start].split()
        if between[-1:] == ["that"] or mention.start <= hit.end + 1:
            return mention.agent
    return None


def _named(tracker: Tracker, hit: Hit, found: Draft) -> tuple[str, ...]:
    """Return the agents named as the object of the verb ("asked the A and B to …")."""
    span = hit.groups.get("object") or hit.groups.get("object2")
    if span is None:
        return ()
    agents = [m.agent for m in tracker.mentions.within(span[0], span[1])]
    if not agents:
        words = tracker.text[slice(*span)].strip()
        if words in {"us", "me"} and tracker.author is not None:
            agents = [tracker.author]
    kept = [a for a in agents if a not in found.proposer]
    return tuple(dict.fromkeys(kept))


def _charged(tracker: Tracker, hit: Hit, found: Draft) -> tuple[str, ...]:
    """Return whom an arrangement charges: "it was agreed that Mr. Adan would write"."""
    for mention in tracker.mentions.within(hit.start, min(found.end, hit.end + 60))[:1]:
        after = tracker.text[mention.end : mention.end + 60]
        led = tracker.text[hit.start : mention.start].split()[-1:] == ["that"]
        if led and re.match(r"[^.;]{0,40}?\s(?:would|will|should|could|might)\b", after):
            return (mention.agent,)
    return ()


def _one_nation(one: Member, other: Member) -> bool:
    return one.nation is not None and other.nation is not None and related(one.nation, other.nation)


def _same_nation(cast: Cast, named: tuple[str, ...], facing: str) -> bool:
    person = cast.members[facing]
    return any(_one_nation(cast.members[a], person) for a in named)


def _guest(tracker: Tracker, reading: Reading, hit: Hit) -> tuple[str, ...]:
    """Return who agreed to come: the subject, or for "he has expressed" the last one named."""
    near = tracker.mentions.within(reading.start, hit.start)
    people = [m for m in near if tracker.cast.members[m.agent].kind is AgentKind.PERSON]
    if people and (hit.start - people[-1].end < 40):
        return (people[-1].agent,)
    frame, anchor = reading.at(hit.start)
    return (frame.speaker,) if anchor is not None and frame.speaker is not None else ()
