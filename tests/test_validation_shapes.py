"""Every shape has two files: one that conforms to it, and one that does not.

``tests/shapes/<shape>/violates.ttl`` says at its head what exactly is to be found, one line a
result: severity, component, focus node and, where there is one, the value.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest

from kg import resources
from kg.findings import Kind, Objective, Outcome, Presence, Realization
from kg.namespaces import PARLEY, RDFS, SH, VOC
from kg.validation.engine import our_shapes, validate_bytes
from kg.validation.model import Result
from kg.validation.shapes import TARGETS, ShapesGraph
from kg.validation.standard import validate_standard

TURTLE = pyoxigraph.RdfFormat.TURTLE
CASES = sorted((Path(__file__).parent / "shapes").iterdir())
NAMES = [case.name for case in CASES]
ENGINES = pytest.mark.parametrize("validate", [validate_bytes, validate_standard])

EXPECTED = re.compile(r"^# expected: (\w+) (\w+) (\S+)(?: (.+))?$", re.MULTILINE)

# What does not constrain a focus node of its own: parts of other shapes.
PARTS = {"EdtfDate", "hasMadeIn", "hasReportedIn", "isPosition", "isQuote"}

Found = Counter[tuple[str, str, str, str | None]]


def _shape(name: str) -> str:
    return f"<https://w3id.org/parley/shapes#{name}>"


def _term(text: str, head: str) -> str:
    """Return a term written in Turtle under the prefixes of *head* as N-Quads text."""
    if text == "_:":
        return text
    prefixes = "".join(line for line in head.splitlines(keepends=True) if "@prefix" in line)
    data = f"{prefixes}<a:> <a:> {text} .".encode()
    return str(next(iter(pyoxigraph.parse(data, format=TURTLE))).object)


def _expected(text: str) -> Found:
    return Counter(
        (
            severity,
            f"<{SH[component]}ConstraintComponent>",
            _term(focus, text),
            _term(value, text) if value else None,
        )
        for severity, component, focus, value in EXPECTED.findall(text)
    )


def _found(results: list[Result], name: str) -> Found:
    return Counter(
        (
            result.severity.value,
            result.component,
            "_:" if result.focus_node.startswith("_:") else result.focus_node,
            "_:" if (result.value or "").startswith("_:") else result.value,
        )
        for result in results
        if result.source_shape == _shape(name)
    )


@cache
def _alone(name: str) -> ShapesGraph:
    """Return one shape with what it needs: pySHACL takes long to read them all, 286 times."""
    graph, shape = our_shapes(), _shape(name)
    needed = [shape, "<https://w3id.org/parley/shapes>"]
    for node in needed:
        needed += [o for s, _, o in graph.triples if s == node and o not in needed]
    own = {triple for triple in graph.triples if triple[0] in needed}
    for parent, predicate, part in graph.triples:
        if predicate == f"<{SH.property}>" and part == shape:
            own.add((parent, predicate, part))
            own.update(t for t in graph.triples if t[0] == parent and t[1] in TARGETS)
    return ShapesGraph(tuple(sorted(own)))


@ENGINES
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_conforming_file_gives_no_result_of_its_shape(case, validate):
    data = (case / "conforms.ttl").read_bytes()
    assert not _found(validate(data, TURTLE, shapes=_alone(case.name)), case.name)


@ENGINES
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_other_file_gives_exactly_the_results_it_names(case, validate):
    text = (case / "violates.ttl").read_text()
    expected = _expected(text)
    assert expected
    assert _found(validate(text.encode(), TURTLE, shapes=_alone(case.name)), case.name) == expected


def test_every_shape_that_can_give_a_result_has_its_two_files():
    graph = our_shapes()
    constraining = {
        subject
        for subject, predicate, _ in graph.triples
        if predicate in (f"<{SH.sparql}>", f"<{SH.nodeKind}>", f"<{SH.path}>", f"<{SH['or']}>")
        or predicate in (f"<{SH['not']}>",)
    }
    constraining -= {_shape(part) for part in PARTS}
    # The inner shapes of sh:or ask only whether a property is there.
    constraining = {shape for shape in constraining if not re.search(r"#has\w+-one>", shape)}
    assert constraining == {_shape(name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_every_shape_has_a_name_says_what_to_do_and_why(name):
    graph, shape = our_shapes(), _shape(name)
    constraint = graph.value(shape, f"<{SH.sparql}>") or shape
    assert graph.value(constraint, f"<{SH.message}>")
    assert graph.value(shape, f"<{RDFS.comment}>")
    assert graph.value(shape, f"<{SH.name}>") or graph.value(shape, f"<{RDFS.label}>")


def test_the_lists_of_the_shapes_are_the_vocabularies_themselves():
    graph = our_shapes()
    for name, values in (
        ("Participant-presence", Presence),
        ("Conversation-realization", Realization),
        ("Proposal-kind", Kind),
        ("Proposal-objective", Objective),
        ("Proposal-outcome", Outcome),
        ("Response-outcome", Outcome),
    ):
        head = graph.value(_shape(name), f"<{SH['in']}>")
        assert head
        assert graph.items(head) == tuple(f"<{VOC[value]}>" for value in values)


def test_our_shapes_use_no_term_that_the_ontology_does_not_have():
    ontology = resources.folder("ontology") / "parley.ttl"
    defined = {str(quad.subject) for quad in pyoxigraph.parse(path=str(ontology))}
    text = "".join(o for _, p, o in our_shapes().triples if p == f"<{SH.select}>")
    used = {term for triple in our_shapes().triples for term in triple if str(PARLEY) in term}
    used = {term for term in used if term.startswith("<")}
    used |= {f"<{PARLEY[name]}>" for name in re.findall(r"parley:(\w+)", text)}
    assert used <= defined | {f"<{PARLEY}>"}
