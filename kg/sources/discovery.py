"""What to read: from the paths of the command line to one unit of work for each file.

Folders are walked whole, hidden entries left out, links followed but never twice to one place.
The result is sorted and does not depend on the order of the paths.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.records import Source
from kg.sources.description import NAME, known_sources, read_source

Recognise = Callable[[Path], str | None]
"""The converters' own judgement: the name of the format of a file, or ``None``."""

_ABOUT = frozenset(
    {NAME, "fetched.jsonl", "README", "README.md", "LICENSE", "LICENSE.txt", "LICENSE.md", "NOTICE"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One file to convert, and the source it belongs to."""

    path: Path
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Unclaimed:
    """A file that no source and no converter claims; the reason says what to do about it."""

    path: Path
    reason: str

    @property
    def message(self) -> str:
        """File and reason in one printable line, whatever the file's name."""
        name = os.fsencode(self.path).decode(errors="backslashreplace")
        shown = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)
        return f"{shown}: {self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """Every file that was met: what to convert, and what nobody claims. Both sorted by path."""

    units: tuple[Unit, ...]
    unclaimed: tuple[Unclaimed, ...]


def discover(
    paths: Sequence[Path], recognise: Recognise, known: Sequence[Source] | None = None
) -> Discovery:
    """Return what to convert among *paths*, files or folders.

    The nearest ``source.toml`` above a file decides; where there is none, *recognise* names the
    converter and *known* (by default ``data/sources``) the source.

    Raises:
        SourceError: a path does not exist, or a folder cannot be listed.
        ConfigError: a ``source.toml`` is wrong.

    """
    claims = _Claims(recognise, known_sources() if known is None else known)
    found = [claims.claim(path, given=given) for path, given in _files(paths)]
    return Discovery(
        units=tuple(each for each in found if isinstance(each, Unit)),
        unclaimed=tuple(each for each in found if isinstance(each, Unclaimed)),
    )


class _Claims:
    """Decides whose a file is; remembers the descriptions it has read, by folder."""

    def __init__(self, recognise: Recognise, known: Sequence[Source]) -> None:
        self._recognise = recognise
        self._known = known
        self._by_folder: dict[Path, Source | None] = {}

    def claim(self, path: Path, *, given: bool) -> Unit | Unclaimed | None:
        """Return whose *path* is; ``None`` if its own source leaves it out."""
        trouble = _trouble(path)
        if trouble:
            return Unclaimed(path=path, reason=trouble)
        source = self._described(path)
        if source is None:
            return self._recognised(path)
        if not source.include or any(path.match(pattern) for pattern in source.include):
            return Unit(path=path, source=source)
        if not given:
            return None
        patterns = ", ".join(source.include)
        return Unclaimed(path=path, reason=f"its {NAME} includes only {patterns}; widen 'include'")

    def _described(self, path: Path) -> Source | None:
        """Return the nearest description: first where the file appears, then where it lies."""
        real = Path(os.path.realpath(path))
        here = path.absolute() if ".." not in path.parts else real
        return self._nearest(here.parent) or self._nearest(real.parent)

    def _nearest(self, folder: Path) -> Source | None:
        passed: list[Path] = []
        source: Source | None = None
        for ancestor in (folder, *folder.parents):
            if ancestor in self._by_folder:
                source = self._by_folder[ancestor]
                break
            passed.append(ancestor)
            if os.path.lexists(ancestor / NAME):
                source = read_source(ancestor / NAME)
                break
        self._by_folder.update(dict.fromkeys(passed, source))
        return source

    def _recognised(self, path: Path) -> Unit | Unclaimed:
        try:
            converter = self._recognise(path)
        except OSError as error:
            return Unclaimed(path=path, reason=_unreadable(error))
        except SourceError as error:
            return Unclaimed(path=path, reason=f"{error.message}; {error.remedy}")
        if converter is None:
            reason = f"no converter recognises it; write a {NAME} beside it, or leave it out"
            return Unclaimed(path=path, reason=reason)
        sources = [source for source in self._known if source.converter == converter]
        if len(sources) == 1:
            return Unit(path=path, source=sources[0])
        # Rights are never guessed: with no source, or with two, a person has to say.
        how_many = "more than one known source has" if sources else "no known source has"
        reason = (
            f"{how_many} the format {converter!r} it was recognised as; write a {NAME} beside it"
        )
        return Unclaimed(path=path, reason=reason)


def _files(paths: Sequence[Path]) -> Iterable[tuple[Path, bool]]:
    """Return every file once, sorted by path, with whether it was given by name."""
    met = [*((path, True) for path in paths if not _is_folder(path)), *_walked(paths)]
    by_place: dict[str, tuple[Path, bool]] = {}
    for path, given in sorted(met, key=lambda each: (each[0].as_posix(), not each[1])):
        if given:
            _must_exist(path)
        by_place.setdefault(os.path.realpath(path), (path, given))
    return by_place.values()


def _walked(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Yield the files below the folders among *paths*, entering no folder twice."""
    seen: set[str] = set()
    waiting = sorted({path for path in paths if _is_folder(path)}, reverse=True)
    while waiting:
        folder = waiting.pop()
        place = os.path.realpath(folder)
        if place in seen:
            continue
        seen.add(place)
        entries = _entries(folder)
        yield from ((e, False) for e in entries if not _is_folder(e) and e.name not in _ABOUT)
        waiting.extend(reversed([entry for entry in entries if _is_folder(entry)]))


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(e for e in folder.iterdir() if not e.name.startswith("."))
    except OSError as error:
        message = f"this folder cannot be listed ({error.strerror})"
        raise SourceError(folder, message, remedy="allow reading it, or leave it out") from error


def _must_exist(path: Path) -> None:
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise SourceError(path, "no such file or folder", remedy="check the path") from error
    except OSError:
        return  # it may exist: what is wrong with it is said where it is claimed


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except (OSError, ValueError):  # a loop of links, a forbidden place, a null character
        return False


def _trouble(path: Path) -> str | None:
    """Return why *path* cannot be a record at all, before anybody opens it."""
    if path.name in _ABOUT:
        return "it describes a source and is no record; give the folder instead"
    try:
        mode = path.stat().st_mode
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):
            return "a link that leads nowhere; mend or remove it"
        return _unreadable(error)
    if not stat.S_ISREG(mode):  # a pipe would make the reader wait for ever
        return "not a regular file; save what it gives to a file"
    if not os.access(path, os.R_OK):
        return "cannot be read (Permission denied); allow reading it, or leave it out"
    if any("\ud800" <= character <= "\udfff" for character in str(path)):
        return "its name is not UTF-8; rename it"
    return None


def _unreadable(error: OSError) -> str:
    return f"cannot be read ({error.strerror}); allow reading it, or leave it out"
