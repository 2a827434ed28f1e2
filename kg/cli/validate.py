"""``kg validate``: does a graph say what a published record must, and nothing that clashes?"""

import gzip
import re
import sys
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import click
import pyoxigraph

from kg.errors import ShapeError, SourceError
from kg.validation import Result, conforms, reports, validate_bytes
from kg.validation.engine import our_shapes
from kg.validation.shapes import ShapesGraph, read

_SYNTAXES = {
    "turtle": pyoxigraph.RdfFormat.TURTLE,
    "ntriples": pyoxigraph.RdfFormat.N_TRIPLES,
    "nquads": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
}
_SUFFIXES = {".ttl": "turtle", ".nt": "ntriples", ".nq": "nquads", ".trig": "trig"}
_REPORTS: dict[str, Callable[[Sequence[Result]], str]] = {
    "text": reports.text,
    "json": reports.as_json,
    "turtle": reports.turtle,
}
_GZIP = b"\x1f\x8b"
# Four terms and a full stop on one line are N-Quads; whatever else a pipe brings is read as TriG,
# of which Turtle and N-Triples are parts.
_QUAD = re.compile(
    rb"\s*(<[^>]*>|_:\S+)\s*<[^>]*>\s*"
    rb'(<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[A-Za-z0-9-]+|\^\^<[^>]*>)?)\s*'
    rb"(<[^>]*>|_:\S+)\s*\.\s*(#.*)?"
)


@click.command("validate")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--shapes",
    type=click.Path(exists=True, path_type=Path),
    help="A Turtle file of shapes, or a folder of them. By default, Parley's.",
)
@click.option(
    "--engine",
    type=click.Choice(["auto", "set", "pyshacl"]),
    default="auto",
    show_default=True,
    help="set: all at once, for volumes. pyshacl: the standard, for a record. Both say the same; "
    "auto takes the first, or pySHACL where your shapes need what the first does not know.",
)
@click.option(
    "--format",
    "report_format",
    type=click.Choice(list(_REPORTS)),
    default="text",
    show_default=True,
    help="How the report is written.",
)
@click.option(
    "--input-format",
    type=click.Choice(list(_SYNTAXES)),
    help="What FILE is. By default told by its name (.ttl .nt .nq .trig, also .gz), or by a look "
    "at what comes through the pipe.",
)
@click.pass_context
def command(
    context: click.Context,
    file: Path,
    shapes: Path | None,
    engine: str,
    report_format: str,
    input_format: str | None,
) -> None:
    """Check the graph in FILE (- for standard input) against the shapes.

    Exits with 0 if there is no violation (warnings and infos are for you to look at), 1 if there
    is one, 2 if FILE cannot be read or the shapes cannot be used.

    \b
    kg validate out/current/record/wilson/115932.ttl
    kg convert volume.xml --from tei -o - | kg validate - --format json
    """
    data = _read(file)
    if not data.strip():
        raise SourceError(
            file, "empty", remedy="give a graph in Turtle, N-Triples, N-Quads or TriG"
        )
    syntax = _SYNTAXES[input_format or _told_by(file, data)]
    graph = our_shapes() if shapes is None else read(shapes)
    results = _validate(file, data, syntax, graph, engine)
    click.echo(_REPORTS[report_format](results), nl=False)
    context.exit(0 if conforms(results) else 1)


def _read(file: Path) -> bytes:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return gzip.decompress(data) if data.startswith(_GZIP) else data
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        remedy = "compress it again, or give it uncompressed"
        raise SourceError(file, "not whole as gzip", remedy=remedy) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SourceError(file, reason, remedy="give a file that can be read") from error


def _told_by(file: Path, data: bytes) -> str:
    name = file.name.removesuffix(".gz")
    for suffix, syntax in _SUFFIXES.items():
        if name.endswith(suffix):
            return syntax
    if str(file) != "-":
        remedy = f"say --input-format {'|'.join(_SYNTAXES)}"
        raise SourceError(file, "its name does not tell what it is", remedy=remedy)
    first = next((line for line in data.splitlines() if line.strip()[:1] not in (b"", b"#")), b"")
    return "nquads" if _QUAD.fullmatch(first) else "trig"


def _validate(
    file: Path, data: bytes, syntax: pyoxigraph.RdfFormat, shapes: ShapesGraph, engine: str
) -> list[Result]:
    base = None if str(file) == "-" else file.resolve().as_uri()
    try:
        if engine != "pyshacl":
            try:
                return validate_bytes(data, syntax, base=base, shapes=shapes)
            except ShapeError as error:
                if engine == "set":
                    raise
                click.echo(f"{error}; going on with pySHACL", err=True)
        # It takes a second to import, and most runs do without.
        from kg.validation.standard import validate_standard

        return validate_standard(data, syntax, base=base, shapes=shapes)
    except SyntaxError as error:
        message = f"not {syntax.name}: {error.msg}"
        remedy = "mend that line, or say what the file is with --input-format"
        raise SourceError(file, message, line=error.lineno, remedy=remedy) from error
