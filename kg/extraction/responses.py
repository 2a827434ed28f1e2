"""Answers: which proposals they answer, and what came of them, also sentences later."""

import re
from dataclasses import dataclass

from kg.extraction.acts import Hit, hits
from kg.extraction.conversations import MAIN
from kg.extraction.drafts import Draft
from kg.extraction.frames import Frame, Reading, Tracker
from kg.findings import Kind, Outcome

_WINDOW = 3  # sentences back, without a word that points further
_FAR = 8
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
    for hit in hits("responses", tracker.text, reading.start, reading.end):
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
    text = tracker.text
    window = _FAR if _POINTS.search(text, hit.start, reading.end) else _WINDOW
    if hit.rule.late:
        return _visits(drafts)
    open_ = [
        d
        for d in drafts
        if d.end <= hit.start
        and d.talk == frame.talk
        and d.outcome is not Outcome.NOT_YET_PUT
        and d.proposer != ()
        and frame.speaker not in d.proposer
        and reading.number - d.sentence <= window
        and (d.kind in hit.rule.to if hit.rule.to else d.kind is not Kind.PROMISE)
    ]
    if not open_:
        return []
    last = open_[-1]
    fresh = [d for d in open_ if d.outcome is Outcome.NO_ANSWER_RECORDED]
    open_ = fresh if last.outcome is Outcome.NO_ANSWER_RECORDED else open_[-1:]
    block = [d for d in open_ if d.proposer == last.proposer and last.sentence - d.sentence <= 2]
    if hit.rule.outcome in {"accepted", "declined", "acceptedInPart", "countered"}:
        return block[-2:] if last.sentence == block[-2:][0].sentence else block[-1:]
    return block


def _visits(drafts: list[Draft]) -> list[Draft]:
    """Return the last invitation: thanks for a decision to come say that it was accepted."""
    invited = [d for d in drafts if d.kind == "invitation" and d.talk != MAIN]
    return invited[-1:]
