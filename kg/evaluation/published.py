"""Predictions read back from a published graph: what a user of the data gets is what is scored."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from kg import iris
from kg.evaluation.dumps import Description, read_dump
from kg.evaluation.gold import GoldRecord, Place
from kg.evaluation.predictions import (
    SUPPORTS_OF_SLOTS,
    PredictedAgent,
    PredictedConversation,
    PredictedProposal,
    PredictedQuantity,
    Prediction,
    conversation_type,
)
from kg.evaluation.texts import nearest
from kg.namespaces import FOAF, OA, PARLEY, RDF, SCHEMA, SKOS, VOC
from kg.records import sha256

_KINDS = {str(FOAF.Person): "person", str(FOAF.Group): "group"}


def predictions_in(path: Path, wanted: Sequence[GoldRecord]) -> dict[str, Prediction]:
    """Return what the graph of *path* says of each *wanted* record that it holds, by gold id.

    *path* is N-Quads, gzipped or not, or the folder of a publication.

    Raises:
        ConfigError: there is no such file, or it is not N-Quads.
    """
    keys = {f"/record/{iris.path(gold.key)}": gold.id for gold in wanted if gold.key is not None}
    found, agents = read_dump(path, keys)
    texts = {record.id: record.text for record in wanted}
    return {id_: _Reading(graph, agents, texts[id_]).prediction() for id_, graph in found.items()}


class _Reading:
    """One record's graph on its way to a prediction."""

    def __init__(self, graph: Description, agents: Description, text: str) -> None:
        self._graph = graph
        self._agents = agents
        self._text = text
        self._folded = text.casefold()
        hashes = {
            h for s in graph.of_class(PARLEY.SourceText) for h in graph.values(s, SCHEMA.sha256)
        }
        self._same_text = sha256(text) in hashes
        self._used: dict[str, None] = {}

    def prediction(self) -> Prediction:
        conversations = tuple(
            self._conversation(node) for node in self._graph.of_class(PARLEY.Conversation)
        )
        proposals = tuple(self._proposal(node) for node in self._graph.of_class(PARLEY.Proposal))
        quotes = [
            node
            for node in self._graph.of_class(PARLEY.Evidence)
            if not (self._graph.value(node, OA.hasSource) or "").endswith("#source-note")
        ]
        places = [self._place(node) for node in quotes]
        lost = sum(place is None for place in places)
        shifted = 0 if self._same_text else len(quotes) - lost
        return Prediction(
            agents=tuple(self._agent(node) for node in self._used),
            conversations=conversations,
            proposals=proposals,
            quotes=len(quotes),
            verbatim=sum(map(self._verbatim, quotes)),
            shifted=shifted,
            lost=lost,
        )

    def _agent(self, node: str) -> PredictedAgent:
        """Return an agent with the names this record uses; all of them, if it uses none."""
        labels = (SKOS.prefLabel, SKOS.altLabel)
        names = [n for label in labels for n in self._agents.values(node, label)]
        names = [n for n in names if n.casefold() in self._folded] or names
        kinds = [_KINDS[t] for t in self._agents.values(node, RDF.type) if t in _KINDS]
        return PredictedAgent(
            id=node, kind=kinds[0] if kinds else "organization", names=tuple(dict.fromkeys(names))
        )

    def _people(self, node: str, predicate: str) -> tuple[str, ...]:
        found = self._graph.values(node, predicate)
        self._used.update(dict.fromkeys(found))
        return tuple(found)

    def _conversation(self, node: str) -> PredictedConversation:
        participants = []
        for part in self._graph.values(node, PARLEY.hasParticipant):
            presences = tuple(
                p.removeprefix(str(VOC)) for p in self._graph.values(part, PARLEY.presence)
            )
            participants += [(agent, presences) for agent in self._people(part, PARLEY.agent)]
        return PredictedConversation(
            id=node,
            type=conversation_type(
                planned=self._graph.value(node, PARLEY.realization) == VOC.planned,
                reported=bool(self._graph.values(node, PARLEY.reportedIn)),
            ),
            participants=tuple(participants),
            places=self._places(self._graph.values(node, PARLEY.evidence)),
            date=self._graph.value(node, PARLEY.date),
            where=self._where(node),
        )

    def _where(self, node: str) -> str | None:
        place = self._graph.value(node, PARLEY.place)
        return None if place is None else self._agents.value(place, SKOS.prefLabel)

    def _proposal(self, node: str) -> PredictedProposal:
        evidence = self._passages(node)
        answers = [
            answer
            for answer in self._graph.of_class(PARLEY.Response)
            if node in self._graph.values(answer, PARLEY.respondsTo)
        ]
        amounts = [q for n in (node, *answers) for q in self._graph.values(n, PARLEY.quantity)]
        confidences = [self._number(piece, PARLEY.confidence) for piece in evidence]
        made_in = self._graph.value(node, PARLEY.madeIn)
        return PredictedProposal(
            id=node,
            conversation=made_in or self._graph.value(node, PARLEY.reportedIn),
            proposer=self._people(node, PARLEY.proposer),
            on_behalf_of=self._people(node, PARLEY.onBehalfOf),
            addressee=self._people(node, PARLEY.addressee),
            kind=self._concept(node, PARLEY.kind),
            objective=self._concept(node, PARLEY.objective),
            outcome=self._concept(node, PARLEY.outcome),
            places=self._places(evidence),
            confidence=max((c for c in confidences if c is not None), default=Decimal(0)),
            description=self._graph.value(node, SCHEMA.description) or "",
            quantities=tuple(self._quantity(amount) for amount in amounts),
        )

    def _passages(self, node: str) -> list[str]:
        pieces = self._graph.values(node, PARLEY.evidence)
        slots = {PARLEY[name] for name in SUPPORTS_OF_SLOTS}
        own = []
        for piece in pieces:
            supports = self._graph.values(piece, PARLEY.supports)
            if not supports or not slots.issuperset(supports):
                own.append(piece)
        return own or pieces

    def _quantity(self, node: str) -> PredictedQuantity:
        value = self._number(node, SCHEMA.value)
        return PredictedQuantity(
            role=self._graph.value(node, SCHEMA.name),
            low=self._number(node, SCHEMA.minValue) if value is None else value,
            high=self._number(node, SCHEMA.maxValue) if value is None else value,
            unit=self._graph.value(node, SCHEMA.unitText),
            per=self._graph.value(node, PARLEY.per),
        )

    def _concept(self, node: str, predicate: str) -> str:
        return (self._graph.value(node, predicate) or "").removeprefix(str(VOC))

    def _number(self, node: str, predicate: str) -> Decimal | None:
        value = self._graph.value(node, predicate)
        try:
            return None if value is None else Decimal(value)
        except InvalidOperation:
            return None

    def _places(self, evidence: Iterable[str]) -> tuple[Place, ...]:
        found = (self._place(piece) for piece in evidence)
        return tuple(place for place in found if place is not None)

    def _selected(self, piece: str) -> tuple[int, int, str] | None:
        """Return the offsets and the quote that the selectors of a piece of evidence give."""
        stated: Mapping[str, str] = {
            predicate: value
            for selector in self._graph.values(piece, OA.hasSelector)
            for predicate in (str(OA.start), str(OA.end), str(OA.exact))
            if (value := self._graph.value(selector, predicate)) is not None
        }
        start, end, quote = (stated.get(str(p)) for p in (OA.start, OA.end, OA.exact))
        if start is None or end is None or quote is None:
            return None
        return (int(start), int(end), quote) if start.isdecimal() and end.isdecimal() else None

    def _place(self, piece: str) -> Place | None:
        selected = self._selected(piece)
        if selected is None:
            return None
        start, end, quote = selected
        if self._text[start:end] == quote:
            return (start, end)
        return None if self._same_text else nearest(quote, self._text, start)

    def _verbatim(self, piece: str) -> bool:
        """Whether the quote is as long as its offsets say and stands in the text."""
        selected = self._selected(piece)
        return (
            selected is not None
            and selected[1] - selected[0] == len(selected[2])
            and self._place(piece) is not None
        )
