"""One answer of a server into the part of a file, from the beginning or from where it broke off.

RFC 9110, sections 13.1.5 (If-Range) and 14 (Range).
"""

import json
import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

import httpx

from kg.fetching.fates import TransientError, UnavailableError
from kg.fetching.manners import Manners
from kg.fetching.places import Place, open_part, sha256_of, write_through

_RANGE = re.compile(r"bytes (?P<start>\d+)-(?P<end>\d+)/(?P<total>\d+|\*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came: the part is whole, and its server said this of it."""

    sha256: str
    size: int
    etag: str | None
    last_modified: str | None
    date: str | None


def going_on(place: Place, address: str) -> dict[str, str]:
    """Return the headers that ask for the rest of the part, none if there is no part to go on."""
    try:
        state = json.loads(place.state.read_bytes())
        size = place.part.stat().st_size
        mark = state["mark"] if state["address"] == address else None
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    if not size or not isinstance(mark, str):
        return {}
    return {"Range": f"bytes={size}-", "If-Range": mark}


def drop_unless_part(response: httpx.Response, place: Place) -> None:
    """Forget the part if the answer to a Range is of something else.

    Raises:
        TransientError: the whole is to be asked for.

    """
    asked = response.request.headers.get("range")
    if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE and asked:
        place.drop_part()
        raise TransientError("the part here is not of what the server has")
    if response.status_code != httpx.codes.PARTIAL_CONTENT:
        return
    match = _RANGE.fullmatch(response.headers.get("content-range", ""))
    mark = response.request.headers.get("if-range", "")
    etag = response.headers.get("etag")
    start = match["start"] if match else None
    if asked != f"bytes={start}-" or (mark.startswith('"') and etag not in {None, mark}):
        place.drop_part()
        raise TransientError("the server gives another part than was asked for")


def receive(response: httpx.Response, address: str, place: Place, manners: Manners) -> Answer:
    """Write the body of *response* behind or in place of the part.

    Raises:
        TransientError: it came too slowly or not whole.
        UnavailableError: it is too large.

    """
    going = response.status_code == httpx.codes.PARTIAL_CONTENT
    before = place.part.stat().st_size if going else 0
    total = _total(response)
    if total is not None and total > manners.largest:
        raise UnavailableError(f"{total} bytes are more than the largest file of {manners.largest}")
    if not going:
        place.drop_part()
        if mark := _mark(response):
            state = json.dumps({"address": address, "mark": mark})
            write_through(place.state, state.encode())
    size = before
    with os.fdopen(open_part(place.part, keep=going), "wb") as file:
        for chunk in _paced(response, manners):
            size += len(chunk)
            if size > manners.largest:
                place.drop_part()
                raise UnavailableError(
                    f"it is more than the largest file of {manners.largest} bytes"
                )
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if total is not None and size != total:
        raise TransientError(f"{size} of {total} bytes came")
    return _answer(response, place, size)


def _answer(response: httpx.Response, place: Place, size: int) -> Answer:
    headers = response.headers
    return Answer(
        sha256=sha256_of(place.part) or "",
        size=size,
        etag=headers.get("etag"),
        last_modified=headers.get("last-modified"),
        date=headers.get("date"),
    )


def _total(response: httpx.Response) -> int | None:
    """Return the size of the whole, if the server says it and has not packed it."""
    if response.headers.get("content-encoding", "identity") != "identity":
        return None
    match = _RANGE.fullmatch(response.headers.get("content-range", ""))
    said = match["total"] if match else response.headers.get("content-length", "")
    return int(said) if re.fullmatch(r"\d{1,18}", said) else None


def _mark(response: httpx.Response) -> str | None:
    """Return the strong validator by which a part can be gone on with (RFC 9110, 8.8.2.2)."""
    headers = response.headers
    packed = headers.get("content-encoding", "identity") != "identity"
    if packed or headers.get("accept-ranges") == "none":
        return None
    etag: str | None = headers.get("etag")
    if etag:
        return etag if etag.startswith('"') else None
    modified: str | None = headers.get("last-modified")
    try:
        age = parsedate_to_datetime(headers["date"]) - parsedate_to_datetime(modified or "")
    except (KeyError, ValueError, TypeError):
        return None
    return modified if age.total_seconds() >= 1 else None


def _paced(response: httpx.Response, manners: Manners) -> Iterator[bytes]:
    """Yield the body as it comes; a peer that drips is as good as silent."""
    since, came = time.monotonic(), 0
    for chunk in response.iter_bytes():
        yield chunk
        came += len(chunk)
        passed = time.monotonic() - since
        if passed > manners.timeout:
            if came < manners.slowest * passed:
                raise TransientError(f"only {came} bytes came in {passed:.0f} seconds")
            since, came = time.monotonic(), 0
