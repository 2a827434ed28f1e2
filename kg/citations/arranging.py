"""The parts of a citation in their order: which is fonds, series, file, pages, title or none.

What a name without a label is, is told from its words and its place.
"""

import re
from dataclasses import dataclass, field, replace

from kg.citations.sentences import MARKING
from kg.citations.shapes import PATHS, SUBJECT_CODE
from kg.records import Level


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the citation: labelled ("Op." 13), or a bare name with an empty kind."""

    kind: str
    label: str
    value: str
    start: int
    end: int


@dataclass(slots=True)
class Arrangement:
    """What the parts turn out to be, in order."""

    text: str
    levels: list[Level] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    title: str | None = None
    last: str = ""  # the kind of the part before
    begun: int = 0  # where the file name or title begins that the part before was
    open: bool = False  # whether that name goes on

    def has(self, *kinds: str) -> bool:
        """Say whether a level of one of the *kinds* is there."""
        return any(level.kind in kinds for level in self.levels)

    def add(self, kind: str, part: Part) -> None:
        """Add *part* as what it is; names of a file that follow one another are one name."""
        goes_on = self.open and kind == self.last
        self.open = False
        if kind == "Pages":
            self.pages.append(part.value)
        elif kind == "Number":
            self.numbers.append(part.value)
        elif kind == "Rest":
            self.rest.append(f"{part.label} {part.value}".strip())
        elif kind == "Title":
            self._name_title(part, goes_on)
        elif kind == "File" and not part.label and part.kind == "" and goes_on:
            whole = _unquoted(self.text[self.begun : part.end])
            self.levels[-1] = replace(self.levels[-1], value=whole)
            self.open = True
        else:
            self._add_level(kind, part)
        self.last = kind

    def _name_title(self, part: Part, goes_on: bool) -> None:
        if goes_on or self.title is None:
            self.begun = self.begun if goes_on else part.start
            self.title = _unquoted(self.text[self.begun : part.end])
            self.open = True
        else:
            self.rest.append(part.value)

    def _add_level(self, kind: str, part: Part) -> None:
        bare = not part.kind
        self.levels.append(Level(kind=kind, label=part.label, value=_unquoted(part.value)))
        self.open, self.begun = bare and kind == "File", part.start


_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|[Jj]uillet|Août|D[ée]cembre)[a-z]*\.?"
_YEARS = re.compile(
    rf"(?=.*(?:(?:1[0-9]|20)[0-9]{{2}}|{_MONTH}))(?:(?:[0-9]{{1,2}}|(?:1[0-9]|20)[0-9]{{2}}|{_MONTH}|[A-Z]\w+day)"
    r"(?:[\s,]*[-–][\s,]*|[\s,]+|$))+"
)
_DAY = re.compile(rf"(?:{_MONTH}\s[0-9]{{1,2}}|[0-9]{{1,2}}\s{_MONTH})(?!\w)")
_YEAR = re.compile(r"(?:1[0-9]|20)[0-9]{2}")
_CALLED_SERIES = re.compile(r"\b(?:[Ss]eries|[Ff]iles?|[Rr]ecords|Papers|Materials?)\b")
_OFFICE_FILES = re.compile(r"\b[Ff]iles?\b")
_FILED = re.compile(
    r"\b(?:[Ss]eries|[Ff]iles?|[Rr]ecords|Papers|Memoranda|Memcons|Correspondence|Telcons"
    r"|Transcripts)(?: \([^()]*\))?$"
)
_CALLED_COLLECTION = re.compile(r"\b(?:[Pp]apers|Collection|Materials?)$|^Papers of\b")
_GENRE = r"(?:(?:Circular )?(?:[Tt]elegrams?|[Aa]irgrams?)|Letter|Despatch|Memorandum|Instruction)"
_ASIDE = re.compile(
    rf"\(.*\)|{_GENRE}|(?i:{MARKING})|[^\w]+|Original|Copy|Ibid|[Tt]ypewritten text|https?://\S+"
)
_ITEM_LABELS = ("", "Delo", "delo", "D.", "d.", "a.e.", "spr.", "teczka", "Folder", "folder")
_DOBOZ = ("doboz", "dob.")
_PAPKA = ("P.", "Papka", "papka", "p.")
_FOLIO = ("f.", "F.")
_RANGE = re.compile(r"([0-9]+)\s?[-–]\s?([0-9]+)")
_SERIES_CODE = re.compile(r"(?:[A-Z0-9]+-)+\w.*")
_CODE = re.compile(r"(?=.*[0-9IVX-]|[A-Z ]+$)(?!.*[a-z]{4})[\w/. -]{1,16}")
_BOX = re.compile(r"(?:OA/)?[Bb]ox|OA/ID")
_WORDY = re.compile(r"[^\d\[\]]*[a-z]{3}[^\d\[\]]*")
_LIBRARY = re.compile(r"\bLibrary\b")
_DASHED = re.compile(r"(?P<collection>[A-Z]{2,6})(?P<dash>\s?[–—-]\s?)(?P<series>[A-Z][a-z].*)")
_QUOTES = '“”"„‘'


def arrange(parts: list[Part], text: str, repository: str | None = None) -> Arrangement:
    """Give every part its kind: a level, pages, a registry number, a title, or the rest."""
    done = Arrangement(text)
    parts = _whole_dates(parts, text)
    if repository and _LIBRARY.search(repository):
        parts = _undashed(parts)
    last_file = max((i for i, part in enumerate(parts) if part.kind == "File"), default=-1)
    boxed_series = _boxed_series(parts)
    for i, part in enumerate(parts):
        if part.kind:
            done.add(_labelled_kind(part, i < last_file, done), part)
        elif _YEARS.fullmatch(part.value):
            _place_years(part, done)
        elif i in boxed_series:
            done.add("Series", part)
        elif boxed_series and i >= boxed_series.stop:
            done.add("Title", part)
        elif path := _path(part, done):
            for piece in path:
                done.add(piece.kind, piece)
        else:
            done.add(_kind_of_name(parts, i, done), part)
    done.levels.sort(key=_depth)
    return done


def _labelled_kind(part: Part, before_file: bool, done: Arrangement) -> str:
    """Tell a papka and a fonds from pages: "p." and "f." are labels of either."""
    if part.kind == "Papka":  # before the file it is a papka, behind it or without one a page
        return "File" if part.label in _PAPKA[:3] or before_file else "Pages"
    if part.kind == "Symbol":  # of a document of the United Nations: among an office's files a file
        return "File" if done.has("Fonds", "Collection") else "Fonds"
    if part.kind == "Fonds" and part.label in _FOLIO and done.has("File"):
        return "Pages"  # "PREM 19/3656, f. 37"
    return part.kind


def _unquoted(name: str) -> str:
    """Return *name* without quotation marks around it."""
    inside = name.strip(" ,").strip(_QUOTES).strip(" ,")
    return inside if inside and not set(inside) & set(_QUOTES) else name.strip(" ,")


def _whole_dates(parts: list[Part], text: str) -> list[Part]:
    """Put "June 5" and "1975", which a comma parts, together again."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if (
            last
            and not (last.kind or part.kind)
            and _DAY.fullmatch(last.value)
            and _YEAR.fullmatch(part.value)
        ):
            found[-1] = Part("", "", text[last.start : part.end], last.start, part.end)
        else:
            found.append(part)
    return found


