"""The record as the archive keeps it: source, place in the hierarchy, copies, texts."""

from collections.abc import Iterable
from decimal import Decimal

from kg import iris
from kg.citations import repository_key
from kg.findings import AgentKind, Evidence
from kg.graph.agents import Agents
from kg.graph.evidence import EvidenceBook
from kg.namespaces import (
    BIBO,
    DCTERMS,
    EDTF,
    FOAF,
    PARLEY,
    PROV,
    RDF,
    RDFS,
    RICO,
    RICO_SET_TYPES,
    SCHEMA,
    SKOS,
    XSD,
)
from kg.records import Citation, CopyNote, Level, Record, Span, sha256
from kg.terms import Triple, integer, iri, literal

_CERTAIN = Decimal(1)
RETELLING = (
    "A retelling in Parley's own words of the record published at the address it is derived from. "
    "Its quotations are the retelling's, not the archive's."
)


def source_triples(
    record: Record, agents: Agents, evidence: EvidenceBook, base: str
) -> list[Triple]:
    """Return the triples of the ArchivalSource, its copies, its units and its texts."""
    node = iri(iris.record(record.key, base))
    return [
        (node, iri(RDF.type), iri(PARLEY.ArchivalSource)),
        (node, iri(DCTERMS.identifier), literal(record.key)),
        (node, iri(DCTERMS.title), literal(record.title, language=record.language or "en")),
        *_values(node, record),
        *_people(node, record, agents),
        *_citation(node, record, agents, base),
        *_copies(node, record, agents, evidence, base),
        *_text(node, record, agents, evidence, base),
        *_note(node, record, base),
        *evidence.cite(node, _source_evidence(record)),
    ]


def _values(node: str, record: Record) -> Iterable[Triple]:
    if record.kind:
        yield node, iri(DCTERMS.type), literal(record.kind, language="en")
    for number in record.registry_numbers:
        yield node, iri(DCTERMS.identifier), literal(number.value)
    for subject in record.subjects:
        yield node, iri(DCTERMS.subject), literal(subject.value, language=record.language)
    for topic in record.topics:
        yield node, iri(DCTERMS.subject), literal(topic.value, language="en")
    for name in (*record.people, *record.places):
        # The edition's index files names, it does not say who is who: so they stay names.
        yield node, iri(SCHEMA.keywords), literal(name.value, language="en")
    if record.date:
        yield node, iri(PARLEY.date), literal(record.date.edtf, datatype=EDTF.EDTF)
    if record.marking:
        yield node, iri(PARLEY.marking), literal(record.marking.value)


def _people(node: str, record: Record, agents: Agents) -> Iterable[Triple]:
    if record.author:
        yield node, iri(RICO.hasAuthor), agents.named(record.author.name, AgentKind.PERSON)


def _citation(node: str, record: Record, agents: Agents, base: str) -> Iterable[Triple]:
    for other in record.further_citations:
        # The same record, or a copy of it, in another archive: cited, and placed there too.
        yield node, iri(DCTERMS.bibliographicCitation), literal(other.as_given)
        if other.repository:
            yield from _place(node, other, other.repository, agents, base)
    citation = record.citation
    if citation is None:
        return
    yield node, iri(PARLEY.citation), literal(citation.as_given)
    if citation.number:
        yield node, iri(DCTERMS.identifier), literal(citation.number)
    if citation.pages:
        yield node, iri(BIBO.pages), literal(citation.pages)
    if citation.repository:
        holder = iri(iris.archive((_archive(citation.repository),), base))
        yield node, iri(PARLEY.repository), holder
        yield from _place(node, citation, citation.repository, agents, base)


def _archive(repository: str) -> str:
    """Return the key of an archive: "AVP RF" and "AVPRF" are one, so they have one IRI."""
    return repository_key(repository) or repository


def _place(
    node: str, citation: Citation, repository: str, agents: Agents, base: str
) -> Iterable[Triple]:
    """Yield what unit holds the record; describe it, those above it, and the repository."""
    key = _archive(repository)
    holder = iri(iris.archive((key,), base))
    agents.describe(
        (
            (holder, iri(RDF.type), iri(FOAF.Organization)),
            (holder, iri(SKOS.prefLabel), literal(repository)),
        )
    )
    path: tuple[str, ...] = (key,)
    words, above = repository, None
    for level in citation.levels:
        step = f"{level.label} {level.value}".strip()
        path, words = (*path, step), f"{words}, {step}"
        unit = iri(iris.archive(path, base))
        agents.describe(_unit(unit, level, words, above, holder))
        above = unit
    if above is not None:
        yield node, iri(RICO.isOrWasIncludedIn), above


def _unit(unit: str, level: Level, words: str, above: str | None, holder: str) -> Iterable[Triple]:
    """Yield one unit of an archive's hierarchy, in the one above it or held by the archive."""
    yield unit, iri(RDF.type), iri(RICO.RecordSet)
    yield unit, iri(RICO.identifier), literal(words)
    yield unit, iri(RICO.hasRecordSetType), iri(RICO_SET_TYPES[level.kind])
    if level.identifier:
        yield unit, iri(DCTERMS.identifier), literal(level.identifier)
    if level.address:
        yield unit, iri(SCHEMA.url), iri(level.address)
    if above is None:
        yield unit, iri(RICO.hasOrHadHolder), holder
    else:
        yield unit, iri(RICO.isOrWasIncludedIn), above


def _copies(
    node: str, record: Record, agents: Agents, evidence: EvidenceBook, base: str
) -> Iterable[Triple]:
    for copy in record.copies:
        yield node, iri(PARLEY.hasCopy), _copy_iri(record, copy, base)
        yield from _copy(record, copy, agents, evidence, base)


