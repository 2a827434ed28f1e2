"""Talkers by one letter or by a bracket: "K said", "the P", "[name deleted]".

Telephone transcripts write the talkers' initials, and editors leave out names that stay secret. A
letter means somebody only where it is the subject of a verb of speech and fits one talker alone.
"""

import re

from kg.extraction.cast import Cast, Member
from kg.extraction.conversations import Talk
from kg.extraction.sentences import Paragraph
from kg.findings import AgentKind
from kg.records import Record

_SPEAKS = re.compile(
    r"\b(?:[Tt]he |Mr\. )?(?P<letter>[B-HJ-Z])(?= (?:said|asked|replied|agreed|thought|told|wanted"
    r"|felt|added|noted|mentioned|repeated|suggested|called|remarked|explained|answered)\b)"
)
_HEADS = {"P": "president", "S": "secretary", "A": "ambassador", "M": "minister", "C": "chairman"}


def labelled(
    record: Record, cast: Cast, talk: Talk, parts: tuple[Paragraph, ...]
) -> list[tuple[int, int, str]]:
    """Return where letters and brackets mean a talker: start, end, agent."""
    people = [cast.members[a] for a in talk.parts]
    people = [m for m in people if m.kind is AgentKind.PERSON]
    begin, end = parts[0].start, parts[-1].end
    found: list[tuple[int, int, str]] = []
    for member in people:
        if member.name.startswith("["):
            bracket = re.compile(re.escape(member.name), re.IGNORECASE)
            found += [(*m.span(), member.id) for m in bracket.finditer(record.text, begin, end)]
    letters = {m.group("letter") for m in _SPEAKS.finditer(record.text, begin, end)}
    for letter in sorted(letters):
        meant = [member for member in people if _fits(letter, member)]
        if len(meant) == 1:
            place = re.compile(rf"\b(?:[Tt]he |Mr\. )?{letter}\b(?![.’'\w])")
            found += [(*m.span(), meant[0].id) for m in place.finditer(record.text, begin, end)]
    return found


def _fits(letter: str, member: Member) -> bool:
    names = re.findall(r"[A-Z][\w’'-]+", member.name)
    by_name = bool(names) and names[-1].startswith(letter)
    return by_name or _HEADS.get(letter) in member.offices
