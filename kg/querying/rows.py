"""What a query answers: rows of typed cells, and their strict reading from a remote answer."""

import json
from dataclasses import dataclass

from kg.errors import QueryError
from kg.namespaces import XSD
from kg.terms import iri, literal


@dataclass(frozen=True, slots=True)
class Cell:
    """One RDF term of an answer; ``kind`` is uri, literal or bnode, as SPARQL's JSON says it."""

    kind: str
    value: str
    datatype: str | None = None
    language: str | None = None

    def term(self) -> str:
        """Return the term as N-Triples writes it."""
        if self.kind == "uri":
            return iri(self.value)
        if self.kind == "bnode":
            return f"_:{self.value}"
        return literal(self.value, language=self.language, datatype=self.datatype)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The answer to a SELECT: the variables in order, and the solutions in order.

    A cell is None where a solution leaves the variable unbound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)


def from_json(body: bytes) -> Rows:
    """Read an answer in SPARQL 1.1 Query Results JSON Format, strictly: all of it, or none.

    Raises:
        QueryError: it is cut off, or not in that format; some engines end a query that overran its
            time in the middle of an answer with status 200.
    """
    try:
        answer = json.loads(body)
        variables = tuple(_name(name) for name in answer["head"]["vars"])
        rows = tuple(_solution(variables, binding) for binding in answer["results"]["bindings"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise QueryError(f"the answer is cut off, or no SPARQL results in JSON: {error}") from error
    return Rows(variables=variables, rows=rows)


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise TypeError(f"not a variable: {name!r}")
    return name


def _solution(variables: tuple[str, ...], binding: dict[str, object]) -> tuple[Cell | None, ...]:
    if not binding.keys() <= set(variables):
        raise ValueError("a solution binds a variable that the head does not have")
    return tuple(_cell(binding[name]) if name in binding else None for name in variables)


def _cell(term: object) -> Cell:
    if not isinstance(term, dict) or not isinstance(term.get("value"), str):
        raise TypeError(f"not a term: {term!r}")
    kind = "literal" if term.get("type") == "typed-literal" else term.get("type")
    if kind not in {"uri", "literal", "bnode"}:
        raise ValueError(f"not a kind of term: {term.get('type')!r}")
    datatype = term.get("datatype")
    language = term.get("xml:lang")
    # A language says more than the datatype that comes with it, and a string needs none.
    if language is not None or datatype == XSD.string:
        datatype = None
    return Cell(kind, term["value"], datatype, language.lower() if language else None)
