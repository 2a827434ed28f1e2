"""Results → a report to read (text), to count (JSON) or to exchange (Turtle, SHACL section 3.6)."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from kg.namespaces import PREFIXES, SH
from kg.terms import literal
from kg.validation.model import Result, Severity, conforms, in_order

_LONGEST = 80

_PREFIXES = {**PREFIXES, "sh": str(SH), "shapes": "https://w3id.org/parley/shapes#"}
_IRI = re.compile(r"<([^<>]*)>")
_LOCAL = re.compile(r"[A-Za-z_][\w-]*")


def text(results: Sequence[Result]) -> str:
    """Return a report for people: grouped by severity, then by shape, with what to do."""
    lines = []
    by_shape = sorted(in_order(results), key=lambda r: (r.severity.rank, r.source_shape, r.message))
    for severity, found in groupby(by_shape, key=lambda result: result.severity):
        rows = list(found)
        lines.append(f"{severity.value} ({len(rows)})")
        for (shape, message), group in groupby(rows, key=lambda r: (r.source_shape, r.message)):
            lines.append(f"  {short(shape)}: {message}")
            lines += [f"    {_place(result)}" for result in group]
    lines.append(summary(results))
    return "\n".join(lines) + "\n"


def summary(results: Sequence[Result]) -> str:
    """Return one line: whether the graph conforms, and how many results there are of each kind.

    >>> summary([])
    'conforms: 0 violations, 0 warnings, 0 infos'

    """
    counts = [sum(result.severity is severity for result in results) for severity in Severity]
    verdict = "conforms" if conforms(results) else "does not conform"
    named = zip(counts, ("violation", "warning", "info"), strict=True)
    parts = (f"{count} {name}{'' if count == 1 else 's'}" for count, name in named)
    return f"{verdict}: {', '.join(parts)}"


def as_json(results: Sequence[Result]) -> str:
    """Return the report as one JSON object: ``conforms`` and ``results``, terms as N-Quads text."""
    rows = [asdict(result) for result in in_order(results)]
    report = {"conforms": conforms(results), "results": rows}
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def turtle(results: Sequence[Result]) -> str:
    """Return the report as a ``sh:ValidationReport``.

    ``sh:conforms`` is the standard's: false with any result, be it an Info (section 3.6.1.1).
    """
    head = f"@prefix sh: <{SH}> .\n\n[] a sh:ValidationReport ;\n    sh:conforms "
    blocks = [_turtle_result(result) for result in in_order(results)]
    return f"{head}{'false' if blocks else 'true'}{''.join(blocks)} .\n"


def _turtle_result(result: Result) -> str:
    rows = [
        ("sh:focusNode", result.focus_node),
        ("sh:resultPath", result.path),
        ("sh:value", result.value),
        ("sh:resultSeverity", f"sh:{result.severity.value}"),
        ("sh:sourceShape", result.source_shape),
        ("sh:sourceConstraintComponent", result.component),
        ("sh:resultMessage", literal(result.message)),
    ]
    inner = "".join(f" ;\n        {name} {term}" for name, term in rows if term is not None)
    return f" ;\n    sh:result [ a sh:ValidationResult{inner} ]"


def short(term: str) -> str:
    """Return *term* for reading: IRIs as prefixed names where a prefix of ours fits.

    >>> short("[ sh:inversePath <https://w3id.org/parley/ns#evidence> ]")
    '^parley:evidence'

    """
    term = re.sub(r"\[ sh:inversePath (.*) \]", r"^\1", term)
    return _IRI.sub(lambda found: _name(found[1]), term)


def _name(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri.removeprefix(namespace)):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def _place(result: Result) -> str:
    value = short(result.value or "")
    if len(value) > _LONGEST:
        value = f"{value[: _LONGEST - 1]}…"
    path = short(result.path) if result.path else ""
    focus = result.focus_node.strip("<>")
    same = result.value == result.focus_node
    return "  ".join(part for part in (focus, path, "" if same else value) if part)
