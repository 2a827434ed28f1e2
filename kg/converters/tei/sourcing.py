"""What the editors say of the original: the source note, its citation, marking and drafter."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.citations import MARKINGS, SourceNote, parse_citation, parse_source_note
from kg.converters.parsing import Element
from kg.converters.tei.marks import Mark, marks_in
from kg.converters.tei.reading import Reading, read
from kg.converters.tei.rolls import own_elements
from kg.converters.tei.scope import TEI, name_of
from kg.names import parse_parties
from kg.records import Author, Citation, Span, Statement, Where

_LONGEST = 6000  # characters of a note that are read for its citation: it comes first
_MARKED = re.compile(rf"(?:{'|'.join(MARKINGS)})\b", re.IGNORECASE)
# A calendar entry ends "Secret. 2 pp. DOS, CF, 824.00/1–1561."
_CALENDAR = re.compile(
    rf"(?:(?P<marking>{'|'.join(MARKINGS)})[^.]*\.\s+)?(?:[^.]*?\s)?(?P<pages>\d+\s+pp?)\.\s+"
    r"(?P<citation>\S.*)$"
)


@dataclass(frozen=True, slots=True)
class Sourcing:
    """The source note as a text of its own, and what it says."""

    note: Reading | None = None
    citation: Citation | None = None
    marking: Statement | None = None
    author: Author | None = None
    registry_numbers: tuple[Statement, ...] = ()
    summary: Statement | None = None


def source_note_of(document: Element) -> Element | None:
    """Return the source note: typed so, inline before the heading, or one that begins "Source:"."""
    notes = [
        note
        for child in document
        if name_of(child) in ("head", "note", "opener")
        for note in child.iter(f"{{{TEI}}}note")
    ]
    typed = [note for note in notes if note.get("type") == "source"]
    plain = [note for note in notes if "".join(note.itertext()).lstrip().startswith("Source:")]
    return next(iter([*typed, *plain]), None)


def sourcing(document: Element, reading: Reading, volume: str, before: Citation | None) -> Sourcing:
    """Return what the notes and stamps of a document say of its original.

    *before* is the citation of the document before, which "Ibid." means.
    """
    note = source_note_of(document)
    numbers = tuple(_registry_numbers(document))
    stamp = _stamp(document, reading)
    summary = _summary(document)
    if note is None:
        return Sourcing(None, None, stamp, None, numbers, summary)
    text = read(note, Where.SOURCE_NOTE)
    if not text.text:
        return Sourcing(None, None, stamp, None, numbers, summary)
    said = parse_source_note(text.text[:_LONGEST], 0, Where.SOURCE_NOTE, before)
    citation = said.citation or Citation(as_given=text.text, span=text.span(0, len(text.text)))
    author = _drafter(said, marks_in(text, volume))
    return Sourcing(text, citation, said.marking or stamp, author, numbers, summary)


def citation_of(document: Element, before: Citation | None) -> Citation | None:
    """Return the citation in a document's source note."""
    note = source_note_of(document)
    text = read(note, Where.SOURCE_NOTE).text[:_LONGEST] if note is not None else ""
    return parse_source_note(text, 0, Where.SOURCE_NOTE, before).citation if text else None


def is_ibid(document: Element) -> bool:
    """Say whether a document's source is that of the one before."""
    note = source_note_of(document)
    words = "".join(note.itertext()) if note is not None else ""
    return bool(re.match(r"\s*(?:Source:\s*)?Ibid\b", words))


def of_calendar_entry(head: str, offset: int) -> Sourcing:
    """Return marking and citation of a microfiche entry, whose heading is all there is.

    >>> entry = of_calendar_entry("Aid to Ruritania. Secret. 2 pp. DOS, CF, 824.00/1–1561.", 0)
    >>> entry.marking.value, entry.citation.as_given
    ('Secret', 'DOS, CF, 824.00/1–1561')
    """
    found = _CALENDAR.search(head)
    if not found:
        return Sourcing()
    start = offset + found.start("citation")
    citation = parse_citation(found["citation"], start, Where.TEXT)
    marking = None
    if found["marking"]:
        at = offset + found.start("marking")
        span = Span(at, at + len(found["marking"]))
        marking = Statement(value=found["marking"], span=span)
    return Sourcing(citation=citation, marking=marking)


def _drafter(said: SourceNote, marks: tuple[Mark, ...]) -> Author | None:
    """Return who drafted the record; he did not take part for that."""
    if said.drafted_by is None or said.drafted_by.span is None:
        return None
    at, words = said.drafted_by.span.start, said.drafted_by.value
    local = tuple((mark.start - at, mark.end - at) for mark in marks if mark.start >= at)
    for party in parse_parties(words, local):
        if party.name is None or party.name_span is None:
            continue
        start, end = at + party.name_span[0], at + party.name_span[1]
        return Author(
            name=party.name,
            span=Span(start, end, Where.SOURCE_NOTE),
            position=party.position,
            identifiers=tuple(
                mark.identifier
                for mark in marks
                if mark.identifier and mark.start < end and start < mark.end
            ),
        )
    return None


def _stamp(document: Element, reading: Reading) -> Statement | None:
    """Return the classification printed over the text: in a ``seg``, or as a line of its own."""
    for words in _openers(document):
        if found := _MARKED.match(words):
            return Statement(value=found[0])
    for block in reading.blocks[:6]:
        words = reading.text[block.start : block.end].rstrip(".")
        if _MARKED.fullmatch(words):
            return Statement(value=words, span=Span(block.start, block.start + len(words)))
    return None


def _registry_numbers(document: Element) -> Iterator[Statement]:
    for words in _openers(document):
        if found := re.fullmatch(r"No\.\s*(\d[\w/-]*)", words):
            yield Statement(value=found[1])


def _openers(document: Element) -> Iterator[str]:
    """Yield the words of the ``seg`` of a document's opener, which are no part of its text."""
    for element in own_elements(document):
        parent = element.getparent()
        if name_of(element) == "seg" and parent is not None and name_of(parent) == "opener":
            yield " ".join("".join(element.itertext()).split())


def _summary(document: Element) -> Statement | None:
    """Return the editors' summary of an electronic volume."""
    for note in document.iter(f"{{{TEI}}}note"):
        if note.get("type") == "summary":
            words = read(note, Where.SOURCE_NOTE).text
            return Statement(value=" ".join(words.split())) if words else None
    return None
