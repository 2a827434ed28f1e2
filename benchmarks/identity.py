"""Measure identity: who is one person, against HistoryAtState's key (``make bench-identity``).

Over the persons lists of the FRUS volumes beside the project: names, descriptions and years only,
no authority; the key says which of the authority's people each entry is. Then over every entry
that the authority itself quotes, with the spelling and the remark as its volume printed them. The
points were set mainly on the people of one half (by a hash of their ids), but wrong merges of the
whole were read too, so neither half is held out; both are printed.

Baselines in the same run: equal strings, and family name with the first given name. Exit code 1 if
the volumes fall below F1 0.992 or precision 0.998.
"""

import argparse
import hashlib
import os
import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path

from kg.converters.hsg import PersonAuthority, read_people
from kg.converters.parsing import parse
from kg.converters.tei.marks import persons_of
from kg.linking import Listing, of_authority, of_volume, resolve
from kg.linking.namings import namings_of

SHARED = Path(
    os.environ.get("PARLEY_SHARED", Path(__file__).resolve().parent.parent.parent / "shared")
)
WANTED_F1, WANTED_PRECISION = 0.992, 0.998
Clusters = Collection[Sequence[str]]


def main() -> int:
    """Print the measures; return the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--volumes-only", action="store_true", help="skip the whole authority")
    arguments.add_argument("--listings", type=int, help="time so many generated listings instead")
    options = arguments.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED} is not here: nothing to measure", file=sys.stderr)
        return 2
    people = list(read_people(SHARED / "corpora/hsg-people/people.tar.gz"))
    if options.listings:
        return speed(people, options.listings)
    key = {entry.identifier: person.identifier for person in people for entry in person.entries}
    good = measure("persons lists of the volumes", volumes(key), key, namesakes=True)
    if not options.volumes_only:
        everything = [item for person in people for item in of_authority(person)]
        measure("all entries the authority quotes", everything, key)
        for half in (0, 1):
            part = [item for item in everything if half_of(key[item.identifier]) == half]
            name = "set on" if half == 0 else "partly seen"
            measure(f"half {half} of the people ({name})", part, key)
    return 0 if good else 1


def volumes(key: Mapping[str, str]) -> list[Listing]:
    """Return the entries of the volumes beside the project that the authority has a key for."""
    listings: list[Listing] = []
    for path in sorted((SHARED / "corpora/frus").glob("*.xml")):
        persons, _ = persons_of(parse(path), path.stem)
        known = [person for person in persons.values() if person.identifier in key]
        listings.extend(of_volume(tuple(known), path.stem))
    return listings


def half_of(identifier: str) -> int:
    """Return the half of a person of the authority."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 2


def measure(
    title: str, listings: Sequence[Listing], key: Mapping[str, str], *, namesakes: bool = False
) -> bool:
    """Print the measures of one set of entries; return whether it reaches what is wanted."""
    truth = {item.identifier: key[item.identifier] for item in listings}
    sources = len({item.source for item in listings})
    print(
        f"\n{title}: {len(listings)} entries, {sources} volumes, {len(set(truth.values()))} people"
    )
    started = time.perf_counter()
    found = resolve(listings)
    seconds = time.perf_counter() - started
    report("equal strings", grouped(listings, lambda item: item.name), truth)
    report("family and first given name", grouped(listings, first_name), truth)
    precision, f1 = report("kg.linking", found.persons, truth)
    print(f"  {seconds:.1f} s, {len(found.candidates)} pairs left open as candidates")
    if namesakes:
        names = {item.identifier: item for item in listings}
        for one, other in namesake_pairs(listings, truth):
            same = any({one, other} <= set(person) for person in found.persons)
            print(
                f"  {'JOINED  ' if same else 'apart   '} {told(names[one])} | {told(names[other])}"
            )
        for person in found.persons:
            if len({truth[i] for i in person}) > 1:
                print("  wrongly joined: " + " | ".join(told(names[i]) for i in person))
    return precision >= WANTED_PRECISION and f1 >= WANTED_F1


