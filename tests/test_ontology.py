"""The ontology says of every term what it means, and says the same as the code and the shapes."""

import re
from collections import defaultdict
from enum import StrEnum
from pathlib import Path

import pyoxigraph
import pytest

from kg import resources
from kg.findings import Kind, Objective, Outcome, Presence, Realization
from kg.namespaces import DCTERMS, OWL, PARLEY, RDF, RDFS, SKOS, VOC

FOLDER = resources.folder("ontology")
ONTOLOGY = "https://w3id.org/parley/ns"
VANN = "http://purl.org/vocab/vann/"

# The names that ../shared/design/model.md fixes: readers of the data rely on them.
CLASSES = {
    *("Conversation", "Participant", "Proposal", "ArchivalSource", "Utterance", "Response"),
    *("Statement", "SourceText", "Evidence", "DateAssertion", "Quantity", "Copy"),
}
PROPERTIES = {
    *("hasParticipant", "realization", "documentedIn", "date", "dateAssertion", "place"),
    *("reportedIn", "reportedBy", "evidence", "medium"),
    *("agent", "presence", "side", "positionHeld", "asWritten"),
    *("madeIn", "speaker", "addressee", "onBehalfOf", "quantity"),
    *("proposer", "kind", "objective", "outcome", "respondsTo"),
    *("repository", "citation", "marking", "hasCopy", "text", "charLength"),
    *("rule", "confidence", "supports", "commodity", "per"),
}
SCHEMES: dict[str, type[StrEnum] | set[str]] = {
    "presence": Presence,
    "realization": Realization,
    "kind": Kind,
    "objective": Objective,
    "outcome": Outcome,
    "medium": {"meeting", "telephone", "correspondence"},
}
MAPPINGS = {
    *(RDFS.subClassOf, RDFS.subPropertyOf),
    *(SKOS[f"{how}Match"] for how in ("exact", "close", "related", "broad", "narrow")),
}

Described = dict[str, dict[str, set[str]]]


def _quads(file: Path) -> list[pyoxigraph.Quad]:
    return list(pyoxigraph.parse(file.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE))


def _described(name: str) -> Described:
    """Return node → predicate → objects, IRIs bare, literals with their quotation marks."""
    found: Described = defaultdict(lambda: defaultdict(set))
    for quad in _quads(FOLDER / name):
        found[_bare(quad.subject)][_bare(quad.predicate)].add(_bare(quad.object))
    return found


def _bare(term: object) -> str:
    return str(term).strip("<>")


ONTOLOGY_TERMS = _described("parley.ttl")
TERMS = sorted(node for node in ONTOLOGY_TERMS if node.startswith(str(PARLEY)))
VOCABULARIES = _described("vocabularies.ttl")
CONCEPTS = sorted(n for n, says in VOCABULARIES.items() if SKOS.Concept in says[RDF.type])


def _english(texts: set[str]) -> bool:
    return bool(texts) and all(text.endswith('"@en') and len(text) > 5 for text in texts)


@pytest.mark.parametrize(
    ("names", "kinds"),
    [(CLASSES, {OWL.Class}), (PROPERTIES, {OWL.ObjectProperty, OWL.DatatypeProperty})],
)
def test_the_names_that_the_model_fixes_are_there(names, kinds):
    for name in names:
        assert len(ONTOLOGY_TERMS[PARLEY[name]][RDF.type] & kinds) == 1, name


@pytest.mark.parametrize("term", TERMS)
def test_every_term_has_a_label_definition_example_mapping_and_home(term):
    says = ONTOLOGY_TERMS[term]
    assert len(says[RDFS.label]) == 1
    assert _english(says[RDFS.label])
    assert _english(says[SKOS.definition])
    assert _english(says[SKOS.example])
    assert says[RDFS.isDefinedBy] == {ONTOLOGY}
    assert says["http://www.w3.org/2003/06/sw-vocab-status/ns#term_status"]
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty}
    assert len(says[RDF.type] & kinds) == 1


