"""How an IRI is minted: the identity policy, alone.

Slash IRIs for what has a page of its own, fragments of a record or conversation for its parts.
Minting is deterministic and injective: every path segment is escaped so that two different keys
never give one IRI, and no key can leave its place in the path.
"""

import unicodedata
from urllib.parse import quote

from kg.findings import Agent, AgentKind
from kg.namespaces import BASE
from kg.records import Record

ROOMS = (
    "record",
    "conversation",
    "proposal",
    "person",
    "organization",
    "archive",
    "place",
    "post",
)
"""The first part of the path of what has a page of its own, as a reader meets them."""


def segment(text: str) -> str:
    """Return *text* as one path segment or fragment, reversibly.

    Letters and digits of any script stay readable, a space becomes an underscore, all else is
    percent-encoded; ``.`` and ``..`` are escaped because browsers would resolve them.

    >>> segment("Kim Il Sung"), segment("Kim_Il/Sung")
    ('Kim_Il_Sung', 'Kim%5FIl%2FSung')

    Raises:
        ValueError: *text* is empty.

    """
    text = unicodedata.normalize("NFC", text)
    if not text:
        raise ValueError("an IRI segment cannot be empty")
    if set(text) == {"."}:
        return "%2E" * len(text)
    return "".join(_escape(character) for character in text)


def _escape(character: str) -> str:
    if character == " ":
        return "_"
    if character in "-.~" or (character.isascii() and character.isalnum()):
        return character
    if not character.isascii() and character.isalpha():
        return character
    return quote(character, safe="").replace("_", "%5F")


def path(key: str) -> str:
    """Return a slash-separated *key* as a path, each part a :func:`segment`."""
    return "/".join(segment(part) for part in key.split("/"))


def record(key: str, base: str = BASE) -> str:
    """Return the IRI of the record (the archival source) *key*, ``collection/identifier``.

    Raises:
        ValueError: the key has an empty part, or ends in ``evidence``, which names a graph.
    """
    if key.endswith("/evidence"):
        raise ValueError(f"a record cannot be called {key!r}: that names its evidence graph")
    return f"{base}record/{path(key)}"


def evidence_graph(key: str, base: str = BASE) -> str:
    """Return the name of the graph that holds the record's evidence."""
    return f"{record(key, base)}/evidence"


def source_text(of: Record, base: str = BASE) -> str:
    """Return the IRI of the text that offsets count in; a retelling's never passes for another."""
    return part(record(of.key, base), "retelling" if of.retelling else "text")


def source_note(key: str, base: str = BASE) -> str:
    """Return the IRI of the text of a FRUS source note."""
    return part(record(key, base), "source-note")


def conversation(key: str, local: str, base: str = BASE) -> str:
    """Return the IRI of the conversation *local* (``main``, ``c490``) of a record."""
    return f"{base}conversation/{path(key)}/{segment(local)}"


def proposal(key: str, local: str, base: str = BASE) -> str:
    """Return the IRI of the proposal *local* of a record; proposals have pages."""
    return f"{base}proposal/{path(key)}/{segment(local)}"


def part(whole: str, *names: str) -> str:
    """Return a fragment of a record's or conversation's IRI."""
    return f"{whole}#{'.'.join(segment(name) for name in names)}"


def agent(key: str, found: Agent, base: str = BASE) -> str:
    """Return the IRI of an agent found in record *key*.

    An agent with an authority of the source (a FRUS persons list, a table of states) has one IRI
    wherever that authority is used; any other is known in its record only. Surname alone never
    merges. Linking across records is a decision of the linking stage, not of minting.
    """
    room = "person" if found.kind is AgentKind.PERSON else "organization"
    if found.authority is not None:
        return f"{base}{room}/{path(found.authority)}"
    return within_record(room, key, found.id, base)


def within_record(room: str, key: str, name: str, base: str = BASE) -> str:
    """Return the IRI of an agent, place or post that is known in one record only."""
    return f"{base}{room}/record/{path(key)}/{segment(name)}"


def place(collection: str, name: str, base: str = BASE) -> str:
    """Return the IRI of a place, which a name means within its collection: one editor's usage."""
    return f"{base}place/{segment(collection)}/{segment(name)}"


def archive(levels: tuple[str, ...], base: str = BASE) -> str:
    """Return the IRI of a repository (one level) or of a unit in its hierarchy."""
    return f"{base}archive/{'/'.join(segment(level) for level in levels)}"


def graph(name: str, base: str = BASE) -> str:
    """Return the name of one of the graphs that belong to the whole data set."""
    return f"{base}graph/{segment(name)}"
