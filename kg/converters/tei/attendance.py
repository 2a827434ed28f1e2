"""From lines of participants to attendees: sides, persons, offices, bodies, and what is unclear.

No line is dropped in silence: one that names nobody we can tell leaves a warning.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from kg.converters.parsing import Element
from kg.converters.tei.marks import Mark
from kg.converters.tei.rolls import Line, Roll
from kg.converters.tei.scope import name_of
from kg.names import Party, Side, is_body, key, parse_parties, parse_side, surname
from kg.records import Attendee, Person, Span, Warn

# Lines of a list that tell of the talk, not of people.
_MATTER = re.compile(
    r"(?:time|date|place|subject|location)\s*:|telephone conversation\b|\(?list attached", re.I
)
_ELSEWHERE = re.compile(
    r"\b(?:same list|same as|listed? (?:is )?(?:the )?(?:same|on|at)|full list"
    r"|see (?:page|attach))",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\bDocuments?\s+(\d+[A-Z]?)\b", re.IGNORECASE)
_LADIES = {"mrs", "mrs.", "madame", "mme", "mme."}

Elsewhere = Callable[[Element, str | None], tuple[Attendee, ...] | None]
"""Find the attendees of the document that a line refers to: by ``ref``, or by printed number."""


@dataclass(slots=True)
class Attendance:
    """Those present, the marks that name somebody else, and what could not be read."""

    attendees: list[Attendee] = field(default_factory=list)
    refuted: list[Mark] = field(default_factory=list)
    warnings: list[Warn] = field(default_factory=list)


def attend(
    roll: Roll,
    text: str,
    marks: tuple[Mark, ...],
    persons: Mapping[str, Person],
    elsewhere: Elsewhere,
) -> Attendance:
    """Return the attendees that the lines of *roll* name in *text*.

    *marks* are the names that the source marks up in *text*, *persons* its list of persons.
    """
    reader = _Reader(text, marks, persons, elsewhere)
    for line in roll.lines:
        reader.take(line)
    reader.settle()
    return reader.result


class _Reader:
    def __init__(
        self,
        text: str,
        marks: tuple[Mark, ...],
        persons: Mapping[str, Person],
        elsewhere: Elsewhere,
    ) -> None:
        self.text, self.marks, self.persons, self.elsewhere = text, marks, persons, elsewhere
        self.result = Attendance()
        self.state: Side | None = None  # "Korean Side", and all below it
        self.body: Side | None = None  # "Treasury", inside it or alone
        self.heading: Line | None = None  # a heading that nobody stands under yet
        self.pointers: list[Line] = []  # lines that refer to a list we have not found

    def take(self, line: Line) -> None:
        """Read one line."""
        words = self.text[line.start : line.end]
        marks = tuple(m for m in self.marks if line.start <= m.start and m.end <= line.end)
        if _MATTER.match(words):
            return
        if _ELSEWHERE.search(words):
            self._refer(line, words)
        elif not line.emphasised and not marks and self._continues(line, words):
            return
        elif side := self._side(line, words, marks):
            self._enter(side, line)
        elif parties := self._parties(line, words, marks):
            self.heading = None
            for party in parties:
                self._add(party, line, marks)
        else:
            self._unclear(line, words)

    def settle(self) -> None:
        """Take a last heading without anybody under it for a body that took part."""
        if self.heading is not None:
            line, words = self.heading, self.text[self.heading.start : self.heading.end]
            self.state = self.body = None
            if is_body(words) or line.element.getparent() is not None:
                self._add(Party(start=0, end=len(words), kind="organization"), line, ())
        for line in self.pointers:
            if not self._is_found_below(line):
                words = self.text[line.start : line.end]
                self._warn(line, f"participants are listed elsewhere: {words[:80]!r}")

    def _is_found_below(self, pointer: Line) -> bool:
        """Whether "Listed on page 4" is all its list says, and another list stands below."""
        parent = pointer.element.getparent()
        alone = parent is not None and sum(name_of(child) == "item" for child in parent) == 1
        return alone and any(a.span.start > pointer.end for a in self.result.attendees)

    # Headings

    def _side(self, line: Line, words: str, marks: tuple[Mark, ...]) -> Side | None:
        if marks:
            return None
        if line.heading:
            head = re.sub(r"^representatives? of (?:the )?", "", words, flags=re.IGNORECASE)
            at = len(words) - len(head)
            name = head.strip().rstrip(":—–- ")
            known = parse_side(name, emphasised=True)
            return Side(at, at + len(name), name, known.state if known else None)
        side = parse_side(words, emphasised=line.emphasised)
        if side is None or (not line.emphasised and self._names_somebody(words)):
            return None
        return side

    @staticmethod
    def _names_somebody(words: str) -> bool:
        return any(party.name for party in parse_parties(words.rstrip(":—– ")))

    def _enter(self, side: Side, line: Line) -> None:
        self.heading = line
        if side.state is not None or self.state is None:
            self.state, self.body = side, None
        elif self.state.state is None:
            self.state = side  # one department after another
        else:
            self.body = side

    # People

    def _parties(self, line: Line, words: str, marks: tuple[Mark, ...]) -> tuple[Party, ...]:
        local = tuple((mark.start - line.start, mark.end - line.start) for mark in marks)
        return parse_parties(words, local)

    def _add(self, party: Party, line: Line, marks: tuple[Mark, ...]) -> None:
        start, end = line.start + party.start, line.start + party.end
        # Of an office alone the mark must be its own ("The [President]"), not of one inside it.
        named = party.name_span or (party.start, party.start + len("The P"))
        own = tuple(
            mark
            for mark in marks
            if mark.identifier
            and mark.start < line.start + named[1]
            and line.start + named[0] < mark.end
        )
        identifiers = [mark.identifier for mark in self._refute(party, line, own)]
        presence = party.presence
        if line.presence and presence == ("tookPart",):
            presence = (line.presence,)
        side = party.side or (self.state.name if self.state else None)
        position = party.position
        if position is None and self.body is not None:
            position = self.body.name
        attendee = Attendee(
            as_written=self.text[start:end],
            span=Span(start, end),
            name=party.name,
            title=party.title,
            position=position,
            side=side,
            kind=party.kind,
            presence=presence,
            identifiers=tuple(dict.fromkeys(i for i in identifiers if i)),
        )
        self._enlist(attendee, line)

    def _refute(self, party: Party, line: Line, marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
        """Take out the marks of a name that the list of persons gives to quite another one.

        d69 of frus1961-63v05 marks an American of its list as Khrushchev.
        """
        kept = []
        for mark in marks:
            person = self.persons.get(mark.identifier or "")
            if person and party.name and not _are_alike(party.name, person.name):
                self._warn(
                    line, f"{party.name!r} is marked as {person.name!r}; the mark is left out"
                )
                self.result.refuted.append(mark)
            else:
                kept.append(mark)
        return tuple(kept)

    def _enlist(self, attendee: Attendee, line: Line) -> None:
        """Add an attendee; one identifier stands for one attendee."""
        for index, other in enumerate(self.result.attendees):
            if not set(other.identifiers) & set(attendee.identifiers):
                continue
            if not _are_one(attendee, other):
                wrong = attendee if self._is_meant(other) else other
                self._warn(line, f"{wrong.as_written!r} carries the identifier of another")
                if wrong is attendee:
                    attendee = replace(attendee, identifiers=())
                else:
                    self.result.attendees[index] = replace(other, identifiers=())
                break
            self._warn(line, f"{attendee.as_written!r} is listed a second time")
            presence = tuple(dict.fromkeys((*other.presence, *attendee.presence)))
            self.result.attendees[index] = replace(other, presence=presence)
            return
        self.result.attendees.append(attendee)

    def _is_meant(self, attendee: Attendee) -> bool:
        """Whether the list of persons has an attendee's name under his identifier."""
        family = key(surname(attendee.name or ""))
        return not _is_lady(attendee) and any(
            family and family in key(self.persons[identifier].name).split()
            for identifier in attendee.identifiers
            if identifier in self.persons
        )

    def _continues(self, line: Line, words: str) -> bool:
        """Whether a line goes on with the position of the one before: "…, American / Section"."""
        if not self.result.attendees:
            return False
        last = self.result.attendees[-1]
        between = self.text[last.span.end : line.start]
        opened = re.fullmatch(r",?\s+", between) and (
            between.startswith(",") or re.search(r"(?:ish|ican|ese|ian|,)$", last.as_written)
        )
        if not opened or last.position is None or not is_body(words):
            return False
        joint = ", " if between.startswith(",") else " "
        self.result.attendees[-1] = replace(
            last,
            as_written=self.text[last.span.start : line.end],
            span=Span(last.span.start, line.end),
            position=f"{last.position}{joint}{words}",
        )
        return True

    # What is no name

    def _refer(self, line: Line, words: str) -> None:
        """Take the list of another document; this line is the evidence."""
        number = _NUMBERED.search(words)
        others = self.elsewhere(line.element, number[1] if number else None)
        if others is None:
            self.pointers.append(line)
            return
        for other in others:
            self.result.attendees.append(
                replace(other, as_written=words, span=Span(line.start, line.end))
            )

    def _unclear(self, line: Line, words: str) -> None:
        if is_body(words):
            self._add(Party(start=0, end=len(words), kind="organization"), line, ())
        else:
            self._warn(line, f"no participant could be told from {words[:80]!r}")

    def _warn(self, line: Line, message: str) -> None:
        self.result.warnings.append(Warn(message=message, line=line.element.sourceline))


def _are_one(one: Attendee, other: Attendee) -> bool:
    """Whether two attendees with one identifier can be one person."""
    if _is_lady(one) != _is_lady(other):
        return False
    if one.name is None or other.name is None:
        return one.name is other.name
    return key(surname(one.name)) == key(surname(other.name))


def _are_alike(name: str, listed: str) -> bool:
    """Whether two names share a word, or have family names of like spelling."""
    one, other = key(name).split(), key(listed).split()
    if {word for word in one if len(word) > 1} & set(other):
        return True
    return any(
        SequenceMatcher(None, mine, theirs).ratio() > 0.6
        for mine in one
        for theirs in other
        if len(mine) > 2 and len(theirs) > 2
    )


def _is_lady(attendee: Attendee) -> bool:
    return bool(attendee.title and attendee.title.split()[0].casefold() in _LADIES)
