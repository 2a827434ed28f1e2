"""The saved text of a page, taken apart: title, date, document, summary, and the fields below.

What the labels say is kept with its place; nothing of the document itself is read here. A page
that comes as HTML or as a row of a table can be taken apart into the same :class:`Page`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.citations import parse_provenance
from kg.converters.wilson.rights import repeated_at
from kg.dates import find_dates, parse_date
from kg.errors import SourceError
from kg.records import Warn

INFORMATION = "Document Information"
LABELS = (
    "Source",
    "Rights",
    "Original Uploaded Date",
    "Type",
    "Language",
    "Record ID",
    "Donors",
    "Original Classification",
    "Original Archive",
    "Author(s)",
    "Subjects Discussed",
    "Associated Topics",
    "Document Contributor(s)",
    "Associated People & Organizations",
    "Associated Places",
)
_CANONICAL = {label.casefold(): label for label in LABELS} | {
    "associated people": "Associated People & Organizations",
    "associated people and organizations": "Associated People & Organizations",
    "author": "Author(s)",
    "authors": "Author(s)",
    "document contributor": "Document Contributor(s)",
    "document contributors": "Document Contributor(s)",
    "donor": "Donors",
    "languages": "Language",
    "original archive title": "Original Archive",
    "subjects": "Subjects Discussed",
    "classification": "Original Classification",
    "creator": "Author(s)",
    "creators": "Author(s)",
    "original language": "Language",
    "repository": "Original Archive",
}
_ONE_LINE = {"Original Uploaded Date", "Type", "Record ID", "Language", "Original Classification"}
_SAME_LINE = re.compile(
    r"((?:Original Uploaded Date|Record ID|Original Classification)\b:?)\s+(\S.*)"
)
_FURNITURE = re.compile(
    r"Skip to (?:main )?content|Search.*|Menu|Home|(?:Wilson Center )?Digital Archive|Citation"
    r"|International History Declassified|Share|Download|PDF|English|English HTML|HTML|Print|Email"
    r"|View Document(?: In)?|Get citation|Share document|Original Scan|Transcript|Translation"
    r"|\d+ of \d+|Date:?|Document",
    re.IGNORECASE,
)
_FOOTER = re.compile(
    r"Related (?:Documents|Resources|Collections|Blog Posts)|Explore .*|About(?: Us)?"
    r"|Contact(?: Us)?|Follow .*|Subscribe.*|Privacy Policy|©.*|Copyright.*|Back to top|Browse .*"
    r"|Footer.*|The Wilson .*",
    re.IGNORECASE,
)
_SUPPORT = re.compile(r"This document was made possible with support from (?P<donors>.+?)\.?$")
# A summary tells in the present tense what the document says.
_TELLS = re.compile(
    r"\b(?:describ|discuss|report|summari[sz]|outlin|convey|inform|explain|express|request|propos"
    r"|recount|relat|mention|ask|comment|complain|criticiz|criticis|analyz|assess|not|provid|offer"
    r"|detail|recommend|suggest|address|review|present|emphasiz|stress)(?:es|s)\b"
    r"|\b(?:meets?|tells?|talks?|says?|speaks?|gives?|thanks?|agrees?) "
    r"(?:with|about|that|of|to|the|on)\b"
    r"|\b(?:discuss|describe|talk about|exchange) "
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: its text without the space around, its place, its number."""

    text: str
    start: int
    end: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page taken apart; every line with something on it is in exactly one of these.

    ``address`` is the page's own, where the form gives it outside the text.
    """

    identifier: Line
    title: Line
    date: Line | None
    support: Line | None
    body: tuple[Line, ...]
    summary: Line | None
    labels: tuple[Line, ...]
    fields: dict[str, tuple[Line, ...]] = field(default_factory=dict)
    furniture: tuple[Line, ...] = ()
    address: str | None = None
    warnings: tuple[Warn, ...] = ()


def parse_page(path: Path, text: str) -> Page:
    """Take the saved *text* of the page at *path* apart.

    Raises:
        SourceError: there is no "Document Information", no Record ID or no title.
    """
    lines = tuple(_lines(text))
    at = next((i for i in reversed(range(len(lines))) if _is(lines[i], INFORMATION)), None)
    if at is None:
        raise _no_information(path, lines)
    labels, fields, below = _fields(lines[at + 1 :])
    identifier = read_identifier(path, labels, fields)
    above = [line for line in lines[:at] if not _is(line, INFORMATION)]
    furniture = _leading_furniture(above)
    rest = above[len(furniture) :]
    date, title = _date_and_title(rest)
    if title is None:
        raise _no_title(path, lines[at])
    rest = [line for line in rest if line not in (date, title)]
    support = next((line for line in rest[:2] if _SUPPORT.match(line.text)), None)
    rest = [line for line in rest if line is not support]
    tabs = _leading_furniture(rest)
    body, summary = _summary(rest[len(tabs) :])
    body, rights = _without_rights(body)
    if rights and not fields.get("Rights"):
        fields["Rights"], rights = tuple(rights), []
    others = (line for line in lines[:at] if _is(line, INFORMATION))
    return Page(
        identifier=identifier,
        title=title,
        date=date,
        support=support,
        body=tuple(body),
        summary=summary,
        labels=(lines[at], *labels),
        fields=fields,
        furniture=(*furniture, *tabs, *rights, *others, *below),
    )


def label_of(text: str) -> str | None:
    """Return which of :data:`LABELS` a heading is, ``None`` for any other text.

    >>> label_of("Donor:"), label_of("Donors and friends")
    ('Donors', None)
    """
    return _CANONICAL.get(text.strip().rstrip(":").rstrip().casefold())


def is_support(text: str) -> bool:
    """Say whether a line thanks whoever paid for the translation."""
    return bool(_SUPPORT.match(text))


def is_furniture(text: str) -> bool:
    """Say whether a line is a button or a tab of the page."""
    return bool(_FURNITURE.fullmatch(text))


def is_footer(text: str) -> bool:
    """Say whether a line is the first of the foot of the page."""
    return bool(_FOOTER.fullmatch(text))


def donors_of(support: Line) -> tuple[str, int]:
    """Return whom the line of thanks names, and where in the text that begins."""
    match = _SUPPORT.match(support.text)
    if match is None:
        raise ValueError(f"no line of thanks: {support.text!r}")
    return match["donors"], support.start + match.start("donors")


def _lines(text: str) -> Iterator[Line]:
    start = 0
    for number, line in enumerate(text.split("\n"), 1):
        if stripped := line.strip():
            begin = start + line.index(stripped)
            yield Line(stripped, begin, begin + len(stripped), number)
        start += len(line) + 1


def _is(line: Line, label: str) -> bool:
    return line.text.rstrip(":").casefold() == label.casefold()


def _no_information(path: Path, lines: tuple[Line, ...]) -> SourceError:
    known = any(_is(line, "Record ID") or _is(line, "Skip to content") for line in lines)
    if known:
        message = f"has no {INFORMATION!r} section: the page is cut off"
        return SourceError(
            path, message, line=lines[-1].number, remedy="save the whole page again as text"
        )
    return SourceError(
        path,
        f"is no saved page of the Digital Archive (no {INFORMATION!r} section)",
        remedy="give a page saved as text, or name its format with --from",
    )


def _no_title(path: Path, information: Line) -> SourceError:
    message = f"has no title above {INFORMATION!r}"
    remedy = "save the whole page again as text"
    return SourceError(path, message, line=information.number, remedy=remedy)


def _fields(
    lines: tuple[Line, ...],
) -> tuple[list[Line], dict[str, tuple[Line, ...]], list[Line]]:
    """Return labels, values by label, and what is furniture below them."""
    labels: list[Line] = []
    fields: dict[str, tuple[Line, ...]] = {}
    below: list[Line] = []
    label = None
    for i, line in enumerate(lines):
        if _FOOTER.fullmatch(line.text) and "Record ID" in fields:
            return labels, fields, [*below, *lines[i:]]
        if canonical := label_of(line.text):
            label = canonical
            labels.append(line)
            fields.setdefault(label, ())
        elif both := _SAME_LINE.fullmatch(line.text):
            label = both[1].rstrip(":")
            at = line.start + both.start(2)
            labels.append(Line(both[1], line.start, line.start + both.end(1), line.number))
            fields[label] = (Line(both[2], at, line.end, line.number),)
        elif label is None and _is_source(line):
            fields["Source"] = (*fields.get("Source", ()), line)  # its label is lost, it is not
        elif label is None or (label in _ONE_LINE and fields[label]):
            below.append(line)
        else:
            fields[label] = (*fields[label], line)
    return labels, fields, below


def _is_source(line: Line) -> bool:
    found = parse_provenance(line.text)
    return bool(found.translators or any(c.repository or c.levels for c in found.citations))


def read_identifier(path: Path, labels: list[Line], fields: dict[str, tuple[Line, ...]]) -> Line:
    """Return the Record ID among the *fields*.

    Raises:
        SourceError: it is missing or no number.
    """
    remedy = "save the whole page again"
    if "Record ID" not in fields:
        raise SourceError(path, "has no Record ID: the page is cut off", remedy=remedy)
    number = next(line.number for line in labels if _is(line, "Record ID"))
    if not fields["Record ID"]:
        raise SourceError(path, "has an empty Record ID", line=number, remedy=remedy)
    value = fields["Record ID"][0]
    if not re.fullmatch(r"[0-9]{1,12}", value.text):
        message = f"has a Record ID that is no number: {value.text[:40]!r}"
        raise SourceError(path, message, line=value.number, remedy=remedy)
    return value


def _leading_furniture(lines: list[Line]) -> list[Line]:
    end = next((i for i, line in enumerate(lines) if not _FURNITURE.fullmatch(line.text)), 0)
    return lines[:end]


def _date_and_title(lines: list[Line]) -> tuple[Line | None, Line | None]:
    """Tell the page's date from its title: the date stands first, or is missing."""
    first, second = (*lines, None, None)[:2]
    if first and _is_date(first):
        return first, second
    if second and _is_date(second):
        return second, first
    return None, first


