"""To whom a proposal is put: the slot that is wrong most often, so it has a module of its own."""

import re

from kg.extraction.acts import Hit
from kg.extraction.cast import Cast, Member, related
from kg.extraction.drafts import Draft
from kg.extraction.frames import Reading, Tracker
from kg.findings import AgentKind


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
        return (tracker.author,) if tracker.author and tracker.author not in found.proposer else ()
    named = _named(tracker, hit, found)
    facing = frame.addressee
    content = not named
    named = named or _content_subject(tracker, hit, found)
    plural = all(tracker.cast.members[agent].plural for agent in named)
    if named and plural and facing is not None and facing not in named:
        if _same_nation(tracker.cast, named, facing):
            return (*named, facing)
        named = () if content else named
    if named:
        return named
    return (facing,) if facing is not None and facing not in found.proposer else ()


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
    return tuple(dict.fromkeys(kept)) if hit.rule.name != "would-like" else tuple(kept[:1])


def _content_subject(tracker: Tracker, hit: Hit, found: Draft) -> tuple[str, ...]:
    """Read ``suggested that the friends consider``: a group asked to act is addressed."""
    if hit.rule.name not in {"suggest", "propose", "hope-that", "recommend"}:
        return ()
    near = tracker.mentions.within(hit.start, min(found.end, hit.end + 40))
    for mention in near[:1]:
        between = tracker.text[hit.start : mention.start].split()
        member = tracker.cast.members[mention.agent]
        if between[-1:] == ["that"] and member.plural and mention.agent not in found.proposer:
            speaker = tracker.cast.members[found.proposer[0]] if found.proposer else None
            if speaker is None or not _one_nation(speaker, member):
                return (mention.agent,)
    return ()


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
