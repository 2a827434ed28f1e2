"""What a document may hold: each element is read, or ignored for a reason, or warned of.

TEI P5, namespace ``http://www.tei-c.org/ns/1.0``. Elements of FRUS' own come under two namespaces
(``http://history.state.gov/ns/1.0`` and ``…/frus/ns/1.0``) and any prefix: the namespace decides,
and both are accepted.
"""

from collections.abc import Iterator

from kg.converters.parsing import Element
from kg.records import Warn

TEI = "http://www.tei-c.org/ns/1.0"
FRUS = ("http://history.state.gov/frus/ns/1.0", "http://history.state.gov/ns/1.0")
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"


def _elements(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Elements whose words stand on lines of their own in the reading text.
LINES = _elements(
    "byline closer dateline div head item l label lg list opener p postscript row salute signed"
    " table frus:attachment"
)
# Elements inside a line.
INLINE = _elements(
    "abbr add affiliation cell choice corr date del emph expan foreign gloss hi name num orgName"
    " persName placeName q quote ref rs said seg sic term time title unclear"
)
# Elements in scope that add nothing to the reading text, and why.
IGNORED = {
    "figure": "an image",
    "frus:file": "scan of the microfiche",
    "frus:page-count-according-to-citation": "the heading gives the pages",
    "frus:pdf": "scan of the microfiche",
    "fw": "running head of the printed page",
    "gap": "white space that the editors left",
    "graphic": "an image",
    "lb": "line break of the print",
    "milestone": "division of the print",
    "note": "a footnote or source note: the editors' words, not the record's",
    "pb": "page break of the print",
    "uh-oh": "the encoders' note to themselves",
}


def name_of(element: Element) -> str:
    """Return the local name of a TEI element, ``frus:name`` for one of FRUS, else the whole tag.

    >>> from lxml import etree
    >>> name_of(etree.Element("{http://history.state.gov/ns/1.0}attachment"))
    'frus:attachment'
    """
    tag = element.tag
    if not isinstance(tag, str):
        return "unresolved entity"
    namespace, _, local = tag.rpartition("}")
    if namespace[1:] == TEI:
        return local
    return f"frus:{local}" if namespace[1:] in FRUS else tag


def document_divisions(root: Element) -> Iterator[Element]:
    """Yield the documents of a volume in order."""
    for division in root.iter(f"{{{TEI}}}div"):
        if division.get("type") == "document":
            yield division


def unknown_elements(document: Element) -> Iterator[Warn]:
    """Yield one warning for each kind of element that no table names, at its first place."""
    seen: set[str] = set()
    for element in document.iter():
        name = name_of(element)
        if name not in LINES and name not in INLINE and name not in IGNORED and name not in seen:
            seen.add(name)
            yield Warn(
                message=f"element {name} is not in our tables; its words were read as they stand",
                line=element.sourceline,
            )
