"""Headings inside a list of participants: whose side, or which body, the names below belong to."""

import re
from dataclasses import dataclass

from kg.names.lexicon import BODIES, NATION_PHRASES, NATIONS, OFFICE_HEADS, SMALL, SYMBOLS, fold

_FRAME = re.compile(r"^(?:(?:for|from|on)\s+)?(?:the\s+)?|\s*[:—–-]*\s*$", re.IGNORECASE)
_GENUS = re.compile(
    r"\s+(?:side|delegations?|participants|representatives|team|members?|government)$",
    re.IGNORECASE,
)
_EXTRA = {"north", "south", "new", "embassies", "embassy", "house", "side", "participants"}


@dataclass(frozen=True, slots=True)
class Side:
    """A heading: its words without frame ("For the …:"), and the country it names, if any."""

    start: int
    end: int
    name: str
    state: str | None


def parse_side(text: str, *, emphasised: bool = False) -> Side | None:
    """Return the side that a line of a list is the heading of, ``None`` if it is no heading.

    A line that the source emphasises is taken at its word; another one must end in a colon or
    dash, or hold nothing but words of countries and bodies.

    >>> parse_side("For the Soviet Union:").name, parse_side("U.S. Participants").state
    ('Soviet Union', 'United States')
    >>> parse_side("The British Ambassador"), parse_side("Mr. White")
    (None, None)
    """
    stripped = text.strip()
    body = _FRAME.sub("", stripped)
    body = body if _FRAME.sub("", body) == body else _FRAME.sub("", body)
    words = [fold(word) for word in re.split(r"[\s/,–—-]+", _GENUS.sub("", body)) if fold(word)]
    if not words or len(words) > 7 or any(word in OFFICE_HEADS for word in words):
        return None
    known = [
        word in NATIONS or word in BODIES or word in SYMBOLS or word in SMALL or word in _EXTRA
        for word in words
    ]
    ended = stripped.endswith((":", "—", "–"))
    framed = bool(re.match(r"(?:for|on)\s+the\b", stripped, re.IGNORECASE)) or bool(
        _GENUS.search(body)
    )
    if not (emphasised or all(known) or ended or (framed and any(known))):
        return None
    start = text.index(body)
    phrase = " ".join(words)
    states = sorted(
        {NATIONS[word] for word in words if word in NATIONS}
        | {state for name, state in NATION_PHRASES.items() if name in phrase}
    )
    state = states[0] if len(states) == 1 else None
    return Side(start, start + len(body), body, state)
