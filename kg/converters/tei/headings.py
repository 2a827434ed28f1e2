"""Which documents record a conversation: the rule, as a table, and what else a heading says.

A document of a volume is a record of a conversation if

1. its heading matches one of :data:`RULES`, tried in order, and its form is none of
   :data:`OTHER_FORMS` (a telegram that forwards minutes is a telegram);
2. or it has a list of participants (``list[@type='participants']`` not headed "Memorandum for", a
   table or paragraph that begins "Participants:" or "Present:");
3. or it is a memorandum for the record whose subject line names a conversation or meeting.

A heading is read without its notes and without the number of the document ("142. ", "No. 467").
In a microfiche supplement the heading is the whole record; only its first sentence is tried.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A name for reports, and what the heading looks like."""

    name: str
    pattern: re.Pattern[str]


def _rule(name: str, pattern: str) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE))


# What a heading of these forms encloses or mentions is another matter: they are letters, cables
# and papers of their own. The first words decide.
OTHER_FORMS = (
    _rule("correspondence", r"(?:memorandum|note|message|letter|report|paper)\s+(?:from|to)\b"),
    _rule("cable", r"(?:circular\s+)?(?:telegram|airgram|despatch|cable|message|instruction)\b"),
    _rule("letter", r"(?:draft\s+)?letters?\b"),
    _rule("editorial note", r"editorial note"),
    _rule("notes for a talk to come", r".{0,30}\bnotes for\b"),
    _rule(
        "paper",
        r"(?:draft\s+|revised\s+)?(?:briefing|talking|discussion|scope|position|background|staff"
        r"|information|action|agenda|national security|press|joint communiqu|communiqu"
        r"|memorandum\s+(?:prepared|covering|by\s+the\s+joint))",
    ),
    _rule(
        "despatch",
        r"the\s+.+\s+to\s+(?:the\s+)?(?:secretary|department|acting|under|president"
        r"|embassy|ambassador|chargé|commander|joint)",
    ),
)

_RECORDS = (
    r"(?:memorand(?:um|a)|record|records|notes?|summary|summaries|report|highlights|minutes"
    r"|transcript|substance|excerpts?|abstract|account|debriefing|proceedings)"
)
_MEETING = (
    r"(?:meetings?|sessions?|conferences?|teleconferences?|talks?|interviews?|lunch(?:eon)?|dinner)"
)

RULES = (
    _rule("conversation", r"\bconversations?\b"),
    _rule("minutes", r"\bminutes\b"),
    _rule("discussion", rf"{_RECORDS}\b.*\bdiscussions?\b"),
    _rule("meeting", rf"{_RECORDS}\b.*\b{_MEETING}\b"),
    _rule("transcript", r"\btranscript\b"),
    _rule("debriefing", r"record\b.*\bdebriefing\b"),
)

