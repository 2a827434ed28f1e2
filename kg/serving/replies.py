"""Answers that every part of the server gives in the same way."""

from starlette.responses import JSONResponse, Response

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link",
}


def problem(status: int, title: str) -> Response:
    """Return an error as RFC 9457 describes problems."""
    body = {"type": "about:blank", "title": title, "status": status}
    return JSONResponse(body, status, CORS, media_type="application/problem+json")


def preflight(methods: str) -> Response:
    """Answer a browser that asks what another site's page may send."""
    headers = {
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": "Accept, Content-Type",
    }
    return Response(status_code=204, headers=CORS | headers)
