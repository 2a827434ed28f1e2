"""Conversations: who took part, when, where, told by whom."""

from collections.abc import Iterable
from decimal import Decimal

from kg import iris
from kg.findings import (
    ConversationFinding,
    DatedFinding,
    Evidence,
    Findings,
    ParticipantFinding,
)
from kg.graph.agents import Agents
from kg.graph.evidence import EvidenceBook
from kg.namespaces import EDTF, ORG, PARLEY, PROV, RDF, RDFS, RICO, SEM, SKOS, VOC, XSD
from kg.records import Record, TimeReading
from kg.terms import Triple, iri, literal


def conversation_triples(
    record: Record, findings: Findings, agents: Agents, evidence: EvidenceBook, base: str
) -> list[Triple]:
    """Return the triples of every conversation of *findings*."""
    writer = _Writer(record, agents, evidence, base)
    return [triple for found in findings.conversations for triple in writer.conversation(found)]


class _Writer:
    """What every conversation of one record needs at hand."""

    def __init__(self, record: Record, agents: Agents, evidence: EvidenceBook, base: str) -> None:
        self._record = record
        self._agents = agents
        self._evidence = evidence
        self._base = base

    def conversation(self, found: ConversationFinding) -> Iterable[Triple]:
        address = iris.conversation(self._record.key, found.id, self._base)
        node = iri(address)
        yield node, iri(RDF.type), iri(PARLEY.Conversation)
        yield node, iri(RDFS.label), literal(found.label, language="en")
        yield node, iri(PARLEY.realization), iri(VOC[found.realization])
        yield node, iri(PARLEY.documentedIn), iri(iris.record(self._record.key, self._base))
        if found.id == "main" and self._record.time:
            yield from self._times(node, self._record.time)
        if found.date:
            yield node, iri(PARLEY.date), literal(found.date, datatype=EDTF.EDTF)
        if found.medium:
            yield node, iri(PARLEY.medium), iri(VOC[found.medium])
        if found.place:
            yield from self._place(node, found.place)
        if found.reported_in:
            outer = iris.conversation(self._record.key, found.reported_in, self._base)
            yield node, iri(PARLEY.reportedIn), iri(outer)
        if found.reported_by:
            yield node, iri(PARLEY.reportedBy), self._agents.term(found.reported_by)
        yield from self._dates(address, found.dates)
        for participant in found.participants:
            yield from self._participant(address, participant)
        yield from self._evidence.cite(node, found.evidence)

    def _times(self, node: str, time: TimeReading) -> Iterable[Triple]:
        # Local time as the source gives it: xsd:dateTime without a zone says just that.
        yield node, iri(SEM.hasBeginTimeStamp), literal(time.start, datatype=XSD.dateTime)
        yield node, iri(SEM.hasEndTimeStamp), literal(time.end, datatype=XSD.dateTime)
        if time.certainty:
            yield node, iri(PARLEY.timeCertainty), literal(time.certainty)
        if time.date_certainty:
            yield node, iri(PARLEY.dateCertainty), literal(time.date_certainty)
        yield from self._evidence.cite(node, self._time_evidence(time))

    def _time_evidence(self, time: TimeReading) -> Iterable[Evidence]:
        for span, prop in (
            (time.start_span, "sem:hasBeginTimeStamp"),
            (time.end_span, "sem:hasEndTimeStamp"),
        ):
            if span is not None:
                rule = f"{self._record.collection}/time"
                yield Evidence(span=span, rule=rule, confidence=Decimal(1), supports=(prop,))

    def _place(self, node: str, name: str) -> Iterable[Triple]:
        # A place name is good within its collection: one editor's usage, one Washington.
        place = iri(iris.place(self._record.collection, name, self._base))
        yield node, iri(PARLEY.place), place
        self._agents.describe(
            ((place, iri(RDF.type), iri(RICO.Place)), (place, iri(SKOS.prefLabel), literal(name)))
        )

    def _dates(self, address: str, dates: tuple[DatedFinding, ...]) -> Iterable[Triple]:
        before = None
        for number, dated in enumerate(dates):
            span = dated.reading.span
            node = iri(iris.part(address, f"date-{span.start if span else number}"))
            yield iri(address), iri(PARLEY.dateAssertion), node
            yield node, iri(RDF.type), iri(PARLEY.DateAssertion)
            yield node, iri(PARLEY.asWritten), literal(dated.reading.as_written)
            yield node, iri(PARLEY.date), literal(dated.reading.edtf, datatype=EDTF.EDTF)
            if dated.reading.corrects and before is not None:
                yield node, iri(PROV.wasRevisionOf), before
            yield from self._evidence.cite(node, dated.evidence)
            before = node

    def _participant(self, address: str, found: ParticipantFinding) -> Iterable[Triple]:
        node = iri(iris.part(address, found.agent))
        yield iri(address), iri(PARLEY.hasParticipant), node
        yield node, iri(RDF.type), iri(PARLEY.Participant)
        yield node, iri(PARLEY.agent), self._agents.term(found.agent)
        for presence in found.presence:
            yield node, iri(PARLEY.presence), iri(VOC[presence])
        if found.side:
            yield node, iri(PARLEY.side), self._agents.term(found.side)
        if found.position:
            yield from self._post(node, found.position)
        written = literal(found.as_written, language=self._record.language)
        yield node, iri(PARLEY.asWritten), written
        yield from self._evidence.cite(node, found.evidence)

    def _post(self, node: str, position: str) -> Iterable[Triple]:
        # "Director" is another post in another record, so a post belongs to its record.
        post = iri(iris.within_record("post", self._record.key, position, self._base))
        yield node, iri(PARLEY.positionHeld), post
        yield post, iri(RDF.type), iri(ORG.Post)
        yield post, iri(SKOS.prefLabel), literal(position, language=self._record.language)
