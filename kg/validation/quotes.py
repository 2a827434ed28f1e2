"""What SHACL cannot see: that every quotation is what stands in the text at its place.

Defined over the quads that are published, not over what they were made from: whatever went wrong
on the way, a quotation that differs from the text it cites does not leave the house.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.namespaces import OA, PARLEY, RDF, SCHEMA, SH
from kg.records import sha256
from kg.terms import Quad, integer, literal
from kg.validation.model import Result, Severity, in_order

_SHAPES = "https://w3id.org/parley/shapes#"

_OBJECTS = {
    f"<{iri}>": name
    for iri, name in (
        (OA.hasSource, "source"),
        (OA.hasSelector, "selector"),
        (OA.start, "start"),
        (OA.end, "end"),
        (OA.exact, "exact"),
        (OA.prefix, "prefix"),
        (OA.suffix, "suffix"),
        (SCHEMA.sha256, "sha256"),
        (PARLEY.charLength, "length"),
    )
}
_CLASSES = {f"<{PARLEY.Evidence}>": "evidence", f"<{PARLEY.SourceText}>": "text"}
_INTEGER = re.compile(r'"(\d+)"\^\^<http://www\.w3\.org/2001/XMLSchema#integer>')
_TAIL = re.compile(r"(@[A-Za-z0-9-]+)?")


def check_quotes(texts: Mapping[str, str], quads: Iterable[Quad]) -> list[Result]:
    """Return a Violation for each quotation in *quads* that is not what its text says.

    *texts* holds the exact text of each SourceText by its IRI. A quotation (``oa:exact``, and
    ``oa:prefix`` and ``oa:suffix`` where given) must equal the text at its offsets, which count
    Unicode code points; a SourceText must have the length and SHA-256 of its text; a source that
    is not among *texts* cannot be checked and is a Violation too. Missing parts and offsets that
    are no numbers are for the shapes to say; here too nothing unchecked passes.
    """
    graph = _Graph()
    for quad in quads:
        graph.add(quad)
    results = [*_of_texts(graph, texts), *_of_evidence(graph, texts)]
    return in_order(results)


@dataclass(slots=True)
class _Graph:
    """What the check reads of the quads: nodes of the two classes, and their few properties."""

    nodes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    values: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))

    def add(self, quad: Quad) -> None:
        subject, predicate, object_, _ = quad
        if predicate in _OBJECTS:
            self.values[subject, _OBJECTS[predicate]].add(object_)
        elif predicate == f"<{RDF.type}>" and object_ in _CLASSES:
            self.nodes[_CLASSES[object_]].add(subject)

    def get(self, node: str, name: str) -> list[str]:
        return sorted(self.values.get((node, name), ()))


def _of_texts(graph: _Graph, texts: Mapping[str, str]) -> Iterator[Result]:
    for node in graph.nodes["text"]:
        text = texts.get(node[1:-1])
        if text is None:
            yield _violation(node, "SourceText-known", "its text is not at hand", None)
            continue
        for value in graph.get(node, "length"):
            if value != integer(len(text)):
                message = f"its text has {len(text)} characters"
                yield _violation(node, "SourceText-length", message, value)
        for value in graph.get(node, "sha256"):
            if value != literal(sha256(text)):
                message = f"the SHA-256 of its text is {sha256(text)}"
                yield _violation(node, "SourceText-hash", message, value)


def _of_evidence(graph: _Graph, texts: Mapping[str, str]) -> Iterator[Result]:
    for node in graph.nodes["evidence"]:
        for source in graph.get(node, "source"):
            text = texts.get(source[1:-1])
            if text is None:
                message = "it cites a text that is not at hand"
                yield _violation(node, "Evidence-known", message, source)
            else:
                yield from _of_selectors(graph, node, text)


def _of_selectors(graph: _Graph, node: str, text: str) -> Iterator[Result]:
    selectors = graph.get(node, "selector")
    spans = [span for selector in selectors for span in _spans(graph, selector)]
    quotations = [
        (name, value)
        for selector in selectors
        for name in ("exact", "prefix", "suffix")
        for value in graph.get(selector, name)
    ]
    if not spans or not any(name == "exact" for name, _ in quotations):
        message = "it has no offsets or no quotation that could be checked"
        yield _violation(node, "Evidence-checkable", message, None)
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            message = f"{start}-{end} is not a place in a text of {len(text)} characters"
            yield _violation(node, "Evidence-verbatim", message, None)
            continue
        around = {"exact": text[start:end], "prefix": text[:start], "suffix": text[end:]}
        for name, value in quotations:
            if not _quotes(value, around[name], name):
                message = f"the text from {start} to {end} does not say this (oa:{name})"
                yield _violation(node, "Evidence-verbatim", message, value)


def _spans(graph: _Graph, selector: str) -> Iterator[tuple[int, int]]:
    for start in graph.get(selector, "start"):
        for end in graph.get(selector, "end"):
            numbers = [_INTEGER.fullmatch(term) for term in (start, end)]
            if numbers[0] and numbers[1]:
                yield int(numbers[0][1]), int(numbers[1][1])


def _quotes(value: str, text: str, name: str) -> bool:
    """Tell whether the literal *value* is *text*, or its end or beginning for what is around."""
    quoted = literal(text)[1:-1]  # escaped as in the quads, so that terms can be compared
    body, quote, tail = value[1:].rpartition('"')
    if not quote or not _TAIL.fullmatch(tail):
        return False
    if name == "prefix":
        return quoted.endswith(body)
    if name == "suffix":
        return quoted.startswith(body)
    return quoted == body


def _violation(node: str, shape: str, message: str, value: str | None) -> Result:
    return Result(
        severity=Severity.VIOLATION,
        focus_node=node,
        path=None,
        value=value,
        source_shape=f"<{_SHAPES}{shape}>",
        component=f"<{SH.NodeConstraintComponent}>",
        message=f"{message}: make the quads from the text that was read",
    )
