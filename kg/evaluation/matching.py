"""Which prediction is which gold item: optimal, one to one, by overlap of evidence."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from kg.evaluation.assignment import assign
from kg.evaluation.gold import GoldConversation, GoldProposal, Place
from kg.evaluation.predictions import PredictedConversation, PredictedProposal

_FINE = 1000  # an overlap is weighed in thousandths


class Match(StrEnum):
    """When two passages are the same passage."""

    STRICT = "strict"  # the same words, but for punctuation and quotation marks at the ends
    OVERLAP = "overlap"  # at least half of the shorter one lies in the other
    HEAD = "head"  # at least one word of four letters or more in common, at the same place


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The pairs (gold, predicted) of core proposals, and the predictions that do not count."""

    pairs: tuple[tuple[int, int], ...]
    dropped: frozenset[int]


def same_passage(one: Place, other: Place, text: str, match: Match) -> bool:
    """Whether two places of *text* are one passage in the sense of *match*."""
    if match is Match.STRICT:
        return _trimmed(one, text) == _trimmed(other, text)
    start, end = max(one[0], other[0]), min(one[1], other[1])
    if match is Match.HEAD:
        return start < end and re.search(r"\w{4}", text[start:end]) is not None
    return 2 * (end - start) >= min(one[1] - one[0], other[1] - other[0])


def _trimmed(place: Place, text: str) -> Place:
    words = text[place[0] : place[1]]
    left = len(words) - len(re.sub(r"^\W+", "", words))
    return (place[0] + left, place[0] + len(re.sub(r"\W+$", "", words)))


def closeness(one: Place, other: Place) -> int:
    """Return what two places share of what they cover together, in thousandths."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    covered = max(one[1], other[1]) - min(one[0], other[0])
    return max(0, _FINE * shared // covered) if covered else 0


def match_proposals(
    gold: Sequence[GoldProposal],
    predicted: Sequence[PredictedProposal],
    text: str,
    match: Match = Match.OVERLAP,
) -> Matched:
    """Return the best one-to-one matching of the core proposals of a record.

    First as many pairs as can be; then as few predictions left over as can be; then the greatest
    overlap in sum (an alternative passage counts as the proposal); then the same kind. A
    prediction left over that is an optional proposal is dropped: it is neither right nor wrong.
    """
    overlaps = {
        (i, j): overlap
        for (i, wanted), (j, found) in product(enumerate(gold), enumerate(predicted))
        if (overlap := _best(wanted.places, found.places, text, match)) is not None
    }
    optional = {j for i, j in overlaps if not gold[i].core}
    unit = (2 * _FINE + 2) * (min(len(gold), len(predicted)) + 1)  # more than all overlaps in sum
    weights = {
        (i, j): unit * unit
        + (unit if j not in optional else 0)
        + 2 * overlap
        + (gold[i].kind == predicted[j].kind)
        for (i, j), overlap in overlaps.items()
        if gold[i].core
    }
    pairs = assign(weights)
    return Matched(pairs=tuple(pairs), dropped=frozenset(optional - {j for _, j in pairs}))


def _best(ours: Iterable[Place], theirs: Sequence[Place], text: str, match: Match) -> int | None:
    """Return the greatest overlap of two passages that are one, if any are."""
    pairs = [(a, b) for a in ours for b in theirs if same_passage(a, b, text, match)]
    return max((closeness(a, b) for a, b in pairs), default=None)


def match_conversations(
    gold: Sequence[GoldConversation],
    predicted: Sequence[PredictedConversation],
    text: str,
    entities: Mapping[str, frozenset[str]],
) -> list[tuple[int, int]]:
    """Return the best one-to-one matching of conversations: by passage or by participants.

    The main one needs no passage. Any two others are one if their passages overlap, or if at least
    half of all who take part in either take part in both; the same type is preferred.
    """
    weights = {}
    for (i, wanted), (j, found) in product(enumerate(gold), enumerate(predicted)):
        near = _best([wanted.place] if wanted.place else [], found.places, text, Match.OVERLAP)
        shared = _shared(wanted, found, entities)
        main = wanted.type == found.type == "main"
        if (wanted.type == "main") == (found.type == "main") and (
            main or near is not None or 2 * shared >= _FINE
        ):
            same = 2 * _FINE if wanted.type == found.type else 0
            weights[i, j] = 1 + same + shared + (near or 0)
    return assign(weights)


def _shared(
    wanted: GoldConversation,
    found: PredictedConversation,
    entities: Mapping[str, frozenset[str]],
) -> int:
    """Return who takes part in both as a share of who takes part in either, in thousandths."""
    ours = {participant.entity for participant in wanted.participants}
    theirs = [entities.get(agent, frozenset()) for agent, _ in found.participants]
    pairs = match_agents(ours, theirs)
    either = len(ours) + len(theirs) - len(pairs)
    return _FINE * len(pairs) // either if either else 0


def match_agents(wanted: Iterable[str], found: Sequence[frozenset[str]]) -> list[tuple[str, int]]:
    """Return the one-to-one pairs of an entity and a predicted agent that may be it."""
    ours = sorted(set(wanted))
    weights = {
        (i, j): 1
        for (i, entity), (j, agent) in product(enumerate(ours), enumerate(found))
        if entity in agent
    }
    return [(ours[i], j) for i, j in assign(weights)]
