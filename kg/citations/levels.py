"""One archival citation: the repository and its levels, outermost first.

Labels are read wherever they stand ("F.0102. O.13 D.72"), names by their place: what follows the
repository is its fonds, what is called files or series is a series, what comes last is the file.
RiC has four record set types; boxes, lots and papki get the closest and keep their own label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.citations.repositories import find_repository, hide_brackets, repository_key
from kg.citations.sentences import sentences
from kg.records import Citation, Level, Span, Where

__all__ = ["parse_citation", "repository_key"]


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of the citation: labelled ("Op." 13), or a bare name with an empty kind."""

    kind: str
    label: str
    value: str
    start: int
    end: int


_GLOSS = r"\s?(?:\([^()]{1,12}\)\s?)?"  # "fond (f.) 45"
_UNIT = r"[0-9][\w/]*(?:\s?[-–]\s?[0-9]\w*)*"
_PAGES = rf"{_UNIT}(?:,\s?[0-9]+(?:[-–][0-9]+)?(?![\w./]|\.\s[a-z]))*"

# kind, label, value. "Pages" and "Number" are no levels.
_LABELLED = (
    ("Fonds", r"[Ff]onds?|[Ff]\.", _UNIT),
    ("Series", r"[Oo]pis['’]?|[Oo]p\.|O\.", _UNIT),
    ("File", r"[Dd]elo|[Dd]\.|arkhivna edinitsa|a\.\s?e\.", _UNIT),
    ("Papka", r"[Pp]apka|[Pp]\.", _PAGES),
    ("Pages", r"[Ll]isty?|[Ll]l?\.|pp\.|ff\.|[Pp]ages?", _PAGES),
    ("Fonds", r"RG|Record Group", r"[0-9]+[A-Z]?"),
    ("Series", r"[Ll]ot(?: [Ff]iles?)?", r"[0-9]{2}\s?[A-Z]\s?[0-9]+(?:-[0-9]+)?"),
    ("Series", r"FRC|Job|Accession", r"[0-9]{2}[A-Z]?[\s-]?[A-Z]?[\s-]?[0-9]+[A-Z]?"),
    ("Series", r"Series|Entry", r"(?:[IVXLC]+|[0-9]+)(?!\w)"),
    ("File", r"[Bb]ox(?:es)?", r"(?:[A-Z]{1,2}\s)?[0-9]+[A-Z]?(?:[-–][0-9]+)?"),
    ("File", r"[Ff]older|OA/ID|CF|ID", r"[0-9]+(?:[-–][0-9]+)?[A-Z]?"),
    ("File", r"File No\.|File", r"[A-Z0-9][\w’'.-]*[\w]"),
)
_LABEL = re.compile(
    r"(?<![\w.’-])(?:"
    + "|".join(
        rf"(?P<l{i}>{label}){_GLOSS}(?P<v{i}>{value})"
        for i, (_, label, value) in enumerate(_LABELLED)
    )
    + r")(?!\w)"
)
_OTHER_SHAPES = (
    # Hungarian: the number stands before its label, and a registry number at the end.
    (("File",), re.compile(r"(?<!\w)(?P<v0>[0-9]+)\.\s(?P<l0>doboz)\b")),
    (("Number",), re.compile(r"(?<![\w/])(?P<l0>)(?P<v0>[0-9]{5,6}/\s?(?:19|20)[0-9]{2})(?!\w)")),
    # Chinese Foreign Ministry: class-volume-item.
    (
        ("Fonds", "Series", "File"),
        re.compile(
            r"(?<![\w-])(?P<l0>)(?P<v0>[0-9]{3})-(?P<l1>)(?P<v1>[0-9]{5})-(?P<l2>)(?P<v2>[0-9]{2})(?![\w-])"
        ),
    ),
    # Polish: zespół, wiązka, teczka, in either order.
    (
        ("Fonds", "File", "Series"),
        re.compile(
            r"(?<!\w)(?P<l0>)(?P<v0>[\w/]+(?: [Zz]-?[0-9]+)?) (?P<l1>)(?P<v1>[Tt]-?[0-9]+)"
            r" (?P<l2>)(?P<v2>[Ww]-?[0-9]+)(?!\w)"
        ),
    ),
    (
        ("Fonds", "Series", "File"),
        re.compile(
            r"(?<!\w)(?P<l0>)(?P<v0>[\w/]+(?: [Zz]-?[0-9]+)?) (?P<l1>)(?P<v1>[Ww]-?[0-9]+)"
            r" (?P<l2>)(?P<v2>[Tt]-?[0-9]+)(?!\w)"
        ),
    ),
    # Department of State decimal files: class, then document or date ("795.00/1–1255").
    (
        ("Series", "File"),
        re.compile(
            r"(?<![\w.])(?P<l0>)(?P<v0>[0-9]{3}[A-Z]*\.[^,:;/]{1,40})/(?P<l1>)(?P<v1>[\w–-]+(?:\.[0-9]+)?)"
        ),
    ),
    # The National Archives at Kew: department, series, piece.
    (
        ("Fonds", "Series", "File"),
        re.compile(
            r"(?<![\w/])(?P<l0>)(?P<v0>[A-Z]{2,5})\s?(?P<l1>)(?P<v1>[0-9]{1,4})/(?P<l2>)(?P<v2>[0-9]{2,5})(?![\w/])"
        ),
    ),
    (("Pages",), re.compile(r"(?<=\s)(?P<l0>f)(?P<v0>[0-9]+)(?!\w)")),
)
_GENRE = r"(?:Telegram|Airgram|Letter|Despatch|Memorandum|Circular telegram|Instruction)"
_SEPARATOR = re.compile(
    rf"\s*(?:[,;]|(?<=[Ff]iles):(?=\s)|:(?=\s*(?:[Ll]ot|FRC|Job|RG|{_GENRE})\b))\s*"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_YEARS = re.compile(
    rf"(?=.*(?:(?:1[0-9]|20)[0-9]{{2}}|{_MONTH}))(?:(?:[0-9]{{1,2}}|(?:1[0-9]|20)[0-9]{{2}}|{_MONTH}|[A-Z]\w+day)"
    r"(?:[\s,]*[-–][\s,]*|[\s,]+|$))+"
)
_CALLED_SERIES = re.compile(r"\b(?:[Ss]eries|[Ff]iles?|[Rr]ecords|Papers|Materials?)\b")
_CALLED_COLLECTION = re.compile(r"\b(?:Papers|Collection|Materials?)$")
_ASIDE = re.compile(rf"\(.*\)|{_GENRE}|[^\w]+|Original|Copy|Ibid|[Tt]ypewritten text")
_ITEM_LABELS = ("", "Delo", "delo", "D.", "d.", "a.e.")
_PAPKA = ("P.", "Papka", "papka", "p.")
_RANGE = re.compile(r"([0-9]+)\s?[-–]\s?([0-9]+)")
_COPY = re.compile(r"\s*(\((?:[Cc]opy|[Mm]icrofilm|[Oo]riginal)\))$")
_SERIES_CODE = re.compile(r"(?:[A-Z0-9]+-)+\w.*")
_CODE = re.compile(r"(?=.*[0-9IVX-]|[A-Z ]+$)(?!.*[a-z]{4})[\w/. -]{1,16}")

# A path ends in the file: "B 136/59748", "IV 2/20/134", "Department …/6/440/8/1", "322.3 Ryukyus".
_SLASHED = (
    (("Fonds", "Series", "File"), re.compile(r"([A-Z][A-Za-z ]+[a-z])/([0-9]+)/([0-9/]+)")),
    (("Fonds", "File"), re.compile(r"([A-Z]{1,5} [0-9]+)/([0-9]+)")),
    (("Series", "File"), re.compile(r"([0-9]{3}[A-Z]?\.[0-9]+) ([A-Z]\w+)")),
    (("Series", "File"), re.compile(r"((?:[IVXLC]+|[0-9]+)[\w -]*(?:/[\w-]+)*)/([0-9]+)")),
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
    repository, begin, finish = find_repository(text, start, end)
    done = _arrange([*_parts(text, begin, finish)])
    prose = text[start:begin].replace(repository or "", "").strip(" ,.;")
    return Citation(
        as_given=given,
        span=Span(offset + start, offset + end, where) if end > start else None,
        repository=repository,
        levels=tuple(done.levels),
        pages=", ".join(done.pages) or None,
        number=", ".join(done.numbers) or None,
        rest="; ".join([prose, *done.rest] if prose else done.rest) or None,
    )


def _parts(text: str, start: int, end: int) -> Iterator[_Part]:
    """Cut the citation into labelled parts and, between them, bare names."""
    hidden = list(hide_brackets(text))
    for _, stop in sentences(text[:end], start):
        hidden[stop - 1] = ";" if hidden[stop - 1] == "." else hidden[stop - 1]
    flat = "".join(hidden)
    for part in [*_labelled(text, start, end), _Part("", "", "", end, end)]:
        at = start
        for cut in [*_SEPARATOR.finditer(flat, start, part.start), None]:
            stop = cut.start() if cut else part.start
            name = text[at:stop].strip(" \n\xa0:,;")
            if aside := _COPY.search(name):
                name = name[: aside.start()]
                yield _Part("Rest", "", aside[1], at, stop)
            if name:
                yield _Part("", "", name, at, stop)
            at = cut.end() if cut else stop
        if part.kind:
            yield part
        start = max(start, part.end)


def _labelled(text: str, start: int, end: int) -> list[_Part]:
    """Return the labelled parts in order; of two that overlap, the earlier."""
    found: list[list[_Part]] = []
    for match in _LABEL.finditer(text, start, end):
        index = next(i for i in range(len(_LABELLED)) if match[f"v{i}"])
        label, value = match[f"l{index}"], match[f"v{index}"]
        found.append([_Part(_LABELLED[index][0], label, value, *match.span())])
    for kinds, shape in _OTHER_SHAPES:
        found.extend(
            [
                _Part(kind, match[f"l{i}"], match[f"v{i}"], *match.span())
                for i, kind in enumerate(kinds)
            ]
            for match in shape.finditer(text, start, end)
        )
    parts: list[_Part] = []
    for group in sorted(found, key=lambda group: group[0].start):
        if not parts or group[0].start >= parts[-1].end:
            parts.extend(group)
    return parts


@dataclass(slots=True)
class _Arrangement:
    """What the parts turn out to be, in order."""

    levels: list[Level]
    pages: list[str]
    numbers: list[str]
    rest: list[str]
    last: str = ""  # the kind of the part before

    def has(self, *kinds: str) -> bool:
        return any(level.kind in kinds for level in self.levels)

    def add(self, kind: str, label: str, value: str) -> None:
        self.last = kind
        if kind == "Pages":
            self.pages.append(value)
        elif kind == "Number":
            self.numbers.append(value)
        elif kind == "Rest":
            self.rest.append(f"{label} {value}".strip())
        else:
            self.levels.append(Level(kind=kind, label=label, value=value))


def _arrange(parts: list[_Part]) -> _Arrangement:
    """Give every part its kind: a level, pages, a registry number, or the rest."""
    done = _Arrangement([], [], [], [])
    last_file = max((i for i, part in enumerate(parts) if part.kind == "File"), default=-1)
    for i, part in enumerate(parts):
        if part.kind == "Papka":  # "p." before the file is a papka, behind it or without one a page
            is_papka = part.label in _PAPKA[:3] or i < last_file
            done.add("File" if is_papka else "Pages", part.label, part.value)
        elif part.kind:
            done.add(part.kind, part.label, part.value)
        elif _YEARS.fullmatch(part.value):
            _place_years(part.value, done)
        else:
            for kind, value in _slashed(part, done) or [
                (_kind_of_name(parts, i, done), part.value)
            ]:
                done.add(kind, "", value)
    done.levels.sort(key=_depth)
    return done


def _depth(level: Level) -> int:
    """Return how deep a level lies: "Delo 4, Papka 11" and "T404 W17" name the inner one first."""
    if level.kind == "File":
        return 2 if level.label in _PAPKA else 3
    return 1 if level.kind == "Series" else 0


def _place_years(years: str, done: _Arrangement) -> None:
    """Years belong to the name before them; behind a code they are a series of their own."""
    if not done.levels or done.levels[-1].label or done.last == "Rest":
        done.add("Rest", "", years)
    elif done.has("Series", "File") or not _SERIES_CODE.fullmatch(done.levels[-1].value):
        last = done.levels.pop()
        done.levels.append(Level(kind=last.kind, label="", value=f"{last.value}, {years}"))
    else:
        done.add("Series", "", years)


def _slashed(part: _Part, done: _Arrangement) -> list[tuple[str, str]]:
    for kinds, shape in _SLASHED:
        match = shape.fullmatch(part.value)
        if match and not done.has(*kinds) and done.has("Fonds") == (kinds[0] != "Fonds"):
            return list(zip(kinds, match.groups(), strict=True))
    return []


def _kind_of_name(parts: list[_Part], i: int, done: _Arrangement) -> str:
    """Tell what a name without a label is, from its words and its place."""
    name = parts[i].value
    if _ASIDE.fullmatch(name):
        return "Rest"
    if done.has("File") and (span := _RANGE.fullmatch(name)) and int(span[1]) < int(span[2]):
        return "Pages"
    if any(part.kind == "Fonds" for part in parts[i:]):
        return "Rest"  # a title before the archival reference
    if any(part.kind == "File" and part.label in _ITEM_LABELS for part in parts[:i]):
        return "Rest"  # the title of the file just named
    if done.has("File") or name[0] in '“"':
        return "File"
    if not done.has("Fonds", "Collection"):
        return "Collection" if _CALLED_COLLECTION.search(name) else "Fonds"
    if any(part.kind == "Series" for part in parts[:i]):
        return "File"  # what follows a lot is inside it
    if not done.has("Series", "Collection") and _CALLED_COLLECTION.search(name):
        return "Collection"
    later = [part.value for part in parts[i:] if not part.kind]
    if any(_CALLED_SERIES.search(value) for value in later):
        return "Series"
    codes = [
        value for value in later if not _RANGE.fullmatch(value) and not _ASIDE.fullmatch(value)
    ]
    all_codes = len(codes) > 1 and all(_CODE.fullmatch(value) for value in codes)
    return "Series" if all_codes and not done.has("Series") else "File"
