"""Who wrote a record down: journal, title, signature, or the page's own field."""

import re
from collections.abc import Iterator

from kg.converters.wilson.closing import recorder_of, signature_of
from kg.converters.wilson.document import Document
from kg.converters.wilson.page import Line, Page
from kg.converters.wilson.people import Named, named
from kg.names import compatible, direct_order, initials, key, normal_form
from kg.records import Author, Span, Statement

_NAME = r"(?:[^\W\d_]\.\s?){0,3}[^\W\d_a-z][\w’'-]+(?:\s(?:[^\W\d_]\.|[^\W\d_a-z][\w’'-]+)){0,3}"
_JOURNAL = re.compile(
    rf"\b(?:from\s+the\s+)?(?:journal|diary)\s+of\s+(?P<who>[^:;,\[\]]{{2,90}}(?:,\s+{_NAME})?)",
    re.I,
)
_FROM_JOURNAL = re.compile(r"\bfrom\s+the\s+(?:journal|diary)\b", re.IGNORECASE)
_OF = re.compile(rf"^of\s+(?P<who>{_NAME})")
_QUOTED = re.compile(rf"^(?P<who>{_NAME}),\s+['‘\"“]")
_I_WAS_THERE = re.compile(
    r"\b(?:conversation|talk|meeting|spoke|speaking)\s+with\s+me\b|\b(?:told|asked|informed|thanked"
    r"|received|invited)\s+me\b|\bI\s+(?:received|visited|met|said|asked|told|replied|thanked"
    r"|answered|informed|called|inquired|had|noted|expressed|explained|responded|stated|was)\b"
)
_QUOTATION = re.compile(r"[\"“][^\"“”]*[\"”]")


def author_of(page: Page, document: Document) -> Author | None:
    """Return who wrote the record, under the fullest name it gives, with the post if it gives one.

    The place is that of the journal's head or, without one, of the signature; the other places
    where the same name stands are ``other_names``.
    """
    signature = signature_of(document)
    recorded = recorder_of(document)
    names = [
        *_journal_head(document),
        *([signature.name] if signature else []),
        *([recorded] if recorded else []),
        *_titled(page.title),
        *_field(page),
    ]
    if not names:
        return None
    first = names[0]
    same = [one for one in names if compatible(one.value, first.value)]
    fullest = max(same, key=lambda one: len(initials(one.value)))
    fullest = next(
        (
            one
            for one in reversed(same)
            if key(one.value) == key(fullest.value) and one.value == normal_form(one.value)
        ),
        fullest,
    )
    if first.span is None:
        return None
    position = signature.position if signature and signature.name in same else _titled_post(page)
    return Author(
        name=normal_form(direct_order(fullest.value)),
        span=first.span,
        position=position.value if position else None,
        position_span=position.span if position else None,
        other_names=tuple(one for one in same if one is not first),
    )


def took_part(page: Page, document: Document) -> bool:
    """Say whether the writer was there: a journal is its owner's, "I" and "me" are the writer."""
    lines = (page.title, *document.head)
    if any(re.search(r"\b(?:journal|diary)\b", line.text, re.IGNORECASE) for line in lines):
        return True
    return any(_I_WAS_THERE.search(_QUOTATION.sub("", line.text)) for line in document.prose)


def _journal_head(document: Document) -> Iterator[Statement]:
    """Yield the owner named in the head, though stamps stand between the lines (record 115932)."""
    for i, line in enumerate(document.head):
        if inline := _JOURNAL.search(line.text):
            yield from _statement(line, named(line.text, *inline.span("who")))
            return
        if _FROM_JOURNAL.search(line.text):
            for below in document.head[i + 1 : i + 4]:
                if owner := _OF.match(below.text):
                    yield from _statement(below, named(below.text, *owner.span("who")))
                    return


def _titled(title: Line) -> Iterator[Statement]:
    for pattern in (_JOURNAL, _QUOTED):
        if match := pattern.search(title.text):
            yield from _statement(title, named(title.text, *match.span("who")))
            return


def _titled_post(page: Page) -> Statement | None:
    match = _JOURNAL.search(page.title.text)
    people = named(page.title.text, *match.span("who")) if match else ()
    for one in people:
        at = page.title.text.find(one.position) if one.name and one.position else -1
        if one.position and at >= 0:
            span = Span(page.title.start + at, page.title.start + at + len(one.position))
            return Statement(value=one.position, span=span)
    return None


def _field(page: Page) -> Iterator[Statement]:
    """Yield the page's author: "Surname, Given"."""
    for line in page.fields.get("Author(s)", ()):
        yield Statement(value=line.text, span=Span(line.start, line.end))


def _statement(line: Line, people: tuple[Named, ...]) -> Iterator[Statement]:
    for one in people:
        if one.name and one.kind == "person":
            at = line.text.index(one.name, one.start)
            span = Span(line.start + at, line.start + at + len(one.name))
            yield Statement(value=one.name, span=span)
            return
