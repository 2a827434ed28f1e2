"""``kg convert``: one file to RDF, without the rest of the publication."""

from dataclasses import replace
from pathlib import Path
from typing import IO

import click

from kg import converters, graph
from kg.errors import ConfigError
from kg.extraction import extract
from kg.publication.turtle import turtle
from kg.records import Record, Refused
from kg.sources import Unit, attribute, discover
from kg.terms import lines


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--from", "name", help="Converter; found out when not given.")
@click.option("-o", "--output", type=click.File("w", encoding="utf-8"), default="-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["turtle", "nquads"]),
    default="turtle",
    show_default=True,
    help="N-Quads keep the named graphs.",
)
@click.pass_context
def command(ctx: click.Context, path: Path, name: str | None, output: IO[str], form: str) -> None:
    """Convert the records in PATH to RDF.

    \b
    kg convert volume.xml --from tei -o volume.ttl
    kg convert page.txt --from wilson -o - | kg validate -

    Exits with 1 when a document of the file could not be read and the others could.
    """
    unit = _unit(path, name)
    quads: list[str] = []
    refused = 0
    for read in converters.find(unit.source.converter)(path):
        outcome = attribute(read, unit.source)
        if isinstance(outcome, Record):
            quads += lines(graph.quads(outcome, extract(outcome)).all())
        elif isinstance(outcome, Refused):
            refused += 1
            click.echo(f"{path}:{outcome.line}: {outcome.key}: {outcome.message}", err=True)
    output.write(turtle(quads) if form == "turtle" else "".join(sorted(set(quads))))
    ctx.exit(1 if refused else 0)


def _unit(path: Path, name: str | None) -> Unit:
    """Return *path* with its source; a converter that is named is asked nothing."""
    found = discover([path], (lambda _: name) if name else converters.recognise)
    if found.unclaimed:
        raise ConfigError(f"{path}: {found.unclaimed[0].reason}")
    if len(found.units) != 1:
        raise ConfigError(f"{path}: not one file; kg build reads folders")
    unit = found.units[0]
    return replace(unit, source=replace(unit.source, converter=name)) if name else unit
