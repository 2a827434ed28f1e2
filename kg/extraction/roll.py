"""Whom the source itself names: attendees, author, marked-up persons with their identifiers."""

from kg.extraction.cast import Cast, Member, name_tokens, nation_in, office_at, offices_in
from kg.extraction.lexicon import words
from kg.extraction.sides import seat
from kg.extraction.states import longest, states
from kg.findings import AgentKind
from kg.records import Attendee, Record

_TITLES = words("titles") | words("ranks")


def enlist(record: Record, cast: Cast) -> dict[int, Member]:
    """Add attendees and author to the cast; return the member of each attendee by its place."""
    members: dict[int, Member] = {}
    for place, attendee in enumerate(record.attendees):
        members[place] = _attendee(attendee, place, cast)
    author = record.author
    if author is not None:
        same = (cast.by_identifier.get(one) for one in author.identifiers)
        member = next((known for known in same if known is not None), None)
        member = member or cast.person(author.name) or _recorder(record, members)
        if member is None:
            member = cast.add(
                author.name,
                AgentKind.PERSON,
                offices=offices_in(author.position or ""),
                nation=nation_in(author.position or ""),
                identifiers=author.identifiers,
            )
        elif author.position:
            for office in offices_in(author.position):
                cast.give_office(member, office)
        member.nation = member.nation or nation_in(author.position or "")
        member.note(author.name)
        for other in author.other_names:
            member.note(other.value)
    seat(record, members)
    return members


def _recorder(record: Record, members: dict[int, Member]) -> Member | None:
    """Return the attendee listed by the author's office, or as the one who wrote it down.

    "By the Secretary of State" and a list with "the Secretary of State" name one person.
    """
    author = record.author
    if author is None or (name_tokens(author.name) and not offices_in(author.name)):
        return None
    for place, attendee in enumerate(record.attendees):
        office = (attendee.position or attendee.as_written).removeprefix("the ")
        if attendee.name is None and office.casefold() == author.name.casefold():
            return members[place]
        if attendee.name is None and "recorder" in attendee.presence:
            return members[place]
    return None


def _attendee(attendee: Attendee, place: int, cast: Cast) -> Member:
    parts = " ".join(filter(None, (attendee.title, attendee.position)))
    found_offices = offices_in(parts or attendee.as_written)
    nation = nation_in(attendee.side or "") or nation_in(attendee.position or attendee.as_written)
    kind = AgentKind(attendee.kind)
    name = _bare(attendee.name) if attendee.name and kind is AgentKind.PERSON else attendee.name
    known = _known(attendee, name, cast) if kind is AgentKind.PERSON else None
    if known is None:
        known = cast.add(
            name or (attendee.as_written if _theirs(attendee) else attendee.position or "Unnamed"),
            kind,
            offices=found_offices,
            nation=nation,
            identifiers=attendee.identifiers,
        )
    known.rank = min(known.rank, place)
    if _theirs(attendee):
        known.note(attendee.as_written)
    return known


def _known(attendee: Attendee, name: str | None, cast: Cast) -> Member | None:
    """Return who the attendee is among those listed: by identifier first, then by name.

    Two identifiers of one source are two people, however alike their names ("Mrs. John N. Frank").
    """
    same = (cast.by_identifier.get(one) for one in attendee.identifiers)
    known = next((member for member in same if member is not None), None)
    if known is None and name:
        known = cast.person(name)
        if known is not None and known.identifiers and attendee.identifiers:
            return None
    return known


def _theirs(attendee: Attendee) -> bool:
    """Tell whether the words a list was read from name this attendee.

    "[Here follows the same list as Document 132.]" stands for people it does not name.
    """
    own = attendee.name or attendee.position
    return own is None or own in attendee.as_written


def _bare(name: str) -> str:
    """Return a name without the titles and offices a list may leave before it."""
    tokens = tuple(name.replace("’", "'").split())
    at = 0
    while at < len(tokens):
        nation = longest(states().adjectives, tokens, at)
        size = office_at(tokens, at + (nation[1] if nation else 0))
        if size:
            at += size + (nation[1] if nation else 0)
        elif tokens[at].rstrip(".") in _TITLES:
            at += 1
        else:
            break
    bare = " ".join(name.split()[at:])
    return bare if name_tokens(bare) else name


def marked(record: Record, cast: Cast) -> list[tuple[int, int, str]]:
    """Return the names that the source itself marks up: start, end, agent."""
    found: list[tuple[int, int, str]] = []
    people = {person.identifier: person for person in record.persons}
    for name in record.names:
        member = cast.by_identifier.get(name.identifier)
        written = record.text_of(name.span)
        if member is None:
            person = people.get(name.identifier)
            full = _turned(person.name) if person is not None else written
            member = cast.person(full) or cast.person(written)
            if member is None or member.identifiers:
                description = person.description if person is not None else None
                member = cast.add(
                    full,
                    AgentKind.PERSON,
                    offices=offices_in(written),
                    nation=nation_in(description or ""),
                    identifiers=(name.identifier,),
                )
            else:
                member.identifiers = (name.identifier,)
            cast.by_identifier[name.identifier] = member
        member.note(written)
        found.append((name.span.start, name.span.end, member.id))
    return found


def _turned(name: str) -> str:
    """Return ``Herter, Christian A.`` the right way round."""
    family, comma, given = name.partition(",")
    given = given.split(",")[0].strip()
    return f"{given} {family}".strip() if comma and given else family.strip()
