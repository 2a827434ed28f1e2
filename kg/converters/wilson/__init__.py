"""The Digital Archive of the Wilson Center, in every form in which people hold it.

A page saved as text or as HTML (the modern layout, and that of 2011-2021), the table that people
scrape it into, and mirrors: a folder, a tar archive, or one that zstd or gzip has compressed. A
page holds one document: its date and title, a line of thanks, the document itself, a summary of one
paragraph, and "Document Information". The reading text of a page saved as text is the whole file,
decoded as UTF-8 with line feeds alone at the end of lines and not otherwise touched (record 115932
has 8,893 characters); every other form is laid out in the same way (``composing``).

What is converted: a document whose title, heading, type or opening speaks of a conversation, talk,
meeting, discussion, negotiation, interview, audience, reception or consultation that somebody had;
in the opening (the first three paragraphs) the verb must be there too ("a conversation was held
with", "I received", "met with"). Any other document is excluded, with that reason.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.converters.wilson import expanding, mirror, table
from kg.converters.wilson.composing import compose
from kg.converters.wilson.making import make_outcome
from kg.converters.wilson.markup import MAX_BYTES, decode
from kg.converters.wilson.page import parse_page
from kg.converters.wilson.webpage import read_page
from kg.errors import SourceError
from kg.records import Outcome

_HEAD = 64 * 1024
_PART = 24 * 1024 * 1024  # bytes of a table or archive that are some hundred records
_PACKED = 1024 * 1024  # the same, compressed
_MARKS = ("Document Information", "Record ID", "Original Uploaded Date", "Skip to content")
_PAGE_MARKS = (b"digitalarchive.wilsoncenter.org", b"information-block", b"doc-inf-information")


def parts(path: Path) -> int:
    """Return into how many parts of some hundred records a table or an archive is best read."""
    try:
        size = path.stat().st_size if path.is_file() else 0
        head = _head(path) if size > _PART else b""
    except (OSError, SourceError):
        return 1
    compressed = head.startswith((expanding.ZSTD, expanding.GZIP))
    return max(1, -(-size // (_PACKED if compressed else _PART))) if head else 1


def convert(path: Path, part: int = 0, of: int = 1) -> Iterator[Outcome]:
    """Yield the records of a page, a table or a mirror, and why the others are none.

    With *of* parts only every *of*-th record of a table or a mirror is converted, from *part* on:
    several processes can share a file, and each holds little of it.

    Raises:
        SourceError: the file cannot be read, is empty, cut off, not UTF-8, or nothing of these.
    """
    if path.is_dir():
        yield from mirror.read_folder(path, part, of)
        return
    head = _head(path)
    if _is_tar(head):
        yield from mirror.read_archive(path, part, of)
    elif _is_table(head):
        yield from table.read_table(path, part, of)
    elif part == 0:
        yield _one_page(path)


def recognises(path: Path, head: bytes) -> bool:
    """Say whether *head*, the first 64 kB of a file, looks like one of the forms."""
    if _is_tar(head):
        return b"document/" in expanding.expanded_head(head, _HEAD)
    if _is_table(head):
        return True
    if _is_html(head):
        return any(mark in head for mark in _PAGE_MARKS)
    text = head.decode(errors="replace").lstrip("\ufeff \t\r\n\xa0")
    if text.startswith(("{", "[")):
        return False
    lines = {line.strip() for line in text.splitlines()}
    return text.startswith("Skip to content") or sum(mark in lines for mark in _MARKS) > 1


def _one_page(path: Path) -> Outcome:
    content = _read(path)
    if _is_html(content[:_HEAD]):
        return make_outcome(*compose(path, read_page(path, content)))
    text = decode(path, content)
    return make_outcome(parse_page(path, text), text)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError as error:
        raise _unreadable(path, error) from error


def _read(path: Path) -> bytes:
    """Return the content of one page; one byte too many says that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> SourceError:
    return SourceError(
        path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
    )


def _is_tar(head: bytes) -> bool:
    """Say whether a file is a tar archive or compressed, which a page or a table never is."""
    compressed = head.startswith((expanding.ZSTD, expanding.GZIP))
    return compressed or head[257:262] == b"ustar"


def _is_table(head: bytes) -> bool:
    """Say whether the first line names at least three columns of a scraped table."""
    line = head.partition(b"\n")[0].partition(b"\r")[0].decode("utf-8-sig", errors="replace")
    cells = line.replace(";", ",").replace("\t", ",").casefold().split(",")
    return len(table.COLUMNS & {cell.strip().strip('"').strip() for cell in cells}) > 2


def _is_html(head: bytes) -> bool:
    """Say whether a file is HTML; old pages may be XHTML, but no other XML is a page."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:2000].lower()
    return start.startswith(b"<") and (not start.startswith(b"<?xml") or b"<html" in start)
