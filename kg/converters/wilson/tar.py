"""The files of a tar archive, read once from its beginning to its end (POSIX.1-2001, pax; GNU).

Python's ``tarfile`` holds every member it has met, reads long names of any length into memory, and
has gone round in circles on crafted headers more than once (CVE-2019-20907, CVE-2025-8194); this
reads headers strictly, keeps nothing, and stops at the first that is wrong.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.converters.wilson.expanding import Stream
from kg.errors import SourceError

_BLOCK = 512
_CHUNK = 1024 * 1024
_MAX_NAME = 64 * 1024  # bytes of a long name or of pax headers
_REGULAR = (b"0", b"\0", b"7")
_EXTENDED = {b"L": "name", b"K": "link", b"x": "pax", b"g": "global"}


@dataclass(slots=True)
class Entry:
    """A regular file of an archive; its content can be read until the next one is asked for."""

    name: str
    size: int
    _content: "_Content"

    def read(self) -> bytes:
        """Return the whole content; may be called once."""
        return self._content.take(self.size)


def entries(path: Path, stream: Stream) -> Iterator[Entry]:
    """Yield the regular files of the archive in *stream*; *path* is where it lies, for messages.

    Raises:
        SourceError: it is no tar archive, is damaged or cut off; the files before were good.
    """
    content = _Content(path, stream)
    name: str | None = None
    size: int | None = None
    while (header := content.header()) is not None:
        kind = header[156:157]
        length = _number(header[124:136])
        if length is None or not _is_sound(header):
            raise content.damaged("a header is damaged")
        content.begin(length)
        if extended := _EXTENDED.get(kind):
            if length > _MAX_NAME:
                raise content.damaged(f"a name of {length} bytes")
            data = content.take(length)
            if extended == "name":
                name = _text(data.rstrip(b"\0"))
            elif extended == "pax":
                name, size = _pax(data, content)
        else:
            if size is not None:
                content.begin(size)
            if kind == b"S":
                raise content.damaged("a sparse file is in it")
            if kind in _REGULAR:
                content.count += 1
                yield Entry(name or _name(header), content.left, content)
            name = size = None
        content.skip()


class _Content:
    """The blocks of an archive: how much of the present file is left, and what was met."""

    def __init__(self, path: Path, stream: Stream) -> None:
        self._path = path
        self._stream = stream
        self._padding = 0
        self.left = 0
        self.count = 0

    def header(self) -> bytes | None:
        """Return the next header, ``None`` at the end: a block of zeros."""
        block = self._exactly(_BLOCK)
        return None if block == bytes(_BLOCK) else block

    def begin(self, size: int) -> None:
        """Let a file of *size* bytes begin."""
        self.left = size
        self._padding = -size % _BLOCK

    def take(self, size: int) -> bytes:
        """Return the next *size* bytes of the file."""
        self.left -= size
        return self._exactly(size)

    def skip(self) -> None:
        """Pass over what is left of the file."""
        left = self.left + self._padding
        while left:
            left -= len(self._exactly(min(left, _CHUNK)))
        self.left = self._padding = 0

    def _exactly(self, size: int) -> bytes:
        pieces, missing = [], size
        while missing:
            piece = self._stream.read(min(missing, _CHUNK))
            if not piece:
                raise self.damaged("it is cut off")
            pieces.append(piece)
            missing -= len(piece)
        return b"".join(pieces)

    def damaged(self, what: str) -> SourceError:
        """Return the error that says how far the archive could be read."""
        if not self.count:
            return SourceError(
                self._path, f"is no tar archive: {what}", remedy="fetch or pack it again"
            )
        return SourceError(
            self._path,
            f"cannot be read behind file {self.count} of the archive: {what}",
            remedy="fetch or pack it again; the files before were read",
        )


def _is_sound(header: bytes) -> bool:
    """Check the sum of the header; some old programs summed signed bytes."""
    given = _number(header[148:156])
    blanked = header[:148] + b" " * 8 + header[156:]
    signed = sum(byte - 256 if byte > 127 else byte for byte in blanked)
    return given in (sum(blanked), signed)


def _number(field: bytes) -> int | None:
    """Return an octal number or, with the first bit set, a binary one; ``None`` if it is none."""
    if field[0] & 0x80:
        value = int.from_bytes(bytes([field[0] & 0x7F]) + field[1:], "big")
        return value if value < 1 << 62 else None  # a negative one has the next bit set
    digits = field.strip(b" \0")
    if not digits:
        return 0
    return int(digits, 8) if all(byte in b"01234567" for byte in digits) else None


def _name(header: bytes) -> str:
    name = header[:100].partition(b"\0")[0]
    prefix = header[345:500].partition(b"\0")[0]
    if header[257:263] == b"ustar\0" and prefix:
        name = prefix + b"/" + name
    return _text(name)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "backslashreplace")


def _pax(data: bytes, content: _Content) -> tuple[str | None, int | None]:
    """Return path and size from extended headers: length, key=value, line feed, and again."""
    found: dict[bytes, bytes] = {}
    while data:
        digits, space, _ = data.partition(b" ")
        length = int(digits) if digits.isdigit() and len(digits) < 8 else 0
        record = data[len(digits) + 1 : length - 1]
        if (
            not space
            or not len(digits) + 1 < length <= len(data)
            or data[length - 1 : length] != b"\n"
        ):
            raise content.damaged("an extended header is damaged")
        key, _, value = record.partition(b"=")
        found[key] = value
        data = data[length:]
    size = found.get(b"size")
    if size is not None and not (size.isdigit() and len(size) < 19):
        raise content.damaged("an extended header is damaged")
    path = found.get(b"path")
    return (_text(path) if path else None), (int(size) if size is not None else None)