_FOR_THE_RECORD = re.compile(r"memorandum\s+(?:for|of)\s+(?:the\s+)?(?:record|files?)\b", re.I)
_TALKED = re.compile(
    r"\b(?:conversations?|meetings?|talks?|discussions?|luncheon|lunch|dinner|call|interview)\b"
    r".*\b(?:with|between|among|by|at|of)\b|\bmemorandum of (?:conversation|meeting)",
    re.IGNORECASE,
)
_LONGEST = 1000  # characters of a heading that are tried: real ones stay under 600
_WHEN = re.compile(
    r",?\s+(?:on\s+)?(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day\b"
    r"|,?\s+(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?\s+\d"
    r"|,?\s+(?:on\s+)?\d|\s+in\s+(?:his|the)\b|\s+(?:during|at)\s+(?:the|his)\b|\s+-\s+|\s*—"
    r"|\s+in\s+New\s"
)
_NUMBER = re.compile(r"^\s*(?:No\.\s*\d+\s*|\d+[A-Z]?\.\s+)")
_KIND = re.compile(
    r"\b(?:Summary\s+)?(?:Memorand(?:um|a)|Record|Notes?|Summary|Report|Highlights|Minutes"
    r"|Transcript|Telephone|Debriefing)\b"
    r"(?:\s+(?:for\s+the\s+Record|for\s+Record|Minutes|Record"
    r"|(?:of|on|from|for)\s+(?:(?:the|a|an)\s+)?(?:Substance\s+of\s+(?:a\s+)?)?"
    r"(?:Telephone\s+|Staff\s+|Cabinet\s+|Official\s+)?"
    r"(?:Conversations?|Discussions?|Meetings?|Conference|Interview|Conclusions|Lunch)"
    r"|Conversations?))?",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\b(of|on|from|for) (?:the|a|an) (?!record)", re.IGNORECASE)
_TELEPHONE = re.compile(r"\b(?:telephone|telcon|teleconference|by phone)\b", re.IGNORECASE)
_MET = re.compile(
    r"\b(?:meetings?|sessions?|conference|minutes|luncheon|lunch|dinner)\b", re.IGNORECASE
)


def without_number(head: str) -> tuple[int, str]:
    """Return where a heading begins behind the document's number, and the rest.

    >>> without_number("No. 467Memorandum of Conversation"), without_number("142. Minutes")
    ((7, 'Memorandum of Conversation'), (5, 'Minutes'))
    """
    number = _NUMBER.match(head)
    start = number.end() if number else 0
    return start, head[start:]


def first_sentence(head: str) -> str:
    """Return a calendar entry's first sentence; a date's comma or an initial does not end one.

    >>> first_sentence("Memorandum of conversation, May 2, among Rusk and A. Berle. Cuba. Secret.")
    'Memorandum of conversation, May 2, among Rusk and A. Berle'
    """
    end = re.search(r"(?<![A-Z])(?<!\b[A-Z][a-z])(?<!\bMr)(?<!\bJr)(?<!\bAmb)\.\s+(?=[A-Z“])", head)
    return head[: end.start()] if end else head


def rule_of_heading(head: str) -> str | None:
    """Return the name of the rule by which a heading, without number, is a conversation's.

    >>> rule_of_heading("Memorandum of a Conversation, Department of State, Washington")
    'heading: conversation'
    >>> rule_of_heading("Telegram From the Embassy: Conversation With Gromyko") is None
    True
    """
    head = head[:_LONGEST]
    if form_of_heading(head) is not None:
        return None
    for rule in RULES:
        if rule.pattern.search(head):
            return f"heading: {rule.name}"
    return None


def form_of_heading(head: str) -> str | None:
    """Return the other form that a heading has ("cable"), ``None`` if none is known."""
    return next((form.name for form in OTHER_FORMS if form.pattern.match(head)), None)


def rule_of_subject(head: str, subjects: tuple[str, ...]) -> str | None:
    """Return the rule by which the subject of a memorandum for the record names a conversation.

    >>> rule_of_subject("Memorandum for the Record", ("Meeting with the President",))
    'subject: meeting'
    """
    if _FOR_THE_RECORD.match(head) and any(names_talk(subject) for subject in subjects):
        return "subject: meeting"
    return None


def names_talk(subject: str) -> bool:
    """Say whether a subject line names a conversation or meeting with somebody.

    >>> names_talk("Meeting with the Ambassador"), names_talk("Sale of wheat")
    (True, False)
    """
    return bool(_TALKED.search(subject))


def talk_of(subject: str) -> str:
    """Return a subject line up to where it turns to time and place.

    >>> talk_of("Meeting with Ambassador May, Monday, May 2, 1971, 2:00 p.m. at the Hotel")
    'Meeting with Ambassador May'
    """
    turn = _WHEN.search(subject)
    return subject[: turn.start()] if turn else subject


def kind_of(head: str) -> str | None:
    """Return the kind of record that a heading names, without articles.

    >>> kind_of("Memorandum of a Conversation Between the President and the Secretary of State")
    'Memorandum of Conversation'
    >>> kind_of("United States Summary Minutes of Meeting")
    'Summary Minutes of Meeting'
    """
    found = _KIND.search(head, 0, 120)
    if not found:
        return None
    words = _ARTICLE.sub(r"\1 ", " ".join(found[0].split())).split()
    return " ".join(
        word if word in ("of", "on", "from", "for", "the") else word.capitalize() for word in words
    )


def medium_of(head: str) -> str | None:
    """Return telephone or meeting where the heading says so."""
    if _TELEPHONE.search(head):
        return "telephone"
    return "meeting" if _MET.search(head) else None
