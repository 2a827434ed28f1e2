"""Which listings are compared at all: those that share a family name and an initial, or nearly.

Blocks keep half a million listings within minutes: pairs are made inside a block only.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from kg.linking.comparison import Profile
from kg.linking.namings import Naming
from kg.linking.romanisation import sound
from kg.names.lexicon import EASTERN_SURNAMES


def blocks(
    profiles: Sequence[Profile], references: set[int]
) -> Iterator[Iterator[tuple[int, int]]]:
    """Yield for each block its pairs of indexes to compare; a pair comes in its first block only.

    Those in *references* are in no block.
    """
    found: dict[tuple[str, ...], set[int]] = defaultdict(set)
    families = {naming.family for profile in profiles for naming in profile.namings}
    near = _near(families)
    for index, profile in enumerate(profiles):
        if index not in references:
            for naming in profile.namings:
                for name in _keys(naming, near):
                    found[name].add(index)
    names = [name for name in sorted(found) if len(found[name]) > 1]
    of: dict[int, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for index in found[name]:
            of[index].append(number)
    for number, name in enumerate(names):
        yield _first_met(sorted(found.pop(name)), number, of)


def _first_met(
    members: list[int], number: int, of: dict[int, list[int]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of a block that no earlier block has."""
    for one, other in combinations(members, 2):
        mine, theirs = of[one], of[other]
        alone = min(len(mine), len(theirs)) == 1
        if alone or next(block for block in mine if block in theirs) == number:
            yield one, other


def _keys(naming: Naming, near: dict[str, tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    if not naming.given:
        yield ("alone", naming.family)
        return
    for word in naming.given[:3]:
        yield ("family", naming.family, word[0])
    words = sorted((naming.family, *naming.given))
    if min(map(len, words)) > 1:
        yield ("words", *words)
    if naming.family in EASTERN_SURNAMES:
        yield ("sound", sound(naming.family), sound(naming.joined))
    for other in near.get(naming.family, ()):
        yield ("near", *sorted((naming.family, other)), naming.given[0][0])


def _near(families: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the family names that one letter more or less, or one changed, makes of another."""
    deletions: dict[str, list[str]] = defaultdict(list)
    for family in sorted(families):
        if len(family) > 4:
            for form in {family, *(family[:at] + family[at + 1 :] for at in range(len(family)))}:
                deletions[form].append(family)
    near: dict[str, set[str]] = defaultdict(set)
    for group in deletions.values():
        for one, other in combinations(group, 2):
            near[one].add(other)
            near[other].add(one)
    return {family: tuple(sorted(others)) for family, others in near.items()}
