"""Evidence: which exact characters say so, by which rule, how surely."""

from collections.abc import Iterable

from kg import iris
from kg.findings import Evidence
from kg.namespaces import OA, PARLEY, PREFIXES, RDF
from kg.records import Record, Where
from kg.terms import Triple, decimal, integer, iri, literal


class EvidenceBook:
    """The evidence nodes of one record, each minted once however many findings cite it."""

    def __init__(self, record: Record, base: str) -> None:
        self._record = record
        self._base = base
        self._iris: dict[Evidence, str] = {}
        self._taken: dict[str, int] = {}

    def cite(self, subject: str, evidence: Iterable[Evidence]) -> list[Triple]:
        """Return the triples by which *subject* (a term) points at its *evidence*."""
        return [(subject, iri(PARLEY.evidence), iri(self._iri(found))) for found in evidence]

    def triples(self) -> list[Triple]:
        """Return the triples of all evidence cited so far, in order of citation."""
        return [t for found, address in self._iris.items() for t in self._node(found, address)]

    def _iri(self, found: Evidence) -> str:
        if found not in self._iris:
            span = found.span
            note = "note-" if span.where is Where.SOURCE_NOTE else ""
            name = f"ev-{note}{span.start}-{span.end}"
            # One span may serve two rules; the second and later get a number.
            count = self._taken[name] = self._taken.get(name, 0) + 1
            name = name if count == 1 else f"{name}-{count}"
            self._iris[found] = iris.part(iris.record(self._record.key, self._base), name)
        return self._iris[found]

    def _node(self, found: Evidence, address: str) -> list[Triple]:
        node, position, quote = iri(address), iri(f"{address}.position"), iri(f"{address}.quote")
        in_text = found.span.where is Where.TEXT
        source = (
            iris.source_text(self._record, base=self._base)
            if in_text
            else iris.source_note(self._record.key, self._base)
        )
        language = self._record.language
        exact = self._record.text_of(found.span)
        triples = [
            (node, iri(RDF.type), iri(PARLEY.Evidence)),
            (node, iri(OA.hasSource), iri(source)),
            (node, iri(OA.hasSelector), position),
            (node, iri(OA.hasSelector), quote),
            (node, iri(PARLEY.rule), literal(found.rule)),
            (node, iri(PARLEY.confidence), decimal(found.confidence)),
            (position, iri(RDF.type), iri(OA.TextPositionSelector)),
            (position, iri(OA.start), integer(found.span.start)),
            (position, iri(OA.end), integer(found.span.end)),
            (quote, iri(RDF.type), iri(OA.TextQuoteSelector)),
            (quote, iri(OA.exact), literal(exact, language=language)),
        ]
        triples += [(node, iri(PARLEY.supports), iri(_property(p))) for p in found.supports]
        return triples


def _property(name: str) -> str:
    """Return the IRI of ``date`` (ours) or ``dcterms:identifier`` (of another vocabulary)."""
    prefix, colon, local = name.partition(":")
    return f"{PREFIXES[prefix]}{local}" if colon else PARLEY[name]
