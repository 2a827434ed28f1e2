"""Canned queries: one file each, a ``#+`` header in YAML (as grlc reads it) and plain SPARQL."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg import resources
from kg.errors import QueryError
from kg.querying import binding
from kg.querying.parameters import TYPES, Parameter, bound

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_OURS = {"summary", "description", "tags", "parameters", "view", "question", "expect-min-rows"}
# Decorators of grlc that a query of somebody else's may carry; we have no use for them.
_GRLC = {
    "method",
    "endpoint",
    "endpoint_in_url",
    "pagination",
    "defaults",
    "enumerate",
    "transform",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CannedQuery:
    """A question that can be asked by name.

    ``view`` is how its rows are best seen (table, timeline, network, matrix); ``question`` its
    number in the list of questions the graph must answer.
    """

    name: str
    summary: str
    text: str
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    view: str = "table"
    question: int | None = None
    expect_min_rows: int = 0

    def bind(self, given: Mapping[str, str]) -> str:
        """Return the SPARQL text with the values of *given* bound, and the defaults of the others.

        Raises:
            QueryError: a parameter is not known, missing, or its value not of its type.
        """
        return binding.bind(self.text, bound(self.parameters, given))


def load(folder: Path | None = None) -> dict[str, CannedQuery]:
    """Return the queries of *folder* (by default those that come with the code) by name.

    Raises:
        QueryError: one of them cannot be used.
    """
    folder = folder or resources.folder("queries")
    return {path.stem: read(path) for path in sorted(folder.glob("*.rq"))}


def names() -> tuple[str, ...]:
    """Return the names of the queries that come with the code."""
    return tuple(sorted(path.stem for path in resources.folder("queries").glob("*.rq")))


def find(name: str) -> CannedQuery:
    """Return the query called *name*, or the one in the file that *name* is the path of.

    Raises:
        QueryError: there is none, or it cannot be used.
    """
    if name in names():
        return read(resources.folder("queries") / f"{name}.rq")
    if name.endswith(".rq"):
        return read(Path(name))
    raise QueryError(f"no query is called {name!r}; there are {', '.join(names())}")


def read(path: Path) -> CannedQuery:
    """Read one query.

    Raises:
        QueryError: the file cannot be read, its header is no YAML or says what we do not know, or
            header and query disagree about the parameters.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: cannot be read: {error}") from error
    try:
        return _query(path.stem, text)
    except QueryError as error:
        raise QueryError(f"{path}: {error}") from error


def _query(name: str, text: str) -> CannedQuery:
    header = _header(text)
    parameters = tuple(_parameter(entry) for entry in _list(header, "parameters"))
    declared = {parameter.name for parameter in parameters}
    if len(declared) < len(parameters):
        raise QueryError("the header describes a parameter twice")
    used = binding.parameters(text)
    if declared != used:
        odd = ", ".join(sorted(declared ^ used))
        raise QueryError(f"header and query do not have the same parameters: {odd}")
    query = CannedQuery(
        name=name,
        summary=str(header.get("summary", "")),
        description=str(header.get("description", "")).strip(),
        tags=tuple(str(tag) for tag in _list(header, "tags")),
        parameters=parameters,
        view=str(header.get("view", "table")),
        question=_number(header, "question"),
        expect_min_rows=_number(header, "expect-min-rows") or 0,
        text=text,
    )
    binding.bind(text, {})  # a parameter that cannot be bound is found here, not when it is given
    return query


def _header(text: str) -> dict[str, object]:
    lines = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1} of it" if mark else ""
        raise QueryError(f"the #+ header is not YAML{where}") from error
    if header is None:
        return {}
    if not isinstance(header, dict):
        raise QueryError("the #+ header is not a list of keys and values")
    unknown = sorted(str(key) for key in header if key not in _OURS | _GRLC)
    if unknown:
        raise QueryError(f"the #+ header has keys we do not know: {', '.join(unknown)}")
    return {str(key): value for key, value in header.items()}


def _parameter(entry: object) -> Parameter:
    if not isinstance(entry, dict) or not _NAME.fullmatch(str(entry.get("name", ""))):
        raise QueryError(f"not a parameter with a name: {entry!r}")
    known = {"name", "type", "description", "default", "required", "example", "choices"}
    unknown = sorted(str(key) for key in entry if key not in known)
    name = str(entry["name"])
    if unknown:
        raise QueryError(f"parameter {name}: keys we do not know: {', '.join(unknown)}")
    if entry.get("type") not in TYPES:
        raise QueryError(f"parameter {name}: its type is one of {', '.join(TYPES)}")
    parameter = Parameter(
        name=name,
        type=str(entry["type"]),
        description=str(entry.get("description", "")),
        default=_text(entry.get("default")),
        required=bool(entry.get("required", False)),
        example=_text(entry.get("example")),
        choices=tuple(str(choice) for choice in entry.get("choices") or ()),
    )
    for value in (parameter.default, parameter.example):
        if value is not None:
            parameter.term(value)
    return parameter


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _list(header: Mapping[str, object], key: str) -> list[object]:
    value = header.get(key) or []
    if not isinstance(value, list):
        raise QueryError(f"{key} in the #+ header is not a list")
    return value


def _number(header: Mapping[str, object], key: str) -> int | None:
    value = header.get(key)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise QueryError(f"{key} in the #+ header is not a number")
