"""What stands at the edges of a document: marking, numbers, signature, who got which copy."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.converters.wilson.document import (
    CODED,
    COPY,
    COPY_LINE,
    MARKING,
    NUMBERED,
    SIGNED,
    Document,
)
from kg.converters.wilson.page import Line
from kg.converters.wilson.people import named
from kg.names.lexicon import BODIES, COURTESIES, OFFICE_HEADS, fold
from kg.records import CopyNote, Span, Statement


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as written, and the post in the line above, below or beside."""

    name: Statement
    position: Statement | None


def marking_of(document: Document) -> Statement | None:
    """Return the first marking of secrecy in the head."""
    for line in document.head:
        if match := MARKING.search(line.text):
            group = "alone" if match["alone"] else 0
            return _statement(line, match.start(group), match.end(group))
    return None


def registry_numbers(document: Document) -> tuple[Statement, ...]:
    """Return the numbers stamped and typed on head and tail, each once.

    The value is without "Nº", the place with it. The number of the copy is none of them.
    """
    found: dict[str, Statement] = {}
    for line in (*document.head, *document.tail):
        if COPY_LINE.fullmatch(line.text):
            continue
        text = COPY.sub(lambda copy: " " * len(copy[0]), line.text)
        matches = [*NUMBERED.finditer(text), *CODED.finditer(text)]
        for match in sorted(matches, key=re.Match.start):
            span = Span(line.start + match.start(), line.start + match.end())
            if not any(_overlap(span, other.span) for other in found.values()):
                found.setdefault(match["value"], Statement(value=match["value"], span=span))
    return tuple(found.values())


def copies(document: Document) -> tuple[CopyNote, ...]:
    """Return the copies of the distribution list, and the one that survives without a list too."""
    survivor = next(
        ((line, match) for line in document.head if (match := COPY.search(line.text))), None
    )
    number = survivor[1]["number"] if survivor else None
    notes = list(_distribution(document.tail, number))
    if survivor and number not in {note.number for note in notes}:
        line, match = survivor
        span = Span(line.start + match.start(), line.start + match.end())
        notes.append(
            CopyNote(number=match["number"], as_written=match[0], span=span, surviving=True)
        )
    return tuple(notes)


_RUN_ON = re.compile(r"\s+(?=[0-9]{1,2}\s*[-–—]\s+[A-Zt])")


def _distribution(tail: tuple[Line, ...], surviving: str | None) -> Iterator[CopyNote]:
    seen: set[str] = set()
    for line in tail:
        start = 0
        for cut in [*_RUN_ON.finditer(line.text), None]:
            stop = cut.start() if cut else len(line.text)
            match = COPY_LINE.fullmatch(line.text, start, stop)
            if match and match["number"] not in seen:
                seen.add(match["number"])
                recipient, kind = _recipient(match["to"].rstrip(" .;,"))
                yield CopyNote(
                    number=match["number"],
                    as_written=match[0],
                    span=Span(line.start + match.start(), line.start + match.end()),
                    recipient=recipient,
                    recipient_kind=kind,
                    surviving=match["number"] == surviving,
                )
            start = cut.end() if cut else stop


def _recipient(text: str) -> tuple[str | None, str]:
    """Tell persons from bodies, and both from "to file"."""
    if re.match(r"(?:to |for |the )*(?:files?|archives?)\b", text, re.IGNORECASE):
        return None, "person"
    words = [fold(word) for word in text.split()]
    titled = bool(COURTESIES & set(words))
    article = re.match(r"(?:to\s+)?the\s+", text, re.IGNORECASE)
    bare = text[article.end() :] if article else re.sub(r"^to\s+", "", text)
    people = [one for one in named(text, 0, len(text)) if one.name and one.kind == "person"]
    if titled and people:
        return people[0].name, "person"
    if article or BODIES & set(words) or re.fullmatch(r"[A-Z]{2,}(?:[ /-][A-Z]{2,})*", bare):
        return bare, "organization"
    if people:
        return people[0].name, "person"
    return bare, "organization"


def signature_of(document: Document) -> Signature | None:
    """Return the last signature of the tail, with the post beside it."""
    lines = document.tail
    for i in reversed(range(len(lines))):
        match = SIGNED.match(lines[i].text)
        if not match:
            continue
        # "[signature]" may stand on a line of its own, the name on the next.
        at = i
        if not match["name"].strip() and i + 1 < len(lines):
            at, match = i + 1, re.compile(r"\(?(?P<name>[^()]*)\)?").match(lines[i + 1].text)
        if match and (signature := _signature(lines, at, i, match)):
            return signature
    return None


def _signature(
    lines: tuple[Line, ...], at: int, above: int, match: re.Match[str]
) -> Signature | None:
    line = lines[at]
    people = [one for one in named(line.text, match.start("name"), match.end("name")) if one.name]
    if not people or people[0].name is None:
        return None
    begin = line.text.index(people[0].name, people[0].start)
    name = _statement(line, begin, begin + len(people[0].name))
    for other in (lines[above - 1 : above], lines[at + 1 : at + 2]):
        if other and _is_post(other[0].text):
            return Signature(name, _statement(other[0], 0, len(other[0].text)))
    if people[0].position and people[0].position in line.text:
        begin = line.text.index(people[0].position)
        return Signature(name, _statement(line, begin, begin + len(people[0].position)))
    return Signature(name, None)


_RECORDED = re.compile(
    r"\b(?:[Rr]ecorded|[Ww]ritten(?: down)?|[Tt]aken down|[Nn]oted|[Nn]otes? taken)(?: by|:)\s+"
    r"(?P<name>(?:[^.;]|(?<=\b[A-Z])\.)+)"
)


def recorder_of(document: Document) -> Statement | None:
    """Return who "recorded" the conversation, if the last lines say so."""
    for line in reversed((*document.prose[-2:], *document.tail)):
        if match := _RECORDED.search(line.text):
            for one in named(line.text, match.start("name"), match.end("name")):
                if one.name:
                    begin = line.text.index(one.name, one.start)
                    return _statement(line, begin, begin + len(one.name))
    return None


def _is_post(text: str) -> bool:
    words = {fold(word) for word in text.split()}
    return bool(OFFICE_HEADS & words) and not COPY_LINE.fullmatch(text)


def _statement(line: Line, start: int, end: int) -> Statement:
    return Statement(value=line.text[start:end], span=Span(line.start + start, line.start + end))


def _overlap(one: Span, other: Span | None) -> bool:
    return other is not None and one.start < other.end and other.start < one.end
