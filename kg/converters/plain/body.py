"""The body of a plain record: headings, lists, paragraphs and turns of a conversation.

A small part of Markdown (CommonMark 0.31: ATX and setext headings, bullet lists, thematic breaks),
because a record is prose. Numbered paragraphs stay paragraphs: memoranda number theirs.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.records import Block, BlockKind

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+")
_CLOSING = re.compile(r"[ \t]#+$")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_BREAK = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_BULLET = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)")
# "Minister Orsini: We agree." The label is a name: capitalised words, titles and initials.
_SPEAKER = re.compile(
    r"(?P<name>[^\W\d_][\w.’'\-]*(?:[ \xa0][^\W\d_(][\w.’'\-)]*){0,5}):[ \t\n]+(?=\S)"
)
_FIELDS = frozenset(
    {
        "attachment",
        "cc",
        "classification",
        "copies",
        "copy",
        "date",
        "enclosure",
        "from",
        "location",
        "note",
        "notes",
        "participants",
        "place",
        "present",
        "ref",
        "reference",
        "references",
        "source",
        "summary",
        "time",
        "to",
    }
)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line without its line feed, and where it begins and ends in the text."""

    text: str
    start: int
    end: int


def body_blocks(text: str, start: int) -> Iterator[Block]:
    """Yield the blocks of *text* from *start* on, in order; marks of Markdown are outside them."""
    group: list[_Line] = []
    item = False
    for line in _lines(text, start):
        heading = _HEADING.match(line.text)
        underline = len(group) == 1 and not item and _UNDERLINE.match(line.text)
        bullet = _BULLET.match(line.text)
        if not line.text.strip() or heading or underline or _BREAK.match(line.text) or bullet:
            yield from _block(text, group, BlockKind.HEADING if underline else None, item=item)
            group, item = [], False
        if heading:
            yield from _heading(line, heading.end())
        elif bullet and not underline and not _BREAK.match(line.text):
            begin = line.start + bullet.end()
            group, item = [_Line(text[begin : line.end], begin, line.end)], True
        elif line.text.strip() and not (heading or underline or _BREAK.match(line.text)):
            if group and not item and _is_turn(group[0].text) and _is_turn(line.text):
                yield from _block(text, group, None, item=False)
                group = []
            group.append(line)
    yield from _block(text, group, None, item=item)


def _heading(line: _Line, marks: int) -> Iterator[Block]:
    """Yield the words of a heading without the marks before and, if there are any, behind them."""
    words = _CLOSING.sub("", line.text.rstrip())[marks:].rstrip()
    if words.lstrip():
        start = line.start + marks
        yield Block(kind=BlockKind.HEADING, start=start, end=start + len(words))


def with_furniture(text: str, blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return *blocks* with what stands between them: fences, dashes, comments of the front."""
    found: list[Block] = []
    at = 0
    for block in blocks:
        found.extend(_furniture(text, at, block.start))
        found.append(block)
        at = block.end
    found.extend(_furniture(text, at, len(text)))
    return tuple(found)


def _furniture(text: str, start: int, end: int) -> Iterator[Block]:
    raw = text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
    if start < end:
        yield Block(kind=BlockKind.FURNITURE, start=start, end=end)


def _lines(text: str, start: int) -> Iterator[_Line]:
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        yield _Line(text[start:end], start, end)
        start = end + 1


def _block(text: str, group: list[_Line], kind: BlockKind | None, *, item: bool) -> Iterator[Block]:
    if not group:
        return
    raw = text[group[0].start : group[-1].end]
    start = group[0].start + len(raw) - len(raw.lstrip())
    end = group[-1].end - (len(raw) - len(raw.rstrip()))
    yield Block(kind=kind or _kind(text[start:end], item=item), start=start, end=end)


def _kind(words: str, *, item: bool) -> BlockKind:
    """Tell what a group of lines is.

    >>> _kind("Minister Orsini: We agree.", item=False), _kind("Subject: salt", item=False)
    (<BlockKind.TURN: 'turn'>, <BlockKind.SUBJECT: 'subject'>)
    """
    if item:
        return BlockKind.LIST_ITEM
    label = _label(words)
    if label is None:
        return BlockKind.PARAGRAPH
    if label in ("subject", "re"):
        return BlockKind.SUBJECT
    return BlockKind.VALUE if label in _FIELDS else BlockKind.TURN


def _is_turn(words: str) -> bool:
    return _kind(words, item=False) is BlockKind.TURN


def _label(words: str) -> str | None:
    """Return the words before the colon, casefolded, if they may be a name or a field."""
    match = _SPEAKER.match(words)
    return match["name"].casefold() if match is not None and _is_name(match["name"]) else None


def _is_name(label: str) -> bool:
    """Tell a name from the opening of a sentence: every longer word has a capital."""
    parts = label.split()
    return all(part[0].isupper() or len(part) < 4 for part in parts) and parts[0][0].isupper()
