"""The statement of rights: what it says, whose it is, and where it is repeated below a document."""

import re
from collections.abc import Iterable, Sequence

_ASK = re.compile(
    r"(?:^|(?<=[.!?]\s))(?:To (?:enquire|inquire)|For permission|Please contact)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_WELCOMES = re.compile(r"The (?P<holder>[A-Z][^.,]{0,80}?) welcomes (?:the )?re-?use\b")
_LAST_LINES = 6  # a statement and its line on whom to ask, each perhaps broken in three
_LONGEST = 1500  # characters; the archive's own has 670


def statement_of(lines: Iterable[str]) -> str | None:
    """Return the statement without the words on whom to ask, paragraphs parted by a blank line."""
    kept = (_ASK.sub("", line).strip() for line in lines)
    return "\n\n".join(line for line in kept if line) or None


def holder_of(statement: str) -> str | None:
    """Return who welcomes reuse, in the statement's own words."""
    match = _WELCOMES.search(statement)
    return match["holder"] if match else None


def repeated_at(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the line, and the place in it, where a statement of rights ends the *lines*.

    >>> repeated_at(["We met. The Zenda Program welcomes reuse of it.", "To enquire, write."])
    (0, 8)
    """
    last = len(lines) - 1
    for i in range(max(0, len(lines) - _LAST_LINES), len(lines)):
        match = _WELCOMES.search(lines[i]) or (_ASK.match(lines[i]) if i == last else None)
        if match and sum(map(len, lines[i:])) - match.start() <= _LONGEST:
            return i, match.start()
    return None
