"""A file as a stream of bytes, expanded as it is read and never written to disk.

Zstandard (RFC 8878) and gzip (RFC 1952) are known by their first bytes; anything else is taken as
it is. What expands more than 100 to 1 is refused, as is a window larger than 128 MiB, which is
what the ``zstd`` command itself takes without being asked.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol, cast

import zstandard

from kg.errors import SourceError

ZSTD = b"\x28\xb5\x2f\xfd"
GZIP = b"\x1f\x8b"
_CHUNK = 128 * 1024
_WINDOW = 128 * 1024 * 1024
_RATIO = 100
_FREE = 64 * 1024 * 1024  # bytes: a small file may begin with zeros


class Stream(Protocol):
    """What gives up to *size* bytes a call, and none at its end."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""
        ...


@contextmanager
def expanded(path: Path) -> Iterator[Stream]:
    """Open the file at *path* and give what it holds, expanded.

    Raises:
        SourceError: it cannot be opened or, while it is read: it is damaged, cut off, or expands
            beyond all measure.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            yield _Guarded(path, file, head)
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error


def expanded_head(head: bytes, size: int) -> bytes:
    """Return up to *size* bytes that the first bytes of a file expand to, b"" if they are bad."""
    try:
        if head.startswith(ZSTD):
            reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(head)
            return reader.read(size)
        if head.startswith(GZIP):
            return zlib.decompressobj(wbits=31).decompress(head, size)
    except (zstandard.ZstdError, zlib.error):
        return b""
    return head[:size]


class _Counted:
    """A file that counts what is taken from it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.taken = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.taken += len(data)
        return data


class _Guarded:
    """A stream that refuses to expand beyond all measure, and says so with the file's name."""

    def __init__(self, path: Path, file: IO[bytes], head: bytes) -> None:
        self._path = path
        self._source = _Counted(file)
        self._given = 0
        self._stream: Stream = self._source
        if head.startswith(ZSTD):
            reader = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
            self._stream = reader.stream_reader(
                cast("IO[bytes]", self._source), read_size=_CHUNK, read_across_frames=True
            )
        elif head.startswith(GZIP):
            self._stream = _Gunzipped(self._source)

    def read(self, size: int, /) -> bytes:
        try:
            data = self._stream.read(size)
        except (zstandard.ZstdError, zlib.error, EOFError) as error:
            said = " ".join(str(error).split())
            remedy = "fetch it again (zstd -t or gzip -t tests it)"
            if "memory" in said or "window" in said.casefold():
                remedy = "compress it again without --long and --ultra"
            raise SourceError(self._path, f"cannot be expanded: {said}", remedy=remedy) from error
        self._given += len(data)
        if self._given > _FREE and self._given > _RATIO * self._source.taken:
            raise SourceError(
                self._path,
                f"expands more than {_RATIO} to 1",
                remedy="this is no mirror of pages; look who made the file",
            )
        return data


class _Gunzipped:
    """The members of a gzip file, one after another."""

    def __init__(self, source: _Counted) -> None:
        self._source = source
        self._member = zlib.decompressobj(wbits=31)
        self._waiting = b""
        self._begun = False

    def read(self, size: int, /) -> bytes:
        while True:
            if not self._waiting and not (chunk := self._source.read(_CHUNK)):
                if self._begun and not self._member.eof:
                    raise EOFError("the file ends within its data")
                return b""
            if not self._waiting:
                self._waiting = chunk
            if self._member.eof:
                self._member = zlib.decompressobj(wbits=31)
            self._begun = True
            data = self._member.decompress(self._waiting, size)
            self._waiting = self._member.unconsumed_tail or self._member.unused_data
            if data:
                return data
