"""A line of participants, parted into stretches, each of which names one or more."""

import re
from dataclasses import replace

from kg.names.lexicon import BODIES, OFFICE_HEADS, PRESENCE, SYMBOLS, fold
from kg.names.parties import Party, Stretch
from kg.names.persons import read_segment
from kg.names.tokens import Mark, brackets_of, parts_of, segments_of, words_of

_LONGEST = 2000
_LEADER = re.compile(r"^(?:(?:and|also)\s+|,\s*)+", re.IGNORECASE)
_TRAILER = re.compile(r"(?:\s*[,;:]|\s+and)+\s*$")
# "Mr. Hart was present for Item 1" names somebody present, "Mr. Packard was out of the city" not.
_PRESENT = re.compile(
    r"\s+(?:was|were)\s+(?:also\s+)?(?:present|in attendance)\b.*$|,?\s+hereafter\s.*$"
)
_SENTENCE = re.compile(r"\b(?:was|were|is|are|had|has|called|said|met|joined)\b")
_ABBREVIATED = re.compile(
    r"\b(?:[A-Za-z]|Jr|Sr|Inc|Corp|Co|Gen|Col|Aff|Affs|Min|3rd|2nd|3d|2d|Esq|Dept|Rep)\.$"
)


def parse_parties(text: str, marks: tuple[Mark, ...] = ()) -> tuple[Party, ...]:
    """Return those whom a line names, in order; none if it names nobody that can be told.

    *marks* are the names that the source itself marks in the line. A line of more than 2,000
    characters is a text and no line of participants: nobody is told from it.

    >>> [(p.title, p.name, p.position) for p in parse_parties("NEA—Mr. William M. Rountree")]
    [('Mr.', 'William M. Rountree', 'NEA')]
    >>> [(p.name, p.position) for p in parse_parties("The Secretary")]
    [(None, 'Secretary')]
    >>> [p.name for p in parse_parties("Messrs. Colby, Smith, and Unger for CIA")]
    ['Colby', 'Smith', 'Unger']
    """
    if len(text) > _LONGEST:
        return ()
    found: list[Party] = []
    side: str | None = None
    for start, end in _stretches(text):
        if _SENTENCE.search(_masked(text), start, end):
            continue
        at, presence = _presence_before(text, start, end)
        stretch = Stretch(text, at, end, marks, side)
        parties = stretch.parties()
        side = stretch.side
        if presence:
            parties = [replace(party, presence=(presence,)) for party in parties]
        if len(parties) == 1:  # all of the stretch is about the one
            parties = [replace(parties[0], start=start, end=end)]
        found.extend(parties)
    return tuple(found)


def is_office(text: str) -> bool:
    """Say whether *text* names an office and no person ("The Secretary of State").

    >>> is_office("The British Ambassador"), is_office("Ambassador MacArthur")
    (True, False)
    """
    segments = segments_of(text, 0, len(text), ())
    return (
        bool(segments)
        and any(part in OFFICE_HEADS for word in segments[0].words for part in parts_of(word.base))
        and all(read_segment(segment) is None for segment in segments)
    )


def is_body(text: str) -> bool:
    """Say whether *text* is plainly the name of a body and not of a person.

    >>> is_body("NATO"), is_body("Ministry of Foreign Affairs"), is_body("Dean Rusk")
    (True, True, False)
    """
    words = words_of(text, 0, len(text), ())
    if len(words) == 1:
        return words[0].base in SYMBOLS or words[0].is_symbol
    return any(word.base in BODIES for word in words) and not is_office(text)


def _stretches(text: str) -> list[tuple[int, int]]:
    """Part a line at the semicolons outside brackets, and trim each part."""
    masked = _masked(text)
    stretches, start = [], 0
    for cut in [*(found.start() for found in re.finditer(";", masked)), len(text)]:
        at, to = _trimmed(text, start, cut)
        if at < to:
            stretches.append((at, to))
        start = cut + 1
    return stretches


def _masked(text: str) -> str:
    """Return *text* with spaces for all that stands in brackets."""
    for at, to, _ in brackets_of(text, 0, len(text)):
        text = text[:at] + " " * (to - at) + text[to:]
    return text


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take spaces, a last stop or "and", a first "and", and brackets around all from a stretch."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    if leader := _LEADER.match(text[start:end]):
        start += leader.end()
    piece = _PRESENT.sub("", text[start:end].rstrip())
    if piece.endswith(".") and not _ABBREVIATED.search(piece):
        piece = piece[:-1]
    piece = _TRAILER.sub("", piece)
    end = start + len(piece)
    pair = piece[:1] + piece[-1:]
    if pair in ("()", "[]") and piece.count(pair[0]) == 1 and "declassified" not in piece:
        return _trimmed(text, start + 1, end - 1)
    if piece[:1] == "[" and "]" not in piece:  # an editor's bracket that closes elsewhere
        start += 1
    if piece[-1:] == "]" and "[" not in piece:
        end -= 1
    return start, end


def _presence_before(text: str, start: int, end: int) -> tuple[int, str | None]:
    """Take "Interpreters: " from the front of a stretch."""
    if found := re.match(r"(\w+)\s*(?::|—|–)\s*", text[start:end]):
        presence = PRESENCE.get(fold(found[1]))
        if presence and start + found.end() < end:
            return start + found.end(), presence
    return start, None
