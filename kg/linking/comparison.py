"""How well two listings agree: features that can be explained, each worth points.

The points were set on the listings of half of HistoryAtState's people and measured on the other
half (``make bench-identity``). Names decide what is possible, roles, countries and years what is
probable. A conflict is a veto: it cannot be outweighed.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import fsum, log2, sqrt

from kg.linking.namings import Naming
from kg.linking.nicknames import NICKNAMES
from kg.linking.roles import Role
from kg.linking.romanisation import sound
from kg.names.lexicon import EASTERN_SURNAMES

VETO = -100.0


@dataclass(frozen=True, slots=True)
class Profile:
    """A listing ready to be compared."""

    identifier: str
    sources: frozenset[str]
    namings: tuple[Naming, ...]
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The points of a pair, by feature; their sum is the score."""

    features: tuple[tuple[str, float], ...]

    @property
    def score(self) -> float:
        """The sum of the points."""
        return round(sum(points for _, points in self.features), 3)

    @property
    def vetoed(self) -> bool:
        """Whether something makes it impossible that the two are one."""
        return self.score <= VETO / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What is rare among the listings compared: words of office, and bearers of a family name.

    ``weights`` are the squared weights of words (inverse document frequency), ``bearers`` the
    numbers of first given names with a family name. ``lengths`` is a cache of roles' lengths.
    """

    weights: Mapping[str, float]
    bearers: Mapping[str, int]
    lengths: dict[frozenset[str], float] = field(default_factory=dict)

    def rarity(self, family: str) -> float:
        """Return the points for a rare family name; common ones cost."""
        return 2.0 - 0.7 * log2(self.bearers.get(family, 1))

    def cosine(self, one: Role, other: Role) -> float:
        """Return how much two descriptions share, 0 to 1, rare words counting most."""
        shared = self._sum(one.words & other.words)
        return shared / (self._length(one) * self._length(other)) if shared else 0.0

    def _length(self, role: Role) -> float:
        length = self.lengths.get(role.words)
        if length is None:
            length = self.lengths[role.words] = sqrt(self._sum(role.words))
        return length

    def _sum(self, words: frozenset[str]) -> float:
        # fsum is exact: the order of a set of words, which differs from run to run, is not seen.
        return fsum([self.weights.get(word, 0.0) for word in words])


def corpus_of(profiles: Iterable[Profile]) -> Corpus:
    """Return what is rare among *profiles*."""
    words: Counter[str] = Counter()
    firsts: dict[str, set[str]] = defaultdict(set)
    count = 0
    for profile in profiles:
        count += 1
        words.update(profile.role.words)
        for naming in profile.namings:
            firsts[naming.family].add(naming.given[0] if naming.given else "")
    return Corpus(
        weights={word: log2((1 + count) / (1 + times)) ** 2 for word, times in words.items()},
        bearers={family: len(given) for family, given in firsts.items()},
    )


@lru_cache(maxsize=262144)
def similar(one: str, other: str) -> bool:
    """Say whether two spellings differ by one letter (two in long words), or are one nickname.

    >>> similar("anatoli", "anatoliy"), similar("mike", "michael"), similar("john", "joan")
    (True, True, False)
    """
    if one == other or other in NICKNAMES.get(one, ()) or one in NICKNAMES.get(other, ()):
        return True
    short, long = sorted((len(one), len(other)))
    if short < 4 or (one[0] != other[0] and short < 6):
        return False
    allowed = 1 if long < 7 else 2
    if short == 4 and long == 4:
        return False
    return long - short <= allowed and distance(one, other, allowed) <= allowed


def distance(one: str, other: str, most: int) -> int:
    """Return the number of letters to add, drop or change; *most* + 1 if there are more."""
    previous = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        row = [at]
        for to, against in enumerate(other, 1):
            row.append(min(previous[to] + 1, row[-1] + 1, previous[to - 1] + (letter != against)))
        if min(row) > most:
            return most + 1
        previous = row
    return previous[-1]


@lru_cache(maxsize=262144)
def given_points(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, float]:
    """Return how the given names agree, and its points.

    >>> given_points(("george", "w"), ("george",))
    ('one given name more', 4.0)
    >>> given_points(("john",), ("peter",))
    ('given names conflict', -100.0)
    """
    if not one and not other:
        return "no given names", 1.0
    if not one or not other:
        return "family name alone", VETO
    if "".join(one) == "".join(other):
        return _same(one, other)
    return _differing(one, other)


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, float]:
    if max(map(len, one)) > 1:
        return "same given names", 8.0 if len(one) > 1 and len(other) > 1 else 5.0
    return "same initials", 2.5 if len(one) > 1 else 0.0


def _differing(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, float]:
    first, second = sorted((one, other), key=len)
    if all(map(_compatible, first, second)):
        return _aligned(first, second)
    if len(first) < len(second) and _is_subsequence(first, second):
        return "some given names", 3.0
    if _spelt_alike(one, other):
        return "given names alike", 3.0
    if _same_word(one[0], other[0]):
        return "second given names conflict", -0.5
    if any(len(word) > 3 for word in set(one) & set(other)):
        return "a given name in common", -0.5
    if similar(one[0], other[0]) and len(one) == len(other) == 1:
        return "given names alike", 2.0
    return "given names conflict", VETO


def _compatible(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other or similar(one, other)


def _nearly(one: str, other: str) -> bool:
    """Whether two words are compatible, or of one length and differ in one letter."""
    if _compatible(one, other):
        return True
    differing = sum(a != b for a, b in zip(one, other, strict=False))
    return len(one) == len(other) > 1 and differing == 1


def _same_word(one: str, other: str) -> bool:
    return len(one) > 1 and one == other


def _aligned(short: tuple[str, ...], long: tuple[str, ...]) -> tuple[str, float]:
    """Points for names of which the shorter list opens the longer."""
    full = _same_word(short[0], long[0])
    more = len(short) > 1
    if full:
        return ("given names agree", 6.0) if more else ("one given name more", 4.0)
    alike = len(short[0]) > 1 and len(long[0]) > 1
    if alike:
        return ("given names alike", 4.0) if more else ("first name alike", 2.0)
    if more and any(_same_word(a, b) for a, b in zip(short, long, strict=False)):
        return "initial and second name", 3.5
    return ("initials agree", 2.0) if more else ("one initial agrees", 0.0)


def _is_subsequence(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether the first of the shorter stands, in full, later in the longer: "J. William"."""
    if len(short[0]) == 1 or short[0] not in long:
        return False
    rest = long[long.index(short[0]) :]
    return all(map(_compatible, short, rest))


