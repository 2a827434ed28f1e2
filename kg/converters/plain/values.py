"""What a value of the front matter may be: a text, a date, a tag, an address, people."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.citations import parse_citation
from kg.converters.plain.front import Value
from kg.dates import find_dates, is_edtf, parse_date
from kg.errors import SourceError
from kg.records import Citation, DateReading, Span, Statement

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # RFC 5646; "English" is no tag
_ADDRESS = re.compile(
    r"https?://(?:[^\s<>\"{}|\\^`\[\]#%\ufff0-\uffff]|%[0-9A-Fa-f]{2})+(?:#[\w.~/?-]*)?"
)
_IDENTIFIER = re.compile(r"[^\s/]+(?:/[^\s/]+)*")
_LONGEST_CITATION = 1000  # characters
_DATES = "write 1957-11-12, 1957-11, 1957-11-12/1957-11-14, or 12 November 1957"


def shown(said: Statement) -> str:
    """Return a value as a message shows it: in one line, and not all of a long one."""
    return repr(said.value if len(said.value) <= 60 else f"{said.value[:60]}…")


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one file, read as what their keys want; errors name file, line and key."""

    path: Path
    text: str
    found: dict[str, Value]

    def refuse(self, value: Value, message: str, remedy: str) -> SourceError:
        """Return the error that says what is wrong with *value*, and what to do."""
        return SourceError(self.path, f"{value.key} {message}", line=value.line, remedy=remedy)

    def text_of(self, value: Value) -> Statement:
        """Return a value that must be one text."""
        if value.statement is None:
            held = "a list" if value.items is not None else "a map"
            raise self.refuse(value, f"is {held}", "write one text behind the colon")
        return value.statement

    def one(self, key: str) -> Statement | None:
        """Return the text behind *key*, ``None`` if the key is not there."""
        return self.text_of(self.found[key]) if key in self.found else None

    def many(self, value: Value | None) -> tuple[Statement, ...]:
        """Return the texts of a value: one, or a list of them."""
        if value is None:
            return ()
        if value.items is not None:
            if not value.items:
                raise self.refuse(value, "is an empty list", "write something, or take the key out")
            return tuple(self.text_of(item) for item in value.items)
        return (self.text_of(value),)

    def choice(self, key: str, allowed: Iterable[str]) -> str | None:
        """Return the text behind *key*, which must be one of *allowed*."""
        said = self.one(key)
        return None if said is None else self.chosen(self.found[key], said, allowed)

    def chosen(self, value: Value, said: Statement, allowed: Iterable[str]) -> str:
        """Return what *said* says if it is one of *allowed*."""
        names = tuple(allowed)
        if said.value not in names:
            raise self.refuse(value, f"is {shown(said)}", f"write one of {', '.join(names)}")
        return said.value

    def identifier(self) -> str:
        """Return the identifier, which becomes part of the record's address."""
        value = self.found["identifier"]
        said = self.text_of(value).value
        if not _IDENTIFIER.fullmatch(said) or len(said) > 200 or not said.isprintable():
            remedy = "write letters, digits, '.', '-' and '_', parts divided by one '/'"
            raise self.refuse(value, f"is {said[:60]!r}", remedy)
        if said.rpartition("/")[2] == "evidence":
            raise self.refuse(value, "ends in 'evidence'", "choose another; that name is taken")
        return said

    def language(self) -> str | None:
        """Return the language as a tag of BCP 47."""
        said = self.one("language")
        if said is not None and not _LANGUAGE.fullmatch(said.value):
            remedy = "write the tag of BCP 47, such as en, ru or ko"
            raise self.refuse(self.found["language"], f"is {shown(said)}", remedy)
        return said.value if said else None

    def address(self) -> str | None:
        """Return the address at which the original is published."""
        said = self.one("address")
        if said is not None and not (_ADDRESS.fullmatch(said.value) and said.value.isprintable()):
            remedy = "write the whole address, beginning with https://"
            raise self.refuse(self.found["address"], f"is {shown(said)}", remedy)
        return said.value if said else None

    def citation(self) -> Citation | None:
        """Return the archival citation, split into its levels."""
        said = self.one("citation")
        if said is None:
            return None
        if len(said.value) > _LONGEST_CITATION:
            remedy = "write the citation alone, the rest into the body"
            raise self.refuse(self.found["citation"], "is longer than any citation", remedy)
        return replace(parse_citation(said.value), span=said.span)

    def date(self, key: str) -> DateReading | None:
        """Return the one date behind *key*; of a corrected one the correction."""
        readings = self.dates(key)
        return readings[-1] if readings else None

    def dates(self, key: str) -> tuple[DateReading, ...]:
        """Return the readings of the date behind *key*: EDTF or printed, with its correction."""
        said = self.one(key)
        if said is None or said.span is None:
            return ()
        written = self.text[said.span.start : said.span.end]
        if is_edtf(said.value):
            return (DateReading(edtf=said.value, as_written=written, span=said.span),)
        whole = parse_date(said.value)
        if whole is None:
            raise self.refuse(self.found[key], f"is no date we can read: {shown(said)}", _DATES)
        readings = tuple(
            DateReading(
                edtf=found.edtf,
                as_written=found.as_written,
                span=Span(found.start, found.end),
                corrects=found.corrects,
            )
            for found in find_dates(self.text, said.span.start, said.span.end)
            if found.edtf is not None
        )
        if readings and readings[-1].edtf == whole:
            return readings
        return (DateReading(edtf=whole, as_written=written, span=said.span),)
