"""The standard engine: pySHACL, for one record or a set of shapes of your own.

pySHACL is the measure that the set-based engine is held to. It reads nothing but the bytes it is
given: no owl:imports, no remote fetch, no inference (reliability: what the libraries reach by
themselves). The data is parsed strictly first; rdflib alone would take what is not RDF.
"""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import pyoxigraph
import pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result as Rows
from rdflib.term import Identifier, Node

from kg.errors import ShapeError, TermError
from kg.namespaces import RDFS, SH, XSD
from kg.validation.components import strings
from kg.validation.engine import our_shapes, subclass_axioms
from kg.validation.model import Result, Severity, in_order
from kg.validation.selecting import declarations
from kg.validation.shapes import ShapesGraph, Triple, path_of


def validate_standard(
    data: bytes,
    syntax: pyoxigraph.RdfFormat = pyoxigraph.RdfFormat.N_QUADS,
    *,
    base: str | None = None,
    shapes: ShapesGraph | None = None,
) -> list[Result]:
    """Return what pySHACL says of all graphs in *data* under *shapes* (without them, ours).

    Raises:
        ShapeError: pySHACL cannot use the shapes.
        SyntaxError: *data* is not in *syntax*.
        TermError: *data* has terms of RDF 1.2.

    """
    with _quiet():
        graph = _parsed(data, syntax, base)
        # sh:class and sh:targetClass ask for subclasses (SHACL, sections 2.1.3.2 and 4.1.1).
        for below, above in subclass_axioms():
            graph.add((_ref(below), URIRef(RDFS.subClassOf), _ref(above)))
        report = _report(graph, _rdflib(shapes if shapes is not None else our_shapes()))
    return in_order(_results(report))


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep rdflib from logging a traceback for each ill-formed literal: that is a result here."""
    log = logging.getLogger("rdflib.term")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(before)


class _Graph(Graph):
    """A graph that parses a query once: pySHACL asks each again for every focus node."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> Rows:
        if isinstance(query_object, str):
            query_object = _prepared(query_object)
        return super().query(query_object, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(query: str) -> Query:
    return prepareQuery(query)


def _parsed(data: bytes, syntax: pyoxigraph.RdfFormat, base: str | None = None) -> Graph:
    graph = _Graph(bind_namespaces="none")
    for quad in pyoxigraph.parse(data, format=syntax, base_iri=base):
        graph.add((_node(quad.subject), _node(quad.predicate), _node(quad.object)))
    return graph


def _node(term: object) -> Identifier:
    if isinstance(term, pyoxigraph.NamedNode):
        return URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return BNode(term.value)
    if isinstance(term, pyoxigraph.Literal):
        if term.language:
            return Literal(term.value, lang=term.language)
        # xsd:string stays unsaid, as rdflib's own parsers leave it; 01 stays 01.
        datatype = None if term.datatype == _STRING else URIRef(term.datatype.value)
        return Literal(term.value, datatype=datatype, normalize=False)
    raise TermError(f"pySHACL reads RDF 1.1 only, which has no term like {term}")


_STRING = pyoxigraph.NamedNode(XSD.string)


def _text(node: Node) -> str:
    """Return an rdflib node as N-Quads text, written as the other engine writes it."""
    if isinstance(node, BNode):
        return f"_:{node}"
    if isinstance(node, Literal):
        if node.language:
            return str(pyoxigraph.Literal(str(node), language=node.language))
        datatype = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
        return str(pyoxigraph.Literal(str(node), datatype=datatype))
    return f"<{node}>"


@lru_cache(maxsize=4)
def _rdflib(shapes: ShapesGraph) -> Graph:
    lines = "".join(f"{' '.join(triple)} .\n" for triple in shapes.triples)
    graph = _parsed(lines.encode(), pyoxigraph.RdfFormat.N_TRIPLES)
    for constraint, predicate, place in shapes.triples:
        if predicate == f"<{SH.prefixes}>":
            # pySHACL overlooks what the place of the prefixes imports (SHACL, section 5.2.1).
            for node in declarations(shapes, constraint):
                graph.add((_ref(place), URIRef(SH.declare), _ref(node)))
    return graph


def _ref(term: str) -> URIRef | BNode:
    return URIRef(term[1:-1]) if term.startswith("<") else BNode(term[2:])


def _report(data: Graph, shapes: Graph) -> ShapesGraph:
    try:
        _, report, text = pyshacl.validate(
            data, shacl_graph=shapes, inference="none", inplace=True, do_owl_imports=False
        )
    except Exception as error:  # rdflib raises a plain Exception for a prefix it does not know
        raise ShapeError(f"pySHACL cannot use these shapes: {error}") from error
    if not isinstance(report, Graph):
        raise ShapeError(f"pySHACL could not finish: {text.strip()}")
    return ShapesGraph(tuple(_triples(report)))


def _triples(graph: Graph) -> Iterator[Triple]:
    for subject, predicate, object_ in graph:
        yield _text(subject), _text(predicate), _text(object_)


def _results(report: ShapesGraph) -> Iterator[Result]:
    reports = [s for s, p, _ in report.triples if p == f"<{SH.conforms}>"]
    for node in (result for at in reports for result in report.objects(at, f"<{SH.result}>")):
        path = report.value(node, f"<{SH.resultPath}>")
        messages = sorted(report.objects(node, f"<{SH.resultMessage}>"))
        yield Result(
            severity=Severity.of(_needed(report, node, "resultSeverity")),
            focus_node=_needed(report, node, "focusNode"),
            path=None if path is None else path_of(report, path),
            value=report.value(node, f"<{SH.value}>"),
            source_shape=_needed(report, node, "sourceShape"),
            component=_needed(report, node, "sourceConstraintComponent"),
            message=strings(messages[0])[0] if messages else "",
        )


def _needed(graph: ShapesGraph, node: str, name: str) -> str:
    term = graph.value(node, f"<{SH[name]}>")
    if term is None:
        raise ShapeError(f"{node} lacks its sh:{name}")
    return term
