"""What is matched: a person as one list, authority or record names him, and what it says of him."""

import re
from dataclasses import dataclass

from kg.converters.hsg import PersonAuthority
from kg.records import Person

_VOLUME_YEARS = re.compile(r"frus(?P<first>\d{4})(?:-(?P<last>\d{2,4}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One person as one source lists him; ``identifier`` is complete, ``source`` its list.

    ``name`` and ``variants`` are as printed, ``description`` is what stands beside the name
    (offices with their dates), ``years`` the span of years that the source treats.
    """

    identifier: str
    source: str
    name: str
    variants: tuple[str, ...] = ()
    description: str | None = None
    years: tuple[int, int] | None = None


def years_of(volume: str) -> tuple[int, int] | None:
    """Return the years that the identifier of a FRUS volume names, ``None`` if it names none.

    >>> years_of("frus1969-76ve13"), years_of("frus1943China"), years_of("other")
    ((1969, 1976), (1943, 1943), None)
    """
    found = _VOLUME_YEARS.match(volume)
    if found is None:
        return None
    first = int(found["first"])
    last = found["last"] or found["first"]
    return first, int(found["first"][: 4 - len(last)] + last)


def of_volume(persons: tuple[Person, ...], volume: str) -> tuple[Listing, ...]:
    """Return the entries of the persons list of a volume as listings."""
    return tuple(
        Listing(
            identifier=person.identifier,
            source=volume,
            name=person.name,
            variants=person.variants,
            description=person.description,
            years=years_of(volume),
        )
        for person in persons
    )


def of_authority(person: PersonAuthority) -> tuple[Listing, ...]:
    """Return every entry that the authority joins under *person*, each as its volume prints it."""
    listings = []
    for entry in person.entries:
        volume = entry.identifier.partition("#")[0]
        listings.append(
            Listing(
                identifier=entry.identifier,
                source=volume,
                name=entry.name,
                description=entry.remark,
                years=years_of(volume),
            )
        )
    return tuple(listings)
