"""The files of a release: media types, and which document stands for a thing."""

from pathlib import Path

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
    ".zst": "application/zstd",
}
_DOCUMENTS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/turtle": ".ttl",
    "application/n-triples": ".nt",
    "application/ld+json": ".jsonld",
    "text/plain": ".txt",
}
_FIRST = (".html", ".ttl", ".nt", ".jsonld")


def media_type(path: Path) -> str:
    """Return the media type of a file of the release, as registered with IANA."""
    return MEDIA_TYPES.get(path.suffix, "application/octet-stream")


def inside(release: Path, path: str) -> Path | None:
    """Return the file or folder that *path* names below *release*, or None if it leads outside.

    The store is the engine's and is not served.
    """
    if "\0" in path:
        return None
    found = (release / path.lstrip("/")).resolve()
    if not found.is_relative_to(release) or found.is_relative_to(release / "store"):
        return None
    return found


def document(thing: Path, accept: str) -> str | None:
    """Return the suffix of the document about *thing* that fits an ``Accept`` header best.

    RFC 9110, section 12.5.1: by quality, the order of the header deciding a tie; anything goes for
    ``*/*`` and for an empty header. None where nothing fits or nothing is there.
    """
    there = [suffix for suffix in (*_FIRST, ".txt") if _beside(thing, suffix).is_file()]
    for wanted in _by_quality(accept):
        if wanted in ("*/*", "text/*"):
            return there[0] if there else None
        if _DOCUMENTS.get(wanted) in there:
            return _DOCUMENTS[wanted]
    return None


def _beside(thing: Path, suffix: str) -> Path:
    return thing.with_name(thing.name + suffix)


def _by_quality(accept: str) -> list[str]:
    ranked: list[tuple[float, int, str]] = []
    for part in (accept or "*/*").split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                quality = _number(parameter[2:])
        if quality > 0:
            ranked.append((-quality, len(ranked), name.lower()))
    return [name for _, _, name in sorted(ranked)]


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0
