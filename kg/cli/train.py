"""``kg train``: the ranker of proposals from hand annotations, tried on volumes left out."""

from pathlib import Path

import click

from kg.cli._gold import PATH, gold_options
from kg.errors import ConfigError
from kg.evaluation.answers import read_gold
from kg.evaluation.readings import records_of
from kg.evaluation.report import summarise
from kg.evaluation.table import table_lines
from kg.evaluation.training import as_toml, records_for, train


@click.command(
    epilog="Example: kg train --gold ../shared/gold --sources ../shared/corpora/frus",
    context_settings={"show_default": True},
)
@gold_options
@click.option("--output", type=PATH, help="Where to write the weights (ranker.toml).")
def command(gold: Path, text: Path | None, sources: tuple[Path, ...], output: Path | None) -> None:
    """Train the ranker, and print what it finds in each volume after training on the others."""
    records, problems, notes = read_gold(gold, text or gold / "text", only=None)
    for line in (*notes, *problems):
        click.echo(str(line), err=True)
    if len({record.volume for record in records}) < 3:  # one to test on, two to tell apart
        raise ConfigError(f"{gold}: records of at least three volumes are needed")
    model, trials = train(records_for(records, records_of(sources, records)))
    scores = [one for trial in trials for one in trial.scores]
    about = {"answers of": "rules, each volume by a ranker trained on the others"}
    report = summarise(scores, about={**about, "match": "overlap"}, by="volume", draws=1000)
    for line in table_lines(report):
        click.echo(line)
    if output is not None:
        output.write_text(as_toml(model, trials), encoding="utf-8")
        click.echo(f"{output}: {len(model.weights)} weights, threshold {model.threshold}")
