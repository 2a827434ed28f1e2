"""A printed work as a source: title, volumes and years, pages ("Seaborg, Journal, Vol. 8, p. 5").

A printed work is told by its imprint ("(Paris: Imprimerie nationale, 2001)") or by a volume or year
together with pages; what names an archive, or a unit that only archives have, is none.
"""

import re
from dataclasses import dataclass

from kg.citations.repositories import names_archive
from kg.records import Citation, Level, Span, Where

_IMPRINT = re.compile(
    r"\((?P<place>[^\W\d][^():;]{1,40}): (?P<publisher>[^():]{2,60}), "
    r"(?P<year>1[5-9][0-9]{2}|20[0-9]{2})\)"
    r"|\((?P<city>[^\W\d][\w. -]{2,30}),? (?P<only>1[5-9][0-9]{2}|20[0-9]{2})\)"
)
_MAX_LENGTH = 1000  # characters in which a printed work is named
_NUMBERS = r"[0-9]+(?:\s?[-–]\s?[0-9]+)?(?:(?:, | and )[0-9]+(?:[-–][0-9]+)?)*"
_PAGES = re.compile(rf"\b(?:pp?\.|pages?|S\.)\s?(?P<pages>{_NUMBERS}|[ivxlc]+[-–][ivxlc]+)(?!\w)")
_BARE_PAGES = re.compile(rf"[,:]\s*(?P<pages>{_NUMBERS})\s*\.?\s*$")
_NUMERAL = r"(?:[0-9]+|[IVXLC]+)(?:[-–/](?:[0-9]+|[IVXLC]+))?"
_YEARS = r"(?:1[5-9][0-9]{2}|20[0-9]{2})(?:[-–/](?:(?:1[5-9]|20)?[0-9]{2}))?"
_VOLUME = (
    r"(?:[Vv]ol(?:ume|s?\.)?|[Tt]om[eo]?|[Bb]and|Bd\.|[Bb]ook|[Pp]art|[Pp]t\.|[Ii]ssue|[Nn]o\.|[Nn]umber)"
    rf"\s?{_NUMERAL}(?!\w)"
)
_DATE = (
    r"(?:[0-9]{1,2} )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? "
    r"(?:[0-9]{1,2}, )?"
    r"(?:1[5-9]|20)[0-9]{2}"
)
_DESIGNATION = re.compile(rf"{_VOLUME}|{_DATE}|{_YEARS}(?!\w)")
_DOCUMENT = re.compile(
    r"(?:[Dd]oc(?:ument|\.)|[Ii]tem)s?\s(?:[Nn]o\.\s)?(?P<number>[0-9]+(?:[-–][0-9]+)?)"
)
_UNITS = re.compile(
    r"\b(?:[Bb]ox(?:es)?|[Ff]olders?|[Ll]ot|RG|Record Group|FRC|[Ff]onds?|[Oo]pis['’]?|[Dd]elo"
    r"|[Rr]eel)\s[0-9]"
    r"|\b(?:[Ff]|[Oo]p|[Dd]|[Ll]l?)\.\s?[0-9]"
    r"|\b[Ff]iles?\b|[0-9]{3}[A-Z]?\.[0-9]"
)
# A newspaper of a day, with nothing more to say where.
_NEWSPAPER = re.compile(
    rf"(?P<paper>[^,;:0-9]*\b(?:Pravda|Izvesti\w+|Ribao|Sinmun|Times|Post|Herald|Tribune|Gazette|Monde"
    rf"|Deutschland|Granma|Daily|Guardian|Bulletin|Zëri)\b[^,;:0-9]*), (?={_DATE})"
)
# An author and a title, with pages behind them: "Grey, Years of War, pp. 1-3".
_AUTHORED = re.compile(
    r"(?!.*\b(?:Papers|Records|Collection|Materials?|Series)\b)"
    r"(?:[A-Z][\w.’'-]+\s){0,3}[A-Z][\w’'-]+, "
    r"[“\"]?(?:[A-Z][\w’'-]*|[a-z]{1,3})(?: (?:[A-Z][\w’'-]*|[a-z]{1,4})){1,9}[”\"]?[,.]\s*$"
)
_ACRONYM = re.compile(r"[A-Z][A-Z -]{2,}[,.]")


