"""The reading text of a document, its blocks, and where in it each element's words stand.

The rule, as data in :mod:`kg.converters.tei.scope`: every element of ``LINES`` begins and ends a
line; white space inside a line is one space; notes and the other elements of ``IGNORED`` are left
out; a quotation inside a paragraph, item or cell belongs to its line; the ``seg`` of an opener
(classification, "[Enclosure]") is the document's marking and no part of its text. The gold records
were annotated on exactly this text.
"""

from dataclasses import dataclass, field

from kg.converters.parsing import Element
from kg.converters.tei.scope import IGNORED, LINES, name_of
from kg.records import Block, BlockKind, Span, Where

_KINDS = {
    "byline": BlockKind.SIGNATURE,
    "closer": BlockKind.SIGNATURE,
    "dateline": BlockKind.DATELINE,
    "item": BlockKind.LIST_ITEM,
    "label": BlockKind.LABEL,
    "row": BlockKind.LIST_ITEM,
    "signed": BlockKind.SIGNATURE,
}


@dataclass(slots=True)
class Reading:
    """A text made of a document's words.

    ``spans`` holds the elements that have words in it, ``lines`` the element each line belongs to,
    ``breaks`` where the print broke a line that the text does not break (``lb``).
    """

    where: Where = Where.TEXT
    text: str = ""
    blocks: tuple[Block, ...] = ()
    spans: dict[Element, Span] = field(default_factory=dict)
    lines: list[tuple[Element, Span]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    def words(self, element: Element) -> str:
        """Return the words of *element*, an empty text if it has none here."""
        span = self.spans.get(element)
        return self.text[span.start : span.end] if span else ""

    def span(self, start: int, end: int) -> Span:
        """Return the span *start* to *end* of this text."""
        return Span(start, end, self.where)


def read(element: Element, where: Where = Where.TEXT) -> Reading:
    """Return the reading text of *element* and all that is known of its places."""
    walk = _Walk(where)
    walk.owners.append(element)
    walk.content(element, flat=False)
    walk.break_line()
    reading = walk.reading
    reading.text = "".join(walk.pieces)
    reading.blocks = tuple(
        Block(
            kind=_kind(owner, reading.text[span.start : span.end]), start=span.start, end=span.end
        )
        for owner, span in reading.lines
    )
    return reading


class _Walk:
    """One pass over the elements: collects pieces of text, breaks lines, notes the places."""

    def __init__(self, where: Where) -> None:
        self.reading = Reading(where)
        self.pieces: list[str] = []
        self.length = 0
        self.starts: list[int] = []  # where each piece of words begins
        self.ends: list[int] = []
        self.gap = False  # a space is due before the next word
        self.line_start: int | None = None
        self.owners: list[Element] = []  # the elements of LINES we are in, innermost last

    def enter(self, element: Element, *, flat: bool) -> None:
        """Read *element*; *flat* while no element may break the line."""
        name = name_of(element)
        if name == "lb":
            self.reading.breaks.append(self.length)
        if name in IGNORED or (name == "seg" and _is_in_opener(element)):
            return
        breaks = name in LINES and not flat
        if breaks:
            self.break_line()
            self.owners.append(element)
        self.content(element, flat=flat or (name == "quote" and _is_inside_line(element)))
        if breaks:
            self.break_line()
            self.owners.pop()

    def content(self, element: Element, *, flat: bool) -> None:
        """Read what *element* holds, and note where its words stand."""
        first = len(self.starts)
        self.add(element.text)
        for child in element:
            self.enter(child, flat=flat)
            self.add(child.tail)
        if len(self.starts) > first:
            span = self.reading.span(self.starts[first], self.ends[-1])
            self.reading.spans[element] = span

    def add(self, text: str | None) -> None:
        """Add the words of *text*, white space collapsed across pieces."""
        if not text:
            return
        self.gap = self.gap or text[0].isspace()
        words = " ".join(text.split())
        if not words:
            return
        if self.line_start is None:
            if self.length:
                self._append("\n")
            self.line_start = self.length
        elif self.gap:
            self._append(" ")
        self.starts.append(self.length)
        self._append(words)
        self.ends.append(self.length)
        self.gap = text[-1].isspace()

    def break_line(self) -> None:
        """End the line, if there is one, for the innermost element that makes lines."""
        if self.line_start is not None:
            span = self.reading.span(self.line_start, self.length)
            self.reading.lines.append((self.owners[-1], span))
        self.line_start = None
        self.gap = False

    def _append(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)


def _is_in_opener(element: Element) -> bool:
    parent = element.getparent()
    return parent is not None and name_of(parent) == "opener"


def _is_inside_line(quote: Element) -> bool:
    parent = quote.getparent()
    return parent is not None and name_of(parent) in ("p", "item", "cell")


def _kind(owner: Element, text: str) -> BlockKind:
    name = name_of(owner)
    parent = owner.getparent()
    if name == "head":
        listed = parent is not None and name_of(parent) in ("list", "table")
        return BlockKind.LIST_HEAD if listed else BlockKind.HEADING
    if name == "item" and parent is not None and parent.get("type") == "subject":
        return BlockKind.SUBJECT
    if name == "p":
        return _kind_of_paragraph(owner, text)
    return _KINDS.get(name, BlockKind.PARAGRAPH)


def _kind_of_paragraph(paragraph: Element, text: str) -> BlockKind:
    opening = text[:80].casefold()
    if opening.startswith(("subject:", "subject—", "re:")):
        return BlockKind.SUBJECT
    if opening.startswith(("participants:", "present:", "those present:")):
        return BlockKind.LIST_ITEM if len(text) > len("those present: ") else BlockKind.LIST_HEAD
    if paragraph.get("rend") == "center" and len(text) < 80:
        return BlockKind.HEADING
    return BlockKind.TURN if _opens_with_speaker(text) else BlockKind.PARAGRAPH


_NO_SPEAKERS = {"date", "time", "place", "subject", "note", "postscript", "tab", "enclosure"}


def _opens_with_speaker(text: str) -> bool:
    """Whether a paragraph opens like "Dr. Kissinger: …": up to five words of a name and titles.

    >>> _opens_with_speaker("PM Chou: We will read it."), _opens_with_speaker("He said: no.")
    (True, False)
    """
    label, colon, speech = text[:60].partition(": ")
    words = label.split()
    return bool(
        colon
        and speech
        and 0 < len(words) <= 5
        and all(word[:1].isupper() or (word.islower() and len(word) < 4) for word in words)
        and words[0][:1].isupper()
        and words[0].casefold() not in _NO_SPEAKERS
        and words[0] not in ("He", "She", "They", "We", "I", "It")
    )
