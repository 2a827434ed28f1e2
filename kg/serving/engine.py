"""The SPARQL engine as a child process that can be killed.

``oxigraph serve-read-only`` has a deadline of its own, but hands back a truncated answer with
status 200 when it passes. So the deadline is ours, and a query that overruns it ends with its
engine.
"""

import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from kg.errors import PublicationError

LOOPBACK = "127.0.0.1"
_START = 15.0  # seconds that a cold start may take on a busy machine


class Engine:
    """An ``oxigraph`` server over the store at *folder*, on a free port of the loopback."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self.address = ""

    def start(self) -> None:
        """Start the engine and wait until it answers.

        Raises:
            PublicationError: the program is not installed, or does not start.
        """
        port = _free_port()
        command = [
            _program(),
            "serve-read-only",
            "--location",
            str(self._folder),
            "--bind",
            f"{LOOPBACK}:{port}",
            "--union-default-graph",
        ]
        self.address = f"http://{LOOPBACK}:{port}/query"
        self._process = subprocess.Popen(  # noqa: S603 — no shell, a path of our own
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def stop(self) -> None:
        """Kill the engine: it only reads, so nothing is lost."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def restart(self) -> None:
        """Kill the engine with whatever it works on, and start another."""
        self.stop()
        self.start()

    def _wait(self) -> None:
        until = time.monotonic() + _START
        while time.monotonic() < until:
            if self._process is None or self._process.poll() is not None:
                raise PublicationError(f"{self._folder}: the store cannot be served: no engine")
            try:
                httpx.get(self.address, params={"query": "ASK {}"}, timeout=1).raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        raise PublicationError(f"{self._folder}: the engine did not answer in {_START:.0f} seconds")


def _program() -> str:
    beside = Path(sys.executable).with_name("oxigraph")
    found = str(beside) if beside.is_file() else shutil.which("oxigraph")
    if found is None:
        raise PublicationError("the oxigraph server is not installed: pip install oxigraph")
    return found


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
