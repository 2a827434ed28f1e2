"""Who talked with whom, and when: from the list, the opening, the heading, the title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg.converters.wilson.document import (
    HEAD_LABEL,
    LIST_HEAD,
    SIDE_HEAD,
    TALK,
    Document,
    is_side_head,
)
from kg.converters.wilson.page import Line
from kg.converters.wilson.people import Named, named
from kg.dates import PrintedDate, find_dates
from kg.names import normal_form, parse_parties
from kg.records import Attendee, Span


@dataclass(frozen=True, slots=True)
class Opening:
    """The words that say that a conversation took place, who had it, and its date as printed."""

    span: Span
    people: tuple[Named, ...]
    dates: tuple[PrintedDate, ...]


_HELD = rf"{TALK}\s+(?:was|were)\s+held|{TALK}\s+(?:took\s+place|occurred)"
_WITH = r"\s+(?:\w+\s+){0,3}?(?:with|between)\s+"
_VERBS = re.compile(
    rf"(?:(?P<held>(?:{_HELD}){_WITH})"
    rf"|(?P<had>\b(?:had|held|conducted)\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){{0,3}}?{TALK}\s+with\s+)"
    r"|(?P<met>\bmet(?:\s+with)?\s+(?=[A-Z]|the\b|Cde|his\b))"
    r"|(?P<passive>\bwas\s+received\s+by\s+)"
    r"|(?P<received>\b(?:received|visited|called\s+on|spoke\s+(?:with|to)|talked\s+(?:with|to)"
    r"|conversed\s+with)\s+(?=[A-Z]|the\b)))",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"[.;:!?](?=\s|$)(?<![A-Z]\.)(?<!Cde\.)(?<!Com\.)(?<!Mr\.)(?<!Dr\.)"
    r"|\s(?:in\s+which|in\s+(?:his|her|my|order)|who|whom|during|at\s|about|regarding|concerning|where"
    r"|for\s+the|after|before|when|today|yesterday|on\s+[0-9A-Z]|to\s+[a-z]|and\s+(?:[a-z]+ed|told|had)\b"
    r"|took\s+part|took\s+place|the\s+conversation|upon|as\s+well)"
)
_SUBJECT = re.compile(r"(?:^|[,.;]\s+)(?P<who>[^,.;]*(?:,[^,.;]{1,60},)?[^,.;]*)$")
_I = re.compile(r"\b(?:I|we)\s*$", re.IGNORECASE)
_PARAGRAPHS = 3
_OPENING = 4000  # characters of a paragraph in which an opening stands
_TRIES = 12  # verbs that may be looked at before the one that opens a record
_STRETCH = 600  # characters in which those are named with whom somebody met


def opening_of(document: Document) -> Opening | None:
    """Return the first sentence of the first paragraphs that says who talked with whom."""
    for line in document.prose[:_PARAGRAPHS]:
        for verb in islice(_VERBS.finditer(line.text, 0, _OPENING), _TRIES):
            furthest = min(len(line.text), verb.end() + _STRETCH)
            stop = _STOP.search(line.text, verb.end(), furthest)
            end = stop.start() if stop else furthest
            people = named(line.text, verb.end(), end)
            begin = _sentence_start(line.text, verb.start())
            if not any(one.name for one in people):
                continue
            subject = _subject(line.text, begin, verb)
            last = max(one.end for one in people)
            return Opening(
                span=Span(line.start + begin, line.start + last),
                people=tuple(_shift(one, line.start) for one in (*subject, *people)),
                dates=tuple(_dates(line, begin, _sentence_end(line.text, last))),
            )
    return None


def _subject(text: str, begin: int, verb: re.Match[str]) -> tuple[Named, ...]:
    """Return who received, met or visited; in "a conversation was held with" nobody does."""
    if verb["held"] or _I.search(text, begin, verb.start()):
        return ()
    who = _SUBJECT.search(text[begin : verb.start()])
    if not who:
        return ()
    return tuple(
        one
        for one in named(text, begin + who.start("who"), verb.start())
        if one.name and not list(find_dates(text, one.start, one.end))
    )


_FULL_STOP = re.compile(r"(?<![A-Z])(?<!Cde)(?<!Com)(?<!Mr)[.!?](?:\s+(?=[A-Z])|\s*$)")


def _sentence_start(text: str, at: int) -> int:
    """Return where the sentence around *at* begins; initials and "Cde." end none."""
    return max((stop.end() for stop in _FULL_STOP.finditer(text, 0, at)), default=0)


def _sentence_end(text: str, at: int) -> int:
    stop = _FULL_STOP.search(text, at)
    return stop.start() if stop else len(text)


def _shift(one: Named, by: int) -> Named:
    return Named(
        start=one.start + by,
        end=one.end + by,
        name=one.name,
        title=one.title,
        position=one.position,
        kind=one.kind,
    )


def _dates(line: Line, begin: int, end: int) -> Iterator[PrintedDate]:
    """Yield the first date of a sentence, with its correction; offsets count in the page."""
    for i, date in enumerate(find_dates(line.text, begin, end)):
        if i and not date.corrects:
            return
        yield moved(date, line.start)


def moved(date: PrintedDate, by: int) -> PrintedDate:
    """Return *date* with its place moved."""
    return PrintedDate(
        start=date.start + by,
        end=date.end + by,
        as_written=date.as_written,
        edtf=date.edtf,
        reason=date.reason,
        corrects=date.corrects,
    )


# --- headings and titles ------------------------------------------------------------------------

_ABOUT = (
    r"(?=[,.;]?\s+(?:on|about|regarding|concerning|in|at|during|dated|for|held|re)\s"
    r"|[,;:]\s*(?:[0-9]|[A-Z][a-z]+,?\s+[0-9]|\()|\s*\(|[\"”]|$)"
)
_BOTH = r"(?P<who>.+?)\s+(?:and|with|[–—-])\s+(?P<other>.+?)"
_HEADED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{TALK}\s+(?:held\s+)?(?:between|among)\s+{_BOTH}{_ABOUT}",
        rf"{TALK}\s+of\s+(?P<who>.+?)\s+with\s+(?P<other>.+?){_ABOUT}",
        rf"(?:^.*?\bfrom\s+|^|:\s)(?P<who>[^,:]+?)['’]s?\s+{TALK}\s+(?:with|of)\s+(?P<other>.+?){_ABOUT}",
        rf"(?:^|:\s)(?P<who>[^,:]+?)\s+receives\s+(?P<other>.+?){_ABOUT}",
        rf"{TALK}\s+(?:held\s+)?with\s+(?P<who>.+?){_ABOUT}",
    )
)


def headed(text: str, start: int = 0) -> tuple[Named, ...]:
    """Return whom a heading or title names as talking; *start* is its place in the page.

    >>> [one.name for one in headed("Record of a Conversation between A. Gray and Rudolf Black")]
    ['A. Gray', 'Rudolf Black']
    """
    for pattern in _HEADED:
        if match := pattern.search(text):
            people = [
                one
                for group in ("who", "other")
                if group in pattern.groupindex
                for one in _without_place(named(text, *match.span(group)))
            ]
            if any(one.name or one.kind == "organization" for one in people):
                return tuple(_shift(one, start) for one in people)
    return ()


def _without_place(people: tuple[Named, ...]) -> tuple[Named, ...]:
    """Drop "Beijing" behind the names: a bare word at the end of a heading is where, not who."""
    last = people[-1] if len(people) > 1 else None
    bare = last and last.name and " " not in last.name and not last.title and not last.position
    return people[:-1] if bare else people


def heading_people(page_text: str, document: Document) -> tuple[Named, ...]:
    """Return whom the head names, over the ends of its lines ("RECORD … / with Cde. X")."""
    lines = [line for line in document.head if not HEAD_LABEL.match(line.text)]
    for i, line in enumerate(lines):
        if not re.search(rf"\b{TALK}\b", line.text, re.IGNORECASE):
            continue
        for last in (lines[i], *lines[i + 1 : i + 2]):
            stretch = re.sub(r"\s", " ", page_text[line.start : last.end])
            if last is not line and not re.match(r"(?:with|between|of)\b", last.text, re.I):
                break
            if people := headed(stretch, line.start):
                return people
    return ()


# --- lists of participants ----------------------------------------------------------------------


def listed(document: Document) -> tuple[Attendee, ...]:
    """Return the participants of a list in the head, with the side its headings give."""
    found: list[Attendee] = []
    side: str | None = None
    listing = False
    for line in document.head:
        if head := LIST_HEAD.fullmatch(line.text):
            listing, side = True, None
            if head["names"]:
                found.extend(_attendees(line, head.start("names"), side))
            continue
        if not listing:
            continue
        if framed := SIDE_HEAD.fullmatch(line.text):
            side = framed["side"]
            if framed["names"]:
                found.extend(_attendees(line, framed.start("names"), side))
        elif is_side_head(line.text):
            side = line.text.rstrip(" :")
        elif HEAD_LABEL.match(line.text) or re.search(rf"\b{TALK}\b", line.text, re.IGNORECASE):
            listing = False
        else:
            found.extend(_attendees(line, 0, side))
    return tuple(found)


_ATTENDED = re.compile(
    r"(?:\battended(?:\s+(?:the\s+)?\w+)?\s*:|\battended\s+by:?"
    r"|\b[Aa]lso\s+present(?:\s+at\s+the\s+\w+)?\s+(?:was|were):?)"
    r"\s+(?P<after>[^;]+?)(?:\.?$|(?<![A-Z])\.\s)"
    r"|^(?P<before>[^;:]+?)\s+(?:(?:was|were)\s+(?:also\s+)?present(?:\s+at)?|also\s+attended"
    rf"|(?:also\s+)?took\s+part\s+in)\s+(?:the\s+)?(?:{TALK})",
)


def attending(document: Document) -> tuple[Attendee, ...]:
    """Return whom the first and last paragraphs name beside the parties ("Also present were …")."""
    prose = document.prose
    lines = (
        prose if len(prose) <= 2 * _PARAGRAPHS else (*prose[:_PARAGRAPHS], *prose[-_PARAGRAPHS:])
    )
    found: list[Attendee] = []
    for line in lines:
        head = LIST_HEAD.fullmatch(line.text)
        if head and head["names"]:
            found.extend(_attendees(line, head.start("names"), None))
        elif match := _ATTENDED.search(line.text):
            group = "after" if match["after"] else "before"
            for one in named(line.text, *match.span(group)):
                if one.name:
                    found.append(attendee(_shift(one, line.start), line.text[one.start : one.end]))
    return tuple(found)


def attendee(one: Named, as_written: str) -> Attendee:
    """Return *one* as an attendee; *as_written* is the exact words at its place."""
    return Attendee(
        as_written=as_written,
        span=Span(one.start, one.end),
        name=normal_form(one.name) if one.name and one.kind == "person" else one.name,
        title=one.title,
        position=one.position,
        kind=one.kind,
    )


def _attendees(line: Line, start: int, side: str | None) -> Iterator[Attendee]:
    for party in parse_parties(line.text[start:]):
        begin, end = line.start + start + party.start, line.start + start + party.end
        yield Attendee(
            as_written=line.text[start + party.start : start + party.end],
            span=Span(begin, end),
            name=party.name,
            title=party.title,
            position=party.position,
            side=party.side or side,
            kind=party.kind,
            presence=party.presence,
        )
