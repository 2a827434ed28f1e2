"""Who is in the record: every agent once, found again by name, office or nation.

A cast begins with the attendees and the author, takes in the people the source marks up, and
grows while the text is read. A person is taken from the running text only when a title or an
office stands before the name; after that the bare name means that person. Surnames are good
inside one record, never across records.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from kg.extraction.lexicon import table, words
from kg.extraction.states import State, longest, states
from kg.findings import Agent, AgentKind
from kg.names.forms import compatible, initials

_OFFICES = {tuple(office.replace("’", "'").split()) for office in words("offices")}
_OFFICE_WORDS = frozenset(office[0].lower() for office in _OFFICES)
_TITLES = words("titles") | words("ranks")
_TOKEN = re.compile(r"[^\W_][\w’'\-./]*")
_SUFFIX = re.compile(r"(?:Jr|Sr|I{1,3}|IV)\.?")
_ASIDE = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_ABROAD = frozenset({"to", "for", "in", "at"})
UNLISTED = 10_000  # the rank of whoever the source does not list
_DESK = frozenset({"Affairs", "Desk", "Bureau", "Division", "Area", "Region", "Section"}) | {
    *("Department", "Branch", "Directorate", "Specialist", "Expert", "Policy", "Analyst")
}


@dataclass(slots=True, kw_only=True)
class Member:
    """One agent while the record is being read; frozen into an :class:`Agent` at the end."""

    id: str
    kind: AgentKind
    name: str
    names: list[str] = field(default_factory=list)
    offices: list[str] = field(default_factory=list)
    side: str | None = None  # id of a state or body, as the text gives it
    nation: State | None = None
    identifiers: tuple[str, ...] = ()
    authority: str | None = None
    rank: int = UNLISTED  # place in the list of attendees: the head of a side comes first
    camp: str | None = None  # whom one sits with, as far as the list shows; not published
    plural: bool = False

    def note(self, surface: str) -> None:
        """Keep a way the record writes this agent."""
        surface = " ".join(surface.split())
        if surface and surface not in self.names:
            self.names.append(surface)


@dataclass(slots=True)
class Cast:
    """All agents of one record, in order of appearance."""

    members: dict[str, Member] = field(default_factory=dict)
    by_token: dict[str, list[Member]] = field(default_factory=dict)
    by_office: dict[str, list[Member]] = field(default_factory=dict)
    by_identifier: dict[str, Member] = field(default_factory=dict)

    def add(
        self,
        name: str,
        kind: AgentKind,
        *,
        offices: tuple[str, ...] = (),
        nation: State | None = None,
        identifiers: tuple[str, ...] = (),
        authority: str | None = None,
    ) -> Member:
        """Add an agent under a name of its own; its id is made of the name."""
        identity = _slug(name)
        number = 2
        while identity in self.members:
            identity = f"{_slug(name)}-{number}"
            number += 1
        member = Member(id=identity, kind=kind, name=_one_line(name))
        member.nation, member.identifiers, member.authority = nation, identifiers, authority
        member.note(name)
        self.members[identity] = member
        for identifier in identifiers:
            self.by_identifier.setdefault(identifier, member)
        for office in offices:
            self.give_office(member, office)
        if kind is AgentKind.PERSON and not name.lower().startswith("the "):
            for token in name_tokens(name):
                self.by_token.setdefault(token, []).append(member)
        return member

    def give_office(self, member: Member, office: str) -> None:
        """Let ``the Ambassador`` mean *member*; a longer office also answers to its head."""
        for form in _office_forms(office):
            if form not in member.offices:
                member.offices.append(form)
                self.by_office.setdefault(form, []).append(member)

    def state(self, state: State) -> Member:
        """Return the state as an agent, added when it is first spoken of."""
        key = f"state:{state.key}"
        member = self.by_identifier.get(key)
        if member is None:
            member = self.add(state.name, AgentKind.ORGANIZATION, authority=state.authority)
            member.nation, member.plural = state, True
            self.by_identifier[key] = member
        return member

    def body(self, name: str, nation: State | None, kind: AgentKind) -> Member:
        """Return a government, party, delegation or group by its name in the record."""
        key = f"body:{' '.join(name.split()).lower()}"
        member = self.by_identifier.get(key)
        if member is None:
            member = self.add(name, kind, nation=nation)
            member.plural = True
            self.by_identifier[key] = member
        return member

    def person(self, name: str) -> Member | None:
        """Return the person whom *name* means here: every token must be theirs."""
        tokens = name_tokens(name)
        if not tokens:
            return None
        pools = [self.by_token.get(token, ()) for token in tokens]
        common = [m for m in pools[0] if all(m in pool for pool in pools[1:])]
        if len(common) > 1:
            ranked = sorted(common, key=lambda m: (not _is_surname(m, tokens[-1]), m.rank))
            return ranked[0]
        return common[0] if common else self._otherwise_written(name, tokens)

    def _otherwise_written(self, name: str, tokens: tuple[str, ...]) -> Member | None:
        """Return who is meant with initials for given names, or in another romanisation."""
        pool = self.by_token.get(tokens[-1], ())
        if len(tokens) > 1 and len(pool) == 1 and initials(name) and initials(pool[0].name):
            return pool[0] if compatible(name, pool[0].name) else None
        for same in _romanised() if len(tokens) == 1 and tokens[0] not in self.by_token else ():
            if tokens[0] in same:
                found = [m for t in sorted(same) for m in self.by_token.get(t, ())]
                listed = [m for m in found if m.rank < UNLISTED]
                return listed[0] if len(listed) == 1 else None
        return None

    def holder(self, office: str, nation: State | None) -> Member | None:
        """Return who is meant by ``the`` *office*, of *nation* where one is named."""
        pool = self.by_office.get(office.lower(), [])
        if nation is not None:
            own = [m for m in pool if m.nation is not None and related(m.nation, nation)]
            return own[0] if own else None
        attending = [m for m in pool if m.rank < UNLISTED]
        exact = [m for m in attending if m.offices and m.offices[0] == office.lower()]
        for candidates in (exact, attending, pool):
            if candidates:
                return min(candidates, key=lambda m: m.rank)
        return None

    def agents(self, used: set[str], collection: str) -> tuple[Agent, ...]:
        """Return the agents in *used*, by id.

        An agent that the source identifies has its authority there:
        ``frus/frus1958-60v18/p_MADII1`` for ``frus1958-60v18#p_MADII1``.
        """
        return tuple(
            Agent(
                id=member.id,
                kind=member.kind,
                name=member.name,
                names=tuple(sorted(member.names)),
                authority=member.authority or _authority(collection, member.identifiers),
                identifiers=member.identifiers,
            )
            for identity, member in sorted(self.members.items())
            if identity in used
        )


def _authority(collection: str, identifiers: tuple[str, ...]) -> str | None:
    return f"{collection}/{identifiers[0].replace('#', '/')}" if identifiers else None


def related(one: State, other: State) -> bool:
    """Tell whether two rows may be the same state, one of them less exact (China, the PRC)."""
    return akin(one.key, other.key)


def akin(one: str, other: str) -> bool:
    """Tell the same of the keys of two rows: ``china`` may be ``china-prc``, this not the other.

    >>> akin("china", "china-roc"), akin("china-prc", "china-roc")
    (True, False)
    """
    same = one == other or one.startswith(f"{other}-") or other.startswith(f"{one}-")
    return same or (
        one.startswith("german") and other.startswith("german") and "germany" in (one, other)
    )


@lru_cache(maxsize=8192)
def name_tokens(name: str) -> tuple[str, ...]:
    """Return the tokens that identify a person: no initials, titles or suffixes, lower case."""
    found = []
    for match in _TOKEN.finditer(_ASIDE.sub("", name)):
        token = match.group().rstrip(".’'")
        token = re.sub(r"[’']s?$", "", token)
        if len(token) < 2 or _SUFFIX.fullmatch(token) or "." in token:
            continue
        if token in _TITLES:
            continue
        found.append(_plain(token))
    return tuple(found)


def offices_in(words_given: str) -> tuple[str, ...]:
    """Return the offices named in a list entry or post, first one first."""
    tokens = tuple(re.findall(r"[^\s,;:()—–]+", words_given.replace("’", "'")))
    found: list[str] = []
    at = 0
    while at < len(tokens):
        size = office_at(tokens, at)
        # "Assistant to the Secretary", "Secretary to the President": not their offices
        serves = tokens[at : at + size] == ("Secretary",) and tokens[at + 1 : at + 2] == ("to",)
        under = at > 1 and tokens[at - 1] == "the" and tokens[at - 2] in {"to", "of", "for"}
        if size and not serves and not under:
            found.append(" ".join(tokens[at : at + size]))
            break
        at += max(size, 1)
    return tuple(found)


def office_at(tokens: tuple[str, ...], at: int) -> int:
    """Return how many tokens at *at* are the longest office listed, 0 for none.

    A list in capitals counts as well: "SOVIET AMBASSADOR" stands in headings and signatures.
    """
    if at >= len(tokens) or tokens[at].lower() not in _OFFICE_WORDS:
        return 0
    for size in (5, 4, 3, 2, 1):
        part = tokens[at : at + size]
        if len(part) == size and (part in _OFFICES or _titled(part) in _OFFICES):
            return size
    return 0


def nation_in(words_given: str) -> State | None:
    """Return the state whose adjective or name says where an entry belongs.

    "Ambassador to Japan" is not of Japan, and "Japanese Affairs" is a desk.
    """
    tokens = tuple(re.findall(r"[^\s,;:()—–]+", words_given.replace("’", "'")))
    table = states()
    for at, token in enumerate(tokens):
        if token not in table.first_words and token.title() not in table.first_words:
            continue
        titled = _titled(tokens)
        found = [
            longest(i, t, at) for i in (table.nouns, table.adjectives) for t in (tokens, titled)
        ]
        for state, size in sorted((f for f in found if f is not None), key=lambda f: -f[1])[:1]:
            after = tokens[at + size] if at + size < len(tokens) else ""
            before = tokens[at - 1] if at else ""
            if after not in _DESK and before.lower() not in _ABROAD:
                return state
    return None


@cache
def _romanised() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(same) for same in table("words")["romanised"])


def _titled(part: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(t.capitalize() if t.isupper() and len(t) > 3 else t for t in part)


def _office_forms(office: str) -> tuple[str, ...]:
    low = _one_line(office).lower().replace("’", "'")
    forms = [low]
    if low.startswith(("minister of foreign", "minister for foreign")):
        forms.append("foreign minister")
    head = low.split(" of ")[0].split(" for ")[0].split(" d'")[0].split()
    if head[0] not in {"first", "second", "third", "vice", "deputy", "under", "assistant"}:
        forms.append(head[-1])
    elif head[0] in {"deputy", "vice"}:
        forms.append(" ".join(head[1:]))
    if head[-1] in {"charge", "chargé"}:
        forms.extend(("charge", "chargé"))
    return tuple(dict.fromkeys(forms))


def _is_surname(member: Member, token: str) -> bool:
    tokens = name_tokens(member.name)
    return bool(tokens) and token in (tokens[-1], tokens[0])


def _plain(token: str) -> str:
    folded = unicodedata.normalize("NFKD", token.replace("’", "'"))
    return "".join(c for c in folded if not unicodedata.combining(c)).lower()


def _slug(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", _plain(name)).strip("-")
    return plain[:60].strip("-") or "agent"


def _one_line(text: str) -> str:
    return " ".join(text.split())
