"""Archival citations: which archive, which levels, which pages, who drafted and who translated.

Two traditions are read: the source fields of translated records ("AVPRF F. 0102, Op. 13, Delo 5.
Translated for NKIDP by Gary Goldberg.") and the source notes of *Foreign Relations of the United
States* ("Source: Department of State, Central Files, 795.00/1–1255. Top Secret. Drafted by …").
Every value is a string as printed: 0102 is not 102. What is not understood is kept, never forced.
"""

from kg.citations.levels import parse_citation, repository_key
from kg.citations.notes import MARKINGS, SourceNote, parse_source_note
from kg.citations.provenance import Provenance, parse_provenance
from kg.citations.reading import Reading, read_citation

__all__ = [
    "MARKINGS",
    "Provenance",
    "Reading",
    "SourceNote",
    "parse_citation",
    "parse_provenance",
    "parse_source_note",
    "read_citation",
    "repository_key",
]
