"""Where the running text refers to whom: one pass over capitalised runs, words looked up.

A person enters from the text only with a title or an office before the name ("named once with a
title in this record": measured on the bodies of real records, that one condition beats a tagger).
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from kg.extraction.cast import Cast, name_tokens, nation_in, office_at
from kg.extraction.lexicon import words
from kg.extraction.states import State, longest, states
from kg.findings import AgentKind
from kg.records import Record

_SHORT = "Mrs|Gen|Col|Maj|Adm|Amb|Sen|Rep|Gov|Cde|Com|Hon|Sec|Min|Cdr|Del"
_SHORTER = "Asst|Prof|Capt|Cdes|Brig|Cong"
# A full stop before a blank ends a name, but for an initial or a title cut short: "Stone. He".
_STOP = (
    r"(?:(?<=\b[A-Z])|(?<=\b[A-Z]\w)|(?<=\.[A-Z])"
    rf"|(?<=\b(?:{_SHORT}))|(?<=\b(?:{_SHORTER}))|(?<=\bMessrs))\.(?=[ \xa0])"
)
_NAME = rf"[A-ZÀ-ÖØ-ÞŁŚŠŽČŘ](?:[\w’'\-]|\.(?=[A-Z])|{_STOP})*"
_RUN = re.compile(
    rf"(?:\b(?P<det>[Tt]he|[Oo]ur|[Hh]is|[Mm]y|[Yy]our|[Tt]heir|[Aa]n?)[ \xa0\n])?\b{_NAME}"
    rf"(?:[ \xa0](?:{_NAME}|of(?=[ \xa0](?:State|Defense|Foreign|the[ \xa0]Treas))"
    r"|(?<=Republic[ \xa0])of"
    r"|for(?=[ \xa0]Foreign)|the(?=[ \xa0]Treasury)|d[’']Affaires"
    r"|(?:de|van|von|al)(?=[ \xa0][A-Z])))*"
)
_TOKEN = re.compile(r"[^\s\xa0]+")
_LOWER = re.compile(r"[ \xa0]([a-z]+(?:[ \xa0](?:of|for)[ \xa0]the[ \xa0][A-Z]\w+)?)")
_GROUP = re.compile(
    r"\b(?:[Tt]he[ \xa0]leadership[ \xa0]of[ \xa0](?:the|a|an)[ \xa0](?:[A-Z][\w’'\-]*[ \xa0])*"
    r"delegation(?:[ \xa0]of[ \xa0]the(?:[ \xa0](?:of[ \xa0])?[A-Z][\w’'\-]*)+)?"
    r"|[Tt]he[ \xa0](?:delegation|visitors)\b)"
)
_ACRONYM = re.compile(r"[A-Z]{3,6}")
_TITLES = words("titles")
_RANKS = words("ranks")
_TITLED = re.compile(
    rf"\b(?:{'|'.join(sorted({t.split()[-1] for t in words('offices')} | _TITLES | _RANKS))})\b",
    re.IGNORECASE,
)
_ARTICLES = frozenset({"The", "Our", "His", "My", "Your", "Their"})
_NOT_NAMES = words("not_names")
_BODIES = words("bodies")
_BARE_BODIES = {tuple(body.split()) for body in words("bare_bodies")}
_CENTRAL = frozenset({"CC", "Central", "Committee", "Politburo", "Presidium"})


Marked = Iterable[tuple[int, int, str]]
"""Names the source itself marks up: start, end, agent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place where the text names an agent; ``how`` is name, office, state, body or group."""

    start: int
    end: int
    agent: str
    how: str


@dataclass(frozen=True, slots=True)
class Mentions:
    """All mentions of a record in order, with the two look-ups that the rules need."""

    all: tuple[Mention, ...]
    starts: tuple[int, ...]
    by_end: dict[int, Mention]

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly in a stretch of the text."""
        low = bisect_left(self.starts, start)
        high = bisect_left(self.starts, end)
        return tuple(m for m in self.all[low:high] if m.end <= end)

    def before(self, position: int) -> Mention | None:
        """Return the last mention that begins before *position*."""
        at = bisect_left(self.starts, position)
        return self.all[at - 1] if at else None


