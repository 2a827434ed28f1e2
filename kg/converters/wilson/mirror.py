"""A mirror of the archive: a folder or a tar archive of saved pages, read as it is.

The pages lie at ``documents/document/{slug}``, file names without an extension, beside pages of
search results and scans. These are counted by folder, not read.
"""

import os
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.converters.wilson.composing import compose
from kg.converters.wilson.expanding import expanded
from kg.converters.wilson.making import COLLECTION, make_outcome
from kg.converters.wilson.markup import MAX_BYTES
from kg.converters.wilson.tar import entries
from kg.converters.wilson.tree import HOST
from kg.converters.wilson.webpage import read_page
from kg.errors import SourceError
from kg.records import Excluded, Outcome, Record, Refused, Warn

_PAGE = re.compile(r"(?:.*/)?document/(?P<slug>[^/]{1,300})(?:/index\.html?)?", re.DOTALL)
_EXTENSION = re.compile(r"\.(?P<suffix>[A-Za-z0-9]{2,5})")
_SLUG = re.compile(r"[A-Za-z0-9_~%-][A-Za-z0-9_.~%-]*")
_FOLDERS = 200  # folders that are counted by name


def read_archive(path: Path, part: int = 0, of: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each page of the tar archive at *path*, which may be compressed.

    With *of* parts only every *of*-th page is converted, from *part* on; the others are passed
    over, so that several processes can share one archive.

    Raises:
        SourceError: the archive cannot be read on (see :func:`tar.entries`) or has no page.
    """
    others = _Others()
    number = 0
    with expanded(path) as stream:
        for entry in entries(path, stream):
            if (slug := slug_of(entry.name)) is None:
                others.count(entry.name)
                continue
            number += 1
            if (number - 1) % of != part:
                continue
            if entry.size > MAX_BYTES:
                yield _refused(slug, entry.name, "is larger than any saved page")
            else:
                yield _outcome(slug, entry.name, entry.read())
    if not number:
        raise _no_page(path)
    if part == 0:
        yield from others.outcomes()


def read_folder(path: Path, part: int = 0, of: int = 1) -> Iterator[Outcome]:
    """Yield the outcome of each page below the folder at *path*, sorted by name, or of a part.

    Raises:
        SourceError: a folder cannot be listed, or there is no page.
    """
    others, number = _Others(), 0
    for file in _files(path):
        name = file.relative_to(path.parent).as_posix()
        if (slug := slug_of(name)) is None:
            others.count(name)
            continue
        number += 1
        if (number - 1) % of != part:
            continue
        try:
            large = file.stat().st_size > MAX_BYTES
            content = b"" if large else file.read_bytes()
        except OSError as error:
            yield _refused(slug, name, f"cannot be read ({error.strerror})")
            continue
        if large:
            yield _refused(slug, name, "is larger than any saved page")
        else:
            yield _outcome(slug, name, content)
    if not number:
        raise _no_page(path)
    if part == 0:
        yield from others.outcomes()


def _no_page(path: Path) -> SourceError:
    remedy = "a mirror has its pages at documents/document/{slug}; give the folder above"
    return SourceError(path, "holds no page of a document", remedy=remedy)


def slug_of(name: str) -> str | None:
    """Return the slug of a page of a document, ``None`` for any other file of a mirror.

    >>> slug_of("documents/document/talk-black-blue"), slug_of("documents/document/talk.pdf")
    ('talk-black-blue', None)
    """
    match = _PAGE.fullmatch(name)
    if match is None:
        return None
    suffix = _EXTENSION.search(match["slug"][-6:])
    if suffix and match["slug"].endswith(suffix[0]) and suffix["suffix"].lower() not in _HTML:
        return None
    return match["slug"]


_HTML = ("html", "htm")


def _files(folder: Path) -> Iterator[Path]:
    """Yield the regular files below *folder*, sorted; links are not followed."""
    try:
        with os.scandir(folder) as scan:
            found = sorted(scan, key=lambda entry: entry.name)
    except OSError as error:
        message = f"cannot be listed ({error.strerror})"
        raise SourceError(folder, message, remedy="allow reading it, or leave it out") from error
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path)


def _outcome(slug: str, name: str, content: bytes) -> Outcome:
    """Return what a page of the mirror becomes; what is wrong is said with the page's name."""
    bare = re.sub(r"\.html?$", "", slug)
    address = f"https://{HOST}/document/{bare}" if _SLUG.fullmatch(bare) else None
    try:
        outcome = make_outcome(*compose(Path(name), read_page(Path(name), content, address)))
    except SourceError as error:
        where = f" (line {error.line})" if error.line else ""
        return _refused(slug, name, f"{error.message}{where}; {error.remedy}")
    if isinstance(outcome, Record):
        warnings = tuple(Warn(message=_located(name, one)) for one in outcome.warnings)
        return replace(outcome, line=None, warnings=warnings)
    return replace(outcome, line=None)


def _located(name: str, warning: Warn) -> str:
    return f"{name}:{warning.line}: {warning.message}" if warning.line else warning.message


def _refused(slug: str, name: str, message: str) -> Refused:
    return Refused(key=f"{COLLECTION}/{slug}", message=f"{name}: {message}")


class _Others:
    """How many files that are no pages lie in which folder."""

    def __init__(self) -> None:
        self._folders: Counter[str] = Counter()

    def count(self, name: str) -> None:
        """Count the file *name*."""
        folder = "/".join(name.split("/")[:-1][:2]) or "."
        if folder not in self._folders and len(self._folders) >= _FOLDERS:
            folder = "others"
        self._folders[folder] += 1

    def outcomes(self) -> Iterator[Outcome]:
        """Yield one exclusion for each folder."""
        for folder, count in sorted(self._folders.items()):
            reason = f"files that are no pages of documents (scans, searches), not read: {count}"
            yield Excluded(key=f"{COLLECTION}/{folder}/", reason=reason)
