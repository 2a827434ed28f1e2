"""``kg evaluate``: gold annotations against findings or against a published graph."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from kg.cli._gold import PATH, gold_options
from kg.errors import ConfigError
from kg.evaluation.answers import read_gold
from kg.evaluation.errors import TYPES, Mistake, error_lines, mistakes
from kg.evaluation.gold import GoldRecord
from kg.evaluation.jsonlines import predictions_from
from kg.evaluation.matching import Match
from kg.evaluation.predictions import Prediction
from kg.evaluation.published import predictions_in
from kg.evaluation.readings import Answer, extractor, findings_for, records_of
from kg.evaluation.report import Report, as_json, summarise
from kg.evaluation.scoring import score
from kg.evaluation.table import table_lines
from kg.evaluation.thresholds import failures, read_thresholds


@click.command(
    epilog="Example: kg evaluate --gold ../shared/gold --by volume --errors 20",
    context_settings={"show_default": True},
)
@gold_options
@click.option("--extractor", "name", default="rules", help="The extractor to measure.")
@click.option("--pred", type=PATH, help="Score the JSON lines of kg extract instead.")
@click.option("--graph", type=PATH, help="Score a publication or its .nq.gz instead.")
@click.option("--match", type=click.Choice([m.value for m in Match]), default="overlap")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@click.option("--by", type=click.Choice(["volume", "kind"]), help="Groups besides the total.")
@click.option("--bootstrap", type=click.IntRange(0, 100_000), default=1000, help="Draws.")
@click.option("--seed", type=int, default=0, help="Of the bootstrap.")
@click.option("--only", metavar="PATTERN", help="Ids to score, as a shell pattern: 'frus1951*'.")
@click.option("--errors", type=click.IntRange(0), default=0, help="How many errors to list.")
@click.option("--errors-of", "types", type=click.Choice(TYPES), multiple=True, help="Which.")
@click.option("--fail-under", type=PATH, help="TOML file of thresholds; exit 1 when missed.")
def command(
    gold: Path,
    text: Path | None,
    sources: tuple[Path, ...],
    name: str,
    pred: Path | None,
    graph: Path | None,
    match: str,
    form: str,
    by: str | None,
    bootstrap: int,
    seed: int,
    only: str | None,
    errors: int,
    types: tuple[str, ...],
    fail_under: Path | None,
) -> None:
    """Score findings against hand annotations: who proposed what to whom, and what came of it."""
    thresholds = read_thresholds(fail_under) if fail_under else {}
    records, problems, notes = read_gold(gold, text or gold / "text", only=only)
    for line in (*notes, *problems):
        click.echo(str(line), err=True)
    if not records:
        raise ConfigError(f"{gold}: no gold file can be used")
    answers = _answers(records, name, sources, pred, graph)
    scores = [
        score(r, answer.prediction, match=Match(match), seconds=answer.seconds)
        for r in records
        if (answer := answers.get(r.id)) is not None
    ]
    if not scores:
        raise ConfigError(f"{gold}: none of its records has a published form")
    about = {"answers of": (graph or pred or Path(name)).name, "match": match}
    report = summarise(scores, about=about, by=by, draws=bootstrap, seed=seed)
    found = mistakes(scores, {record.id: record for record in records}, types or TYPES)
    _show(report, found, errors, form)
    missed = failures(report, thresholds)
    for line in missed:
        click.echo(line, err=True)
    sys.exit(1 if missed or problems else 0)


def _answers(
    records: Sequence[GoldRecord],
    name: str,
    sources: tuple[Path, ...],
    pred: Path | None,
    graph: Path | None,
) -> Mapping[str, Answer]:
    if graph and pred:
        raise ConfigError("--graph and --pred: give one of them")
    if graph:
        return _looked_up(records, predictions_in(graph, records), "the graph")
    if pred:
        return _looked_up(records, predictions_from(pred, records), pred.name)
    return _read(records, name, sources)


def _looked_up(
    records: Sequence[GoldRecord], told: Mapping[str, Prediction], where: str
) -> Mapping[str, Answer]:
    """Return what was told; a record that should be there and is not is answered by nothing."""
    answers = {}
    for record in records:
        if record.id in told or record.key is not None:
            answers[record.id] = Answer(prediction=told.get(record.id, Prediction()))
        if record.id not in told:
            fate = "left out: it has no published form" if record.key is None else "all missed"
            click.echo(f"{record.id}: not in {where}; {fate}", err=True)
    return answers


def _read(
    records: Sequence[GoldRecord], name: str, sources: tuple[Path, ...]
) -> Mapping[str, Answer]:
    extract = extractor(name)
    converted = records_of(sources, records)
    for record in records if sources else ():
        if record.key not in converted:
            click.echo(f"{record.id}: not in the sources; read by its layout", err=True)
    answers = {}
    with click.progressbar(
        records, label="reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        for record in bar:
            answers[record.id] = findings_for(record, extract, converted)
    return answers


def _show(report: Report, found: Sequence[Mistake], limit: int, form: str) -> None:
    if form == "json":
        told = as_json(report) | {"errors": [asdict(mistake) for mistake in found[:limit]]}
        click.echo(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False))
        return
    for line in (*table_lines(report), *error_lines(found[:limit])):
        click.echo(line)
    if limit:
        click.echo(f"\n{min(limit, len(found))} of {len(found)} errors")
