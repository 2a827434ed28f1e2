"""A made-up record and its findings, small enough to be read whole."""

from decimal import Decimal

from kg.findings import (
    Agent,
    AgentKind,
    ConversationFinding,
    DatedFinding,
    Evidence,
    Findings,
    Kind,
    Objective,
    Outcome,
    ParticipantFinding,
    Presence,
    ProposalFinding,
    QuantityFinding,
    Realization,
    ResponseFinding,
)
from kg.records import (
    Block,
    BlockKind,
    Citation,
    CopyNote,
    DateReading,
    Level,
    Record,
    Span,
    Statement,
)

TEXT = (
    "RECORD OF A CONVERSATION\n"
    "On 2 May [sic; June] 1911 Minister Orsini of Ruritania offered 40 tons of salt a year.\n"
    "Ambassador Lund of Freedonia declined.\n"
    "Archive of Freedonia, F. 07, D. 3."
)


def span(words: str) -> Span:
    """Return where *words* stand in the text."""
    start = TEXT.index(words)
    return Span(start, start + len(words))


def evidence(words: str, rule: str = "test/rule", confidence: str = "0.9") -> Evidence:
    """Return evidence that quotes *words*."""
    return Evidence(span=span(words), rule=rule, confidence=Decimal(confidence))


READING = DateReading(edtf="1911-05-02", as_written="2 May", span=span("2 May"))
CORRECTION = DateReading(
    edtf="1911-06-02", as_written="[sic; June]", span=span("[sic; June]"), corrects=True
)

RECORD = Record(
    collection="made-up",
    identifier="v1/d1",
    title="Record of a Conversation",
    text=TEXT,
    blocks=(
        Block(kind=BlockKind.HEADING, start=0, end=24),
        Block(kind=BlockKind.PARAGRAPH, start=25, end=len(TEXT)),
    ),
    language="en",
    date=DateReading(edtf="1911-06-03", as_written="3 June 1911"),
    conversation_dates=(READING, CORRECTION),
    marking=Statement(value="SECRET"),
    registry_numbers=(Statement(value="77-x"),),
    copies=(
        CopyNote(number="1", as_written="1 - Lund", span=None, recipient="Lund", surviving=True),
        CopyNote(number="2", as_written="2 - to file", span=None),
    ),
    citation=Citation(
        as_given="Archive of Freedonia, F. 07, D. 3.",
        span=span("Archive of Freedonia, F. 07, D. 3."),
        repository="Archive of Freedonia",
        levels=(
            Level(kind="Fonds", label="F.", value="07"),
            Level(kind="File", label="D.", value="3"),
        ),
    ),
    summary=Statement(value="Salt is offered and declined."),
    address="https://archive.example/d1",
)

SALT = QuantityFinding(
    commodity="salt",
    as_written="40 tons of salt a year",
    value=Decimal(40),
    unit="ton",
    per="P1Y",
    role="offered",
    evidence=(evidence("40 tons of salt a year"),),
)

FINDINGS = Findings(
    agents=(
        Agent(id="Orsini", kind=AgentKind.PERSON, name="Orsini", names=("Minister Orsini",)),
        Agent(
            id="Lund",
            kind=AgentKind.PERSON,
            name="Lund",
            authority="made-up/v1/p_L1",
            identifiers=("v1#p_L1",),
        ),
        Agent(id="Ruritania", kind=AgentKind.ORGANIZATION, name="Ruritania"),
    ),
    conversations=(
        ConversationFinding(
            id="main",
            label="Conversation of Orsini with Lund",
            realization=Realization.HELD,
            date="1911-06-02",
            dates=(
                DatedFinding(reading=READING, evidence=(evidence("2 May"),)),
                DatedFinding(reading=CORRECTION, evidence=(evidence("[sic; June]"),)),
            ),
            participants=(
                ParticipantFinding(
                    agent="Orsini",
                    presence=(Presence.TOOK_PART,),
                    side="Ruritania",
                    position="Minister",
                    as_written="Minister Orsini",
                    evidence=(evidence("Minister Orsini"),),
                ),
                ParticipantFinding(
                    agent="Lund",
                    presence=(Presence.TOOK_PART, Presence.RECORDER),
                    as_written="Ambassador Lund",
                    evidence=(evidence("Ambassador Lund"),),
                ),
            ),
            evidence=(evidence("RECORD OF A CONVERSATION"),),
        ),
    ),
    proposals=(
        ProposalFinding(
            id="p52",
            description="Orsini offers to Lund: salt.",
            made_in="main",
            speaker=("Orsini",),
            addressee=("Lund",),
            kind=Kind.OFFER,
            objective=Objective.AID_ECONOMIC,
            outcome=Outcome.DECLINED,
            quantities=(SALT,),
            evidence=(evidence("offered 40 tons of salt a year"),),
        ),
    ),
    responses=(
        ResponseFinding(
            id="113",
            description="Lund declines.",
            made_in="main",
            speaker=("Lund",),
            responds_to=("p52",),
            outcome=Outcome.DECLINED,
            evidence=(evidence("Ambassador Lund of Freedonia declined"),),
        ),
    ),
)
