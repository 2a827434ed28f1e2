"""Converters: one function a format, a path in, records out.

A converter is found by its entry point in the group ``kg.converters``, the built-in ones in the
same way as those of somebody else's package. Its module may also have
``recognises(path: Path, head: bytes) -> bool``, which is asked what a file is when nobody says;
*head* is the first 64 kB of it. Where a converter looks into other files for one it reads, it says
into which by ``beside(path: Path) -> Iterable[Path]``, so that a change there is noticed.
"""

import importlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from kg.errors import ConfigError, SourceError
from kg.records import Converter

GROUP = "kg.converters"
_HEAD = 64 * 1024


def names() -> tuple[str, ...]:
    """Return the names of the converters that are installed, sorted."""
    return tuple(sorted(_installed()))


def find(name: str) -> Converter:
    """Return the converter installed under *name*.

    Raises:
        ConfigError: no converter has that name, or its package does not load.
    """
    installed = _installed()
    if name not in installed:
        raise ConfigError(f"no converter {name!r}; installed: {', '.join(sorted(installed))}")
    try:
        converter: Converter = installed[name].load()
    except (ImportError, AttributeError) as error:
        raise ConfigError(
            f"the converter {name!r} ({installed[name].value}) does not load: {error};"
            " reinstall its package"
        ) from error
    return converter


def recognise(path: Path) -> str | None:
    """Return the name of the converter that reads *path*, ``None`` if none knows it.

    Raises:
        SourceError: the file cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error
    return next((name for name, point in _sorted() if _recognises(point, path, head)), None)


def beside(name: str, path: Path) -> tuple[Path, ...]:
    """Return the other files that the converter *name* looks into when it reads *path*, sorted."""
    asked = getattr(importlib.import_module(find(name).__module__), "beside", None)
    return tuple(sorted(asked(path))) if asked else ()


@lru_cache(maxsize=1)
def _installed() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=GROUP)}


def _sorted() -> Iterator[tuple[str, EntryPoint]]:
    yield from sorted(_installed().items())


def _recognises(point: EntryPoint, path: Path, head: bytes) -> bool:
    """Ask a converter's module; one that does not load knows nothing (``find`` says why)."""
    try:
        module = importlib.import_module(point.module)
    except ImportError:
        return False
    asked = getattr(module, "recognises", None)
    return bool(asked and asked(path, head))
