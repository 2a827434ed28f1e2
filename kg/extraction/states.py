"""States and their names, from ``data/authorities/states.tsv``: facts about words, not history.

A state is used as a side or as an agent ("the Danes proposed", "the Danish friends"). The table
says which words mean which state; the words of a record are resolved to the most specific row
that they fit.
"""

import csv
from dataclasses import dataclass
from functools import cache

from kg.resources import folder


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One row of the table: a key, its names and the words that mean it."""

    key: str
    name: str

    @property
    def authority(self) -> str:
        """The key of the shared authority (``state/japan``)."""
        return f"state/{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """The whole table, by the word; every key is a tuple of the words' tokens."""

    nouns: dict[tuple[str, ...], State]
    adjectives: dict[tuple[str, ...], State]
    people: dict[tuple[str, ...], State]
    capitals: dict[tuple[str, ...], State]
    first_words: frozenset[str]


@cache
def states() -> States:
    """Return the table, read once."""
    nouns: dict[tuple[str, ...], State] = {}
    adjectives: dict[tuple[str, ...], State] = {}
    people: dict[tuple[str, ...], State] = {}
    capitals: dict[tuple[str, ...], State] = {}
    path = folder("data") / "authorities" / "states.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            names = row["name"].split(";")
            state = State(key=row["key"], name=names[0])
            _add(nouns, names + row["abbreviations"].split(";"), state)
            _add(adjectives, row["adjectives"].split(";"), state)
            _add(people, row["people"].split(";") + row["adjectives"].split(";"), state)
            _add(capitals, row["capitals"].split(";"), state)
    first = {key[0] for rows in (nouns, adjectives, people, capitals) for key in rows}
    return States(
        nouns=nouns,
        adjectives=adjectives,
        people=people,
        capitals=capitals,
        first_words=frozenset(first),
    )


def _add(index: dict[tuple[str, ...], State], names: list[str], state: State) -> None:
    for name in names:
        if name:
            index.setdefault(tuple(name.replace("’", "'").split()), state)


def longest(
    index: dict[tuple[str, ...], State], tokens: tuple[str, ...], at: int
) -> tuple[State, int] | None:
    """Return the state whose words stand at *at* in *tokens*, and how many they are."""
    if at >= len(tokens) or tokens[at] not in states().first_words:
        return None
    for size in (4, 3, 2, 1):
        state = index.get(tokens[at : at + size])
        if state is not None and at + size <= len(tokens):
            return state, size
    return None
