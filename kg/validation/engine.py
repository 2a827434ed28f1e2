"""The set-based engine: a whole volume at once, in an embedded store.

It says what pySHACL says (tests/test_validation.py holds the two together) in a thousandth of the
time: pySHACL asks one query for each focus node and constraint, this engine one for each
constraint.
"""

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import cast

import pyoxigraph

from kg import resources
from kg.errors import ShapeError
from kg.namespaces import RDFS
from kg.terms import Quad
from kg.validation.compiling import Check, compile_shapes
from kg.validation.model import Result, in_order
from kg.validation.shapes import ShapesGraph, read


def validate(quads: Iterable[Quad], shapes: ShapesGraph | None = None) -> list[Result]:
    """Return what *shapes* (without them, ours) say of the union of *quads*, gravest first.

    Raises:
        ShapeError: the shapes are broken or use what this engine does not know.

    """
    # Shapes see the union of all graphs, so the graphs' names need not be stored.
    text = "".join(f"{quad[0]} {quad[1]} {quad[2]} .\n" for quad in quads)
    return validate_bytes(text.encode(), pyoxigraph.RdfFormat.N_TRIPLES, shapes=shapes)


def validate_bytes(
    data: bytes,
    syntax: pyoxigraph.RdfFormat = pyoxigraph.RdfFormat.N_QUADS,
    *,
    base: str | None = None,
    shapes: ShapesGraph | None = None,
) -> list[Result]:
    """Return what *shapes* (without them, ours) say of all graphs in *data*, gravest first.

    Raises:
        ShapeError: the shapes are broken or use what this engine does not know.
        SyntaxError: *data* is not in *syntax*.

    """
    store = pyoxigraph.Store()
    # Not bulk_load, which gives blank nodes new labels: a report would differ at every run.
    store.bulk_extend(pyoxigraph.parse(data, format=syntax, base_iri=base))
    return validate_store(store, shapes)


def validate_store(store: pyoxigraph.Store, shapes: ShapesGraph | None = None) -> list[Result]:
    """Return what *shapes* (without them, ours) say of all graphs in *store*, gravest first."""
    checks = _compiled(shapes or our_shapes(), _subclasses(store))
    return in_order(result for check in checks for result in _results(store, check))


@cache
def our_shapes() -> ShapesGraph:
    """Return the shapes of ``shapes/``, read once."""
    return read()


@cache
def subclass_axioms() -> tuple[tuple[str, str], ...]:
    """Return the pairs (subclass, class) of ``ontology/parley.ttl``.

    Without them no shape would know that a proposal is an utterance.
    """
    store = pyoxigraph.Store()
    file = resources.folder("ontology") / "parley.ttl"
    store.load(file.read_bytes(), format=pyoxigraph.RdfFormat.TURTLE)
    return tuple(sorted(_axioms(store)))


def _axioms(store: pyoxigraph.Store) -> set[tuple[str, str]]:
    predicate = pyoxigraph.NamedNode(RDFS.subClassOf)
    return {
        (str(quad.subject), str(quad.object))
        for quad in store.quads_for_pattern(None, predicate, None)
    }


def _subclasses(store: pyoxigraph.Store) -> frozenset[tuple[str, str]]:
    return frozenset(_axioms(store).union(subclass_axioms()))


@lru_cache(maxsize=8)
def _compiled(shapes: ShapesGraph, axioms: frozenset[tuple[str, str]]) -> tuple[Check, ...]:
    return compile_shapes(shapes, _closure(axioms))


def _closure(axioms: Iterable[tuple[str, str]]) -> Mapping[str, frozenset[str]]:
    """Return all classes below each class."""
    direct: dict[str, set[str]] = {}
    for below, above in axioms:
        direct.setdefault(above, set()).add(below)
    closed: dict[str, frozenset[str]] = {}
    for above in direct:
        found: set[str] = set()
        waiting = [above]
        while waiting:
            for below in direct.get(waiting.pop(), set()) - found:
                found.add(below)
                waiting.append(below)
        closed[above] = frozenset(found)
    return closed


def _results(store: pyoxigraph.Store, check: Check) -> Iterable[Result]:
    try:
        answer = store.query(check.query, use_default_graph_as_union=True)
    except SyntaxError as error:
        raise ShapeError(f"{check.source_shape}: no query of SPARQL 1.1: {error}") from error
    rows = cast(pyoxigraph.QuerySolutions, answer)
    names = [variable.value for variable in rows.variables]
    for row in rows:
        found = {name: row[name] for name in names}
        value, path = found.get("value"), found.get("path")
        yield Result(
            severity=check.severity,
            focus_node=str(found["this"]),
            path=check.path if path is None else str(path),
            value=None if value is None else str(value),
            source_shape=check.source_shape,
            component=check.component,
            message=check.message,
        )
