"""Talks told of in the recorded one: found by the words that tell of them, and their company."""

import re

from kg.extraction.acts import Hit, hits
from kg.extraction.cast import Member
from kg.extraction.confidence import of_rule
from kg.extraction.conversations import MAIN, Talk
from kg.extraction.drafts import Draft
from kg.extraction.frames import Tracker
from kg.extraction.mentions import Mention
from kg.findings import AgentKind, Evidence, Presence
from kg.records import Span

_PLANNED = re.compile(
    r"\b(?:upcoming|forthcoming|planned|scheduled|next|future|proposed|will|would|hoped\s+for"
    r"|(?:wants?|wanted|wish(?:es|ed)?|plan(?:s|ned)?|intend(?:s|ed)?|hope[sd]?|like|have|hold)\s+to)"
    r"\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\bhad\b|\b(?:last|yesterday|earlier|previous|previously|recent|recently|ago|already|tomorrow"
    r"|next|later|upcoming|forthcoming|just|January|February|March|April|June|July|August|September"
    r"|October|November|December|this\s+(?:morning|afternoon|evening)|tonight)\b"
)
_WITH_BODIES = frozenset(
    {"talk-with", "spoke-with", "heard-from", "had-put-to", "had-told", "has-told"}
)
_AND = re.compile(r"^(?:,\s*(?:and\s+)?|\s+and\s+)$")
_SELF = re.compile(r"^(?:me|us|him|her|them|you)\b")


def announced(tracker: Tracker, start: int, end: int) -> list[tuple[int, Talk]]:
    """Return the talks that a sentence tells of, with the place of the word; new ones are added.

    A talk between people of the recorded one is not another talk: their words there are taken
    as said in the recorded one.
    """
    found: list[tuple[int, Talk]] = []
    for hit in hits("conversations", tracker.text, start, end):
        if _SELF.match(tracker.text[hit.end : hit.end + 6]):
            continue
        company = _company(tracker, hit, end)
        outside = [m for m in company if m.agent not in tracker.main.parts]
        if not company or (not outside and not _elsewhere(tracker.text, hit, start, end)):
            continue
        planned = hit.rule.outcome == "planned" or bool(
            hit.rule.name == "talk-with"
            and _PLANNED.search(tracker.text[max(start, hit.start - 40) : hit.start])
        )
        talk = _known(tracker, company, planned=planned)
        span = Span(_phrase(tracker, hit, start), company[-1].end)
        evidence = Evidence(
            span=span,
            rule=f"talk/{hit.rule.name}",
            confidence=of_rule("talk"),
            supports=("reportedIn", "hasParticipant"),
        )
        if talk is None:
            talk = _new(tracker, hit, company, evidence, start, planned=planned)
        elif len(talk.evidence) < 3:
            talk.evidence.append(evidence)
        found.append((hit.start, talk))
    return found


def _elsewhere(text: str, hit: Hit, start: int, end: int) -> bool:
    """Tell whether the words place a talk at another time than the recorded one."""
    around = text[max(start, hit.start - 60) : min(end, hit.end + 70)]
    return _OTHER_TIME.search(around) is not None


def told(tracker: Tracker, draft: Draft) -> None:
    """Give words told in the talk a talk of their own, where it is known who said them to whom."""
    if draft.talk is not None or draft.frame.talk is not None or not draft.proposer:
        return
    agents = [*draft.proposer, *(a for a in draft.addressee if a not in draft.proposer)]
    body = tracker.cast.members[draft.proposer[0]].kind is not AgentKind.PERSON
    if body and draft.frame.assumed and draft.addressee == (draft.frame.addressee,):
        return  # what a state asked, and nobody says where
    if len(agents) < 2 or draft.hit.rule.by in {"guest", "asker", "nobody"}:
        return
    held = [t for t in tracker.talks.values() if t.id != MAIN and not t.planned]
    talk = next((t for t in held if set(agents) <= set(t.parts)), None)
    evidence = Evidence(
        span=Span(draft.start, draft.end),
        rule="talk/told",
        confidence=of_rule("talk"),
        supports=("reportedIn", "hasParticipant"),
    )
    if talk is None:
        identity = f"c{draft.start}"
        while identity in tracker.talks:
            identity += "-2"
        teller = draft.frame.teller if draft.frame.teller in tracker.main.parts else None
        talk = Talk(id=identity, inside=MAIN, evidence=[evidence], teller=teller)
        for agent in agents:
            talk.join(agent, Presence.TOOK_PART, tracker.cast.members[agent].name, evidence)
        tracker.talks[identity] = talk
    draft.talk = talk.id


