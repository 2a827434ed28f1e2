"""Where a document says who was there: its lines of participants, from whatever markup has them.

In order of trust: lists of participants; tables and paragraphs that begin "Participants:"; a
paragraph "PARTICIPANTS:" and those after it; the sentence "Present at the meeting were …". What
an attachment lists is the attachment's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.converters.parsing import Element
from kg.converters.tei.reading import Reading
from kg.converters.tei.scope import TEI, name_of
from kg.names import presence_of

_OPENING = re.compile(
    r"(?:(?:list of\s+)?partic[a-z]*pants?(?:\s+on both sides were)?|present|others present"
    r"|those present|also present|attendees?|in attendance|conferees present(?:\s+\w+)?"
    r"|(?P<side>[A-Z][\w.]*)\s+participants)\s*(?::|—|–|$)\s*",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"(?:Also\s+present|Others\s+present|Present|Those\s+(?:attending|present))\b[^.:;]{0,90}?"
    r"\b(?:were|was)\b(?:\s+the\s+following)?:?\s+"
)
# A full stop that ends a sentence and no abbreviation.
_FULL_STOP = re.compile(
    r"(?<!\b[A-Z])(?<!Mr)(?<!Dr)(?<!Mrs)(?<!Messrs)(?<!Gen)(?<!Col)(?<!Adm)(?<!Maj)(?<!Lt)"
    r"(?<!Brig)(?<!Capt)(?<!Jr)(?<!Amb)(?<!Gov)\.\s+(?=[A-Z])"
)
_ADDRESSED = re.compile(r"(?:memorandum\s+)?(?:for|to|from|through|via|copies)\b", re.IGNORECASE)
_WITHIN = 14  # lines from the top of a document within which its participants stand


@dataclass(frozen=True, slots=True)
class Line:
    """One line of participants at ``start:end`` of the reading text.

    ``emphasised`` if the whole line is set off in the source, as headings of sides are; ``heading``
    if it is the head of a list inside the list. ``presence`` is what the head of the list says of
    those under it ("Others present", "Interpreters").
    """

    start: int
    end: int
    element: Element
    emphasised: bool = False
    heading: bool = False
    presence: str | None = None


@dataclass(frozen=True, slots=True)
class Roll:
    """The lines of a document's participants, and the markup they came from."""

    origin: str  # list, table, paragraph, paragraphs or sentence
    lines: tuple[Line, ...]


def is_participants_list(element: Element) -> bool:
    """Say whether a list is one of participants; one headed "MEMORANDUM FOR:" is an address."""
    if name_of(element) != "list" or element.get("type") != "participants":
        return False
    head = element.find(f"{{{TEI}}}head")
    words = " ".join("".join(head.itertext()).split()) if head is not None else ""
    return not _ADDRESSED.match(words)


def own_elements(document: Element) -> Iterator[Element]:
    """Yield the elements of a document in order, without those of its notes and attachments."""
    for child in document:
        if name_of(child) not in ("note", "frus:attachment"):
            yield child
            yield from own_elements(child)


