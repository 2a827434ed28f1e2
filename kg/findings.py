"""What the reading of a record found, always with its evidence. No RDF.

Agents are referred to by their ``id`` inside the record; what IRI they get is decided in
``iris.py``. Vocabulary values are the local names of the concepts in ``ontology/``.
"""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kg.records import DateReading, Span


class AgentKind(StrEnum):
    """What an agent is."""

    PERSON = "person"
    ORGANIZATION = "organization"
    GROUP = "group"


class Presence(StrEnum):
    """How somebody was there (``voc:presence``)."""

    TOOK_PART = "tookPart"
    INTERPRETER = "interpreter"
    RECORDER = "recorder"
    IN_ATTENDANCE = "inAttendance"
    EXPECTED = "expected"
    MENTIONED = "mentioned"


class Realization(StrEnum):
    """Whether a conversation took place (``voc:realization``)."""

    HELD = "held"
    PLANNED = "planned"
    CANCELLED = "cancelled"
    UNKNOWN = "unknownRealization"


class Kind(StrEnum):
    """What sort of proposal (``voc:kind``)."""

    INVITATION = "invitation"
    REQUEST = "request"
    OFFER = "offer"
    SUGGESTION = "suggestion"
    DEMAND = "demand"
    PROMISE = "promise"
    WARNING = "warning"
    THREAT = "threat"
    ARRANGEMENT = "arrangement"


class Objective(StrEnum):
    """What a proposal aims at (``voc:objective``)."""

    MEET_VISIT = "meetVisit"
    CONSULTATION = "consultation"
    SETTLE_DISPUTE = "settleDispute"
    MEDIATION = "mediation"
    AID_ECONOMIC = "aidEconomic"
    AID_MILITARY = "aidMilitary"
    AID_HUMANITARIAN = "aidHumanitarian"
    COOPERATION_ECONOMIC = "cooperationEconomic"
    COOPERATION_MILITARY = "cooperationMilitary"
    DIPLOMATIC_SUPPORT = "diplomaticSupport"
    POLICY_CHANGE = "policyChange"
    RELEASE_PERSONS = "releasePersons"
    MILITARY_WITHDRAWAL = "militaryWithdrawal"
    NON_INTERFERENCE = "nonInterference"
    INFORMATION = "information"
    OTHER = "other"


class Outcome(StrEnum):
    """What came of a proposal, as this record shows it (``voc:outcome``)."""

    ACCEPTED = "accepted"
    ACCEPTED_IN_PART = "acceptedInPart"
    DECLINED = "declined"
    COUNTERED = "countered"
    DEFERRED = "deferred"
    UNDER_CONSIDERATION = "underConsideration"
    NO_ANSWER_RECORDED = "noAnswerRecorded"
    NOT_YET_PUT = "notYetPut"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of the record's text, the rule that found it, and how sure the rule is (0 to 1).

    ``supports`` names the properties of the node that this span supports, as ``PARLEY`` local
    names (``date``, ``positionHeld``) or prefixed names of others (``dcterms:identifier``).
    """

    span: Span
    rule: str
    confidence: Decimal
    supports: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.confidence <= 1:
            raise ValueError(f"not a confidence: {self.confidence}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Somebody the record names: person, organization or group.

    ``name`` is the fullest way the record writes it, ``names`` every way. ``authority`` is the key
    of a shared authority that the *source itself* or a table of states gives
    (``frus/frus1958-60v18/p_MADII1``, ``state/united-states``); without one the agent is known in
    this record only.
    """

    id: str
    kind: AgentKind
    name: str
    names: tuple[str, ...] = ()
    authority: str | None = None
    identifiers: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFinding:
    """The part one agent has in one conversation; ``side`` is an agent id."""

    agent: str
    presence: tuple[Presence, ...]
    as_written: str
    evidence: tuple[Evidence, ...]
    side: str | None = None
    position: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedFinding:
    """One reading of a conversation's date, with its evidence."""

    reading: DateReading
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationFinding:
    """A conversation held, reported or planned. The main one has the id ``main``."""

    id: str
    label: str
    realization: Realization
    participants: tuple[ParticipantFinding, ...]
    evidence: tuple[Evidence, ...]
    date: str | None = None
    dates: tuple[DatedFinding, ...] = ()
    place: str | None = None
    medium: str | None = None
    reported_in: str | None = None
    reported_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityFinding:
    """An amount; ``role`` is asked, offered, granted or baseline."""

    commodity: str
    as_written: str
    evidence: tuple[Evidence, ...]
    value: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    unit: str | None = None
    per: str | None = None  # xsd:duration
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UtteranceFinding:
    """What all utterances have. ``description`` is in our words, never the record's sentence."""

    id: str
    description: str
    evidence: tuple[Evidence, ...]
    made_in: str | None = None
    reported_in: str | None = None
    reported_by: str | None = None
    speaker: tuple[str, ...] = ()
    on_behalf_of: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    quantities: tuple[QuantityFinding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFinding(UtteranceFinding):
    """A course of action put to an addressee; the speaker is its proposer."""

    kind: Kind
    objective: Objective
    outcome: Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseFinding(UtteranceFinding):
    """An answer to proposals, with the outcome it leads to.

    A counter-offer is a response whose ``counter`` names the proposal that it makes.
    """

    responds_to: tuple[str, ...]
    outcome: Outcome
    counter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFinding(UtteranceFinding):
    """Anything else that was said and is worth keeping (the amount granted, a reason)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was found in one record; conversations with the main one first."""

    agents: tuple[Agent, ...]
    conversations: tuple[ConversationFinding, ...]
    proposals: tuple[ProposalFinding, ...] = ()
    responses: tuple[ResponseFinding, ...] = ()
    statements: tuple[StatementFinding, ...] = ()