def _is_date(line: Line) -> bool:
    if len(line.text) > 40:
        return False
    found = list(find_dates(line.text))
    whole = bool(found) and found[0].start == 0 and found[-1].end == len(line.text)
    return whole or parse_date(line.text) is not None


def _summary(lines: list[Line]) -> tuple[list[Line], Line | None]:
    """Tell the summary from the document: one paragraph, at the end or at the beginning."""
    if len(lines) < 2:
        return lines, None
    if _tells(lines[-1]):
        return lines[:-1], lines[-1]
    if _tells(lines[0]):
        return lines[1:], lines[0]
    return lines, None


def _without_rights(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Part a document from the statement of rights that some pages repeat at its end."""
    at = repeated_at([line.text for line in lines])
    if at is None:
        return lines, []
    line, place = lines[at[0]], at[1]
    kept = line.text[:place].rstrip()
    cut = Line(line.text[place:], line.start + place, line.end, line.number)
    before = [Line(kept, line.start, line.start + len(kept), line.number)] if kept else []
    return [*lines[: at[0]], *before], [cut, *lines[at[0] + 1 :]]


def _tells(line: Line) -> bool:
    sentence = line.text[:400]
    first_person = re.match(r"(?:I|We)\b", sentence)
    return 40 <= len(line.text) <= 2500 and not first_person and bool(_TELLS.search(sentence))
