"""Proposals and answers as words show them: the lexicon, compiled once, woken by single words.

A rule is tried only where one of its words stands; the pattern is matched at that place, never
searched for. One alternation of the whole lexicon is twenty times slower.
"""

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from kg.extraction.lexicon import table

WORD = re.compile(r"[A-Za-z]+(?:[’'](?:s|t|ll|d|ve|re|m)\b)?")
_BACK = 90  # how far back a condition on what stands before may look


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of the lexicon with its patterns compiled."""

    name: str
    after: re.Pattern[str]
    before: re.Pattern[str] | None
    unless_after: re.Pattern[str] | None
    unless_before: re.Pattern[str] | None
    by: str = "frame"
    kind: str = ""
    strength: str = "indirect"
    outcome: str = ""
    voice: str = "any"
    late: bool = False
    needs: str = ""
    to: frozenset[str] = frozenset()
    kinds: tuple[tuple[re.Pattern[str], str], ...] = ()  # what in the clause makes it another kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A rule that fits: its word, how far the pattern reached, its named groups as spans."""

    rule: Rule
    start: int
    end: int
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)


@cache
def rules(name: str) -> dict[str, tuple[Rule, ...]]:
    """Return the rules of the table *name* by the words that wake them."""
    found: dict[str, tuple[Rule, ...]] = {}
    for entry in table(name)["entry"]:
        rule = _compiled(entry)
        for word in entry["words"]:
            known = found.get(word.lower(), ())
            if rule not in known:
                found[word.lower()] = (*known, rule)
    return found


def _compiled(entry: dict[str, Any]) -> Rule:
    def pattern(key: str, tail: str = "", flags: int = 0) -> re.Pattern[str] | None:
        return re.compile(f"(?:{entry[key]}){tail}", flags) if entry.get(key) else None

    return Rule(
        name=entry["name"],
        after=re.compile(entry.get("after", ""), re.DOTALL),
        before=pattern("before", r"\Z"),
        unless_after=pattern("unless_after"),
        unless_before=pattern("unless_before", r"\Z", re.IGNORECASE),
        by=entry.get("by", "frame"),
        kind=entry.get("kind", ""),
        strength=entry.get("strength", "indirect"),
        outcome=entry.get("outcome", ""),
        voice=entry.get("voice", "any"),
        late=bool(entry.get("late", False)),
        needs=entry.get("needs", ""),
        to=frozenset(entry.get("to", ())),
        kinds=tuple(
            (re.compile(one["pattern"], re.IGNORECASE), one["kind"])
            for one in entry.get("kinds", ())
        ),
    )


def hits(table_name: str, text: str, start: int, end: int, *, direct: bool = False) -> list[Hit]:
    """Return what the rules of a table find in one sentence of *text*, left to right.

    At one word the first rule that fits wins. Rules for direct speech are tried only where
    *direct* says that the words are the speaker's own.
    """
    index = rules(table_name)
    found: list[Hit] = []
    for lower, word in words_of(text, start, end):
        for rule in index.get(lower, ()):
            if rule.voice == "direct" and not direct:
                continue
            hit = _fits(rule, text, start, end, word)
            if hit is not None:
                found.append(hit)
                break
    return found


@lru_cache(maxsize=4)
def words_of(text: str, start: int, end: int) -> tuple[tuple[str, re.Match[str]], ...]:
    """Return the words of a stretch of *text* in lower case, each with its match."""
    return tuple((word.group().lower(), word) for word in WORD.finditer(text, start, end))


def _fits(rule: Rule, text: str, start: int, end: int, word: re.Match[str]) -> Hit | None:
    after = rule.after.match(text, word.end(), end)
    if after is None:
        return None
    begin = max(start, word.start() - _BACK)
    head = text[begin : word.start()]
    before = rule.before.search(head) if rule.before is not None else None
    if rule.before is not None and before is None:
        return None
    if rule.unless_before is not None and rule.unless_before.search(head):
        return None
    if rule.unless_after is not None and rule.unless_after.match(text, word.end(), end):
        return None
    groups = {name: after.span(name) for name in after.groupdict() if after.group(name)}
    if before is not None:
        for name in before.groupdict():
            if before.group(name):
                low, high = before.span(name)
                groups[name] = (begin + low, begin + high)
    return Hit(rule=rule, start=word.start(), end=after.end(), groups=groups)
