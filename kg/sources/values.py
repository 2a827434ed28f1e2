"""The values that keys of a ``source.toml`` may have; each function raises ConfigError."""

import re
from pathlib import Path

from kg.errors import ConfigError

_ADDRESS = re.compile(r"https?://[^\s<>\"|\\^`]+")


def wrong(path: Path, key: str, value: object, wanted: str) -> ConfigError:
    """Return the error of a *key* whose value is none that it can have."""
    return ConfigError(f"{path}: {key} = {value!r} should be {wanted}")


def read_text(path: Path, key: str, value: object) -> str:
    """Return a text on one line."""
    if not isinstance(value, str) or not value.strip():
        raise wrong(path, key, value, "a text")
    return " ".join(value.split())


def read_truth(path: Path, key: str, value: object) -> bool:
    """Return true or false."""
    if not isinstance(value, bool):
        raise wrong(path, key, value, "true or false")
    return value


def read_patterns(path: Path, key: str, value: object) -> tuple[str, ...]:
    """Return the patterns of a list."""
    if not isinstance(value, list) or not value:
        raise wrong(path, key, value, 'a list of file patterns such as ["*.xml"]')
    return tuple(read_text(path, key, pattern) for pattern in value)


def read_web(path: Path, key: str, value: object) -> str:
    """Return an address of the web."""
    text = read_text(path, key, value)
    if not _ADDRESS.fullmatch(text):
        raise wrong(path, key, value, "an address that begins with https:// or http://")
    return text
