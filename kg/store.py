"""The embedded store: one bulk load into a fresh folder, then only ever opened to read.

A store that is loaded in chunks and killed reopens partial and silent; one bulk load reopens empty
or whole. Opening it read-write changes its files, so readers use :func:`open_read_only`.
"""

from pathlib import Path

import pyoxigraph as ox

from kg.errors import PublicationError


def load(quads: Path, folder: Path) -> int:
    """Load the N-Quads file *quads* into a new store at *folder*; return the number of quads.

    Raises:
        PublicationError: *folder* holds something already, or the quads do not parse.
    """
    if folder.exists():
        raise PublicationError(f"{folder}: a store is only ever loaded into a fresh folder")
    folder.parent.mkdir(parents=True, exist_ok=True)
    store = ox.Store(folder)
    try:
        store.bulk_load(path=quads, format=ox.RdfFormat.N_QUADS)
    except (SyntaxError, OSError) as error:
        raise PublicationError(f"{quads}: could not be loaded into the store: {error}") from error
    store.optimize()
    store.flush()
    return len(store)


def open_read_only(publication: Path) -> ox.Store:
    """Open the store of the current release of *publication* (the folder ``kg build -o`` wrote).

    Raises:
        PublicationError: there is no release there.
    """
    folder = publication / "current" / "store"
    if not folder.is_dir():
        raise PublicationError(f"{publication}: no publication here; make one with kg build -o")
    return ox.Store.read_only(str(folder))
