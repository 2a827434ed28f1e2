"""The whole measurement as one value, and as JSON with a fixed order of keys."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from kg.evaluation.measures import (
    BY_KIND,
    MEASURES,
    Calibration,
    Value,
    calibrate,
    measure,
)
from kg.evaluation.scoring import RecordScore
from kg.findings import Kind, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The measures of all records, of one volume, or of one kind of proposal."""

    name: str
    records: int
    core: int
    predicted: int
    values: Mapping[str, Value]
    calibration: Calibration


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What ``kg evaluate`` tells."""

    about: Mapping[str, str]  # extractor or graph, match
    total: Group
    groups: tuple[Group, ...]
    by: str | None
    outcomes: Mapping[str, Mapping[str, int]]  # gold outcome -> predicted outcome -> matched pairs
    dropped: int
    evidence: Mapping[str, int]
    seconds: float | None
    speed: float | None  # records a CPU second


def summarise(
    scores: Sequence[RecordScore],
    *,
    about: Mapping[str, str],
    by: str | None = None,
    draws: int = 0,
    seed: int = 0,
) -> Report:
    """Return the report over *scores*; *by* is ``volume`` or ``kind`` for groups besides."""
    names = tuple(MEASURES)
    total = _group("all", scores, names, draws, seed)
    groups: tuple[Group, ...] = ()
    if by == "volume":
        volumes = sorted({score.volume for score in scores})
        groups = tuple(
            _group(volume, [s for s in scores if s.volume == volume], names, draws, seed)
            for volume in volumes
        )
    elif by == "kind":
        groups = tuple(_group(kind, scores, BY_KIND, draws, seed, kind=kind) for kind in Kind)
    timed = [score.seconds for score in scores if score.seconds is not None]
    counts = Counter[str]()
    for score in scores:
        counts.update(score.others)
    return Report(
        about=about,
        total=total,
        groups=groups,
        by=by,
        outcomes=_confusion(scores),
        dropped=sum(score.dropped for score in scores),
        evidence={name: counts[name] for name in counts if name.startswith("quotes")},
        seconds=sum(timed) if timed else None,
        speed=len(timed) / sum(timed) if sum(timed) > 0 else None,
    )


def _group(
    name: str,
    scores: Sequence[RecordScore],
    names: Sequence[str],
    draws: int,
    seed: int,
    kind: str | None = None,
) -> Group:
    counts = [score.counts(kind) for score in scores]
    total = sum(counts, Counter[str]())
    return Group(
        name=name,
        records=sum(1 for c in counts if c) if kind is not None else len(scores),
        core=total["found"] + total["missed"],
        predicted=total["found"] + total["false"],
        values=measure(counts, names, draws=draws, seed=seed),
        calibration=calibrate([pair for score in scores for pair in score.confidences(kind)]),
    )


def _confusion(scores: Sequence[RecordScore]) -> dict[str, dict[str, int]]:
    pairs = Counter(
        (item.gold.outcome, item.predicted.outcome)
        for score in scores
        for item in score.items
        if item.gold is not None and item.predicted is not None
    )
    return {
        wanted: {found: pairs[wanted, found] for found in Outcome if pairs[wanted, found]}
        for wanted in Outcome
    }


def as_json(report: Report) -> dict[str, object]:
    """Return *report* as JSON values, floats rounded to four places."""
    return {
        "about": dict(report.about),
        "all": _rounded(asdict(report.total)),
        "by": report.by,
        "groups": _rounded([asdict(group) for group in report.groups]),
        "outcomes": report.outcomes,
        "dropped": report.dropped,
        "evidence": dict(report.evidence),
        "speed": {
            "cpu_seconds": _rounded(report.seconds),
            "records_per_second": _rounded(report.speed),
        },
    }


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, Mapping):
        return {str(key): _rounded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(inner) for inner in value]
    return value
