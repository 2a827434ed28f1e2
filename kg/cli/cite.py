"""``kg cite``: an archival citation, taken apart."""

import json
import sys
from collections.abc import Iterator
from typing import Any

import click

from kg.citations import Reading, read_citation, repository_key
from kg.records import Citation, Level, Statement


@click.command()
@click.argument("citation")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="JSON is one object a line.",
)
@click.pass_context
def command(ctx: click.Context, citation: str, form: str) -> None:
    """Take CITATION apart: archive, levels, pages, people, and what was not understood.

    \b
    kg cite "AVPRF F. 0102, Op. 13, Delo 5. Translated for NKIDP by Gary Goldberg."
    kg cite - --format json < citations.txt

    "-" reads one citation a line from standard input. Exits with 1 when a citation names neither
    archive nor unit nor printed work.
    """
    given = [citation] if citation != "-" else [line for line in sys.stdin if line.strip()]
    readings = [read_citation(text.strip()) for text in given]
    for number, reading in enumerate(readings):
        if form == "json":
            click.echo(json.dumps(as_json(reading), ensure_ascii=False))
        else:
            if number:
                click.echo()
            for name, value in rows(reading):
                click.echo(f"{name:<16}{value}")
    ctx.exit(0 if all(map(_is_understood, readings)) else 1)


def _is_understood(reading: Reading) -> bool:
    return any(one.repository or one.levels or one.publication for one in reading.citations)


def rows(reading: Reading) -> Iterator[tuple[str, str]]:
    """Yield what a reading says, one value a row, with its name."""
    for citation in reading.citations:
        yield from _citation_rows(citation)
    for role, people in reading.people.items():
        for one in people:
            yield role, one.value
    note = reading.note
    for name, said in (
        ("marking", note.marking),
        ("handling", note.handling),
        ("place", note.place),
    ):
        if said:
            yield name, said.value
    if reading.rest:
        yield "not understood", reading.rest


def _citation_rows(citation: Citation) -> Iterator[tuple[str, str]]:
    if citation.repository:
        key = repository_key(citation.repository)
        yield "repository", f"{citation.repository} ({key})" if key else citation.repository
    if citation.publication:
        yield "publication", citation.publication
    for level in citation.levels:
        yield level.kind.lower(), _printed(level)
    for name in ("title", "pages", "number"):
        if value := getattr(citation, name):
            yield name, value
    if citation.rest:
        yield "not understood", citation.rest


def _printed(level: Level) -> str:
    return f"{level.label} {level.value}".strip()


def as_json(reading: Reading) -> dict[str, Any]:
    """Return a reading as plain values, without what it has nothing to say of."""
    note = reading.note
    row = {
        "as_given": reading.as_given,
        "citations": [_citation_json(one) for one in reading.citations],
        "translators": _values(reading.provenance.translators),
        "contributors": _values(reading.provenance.contributors),
        "projects": _values(reading.provenance.projects),
        "marking": _value(note.marking),
        "handling": _value(note.handling),
        "drafted_by": _value(note.drafted_by),
        "cleared_by": _value(note.cleared_by),
        "approved_by": _value(note.approved_by),
        "place": _value(note.place),
        "rest": reading.rest,
    }
    return {name: value for name, value in row.items() if value}


def _citation_json(citation: Citation) -> dict[str, Any]:
    row = {
        "as_given": citation.as_given,
        "repository": citation.repository,
        "repository_key": repository_key(citation.repository or ""),
        "publication": citation.publication,
        "levels": [
            {"kind": level.kind, "label": level.label, "value": level.value}
            for level in citation.levels
        ],
        "pages": citation.pages,
        "number": citation.number,
        "title": citation.title,
        "rest": citation.rest,
    }
    return {name: value for name, value in row.items() if value}


def _values(statements: tuple[Statement, ...]) -> list[str]:
    return [one.value for one in statements]


def _value(statement: Statement | None) -> str | None:
    return statement.value if statement else None
