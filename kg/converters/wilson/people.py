"""Whom a stretch of prose or of a heading names: "Soviet Ambassador A. Gray and Cde. Black"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.names.lexicon import (
    BODIES,
    COURTESIES,
    NATIONS,
    OFFICE_HEADS,
    OFFICES,
    PARTICLES,
    RANKS,
    SUFFIXES,
    fold,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Somebody at ``text[start:end]``; ``name`` is as written there, without titles.

    ``name`` is ``None`` for an office alone; ``kind`` is person or organization.
    """

    start: int
    end: int
    name: str | None
    title: str | None = None
    position: str | None = None
    kind: str = "person"


_WORD = re.compile(r"[^\s,;()\[\]\"“”]+")
# Two spaces part the columns of a two-column heading (record 115932).
_JOINT = re.compile(
    r"\s*(?:,(?!\s*(?:Jr|Sr|I{2,3})\b)\s*(?:and\s+)?|;\s*|\s+(?:and|&|with|[–—-])\s+|\s{2,})\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_ARTICLE = re.compile(r"(?:(?:the|a|an|both)\s+)+", re.IGNORECASE)
_STRONG_BODIES = BODIES - {"white", "house", "post", "high", "near"}  # the others are surnames too
_TITLES = COURTESIES | OFFICES | RANKS | set(NATIONS)
_PREPOSITIONS = {"of", "from", "to", "in", "at", "for"}


def named(text: str, start: int, end: int) -> tuple[Named, ...]:
    """Return those whom ``text[start:end]`` names, in order.

    >>> [(n.name, n.position) for n in named("Prime Minister A. Gray and Cde. Rudolf Black", 0, 44)]
    [('A. Gray', 'Prime Minister'), ('Rudolf Black', None)]
    """
    found: list[Named] = []
    office: tuple[int, int] | None = None  # "the Foreign Minister, Rudolf Black"
    for a, b, joint in _pieces(text, start, end):
        one = _one(text, a, b)
        if one is None:
            apposed = _is_office(text, a, b)
            if apposed and found and joint == "," and found[-1].position is None and found[-1].name:
                found[-1] = _with_office(found[-1], text, a, b)
            elif apposed:
                found.append(_office(text, a, b))
                office = (a, b)
            continue
        if office and joint == "," and found and found[-1].name is None and not one.position:
            held = found.pop()
            one = Named(
                start=held.start,
                end=one.end,
                name=one.name,
                title=one.title,
                position=held.position,
                kind=one.kind,
            )
        found.append(one)
        office = None
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces between commas and conjunctions, with the joint before each."""
    # Offsets in *flat* count from *first*: what is named lies in a short stretch of a long text.
    first, joint = start, ""
    flat = _BRACKET.sub(lambda bracket: "x" * len(bracket[0]), text[first:end])
    for cut in [*_JOINT.finditer(flat), None]:
        stop = first + cut.start() if cut else end
        while start < stop and not (text[start].isalnum() or text[start] in "([\"“'‘"):
            start += 1
        while stop > start and text[stop - 1] in ' \n\xa0,;:"”':
            stop -= 1
        if text[start:stop].endswith("]") and "[" not in text[start:stop]:
            stop -= 1
        if stop > start:
            yield start, stop, joint
        if cut:
            start, joint = first + cut.end(), cut[0].strip()


def _one(text: str, start: int, end: int) -> Named | None:
    article = _ARTICLE.match(text, start, end)
    begin = article.end() if article else start
    flat = _BRACKET.sub(lambda bracket: " " * len(bracket[0]), text[begin:end])
    words = [(begin + m.start(), begin + m.end(), m[0]) for m in _WORD.finditer(flat)]
    if not words:
        return None
    if body := _body(words):
        return Named(start=begin, end=words[-1][1], name=body, kind="organization")
    first, last = _name_words(words)
    if first == last:
        return None
    name = text[words[first][0] : words[last - 1][1]].rstrip(".")
    if fold(words[last - 1][2]) in SUFFIXES and words[last - 1][2].endswith("."):
        name += "."  # "Jr."
    before = [word for _, _, word in words[:first]]
    titles = [word for word in before if fold(word) in COURTESIES]
    office = [word for word in before if fold(word) not in COURTESIES]
    after = [word for _, _, word in words[last:]]
    stop = words[-1][1] - (words[-1][2].endswith(".") and not name.endswith("."))
    return Named(
        start=begin,
        end=stop,
        name=name,
        title=" ".join(titles) or None,
        position=" ".join([*office, *after]).strip(".") or None,
    )


def _name_words(words: list[tuple[int, int, str]]) -> tuple[int, int]:
    """Return which words are the name: the capitalised ones at the end, else after the titles."""
    end = len(words)
    first = end
    while first > 0 and _may_be_name(words[first - 1][2], inside=first < end):
        first -= 1
    if first and fold(words[first - 1][2]) in _PREPOSITIONS | {"the"}:
        first += 1  # "Ambassador to Graustark F. Gray": a place first
    if first < end and _is_name([word for _, _, word in words[first:end]]):
        return first, end
    first = 0
    while first < end and fold(words[first][2]) in _TITLES:
        first += 1
    last = first
    while last < end and _may_be_name(words[last][2], inside=last > first):
        last += 1
    adjective = last == first + 1 and last < end and fold(words[last][2]) in OFFICES | BODIES
    if last > first and not adjective and _is_name([word for _, _, word in words[first:last]]):
        return first, last
    return 0, 0  # "the Ruritanian Ambassador" is an office


def _may_be_name(word: str, *, inside: bool) -> bool:
    base = fold(word)
    if base in PARTICLES and not word[0].isupper():
        return inside
    if base in _TITLES or base in _STRONG_BODIES:
        return base in SUFFIXES
    return word[0].isupper() and not re.search(r"[0-9:]", word)


def _is_name(words: list[str]) -> bool:
    full = [word for word in words if len(word.strip(".")) > 1]
    return bool(full) and len(words) <= 5 and not words[0].islower()


def _body(words: list[tuple[int, int, str]]) -> str | None:
    """Return the name of a body that stands alone: its last word or the one before "of" tells."""
    plain = [fold(word) for _, _, word in words]
    head = plain[: plain.index("of")] if "of" in plain else plain
    if (
        head
        and head[-1] in _STRONG_BODIES
        and not COURTESIES & set(plain)
        and words[0][2][0].isupper()
    ):
        return " ".join(word for _, _, word in words)
    return None


def _is_office(text: str, start: int, end: int) -> bool:
    words = [fold(word) for word in text[start:end].split()]
    return len(words) <= 14 and any(word in OFFICE_HEADS for word in words)


def _office(text: str, start: int, end: int) -> Named:
    article = _ARTICLE.match(text, start, end)
    begin = article.end() if article else start
    return Named(start=begin, end=end, name=None, position=text[begin:end])


def _with_office(one: Named, text: str, start: int, end: int) -> Named:
    return Named(
        start=one.start,
        end=end,
        name=one.name,
        title=one.title,
        position=text[start:end],
        kind=one.kind,
    )
