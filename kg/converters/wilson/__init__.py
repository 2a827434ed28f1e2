"""Pages of the Wilson Center Digital Archive, saved as text from a browser.

A page holds one document: its date and title, a line of thanks, the document itself, a summary of
one paragraph, and "Document Information": labels and values on lines of their own. The reading text
is the whole file, decoded as UTF-8 with line feeds alone at the end of lines and not otherwise
touched (record 115932 has 8,893 characters).

What is converted: a document whose title, heading, type or opening speaks of a conversation, talk,
meeting, discussion, negotiation, interview, audience, reception or consultation that somebody had;
in the opening (the first three paragraphs) the verb must be there too ("a conversation was held
with", "I received", "met with"). Any other document is excluded, with that reason.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.converters.wilson.making import make_outcome
from kg.converters.wilson.page import parse_page
from kg.errors import SourceError
from kg.records import Outcome

_MAX_BYTES = 16 * 1024 * 1024  # a thousand times the page of record 115932
_MARKS = ("Document Information", "Record ID", "Original Uploaded Date", "Skip to content")


def convert(path: Path) -> Iterator[Outcome]:
    """Yield the one record of a saved page, or why its document is excluded.

    Raises:
        SourceError: the file cannot be read, is empty, cut off, not UTF-8, or no such page.
    """
    text = read_text(path)
    yield make_outcome(parse_page(path, text), text)


def recognises(path: Path, head: bytes) -> bool:
    """Say whether *head*, the first 64 kB of a file, looks like a saved page."""
    text = head.decode(errors="replace").lstrip("\ufeff \t\r\n\xa0")
    if text.startswith(("<", "{", "[")):
        return False
    lines = {line.strip() for line in text.splitlines()}
    return text.startswith("Skip to content") or sum(mark in lines for mark in _MARKS) > 1


def read_text(path: Path) -> str:
    """Return the reading text of a file.

    Raises:
        SourceError: as for :func:`convert`.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise SourceError(
                path, "is larger than any saved page", remedy="give one page, saved as text"
            )
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            path,
            f"is not UTF-8 (byte {error.start}: 0x{content[error.start]:02x})",
            line=content[: error.start].count(b"\n") + 1,
            remedy="save the page again as text in UTF-8",
        ) from error
    if not text.strip():
        raise SourceError(path, "is empty", remedy="save the page again as text")
    if "\x00" in text:
        raise SourceError(
            path,
            "holds the character U+0000",
            line=text[: text.index("\x00")].count("\n") + 1,
            remedy="save the page again as text in UTF-8",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")
