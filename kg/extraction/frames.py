"""Who is speaking to whom, in which conversation: the speaker tracker.

A sentence is cut at its verbs of speech; each stretch has a frame. A frame without a verb of its
own is carried over: inside a paragraph, and with less confidence into the next one. A speaker who
does not take part in the recorded talk speaks in a talk told of in it, if one with that person
has been told of; otherwise the words are reported, occasion unknown.
"""

import re
from dataclasses import dataclass, field, replace

from kg.extraction.acts import WORD
from kg.extraction.cast import Cast, Member
from kg.extraction.conversations import MAIN, Talk, same_side
from kg.extraction.lexicon import table, words
from kg.extraction.mentions import Mention, Mentions
from kg.extraction.sentences import Paragraph
from kg.findings import AgentKind

_VERBS = words("verbs", "speech")
_WEAK = words("weak", "speech")
_BETWEEN = "|".join(
    re.escape(word) for word in sorted(words("adverbs") | words("auxiliaries"), key=len)[::-1]
)
_CHAIN = re.compile(rf"(?:(?:[\s,]+|(?<=\w)(?=[’']))(?:{_BETWEEN}|\w+ly)\b,?)*[\s]*$")
_PRONOUN = re.compile(r"\b(he|she|they|we|I|you|who|it|which)$", re.IGNORECASE)
_AND = re.compile(r"(?:\b(?:and|but|then|or)|[,;])\s*(?:also|then)?$")
_EXITS = re.compile("|".join(re.escape(e) for e in sorted(words("exits", "speech"))), re.I)
_REPLIES = re.compile("|".join(re.escape(e) for e in sorted(words("replies", "speech"))), re.I)
_PLUPERFECT = re.compile(r"\b(?:had|[’']d)\s+(?:\w+\s+){0,2}$|\bhad$")
_OBJECT = re.compile(r"(?:\s+(?:to|with|of))?\s+")
_OBJECT_PRONOUN = re.compile(r"\s+(?:to\s+)?(me|us|him|her|them|you)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Who has the floor: ``talk`` is a conversation id, or ``None`` where it is not told.

    ``basis`` names the factors of confidence; ``teller`` is who tells of words said elsewhere.
    """

    speaker: str | None = None
    addressee: str | None = None
    talk: str | None = MAIN
    teller: str | None = None
    topic: str | None = None
    basis: tuple[str, ...] = ()
    direct: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A verb of speech with its subject; ``start`` is where the subject begins."""

    start: int
    verb: int
    end: int
    frame: Frame
    own: bool = True  # takes the floor, as against words reported inside somebody's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One sentence with its frames: what was carried into it, and its anchors."""

    start: int
    end: int
    paragraph: int
    number: int
    carried: Frame
    anchors: tuple[Anchor, ...]

    def at(self, position: int) -> tuple[Frame, Anchor | None]:
        """Return the frame in force at *position*, and the anchor it comes from."""
        best = None
        for anchor in self.anchors:
            if anchor.start <= position:
                best = anchor
        return (best.frame, best) if best is not None else (self.carried, None)


@dataclass(slots=True, kw_only=True)
class Tracker:
    """Follows the speakers through a record, paragraph by paragraph."""

    text: str
    cast: Cast
    mentions: Mentions
    talks: dict[str, Talk]
    author: str | None = None
    floor: Frame = field(default_factory=Frame)
    before: list[str] = field(default_factory=list)  # speakers of the main talk, latest last
    paragraph: int = -1

    @property
    def main(self) -> Talk:
        """The conversation that the record records."""
        return self.talks[MAIN]

    def enter(self, paragraph: Paragraph, number: int) -> None:
        """Begin a paragraph; a turn's label gives the floor to whom it names."""
        self.paragraph = number
        basis = ("frame.carried",)
        if paragraph.label is not None:
            speaker = self._labelled(self.text[slice(*paragraph.label)])
            if speaker is not None:
                basis = ("frame.turn", "subject.name")
                self._take(Frame(speaker=speaker, basis=basis, direct=True))
                return
        elif self.floor.direct:
            self.floor = replace(self.floor, direct=False)
        self.floor = replace(self.floor, basis=basis)

    def _labelled(self, label: str) -> str | None:
        name = label.strip("[]() \xa0")
        member = self.cast.person(name) or self.cast.holder(name, None)
        if member is None and len(name) <= 3 and name.isupper():
            member = self._by_initials(name)
        if member is None and len(name.split()) > 1:
            member = self.cast.person(name.split()[-1])
        if member is None or member.kind is not AgentKind.PERSON:
            return None
        member.note(label)
        return member.id

    def _by_initials(self, label: str) -> Member | None:
        """Return the attendee with these initials, or with this one letter, if only one has."""
        found = []
        for agent in self.main.parts:
            member = self.cast.members[agent]
            letters = "".join(part[0] for part in re.findall(r"[A-Z][\w.’'-]*", member.name))
            if letters == label or (len(label) == 1 and letters[-1:] == label):
                found.append(member)
        return found[0] if len(found) == 1 else None

    def read(self, start: int, end: int, number: int) -> Reading:
        """Return the frames of one sentence and keep the floor for the next."""
        carried = self.floor
        anchors: list[Anchor] = []
        for word in WORD.finditer(self.text, start, end):
            if word.group().lower() in _VERBS:
                anchor = self._anchor(start, end, word, anchors)
                if anchor is not None:
                    anchors.append(anchor)
        reading = Reading(
            start=start,
            end=end,
            paragraph=self.paragraph,
            number=number,
            carried=carried,
            anchors=tuple(anchors),
        )
        if "frame.turn" not in self.floor.basis:
            self.floor = replace(self.floor, basis=("frame.paragraph", "subject.inherited"))
        return reading

    # -- anchors -----------------------------------------------------------------------------

    def _anchor(
        self, start: int, end: int, word: re.Match[str], anchors: list[Anchor]
    ) -> Anchor | None:
        verb = word.group().lower()
        if verb.endswith("ing"):
            return None
        head = self.text[start : word.start()]
        chain = _CHAIN.search(head)
        cut = start + (chain.start() if chain is not None else len(head))
        subject = self._subject(start, cut)
        if subject is None and verb in {"said", "asked", "replied", "says"}:
            subject = self._inverted(word.end())
        if subject is None:
            return self._coordinated(cut, start, word, anchors)
        if verb in _WEAK and not re.match(
            r"\s+(?:on|to|up|forward|that|him|her)\b", self.text[word.end() : word.end() + 12]
        ):
            return None
        at, agent, how = subject
        if self.text[max(start, at - 5) : at].lower() == "what ":
            return None  # "what Mr. Adan said": spoken of, not speaking
        auxiliaries = self.text[cut : word.start()]
        past = bool(re.search(r"\b(?:had|[’']d)\b", auxiliaries))
        return self._framed(start, end, at, agent, how, past, word, anchors)

    def _subject(self, start: int, cut: int) -> tuple[int, str | None, str] | None:
        """Return where the subject before *cut* begins, whom it means, and how it is given."""
        mention = self.mentions.by_end.get(cut)
        if mention is not None and mention.start >= start:
            return mention.start, mention.agent, f"subject.{_kind(mention)}"
        head = self.text[max(start, cut - 6) : cut]
        pronoun = _PRONOUN.search(head)
        if pronoun is not None:
            return cut - len(pronoun.group()), f"?{pronoun.group(1)}", "subject.pronoun"
        if self.text[cut - 1 : cut] in {",", ")"}:
            return self._apposed(start, cut)
        return None

    def _apposed(self, start: int, cut: int) -> tuple[int, str | None, str] | None:
        """Read ``Mr. Adan, the Envoy, said`` and ``Mr. Adan (the Envoy) said``."""
        for mention in reversed(self.mentions.within(max(start, cut - 120), cut)):
            between = self.text[mention.end : cut]
            if between[:1] in {",", " "} and re.match(r"\s?[,(]", between):
                if mention.start - start <= 4 or self.text[mention.start - 2] in ".,;":
                    return mention.start, mention.agent, f"subject.{_kind(mention)}"
        return None

    def _inverted(self, after: int) -> tuple[int, str | None, str] | None:
        """Read ``…, said Mr. Adan``."""
        mention = next(iter(self.mentions.within(after, after + 60)), None)
        if mention is not None and self.text[after : mention.start].strip() == "":
            return mention.start, mention.agent, f"subject.{_kind(mention)}"
        return None

    def _coordinated(
        self, cut: int, start: int, word: re.Match[str], anchors: list[Anchor]
    ) -> Anchor | None:
        """Give a second verb the subject of the first: ``he agreed and said``."""
        head = self.text[max(start, cut - 12) : cut]
        if not anchors or not _AND.search(head):
            return None
        last = anchors[-1]
        own = next((a for a in reversed(anchors) if a.own), last)
        frame = self._addressed(own.frame, word.end())
        return Anchor(
            start=word.start(), verb=word.start(), end=word.end(), frame=frame, own=own.own
        )

    # -- frames ------------------------------------------------------------------------------

    def _framed(
        self,
        start: int,
        end: int,
        at: int,
        agent: str | None,
        how: str,
        past: bool,
        word: re.Match[str],
        anchors: list[Anchor],
    ) -> Anchor | None:
        embedded = any(a.own for a in anchors) or self.floor.direct
        if agent is not None and agent.startswith("?"):
            agent = self._meant(agent[1:].lower(), at, embedded=embedded)
        if agent is None:
            return None
        member = self.cast.members[agent]
        talk = self._talk_of(agent, start, end, word, past=past and embedded)
        outside = talk is None or (past and embedded)
        inner = outside or self.floor.direct
        basis = (how, "frame.anchor")
        if inner:
            if self.floor.direct and agent == self.floor.speaker and not past:
                return Anchor(start=at, verb=word.start(), end=word.end(), frame=self.floor)
            frame = Frame(
                speaker=agent,
                talk=None if outside else talk,
                teller=self._teller(agent),
                basis=(*basis, "talk.unknown"),
            )
            frame = self._addressed(frame, word.end(), default=False)
            return Anchor(start=at, verb=word.start(), end=word.end(), frame=frame, own=False)
        if member.kind is not AgentKind.PERSON and agent not in self.main.parts:
            frame = Frame(
                speaker=agent, talk=None, teller=self._teller(agent), basis=(*basis, "talk.unknown")
            )
            return Anchor(start=at, verb=word.start(), end=word.end(), frame=frame, own=False)
        topic = self.floor.topic if how == "subject.pronoun" else None
        self._take(Frame(speaker=agent, talk=talk, topic=topic, basis=basis))
        frame = self.floor = self._addressed(self.floor, word.end())
        return Anchor(start=at, verb=word.start(), end=word.end(), frame=frame)

    def _teller(self, agent: str) -> str | None:
        teller = self.floor.speaker if self.floor.talk == MAIN else self.floor.teller
        return teller

    def _meant(self, pronoun: str, at: int, *, embedded: bool) -> str | None:
        """Resolve the pronoun of a subject inside this record."""
        speaker = self.floor.speaker
        if pronoun in {"it", "you"}:
            return self.floor.addressee if pronoun == "you" else None
        if pronoun in {"who", "which"}:
            mention = self.mentions.before(at)
            return mention.agent if mention is not None and at - mention.end < 4 else None
        if pronoun == "i":
            if self.floor.direct or (self.author is None) or (self.floor.talk != MAIN):
                return speaker
            return self.author
        if pronoun == "we" or embedded:
            return speaker
        if pronoun in {"he", "she"}:
            if speaker is None or speaker == self.author:
                return next(
                    (s for s in reversed(self.before) if s != self.author), self._other(self.author)
                )
            return speaker
        return speaker

    def _talk_of(
        self, agent: str, start: int, end: int, word: re.Match[str], *, past: bool
    ) -> str | None:
        told = [t for t in self.talks.values() if t.id != MAIN and not t.planned]
        here = [t for t in told if agent in t.parts]
        in_main = agent in self.main.parts
        if not in_main:
            if here and not past:
                return here[-1].id
            if past or any(a for a in self.main.parts if a == agent):
                return None
            member = self.cast.members[agent]
            return MAIN if self._may_join(member, start, word) else None
        if not here or _EXITS.search(self.text, start, min(end, word.end() + 40)):
            return MAIN
        for talk in here:
            others = set(talk.parts) - set(self.main.parts)
            object_ = self._object(word.end())
            if object_ in others:
                return talk.id
            lead = self.text[start : word.end()]
            if self.floor.talk == talk.id and _REPLIES.search(lead):
                return talk.id
        return MAIN

    def _may_join(self, member: Member, start: int, word: re.Match[str]) -> bool:
        """Tell whether somebody the source does not list speaks in the recorded talk.

        Only a person with the first word of a sentence, and only where the source lists nobody, or
        somebody by office alone.
        """
        if member.kind is not AgentKind.PERSON:
            return True
        lead = self.text[start : word.start()]
        if len(lead) > 90 or "that" in lead.split():
            return False
        listed = len([p for p in self.main.parts if self.cast.members[p].rank < 10_000])
        return listed < 2 or bool(re.search(r"\b[A-Z][\w.]* $", lead))

    def _take(self, frame: Frame) -> None:
        """Give the floor; whoever had it before may be the one spoken to."""
        old = self.floor
        if frame.talk == MAIN and old.speaker is not None and old.talk == MAIN:
            if old.speaker != frame.speaker:
                self.before.append(old.speaker)
        addressee = frame.addressee or self._default(frame, old)
        self.floor = replace(frame, addressee=addressee)

    def _default(self, frame: Frame, old: Frame) -> str | None:
        if frame.speaker is None:
            return None
        talk = self.talks.get(frame.talk or "")
        if talk is None:
            return None
        if talk.id != MAIN:
            others = [a for a in talk.parts if a != frame.speaker]
            return others[0] if len(others) >= 1 else None
        return self._other(frame.speaker)

    def _other(self, speaker: str | None) -> str | None:
        """Return whom a speaker of the main talk addresses when the text does not say."""
        if speaker is None:
            return None
        others = [a for a in self.main.parts if a != speaker]
        if len(others) == 1:
            return others[0]
        if self.author is not None and speaker != self.author:
            return self.author
        own = self.cast.members[speaker]
        facing = [a for a in others if not same_side(own, self.cast.members[a])]
        latest = [a for a in [*self.before, self.floor.speaker or ""] if a in others]
        for agent in reversed(latest):
            if agent in facing or not facing:
                return agent
        ranked = sorted(facing or others, key=lambda a: self.cast.members[a].rank)
        return ranked[0] if ranked else None

    def _addressed(self, frame: Frame, after: int, *, default: bool = True) -> Frame:
        """Return *frame* with the addressee that stands behind the verb, if one does."""
        agent = self._object(after)
        if agent is not None and agent != frame.speaker:
            return replace(frame, addressee=agent)
        pronoun = _OBJECT_PRONOUN.match(self.text, after)
        if pronoun is None or frame.speaker is None:
            return frame
        if pronoun.group(1) in {"me", "us"} and self.author not in {None, frame.speaker}:
            return replace(frame, addressee=self.author)
        if pronoun.group(1) in {"him", "her"} and frame.addressee is None:
            return replace(frame, addressee=self._last_person(after, frame.speaker))
        return frame

    def requester(self, start: int, end: int) -> str | None:
        """Return whom the possessive before "request" means: ``At his request I said``."""
        mention = next(iter(self.mentions.within(start, end + 1)), None)
        if mention is not None:
            return mention.agent
        words = self.text[start:end].strip().lower()
        return self._meant("he", start, embedded=False) if words in {"his", "her"} else None

    def _last_person(self, before: int, but: str) -> str | None:
        """Return the last person named before an offset who is not the speaker."""
        for mention in reversed(self.mentions.within(max(0, before - 400), before)):
            if mention.agent != but and (self.cast.members[mention.agent].kind is AgentKind.PERSON):
                return mention.agent
        return None

    def _object(self, after: int) -> str | None:
        gap = _OBJECT.match(self.text, after)
        if gap is None:
            return None
        for mention in self.mentions.within(after, after + 80):
            if mention.start == gap.end():
                return mention.agent
            break
        reply = re.match(r".{0,30}?(?:to|by)\s+$", self.text[after : gap.end()])
        return None if reply is None else None


def _kind(mention: Mention) -> str:
    return "name" if mention.how in {"name", "state"} else "office"


def factor_table() -> frozenset[str]:
    """Return the names of the factors that frames rest on, for the tests."""
    return frozenset(table("confidence")["factor"])
