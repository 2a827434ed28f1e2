"""When and where: from the dateline, else from the heading.

``@when`` beside the print is taken, its clock and zone are not (a trailing Z in FRUS is printed
local time, not UTC); the words as printed keep the time. Where markup and print name different
days the markup counts and a warning says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.converters.parsing import Element
from kg.converters.tei.reading import Reading
from kg.converters.tei.rolls import own_elements
from kg.converters.tei.scope import name_of
from kg.dates import edtf_of_when, find_dates, lower_bound, parse_date, upper_bound
from kg.records import DateReading, Span, Statement, Warn

_MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
# "…, Department of State, Washington, January 19, 1955": what stands between the last word of the
# talk and the date.
_PLACE_IN_HEAD = re.compile(
    r"(?:conversations?|meeting|council|secretary of state|\)|president|session|talks|conference"
    r"|delegation|assembly|[a-z]+)(?P<place>(?:,\s+(?!and\b|by\b|the\s+[a-z])[^,()\d]+)+),\s+"
    rf"(?=(?:{_MONTHS})\s+\d)",
    re.IGNORECASE,
)
_LONGEST = 1000  # characters of a heading that are tried: real ones stay under 600


@dataclass(frozen=True, slots=True)
class Dated:
    """Date and place of a document, and what is doubtful about them."""

    date: DateReading | None
    place: Statement | None
    warnings: tuple[Warn, ...] = ()


def dated(document: Element, reading: Reading, head: tuple[int, int]) -> Dated:
    """Return when and where a document was written; *head* is where its heading stands."""
    datelines = [
        element
        for element in own_elements(document)
        if name_of(element) == "dateline" and element in reading.spans
    ]
    date, warnings = _date(document, datelines, reading, head)
    place = _place_of_dateline(datelines, reading)
    in_head = _place_of_heading(reading, head)
    # "Department of State, Washington" in the heading says more than "Washington" does.
    if in_head and (place is None or in_head.value.endswith(f", {place.value}")):
        place = in_head
    return Dated(date, place, tuple(warnings))


def _date(
    document: Element, datelines: list[Element], reading: Reading, head: tuple[int, int]
) -> tuple[DateReading | None, list[Warn]]:
    marked = [
        element
        for parent in [*datelines, *(child for child in document if name_of(child) == "head")]
        for element in parent.iter()
        if name_of(element) == "date" and element in reading.spans
    ]
    for element in marked:
        if edtf := _edtf(element):
            return _marked(element, edtf, reading)
    spans = [reading.spans[dateline] for dateline in datelines]
    for start, end in [*((span.start, span.end) for span in spans), head]:
        for found in find_dates(reading.text, start, min(end, start + _LONGEST)):
            if found.edtf:
                words = reading.text[found.start : found.end]
                span = reading.span(found.start, found.end)
                return DateReading(edtf=found.edtf, as_written=words, span=span), []
    return None, [Warn(message="no date with a year was found", line=document.sourceline)]


def _edtf(date: Element) -> str | None:
    """Return what the attributes of a ``date`` say: one day, or an interval.

    >>> from lxml import etree
    >>> _edtf(etree.fromstring('<date from="1972-02-26T22:20:00" to="1972-02-27T01:40:00"/>'))
    '1972-02-26/1972-02-27'
    """
    if when := edtf_of_when(date.get("when", "")):
        return when
    first = edtf_of_when(date.get("from") or date.get("notBefore") or "")
    last = edtf_of_when(date.get("to") or date.get("notAfter") or "")
    if first and last:
        return first if first == last else f"{first}/{last}"
    if first or last:
        return f"{first or ''}/{last or ''}"
    return None


def _marked(element: Element, edtf: str, reading: Reading) -> tuple[DateReading | None, list[Warn]]:
    span = reading.spans[element]
    words = reading.text[span.start : span.end]
    printed = [found.edtf for found in find_dates(words) if found.edtf]
    warnings = []
    if printed and not any(_overlap(edtf, other) for other in printed):
        message = f"the markup dates {edtf}, the print says {words!r}"
        warnings.append(Warn(message=message, line=element.sourceline))
    return DateReading(edtf=edtf, as_written=words, span=span), warnings


def _overlap(one: str, other: str) -> bool:
    return (lower_bound(one) or "") <= (upper_bound(other) or "9") and (
        lower_bound(other) or ""
    ) <= (upper_bound(one) or "9")


def _place_of_dateline(datelines: list[Element], reading: Reading) -> Statement | None:
    for dateline in datelines:
        for element in dateline.iter():
            if name_of(element) == "placeName" and element in reading.spans:
                span = _with_town(reading, reading.spans[dateline], reading.spans[element])
                return Statement(value=reading.text[span.start : span.end], span=span)
    return None


def _with_town(reading: Reading, line: Span, place: Span) -> Span:
    """Take "Glassboro, " before the marked "New Jersey" into the place."""
    before = reading.text[line.start : place.start]
    if re.fullmatch(r"[^\W\d_][^,\d\[\]]*,\s+", before):
        return reading.span(line.start, place.end)
    return place


def _place_of_heading(reading: Reading, head: tuple[int, int]) -> Statement | None:
    found = _PLACE_IN_HEAD.search(reading.text, head[0], min(head[1], head[0] + _LONGEST))
    if not found:
        return None
    start, end = found.span("place")
    words = reading.text[start:end]
    start += len(words) - len(words.lstrip(" ,"))
    value = reading.text[start:end]
    segments = value.split(", ")
    if len(segments) > 3 or any(parse_date(segment) for segment in segments):
        return None
    return Statement(value=value, span=reading.span(start, end))


def subjects(document: Element, reading: Reading) -> Iterator[Statement]:
    """Yield the subject lines: lists of subjects, and paragraphs "Subject: …"."""
    for element in own_elements(document):
        if name_of(element) == "item" and _is_subject(element.getparent()):
            if span := reading.spans.get(element):
                yield Statement(value=reading.text[span.start : span.end], span=span)
        elif name_of(element) == "p" and (span := reading.spans.get(element)):
            found = re.match(r"(?:Subject|SUBJECT)s?:\s+", reading.text[span.start : span.end])
            if found and found.end() < span.end - span.start:
                start = span.start + found.end()
                value = reading.text[start : span.end].split("\n")[0]
                yield Statement(value=value, span=reading.span(start, start + len(value)))


def _is_subject(parent: Element | None) -> bool:
    return parent is not None and parent.get("type") == "subject"
