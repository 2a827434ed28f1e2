"""The text read once, from the first sentence to the last: drafts, answers, talks."""

import re
from dataclasses import dataclass, field, replace

from kg.extraction.acts import Hit
from kg.extraction.candidates import Candidate, candidates, chosen
from kg.extraction.cast import Cast
from kg.extraction.confidence import of_rule
from kg.extraction.conversations import MAIN, Talk, join_author, main_talk
from kg.extraction.drafts import Draft
from kg.extraction.frames import Anchor, Reading, Tracker
from kg.extraction.heads import join_between, with_author
from kg.extraction.labels import labelled
from kg.extraction.mentions import Mention, mentions
from kg.extraction.narrator import give_side, unnamed, witness_of
from kg.extraction.quantities import amounts, counted, quantity, roles
from kg.extraction.ranker import Model, shipped
from kg.extraction.repeats import join, repeated
from kg.extraction.responses import Answer, answers
from kg.extraction.roll import enlist, marked
from kg.extraction.sentences import paragraphs, sentences
from kg.extraction.sides import same_side
from kg.extraction.slots import draft
from kg.extraction.talks import announced, told
from kg.findings import AgentKind, Evidence, Kind, Outcome, Presence, QuantityFinding
from kg.records import Record, Span

_REQUESTED = re.compile(
    r"At[ \xa0](?P<who>(?:[\w.]+[ \xa0]){0,3}?\w+(?:[’']s)?)[ \xa0]request,?[ \xa0]"
)
_NEAR = 60  # characters from a subject to its verb


@dataclass(slots=True, kw_only=True)
class Story:
    """All that was read in one record, before it is made into findings."""

    record: Record
    cast: Cast
    talks: dict[str, Talk]
    model: Model
    drafts: list[Draft] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    granted: list[tuple[Draft, QuantityFinding]] = field(default_factory=list)
    spoken_of: dict[tuple[str, str], Mention] = field(default_factory=dict)
    spoke: list[tuple[int, int, str]] = field(default_factory=list)  # sentence, offset, speaker


def read(record: Record, model: Model | None = None) -> Story:
    """Read a record; without running text there is only the recorded conversation.

    *model* ranks the candidates for proposals; by default the one of the lexicon.
    """
    record = with_author(record)
    cast = Cast()
    main = main_talk(record, cast, enlist(record, cast))
    join_between(record, cast, main)
    story = Story(record=record, cast=cast, talks={MAIN: main}, model=model or shipped())
    parts = paragraphs(record)
    if not parts:
        join_author(record, cast, main, None)
        return story
    known = [*marked(record, cast), *labelled(record, cast, main, parts)]
    named = mentions(record, cast, parts[0].start, parts[-1].end, known)
    witness = witness_of(record, parts)
    author = join_author(record, cast, main, witness)
    if witness is None:
        author = None  # took part perhaps, but writes of everybody in the third person
    elif author is None:
        author = unnamed(record, main, named, parts)
    tracker = Tracker(text=record.text, cast=cast, mentions=named, talks=story.talks, author=author)
    give_side(record, cast, main, author)
    number = 0
    for place, part in enumerate(parts):
        tracker.enter(part, place)
        for start, end in sentences(record.text, part.start, part.end):
            number += 1
            _sentence(story, tracker, start, end, number)
    for made in story.drafts:
        _answerer(story, made)
        told(tracker, made)
    return story


def _answerer(story: Story, made: Draft) -> None:
    """Let the first who speaks after a proposal be addressed, where nobody faces anybody.

    In a meeting of one side a proposal is put to whoever takes it up at once.
    """
    main = story.talks[MAIN]
    if made.talk != MAIN or not made.frame.assumed or made.addressee != (made.frame.addressee,):
        return
    members = [story.cast.members[a] for a in main.parts]
    own = [m for m in members if m.id in made.proposer]
    if len(members) < 3 or not own or any(not same_side(own[0], m) for m in members):
        return
    for number, start, speaker in story.spoke:
        if start >= made.end and speaker not in made.proposer and speaker in main.parts:
            if number - made.sentence <= 1:
                made.addressee = (speaker,)
                return
            break


