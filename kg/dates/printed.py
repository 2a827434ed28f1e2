"""Dates as archives print them: to the year, the month or the day, corrected, in ranges.

Never more precise than the print: "October 1976" is ``1976-10``. What can be read in two ways
(04.05.1962) has no value and a reason. An editor's correction ("12 September [sic; November] 1957",
record 115932) is a second reading beside the first; nothing is silently fixed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from kg.dates.edtf import days_in


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedDate:
    """A date at ``text[start:end]`` (code points), and its EDTF value or the reason for none.

    ``corrects`` is true for an editor's correction of the reading just before it.
    """

    start: int
    end: int
    as_written: str
    edtf: str | None
    reason: str | None = None
    corrects: bool = False


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_CENTURY = 19  # of years printed with two digits: our records are of the twentieth century

_M = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|Jun\.|July?|Jul\."
    r"|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_D = r"[0-9]{1,2}(?:st|nd|rd|th)?(?!\w)"
_W = r"\s{1,80}"  # as long as a masked correction
_TO = r"\s{0,3}(?:-|–|—|/|\bthrough\b|\bto\b|\buntil\b)\s{0,3}"
_AND = r"\s{1,3}(?:and|&)\s{1,3}"
_DAYS = rf"(?P<days>{_D}(?:{_TO}{_D}|(?:,\s?{_D})*,?{_AND}{_D})?)"
_Y = r"(?P<bracket>\[)?(?P<year>(?:1[0-9]|20)[0-9][0-9])(?![0-9])(?(bracket)\])"
_COMMA = r"(?:\s{0,80},\s{0,80}|\s{1,80})"
# A year of two digits in running text must be marked or end its clause: "26 May 86.", not "5 May
# 30 people came".
_YY = rf"(?:{_Y}|['’]?(?P<short>[0-9][0-9])(?=\s*(?:[.;:)\]\n]|$)))"
_START = r"(?<![\w/–-])"
_DIGITS = re.compile(r"[0-9]+")
_MARGIN = 100  # characters: more than from a digit to the other end of its date

Components = tuple[int, int, int]  # year, month, day
Reading = tuple[int, int, str | None, str | None]  # start, end, EDTF value, reason for none


def find_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[PrintedDate]:
    """Yield the dates with a year in ``text[start:end]``, in order; offsets count in *text*.

    A range is one interval, days that do not adjoin ("April 4 and 11, 1972") are one date each.

    >>> [(d.as_written, d.edtf) for d in find_dates("On 12 September [sic; November] 1957 a talk")]
    [('12 September', '1957-09-12'), ('[sic; November]', '1957-11-12')]
    """
    for _, dates in _find(text, start, len(text) if end is None else end):
        yield from dates


def _find(text: str, start: int, end: int) -> Iterator[tuple[int, list[PrintedDate]]]:
    """Yield where each printed date ends, and its readings."""
    masked = _SIC.sub(lambda sic: " " * len(sic[0]), text)
    found = [
        (match, read)
        for window in _windows(masked, start, end)
        for pattern, read in _PATTERNS
        for match in pattern.finditer(masked, *window)
        if _on_one_line(masked, match)
    ]
    found.sort(key=lambda item: (item[0].start(), -item[0].end()))
    taken = start
    for match, read in found:
        if match.start() >= taken:
            taken = match.end()
            dates = [
                PrintedDate(start=a, end=b, as_written=text[a:b], edtf=edtf, reason=reason)
                for a, b, edtf, reason in read(match)
            ]
            if len(dates) == 1:
                taken, dates = _with_correction(text, dates[0])
            yield taken, dates


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches around digits: every date has one, most prose has none."""
    first = last = start
    for digit in _DIGITS.finditer(text, start, end):
        if digit.start() - _MARGIN > last:
            if last > first:
                yield first, last
            first = digit.start() - _MARGIN
        last = min(end, digit.end() + _MARGIN)
    if last > first:
        yield first, last


def parse_date(text: str) -> str | None:
    """Return the EDTF value of a whole printed date, ``None`` if it is not one date.

    Of a corrected date the correction counts.

    >>> [parse_date(text) for text in ("November 13, 1957", "Oct. 1976", "1955", "04.05.1962")]
    ['1957-11-13', '1976-10', '1955', None]
    """
    text = _WEEKDAY.sub("", text.strip()).strip(" \t\xa0,;:()")
    if year := _YEAR.fullmatch(text):
        sign = "~" if year["circa"] else year["doubt"] or ""
        return f"{year['decade']}X" if year["decade"] else f"{year['year']}{sign}"
    for end, dates in _find(text, 0, len(text)):
        whole = dates[0].start == 0 and not text[end:].strip(" .]")
        one = len(dates) == 1 or dates[-1].corrects
        return dates[-1].edtf if whole and one else None
    return None


_WEEKDAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+", re.I)
_YEAR = re.compile(
    r"(?P<circa>(?:ca?\.|circa|about)\s*)?\[?(?:(?P<decade>(?:1[0-9]|20)[0-9])0s"
    r"|(?P<year>(?:1[0-9]|20)[0-9][0-9])(?P<doubt>\?)?)\]?"
)


def _on_one_line(text: str, match: re.Match[str]) -> bool:
    """Tell a wrapped line from the end of one: "Copy 2" above "May 1957" is no date."""
    at = text.find("\n", match.start(), match.end())
    if at < 0:
        return True
    wrapped = at - text.rfind("\n", 0, at) > 40
    return wrapped and "\n" not in text[at + 1 : match.end()]


# --- corrections by an editor ---------------------------------------------------------------------

_SIC = re.compile(r"\[(?:sic|recte)\b[;:,.]?\s*(?:should (?:be|read)\s+)?([^][]{0,60})\]", re.I)


def _with_correction(text: str, whole: PrintedDate) -> tuple[int, list[PrintedDate]]:
    """Split a reading at the correction in or just behind it; tell where both end."""
    sic = _SIC.search(text, whole.start)
    if not sic or sic.start() > whole.end + 1 or not sic[1].strip():
        return whole.end, [whole]
    end = max(whole.end, sic.end())
    cut = len(text[: sic.start()].rstrip())
    edtf = _corrected(text[whole.start : sic.start()] + text[sic.end() : end], sic[1].strip())
    correction = PrintedDate(
        start=sic.start(),
        end=sic.end(),
        as_written=sic[0],
        edtf=edtf,
        reason=None if edtf else f"the correction {sic[0]!r} could not be read",
        corrects=True,
    )
    return end, [replace(whole, end=cut, as_written=text[whole.start : cut]), correction]


def _corrected(printed: str, correction: str) -> str | None:
    """Put *correction* in the place of the part of *printed* that has its form."""
    if edtf := parse_date(correction) if not correction.isdigit() else None:
        return edtf
    for form in (
        rf"{_D}{_W}{_M}",
        rf"{_M}{_W}{_D}",
        _M,
        r"(?<![0-9])[0-9]{4}(?![0-9])",
        rf"(?<![0-9]){_D}",
    ):
        if re.fullmatch(form, correction, re.I):
            return parse_date(re.sub(form, correction, printed, count=1, flags=re.I))
    return None


# --- the readings of each shape ------------------------------------------------------------------


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year(match: re.Match[str]) -> int:
    groups = match.groupdict()
    return int(groups["year"]) if groups.get("year") else 100 * _CENTURY + int(groups["short"])


def _iso(parts: Components) -> str:
    return "{:04}-{:02}-{:02}".format(*parts)


def _interval(*parts: Components) -> tuple[str | None, str | None]:
    """Return one day or the interval between two; or ``None`` and the reason."""
    for year, month, day in parts:
        if not 1 <= month <= 12 or not 1 <= day <= days_in(year, month):
            return None, f"there is no day {_iso((year, month, day))}"
    if len(parts) == 2 and parts[0] >= parts[1]:
        return None, "the range does not end after it begins"
    return "/".join(_iso(part) for part in parts), None


def _number(day: str) -> int:
    return int(re.sub(r"\D", "", day))


def _days(match: re.Match[str]) -> list[Reading]:
    """Read one month with one day, a range of days, or several days."""
    year, month, offset = _year(match), _month(match["month"]), match.start("days")
    numbers = list(re.finditer(r"[0-9]+", match["days"]))
    parts = [(year, month, int(number[0])) for number in numbers]
    listed = re.search(r"and|&", match["days"])
    if listed and match.string[: match.start()].rstrip().lower().endswith("between"):
        return [(*match.span(), None, "a day between two: level 1 of EDTF cannot say it")]
    days = [day for _, _, day in parts]
    if len(parts) == 1 or not listed or days == list(range(days[0], days[-1] + 1)):
        return [(*match.span(), *_interval(*dict.fromkeys((parts[0], parts[-1]))))]
    starts = [match.start(), *(offset + number.start() for number in numbers[1:])]
    ends = [*(offset + number.end() for number in numbers[:-1]), match.end()]
    return [(a, b, *_interval(part)) for a, b, part in zip(starts, ends, parts, strict=True)]


