"""The constraint components that look at one value at a time, as SPARQL expressions.

Each returns an expression that is true where the value **breaks** the constraint, and never an
error: an error would drop the row, and a broken value would pass.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pyoxigraph

from kg.errors import ShapeError
from kg.namespaces import RDF, SH, XSD
from kg.validation.shapes import ShapesGraph

COUNT_LIMIT = 8
"""How far the engine counts: so many values of one node are compared with one another."""


@dataclass(frozen=True, slots=True)
class Instances:
    """How an instance of a class is found: by the class or one of its subclasses."""

    subclasses: Mapping[str, frozenset[str]]

    def of(self, class_: str, node: str) -> str:
        """Return a pattern that holds where *node* is an instance of *class_*."""
        below = sorted(self.subclasses.get(class_, frozenset()) | {class_})
        if len(below) == 1:
            return f"{node} <{RDF.type}> {class_} ."
        return " UNION ".join(f"{{ {node} <{RDF.type}> {each} }}" for each in below)


def strings(term: str) -> tuple[str, str]:
    """Return the lexical form and the datatype or language of the literal *term*.

    Raises:
        ShapeError: it is not a literal.

    """
    parsed = next(iter(pyoxigraph.parse(f"<a:> <a:> {term} .", format=_N_TRIPLES))).object
    if not isinstance(parsed, pyoxigraph.Literal):
        raise ShapeError(f"{term} stands where a literal is needed")
    return parsed.value, parsed.language or parsed.datatype.value


LISTS = ("in", "languageIn")
"""The parameters whose value is a list."""

_N_TRIPLES = pyoxigraph.RdfFormat.N_TRIPLES

Test = Callable[[Instances, ShapesGraph, str, str, str], str]
"""Instances, shapes graph, shape, parameter, variable of the value → when it is broken."""


def _class(instances: Instances, _: ShapesGraph, __: str, class_: str, value: str) -> str:
    return f"NOT EXISTS {{ {instances.of(class_, value)} }}"


# The datatypes whose literals must also be well-formed (SHACL, section 4.1.2) and that oxigraph
# can cast to; of any other datatype of XML Schema it could not tell.
_CASTS = tuple(
    f"<{XSD}{name}>"
    for name in (
        *("integer", "decimal", "float", "double", "boolean"),
        *("dateTime", "date", "time", "duration"),
    )
)
_PLAIN = (f"<{XSD.string}>", f"<{XSD.anyURI}>")


def _datatype(_: Instances, __: ShapesGraph, shape: str, datatype: str, value: str) -> str:
    same = f"DATATYPE({value}) = {datatype}"
    if datatype in _CASTS:
        same += f" && isLiteral({datatype}(STR({value})))"
    elif datatype.startswith(f"<{XSD}") and datatype not in _PLAIN:
        raise ShapeError(f"{shape}: this engine cannot check {datatype}; use the engine pyshacl")
    return f"!COALESCE({same}, false)"


_KINDS = {
    "IRI": "isIRI({0})",
    "BlankNode": "isBlank({0})",
    "Literal": "isLiteral({0})",
    "BlankNodeOrIRI": "(isBlank({0}) || isIRI({0}))",
    "BlankNodeOrLiteral": "(isBlank({0}) || isLiteral({0}))",
    "IRIOrLiteral": "(isIRI({0}) || isLiteral({0}))",
}


def _node_kind(_: Instances, __: ShapesGraph, shape: str, kind: str, value: str) -> str:
    for name, form in _KINDS.items():
        if kind == f"<{SH[name]}>":
            return f"!{form.format(value)}"
    raise ShapeError(f"{shape}: {kind} is not a kind of node")


def _in(_: Instances, graph: ShapesGraph, __: str, head: str, value: str) -> str:
    members = graph.items(head)
    if all(member.startswith("<") for member in members):
        return f"{value} NOT IN ({', '.join(members)})"
    # Not IN, which compares values: 1 is not 1.0 here (SHACL, section 4.8.3).
    return f"!({' || '.join(f'sameTerm({value}, {member})' for member in members)})"


def _pattern(_: Instances, graph: ShapesGraph, shape: str, pattern: str, value: str) -> str:
    flags = graph.value(shape, f"<{SH.flags}>")
    arguments = f"STR({value}), {pattern}" + (f", {flags}" if flags else "")
    return f"(isBlank({value}) || !REGEX({arguments}))"


def _bound(operator: str) -> Test:
    def test(_: Instances, __: ShapesGraph, ___: str, limit: str, value: str) -> str:
        return f"!COALESCE({value} {operator} {limit}, false)"

    return test


def _length(operator: str) -> Test:
    def test(_: Instances, __: ShapesGraph, ___: str, limit: str, value: str) -> str:
        return f"(isBlank({value}) || !(STRLEN(STR({value})) {operator} {limit}))"

    return test


def _language_in(_: Instances, graph: ShapesGraph, __: str, head: str, value: str) -> str:
    ranges = [f"LANGMATCHES(LANG({value}), {member})" for member in graph.items(head)]
    return f"!COALESCE({' || '.join(ranges) or 'false'}, false)"


VALUE_TESTS: dict[str, Test] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "pattern": _pattern,
    "minInclusive": _bound(">="),
    "minExclusive": _bound(">"),
    "maxInclusive": _bound("<="),
    "maxExclusive": _bound("<"),
    "minLength": _length(">="),
    "maxLength": _length("<="),
    "languageIn": _language_in,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The value nodes of a shape: those at a path from the focus node, or the focus node itself."""

    focus: str
    path: str | None
    value: str  # the variable that stands for each

    @property
    def triples(self) -> str:
        """The pattern that finds them; nothing where the focus node is the value."""
        return "" if self.path is None else f"{self.focus} {self.path} {self.value} ."

    def has(self, term: str) -> str:
        """Return an expression that is true where *term* is among them."""
        if self.path is None:
            return f"sameTerm({self.focus}, {term})"
        return f"EXISTS {{ {self.focus} {self.path} {term} }}"


Breach = tuple[str, str, str]
"""Triples to find, when they break the constraint, and the variable to report."""

Pair = Callable[[Values, str, str], list[Breach]]
"""Values, the other property, a free variable → what breaks the constraint."""


def _equals(values: Values, other: str, free: str) -> list[Breach]:
    there = f"NOT EXISTS {{ {values.focus} {other} {values.value} }}"
    return [
        (values.triples, there, values.value),
        (f"{values.focus} {other} {free} .", f"!{values.has(free)}", free),
    ]


def _disjoint(values: Values, other: str, _: str) -> list[Breach]:
    return [(f"{values.triples} {values.focus} {other} {values.value} .", "true", values.value)]


def _less(operator: str) -> Pair:
    def pair(values: Values, other: str, free: str) -> list[Breach]:
        triples = f"{values.triples} {values.focus} {other} {free} ."
        return [(triples, f"!COALESCE({values.value} {operator} {free}, false)", values.value)]

    return pair


PAIRS: dict[str, Pair] = {
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": _less("<"),
    "lessThanOrEquals": _less("<="),
}