def _sentence(story: Story, tracker: Tracker, start: int, end: int, number: int) -> None:
    text = story.record.text
    topics = announced_topics(tracker, start, end)
    reading = tracker.read(start, end, number)
    others = announced(tracker, start, end)
    if topics:
        tracker.floor = replace(tracker.floor, topic=topics)
        reading = _with_topic(reading, topics)
    _speakers(story, tracker, reading)
    _spoken_of(story, tracker, reading)
    found = answers(tracker, reading, story.drafts)
    every = candidates(tracker, reading, story.model, direct=tracker.floor.direct)
    story.candidates.extend(every)
    mine: list[Draft] = []
    kept = chosen(text, every, story.model)
    for place, candidate in enumerate(kept):
        later = kept[place + 1].hit.start if place + 1 < len(kept) else end
        made = draft(tracker, reading, candidate, _boundary(text, candidate.hit, later, end))
        made.turn = len(tracker.before)
        _requested(tracker, reading, made)
        _place(tracker, made, others)
        _amounts(story, tracker, made)
        mine.append(made)
    put: list[Draft] = []
    for made in mine:
        earlier = repeated(text, story.drafts, made)
        if earlier is not None:
            join(earlier, made)
        elif not _again(text, story.drafts, made):
            story.drafts.append(made)
            put.append(made)
    found += answers(tracker, reading, put)
    story.answers.extend(found)


def _spoken_of(story: Story, tracker: Tracker, reading: Reading) -> None:
    """Note who is named, by name, in which talk: third parties are spoken of, not present."""
    for mention in tracker.mentions.within(reading.start, reading.end):
        member = story.cast.members[mention.agent]
        if mention.how == "name" and member.kind is AgentKind.PERSON:
            talk = reading.at(mention.start)[0].talk or MAIN
            story.spoken_of.setdefault((talk, mention.agent), mention)


def announced_topics(tracker: Tracker, start: int, end: int) -> str | None:
    """Return the planned talk a sentence turns to ("Speaking of the upcoming talk with X")."""
    lead = re.match(
        r"(?:Speaking|Turning|As regards|Regarding|Concerning|With regard)\b",
        tracker.text[start:end],
    )
    if lead is None:
        return None
    return next((talk.id for _, talk in announced(tracker, start, end) if talk.planned), None)


def _with_topic(reading: Reading, topic: str) -> Reading:
    anchors = tuple(replace(a, frame=replace(a.frame, topic=topic)) for a in reading.anchors)
    return replace(reading, anchors=anchors)


def _boundary(text: str, hit: Hit, later: int, end: int) -> int:
    """Return where the clause of a hit ends at the latest: before the next act, if one follows."""
    if later >= end:
        return end
    cut = max(text.rfind(mark, hit.end, later) for mark in (", and ", "; ", " and ", ", but "))
    return cut if cut > hit.end else end


def _speakers(story: Story, tracker: Tracker, reading: Reading) -> None:
    """Let those who speak in a talk take part in it, with the words that show it."""
    for anchor in reading.anchors:
        frame = anchor.frame
        if anchor.own and frame.speaker is not None and frame.talk == MAIN:
            story.spoke.append((reading.number, anchor.start, frame.speaker))
        talk = story.talks.get(frame.talk or "")
        if talk is None or frame.speaker is None or not anchor.own:
            continue
        _hearer(story, tracker, anchor)
        if frame.speaker in talk.parts and talk.id == MAIN:
            continue
        member = story.cast.members[frame.speaker]
        if member.kind is not AgentKind.PERSON and talk.id == MAIN:
            continue
        presence = Presence.EXPECTED if talk.planned else Presence.TOOK_PART
        evidence = Evidence(
            span=Span(anchor.start, anchor.end),
            rule="frame/speaks",
            confidence=of_rule("speaks"),
            supports=("hasParticipant",),
        )
        talk.join(
            frame.speaker,
            presence,
            story.record.text[anchor.start : anchor.verb].strip() or member.name,
            evidence,
        )


def _hearer(story: Story, tracker: Tracker, anchor: Anchor) -> None:
    """Let whom the writer addresses by name take part, where the source lists nobody else."""
    main, frame = story.talks[MAIN], anchor.frame
    hearer = frame.addressee
    if hearer is None or frame.talk != MAIN or frame.assumed or frame.speaker != tracker.author:
        return
    others = [a for a in main.parts if a != tracker.author]
    person = story.cast.members[hearer].kind is AgentKind.PERSON
    if not others and tracker.author is not None and person and anchor.end - anchor.start < _NEAR:
        evidence = Evidence(
            span=Span(anchor.start, anchor.end),
            rule="frame/hears",
            confidence=of_rule("speaks"),
            supports=("hasParticipant",),
        )
        main.join(hearer, Presence.TOOK_PART, story.cast.members[hearer].name, evidence)


