"""Volumes of *Foreign Relations of the United States* (TEI P5), both generations of the encoding.

One document of a volume is one outcome: a record, if it records a conversation by the rule of
:mod:`kg.converters.tei.headings`; else :class:`~kg.records.Excluded` with the reason; or
:class:`~kg.records.Refused` if it cannot be read or would share another's identifier.
"""

from collections.abc import Iterator
from pathlib import Path

from kg.converters.tei.documents import outcome_of
from kg.converters.tei.scope import TEI
from kg.converters.tei.volume import open_volume
from kg.records import Outcome, Refused

__all__ = ["convert", "recognises"]


def convert(path: Path) -> Iterator[Outcome]:
    """Yield the outcome of every document of the volume at *path*, in its order.

    Raises:
        SourceError: the file is no XML, no TEI, or has no document in it.
    """
    volume = open_volume(path)
    for key, obstacle, document in volume.keyed():
        if obstacle is not None:
            yield Refused(key=key, message=obstacle, line=document.sourceline)
        else:
            yield outcome_of(key, document, volume)


def recognises(path: Path, head: bytes) -> bool:
    """Say whether a file that begins with *head* is a TEI document."""
    return path.suffix.lower() == ".xml" and TEI.encode() in head and b"TEI" in head
