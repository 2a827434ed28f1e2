"""A page that comes as HTML or as a row becomes the reading text that a saved page has.

The layout is that of the page saved as text (record 115932): date, title, line of thanks, document,
summary, "Document Information", then each label with its values; a blank line between any two. Only
what the form holds is there, so one record has one graph whatever its form, but for offsets.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

from kg.converters.wilson.page import INFORMATION, LABELS, Line, Page, read_identifier
from kg.converters.wilson.rights import repeated_at
from kg.errors import SourceError
from kg.records import Warn

_NO_CHARACTER = re.compile(r"[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a form says, in its own words: values by label, every one of a line.

    ``line`` is where the record begins in its file, ``fields`` are keyed by :data:`LABELS`.
    """

    title: str
    date: str | None = None
    support: str | None = None
    body: tuple[str, ...] = ()
    summary: str | None = None
    fields: dict[str, tuple[str, ...]] = field(default_factory=dict)
    address: str | None = None
    line: int | None = None
    warnings: tuple[Warn, ...] = ()


def compose(path: Path, parts: Parts) -> tuple[Page, str]:
    """Return the page that *parts* make, and its reading text.

    Raises:
        SourceError: there is no title, no Record ID, or one that is no number; or a character
            that is none (U+0000, half of a surrogate pair) came out of an escape.
    """
    if not parts.title:
        raise SourceError(path, "has no title", line=parts.line, remedy="fetch the record again")
    fields = {label: parts.fields[label] for label in LABELS if label in parts.fields}
    body = parts.body
    if at := repeated_at(body):
        kept = body[at[0]][: at[1]].strip()
        cut = (body[at[0]][at[1] :], *body[at[0] + 1 :])
        body = (*body[: at[0]], *([kept] if kept else []))
        fields.setdefault("Rights", cut)
    text = _Text(parts.line or 0)
    date, title = text.optional(parts.date), text.add(parts.title)
    support = text.optional(parts.support)
    document = tuple(text.add(line) for line in body)
    summary = text.optional(parts.summary)
    labels, values = [text.add(INFORMATION)], {}
    for label, lines in fields.items():
        labels.append(text.add(label))
        values[label] = tuple(text.add(line) for line in lines)
    _refuse_characters(path, text.whole(), parts.line)
    page = Page(
        identifier=read_identifier(path, labels, values),
        title=title,
        date=date,
        support=support,
        body=document,
        summary=summary,
        labels=tuple(labels),
        fields=values,
        address=parts.address,
        warnings=parts.warnings,
    )
    return page, text.whole()


def _refuse_characters(path: Path, text: str, line: int | None) -> None:
    if found := _NO_CHARACTER.search(text):
        message = f"holds the character U+{ord(found[0]):04X}"
        raise SourceError(path, message, line=line, remedy="fetch the record again")


class _Text:
    """A text that grows line by line and remembers where each lies."""

    def __init__(self, number: int) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._number = number

    def add(self, line: str) -> Line:
        start = self._length + 2 * bool(self._lines)
        self._lines.append(line)
        self._length = start + len(line)
        return Line(line, start, self._length, self._number)

    def optional(self, line: str | None) -> Line | None:
        return self.add(line) if line else None

    def whole(self) -> str:
        return "\n\n".join(self._lines)
