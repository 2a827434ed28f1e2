"""Shapes as data: Turtle files read once, strictly, into a graph that both engines understand.

Terms are N-Quads text as in :mod:`kg.terms`; blank nodes, which shapes may have, are ``_:label``.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph

from kg import resources
from kg.errors import ShapeError
from kg.namespaces import RDF, RDFS, SH

Triple = tuple[str, str, str]

_FIRST, _REST, _NIL = f"<{RDF.first}>", f"<{RDF.rest}>", f"<{RDF.nil}>"
_TYPE = f"<{RDF.type}>"


@dataclass(frozen=True, slots=True, eq=False)
class ShapesGraph:
    """The triples of a shapes graph, by subject and predicate; one reading is one graph."""

    triples: tuple[Triple, ...]
    _index: dict[tuple[str, str], tuple[str, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        index: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for subject, predicate, object_ in self.triples:
            index[subject, predicate].append(object_)
        object.__setattr__(self, "_index", {key: tuple(found) for key, found in index.items()})

    def objects(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Return the objects of *subject* and *predicate* in the order of the files."""
        return self._index.get((subject, predicate), ())

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the only object there may be.

        Raises:
            ShapeError: there are several.

        """
        found = self.objects(subject, predicate)
        if len(found) > 1:
            raise ShapeError(f"{subject} may have {predicate} once; it has {len(found)}")
        return found[0] if found else None

    def predicates(self, subject: str) -> tuple[str, ...]:
        """Return the predicates *subject* has, sorted."""
        return tuple(sorted(predicate for at, predicate in self._index if at == subject))

    def items(self, head: str) -> tuple[str, ...]:
        """Return the members of the RDF list at *head*.

        Raises:
            ShapeError: it is not a list that ends.

        """
        found: list[str] = []
        seen: set[str] = set()
        while head != _NIL:
            first, rest = self.value(head, _FIRST), self.value(head, _REST)
            if first is None or rest is None or head in seen:
                raise ShapeError(f"{head} is not a list that ends in rdf:nil")
            seen.add(head)
            found.append(first)
            head = rest
        return tuple(found)

    def targets(self) -> Iterator[tuple[str, str, str]]:
        """Yield each shape with a target: the shape, the property naming the target, the target."""
        for subject, predicate, object_ in self.triples:
            if predicate in TARGETS:
                yield subject, predicate, object_
            elif predicate == _TYPE and object_ == f"<{RDFS.Class}>" and self._is_shape(subject):
                yield subject, f"<{SH.targetClass}>", subject  # SHACL, section 2.1.3.3

    def _is_shape(self, node: str) -> bool:
        return not terms("NodeShape PropertyShape").isdisjoint(self.objects(node, _TYPE))


def terms(names: str) -> frozenset[str]:
    """Return the terms of SHACL that *names*, parted by spaces, stand for.

    >>> sorted(terms("minCount path"))
    ['<http://www.w3.org/ns/shacl#minCount>', '<http://www.w3.org/ns/shacl#path>']

    """
    return frozenset(f"<{SH[name]}>" for name in names.split())


TARGETS = terms("targetClass targetNode targetSubjectsOf targetObjectsOf")


def path_of(graph: ShapesGraph, node: str) -> str:
    """Return the SHACL path at *node* in Turtle, the same text for both engines.

    Raises:
        ShapeError: it is not a path (SHACL, section 2.3.1).

    """
    if node.startswith("<"):
        return node
    if graph.objects(node, _FIRST):
        return f"( {' '.join(path_of(graph, item) for item in graph.items(node))} )"
    for name in PATH_OPERATORS:
        inner = graph.value(node, f"<{SH[name]}>")
        if inner is not None:
            return f"[ sh:{name} {path_of(graph, inner)} ]"
    raise ShapeError(f"{node} is not a path")


PATH_OPERATORS = {
    "inversePath": "^({})",
    "alternativePath": "({})",
    "zeroOrMorePath": "({})*",
    "oneOrMorePath": "({})+",
    "zeroOrOnePath": "({})?",
}


def sparql_path(graph: ShapesGraph, node: str) -> str:
    """Return the SHACL path at *node* as a SPARQL 1.1 property path.

    Raises:
        ShapeError: it is not a path (SHACL, section 2.3.1).

    """
    if node.startswith("<"):
        return node
    if graph.objects(node, _FIRST):
        return "/".join(f"({sparql_path(graph, item)})" for item in graph.items(node))
    alternatives = graph.value(node, f"<{SH.alternativePath}>")
    if alternatives is not None:
        return "|".join(f"({sparql_path(graph, item)})" for item in graph.items(alternatives))
    for name, form in PATH_OPERATORS.items():
        inner = graph.value(node, f"<{SH[name]}>")
        if inner is not None:
            return form.format(sparql_path(graph, inner))
    raise ShapeError(f"{node} is not a path")


def of_quads(quads: Iterable[pyoxigraph.Quad]) -> ShapesGraph:
    """Return a shapes graph of parsed *quads*, whatever graphs they are in."""
    return ShapesGraph(
        tuple((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in quads)
    )


def read(place: Path | None = None) -> ShapesGraph:
    """Return the shapes in *place*, a Turtle file or a folder of them; without it, ours.

    Raises:
        ShapeError: a file cannot be read or is not Turtle, or there is none.

    """
    place = place if place is not None else resources.folder("shapes")
    files = sorted(place.glob("*.ttl")) if place.is_dir() else [place]
    if not files:
        raise ShapeError(f"{place}: no shapes here; give a Turtle file or a folder of *.ttl")
    return of_quads(quad for file in files for quad in _quads(file))


def _quads(file: Path) -> list[pyoxigraph.Quad]:
    try:
        # Labels such as _:a are good within their file only.
        return list(
            pyoxigraph.parse(
                file.read_bytes(),
                format=pyoxigraph.RdfFormat.TURTLE,
                base_iri=file.resolve().as_uri(),
                rename_blank_nodes=True,
            )
        )
    except OSError as error:
        raise ShapeError(f"{file}: cannot be read ({error.strerror}); name another file") from error
    except SyntaxError as error:
        raise ShapeError(f"{file}:{error.lineno}: not Turtle: {error.msg}") from error