def told(item: Listing) -> str:
    """Return an entry in a few words."""
    return f"{item.identifier} {item.name} ({(item.description or '')[:40]})"


def first_name(item: Listing) -> str:
    """Return what the second baseline compares."""
    naming = namings_of(item)[0]
    return f"{naming.family}|{naming.given[0] if naming.given else ''}"


def grouped(listings: Iterable[Listing], label: Callable[[Listing], str]) -> Clusters:
    """Return the entries with one label as one person."""
    groups: dict[str, list[str]] = defaultdict(list)
    for item in listings:
        groups[label(item)].append(item.identifier)
    return list(groups.values())


def namesake_pairs(listings: Iterable[Listing], truth: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return pairs of entries with one family and first given name that are two people."""
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for item in sorted(listings, key=lambda item: item.identifier):
        if not (item.description or "").lower().startswith("see "):
            groups[first_name(item)].setdefault(truth[item.identifier], item.identifier)
    return [
        (next(iter(group.values())), other)
        for _, group in sorted(groups.items())
        for other in list(group.values())[1:]
    ]


def report(title: str, clusters: Clusters, truth: Mapping[str, str]) -> tuple[float, float]:
    """Print B-cubed (Bagga and Baldwin 1998) and pairwise measures; return B³ precision and F1."""
    sizes = Counter(truth.values())
    precision = recall = 0.0
    right = joined = 0
    for cluster in clusters:
        counts = Counter(truth[item] for item in cluster)
        joined += pairs(len(cluster))
        for person, count in counts.items():
            precision += count * count / len(cluster)
            recall += count * count / sizes[person]
            right += pairs(count)
    precision, recall = precision / len(truth), recall / len(truth)
    wanted = sum(pairs(size) for size in sizes.values())
    both = harmonic(precision, recall)
    pair_precision, pair_recall = right / joined if joined else 1.0, right / wanted
    print(
        f"  {title:28} B³ P {precision:.4f} R {recall:.4f} F1 {both:.4f}"
        f"   pairs P {pair_precision:.4f} R {pair_recall:.4f}"
        f" F1 {harmonic(pair_precision, pair_recall):.4f}"
    )
    return precision, both


def pairs(count: int) -> int:
    """Return the number of pairs among so many."""
    return count * (count - 1) // 2


def harmonic(one: float, other: float) -> float:
    """Return the harmonic mean."""
    return 2 * one * other / (one + other) if one + other else 0.0


def speed(people: Sequence[PersonAuthority], count: int) -> int:
    """Time *count* generated entries and print how long they took and what memory."""
    listings = generated(people, count)
    started, used = time.perf_counter(), time.process_time()
    found = resolve(listings)
    seconds, used = time.perf_counter() - started, time.process_time() - used
    mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} entries: {len(found.persons)} persons, {seconds:.0f} s", end="")
    print(f" ({used:.0f} s of one core), {mib:.0f} MiB at most")
    return 0


def generated(people: Sequence[PersonAuthority], count: int) -> list[Listing]:
    """Return *count* entries: each round writes the authority's in volumes of its own.

    A round gives every second person a family name of its own, so that persons grow with entries.
    """
    listings: list[Listing] = []
    turn = 0
    while len(listings) < count:
        for person in people:
            new = turn and int(person.identifier) % 2
            for item in of_authority(person):
                family, comma, given = item.name.partition(",")
                listings.append(
                    Listing(
                        identifier=f"{item.identifier}~{turn}",
                        source=f"{item.source}~{turn}",
                        name=f"{family}{chr(97 + turn) * 3}{comma}{given}" if new else item.name,
                        description=item.description,
                        years=item.years,
                    )
                )
        turn += 1
    return listings[:count]


if __name__ == "__main__":
    sys.exit(main())
