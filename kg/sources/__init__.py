"""Which files to read and whose they are: ``source.toml`` → Source, paths → units of work.

A folder with a ``source.toml`` belongs to the source it describes. A file without one is given to
the converter that recognises it, under the known source of that converter. Nothing here opens a
record: reading is the converters' work.
"""

from kg.sources.description import NAME, address, attribute, known_sources, read_source
from kg.sources.discovery import Discovery, Unclaimed, Unit, discover

__all__ = [
    "NAME",
    "Discovery",
    "Unclaimed",
    "Unit",
    "address",
    "attribute",
    "discover",
    "known_sources",
    "read_source",
]
