"""A small release to ask questions of, and three ways to ask: the store, an engine, the server."""

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.serving.engine import Engine
from tests.servers import serving

CASES = Path(__file__).parent
DATA = CASES / "data.trig"


def release(folder):
    """Make the publication whose release holds the made-up data, as kg build lays it out."""
    current = folder / "current"
    current.mkdir(parents=True)
    store = ox.Store(current / "store")
    store.bulk_load(path=DATA, format=ox.RdfFormat.TRIG)
    store.flush()
    shutil.copytree(CASES.parent.parent / "queries", current / "queries")
    (current / "manifest.json").write_text("{}")
    return folder


def given(name):
    return json.loads((CASES / name / "params.json").read_text())


@pytest.fixture(scope="session")
def publication(tmp_path_factory):
    return release(tmp_path_factory.mktemp("asked") / "out")


@pytest.fixture(scope="session")
def engine(publication):
    """The address of an oxigraph server over the release."""
    server = Engine(publication / "current" / "store")
    server.start()
    yield server.address
    server.stop()


@pytest.fixture(scope="session")
def served(publication):
    """The address of kg serve over the release."""
    with serving(publication) as address:
        yield address
