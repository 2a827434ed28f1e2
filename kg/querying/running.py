"""Where a query runs: the embedded store of a publication, or any SPARQL 1.1 endpoint."""

import threading
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox

from kg.errors import QueryError
from kg.querying.canned import CannedQuery
from kg.querying.rows import Cell, Rows
from kg.store import open_read_only

_STRING = "http://www.w3.org/2001/XMLSchema#string"
_TEXT = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


def run(
    query: CannedQuery,
    params: Mapping[str, str] | None = None,
    *,
    store: Path | None = None,
    endpoint: str | None = None,
    timeout: float = 60.0,
) -> Rows:
    """Ask *query* of the publication at *store* (what ``kg build -o`` wrote) or of *endpoint*.

    *timeout* is in seconds. Both ways get the same text, and give the same rows.

    Raises:
        QueryError: a parameter or the query is wrong, or the endpoint cannot be reached, refuses,
            takes too long, or does not answer in full.
        PublicationError: there is no publication at *store*.
    """
    text = query.bind(params or {})
    if endpoint is not None:
        # It takes a moment to import, and most runs are local.
        from kg.querying.remote import select

        return select(endpoint, text, timeout)
    if store is None:
        raise QueryError("nowhere to ask: give a publication or an endpoint")
    return _within(timeout, open_read_only(store), text)


def _within(timeout: float, store: ox.Store, text: str) -> Rows:
    """Run in a thread that is left behind: the engine can neither be stopped nor interrupted."""
    answer: list[Rows | Exception] = []

    def work() -> None:
        try:
            answer.append(_select(store, text))
        except Exception as error:  # handed over, and raised where somebody waits for it
            answer.append(error)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(timeout)
    if not answer:
        raise QueryError(f"the query took longer than {timeout:g} seconds")
    if isinstance(answer[0], Exception):
        raise answer[0]
    return answer[0]


def _select(store: ox.Store, text: str) -> Rows:
    try:
        solutions = store.query(text, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise QueryError(f"not SPARQL 1.1: {error}") from error
    if not isinstance(solutions, ox.QuerySolutions):
        raise QueryError("not a SELECT: only questions with rows for an answer can be asked")
    return Rows(
        variables=tuple(variable.value for variable in solutions.variables),
        rows=tuple(tuple(_cell(term) for term in solution) for solution in solutions),
    )


def _cell(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple | None) -> Cell | None:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Cell("uri", term.value)
    if isinstance(term, ox.BlankNode):
        return Cell("bnode", term.value)
    if isinstance(term, ox.Triple):
        raise QueryError("the answer holds a triple term, which SPARQL 1.1 does not have")
    datatype = term.datatype.value
    plain = term.language is not None or datatype in {_STRING, _TEXT}
    return Cell("literal", term.value, None if plain else datatype, term.language)
