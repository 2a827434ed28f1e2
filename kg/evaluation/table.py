"""The report as text that reads well on a terminal."""

from collections.abc import Iterator, Mapping

from kg.evaluation.measures import Calibration, Value
from kg.evaluation.report import Group, Report
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
    "quantity role",
    "evidence verbatim",
)
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
    yield f"{'found':24}{'P':>7}{'R':>7}{'F1':>7}   {'95 % of F1':14}{'macro':>6}"
    for name in _DETECTED:
        f1 = values[f"{name} f1"]
        precision, recall = values[f"{name} precision"], values[f"{name} recall"]
        yield (
            f"{name:24}{_figure(precision.micro):>7}{_figure(recall.micro):>7}"
            f"{_figure(f1.micro):>7}   {_interval(f1):14}{_figure(f1.macro):>6}"
        )
    for name in _JOINT:
        yield (
            f"{name.removesuffix(' f1') + ', all four slots':38}{_figure(values[name].micro):>7}   "
            f"{_interval(values[name]):14}{_figure(values[name].macro):>6}"
        )
    yield ""
    yield f"{'right, of the matched':38}{'':>7}   {'95 %':14}{'macro':>6}"
    for name in _ON_MATCHED:
        value = values[name]
        yield (
            f"{name:38}{_figure(value.micro):>7}   {_interval(value):14}{_figure(value.macro):>6}"
        )


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


def group_named(report: Report, name: str) -> Group | None:
    """Return the group called *name*, if the report has it."""
    return next((group for group in report.groups if group.name == name), None)
