"""The participants of a text that has no markup: what stands under PARTICIPANTS, line by line.

A heading ("PARTICIPANTS", "Present:", "OTHERS PRESENT") opens the list, or the line itself goes on
with names; the lines below name people, or head a side or a body; the first line of prose ends it.
The shapes are those of FRUS 1943-1980 and of pages of the Wilson Center Digital Archive.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.names.lexicon import BODIES, NATIONS, OFFICES, RANKS, SMALL, fold
from kg.names.lines import is_body, parse_parties
from kg.names.parties import Party, presence_of
from kg.names.sides import Side, parse_side

_AT = (
    r"(?:\s+(?:at|in|on|to)\s+(?:the\s+|both\s+)?[\w ]{1,40}?"
    r"|\s+the\s+(?:meeting|conference|talks?))?"
)
_HEAD = re.compile(
    rf"(?:(?:the\s+)?(?P<whose>(?:following|those|list\s+of|others?|also|advis[eo]rs?|officials|conferees"
    rf"|[A-Z][\w.]*(?:\s+side)?(?=\s+partic)))\s+(?:were\s+)?)?"
    r"(?:partic\w*pants?|participation|present|attending|(?:in\s+)?attendance|attendees?|conferees)"
    rf"{_AT}(?:\s+(?:was|were))?(?:\s+(?:the\s+following|as\s+follows))?\s*(?P<end>:|—|–|-\s|$)\s*",
    re.IGNORECASE,
)
_SIDE_HEAD = re.compile(
    r"(?P<whose>(?i:representatives\s+of\s+.{3,50})|[A-Z][A-Z. ]{1,30}\s(?:DELEGATION|SIDE))"
    r"(?P<end>)$"
)
_WITH_HEAD = re.compile(
    r"memorandum\s+of\s+conversation\s+with(?P<whose>)(?P<end>):?$", re.IGNORECASE
)
# "… was discussed at the White House. The following were present:"
_SENTENCE_HEAD = re.compile(
    r".{0,200}?\b(?:the\s+following|those|others?)\s+(?:were|was)\s+(?:also\s+)?present"
    r"(?P<whose>)(?P<end>:)$",
    re.IGNORECASE,
)
_OTHER_HEAD = re.compile(
    r"(?:subjects?|date(?:\s*(?:&|and|,)\s*time)?|time|place|location|reference|ref|re|to|from"
    r"|copies\s+to|distribution|drafted\s+by|approved\s+(?:in|by)|agenda|summary)\s*(?:[:—–]|$)"
    r"|memorandum(?:\s+(?:of|for)\b|$)|telephone\s+conversation\b|minutes\b|(?:top\s+)?secret\b"
    r"|the\s+white\s+house$|washington$|summary\s+of\b|circumstances\b|part\s+(?:[IVX]+|one|two)\b"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|[0-9]{1,2}(?::[0-9]{2}|\s+[AaPp]\.?m)|in\s+",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\b(?:same\s+(?:list|as|participants)|listed?\s+(?:is\s+)?(?:the\s+)?(?:same|on|at)|full\s+list"
    r"|list\s+attached|see\s+(?:page|attach))",
    re.IGNORECASE,
)
_NOTED = re.compile(
    r"\b(?:was|were)\s+(?:also\s+)?(?:present|in\s+attendance|out\s+of)\b|\bjoined\s+(?:the|at|in)\b"
)
_ASIDE = re.compile(r"\[(?:Here|Omitted|Page|\d)|\d+\.\s|\(?[a-z0-9]\)\s|[•*]")
_TURN = re.compile(r"[^:;,]{2,45}:\s+(?:[\"“‘]?[A-Z]?[\w’']*[,.]?\s+)?[a-z]")
_VERB = re.compile(
    r"\b(?:said|opened|began|asked|called|stated|told|thanked|welcomed|met|came|invited|began|there|which|this|followed|expressed|handed|would|had"
    r"|noted|explained|is|are|was|were|will|have|has|that|I|we|he|they|it|his|us|me|my)\b"
)
_TOP = 40  # lines from the top of a text within which its participants stand
_LONGEST = 2000  # characters of a line of names


@dataclass(frozen=True, slots=True)
class Listed:
    """One party of a list: its offsets count in the text, ``side`` is whose heading it is under."""

    party: Party
    side: str | None = None


def read_listing(text: str) -> tuple[Listed, ...]:
    r"""Return the participants that a plain text lists near its top, in its order.

    >>> text = "Memo\nPARTICIPANTS\nJapan\nMr. Ito, Minister\nThe Secretary\nMr. Ito said no."
    >>> [(one.party.name, one.party.position, one.side) for one in read_listing(text)]
    [('Ito', 'Minister', 'Japan'), (None, 'Secretary', 'Japan')]
    """
    reader = _Reader()
    for number, (start, line) in enumerate(_lines(text)):
        if number >= _TOP and not reader.listing and not _is_strong(line):
            continue
        if not reader.take(line, start):
            break
    return tuple(reader.settled())


def is_list_head(line: str) -> bool:
    """Say whether a line opens a list of participants, alone or with names behind it.

    >>> is_list_head("OTHERS PRESENT"), is_list_head("Present: Mr. Ito"), is_list_head("At present")
    (True, True, False)
    """
    return _opening(line) is not None


def _opening(line: str) -> re.Match[str] | None:
    heads = (pattern.match(line) for pattern in (_HEAD, _SIDE_HEAD, _WITH_HEAD, _SENTENCE_HEAD))
    head = next((match for match in heads if match), None)
    if head is None or (head["end"] == "" and head.end() < len(line)):
        return None
    return head


def _is_strong(line: str) -> bool:
    """Whether a heading far from the top of a text is one: alone on its line, and shouted or so."""
    head = _opening(line)
    return bool(head and head.end() == len(line) and (line.isupper() or line.endswith(":")))


def is_prose(line: str) -> bool:
    """Say whether a line is a sentence or the like, and no line of a list.

    >>> is_prose("Mr. Ito said that he had come."), is_prose("Mr. Ito, Minister of Trade")
    (True, False)
    """
    if len(line) > _LONGEST or (_ASIDE.match(line) and not _REFERENCE.search(line)):
        return True
    words = re.findall(r"[^\W\d_][\w’'-]*", re.sub(r"\([^()]*\)|\[[^][]*\]", "", line))
    small = [word for word in words if word[0].islower() and not _is_listed(word)]
    if _NOTED.search(line) and len(line) < 120 and not line.startswith(("The meeting", "A ")):
        return False
    if _TURN.match(line) and len(small) > 1:
        return True
    if len(line) > 90 and len(small) > 2 and re.search(r"[a-z]{3}[.?!][\"”’)]*$", line):
        return True
    return (len(small) > 2 and bool(_VERB.search(line))) or 3 * len(small) > len(words) > 5


def _is_listed(word: str) -> bool:
    """Whether a small word is one of offices, bodies and their joints."""
    base = fold(word)
    return base in SMALL or base in OFFICES or base in BODIES or base in RANKS or base in NATIONS


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for found in re.finditer(r"[^\n]+", text):
        line = found[0].strip()
        if line:
            yield found.start() + found[0].index(line), line


def _side_of(whose: str) -> Side | None:
    """Return the side that a heading names: "U.S. PARTICIPANTS", "REPRESENTATIVES OF …"."""
    return parse_side(re.sub(r"^representatives\s+of\s+", "", whose, flags=re.IGNORECASE))


# "General Bradley Admiral Lalor": two columns of the print that stand in one line.
_COLUMNS = re.compile(
    r"((?:Mr|Mrs|Dr|General|Admiral|Colonel|Major|Captain|Ambassador|Secretary)\.?"
    r"(?:\s+(?:[A-Z]\.)+)*(?:\s+[A-Z][a-z]+){1,2})\s+"
    r"(?=(?:Mr|Mrs|Dr|General|Admiral|Colonel|Major|Captain)\b\.?\s+[A-Z][a-z])"
)


def _columns(line: str) -> Iterator[tuple[int, str]]:
    """Yield the columns of a line, and where each begins."""
    at = 0
    for found in _COLUMNS.finditer(line):
        if found.start() == at and fold(found[1].split()[-1]) not in OFFICES:
            yield at, line[at : found.end(1)]
            at = found.end()
    yield at, line[at:]


class _Reader:
    """Goes down a text: waits for the heading, then takes line by line until prose."""

    def __init__(self) -> None:
        self.listing = False
        self.found: list[Listed] = []
        self.state: Side | None = None  # "Korean Side", and all below it
        self.body: Side | None = None  # "Treasury", inside it or alone
        self.presence: str | None = None

    def take(self, line: str, start: int) -> bool:
        """Read one line; false if the list, or the place where one may stand, is over."""
        if head := _opening(line):
            self._open(head, line, start)
        elif not self.listing:
            return True
        elif _OTHER_HEAD.match(line):
            self.listing = False
        elif is_prose(line):
            self._drop_heading()
            self.listing = False  # "PARTICIPANTS / Listed on page 4": the list is at the end
            return not self.found
        elif not _REFERENCE.search(line):
            self._lines_of(line, start)
        return True

    def _lines_of(self, line: str, start: int) -> None:
        for at, column in _columns(line):
            self._entry(column, start + at)

    def _drop_heading(self) -> None:
        """Take back the last line if it heads the prose behind it: "Berlin", "Trade Relations"."""
        if len(self.found) > 1:
            last = self.found[-1].party
            bare = last.name and " " not in last.name and not (last.title or last.position)
            if bare or last.kind == "organization":
                self.found.pop()

    def _open(self, head: re.Match[str], line: str, start: int) -> None:
        self.listing = True
        whose = (head["whose"] or "").casefold()
        side = _side_of(head["whose"]) if whose else None
        self.state, self.body = side, None
        self.presence = "inAttendance" if whose in ("other", "others", "also") else None
        rest = line[head.end() :]
        # "The following were present: the President, presiding; the Secretary; …"
        if rest and (rest.count(";") > 2 or not is_prose(rest)):
            self._lines_of(rest, start + head.end())

    def _entry(self, line: str, start: int) -> None:
        side = parse_side(line)
        parties = parse_parties(line.rstrip(":—– ") if side else line)
        if side and not any(party.name for party in parties):
            self._enter(side)
            return
        if not parties and is_body(line):
            parties = (Party(start=0, end=len(line), kind="organization"),)
        self.found.extend(self._listed(party, start) for party in parties)

    def _enter(self, side: Side) -> None:
        presence = next(iter(presence_of(side.name)), None)
        self.presence = presence or self.presence
        if side.state is not None or self.state is None or self.state.state is None:
            self.state, self.body = side, None
        else:
            self.body = side

    def _listed(self, party: Party, by: int) -> Listed:
        named = party.name_span
        presence = party.presence
        if self.presence and presence == ("tookPart",):
            presence = (self.presence,)
        position = re.sub(r",?\s*\bpresiding\b.*$", "", party.position or "", flags=re.IGNORECASE)
        moved = replace(
            party,
            start=party.start + by,
            end=party.end + by,
            name_span=(named[0] + by, named[1] + by) if named else None,
            position=position or (self.body.name if self.body else None),
            presence=presence,
        )
        return Listed(moved, party.side or (self.state.name if self.state else None))

    def settled(self) -> Iterator[Listed]:
        """Yield the parties, one that is named twice in full only once."""
        seen: list[str] = []
        for one in self.found:
            name = one.party.name
            if name and " " in name and any(name == other for other in seen):
                continue
            if name:
                seen.append(name)
            yield one
