"""Who is speaking to whom, in which conversation: the speaker tracker.

A sentence is cut at its verbs of speech; each stretch has a frame. A frame without a verb of its
own is carried over: inside a paragraph, and with less confidence into the next one. A speaker who
does not take part in the recorded talk speaks in a talk told of in it, if one with that person
has been told of; otherwise the words are reported, occasion unknown.
"""

import re
from dataclasses import dataclass, field, replace

from kg.extraction.acts import words_of
from kg.extraction.cast import UNLISTED, Cast, Member
from kg.extraction.conversations import MAIN, Talk
from kg.extraction.labels import by_label
from kg.extraction.lexicon import words
from kg.extraction.mentions import Mentions
from kg.extraction.sentences import Paragraph
from kg.extraction.sides import heard, same_side
from kg.extraction.subjects import Grammar, Subject
from kg.findings import AgentKind

_VERBS = words("verbs", "speech")
_WEAK = words("weak", "speech")
_DEEDS = words("deeds", "speech")
_UNDER = re.compile(r"\b(?:when|while|after|before|because|since|which|what|if|whether|as)\s+\Z")
_IS = re.compile(r"\b(?:is|are|was|were)\s+(?:now\s+)?\Z")
_OPENING = 90  # characters in which a sentence names who acts
_SAYS = re.compile(r"\s+(?:on|to|up|forward|that|him|her)\b")
_EXITS = re.compile("|".join(re.escape(e) for e in sorted(words("exits", "speech"))), re.I)
_REPLIES = re.compile("|".join(re.escape(e) for e in sorted(words("replies", "speech"))), re.I)


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
    assumed: bool = False  # the addressee is whom one faces, not named


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
    begin: int = 0  # where the paragraph begins

    @property
    def grammar(self) -> Grammar:
        """The text as asked about subjects and objects."""
        return Grammar(self.text, self.mentions)

    @property
    def main(self) -> Talk:
        """The conversation that the record records."""
        return self.talks[MAIN]

    def enter(self, paragraph: Paragraph, number: int) -> None:
        """Begin a paragraph; a turn's label gives the floor to whom it names."""
        self.paragraph, self.begin = number, paragraph.start
        speaker = None
        if paragraph.label is not None:
            speaker = by_label(self.cast, self.main, self.text[slice(*paragraph.label)])
        if speaker is not None:
            basis = ("frame.turn", "subject.name")
            self._take(Frame(speaker=speaker, basis=basis, direct=True))
            return
        direct = self.floor.direct and paragraph.label is not None
        self.floor = replace(self.floor, direct=direct, basis=("frame.carried",))

    def read(self, start: int, end: int, number: int) -> Reading:
        """Return the frames of one sentence and keep the floor for the next."""
        carried = self.floor
        anchors: list[Anchor] = []
        for lower, word in words_of(self.text, start, end):
            if lower in _VERBS:
                anchor = self._anchor(start, end, word, anchors)
                if anchor is None and lower in _WEAK and not anchors and not self.floor.direct:
                    anchor = self._acting(start, word, "presented")
                if anchor is not None:
                    anchors.append(anchor)
            elif word.start() - start < _OPENING and not anchors and not self.floor.direct:
                anchor = self._acting(start, word, lower)
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

    def _anchor(
        self, start: int, end: int, word: re.Match[str], anchors: list[Anchor]
    ) -> Anchor | None:
        verb = word.group().lower()
        if verb.endswith("ing") and not _IS.search(
            self.text, max(start, word.start() - 10), word.start()
        ):
            return None
        subject = self.grammar.subject(start, word)
        if subject is None:
            return self._coordinated(start, word, anchors)
        if verb in _WEAK and not _SAYS.match(self.text, word.end()):
            return None
        if self.text[max(start, subject.start - 5) : subject.start].lower() == "what ":
            return None  # "what Mr. Adan said": spoken of, not speaking
        embedded = any(anchor.own for anchor in anchors) or self.floor.direct
        agent = subject.agent or self._meant(subject.pronoun or "", subject.start, embedded)
        if agent is None:
            return None
        talk = self._talk_of(agent, start, end, word, told=subject.past and embedded)
        if talk is None or self.floor.direct or self._body(agent):
            return self._inner(subject, agent, talk, word)
        topic = self.floor.topic if subject.pronoun is not None else None
        self._take(
            Frame(speaker=agent, talk=talk, topic=topic, basis=(subject.how, "frame.anchor"))
        )
        self.floor = self._addressed(self.floor, word.end())
        return Anchor(start=subject.start, verb=word.start(), end=word.end(), frame=self.floor)

    def _acting(self, start: int, word: re.Match[str], verb: str) -> Anchor | None:
        """Give the floor to a talker who opens a sentence and does something: "the Envoy saw …"."""
        if not (verb.endswith("ed") or verb in _DEEDS):
            return None
        subject = self.grammar.subject(start, word)
        if subject is None or subject.past or subject.start - start > 3:
            return None
        agent = subject.agent
        if subject.pronoun in {"he", "she"}:
            agent = self._meant("he", subject.start, embedded=False)
        if agent is None or agent not in self.main.parts or self._body(agent):
            return None
        self._take(Frame(speaker=agent, basis=(subject.how, "frame.anchor")))
        return Anchor(start=subject.start, verb=word.start(), end=word.end(), frame=self.floor)

    def _inner(self, subject: Subject, agent: str, talk: str | None, word: re.Match[str]) -> Anchor:
        """Return the anchor of words told by whoever has the floor, who keeps it."""
        if self.floor.direct and agent == self.floor.speaker and not subject.past:
            return Anchor(start=subject.start, verb=word.start(), end=word.end(), frame=self.floor)
        frame = Frame(
            speaker=agent,
            talk=None if self._body(agent) else talk,
            teller=self.floor.speaker if self.floor.talk == MAIN else self.floor.teller,
            basis=(subject.how, "frame.anchor", "talk.unknown"),
        )
        frame = replace(frame, addressee=self._hearer_of(agent), assumed=True)
        frame = self._addressed(frame, word.end())
        return Anchor(
            start=subject.start, verb=word.start(), end=word.end(), frame=frame, own=False
        )

    def _hearer_of(self, agent: str) -> str | None:
        teller = self.floor.speaker
        if teller is None or self.floor.talk != MAIN or agent == teller:
            return None
        return heard(self.cast, teller, agent, self.floor.addressee, set(self.main.parts))

    def _body(self, agent: str) -> bool:
        """Tell whether an agent is a state or body that is not itself a party to the talk."""
        known = agent in self.main.parts
        return self.cast.members[agent].kind is not AgentKind.PERSON and not known

    def _coordinated(self, start: int, word: re.Match[str], anchors: list[Anchor]) -> Anchor | None:
        """Give a second verb the subject of the first: ``he agreed and said``."""
        if not anchors or not self.grammar.follows_and(start, word.start()):
            return None
        owned = [anchor for anchor in anchors if anchor.own]
        chief = [anchor for anchor in owned if not _UNDER.search(self.text, start, anchor.start)]
        own = (chief or owned or anchors)[-1]
        frame = self._addressed(own.frame, word.end())
        return Anchor(
            start=word.start(), verb=word.start(), end=word.end(), frame=frame, own=own.own
        )

    def _meant(self, pronoun: str, at: int, embedded: bool) -> str | None:
        """Resolve the pronoun of a subject inside this record."""
        speaker = self.floor.speaker
        if pronoun in {"it", "you"}:
            return self.floor.addressee if pronoun == "you" else None
        if pronoun in {"who", "which"}:
            mention = self.mentions.before(at)
            return mention.agent if mention is not None and at - mention.end < 4 else None
        if pronoun == "i":
            theirs = self.floor.direct or self.floor.talk != MAIN or self._quoted(at)
            return speaker if theirs else self.author
        if pronoun in {"he", "she"} and not embedded and speaker in {None, self.author}:
            earlier = (one for one in reversed(self.before) if one != self.author)
            known = next(earlier, self._other(self.author)) or self.floor.addressee
            return known or (self._last_person(at, self.author) if self.author else None)
        return speaker

    def _quoted(self, at: int) -> bool:
        """Tell whether an offset lies inside a quotation that its paragraph opens."""
        begin = max(self.begin, at - 2000)
        return self.text.count("“", begin, at) > self.text.count("”", begin, at)

    def _talk_of(
        self, agent: str, start: int, end: int, word: re.Match[str], *, told: bool
    ) -> str | None:
        """Return the talk in which *agent* speaks; ``None`` for words told, occasion unknown."""
        others = [t for t in self.talks.values() if t.id != MAIN and not t.planned]
        here = [talk for talk in others if agent in talk.parts]
        if told:
            return None
        if agent not in self.main.parts:
            if here:
                return here[-1].id
            return MAIN if self._may_join(self.cast.members[agent], start, word) else None
        if not here or _EXITS.search(self.text, start, min(end, word.end() + 40)):
            return MAIN
        spoken_to = self.grammar.object(word.end())
        reply = _REPLIES.search(self.text, start, word.end())
        for talk in here:
            outside = set(talk.parts) - set(self.main.parts)
            if spoken_to in outside or (self.floor.talk == talk.id and reply):
                return talk.id
        return MAIN

    def _may_join(self, member: Member, start: int, word: re.Match[str]) -> bool:
        """Tell whether somebody the source does not list speaks in the recorded talk.

        A person with the first words of a sentence, where the source lists nobody or one.
        """
        if member.kind is not AgentKind.PERSON:
            return True
        lead = self.text[start : word.start()]
        if len(lead) > 90 or "that" in lead.split():
            return False
        listed = [a for a in self.main.parts if self.cast.members[a].rank < UNLISTED]
        return len(listed) < 2

    def _take(self, frame: Frame) -> None:
        """Give the floor; whoever had it before may be the one spoken to."""
        old = self.floor
        both = frame.talk == MAIN and old.talk == MAIN
        if both and old.speaker is not None and old.speaker != frame.speaker:
            self.before.append(old.speaker)
        assumed = frame.addressee is None
        goes_on = both and old.speaker == frame.speaker and old.addressee is not None
        facing = frame.addressee or (old.addressee if goes_on else self._default(frame))
        self.floor = replace(frame, addressee=facing, assumed=assumed)

    def _default(self, frame: Frame) -> str | None:
        if frame.speaker is None:
            return None
        talk = self.talks.get(frame.talk or "")
        if talk is None:
            return None
        if talk.id != MAIN:
            others = [a for a in talk.parts if a != frame.speaker]
            return others[0] if others else None
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
        latest = [a for a in [*self.before, self.floor.speaker or ""] if a in (facing or others)]
        ranked = sorted(facing or others, key=lambda a: self.cast.members[a].rank)
        return latest[-1] if latest else next(iter(ranked), None)

    def _addressed(self, frame: Frame, after: int) -> Frame:
        """Return *frame* with the addressee that stands behind the verb, if one does."""
        verb = re.search(r"[a-z]+$", self.text[max(0, after - 20) : after].lower())
        agent = self.grammar.object(after, verb.group() if verb is not None else "")
        if agent is not None and agent != frame.speaker:
            return replace(frame, addressee=agent, assumed=False)
        pronoun = self.grammar.object_pronoun(after)
        if pronoun in {"me", "us"} and self.author not in {None, frame.speaker}:
            return replace(frame, addressee=self.author, assumed=False)
        if pronoun in {"him", "her"} and frame.addressee is None and frame.speaker is not None:
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
            person = self.cast.members[mention.agent].kind is AgentKind.PERSON
            if person and mention.agent != but:
                return mention.agent
        return None
