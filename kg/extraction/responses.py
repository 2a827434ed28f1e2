"""Answers: which proposals they answer, and what came of them, also sentences later."""

import re
from dataclasses import dataclass

from kg.extraction.acts import Hit, hits
from kg.extraction.conversations import MAIN
from kg.extraction.drafts import Draft
from kg.extraction.frames import Frame, Reading, Tracker
from kg.extraction.sides import of_side
from kg.findings import Kind, Outcome

_WINDOW = 3  # sentences back, over several turns and without a word that points further
_FAR = 8
_NEXT = 2  # sentences from what was put elsewhere
_PENDING = frozenset({Outcome.UNDER_CONSIDERATION, Outcome.DEFERRED})
_UNANSWERED = frozenset({Kind.PROMISE, Kind.WARNING, Kind.THREAT, Kind.ARRANGEMENT})
_POINTS = re.compile(
    r"\b(?:this|that|the|his|these|such)\s+(?:\w+\s+)?"
    r"(?:suggestion|proposal|request|offer|invitation|idea|point|matter|procedure)s?\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A response while the record is being read."""

    start: int
    end: int
    hit: Hit
    frame: Frame
    speaker: str | None
    to: tuple[Draft, ...]
    outcome: Outcome
    sentence: int


def answers(tracker: Tracker, reading: Reading, drafts: list[Draft]) -> list[Answer]:
    """Return the answers in one sentence to proposals made before, and set their outcomes."""
    found: list[Answer] = []
    direct = reading.carried.direct or tracker.floor.direct
    for hit in hits("responses", tracker.text, reading.start, reading.end, direct=direct):
        frame, anchor = reading.at(hit.start)
        speaker = frame.speaker
        if speaker is None:
            continue
        to = _answered(tracker, reading, hit, frame, drafts)
        if not to:
            continue
        outcome = Outcome(hit.rule.outcome)
        if any(a.speaker == speaker and set(map(id, a.to)) & set(map(id, to)) for a in found):
            continue
        start = anchor.start if anchor is not None else reading.start
        end = next((a.start for a in reading.anchors if a.start > hit.end), reading.end)
        while end > hit.end and (tracker.text[end - 1].isspace() or tracker.text[end - 1] in ",;"):
            end -= 1
        answer = Answer(
            start=min(start, hit.start),
            end=max(end, hit.end),
            hit=hit,
            frame=frame,
            speaker=speaker,
            to=tuple(to),
            outcome=outcome,
            sentence=reading.number,
        )
        for draft in to:
            draft.outcome = outcome
        found.append(answer)
    return found


def _answered(
    tracker: Tracker, reading: Reading, hit: Hit, frame: Frame, drafts: list[Draft]
) -> list[Draft]:
    """Return what an answer answers: all that the other side put in its last turn."""
    if hit.rule.late:
        return _visits(drafts)
    points = bool(_POINTS.search(tracker.text, hit.start, reading.end))
    open_ = [d for d in drafts if _open(tracker, reading, hit, frame, d, points=points)]
    if not open_:
        return []
    last = open_[-1]
    if last.outcome is not Outcome.NO_ANSWER_RECORDED:
        later = last.outcome in _PENDING and hit.rule.outcome not in _PENDING
        return [last] if later or points else []
    return [
        d
        for d in open_
        if d.outcome is Outcome.NO_ANSWER_RECORDED
        and d.proposer == last.proposer
        and last.turn == d.turn
    ]


def _open(
    tracker: Tracker, reading: Reading, hit: Hit, frame: Frame, draft: Draft, *, points: bool
) -> bool:
    """Tell whether a proposal may be answered here: by another, soon, in the same talk.

    The turn after the proposal's may be long; later ones answer only what was said just before,
    or what they point to ("this suggestion").
    """
    put = draft.proposer and draft.outcome is not Outcome.NOT_YET_PUT
    if draft.end > hit.start or not put or frame.speaker in draft.proposer:
        return False
    if draft.kind not in hit.rule.to if hit.rule.to else draft.kind in _UNANSWERED:
        return False
    gap = reading.number - draft.sentence
    if draft.talk != frame.talk and (gap > _NEXT or not _met(tracker, draft, frame)):
        return False
    turns = len(tracker.before) - draft.turn
    reach = _FAR if points or turns <= 1 else _WINDOW
    return gap <= reach


def _met(tracker: Tracker, draft: Draft, frame: Frame) -> bool:
    """Tell whether the speaker was there when a proposal told of was put."""
    there = tracker.talks.get(draft.talk or "")
    heard = draft.frame.teller if draft.frame.teller != frame.speaker else None
    if frame.speaker is None or not draft.addressee:
        return False
    speaker, put = tracker.cast.members[frame.speaker], tracker.cast.members[draft.addressee[0]]
    theirs = of_side(put, speaker) or frame.speaker in draft.addressee
    return theirs or there is not None or heard is not None


def _visits(drafts: list[Draft]) -> list[Draft]:
    """Return the last invitation: thanks for a decision to come say that it was accepted."""
    invited = [d for d in drafts if d.kind == "invitation" and d.talk != MAIN]
    return invited[-1:]
