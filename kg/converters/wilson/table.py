"""The table people scrape the archive into: a row a document, columns read by name.

Lists are JSON in their cells. ``text_body`` is what a browser shows of the document, a line a
paragraph, and ends with the statement of rights, which is cut and kept as rights. A row with a
summary and no document is a record all the same: its title and summary are all that is known.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.converters.wilson.composing import Parts, compose
from kg.converters.wilson.making import COLLECTION, make_outcome
from kg.converters.wilson.page import is_support
from kg.converters.wilson.rows import BadRow, Row, read_rows
from kg.converters.wilson.tree import is_address
from kg.errors import SourceError
from kg.records import Excluded, Outcome, Record, Refused, Warn

TEXTS = {
    "source": "Source",
    "rights": "Rights",
    "original_upload_date": "Original Uploaded Date",
    "record_id": "Record ID",
    "original_classification": "Original Classification",
    "type": "Type",
}
LISTS = {
    "authors": "Author(s)",
    "associated_places": "Associated Places",
    "subjects_discussed": "Subjects Discussed",
    "associated_people_orgs": "Associated People & Organizations",
    "associated_topics": "Associated Topics",
    "document_contributors": "Document Contributor(s)",
    "original_archive_title": "Original Archive",
    "language": "Language",
    "donors": "Donors",
}
OTHERS = frozenset(
    {"document_url", "original_publication_date", "title", "credits", "text_body", "summary"}
)
COLUMNS = frozenset(TEXTS) | frozenset(LISTS) | OTHERS
# When a row was scraped and on which page of the search results it stood: nothing of the record.
_IGNORED = re.compile(r"scraped_at|id|index|unnamed.*|page(?:_\w+)?|")
_NUMBERED = re.compile(r"/document/(?P<id>[0-9]{1,12})/?")


def read_table(path: Path, part: int = 0, of: int = 1) -> Iterator[Outcome]:
    """Yield the record of each row, or why the row is none; with *of* parts, of every *of*-th.

    Raises:
        SourceError: the file cannot be read on (see :func:`rows.read_rows`).
    """
    unknown: tuple[str, ...] | None = None
    for number, row in enumerate(read_rows(path, COLUMNS)):
        if number % of != part:
            continue
        if isinstance(row, BadRow):
            yield Refused(key=f"{COLLECTION}/row-{row.line}", message=row.reason, line=row.line)
            continue
        outcome = _outcome(path, row)
        if unknown is None:
            unknown = tuple(name for name in row.cells if not _is_known(name))
            if unknown and part == 0 and isinstance(outcome, Record):
                message = f"columns that are not read: {', '.join(unknown)}"
                warning = Warn(message=message, line=1)
                outcome = replace(outcome, warnings=(*outcome.warnings, warning))
        yield outcome


def _is_known(name: str) -> bool:
    return name in COLUMNS or bool(_IGNORED.fullmatch(name))


def _outcome(path: Path, row: Row) -> Outcome:
    identifier = _identifier(row)
    key = f"{COLLECTION}/{identifier or f'row-{row.line}'}"
    if not any(row.cells.get(name, "").strip() for name in ("title", "text_body", "summary")):
        reason = "the row has neither title nor text nor summary"
        return Excluded(key=key, reason=reason, line=row.line)
    try:
        return make_outcome(*compose(path, _parts(row, identifier)), line=row.line)
    except SourceError as error:
        message = f"the row {error.message}; {error.remedy}"
        return Refused(key=key, message=message, line=row.line)


def _identifier(row: Row) -> str | None:
    """Return the Record ID of a row; the archive's older addresses hold it too."""
    given = row.cells.get("record_id", "").strip().removesuffix(".0")  # a number to a spreadsheet
    numbered = _NUMBERED.search(row.cells.get("document_url", ""))
    return given or (numbered["id"] if numbered else None)


def _parts(row: Row, identifier: str | None) -> Parts:
    cells = row.cells
    fields = {label: tuple(_lines(cells.get(name, ""))) for name, label in TEXTS.items()}
    fields |= {label: tuple(_items(cells.get(name, ""))) for name, label in LISTS.items()}
    fields["Record ID"] = (identifier,) if identifier else ()
    body = tuple(_lines(cells.get("text_body", "")))
    credit = " ".join(_lines(cells.get("credits", "")))
    warnings = []
    if not body:
        warnings.append(Warn(message="the row holds no text of the document", line=row.line))
    if credit and not is_support(credit):
        warnings.append(Warn(message=f"not understood in the credits: {credit!r}", line=row.line))
    address = cells.get("document_url", "").strip()
    return Parts(
        title=" ".join(_lines(cells.get("title", ""))),
        date=" ".join(_lines(cells.get("original_publication_date", ""))) or None,
        support=credit if is_support(credit) else None,
        body=body,
        summary=" ".join(_lines(cells.get("summary", ""))) or None,
        fields={label: lines for label, lines in fields.items() if lines},
        address=address if is_address(address) else None,
        line=row.line,
        warnings=tuple(warnings),
    )


_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def _lines(cell: str) -> Iterator[str]:
    for line in _BREAK.split(cell):
        if stripped := line.strip():
            yield stripped


_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"")


def _items(cell: str) -> Iterator[str]:
    """Yield the values of a list: JSON, a list as Python prints it, or one a line."""
    text = cell.strip()
    if not (text.startswith("[") and text.endswith("]")):
        parts = text.split(";") if ";" in text else text.split("|")
        yield from (line for part in parts for line in _lines(part))
        return
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        values = [one or other for one, other in _QUOTED.findall(text)] or [text]
    for value in values:
        if isinstance(value, str):
            yield from _lines(value)