def _across(match: re.Match[str]) -> list[Reading]:
    """Read "30 October – 2 November 1957": the first year may be left out."""
    last = _year(match)
    first = int(match["year0"] or last)
    begin = (first, _month(match["month0"]), _number(match["day0"]))
    close = (last, _month(match["month"]), _number(match["day"]))
    return [(*match.span(), *_interval(begin, close))]


def _months(match: re.Match[str]) -> list[Reading]:
    """Read "October 1976", "November–December 1957", "spring of 1957"."""
    year = _year(match)
    if season := match["season"]:
        return [(*match.span(), f"{year}-{_SEASONS[season.lower()]}", None)]
    edtf = f"{year}-{_month(match['month']):02}"
    if match["month0"]:
        begin = f"{match['year0'] or year}-{_month(match['month0']):02}"
        if begin >= edtf:
            return [(*match.span(), None, "the range does not end after it begins")]
        edtf = f"{begin}/{edtf}"
    return [(*match.span(), edtf, None)]


def _numeric(match: re.Match[str]) -> list[Reading]:
    """Read day.month.year or month.day.year where only one of the two is possible."""
    year, first, second = _year(match), int(match["first"]), int(match["second"])
    orders = [parts for parts in ((year, second, first), (year, first, second)) if parts[1] <= 12]
    if len(set(orders)) == 2:
        either = " or ".join(_iso(parts) for parts in orders)
        return [(*match.span(), None, f"day and month cannot be told apart: {either}")]
    return [(*match.span(), *_interval(orders[0]))] if orders else []


def _roman(match: re.Match[str]) -> list[Reading]:
    month = _ROMAN.index(match["roman"]) + 1
    return [(*match.span(), *_interval((_year(match), month, int(match["day"]))))]


def _iso_day(match: re.Match[str]) -> list[Reading]:
    day = (_year(match), int(match["month"]), int(match["day"]))
    return [(*match.span(), *_interval(day))]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


_MON, _MON0 = rf"(?P<month>{_M})", rf"(?P<month0>{_M})"
_YEAR0 = r"(?:\s?,?\s?(?P<year0>(?:1[0-9]|20)[0-9][0-9])(?![0-9]))?"
_SHORT = r"(?:(?P<year>(?:1[0-9]|20)[0-9][0-9])|(?P<short>[0-9][0-9]))(?![\w/]|[.-][0-9])"

_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], list[Reading]]], ...] = (
    (_pattern(rf"{_START}{_DAYS}{_W}(?:of{_W})?{_MON}{_COMMA}{_YY}"), _days),
    (_pattern(rf"\b{_MON}{_W}{_DAYS}{_COMMA}(?:{_Y}|['’](?P<short>[0-9][0-9])\b)"), _days),
    (_pattern(rf"{_START}{_Y}{_W}{_MON}{_W}{_DAYS}"), _days),
    (_pattern(rf"\b{_MON}{_COMMA}{_Y}{_W}(?P<days>{_D}(?:,\s?{_D})*{_AND}{_D})"), _days),
    (
        _pattern(
            rf"{_START}(?P<day0>{_D}){_W}{_MON0}{_YEAR0}{_TO}(?P<day>{_D}){_W}{_MON}{_COMMA}{_Y}"
        ),
        _across,
    ),
    (
        _pattern(rf"\b{_MON0}{_W}(?P<day0>{_D}){_YEAR0}{_TO}{_MON}{_W}(?P<day>{_D}){_COMMA}{_Y}"),
        _across,
    ),
    (
        _pattern(
            rf"\b(?:(?:{_MON0}{_YEAR0}{_TO})?{_MON}|(?P<season>{'|'.join(_SEASONS)})(?:{_W}of)?)"
            rf"{_COMMA}{_Y}"
        ),
        _months,
    ),
    (
        re.compile(
            rf"(?<![\w./–-])(?P<first>[0-9]{{1,2}})(?P<dot>[./-])\s?(?P<second>[0-9]{{1,2}})(?P=dot)\s?"
            rf"{_SHORT}"
        ),
        _numeric,
    ),
    (
        re.compile(
            rf"(?<![\w./–-])(?P<day>[0-9]{{1,2}})[./]\s?(?P<roman>{'|'.join(_ROMAN[::-1])})"
            rf"[./\s-]{{1,2}}{_SHORT}"
        ),
        _roman,
    ),
    (
        re.compile(
            r"(?<![\w–-])(?P<year>(?:1[0-9]|20)[0-9][0-9])-(?P<month>[0-9][0-9])-(?P<day>[0-9][0-9])(?![\w-])"
        ),
        _iso_day,
    ),
)
