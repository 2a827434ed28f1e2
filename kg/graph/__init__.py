"""A record and its findings become quads: here and nowhere else.

Quads are plain tuples of N-Quads terms (see ``kg.terms``). No blank nodes, no clock, nothing that
depends on the order of a set: the same record gives the same quads.
"""

from dataclasses import dataclass

from kg import iris
from kg.findings import Findings
from kg.graph.agents import Agents
from kg.graph.conversations import conversation_triples
from kg.graph.evidence import EvidenceBook
from kg.graph.sources import source_triples
from kg.graph.utterances import utterance_triples
from kg.namespaces import BASE
from kg.records import Record
from kg.terms import Quad, Triple, iri

__all__ = ["RecordQuads", "quads", "source_texts"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordQuads:
    """The quads of one record: its own graph, its evidence, and the agents it names."""

    key: str
    record: tuple[Quad, ...]
    evidence: tuple[Quad, ...]
    agents: tuple[Quad, ...]

    def all(self) -> tuple[Quad, ...]:
        """Return every quad of the record."""
        return self.record + self.evidence + self.agents


def quads(record: Record, findings: Findings, base: str = BASE) -> RecordQuads:
    """Return the quads of *record* and what was found in it.

    Raises:
        TermError: a value cannot be an RDF term.
        ValueError: a finding refers to an agent or conversation that is not among the findings.
    """
    agents = Agents(record, findings, base)
    evidence = EvidenceBook(record, base)
    triples = [
        *source_triples(record, agents, evidence, base),
        *conversation_triples(record, findings, agents, evidence, base),
        *utterance_triples(record, findings, agents, evidence, base),
    ]
    return RecordQuads(
        key=record.key,
        record=_in_graph(triples, iris.record(record.key, base)),
        evidence=_in_graph(evidence.triples(), iris.evidence_graph(record.key, base)),
        agents=_in_graph(agents.triples(), iris.graph("agents", base)),
    )


def source_texts(record: Record, base: str = BASE) -> dict[str, str]:
    """Return the exact texts of *record* by the IRI of their SourceText."""
    texts = {iris.source_text(record, base=base): record.text}
    if record.source_note is not None:
        texts[iris.source_note(record.key, base)] = record.source_note
    return texts


def _in_graph(triples: list[Triple], graph: str) -> tuple[Quad, ...]:
    name = iri(graph)
    return tuple((s, p, o, name) for s, p, o in dict.fromkeys(triples))
