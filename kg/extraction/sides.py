"""Who sits with whom: camps, as far as a list of participants shows them. Nothing is published."""

import re

from kg.extraction.cast import Cast, Member, akin, nation_in, related
from kg.extraction.states import State, states
from kg.findings import AgentKind
from kg.records import Attendee, Record

HOME = "united-states"  # the state whose records these are, and whose people it lists by bureau
_HOME = re.compile(
    r"\b(?:(?:Under |Deputy |Acting |Assistant |Deputy Assistant |Deputy Under )+Secretary"
    r"|Secretary of (?:State|Defense|the Treasury|Commerce|Agriculture|the (?:Army|Navy|Air Force))"
    r"|Departments? of|State Department|National Security (?:Council|Advis[eo]r)|White House"
    r"|Central Intelligence|CIA|NSC|JCS|Joint Chiefs|Director, Office of|Foreign Service|CINCPAC"
    r"|OSD|ISA|AID|ICA|USUN|American Embassy|U\.?S\.? Embassy|[Ss]enator|[Cc]ongressman"
    r"|Policy Planning|Officer?[ -][Ii]n[ -][Cc]harge|Desk)\b"
    r"|^(?:[Tt]he )?(?:Acting )?(?:Secretary|President|Vice President)(?: of State)?$"
    r"|^Secretary [A-Z]"
)
_DESKS = "FE|EA|NA|EUR|NEA|S|G|C|U|P|L|E|IO|SOV|UNP|UNA|WE|BNA|GER|CA|SEA|SPA|ARA|INR"
_BUREAU = re.compile(rf"\b(?:{_DESKS})(?:/[A-Z]+)*[ ]?[—–-]|,[ ](?:{_DESKS})(?:/[A-Z]+)*$")
_SERVED = re.compile(r"\bAmbassador to |\bEmbassy (?:in|at) |\bConsul General (?:in|at) ")


def seat(record: Record, members: dict[int, Member]) -> None:
    """Note who sits with whom: a list goes through one delegation after the other.

    Whoever has neither nation nor a home post sits with the one listed before, or, at the head of
    the list, with the first after who has.
    """
    told = {person.identifier: person.description or "" for person in record.persons}
    known: list[str | None] = []
    for place, attendee in enumerate(record.attendees):
        described = " ".join(told.get(one, "") for one in attendee.identifiers)
        known.append(_camp(attendee, members[place], described))
    if len({one for one in known if one}) < 2:
        return
    camp = next(one for one in known if one)
    for place, own in enumerate(known):
        camp = own or camp
        if members[place].camp is None:
            members[place].camp = camp


def _camp(attendee: Attendee, member: Member, described: str) -> str | None:
    """Return the state somebody is of, or the words of the list for a side."""
    if attendee.side:
        state = nation_in(attendee.side)
        return state.key if state is not None else attendee.side
    if member.nation is not None:
        return member.nation.key
    for text in (attendee.position or "", attendee.as_written, described):
        if _HOME.search(text) or _SERVED.search(text) or _BUREAU.search(text):
            return HOME
        state = nation_in(text) or _named_state(text)
        if state is not None:
            return state.key
    return None


def _named_state(text: str) -> State | None:
    """Read "Prime Minister of Japan": the state that an office is of."""
    table = states()
    for match in re.finditer(r"\bof (?:the )?((?:[A-Z][\w.]*)(?: (?:of )?[A-Z][\w.]*){0,3})", text):
        tokens = tuple(match.group(1).split())
        for size in range(len(tokens), 0, -1):
            state = table.nouns.get(tokens[:size])
            if state is not None:
                return state
    return None


def same_side(one: Member, other: Member) -> bool:
    """Tell whether two participants are of one side; without a nation they are at home."""
    ours = one.nation.key if one.nation is not None else one.camp
    theirs = other.nation.key if other.nation is not None else other.camp
    if one.camp is None and other.camp is None:
        return ours is theirs is None or (bool(ours and theirs) and akin(ours or "", theirs or ""))
    return akin(ours or HOME, theirs or HOME)


def heard(cast: Cast, teller: str, agent: str, facing: str | None, present: set[str]) -> str | None:
    """Return to whom words told in a talk were said, when the text does not say.

    What somebody else asked was asked of the teller's side; what the teller's own side asked was
    asked of whoever is told of it now (*facing*).
    """
    own, other = cast.members[teller], cast.members[agent]
    body = other.kind is not AgentKind.PERSON
    if of_side(other, own) if body else agent in present:
        return facing
    if body and own.nation is not None:
        return cast.state(own.nation).id  # what one state asks, it asks of another
    return teller


def of_side(body: Member, person: Member) -> bool:
    """Tell whether a state or body is that of *person*."""
    if body.nation is None:
        return False
    if person.nation is not None:
        return related(body.nation, person.nation)
    return akin(person.camp or HOME, body.nation.key)