def mentions(record: Record, cast: Cast, begin: int, end: int, marked: Marked = ()) -> Mentions:
    """Return the mentions between two offsets, adding to the cast whoever is named with a title.

    The names the source marks up come first; the text is read only where there are none.
    """
    from_source = [Mention(start=a, end=b, agent=m, how="name") for a, b, m in marked]
    found: dict[int, Mention] = {m.start: m for m in from_source}
    taken = [(m.start, m.end) for m in from_source]
    runs = list(_RUN.finditer(record.text, begin, end))
    for adding in (True, False):
        for run in runs:
            if adding and not _TITLED.search(run.group()):
                continue
            for mention in _read_run(record.text, run, cast, adding=adding):
                if not any(a < mention.end and mention.start < b for a, b in taken):
                    found[mention.start] = mention
    for match in _GROUP.finditer(record.text, begin, end):
        found = {s: m for s, m in found.items() if not match.start() <= s < match.end()}
        nation = nation_in(match.group())
        name = match.group()[0].lower() + match.group()[1:]
        member = cast.body(name, nation, AgentKind.GROUP)
        member.note(match.group())
        found[match.start()] = Mention(
            start=match.start(), end=match.end(), agent=member.id, how="group"
        )
    ordered = tuple(found[start] for start in sorted(found))
    return Mentions(ordered, tuple(m.start for m in ordered), {m.end: m for m in ordered})


def _read_run(text: str, run: re.Match[str], cast: Cast, *, adding: bool) -> list[Mention]:
    start = run.end("det") + 1 if run.group("det") else run.start()
    places = [(m.start(), m.end()) for m in _TOKEN.finditer(text, start, run.end())]
    tokens = tuple(_clean(text[a:b]) for a, b in places)
    found: list[Mention] = []
    at = 0
    inner = None  # an article inside the run: "… of National Defense. The President promised"
    while at < len(tokens):
        if tokens[at] in _ARTICLES and at + 1 < len(tokens):
            inner, at = at, at + 1
            continue
        if _no_name(tokens, at):
            at += 1
            continue
        led = inner is not None and inner == at - 1
        det = run.group("det") if at == 0 else tokens[at - 1] if led else None
        reading = (
            _person(tokens, at, cast, adding=adding)
            or _office(tokens, at, det, cast)
            or (_nation(text, tokens, places, at, det, cast))
        )
        if reading is None:
            at += 1
            continue
        agent, size, how, extra = reading
        first = run.start() if det and at == 0 else places[at - 1 if led else at][0]
        last = _end(text, places[at + size - 1]) + extra
        cast.members[agent].note(text[first:last])
        found.append(Mention(start=first, end=last, agent=agent, how=how))
        at += size
    return found


def _no_name(tokens: tuple[str, ...], at: int) -> bool:
    """Tell whether a capitalised word only begins a sentence; "North Koreans" begins a people."""
    if tokens[at] not in _NOT_NAMES or _BARE_BODIES & {tokens[at:], tokens[at : at + 3]}:
        return False
    doubtful = tokens[at] in {"North", "South", "East", "West", "Communist", "Communists"}
    return not (doubtful and longest(states().people, tokens, at) is not None)


Reading = tuple[str, int, str, int]


def _person(tokens: tuple[str, ...], at: int, cast: Cast, *, adding: bool) -> Reading | None:
    """Read titles, offices and a name; without a title only a name known already."""
    begin, titled, offices, nation = at, False, [], None
    hit = longest(states().adjectives, tokens, at)
    if hit is not None:
        nation, at = hit[0], at + hit[1]
    while at < len(tokens):
        size = office_at(tokens, at)
        if size:
            offices.append(" ".join(tokens[at : at + size]))
        elif tokens[at].rstrip(".") in _TITLES or tokens[at].rstrip(".") in _RANKS:
            size = 1
        else:
            break
        titled, at = True, at + size
    name_from = at
    while at < len(tokens) and _may_be_name(tokens[at], first=at == name_from):
        at += 1
    for stop in range(at, name_from, -1):
        name = " ".join(tokens[name_from:stop])
        member = cast.person(name)
        if member is None and adding and titled and stop == at and name_tokens(name):
            member = cast.add(name, AgentKind.PERSON, nation=nation)
        if member is not None and member.kind is AgentKind.PERSON:
            for office in offices:
                cast.give_office(member, office)
            member.nation = member.nation or nation
            return member.id, stop - begin, "name", 0
    return None


