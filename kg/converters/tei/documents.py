"""One document of a volume: is it a record of a conversation, and if so, what it says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.converters.parsing import Element
from kg.converters.tei.attendance import Attendance, attend
from kg.converters.tei.datelines import dated, subjects
from kg.converters.tei.headings import (
    first_sentence,
    form_of_heading,
    kind_of,
    medium_of,
    names_talk,
    rule_of_heading,
    rule_of_subject,
    talk_of,
    without_number,
)
from kg.converters.tei.marks import Mark, marks_in, names_of
from kg.converters.tei.parties import HeadingParties, heading_parties
from kg.converters.tei.reading import Reading, read
from kg.converters.tei.rolls import Roll, find_roll
from kg.converters.tei.scope import FRUS, TEI, XML_ID, name_of, unknown_elements
from kg.converters.tei.sourcing import Sourcing, of_calendar_entry, sourcing
from kg.converters.tei.volume import Volume
from kg.names import Party, key, read_listing, surname
from kg.records import Attendee, Author, Excluded, Outcome, Person, Record, Refused, Span, Warn

ADDRESS = "https://history.state.gov/historicaldocuments"


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its text, heading, marked names, and participants' lines."""

    element: Element
    reading: Reading
    head: tuple[int, int]  # of the heading in the text, without the document's number
    calendar: bool  # an entry of a microfiche supplement: the heading is all
    marks: tuple[Mark, ...]
    roll: Roll | None

    @property
    def heading(self) -> str:
        """The heading as printed, without the document's number."""
        return self.reading.text[slice(*self.head)]

    @property
    def title(self) -> str:
        """The heading, of a calendar entry its first sentence."""
        return first_sentence(self.heading) if self.calendar else self.heading


def read_document(element: Element, volume: Volume) -> Document | None:
    """Return a document as read, ``None`` if it has no heading."""
    heading = element.find(f"{{{TEI}}}head")
    reading = read(element)
    span = reading.spans.get(heading) if heading is not None else None
    if span is None:
        return None
    number, _ = without_number(reading.text[span.start : span.end])
    calendar = any(
        name_of(child).endswith(":page-count-according-to-citation") for child in element
    )
    return Document(
        element=element,
        reading=reading,
        head=(span.start + number, span.end),
        calendar=calendar,
        marks=marks_in(reading, volume.name),
        roll=find_roll(element, reading),
    )


def rule_of(document: Document) -> str | None:
    """Return the rule by which a document records a conversation, ``None`` if it does not."""
    if rule := rule_of_heading(document.title):
        return rule
    if document.roll is not None and document.roll.origin != "sentence":
        return f"participants: {document.roll.origin}"
    told = tuple(subject.value for subject in subjects(document.element, document.reading))
    return rule_of_subject(document.title, told)


def outcome_of(document_key: str, element: Element, volume: Volume) -> Outcome:
    """Return a document's record, or why there is none."""
    document = read_document(element, volume)
    if document is None:
        return Refused(
            key=document_key, message="the document has no heading", line=element.sourceline
        )
    if rule_of(document) is None:
        return Excluded(key=document_key, reason=_reason(document), line=element.sourceline)
    return _record(document, volume)


def _reason(document: Document) -> str:
    form = form_of_heading(document.title)
    why = f"its form is that of a {form}" if form else "no rule takes its heading"
    reason = f"“{document.title[:90]}”: {why}, and it lists no participants"
    enclosed = [
        " ".join("".join(head.itertext()).split())
        for namespace in FRUS
        for head in document.element.iterfind(f".//{{{namespace}}}attachment/{{{TEI}}}head")
    ]
    records = [words for words in enclosed if rule_of_heading(words)]
    return f"{reason}; it encloses “{records[0][:70]}”" if records else reason


