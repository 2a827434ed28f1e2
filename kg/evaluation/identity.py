"""When a predicted agent is a gold entity: by their names inside the record, nothing else.

No authority file is asked, so a graph is not marked down for knowing somebody under another id.
An agent's names vote. A name that is one of the entity's surfaces as written counts most, then a
name equal without titles, then a surname that only one person of the record bears, and least an
office, which several hold in turn. A surface that several entities share ("the Ambassador") gives
each only its share.
"""

import re
import unicodedata
from collections.abc import Iterable
from fractions import Fraction

from kg.evaluation.gold import GoldEntity
from kg.evaluation.predictions import PredictedAgent

_TITLE_WORDS = """
acting adm admiral amb ambassador assistant attorney captain capt cde cdes chairman chancellor
charge chief col colonel com commander comrade comrades consul counselor counsellor deputy dr
emperor excellency first foreign gen general generalissimo governor h he her his hon honorable
judge justice king lady lieutenant lord lt madame major maj marshal messrs minister miss mme mr
mrs ms of pm premier president prime prince princess prof professor queen rear representative
secretary senator sir sr state the under vice
"""
_TITLES = frozenset(_TITLE_WORDS.split())
_ARTICLES = re.compile(r"\W*(?:(?:the|an?|his|her|their|our|this|that)\s+)+")  # not "A. Puzanov"
_NO_SURNAMES = frozenset(
    {"al", "bin", "da", "de", "del", "der", "di", "el", "la", "le", "van", "von"}
)

EXACT, UNTITLED, SURNAME, OFFICE = Fraction(9), Fraction(6), Fraction(4), Fraction(1)


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of *name* for comparison: no case, accents, dots, brackets or articles.

    >>> words_of("the U.S. Government"), words_of("Ch’iao Kuan-hua")
    (('us', 'government'), ("ch'iao", 'kuan', 'hua'))
    """
    text = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold()
    text = re.sub(r"[‘’ʼ`´]", "'", text)
    text = re.sub(r"(?<=\w)\[(\w+)\]", r"\1", text)  # A[dolf] A. B[erle]
    text = re.sub(r"\[[^\]]*\]|\([^)]*\)", " ", text) if text[:1] not in "[(" else text
    text = re.sub(r"\b(?:\w\.){2,}", lambda match: match[0].replace(".", ""), text)
    text = re.sub(r"'s\b|s'(?=\s|$)", lambda match: "s" if match[0] == "s'" else "", text)
    article = _ARTICLES.match(text)
    return tuple(re.findall(r"[\w']+", text[article.end() if article else 0 :]))


def person_words(name: str) -> tuple[str, ...]:
    """Return the words of a person's name, titles off, a leading surname put last.

    >>> person_words("Puzanov, A. M."), person_words("General MacArthur")
    (('a', 'm', 'puzanov'), ('macarthur',))
    """
    head, comma, rest = name.partition(",")
    if comma:
        first, others = _untitled(words_of(head)), words_of(rest)
        # "Dulles, John Foster" turns round; "Mr. Drumright, FE" and "Rusk, Secretary" lose a post
        if len(words_of(head)) == 1 and others and not set(others) & _TITLES:
            return (*others, *first)
        return first
    return _untitled(words_of(name))


def is_office(words: tuple[str, ...]) -> bool:
    """Whether *words* name an office and nobody in it.

    >>> is_office(words_of("The Chinese Ambassador")), is_office(words_of("Secretary Dulles"))
    (True, False)
    """
    return bool(words) and (words[-1] in _TITLES or (words[0] in _TITLES and "of" in words))


def _untitled(words: tuple[str, ...]) -> tuple[str, ...]:
    while words and words[0] in _TITLES:
        words = words[1:]
    return words


class Resolver:
    """Finds the gold entities that a predicted agent of the same record may be."""

    def __init__(self, entities: Iterable[GoldEntity]) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._exact: dict[tuple[str, ...], set[str]] = {}
        self._untitled: dict[tuple[str, ...], set[str]] = {}
        self._bearers: dict[str, set[str]] = {}
        for entity in self._entities.values():
            self._enter(entity)

    def _enter(self, entity: GoldEntity) -> None:
        for name in (entity.name, *entity.surfaces):
            self._exact.setdefault(words_of(name), set()).add(entity.id)
            if entity.type == "person":
                words = person_words(name)
                self._untitled.setdefault(words, set()).add(entity.id)
                for word in _surnames(words):
                    self._bearers.setdefault(word, set()).add(entity.id)

    def entities_of(self, agent: PredictedAgent) -> frozenset[str]:
        """Return the ids of the entities that fit *agent* best: none, one, or several alike."""
        votes: dict[str, Fraction] = {}
        names = {words_of(name): name for name in reversed(agent.names)}
        for words, name in names.items():
            weight, ids = self._vote(name, agent)
            for id_ in ids:
                share = weight * (2 if words == words_of(agent.names[0]) else 1) / len(ids)
                votes[id_] = votes.get(id_, Fraction(0)) + share
        if not votes:
            return frozenset()
        most = max(votes.values())
        return frozenset(id_ for id_, vote in votes.items() if vote == most)

    def _vote(self, name: str, agent: PredictedAgent) -> tuple[Fraction, set[str]]:
        exact = self._exact.get(words_of(name))
        if exact:
            office = agent.kind == "person" and is_office(words_of(name))
            return (OFFICE if office else EXACT), exact
        if agent.kind != "person":
            return EXACT, set()
        words = person_words(name)
        untitled = self._untitled.get(words) if words else None
        if untitled:
            return UNTITLED, untitled
        return SURNAME, self._by_surname(words)

    def _by_surname(self, words: tuple[str, ...]) -> set[str]:
        found = set()
        for word in _surnames(words):
            for id_ in self._bearers.get(word, set()):
                if self._given_names_agree(id_, word, words):
                    found.add(id_)
        return found if len(found) == 1 else set()

    def _given_names_agree(self, id_: str, surname: str, words: tuple[str, ...]) -> bool:
        entity = self._entities[id_]
        given = [word for word in words if word != surname]
        for name in (entity.name, *entity.surfaces):
            theirs = person_words(name)
            if surname in theirs:
                others = [word for word in theirs if word != surname]
                if given and others and not _initials(given) & _initials(others):
                    return False
        return True

    def sides_agree(self, wanted: str, agent: PredictedAgent) -> bool:
        """Whether *agent* is the body or side of the entity *wanted*, or one of its persons."""
        entity = self._entities[wanted]
        if (entity.type == "person") == (agent.kind == "person"):
            return False
        theirs = {words_of(name) for name in agent.names if agent.kind != "person"}
        for id_ in self.entities_of(agent):
            theirs |= _side_names(self._entities[id_])
        return bool(_side_names(entity) & theirs)


def _side_names(entity: GoldEntity) -> set[tuple[str, ...]]:
    names = {words_of(entity.side)} if entity.side else set()
    return names if entity.type == "person" else names | {words_of(entity.name)}


def _surnames(words: tuple[str, ...]) -> set[str]:
    """Return the words that may be the surname: the last, or the first (Kim Il Sung)."""
    full = [word for word in words if len(word) > 2 and word not in _NO_SURNAMES]
    return {full[0], full[-1]} if full else set()


def _initials(words: Iterable[str]) -> set[str]:
    return {word[0] for word in words}
