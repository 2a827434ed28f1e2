"""What the page says of the edition: source, index, language, donors, rights, address."""

import re
from collections.abc import Iterator

from kg.citations import Provenance, parse_provenance
from kg.converters.wilson import rights
from kg.converters.wilson.page import Line, Page, donors_of
from kg.dates import parse_date
from kg.names import compatible, direct_order
from kg.records import Span, Statement, Warn


def first(page: Page, label: str) -> Line | None:
    """Return the first line of a field, ``None`` where it is missing or empty."""
    return next(iter(page.fields.get(label, ())), None)


def provenance_of(page: Page) -> Provenance | None:
    """Return what the source field says."""
    source = first(page, "Source")
    return parse_provenance(source.text, source.start) if source else None


def doubts_of(page: Page, provenance: Provenance | None) -> Iterator[Warn]:
    """Yield what of the source field is not in the record."""
    source = first(page, "Source")
    if source is None or provenance is None:
        yield Warn(message="the page names no source", line=page.identifier.number)
        return
    if provenance.rest or not any(c.levels and c.repository for c in provenance.citations):
        unread = provenance.rest or source.text
        yield Warn(message=f"not understood in the source: {unread!r}", line=source.number)
    for line in page.fields["Source"][1:]:
        yield Warn(message=f"not understood in the source: {line.text!r}", line=line.number)


def language_of(page: Page) -> str | None:
    """Return "en" where the page says English; any other language is that of the original."""
    line = first(page, "Language")
    return "en" if line and line.text.casefold() == "english" else None


def statements(page: Page, label: str) -> tuple[Statement, ...]:
    """Return the values of a field, each with its place."""
    return tuple(
        Statement(value=line.text, span=Span(line.start, line.end))
        for line in page.fields.get(label, ())
    )


def contributors_of(page: Page, provenance: Provenance | None) -> tuple[Statement, ...]:
    """Return whom the source names as having obtained the record, and the field's others."""
    found = list(provenance.contributors) if provenance else []
    named = [*found, *provenance.translators] if provenance else []
    for one in statements(page, "Document Contributor(s)"):
        if not any(compatible(direct_order(one.value), other.value) for other in named):
            found.append(one)
    return tuple(found)


_LONGEST = 2000  # characters of a list of donors
_AND = re.compile(r",?\s+and\s+|[;,]\s+")


def funders_of(page: Page) -> tuple[Statement, ...]:
    """Return the donors; without the field, those of the line of thanks."""
    stretches = [(line.text, line.start) for line in page.fields.get("Donors", ())]
    if not stretches and page.support:
        stretches = [donors_of(page.support)]
    return tuple(one for text, start in stretches for one in _bodies(text, start))


def _bodies(text: str, start: int) -> Iterator[Statement]:
    """Part "A and B" only between whole bodies: not "Ministry of Trade and Industry"."""
    if len(text) > _LONGEST:  # no list of donors
        yield Statement(value=text, span=Span(start, start + len(text)))
        return
    begin = 0
    for cut in [*_AND.finditer(text), None]:
        stop = cut.start() if cut else len(text)
        rest = text[cut.end() :] if cut else ""
        if cut and not (_is_body(text[begin:stop]) and _is_body(_AND.split(rest)[0])):
            continue
        span = Span(start + begin, start + stop)
        yield Statement(value=text[begin:stop], span=span)
        begin = cut.end() if cut else stop


_BODY = re.compile(
    r"\b(?:Foundation|Ministry|Fund|Council|University|Institute|Cent(?:er|re)|Program|Endowment"
    r"|Trust|Corporation|Agency|Department|Government|Embassy|Museum|Library|Archives?|Society"
    r"|Association|Commission|Committee|Office|Academy|Bank|School|College)\b"
)


def _is_body(text: str) -> bool:
    return bool(_BODY.search(text)) and text[:1].isupper() and not re.search(r" [A-Z]\.$", text)


def rights_of(page: Page) -> str | None:
    """Return the statement of rights without the lines on whom to ask."""
    return rights.statement_of(line.text for line in page.fields.get("Rights", ()))


def rights_holder_of(page: Page) -> str | None:
    """Return who welcomes reuse, in the statement's own words."""
    return rights.holder_of(rights_of(page) or "")


def is_day(line: Line) -> bool:
    """Say whether a line is a date to the day."""
    return len(parse_date(line.text) or "") == len("2012-12-04")


_ADDRESS = re.compile(
    r"https?://digitalarchive\.wilsoncenter\.org/(?:document|node)/[\w./?=&%-]*[\w/]"
)


def address_of(page: Page, text: str) -> str | None:
    """Return the page's own address, if the form gives it or the text has it outside the body."""
    if page.address:
        return page.address
    for match in _ADDRESS.finditer(text):
        if not any(line.start <= match.start() < line.end for line in page.body):
            return match[0]
    return None
