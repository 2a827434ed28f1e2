"""What was said: proposals, the answers they got, statements, and the amounts in them."""

from collections.abc import Iterable

from kg import iris
from kg.findings import (
    Findings,
    ProposalFinding,
    QuantityFinding,
    ResponseFinding,
    UtteranceFinding,
)
from kg.graph.agents import Agents
from kg.graph.evidence import EvidenceBook
from kg.namespaces import PARLEY, RDF, SCHEMA, VOC, XSD
from kg.records import Record
from kg.terms import Triple, decimal, iri, literal


def utterance_triples(
    record: Record, findings: Findings, agents: Agents, evidence: EvidenceBook, base: str
) -> list[Triple]:
    """Return the triples of every utterance of *findings*."""
    writer = _Writer(record, agents, evidence, base)
    return [
        triple
        for triples in (
            *(writer.proposal(found) for found in findings.proposals),
            *(writer.response(found) for found in findings.responses),
            *(writer.statement(found) for found in findings.statements),
        )
        for triple in triples
    ]


class _Writer:
    """What every utterance of one record needs at hand."""

    def __init__(self, record: Record, agents: Agents, evidence: EvidenceBook, base: str) -> None:
        self._key = record.key
        self._language = record.language
        self._record = iris.record(record.key, base)
        self._agents = agents
        self._evidence = evidence
        self._base = base
        self._quantities: dict[str, int] = {}

    def proposal(self, found: ProposalFinding) -> Iterable[Triple]:
        node = self._proposal_iri(found.id)
        yield node, iri(RDF.type), iri(PARLEY.Proposal)
        yield node, iri(PARLEY.kind), iri(VOC[found.kind])
        yield node, iri(PARLEY.objective), iri(VOC[found.objective])
        yield node, iri(PARLEY.outcome), iri(VOC[found.outcome])
        for agent in found.speaker:
            yield node, iri(PARLEY.proposer), self._agents.term(agent)
        yield from self._utterance(node, found)

    def response(self, found: ResponseFinding) -> Iterable[Triple]:
        # A counter-offer is one node, Response and Proposal at once.
        node = (
            self._proposal_iri(found.counter)
            if found.counter
            else iri(iris.part(self._record, f"response-{found.id}"))
        )
        yield node, iri(RDF.type), iri(PARLEY.Response)
        for answered in found.responds_to:
            yield node, iri(PARLEY.respondsTo), self._proposal_iri(answered)
        if found.counter:
            return  # the proposal says the rest, its own outcome included
        yield node, iri(PARLEY.outcome), iri(VOC[found.outcome])
        for agent in found.speaker:
            yield node, iri(PARLEY.speaker), self._agents.term(agent)
        yield from self._utterance(node, found)

    def statement(self, found: UtteranceFinding) -> Iterable[Triple]:
        node = iri(iris.part(self._record, f"statement-{found.id}"))
        yield node, iri(RDF.type), iri(PARLEY.Statement)
        for agent in found.speaker:
            yield node, iri(PARLEY.speaker), self._agents.term(agent)
        yield from self._utterance(node, found)

    def _proposal_iri(self, local: str) -> str:
        return iri(iris.proposal(self._key, local, self._base))

    def _utterance(self, node: str, found: UtteranceFinding) -> Iterable[Triple]:
        yield node, iri(SCHEMA.description), literal(found.description, language="en")
        for prop, local in ((PARLEY.madeIn, found.made_in), (PARLEY.reportedIn, found.reported_in)):
            if local:
                yield node, iri(prop), iri(iris.conversation(self._key, local, self._base))
        if found.reported_by:
            yield node, iri(PARLEY.reportedBy), self._agents.term(found.reported_by)
        for agent in found.on_behalf_of:
            yield node, iri(PARLEY.onBehalfOf), self._agents.term(agent)
        for agent in found.addressee:
            yield node, iri(PARLEY.addressee), self._agents.term(agent)
        for quantity in found.quantities:
            yield from self._quantity(node, quantity)
        yield from self._evidence.cite(node, found.evidence)

    def _quantity(self, utterance: str, found: QuantityFinding) -> Iterable[Triple]:
        node = iri(iris.part(self._record, self._quantity_name(found)))
        yield utterance, iri(PARLEY.quantity), node
        yield node, iri(RDF.type), iri(PARLEY.Quantity)
        yield node, iri(PARLEY.asWritten), literal(found.as_written, language=self._language)
        yield node, iri(PARLEY.commodity), literal(found.commodity, language="en")
        amounts = (
            (SCHEMA.value, found.value),
            (SCHEMA.minValue, found.minimum),
            (SCHEMA.maxValue, found.maximum),
        )
        for prop, amount in amounts:
            if amount is not None:
                yield node, iri(prop), decimal(amount)
        if found.unit:
            yield node, iri(SCHEMA.unitText), literal(found.unit)
        if found.per:
            yield node, iri(PARLEY.per), literal(found.per, datatype=XSD.duration)
        if found.role:
            yield node, iri(SCHEMA.name), literal(found.role)
        yield from self._evidence.cite(node, found.evidence)

    def _quantity_name(self, found: QuantityFinding) -> str:
        """Return ``quantity-4738``: by where it stands, numbered when two stand there."""
        name = f"quantity-{found.evidence[0].span.start}"
        count = self._quantities[name] = self._quantities.get(name, 0) + 1
        return name if count == 1 else f"{name}-{count}"
