"""What a ``source.toml`` says of the records beside it, read strictly (TOML 1.0).

An unknown key or a value of the wrong type stops the run: a misspelt ``retelling`` would publish
our own words as an archive's.
"""

import re
import string
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from kg import resources
from kg.errors import ConfigError
from kg.records import Excluded, Outcome, Record, Refused, Source
from kg.sources.plan import fetch_plan
from kg.sources.values import read_patterns, read_text, read_truth, read_web, wrong

NAME = "source.toml"
TEXT_POLICIES = ("full", "none", "quotes")
_PLACEHOLDERS = ("document", "identifier", "volume")
_COLLECTION = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]*")


def read_source(path: Path) -> Source:
    """Return the source that the ``source.toml`` at *path* describes.

    Raises:
        ConfigError: the file cannot be read, is no TOML, or has an unknown key, a missing one, or
            a value that the key cannot have; the message names file and key.

    """
    table = _table(path)
    for key in table:
        if key not in _READERS:
            known = ", ".join(_READERS)
            raise ConfigError(f"{path}: unknown key {key!r}; the keys of a source are {known}")
    values = {key: _READERS[key](path, key, value) for key, value in table.items()}
    for key in ("collection", "converter"):
        if key not in values:
            raise ConfigError(f'{path}: the key {key!r} is missing; add {key} = "..."')
    if values.get("retelling") and "original" not in values:
        raise ConfigError(f"{path}: a retelling must say what it retells; add the key 'original'")
    return Source(**values)  # type: ignore[arg-type]  # each reader checks what its key may hold


def known_sources() -> tuple[Source, ...]:
    """Return the sources described in ``data/sources/<name>/``, by name; retellings are none.

    Raises:
        ConfigError: one of the descriptions is wrong.

    """
    folder = resources.folder("data") / "sources"
    sources = [read_source(path) for path in sorted(folder.glob(f"*/{NAME}"))]
    return tuple(source for source in sources if not source.retelling)


def address(source: Source, identifier: str) -> str | None:
    """Return where the original of the record *identifier* is published, if the source says so.

    In the pattern ``{identifier}`` stands for the whole identifier, ``{volume}`` and
    ``{document}`` for its parts before and after the last slash.

    >>> frus = "https://history.state.gov/historicaldocuments/{volume}/{document}"
    >>> source = Source(collection="frus", converter="tei", original=frus)
    >>> address(source, "frus1958-60v18/d142")
    'https://history.state.gov/historicaldocuments/frus1958-60v18/d142'

    Raises:
        ConfigError: the pattern wants a volume, and the identifier has none.

    """
    if source.original is None:
        return None
    volume, _, document = identifier.rpartition("/")
    if not volume and "{volume}" in source.original:
        raise ConfigError(
            f"source {source.collection}: 'original' names a volume, but record {identifier!r} "
            "has none; use {identifier} instead"
        )
    link = source.original
    for name, part in (("identifier", identifier), ("volume", volume), ("document", document)):
        link = link.replace(f"{{{name}}}", quote(part))
    return link


def attribute(outcome: Outcome, source: Source) -> Outcome:
    """Return *outcome* as one of *source*: its collection, its rights, its originals' addresses.

    What the record itself says of its rights and its address comes first.
    """
    if isinstance(outcome, Excluded | Refused):
        return replace(outcome, key=f"{source.collection}/{outcome.key.partition('/')[2]}")
    return _attributed(outcome, source)


def _attributed(record: Record, source: Source) -> Record:
    return replace(
        record,
        collection=source.collection,
        rights=record.rights or source.rights,
        address=record.address or address(source, record.identifier),
        retelling=source.retelling,
    )


def _table(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not TOML: {error}") from error


def _settings(path: Path, key: str, value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise wrong(path, key, value, "a table")
    return value


def _collection(path: Path, key: str, value: object) -> str:
    text = read_text(path, key, value)
    if not _COLLECTION.fullmatch(text):
        raise wrong(path, key, value, "letters, digits and hyphens: it is part of every address")
    return text


def _policy(path: Path, key: str, value: object) -> str:
    text = read_text(path, key, value)
    if text not in TEXT_POLICIES:
        raise wrong(path, key, value, f"one of {', '.join(TEXT_POLICIES)}")
    return text


def _pattern(path: Path, key: str, value: object) -> str:
    text = read_web(path, key, value)
    try:
        fields = [tuple(part[1:]) for part in string.Formatter().parse(text) if part[1] is not None]
    except ValueError as error:
        raise wrong(path, key, value, f"an address with whole placeholders ({error})") from error
    if not fields or not set(fields) <= {(name, "", None) for name in _PLACEHOLDERS}:
        names = ", ".join(f"{{{name}}}" for name in _PLACEHOLDERS)
        raise wrong(path, key, value, f"an address with placeholders among {names}")
    return text


_READERS: dict[str, Callable[[Path, str, object], object]] = {
    "collection": _collection,
    "converter": read_text,
    "title": read_text,
    "publisher": read_text,
    "rights": read_text,
    "rights_address": read_web,
    "licence": read_web,
    "text_policy": _policy,
    "retelling": read_truth,
    "original": _pattern,
    "include": read_patterns,
    "settings": _settings,
    "fetch": fetch_plan,
}
