"""The document on a page, taken apart: its head, its prose, its tail, and what each line is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.citations.sentences import MARKINGS
from kg.converters.wilson.page import Line
from kg.dates import find_dates
from kg.names import parse_side
from kg.names.lexicon import COURTESIES, OFFICE_HEADS, fold
from kg.records import BlockKind


@dataclass(frozen=True, slots=True)
class Document:
    """The lines of a document; every one is in exactly one of the three."""

    head: tuple[Line, ...]
    prose: tuple[Line, ...]
    tail: tuple[Line, ...]


TALK = r"(?:conversations?|talks?|meetings?|discussions?|negotiations?|interviews?|audiences?" + (
    r"|receptions?|consultations?|dialogues?)"
)
NUMBER_SIGN = r"(?:N[º°ro]\.?|№|Nos?\.|#)"
COPY = re.compile(rf"\bCopy\s*(?:{NUMBER_SIGN}\s*)?(?P<number>[0-9]+)(?:\s+of\s+[0-9]+)?", re.I)
NUMBERED = re.compile(rf"{NUMBER_SIGN}\s?(?P<value>[0-9][\w./-]*\w|[0-9])")
CODED = re.compile(
    r"(?<![\w/.–-])(?P<value>[0-9]{1,6}[-/][A-Za-z]{1,4}(?:/[A-Za-z]{1,4})?)(?![\w/-])"
)
_MARKING = "|".join(MARKINGS)
# In a line of other words only capitals are a marking: "the secret of the conversation" is none.
MARKING = re.compile(
    rf"(?<!\w)(?:{_MARKING.upper()})(?!\w)"
    rf"|^(?:[Cc]lassification:\s*)?(?P<alone>(?i:{_MARKING}))[.!]?$"
)
COPY_LINE = re.compile(
    r"(?P<number>[0-9]{1,2})\s*(?:[-–—]\s+|x\s+|\.\s+(?=to\s|Cde|Com))(?P<to>\S.*)"
)
SIGNED = re.compile(
    r"(?:\[\s*(?:signature|signed)[^\]]*\]|\((?:signature|signed)\)|/s/|[Ss]igned(?: by)?:?)\s*"
    r"\(?(?P<name>[^()\[\]]*)\)?"
)
LIST_HEAD = re.compile(
    r"(?:participants?(?: (?:to|in|at) the \w+)?|(?:also )?present(?: (?:at|were)[^:]{0,60})?"
    r"|in attendance|those present"
    r"|(?:the )?(?:talks?|meeting|conversation)s? (?:was|were) attended by|attended by)"
    r"\s*(?::\s*(?P<names>.*))?",
    re.IGNORECASE,
)
SIDE_HEAD = re.compile(
    r"(?:from|on|for)\s+(?:the\s+)?(?P<side>[A-Z][\w. -]{1,40}?)(?:\s+side)?\s*(?::|[–-]|$)\s*"
    r"(?P<names>.*)",
    re.IGNORECASE,
)
HEAD_LABEL = re.compile(
    r"(?:Subject|Re|To|From|Date|Place|Time|Sent|Received|Dispatched|Deciphered|Copies to|Sender"
    r"|Classification|No|Number|Category|Topic|Addressee|Title)\b[^:]{0,12}:",
    re.IGNORECASE,
)
_TURN = re.compile(r"[A-Z][\w .,'’()-]{0,40}:\s*(?:\S|$)")
_SENTENCE_END = re.compile(r"[\w)\]\"”’'][.!?…][\"”’')\]]*$")
_HEADING = re.compile(
    rf"\b(?:record|memorand|minutes|stenogra|transcript|note|report|information|journal|diary"
    rf"|telegram|cable|ciphergram|abstract|summary|{TALK})\b",
    re.IGNORECASE,
)
_STAMP = re.compile(r"handwritten|stamp|copy\b|original\b|\bexcerpt\b|\[…\]", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[[0-9]{1,3}\]\s|[0-9]{1,3}\s+See\b|Translator'?s? [Nn]ote|Note:")
_MAX_HEAD = 30  # lines


def parse_document(body: tuple[Line, ...]) -> Document:
    """Part a document into head, prose and tail."""
    first = next((i for i, line in enumerate(body) if is_prose(line.text)), len(body))
    first = min(first, _MAX_HEAD)
    end = len(body)
    while end > first and _closes(body[end - 1].text):
        end -= 1
    # Between lines that close a document stands the post of who signed, or a place.
    signed = any(SIGNED.match(line.text) for line in body[end:])
    while signed and end - 1 > first and _is_post(body[end - 1].text):
        end -= 1
    return Document(body[:first], body[first:end], body[end:])


def is_prose(text: str) -> bool:
    """Say whether a line is a paragraph or a turn, and no heading, stamp or entry of a list."""
    if LIST_HEAD.fullmatch(text) or HEAD_LABEL.match(text) or COPY_LINE.fullmatch(text):
        return False
    if len(text) >= 160:
        return True
    if SIDE_HEAD.fullmatch(text) and parse_side(text.partition(":")[0] + ":"):
        return False
    return bool(_SENTENCE_END.search(text)) and len(text.split()) >= 6


def _closes(text: str) -> bool:
    """Say whether a line at the end is a signature, a number, a copy, a date or a footnote."""
    if COPY_LINE.fullmatch(text) or SIGNED.match(text) or _FOOTNOTE.match(text):
        return True
    if re.match(r"(?:Recorded|Written(?: down)?|Taken down|Noted|Distribution|Copies)\b", text):
        return len(text) < 120
    return len(text) < 60 and _is_only(text)


def _is_only(text: str) -> bool:
    """Say whether nothing but numbers, dates and markings stands in *text*."""
    for pattern in (NUMBERED, CODED, COPY, MARKING):
        text = pattern.sub(" ", text)
    for date in reversed(list(find_dates(text))):
        text = text[: date.start] + text[date.end :]
    return not re.search(r"\w", text)


def _is_post(text: str) -> bool:
    words = [fold(word) for word in text.split()]
    return len(text) < 120 and not _SENTENCE_END.search(text) and bool(OFFICE_HEADS & set(words))


def kinds(document: Document) -> Iterator[tuple[Line, BlockKind]]:
    """Yield every line of a document with what it is."""
    yield from _head_kinds(document.head)
    for line in document.prose:
        if LIST_HEAD.fullmatch(line.text):
            yield line, BlockKind.LIST_ITEM
        else:
            yield line, BlockKind.TURN if _is_turn(line.text) else BlockKind.PARAGRAPH
    for line in document.tail:
        yield line, _tail_kind(line.text)


def _head_kinds(head: tuple[Line, ...]) -> Iterator[tuple[Line, BlockKind]]:
    open_brackets, listing = 0, False
    for line in head:
        text = line.text
        inside = open_brackets > 0
        open_brackets = max(0, open_brackets + text.count("[") - text.count("]"))
        if LIST_HEAD.fullmatch(text):
            listing = True
            yield line, BlockKind.LIST_HEAD
        elif inside or open_brackets or _STAMP.search(text) or MARKING.search(text):
            yield line, BlockKind.STAMP
        elif _is_only(text):
            is_date = any(date.edtf for date in find_dates(text))
            yield line, BlockKind.DATELINE if is_date else BlockKind.STAMP
        elif re.match(r"(?:Subject|Re|Topic)\b", text):
            yield line, BlockKind.SUBJECT
        elif listing and not _HEADING.search(text):
            yield line, BlockKind.LIST_HEAD if is_side_head(text) else BlockKind.LIST_ITEM
        elif any(find_dates(text)) and not _HEADING.search(text):
            yield line, BlockKind.DATELINE
        else:
            listing = False
            yield line, BlockKind.HEADING


def is_side_head(text: str) -> bool:
    """Say whether a line is the heading of a side ("From Ruritania:") and names nobody."""
    match = SIDE_HEAD.fullmatch(text)
    return bool(match and not match["names"]) or bool(
        text.endswith(":") and parse_side(text) and not COURTESIES & set(map(fold, text.split()))
    )


def _is_turn(text: str) -> bool:
    return bool(_TURN.match(text)) and not HEAD_LABEL.match(text)


def _tail_kind(text: str) -> BlockKind:
    if COPY_LINE.fullmatch(text) or re.match(r"Distribution|Copies", text):
        return BlockKind.DISTRIBUTION
    if _FOOTNOTE.match(text):
        return BlockKind.NOTE
    return BlockKind.STAMP if _is_only(text) else BlockKind.SIGNATURE