def _record(document: Document, volume: Volume) -> Record:
    element, reading = document.element, document.reading
    start = document.head[0]
    when = dated(element, reading, (start, start + len(document.title)))
    heading = _heading_parties(document)
    attendance, origin = _attendance(document, volume, heading)
    sources = _sources(document, volume)
    author = _author(heading, document) or sources.author or _signer(document)
    identifier = element.get(XML_ID, "")
    warnings = [*when.warnings, *attendance.warnings, *unknown_elements(element)]
    if not attendance.attendees:
        warnings.append(Warn(message="no participant was found", line=element.sourceline))
    refuted = set(attendance.refuted)
    names = names_of(tuple(m for m in document.marks if m not in refuted), reading)
    referred = {name.identifier for name in names}
    referred |= {i for attendee in attendance.attendees for i in attendee.identifiers}
    referred |= set(author.identifiers) if author else set()
    return Record(
        collection="frus",
        identifier=f"{volume.name}/{identifier}",
        title=document.title,
        text=reading.text,
        blocks=reading.blocks,
        source_note=sources.note.text if sources.note else None,
        kind=kind_of(document.title),
        subjects=tuple(subjects(element, reading)),
        date=when.date,
        conversation_dates=(when.date,) if when.date else (),
        conversation_span=Span(start, start + len(document.title)),
        place=when.place,
        medium=medium_of(document.title),
        attendees=tuple(_with_recorder(attendance.attendees, heading)),
        attendees_from=origin,
        author=author,
        names=names,
        persons=_persons(referred, volume),
        marking=sources.marking,
        registry_numbers=sources.registry_numbers,
        citation=sources.citation,
        summary=sources.summary,
        address=_address(element, identifier, volume),
        line=element.sourceline,
        warnings=tuple(_unresolved(referred, volume, element, warnings)),
    )


def _address(element: Element, identifier: str, volume: Volume) -> str | None:
    """Return where the original is published: what the document says, or its place in FRUS."""
    if stated := element.get("source"):
        return stated
    if re.match(r"frus\d{4}", volume.name):
        return f"{ADDRESS}/{volume.name}/{identifier}"
    return None


def _sources(document: Document, volume: Volume) -> Sourcing:
    if document.calendar:
        return of_calendar_entry(document.heading, document.head[0])
    before = volume.citation_before(document.element)
    return sourcing(document.element, document.reading, volume.name, before)


def _heading_parties(document: Document) -> HeadingParties:
    start = document.head[0]
    return heading_parties(
        document.title, _local(document, Span(start, start + len(document.title)))
    )


def _local(document: Document, span: Span) -> tuple[tuple[int, int], ...]:
    """Return the marked names inside *span*, their offsets counted from its start."""
    return tuple(
        (mark.start - span.start, mark.end - span.start)
        for mark in document.marks
        if span.start <= mark.start and mark.end <= span.end
    )


def _attendance(
    document: Document, volume: Volume, heading: HeadingParties
) -> tuple[Attendance, str]:
    """Return those present, from their list, else from the heading."""
    attendance = _listed(document, volume, frozenset())
    if attendance.attendees and document.roll is not None:
        return attendance, "markup" if document.roll.origin == "list" else document.roll.origin
    attendance.attendees.extend(_of_text(document))
    if attendance.attendees:
        return attendance, "text"
    offset = document.head[0]
    told = [_told(party, document, offset, ("tookPart",)) for party in heading.talkers]
    wrote = [_told(p, document, offset, ("tookPart", "recorder")) for p in heading.writers]
    attendance.attendees.extend([*told, *wrote])
    if attendance.attendees:
        return attendance, "heading"
    attendance.attendees.extend(_of_subject(document))
    return attendance, "subject" if attendance.attendees else "nothing"


def _of_text(document: Document) -> Iterator[Attendee]:
    """Yield those under a heading that no markup shows to be one: "THOSE ATTENDING WERE"."""
    for listed in read_listing(document.reading.text):
        told = _told(listed.party, document, 0, listed.party.presence)
        yield replace(told, side=listed.side)


