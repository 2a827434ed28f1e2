"""``kg serve`` as a child process, for the tests that ask it over HTTP."""

import signal
import subprocess
import sys
import threading
from contextlib import contextmanager

import httpx


@contextmanager
def serving(publication, *options):
    """Run ``kg serve`` and yield its address; end it as a person would."""
    command = [sys.executable, "-m", "kg", "serve", str(publication), "--port", "0", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            address = process.stderr.readline().strip()
            until = threading.Event()
            for _ in range(200):
                try:
                    httpx.get(f"{address}manifest.json", timeout=5)
                    break
                except httpx.HTTPError:
                    until.wait(0.05)
            yield address
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(10)
