"""``kg fetch``: the originals of a source, from where they are published."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from kg import resources
from kg.errors import ConfigError
from kg.fetching import Fate, Fetched, Ledger, Manners, fetch
from kg.records import FetchPlan, Source
from kg.sources import NAME, read_source

_MIB = 1024 * 1024


@click.command(context_settings={"show_default": True})
@click.argument("source")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to fetch into; by default ./SOURCE, or that of the source.toml given.",
)
@click.option(
    "--agent",
    envvar="KG_USER_AGENT",
    show_envvar=True,
    help='Who asks: "name (mail or address)", for the keepers of the server.',
)
@click.option("--yes", is_flag=True, help="Agree to the rights, for scripts.")
@click.option("--delay", type=click.FloatRange(0), default=1.0, help="Seconds between requests.")
@click.option("--timeout", type=click.FloatRange(1), default=60.0, help="Seconds of silence.")
@click.option("--tries", type=click.IntRange(1, 20), default=5, help="How often to try one file.")
@click.option("--largest", type=click.IntRange(1), default=2048, help="MiB of the largest file.")
@click.pass_context
def command(
    ctx: click.Context,
    source: str,
    output: Path | None,
    agent: str | None,
    yes: bool,
    delay: float,
    timeout: float,
    tries: int,
    largest: int,
) -> None:
    """Fetch the originals of SOURCE, a known source or a source.toml of yours.

    \b
    kg fetch frus -o volumes --agent "Ada Lund (ada@example.org)"
    kg build volumes -o out

    The rights are shown and agreed to before the first download. A run that was stopped goes on
    where it stood; a further run fetches what has changed. fetched.jsonl says what came from where.

    Exits with 1 when a file could not be had, or was not what it should be.
    """
    manners = Manners(
        agent=agent or "", delay=delay, timeout=timeout, tries=tries, largest=largest * _MIB
    )
    path = _description(source)
    described = read_source(path)
    if described.fetch is None:
        raise ConfigError(
            f"{path}: has no table [fetch]: its originals are not known to be published whole; "
            "get them from the publisher, or add the table"
        )
    known = not Path(source).exists()
    target = output or (Path(source) if known else path.parent)
    rights = _agreed(described, described.fetch, target, yes=yes)
    counts = _told(fetch(described.fetch, target, manners, rights=rights), target)
    ctx.exit(1 if counts[Fate.FAILED] or counts[Fate.REJECTED] else 0)


def _told(files: Iterable[Fetched], target: Path) -> Counter[Fate]:
    """Say what becomes of each file, and at the end of how many."""
    counts: Counter[Fate] = Counter()
    for fetched in files:
        counts[fetched.fate] += 1
        if fetched.fate is not Fate.UNCHANGED:
            why = f": {fetched.reason}" if fetched.reason else ""
            click.echo(
                f"{fetched.fate.value} {click.format_filename(target / fetched.file)}{why}",
                err=True,
            )
    said = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if counts[fate])
    click.echo(f"{target}: {said}", err=True)
    return counts


def _description(source: str) -> Path:
    """Return the ``source.toml`` that *source* means: a file, a folder, or a known source."""
    given = Path(source)
    if given.is_dir():
        given = given / NAME
    if given.is_file():
        return given
    folder = resources.folder("data") / "sources"
    names = sorted(path.parent.name for path in folder.glob(f"*/{NAME}"))
    if source not in names:
        raise ConfigError(
            f"no source {source!r} and no such file; known sources: {', '.join(names)}"
        )
    return folder / source / NAME


def _agreed(source: Source, plan: FetchPlan, target: Path, *, yes: bool) -> str:
    """Show the rights and ask for consent, unless these were agreed to for this folder before.

    Raises:
        ConfigError: there is nobody to ask, or the answer is no.
    """
    rights = plan.rights or source.rights or "The source says nothing of its rights; ask there."
    if Ledger(target).consented == rights:
        return rights
    click.echo(f"{source.title or source.collection}", err=True)
    for label, value in (
        ("Publisher", source.publisher),
        ("From", plan.git or plan.pattern or plan.addresses[0]),
        ("Into", target),
        ("Rights", rights),
        ("More", source.rights_address),
        ("Licence", source.licence),
    ):
        if value:
            click.echo(f"{label}: {value}", err=True)
    if yes:
        return rights
    try:
        agreed = click.confirm("Fetch under these terms?", err=True)
    except click.Abort as error:
        raise ConfigError("nobody agreed; read the rights above, and give --yes") from error
    if not agreed:
        raise ConfigError("not agreed; nothing was fetched")
    return rights
