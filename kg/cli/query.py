"""``kg query``: a canned question, asked of a publication or of any SPARQL endpoint."""

import shutil
from pathlib import Path

import click

from kg import querying
from kg.errors import ConfigError, QueryError
from kg.querying import CannedQuery, Parameter

_HERE = Path("out")


@click.command("query")
@click.argument("name", required=False)
@click.option("--param", "-p", "given", multiple=True, metavar="K=V", help="A value; repeatable.")
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    help="The publication to ask: what kg build -o wrote. By default, out in this folder.",
)
@click.option("--endpoint", metavar="URL", help="A SPARQL 1.1 endpoint to ask instead.")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(querying.FORMATS)),
    default="table",
    show_default=True,
    help="How rows are written.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="A file, instead of here.")
@click.option(
    "--timeout", type=click.FloatRange(0.1), default=60, show_default=True, help="In seconds."
)
@click.option("--list", "listed", is_flag=True, help="Which questions there are.")
@click.option("--show", is_flag=True, help="The SPARQL text, with the values given, unasked.")
@click.pass_context
def command(
    context: click.Context,
    name: str | None,
    given: tuple[str, ...],
    store: Path | None,
    endpoint: str | None,
    form: str,
    output: Path | None,
    timeout: float,
    listed: bool,
    show: bool,
) -> None:
    """Ask the question NAME, or the one in a .rq file of yours.

    \b
    kg query --list
    kg query declined-proposals --store out
    kg query proposals -p proposer="Mao Zedong" -p from=1957 --format csv -o mao.csv
    kg query who-met-whom --endpoint http://127.0.0.1:8000/sparql --format json

    Exits with 0 if there are rows, 1 if there are none, 2 if something is wrong.
    """
    if listed:
        click.echo("\n".join(_described(query) for query in querying.load().values()), nl=False)
        return
    if name is None:
        raise ConfigError("which question? kg query --list names them")
    query = querying.find(name)
    params = _pairs(given)
    if show:
        click.echo(query.bind(params) if params else query.text, nl=False)
        return
    if store is not None and endpoint is not None:
        raise ConfigError("--store or --endpoint, not both")
    if endpoint is None:
        store = store or _default()
    rows = querying.run(query, params, store=store, endpoint=endpoint, timeout=timeout)
    if not rows:
        click.echo("no rows", err=True)
    _write(rows, form, output)
    context.exit(0 if rows else 1)


def _default() -> Path:
    if not _HERE.is_dir():
        raise ConfigError("no publication in out/: say which with --store, or give an --endpoint")
    return _HERE


def _pairs(given: tuple[str, ...]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise QueryError(f"--param takes name=value, not {pair!r}")
        if name in pairs:
            raise QueryError(f"the parameter {name!r} is given twice")
        pairs[name] = value
    return pairs


def _write(rows: querying.Rows, form: str, output: Path | None) -> None:
    if output is None:
        width = shutil.get_terminal_size((100, 24)).columns
        text = querying.write(rows, form, width)
        # Bytes, so that the line ends of CSV stay what RFC 4180 says.
        click.echo(text.encode(), nl=False)
        return
    try:
        output.write_text(querying.write(rows, form), encoding="utf-8", newline="")
    except OSError as error:
        raise ConfigError(f"{output}: cannot be written: {error.strerror}") from error


def _described(query: CannedQuery) -> str:
    lines = [query.name, f"    {query.summary}"]
    lines += [f"    {_option(parameter)}" for parameter in query.parameters]
    return "".join(f"{line}\n" for line in lines)


def _option(parameter: Parameter) -> str:
    need = "required" if parameter.required else ""
    default = f"default {parameter.default}" if parameter.default is not None else ""
    notes = ", ".join(note for note in (parameter.type, need, default) if note)
    return f"-p {parameter.name}=…  ({notes}) {parameter.description}"
