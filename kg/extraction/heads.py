"""What a record says before its text begins, where its source does not mark it up.

Headings name the talkers ("Telephone Conversation Between A and B") or the writer ("Memorandum of
Conversation, by the Second Secretary (Adan)"). Only these fixed forms are read; prose is not.
"""

import re
from dataclasses import replace

from kg.extraction.cast import Cast, Member, name_tokens, nation_in, offices_in
from kg.extraction.confidence import of_rule
from kg.extraction.conversations import Talk
from kg.findings import AgentKind, Evidence, Presence
from kg.records import Author, BlockKind, Record, Span

_TEXT = frozenset({BlockKind.PARAGRAPH, BlockKind.TURN})
_BY = re.compile(
    r"\bMemorand(?:um|a)\b[^,\n]{0,80},[ \xa0]by[ \xa0](?P<who>[^\n]{3,160})|"
    r"^Memorandum[ \xa0]by[ \xa0](?P<who2>[^\n]{3,160})"
)
_BRACKET = re.compile(r"^(?:the[ \xa0])?(?P<post>.*?)[ \xa0]*\((?P<name>[A-Z][\w.’' \-]+)\)")
_NAMED = re.compile(
    r"^(?:(?:Mr|Mrs|Miss|Dr)\.[ \xa0])?(?P<name>[A-Z][\w.’'\-]*(?:[ \xa0][A-Z][\w.’'\-]*){0,3})"
    r"(?:,[ \xa0](?:the[ \xa0])?|[ \xa0]of[ \xa0]the[ \xa0])(?P<post>.*)$"
)
_POST_ONLY = re.compile(r"^the[ \xa0](?P<post>[A-Z][^()]{4,120}?)\.?$")
_STOP = r"(?=,|\n|\.?$|[ \xa0](?:on|in|at|about|regarding|concerning)[ \xa0]|[ \xa0]\d)"
_BETWEEN = re.compile(
    r"\b(?i:between)[ \xa0](?P<one>\w[^,\n]{2,90}?)[ \xa0](?i:and)[ \xa0](?P<two>[^,\n]{3,90}?)"
    + _STOP,
    re.MULTILINE,
)
_WITH = re.compile(
    r"(?i:conversations?|talks?|meetings?|interview|discussions?|reception|luncheon)\s+"
    r"(?:(?i:of|by)\s+(?P<one>[^,\n]{3,90}?)\s+)?(?i:with)\s+(?P<two>[^,\n]{3,90}?)" + _STOP,
    re.MULTILINE,
)


def with_author(record: Record) -> Record:
    """Return the record with the author its heading names, if the source gave none."""
    heading = _heading(record)
    if record.author is not None or heading is None:
        return record
    found = _BY.search(record.text, *heading)
    if found is None:
        return record
    group = "who" if found.group("who") else "who2"
    words, start = found.group(group).strip(), found.start(group)
    for form in (_BRACKET, _NAMED, _POST_ONLY):
        match = form.match(words)
        if match is None:
            continue
        post = match.group("post").strip(" .") or None
        named = "name" in match.groupdict()
        at = match.span("name") if named else match.span("post")
        author = Author(
            name=match.group("name") if named else f"the {post}",
            span=Span(start + at[0], start + at[1]),
            position=post,
        )
        return replace(record, author=author)
    return record


def join_between(record: Record, cast: Cast, talk: Talk) -> None:
    """Let those take part whom a heading of the form "between A and B" names."""
    heading = _heading(record)
    if heading is None or len(talk.parts) > 1:
        return
    found = _BETWEEN.search(record.text, *heading) or _WITH.search(record.text, *heading)
    if found is None:
        return
    for rank, side in enumerate(("one", "two")):
        words = found.group(side) or ""
        for piece in re.finditer(r"[^,;]+", words):
            member = _talker(piece.group().strip(), cast)
            if member is None:
                continue
            member.rank = min(member.rank, rank)
            span = Span(found.start(side), found.end(side))
            evidence = Evidence(
                span=span,
                rule=f"{record.collection}/heading-between",
                confidence=of_rule("heading"),
                supports=("hasParticipant",),
            )
            talk.join(member.id, Presence.TOOK_PART, words, evidence)


def _talker(words: str, cast: Cast) -> Member | None:
    words = re.sub(r"^(?:(?:the|com\.|comrade|cde\.)[ \xa0])+", "", words, flags=re.IGNORECASE)
    if not words[:1].isupper() or len(words) > 80:
        return None
    offices = offices_in(words)
    name = words
    for office in offices:
        name = name.replace(office, " ", 1)
    name = re.sub(r"\([^)]*\)", "", name).strip()
    if not name_tokens(name):
        return cast.add(f"the {words}", AgentKind.PERSON, offices=offices, nation=nation_in(words))
    known = cast.person(name)
    if known is not None:
        known.note(words)
        return known
    member = cast.add(name, AgentKind.PERSON, offices=offices, nation=nation_in(words))
    member.note(words)
    return member


def _heading(record: Record) -> tuple[int, int] | None:
    blocks = [b for b in record.blocks if b.kind is BlockKind.HEADING]
    text = next((b.start for b in record.blocks if b.kind in _TEXT), len(record.text))
    before = [b for b in blocks if b.start < text] or blocks[:1]
    return (before[0].start, before[-1].end) if before else None
