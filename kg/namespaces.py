"""Every namespace the graph uses, once."""


class Namespace:
    """A namespace IRI; ``RICO.Record`` and ``RICO["Record"]`` are IRIs in it.

    Not a ``str``, whose methods would shadow terms such as ``dcterms:title``.

    >>> Namespace("https://example.org/ns#").title
    'https://example.org/ns#title'
    """

    __slots__ = ("_iri",)

    def __init__(self, iri: str) -> None:
        self._iri = iri

    def __str__(self) -> str:
        return self._iri

    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):  # what copy and pickle look for is no term of ours
            raise AttributeError(name)
        return f"{self._iri}{name}"

    def __getitem__(self, name: str) -> str:
        return f"{self._iri}{name}"


BASE = "https://w3id.org/parley/"
"""The default base of our data. The w3id prefix is not registered yet."""

PARLEY = Namespace("https://w3id.org/parley/ns#")
VOC = Namespace("https://w3id.org/parley/voc/")

BIBO = Namespace("http://purl.org/ontology/bibo/")
DCTERMS = Namespace("http://purl.org/dc/terms/")
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/")
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
OA = Namespace("http://www.w3.org/ns/oa#")
ORG = Namespace("http://www.w3.org/ns/org#")
OWL = Namespace("http://www.w3.org/2002/07/owl#")
PROV = Namespace("http://www.w3.org/ns/prov#")
RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#")
RICO = Namespace("https://www.ica.org/standards/RiC/ontology#")
RICO_SET_TYPES = Namespace("https://www.ica.org/standards/RiC/vocabularies/recordSetTypes#")
SCHEMA = Namespace("https://schema.org/")
SH = Namespace("http://www.w3.org/ns/shacl#")
SEM = Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
SKOS = Namespace("http://www.w3.org/2004/02/skos/core#")
VOID = Namespace("http://rdfs.org/ns/void#")
XSD = Namespace("http://www.w3.org/2001/XMLSchema#")

PREFIXES: dict[str, str] = {
    "bibo": str(BIBO),
    "dcterms": str(DCTERMS),
    "edtf": str(EDTF),
    "foaf": str(FOAF),
    "oa": str(OA),
    "org": str(ORG),
    "owl": str(OWL),
    "parley": str(PARLEY),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "rico": str(RICO),
    "rst": str(RICO_SET_TYPES),
    "schema": str(SCHEMA),
    "sem": str(SEM),
    "skos": str(SKOS),
    "voc": str(VOC),
    "void": str(VOID),
    "xsd": str(XSD),
}
"""The prefixes of every Turtle file and query we publish."""
