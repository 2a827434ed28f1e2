"""The grammatical subject of a verb, and its object, without a parse: what stands beside it."""

import re
from dataclasses import dataclass, replace

from kg.extraction.lexicon import words
from kg.extraction.mentions import Mention, Mentions

_BETWEEN = "|".join(
    re.escape(word)
    for word in sorted(words("adverbs") | words("auxiliaries"), key=lambda w: (-len(w), w))
)
_CHAIN = re.compile(rf"(?:(?:[\s,]+|(?<=\w)(?=[’']))(?:{_BETWEEN}|\w+ly)\b,?)*[\s]*$")
_CHAINED = 90  # characters of adverbs and auxiliaries before a verb at most
_PRONOUN = re.compile(r"\b(he|she|they|we|I|you|who|it|which)$", re.IGNORECASE)
_AND = re.compile(r"(?:\b(?:and|but|then|or)|[,;])\s*(?:also|then)?$")
_HAD = re.compile(r"\b(?:had|[’']d)\b")
_OBJECT = re.compile(r"(?:\s+(?:to|with|of))?\s+")
_OBJECT_PRONOUN = re.compile(r"\s+(?:to\s+)?(me|us|him|her|them|you)\b")
_HEARD = words("heard", "speech")
_ADVERBIAL = re.compile(
    r",?\s+(?:after|upon|on|in|at|with|without|when|while|before|for\s+his\s+part)\s[^,;.:]{1,60}"
)
_INVERTING = frozenset({"said", "asked", "replied", "says"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject: an agent by mention, or a pronoun; ``how`` names a factor of confidence.

    ``past`` is true for a pluperfect: words said before the talk that is told of.
    """

    start: int
    agent: str | None
    pronoun: str | None
    how: str
    past: bool = False


@dataclass(frozen=True, slots=True)
class Grammar:
    """A text with its mentions, asked about the neighbours of a verb."""

    text: str
    mentions: Mentions

    def subject(self, start: int, verb: re.Match[str]) -> Subject | None:
        """Return the subject of *verb* in the sentence that begins at *start*."""
        cut = self.cut(start, verb.start())
        past = bool(_HAD.search(self.text, cut, verb.start()))
        mention = self.mentions.by_end.get(cut)
        if mention is not None and mention.start >= start:
            return self._named(mention, past=past)
        pronoun = _PRONOUN.search(self.text[max(start, cut - 6) : cut])
        if pronoun is not None:
            word = pronoun.group(1)
            at = cut - len(word)
            return Subject(
                start=at, agent=None, pronoun=word.lower(), how="subject.pronoun", past=past
            )
        if self.text[cut - 1 : cut] in {",", ")"}:
            return self._apposed(start, cut, past=past)
        first = next(iter(self.mentions.within(start, min(cut, start + 60))), None)
        leads = first is not None and first.start - start <= 4
        if first is not None and leads and _ADVERBIAL.fullmatch(self.text, first.end, cut):
            return self._named(first, past=past)
        if verb.group().lower() in _INVERTING:
            return self._inverted(verb)
        return None

    def cut(self, start: int, verb: int) -> int:
        """Return where the adverbs and auxiliaries before a verb begin."""
        low = max(start, verb - _CHAINED)  # an unanchored search over a long sentence is slow
        chain = _CHAIN.search(self.text[low:verb])
        return low + chain.start() if chain is not None else verb

    def follows_and(self, start: int, verb: int) -> bool:
        """Tell whether a verb is joined to one before it: ``he agreed and said``."""
        cut = self.cut(start, verb)
        return bool(_AND.search(self.text[max(start, cut - 12) : cut]))

    def object(self, after: int, verb: str = "told") -> str | None:
        """Return the agent named right behind a verb: ``told the Envoy``, ``replied to him``.

        What is right behind a verb is a hearer only of some verbs: nobody hears ``mentioned X``.
        """
        gap = _OBJECT.match(self.text, after)
        if gap is not None and not gap.group().strip() and verb not in _HEARD:
            return None
        nearest = next(iter(self.mentions.within(after, after + 80)), None)
        if gap is not None and nearest is not None and nearest.start == gap.end():
            return nearest.agent
        return None

    def object_pronoun(self, after: int) -> str | None:
        """Return the pronoun right behind a verb (``told me``)."""
        pronoun = _OBJECT_PRONOUN.match(self.text, after)
        return pronoun.group(1) if pronoun is not None else None

    def _apposed(self, start: int, cut: int, *, past: bool) -> Subject | None:
        """Read ``Mr. Adan, the Envoy, said`` and ``Mr. Adan (the Envoy) said``."""
        for mention in reversed(self.mentions.within(max(start, cut - 120), cut)):
            first = mention.start - start <= 4 or self.text[mention.start - 2] in ".,;"
            if first and re.match(r"\s?[,(]", self.text[mention.end : cut]):
                return self._named(mention, past=past)
        return None

    def _inverted(self, verb: re.Match[str]) -> Subject | None:
        """Read ``…, said Mr. Adan``: the verb stands first, and the subject counts from it."""
        after = verb.end()
        mention = next(iter(self.mentions.within(after, after + 60)), None)
        if mention is not None and self.text[after : mention.start].strip() == "":
            return replace(self._named(mention, past=False), start=verb.start())
        return None

    def _named(self, mention: Mention, *, past: bool) -> Subject:
        how = "subject.name" if mention.how in {"name", "state"} else "subject.office"
        return Subject(start=mention.start, agent=mention.agent, pronoun=None, how=how, past=past)
