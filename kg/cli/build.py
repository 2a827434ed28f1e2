"""``kg build``: the whole flow in one command."""

import sys
from pathlib import Path

import click

from kg import pipeline


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path), help="Folder.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("-q", "--quiet", is_flag=True, help="No progress, only what went wrong.")
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], output: Path, workers: int, quiet: bool
) -> None:
    """Convert, extract, validate and publish the records in PATHS.

    PATHS are files, or folders that are searched. A folder may describe its records in a
    source.toml; other files are given to the converter that recognises them.

    \b
    kg build data/sources -o out
    kg build volumes/ page.txt -o out --workers 2

    The release is OUTPUT/current: dumps in dump/, a file a record in record/, report.json with the
    fate of every document. Exits with 1 when something was quarantined and the rest published,
    with 2 when nothing could be done; the release before then stays as it was.
    """
    report = pipeline.build(paths, output, workers=workers, progress=_progress(quiet))
    for line in report.quarantined:
        click.echo(f"quarantined: {line}", err=True)
    documents = report.summary["documents"]
    found = report.summary["found"]
    click.echo(
        f"{output}/current: {report.version}\n"
        f"{documents['read']} documents: {documents['converted']} converted, "
        f"{documents['excluded']} excluded, {documents['quarantined']} quarantined "
        f"({report.unchanged} files unchanged)\n"
        f"{found.get('conversations', 0)} conversations, {found.get('proposals', 0)} proposals, "
        f"{found.get('responses', 0)} responses"
    )
    ctx.exit(1 if report.quarantined else 0)


def _progress(quiet: bool) -> pipeline.Progress:
    """Return what shows progress on standard error: a counter on a terminal, else a line a step."""
    shown: list[str] = []

    def show(step: str, done: int, total: int) -> None:
        if quiet:
            return
        if total and sys.stderr.isatty():
            click.echo(f"\r{step} {done}/{total}", err=True, nl=done == total)
        elif step not in shown:
            shown.append(step)
            click.echo(f"{step} …" if not total else f"{step} {total} files …", err=True)

    return show