def _requested(tracker: Tracker, reading: Reading, made: Draft) -> None:
    """Read "At his request I said that I would write": it is he who put it, and it was granted."""
    lead = _REQUESTED.match(tracker.text, reading.start, reading.end)
    if lead is None:
        return
    anchor = next((a for a in reading.anchors if a.own and a.start >= lead.end()), None)
    if anchor is None or anchor.start - lead.end() > 3 or made.end <= anchor.start:
        return
    frame = anchor.frame
    asker = tracker.requester(lead.start("who"), lead.end("who"))
    if asker is not None and frame.speaker is not None and asker != frame.speaker:
        made.proposer, made.addressee, made.behalf = (asker,), (frame.speaker,), ()
        made.kind, made.outcome = Kind.REQUEST, Outcome.ACCEPTED


def _place(tracker: Tracker, made: Draft, told: list[tuple[int, Talk]]) -> None:
    """Move what stands behind the words that tell of a talk into that talk."""
    for position, talk in told:
        if (
            position < made.hit.start
            and not talk.planned
            and (made.hit.rule.by in {"nobody", "guest"})
        ):
            made.talk = talk.id
            if made.hit.rule.by == "nobody":
                made.addressee = tuple(talk.parts)
            for agent in made.addressee:
                evidence = Evidence(
                    span=Span(made.start, made.end),
                    rule=f"trigger/{made.hit.rule.name}",
                    confidence=of_rule("speaks"),
                    supports=("hasParticipant",),
                )
                talk.join(agent, Presence.TOOK_PART, tracker.cast.members[agent].name, evidence)
    absent = made.addressee and made.addressee[0] not in tracker.main.parts
    if made.hit.rule.by == "guest" and made.talk == MAIN and absent:
        made.talk = None
    if made.hit.rule.by == "asker":
        made.talk = None
    if made.kind is Kind.ARRANGEMENT or made.hit.rule.by == "guest":
        made.outcome = Outcome.ACCEPTED
    if "agreed," in tracker.text[made.hit.start : made.hit.end]:
        made.outcome = Outcome.ACCEPTED  # "I suggested, and he agreed, that …"


def _amounts(story: Story, tracker: Tracker, made: Draft) -> None:
    text = story.record.text
    found = list(amounts(text, made.start, made.end))
    commodity = _commodity(text, made.start, found[0].start) if found else ""
    found = [a for a in found if commodity or a.of or counted(a.unit)]
    if not found:
        return
    if made.hit.rule.needs == "granted":
        if not commodity:
            return
        for amount in found:
            asked = amount.start > made.hit.start - 60 and amount is not found[0]
            role = "asked" if asked else "granted"
            one = quantity(text, amount, role, commodity)
            if asked:
                made.quantities.append(one)
            else:
                story.granted.append((made, one))
        made.outcome = Outcome.ACCEPTED_IN_PART
        return
    for amount, role in zip(found, roles(text, found, made.kind), strict=True):
        named = counted(amount.unit) or commodity
        made.quantities.append(quantity(text, amount, role, named))


_OF_WHAT = re.compile(r"\b(?:with|of|for)\s+([a-z]+)\s+(?:on\s+the\s+order\s+of\s+)?$")


def _commodity(text: str, start: int, at: int) -> str:
    """Return what is counted: "supply us with rice", or the last such word before."""
    near = _OF_WHAT.search(text[start:at])
    if near is not None:
        return near.group(1)
    before = re.findall(
        r"\bwith\s+([a-z]+)\s+on\s+the\s+order|\b(?:tons|bales|barrels)\s+of\s+([a-z]+)",
        text[max(0, at - 900) : at],
    )
    return next((a or b for a, b in reversed(before) if a or b), "")


def _again(text: str, drafts: list[Draft], made: Draft) -> bool:
    """Join a question without content of its own to the plan it follows ("will you accept?")."""
    if made.hit.rule.name != "will-you" or not drafts or made.end - made.start > 60:
        return False
    last = drafts[-1]
    if last.proposer != made.proposer or made.sentence - last.sentence > 1:
        return False
    last.kind = Kind.REQUEST
    last.again.append((made.start, made.end))
    return True
