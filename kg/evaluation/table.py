"""The report as text that reads well on a terminal."""

from collections.abc import Iterator, Mapping

from kg.evaluation.measures import Calibration, Value
from kg.evaluation.report import Report
from kg.findings import Outcome

_DETECTED = (
    "proposals",
    "participants",
    "conversations",
    "main conversations",
    "reported conversations",
    "planned conversations",
    "quantities",
)
_ON_MATCHED = (
    "proposer",
    "proposer lenient",
    "addressee",
    "addressee lenient",
    "kind",
    "objective",
    "outcome",
    "joint",
    "participant role",
    "conversation type",
    "main date",
    "main place",
    "quantity role",
    "evidence verbatim",
)
# Ten other records of the same kind, annotated twice and independently: the second annotator's
# marks against the first. A figure above these is luck.
_HUMAN = {
    "proposals f1": 0.98,
    "proposer": 0.95,
    "addressee": 0.98,
    "kind": 0.91,
    "outcome": 0.88,
    "joint": 0.77,
}
_JOINT = ("joint f1", "joint lenient f1")
_COLUMNS = (  # of the groups
    ("P", "proposals precision"),
    ("R", "proposals recall"),
    ("F1", "proposals f1"),
    ("proposer", "proposer"),
    ("address.", "addressee"),
    ("kind", "kind"),
    ("object.", "objective"),
    ("outcome", "outcome"),
    ("joint F1", "joint f1"),
    ("partic.", "participants f1"),
)
_SHORT = {
    "accepted": "acc",
    "acceptedInPart": "part",
    "declined": "decl",
    "countered": "coun",
    "deferred": "defer",
    "underConsideration": "cons",
    "noAnswerRecorded": "none",
    "notYetPut": "notYet",
}


def table_lines(report: Report) -> Iterator[str]:
    """Yield the lines of *report*."""
    total = report.total
    told = ", ".join(f"{name} {value}" for name, value in sorted(report.about.items()))
    yield f"{total.records} records, {total.core} core proposals, {total.predicted} predicted"
    yield f"({report.dropped} more are optional ones and do not count); {told}"
    yield ""
    yield from _total_lines(total.values)
    yield ""
    yield from _calibration_lines(total.calibration)
    if report.groups:
        yield ""
        yield from _group_lines(report)
    yield ""
    yield from _confusion_lines(report.outcomes)
    yield ""
    yield from _closing_lines(report)


def _total_lines(values: Mapping[str, Value]) -> Iterator[str]:
    yield f"{'found':31}{'P':>7}{'R':>7}{'F1':>7}  {'95 % of F1':15}{'macro':>6}{'human':>7}"
    for name in _DETECTED:
        two = "".join(f"{_figure(values[f'{name} {m}'].micro):>7}" for m in ("precision", "recall"))
        yield f"{name:31}{two}{_row(values, f'{name} f1')}"
    for name in _JOINT:
        yield f"{name.removesuffix(' f1') + ', all four slots':45}{_row(values, name)}"
    yield ""
    yield f"{'right, of the matched':45}{'':>7}  {'95 %':15}{'macro':>6}{'human':>7}"
    for name in _ON_MATCHED:
        yield f"{name:45}{_row(values, name)}"


def _row(values: Mapping[str, Value], name: str) -> str:
    value = values[name]
    human = f"{_figure(_HUMAN[name]):>7}" if name in _HUMAN else ""
    return f"{_figure(value.micro):>7}  {_interval(value):15}{_figure(value.macro):>6}{human}"


def _calibration_lines(calibration: Calibration) -> Iterator[str]:
    yield (
        f"calibration of confidence (highest of a proposal's passages): "
        f"ECE {_figure(calibration.ece)}, Brier {_figure(calibration.brier)}"
    )
    for number, members in enumerate(calibration.bins):
        if members is not None:
            yield (
                f"  {number / 10:.1f}-{(number + 1) / 10:.1f}  {members.count:5} predicted, "
                f"said {_figure(members.confidence)}, right {_figure(members.right)}"
            )


def _group_lines(report: Report) -> Iterator[str]:
    columns = [(head, name) for head, name in _COLUMNS if name in report.groups[0].values]
    width = max(len(group.name) for group in report.groups) + 2
    yield f"{report.by:{width}}{'recs':>5}{'core':>6}" + "".join(f"{h:>9}" for h, _ in columns)
    for group in (*report.groups, report.total):
        figures = "".join(f"{_figure(group.values[name].micro):>9}" for _, name in columns)
        yield f"{group.name:{width}}{group.records:>5}{group.core:>6}{figures}"


def _confusion_lines(outcomes: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield f"{'outcome: gold, said':22}" + "".join(f"{_SHORT[o]:>7}" for o in Outcome)
    for wanted in Outcome:
        row = outcomes.get(wanted, {})
        yield f"{wanted:22}" + "".join(f"{row.get(found, 0) or '·':>7}" for found in Outcome)


def _closing_lines(report: Report) -> Iterator[str]:
    evidence = report.evidence
    yield (
        f"evidence: {evidence.get('quotes verbatim', 0)} of {evidence.get('quotes', 0)} quotes "
        f"verbatim; {evidence.get('quotes shifted', 0)} found elsewhere in the gold text, "
        f"{evidence.get('quotes lost', 0)} not in it"
    )
    if report.seconds is not None and report.speed is not None:
        yield f"speed: {report.seconds:.2f} CPU s, {report.speed:.1f} records/s on one core"


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _interval(value: Value) -> str:
    return "" if value.low is None else f"[{value.low:.3f}, {_figure(value.high)}]"
