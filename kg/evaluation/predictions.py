"""What a system says of a record, in the one form that is scored.

It is made from findings (:func:`from_findings`) or from the quads of a publication
(``kg.evaluation.published``), so that an extractor and a published graph get the same marks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from kg.evaluation.gold import Place
from kg.evaluation.texts import Alignment
from kg.findings import (
    Agent,
    ConversationFinding,
    Evidence,
    Findings,
    ProposalFinding,
    QuantityFinding,
    Realization,
)
from kg.records import Record, Where

# Evidence of a proposal that only supports one of these is no passage that puts the proposal.
SUPPORTS_OF_SLOTS = frozenset(
    {"addressee", "madeIn", "onBehalfOf", "outcome", "proposer", "quantity", "reportedBy"}
    | {"reportedIn", "speaker"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedAgent:
    """Somebody, with every name by which this record or the graph knows them, fullest first."""

    id: str
    kind: str  # person, organization or group
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedConversation:
    """A conversation; ``participants`` are agent ids with the names of their presences.

    ``date`` is EDTF, ``where`` the name of the place it took place in.
    """

    id: str
    type: str  # main, reported or planned
    participants: tuple[tuple[str, tuple[str, ...]], ...]
    places: tuple[Place, ...]
    date: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedQuantity:
    """An amount from ``low`` to ``high``; ``per`` is an xsd:duration."""

    role: str | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    per: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedProposal:
    """A proposal; ``places`` are the passages that put it, in the gold's reading text."""

    id: str
    conversation: str | None
    proposer: tuple[str, ...]
    on_behalf_of: tuple[str, ...]
    addressee: tuple[str, ...]
    kind: str
    objective: str
    outcome: str
    places: tuple[Place, ...]
    confidence: Decimal  # the highest of its passages
    description: str = ""
    quantities: tuple[PredictedQuantity, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Prediction:
    """All that a system says of one record.

    ``quotes`` counts its pieces of evidence, ``verbatim`` those whose quote is the text at their
    offsets; ``shifted`` those that the gold text has elsewhere, ``lost`` those it has not (its
    reading text differs there from the record's).
    """

    agents: tuple[PredictedAgent, ...] = ()
    conversations: tuple[PredictedConversation, ...] = ()
    proposals: tuple[PredictedProposal, ...] = ()
    quotes: int = 0
    verbatim: int = 0
    shifted: int = 0
    lost: int = 0


def from_findings(record: Record, findings: Findings, alignment: Alignment) -> Prediction:
    """Return what *findings* say of *record*, with places in the text that *alignment* leads to."""
    evidence = list(_all_evidence(findings))
    good = [piece for piece in evidence if _verbatim(record, piece)]
    places = [alignment.place(p.span.start, p.span.end) for p in good if _in_text(p)]
    return Prediction(
        agents=tuple(_agent(agent) for agent in findings.agents),
        conversations=tuple(_conversation(c, alignment) for c in findings.conversations),
        proposals=tuple(_proposal(p, findings, alignment) for p in findings.proposals),
        quotes=len(evidence),
        verbatim=len(good),
        shifted=0 if alignment.same else sum(place is not None for place in places),
        lost=sum(place is None for place in places),
    )


def conversation_type(*, planned: bool, reported: bool) -> str:
    """Return the gold's word for a conversation: what nobody tells of is what was recorded."""
    if planned:
        return "planned"
    return "reported" if reported else "main"


def _all_evidence(findings: Findings) -> Iterable[Evidence]:
    for conversation in findings.conversations:
        yield from conversation.evidence
        for participant in conversation.participants:
            yield from participant.evidence
        for dated in conversation.dates:
            yield from dated.evidence
    for utterance in (*findings.proposals, *findings.responses, *findings.statements):
        yield from utterance.evidence
        for quantity in utterance.quantities:
            yield from quantity.evidence


def _verbatim(record: Record, piece: Evidence) -> bool:
    text = record.text if _in_text(piece) else record.source_note or ""
    return piece.span.end <= len(text)


def _in_text(piece: Evidence) -> bool:
    return piece.span.where is Where.TEXT


def _places(evidence: Iterable[Evidence], alignment: Alignment) -> tuple[Place, ...]:
    found = (alignment.place(p.span.start, p.span.end) for p in evidence if _in_text(p))
    return tuple(place for place in found if place is not None)


def _agent(agent: Agent) -> PredictedAgent:
    names = tuple(dict.fromkeys((agent.name, *agent.names)))
    return PredictedAgent(id=agent.id, kind=agent.kind, names=names)


def _conversation(found: ConversationFinding, alignment: Alignment) -> PredictedConversation:
    return PredictedConversation(
        id=found.id,
        type=conversation_type(
            planned=found.realization is Realization.PLANNED,
            reported=found.reported_in is not None,
        ),
        participants=tuple(
            (p.agent, tuple(str(presence) for presence in p.presence)) for p in found.participants
        ),
        places=_places(found.evidence, alignment),
        date=found.date,
        where=found.place,
    )


def passages(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return the evidence that puts the proposal, without that of its slots alone."""
    pieces = list(evidence)
    own = [p for p in pieces if not p.supports or not SUPPORTS_OF_SLOTS.issuperset(p.supports)]
    return own or pieces


def _proposal(
    found: ProposalFinding, findings: Findings, alignment: Alignment
) -> PredictedProposal:
    own = passages(found.evidence)
    answers = [response for response in findings.responses if found.id in response.responds_to]
    amounts = [*found.quantities, *(q for answer in answers for q in answer.quantities)]
    return PredictedProposal(
        id=found.id,
        conversation=found.made_in or found.reported_in,
        proposer=found.speaker,
        on_behalf_of=found.on_behalf_of,
        addressee=found.addressee,
        kind=found.kind,
        objective=found.objective,
        outcome=found.outcome,
        places=_places(own, alignment),
        confidence=max((p.confidence for p in own), default=Decimal(0)),
        description=found.description,
        quantities=tuple(_quantity(amount) for amount in amounts),
    )


def _quantity(found: QuantityFinding) -> PredictedQuantity:
    return PredictedQuantity(
        role=found.role,
        low=found.value if found.minimum is None else found.minimum,
        high=found.value if found.maximum is None else found.maximum,
        unit=found.unit,
        per=found.per,
    )
