"""Name authorities: EAC-CPF (``urn:isbn:1-931666-33-4``), one person or body each.

Names, dates and the abstract are read. Not read: the gender (a guess of name-analysis software),
the empty templates of race, heritage and occupation, and the relations, which repeat what the
finding aids say of each conversation.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg.converters.parsing import Element, parse
from kg.errors import SourceError
from kg.records import Person

EAC = "urn:isbn:1-931666-33-4"
ROOT = f"{{{EAC}}}eac-cpf"
_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_KINDS = {"person": "person", "corporateBody": "organization", "family": "group"}
_DATES = "marcfield:100$d", "marcfield:110$d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authority:
    """One person or body: the authorised name, its other forms, dates and description as given.

    ``kind`` is person, organization or group. A known misspelling counts among the variants;
    ``honorifics`` are the titles and offices that the authority parts from the name.
    """

    identifier: str
    kind: str
    name: str
    variants: tuple[str, ...] = ()
    honorifics: tuple[str, ...] = ()
    dates: str | None = None
    description: str | None = None

    def person(self) -> Person:
        """Return the authority as an entry of a record's persons list."""
        return Person(
            identifier=self.identifier,
            name=self.name,
            description=self.description,
            variants=self.variants,
            dates=self.dates,
        )


def find(identifier: str, near: Path) -> Path | None:
    """Return the file of *identifier* in a folder ``authorities`` at most three folders above."""
    if not _IDENTIFIER.fullmatch(identifier):  # an identifier never leads out of its folder
        return None
    candidates = (
        folder / "authorities" / f"{identifier}.xml" for folder in list(near.absolute().parents)[:4]
    )
    return next((path for path in candidates if path.is_file()), None)


@lru_cache(maxsize=4096)
def read_authority(path: Path) -> Authority:
    """Return the name authority at *path*; each file is read once in a process.

    Raises:
        SourceError: the file cannot be read, is no EAC-CPF, or has no identifier or no name.
    """
    return read(parse(path), path)


def read(root: Element, path: Path) -> Authority:
    """Return the authority under *root*, which was read from *path*.

    Raises:
        SourceError: this is no EAC-CPF, or it has no identifier or no name.
    """
    if root.tag != ROOT:
        raise _error(path, root, "is no EAC-CPF", "put only name authorities into this folder")
    identifier = _words(root.find(_path("control/recordId")))
    if not _IDENTIFIER.fullmatch(identifier):
        said = f"control/recordId is {identifier!r}" if identifier else "has no control/recordId"
        raise _error(path, root, said, "give the authority its identifier")
    identity = root.find(_path("cpfDescription/identity"))
    names = _names(identity) if identity is not None else []
    if identity is None or not names:
        raise _error(path, root, "has no name in identity/nameEntry", "give the authority its name")
    kind = _words(identity.find(_path("entityType")))
    return Authority(
        identifier=identifier,
        kind=_KINDS.get(kind, "person"),
        name=names[0],
        variants=tuple(names[1:]),
        honorifics=tuple(
            _words(part)
            for part in identity.iter(_path("part"))
            if part.get("localType") in ("titleHonorific", "marriedDesignator") and _words(part)
        ),
        dates=_dates(root) or None,
        description=_words(root.find(_path("cpfDescription/description/biogHist/abstract")))
        or None,
    )


def _names(identity: Element) -> list[str]:
    """Return the authorised name, then the other forms, each once, in order."""
    authorised, others = [], []
    for entry in identity.iter(_path("nameEntry")):
        name = _name(entry)
        if name and entry.find(_path("authorizedForm")) is not None:
            authorised.append(name)
        elif name:
            others.append(name)
    return list(dict.fromkeys([*authorised, *others]))


def _name(entry: Element) -> str:
    """Return a form as one text; a parted one as given name before family name.

    A ``#parsed`` entry only parts the direct form that stands beside it.
    """
    kind = entry.get("localType") or ""
    parts = {
        part.get("localType") or "": _words(part)
        for part in entry.iter(_path("part"))
        if part.get("localType") not in _DATES
    }
    if kind.endswith("#parsed"):
        return ""
    if kind.endswith("#misspelling"):
        ordered = (parts.get("givenName", ""), parts.get("familyName", ""))
        return " ".join(filter(None, ordered))
    return " ".join(filter(None, parts.values()))


def _dates(root: Element) -> str:
    """Return ``existDates`` as printed, else the dates of the heading (MARC 21, $d)."""
    exist = root.find(_path("cpfDescription/description/existDates"))
    if exist is not None and _words(exist):
        return _words(exist)
    heading = (_words(p) for p in root.iter(_path("part")) if p.get("localType") in _DATES)
    return next(filter(None, heading), "")


def _path(steps: str) -> str:
    return "/".join(f"{{{EAC}}}{step}" for step in steps.split("/"))


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def _error(path: Path, root: Element, message: str, remedy: str) -> SourceError:
    return SourceError(path, message, line=root.sourceline, remedy=remedy)
