"""A reading text with its findings marked: paragraphs cut at the edges of the passages.

Passages lie inside one another and may cross. HTML elements may only nest, so a passage that
crosses another's end is closed there and opened again; only its first piece bears the id.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

_LONGEST = 20_000  # characters of a paragraph; a longer one is cut at a space


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage: code points, half-open. ``id`` is its anchor, ``number`` that of its note."""

    start: int
    end: int
    id: str
    number: int
    kind: str
    note: str = ""  # how it was read, in a few words


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph: text, the opening of a mark, its closing, or a note's number."""

    what: str  # text, open, close or note
    text: str = ""
    mark: Mark | None = None
    first: bool = False  # an opening that bears the id


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a text, ready to be written."""

    pieces: tuple[Piece, ...]
    ids: tuple[str, ...]
    weight: int = field(default=0)


def paragraphs(text: str, marks: Iterable[Mark]) -> list[Paragraph]:
    """Return the paragraphs of *text*, one a line, with *marks* in them; empty lines are left out.

    A mark that lies wholly in left-out space appears in no paragraph.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number))
    seen: set[str] = set()
    found = []
    for start, end in _lines(text):
        mine = [mark for mark in ordered if mark.start < end and mark.end > start]
        pieces = tuple(_pieces(text, start, end, mine, seen))
        ids = tuple(piece.mark.id for piece in pieces if piece.mark and piece.first)
        weight = end - start + sum(len(piece.text) == 0 and 60 for piece in pieces)
        found.append(Paragraph(pieces, ids, weight))
    return found


def excerpt(text: str, mark: Mark, around: int = 240) -> Paragraph:
    """Return *mark* in its context: some *around* characters before and after, whole words."""
    start, end = max(0, mark.start - around), min(len(text), mark.end + around)
    while 0 < start < mark.start and not text[start - 1].isspace():
        start += 1
    while mark.end < end < len(text) and not text[end].isspace():
        end -= 1
    before, after = text[start : mark.start], text[mark.end : end]
    pieces = (
        Piece("text", ("… " if start else "") + _on_one_line(before).lstrip()),
        Piece("open", mark=mark),
        Piece("text", text[mark.start : mark.end]),
        Piece("close"),
        Piece("text", _on_one_line(after).rstrip() + (" …" if end < len(text) else "")),
    )
    return Paragraph(pieces, ())


def _on_one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield from _cut(text, start, end)
        start = end + 1


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        space = text.rfind(" ", start, start + _LONGEST)
        middle = space + 1 if space > start else start + _LONGEST
        yield start, middle
        start = middle
    yield start, end


def _pieces(
    text: str, start: int, end: int, marks: Sequence[Mark], seen: set[str]
) -> Iterator[Piece]:
    edges = {start, end}
    for mark in marks:
        edges |= {max(mark.start, start), min(mark.end, end)}
    points = sorted(edges)
    stack: list[Mark] = []
    for point, following in zip(points, [*points[1:], end], strict=True):
        yield from _closing(stack, point, last=point == end)
        if point == end:
            return
        for mark in marks:
            if max(mark.start, start) == point:
                yield Piece("open", mark=mark, first=mark.id not in seen)
                seen.add(mark.id)
                stack.append(mark)
        yield Piece("text", text[point:following])


def _closing(stack: list[Mark], point: int, *, last: bool) -> Iterator[Piece]:
    """Close the marks that end at *point*; open again those that only stood inside of them."""
    ended = [mark for mark in stack if last or mark.end <= point]
    reopened = []
    while ended and any(mark in stack for mark in ended):
        mark = stack.pop()
        yield Piece("close")
        if mark not in ended:
            reopened.append(mark)
    for mark in sorted(ended, key=lambda mark: mark.number):
        if mark.end <= point:
            yield Piece("note", mark=mark)
    for mark in reversed(reopened):
        yield Piece("open", mark=mark)
        stack.append(mark)
