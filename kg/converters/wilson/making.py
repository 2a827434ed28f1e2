"""From a page taken apart to a record: what each part says, and what it does not."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kg.converters.wilson import closing, edition, opening, when
from kg.converters.wilson.authors import author_of, took_part
from kg.converters.wilson.document import TALK, Document, kinds, parse_document
from kg.converters.wilson.edition import first
from kg.converters.wilson.page import Line, Page
from kg.dates import parse_date
from kg.names import compatible, key, normal_form
from kg.names.lexicon import fold
from kg.records import (
    Attendee,
    Author,
    Block,
    BlockKind,
    Excluded,
    Outcome,
    Record,
    Span,
    Statement,
    Warn,
)

COLLECTION = "wilson"


def make_outcome(page: Page, text: str, line: int | None = None) -> Outcome:
    """Return the record of *page*, or why its document is excluded.

    *line* is where it begins in its file, if not with its title.
    """
    line = line or page.title.number or None
    document = parse_document(page.body)
    held = opening.opening_of(document)
    if reason := _no_conversation(page, document, held):
        key_ = f"{COLLECTION}/{page.identifier.text}"
        return Excluded(key=key_, reason=reason, line=line)
    return replace(_record(page, document, held, text), line=line)


def _no_conversation(page: Page, document: Document, held: opening.Opening | None) -> str | None:
    """Return why a document records no conversation (the rule is the package's docstring)."""
    said = [page.title, *document.head, *page.fields.get("Type", ())]
    if held or any(re.search(rf"\b{TALK}\b", line.text, re.IGNORECASE) for line in said):
        return None
    return "neither title, heading, type nor opening speaks of a conversation"


def _record(page: Page, document: Document, held: opening.Opening | None, text: str) -> Record:
    """Return what page and document say of the conversation and of the record of it."""
    warnings: list[Warn] = []
    author = author_of(page, document)
    people, origin = _attendees(page, document, held, text)
    people = _with_author(people, author, document, page)
    if not people:
        message = "no participant could be told from list, opening, heading or title"
        warnings.append(Warn(message=message, line=page.title.number))
    talked = held.dates if held and held.dates else when.headed_dates(page, document)
    conversation_dates = tuple(when.readings(talked, page, warnings))
    kind = first(page, "Type")
    classified = next(iter(edition.statements(page, "Original Classification")), None)
    record = Record(
        collection=COLLECTION,
        identifier=page.identifier.text,
        title=page.title.text,
        text=text,
        blocks=tuple(_blocks(page, document)),
        kind=kind.text if kind else None,
        subjects=edition.statements(page, "Subjects Discussed"),
        date=next(when.readings(tuple(when.page_date(page)), page, warnings), None),
        conversation_dates=conversation_dates,
        conversation_span=held.span if held else None,
        place=when.place_of(document),
        medium=when.medium_of(page, document),
        attendees=people,
        attendees_from=origin,
        author=author,
        marking=closing.marking_of(document) or classified,
        registry_numbers=closing.registry_numbers(document),
        copies=closing.copies(document),
    )
    return _with_edition(record, page, warnings)


def _with_edition(record: Record, page: Page, warnings: list[Warn]) -> Record:
    """Return *record* with what the page says of source, rights and edition."""
    provenance = edition.provenance_of(page)
    # By its number a page has one address in every form; its slug is one more.
    own = edition.address_of(page, record.text)
    numbered = bool(own and own.endswith(f"/document/{page.identifier.text}"))
    issued = first(page, "Original Uploaded Date")
    if issued and not edition.is_day(issued):
        message = f"the upload date {issued.text!r} is no day"
        warnings.append(Warn(message=message, line=issued.number))
        issued = None
    return replace(
        record,
        language=edition.language_of(page),
        original_languages=edition.statements(page, "Language"),
        authors=edition.statements(page, "Author(s)"),
        people=edition.statements(page, "Associated People & Organizations"),
        places=edition.statements(page, "Associated Places"),
        topics=edition.statements(page, "Associated Topics"),
        citation=next(iter(provenance.citations), None) if provenance else None,
        further_citations=provenance.citations[1:] if provenance else (),
        original_archive=next(iter(edition.statements(page, "Original Archive")), None),
        translators=provenance.translators if provenance else (),
        contributors=edition.contributors_of(page, provenance),
        projects=provenance.projects if provenance else (),
        funders=edition.funders_of(page),
        rights=edition.rights_of(page),
        rights_holder=edition.rights_holder_of(page),
        issued=parse_date(issued.text) if issued else None,
        issued_span=_span(issued) if issued else None,
        summary=_statement(page.summary) if page.summary else None,
        address=own if numbered else None,
        other_addresses=(own,) if own and not numbered else (),
        warnings=(*page.warnings, *warnings, *edition.doubts_of(page, provenance)),
    )


def _span(line: Line) -> Span:
    return Span(line.start, line.end)


def _statement(line: Line) -> Statement:
    return Statement(value=line.text, span=_span(line))


def _attendees(
    page: Page, document: Document, held: opening.Opening | None, text: str
) -> tuple[tuple[Attendee, ...], str]:
    """Return who took part from the best witness there is; the others add whom it leaves out."""
    if attendees := opening.listed(document):
        return attendees, "list"
    found: list[Attendee] = []
    origin = "opening"
    for name, people in (
        ("opening", held.people if held else ()),
        ("heading", opening.heading_people(text, document)),
        ("title", opening.headed(page.title.text, page.title.start)),
    ):
        origin = name if people and not found else origin
        _add(found, [opening.attendee(one, text[one.start : one.end]) for one in people])
    _add(found, opening.attending(document))
    return tuple(found), origin


def _add(found: list[Attendee], people: Iterable[Attendee]) -> None:
    """Add who is not there yet; of the others, the fuller name and the post that was missing."""
    for one in people:
        i = next((i for i, other in enumerate(found) if _same(one, other)), None)
        if i is None:
            found.append(one)
        elif one.name and len(one.name) > len(found[i].name or ""):
            found[i] = replace(found[i], name=one.name, position=found[i].position or one.position)
        else:
            found[i] = replace(found[i], position=found[i].position or one.position)


def _same(one: Attendee, other: Attendee) -> bool:
    if one.name and other.name:
        return key(one.name) == key(other.name) or compatible(one.name, other.name)
    words = key(one.position or one.name or "")
    return bool(words) and words in {key(other.position or ""), key(other.name or "")}


def _with_author(
    attendees: tuple[Attendee, ...], author: Author | None, document: Document, page: Page
) -> tuple[Attendee, ...]:
    """Add the author, who took part if the document is a journal or speaks in the first person."""
    if author is None:
        return attendees
    for i, one in enumerate(attendees):
        if one.name and compatible(one.name, author.name):
            present = replace(
                one,
                presence=tuple(dict.fromkeys((*one.presence, "recorder"))),
                position=one.position or author.position,
                side=one.side or _side(author.position),
            )
            return (*attendees[:i], present, *attendees[i + 1 :])
    presence = ("tookPart", "recorder") if took_part(page, document) else ("recorder",)
    written = next(
        (line for line in (*page.body, page.title) if line.start <= author.span.start < line.end),
        None,
    )
    if written is None:  # named only in a field of the page: by whom, not who was there
        return attendees
    at = slice(author.span.start - written.start, author.span.end - written.start)
    return (
        *attendees,
        Attendee(
            as_written=written.text[at],
            span=author.span,
            name=author.name,
            position=author.position,
            side=_side(author.position),
            presence=presence,
        ),
    )


_WHOSE = re.compile(
    r"(?:The\s+)?(?P<side>[^\W\d_][\w.-]+)\s+(?:Charg|Ambassador|Envoy|Consul|Foreign\s+Minister)",
    re.IGNORECASE,
)
_NO_SIDE = {"the", "former", "acting", "deputy", "vice", "first", "new", "our"}


def _side(position: str | None) -> str | None:
    """Return whose ambassador it is, where the post says so ("SOVIET AMBASSADOR IN THE DPRK")."""
    match = _WHOSE.match(position or "")
    return normal_form(match["side"]) if match and fold(match["side"]) not in _NO_SIDE else None


def _blocks(page: Page, document: Document) -> Iterator[Block]:
    """Yield every line of the page with what it is, in order."""
    found = list(kinds(document))
    found += [(line, BlockKind.FURNITURE) for line in page.furniture]
    found += [(line, BlockKind.LABEL) for line in page.labels]
    found += [(line, BlockKind.VALUE) for lines in page.fields.values() for line in lines]
    found.append((page.title, BlockKind.HEADING))
    for line, kind in (
        (page.date, BlockKind.DATELINE),
        (page.support, BlockKind.NOTE),
        (page.summary, BlockKind.SUMMARY),
    ):
        if line:
            found.append((line, kind))
    for line, kind in sorted(found, key=lambda item: item[0].start):
        yield Block(kind=kind, start=line.start, end=line.end)
