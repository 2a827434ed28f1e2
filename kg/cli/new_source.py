"""``kg new-source``: the folder of a format of your own, with a failing test to start from."""

from pathlib import Path

import click

from kg import converters
from kg.scaffold import lay_out


@click.command()
@click.argument("name")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to lay out in; by default ./NAME.",
)
def command(name: str, output: Path | None) -> None:
    """Lay out a package with a converter for the format NAME, to be filled in.

    \b
    kg new-source my_archive
    cd my_archive && pip install -e . && python -m pytest

    Its README says what to do next. No file that exists is written over.
    """
    folder = output or Path(name)
    for path in lay_out(name, folder, converters.names()):
        click.echo(path)
    click.echo(f"next: read {folder / 'README.md'}, and make the failing test pass", err=True)