def _company(tracker: Tracker, hit: Hit, end: int) -> list[Mention]:
    """Return the agents named right behind the words, joined by commas or "and"."""
    found: list[Mention] = []
    at = hit.end
    for mention in tracker.mentions.within(hit.end, min(end, hit.end + 200)):
        gap = tracker.text[at : mention.start]
        if (found and not _AND.match(gap)) or (not found and len(gap) > 4):
            break
        member = tracker.cast.members[mention.agent]
        if not found and member.kind is not AgentKind.PERSON and not _group(member, tracker, hit):
            break
        found.append(mention)
        at = mention.end
    return found


def _group(member: Member, tracker: Tracker, hit: Hit) -> bool:
    return member.kind is AgentKind.GROUP or hit.rule.name in _WITH_BODIES


def _known(tracker: Tracker, company: list[Mention], *, planned: bool) -> Talk | None:
    agents = {mention.agent for mention in company}
    for talk in tracker.talks.values():
        if talk.id != MAIN and talk.planned == planned and agents <= set(talk.parts):
            return talk
    return None


def _new(
    tracker: Tracker,
    hit: Hit,
    company: list[Mention],
    evidence: Evidence,
    start: int,
    *,
    planned: bool,
) -> Talk:
    identity = f"c{evidence.span.start}"
    while identity in tracker.talks:
        identity += "-2"
    talk = Talk(id=identity, planned=planned, inside=MAIN, evidence=[evidence])
    presence = Presence.EXPECTED if planned else Presence.TOOK_PART
    near = tracker.mentions.within(start, hit.start)
    goer = _goer(tracker, near, hit, start)
    if goer is not None and goer not in {m.agent for m in company}:
        name = tracker.cast.members[goer].name
        talk.join(goer, presence, name, evidence)
    for mention in company:
        talk.join(mention.agent, presence, tracker.text[mention.start : mention.end], evidence)
    teller = tracker.floor.speaker
    talk.teller = teller if teller in tracker.main.parts else None
    tracker.talks[identity] = talk
    return talk


def _goer(tracker: Tracker, near: tuple[Mention, ...], hit: Hit, start: int) -> str | None:
    """Return who talked with them: the group or person named as subject, else the speaker."""
    head = tracker.text[start : hit.start]
    subject = re.search(r"\b(he|she|I|they|we|his|her|their|my|our)\b(?!.*\b(?:who|which)\b)", head)
    for mention in reversed(near):
        member = tracker.cast.members[mention.agent]
        between = tracker.text[mention.end : hit.start]
        if member.kind is AgentKind.GROUP and len(between) < 50:
            return mention.agent
    if subject is not None or not near:
        return tracker.floor.speaker
    last = near[-1]
    if tracker.cast.members[last.agent].kind is AgentKind.PERSON:
        return last.agent
    return tracker.floor.speaker


def _phrase(tracker: Tracker, hit: Hit, start: int) -> int:
    """Return where the words that tell of the talk begin: an article or possessive before it."""
    head = tracker.text[start : hit.start]
    article = re.search(r"(?:\b(?:an?|the|his|her|their|our|my)\s+)(?:\w+\s+){0,2}$", head)
    return start + article.start() if article is not None else hit.start
