"""The identity stage: from the IRIs of entries to the IRIs of persons.

Joins come, in this order, from decisions, from an authority that a source itself keeps (its key),
from what was published before, and from matching. Decisions win over all of them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.linking.clustering import Candidate, resolve
from kg.linking.decisions import Decision, Settled, settle
from kg.linking.listings import Listing
from kg.linking.registry import Registry, canonical, extended


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Which IRI stands for each entry's, what stays open, and the registry to keep."""

    standing: Mapping[str, str]
    candidates: tuple[Candidate, ...]
    settled: Settled
    registry: Registry

    def replaced(self) -> tuple[tuple[str, str], ...]:
        """Return the published IRIs that another replaces now, with that one."""
        return self.registry.pairs()


def identify(
    listings: Iterable[Listing],
    *,
    decisions: Iterable[Decision] = (),
    keyed: Iterable[Iterable[str]] = (),
    registry: Registry | None = None,
) -> Identity:
    """Return who is one person among *listings*, whose identifiers are the IRIs minted for them.

    *keyed* are groups of identifiers that a source's own authority joins.
    """
    registry = registry or Registry()
    entries = tuple(listings)
    known = {entry.identifier for entry in entries}
    settled = settle(decisions, known | registry.ages().keys())
    apart = set(settled.apart)
    sources = [pair for group in keyed for pair in _chain(group)]
    resolution = resolve(
        entries,
        together=settled.together,
        apart=apart,
        given=[*sources, *registry.pairs()],
    )
    standing = canonical(resolution.persons, registry)
    return Identity(
        standing=standing,
        candidates=resolution.candidates,
        settled=settled,
        registry=extended(registry, standing),
    )


def _chain(group: Iterable[str]) -> list[tuple[str, str]]:
    members = sorted(set(group))
    return [(members[0], other) for other in members[1:]]
