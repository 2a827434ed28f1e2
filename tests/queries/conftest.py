"""A small release to ask questions of, and three ways to ask: the store, an engine, the server."""

import json
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.serving.engine import Engine

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


@contextmanager
def serving(publication, *options):
    command = [sys.executable, "-m", "kg", "serve", str(publication), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = process.stderr.readline().strip()
            pause = threading.Event()
            for _ in range(200):
                try:
                    httpx.get(f"{address}manifest.json", timeout=5)
                    break
                except httpx.HTTPError:
                    pause.wait(0.05)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)


@pytest.fixture(scope="session")
def served(publication):
    """The address of kg serve over the release."""
    with serving(publication) as address:
        yield address
