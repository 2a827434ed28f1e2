"""What the pages of one record, its talks and its proposals are made of, read once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from kg import iris
from kg.namespaces import DCTERMS, OA, PARLEY, PROV, RDF, RDFS, RICO, SCHEMA
from kg.publication.pages.marks import Mark
from kg.publication.pages.page import Link, Text, Value
from kg.publication.pages.view import Term, View
from kg.publication.pages.words import spaced

_KINDS = {
    PARLEY.Proposal: "proposal",
    PARLEY.Response: "answer",
    PARLEY.Participant: "person",
    PARLEY.Conversation: "talk",
    PARLEY.DateAssertion: "date",
    PARLEY.Quantity: "quantity",
    PARLEY.Statement: "answer",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of evidence: which words, read by which rule, how surely, and for what."""

    iri: str
    number: int
    text: str | None  # the SourceText its offsets count in
    start: int
    end: int
    quote: str
    rule: str
    confidence: str
    kind: str
    supports: tuple[str, ...]
    cited_by: tuple[str, ...]

    @property
    def mark(self) -> Mark:
        """The passage as a mark in its text."""
        name = self.iri.partition("#")[2]
        note = f"{self.rule}, confidence {self.confidence}"
        return Mark(self.start, self.end, name, self.number, self.kind, note)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A record with everything that stands in its graphs."""

    iri: str
    key: str
    source: Mapping[str, Any]
    texts: Mapping[str, str]  # by the IRI of the SourceText, where they may be shown whole
    passages: tuple[Passage, ...]
    talks: tuple[str, ...]
    proposals: tuple[str, ...]
    responses: tuple[str, ...]
    statements: tuple[str, ...]
    quantities: tuple[str, ...]
    posts: tuple[str, ...]
    documents: Mapping[str, tuple[str, ...]]  # lines of the record's graph by their document

    @property
    def policy(self) -> str:
        """How much of the text may be shown: ``full``, ``quotes`` or ``none``."""
        return str(self.source.get("text_policy") or "none")

    def cited(self, node: str) -> list[Passage]:
        """Return the passages that *node* rests on."""
        return [passage for passage in self.passages if node in passage.cited_by]


def gather(
    view: View, key: str, base: str, source: Mapping[str, Any], texts: Mapping[str, str]
) -> Matter:
    """Return the matter of the record *key*; *texts* are its texts by their IRI's fragment."""
    iri = iris.record(key, base)
    lines = list(view.lines_of_graph(iri))
    subjects = sorted({line[1 : line.index("> ")] for line in lines})
    of = {subject: view.types(subject) for subject in subjects}

    def those(class_: str) -> tuple[str, ...]:
        return tuple(sorted((s for s in subjects if class_ in of[s]), key=_natural))

    whole = source.get("text_policy") == "full"
    return Matter(
        iri=iri,
        key=key,
        source=_with_rights(view, iri, source),
        texts={f"{iri}#{name}": text for name, text in texts.items()} if whole else {},
        passages=_passages(view, iris.evidence_graph(key, base)),
        talks=those(PARLEY.Conversation),
        proposals=those(PARLEY.Proposal),
        responses=those(PARLEY.Response),
        statements=those(PARLEY.Statement),
        quantities=those(PARLEY.Quantity),
        posts=tuple(s for s in subjects if s.startswith(f"{base}post/")),
        documents=_documents(lines),
    )


