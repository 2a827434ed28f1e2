"""One archival citation: the repository and its levels, outermost first.

Labels are read wherever they stand ("F.0102. O.13 D.72"), names by their place: what follows the
repository is its fonds, what is called files or series is a series, what comes last is the file.
"""

import re
from collections.abc import Iterator

from kg.citations.arranging import Part, arrange
from kg.citations.repositories import find_repository, hide_brackets, repository_key
from kg.citations.sentences import sentences
from kg.citations.shapes import LABEL, LABELLED, SHAPES
from kg.records import Citation, Span, Where

__all__ = ["parse_citation", "repository_key"]

_GENRE = r"(?:Telegram|Airgram|Letter|Despatch|Memorandum|Circular telegram|Instruction)"
_SEPARATOR = re.compile(
    rf"\s*(?:[,;]|(?<=[Ff]iles):(?=\s)|:(?=\s*(?:[Ll]ot|FRC|Job|RG|{_GENRE})\b)"
    r"|:(?=\s(?:[A-Z]\w* ){1,4}Files?\b))\s*"
)
MAX_LENGTH = 1000  # characters; the longest of 4,072 source notes cites in 237
_EDGES = " \n\xa0:,;"
_COPY = re.compile(r"\s*(\((?:[Cc]opy|[Mm]icrofilm|[Oo]riginal)\))$")
# Without an archive, a number or what papers are called must say that a citation is one.
_HELD = re.compile(
    r"\b(?:files?|papers|records|collections?|series|materials?|memoranda|minutes|journals?|diar(?:y|ies)"
    r"|archiv\w*|fonds?)\b|[0-9]",
    re.IGNORECASE,
)
# "ECA Director's files": an agency's files, where no archive is named.
_AGENCY = re.compile(
    r"(?P<agency>[A-Z]{2,}(?:[–-][A-Z]{2,})*) (?=(?:[A-Z]\w+ )?[A-Z]\w+[’']s [Ff]iles\b)"
)
# "Institute of Party History, f. 1": a body with a fonds keeps it.
_BODY = re.compile(
    r"(?P<agency>(?=[^,;0-9]*\b(?:Institute|Academy|Ministry|Committee|Cent(?:er|re)|Foundation"
    r"|Commission|Department|Depository)\b)[A-Z][^,;0-9]{3,90}?),?\s+"
    r"(?=(?:[Ff]onds?|[Ff]\.)\s?[A-Z0-9])"
)


def parse_citation(text: str, offset: int = 0, where: Where = Where.TEXT) -> Citation:
    """Return one archival citation with its repository, levels and pages.

    *offset* is where *text* begins in the record's text *where*. ``as_given`` is the whole of
    *text* without its last full stop; what is not understood is in ``rest``, verbatim.

    >>> [(one.kind, one.value) for one in parse_citation("AVPRF F. 0102, Op. 13.").levels]
    [('Fonds', '0102'), ('Series', '13')]
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    given = text[start:end].removesuffix(".")
    if len(given) > MAX_LENGTH:  # prose, and the patterns are not made for it
        return Citation(as_given=given, span=_span(offset, start, end, where), rest=given)
    repository, begin, finish = find_repository(text, start, end)
    agency = _AGENCY.match(text, start, end) or _BODY.match(text, start, end)
    if repository is None and agency:
        repository, begin = agency["agency"], agency.end()
    done = arrange([*_parts(text, begin, finish)], text, repository)
    if repository is None and not _HELD.search(text):
        return Citation(as_given=given, span=_span(offset, start, end, where), rest=given or None)
    prose = text[start:begin].replace(repository or "", "").strip(" ,.;:()")
    return Citation(
        as_given=given,
        span=_span(offset, start, end, where),
        repository=repository,
        levels=tuple(done.levels),
        pages=", ".join(done.pages) or None,
        number=", ".join(done.numbers) or None,
        title=done.title,
        rest="; ".join([prose, *done.rest] if prose else done.rest) or None,
    )


def _span(offset: int, start: int, end: int, where: Where) -> Span | None:
    return Span(offset + start, offset + end, where) if end > start else None


def _parts(text: str, start: int, end: int) -> Iterator[Part]:
    """Cut the citation into labelled parts and, between them, bare names."""
    hidden = list(hide_brackets(text))
    for _, stop in sentences(text[:end], start):
        hidden[stop - 1] = ";" if hidden[stop - 1] == "." else hidden[stop - 1]
    flat = "".join(hidden)
    for part in [*_labelled(text, start, end), Part("", "", "", end, end)]:
        at = start
        for cut in [*_SEPARATOR.finditer(flat, start, part.start), None]:
            stop = cut.start() if cut else part.start
            while at < stop and text[at] in _EDGES:
                at += 1
            name = text[at:stop].rstrip(_EDGES)
            if aside := _COPY.search(name):
                name = name[: aside.start()]
                yield Part("Rest", "", aside[1], at + aside.start(1), stop)
            if name.strip("“”\"'"):
                yield Part("", "", name, at, at + len(name))
            at = cut.end() if cut else stop
        if part.kind:
            yield part
        start = max(start, part.end)


def _labelled(text: str, start: int, end: int) -> list[Part]:
    """Return the labelled parts in order; of two that overlap, the earlier."""
    found: list[list[Part]] = []
    for match in LABEL.finditer(text, start, end):
        index = next(i for i in range(len(LABELLED)) if match[f"v{i}"])
        label, value = match[f"l{index}"], match[f"v{index}"]
        found.append([Part(LABELLED[index][0], label, value, *match.span())])
    for kinds, shape in SHAPES:
        found.extend(
            [
                Part(kind, match[f"l{i}"], match[f"v{i}"], *match.span())
                for i, kind in enumerate(kinds)
            ]
            for match in shape.finditer(text, start, end)
        )
    parts: list[Part] = []
    for group in sorted(found, key=lambda group: group[0].start):
        if not parts or group[0].start >= parts[-1].end:
            parts.extend(group)
    return parts
