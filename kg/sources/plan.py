"""The table ``[fetch]`` of a ``source.toml``: where its originals are published."""

import re
from collections.abc import Callable
from pathlib import Path

from kg.errors import ConfigError
from kg.records import FetchPlan
from kg.sources.values import read_patterns, read_text, read_web, wrong

_SHA256 = re.compile(r"[0-9a-f]{64}")
_REVISION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/-]*")
_SUMS_LINE = re.compile(r"(?P<sum>[0-9A-Fa-f]{64}) [ *](?P<file>\S.*)")


def fetch_plan(path: Path, key: str, value: object) -> FetchPlan:
    """Return what the table *value* of the ``source.toml`` at *path* says.

    Raises:
        ConfigError: a key is unknown, has a value that it cannot have, or does not go with the
            others: a plan has either ``addresses``, or ``pattern`` and names, or ``git``.

    """
    if not isinstance(value, dict):
        raise wrong(path, key, value, "a table")
    for name in value:
        if name not in _READERS:
            known = ", ".join(_READERS)
            raise ConfigError(f"{path}: unknown key {name!r} in [{key}]; its keys are {known}")
    said = {name: _READERS[name](path, f"{key}.{name}", value[name]) for name in value}
    sums = said.pop("checksums_file", ())
    plan = FetchPlan(**said)  # type: ignore[arg-type]  # each reader checks what its key may hold
    _check_ways(path, key, plan)
    if sums and plan.checksums:
        raise ConfigError(f"{path}: [{key}] has both checksums and checksums_file; keep one")
    return FetchPlan(**said | {"checksums": sums}) if sums else plan  # type: ignore[arg-type]


def _check_ways(path: Path, key: str, plan: FetchPlan) -> None:
    """Refuse a plan with none or two of the ways to publish, or with keys of another way."""
    ways = [name for name in ("addresses", "pattern", "git") if getattr(plan, name)]
    if len(ways) != 1:
        raise ConfigError(f"{path}: [{key}] needs one of addresses, pattern and git, not {ways}")
    own = {"pattern": ("names", "index", "index_names"), "git": ("revision", "include")}
    for way, names in own.items():
        for name in names:
            if way not in ways and getattr(plan, name):
                raise ConfigError(f"{path}: {key}.{name} goes with {key}.{way}, which is missing")
    if plan.pattern and bool(plan.names) == bool(plan.index):
        raise ConfigError(f"{path}: {key}.pattern needs either {key}.names or {key}.index")
    if plan.index_names and not plan.index:
        raise ConfigError(f"{path}: {key}.index_names goes with {key}.index, which is missing")


def _addresses(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise wrong(path, key, value, "a list of addresses")
    return tuple(read_web(path, key, address) for address in value)


def _names(path: Path, key: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not value:
        raise wrong(path, key, value, "a list of names")
    return tuple(read_text(path, key, name) for name in value)


def _pattern(path: Path, key: str, value: object) -> str:
    pattern = read_web(path, key, value)
    host = re.match(r"https?://[^/?#]*", pattern)
    if "{name}" not in pattern or re.search(r"[{}]", pattern.replace("{name}", "")):
        raise wrong(path, key, value, "an address with {name} and no other placeholder")
    # A name comes from elsewhere: it must not choose the server that is asked.
    if host and "{" in host[0]:
        raise wrong(path, key, value, "an address with {name} behind the server's name")
    return pattern


def _expression(path: Path, key: str, value: object) -> str:
    expression = read_text(path, key, value)
    try:
        groups = re.compile(expression).groups
    except re.error as error:
        raise wrong(path, key, value, f"a regular expression ({error})") from error
    if groups != 1:
        raise wrong(path, key, value, "a regular expression with one group, the name")
    return expression


def _revision(path: Path, key: str, value: object) -> str:
    revision = read_text(path, key, value)
    if not _REVISION.fullmatch(revision) or ".." in revision:
        raise wrong(path, key, value, "a branch, a tag or a whole commit id")
    return revision


def _checksums(path: Path, key: str, value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not value:
        raise wrong(path, key, value, 'a table of "file" = "SHA-256"')
    for file, digest in value.items():
        if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
            raise wrong(path, f"{key}.{file}", digest, "a SHA-256 in 64 small hexadecimal digits")
    return tuple(sorted(value.items()))


def _checksums_file(path: Path, key: str, value: object) -> tuple[tuple[str, str], ...]:
    """Return the sums of a file beside the description, in the form that sha256sum writes."""
    name = read_text(path, key, value)
    if Path(name).name != name:
        raise wrong(path, key, value, "the name of a file beside the source.toml")
    beside = path.parent / name
    try:
        lines = beside.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{beside}: cannot be read as UTF-8 ({error}); see {key}") from error
    sums: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        match = _SUMS_LINE.fullmatch(line)
        if line.strip() and not match:
            raise ConfigError(f"{beside}:{number}: not a line of sha256sum; make the file anew")
        if match:
            sums[match["file"].removeprefix("./")] = match["sum"].lower()
    if not sums:
        raise ConfigError(f"{beside}: holds no sums; make it with sha256sum")
    return tuple(sorted(sums.items()))


_READERS: dict[str, Callable[[Path, str, object], object]] = {
    "addresses": _addresses,
    "pattern": _pattern,
    "names": _names,
    "index": read_web,
    "index_names": _expression,
    "git": read_web,
    "revision": _revision,
    "include": read_patterns,
    "checksums": _checksums,
    "checksums_file": _checksums_file,
    "rights": read_text,
}
