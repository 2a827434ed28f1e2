"""When a recorded conversation took place, from ``odd[@id='conversationDateTime']``.

``unitdate/@normal`` is a value of the template, the same in every file; the true one is
``odd/@altrender`` (MARC 21, field 518 $d). Its offset is -05:00 in summer as well, so it is taken
for what it is: the printed local time. Nothing is converted.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from kg.converters.ead.page import Page
from kg.converters.ead.scope import words
from kg.converters.parsing import Element
from kg.dates import is_edtf, parse_date
from kg.records import BlockKind, DateReading, Statement, TimeReading

_POINT = r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2})?"
_ALTRENDER = re.compile(rf"\s*{_POINT}/{_POINT}\s*")
_CLOCK = re.compile(r"(1[0-2]|0?[1-9]):([0-5][0-9])\s*([ap])\.?m\.?", re.IGNORECASE)
_MARKS = {"certain": "", "estimated": "~", "uncertain": "?"}
PARTS = ("startDate", "endDate", "dateCertainty", "startTime", "endTime", "timeCertainty")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a talk took place: its date, its times, and the date of the record that is made of it.

    The EDTF value is the day; an interval of two days where the talk went on into the next, or
    (date certainty "estimated") took place on an unknown day among them.
    """

    record: DateReading | None = None
    conversation: DateReading | None = None
    time: TimeReading | None = None


def when(page: Page, unitdate: Statement | None) -> When:
    """Return when the conversation took place, and print it; warn where two places disagree."""
    odd = page.one("e:archdesc/e:odd[@id='conversationDateTime']")
    if odd is None:
        page.warn(page.root, "no odd[@id='conversationDateTime']: the record has no date")
        return When()
    printed = _printed(odd)
    span = {name: page.add(BlockKind.VALUE, printed.get(name)) for name in PARTS}
    start, end = _ends(page, odd, printed)
    if start is None or end is None:
        return When()
    edtf = _edtf(start[:10], end[:10], printed.get("dateCertainty", ""))
    if edtf is None or end < start:
        page.warn(odd, f"the conversation ends ({end}) before it begins ({start}): it has no date")
        return When()
    _check(page, odd, printed, unitdate)
    conversation = DateReading(
        edtf=edtf, as_written=printed.get("startDate") or edtf, span=span["startDate"]
    )
    record = None
    if unitdate is not None:
        record = DateReading(edtf=edtf, as_written=unitdate.value, span=unitdate.span)
    if record is not None and start[:10] != end[:10]:
        conversation = record  # "on an unknown date between …": one day of two would say less
    time = TimeReading(
        start=start,
        end=end,
        certainty=printed.get("timeCertainty") or None,
        date_certainty=printed.get("dateCertainty") or None,
        start_span=span["startTime"],
        end_span=span["endTime"],
    )
    return When(record=record, conversation=conversation, time=time)


def _ends(page: Page, odd: Element, printed: dict[str, str]) -> tuple[str | None, str | None]:
    """Return start and end from the attribute, or else from the print."""
    marked, in_print = _marked(odd), _in_print(printed)
    if marked is None:
        taken = "its print was taken" if in_print else "the record has no date"
        given = odd.get("altrender")
        page.warn(odd, f"odd/@altrender is no start and end ({given!r}); {taken}")
    elif in_print is not None and in_print != marked:
        said = f"odd/@altrender says {'/'.join(marked)}, its print {'/'.join(in_print)}"
        page.warn(odd, f"{said}; the attribute was taken")
    return marked or in_print or (None, None)


def _check(page: Page, odd: Element, printed: dict[str, str], unitdate: Statement | None) -> None:
    for name in ("dateCertainty", "timeCertainty"):
        if printed.get(name) not in _MARKS:
            page.warn(odd, f"{name} is {printed.get(name)!r}, not one of {', '.join(_MARKS)}")
    day = printed.get("startDate")
    if unitdate is not None and day and day not in unitdate.value:
        page.warn(odd, f"unitdate prints {unitdate.value!r}, startDate {day!r}")


def _printed(odd: Element) -> dict[str, str]:
    """Return the words of the paragraphs by their ``@id``; the first of each counts."""
    found: dict[str, str] = {}
    for paragraph in odd:
        name = paragraph.get("id")
        if name in PARTS:
            found.setdefault(name, words(paragraph))
    return found


def _marked(odd: Element) -> tuple[str, str] | None:
    match = _ALTRENDER.fullmatch(odd.get("altrender") or "")
    if match is None or not (_is_moment(match[1]) and _is_moment(match[2])):
        return None
    return match[1], match[2]


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _in_print(printed: dict[str, str]) -> tuple[str, str] | None:
    """Read "May 18, 1971" and "2:14 pm" at both ends, ``None`` if one of the four is not so."""
    ends = [
        _moment(printed.get(f"{end}Date", ""), printed.get(f"{end}Time", ""))
        for end in ("start", "end")
    ]
    return (ends[0], ends[1]) if ends[0] and ends[1] else None


def _moment(date: str, time: str) -> str | None:
    day, clock = parse_date(date), _CLOCK.fullmatch(time)
    if day is None or len(day) != 10 or clock is None:
        return None
    hour = int(clock[1]) % 12 + (12 if clock[3].lower() == "p" else 0)
    return f"{day}T{hour:02}:{clock[2]}:00"


def _edtf(first: str, last: str, certainty: str) -> str | None:
    """Return a day with its EDTF qualifier, or two days as an interval (ISO 8601-2, level 1)."""
    value = f"{first}{_MARKS.get(certainty, '')}" if first == last else f"{first}/{last}"
    return value if is_edtf(value) else None
