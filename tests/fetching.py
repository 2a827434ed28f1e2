"""A server on loopback that plays a script: what tests of fetching talk to."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    """One file of the server, and how the server misbehaves: one trouble for each request."""

    content: bytes = b"text"
    etag: str | None = '"1"'
    ranges: bool = True
    sized: bool = True
    troubles: list[str] = field(default_factory=list)  # "429 7", "cut 10", "drip", "to /x", "hang"
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """The pages by path, and what was asked: (path, headers)."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.address = ""
        self.halt = threading.Event()


class _Handler(BaseHTTPRequestHandler):
    site: Site

    def log_message(self, *words: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.site.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
        page = self.site.pages.get(self.path)
        if page is None:
            self._answer(404)
            return
        trouble = page.troubles.pop(0).split() if page.troubles else [""]
        match trouble:
            case ["to", where]:
                self._answer(302, {"Location": where})
            case [code, *wait] if code.isdigit():
                self._answer(int(code), {"Retry-After": wait[0]} if wait else {})
            case _:
                self._page(page, trouble)

    def _page(self, page: Page, trouble: list[str]) -> None:
        said = dict(page.headers) | ({"ETag": page.etag} if page.etag else {})
        if page.etag and self.headers["If-None-Match"] == page.etag:
            self._answer(304, said)
            return
        body, code = page.content, 200
        asked = self.headers["Range"]
        if asked and page.ranges and self.headers["If-Range"] == page.etag:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            if start >= len(body):
                self._answer(416)
                return
            said["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
            body, code = body[start:], 206
        if page.sized:
            said["Content-Length"] = str(len(body))
        self._head(code, said)
        self._send(body, trouble)

    def _send(self, body: bytes, trouble: list[str]) -> None:
        match trouble:
            case ["cut", length]:
                self.wfile.write(body[: int(length)])
            case ["drip"]:
                for byte in body:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    if self.site.halt.wait(0.03):
                        return
            case ["hang", length]:
                self.wfile.write(body[: int(length)])
                self.wfile.flush()
                self.site.halt.wait(20)
            case _:
                self.wfile.write(body)

    def _head(self, code: int, headers: dict[str, str]) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _answer(self, code: int, headers: dict[str, str] | None = None) -> None:
        self._head(code, {"Content-Length": "0"} | (headers or {}))


class _Server(ThreadingHTTPServer):
    def handle_error(self, *words: object) -> None:
        """A client that goes away in the middle is what these tests are about."""


@contextmanager
def serving() -> Iterator[Site]:
    """Yield a site that is served on a free port of loopback."""
    site = Site()
    handler = type("Handler", (_Handler,), {"site": site})
    with _Server(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        site.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            site.halt.set()
            server.shutdown()
            thread.join()


def until(condition: object, seconds: float = 10.0) -> None:
    """Wait until *condition*, a function, is true."""
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        if time.monotonic() > end:
            raise AssertionError("it did not come true")
        time.sleep(0.01)
