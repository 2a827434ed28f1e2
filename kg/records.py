"""What a source says and nothing more. No RDF, no XML, no guess.

A converter yields one :class:`Record` for each record of a conversation, and one
:class:`Excluded` or :class:`Refused` for everything else it met, so that a build can account for
every document it read.

Offsets are Unicode code points, half-open, in :attr:`Record.text` (the reading text) or, where a
field says so, in :attr:`Record.source_note`. They never count bytes: record 115932 has 8,893
characters in 8,932 bytes.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class BlockKind(StrEnum):
    """What a block of the reading text is in its document."""

    HEADING = "heading"
    DATELINE = "dateline"
    STAMP = "stamp"
    SUBJECT = "subject"
    LIST_HEAD = "list-head"
    LIST_ITEM = "list-item"
    PARAGRAPH = "paragraph"
    TURN = "turn"
    SIGNATURE = "signature"
    DISTRIBUTION = "distribution"
    SUMMARY = "summary"
    NOTE = "note"
    LABEL = "label"
    VALUE = "value"
    FURNITURE = "furniture"


class Where(StrEnum):
    """Which of a record's two texts an offset counts in."""

    TEXT = "text"
    SOURCE_NOTE = "source-note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a record's text: code points, half-open."""

    start: int
    end: int
    where: Where = Where.TEXT

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}-{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of the reading text; blocks are in order and do not overlap."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """One reading of a date: what is printed, and what it says as EDTF (ISO 8601-2, level 1).

    ``corrects`` is true for an editor's correction of the reading just before it in the tuple
    ("12 September [sic; November] 1957"). ``span`` is ``None`` where a date stands only in markup.
    """

    edtf: str
    as_written: str
    span: Span | None = None
    corrects: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeReading:
    """When a talk began and ended, by the clock of its place: ISO 8601 without a zone.

    ``certainty`` and ``date_certainty`` are the source's words. "certain": it began and ended then;
    "estimated": it took place at an unknown time (or date) between the two. The spans are those of
    the printed times.
    """

    start: str  # 1971-05-18T14:14:00
    end: str
    certainty: str | None = None
    date_certainty: str | None = None
    start_span: Span | None = None
    end_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A person or body the source marks up in the running text, with the source's identifier.

    ``identifier`` is complete (``frus1958-60v18#p_MADII1``): an id of a FRUS volume is good in that
    volume only.
    """

    span: Span
    identifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An entry of a source's own list of persons.

    ``variants`` are other forms of the name, ``dates`` of life or existence as printed.
    """

    identifier: str
    name: str
    description: str | None = None
    variants: tuple[str, ...] = ()
    dates: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendee:
    """One participant as the source lists or heads them: the exact words, and their parts.

    ``as_written`` is the exact slice at ``span``. ``name`` is without titles and office, ``None``
    for an office alone ("The Secretary"). ``presence`` is a name of the presence vocabulary.
    """

    as_written: str
    span: Span
    name: str | None = None
    title: str | None = None
    position: str | None = None
    side: str | None = None
    kind: str = "person"  # person, organization or group
    presence: tuple[str, ...] = ("tookPart",)
    identifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of an archival hierarchy, outermost first in :attr:`Citation.levels`.

    ``kind`` is a record set type of RiC ("Fonds", "Series", "File", "Collection"); ``label`` is the
    source's word ("F.", "Op.", "Delo", "Lot"), ``value`` always a string: 0102 is not 102.
    ``identifier`` is the archive's own number for the unit, ``address`` its catalogue entry.
    """

    kind: str
    label: str
    value: str
    identifier: str | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """An archival citation: as given, and what was understood of it. What was not stays whole.

    ``title`` is what the unit cited last is called beside its number ("Folder 19, Bush, George").
    ``publication`` is the printed work, where it is one that is cited; its volumes are levels.
    """

    as_given: str
    span: Span | None = None
    repository: str | None = None
    levels: tuple[Level, ...] = ()
    pages: str | None = None
    number: str | None = None  # a registry number inside the citation ("004076/1955")
    title: str | None = None
    publication: str | None = None
    rest: str | None = None  # what was not understood, verbatim


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNote:
    """One numbered copy of a distribution list ("2 - Cde. Patolichev").

    ``recipient`` is ``None`` for "to file"; ``recipient_kind`` is person or organization.
    ``surviving`` is true for the copy the heading names ("Copy Nº 2").
    """

    number: str
    as_written: str
    span: Span | None
    recipient: str | None = None
    recipient_kind: str = "person"
    surviving: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A plain value with its place: a marking, a registry number, a translator, a donor."""

    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who wrote the record, with the post given in signature or heading."""

    name: str
    span: Span
    position: str | None = None
    position_span: Span | None = None
    identifiers: tuple[str, ...] = ()
    other_names: tuple[Statement, ...] = ()  # the same author elsewhere ("A. PUZANOV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """Something a person should look at; the record is published all the same."""

    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One archival record of a conversation.

    ``collection`` and ``identifier`` make the record's IRI: ``wilson`` and ``115932``, ``frus`` and
    ``frus1958-60v18/d23``. ``date`` is the date of the record, ``conversation_dates`` the readings
    of the date of the talk. ``medium`` is meeting, telephone or correspondence where the source
    says so. ``attendees_from`` names the markup or pattern they came from.
    """

    collection: str
    identifier: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    source_note: str | None = None
    kind: str | None = None  # "Diary Entry", "Memorandum of Conversation"
    language: str | None = None
    original_languages: tuple[Statement, ...] = ()  # as the edition names them
    subjects: tuple[Statement, ...] = ()
    # The edition's own index of the record: names as it files them ("Surname, Given").
    authors: tuple[Statement, ...] = ()
    people: tuple[Statement, ...] = ()
    places: tuple[Statement, ...] = ()
    topics: tuple[Statement, ...] = ()
    date: DateReading | None = None
    conversation_dates: tuple[DateReading, ...] = ()
    time: TimeReading | None = None  # of the talk
    conversation_span: Span | None = None  # the words that say a conversation took place
    place: Statement | None = None
    medium: str | None = None
    attendees: tuple[Attendee, ...] = ()
    attendees_from: str = "markup"
    mentioned: tuple[Attendee, ...] = ()  # of whom the source says only that they were spoken of
    author: Author | None = None
    names: tuple[Name, ...] = ()
    persons: tuple[Person, ...] = ()  # the entries of the persons list this record refers to
    marking: Statement | None = None
    registry_numbers: tuple[Statement, ...] = ()
    copies: tuple[CopyNote, ...] = ()
    citation: Citation | None = None
    further_citations: tuple[Citation, ...] = ()  # the same record, or a copy, in other archives
    original_archive: Statement | None = None  # as the edition names it
    translators: tuple[Statement, ...] = ()
    contributors: tuple[Statement, ...] = ()  # who obtained or contributed it to the edition
    projects: tuple[Statement, ...] = ()
    funders: tuple[Statement, ...] = ()
    rights: str | None = None
    rights_holder: str | None = None
    issued: str | None = None  # ISO date of the edition this text comes from
    issued_span: Span | None = None
    summary: Statement | None = None
    address: str | None = None  # where the original is published
    other_addresses: tuple[str, ...] = ()  # where else: a slug, a node
    line: int | None = None  # where the record begins in its file
    warnings: tuple[Warn, ...] = ()
    retelling: bool = False  # the text is our own retelling of the record, not the archive's words

    @property
    def key(self) -> str:
        """``collection/identifier``, the ``dcterms:identifier`` of the archival source."""
        return f"{self.collection}/{self.identifier}"

    def text_of(self, span: Span) -> str:
        """Return the exact characters at *span*."""
        return (self.text if span.where is Where.TEXT else self.source_note or "")[
            span.start : span.end
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excluded:
    """A document that records no conversation, and why we think so."""

    key: str
    reason: str
    line: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A record that could not be read, though its file could: it is quarantined."""

    key: str
    message: str
    line: int | None = None


Outcome = Record | Excluded | Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchPlan:
    """Where the originals of a source are published: addresses, a pattern of them, or git.

    ``pattern`` holds ``{name}``, for which ``names`` stand, or those that the text at ``index``
    gives: the first group of ``index_names`` (a regular expression), else one name a line.
    ``include`` are the patterns of the files of the repository ``git`` (at ``revision``, by default
    its newest). ``checksums`` pairs files with their SHA-256. ``rights`` are shown before the first
    download; by default those of the source.
    """

    addresses: tuple[str, ...] = ()
    pattern: str | None = None
    names: tuple[str, ...] = ()
    index: str | None = None
    index_names: str | None = None
    git: str | None = None
    revision: str | None = None
    include: tuple[str, ...] = ()
    checksums: tuple[tuple[str, str], ...] = ()
    rights: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One collection of records, as ``data/sources/<name>/source.toml`` describes it.

    ``text_policy`` is ``full``, ``quotes`` or ``none``: how much of a text may be published.
    ``original`` is the pattern of the addresses at which the originals are published
    (``{identifier}``, or ``{volume}`` and ``{document}``), ``licence`` the address of a licence,
    ``include`` the patterns of the files that are records (none: every file), ``fetch`` where
    ``kg fetch`` gets them.
    """

    collection: str
    converter: str
    title: str = ""
    publisher: str | None = None
    rights: str | None = None
    rights_address: str | None = None
    text_policy: str = "quotes"
    retelling: bool = False
    original: str | None = None
    licence: str | None = None
    include: tuple[str, ...] = ()
    settings: dict[str, object] = field(default_factory=dict)
    fetch: FetchPlan | None = None


Converter = Callable[[Path], Iterator[Outcome]]
"""A format is one function: path in, records out.

Raises:
    SourceError: the whole file cannot be read, with file, line and remedy.
"""


def sha256(text: str) -> str:
    """Return the SHA-256 of *text* in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()
