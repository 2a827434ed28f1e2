"""Words as data: what the other modules of extraction look for, as tables that can be reviewed.

Each table is a TOML file of this package, read through ``importlib.resources``, so that it is
found in a wheel as in a checkout. Every entry carries sentences it must find and sentences it
must leave alone; ``tests/test_extraction_lexicon.py`` runs each of them.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """Return the table *name* (``triggers``, ``responses``, ``words``, …), parsed once.

    >>> "titles" in table("words")
    True

    Raises:
        FileNotFoundError: there is no such table.

    """
    return tomllib.loads((files(__name__) / f"{name}.toml").read_text("utf-8"))


def words(name: str, section: str = "words") -> frozenset[str]:
    """Return a list of the table *section* as a set."""
    return frozenset(table(section)[name])
