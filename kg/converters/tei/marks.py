"""The names a volume marks up: its list of persons, and ``persName/@corresp`` in a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from kg.converters.parsing import Element
from kg.converters.tei.reading import Reading, read
from kg.converters.tei.scope import TEI, XML_ID, name_of
from kg.records import Name, Person, Warn


@dataclass(frozen=True, slots=True)
class Mark:
    """A name marked at ``start:end`` of a text; the identifier is complete, or unknown."""

    start: int
    end: int
    identifier: str | None
    line: int | None = None


def marks_in(reading: Reading, volume: str) -> tuple[Mark, ...]:
    """Return the names marked in a text, in order."""
    found = [
        Mark(span.start, span.end, identifier_of(element, volume), element.sourceline)
        for element, span in reading.spans.items()
        if name_of(element) == "persName"
    ]
    return tuple(sorted(found, key=lambda mark: (mark.start, -mark.end)))


def identifier_of(element: Element, volume: str) -> str | None:
    """Return the complete identifier that ``@corresp`` gives, ``None`` if it gives none.

    Of several references the first counts; one into another file is complete already.
    """
    reference = (element.get("corresp") or "").split()
    if not reference or "#" not in reference[0]:
        return None
    file, _, local = reference[0].partition("#")
    return f"{file.removesuffix('.xml') or volume}#{local}" if local else None


def names_of(marks: tuple[Mark, ...], reading: Reading) -> tuple[Name, ...]:
    """Return the marks that carry an identifier as names of the record's text."""
    return tuple(
        Name(span=reading.span(mark.start, mark.end), identifier=mark.identifier)
        for mark in marks
        if mark.identifier
    )


def persons_of(root: Element, volume: str) -> tuple[dict[str, Person], list[Warn]]:
    """Return the entries of a volume's list of persons by their complete identifiers.

    An identifier given twice keeps its first entry and leaves a warning.
    """
    persons: dict[str, Person] = {}
    warnings: list[Warn] = []
    for item in _entries(root):
        reading = read(item)
        marked = [e for e in reading.spans if name_of(e) == "persName" and e.get(XML_ID)]
        for element in marked[:1]:
            person = _person(reading, element, volume)
            if person.identifier in persons:
                message = f"the list of persons gives {person.identifier} twice"
                warnings.append(Warn(message=message, line=item.sourceline))
            persons.setdefault(person.identifier, person)
    return persons, warnings


def _entries(root: Element) -> Iterator[Element]:
    for names in root.iter(f"{{{TEI}}}list"):
        if names.get("type") == "names":
            yield from names.iter(f"{{{TEI}}}item")


def _person(reading: Reading, element: Element, volume: str) -> Person:
    span = reading.spans[element]
    name = reading.text[span.start : span.end].strip(" ,;")
    description = reading.text[span.end :].strip(" ,;\n")
    return Person(
        identifier=f"{volume}#{element.get(XML_ID)}",
        name=name,
        description=" ".join(description.split()) or None,
    )
