"""The pages of the vocabularies' terms and of the ontology."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.namespaces import (
    DCTERMS,
    OWL,
    PARLEY,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VOC,
)
from kg.publication.pages import jsonld
from kg.publication.pages.common import everything, texts
from kg.publication.pages.matter import concept_label, links
from kg.publication.pages.page import Doc, Fact, Link, Page, Row, Section, Value, fact, table
from kg.publication.pages.paths import Paths
from kg.publication.pages.view import View
from kg.publication.pages.words import cut

_ONTOLOGY = str(PARLEY).removesuffix("#")
_MATCHES = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
_TURTLE = "text/turtle"


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyTerm:
    """A class or property of the ontology, as its page shows it."""

    iri: str
    label: str
    definition: tuple[Value, ...]
    facts: tuple[Fact, ...]
    ids: tuple[str, ...]


def terms(view: View) -> list[str]:
    """Return the IRIs of the vocabularies' concepts and schemes that have a page, sorted."""
    found = view.instances(SKOS.Concept, SKOS.ConceptScheme)
    return [one for one in found if one.startswith(str(VOC)) and one != str(VOC)]


def term_page(view: View, paths: Paths, iri: str) -> Page:
    """Return the page of a concept or of a concept scheme."""
    scheme = SKOS.ConceptScheme in view.types(iri)
    label = concept_label(view, iri)
    members = [one for one in view.subjects(SKOS.inScheme, iri) if SKOS.Concept in view.types(one)]
    rows = [Row(((Link(one),), texts(view, one, SKOS.definition))) for one in members]
    return Page(
        file=paths.file_of(iri) or "",
        iri=iri,
        title=label,
        language="en",
        kicker="Vocabulary" if scheme else "Term of a vocabulary",
        description=cut(view.text(iri, SKOS.definition) or label, 160),
        crumbs=(Link(str(VOC), "Vocabularies"), *links(view, iri, SKOS.inScheme)[:1]),
        lead=view.text(iri, SKOS.definition),
        facts=tuple(_term_facts(view, iri)),
        sections=(
            *table("terms", "Terms", ("Term", "Meaning"), rows),
            *everything(view, iri),
        ),
        alternates=((_TURTLE, "ontology/vocabularies.ttl"),),
        jsonld=jsonld.concept(view, iri),
    )


def _term_facts(view: View, iri: str) -> Iterator[Fact]:
    yield from fact("Note", *texts(view, iri, SKOS.scopeNote, SKOS.editorialNote))
    yield from fact("Example", *texts(view, iri, SKOS.example))
    yield from fact("Code", *texts(view, iri, SKOS.notation))
    yield from fact("Broader", *links(view, iri, SKOS.broader))
    yield from fact("Narrower", *(Link(one) for one in view.subjects(SKOS.broader, iri)))
    for match in _MATCHES:
        words = match.rpartition("#")[2].removesuffix("Match")
        yield from fact(f"{words.capitalize()} match", *links(view, iri, match))


def vocabularies_page(view: View, paths: Paths) -> Page:
    """Return the page that lists all vocabularies with their terms."""
    rows = [
        Row(
            (
                (Link(scheme, concept_label(view, scheme)),),
                texts(view, scheme, SKOS.definition),
                tuple(
                    Link(one, concept_label(view, one))
                    for one in view.subjects(SKOS.inScheme, scheme)
                    if SKOS.Concept in view.types(one)
                ),
            )
        )
        for scheme in view.instances(SKOS.ConceptScheme)
        if scheme.startswith(str(VOC))
    ]
    return Page(
        file=paths.file_of(str(VOC)) or "voc",
        iri=str(VOC),
        title="Vocabularies",
        language="en",
        kicker="Reference",
        description="The vocabularies of presence, realization, kind, objective and outcome.",
        sections=table("vocabularies", "Vocabularies", ("Name", "What for", "Terms"), rows),
        alternates=((_TURTLE, "ontology/vocabularies.ttl"),),
    )


def ontology_page(view: View, paths: Paths) -> Page:
    """Return the page of the ontology: every class and property, anchored at its local name."""
    named = [
        one
        for one in view.instances(
            OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, RDF.Property, RDFS.Class
        )
        if one.startswith(str(PARLEY))
    ]
    classes = [one for one in named if {OWL.Class, RDFS.Class} & view.types(one)]
    properties = [one for one in named if one not in classes]
    groups = (
        ("classes", "Classes", classes),
        ("properties", "Properties", properties),
    )
    return Page(
        file=paths.file_of(_ONTOLOGY) or "ns",
        iri=_ONTOLOGY,
        title=view.text(_ONTOLOGY, DCTERMS.title) or "Ontology",
        language="en",
        kicker="Ontology",
        description=cut(view.text(_ONTOLOGY, DCTERMS.description) or "The ontology.", 160),
        lead=view.text(_ONTOLOGY, DCTERMS.description),
        facts=(
            *fact("Version", *texts(view, _ONTOLOGY, OWL.versionInfo)),
            *fact("Licence", *links(view, _ONTOLOGY, DCTERMS.license)),
            *fact("Note", *texts(view, _ONTOLOGY, SKOS.note)),
            *fact("Vocabularies", Link(str(VOC), "all terms")),
            *fact("As data", Doc("ontology/parley.ttl", "Turtle")),
        ),
        sections=tuple(
            Section(
                id=f"s-{name}",
                title=title,
                kind="ontology",
                items=[_term(view, one) for one in found],
                size=500,
            )
            for name, title, found in groups
            if found
        ),
        alternates=((_TURTLE, "ontology/parley.ttl"),),
    )


def _term(view: View, iri: str) -> OntologyTerm:
    return OntologyTerm(
        iri=iri,
        label=view.label(iri),
        definition=texts(view, iri, SKOS.definition),
        facts=tuple(_ontology_facts(view, iri)),
        ids=(iri.partition("#")[2],),
    )


def _ontology_facts(view: View, iri: str) -> Iterator[Fact]:
    yield from fact("Kind", *_kinds(view.iris(iri, RDF.type)))
    yield from fact("Note", *texts(view, iri, SKOS.scopeNote))
    yield from fact("Example", *texts(view, iri, SKOS.example))
    yield from fact("Below", *links(view, iri, RDFS.subClassOf, RDFS.subPropertyOf))
    yield from fact("From", *links(view, iri, RDFS.domain, SCHEMA.domainIncludes))
    yield from fact("To", *links(view, iri, RDFS.range, SCHEMA.rangeIncludes))
    for match in _MATCHES:
        words = match.rpartition("#")[2].removesuffix("Match")
        yield from fact(f"{words.capitalize()} match", *links(view, iri, match))


def _kinds(types: Iterable[str]) -> tuple[Link, ...]:
    return tuple(Link(one) for one in types)
