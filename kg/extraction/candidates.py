"""Hits of the trigger lexicon as candidates: each with its frame and how likely it is a proposal.

The lexicon is wide; of the candidates of one clause only the likeliest is kept, and only if the
ranker finds it likely enough.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kg.extraction.acts import Hit, hits
from kg.extraction.features import features
from kg.extraction.frames import Anchor, Frame, Reading, Tracker
from kg.extraction.ranker import Model

_GRANT = re.compile(r"\b(?:give|gave|grant|granted|only)\b")
_SPLIT = re.compile(
    r";|,\s+(?:and|but)\b|\band\s+(?:that|also|to\b|he|she|we|they|I\b|said|asked)|[.?!]\s"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A hit in its frame, with its features and the probability the ranker gives it."""

    hit: Hit
    frame: Frame
    anchor: Anchor | None
    features: tuple[str, ...]
    probability: float
    confidence: Decimal


def candidates(
    tracker: Tracker, reading: Reading, model: Model, *, direct: bool
) -> list[Candidate]:
    """Return all that might be a proposal in one sentence, left to right."""
    text = tracker.text
    found = []
    every = [
        hit
        for hit in hits("triggers", text, reading.start, reading.end, direct=direct)
        if _allowed(tracker, reading, hit, reading.at(hit.start)[0])
    ]
    for hit in every:
        frame, anchor = reading.at(hit.start)
        beside = [one for one in every if one is not hit and not separate(text, one, hit)]
        seen = features(tracker, reading, hit, frame, anchor, beside)
        likely = model.probability(seen)
        found.append(
            Candidate(
                hit=hit,
                frame=frame,
                anchor=anchor,
                features=seen,
                probability=likely,
                confidence=model.confidence(likely),
            )
        )
    return found


def _allowed(tracker: Tracker, reading: Reading, hit: Hit, frame: Frame) -> bool:
    if hit.rule.needs == "granted":
        return bool(_GRANT.search(tracker.text, reading.start, hit.start))
    if hit.rule.by == "requester":
        return tracker.requester(*hit.groups["who"]) is not None
    needed = hit.rule.by == "asker" or hit.rule.needs == "speaker"
    return frame.speaker is not None or not needed


def chosen(text: str, found: Sequence[Candidate], model: Model) -> list[Candidate]:
    """Return the candidates that are taken for proposals: of one clause the likeliest alone."""
    kept: list[Candidate] = []
    for one in sorted(found, key=lambda c: (-c.probability, c.hit.start)):
        if one.probability < model.threshold:
            break
        if all(separate(text, one.hit, other.hit) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.hit.start)


def separate(text: str, one: Hit, other: Hit) -> bool:
    """Tell whether two hits of a sentence are acts of their own, not parts of one."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return first.end <= second.start and bool(_SPLIT.search(text, first.end, second.start))
