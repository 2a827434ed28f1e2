"""The data set described for machines: VoID, with a few terms of DCAT and Dublin Core."""

from collections import Counter
from collections.abc import Iterable

from kg import iris
from kg.namespaces import DCTERMS, FOAF, OWL, RDF, RDFS, VOID, XSD, Namespace
from kg.publication.dataset import Dataset
from kg.publication.dumps import Statistics
from kg.terms import Triple, integer, iri, line, literal

DCAT = Namespace("http://www.w3.org/ns/dcat#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")


def void(dataset: Dataset, statistics: Statistics) -> list[str]:
    """Return the N-Quads lines of the VoID description, in the data set's own graph.

    Counts are of distinct triples and leave out this description itself (VoID, section 4).
    """
    graph = iri(iris.graph("dataset", dataset.base))
    node = iri(f"{dataset.base}dataset")
    triples = [
        *_about(node, dataset),
        *_counts(node, statistics),
        *_partitions(dataset, statistics),
    ]
    return sorted({line((s, p, o, graph)) for s, p, o in triples})


def _about(node: str, dataset: Dataset) -> Iterable[Triple]:
    yield node, iri(RDF.type), iri(VOID.Dataset)
    yield node, iri(RDF.type), iri(DCAT.Dataset)
    yield node, iri(DCTERMS.title), literal(dataset.title, language="en")
    yield node, iri(DCTERMS.description), literal(dataset.description, language="en")
    yield node, iri(DCTERMS.license), iri(dataset.licence)
    yield node, iri(DCTERMS.creator), literal(dataset.creator)
    yield node, iri(DCTERMS.issued), literal(dataset.issued, datatype=XSD.date)
    yield node, iri(OWL.versionInfo), literal(dataset.version)
    yield node, iri(DCAT.version), literal(dataset.version)
    yield node, iri(FOAF.homepage), iri(dataset.base)
    yield node, iri(VOID.uriSpace), literal(dataset.base)
    yield node, iri(VOID.vocabulary), iri("https://w3id.org/parley/ns")
    yield node, iri(VOID.feature), iri(_FORMATS.N_Quads)
    yield node, iri(VOID.dataDump), iri(f"{dataset.base}dump/dataset.nq.gz")
    for word in dataset.keywords:
        yield node, iri(DCAT.keyword), literal(word, language="en")


def _counts(node: str, statistics: Statistics) -> Iterable[Triple]:
    yield node, iri(VOID.triples), integer(statistics.triples)
    yield node, iri(VOID.distinctSubjects), integer(statistics.subjects)
    yield node, iri(VOID.properties), integer(len(statistics.properties))
    yield node, iri(VOID.classes), integer(len(statistics.classes))


def _partitions(dataset: Dataset, statistics: Statistics) -> Iterable[Triple]:
    yield from _partition(
        dataset, "class", statistics.classes, VOID.classPartition, VOID["class"], VOID.entities
    )
    yield from _partition(
        dataset,
        "property",
        statistics.properties,
        VOID.propertyPartition,
        VOID.property,
        VOID.triples,
    )


def _partition(
    dataset: Dataset, room: str, counted: Counter[str], link: str, names: str, count: str
) -> Iterable[Triple]:
    node = iri(f"{dataset.base}dataset")
    for name, number in sorted(counted.items()):
        part = iri(iris.part(f"{dataset.base}dataset", room, name))
        yield node, iri(link), part
        yield part, iri(RDF.type), iri(VOID.Dataset)
        yield part, iri(RDFS.label), literal(f"{room} partition: {name}", language="en")
        yield part, iri(names), iri(name)
        yield part, iri(count), integer(number)
