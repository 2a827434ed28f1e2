"""One volume: its documents by identifier and by number, and its list of persons."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.converters.parsing import Element, parse
from kg.converters.tei.marks import persons_of
from kg.converters.tei.scope import TEI, XML_ID, document_divisions
from kg.converters.tei.sourcing import citation_of, is_ibid, source_note_of
from kg.errors import SourceError
from kg.records import Citation, Person, Warn

_IBID_LIMIT = 40


@dataclass(slots=True)
class Volume:
    """A parsed volume; ``name`` is its ``@xml:id``, or the file's name where it has none."""

    path: Path
    name: str
    root: Element
    documents: tuple[Element, ...]
    persons: dict[str, Person]
    warnings: tuple[Warn, ...]
    _order: dict[Element, int] = field(default_factory=dict)
    _by_id: dict[str, Element] = field(default_factory=dict)
    _by_number: dict[str, Element] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for order, document in enumerate(self.documents):
            self._order[document] = order
            self._by_id.setdefault(document.get(XML_ID, ""), document)
            self._by_number.setdefault(document.get("n", ""), document)

    def keyed(self) -> Iterator[tuple[str, str | None, Element]]:
        """Yield for each document its key, why it can have no record, if so, and the document.

        Two documents with one ``@xml:id`` would share an IRI: the first keeps it.
        """
        seen: Counter[str] = Counter()
        for document in self.documents:
            identifier = document.get(XML_ID)
            if not identifier:
                key = f"frus/{self.name}/line-{document.sourceline}"
                yield key, "the document has no xml:id", document
                continue
            seen[identifier] += 1
            key = f"frus/{self.name}/{identifier}"
            if seen[identifier] == 1:
                yield key, None, document
            else:
                first = self._by_id[identifier].sourceline
                reason = f"its xml:id is that of the document at line {first}"
                yield f"{key}~{seen[identifier]}", reason, document

    def document(self, identifier: str | None, number: str | None) -> Element | None:
        """Return a document by ``@xml:id``, else by its printed number."""
        if identifier and identifier in self._by_id:
            return self._by_id[identifier]
        return self._by_number.get(number) if number else None

    def citation_before(self, document: Element) -> Citation | None:
        """Return the citation that "Ibid." in a document's source note means."""
        if not is_ibid(document):
            return None
        order = self._order[document]
        chain: list[Element] = []
        for earlier in reversed(self.documents[max(0, order - _IBID_LIMIT) : order]):
            if source_note_of(earlier) is None:
                continue
            chain.append(earlier)
            if not is_ibid(earlier):
                break
        citation: Citation | None = None
        for earlier in reversed(chain):
            citation = citation_of(earlier, citation) or citation
        return citation


def open_volume(path: Path) -> Volume:
    """Return the volume at *path*.

    Raises:
        SourceError: the file is no XML, no TEI, or has no document in it.
    """
    root = parse(path)
    if root.tag != f"{{{TEI}}}TEI":
        raise SourceError(
            path,
            f"is no TEI document: its root is {root.tag!s}",
            line=root.sourceline,
            remedy=f"give a TEI P5 volume (namespace {TEI}), or choose another converter",
        )
    documents = tuple(document_divisions(root))
    if not documents:
        raise SourceError(
            path,
            "is a TEI volume without documents",
            remedy="a document is a div of type 'document'",
        )
    name = root.get(XML_ID) or path.name.removesuffix(".xml")
    persons, warnings = persons_of(root, name)
    return Volume(path, name, root, documents, persons, tuple(warnings))
