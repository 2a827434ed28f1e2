"""From what is published to the names of files: never outside the target folder.

A name may come from an index or a repository that somebody else keeps, so none is trusted.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from kg.errors import ConfigError

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\\:*?"<>|]')
_LONGEST = 200  # bytes of one part of a name, as everywhere here
_OWN = frozenset({"source.toml", "fetched.jsonl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file to fetch: whence, whither (relative to the target folder), and its SHA-256."""

    address: str
    file: str
    checksum: str | None = None


def unsafe(file: str) -> str | None:
    """Return why *file* cannot be the name of a file below the target folder, ``None`` if it can.

    >>> unsafe("volumes/frus1961-63v05.xml"), unsafe("../etc/passwd")
    (None, "it has the part '..'")
    """
    if match := _FORBIDDEN.search(file):
        return f"it holds {match[0]!a}"
    for part in file.split("/"):
        if part in {"", ".", ".."}:
            return f"it has the part {part!r}"
        if part.startswith(".") or part.endswith((" ", ".")):
            return f"its part {part!r} begins or ends with a dot or a space"
        if len(part.encode()) > _LONGEST:
            return f"a part of it is longer than {_LONGEST} bytes"
    return "it is one of our own files" if file.casefold() in _OWN else None


def items_of(addresses: Iterable[str], checksums: dict[str, str]) -> tuple[Item, ...]:
    """Return the files at *addresses*: each is called by the last part of its address."""
    named = ((address, unquote(urlsplit(address).path.rpartition("/")[2])) for address in addresses)
    return _checked(named, checksums)


def items_like(pattern: str, names: Iterable[str], checksums: dict[str, str]) -> tuple[Item, ...]:
    """Return the files that *pattern* names, called by its path from the part with the name on.

    >>> [item.file for item in items_like("https://example.org/v/{name}/text.xml", ["7"], {})]
    ['7/text.xml']
    """
    path = urlsplit(pattern).path
    if "{name}" in path:
        head = path.partition("{name}")[0].rpartition("/")[0]
        rest = unquote(path[len(head) + 1 :])
    else:
        rest = "{name}"  # the name stands in the query
    unique = sorted(set(names))
    asked = (
        (pattern.replace("{name}", quote(name, errors="replace")), rest.replace("{name}", name))
        for name in unique
    )
    return _checked(asked, checksums)


def matches(file: str, patterns: tuple[str, ...]) -> bool:
    """Say whether *file* has the form of one of the *patterns* (none: every file has)."""
    path = PurePosixPath(file)
    return not patterns or any(path.match(pattern) for pattern in patterns)


def check_distinct(address: str, files: Iterable[str]) -> None:
    """Refuse two files of the repository at *address* that differ in the case of letters only.

    Raises:
        ConfigError: there are two; some file systems would put one over the other.

    """
    for _ in _distinct(Item(address=f"{address} {file}", file=file) for file in files):
        pass


def _checked(named: Iterable[tuple[str, str]], checksums: dict[str, str]) -> tuple[Item, ...]:
    return tuple(_distinct(Item(address=a, file=f, checksum=checksums.get(f)) for a, f in named))


def _distinct(items: Iterable[Item]) -> Iterator[Item]:
    """Yield *items*; two must not lie in one place, whatever the case of their letters."""
    places: dict[str, Item] = {}
    for item in items:
        if reason := unsafe(item.file):
            raise ConfigError(f"{item.address}: the name {item.file!a} is refused: {reason}")
        other = places.setdefault(item.file.casefold(), item)
        if other is not item:
            raise ConfigError(f"{item.address} and {other.address} are both called {item.file!a}")
        yield item
