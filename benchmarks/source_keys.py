"""The answer keys that FRUS volumes hold: participants, dates, places, persons, from markup alone.

Nothing here reads a line as :mod:`kg.names` does: persons are ``persName`` elements, or the first
capitalised words of an item that are no words of office.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.converters.parsing import Element
from kg.converters.tei.documents import Document
from kg.converters.tei.rolls import is_participants_list, own_elements
from kg.converters.tei.scope import TEI, name_of
from kg.dates import edtf_of_when
from kg.names import Party, compatible, key, surname
from kg.names.lexicon import BODIES, COURTESIES, NATIONS, OFFICES, RANKS, SMALL, SYMBOLS, fold

_TITLES = COURTESIES | RANKS | OFFICES | SMALL
_NO_NAME = OFFICES | BODIES | NATIONS.keys() | SYMBOLS
_BEFORE = _TITLES | _NO_NAME
_SEPARATOR = re.compile(r"\s*(?:,(?!\s*(?:Jr|Sr|II))|;|—|--|\s[-–]\s|–(?=[A-Z])|:\s)\s*")
_MATTER = re.compile(
    r"\[Here follows|.*\b(?:same list|list is the same|attached list|list attached|full list"
    r"|listed on page)|(?:date|time|place)\b|telephone conversation",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"\b(?:to|for)\s+(?:the\s+)?(?:[A-Z][\w.]*\s+)?$")
_SEVERAL = re.compile(
    r"\bMessrs\b|;|\band\s+(?:the\b|Mr|Mrs|Dr|Amb|Second\b|[A-Z][a-z]+\s+[A-Z][a-z]+-)"
)


@dataclass(frozen=True, slots=True)
class Key:
    """One participant of the key: where his item stands, and his name (None: an office alone)."""

    start: int
    end: int
    name: str | None


@dataclass(slots=True)
class Answers:
    """The key of one document: participants, and the items that hold several."""

    keys: list[Key] = field(default_factory=list)
    several: list[tuple[int, int]] = field(default_factory=list)


def answers(document: Document, roots: list[Element]) -> Answers:
    """Return the participants that the elements *roots* of a document list."""
    found = Answers()
    for root in roots:
        for item, start, end in _items(document, root):
            _answer(document, item, start, end, found)
    return found


def _items(document: Document, root: Element) -> Iterator[tuple[Element, int, int]]:
    """Yield the items of a list and the cells of a table; "FE—" joins the cell behind it."""
    spans, text = document.reading.spans, document.reading.text
    for element in root.iter(f"{{{TEI}}}item", f"{{{TEI}}}row"):
        if any(name_of(inner) in ("list", "table") for inner in element):
            continue
        parts = [cell for cell in element if name_of(cell) == "cell"] or [element]
        held: int | None = None
        for part in parts:
            if span := spans.get(part):
                start = span.start if held is None else held
                held = start if len(parts) > 1 and text[span.end - 1] in "—–" else None
                if held is None:
                    yield part, start, span.end


def _answer(document: Document, item: Element, start: int, end: int, found: Answers) -> None:
    reading = document.reading
    words = reading.text[start:end]
    if opening := re.match(r"(?:participants?|present)\s*:?\s*", words, re.I):
        start, words = start + opening.end(), words[opening.end() :]
    if not words or _MATTER.match(words):
        return
    names = _marked(document, item, start, end)
    if not names and _is_heading(item, words):
        return
    several = len(names) > 1 or bool(_SEVERAL.search(words))
    if several:
        found.several.append((start, end))
    if names:
        for at, to in names:
            whole = (at, to) if several else (start, end)
            found.keys.append(Key(*whole, reading.text[at:to]))
    elif not several:
        found.keys.append(Key(start, end, _name_in(words)))


def _marked(document: Document, item: Element, start: int, end: int) -> list[tuple[int, int]]:
    """Return where the names of an item stand, the halves of a split one joined."""
    text = document.reading.text
    spans = sorted(
        (span.start, span.end)
        for element in item.iter(f"{{{TEI}}}persName")
        if (span := document.reading.spans.get(element)) and start <= span.start < end
    )
    joined: list[tuple[int, int]] = []
    for at, to in spans:
        if joined and re.fullmatch(r"[\s.]*", text[joined[-1][1] : at]):
            joined[-1] = (joined[-1][0], to)
        elif not _OF_ANOTHER.search(text[start:at]):
            joined.append((at, to))
    return joined


def _is_heading(item: Element, words: str) -> bool:
    """Whether an item heads others: all emphasised, ended by a dash, or nothing but a body."""
    inner = [child for child in item if name_of(child) != "note"]
    emphasised = (
        len(inner) == 1
        and name_of(inner[0]) == "hi"
        and not (item.text or "").strip()
        and not (inner[0].tail or "").strip()
    )
    bases = [fold(word) for word in re.split(r"[\s/–—,-]+", words) if fold(word)]
    bodies = all(
        base in BODIES | NATIONS.keys() | SYMBOLS | SMALL | {"north", "south", "the"}
        for base in bases
    )
    return emphasised or words.endswith((":", "—", "–")) or bodies


def _name_in(words: str) -> str | None:
    """Return the name of an item without marked ones: the first capitalised words of no office."""
    plain = re.sub(r"\([^()]*\)|\[[^][]*\]|\s+and$", "", words)
    for segment in _SEPARATOR.split(plain):
        parts = segment.split()
        if len(parts) == 2 and fold(parts[0]) in COURTESIES | RANKS:
            return parts[1]  # "Mr. White", "Madame Ma"
        while parts and len(parts[0].rstrip(".")) > 1 and fold(parts[0]) in _BEFORE:
            parts.pop(0)
        parts = " ".join(parts).partition(" of ")[0].split()
        tables = any(fold(p) in _NO_NAME - {"white"} for p in parts[1:])
        shaped = parts and all(p[:1].isupper() or p.islower() for p in parts) and "/" not in segment
        symbol = len(parts) == 1 and parts[0].isupper() and len(parts[0]) < 6
        if shaped and not tables and not symbol and len(parts) < 6:
            return " ".join(parts)
    return None


# --- matching -------------------------------------------------------------------------------------


def is_match(k: Key, party: Party) -> bool:
    """Say whether a participant as read is one of the key."""
    if not (party.start < k.end and k.start < party.end):
        return False
    if k.name is None or party.name is None:
        return k.name is party.name
    return _are_one(party.name, k.name)


def _are_one(one: str, other: str) -> bool:
    """Say whether two names have one surname and initials that do not differ."""
    if compatible(one, other) or key(one) == key(other):
        return True
    # A part of the name alone may be marked: "Henry A. [Kissinger]", "[Alfred LeS]. Jenkins".
    mine, theirs = key(one).split(), key(other).split()
    return key(surname(one)).split()[-1:] == theirs[-1:] and 1 in (len(mine), len(theirs))


@dataclass(slots=True)
class Score:
    """Right and wrong readings, misses, and readings that the key does not judge."""

    true: int = 0
    false: int = 0
    missed: int = 0
    unjudged: int = 0

    def add(self, other: "Score") -> None:
        """Add the counts of *other*."""
        self.true += other.true
        self.false += other.false
        self.missed += other.missed
        self.unjudged += other.unjudged

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.true / max(1, 2 * self.true + self.false + self.missed)

    def __str__(self) -> str:
        """Return precision, recall and F1 with their counts."""
        if not self.true + self.missed:
            return "no key"
        precision = self.true / max(1, self.true + self.false)
        recall = self.true / (self.true + self.missed)
        return (
            f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  ({self.true} right,"
            f" {self.false} wrong, {self.missed} missed, {self.unjudged} not judged)"
        )


# --- other keys -----------------------------------------------------------------------------------


def tables(document: Document) -> list[Element]:
    """Return the tables of participants of a document that has no list of them."""
    if document.roll is None or document.roll.origin != "table":
        return []
    found = [_outermost(line.element) for line in document.roll.lines]
    return list(dict.fromkeys(found))


def _outermost(element: Element) -> Element:
    parent = element.getparent()
    while parent is not None and name_of(parent) not in ("div", "frus:attachment"):
        element, parent = parent, parent.getparent()
    return element


def date_of(document: Document) -> str | None:
    """Return the day or the days that the markup gives for a document, ``None`` if none."""
    heads = [child for child in document.element if name_of(child) == "head"]
    for parent in [*_datelines(document), *heads]:
        for date in parent.iter(f"{{{TEI}}}date"):
            if when := edtf_of_when(date.get("when", "")):
                return when
            first = edtf_of_when(date.get("from") or date.get("notBefore") or "")
            last = edtf_of_when(date.get("to") or date.get("notAfter") or "")
            if first and last:
                return first if first == last else f"{first}/{last}"
    return None


def marked_place(document: Document) -> str | None:
    """Return the first place that the markup gives in a dateline."""
    for dateline in _datelines(document):
        for place in dateline.iter(f"{{{TEI}}}placeName"):
            if place in document.reading.spans:
                return document.reading.words(place).strip(" ,.[]")
    return None


def _datelines(document: Document) -> list[Element]:
    return [
        element
        for element in own_elements(document.element)
        if name_of(element) == "dateline" and element in document.reading.spans
    ]


def listed_persons(document: Document, volume: str) -> set[str]:
    """Return the identifiers of the persons that a document's lists mark up."""
    return {
        f"{file.removesuffix('.xml') or volume}#{local}"
        for element in own_elements(document.element)
        if is_participants_list(element)
        for item in element.iter(f"{{{TEI}}}item")
        for person in item.iter(f"{{{TEI}}}persName")
        if person in document.reading.spans
        for file, _, local in [(person.get("corresp") or "").partition("#")]
        if local
    }
