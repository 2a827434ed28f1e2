"""A citation of either tradition, read whole: where it lies, who worked on it, its marking."""

from dataclasses import dataclass

from kg.citations.notes import SourceNote, parse_source_note
from kg.citations.provenance import Provenance, parse_provenance
from kg.citations.sentences import sentences
from kg.records import Citation, Statement, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a citation says; ``rest`` is what was not understood, verbatim.

    ``citations`` has one for each archive or printed work. ``provenance`` knows translators,
    contributors and projects, ``note`` marking, drafting and place.
    """

    as_given: str
    citations: tuple[Citation, ...]
    provenance: Provenance
    note: SourceNote
    rest: str | None = None

    @property
    def people(self) -> dict[str, tuple[Statement, ...]]:
        """Who did what, by role; roles without anybody are left out."""
        note = self.note
        roles = {
            "translator": self.provenance.translators,
            "contributor": self.provenance.contributors,
            "project": self.provenance.projects,
            "drafted by": (note.drafted_by,) if note.drafted_by else (),
            "cleared by": (note.cleared_by,) if note.cleared_by else (),
            "approved by": (note.approved_by,) if note.approved_by else (),
        }
        return {role: people for role, people in roles.items() if people}


def read_citation(text: str) -> Reading:
    """Return what *text* says, whether the source field of a record or a source note of FRUS.

    >>> found = read_citation("RGANI, f. 5, op. 49, d. 1, ll. 3-4. Translated by A. Gray.")
    >>> found.citations[0].pages, found.people["translator"][0].value
    ('3-4', 'A. Gray')
    """
    note = parse_source_note(text, where=Where.TEXT)
    begin = text.find(":") + 1 if text.lstrip(" [").startswith("Source") else 0
    provenance = parse_provenance(text[begin:], begin)
    citations = provenance.citations or ((note.citation,) if note.citation else ())
    unread = [
        text[start:end].strip()
        for start, end in sentences(text, begin)
        if text[start:end].strip() in (note.rest or "")
        and text[start:end].strip() in (provenance.rest or "")
    ]
    return Reading(
        as_given=text.strip(),
        citations=citations,
        provenance=provenance,
        note=note,
        rest=" ".join(unread) or None,
    )
