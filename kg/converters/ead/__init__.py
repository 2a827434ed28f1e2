"""EAD finding aids that describe one recorded conversation each, with names from EAC-CPF.

EAD 2002 (``urn:isbn:1-931666-22-9``) as the National Archives of the United States uses it for the
White House Tapes: participants by authority, the true time in ``odd/@altrender``, the collection
hierarchy with its catalogue numbers. A file of EAC-CPF (``urn:isbn:1-931666-33-4``) is a name
authority: the finding aids refer to it, it is no record itself.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from kg.converters.ead import eac
from kg.converters.ead.finding_aid import record
from kg.converters.ead.scope import EAD, tag
from kg.converters.parsing import parse
from kg.errors import SourceError
from kg.records import Excluded, Outcome

__all__ = ["beside", "convert", "recognises"]

COLLECTION = "nixontapes"
_AUTHORITY = re.compile(rb"authfilenumber=[\"']([^\"']+)[\"']")


def recognises(path: Path, head: bytes) -> bool:
    """Say whether a file is EAD 2002 or EAC-CPF, by the namespace of its root."""
    del path  # the name says nothing: finding aids and authorities are all .xml
    return EAD.encode() in head or eac.EAC.encode() in head


def beside(path: Path) -> Iterator[Path]:
    """Yield the name authorities that the finding aid at *path* refers to."""
    try:
        named = set(_AUTHORITY.findall(path.read_bytes()))
    except OSError:  # convert will say so
        return
    for identifier in sorted(named):
        found = eac.find(identifier.decode("ascii", "replace"), path)
        if found is not None:
            yield found


def convert(path: Path) -> Iterator[Outcome]:
    """Yield the one record that the finding aid at *path* describes; a name authority is none.

    Raises:
        SourceError: the file cannot be read, or is no finding aid of one recorded conversation.
    """
    root = parse(path)
    if root.tag == eac.ROOT:
        authority = eac.read(root, path)
        yield Excluded(
            key=f"{COLLECTION}/{authority.identifier}",
            reason="a name authority, used by the finding aids",
            line=root.sourceline,
        )
    elif root.tag == tag("ead"):
        yield record(root, path, COLLECTION)
    else:
        raise SourceError(
            path,
            f"is no EAD 2002: its root element is {root.tag!r}",
            line=root.sourceline,
            remedy="choose another converter with --from",
        )