def _spelt_alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) == len(other) > 1 and not all(map(_nearly, one, other)):
        return False  # "Yong-u" and "Yong Sun"
    first, second = "".join(one), "".join(other)
    return min(len(first), len(second)) > 5 and similar(first, second) and first[0] == second[0]


def name_agreement(one: Naming, other: Naming) -> tuple[tuple[str, float], ...]:
    """Return the points of two forms of a name: family, given names, suffix."""
    label, points = given_points(one.given, other.given)
    if points < 0 and _sound_alike(one, other):
        return (("names sound alike", 1.5), *_suffix(one, other))
    features = [(label, points)]
    if one.family != other.family:
        if _turned(one, other):
            return (("same words in another order", 3.5), *_suffix(one, other))
        if not similar(one.family, other.family) or points < 1.9 or not one.given:
            return (("family names differ", VETO),)
        features.append(("family name alike", -3.0))
    return (*features, *_suffix(one, other))


def _sound_alike(one: Naming, other: Naming) -> bool:
    """Whether two romanisations of a Chinese or Korean name can be of the same name."""
    return (
        one.family in EASTERN_SURNAMES
        and other.family in EASTERN_SURNAMES
        and len(one.joined) > 3
        and sound(one.family) == sound(other.family)
        and sound(one.joined) == sound(other.joined)
    )


def _turned(one: Naming, other: Naming) -> bool:
    first, second = (one.family, *one.given), (other.family, *other.given)
    return len(first) > 1 and sorted(first) == sorted(second) and min(map(len, first)) > 1


def _suffix(one: Naming, other: Naming) -> tuple[tuple[str, float], ...]:
    if one.suffix == other.suffix:
        return (("same suffix", 1.5),) if one.suffix else ()
    if one.suffix and other.suffix:
        return (("suffixes differ", VETO),)
    return (("suffix on one side", -3.5),)


def compare(one: Profile, other: Profile, corpus: Corpus) -> Agreement:
    """Return how two listings agree."""
    best: tuple[tuple[str, float], ...] = (("no name in common", VETO),)
    best_points, family = VETO * 2, ""
    for naming in one.namings:
        for against in other.namings:
            features = name_agreement(naming, against)
            points = sum(worth for _, worth in features)
            if points > best_points:
                best, best_points, family = features, points, naming.family
    if best_points <= VETO / 2:
        return Agreement(features=best)
    features = (
        *best,
        ("family name rare", corpus.rarity(family)),
        *role_agreement(one.role, other.role, corpus),
    )
    if one.sources & other.sources and not listed_twice(one, other, corpus):
        features = (*features, ("listed apart by one source", VETO))
    return Agreement(features=features)


def listed_twice(one: Profile, other: Profile, corpus: Corpus) -> bool:
    """Say whether one source gives a person two entries: same name, mostly the same offices."""
    return one.namings[0] == other.namings[0] and (
        corpus.cosine(one.role, other.role) > 0.5 or one.role == other.role
    )


def role_agreement(one: Role, other: Role, corpus: Corpus) -> tuple[tuple[str, float], ...]:
    """Return the points for offices, countries and years."""
    features = []
    if one.words and other.words:
        features.append(("offices", round(6 * corpus.cosine(one, other) - 0.6, 3)))
    if one.nation and other.nation:
        same = one.nation == other.nation
        features.append(("country", 1.5) if same else ("countries differ", -3.0))
    elif one.nations and other.nations:
        if one.nations & other.nations:
            features.append(("countries named", 0.7))
        else:
            features.append(("other countries named", -0.4))
    if one.years and other.years:
        gap = max(one.years[0] - other.years[1], other.years[0] - one.years[1], 0)
        if gap > 8:
            features.append(("years apart", -round(min(gap, 60) / 10, 1)))
    return tuple(features)