def _mapped_outward(term: str) -> bool:
    """Tell whether *term* is mapped to another vocabulary, by itself or by what it is a kind of."""
    targets = {target for how in MAPPINGS for target in ONTOLOGY_TERMS[term][how]}
    ours = {target for target in targets if target.startswith(str(PARLEY))}
    return bool(targets - ours) or any(_mapped_outward(target) for target in ours)


@pytest.mark.parametrize("term", TERMS)
def test_every_term_is_mapped_to_another_vocabulary(term):
    assert any(ONTOLOGY_TERMS[term][how] for how in MAPPINGS)
    assert _mapped_outward(term)


def test_every_class_and_property_named_of_ours_is_defined():
    named = {
        value
        for says in (*ONTOLOGY_TERMS.values(), *VOCABULARIES.values())
        for values in says.values()
        for value in values
        if value.startswith((str(PARLEY), str(VOC)))
    }
    assert named <= {*TERMS, *VOCABULARIES, str(VOC)} | {str(PARLEY)}


def test_the_ontology_says_what_it_is():
    says = ONTOLOGY_TERMS[ONTOLOGY]
    assert says[OWL.versionInfo] == {'"0.1.0"'}
    assert says[OWL.versionIRI] == {f"{ONTOLOGY}/0.1.0"}
    assert says[DCTERMS.license] == {"https://creativecommons.org/licenses/by/4.0/"}
    assert says[f"{VANN}preferredNamespacePrefix"] == {'"parley"'}
    assert says[f"{VANN}preferredNamespaceUri"] == {f'"{PARLEY}"'}
    for name in ("title", "description", "creator", "created", "modified"):
        assert says[DCTERMS[name]]


@pytest.mark.parametrize("name", SCHEMES)
def test_a_vocabulary_has_the_values_that_the_code_has(name):
    scheme = VOC[name]
    members = {c for c in CONCEPTS if scheme in VOCABULARIES[c][SKOS.inScheme]}
    assert members == {VOC[value] for value in SCHEMES[name]}
    assert VOCABULARIES[scheme][SKOS.hasTopConcept] == members
    assert _english(VOCABULARIES[scheme][SKOS.definition])


@pytest.mark.parametrize("concept", CONCEPTS)
def test_every_concept_has_a_label_and_one_scheme(concept):
    says = VOCABULARIES[concept]
    (scheme,) = says[SKOS.inScheme]
    assert _english(says[SKOS.prefLabel])
    assert says[SKOS.topConceptOf] == {scheme} or says[SKOS.broader]
    if scheme.removeprefix(str(VOC)) in SCHEMES:
        assert _english(says[SKOS.definition])
        assert _english(says[SKOS.example])
    else:  # a code of somebody else's table
        assert says[SKOS.notation]


def test_labels_are_different_within_a_vocabulary():
    for name in SCHEMES:
        members = [c for c in CONCEPTS if VOC[name] in VOCABULARIES[c][SKOS.inScheme]]
        labels = [label for c in members for label in VOCABULARIES[c][SKOS.prefLabel]]
        assert len(labels) == len(set(labels)) == len(members)


def test_kinds_and_objectives_are_mapped_or_say_why_not():
    for concept in CONCEPTS:
        if VOCABULARIES[concept][SKOS.inScheme] & {VOC.kind, VOC.objective}:
            mapped = VOCABULARIES[concept][SKOS.broadMatch]
            assert mapped or VOCABULARIES[concept][SKOS.editorialNote], concept


def test_the_codes_of_others_name_the_table_they_were_read_in():
    for scheme in (VOC.cameo, VOC.plover):
        assert VOCABULARIES[scheme][DCTERMS.source]
    # The codes that tables of CAMEO disagree on.
    codes = {c.rsplit("/", 1)[1] for c in CONCEPTS if c.startswith(VOC["cameo/"])}
    assert not {code for code in codes if re.match(r"10[15678]", code)}


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.ttl")), ids=lambda file: file.name)
def test_nothing_in_the_ontology_is_a_blank_node(file):
    terms = [t for quad in _quads(file) for t in (quad.subject, quad.predicate, quad.object)]
    assert terms
    assert not [term for term in terms if isinstance(term, pyoxigraph.BlankNode)]
