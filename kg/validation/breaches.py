"""What breaks a shape, as patterns and expressions of SPARQL.

A constraint is turned round: its pattern finds what breaks it. That a node conforms to a shape,
which ``sh:not``, ``sh:or`` and their like ask, is that none of the shape's patterns, tied to that
node, finds anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, count

from kg.errors import ShapeError
from kg.namespaces import SH
from kg.validation.components import (
    COUNT_LIMIT,
    LISTS,
    PAIRS,
    VALUE_TESTS,
    Instances,
    Values,
    strings,
)
from kg.validation.shapes import ShapesGraph, sparql_path, terms

_TRUE = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'

_SILENT = terms(  # what a shape may say about itself without constraining anything
    "path name description order group defaultValue message severity deactivated declare "
    "targetClass targetNode targetSubjectsOf targetObjectsOf flags ignoredProperties "
    "qualifiedMinCount qualifiedMaxCount prefixes select"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What breaks one constraint: triples to find, a filter on them, and what to report."""

    component: str
    triples: str = ""
    filter: str = "true"
    value: str | None = None
    path: str | None = None
    others: tuple[str, ...] = ()  # variables that make two results of one value


class Breaches:
    """Finds what breaks the shapes of one graph."""

    def __init__(self, graph: ShapesGraph, instances: Instances) -> None:
        self._graph = graph
        self._instances = instances
        self._numbers = count(1)
        self._open: list[str] = []  # shapes being compiled, to notice one within itself

    def of(self, shape: str, values: Values) -> Iterator[Breach]:
        """Yield what breaks *shape* itself, without the property shapes it has.

        Raises:
            ShapeError: the shape is broken, or uses what this engine does not know.

        """
        self._refuse_unknown(shape)
        for name, test in VALUE_TESTS.items():
            for parameter in self._parameters(shape, name):
                bad = test(self._instances, self._graph, shape, parameter, values.value)
                yield _of_each_value(name, values, bad)
        for name, pair in PAIRS.items():
            for parameter in self._parameters(shape, name):
                free = self.fresh()
                for triples, bad, reported in pair(values, parameter, free):
                    yield Breach(
                        component=_component(name),
                        triples=triples,
                        filter=bad,
                        value=reported,
                        others=(free,) if name.startswith("lessThan") else (),
                    )
        yield from self._counts(shape, values)
        yield from self._logic(shape, values)
        yield from self._whole(shape, values)

    def _counts(self, shape: str, values: Values) -> Iterator[Breach]:
        qualified = self._graph.value(shape, f"<{SH.qualifiedValueShape}>")
        for name in ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount"):
            limit = self._number(shape, name)
            if limit is None:
                continue
            if name.startswith("qualified") and qualified is None:
                raise ShapeError(f"{shape}: sh:{name} needs a sh:qualifiedValueShape")
            too_many = name.endswith("MaxCount") or name == "maxCount"
            number = limit + 1 if too_many else limit
            if number:
                inner = qualified if name.startswith("qualified") else None
                found = f"EXISTS {{ {self._distinct(shape, values, number, inner)} }}"
                yield Breach(
                    component=_component(name), filter=found if too_many else f"NOT {found}"
                )

    def _distinct(self, shape: str, values: Values, number: int, qualified: str | None) -> str:
        """Return a pattern that holds where there are *number* different value nodes."""
        if number > COUNT_LIMIT:
            raise ShapeError(f"{shape}: this engine counts to {COUNT_LIMIT}; use pyshacl")
        found = [self.fresh() for _ in range(number)]
        pattern = " ".join(f"{values.focus} {values.path} {variable} ." for variable in found)
        tests = [f"!sameTerm({one}, {two})" for one, two in combinations(found, 2)]
        if qualified is not None:
            tests += [self._conforms(qualified, variable) for variable in found]
        return pattern + "".join(f" FILTER({test})" for test in tests)

    def _logic(self, shape: str, values: Values) -> Iterator[Breach]:
        for inner in self._graph.objects(shape, f"<{SH.node}>"):
            yield _of_each_value("node", values, f"!({self._conforms(inner, values.value)})")
        for inner in self._graph.objects(shape, f"<{SH['not']}>"):
            yield _of_each_value("not", values, self._conforms(inner, values.value))
        for name in ("and", "or", "xone"):
            for head in self._graph.objects(shape, f"<{SH[name]}>"):
                each = [self._conforms(inner, values.value) for inner in self._graph.items(head)]
                bad = {
                    "and": f"!({' && '.join(each) or 'true'})",
                    "or": f"!({' || '.join(each) or 'false'})",
                    "xone": f"({' + '.join(f'IF({one}, 1, 0)' for one in each) or '0'}) != 1",
                }[name]
                yield _of_each_value(name, values, bad)

    def _whole(self, shape: str, values: Values) -> Iterator[Breach]:
        """Yield what is asked of the values as a set, or of the focus node as a whole."""
        for wanted in self._parameters(shape, "hasValue"):
            yield Breach(component="HasValue", filter=f"!{values.has(wanted)}")
        if self._graph.value(shape, f"<{SH.uniqueLang}>") == _TRUE:
            other, language = self.fresh(), self.fresh()
            yield Breach(
                component="UniqueLang",
                triples=f"{values.triples} {values.focus} {values.path} {other} . "
                f"BIND(LANG({values.value}) AS {language})",
                filter=f'!sameTerm({values.value}, {other}) && {language} != "" '
                f"&& {language} = LANG({other})",
                others=(language,),
            )
        if self._graph.value(shape, f"<{SH.closed}>") == _TRUE:
            yield self._closed(shape, values)

    def _closed(self, shape: str, values: Values) -> Breach:
        allowed = {
            path
            for inner in self._graph.objects(shape, f"<{SH.property}>")
            for path in self._graph.objects(inner, f"<{SH.path}>")
            if path.startswith("<")
        }
        for head in self._graph.objects(shape, f"<{SH.ignoredProperties}>"):
            allowed.update(self._graph.items(head))
        predicate, object_ = self.fresh(), self.fresh()
        return Breach(
            component="Closed",
            triples=f"{values.triples} {values.value} {predicate} {object_} .",
            filter=f"{predicate} NOT IN ({', '.join(sorted(allowed))})",
            value=object_,
            path=predicate,
        )

    def _conforms(self, shape: str, focus: str) -> str:
        """Return an expression that is true where *focus* conforms to *shape*."""
        if self.deactivated(shape):
            return "true"
        self.enter(shape)
        if self._graph.objects(shape, f"<{SH.sparql}>"):
            raise ShapeError(f"{shape}: sh:sparql of a shape within another; use pyshacl")
        values = self.values(shape, focus)
        tests = []
        for breach in self.of(shape, values):
            if breach.triples:
                tests.append(f"NOT EXISTS {{ {breach.triples} FILTER({breach.filter}) }}")
            else:
                tests.append(f"!({breach.filter})")
        for inner in self._graph.objects(shape, f"<{SH.property}>"):
            holds = self._conforms(inner, values.value)
            if values.triples:
                holds = f"NOT EXISTS {{ {values.triples} FILTER(!({holds})) }}"
            tests.append(holds)
        self.leave()
        return f"({' && '.join(tests) or 'true'})"

    def fresh(self) -> str:
        """Return a variable not used so far."""
        return f"?x{next(self._numbers)}"

    def enter(self, shape: str) -> None:
        """Begin with *shape*.

        Raises:
            ShapeError: it was begun and not left.

        """
        if shape in self._open:
            raise ShapeError(f"{shape} contains itself; the standard leaves such shapes undefined")
        self._open.append(shape)

    def leave(self) -> None:
        """End with the shape begun last."""
        self._open.pop()

    def values(self, shape: str, focus: str) -> Values:
        """Return the value nodes of *shape* for the variable *focus*.

        Raises:
            ShapeError: its path is broken, or missing where a constraint needs one.

        """
        node = self._graph.value(shape, f"<{SH.path}>")
        if node is None:
            needing = _NEED_A_PATH.intersection(self._graph.predicates(shape))
            if needing:
                raise ShapeError(f"{shape}: {min(needing)} needs a sh:path")
            return Values(focus=focus, path=None, value=focus)
        return Values(focus=focus, path=sparql_path(self._graph, node), value=self.fresh())

    def deactivated(self, shape: str) -> bool:
        """Tell whether *shape* is switched off."""
        return self._graph.value(shape, f"<{SH.deactivated}>") == _TRUE

    def _parameters(self, shape: str, name: str) -> tuple[str, ...]:
        """Return the values of a parameter that is a term, or a list, of a query.

        A blank node in a query would stand for anything, and the constraint would always hold.
        """
        found = self._graph.objects(shape, f"<{SH[name]}>")
        members = [m for head in found for m in (self._graph.items(head) if name in LISTS else ())]
        for term in (*members, *(() if name in LISTS else found)):
            if term.startswith("_:"):
                raise ShapeError(f"{shape}: sh:{name} of a blank node; use the engine pyshacl")
        return found

    def _number(self, shape: str, name: str) -> int | None:
        term = self._graph.value(shape, f"<{SH[name]}>")
        if term is None:
            return None
        try:
            return int(strings(term)[0])
        except ValueError:
            raise ShapeError(f"{shape}: sh:{name} is no whole number: {term}") from None

    def _refuse_unknown(self, shape: str) -> None:
        for predicate in self._graph.predicates(shape):
            if predicate.startswith(f"<{SH}") and predicate not in _KNOWN:
                raise ShapeError(
                    f"{shape}: this engine does not know {predicate}; use the engine pyshacl"
                )


def _component(name: str) -> str:
    return name[0].upper() + name[1:]


def _of_each_value(name: str, values: Values, bad: str) -> Breach:
    return Breach(
        component=_component(name), triples=values.triples, filter=bad, value=values.value
    )


_NEED_A_PATH = terms("minCount maxCount qualifiedValueShape uniqueLang lessThan lessThanOrEquals")


_KNOWN = (
    _SILENT
    | terms(" ".join((*VALUE_TESTS, *PAIRS)))
    | terms(
        "minCount maxCount qualifiedValueShape node not and or xone hasValue uniqueLang closed "
        "property sparql"
    )
)
