"""The SELECT query of a SPARQL-based constraint, made fit to run for all focus nodes at once."""

import re
from dataclasses import dataclass

from kg.errors import ShapeError
from kg.namespaces import OWL, SH
from kg.validation.components import strings
from kg.validation.shapes import ShapesGraph

# The standard binds $this before the query runs, so that it must be projected and may not be
# bound again (SHACL, section 5.3.1 and appendix A). Without that binding the same query finds the
# same rows for every focus node, provided that $this stands in a triple pattern of its own, as
# every query that begins with one does.
_HEAD = re.compile(
    r"\s*SELECT\s+(?:DISTINCT\s+)?((?:[$?]\w+\s+)+)WHERE\s*\{\s*[$?]this\s", re.IGNORECASE
)
_FORBIDDEN = re.compile(
    r"\b(SERVICE|VALUES|MINUS|LIMIT|OFFSET|GROUP\s+BY|AS\s+[$?]this)\b"
    r"|(?<=.)\bSELECT\b|\$PATH|\$shapesGraph|\$currentShape",
    re.IGNORECASE | re.DOTALL,
)
_TEXT = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|<[^<>\s]*>|#[^\n]*')


@dataclass(frozen=True, slots=True, kw_only=True)
class Select:
    """A query's prefixes, the query itself, and the names of the variables it selects."""

    prologue: str
    body: str
    variables: frozenset[str]


def of(graph: ShapesGraph, constraint: str) -> Select:
    """Return the query of the SPARQL-based *constraint*.

    Raises:
        ShapeError: it is no SELECT query, or one that means something else for all at once.

    """
    term = graph.value(constraint, f"<{SH.select}>")
    if term is None:
        raise ShapeError(f"{constraint}: a sh:sparql needs a sh:select")
    for predicate in graph.predicates(constraint):
        if predicate.startswith(f"<{SH}") and predicate not in _KNOWN:
            raise ShapeError(f"{constraint}: this engine does not know {predicate}; use pyshacl")
    body = strings(term)[0]
    head = _HEAD.match(body)
    if head is None or "this" not in _names(head[1]):
        raise ShapeError(f"{constraint}: write the query as SELECT $this … WHERE {{ $this …")
    forbidden = _FORBIDDEN.search(_TEXT.sub(" ", body).strip())
    if forbidden:
        raise ShapeError(f"{constraint}: {forbidden[0]} cannot be run for all nodes at once")
    return Select(
        prologue="".join(sorted(_prefix(graph, node) for node in declarations(graph, constraint))),
        body=body,
        variables=frozenset(_names(head[1])),
    )


_KNOWN = frozenset(f"<{SH[name]}>" for name in ("select", "prefixes", "message"))


def _names(variables: str) -> list[str]:
    return [variable[1:] for variable in variables.split()]


def declarations(graph: ShapesGraph, constraint: str) -> list[str]:
    """Return the prefix declarations good for *constraint* (SHACL, section 5.2.1)."""
    places = list(graph.objects(constraint, f"<{SH.prefixes}>"))
    for place in places:  # and for what those import
        found = graph.objects(place, f"<{OWL.imports}>")
        places += [other for other in found if other not in places]
    return [node for place in places for node in graph.objects(place, f"<{SH.declare}>")]


def _prefix(graph: ShapesGraph, declaration: str) -> str:
    prefix = graph.value(declaration, f"<{SH.prefix}>")
    namespace = graph.value(declaration, f"<{SH.namespace}>")
    if prefix is None or namespace is None:
        raise ShapeError(f"{declaration}: a sh:declare needs sh:prefix and sh:namespace")
    return f"PREFIX {strings(prefix)[0]}: <{strings(namespace)[0]}>\n"
