"""Rows of a comma-separated file, one at a time (RFC 4180), and what cannot be a row.

The ``csv`` module alone reads a file into one field behind a quotation mark that is never closed,
takes a lone carriage return for the end of a row, and lets U+0000 pass. Here lines end with a line
feed only, a row has a largest size, and every row or refusal comes with the line it begins in.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kg.errors import SourceError

MAX_ROW = 16 * 1024 * 1024  # characters; a document has some ten thousand
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by column, and the line it begins in."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be read: the line it begins in, and why."""

    line: int
    reason: str


def read_rows(path: Path, known: frozenset[str]) -> Iterator[Row | BadRow]:
    """Yield the rows of the file at *path*, whose header names at least two columns of *known*.

    Memory does not grow with the file: at most one row is held.

    Raises:
        SourceError: the file cannot be read, its header is no such header, or a row never ends.
    """
    try:
        with path.open("rb") as file:
            lines = _Lines(path, file)
            limit = csv.field_size_limit(MAX_ROW)
            try:
                yield from _rows(path, lines, known)
            finally:
                csv.field_size_limit(limit)
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error


class _Lines:
    """The lines of a file as text, counted; a row that takes too many is an error."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file = file
        self.number = 0  # of the line read last
        self.first = 1  # of the line in which the row began
        self._size = 0

    def begin(self) -> None:
        """Let a new row begin with the next line."""
        self.first = self.number + 1
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._file.readline(MAX_ROW + 1 - self._size):
            self.number += 1
            self._size += len(line)
            if self._size > MAX_ROW:
                raise SourceError(
                    self._path,
                    f"a row does not end within {MAX_ROW // 2**20} MiB",
                    line=self.first,
                    remedy="close the quotation mark that is open from there on",
                )
            text = line.decode("utf-8", "surrogateescape")
            yield text.removeprefix("\ufeff") if self.number == 1 else text


def _rows(path: Path, lines: _Lines, known: frozenset[str]) -> Iterator[Row | BadRow]:
    text = iter(lines)
    columns, delimiter = _header(path, next(text, ""), known)
    lines.begin()
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    broken: BadRow | None = None  # a broken row, until a whole one follows
    behind = 0  # the last line passed over with it
    while True:
        lines.begin()
        try:
            cells = next(reader, None)
        except csv.Error as error:
            broken = broken or BadRow(lines.first, _reason(error))
            behind = lines.number
            continue
        if cells is None:
            break
        if not any(cell.strip() for cell in cells):
            continue
        if broken and len(cells) != len(columns):
            behind = lines.number  # the rest of the broken row
            continue
        if broken:
            yield _up_to(broken, behind)
            broken = None
        yield _row(cells, columns, lines.first)
    if broken:
        yield _up_to(broken, behind)


def _up_to(broken: BadRow, line: int) -> BadRow:
    """Say how far the file could not be read on behind a broken row."""
    if line <= broken.line:
        return broken
    return BadRow(broken.line, f"{broken.reason}; passed over up to line {line}")


def _header(path: Path, line: str, known: frozenset[str]) -> tuple[list[str], str]:
    """Return the names of the columns and what separates them."""
    if not line.strip():
        raise SourceError(path, "is empty", remedy="fetch the file again")
    if "\r" in line.rstrip("\r\n"):
        remedy = "save it with line feeds, as UTF-8"
        raise SourceError(path, "ends its lines with carriage returns", line=1, remedy=remedy)
    best: tuple[list[str], str] = ([], ",")
    for delimiter in _DELIMITERS:
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        names = [cell.strip().casefold() for cell in cells]
        if len(known & set(names)) > len(known & set(best[0])):
            best = names, delimiter
    names = best[0]
    if len(known & set(names)) < 2:
        remedy = "its first line must name the columns, such as title and record_id, in UTF-8"
        raise SourceError(path, "has no header of a table of documents", line=1, remedy=remedy)
    if twice := sorted({name for name in names if name and names.count(name) > 1}):
        remedy = "rename or remove one of the two columns"
        raise SourceError(path, f"has the column {twice[0]!r} twice", line=1, remedy=remedy)
    return best


def _row(cells: list[str], columns: list[str], line: int) -> Row | BadRow:
    if len(cells) != len(columns):
        return BadRow(line, f"has {len(cells)} cells where the header has {len(columns)}")
    for name, cell in zip(columns, cells, strict=True):
        if "\x00" in cell:
            return BadRow(line, f"holds the character U+0000 in the column {name!r}")
        if any("\udc80" <= character <= "\udcff" for character in cell):
            return BadRow(line, f"is not UTF-8 in the column {name!r}")
    return Row(line, dict(zip(columns, cells, strict=True)))


def _reason(error: csv.Error) -> str:
    said = str(error)
    if "new-line character" in said:
        return "holds a carriage return outside quotation marks"
    if "unexpected end" in said:
        return "has a quotation mark that is never closed"
    if "expected after" in said:
        return "has a quotation mark that is not doubled inside a cell"
    return f"cannot be read: {said}"