def _with_rights(view: View, record: str, source: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return *source* with the rights statement of the record itself, which comes first."""
    for text in view.iris(record, PARLEY.text):
        if (rights := view.text(text, DCTERMS.rights)) is not None:
            return {**source, "rights": rights}
    return source


def _natural(iri: str) -> tuple[object, ...]:
    """Order p96 before p1076, and the main talk before those told of in it."""
    parts = re.split(r"(\d+)", iri)
    return (not iri.endswith("/main"), *(f"{int(p):012}" if p.isdecimal() else p for p in parts))


def _documents(lines: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in lines:
        found.setdefault(line[1 : line.index("> ")].partition("#")[0], []).append(line)
    return {name: tuple(sorted(mine)) for name, mine in found.items()}


def _passages(view: View, graph: str) -> tuple[Passage, ...]:
    told = view.described(graph)
    cites: dict[str, set[str]] = {}
    for subject, values in [
        *told.items(),
        *view.described(graph.removesuffix("/evidence")).items(),
    ]:
        for term in values.get(PARLEY.evidence, ()):
            cites.setdefault(term.value, set()).add(subject)
    found = []
    for iri, values in told.items():
        if not any(term.value == PARLEY.Evidence for term in values.get(RDF.type, ())):
            continue
        about: dict[str, list[Term]] = {}
        for selector in values.get(OA.hasSelector, ()):
            about |= told.get(selector.value, {})
        cited_by = tuple(sorted(cites.get(iri, ()), key=_natural))
        found.append(
            (
                int(_first(about, OA.start) or 0),
                -int(_first(about, OA.end) or 0),
                iri,
                values,
                _first(about, OA.exact) or "",
                cited_by,
            )
        )
    found.sort(key=lambda row: ((_first(row[3], OA.hasSource) or "").endswith("note"), row[:3]))
    return tuple(
        Passage(
            iri=iri,
            number=number,
            text=_first(values, OA.hasSource),
            start=start,
            end=-minus,
            quote=quote,
            rule=_first(values, PARLEY.rule) or "",
            confidence=_first(values, PARLEY.confidence) or "",
            kind=_kind(view, cited_by),
            supports=tuple(sorted(term.value for term in values.get(PARLEY.supports, ()))),
            cited_by=cited_by,
        )
        for number, (start, minus, iri, values, quote, cited_by) in enumerate(found, 1)
    )


def _first(values: Mapping[str, Iterable[Term]], name: str) -> str | None:
    return next((term.value for term in values.get(name, ())), None)


def _kind(view: View, cited_by: Iterable[str]) -> str:
    kinds = {_KINDS.get(name, "source") for node in cited_by for name in view.types(node)}
    for kind in ("proposal", "answer", "quantity", "talk", "date", "person"):
        if kind in kinds:
            return kind
    return "source"


def notice(view: View, record: str) -> dict[str, Any] | None:
    """Return what must be said first of a record whose text is a retelling."""
    for text in view.iris(record, PARLEY.text):
        original = view.iri(text, PROV.wasDerivedFrom)
        if original or text.endswith("#retelling"):
            return {"text": view.text(text, RDFS.comment), "original": original}
    return None


def crumbs(view: View, record: str) -> tuple[Value, ...]:
    """Return the way down to *record*: archive, fonds, series, file."""
    chain: list[str] = []
    unit = view.iri(record, RICO.isOrWasIncludedIn)
    while unit is not None and unit not in chain:
        chain.append(unit)
        holder = view.iri(unit, RICO.hasOrHadHolder)
        unit = view.iri(unit, RICO.isOrWasIncludedIn)
    if chain:
        repository = view.iri(record, PARLEY.repository) or holder
    else:
        repository = view.iri(record, PARLEY.repository)
    ways = [Link(one, step(view, one)) for one in reversed(chain)]
    return ((Link(repository),) if repository else ()) + tuple(ways)


def step(view: View, unit: str) -> str:
    """Return what a unit is called below the unit it lies in: ``Delo 5``."""
    words = view.label(unit)
    above = view.iri(unit, RICO.isOrWasIncludedIn) or view.iri(unit, RICO.hasOrHadHolder)
    if above is None:
        return words
    whole = view.label(above)
    if words.startswith(f"{whole}, "):
        return words[len(whole) + 2 :]
    return words.partition(", ")[2] or words if view.iri(unit, RICO.hasOrHadHolder) else words


def title(view: View, record: str) -> Text:
    """Return the title of *record* in its language."""
    for term in view.objects(record, DCTERMS.title):
        return Text(term.value, term.language if isinstance(term, ox.Literal) else None)
    return Text(view.label(record))


def concept(view: View, node: str, *names: str) -> tuple[Link, ...]:
    """Return links to the concepts of the vocabularies that *node* has by *names*."""
    return tuple(Link(iri, concept_label(view, iri)) for iri in view.iris(node, *names))


def concept_label(view: View, iri: str) -> str:
    """Return a concept's label in words."""
    label = view.label(iri)
    return spaced(label) if ":" in label else label


def links(view: View, node: str, *names: str) -> tuple[Link, ...]:
    """Return links to the objects of *node* by *names*."""
    return tuple(Link(iri) for iri in view.iris(node, *names))


def description(view: View, utterance: str) -> str:
    """Return what an utterance says, in our words."""
    return view.text(utterance, SCHEMA.description) or view.label(utterance)
