"""A record made from a reading text alone, by its layout: for texts whose source is not at hand.

The first line is the heading, a second one with a year is the dateline, the lines after
"PARTICIPANTS" (or "Present:") are the list of those present until a line that is prose.
"""

import re
from collections.abc import Iterator

from kg.evaluation.gold import GoldRecord
from kg.records import Attendee, Block, BlockKind, Record, Span

_LIST_HEAD = re.compile(
    r"(?:participants?|present|also present|attendees|those present)(?: to the talks?)?\s*:?\s*",
    re.IGNORECASE,
)
_SUBJECT_HEAD = re.compile(r"(?:subjects?)\s*:?\s*", re.IGNORECASE)
_YEAR = re.compile(r"\b1[89]\d\d\b|\b20\d\d\b")
_PROSE = re.compile(r"[.!?][”\"’)]*$")
_LONG = 160  # characters: a list item is shorter than a paragraph
_POST = re.compile(r"\s*(?:,|;|\(|—|–| - )\s*")
_TITLE = re.compile(
    r"(?:the\s+)?(?:(?:Mr|Mrs|Miss|Dr|Gen|Cde|Comrade|Ambassador|Sir|Lord|General|Senator)\.?\s+)+"
)


def plain_record(gold: GoldRecord) -> Record:
    """Return a record of the text of *gold* whose blocks are its lines."""
    blocks = tuple(_blocks(gold.text))
    collection, _, identifier = (gold.key or f"text/{gold.id}").partition("/")
    heading = next((b for b in blocks if b.kind is BlockKind.HEADING), None)
    items = [b for b in blocks if b.kind is BlockKind.LIST_ITEM]
    return Record(
        collection=collection,
        identifier=identifier,
        title=gold.text[heading.start : heading.end] if heading else gold.id,
        text=gold.text,
        blocks=blocks,
        attendees=tuple(_attendee(gold.text, block) for block in items),
        attendees_from="layout/plain",
    )


def _blocks(text: str) -> Iterator[Block]:
    before = None
    for number, (start, end) in enumerate(_lines(text)):
        line = text[start:end]
        kind = _kind(line, number, before)
        before = kind
        yield Block(kind=kind, start=start, end=end)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the lines that are not blank, without white space at their ends."""
    for match in re.finditer(r"[^\n]*\S", text):
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        yield start, match.end()


def _kind(line: str, number: int, before: BlockKind | None) -> BlockKind:
    if number == 0:
        return BlockKind.HEADING
    if _LIST_HEAD.fullmatch(line):
        return BlockKind.LIST_HEAD
    if _SUBJECT_HEAD.fullmatch(line):
        return BlockKind.LABEL
    if before is BlockKind.LABEL:
        return BlockKind.SUBJECT
    if number < 3 and before is BlockKind.HEADING and len(line) < _LONG and _YEAR.search(line):
        return BlockKind.DATELINE
    in_list = before in {BlockKind.LIST_HEAD, BlockKind.LIST_ITEM}
    if in_list and len(line) < _LONG and not _PROSE.search(line):
        return BlockKind.LIST_ITEM
    return BlockKind.PARAGRAPH


def _attendee(text: str, block: Block) -> Attendee:
    words = text[block.start : block.end]
    name, *post = _POST.split(words, maxsplit=1)
    title = _TITLE.match(name)
    return Attendee(
        as_written=words,
        span=Span(block.start, block.end),
        name=name[title.end() :] if title else name,
        title=title[0].strip() if title else None,
        position=post[0].strip(" )") if post and post[0].strip(" )") else None,
    )
