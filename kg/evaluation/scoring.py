"""The marks of one record: what was found, missed, invented, and which slots are right."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kg.evaluation.gold import GoldProposal, GoldRecord
from kg.evaluation.identity import Resolver
from kg.evaluation.matching import Match, Matched, match_proposals
from kg.evaluation.predictions import PredictedProposal, Prediction
from kg.evaluation.quantities import count_quantities
from kg.evaluation.talks import Mark, conversation_marks, participant_marks

SLOTS = ("proposer", "addressee", "kind", "objective", "outcome")
JOINT = ("proposer", "addressee", "kind", "outcome")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A core proposal that was found or missed, or a prediction that no gold proposal answers.

    ``right`` are the slots that are right, ``lenient`` those (of proposer and addressee) where the
    government stands for its person or the other way round.
    """

    gold: GoldProposal | None
    predicted: PredictedProposal | None
    right: frozenset[str] = frozenset()
    lenient: frozenset[str] = frozenset()

    @property
    def kind(self) -> str:
        """The kind by which the item is counted: the gold's, or that of a false alarm."""
        if self.gold is not None:
            return self.gold.kind
        return self.predicted.kind if self.predicted is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScore:
    """The marks of one record. ``others`` counts what is no proposal (see :mod:`measures`)."""

    id: str
    volume: str
    items: tuple[Item, ...]
    dropped: int  # predictions that are an optional proposal: neither reward nor punishment
    others: Mapping[str, int]
    talks: tuple[Mark, ...]  # participants and conversations, counted among the others
    names: Mapping[str, str]  # what to call an agent or entity of this record
    seconds: float | None = None

    def counts(self, kind: str | None = None) -> Counter[str]:
        """Return what the measures are made of, for one kind of proposal or for all."""
        counted: Counter[str] = Counter()
        for item in self.items:
            if kind is None or item.kind == kind:
                counted.update(_count(item))
        if kind is None:
            counted.update(self.others)
        return counted

    def confidences(self, kind: str | None = None) -> list[tuple[Decimal, bool]]:
        """Return the confidence of each prediction that counts, and whether it was right."""
        return [
            (item.predicted.confidence, item.gold is not None)
            for item in self.items
            if item.predicted is not None and (kind is None or item.kind == kind)
        ]


def _count(item: Item) -> Iterable[str]:
    if item.gold is None:
        return ("false",)
    if item.predicted is None:
        return ("missed",)
    lenient = item.right | item.lenient
    return (
        "found",
        *(f"{slot} right" for slot in SLOTS if slot in item.right),
        *(f"{slot} lenient" for slot in SLOTS[:2] if slot in lenient),
        *(["joint right"] if item.right.issuperset(JOINT) else []),
        *(["joint lenient"] if lenient.issuperset(JOINT) else []),
    )


def score(
    gold: GoldRecord,
    prediction: Prediction,
    *,
    match: Match = Match.OVERLAP,
    seconds: float | None = None,
) -> RecordScore:
    """Return the marks of *prediction* against *gold*."""
    cast = _Cast(gold, prediction)
    matched = match_proposals(gold.proposals, prediction.proposals, gold.text, match)
    items = _items(gold, prediction, matched, cast)
    talks = (
        *participant_marks(gold, prediction, cast.known),
        *conversation_marks(gold, prediction, cast.known),
    )
    others = Counter(name for mark in talks for name in mark.counted)
    for item in items:
        if item.gold is not None:
            said = item.predicted.quantities if item.predicted is not None else ()
            others.update(count_quantities(item.gold.quantities, said))
    others.update({"quotes": prediction.quotes, "quotes verbatim": prediction.verbatim})
    others.update({"quotes shifted": prediction.shifted, "quotes lost": prediction.lost})
    return RecordScore(
        id=gold.id,
        volume=gold.volume,
        items=items,
        dropped=len(matched.dropped),
        others=others,
        talks=talks,
        names={agent.id: agent.names[0] for agent in prediction.agents if agent.names}
        | {f"gold:{entity.id}": entity.name for entity in gold.entities},
        seconds=seconds,
    )


def _items(
    gold: GoldRecord, prediction: Prediction, matched: Matched, cast: "_Cast"
) -> tuple[Item, ...]:
    """Return what was found, what was missed and what was invented, in this order."""
    found = dict(matched.pairs)
    taken = matched.dropped.union(found.values())
    return (
        *(_marked(gold.proposals[i], prediction.proposals[j], cast) for i, j in matched.pairs),
        *(
            Item(gold=wanted, predicted=None)
            for i, wanted in enumerate(gold.proposals)
            if wanted.core and i not in found
        ),
        *(
            Item(gold=None, predicted=answer)
            for j, answer in enumerate(prediction.proposals)
            if j not in taken
        ),
    )


class _Cast:
    """The predicted agents of a record, and the gold entities that each may be."""

    def __init__(self, gold: GoldRecord, prediction: Prediction) -> None:
        self._resolver = Resolver(gold.entities)
        self._agents = {agent.id: agent for agent in prediction.agents}
        self.known = {id_: self._resolver.entities_of(a) for id_, a in self._agents.items()}

    def same_side(self, wanted: Iterable[str], id_: str) -> bool:
        """Whether an agent is one of *wanted*, or the government of one, or a person of one."""
        agent = self._agents.get(id_)
        return agent is not None and any(
            entity in self.known[id_] or self._resolver.sides_agree(entity, agent)
            for entity in wanted
        )


def _marked(wanted: GoldProposal, answer: PredictedProposal, cast: _Cast) -> Item:
    right = {slot for slot in SLOTS[2:] if getattr(wanted, slot) == getattr(answer, slot)}
    lenient = set()
    for slot in SLOTS[:2]:
        ours: tuple[str, ...] = getattr(wanted, slot)
        theirs: tuple[str, ...] = getattr(answer, slot)
        if agents_right(ours, [cast.known.get(agent, frozenset()) for agent in theirs]):
            right.add(slot)
        elif ours and theirs and all(cast.same_side(ours, agent) for agent in theirs):
            lenient.add(slot)
    return Item(gold=wanted, predicted=answer, right=frozenset(right), lenient=frozenset(lenient))


def agents_right(wanted: tuple[str, ...], found: list[frozenset[str]]) -> bool:
    """Whether a slot of agents is right: nobody in it who is not in the gold's, and not empty.

    An empty slot is right exactly where the gold's is empty: nobody may be guessed.

    >>> agents_right(("mao", "delegation"), [frozenset({"mao"})])
    True
    >>> agents_right(("mao",), [frozenset({"mao"}), frozenset({"kim"})])
    False
    """
    if not wanted or not found:
        return not wanted and not found
    return all(entities & set(wanted) for entities in found)
