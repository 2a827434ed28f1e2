"""What became of each file that was asked for."""

from dataclasses import dataclass
from enum import StrEnum


class Fate(StrEnum):
    """How one file ended; all but the first two are for a person to look at."""

    FETCHED = "fetched"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One file, relative to the target folder, what became of it, and why if it is not there."""

    file: str
    address: str
    fate: Fate
    reason: str = ""


class UnavailableError(Exception):
    """One file cannot be had; the others may."""


class TransientError(Exception):
    """It may be had later: a server that is busy, a connection that broke.

    ``wait`` is how many seconds the server asks for (RFC 9110, section 10.2.3).
    """

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait
