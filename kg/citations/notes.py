"""The source note of *Foreign Relations of the United States*.

"Source: citation. Classification; handling. Drafted by … Cleared … Approved … The meeting took
place in …." (26,709 notes were read for the patterns; design/sources.md, section 4).
"""

import re
from dataclasses import dataclass, replace

from kg.citations.levels import parse_citation
from kg.citations.printed import find_printed
from kg.citations.repositories import KNOWN
from kg.citations.sentences import MARKING, MARKINGS, sentences
from kg.records import Citation, Span, Statement, Where

__all__ = ["MARKINGS", "SourceNote", "parse_source_note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """What a source note says; ``rest`` is what was not understood, verbatim.

    ``marking`` is ``None`` where the note says nothing; "No classification marking" is a marking.
    ``handling`` is what follows it ("Priority; Nodis"). ``drafted_by``, ``cleared_by`` and
    ``approved_by`` are names as printed, without dates. ``place`` is where the meeting was held.
    """

    as_given: str
    citation: Citation | None = None
    marking: Statement | None = None
    handling: Statement | None = None
    drafted_by: Statement | None = None
    cleared_by: Statement | None = None
    approved_by: Statement | None = None
    place: Statement | None = None
    rest: str | None = None


_SOURCE = re.compile(r"\s*\[?Source\s?:\s*")
_MARKED = re.compile(rf"(?P<marking>{MARKING})(?:[;,]\s*(?P<handling>.+?))?\.?\s*$", re.DOTALL)
_MARKED_BEHIND = re.compile(rf"[,;]\s+(?={MARKING})")
_DATED = re.compile(r"\s+on\s+(?=(?:[A-Z][a-z]{2,8}\.?\s+[0-9]|[0-9]{1,2}\s+[A-Z])).*$", re.DOTALL)
_WHO = (
    r"(?P<who>.+?)(?=[,;]?\s+(?:and\s+)?(?:was\s+)?"
    r"(?:drafted|prepared|cleared|approved|initialed)\b|\.?\s*$)"
)


def _step(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b{words}\s+{_WHO}", re.IGNORECASE | re.DOTALL)


_STEPS = {
    "drafted_by": _step(r"drafted\s+(?:and\s+\w+\s+|\w+\s+)?(?:by|in)"),
    "cleared_by": _step(r"cleared\s+(?:in\s+(?:draft|substance)\s+)?(?:by|with|in)"),
    "approved_by": _step(r"approved\s+(?:in\s+draft\s+)?(?:by|in)"),
}
_PLACE = re.compile(
    r"The\s+(?:[a-z]+\s+)?(?:meeting|conversation|discussion|talks?|luncheon|dinner|session|call)\s+"
    r"(?:was\s+held|were\s+held|took\s+place|occurred)\s+(?:(?:in|at)\s+|(?=aboard|on\s+board))"
    r"(?P<place>[A-Za-z].+?)"
    r"(?=\.?\s*$|\s+(?:on|from|between|beginning|during|before|after|and|at\s+[0-9]|immediately|following)\b|\s+\()",
    re.DOTALL,
)
_STEP = re.compile(r"(?:Drafted|Prepared and drafted|Cleared|Approved)\b")
_CITES = re.compile(rf"(?:{KNOWN.pattern}|RG\s|Ibid\b|[0-9]{{3}}[A-Z]*\.)")


def parse_source_note(
    text: str, offset: int = 0, where: Where = Where.SOURCE_NOTE, before: Citation | None = None
) -> SourceNote:
    """Read a source note; *offset* is where *text* begins in the record's text *where*.

    *before* is the citation of the note before, whose archive "Ibid." means.

    >>> note = parse_source_note("Source: Ford Library, Box 3. Secret; Nodis. Drafted by Bo.")
    >>> note.citation.repository, note.marking.value, note.handling.value, note.drafted_by.value
    ('Ford Library', 'Secret', 'Nodis', 'Bo')
    """
    head = _SOURCE.match(text)
    found: dict[str, Statement] = {}
    cited: tuple[int, int] | None = None
    rest: list[str] = []
    begin = head.end() if head else 0
    printed = find_printed(text[begin:], offset + begin, where)
    if printed:
        begin += printed.end
    for start, end in _cut(text, begin):
        sentence = text[start:end]
        if marked := _MARKED.fullmatch(sentence):
            if "marking" in found:
                rest.append(sentence)
            else:
                found |= _statements(marked, offset + start, where, ("marking", "handling"))
        elif not cited and not printed and not found and not _STEP.match(sentence):
            cited = (start, end)
        elif steps := _steps(sentence, offset + start, where):
            found = steps | found
        elif "place" not in found and (place := _PLACE.match(sentence)):
            found |= _statements(place, offset + start, where, ("place",))
        else:
            rest.append(sentence)
    citation = printed.citation if printed else None
    if cited:
        citation = _citation(text, cited, offset, where, before)
    return SourceNote(
        as_given=text.strip(), citation=citation, rest=" ".join(rest) or None, **found
    )


def _cut(text: str, start: int) -> list[tuple[int, int]]:
    """Return the sentences; a marking behind a comma ("711.11/5–2560, Secret.") is its own."""
    found: list[tuple[int, int]] = []
    for begin, end in sentences(text, start):
        begin += len(text[begin:end]) - len(text[begin:end].lstrip(" .;,"))
        if begin == end:
            continue
        comma = None if found else _MARKED_BEHIND.search(text, begin, end)
        if comma and _MARKED.match(text[comma.end() : end]):
            found += [(begin, comma.start()), (comma.end(), end)]
        else:
            found.append((begin, end))
    return found


def _citation(
    text: str, at: tuple[int, int], offset: int, where: Where, before: Citation | None
) -> Citation | None:
    given = text[slice(*at)]
    if not re.search(r"[0-9]|[Ff]iles?\b|[Pp]apers\b", given) and not _CITES.match(given):
        # A first sentence of prose is no citation ("Printed from an unsigned copy.").
        return Citation(
            as_given=given.removesuffix("."),
            span=Span(offset + at[0], offset + at[1], where),
            rest=given,
        )
    ibid = re.match(r"Ibid\.?[,\s]*", given)
    citation = parse_citation(given[ibid.end() :] if ibid else given, offset + at[0], where)
    if not ibid:
        return citation
    return replace(
        citation,
        as_given=given.removesuffix("."),
        span=Span(offset + at[0], offset + at[1], where),
        repository=citation.repository or (before.repository if before else None),
    )


def _steps(sentence: str, offset: int, where: Where) -> dict[str, Statement]:
    """Read "Drafted by A on May 3, cleared with B, and approved by C."."""
    if not _STEP.match(sentence):
        return {}
    found: dict[str, Statement] = {}
    for step, pattern in _STEPS.items():
        if match := pattern.search(sentence):
            who = _DATED.sub("", match["who"]).rstrip(" ,;")
            if who:
                at = offset + match.start("who")
                found[step] = Statement(value=who, span=Span(at, at + len(who), where))
    return found


def _statements(
    match: re.Match[str], offset: int, where: Where, groups: tuple[str, ...]
) -> dict[str, Statement]:
    return {
        group: Statement(
            value=match[group],
            span=Span(offset + match.start(group), offset + match.end(group), where),
        )
        for group in groups
        if match[group]
    }
