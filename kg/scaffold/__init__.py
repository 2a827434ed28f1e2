"""The folder of a new format: a small package with a converter to fill in and a failing test.

The templates are files beside this module, with ``$name``, ``$title`` and ``$collection`` for what
changes (string.Template). A file is called like its template, ``NAME`` standing for the name.
"""

import keyword
import re
import sys
from pathlib import Path
from string import Template

from kg.errors import ConfigError

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def lay_out(name: str, folder: Path, taken: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Write the folder of the format *name* and return its files, sorted.

    Raises:
        ConfigError: *name* cannot be the name of a Python package and of a converter, is one of
            those *taken*, or a file that would be written is there already (none is written then).

    """
    _check(name, taken)
    files = {folder / target: text for target, text in _files(name)}
    for path in sorted(files):
        if path.exists() or path.is_symlink():
            raise ConfigError(f"{path}: is there already; choose another folder with --output")
    try:
        for path, text in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
    except OSError as error:
        raise ConfigError(f"{error.filename}: cannot be written ({error.strerror})") from error
    return tuple(sorted(files))


def _check(name: str, taken: tuple[str, ...]) -> None:
    if not _NAME.fullmatch(name) or keyword.iskeyword(name) or keyword.issoftkeyword(name):
        raise ConfigError(
            f"{name!r} cannot name a Python package; use small letters, digits and _, as my_archive"
        )
    if name in sys.stdlib_module_names or name in {"kg", "tests"}:
        raise ConfigError(f"{name!r} is a package already; choose another name")
    if name in taken:
        raise ConfigError(f"there is a converter {name!r} already; choose another name")


def _files(name: str) -> list[tuple[str, str]]:
    """Return the files to write, each with its text."""
    values = {
        "name": name,
        "title": name.replace("_", " ").capitalize(),
        "collection": name.replace("_", "-").rstrip("-"),
    }
    found = []
    for path in sorted(_TEMPLATES.rglob("*.template")):
        target = path.relative_to(_TEMPLATES).as_posix().removesuffix(".template")
        text = Template(path.read_text(encoding="utf-8")).substitute(values)
        found.append((target.replace("NAME", name), text))
    return found
