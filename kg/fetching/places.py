"""Files of the target folder: written in full or not at all, and never outside it."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kg.errors import FetchError

_CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one file lies, and beside it, hidden from builds, its part and what was rejected."""

    path: Path

    @property
    def part(self) -> Path:
        """What has come of the file so far."""
        return self.path.with_name(f".{self.path.name}.part")

    @property
    def state(self) -> Path:
        """Of what the part is a part."""
        return self.path.with_name(f".{self.path.name}.part.json")

    @property
    def rejected(self) -> Path:
        """What came and had the wrong checksum."""
        return self.path.with_name(f".{self.path.name}.rejected")

    def drop_part(self) -> None:
        """Forget what has come so far."""
        self.state.unlink(missing_ok=True)
        self.part.unlink(missing_ok=True)

    def accept_part(self) -> None:
        """Put the part in place in one step."""
        self.part.replace(self.path)
        self.state.unlink(missing_ok=True)
        self.rejected.unlink(missing_ok=True)
        _sync_folder(self.path.parent)

    def reject_part(self) -> None:
        """Keep the part aside."""
        self.part.replace(self.rejected)
        self.state.unlink(missing_ok=True)


def place_of(target: Path, file: str) -> Place:
    """Return the place of *file*, whose folder is made.

    Raises:
        FetchError: a link leads out of *target*, or the place is taken by a folder.

    """
    path = target / file
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.parent.resolve().is_relative_to(target.resolve()) or path.is_symlink():
        raise FetchError(f"{path}: a link leads out of {target}; remove it")
    if path.is_dir():
        raise FetchError(f"{path}: is a folder where a file should be; move it away")
    return Place(path=path)


def sha256_of(path: Path) -> str | None:
    """Return the SHA-256 of a file, ``None`` if there is none."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except FileNotFoundError:
        return None
    return digest.hexdigest()


def open_part(path: Path, *, keep: bool) -> int:
    """Open a part for writing at its end, and follow no link that lies there."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | (os.O_APPEND if keep else os.O_TRUNC)
    return os.open(path, flags, 0o666)


def write_through(path: Path, content: bytes, flag: int = os.O_TRUNC) -> None:
    """Write *content* and wait until it is on the disk."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | flag, 0o666)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace_with(path: Path, content: bytes) -> None:
    """Write *content* beside *path* and put it in place in one step."""
    new = path.with_name(f".{path.name}.new")
    write_through(new, content)
    new.replace(path)
    _sync_folder(path.parent)


@contextmanager
def held(target: Path) -> Iterator[None]:
    """Hold *target* for this run; the lock is the system's and goes with the process.

    Raises:
        FetchError: another run holds it, or it cannot be written.

    """
    target.mkdir(parents=True, exist_ok=True)
    with (target / ".fetching.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise FetchError(f"{target}: another kg fetch works here; wait for it") from error
        yield


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
