"""Those whom one stretch of a line names: who is a person of his own, and what is his position.

The grammar is that of FRUS lists and of the headings of memoranda. A stretch is parted at commas
and dashes; a segment holds a name if titles lead to one, if the source marks one, or if it is
nothing but capitalised words that are no words of office; the segments around it are his position.
"""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from kg.names.lexicon import GROUPS, NATIONS, OFFICE_HEADS, OFFICES, PRESENCE, SMALL, fold
from kg.names.persons import Reading, read_segment
from kg.names.tokens import Mark, Segment, brackets_of, parts_of, segments_of, words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One person, body or group at ``text[start:end]`` of a line (code points).

    ``name`` is without titles, ``None`` for an office alone and for a name that the editors took
    out. ``position`` is the words around the name, joined by ", " where the name stands between.
    ``side`` is a country that the line itself puts before its names ("Canada—Mr. Pearson").
    """

    start: int
    end: int
    name: str | None = None
    name_span: Mark | None = None
    title: str | None = None
    position: str | None = None
    side: str | None = None
    kind: str = "person"
    presence: tuple[str, ...] = ("tookPart",)


# What stands in brackets behind a name and is no position: when or for whom somebody was there.
_REMARK = re.compile(
    r"(?:for\b|in\b|latter|last|first half|second|during|part\b|joined|arriv|left|until|after|also"
    r"|only|when|present|presiding|all for|items?\b|\?|see\b|later|by phone|ex officio)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:the|his|her|an?)\s+", re.IGNORECASE)
_CONJUNCTION = re.compile(r"\s+(?:and|&)\s+")
# A position that the names before it share: "Mr. A and Mr. B, UK Delegation".
_SHARED = re.compile(
    r"delegation|mission|embassy|department|ministry|treasury|secretaries|secretariat|^for\b"
    r"|interpreters|notetakers|advisers|ministers|members|office",
    re.IGNORECASE,
)


def presence_of(text: str) -> list[str]:
    """Return what a remark says of how somebody was there.

    >>> presence_of("Interpreter"), presence_of("Chinese Interpreters and Notetakers")
    (['interpreter'], ['interpreter', 'recorder'])
    """
    words = [fold(word) for word in re.split(r"[\s/]+", text)]
    if len(words) > 6:
        return []
    return list(dict.fromkeys(PRESENCE[word] for word in words if word in PRESENCE))


@dataclass(slots=True)
class _Draft:
    """A party in the making: its segments, in order, and the name in one of them."""

    segments: list[Segment]
    reading: Reading | None = None
    joined: bool = False  # to the one before, by "and" or in a list
    shared: str | None = None

    @property
    def start(self) -> int:
        return self.segments[0].start

    @property
    def end(self) -> int:
        return self.segments[-1].end


@dataclass(slots=True)
class Stretch:
    """``text[start:end]``: a line, or a part of it between semicolons."""

    text: str
    start: int
    end: int
    marks: tuple[Mark, ...] = ()
    side: str | None = None
    prefix: str | None = None
    brackets: list[tuple[int, int, str]] = field(default_factory=list)

    def parties(self) -> list[Party]:
        """Return the parties of the stretch; :attr:`side` is then good for the next stretch."""
        self.brackets = brackets_of(self.text, self.start, self.end)
        segments = self._without_prefix(self._parted())
        drafts = self._drafts(segments)
        self._share_positions(drafts)
        return [party for draft in drafts if (party := self._party(draft))]

    # Segments

    def _parted(self) -> list[Segment]:
        """Return the segments, "A and B" parted where both sides name somebody."""
        parted: list[Segment] = []
        for segment in segments_of(self.text, self.start, self.end, self.marks):
            start, sign = segment.start, segment.before
            if leader := re.match(r"and\s+", self.text[start : segment.end]):
                start, sign = start + leader.end(), "and"
            for found in list(_CONJUNCTION.finditer(self.text, start, segment.end)):
                left = self._segment(start, found.start(), sign)
                right = self._segment(found.end(), segment.end, "and")
                if left and right and _stands_alone(left) and _stands_alone(right):
                    parted.append(left)
                    start, sign = found.end(), "and"
            if last := self._segment(start, segment.end, sign):
                parted.append(last)
        return parted

    def _segment(self, start: int, end: int, sign: str) -> Segment | None:
        words = tuple(
            word
            for word in words_of(self.text, start, end, self.marks)
            if not any(at <= word.start < to for at, to, _ in self.brackets)
        )
        return Segment(words[0].start, words[-1].end, words, sign) if words else None

    def _without_prefix(self, segments: list[Segment]) -> list[Segment]:
        """Take "Canada—" or "FE–" from before the names: their side, or the position of all."""
        if len(segments) < 2 or segments[1].before in (",", "and"):
            return segments
        if read_segment(segments[0]) or not read_segment(segments[1]):
            return segments
        prefix = self.text[segments[0].start : segments[0].end]
        if _is_country(prefix):
            self.side = prefix
        else:
            self.prefix = _ARTICLE.sub("", prefix)
        return segments[1:]

    # Drafts

    def _drafts(self, segments: list[Segment]) -> list[_Draft]:
        readings = [read_segment(segment) for segment in segments]
        listed = self._is_list(segments, readings)
        drafts: list[_Draft] = []
        for segment, reading in zip(segments, readings, strict=True):
            if reading and self._is_new(drafts, segment, reading, listed=listed):
                drafts.append(_Draft([segment], reading, listed or segment.before == "and"))
            elif not drafts or self._is_another_office(drafts, segment, len(segments)):
                drafts.append(_Draft([segment]))
            else:
                drafts[-1].segments.append(segment)
        return _offices_joined(drafts)

    def _is_list(self, segments: list[Segment], readings: list[Reading | None]) -> bool:
        if "Messrs" in self.text[self.start : self.end]:
            return True
        if any(segment.before == "and" for segment in segments):
            return True
        strong = [reading for reading in readings if reading and reading.strength >= 2]
        return len(strong) > 1 or (len(readings) > 2 and all(readings))

    def _is_new(
        self, drafts: list[_Draft], segment: Segment, reading: Reading, *, listed: bool
    ) -> bool:
        """Whether a name is another person, or part of a position ("…, Intertex International")."""
        if not any(draft.reading for draft in drafts):
            return not drafts or reading.strength >= 1
        if segment.before not in (",", "and"):
            return False
        return listed or reading.strength >= 2

    @staticmethod
    def _is_another_office(drafts: list[_Draft], segment: Segment, count: int) -> bool:
        """An office of its own: after "and", after another one, or in a list that began so."""
        heads = any(
            part in OFFICE_HEADS or part in GROUPS
            for word in segment.words
            for part in parts_of(word.base)
        )
        if not heads or segment.before not in (",", "and"):
            return False
        plain = len(drafts) > 1 and all(len(draft.segments) == 1 for draft in drafts)
        if segment.before == "and" or (
            segment.words[0].base == "the" and (plain or not drafts[-1].reading)
        ):
            return True
        began_with_office = drafts[0].reading is None and len(drafts[0].segments) == 1
        return began_with_office and count > 3

    def _share_positions(self, drafts: list[_Draft]) -> None:
        """Give "A, B and C, U.K. Delegation" the delegation of C to all three."""
        for before, this in reversed(list(pairwise(drafts))):
            if not (this.joined and this.reading and before.reading):
                continue
            position = this.shared or self._position(this)
            if position and _is_shared(position) and not self._position(before):
                before.shared = position

    # Parts of a party

    def _party(self, draft: _Draft) -> Party | None:
        start, end = draft.start, draft.end
        for at, to, _ in self.brackets:
            start = at if 0 <= start - to <= 1 else start
            end = to if 0 <= at - end <= 1 else end
        presence = self._presence(draft, start, end)
        if draft.reading is None:
            return self._nameless(draft, start, end, presence)
        position = self._position(draft) or draft.shared or self.prefix
        if position and fold(position) in PRESENCE:
            position = None  # "Interpreter" is how he was there, not his post
        reading = draft.reading
        return Party(
            start=start,
            end=end,
            name=None if reading.redacted else self.text[reading.start : reading.end],
            name_span=(reading.start, reading.end),
            title=reading.title,
            position=position,
            side=self.side,
            kind="group" if self.text[reading.start :].startswith("[names") else "person",
            presence=presence,
        )

    def _nameless(
        self, draft: _Draft, start: int, end: int, presence: tuple[str, ...]
    ) -> Party | None:
        bases = [
            part for segment in draft.segments for w in segment.words for part in parts_of(w.base)
        ]
        is_group = any(base in GROUPS for base in bases)
        leads = bases[0] in OFFICES or (bases[0] in SMALL and bases[1:2] and bases[1] in OFFICES)
        if not is_group and not leads and not any(base in OFFICE_HEADS for base in bases):
            return None
        position: str | None = _ARTICLE.sub("", self.text[draft.start : draft.end])
        if position and fold(position) in PRESENCE:
            position = None
        return Party(
            start=start,
            end=end,
            position=position,
            side=self.side,
            kind="group" if is_group else "person",
            presence=presence,
        )

    def _position(self, draft: _Draft) -> str | None:
        """Return the words around the name, without remarks on how somebody was there."""
        reading = draft.reading
        if reading is None:
            return _ARTICLE.sub("", self.text[draft.start : draft.end])
        before = [segment for segment in draft.segments if segment.end <= reading.start]
        pieces = [self.text[before[0].start : before[-1].end]] if before else []
        pieces += self._office_before(reading)
        after = [segment for segment in draft.segments if segment.start >= reading.end]
        start = reading.tail or (after[0].start if after else None)
        if start is not None:
            pieces.append(self._without_remarks(start, draft.end, reading))
        brackets = [
            inside
            for at, to, inside in self.brackets
            if draft.start - 2 <= to
            and at <= draft.end + 2
            and (start is None or not start <= at < draft.end)
            and not presence_of(inside)
            and not _REMARK.match(inside)
        ]
        if pieces and start is not None:
            pieces[-1] += "".join(f" ({inside})" for inside in brackets)
        else:
            pieces += brackets
        position = ", ".join(_ARTICLE.sub("", piece) for piece in pieces if piece)
        return re.sub(r"^([\w ]+), (of )", r"\1 \2", position) or None

    def _office_before(self, reading: Reading) -> list[str]:
        """Return "Foreign Minister" as a position; "Ambassador" alone is but a title."""
        if reading.office is None:
            return []
        office = self.text[slice(*reading.office)]
        of = reading.tail is not None and re.match(r"of\b", self.text[reading.tail :])
        return [office] if " " in office or of else []

    def _without_remarks(self, start: int, end: int, reading: Reading) -> str:
        piece = self.text[start:end]
        if re.match(r"for the\b", piece) and any(head in OFFICE_HEADS for head in _bases(piece)):
            return ""  # "General Twining for the Chairman": whom he stood in for
        for at, to, inside in reversed(self.brackets):
            if start <= at and to <= end and (presence_of(inside) or _REMARK.match(inside)):
                piece = piece[: at - start].rstrip() + piece[to - start :]
        if reading.office is None:
            piece = re.sub(r"^(?:of|for|from|with|in|at)\s+", "", piece)
        return piece.strip(" ,—–-…")

    def _presence(self, draft: _Draft, start: int, end: int) -> tuple[str, ...]:
        said: list[str] = []
        also = False
        for at, _, inside in self.brackets:
            if start <= at < end and presence_of(inside):
                said += presence_of(inside)
                also = also or inside.lower().startswith("also")
        reading = draft.reading
        if reading is None:
            said += presence_of(draft.segments[0].words[-1].text)
        else:
            for segment in draft.segments:
                if segment.start >= reading.end:
                    said += presence_of(self.text[segment.start : segment.end])
            said += presence_of(draft.shared or "")
        unique = tuple(dict.fromkeys(said))
        return ("tookPart", *unique) if also else unique or ("tookPart",)


def _bases(text: str) -> list[str]:
    return [part for word in words_of(text, 0, len(text), ()) for part in parts_of(word.base)]


def _is_country(text: str) -> bool:
    return set(_bases(text)) <= {*NATIONS, "united", "kingdom", "states", "new", "union", "the"}


def _is_shared(position: str) -> bool:
    return bool(_SHARED.search(position)) or _is_country(position)


def _stands_alone(segment: Segment) -> bool:
    """Whether one half of "A and B" names somebody."""
    first = segment.words[0].base
    if read_segment(segment) is not None or first in {"others", "assistants"}:
        return True
    return first == "the" and any(word.base in OFFICE_HEADS for word in segment.words)


def _offices_joined(drafts: list[_Draft]) -> list[_Draft]:
    """Join an office before the only name with it: "The Indian Ambassador, Mr. Mehta"."""
    if len(drafts) != 2 or drafts[0].reading or not drafts[1].reading:
        return drafts
    office, person = drafts
    if drafts[1].reading.office or person.segments[0].before == "and" or len(office.segments) > 2:
        return drafts
    return [_Draft([*office.segments, *person.segments], person.reading)]
