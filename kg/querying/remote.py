"""Asking somebody else's endpoint, by the SPARQL 1.1 Protocol."""

import ast
import http.client
import json
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from SPARQLWrapper import JSON, POST, SELECT, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from kg.errors import QueryError
from kg.querying.rows import Rows, from_json

AGENT = "parley-kg/0.1 (https://w3id.org/parley/)"
_LARGEST = 256 * 1024 * 1024  # bytes of an answer


def select(endpoint: str, text: str, timeout: float) -> Rows:
    """Send the SELECT query *text* to *endpoint* and return its rows; *timeout* is in seconds.

    Raises:
        QueryError: it cannot be reached, refuses, takes too long, or does not answer in full.
    """
    if urlsplit(endpoint).scheme not in {"http", "https"}:
        raise QueryError(f"{endpoint}: an endpoint has an address that begins with http")
    wrapper = SPARQLWrapper(endpoint, returnFormat=JSON, agent=AGENT)
    wrapper.setMethod(POST)
    wrapper.setTimeout(max(1, round(timeout)))
    wrapper.setQuery(text)
    wrapper.queryType = SELECT  # it guesses by words, and finds ADD in a comment on addressees
    try:
        with wrapper.query().response as response:
            body = response.read(_LARGEST + 1)
            missing = response.length
    except TimeoutError as error:
        raise QueryError(f"{endpoint}: no answer within {timeout:g} seconds") from error
    except HTTPError as error:
        with error:
            reason = _reason(error.read(4096)) or error.reason
        raise QueryError(f"{endpoint}: {error.code}: {reason}") from error
    except SPARQLWrapperException as error:
        raise QueryError(f"{endpoint}: refused: {_refusal(error)}") from error
    except (URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise QueryError(f"{endpoint}: cannot be asked: {_cause(error)}") from error
    if len(body) > _LARGEST:
        raise QueryError(f"{endpoint}: the answer is too large")
    if missing:
        raise QueryError(f"{endpoint}: the answer is cut off: {missing} bytes are missing")
    try:
        return from_json(body)
    except QueryError as error:
        raise QueryError(f"{endpoint}: {error}") from error


def _reason(body: bytes) -> str | None:
    """Return the title of a problem (RFC 9457), or the first line of a plain text."""
    text = body.decode("utf-8", "replace").strip()
    try:
        return str(json.loads(text)["title"])
    except (ValueError, KeyError, TypeError):
        return None if text.startswith("<") else text.splitlines()[0][:200] if text else None


def _refusal(error: SPARQLWrapperException) -> str:
    """Return what the endpoint said, which the wrapper keeps in its message only."""
    if isinstance(error.__context__, HTTPError):
        error.__context__.close()
    _, _, answer = str(error).partition("Response:\n")
    said = ast.literal_eval(answer) if answer.startswith(("b'", 'b"')) else b""
    return _reason(said) or str(error.msg)


def _cause(error: Exception) -> str:
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, OSError) and reason.strerror:
        return reason.strerror
    return str(error) or type(error).__name__
