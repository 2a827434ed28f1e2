"""Asking a server politely: one request at a time, pauses, retries, parts gone on with."""

import itertools
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Self, TypeVar

import httpx

from kg.errors import FetchError
from kg.fetching.fates import TransientError, UnavailableError
from kg.fetching.ledger import Entry
from kg.fetching.manners import Manners
from kg.fetching.parts import Answer, drop_unless_part, going_on, receive
from kg.fetching.places import Place

Result = TypeVar("Result")

_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = 5
_LARGEST_INDEX = 16 * 1024 * 1024
_PROGRESS = 1024 * 1024  # bytes that make a broken try worth as many tries again


class Visit:
    """One client for one run."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._left: float | None = None
        # Redirects are followed by hand: httpx would read their bodies whole into memory.
        self._client = httpx.Client(
            headers={"User-Agent": manners.user_agent, "Accept-Encoding": "identity"},
            timeout=manners.timeout,
            follow_redirects=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def index(self, address: str) -> str:
        """Return the text at *address*.

        Raises:
            UnavailableError: the server does not give it, or it is too large.
            TransientError: it may do so later.
            FetchError: the server asks for a longer pause than we grant.

        """

        def attempt() -> str:
            with self._opened(address, {}) as response:
                _check_status(response)
                content = bytearray()
                for chunk in response.iter_bytes():
                    content += chunk
                    if len(content) > _LARGEST_INDEX:
                        raise UnavailableError("the index is too large")
                return content.decode(errors="replace")

        return self._tried(attempt, lambda: 0)

    def download(self, address: str, place: Place, entry: Entry | None) -> Answer | None:
        """Bring what is at *address* into the part of *place*; ``None`` if it is as in *entry*.

        Raises:
            UnavailableError: the server does not give it, or it is too large.
            TransientError: it may do so later; what has come is kept.
            FetchError: the server asks for a longer pause than we grant.

        """

        def attempt() -> Answer | None:
            headers = going_on(place, address) or _conditions(entry)
            with self._opened(address, headers) as response:
                drop_unless_part(response, place)
                _check_status(response)
                if response.status_code == httpx.codes.NOT_MODIFIED and entry is not None:
                    return None
                return receive(response, address, place, self._manners)

        def size() -> int:
            return place.part.stat().st_size if place.part.exists() else 0

        return self._tried(attempt, size)

    def _tried(self, attempt: Callable[[], Result], size: Callable[[], int]) -> Result:
        """Return what *attempt* gives, after as many tries as it takes and manners grant."""
        tried, before = 0, size()
        for _ in itertools.count():
            self._keep_distance()
            try:
                return attempt()
            except (httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
                raise UnavailableError(f"not an address we follow: {error}") from error
            except httpx.HTTPError as error:
                transient = TransientError(
                    f"the connection broke: {str(error) or type(error).__name__}"
                )
            except TransientError as error:
                transient = error
            finally:
                self._left = time.monotonic()
            now = size()
            tried = 1 if now >= before + _PROGRESS else tried + 1
            before = now
            self._wait(tried, transient)
        raise AssertionError("unreachable")  # itertools.count does not end

    def _wait(self, tried: int, transient: TransientError) -> None:
        if transient.wait is not None and transient.wait > self._manners.longest_wait:
            raise FetchError(
                f"{transient}, and asks to wait {transient.wait:.0f} seconds; run again after that"
            ) from transient
        if tried >= self._manners.tries:
            raise transient
        self._manners.sleep(
            min(self._manners.pause(tried, transient.wait), self._manners.longest_wait)
        )

    def _keep_distance(self) -> None:
        if self._left is not None:
            rest = self._left + self._manners.delay - time.monotonic()
            if rest > 0:
                self._manners.sleep(rest)

    @contextmanager
    def _opened(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """Yield the answer behind at most five redirects, none of them from https to http."""
        request = self._client.build_request("GET", address, headers=headers)
        for _ in range(_REDIRECTS + 1):
            response = self._client.send(request, stream=True)
            try:
                following = response.next_request
                if following is None:
                    yield response
                    return
            finally:
                response.close()
            if (request.url.scheme, following.url.scheme) == ("https", "http"):
                raise UnavailableError(f"redirected from https to {following.url}")
            request = following
        raise UnavailableError(f"redirected more than {_REDIRECTS} times")


def _conditions(entry: Entry | None) -> dict[str, str]:
    """Return the headers that ask for what is not as in *entry* (RFC 9110, section 13.1)."""
    if entry is None:
        return {}
    asked = {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified}
    return {name: value for name, value in asked.items() if value is not None}


def _check_status(response: httpx.Response) -> None:
    code = response.status_code
    if code in {httpx.codes.OK, httpx.codes.PARTIAL_CONTENT, httpx.codes.NOT_MODIFIED}:
        return
    reason = f"the server says {code} {response.reason_phrase}".rstrip()
    if code in _BUSY:
        raise TransientError(reason, _retry_after(response))
    raise UnavailableError(reason)


def _retry_after(response: httpx.Response) -> float | None:
    """Return the seconds the server asks to wait: a number, or a date (RFC 9110, 10.2.3)."""
    said = response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d{1,9}", said):
        return float(said)
    try:
        until = parsedate_to_datetime(said).timestamp()
        date = response.headers.get("date")
        now = parsedate_to_datetime(date).timestamp() if date else time.time()
    except ValueError:
        return None
    return max(0.0, until - now)
