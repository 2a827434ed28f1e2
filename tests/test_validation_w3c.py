"""The W3C's SHACL test suite (w3c/data-shapes ff9edb9), through both engines."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlparse

import pyoxigraph
import pytest

from kg.errors import ShapeError
from kg.namespaces import SH, Namespace
from kg.validation.engine import validate_bytes
from kg.validation.model import Result
from kg.validation.shapes import ShapesGraph, path_of, read
from kg.validation.standard import validate_standard

MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")

NOT_BY_PYSHACL = {
    "core/misc/severity-002": "a severity of one's own: we know SHACL's three and refuse others",
    "core/property/uniqueLang-002": "pySHACL 0.40.1 takes sh:uniqueLang 1 for true",
    "sparql/pre-binding/shapesGraph-001": "$shapesGraph, which the standard makes optional",
}
BY_VALUE = {
    "core/node/maxExclusive-001": "the store keeps numbers by value: 4.0 is reported as 4",
    "core/node/minExclusive-001": "the store keeps numbers by value: 4.0 is reported as 4",
}
REFUSED = {
    "core/misc/severity-002": "a severity of one's own",
    "core/property/datatype-ill-formed": "xsd:byte",
    "core/node/qualified-001": "sh:qualifiedValueShapesDisjoint",
    "core/property/qualifiedMinCountDisjoint-001": "sh:qualifiedValueShapesDisjoint",
    "core/property/qualifiedValueShapesDisjoint-001": "sh:qualifiedValueShapesDisjoint",
    "sparql/component/nodeValidator-001": "components of one's own",
    "sparql/component/optional-001": "components of one's own",
    "sparql/component/propertyValidator-select-001": "components of one's own",
    "sparql/component/validator-001": "components of one's own",
    "sparql/pre-binding/unsupported-sparql-006": "components of one's own",
    "sparql/property/sparql-001": "sh:sparql of a property shape",
    "sparql/node/sparql-002": "a shape that is its own constraint",
    "sparql/node/sparql-003": "a severity within sh:sparql, which has no effect",
    "sparql/pre-binding/shapesGraph-001": "the variable $shapesGraph",
    **{
        f"sparql/pre-binding/pre-binding-00{number}": "queries that need $this bound beforehand"
        for number in range(1, 8)
    },
    **{
        f"sparql/pre-binding/unsupported-sparql-00{number}": "what the suite says must fail"
        for number in range(1, 6)
    },
}
"""What the set-based engine refuses by ShapeError; ``kg validate`` goes on with pySHACL there."""


class Case(NamedTuple):
    name: str
    data: Path
    shapes: Path
    expected: "Counter[tuple[str | None, ...]] | None"


PARTS = [
    f"<{SH[name]}>"
    for name in (
        "focusNode",
        "resultPath",
        "value",
        "sourceConstraintComponent",
        "resultSeverity",
    )
]


def _key(*terms: str | None) -> tuple[str | None, ...]:
    return tuple("_:" if (term or "").startswith("_:") else term for term in terms)


def _file(iri: str) -> Path:
    return Path(unquote(urlparse(iri.strip("<>")).path))


def _cases(file: Path) -> Iterator[Case]:
    graph = read(file)
    for test, predicate, kind in graph.triples:
        if not (predicate.endswith("#type>") and kind == f"<{SHT.Validate}>"):
            continue
        action = graph.value(test, f"<{MF.action}>") or ""
        report = graph.value(test, f"<{MF.result}>") or ""
        yield Case(
            name="/".join(unquote(test.strip("<>")).split("/")[-3:]),
            data=_file(graph.value(action, f"<{SHT.dataGraph}>") or ""),
            shapes=_file(graph.value(action, f"<{SHT.shapesGraph}>") or ""),
            expected=_expected(graph, report),
        )


def _expected(graph: ShapesGraph, report: str) -> Counter[tuple[str | None, ...]] | None:
    if report == f"<{SHT.Failure}>":
        return None
    found: Counter[tuple[str | None, ...]] = Counter()
    for node in graph.objects(report, f"<{SH.result}>"):
        focus, path, value, component, severity = (graph.value(node, name) for name in PARTS)
        path = None if path is None else path_of(graph, path)
        found[_key(focus, path, value, component, severity)] += 1
    return found


def _found(results: list[Result]) -> Counter[tuple[str | None, ...]]:
    return Counter(
        _key(r.focus_node, r.path, r.value, r.component, f"<{SH[r.severity.value]}>")
        for r in results
    )


@pytest.fixture(scope="module")
def cases(shared: Path) -> list[Case]:
    folder = shared / "conformance" / "shacl" / "data-shapes-test-suite" / "tests"
    found = [case for file in sorted(folder.glob("*/**/*.ttl")) for case in _cases(file)]
    assert len(found) >= 120
    return found


Validate = Callable[..., list[Result]]


def _run(case: Case, validate: Validate) -> Counter[tuple[str | None, ...]] | None:
    """Return the results of one test, ``None`` where the engine refuses the shapes."""
    try:
        return _found(
            validate(
                case.data.read_bytes(),
                pyoxigraph.RdfFormat.TURTLE,
                base=case.data.as_uri(),
                shapes=read(case.shapes),
            )
        )
    except ShapeError:
        return None


def test_the_standard_engine_passes_the_suite_but_for_what_is_listed(cases):
    failed = {case.name for case in cases if _run(case, validate_standard) != case.expected}
    assert failed == NOT_BY_PYSHACL.keys()


def test_the_set_based_engine_passes_the_suite_or_refuses_the_shapes(cases):
    found = {case.name: _run(case, validate_bytes) for case in cases}
    assert {name for name, results in found.items() if results is None} == REFUSED.keys()
    wrong = {
        case.name
        for case in cases
        if case.name not in REFUSED and found[case.name] != case.expected
    }
    assert wrong == BY_VALUE.keys()
