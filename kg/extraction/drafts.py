"""A proposal while the record is being read."""

from dataclasses import dataclass, field
from decimal import Decimal

from kg.extraction.acts import Hit
from kg.extraction.frames import Frame
from kg.findings import Kind, Objective, Outcome, QuantityFinding


@dataclass(slots=True, kw_only=True)
class Draft:
    """A proposal while the record is being read; ids of agents, offsets of the text."""

    start: int
    end: int
    hit: Hit
    frame: Frame
    kind: Kind
    objective: Objective
    proposer: tuple[str, ...]
    addressee: tuple[str, ...]
    behalf: tuple[str, ...] = ()
    talk: str | None = None
    sentence: int = 0
    confidence: Decimal = Decimal(0)
    turn: int = 0  # how often the floor had changed
    outcome: Outcome = Outcome.NO_ANSWER_RECORDED
    quantities: list[QuantityFinding] = field(default_factory=list)
    again: list[tuple[int, int]] = field(default_factory=list)
    content: list[frozenset[str]] = field(default_factory=list)  # of each passage, for repeats
