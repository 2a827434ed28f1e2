"""The dateline of a plain text: the line that says where and when, and nothing else.

"[Washington,] October 12, 1953.", "Moscow, March 6, 1967, 1345Z." It stands below the heading, in
letters below the text; where there is none the heading's own date counts, then a line "Date: …".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.dates.printed import PrintedDate, find_dates

_TOP = 14  # lines below the heading within which a dateline stands
_END = 12  # lines from the end of a letter
_LONGEST = 200  # characters of a dateline
_LONGEST_HEADING = 1000
_SMALL_WORDS = (
    "of the at in and on aboard near de la le du des en route to via from about by received a an"
    " s no undated noon midnight local time zulu"
)
_SMALL = frozenset(_SMALL_WORDS.split())
_CLOCK = re.compile(
    r"\d{1,2}(?:[:.]\d\d)?\s*(?:[ap]\.?\s?m\b\.?)|\b\d{4}Z|\b\d{1,2}[:.]\d\d\b|\bnoon\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"(?:date|time|when)\b[\w &,]{0,20}:", re.IGNORECASE)
_UNDATED = re.compile(r"(\W?[A-Z][\w ,.’'-]{1,60}?)[,\]\s]+undated\W*", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:rec(?:eived|’d|'d)|released|sent)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The date of a document, and where its line names the place; ``None`` for what it omits."""

    date: PrintedDate | None
    place: tuple[int, int] | None = None


def read_dateline(text: str) -> Dateline | None:
    r"""Return date and place that a plain text gives for itself, ``None`` if it gives none.

    The first line of *text* is its heading.

    >>> text = "Memorandum\n[Washington,] October 12, 1953.\nMr. Ito called on May 5, 1952."
    >>> line = read_dateline(text)
    >>> line.date.edtf, text[slice(*line.place)]
    ('1953-10-12', 'Washington')
    """
    lines = [(found.start(), found[0]) for found in re.finditer(r"[^\n]+", text)]
    if not lines:
        return None
    (_, heading), rest = lines[0], lines[1:]
    for start, line in [*rest[:_TOP], *reversed(rest[max(_TOP, len(rest) - _END) :])]:
        if dated := _of_line(text, start, line):
            return dated
    return _of_heading(text, lines[0][0], heading) or _of_label(text, rest[:_TOP])


def _dates(text: str, start: int, end: int) -> Iterator[PrintedDate]:
    return (date for date in find_dates(text, start, end) if date.edtf)


def _of_line(text: str, start: int, line: str) -> Dateline | None:
    """Return the date of a line that holds nothing but place, date and time."""
    if len(line) > _LONGEST or _LABEL.match(line):
        return None
    if undated := _UNDATED.fullmatch(line):
        return Dateline(date=None, place=_place(start, undated[1]))
    end = start + len(line)
    if (turn := _AFTER.search(line)) and turn.start() > 8:
        end = start + turn.start()
    date = next(_dates(text, start, end), None)
    if date is None or date.edtf is None or date.edtf.count("-") < 2:
        return None
    before, after = text[start : date.start], _CLOCK.sub(" ", text[date.end : end])
    if not _is_place(before) or not _is_place(after):
        return None
    return Dateline(date=date, place=_place(start, before))


def _is_place(words: str) -> bool:
    """Whether nothing but names stands here: a dateline has no verb."""
    if re.search(r":\s+\S+\s+\S", words):
        return False
    parts = re.findall(r"[^\W\d_][\w’'.-]*", _CLOCK.sub(" ", words))
    return len(parts) <= 14 and all(
        part[0].isupper() or part.strip(".’'-").casefold() in _SMALL for part in parts
    )


def _place(start: int, before: str) -> tuple[int, int] | None:
    """Return where the words before the date stand, without brackets, weekday and time."""
    kept = re.sub(r"(?:,\s*)?(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\W*$", "", before)
    found = re.search(r"[^\W_](?:.*[\w)])?", _without_clock(kept))
    if not found or not re.search(r"[^\W\d_]{3}", found[0]):
        return None
    return start + found.start(), start + found.end()


def _without_clock(words: str) -> str:
    clock = _CLOCK.search(words)
    return words[: clock.start()] if clock else words


def _of_heading(text: str, start: int, heading: str) -> Dateline | None:
    """Return the last date of a heading: what it is about comes before when it was."""
    dates = list(_dates(text, start, start + min(len(heading), _LONGEST_HEADING)))
    if not dates:
        return None
    before = text[start : dates[-1].start]
    place = re.search(r",\s+((?:(?!and\b|by\b)[A-Z][^,()\d]*,\s+){1,3})$", before)
    if not place:
        return Dateline(date=dates[-1])
    words = place[1].rstrip(", ")
    at = start + place.start(1)
    return Dateline(date=dates[-1], place=(at, at + len(words)))


def _of_label(text: str, lines: list[tuple[int, str]]) -> Dateline | None:
    for start, line in lines:
        label = _LABEL.match(line)
        dates = _dates(text, start + label.end(), start + len(line)) if label else iter(())
        if date := next(dates, None):
            return Dateline(date=date)
    return None
