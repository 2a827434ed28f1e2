"""Readable Turtle from N-Quads lines: house prefixes, stable order, only what is used.

pyoxigraph writes the triples (RDF 1.1 Turtle); it writes its prefixes in the order of a hash
table, so the head is ours.
"""

import re
from collections.abc import Iterable, Mapping
from io import BytesIO

import pyoxigraph as ox

from kg.iris import ROOMS
from kg.namespaces import PREFIXES, RDF

_TYPE = f" <{RDF.type}> "
_PREFIXED_NAME = re.compile(r"(?<![\w:/<\"])([a-z][\w-]*):")


def turtle(lines: Iterable[str], prefixes: Mapping[str, str] | None = None) -> str:
    """Return the triples of N-Quads *lines*, without their graphs, as Turtle.

    Subjects stand in the order in which a reader meets them, ``rdf:type`` first among a subject's
    properties; the same lines give the same bytes.
    """
    known = {**PREFIXES, **(prefixes or {})}
    body = body_of(lines, known)
    used = {m.group(1) for m in _PREFIXED_NAME.finditer(body)} | {"xsd"}
    return head({name: known[name] for name in used & set(known)}) + "\n" + body


def head(prefixes: Mapping[str, str]) -> str:
    """Return the declarations of *prefixes*, in order."""
    return "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(prefixes))


def body_of(lines: Iterable[str], prefixes: Mapping[str, str]) -> str:
    """Return the triples of *lines* as Turtle statements, without the prefixes' head."""
    triples = {(t.subject, t.predicate, t.object): None for t in _parse(sorted(lines, key=_order))}
    written = BytesIO()
    ox.serialize(
        (ox.Triple(*t) for t in triples), written, ox.RdfFormat.TURTLE, prefixes=dict(prefixes)
    )
    statements = written.getvalue().splitlines(keepends=True)
    start = next((n for n, s in enumerate(statements) if not s.startswith(b"@prefix ")), 0)
    return b"".join(statements[start:]).decode()


def n_triples(lines: Iterable[str]) -> str:
    """Return the triples of N-Quads *lines* as sorted N-Triples."""
    return "".join(sorted({_without_graph(line) for line in lines}))


def _parse(lines: Iterable[str]) -> Iterable[ox.Quad]:
    return ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS)


def _order(line: str) -> tuple[int, str, bool, str]:
    """Order as a reader meets things: record, talks, what was said, who, where, evidence."""
    subject = line[1 : line.index(" ") - 1]
    room = _ROOM.search(subject)
    rank = ROOMS.index(room[1]) if room else len(ROOMS)
    late = line.endswith(EVIDENCE)
    return (
        len(ROOMS) if late else rank,
        subject,
        not line.startswith(_TYPE, len(subject) + 2),
        line,
    )


EVIDENCE = "/evidence> .\n"
"""How an N-Quads line of an evidence graph ends."""

_ROOM = re.compile(rf"/({'|'.join(ROOMS)})/")


def _without_graph(line: str) -> str:
    # The graph is the last IRI of the line and holds no space, so the last " <" begins it.
    return line[: line.rindex(" <")] + " .\n"
