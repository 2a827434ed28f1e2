"""The source field of a translated record: where it lies, and who obtained and translated it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.citations.levels import parse_citation
from kg.citations.printed import find_printed
from kg.citations.repositories import KNOWN
from kg.citations.sentences import sentences
from kg.citations.shapes import LABEL
from kg.records import Citation, Level, Span, Statement, Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a source field says; ``rest`` is what was not understood, verbatim.

    ``contributors`` obtained or contributed the record, ``projects`` are those it was done for.
    """

    as_given: str
    citations: tuple[Citation, ...] = ()
    translators: tuple[Statement, ...] = ()
    contributors: tuple[Statement, ...] = ()
    projects: tuple[Statement, ...] = ()
    rest: str | None = None


_VERB = r"(?:translated|obtained|contributed|transcribed|provided|donated|edited)"
_ROLE = re.compile(
    r"(?:(?:Documents?|Text|Copy|Scans?)\s+(?:(?:was|were)\s+)?)?"
    rf"(?P<verbs>{_VERB}(?:(?:,? and |, ){_VERB})*|Translation)"
    r"(?:\s+(?:from|into)(?:\s+the)?\s+[A-Z]\w+)?"
    r"(?:\s+for\s+(?P<project>[^.]+?))?(?:\s+(?:from|into)(?:\s+the)?\s+[A-Z]\w+)?"
    rf"\s+by\s+(?P<names>.+?)(?=[,;]?\s+(?:and\s+)?{_VERB}\b|\.?\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_MAX_SENTENCE = 2000  # characters; who reads more has no citation before them
_COURTESY = re.compile(
    r"(?:Document,?\s+)?(?:by\s+)?courtesy\s+of\s+(?P<names>.+?)\.?\s*$", re.I | re.S
)
_FOR = re.compile(r"\s+for\s+(?P<project>(?:the\s+)?[A-Z][A-Z]\w*)$")
_NAME = re.compile(r"(?:(?!,|\s+and\s|\s+\().)+(?:,\s+(?:Jr|Sr)\.?)?", re.DOTALL)
_AFFILIATION = re.compile(r"\s*\([^()]*\)")
_ASIDES = re.compile(r"(?:Original|Copy|Carbon copy|Typewritten text|Handwritten)\b", re.IGNORECASE)
_IBID = re.compile(r"Ibid\b\.?\s*")
_ANOTHER = re.compile(rf"\s*(?:;|;?\s+and)\s+(?={KNOWN.pattern})")


def parse_provenance(text: str, offset: int = 0, where: Where = Where.TEXT) -> Provenance:
    """Read a source field; *offset* is where *text* begins in the record's text *where*.

    >>> found = parse_provenance("AVPRF F. 0102, Op. 13, Delo 5. Translated for NKIDP by A. Smith.")
    >>> found.citations[0].as_given, found.translators[0].value, found.projects[0].value
    ('AVPRF F. 0102, Op. 13, Delo 5', 'A. Smith', 'NKIDP')
    """
    found = _Found(offset, where)
    printed = find_printed(text, offset, where)
    if printed:
        found.add_roles(text[printed.start : printed.names_end], printed.start)
    for start, end in _statements(text, printed.end if printed else 0):
        found.add_sentence(text, start, end, begun=printed is not None)
    pieces = [piece for start, end in found.cited for piece in _archives(text, start, end)]
    return Provenance(
        as_given=text.strip(),
        citations=(
            *([printed.citation] if printed else []),
            *_citations(text, pieces, offset, where),
        ),
        translators=tuple(found.people["translators"].values()),
        contributors=tuple(found.people["contributors"].values()),
        projects=tuple(found.people["projects"].values()),
        rest=" ".join(found.rest) or None,
    )


class _Found:
    """What the sentences of a source field are: where citations lie, who did what, the rest."""

    def __init__(self, offset: int, where: Where) -> None:
        self._offset = offset
        self._where = where
        self.cited: list[list[int]] = []
        self.people: dict[str, dict[str, Statement]] = {
            "translators": {},
            "contributors": {},
            "projects": {},
        }
        self.rest: list[str] = []

    def add_sentence(self, text: str, start: int, end: int, *, begun: bool) -> None:
        """Take the sentence at ``text[start:end]``; *begun* if a work was cited before."""
        sentence = text[start:end]
        if end - start > _MAX_SENTENCE:
            self.rest.append(sentence)
        elif courtesy := _COURTESY.match(sentence):
            self._add_contributors(courtesy["names"], start + courtesy.start("names"))
        elif _ROLE.match(sentence):
            after = self.add_roles(sentence, start)
            self.rest.extend([after] if after else [])
        elif _ASIDES.match(sentence) and self.cited:
            self.rest.append(sentence)
        elif _IBID.match(sentence) or _begins_citation(sentence, bool(self.cited) or begun):
            self.cited.append([start, end])
        elif self.cited and LABEL.match(sentence):
            self.cited[-1][1] = end
        else:
            self.rest.append(sentence)

    def add_roles(self, sentence: str, start: int) -> str:
        """Add who did what in a sentence that begins at *start*; return what is left of it."""
        return _read_roles(sentence, self._offset + start, self._where, self.people)

    def _add_contributors(self, names: str, start: int) -> None:
        for name, at in _names(names):
            _add(self.people["contributors"], name, self._offset + start + at, self._where)


_ROLE_BEHIND = re.compile(rf"[,;]\s+(?=(?:{_VERB})\b[^.;]{{0,60}}?\s+by\s)", re.IGNORECASE)


def _statements(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences; "…, d. 5, translated by A" says who translated in one of its own."""
    for begin, end in sentences(text, start):
        while begin < end and text[begin] in " .;,":
            begin += 1
        role = _ROLE_BEHIND.search(text, begin, end)
        if role and not _ROLE.match(text, begin, end):
            yield begin, role.start()
            yield role.end(), end
        elif begin < end:
            yield begin, end


def _begins_citation(sentence: str, cited: bool) -> bool:
    if not cited:
        prose = re.match(r"(?:The|This|A|An) [a-z]", sentence)
        return not prose or bool(re.search(r"\b[Ff](?:onds?|\.) ?[0-9]", sentence))
    return bool(KNOWN.match(sentence))


def _archives(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where "and" or a semicolon leads to another archive that we know."""
    for cut in _ANOTHER.finditer(text, start, end):
        if re.search(r"[0-9]", text[start : cut.start()]):  # a name with a comma is one archive
            yield start, cut.start()
            start = cut.end()
    yield start, end


def _citations(
    text: str, pieces: list[tuple[int, int]], offset: int, where: Where
) -> tuple[Citation, ...]:
    found: list[Citation] = []
    for start, end in pieces:
        ibid = _IBID.match(text, start, end)
        begin = ibid.end() if ibid else start
        citation = parse_citation(text[begin:end], offset + begin, where)
        if ibid and found:
            citation = _inherit(
                citation, found[-1], text[start:end], Span(offset + start, offset + end, where)
            )
        found.append(citation)
    return tuple(found)


def _inherit(citation: Citation, before: Citation, given: str, span: Span) -> Citation:
    """Give "Ibid. Op. 16. D. 372" the archive and the levels above its first own one."""
    first = citation.levels[0].kind if citation.levels else None
    above: list[Level] = []
    for level in before.levels:
        if level.kind == first:
            break
        above.append(level)
    return Citation(
        as_given=given.removesuffix("."),
        span=span,
        repository=citation.repository or before.repository,
        levels=(*above, *citation.levels),
        pages=citation.pages,
        number=citation.number,
        rest=citation.rest,
    )


def _read_roles(
    sentence: str, offset: int, where: Where, people: dict[str, dict[str, Statement]]
) -> str:
    """Add who did what in "Obtained by A and translated for P by B"; return what is left."""
    end = 0
    for role in _ROLE.finditer(sentence):
        end = role.end()
        verbs = role["verbs"].lower()
        if role["project"]:
            at = offset + role.start("project")
            _add(people["projects"], role["project"], at, where)
        for name, at in _names(role["names"]):
            at += offset + role.start("names")
            if project := _FOR.search(name):  # "translated by A. Gray for RDP"
                _add(people["projects"], project["project"], at + project.start("project"), where)
                name = name[: project.start()]
            if "transl" in verbs:
                _add(people["translators"], name, at, where)
            if re.search("obtained|contributed|provided|donated", verbs):
                _add(people["contributors"], name, at, where)
    return sentence[end:].strip(" .")


def _names(names: str) -> Iterator[tuple[str, int]]:
    """Yield the names of a list and where they begin; affiliations in brackets are no names."""
    flat = _AFFILIATION.sub(lambda bracket: "," * len(bracket[0]), names)
    for match in _NAME.finditer(flat):
        name = match[0].strip()
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        if name.startswith("and "):
            name, begin = name[4:], begin + 4
        if name and name != "and":
            yield name, begin


def _add(found: dict[str, Statement], value: str, at: int, where: Where) -> None:
    found.setdefault(value, Statement(value=value, span=Span(at, at + len(value), where)))
