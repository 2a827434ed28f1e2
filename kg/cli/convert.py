"""``kg convert``: one file to RDF, without the rest of the publication."""

from pathlib import Path
from typing import IO

import click

from kg import converters, graph
from kg.errors import SourceError
from kg.extraction import extract
from kg.publication.turtle import turtle
from kg.records import Record, Refused
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
    r"""Convert the records in PATH to RDF.

    \b
    kg convert volume.xml --from tei -o volume.ttl
    kg convert page.txt --from wilson -o - | kg validate -

    Exits with 1 when a document of the file could not be read and the others could.
    """
    found = name or converters.recognise(path)
    if found is None:
        remedy = f"name its format with --from ({', '.join(converters.names())})"
        raise SourceError(path, "no converter recognises this file", remedy=remedy)
    quads: list[str] = []
    refused = 0
    for outcome in converters.find(found)(path):
        if isinstance(outcome, Record):
            quads += lines(graph.quads(outcome, extract(outcome)).all())
        elif isinstance(outcome, Refused):
            refused += 1
            click.echo(f"{path}:{outcome.line}: {outcome.key}: {outcome.message}", err=True)
    output.write(turtle(quads) if form == "turtle" else "".join(sorted(set(quads))))
    ctx.exit(1 if refused else 0)
