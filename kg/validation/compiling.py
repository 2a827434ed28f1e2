"""Shapes → one SPARQL query a constraint, each for the whole graph at once.

All of SHACL Core is here but for ``sh:qualifiedValueShapesDisjoint`` and recursive shapes (which
the standard leaves undefined), and of SHACL-SPARQL the SELECT constraint of a node shape. Anything
else is refused when the shapes are compiled: what an engine does not know it would let pass.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.errors import ShapeError
from kg.namespaces import SH
from kg.validation import selecting
from kg.validation.breaches import Breach, Breaches
from kg.validation.components import Instances, strings
from kg.validation.model import Severity
from kg.validation.shapes import ShapesGraph, path_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One constraint as a query: each row is a result.

    A row may bind ``?this`` (always), ``?value`` and ``?path``; a path of the row goes before
    ``path``, which is the shape's own.
    """

    query: str
    severity: Severity
    path: str | None
    source_shape: str
    component: str
    message: str


def compile_shapes(
    graph: ShapesGraph, subclasses: Mapping[str, frozenset[str]]
) -> tuple[Check, ...]:
    """Return the checks of *graph*; *subclasses* are those known of each class.

    Raises:
        ShapeError: a shape is broken, or uses what this engine does not know.

    """
    return tuple(_Compiler(graph, Instances(subclasses)).checks())


class _Compiler:
    def __init__(self, graph: ShapesGraph, instances: Instances) -> None:
        self._graph = graph
        self._instances = instances
        self._breaches = Breaches(graph, instances)

    def checks(self) -> Iterator[Check]:
        for subject, predicate, object_ in self._graph.triples:
            if predicate == f"<{SH.parameter}>" or object_ == f"<{SH.ConstraintComponent}>":
                raise ShapeError(f"{subject}: a component of one's own; use the engine pyshacl")
        for shape in sorted({shape for shape, _, _ in self._graph.targets()}):
            yield from self._checks(shape, self._targets(shape, "?focus"), "?focus")
            if not self._breaches.deactivated(shape):
                for constraint in self._graph.objects(shape, f"<{SH.sparql}>"):
                    yield self._sparql_check(shape, constraint)

    def _targets(self, wanted: str, focus: str) -> str:
        """Return a pattern that finds the focus nodes of the shape *wanted*."""
        found = {
            self._target(kind, target, focus)
            for shape, kind, target in self._graph.targets()
            if shape == wanted
        }
        return " UNION ".join(sorted(found))

    def _target(self, kind: str, target: str, focus: str) -> str:
        if target.startswith("_:"):
            raise ShapeError(f"a target is the blank node {target}; use the engine pyshacl")
        if kind == f"<{SH.targetClass}>":
            return f"{{ {self._instances.of(target, focus)} }}"
        if kind == f"<{SH.targetNode}>":
            return f"{{ VALUES {focus} {{ {target} }} }}"
        if kind == f"<{SH.targetSubjectsOf}>":
            return f"{{ {focus} {target} {self._breaches.fresh()} }}"
        return f"{{ {self._breaches.fresh()} {target} {focus} }}"

    # -------------------------------------------------------- one shape, for all its focus nodes

    def _checks(
        self, shape: str, focus_pattern: str, focus: str, outer: tuple[str, ...] = ()
    ) -> Iterator[Check]:
        """Yield the checks of *shape*; *outer* are the focus nodes it is reached from."""
        if self._breaches.deactivated(shape):
            return
        self._breaches.enter(shape)
        values = self._breaches.values(shape, focus)
        for breach in self._breaches.of(shape, values):
            where = f"{focus_pattern} {breach.triples} FILTER({breach.filter})"
            yield self._check(shape, breach, focus, where, outer)
        if values.path is not None:  # a value reached from two focus nodes breaks it twice
            outer = (*outer, focus)
        for inner in self._graph.objects(shape, f"<{SH.property}>"):
            pattern = f"{focus_pattern} {values.triples}"
            yield from self._checks(inner, pattern, values.value, outer)
        self._breaches.leave()

    def _check(
        self, shape: str, breach: Breach, focus: str, where: str, outer: tuple[str, ...]
    ) -> Check:
        selected = {"?this": focus, "?value": breach.value, "?path": breach.path}
        names = [f"({found} AS {name})" for name, found in selected.items() if found is not None]
        apart = " ".join((*names, *breach.others, *outer))
        return Check(
            query=f"SELECT DISTINCT {apart} WHERE {{ {where} }}",
            severity=self._severity(shape),
            path=self._path(shape),
            source_shape=shape,
            component=f"<{SH[breach.component]}ConstraintComponent>",
            message=self._message(shape, shape, breach.component),
        )

    def _sparql_check(self, shape: str, constraint: str) -> Check:
        if self._path(shape) is not None:
            raise ShapeError(f"{shape}: sh:sparql of a property shape; use the engine pyshacl")
        select = selecting.of(self._graph, constraint)
        value = "?value" if "value" in select.variables else "(?this AS ?value)"
        path = "?path" if "path" in select.variables else ""
        return Check(
            query=f"{select.prologue}SELECT DISTINCT ?this {value} {path} "
            f"WHERE {{ {self._targets(shape, '?this')} {{ {select.body} }} }}",
            severity=self._severity(shape),
            path=None,
            source_shape=shape,
            component=f"<{SH.SPARQLConstraintComponent}>",
            message=self._message(constraint, shape, "SPARQL"),
        )

    def _path(self, shape: str) -> str | None:
        node = self._graph.value(shape, f"<{SH.path}>")
        return None if node is None else path_of(self._graph, node)

    def _severity(self, shape: str) -> Severity:
        term = self._graph.value(shape, f"<{SH.severity}>")
        return Severity.VIOLATION if term is None else Severity.of(term)

    def _message(self, node: str, shape: str, component: str) -> str:
        for place in (node, shape):
            texts = sorted(self._graph.objects(place, f"<{SH.message}>"))
            if texts:
                return strings(texts[0])[0]
        return f"breaks the {component} constraint of {shape}"