def find_roll(document: Element, reading: Reading) -> Roll | None:
    """Return the lines that name the participants of a document, ``None`` if there are none."""
    finder = _Finder(reading)
    lists = [element for element in own_elements(document) if is_participants_list(element)]
    if lists:
        lines = [line for element in lists for line in finder.of_list(element, top=True)]
        return Roll("list", tuple(lines))
    return finder.of_paragraphs(document)


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def of_list(
        self, element: Element, *, top: bool, presence: str | None = None
    ) -> Iterator[Line]:
        """Yield the lines of a list, those of the lists inside it in their place."""
        for child in element:
            name = name_of(child)
            if name == "head":
                words = self.reading.words(child)
                presence = _presence_under(words) or presence
                if not top or re.match(r"representatives? of\b", words, re.IGNORECASE):
                    yield from self._line(child, heading=True)
            elif name == "item":
                yield from self._of_item(child, presence)

    def _of_item(self, item: Element, presence: str | None) -> Iterator[Line]:
        inner = [child for child in item if name_of(child) in ("list", "table", "p")]
        if not inner:
            yield from self._line(item, presence=presence)
            return
        first = self.reading.spans.get(inner[0])
        own = self.reading.spans.get(item)
        if own and first and own.start < first.start:
            text = self.reading.text[own.start : first.start].rstrip()
            yield Line(own.start, own.start + len(text), item, emphasised=True, heading=True)
        for child in inner:
            yield from self.of_element(child, presence=presence)

    def of_element(self, element: Element, *, presence: str | None = None) -> Iterator[Line]:
        """Yield the lines of a list, table or paragraph."""
        name = name_of(element)
        if name == "list":
            yield from self.of_list(element, top=False, presence=presence)
        elif name == "table":
            for row in element.iter(f"{{{TEI}}}row"):
                yield from self._of_row(row)
        elif any(name_of(child) in ("list", "table") for child in element):
            for child in element:
                if name_of(child) in ("list", "table"):
                    yield from self.of_element(child, presence=presence)
        else:
            yield from self._line(element, presence=presence)

    def _of_row(self, row: Element) -> Iterator[Line]:
        """Yield a line for each cell; "FE—" before a name and "—Delegation" behind it join it."""
        cells = [
            span
            for cell in row
            if name_of(cell) == "cell" and (span := self.reading.spans.get(cell))
        ]
        if cells and (opening := _OPENING.match(self.reading.text, cells[0].start, cells[0].end)):
            if opening.end() >= cells[0].end:
                cells.pop(0)
            else:
                yield Line(opening.end(), cells.pop(0).end, row)
        joined: list[tuple[int, int]] = []
        for span in cells:
            before = self.reading.text[joined[-1][1] - 1] if joined else ""
            if joined and (before in "—–:" or self.reading.text[span.start] in "—–"):
                joined[-1] = (joined[-1][0], span.end)
            else:
                joined.append((span.start, span.end))
        for start, end in joined:
            yield Line(start, end, row)

    def _line(
        self, element: Element, *, heading: bool = False, presence: str | None = None
    ) -> Iterator[Line]:
        """Yield the words of *element*, parted where the print breaks a line between two names."""
        span = self.reading.spans.get(element)
        if span is None:
            return
        emphasised = heading or self._is_emphasised(element)
        cuts = [cut for cut in self.reading.breaks if span.start < cut < span.end]
        for start, end in zip([span.start, *cuts], [*cuts, span.end], strict=True):
            text = self.reading.text[start:end]
            if text.strip():
                at = start + len(text) - len(text.lstrip())
                to = start + len(text.rstrip())
                yield Line(at, to, element, emphasised, heading, presence)

    def _is_emphasised(self, element: Element) -> bool:
        span = self.reading.spans.get(element)
        return any(
            name_of(child) == "hi" and self.reading.spans.get(child) == span for child in element
        )

    # Paragraphs and tables

    def of_paragraphs(self, document: Element) -> Roll | None:
        """Return the participants that tables and paragraphs near the top of a document name."""
        blocks = [child for child in document if self.reading.spans.get(child)]
        blocks = [block for block in blocks if name_of(block) in ("p", "table", "list")]
        for index, block in enumerate(blocks[:_WITHIN]):
            words = self.reading.words(block)
            if name_of(block) == "list":
                words = words.partition("\n")[0]  # its head
            if opening := _OPENING.match(words):
                following = blocks[index + 1 :]
                return self._opened(block, opening.end(), words, following)
            if sentence := _SENTENCE.match(words):
                return self._of_sentences(block, sentence.end())
        return None

    def _opened(
        self, block: Element, opening: int, words: str, following: list[Element]
    ) -> Roll | None:
        if name_of(block) == "list":
            return Roll("list", tuple(self.of_list(block, top=True)))
        if name_of(block) == "table" or any(name_of(c) in ("table", "list") for c in block):
            return Roll("table", tuple(self.of_element(block)))
        if opening < len(words):
            span, text = self.reading.spans[block], self.reading.text
            stop = _FULL_STOP.search(text, span.start + opening, span.end)
            end = stop.start() if stop else span.end
            return Roll("paragraph", (Line(span.start + opening, end, block),))
        if following and name_of(following[0]) in ("table", "list"):
            return Roll("table", tuple(self.of_element(following[0])))
        side = _OPENING.match(words)
        own = list(self._line(block, heading=True)) if side and side["side"] else []
        return self._of_short_paragraphs(following, own)

    def _of_short_paragraphs(self, following: list[Element], lines: list[Line]) -> Roll | None:
        """Take the paragraphs after "PARTICIPANTS:" while each looks like a line of a list."""
        for paragraph in following:
            words = self.reading.words(paragraph)
            if name_of(paragraph) != "p" or not _looks_listed(words):
                break
            lines.extend(self._line(paragraph))
        return Roll("paragraphs", tuple(lines)) if lines else None

    def _of_sentences(self, block: Element, start: int) -> Roll:
        """Part "Present … were the President; the Secretary; … Also present were …" into lines."""
        span, text = self.reading.spans[block], self.reading.text
        presence = _presence_under(text[span.start : span.start + 12])
        lines: list[Line] = []
        at = span.start + start
        while at < span.end:
            stop = _FULL_STOP.search(text, at, span.end)
            end = stop.start() if stop else span.end
            lines.extend(_items(text, at, end, block, presence))
            following = _SENTENCE.match(text, stop.end(), span.end) if stop else None
            if following is None:
                break
            presence, at = _presence_under(following[0]), following.end()
        return Roll("sentence", tuple(lines))


def _looks_listed(words: str) -> bool:
    """Whether a paragraph can be one participant: short, no sentence, no "Date:", no speech."""
    return (
        len(words) < 180
        and not re.match(r"[^:]{1,40}:\s+\S+(?:\s+\S+){3}", words)
        and not re.match(r"(?:date|time|place|subject|memorandum|\[|\d)", words, re.IGNORECASE)
        and not re.search(r"[.?!]\s+[A-Z][a-z]+\s+[a-z]", words)
        and not re.search(r"\b(?:said|was|were|is|are|opened|began|asked|had|will)\b", words)
    )


def _presence_under(head: str) -> str | None:
    """Return how those were there whom a heading introduces, ``None`` if it says nothing.

    >>> _presence_under("OTHERS PRESENT"), _presence_under("INTERPRETERS")
    ('inAttendance', 'interpreter')
    """
    if re.match(r"(?:others?|also)\b", head, re.IGNORECASE):
        return "inAttendance"
    return next(iter(presence_of(head)), None)


def _items(
    text: str, start: int, end: int, element: Element, presence: str | None
) -> Iterator[Line]:
    """Yield what stands between the semicolons of a sentence, without ", presiding"."""
    for found in re.finditer(r"[^;]+", text[start:end]):
        item = re.sub(r"(?:,\s*presiding(?:\s*\([^()]*\))?)?[\s.,]*$", "", found[0])
        lead = len(item) - len(re.sub(r"^\s*(?:and\s+)?", "", item))
        if len(item) > lead:
            at = start + found.start() + lead
            yield Line(at, start + found.start() + len(item), element, presence=presence)
