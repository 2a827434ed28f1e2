"""What can be seen of a sentence that may put a proposal: the features the ranker weighs.

All are words of grammar that a reader can check: the rule that fits, its subject, tense and mood,
what the sentence opens with, who has the floor, where in the record it stands. No word of content
is a feature by itself, so that weights learned on some volumes hold for others.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.extraction.acts import WORD, Hit
from kg.extraction.cast import related
from kg.extraction.conversations import MAIN
from kg.extraction.frames import Anchor, Frame, Reading, Tracker
from kg.extraction.lexicon import table, words
from kg.extraction.subjects import Subject

_MODAL = re.compile(
    r"\b(would|will|shall|should|could|can|may|might|must|ought|to|not|never|had|have|has|was|were"
    r"|be|been|is|are|did|do|does|being|am|n[’']t|[’']ll|[’']d)\b"
)
_SUBORDINATE = re.compile(
    r"\b(if|whether|when|while|because|since|although|though|unless|until|how|why|what|where|who"
    r"|whom|which|after|before|as|than|lest|that|once|in\s+order|so)\b",
    re.IGNORECASE,
)
_CLOSED = words("closed", "verbs")
_THAT_NOUN = re.compile(
    r"\b(?:the|a|an|his|her|their|our|its|my|any|no)\s+(?:\w+\s+)?(?P<noun>\w+)\s+$"
)
_NEGATED = re.compile(
    r"(?:\b(?:not|never|neither|nor|without|hardly|cannot|nobody|nothing|no)|n[’']t)\s+"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_WH_OBJECT = re.compile(r"[^,;.]{0,40}?\b(?:what|how|why|when|who|where|which|about|as\s+to)\b")
_KNOWING = re.compile(
    r"[^.;]{0,25}?\b(?:recogni[sz]e|understand|know|remember|reali[sz]e|note|expect|see|learn|feel"
    r"|think|believe|say|hear)\s+(?:that|how|what|whether|why)\b"
)
_NEAR = 60  # characters before the trigger in which an opener governs it
_DISTANCES = ((12, "beside"), (40, "near"), (160, "far"))
_LENGTHS = ((60, "short"), (140, "middle"), (260, "long"))
_REPLY = re.compile(
    r"\b(?:agreed|accepted|concurred|replied|responded|answered|refused|declined|thanked|welcomed"
    r"|objected|promised|nodded|assented|approved)\b"
)
_MOOD = re.compile(r"\b(should|would|could|might|must|ought|may|will|can|shall)\b")
_STATE = re.compile(
    r"\s*(?:that\s+)?(?:\w+ly\s+)?(be|have|know|see|feel|think|like|understand|seem|want|mean|say|hear"
    r"|remain|become|need|result|lead|cause|happen|occur|depend|take\s+place)\b"
)
_ACT = re.compile(r"(?:that\s+)?(?:to\s+)?(?:be\s+)?([a-z]+)")
_CONTENT = re.compile(r"\s*(?:that\s+)?(I|we|you|he|she|they|it|this|the|our|his|their|no)\b", re.I)
_SOON = re.compile(
    r".*?\b(?:tomorrow|soon|at\s+once|immediately|next\s+(?:week|month|year|day)|as\s+soon\s+as"
    r"|tonight|promptly|today|again|first|further|this\s+(?:week|month|year)|early)\b",
    re.DOTALL,
)
_PASSIVE = re.compile(
    r".*?\b(?:be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en|ght|nt|de|ld|wn|ut|et|pt)\b", re.DOTALL
)
_PAST = re.compile(r".*?\b(?:was|were|had|did)\b", re.DOTALL)
_SIGNS = (
    ("soon", _SOON),
    ("state", _STATE),
    ("passive", _PASSIVE),
    ("past", _PAST),
    ("knowing", _KNOWING),
)
_POINT = re.compile(r"\W*(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s")
_PRONOUNS = frozenset(
    ("i", "we", "you", "he", "she", "they", "it", "who", "which", "this", "that", "there")
)


@cache
def _acts() -> dict[str, str]:
    """Return the class of each verb that may be the action proposed."""
    return {w: name for name, verbs in table("verbs")["act"].items() for w in verbs}


@cache
def _classes() -> dict[str, str]:
    """Return the class of each verb of speech that may stand before an act."""
    return {w: name for name, verbs in table("verbs")["class"].items() for w in verbs}


def features(
    tracker: Tracker,
    reading: Reading,
    hit: Hit,
    frame: Frame,
    anchor: Anchor | None,
    beside: Sequence[Hit] = (),
) -> tuple[str, ...]:
    """Return the names of the features of one hit in its frame, each once, in order.

    *beside* are the other hits of its clause.
    """
    named = (
        *_of_neighbours(hit, beside),
        *_of_rule(tracker, reading, hit),
        *_of_frame(frame, anchor, hit),
        *_of_words(tracker, reading, hit),
        *_of_place(tracker, reading, hit),
    )
    return tuple(dict.fromkeys(named))


def _of_neighbours(hit: Hit, beside: Sequence[Hit]) -> Iterator[str]:
    if not beside:
        yield "alone"
        yield f"{hit.rule.strength} alone"
    for other in beside:
        side = "after" if other.start < hit.start else "before"
        yield f"{side} {other.rule.name}"
        yield f"{hit.rule.strength} {side} {other.rule.strength}"


def _of_rule(tracker: Tracker, reading: Reading, hit: Hit) -> Iterator[str]:
    rule = hit.rule
    yield f"rule {rule.name}"
    yield f"kind {rule.kind}"
    yield f"trigger {rule.strength} by {rule.by}"
    word = WORD.match(tracker.text, hit.start)
    if word is None:
        return
    form = word.group().lower()
    ending = next((e for e in ("ing", "ed", "s") if form.endswith(e)), "base")
    yield f"{rule.strength} form {ending}"
    frame, _ = reading.at(hit.start)
    seen = _subject(tracker, reading, word, frame)
    yield f"{rule.strength} subject {seen}"
    yield f"{rule.name} subject {seen}"


def _subject(tracker: Tracker, reading: Reading, word: re.Match[str], frame: Frame) -> str:
    """Return who the grammatical subject is, seen from whoever has the floor."""
    subject = tracker.grammar.subject(reading.start, word)
    if subject is None:
        cut = tracker.grammar.cut(reading.start, word.start())
        before = WORD.findall(tracker.text[max(reading.start, cut - 24) : cut])
        last = before[-1].lower() if before else "start"
        return last if last in _PRONOUNS | {"start", "and", "to"} else "noun"
    return _seen(tracker, subject, frame)


def _seen(tracker: Tracker, subject: Subject, frame: Frame) -> str:
    if subject.agent is None:
        return subject.pronoun or "noun"
    if subject.agent == frame.speaker:
        return "speaker"
    if subject.agent == frame.addressee:
        return "hearer"
    member = tracker.cast.members[subject.agent]
    speaker = tracker.cast.members.get(frame.speaker or "")
    if member.nation is None or speaker is None or speaker.nation is None:
        return "other"
    return "own side" if related(member.nation, speaker.nation) else "other side"


def _of_frame(frame: Frame, anchor: Anchor | None, hit: Hit) -> Iterator[str]:
    yield "speaker known" if frame.speaker is not None else "speaker unknown"
    yield f"talk {'main' if frame.talk == MAIN else 'told' if frame.talk else 'unknown'}"
    yield from (f"basis {basis}" for basis in frame.basis)
    if frame.direct:
        yield "direct"
        yield f"direct {hit.rule.strength}"
    if frame.addressee is None:
        yield "addressee unknown"
    if anchor is None:
        yield f"{hit.rule.strength} anchor none"
        return
    gap = hit.start - anchor.verb
    distance = "same" if gap <= 0 else next((n for b, n in _DISTANCES if gap < b), "remote")
    yield f"{hit.rule.strength} anchor {distance}"
    yield f"anchor {'own' if anchor.own else 'inner'}"


def _of_words(tracker: Tracker, reading: Reading, hit: Hit) -> Iterator[str]:
    text, strength = tracker.text, hit.rule.strength
    _, anchor = reading.at(hit.start)
    if anchor is not None and anchor.verb < hit.start:
        verb = text[anchor.verb : anchor.end].lower()
        yield f"{strength} said by {_classes().get(verb, 'other')}"
    for word in _MODAL.findall(text[max(reading.start, hit.start - 22) : hit.start]):
        yield f"{strength} before {word.lower()}"
    under = _governor(text[max(reading.start, hit.start - _NEAR) : hit.start])
    yield f"under {under}"
    yield f"{strength} under {under}"
    if _NEGATED.search(text[max(reading.start, hit.start - 24) : hit.start]):
        yield "negated"
        yield f"{strength} negated"
    yield from _of_content(text, reading, hit)
    yield from _named(tracker, reading, hit)


def _of_content(text: str, reading: Reading, hit: Hit) -> Iterator[str]:
    """Yield what is seen of the action: its verb, its subject, its mood."""
    strength = hit.rule.strength
    if _WH_OBJECT.match(text, hit.start, min(reading.end, hit.end + 8)):
        yield f"{strength} about"
    content = text[hit.end : min(reading.end, hit.end + 90)]
    for mood in sorted(set(_MOOD.findall(content))):
        yield f"{strength} content {mood}"
    verb = _ACT.match(text, _last_word(text, hit), reading.end)
    act = _acts().get(verb.group(1).lower()) if verb is not None else None
    if act is not None:
        yield f"act {act}"
        yield f"{strength} act {act}"
    subject = _CONTENT.match(text, hit.end, reading.end)
    if subject is not None:
        yield f"{strength} content of {subject.group(1).lower()}"
    for name, pattern in _SIGNS:
        if pattern.match(content):
            yield f"content {name}"
    if len(content) < 25:
        yield "content short"


def _governor(before: str) -> str:
    """Return the word that makes the clause a subordinate one, or ``none``.

    >>> _governor("if the Board meets, the Envoy "), _governor("He asked how they ")
    ('none', 'how')

    """
    stretch = re.split(r"[;:.—]", before)[-1]
    last = None
    for found in _SUBORDINATE.finditer(stretch):
        last = found
    if last is None:
        return "none"
    word = last.group(1).lower()
    if "," in stretch[last.end() :] and word in _CLOSED:
        return "none"
    if word == "that" and _THAT_NOUN.search(stretch[: last.start()]):
        return "that of a noun"
    return word


def _named(tracker: Tracker, reading: Reading, hit: Hit) -> Iterator[str]:
    """Yield whose names stand in what is said: the hearer's, the speaker's side's, another's."""
    frame, _ = reading.at(hit.start)
    speaker = tracker.cast.members.get(frame.speaker or "")
    for mention in tracker.mentions.within(hit.start, min(reading.end, hit.end + 90)):
        member = tracker.cast.members[mention.agent]
        if mention.agent == frame.addressee:
            yield "names the hearer"
        elif mention.agent == frame.speaker:
            yield "names the speaker"
        elif speaker is not None and speaker.nation and member.nation:
            own = related(member.nation, speaker.nation)
            yield f"names {'own' if own else 'other'} side"
        else:
            yield "names a third"


def _last_word(text: str, hit: Hit) -> int:
    """Return where the last word of a hit begins: of "would send" that is the verb."""
    return max(hit.start, text.rfind(" ", hit.start, hit.end) + 1)


def _of_place(tracker: Tracker, reading: Reading, hit: Hit) -> Iterator[str]:
    text = tracker.text
    sentence = text[reading.start : reading.end]
    if sentence.endswith("?"):
        yield "question"
    if re.search(r"[“\"]", sentence):
        yield "quotation"
    if _POINT.match(sentence):
        yield "numbered"
    yield "length " + next((n for b, n in _LENGTHS if len(sentence) < b), "very long")
    place = hit.start / max(1, len(text))
    yield "place " + ("first" if place < 0.2 else "last" if place > 0.8 else "middle")
    if hit.start - reading.start < 12:
        yield f"{hit.rule.strength} at the start"
    if _REPLY.search(text, reading.end, min(len(text), reading.end + 160)):
        yield "answered"
    if (
        text[reading.start - 2 : reading.start].isspace()
        or "\n" in text[max(0, reading.start - 2) : reading.start]
    ):
        yield "opens a paragraph"
    before = text[max(0, hit.start - 1) : hit.start]
    if before == "(" or sentence.startswith(("(", "[")):
        yield "in brackets"
