"""A line of participants as words, segments and brackets, with offsets in the line."""

import re
from dataclasses import dataclass

from kg.names.lexicon import (
    BODIES,
    COURTESIES,
    NATIONS,
    OFFICES,
    PARTICLES,
    RANKS,
    SMALL,
    SUFFIXES,
    fold,
)

Mark = tuple[int, int]
"""Where the source itself marks a name: code points in the line, half-open."""

# "[name not declassified]" and the "First Party" of a secret talk stand where a name would.
_STAND_IN = (
    r"\[names? (?:not declassified|deleted|withheld)[^\[\]]*\]|(?:First|Second|Third) Party\b"
)
_WORD = re.compile(rf"{_STAND_IN}|[^\s,;:()\[\]—]+")
# A comma; a dash, but none of a symbol ("A–A—Mr. Acheson") or a compound ("UK–U.S."); a colon
# before more; and what stands before a name taken out. Semicolons part a line before this.
_SEPARATOR = re.compile(
    r"\s*(?:,|—|--|\s-{1,2}\s|\s–|–\s|(?<![A-Z]\b)–(?=[A-Z])|–(?=[A-Z][a-z]+\.?\s+[A-Z])"
    r"|–(?=[A-Z]\.\s?(?:[A-Z]\.\s?)?[A-Z][a-z])|:(?=\s))"
    r"(?!\s*(?:Jr|Sr|II|III|IV|2nd|3rd|3d|2d|Esq)\b)\s*"
    r"|(?<=[a-z])\s+(?=\[names? )"
)
_BRACKETS = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+-?(?:[^\W\d_]\.)*|[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a line; ``base`` is how the tables spell it."""

    text: str
    start: int
    end: int
    marked: bool

    @property
    def base(self) -> str:
        """How the tables spell it."""
        return fold(self.text)

    @property
    def is_title(self) -> bool:
        """Courtesy or rank: what follows is a name."""
        return self.base in COURTESIES or self.base in RANKS

    @property
    def is_office(self) -> bool:
        """A word of office, or a compound with one."""
        return any(part in OFFICES for part in (self.base, *self.base.split("/")))

    @property
    def is_vocabulary(self) -> bool:
        """Whether it is a word of titles, offices, bodies or countries, or a small word."""
        if self.text == "A.":  # an initial, no article
            return False
        if self.is_title or self.is_office or self.base in SMALL:
            return True
        return all(
            part in BODIES or part in NATIONS or part in OFFICES or part in SMALL
            for part in self.base.split("-")
        )

    @property
    def is_redacted(self) -> bool:
        """Whether the editors took a name out here."""
        return self.text.startswith("[")

    @property
    def is_initial(self) -> bool:
        """Such as J. or J.G."""
        return bool(_INITIALS.fullmatch(self.text))

    @property
    def is_suffix(self) -> bool:
        """Such as Jr. or III."""
        return self.base in SUFFIXES

    @property
    def is_particle(self) -> bool:
        """Such as de or von."""
        return self.text in PARTICLES

    @property
    def is_capitalised(self) -> bool:
        """Whether it can be a word of a name: a capital first, no figure, no possessive."""
        first = self.text.lstrip("'\"“‘’")[:1]
        return self.is_redacted or (
            (first.isupper() or self.text[:2] in ("d'", "d’", "de"))
            and any(letter.isupper() for letter in self.text)
            and not any(letter.isdigit() for letter in self.text)
            and "/" not in self.text
        )

    @property
    def is_possessive(self) -> bool:
        """What belongs to somebody: no name of one who is there."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))

    @property
    def is_symbol(self) -> bool:
        """An office symbol: "FE", "PA/H", "S/P"; not an initial."""
        letters = self.text.strip(".;").replace("/", "").replace("–", "").replace(".", "")
        return (
            letters.isalpha()
            and letters.isupper()
            and (2 <= len(letters) <= 5 or "/" in self.text)
            and not self.is_suffix
            and not (self.is_initial and "." in self.text)
        )


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line between two separators, without its brackets."""

    start: int
    end: int
    words: tuple[Word, ...]
    before: str  # the separator before it: ",", a dash, ":", "and" or ""


def words_of(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> tuple[Word, ...]:
    """Return the words of ``text[start:end]``, those touching a mark marked."""
    return tuple(
        Word(word[0], *word.span(), any(a < word.end() and word.start() < b for a, b in marks))
        for word in _WORD.finditer(text, start, end)
    )


def brackets_of(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """Return the bracketed stretches of ``text[start:end]``: from, to, and what is inside."""
    return [
        (*found.span(), (found[1] if found[1] is not None else found[2]).strip())
        for found in _BRACKETS.finditer(text, start, end)
        if not re.fullmatch(_STAND_IN, found[0])
    ]


def segments_of(text: str, start: int, end: int, marks: tuple[Mark, ...]) -> list[Segment]:
    """Return the segments of ``text[start:end]``; brackets part nothing and hold no word."""
    masked = list(text)
    for at, to, _ in brackets_of(text, start, end):
        masked[at:to] = " " * (to - at)
    plain = "".join(masked)
    cuts = [(start, start, "")]
    cuts += [
        (found.start(), found.end(), found[0].strip() or ("," if "[" in plain else "–"))
        for found in _SEPARATOR.finditer(plain, start, end)
    ]
    segments = []
    for (_, at, sign), (to, _, _) in zip(cuts, [*cuts[1:], (end, end, "")], strict=True):
        words = words_of(plain, at, to, marks)
        if words:
            segments.append(Segment(words[0].start, words[-1].end, words, sign))
    return segments


def parts_of(base: str) -> tuple[str, ...]:
    """Return a word of the tables and the parts of a compound: "sec/state", "minister-counselor".

    >>> parts_of("sec/state")
    ('sec/state', 'sec', 'state')
    """
    parts = re.split(r"[/-]", base)
    return (base, *parts) if len(parts) > 1 else (base,)
