"""The running text of a record, cut into paragraphs, turns and sentences; offsets throughout."""

import re
from dataclasses import dataclass

from kg.records import BlockKind, Record

_RUNNING = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN})
_BREAK = re.compile(r"[.?!][\"”’)\]]*[ \t\xa0\n]+(?=[\"“‘(\[]*[A-Z0-9])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Cde|Cdes|Com|Gen|Col|Lt|Maj|Capt|Adm|Amb|Sen|Rep|Gov|St|No|Nos|Prof"
    r"|Messrs|Ye|Jr|vs|cf|viz|Sec|Min|Art|Hon|Rev|Brig|Cdr|approx|incl|Op|Vol|pp?)"
    r"|\b[A-Z]|\b[ap]\. ?m|\bU\.? ?[SKN])\.$"
)
_LABEL = re.compile(
    r"(?P<name>\[?[A-Z][\w.’'\-]*(?:[ \xa0][A-Z(][\w.’'\-)]*){0,5}\]?)[ \xa0]?"
    r"(?:\[[^\]]{1,60}\])?:[\s]+"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph or turn; ``label`` is the span of a turn's speaker, ``start`` after it."""

    start: int
    end: int
    label: tuple[int, int] | None = None


def paragraphs(record: Record) -> tuple[Paragraph, ...]:
    """Return the running text: paragraphs, turns, and list items once running text has begun."""
    found: list[Paragraph] = []
    for block in record.blocks:
        if block.kind in _RUNNING or (found and block.kind is BlockKind.LIST_ITEM):
            found.append(_paragraph(record.text, block.start, block.end))
    return tuple(found)


def _paragraph(text: str, start: int, end: int) -> Paragraph:
    match = _LABEL.match(text, start, end)
    if match is None:
        return Paragraph(start=start, end=end)
    return Paragraph(start=min(match.end(), end), end=end, label=match.span("name"))


def sentences(text: str, start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the sentences of a stretch of *text*, as half-open pairs, blanks trimmed.

    >>> text = "Mr. Adan came at 4 p.m. today. He left."
    >>> [text[a:b] for a, b in sentences(text, 0, len(text))]
    ['Mr. Adan came at 4 p.m. today.', 'He left.']

    """
    found: list[tuple[int, int]] = []
    begin = start
    for match in _BREAK.finditer(text, start, end):
        stop = match.start() + 1
        if text[stop - 1] == "." and _ABBREVIATION.search(text, max(begin, stop - 9), stop):
            continue
        _append(found, text, begin, match.end())
        begin = match.end()
    _append(found, text, begin, end)
    return tuple(found)


def _append(found: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append((start, end))
