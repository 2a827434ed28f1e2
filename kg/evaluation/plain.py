"""A record made from a reading text alone, by its layout: for texts whose source is not at hand.

The first line is the heading, a second one with a year is the dateline, and what follows
"PARTICIPANTS" (or "Present:") is the list of those present, one a line or with semicolons, until a
line that is prose. What the layout does not say stays unsaid.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.evaluation.gold import GoldRecord
from kg.records import Attendee, Block, BlockKind, Record, Span

_LIST_HEAD = re.compile(
    r"(?:participants?|(?:also )?present|attendees|those present)(?: to the talks?)?\s*(?::|$)\s*",
    re.IGNORECASE,
)
_SUBJECT_HEAD = re.compile(r"subjects?\s*(?::|$)\s*", re.IGNORECASE)
_SIDE_HEAD = re.compile(
    r"(?i:for|from|on) the (?P<for>[\w .]{2,40}?)(?: [Ss]ide)?:?|(?P<bare>[A-Z][\w. ]{1,30}?)[:—]"
    r"|(?P<word>[A-Z][\w. ]{1,30}?) [Ss]ide:?|(?P<short>[A-Z][A-Z.]{1,8})"
)
_OTHER_HEAD = re.compile(r"(?:date|time|place|location)[\w &]*:", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_PROSE = re.compile(
    r"\[(?:Here|Omitted)|\(\w\)|\d+\.\s|.*(?:\w{3}[.!?:][\"”’)\]]*$|\b(?:called|said|asked|was|were)\b)"
)
_LONG = 160  # characters: a list item is shorter than a paragraph
_ITEM = re.compile(r"[^;\n]+")
_BUREAU = re.compile(r"[A-Z/]{1,6}\s*—\s*")
_POST = re.compile(r"\s*[,;(]\s*|\s+[—–-]\s+")
_TITLE = re.compile(
    r"(?:(?:Messrs|Mr|Mrs|Miss|Dr|Cde|Com|Comrade|Ambassador|Sir|Lord|General|Gen|Colonel|Col"
    r"|Senator|President|(?:Prime |Foreign )?Minister)\b\.?\s+)+(?=[A-Z])"
)


@dataclass(frozen=True, slots=True)
class _Item:
    block: Block
    side: str | None


def plain_record(gold: GoldRecord) -> Record:
    """Return a record of the text of *gold* whose blocks are its lines."""
    layout = _Layout(gold.text)
    collection, _, identifier = (gold.key or f"text/{gold.id}").partition("/")
    heading = next((b for b in layout.blocks if b.kind is BlockKind.HEADING), None)
    return Record(
        collection=collection,
        identifier=identifier,
        title=gold.text[heading.start : heading.end] if heading else gold.id,
        text=gold.text,
        blocks=tuple(layout.blocks),
        attendees=tuple(_attendee(gold.text, item) for item in layout.items),
        attendees_from="layout/plain",
    )


class _Layout:
    """The blocks of a text, read line by line, and the items of its list of participants."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.blocks: list[Block] = []
        self.items: list[_Item] = []
        self._listing = False
        self._side: str | None = None
        for number, (start, end) in enumerate(_lines(text)):
            self._line(number, start, end)

    def _line(self, number: int, start: int, end: int) -> None:
        line = self._text[start:end]
        if number == 0:
            self._add(BlockKind.HEADING, start, end)
        elif head := _LIST_HEAD.match(line):
            self._listing, self._side = True, None
            self._head(BlockKind.LIST_HEAD, head, start)
            self._listed(start + head.end(), end)
        elif head := _SUBJECT_HEAD.match(line):
            self._listing = False
            self._head(BlockKind.LABEL, head, start)
            self._add(BlockKind.SUBJECT, start + head.end(), end)
        elif self.blocks[-1].kind is BlockKind.LABEL:
            self._add(BlockKind.SUBJECT, start, end)
        elif _OTHER_HEAD.match(line) or (number < 3 and len(line) < _LONG and _YEAR.search(line)):
            self._listing = False
            self._add(BlockKind.DATELINE, start, end)
        elif self._listing and (side := _SIDE_HEAD.fullmatch(line)):
            self._side = side["for"] or side["bare"] or side["word"] or side["short"]
            self._add(BlockKind.LIST_HEAD, start, end)
        elif self._listing and len(line) < _LONG and not _PROSE.match(line):
            self._listed(start, end)
        else:
            self._listing = False
            self._add(BlockKind.PARAGRAPH, start, end)

    def _head(self, kind: BlockKind, head: re.Match[str], start: int) -> None:
        self._add(kind, start, start + len(head[0].rstrip()))

    def _listed(self, start: int, end: int) -> None:
        for item in _ITEM.finditer(self._text, start, end):
            self._add(BlockKind.LIST_ITEM, *_trimmed(self._text, *item.span()))
            if self.blocks[-1].kind is BlockKind.LIST_ITEM:
                self.items.append(_Item(self.blocks[-1], self._side))

    def _add(self, kind: BlockKind, start: int, end: int) -> None:
        if start < end:
            self.blocks.append(Block(kind=kind, start=start, end=end))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that are not blank, without white space at their ends."""
    for match in re.finditer(r"[^\n]*\S", text):
        yield _trimmed(text, *match.span())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), start + len(words.rstrip())


def _attendee(text: str, item: _Item) -> Attendee:
    words = text[item.block.start : item.block.end]
    bureau = _BUREAU.match(words)
    name, *posts = _POST.split(words[bureau.end() if bureau else 0 :], maxsplit=1)
    title = _TITLE.match(name)
    post = " ".join(posts).strip(" .)") or (bureau[0].strip(" —") if bureau else "")
    return Attendee(
        as_written=words,
        span=Span(item.block.start, item.block.end),
        name=None if name.startswith("The ") else name[title.end() if title else 0 :].strip(" ."),
        title=title[0].strip() if title else None,
        position=post or (name if name.startswith("The ") else None),
        side=item.side,
        presence=("interpreter",) if re.search(r"\binterpret", words, re.I) else ("tookPart",),
    )