def _undashed(parts: list[Part]) -> list[Part]:
    """Part "PSF–General file", as libraries cite a collection and its series."""
    if not parts or parts[0].kind or not (match := _DASHED.fullmatch(parts[0].value)):
        return parts
    start = parts[0].start
    return [
        Part("Fonds", "", match["collection"], start, start + match.end("collection")),
        Part("Series", "", match["series"], start + match.start("series"), parts[0].end),
        *parts[1:],
    ]


def _boxed_series(parts: list[Part]) -> range:
    """Return which names behind a box are the series that holds it (Library of Congress).

    Only where no series stands before the box, and one of the names is that of a filing.
    """
    boxes = [i for i, part in enumerate(parts) if part.label.lower().startswith("box")]
    if not boxes or any(part.kind == "Series" for part in parts[: boxes[0]]):
        return range(0)
    before = [part for part in parts[: boxes[0]] if not part.kind]
    if any(_CALLED_SERIES.search(part.value) for part in before[1:-1]):
        return range(0)
    if not before or not _CALLED_COLLECTION.search(before[-1].value):
        return range(0)
    first = boxes[0] + 1
    names = parts[first:]
    if any(part.kind for part in names):
        return range(0)
    filed = [i for i, part in enumerate(names[:-1]) if _FILED.search(part.value)]
    return range(first, first + filed[0] + 1) if filed else range(0)


