"""What was read, made into findings that hold together: ids, evidence, who took part in what."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extraction.confidence import of_rule, product
from kg.extraction.conversations import MAIN, finding
from kg.extraction.descriptions import of_proposal, of_response
from kg.extraction.drafts import Draft
from kg.extraction.reading import Story
from kg.extraction.responses import Answer
from kg.findings import (
    ConversationFinding,
    Evidence,
    Findings,
    Outcome,
    Presence,
    ProposalFinding,
    QuantityFinding,
    ResponseFinding,
)
from kg.records import Span

_PRESENT = frozenset(
    {Presence.TOOK_PART, Presence.EXPECTED, Presence.INTERPRETER, Presence.RECORDER}
)
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")


def assemble(story: Story) -> Findings:
    """Return the findings of a story; main conversation first, the rest in order of the text."""
    for draft in story.drafts:
        _settle(story, draft)
    ids = _ids("p", [draft.start for draft in story.drafts])
    known = {id(draft): identity for draft, identity in zip(story.drafts, ids, strict=True)}
    responses = _responses(story, known)
    proposals = tuple(
        _proposal(story, draft, identity) for draft, identity in zip(story.drafts, ids, strict=True)
    )
    conversations = _conversations(story)
    used = _used(conversations, (*proposals, *responses))
    return Findings(
        agents=story.cast.agents(used, story.record.collection),
        conversations=conversations,
        proposals=proposals,
        responses=responses,
    )


def _settle(story: Story, draft: Draft) -> None:
    """Enter the proposer as a participant of the talk; what is yet to be put has no answer."""
    talk = story.talks.get(draft.talk or "")
    if talk is None:
        draft.talk = None
    else:
        presence = Presence.EXPECTED if talk.planned else Presence.TOOK_PART
        for agent in draft.proposer:
            part = talk.parts.get(agent)
            if part is None:
                rule = "expected" if talk.planned else "speaks"
                evidence = Evidence(
                    span=Span(draft.start, draft.end),
                    rule="frame/speaks",
                    confidence=of_rule(rule),
                    supports=("hasParticipant",),
                )
                talk.join(agent, presence, story.cast.members[agent].name, evidence)
            elif not _PRESENT & set(part.presence):
                part.presence = (presence,)
    if talk is not None and talk.planned:
        draft.outcome = Outcome.NOT_YET_PUT
    elif draft.outcome is Outcome.NOT_YET_PUT:
        draft.outcome = Outcome.NO_ANSWER_RECORDED


def _ids(letter: str, starts: Iterable[int]) -> list[str]:
    seen: dict[int, int] = {}
    found = []
    for start in starts:
        seen[start] = seen.get(start, 0) + 1
        found.append(f"{letter}{start}" + (f"-{seen[start]}" if seen[start] > 1 else ""))
    return found


def _proposal(story: Story, draft: Draft, identity: str) -> ProposalFinding:
    teller = draft.frame.teller or draft.frame.speaker
    told = draft.talk is None
    return ProposalFinding(
        id=identity,
        description=of_proposal(story.cast, draft),
        evidence=tuple(
            Evidence(
                span=Span(start, end),
                rule=f"trigger/{draft.hit.rule.name}",
                confidence=draft.confidence,
            )
            for start, end in ((draft.start, draft.end), *draft.again)
        ),
        made_in=draft.talk,
        reported_in=MAIN if told else None,
        reported_by=teller if told and teller in story.talks[MAIN].parts else None,
        speaker=draft.proposer,
        on_behalf_of=tuple(a for a in draft.behalf if a not in draft.proposer),
        addressee=tuple(a for a in draft.addressee if a not in draft.proposer),
        quantities=tuple(draft.quantities),
        kind=draft.kind,
        objective=draft.objective,
        outcome=draft.outcome,
    )


def _responses(story: Story, known: Mapping[int, str]) -> tuple[ResponseFinding, ...]:
    """Return the answers in order, and let each proposal have the outcome of its latest one."""
    kept: list[tuple[Answer, tuple[Draft, ...]]] = []
    for answer in sorted(story.answers, key=lambda a: a.start):
        to = tuple(d for d in answer.to if id(d) in known and d.outcome != Outcome.NOT_YET_PUT)
        if to:
            kept.append((answer, to))
    found = [
        _response(story, answer, to, identity, known)
        for (answer, to), identity in zip(kept, _ids("r", (a.start for a, _ in kept)), strict=True)
    ]
    for answer, to in kept:
        for draft in to:
            draft.outcome = answer.outcome
    grants = [(made, amount) for made, amount in story.granted if id(made) in known]
    for (made, amount), identity in zip(
        grants, _ids("g", (made.start for made, _ in grants)), strict=True
    ):
        found.append(_grant(story, made, amount, identity, known))
        made.outcome = Outcome.ACCEPTED_IN_PART
    return tuple(found)


def _response(
    story: Story, answer: Answer, to: tuple[Draft, ...], identity: str, known: Mapping[int, str]
) -> ResponseFinding:
    talk = story.talks.get(answer.frame.talk or "")
    own = any(answer.speaker in draft.proposer for draft in to)
    speaker = None if own else answer.speaker  # told by the proposer: who accepted is not quoted
    spoke = talk is not None and not own and answer.speaker in talk.parts
    teller = answer.speaker if own else answer.frame.teller
    return ResponseFinding(
        id=identity,
        description=of_response(story.cast, speaker, answer.outcome, to),
        evidence=(
            Evidence(
                span=Span(answer.start, answer.end),
                rule=f"response/{answer.hit.rule.name}",
                confidence=product(("trigger.nominal", *answer.frame.basis[:1])),
            ),
        ),
        made_in=talk.id if spoke and talk is not None else None,
        reported_in=None if spoke else MAIN,
        reported_by=teller if not spoke and teller in story.talks[MAIN].parts else None,
        speaker=(speaker,) if speaker is not None else (),
        responds_to=tuple(known[id(draft)] for draft in to),
        outcome=answer.outcome,
    )


def _grant(
    story: Story, made: Draft, amount: QuantityFinding, identity: str, known: Mapping[int, str]
) -> ResponseFinding:
    """Return the answer that grants less than was asked, told in the same clause."""
    teller = made.frame.speaker
    return ResponseFinding(
        id=identity,
        description=of_response(story.cast, None, Outcome.ACCEPTED_IN_PART, (made,)),
        evidence=(
            Evidence(
                span=Span(made.start, amount.evidence[0].span.end),
                rule="response/granted",
                confidence=made.confidence,
            ),
        ),
        reported_in=MAIN,
        reported_by=teller if teller in story.talks[MAIN].parts else None,
        speaker=made.addressee,
        responds_to=(known[id(made)],),
        outcome=Outcome.ACCEPTED_IN_PART,
        quantities=(amount,),
    )


def _conversations(story: Story) -> tuple[ConversationFinding, ...]:
    for (talk_id, agent), mention in story.spoken_of.items():
        talk = story.talks[talk_id]
        if agent not in talk.parts:
            evidence = Evidence(
                span=Span(mention.start, mention.end),
                rule="mention/name",
                confidence=of_rule("talk"),
                supports=("hasParticipant",),
            )
            written = story.record.text[mention.start : mention.end]
            talk.join(agent, Presence.MENTIONED, written, evidence)
    others = (talk for talk in story.talks.values() if talk.id != MAIN)
    ordered = sorted(others, key=lambda talk: talk.evidence[0].span.start)
    main = finding(story.record, story.cast, story.talks[MAIN])
    return (main, *(_dated(finding(story.record, story.cast, t), main.date) for t in ordered))


def _dated(found: ConversationFinding, day: str | None) -> ConversationFinding:
    """Date a talk told of by the one it was told in: before it, or after it where planned."""
    if day is None or not _DAY.fullmatch(day):
        return found
    return replace(found, date=f"{day}/" if found.realization == "planned" else f"/{day}")


def _used(
    conversations: tuple[ConversationFinding, ...],
    utterances: tuple[ProposalFinding | ResponseFinding, ...],
) -> set[str]:
    used: set[str] = set()
    for conversation in conversations:
        used.update(p.agent for p in conversation.participants)
        used.update(p.side for p in conversation.participants if p.side)
        used.update([conversation.reported_by] if conversation.reported_by else [])
    for utterance in utterances:
        used.update(utterance.speaker, utterance.addressee, utterance.on_behalf_of)
        used.update([utterance.reported_by] if utterance.reported_by else [])
    return used
