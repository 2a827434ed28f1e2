"""The data set as a whole: its description in ``data/dataset.toml``, and its version."""

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import ConfigError

_TEXT = ("title", "description", "version", "licence", "base", "creator", "issued")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """What a data set says of itself (DCAT 3, section 6.6).

    ``version`` is the one version string that every description carries; ``issued`` an ISO date,
    set by hand: a build takes no clock.
    """

    title: str
    description: str
    version: str
    licence: str
    base: str
    creator: str
    issued: str
    keywords: tuple[str, ...] = ()

    def released(self, digests: Iterable[str]) -> "Dataset":
        """Return the data set with a version that names its content: ``0.1.0-3f2a1b9c0d1e``."""
        digest = hashlib.sha256("\n".join(sorted(digests)).encode()).hexdigest()[:12]
        return replace(self, version=f"{self.version}-{digest}")


def read_dataset(path: Path) -> Dataset:
    """Return the data set that *path*, a ``dataset.toml``, describes.

    Raises:
        ConfigError: a key is missing, unknown, or not of its type.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: {error}; write it as data/dataset.toml is written") from error
    unknown = set(table) - {*_TEXT, "keywords"}
    if unknown:
        raise ConfigError(f"{path}: unknown key {min(unknown)!r}; known are {', '.join(_TEXT)}")
    for name in _TEXT:
        if not isinstance(table.get(name), str):
            raise ConfigError(f'{path}: {name} is missing or not a text; write {name} = "…"')
    keywords = table.get("keywords", [])
    if not isinstance(keywords, list) or not all(isinstance(word, str) for word in keywords):
        raise ConfigError(f"{path}: keywords is not a list of texts")
    if not table["base"].endswith("/"):
        raise ConfigError(f"{path}: base must end with a slash: {table['base']!r}")
    return Dataset(**{name: table[name] for name in _TEXT}, keywords=tuple(keywords))
