"""A plain record of your own: Markdown or text with a small front matter.

For an archive that has none of the other formats. The file begins with a line ``---``, then keys
and values in YAML, then ``---``, then the record as it stands, in Markdown or as plain paragraphs.
The keys are described in ``data/sources/README.md`` and, as data, in ``making.KEYS``.

The reading text is the whole file, front matter and all, decoded as UTF-8 with line feeds alone at
the end of lines: so every value has a place that can be quoted.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from kg.converters.plain.body import body_blocks, with_furniture
from kg.converters.plain.front import MAX_FRONT, read_front
from kg.converters.plain.making import make_record
from kg.errors import SourceError
from kg.records import Outcome

__all__ = ["convert", "recognises"]

COLLECTION = "plain"
_MAX_BYTES = 16 * 1024 * 1024  # a thousand long records
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
_OPENING = re.compile(r"\ufeff?---[ \t]*\r?\n(?P<front>.*)", re.DOTALL)


def recognises(path: Path, head: bytes) -> bool:
    """Say whether a file opens with a front matter that has a title and an identifier."""
    del path  # the name says nothing: a record may be .md, .txt or anything else
    match = _OPENING.match(head.decode(errors="replace"))
    if match is None:
        return False
    front = re.split(r"^---[ \t]*\r?$", match["front"][:MAX_FRONT], maxsplit=1, flags=re.MULTILINE)
    keys = set(re.findall(r"^([a-z-]+):", front[0], re.MULTILINE))
    return {"title", "identifier"} <= keys


def convert(path: Path) -> Iterator[Outcome]:
    """Yield the one record of a plain file.

    Raises:
        SourceError: the file cannot be read as UTF-8, has no front matter, or its front matter has
            an unknown key, lacks one, or gives one a value that it cannot have.
    """
    text = _text(path)
    front = read_front(path, text)
    blocks = with_furniture(text, (*front.blocks, *body_blocks(text, front.end)))
    yield make_record(path, COLLECTION, text, front, blocks)


def _text(path: Path) -> str:
    """Return the file's text with line feeds alone at the end of lines."""
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _MAX_BYTES else b""
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error
    if size > _MAX_BYTES:
        raise SourceError(
            path, f"is too large for one record ({size} bytes)", remedy="write a file a record"
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            path,
            f"is not UTF-8 at byte {error.start}",
            line=content.count(b"\n", 0, error.start) + 1,
            remedy="save it as UTF-8",
        ) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise SourceError(path, "is empty", remedy="write a record into it")
    if control := _CONTROL.search(text):
        raise SourceError(
            path,
            f"holds the control character U+{ord(control[0]):04X}",
            line=text.count("\n", 0, control.start()) + 1,
            remedy="take it out; a record is plain text",
        )
    return text
