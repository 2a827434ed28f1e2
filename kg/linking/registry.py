"""The IRIs of persons that were published, and what became of them: a table that only grows.

The IRI of a person is that of one entry in one source, and means whoever that entry lists; no merge
or split changes that. Entries of one person share the IRI that was published first; the others are
kept, each replaced by it (``dcterms:isReplacedBy``) with a note. A row is never changed: the last
row of an IRI says where it stands now, its first how old it is.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError

COLUMNS = ("iri", "replaced_by", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One row: an IRI stands for itself (``replaced_by`` empty), or another took its place."""

    iri: str
    replaced_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Registry:
    """The rows in the order in which they were published."""

    entries: tuple[Entry, ...] = ()

    def ages(self) -> dict[str, int]:
        """Return each IRI with the place of its first row: the smaller, the older."""
        ages: dict[str, int] = {}
        for at, entry in enumerate(self.entries):
            ages.setdefault(entry.iri, at)
        return ages

    def standing(self) -> dict[str, str]:
        """Return each IRI with the one that stands for it now, itself if nothing replaced it."""
        last = {entry.iri: entry.replaced_by for entry in self.entries}
        return {iri: _end(iri, last) for iri in last}

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the joins that were published: they hold until a decision parts them."""
        return tuple(
            sorted((iri, stands) for iri, stands in self.standing().items() if iri != stands)
        )


def _end(iri: str, replaced: Mapping[str, str]) -> str:
    seen = {iri}
    while (following := replaced.get(iri, "")) and following not in seen:
        seen.add(following)
        iri = following
    return iri


def read(path: Path) -> Registry:
    """Return the registry at *path*; a file that does not exist is an empty one.

    Raises:
        SourceError: it cannot be read, or a row has not the three columns.
    """
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        return Registry()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, "cannot be read", remedy="restore it from git") from error
    entries = []
    for number, line in enumerate(lines, 1):
        values = line.split("\t")
        if number == 1 or not line:
            continue
        if len(values) != len(COLUMNS) or not values[0]:
            raise SourceError(
                path, "is no row of three columns", line=number, remedy="restore it from git"
            )
        entries.append(Entry(iri=values[0], replaced_by=values[1], note=values[2]))
    return Registry(entries=tuple(entries))


def serialize(registry: Registry) -> str:
    """Return the registry as its file holds it."""
    rows = [COLUMNS, *((entry.iri, entry.replaced_by, entry.note) for entry in registry.entries)]
    return "".join("\t".join(row) + "\n" for row in rows)


def canonical(persons: Iterable[Iterable[str]], registry: Registry) -> dict[str, str]:
    """Return the IRI that stands for each member of each person.

    The oldest published one of its members; where what stood for a member is not among the
    entries at hand (its source is not built), it goes on standing. Of new ones, the first in
    alphabetical order.
    """
    groups = [tuple(sorted(set(person))) for person in persons]
    present = {iri for group in groups for iri in group}
    ages, standing = registry.ages(), registry.standing()
    found = {}
    for group in sorted(groups):
        known = [iri for iri in group if iri in ages]
        heads = {standing[iri] for iri in known}
        fit = [head for head in heads if head in group or head not in present] or known
        chosen = min(fit, key=lambda iri: (ages[iri], iri)) if fit else group[0]
        found.update(dict.fromkeys(group, chosen))
    return found


def extended(registry: Registry, standing: Mapping[str, str]) -> Registry:
    """Return the registry with what *standing* (of :func:`canonical`) adds and changes.

    New IRIs come after all old ones, in alphabetical order, so that ages never change.
    """
    before = registry.standing()
    rows = list(registry.entries)
    for iri, stands in sorted(standing.items()):
        replaced = "" if stands == iri else stands
        if iri not in before:
            rows.append(Entry(iri=iri, replaced_by=replaced))
        elif before[iri] != stands:
            note = f"merged into {stands}" if replaced else f"split from {before[iri]}"
            rows.append(Entry(iri=iri, replaced_by=replaced, note=note))
    return Registry(entries=tuple(rows))
