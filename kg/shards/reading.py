"""A source file read: what can be published of it, and what became of all the rest."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg import converters, fates, graph, validation
from kg.errors import SourceError
from kg.extraction import extract
from kg.fates import Fate, Status
from kg.graph.labels import one_label
from kg.records import Excluded, Outcome, Record
from kg.sources import Unit, attribute
from kg.terms import lines


@dataclass(frozen=True, slots=True)
class Converted:
    """A record that was read, its quads as sorted N-Quads lines, and its fate so far."""

    record: Record
    lines: tuple[str, ...]  # of its graph and of its evidence
    agents: tuple[str, ...]
    fate: Fate


def outcomes_of(unit: Unit) -> Iterator[Outcome | Fate]:
    """Yield what the converter yields, each record once, and the file's own fate if it breaks."""
    seen: set[str] = set()
    try:
        for read in converters.find(unit.source.converter)(unit.path):
            outcome = attribute(read, unit.source)
            if isinstance(outcome, Record) and outcome.key in seen:
                reason = "the file gives this record twice; the first is taken"
                yield _quarantined(outcome, unit, reason)
                continue
            seen.add(outcome.key)
            yield outcome
    except SourceError as error:
        reason = f"{error.message}; {error.remedy}"
        yield _whole_file(unit, reason, error.line)
    except Exception as error:
        # A converter may be somebody else's: its bug must not end the run, nor hide.
        reason = f"the converter {unit.source.converter} failed: {type(error).__name__}: {error}"
        yield _whole_file(unit, reason)


def fates_of(
    outcomes: Iterable[Outcome | Fate], unit: Unit, base: str
) -> tuple[list[Converted], list[Fate]]:
    """Return the records among *outcomes* that can be published, and the fates of all others."""
    converted: list[Converted] = []
    others: list[Fate] = []
    for outcome in outcomes:
        taken = _take(outcome, unit, base)
        if isinstance(taken, Fate):
            others.append(taken)
        else:
            converted.append(taken)
    conforming, quarantined = _validate(converted, base)
    return conforming, others + quarantined


def _take(outcome: Outcome | Fate, unit: Unit, base: str) -> Converted | Fate:
    if isinstance(outcome, Fate):
        return outcome
    if isinstance(outcome, Record):
        try:
            return _convert(outcome, unit, base)
        except Exception as error:
            reason = f"the record could not be read: {type(error).__name__}: {error}"
            return _quarantined(outcome, unit, reason)
    excluded = isinstance(outcome, Excluded)
    return Fate(
        key=outcome.key,
        file=str(unit.path),
        line=outcome.line,
        status=Status.EXCLUDED if excluded else Status.QUARANTINED,
        reason=outcome.reason if isinstance(outcome, Excluded) else outcome.message,
    )


def _convert(record: Record, unit: Unit, base: str) -> Converted:
    findings = extract(record)
    quads = graph.quads(record, findings, base)
    fate = Fate(
        key=record.key,
        file=str(unit.path),
        line=record.line,
        status=Status.CONVERTED,
        title=record.title,
        quads=len(quads.record) + len(quads.evidence),
        counts=fates.counts(findings),
        coverage=fates.coverage(record),
        warnings=tuple(_warning(w.message, w.line) for w in record.warnings),
    )
    mine = lines(quads.record + quads.evidence)
    return Converted(record, tuple(mine), tuple(lines(quads.agents)), fate)


def _warning(message: str, line: int | None) -> dict[str, object]:
    return {"message": message} if line is None else {"line": line, "message": message}


def _whole_file(unit: Unit, reason: str, line: int | None = None) -> Fate:
    file = str(unit.path)
    return Fate(key=file, file=file, line=line, status=Status.QUARANTINED, reason=reason)


def _quarantined(record: Record, unit: Unit, reason: str) -> Fate:
    return Fate(
        key=record.key,
        file=str(unit.path),
        line=record.line,
        title=record.title,
        status=Status.QUARANTINED,
        reason=reason,
    )


def _validate(converted: list[Converted], base: str) -> tuple[list[Converted], list[Fate]]:
    """Hold the records against the shapes and against their texts, all in one go."""
    kept: list[Converted] = []
    gone: list[Fate] = []
    for c, results in zip(converted, _results(converted, base), strict=True):
        rows = tuple(fates.result_row(result) for result in results)
        violations = [result for result in results if fates.is_violation(result)]
        if violations:
            reason = f"{len(violations)} violations of the shapes, first: {violations[0].message}"
            gone.append(replace(c.fate, status=Status.QUARANTINED, reason=reason, results=rows))
        else:
            kept.append(replace(c, fate=replace(c.fate, results=rows)))
    return kept, gone


def _results(converted: list[Converted], base: str) -> list[list[validation.Result]]:
    """Return the validation results of each record; one of an agent belongs to all it is in."""
    results: list[list[validation.Result]] = []
    owners: dict[str, list[int]] = {}
    for number, c in enumerate(converted):
        quads = [_quad(line) for line in c.lines]
        results.append(validation.check_quotes(graph.source_texts(c.record, base), quads))
        for subject in dict.fromkeys(line[: line.index(" ")] for line in (*c.lines, *c.agents)):
            owners.setdefault(subject, []).append(number)
    agents = one_label(line for c in converted for line in c.agents)
    data = "".join((*(line for c in converted for line in c.lines), *agents))
    for result in validation.validate_bytes(data.encode()):
        for number in owners.get(result.focus_node, []):
            results[number].append(result)
    return results


def _quad(line: str) -> tuple[str, str, str, str]:
    subject, predicate, rest = line.split(" ", 2)
    value, _, graph_name = rest.removesuffix(" .\n").rpartition(" ")
    return subject, predicate, value, graph_name
