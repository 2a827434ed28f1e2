"""HistoryAtState's authority of people: who is meant by each entry of each volume's persons list.

One XML file a person, read from the repository's folder or from a gzipped tar of it, as it is.
The addresses under ``history.state.gov/historicaldocuments`` are the key that joins the entries of
many volumes; those of other lists (visits, principal officers) are not read.
"""

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.converters.parsing import Element, parse_bytes
from kg.errors import SourceError

_ENTRY = re.compile(
    r"https?://history\.state\.gov/historicaldocuments/(?P<volume>[^/#]+)/persons#(?P<id>.+)"
)
_YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedName:
    """One entry of a volume's persons list: its identifier, the name and the remark as printed."""

    identifier: str  # complete: "frus1964-68v14#p_KNS1"
    name: str
    remark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAuthority:
    """One person of the authority; years of life where it gives them."""

    identifier: str
    name: str
    variants: tuple[str, ...] = ()
    viaf: str | None = None
    born: int | None = None
    died: int | None = None
    entries: tuple[ListedName, ...] = ()


def read_people(path: Path) -> Iterator[PersonAuthority]:
    """Yield the people of the folder or gzipped tar at *path*, in the order of their identifiers.

    Raises:
        SourceError: *path* cannot be read, or a file in it is no person of this authority.
    """
    found = (_person(parse_bytes(data, name), name) for name, data in _files(path))
    yield from sorted(found, key=lambda person: person.identifier)


def _files(path: Path) -> Iterator[tuple[Path, bytes]]:
    if path.is_dir():
        for file in sorted(path.rglob("*.xml")):
            yield file, file.read_bytes()
        return
    try:
        with tarfile.open(path, "r:*") as archive:
            for member in archive:
                if member.isfile() and member.name.endswith(".xml"):
                    opened = archive.extractfile(member)
                    if opened is not None:
                        yield path / member.name, opened.read()
    except (OSError, EOFError, tarfile.TarError) as error:
        raise SourceError(
            path, f"is no archive that can be read ({error})", remedy="fetch the archive again"
        ) from error


def _person(root: Element, path: Path) -> PersonAuthority:
    identifier = _words(root.find("id"))
    if root.tag != "person" or not identifier:
        raise SourceError(
            path, "is no person of this authority", remedy="give the authority's own folder"
        )
    remarks = {
        _words(address): _words(remark.find("p"))
        for remark in root.iterfind("remarks/remark")
        for address in remark.iterfind("source-url")
    }
    return PersonAuthority(
        identifier=identifier,
        name=_words(root.find("names/preferred/name")),
        variants=tuple(_words(name) for name in root.iterfind("names/alternates/name")),
        viaf=next(
            (
                _words(element)
                for element in root.iterfind("authorities/authority")
                if element.get("service") == "viaf" and _words(element)
            ),
            None,
        ),
        born=_year(root.find("birth-year")),
        died=_year(root.find("death-year")),
        entries=tuple(_entries(root, remarks)),
    )


def _entries(root: Element, remarks: dict[str, str]) -> Iterator[ListedName]:
    """Yield each entry of a persons list once; a second name at one address is a variant of it."""
    seen: set[str] = set()
    for original in root.iterfind("names/originals/original"):
        for element in original.iterfind("source-url"):
            address = _words(element)
            entry = _ENTRY.fullmatch(address)
            if entry is None or address in seen:
                continue
            seen.add(address)
            yield ListedName(
                identifier=f"{entry['volume']}#{entry['id']}",
                name=_words(original.find("name")),
                remark=remarks.get(address) or None,
            )


def _year(element: Element | None) -> int | None:
    words = _words(element)
    return int(words) if _YEAR.fullmatch(words) else None


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
