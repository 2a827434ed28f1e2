"""``kg extract``: what is found in each record, as JSON lines."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import click

from kg.errors import ConfigError, SourceError
from kg.extraction import extract
from kg.findings import Findings
from kg.records import Record, Refused

_SPANS = frozenset({"start", "end", "where"})


@click.command(epilog="Example: kg extract --from tei volume.xml -o findings.jsonl")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--from", "name", metavar="NAME", help="Format: wilson, tei; by suffix if not given.")
@click.option("-o", "--output", type=click.File("w", encoding="utf-8", atomic=True), default="-")
def command(paths: tuple[Path, ...], name: str | None, output: Any) -> None:
    """Read records and print what was found in them, one JSON object a line.

    Every span comes with its exact words, the rule that found it and its confidence.
    """
    done = refused = 0
    for path in paths:
        for outcome in _outcomes(path, name):
            if isinstance(outcome, Refused):
                refused += 1
                click.echo(f"{path}: {outcome.key}: {outcome.message}", err=True)
            elif isinstance(outcome, Record):
                line = as_json(outcome, extract(outcome))
                output.write(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
                done += 1
                if sys.stderr.isatty() and done % 20 == 0:
                    click.echo(f"\r{done} records", nl=False, err=True)
    click.echo(f"{done} records read, {refused} refused", err=True)


def _outcomes(path: Path, name: str | None) -> Iterator[object]:
    known = {point.name: point for point in entry_points(group="kg.converters")}
    wanted = name or ("tei" if path.suffix == ".xml" else "wilson")
    if wanted not in known:
        raise ConfigError(f"no converter {wanted!r}; there are: {', '.join(sorted(known))}")
    if not path.is_file():
        raise SourceError(path, "there is no such file", remedy="give the path of a source file")
    yield from known[wanted].load()(path)


def as_json(record: Record, findings: Findings) -> dict[str, Any]:
    """Return the findings as plain values; each piece of evidence with its quotation."""
    return {"key": record.key, **_plain(asdict(findings), record)}


def _plain(value: Any, record: Record) -> Any:
    if isinstance(value, dict):
        if value.keys() == _SPANS:
            text = record.text if value["where"] == "text" else record.source_note or ""
            return {
                "start": value["start"],
                "end": value["end"],
                "in": str(value["where"]),
                "quote": text[value["start"] : value["end"]],
            }
        return {key: _plain(item, record) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, record) for item in value]
    return value if value is None or isinstance(value, (bool, int)) else str(value)
