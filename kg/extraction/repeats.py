"""One proposal put again in other words: one node with several passages.

Two passages of one proposer in one talk are one proposal if they share most of their words of
content. A refrain of the whole record (the names of the parties, its subject) says little, so a
word counts less the more often the record uses it.
"""

import re
from collections import Counter
from functools import lru_cache

from kg.extraction.drafts import Draft
from kg.extraction.lexicon import words

_WORD = re.compile(r"[A-Za-z][a-z’']{3,}|\d[\d,.]*\d|\d")
_ENDINGS = (
    "ations",
    "ation",
    "ments",
    "ment",
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ed",
    "es",
    "s",
)
_EMPTY = words("function", "verbs")
_FAR = 60  # sentences; what is put again after more is put anew
_LEAST = 1.8  # shared weight; a word that the record has once weighs 1
_SHARE = 0.45  # of the weight of the shorter passage


def repeated(text: str, drafts: list[Draft], made: Draft) -> Draft | None:
    """Return the proposal that *made* puts again, the nearest first, or ``None``."""
    made.content = [_content(text, made.start, made.end)]
    for earlier in reversed(drafts):
        if earlier.proposer != made.proposer or earlier.talk != made.talk:
            continue
        if made.sentence - earlier.sentence > _FAR:
            continue
        if any(_alike(text, made.content[0], passage) for passage in earlier.content):
            return earlier
    return None


def join(earlier: Draft, made: Draft) -> None:
    """Make *made* a further passage of *earlier*, which takes over what is surer of the two."""
    earlier.again.append((made.start, made.end))
    earlier.content += made.content
    earlier.sentence = made.sentence
    if made.confidence > earlier.confidence:
        earlier.confidence = made.confidence
        earlier.kind, earlier.objective = made.kind, made.objective
    if not earlier.addressee:
        earlier.addressee = made.addressee
    for amount in made.quantities:
        if all(amount.value != known.value for known in earlier.quantities):
            earlier.quantities.append(amount)


def _alike(text: str, one: frozenset[str], other: frozenset[str]) -> bool:
    if len(one & other) < 2:
        return False
    counts = _counts(text)
    shared = sum(1 / _rare(counts[word]) for word in sorted(one & other))
    least = min(sum(1 / _rare(counts[word]) for word in sorted(side)) for side in (one, other))
    return shared >= _LEAST and shared >= _SHARE * least


def _rare(count: int) -> float:
    return 1 if count <= 2 else count / 2


def _content(text: str, start: int, end: int) -> frozenset[str]:
    return frozenset(_stems(text[start:end]))


def _stems(passage: str) -> list[str]:
    found = (match.group().lower() for match in _WORD.finditer(passage))
    return [_stem(word) for word in found if word not in _EMPTY]


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=1)
def _counts(text: str) -> Counter[str]:
    return Counter(_stems(text))
