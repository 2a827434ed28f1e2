"""Who writes "I": whether a first person takes part in what is recorded, and who it is."""

import re

from kg.extraction.cast import Cast, nation_in
from kg.extraction.confidence import of_rule
from kg.extraction.conversations import Talk
from kg.extraction.lexicon import words
from kg.extraction.mentions import Mentions
from kg.extraction.sentences import Paragraph
from kg.findings import Evidence, Presence
from kg.records import Record, Span

_FIRST_PERSON = re.compile(
    r"\bI\s+(?:then\s+|also\s+|again\s+)?(?:said|told|asked|replied|called|remarked|stated|inquired"
    r"|thanked|explained|added|suggested|informed|received|saw|met|mentioned|pointed|emphasized"
    r"|responded|expressed|went|had|showed|reviewed|handed|agreed|noted)\b"
    r"|\b(?:with|told|informed|asked|to\s+see|called\s+on|handed)\s+me\b"
    r"|(?<!that )(?<!“)\bI\s+(?:\w+ly\s+)?[a-z]{2,}"
)

_I_TO = re.compile(
    r"\bI\s+(?:\w+\s+)?(?:told|asked|informed|assured|handed|met|thanked|warned)\s+$"
)
_TO_ME = re.compile(
    r"\s+(?:\w+\s+)?(?:told|asked|informed|handed|called|thanked|gave)\s+(?:on\s+)?me\b"
)
_SPEAKS = re.compile(r"\s+(?:then\s+|also\s+)?(?P<verb>[a-z]+)")
_VERBS = words("verbs", "speech")


def witness_of(record: Record, parts: tuple[Paragraph, ...]) -> Evidence | None:
    """Return the first place where a first person takes part in what is recorded."""
    for part in parts:
        found = _FIRST_PERSON.search(record.text, part.start, part.end)
        quoted = found is not None and record.text.count("“", part.start, found.start()) > (
            record.text.count("”", part.start, found.start())
        )
        if found is not None and part.label is None and not quoted:
            return Evidence(
                span=Span(found.start(), found.end()),
                rule="frame/first-person",
                confidence=of_rule("speaks"),
                supports=("hasParticipant",),
            )
    return None


def unnamed(
    record: Record, main: Talk, named: Mentions, parts: tuple[Paragraph, ...]
) -> str | None:
    """Return who says "I", where one listed talker alone is left who can.

    Out are those whom the text names as speakers to "me" or as hearers of "I", and, of the rest,
    all whom it names at all.
    """
    left = [a for a, part in main.parts.items() if Presence.TOOK_PART in part.presence]
    facing: set[str] = set()
    for mention in named.within(parts[0].start, parts[-1].end):
        before = record.text[max(0, mention.start - 24) : mention.start]
        after = record.text[mention.end : mention.end + 30]
        verb = _SPEAKS.match(after)
        speaks = verb is not None and verb.group("verb") in _VERBS
        if _I_TO.search(before) or _TO_ME.match(after) or speaks:
            facing.add(mention.agent)
    left = [agent for agent in left if agent not in facing]
    seen = {mention.agent for mention in named.all}
    silent = [agent for agent in left if agent not in seen]
    for group in (left, silent):
        if len(group) == 1:
            return group[0]
    return None


def give_side(record: Record, cast: Cast, main: Talk, author: str | None) -> None:
    """Give the one who talks with an ambassador in a state the side of that state.

    An inference, so only where the record names neither nation nor side of the other.
    """
    written = record.author.position if record.author is not None else None
    post = re.search(r"\b(?:in|to)\s+(?:the\s+)?([A-Z].*)$", written or "", re.IGNORECASE)
    others = [a for a in main.parts if a != author]
    if author is None or post is None or len(others) != 1:
        return
    member = cast.members[others[0]]
    if member.nation is None:
        member.nation = nation_in(post.group(1))