@dataclass(frozen=True, slots=True)
class Printed:
    """Where in a text a printed work is cited, and what is said of it."""

    start: int
    end: int
    names_end: int  # of the words before imprint and pages
    citation: Citation


def find_printed(text: str, offset: int = 0, where: Where = Where.TEXT) -> Printed | None:
    """Return the printed work that *text* begins with, ``None`` if it cites anything else.

    >>> found = find_printed("Seaborg, Journal, Vol. 8, pp. 565-566").citation
    >>> found.publication, found.levels[0].value, found.pages
    ('Seaborg, Journal', 'Vol. 8', '565-566')
    """
    text = text[:_MAX_LENGTH]
    start = len(text) - len(text.lstrip())
    imprint = _IMPRINT.search(text)
    pages = _PAGES.search(text, imprint.end() if imprint else 0)
    if imprint and not pages:
        pages = _BARE_PAGES.search(_before_roles(text), imprint.end())
    document = _DOCUMENT.search(text)
    first = imprint or pages or document or _NEWSPAPER.match(text, start)
    if first is None or _is_archival(text[start : first.start()]):
        return None
    before = text[start : first.start()]
    newspaper = first.re is _NEWSPAPER
    stop = len(text) if newspaper else first.start()
    designations = [*_DESIGNATION.finditer(text, start, stop)][: 1 if newspaper else None]
    if not imprint and not designations and not _AUTHORED.match(before):
        return None
    end = max(one.end() for one in (first, imprint, pages, *designations[-1:]) if one)
    title_end = designations[0].start() if designations else start + len(before)
    work, name = _work(text[start:title_end])
    levels = [Level(kind="Series", label="", value=name)] if name else []
    levels += [Level(kind="Series", label="", value=one[0]) for one in designations]
    if document and title_end <= document.start() <= end + 3:
        levels.append(Level(kind="File", label="", value=document[0]))
        end = max(end, document.end())
    citation = Citation(
        as_given=text[start:end],
        span=Span(offset + start, offset + end, where),
        levels=tuple(levels),
        pages=pages["pages"] if pages else None,
        publication=work,
        rest=_rest(text, designations, imprint),
    )
    return Printed(start, end, _end_of_words(text, first.start()), citation) if work else None


def _before_roles(text: str) -> str:
    """Return the text up to the first sentence that tells who translated or contributed it."""
    role = re.search(
        r"\.\s+(?=(?:Translated|Obtained|Contributed|Transcribed|Edited|Provided)\b)", text
    )
    while role and _IMPRINT.search(text, role.end()):  # the book's own translator
        later = re.compile(r"\.\s+(?=(?:Translated|Obtained|Contributed)\b)").search(
            text, role.end()
        )
        role = later
    return text[: role.start() + 1] if role else text


def _end_of_words(text: str, at: int) -> int:
    return len(text[:at].rstrip(" .,;:("))


def _is_archival(text: str) -> bool:
    return bool(names_archive(text) or _UNITS.search(text) or _ACRONYM.match(text))


def _work(text: str) -> tuple[str, str | None]:
    """Part "Public Papers of the Presidents: Richard Nixon," into the work and its part."""
    text = re.sub(r"[\s,.;:(]+$", "", text)
    text = re.split(r"\.\s+Translated by\b", text)[0]
    work, colon, part = text.partition(": ")
    return (work, part) if colon and part else (text, None)


def _rest(
    text: str, designations: list[re.Match[str]], imprint: re.Match[str] | None
) -> str | None:
    """Return what is between the volume and the pages: dates, the imprint."""
    found = [imprint[0]] if imprint else []
    if imprint and designations:
        between = text[designations[-1].end() : imprint.start()].strip(" ,.;")
        found = [between, *found] if between else found
    return "; ".join(found) or None