def _office(tokens: tuple[str, ...], at: int, det: str | None, cast: Cast) -> Reading | None:
    begin, nation = at, None
    hit = longest(states().adjectives, tokens, at)
    if hit is not None:
        nation, at = hit[0], at + hit[1]
    size = office_at(tokens, at)
    if not size or (det is None and nation is None and begin > 0):
        return None
    office = " ".join(tokens[at : at + size])
    if det is not None and det.lower() in {"a", "an"}:
        return None
    member = cast.holder(office, nation)
    if member is None:
        if det is None:
            return None
        name = "the " + " ".join(tokens[begin : at + size])
        member = cast.body(name, nation, AgentKind.PERSON)
        member.plural = False
        cast.give_office(member, office)
    return member.id, at + size - begin, "office", 0


def _nation(
    text: str,
    tokens: tuple[str, ...],
    places: list[tuple[int, int]],
    at: int,
    det: str | None,
    cast: Cast,
) -> Reading | None:
    """Read a state, its people, or a body of it; or a body known by article or acronym."""
    for size in (4, 3, 2, 1):
        if tokens[at : at + size] in _BARE_BODIES and len(tokens[at : at + size]) == size:
            name = " ".join(tokens[at : at + size])
            return cast.body(name, None, AgentKind.ORGANIZATION).id, size, "body", 0
    table = states()
    hit = longest(table.nouns, tokens, at) or longest(table.adjectives, tokens, at)
    if hit is None:
        people = longest(table.people, tokens, at)
        if people is not None:
            return cast.state(people[0]).id, people[1], "state", 0
        return _acronym(text, tokens, places, at, cast)
    state, size = hit
    last = at + size
    while last < len(tokens) and (tokens[last] in _BODIES or tokens[last].endswith("-government")):
        last += 1
    lower = _LOWER.match(text, _end(text, places[last - 1]))
    head = lower.group(1) if lower and last == len(tokens) and lower.group(1) in _BODIES else ""
    if last > at + size or head:
        name = " ".join(tokens[at:last]) + (f" {head}" if head else "")
        return _body_of(name, state, cast), last - at, "body", len(head) + 1 if head else 0
    if longest(table.nouns, tokens, at) is None and not _is_people(text, places[last - 1], det):
        return None
    return cast.state(state).id, size, "state", 0


def _body_of(name: str, state: State, cast: Cast) -> str:
    if name.endswith(("side", "people", "Administration", "regime")):
        return cast.state(state).id
    plural = name.rsplit(maxsplit=1)[-1] in {
        "friends",
        "comrades",
        "representatives",
        "leaders",
        "officials",
        "authorities",
        "delegation",
        "Delegation",
        "leadership",
        "negotiators",
    }
    kind = AgentKind.GROUP if plural else AgentKind.ORGANIZATION
    return cast.body(f"the {name}" if plural else name, state, kind).id


def _acronym(
    text: str, tokens: tuple[str, ...], places: list[tuple[int, int]], at: int, cast: Cast
) -> Reading | None:
    if not _ACRONYM.fullmatch(tokens[at]) or tokens[at] in {"SECRET", "TOP", "SUBJECT"}:
        return None
    last = at + 1
    while last < len(tokens) and tokens[last] in _CENTRAL:
        last += 1
    name = " ".join(tokens[at:last])
    return cast.body(name, None, AgentKind.ORGANIZATION).id, last - at, "body", 0


def _is_people(text: str, place: tuple[int, int], det: str | None) -> bool:
    """Tell whether an adjective with an article stands alone: "the Japanese asked"."""
    after = text[place[1] : place[1] + 24].lstrip(" \xa0")
    if det is None or det.lower() != "the":
        return False
    word = re.match(r"[\w’'-]*", after)
    following = word.group() if word else ""
    return following == "" or following in _AFTER_PEOPLE or following.endswith(("ed", "ly"))


_AFTER_PEOPLE = words("auxiliaries") | words("adverbs") | words("after_people")


def _may_be_name(token: str, *, first: bool) -> bool:
    if token in {"of", "for", "the", "d'Affaires"}:
        return False
    if first and token in _NOT_NAMES:
        return False
    if token.rstrip(".") in _TITLES or token.lower() in {"in", "the", "of", "and", "to"}:
        return False
    return token not in _BODIES and (token[0].isupper() or token in {"de", "van", "von", "al"})


def _clean(token: str) -> str:
    token = token.replace("’", "'").strip('.,;:"“”()[]') if len(token) > 2 else token
    return token.removesuffix("'s").removesuffix("'")


def _end(text: str, place: tuple[int, int]) -> int:
    """Return the end of the last token without a possessive or a full stop."""
    end = place[1]
    part = text[place[0] : end]
    for tail in ("’s", "'s", "’", "'", "."):
        if part.endswith(tail) and len(part) > len(tail) + 1:
            return end - len(tail)
    return end