def _depth(level: Level) -> int:
    """Return how deep a level lies: "Delo 4, Papka 11" and "T404 W17" name the inner one first."""
    if level.kind == "File":
        return 2 if level.label in _PAPKA else 3
    return 1 if level.kind == "Series" else 0


def _place_years(part: Part, done: Arrangement) -> None:
    """Years belong to the name before them; behind a code they are a series of their own."""
    if done.open:
        done.add(done.last, part)
    elif done.levels and done.last in ("Fonds", "Series", "File", "Collection") and _has_day(part):
        done.add("File", part)
    elif (
        not done.levels
        or done.levels[-1].label
        or done.last not in ("Fonds", "Series", "Collection")
    ):
        done.add("Rest", part)
    elif done.has("Series", "File") or not _SERIES_CODE.fullmatch(done.levels[-1].value):
        whole = _unquoted(done.text[done.begun : part.end])
        done.levels[-1] = replace(done.levels[-1], value=whole)
    else:
        done.add("Series", part)


def _has_day(part: Part) -> bool:
    return bool(_DAY.search(part.value)) and len(_YEAR.findall(part.value)) < 2


def _path(part: Part, done: Arrangement) -> list[Part]:
    for kinds, shape in PATHS:
        match = shape.fullmatch(part.value)
        if match and not done.has(*kinds) and done.has("Fonds") == (kinds[0] != "Fonds"):
            return [
                Part(kind, "", match[i], part.start + match.start(i), part.start + match.end(i))
                for i, kind in enumerate(kinds, 1)
            ]
    return []


def _kind_of_name(parts: list[Part], i: int, done: Arrangement) -> str:
    """Tell what a name without a label is, from its words and its place."""
    name = parts[i].value
    if _ASIDE.fullmatch(name):
        return "Rest"
    if done.has("File") and _are_pages(parts, i):
        return "Pages"
    kinds = {part.kind for part in parts[i:]}
    if "Fonds" in kinds or ("Symbol" in kinds and not _OFFICE_FILES.search(name)):
        return "Rest"  # a title before the archival reference
    if any(part.kind == "File" and part.label in _ITEM_LABELS for part in parts[:i]):
        return "Title" if done.last in ("File", "Title") else "Rest"
    return _level_of_name(parts, i, done)


def _are_pages(parts: list[Part], i: int) -> bool:
    """Say whether numbers without a label are pages: a range at the end, a number behind a code."""
    span = _RANGE.fullmatch(parts[i].value)
    if i and parts[i - 1].label in _DOBOZ:
        return False  # a Hungarian box is followed by a subject number
    if span:
        last = all(part.kind or _ASIDE.fullmatch(part.value) for part in parts[i + 1 :])
        return last and int(span[1]) < int(span[2])
    coded = any(part.kind == "File" and not part.label for part in parts[:i])
    return coded and bool(re.fullmatch(r"[0-9]{1,4}", parts[i].value))


def _level_of_name(parts: list[Part], i: int, done: Arrangement) -> str:
    """Tell which level a name is, that is one."""
    name = parts[i].value
    if SUBJECT_CODE.fullmatch(name) and not done.has("File"):
        return "File" if done.has("Series") else "Series"
    if done.has("File") or name[0] in '“"':
        return "File"
    if not done.has("Fonds", "Collection"):
        return "Collection" if _CALLED_COLLECTION.search(name) else "Fonds"
    lot = any(part.kind == "Series" for part in parts[:i])
    if not lot and not done.has("Series", "Collection") and _CALLED_COLLECTION.search(name):
        return "Collection"
    behind = parts[i + 1] if i + 1 < len(parts) else None
    if behind and _BOX.match(behind.label) and (_WORDY.fullmatch(name) or _FILED.search(name)):
        return "Series"  # what stands right before a box is what the boxes are of
    if lot:
        return "File"  # what follows a lot is inside it
    if any(part.kind == "Series" and part.label for part in parts[i:]):
        return "Series"  # an office whose lot follows
    later = [part.value for part in parts[i:] if not part.kind]
    if any(_CALLED_SERIES.search(value) for value in later):
        return "Series"
    codes = [
        value for value in later if not _RANGE.fullmatch(value) and not _ASIDE.fullmatch(value)
    ]
    all_codes = len(codes) > 1 and all(_CODE.fullmatch(value) for value in codes)
    return "Series" if all_codes and not done.has("Series") else "File"
