"""Listings become persons: blocks, pairs, and merges from the surest to the least sure.

Deterministic and independent of the order of the listings. Precision comes first: what a veto or a
tie forbids stays apart and is handed on as a candidate.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from kg.linking.blocking import blocks
from kg.linking.comparison import (
    VETO,
    Agreement,
    Profile,
    compare,
    corpus_of,
    given_points,
    name_agreement,
    similar,
)
from kg.linking.listings import Listing
from kg.linking.namings import Naming, naming_of, namings_of, reference_of
from kg.linking.roles import Role, role_of

THRESHOLD = 4.0
CANDIDATE = 0.0
MARGIN = 1.0
TOLERANCE = 5  # one pair in so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two listings that may be one person, and why nobody joined them."""

    one: str
    other: str
    agreement: Agreement
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The persons found, each a sorted tuple of identifiers, and what stays open."""

    persons: tuple[tuple[str, ...], ...]
    candidates: tuple[Candidate, ...] = ()


def resolve(
    listings: Iterable[Listing],
    *,
    together: Iterable[tuple[str, str]] = (),
    apart: Iterable[tuple[str, str]] = (),
    given: Iterable[tuple[str, str]] = (),
) -> Resolution:
    """Return the persons that the listings name.

    *together* and *apart* are decisions, pairs of identifiers: they win over every score. *given*
    are joins that a source's own key or an earlier publication made: only decisions part them.
    """
    ordered = sorted({item.identifier: item for item in listings}.values(), key=_identifier)
    return _Resolver(ordered, together, apart, given).run()


def _identifier(listing: Listing) -> str:
    return listing.identifier


class _Resolver:
    def __init__(
        self,
        listings: Sequence[Listing],
        together: Iterable[tuple[str, str]],
        apart: Iterable[tuple[str, str]],
        given: Iterable[tuple[str, str]],
    ) -> None:
        parted = list(apart)
        self.groups = repeated(listings, {name for pair in parted for name in pair})
        self.at = {item.identifier: at for at, group in enumerate(self.groups) for item in group}
        self.profiles = [_profile(group) for group in self.groups]
        self.references = {
            index: name
            for index, group in enumerate(self.groups)
            if (name := reference_of(group[0])) is not None
        }
        self.together = self._known(together)
        self.apart = self._known(parted)
        self.given = self._known(given)
        self.corpus = corpus_of(
            profile for at, profile in enumerate(self.profiles) if at not in self.references
        )
        self.parent = list(range(len(self.groups)))
        self.members: dict[int, list[int]] = {}

    def _known(self, pairs: Iterable[tuple[str, str]]) -> set[tuple[int, int]]:
        found = set()
        for one, other in pairs:
            if one in self.at and other in self.at and one != other:
                a, b = self.at[one], self.at[other]
                if a != b:
                    found.add((min(a, b), max(a, b)))
        return found

    def run(self) -> Resolution:
        for a, b in sorted(self.together):
            self._union(a, b)
        for a, b in sorted(self.given):
            if not self._decided_apart(self._cluster(a), self._cluster(b)):
                self._union(a, b)
        referred = list(self._referred())
        for a, b in referred:
            if not self._forbidden(a, b):
                self._union(a, b)
        self._take_for_names(set(self.references) - {index for index, _ in referred})
        candidates = self._merge(self._scored())
        persons: dict[int, list[str]] = defaultdict(list)
        for index, group in enumerate(self.groups):
            persons[self._find(index)].extend(item.identifier for item in group)
        return Resolution(
            persons=tuple(sorted(tuple(sorted(names)) for names in persons.values())),
            candidates=tuple(candidates),
        )

    # Union and find

    def _find(self, index: int) -> int:
        while self.parent[index] != index:
            self.parent[index] = self.parent[self.parent[index]]
            index = self.parent[index]
        return index

    def _union(self, a: int, b: int) -> None:
        one, other = sorted((self._find(a), self._find(b)))
        if one != other:
            self.parent[other] = one
            merged = self.members.pop(one, [one]) + self.members.pop(other, [other])
            self.members[one] = merged

    def _cluster(self, index: int) -> list[int]:
        root = self._find(index)
        return self.members.get(root, [root])

    # What a source itself says

    def _referred(self) -> Iterator[tuple[int, int]]:
        """Yield each entry that only refers, with the one entry of its source that it means."""
        by_source: dict[str, list[int]] = defaultdict(list)
        wanted = {source for index in self.references for source in self.profiles[index].sources}
        for index, profile in enumerate(self.profiles):
            if index not in self.references:
                for source in sorted(profile.sources & wanted):
                    by_source[source].append(index)
        for index, name in sorted(self.references.items()):
            means = naming_of(name)
            found = [
                other
                for other in by_source[min(self.profiles[index].sources)]
                if any(_is_meant(means, naming) for naming in self.profiles[other].namings)
            ]
            if len(found) == 1:
                yield index, found[0]

    def _take_for_names(self, unresolved: set[int]) -> None:
        """Let a reference that its source does not answer be one more form of the name."""
        for index in unresolved:
            profile, meant = self.profiles[index], naming_of(self.references[index])
            if meant.given:
                role = Role(words=frozenset(), nations=frozenset(), nation=None, years=None)
                self.profiles[index] = replace(profile, namings=(meant,), role=role)
                del self.references[index]

    # Pairs

    def _scored(self) -> list[tuple[float, int, int]]:
        pairs = []
        for block in blocks(self.profiles, set(self.references)):
            for a, b in block:
                score = compare(self.profiles[a], self.profiles[b], self.corpus).score
                if score >= CANDIDATE:
                    pairs.append((score, a, b))
        return sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2]))

    def _merge(self, pairs: list[tuple[float, int, int]]) -> list[Candidate]:
        near: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for score, a, b in pairs:
            near[a].append((score, b))
            near[b].append((score, a))
        open_pairs = []
        for score, a, b in pairs:
            if self._find(a) == self._find(b):
                continue
            if score < THRESHOLD:
                reason = "score"
            elif self._forbidden(a, b):
                reason = "conflict"
            elif self._tied(near, score, a, b) or self._tied(near, score, b, a):
                reason = "tie"
            else:
                self._union(a, b)
                continue
            open_pairs.append((a, b, reason))
        return [
            Candidate(
                one=self.profiles[a].identifier,
                other=self.profiles[b].identifier,
                agreement=compare(self.profiles[a], self.profiles[b], self.corpus),
                reason=reason,
            )
            for a, b, reason in open_pairs
            if self._find(a) != self._find(b)
        ]

    def _forbidden(self, a: int, b: int) -> bool:
        """Whether too many listings of two clusters cannot be one person.

        Large clusters hold misprints ("Gromyko, Andrei M."), so one pair in TOLERANCE may disagree;
        a decision that two are apart always holds.
        """
        ones, others = self._cluster(a), self._cluster(b)
        if self._decided_apart(ones, others):
            return True
        ones = [one for one in ones if one not in self.references]
        others = [other for other in others if other not in self.references]
        allowed = len(ones) * len(others) // TOLERANCE
        for one, other in product(ones, others):
            if not self._possible(one, other):
                allowed -= 1
                if allowed < 0:
                    return True
        return False

    def _decided_apart(self, ones: list[int], others: list[int]) -> bool:
        pairs = product(ones, others)
        return bool(self.apart) and any((min(pair), max(pair)) in self.apart for pair in pairs)

    def _possible(self, one: int, other: int) -> bool:
        """Whether two listings can be one person; doubtful names need a good score."""
        first, second = self.profiles[one], self.profiles[other]
        kind = conflict(first, second)
        if kind is None:
            return True
        if kind == "names":
            return False
        return compare(first, second, self.corpus).score >= THRESHOLD

    def _tied(self, near: dict[int, list[tuple[float, int]]], score: float, a: int, b: int) -> bool:
        """Whether *a* fits another that cannot be *b* as well as it fits *b*."""
        for rival, c in near[a]:
            if rival < score - MARGIN:
                break
            if c != b and not self._possible(b, c):
                return True
        return False


def repeated(listings: Iterable[Listing], alone: Collection[str] = ()) -> list[tuple[Listing, ...]]:
    """Return the listings grouped: one name and one description in many sources is one person.

    Those in *alone* stay by themselves, as do a family name alone, a reference, and a name of which
    nothing is said.
    """
    groups: dict[tuple[str, ...], list[Listing]] = defaultdict(list)
    for item in listings:
        said = item.description or ""
        namings = namings_of(item)
        if (
            len(said.split()) < 3
            or not (namings and namings[0].given)
            or item.identifier in alone
            or reference_of(item) is not None
        ):
            groups["", item.identifier].append(item)
        else:
            groups[said, item.name, *item.variants].append(item)
    return [tuple(group) for group in groups.values()]


def _profile(group: tuple[Listing, ...]) -> Profile:
    spans = [item.years for item in group if item.years]
    years = (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None
    first = replace(group[0], years=years)
    sources = frozenset(item.source for item in group)
    return Profile(first.identifier, sources, namings_of(first), role_of(first))


def conflict(one: Profile, other: Profile) -> str | None:
    """Return why two listings are hardly one person: "source", "names", "doubtful", or None."""
    if one.sources & other.sources:
        return "source"
    found = "names"
    for naming in one.namings:
        for against in other.namings:
            kind = _naming_conflict(naming, against)
            if kind is None:
                return None
            if kind == "doubtful":
                found = kind
    return found


def _naming_conflict(naming: Naming, against: Naming) -> str | None:
    if naming.suffix and against.suffix and naming.suffix != against.suffix:
        return "names"
    if naming.family != against.family:
        return "doubtful" if similar(naming.family, against.family) else None
    if not naming.given or not against.given:
        return None
    points = given_points(naming.given, against.given)[1]
    if points <= VETO:
        return "names"
    return "doubtful" if points < 0 or naming.suffix != against.suffix else None


def _is_meant(meant: Naming, naming: Naming) -> bool:
    """Whether a reference means a name: its words, or the family name ("see Douglas-Home")."""
    words = (meant.family, *meant.given)
    if not naming.family or "".join(words) == naming.family:
        return bool(naming.family)
    theirs = {naming.family, *naming.given}
    if naming.family in words and set(words) <= theirs:
        return True
    return bool(meant.given) and sum(points for _, points in name_agreement(meant, naming)) > 1.0
