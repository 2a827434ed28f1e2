"""Gold annotations (kg-gold/2), read with suspicion.

Every quote is located in the reading text by search. What is wrong in a gold file is a
:class:`Problem` with file and place, the item is left out, and the rest is used: hand-made answers
have slips, and a slip must neither stop the measurement nor go unseen.
"""

from dataclasses import dataclass
from pathlib import Path

Place = tuple[int, int]
"""A stretch of the reading text: code points, half-open."""

ENTITY_TYPES = ("person", "organisation", "group", "place")
CONVERSATION_TYPES = ("main", "reported", "planned")
ROLES = ("tookPart", "interpreter", "recorder", "inAttendance", "expected")
QUANTITY_ROLES = ("asked", "offered", "granted", "baseline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong in a file of the answer key, and where."""

    path: Path
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.place}: {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEntity:
    """Somebody or something the record names, with every way it does so."""

    id: str
    type: str
    name: str
    surfaces: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldParticipant:
    """An entity and its role in a conversation."""

    entity: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldConversation:
    """A conversation; ``place`` is where its quote stands, ``where`` the town it took place in."""

    id: str
    type: str
    participants: tuple[GoldParticipant, ...] = ()
    reported_in: str | None = None
    place: Place | None = None
    date: str | None = None
    where: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldQuantity:
    """An amount from ``low`` to ``high`` (equal unless a range)."""

    role: str
    low: float
    high: float
    unit: str | None
    per: str | None
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldProposal:
    """A proposal; ``places`` are its quote and its alternatives, in this order."""

    id: str
    core: bool
    conversation: str | None
    proposer: tuple[str, ...]
    on_behalf_of: tuple[str, ...]
    addressee: tuple[str, ...]
    kind: str
    objective: str
    outcome: str
    content: str
    places: tuple[Place, ...]
    quantities: tuple[GoldQuantity, ...] = ()
    response: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldRecord:
    """The answer key of one record, with its reading text."""

    id: str
    text: str
    entities: tuple[GoldEntity, ...]
    conversations: tuple[GoldConversation, ...]
    proposals: tuple[GoldProposal, ...]

    @property
    def volume(self) -> str:
        """The FRUS volume, or the collection of other records (names leak within these).

        >>> GoldRecord(id="frus1958-60v18_d23", text="", entities=(), conversations=(),
        ...            proposals=()).volume
        'frus1958-60v18'
        """
        head, separator, _ = self.id.partition("_")
        return head if separator else "wilson"

    @property
    def key(self) -> str | None:
        """``collection/identifier`` of the published record; ``None`` if it has no known form."""
        head, separator, document = self.id.partition("_")
        if separator and head.startswith("frus"):
            return f"frus/{head}/{document}"
        return f"wilson/{self.id}" if self.id.isdecimal() else None
