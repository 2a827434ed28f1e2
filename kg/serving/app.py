"""The HTTP application: files at their paths, things at their IRIs, SPARQL at ``/sparql``."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.errors import PublicationError, QueryError
from kg.querying import load
from kg.serving import files, guard
from kg.serving.canned import Canned
from kg.serving.engine import Engine
from kg.serving.replies import CORS, preflight, problem

LARGEST = 64 * 1024 * 1024  # bytes of an answer; the dumps are for more
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"


def application(publication: Path, deadline: float = 10.0) -> Starlette:
    """Return the application over the current release of *publication*.

    A query has *deadline* seconds. The release is taken as it is now: a later build swaps the link
    and leaves the release that is being served alone.

    Raises:
        PublicationError: there is no release there.
        QueryError: a question of the release cannot be used.
    """
    release = (publication / "current").resolve()
    if not (release / "manifest.json").is_file():
        raise PublicationError(f"{publication}: no publication here; make one with kg build -o")
    endpoint = _Endpoint(Engine(release / "store"), deadline)
    serve = _Files(release)
    canned = Canned(load(release / "queries"), endpoint.ask, serve.answer)
    return Starlette(
        routes=[
            Route("/sparql", endpoint.answer, methods=["GET", "POST", "OPTIONS"]),
            Route("/queries", canned.listing, methods=["GET", "OPTIONS"]),
            Route("/queries/{name}", canned.answer, methods=["GET", "OPTIONS"]),
            Route("/{path:path}", serve.answer, methods=["GET", "OPTIONS"]),
        ],
        lifespan=endpoint.lifespan,
    )


class _Files:
    """The files of one release."""

    def __init__(self, release: Path) -> None:
        self._release = release

    async def answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight("GET, HEAD, OPTIONS")
        path = request.path_params["path"] or "index.html"
        found = files.inside(self._release, path)
        if found is None:
            return problem(404, f"/{path} is not here")
        if found.is_file():
            etag = {"ETag": f'"{self._release.name}/{path}"'}
            return FileResponse(found, media_type=files.media_type(found), headers=CORS | etag)
        suffix = files.document(found, request.headers.get("accept", ""))
        if suffix is None:
            return problem(404, f"/{path} is not here, or not in a form you accept")
        # A thing is not its document: 303 See Other, by what the client asks for.
        return RedirectResponse(f"/{path}{suffix}", 303, CORS | {"Vary": "Accept"})


class _Endpoint:
    """SPARQL 1.1 Protocol, the query half of it."""

    def __init__(self, engine: Engine, deadline: float) -> None:
        self._engine = engine
        self._deadline = deadline
        self._restarting = asyncio.Lock()

    @asynccontextmanager
    async def lifespan(self, _: Starlette) -> AsyncIterator[None]:
        await asyncio.to_thread(self._engine.start)
        try:
            async with httpx.AsyncClient(
                timeout=2 * self._deadline, trust_env=False
            ) as self._client:
                yield
        finally:
            self._engine.stop()

    async def answer(self, request: Request) -> Response:
        if request.method == "OPTIONS":
            return preflight("GET, POST, OPTIONS")
        try:
            query, parameters = await _asked(request)
            if query is not None:
                guard.check(query)
        except UnicodeDecodeError:
            return problem(400, "the query is not UTF-8")
        except _UnfitError as error:
            return problem(error.status, str(error))
        except QueryError as error:
            return problem(400, str(error))
        return await self._run(query, parameters, request.headers.get("accept", "*/*"))

    async def ask(self, query: str, accept: str) -> Response:
        """Return the whole answer to a query of our own in the form accepted, or a problem."""
        return await self._run(query, [], accept)

    async def _run(
        self, query: str | None, parameters: list[tuple[str, str]], accept: str
    ) -> Response:
        engine = self._engine.address
        try:
            async with asyncio.timeout(self._deadline):
                return await self._fetch(query, parameters, accept)
        except TimeoutError:
            await self._replace(engine)
            return problem(503, f"the query took longer than {self._deadline:g} seconds")
        except httpx.HTTPError:
            await self._replace(engine)
            return problem(503, "the engine broke off; try again")

    async def _fetch(
        self, query: str | None, parameters: list[tuple[str, str]], accept: str
    ) -> Response:
        """Return the engine's answer, whole: nothing is sent before the last byte is here."""
        headers = {"Accept": accept}
        content = None
        if query is not None:
            headers["Content-Type"] = _FORM
            content = urlencode([*parameters, ("query", query)]).encode()
        method = "GET" if query is None else "POST"  # a GET without a query asks what is served
        async with self._client.stream(
            method, self._engine.address, content=content, headers=headers
        ) as answer:
            body = bytearray()
            async for chunk in answer.aiter_bytes():
                body += chunk
                if len(body) > LARGEST:
                    return problem(413, "the answer is too large; use LIMIT, or the dumps")
            kind = answer.headers.get("content-type")
            return Response(
                bytes(body), answer.status_code, CORS | {"Vary": "Accept"}, media_type=kind
            )

    async def _replace(self, engine: str) -> None:
        """Replace the engine at that address, once however many queries it failed."""
        async with self._restarting:
            if self._engine.address == engine:
                await asyncio.to_thread(self._engine.restart)


class _UnfitError(Exception):
    """A request that is no query, with the status to refuse it with."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


async def _asked(request: Request) -> tuple[str | None, list[tuple[str, str]]]:
    """Return the query and the other parameters (SPARQL 1.1 Protocol, sections 2.1.1 to 2.1.3)."""
    parameters = parse_qsl(request.url.query, keep_blank_values=True, errors="strict")
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == "application/sparql-update":
            raise _UnfitError(403, "this endpoint only answers queries")
        body = (await _body(request)).decode()
        if kind == _QUERY:
            parameters.append(("query", body))
        elif kind == _FORM:
            parameters += parse_qsl(body, keep_blank_values=True, errors="strict")
        else:
            raise _UnfitError(415, f"a query is sent as {_QUERY} or {_FORM}, not as {kind!r}")
    if any(name == "update" for name, _ in parameters):
        raise _UnfitError(403, "this endpoint only answers queries")
    queries = [value for name, value in parameters if name == "query"]
    if len(queries) > 1 or (not queries and request.method == "POST"):
        raise _UnfitError(400, f"one query is needed, not {len(queries)}")
    others = [(name, value) for name, value in parameters if name != "query"]
    return (queries[0] if queries else None), others


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > 4 * guard.LENGTH:
            raise _UnfitError(413, f"the query is longer than {guard.LENGTH} characters")
    return bytes(body)
