"""A page for each canned query: what it answers, its parameters, its text."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from kg.publication.pages.page import Doc, Page, Row, Section, Text, fact, table
from kg.publication.pages.words import cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A query file: its name, what its header says (grlc's decorators), and its text."""

    name: str
    header: Mapping[str, Any]
    text: str

    @property
    def summary(self) -> str:
        """What the query answers, in a line."""
        return str(self.header.get("summary") or self.name)

    @property
    def body(self) -> str:
        """The query without its header, which the page tells in words."""
        lines = self.text.split("\n")
        return "\n".join(line for line in lines if not line.startswith("#+")).strip()


def read_queries(folder: Path) -> list[Query]:
    """Return the queries of *folder*, by name."""
    return [_read(path) for path in sorted(folder.glob("*.rq"))]


def _read(path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    head = [line[2:].removeprefix(" ") for line in text.splitlines() if line.startswith("#+")]
    header = yaml.safe_load("\n".join(head)) if head else {}
    return Query(name=path.stem, header=header if isinstance(header, dict) else {}, text=text)


def query_page(query: Query) -> Page:
    """Return the page of a query."""
    parameters = query.header.get("parameters") or []
    rows = [
        Row(
            tuple(
                (Text(str(one[name])),) if one.get(name) is not None else ()
                for name in ("name", "type", "description", "example")
            )
        )
        for one in parameters
        if isinstance(one, dict)
    ]
    columns = ("Name", "Type", "Meaning", "Example")
    tags = query.header.get("tags") or []
    return Page(
        file=f"queries/{query.name}",
        title=query.summary,
        language="en",
        kicker="Query",
        description=cut(str(query.header.get("description") or query.summary), 160),
        crumbs=(Doc("queries.html", "Queries"),),
        lead=str(query.header.get("description") or "") or None,
        facts=(
            *fact("About", *(Text(str(tag)) for tag in tags)),
            *fact("File", Doc(f"queries/{query.name}.rq", f"{query.name}.rq")),
            *fact("Ask it", Text(f"kg query {query.name} --store OUT")),
        ),
        sections=(
            *table("parameters", "Parameters", columns, rows),
            Section(id="sparql", title="SPARQL", kind="code", items=(query.body,)),
        ),
        alternates=(("application/sparql-query", f"queries/{query.name}.rq"),),
    )


def queries_page(queries: list[Query]) -> Page:
    """Return the page that lists all queries."""
    rows = [
        Row(
            (
                (Doc(f"queries/{one.name}.html", one.summary),),
                (Text(cut(str(one.header.get("description") or ""), 240)),),
            )
        )
        for one in queries
    ]
    return Page(
        file="queries",
        title="Queries",
        language="en",
        kicker="Reference",
        description="The questions this graph is made to answer, each as a SPARQL query.",
        sections=table("queries", "Questions, each a query", ("Query", "What it answers"), rows),
    )
