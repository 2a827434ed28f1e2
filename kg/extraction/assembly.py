"""What was read, made into findings that hold together: ids, evidence, who took part in what."""

from kg.extraction.conversations import MAIN, Talk, finding
from kg.extraction.confidence import of_rule, product
from kg.extraction.descriptions import of_proposal, of_response
from kg.extraction.reading import Story
from kg.extraction.responses import Answer
from kg.extraction.slots import Draft
from kg.findings import (
    Evidence,
    Findings,
    Outcome,
    Presence,
    ProposalFinding,
    ResponseFinding,
)
from kg.records import Span

_PRESENT = frozenset(
    {Presence.TOOK_PART, Presence.EXPECTED, Presence.INTERPRETER, Presence.RECORDER}
)


def assemble(story: Story) -> Findings:
    """Return the findings of a story; main conversation first, the rest in order of the text."""
    ids = _ids("p", [d.start for d in story.drafts])
    proposals = tuple(
        _proposal(story, draft, identity)
        for draft, identity in zip(story.drafts, ids, strict=True)
    )
    known = {id(draft): identity for draft, identity in zip(story.drafts, ids, strict=True)}
    responses = _responses(story, known)
    talks = [story.talks[MAIN]]
    talks += sorted(
        (t for t in story.talks.values() if t.id != MAIN), key=lambda t: t.evidence[0].span.start
    )
    conversations = tuple(finding(story.record, story.cast, talk) for talk in talks)
    used = {p.agent for c in conversations for p in c.participants}
    used |= {p.side for c in conversations for p in c.participants if p.side}
    used |= {c.reported_by for c in conversations if c.reported_by}
    for utterance in (*proposals, *responses):
        used.update(utterance.speaker, utterance.addressee, utterance.on_behalf_of)
        used.update([utterance.reported_by] if utterance.reported_by else [])
    return Findings(
        agents=story.cast.agents(used),
        conversations=conversations,
        proposals=proposals,
        responses=responses,
    )


def _ids(letter: str, starts: list[int]) -> list[str]:
    seen: dict[int, int] = {}
    found = []
    for start in starts:
        seen[start] = seen.get(start, 0) + 1
        found.append(f"{letter}{start}" + (f"-{seen[start]}" if seen[start] > 1 else ""))
    return found


def _proposal(story: Story, draft: Draft, identity: str) -> ProposalFinding:
    rule = f"trigger/{draft.hit.rule.name}"
    sure = product(draft.factors)
    evidence = [
        Evidence(span=Span(a, b), rule=rule, confidence=sure)
        for a, b in ((draft.start, draft.end), *draft.again)
    ]
    made_in, reported_in, reported_by = _where(story, draft)
    _take_part(story, draft, made_in)
    talk = story.talks.get(made_in or "")
    if talk is not None and talk.planned:
        draft.outcome = Outcome.NOT_YET_PUT
    elif draft.outcome is Outcome.NOT_YET_PUT:
        draft.outcome = Outcome.NO_ANSWER_RECORDED
    return ProposalFinding(
        id=identity,
        description=of_proposal(story.cast, draft),
        evidence=tuple(evidence),
        made_in=made_in,
        reported_in=reported_in,
        reported_by=reported_by,
        speaker=draft.proposer,
        on_behalf_of=tuple(a for a in draft.behalf if a not in draft.proposer),
        addressee=tuple(a for a in draft.addressee if a not in draft.proposer),
        quantities=tuple(draft.quantities),
        kind=draft.kind,
        objective=draft.objective,
        outcome=draft.outcome,
    )


def _where(story: Story, draft: Draft) -> tuple[str | None, str | None, str | None]:
    """Return the talk it was made in; without one, the talk it was told of in, and by whom."""
    if draft.talk in story.talks:
        return draft.talk, None, None
    teller = draft.frame.teller or draft.frame.speaker
    present = teller in story.talks[MAIN].parts
    return None, MAIN, teller if present else None


def _take_part(story: Story, draft: Draft, made_in: str | None) -> None:
    """Enter the proposer as a participant where the text lets them put the proposal."""
    if made_in is None:
        return
    talk = story.talks[made_in]
    for agent in draft.proposer:
        part = talk.parts.get(agent)
        presence = Presence.EXPECTED if talk.planned else Presence.TOOK_PART
        if part is None:
            evidence = Evidence(
                span=Span(draft.start, draft.end), rule="frame/speaks",
                confidence=of_rule("expected" if talk.planned else "speaks"),
                supports=("hasParticipant",),
            )
            talk.join(agent, presence, story.cast.members[agent].name, evidence)
        elif not _PRESENT & set(part.presence):
            part.presence = (presence,)


def _responses(story: Story, known: dict[int, str]) -> tuple[ResponseFinding, ...]:
    """Return the answers; the outcome of a proposal is that of its latest one."""
    found: list[ResponseFinding] = []
    latest: dict[int, tuple[int, Outcome]] = {}
    kept: list[tuple[Answer, tuple[Draft, ...]]] = []
    for answer in story.answers:
        to = tuple(d for d in answer.to if id(d) in known and answer.speaker not in d.proposer)
        if to:
            kept.append((answer, to))
    starts = [answer.start for answer, _ in kept]
    for (answer, to), identity in zip(kept, _ids("r", starts), strict=True):
        for draft in to:
            latest[id(draft)] = (answer.start, answer.outcome)
        found.append(_response(story, answer, to, identity, known))
    for made, amount, span in story.granted:
        found.append(_grant(story, made, amount.evidence[0].span, known, amount))
    return tuple(found)


def _response(
    story: Story, answer: Answer, to: tuple[Draft, ...], identity: str, known: dict[int, str]
) -> ResponseFinding:
    talk = answer.frame.talk if answer.frame.talk in story.talks else None
    spoke = talk is not None and answer.speaker in story.talks[talk].parts
    evidence = Evidence(
        span=Span(answer.start, answer.end),
        rule=f"response/{answer.hit.rule.name}",
        confidence=product(("trigger.nominal", *answer.frame.basis[:1])),
    )
    return ResponseFinding(
        id=identity,
        description=of_response(story.cast, answer.speaker, answer.outcome, to),
        evidence=(evidence,),
        made_in=talk if spoke else None,
        reported_in=None if spoke else MAIN,
        speaker=(answer.speaker,) if answer.speaker is not None else (),
        responds_to=tuple(known[id(draft)] for draft in to),
        outcome=answer.outcome,
    )


def _grant(
    story: Story, made: Draft, span: Span, known: dict[int, str], amount: object
) -> ResponseFinding:
    from kg.findings import QuantityFinding

    assert isinstance(amount, QuantityFinding)  # noqa: S101
    teller = made.frame.speaker if made.frame.speaker in story.talks[MAIN].parts else None
    evidence = Evidence(
        span=Span(made.start, span.end), rule="response/granted",
        confidence=product(made.factors), supports=("respondsTo", "outcome"),
    )
    return ResponseFinding(
        id=f"r{made.start}-granted",
        description=of_response(story.cast, None, Outcome.ACCEPTED_IN_PART, (made,)),
        evidence=(evidence,),
        reported_in=MAIN,
        reported_by=teller,
        speaker=made.addressee,
        responds_to=(known[id(made)],),
        outcome=Outcome.ACCEPTED_IN_PART,
        quantities=(amount,),
    )


def _talk_ids(talks: list[Talk]) -> list[str]:
    return [talk.id for talk in talks]
