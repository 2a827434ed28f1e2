"""Talkers by a letter, a bracket or an alias: "K said", "[name deleted]", "Second Party".

Telephone transcripts write the talkers' initials, and editors leave out names that stay secret. A
letter means somebody only where it is the subject of a verb of speech and fits one talker alone.
"""

import re

from kg.extraction.cast import Cast, Member
from kg.extraction.conversations import Talk
from kg.extraction.lexicon import words
from kg.extraction.sentences import Paragraph
from kg.findings import AgentKind
from kg.records import Record

_SPEAKS = re.compile(
    r"\b(?:[Tt]he |Mr\. )?(?P<letter>[B-HJ-Z])(?= (?:said|asked|replied|agreed|thought|told|wanted"
    r"|felt|added|noted|mentioned|repeated|suggested|called|remarked|explained|answered)\b)"
)
_NO_NAMES = words("not_names") - {"The"}
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
        alias = member.name.startswith("[")
        if alias or member.name.split()[0] in _NO_NAMES:
            form = re.compile(re.escape(member.name), re.IGNORECASE if alias else 0)
            found += [(*m.span(), member.id) for m in form.finditer(record.text, begin, end)]
    letters = {m.group("letter") for m in _SPEAKS.finditer(record.text, begin, end)}
    for letter in sorted(letters):
        meant = [member for member in people if _fits(letter, member)]
        if len(meant) == 1:
            place = re.compile(rf"\b(?:[Tt]he |Mr\. )?{letter}\b(?![.’'\w])")
            found += [(*m.span(), meant[0].id) for m in place.finditer(record.text, begin, end)]
    return found


def by_label(cast: Cast, talk: Talk, label: str) -> str | None:
    """Return the talker whom the label of a turn names: by name, office or initials."""
    name = label.strip("[]() \xa0")
    member = cast.person(name) or cast.holder(name, None)
    if member is None and len(name) <= 3 and name.isupper():
        member = _by_initials(cast, talk, name)
    if member is None and len(name.split()) > 1:
        member = cast.person(name.split()[-1])
    if member is None or member.kind is not AgentKind.PERSON:
        return None
    member.note(label)
    return member.id


def _by_initials(cast: Cast, talk: Talk, label: str) -> Member | None:
    """Return the attendee with these initials, or with this one letter, if only one has."""
    found = []
    for agent in talk.parts:
        member = cast.members[agent]
        letters = "".join(part[0] for part in re.findall(r"[A-Z][\w.’'-]*", member.name))
        if letters == label or (len(label) == 1 and letters[-1:] == label):
            found.append(member)
    return found[0] if len(found) == 1 else None


def _fits(letter: str, member: Member) -> bool:
    names = re.findall(r"[A-Z][\w’'-]+", member.name)
    by_name = bool(names) and names[-1].startswith(letter)
    return by_name or _HEADS.get(letter) in member.offices
