"""Where the data that travels with the code lies: ontology, shapes, queries, sources.

In a checkout these are top-level folders; in an installed wheel they lie inside the package.
"""

from pathlib import Path

_PACKAGED = Path(__file__).parent / "_resources"
_CHECKOUT = Path(__file__).parent.parent


def folder(name: str) -> Path:
    """Return the folder *name* (``ontology``, ``shapes``, ``queries``, ``data``)."""
    packaged = _PACKAGED / name
    return packaged if packaged.is_dir() else _CHECKOUT / name
