"""The canned questions over HTTP: ``/queries`` lists them, ``/queries/NAME`` asks one.

Values stand in the address (``?proposer=Mao+Zedong&from=1957``) and are bound as typed terms;
``format`` is json, csv or tsv, and without it the ``Accept`` header decides.
"""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from kg.errors import QueryError
from kg.querying import CannedQuery, Parameter
from kg.serving.replies import CORS, preflight, problem

FORMATS = {
    "json": "application/sparql-results+json",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
Ask = Callable[[str, str], Awaitable[Response]]
"""Ask the engine: query text and ``Accept`` header in, its whole answer out."""
Handler = Callable[[Request], Awaitable[Response]]


class Canned:
    """The questions of one release; *otherwise* answers what is no question (``NAME.rq``)."""

    def __init__(self, queries: Mapping[str, CannedQuery], ask: Ask, otherwise: Handler) -> None:
        self._queries = queries
        self._ask = ask
        self._otherwise = otherwise

    async def listing(self, request: Request) -> Response:
        """Return what can be asked, as JSON."""
        if request.method == "OPTIONS":
            return preflight("GET, HEAD, OPTIONS")
        return JSONResponse([_described(query) for query in self._queries.values()], headers=CORS)

    async def answer(self, request: Request) -> Response:
        """Return the rows of one question."""
        name = request.path_params["name"]
        if name not in self._queries:
            request.path_params["path"] = f"queries/{name}"
            return await self._otherwise(request)
        if request.method == "OPTIONS":
            return preflight("GET, HEAD, OPTIONS")
        given = request.query_params.multi_items()
        values = dict(given)
        if len(values) < len(given):
            return problem(400, "a parameter is given twice")
        form = values.pop("format", None)
        if form is not None and form not in FORMATS:
            return problem(400, f"format is one of {', '.join(FORMATS)}, not {form!r}")
        accept = FORMATS[form] if form else request.headers.get("accept", "*/*")
        try:
            text = self._queries[name].bind(values)
        except QueryError as error:
            return problem(400, str(error))
        return await self._ask(text, accept)


def _described(query: CannedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "view": query.view,
        "question": query.question,
        "href": f"/queries/{query.name}",
        "text": f"/queries/{query.name}.rq",
        "parameters": [_parameter(parameter) for parameter in query.parameters],
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "type": parameter.type,
        "description": parameter.description,
        "required": parameter.required,
        "default": parameter.default,
        "example": parameter.example,
        "choices": list(parameter.choices),
    }
