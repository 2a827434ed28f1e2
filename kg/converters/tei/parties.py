"""Whom a heading names: between whom the talk was, and by whom the record is.

"Memorandum of a Conversation Between the Counselor of the British Embassy (de la Mare) and …",
"… With the President, by the Secretary of State", "…, by the Second Secretary of Embassy in China
(Drumright)". In the headings of FRUS the name in brackets is the holder of the office before it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from kg.names import Party, is_office, parse_parties

Mark = tuple[int, int]

_LONGEST = 1000  # characters of a heading that are tried: real ones stay under 600
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_BETWEEN = re.compile(r"\b(?P<how>[Bb]etween|[Aa]mong|[Ww]ith)\s+")
_BY = re.compile(r"(?:,\s+|\s+)(?:[Pp]repared\s+|[Mm]ade\s+)?by\s+(?=\S)")
# Where the parties end: at the writer, at place and date, at the next sentence.
_ENDS = {
    "between": re.compile(
        rf",?\s+by\s|,?\s+(?:Held|Prepared|at)\s|;|,\s+(?:(?!and\b)[A-Z][^,()]*,\s+){{0,4}}?{_MONTH}\b"
        r"|,\s+undated"
    ),
    "among": re.compile(rf",?\s+by\s|;|,\s+{_MONTH}\b|,\s+undated"),
    "by": re.compile(
        rf",\s+of a Conversation|,\s+(?:[A-Z][^,()]*,\s+){{0,3}}?{_MONTH}\b|,\s+with\s"
    ),
}
# "the Soviet Ambassador (Dobrynin)", "( Hickerson )": no agency, no part of a name.
_HOLDER = re.compile(
    r"\(\s*(?P<name>(?:(?:de|la|le|von|van|der|di|da)\s+)*[A-Z][^\W\d_]*[a-z’'][\w’'.-]*"
    r"(?:[ -](?:(?:de|la|von|van)\s+)?[A-Z][\w’'.-]+){0,2})\s*\)"
)
# "Ambassador Beam's Meeting With President Nixon"
_HOST = re.compile(
    r"(?:^|\b(?:of|on|from)\s+)(?P<who>(?:[Tt]he\s+)?[A-Z][\w.]*(?:\s+[A-Z][\w.]*)*)['’]s\s+"
    r"(?:[A-Z]\w+\s+)?"
    r"(?:Meetings?|Conversations?|Talks?|Lunch(?:eon)?)\s+[Ww]ith\b"
)
_AND = re.compile(r",?\s+and\s+")
_STARTS = re.compile(
    r"(?:the|his|her|an?|Mr|Mrs|Miss|Dr|Sir|Lord|President|Vice President|Secretary|Ambassador"
    r"|Under|Deputy|Assistant|Foreign|Prime|British|Soviet|General|Admiral|Senator|Chairman"
    r"|Premier|Minister|Attorney|Former|Acting|[A-Z][a-z]+an|other)\b"
)


@dataclass(frozen=True, slots=True)
class HeadingParties:
    """Whom a heading names; offsets count in the heading."""

    talkers: tuple[Party, ...] = ()
    writers: tuple[Party, ...] = ()


def heading_parties(head: str, marks: tuple[Mark, ...] = ()) -> HeadingParties:
    """Return between whom a heading says the talk was, and who wrote the record.

    >>> found = heading_parties("Memorandum of Conversation, by the First Secretary (Fay)")
    >>> [(party.name, party.position) for party in found.writers]
    [('Fay', 'First Secretary')]
    >>> found = heading_parties("Memorandum of Conversation Between President May and Kim Ro")
    >>> [party.name for party in found.talkers]
    ['May', 'Kim Ro']
    """
    head = head[:_LONGEST]
    talkers: tuple[Party, ...] = ()
    if found := _BETWEEN.search(head):
        how = found["how"].lower()
        stop = _ENDS["among" if how == "among" else "between"].search(head, found.end())
        end = stop.start() if stop else len(head)
        talkers = tuple(_parties(head, found.end(), end, marks, several=how == "between"))
        if host := _HOST.search(head, 0, found.end()):
            talkers = (*_unit(head, *host.span("who"), marks), *talkers)
    writers: tuple[Party, ...] = ()
    by = _BY.search(head)
    if by and not re.match(r"(?:phone|telephone|the Department)\b", head[by.end() :]):
        limit = found.start() if found and found.start() > by.end() else len(head)
        stop = _ENDS["by"].search(head, by.end(), limit)
        end = stop.start() if stop else limit
        writers = tuple(_parties(head, by.end(), end, marks, several=True))
    return HeadingParties(talkers, writers)


def _parties(
    head: str, start: int, end: int, marks: tuple[Mark, ...], *, several: bool
) -> Iterator[Party]:
    for at, to in _units(head, start, end) if several else [(start, end)]:
        yield from _unit(head, at, to, marks)


def _units(head: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Part at each "and" between two parties, not inside "Near Eastern and South Asian Affairs"."""
    at = start
    founds = list(_AND.finditer(head, start, end))
    stops = [*(found.start() for found in founds[1:]), end]
    for found, stop in zip(founds, stops, strict=False):
        articled = bool(re.match(r"(?:the|his|her)\s", head[at:]))
        closed = head[at : found.start()].rstrip().endswith(")")
        named = not articled or is_office(head[at : found.start()])
        follows = _STARTS.match(head, found.end())
        short = not articled and "(" not in head[at:end]
        if closed or short or (named and (follows or parse_parties(head[found.end() : stop]))):
            yield at, found.start()
            at = found.end()
    yield at, end


def _unit(head: str, start: int, end: int, marks: tuple[Mark, ...]) -> Iterator[Party]:
    """Yield the one party of a unit with a holder in brackets, else all that its words name."""
    unit = head[start:end].rstrip(" ,.;")
    holder = _HOLDER.search(unit)
    office = re.sub(r"^(?:the|his|her)\s+", "", unit[: holder.start()].strip()) if holder else ""
    if holder and not _has_name(unit[: holder.start()]):
        yield Party(
            start=start,
            end=start + holder.end(),
            name=holder["name"],
            name_span=(start + holder.start("name"), start + holder.end("name")),
            position=office or None,
        )
        return
    local = tuple((a - start, b - start) for a, b in marks if start <= a and b <= end)
    for party in parse_parties(unit, local):
        span = party.name_span
        yield replace(
            party,
            start=start + party.start,
            end=start + party.end,
            name_span=(start + span[0], start + span[1]) if span else None,
        )


def _has_name(before: str) -> bool:
    """Whether the words before the bracket name somebody already: "Mr. Hiss, Assistant to …"."""
    return any(party.name for party in parse_parties(before.strip()))