def _copy(
    record: Record, copy: CopyNote, agents: Agents, evidence: EvidenceBook, base: str
) -> Iterable[Triple]:
    node = _copy_iri(record, copy, base)
    yield node, iri(RDF.type), iri(PARLEY.Copy)
    yield node, iri(BIBO.number), literal(copy.number)
    yield node, iri(PARLEY.asWritten), literal(copy.as_written, language=record.language)
    if copy.recipient:
        kind = AgentKind(copy.recipient_kind)
        yield node, iri(RICO.hasAddressee), agents.named(copy.recipient, kind)
    if copy.span:
        rule = _rule(record, "distribution")
        yield from evidence.cite(
            node, [Evidence(span=copy.span, rule=rule, confidence=_CERTAIN, supports=_COPY)]
        )


_COPY = ("bibo:number", "rico:hasAddressee")


def _copy_iri(record: Record, copy: CopyNote, base: str) -> str:
    return iri(iris.part(iris.record(record.key, base), f"copy-{copy.number}"))


def _text(
    source: str, record: Record, agents: Agents, evidence: EvidenceBook, base: str
) -> Iterable[Triple]:
    node = iri(iris.source_text(record, base=base))
    yield source, iri(PARLEY.text), node
    yield node, iri(RDF.type), iri(PARLEY.SourceText)
    yield node, iri(PARLEY.charLength), integer(len(record.text))
    yield node, iri(SCHEMA.sha256), literal(sha256(record.text))
    # Who translated, paid for and issued the archive's edition had no part in a retelling of it.
    edition = iri(record.address) if record.retelling and record.address else node
    yield from _edition(edition, record, agents)
    yield from _origin(node, record)
    for copy in record.copies:
        if copy.surviving:
            yield edition, iri(PROV.hadPrimarySource), _copy_iri(record, copy, base)
    yield from evidence.cite(edition, _edition_evidence(record))
    summary = [(_span(record.summary), "summary", ("dcterms:abstract",))]
    yield from evidence.cite(node, _structural(record, summary))


def _edition(node: str, record: Record, agents: Agents) -> Iterable[Triple]:
    people = [
        *((BIBO.translator, AgentKind.PERSON, t.value) for t in record.translators),
        *((DCTERMS.contributor, AgentKind.ORGANIZATION, p.value) for p in record.projects),
        *((DCTERMS.contributor, AgentKind.PERSON, c.value) for c in record.contributors),
        *((SCHEMA.funder, AgentKind.ORGANIZATION, f.value) for f in record.funders),
    ]
    if record.rights_holder:
        people.append((DCTERMS.rightsHolder, AgentKind.ORGANIZATION, record.rights_holder))
    for prop, kind, name in people:
        yield node, iri(prop), agents.named(name, kind)
    if record.issued:
        yield node, iri(DCTERMS.issued), literal(record.issued, datatype=XSD.date)


def _origin(node: str, record: Record) -> Iterable[Triple]:
    """Yield what the text is: its summary and rights, where it is published or what it retells."""
    if record.summary:
        yield node, iri(DCTERMS.abstract), literal(record.summary.value, language="en")
    if record.language:
        yield node, iri(DCTERMS.language), literal(record.language)
    if record.rights:
        yield node, iri(DCTERMS.rights), literal(record.rights, language="en")
    if record.retelling:
        yield node, iri(RDFS.comment), literal(RETELLING, language="en")
    if record.address:
        link = PROV.wasDerivedFrom if record.retelling else SCHEMA.url
        yield node, iri(link), iri(record.address)


def _note(source: str, record: Record, base: str) -> Iterable[Triple]:
    if record.source_note is None:
        return
    node = iri(iris.source_note(record.key, base))
    yield source, iri(PARLEY.text), node
    yield node, iri(RDF.type), iri(PARLEY.SourceText)
    yield node, iri(PARLEY.charLength), integer(len(record.source_note))
    yield node, iri(SCHEMA.sha256), literal(sha256(record.source_note))


def _rule(record: Record, name: str) -> str:
    return f"{record.collection}/{name}"


def _source_evidence(record: Record) -> Iterable[Evidence]:
    yield from _structural(
        record,
        [
            (_span(record.citation), "citation", ("repository", "citation")),
            (_span(record.marking), "marking", ("marking",)),
            (_span(record.date), "date", ("date",)),
            *(
                (n.span, "registry-number", ("dcterms:identifier",))
                for n in record.registry_numbers
            ),
            *((s.span, "subject", ("dcterms:subject",)) for s in record.subjects),
            *_author_spans(record),
        ],
    )


_IDENTIFIER = ("dcterms:identifier",)


def _author_spans(record: Record) -> Iterable[tuple[Span | None, str, tuple[str, ...]]]:
    if record.author:
        yield record.author.span, "author", ("rico:hasAuthor",)
        for other in record.author.other_names:
            yield other.span, "signature", ("rico:hasAuthor",)


def _edition_evidence(record: Record) -> Iterable[Evidence]:
    yield from _structural(
        record,
        [
            *((t.span, "translator", ("bibo:translator",)) for t in record.translators),
            *((p.span, "project", ("dcterms:contributor",)) for p in record.projects),
            *((f.span, "funder", ("schema:funder",)) for f in record.funders),
            (record.issued_span, "issued", ("dcterms:issued",)),
        ],
    )


def _span(of: object) -> Span | None:
    span = getattr(of, "span", None)
    return span if isinstance(span, Span) else None


def _structural(
    record: Record, places: Iterable[tuple[Span | None, str, tuple[str, ...]]]
) -> Iterable[Evidence]:
    """Yield the evidence of what the source's own structure says: certain, by its rule."""
    for span, name, supports in places:
        if span is not None:
            rule = _rule(record, name)
            yield Evidence(span=span, rule=rule, confidence=_CERTAIN, supports=supports)