def _of_subject(document: Document) -> Iterator[Attendee]:
    """Yield those whom a subject line names: "Meeting Between Ambassador May and Cdr. Ro"."""
    for subject in subjects(document.element, document.reading):
        if subject.span is not None and names_talk(subject.value):
            offset = subject.span.start
            told = heading_parties(talk_of(subject.value), _local(document, subject.span))
            for party in told.talkers:
                yield _told(party, document, offset, ("tookPart",))


def _listed(document: Document, volume: Volume, visited: frozenset[Element]) -> Attendance:
    if document.roll is None:
        return Attendance()
    seen = visited | {document.element}

    def elsewhere(line: Element, number: str | None) -> tuple[Attendee, ...] | None:
        """Find the list of the document that a line refers to, in this volume."""
        reference = line.find(f".//{{{TEI}}}ref")
        target = reference.get("target", "") if reference is not None else ""
        other = volume.document(target.removeprefix("#"), number)
        if other is None or other in seen:
            return None
        found = read_document(other, volume)
        return tuple(_listed(found, volume, seen).attendees) or None if found else None

    text, marks = document.reading.text, document.marks
    return attend(document.roll, text, marks, volume.persons, elsewhere)


def _told(party: Party, document: Document, offset: int, presence: tuple[str, ...]) -> Attendee:
    """Return a party of the words at *offset* as an attendee."""
    start, end = offset + party.start, offset + party.end
    named = party.name_span or (party.start, party.end)
    return Attendee(
        as_written=document.reading.text[start:end],
        span=Span(start, end),
        name=party.name,
        title=party.title,
        position=party.position,
        side=party.side,
        kind=party.kind,
        presence=presence,
        identifiers=_identifiers(document, offset + named[0], offset + named[1]),
    )


def _identifiers(document: Document, start: int, end: int) -> tuple[str, ...]:
    found = (m.identifier for m in document.marks if m.start < end and start < m.end)
    return tuple(dict.fromkeys(identifier for identifier in found if identifier))


def _author(heading: HeadingParties, document: Document) -> Author | None:
    """Return the writer that the heading names; an office alone stands for its holder."""
    for party in heading.writers:
        start, end = party.name_span or (party.start, party.end)
        span = Span(document.head[0] + start, document.head[0] + end)
        name = party.name or document.reading.text[span.start : span.end].removeprefix("the ")
        return Author(
            name=name,
            span=replace(span, start=span.end - len(name)),
            position=party.position,
            identifiers=_identifiers(document, span.start, span.end),
        )
    return None


def _signer(document: Document) -> Author | None:
    """Return who signed the document."""
    spans = document.reading.spans.items()
    signed = [span for element, span in spans if name_of(element) == "signed"]
    for mark in reversed(document.marks):
        if any(span.start <= mark.start and mark.end <= span.end for span in signed):
            name = document.reading.text[mark.start : mark.end]
            known = (mark.identifier,) if mark.identifier else ()
            return Author(name=name, span=Span(mark.start, mark.end), identifiers=known)
    return None


def _with_recorder(attendees: list[Attendee], heading: HeadingParties) -> list[Attendee]:
    """Add "recorder" to the one attendee that has the name of the writer in the heading."""
    for writer in heading.writers:
        family = key(surname(writer.name)) if writer.name else None
        same = [a for a in attendees if a.name and key(surname(a.name)) == family]
        if len(same) == 1 and "recorder" not in same[0].presence:
            at = attendees.index(same[0])
            attendees[at] = replace(same[0], presence=(*same[0].presence, "recorder"))
    return attendees


def _persons(referred: set[str], volume: Volume) -> tuple[Person, ...]:
    return tuple(volume.persons[i] for i in sorted(referred) if i in volume.persons)


def _unresolved(
    referred: set[str], volume: Volume, element: Element, warnings: list[Warn]
) -> list[Warn]:
    """Add a warning for each identifier that the volume's list of persons does not have."""
    missing = sorted(referred - set(volume.persons))
    return warnings + [
        Warn(message=f"{identifier} is not in the list of persons", line=element.sourceline)
        for identifier in missing
    ]
