"""When and where the conversation was, and the date of the record."""

import re
from collections.abc import Iterator

from kg.converters.wilson.document import TALK, Document
from kg.converters.wilson.opening import moved
from kg.converters.wilson.page import Page
from kg.dates import PrintedDate, find_dates, parse_date
from kg.records import DateReading, Span, Statement, Warn


def readings(
    dates: tuple[PrintedDate, ...], page: Page, warnings: list[Warn]
) -> Iterator[DateReading]:
    """Yield the dates that have a value; add the reason of the others to *warnings*."""
    for date in dates:
        if date.edtf is None:
            message = f"the date {date.as_written!r} has no value: {date.reason}"
            warnings.append(Warn(message=message, line=page.title.number))
        else:
            yield DateReading(
                edtf=date.edtf,
                as_written=date.as_written,
                span=Span(date.start, date.end),
                corrects=date.corrects,
            )


def page_date(page: Page) -> Iterator[PrintedDate]:
    """Yield the date above the title: the record's, not always the conversation's."""
    if page.date is None:
        return
    dates = list(find_dates(page.date.text))
    if len(dates) == 1:
        yield moved(dates[0], page.date.start)
    elif not dates:
        edtf = parse_date(page.date.text)
        yield PrintedDate(
            start=page.date.start, end=page.date.end, as_written=page.date.text, edtf=edtf
        )


def headed_dates(page: Page, document: Document) -> tuple[PrintedDate, ...]:
    """Return the date that heading or title give the conversation; stamps date the paper."""
    for line in (*document.head, page.title):
        at = re.search(rf"\b{TALK}\b|^Date\b[^:]*:|^(?:held )?on\b", line.text, re.IGNORECASE)
        dates = [*find_dates(line.text, at.end())] if at else []
        if dates:
            corrected = len(dates) > 1 and dates[1].corrects
            return tuple(moved(date, line.start) for date in dates[: 1 + corrected])
    return ()


_TOOK_PLACE = re.compile(
    rf"\b{TALK}\s+(?:was\s+held|were\s+held|took\s+place)\s+(?:on\s+[^,]{{4,40}}?,?\s+)?(?:in|at)\s+"
    r"(?P<place>(?:the\s+)?[A-Z][^,.;]*?)(?=[,.;]|\s+(?:on|between|with|at|from|and)\s|$)"
)
_PLACED = re.compile(r"(?:Place|Location|Venue)[^:]{0,20}:\s*(?P<place>\S.*)", re.IGNORECASE)


def place_of(document: Document) -> Statement | None:
    """Return where it was held, if the document says so: the place of a dateline is the paper's."""
    for lines, pattern in ((document.head, _PLACED), (document.prose[:3], _TOOK_PLACE)):
        for line in lines:
            if match := pattern.search(line.text):
                span = Span(line.start + match.start("place"), line.start + match.end("place"))
                return Statement(value=match["place"], span=span)
    return None


def medium_of(page: Page, document: Document) -> str | None:
    """Return "telephone" where title or head speak of one."""
    said = " ".join(line.text for line in (page.title, *document.head))
    return "telephone" if re.search(r"\b(?:tele)?phone\b", said, re.IGNORECASE) else None
