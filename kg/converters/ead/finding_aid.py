"""One finding aid of one recorded conversation → one record."""

import re
from dataclasses import replace
from pathlib import Path

from kg.converters.ead import holdings, people
from kg.converters.ead.page import Page
from kg.converters.ead.scope import tag, unread, words
from kg.converters.ead.times import when
from kg.converters.parsing import Element
from kg.errors import SourceError
from kg.records import BlockKind, Citation, Level, Person, Record, Span, Statement

_IDENTIFIER = re.compile(r"[0-9][A-Za-z0-9.-]*")
# ISO 639-2/B codes (@langcode) that have a shorter BCP 47 tag; the others are tags themselves.
_LANGUAGES = {"eng": "en", "fre": "fr", "ger": "de", "rus": "ru", "chi": "zh", "spa": "es"}
_CODE = re.compile(r"[a-z]{3}")
_TELEPHONE = re.compile(r"talked on the telephone|telephone call was attempted")
_EMPTY = re.compile(r"appears to be blank|call was not completed")
_CAPTURED = re.compile(r"(?<=\.) The [^.]+ taping system captured ")


def record(root: Element, path: Path, collection: str) -> Record:
    """Return the record that the finding aid under *root* describes.

    Its reading text is what the finding aid prints of this one conversation, in the finding aid's
    order; what is the same in every finding aid is left out (``scope.IGNORED``).

    Raises:
        SourceError: it has no ``unitid`` of the tape index, so it is of no single conversation.
    """
    page = Page(root, path)
    identifier = _identifier(page)
    page.warnings.extend(unread(root))
    title = page.words("e:archdesc/e:did/e:unittitle") or f"Conversation {identifier}"
    page.add(BlockKind.HEADING, title)
    found = Record(
        collection=collection,
        identifier=identifier,
        title=title,
        text="",
        blocks=(),
        line=root.sourceline,
    )
    found = _conversation(page, found)
    found = _topics(page, found)
    found = _description(page, found)
    return replace(found, text=page.text, blocks=tuple(page.blocks), warnings=tuple(page.warnings))


def _identifier(page: Page) -> str:
    element = page.one("e:archdesc/e:did/e:unitid[@type='nixonTapesID']")
    if element is None:
        raise SourceError(
            page.path,
            "has no unitid of type nixonTapesID, so it describes no single conversation",
            line=page.root.sourceline,
            remedy="give finding aids of single conversations, or write a converter of your own",
        )
    identifier = words(element)
    if not _IDENTIFIER.fullmatch(identifier):
        raise SourceError(
            page.path,
            f"the unitid of type nixonTapesID is {identifier!r}",
            line=element.sourceline,
            remedy="write the tape and the number of the conversation there, as in 500-021",
        )
    return identifier


def _conversation(page: Page, found: Record) -> Record:
    """Add who took part, where the recording is kept, what it is about, and when it was made."""
    printed = page.words("e:archdesc/e:did/e:unitdate")
    date = Statement(value=printed, span=page.add(BlockKind.DATELINE, printed)) if printed else None
    persons: dict[str, Person] = {}
    attendees = people.participants(page, persons)
    if not attendees:
        page.warn(page.root, "the finding aid names no participant")
    units = holdings.levels(page)
    holder = holdings.repository(page)
    page.labelled(page.one("e:archdesc/e:did/e:unitid[@type='nixonTapesID']"))
    summary = _summary(page)
    page.labelled(page.one("e:archdesc/e:did/e:langmaterial"))
    moment = when(page, date)
    return replace(
        found,
        attendees=attendees,
        persons=tuple(person for _, person in sorted(persons.items())),
        citation=Citation(as_given="", repository=holder, levels=units),
        summary=summary,
        medium=_medium(summary, units),
        conversation_span=_conversation_span(page, summary),
        date=moment.record,
        conversation_dates=(moment.conversation,) if moment.conversation else (),
        time=moment.time,
    )


def _topics(page: Page, found: Record) -> Record:
    """Add where it was recorded (MARC 21, field 518 $p: place of event), and what was discussed."""
    section = page.one("e:archdesc/e:controlaccess/e:controlaccess[@id='recordingLocation']")
    place = next(page.headed(section, tag("geogname")), None)
    present = frozenset(i for attendee in found.attendees for i in attendee.identifiers)
    persons = {person.identifier: person for person in found.persons}
    mentioned = people.discussed(page, present, persons)
    subjects: list[Statement] = []
    for name in ("placesDiscussed", "topicsDiscussed"):
        section = page.one(f"{people.TOPICS}/e:controlaccess[@id='{name}']")
        subjects.extend(page.headed(section, tag("geogname"), tag("corpname"), tag("subject")))
    return replace(
        found,
        place=place,
        mentioned=mentioned,
        persons=tuple(person for _, person in sorted(persons.items())),
        subjects=tuple(subjects),
    )


def _description(page: Page, found: Record) -> Record:
    """Add what the finding aid says of itself: genre, language, rights, numbers, address."""
    numbers = (
        page.words("e:eadheader/e:eadid"),
        page.words("e:archdesc/e:did/e:unitid[@type='naId']"),
    )
    rights = "e:eadheader/e:filedesc/e:publicationstmt/e:p[@id='findingAidCopyright']"
    return replace(
        found,
        kind=page.words("e:archdesc/e:controlaccess/e:controlaccess/e:genreform") or None,
        language=_language(page),
        registry_numbers=tuple(Statement(value=number) for number in numbers if number),
        rights=page.words(rights) or None,
        citation=holdings.cited(page, found.citation),
        address=holdings.address(page, page.one("e:eadheader/e:eadid"), "url"),
    )


def _summary(page: Page) -> Statement | None:
    """Return the abstract, and print it with what the longer summary has beyond it."""
    element = page.one("e:archdesc/e:did/e:abstract[@id='summaryAbstract']")
    summary = page.labelled(element, BlockKind.SUMMARY)
    said = summary.value if summary else ""
    longer = "e:archdesc/e:scopecontent/e:scopecontent[@id='conversationSummary']/e:p"
    for paragraph in page.all(longer):
        if words(paragraph) not in said:
            page.add(BlockKind.SUMMARY, words(paragraph))
    if element is not None and (empty := _EMPTY.search(said)):
        page.warn(element, f"there may be no conversation: the abstract says {empty[0]!r}")
    return summary


def _conversation_span(page: Page, summary: Statement | None) -> Span | None:
    """Return the sentence of the abstract that says who met when, without that on the recording."""
    if summary is None or summary.span is None or _EMPTY.search(summary.value):
        return None
    captured = _CAPTURED.search(summary.value)
    length = captured.start() if captured else len(summary.value)
    return Span(summary.span.start, summary.span.start + length) if length else None


def _medium(summary: Statement | None, units: tuple[Level, ...]) -> str | None:
    """Return the medium that the abstract tells, or else the title of the series."""
    said = summary.value if summary else ""
    if _TELEPHONE.search(said) or any("Telephone" in unit.value for unit in units):
        return "telephone"
    return "meeting" if re.search(r"\bmet\b", said) else None


def _language(page: Page) -> str | None:
    """Return the BCP 47 tag of the language in which the finding aid is written."""
    element = page.one("e:eadheader/e:profiledesc/e:langusage/e:language")
    code = (element.get("langcode") or "").strip() if element is not None else ""
    if element is not None and not _CODE.fullmatch(code):
        page.warn(element, f"@langcode is no code of ISO 639-2: {code!r}")
        return None
    return _LANGUAGES.get(code, code) or None
