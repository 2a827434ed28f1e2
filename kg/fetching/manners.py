"""How we behave as a guest of somebody's server."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

from kg.errors import ConfigError

_CONTACT = re.compile(r"[!-~][ -~]*\((?=[^()]*(?:[^\s@()]+@[^\s@()]+|https?://))[ -~]+\)")
_TOOL = "parley-kg/0.1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How to ask: ``agent`` is who asks, "name (mail or address)".

    ``delay`` are seconds between two requests, ``timeout`` seconds of silence (or of fewer than
    ``slowest`` bytes a second) after which a try is given up, ``tries`` how often one file is
    tried, ``back_off`` the seconds before the second try (doubled for each further one),
    ``longest_wait`` the longest pause we grant a server, ``largest`` the bytes of the largest file.

    Raises:
        ConfigError: *agent* does not say whom to write to.

    """

    agent: str
    delay: float = 1.0
    timeout: float = 60.0
    slowest: float = 100.0
    tries: int = 5
    back_off: float = 2.0
    longest_wait: float = 600.0
    largest: int = 2 * 1024**3
    sleep: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        if not _CONTACT.fullmatch(self.agent):
            raise ConfigError(
                f'{self.agent!r} does not say who asks; give --agent "name (mail or address)" '
                "or set KG_USER_AGENT, so that the server's keepers can write to you"
            )

    @property
    def user_agent(self) -> str:
        """The value of the header User-Agent (RFC 9110, section 10.1.5)."""
        return f"{self.agent} {_TOOL}"

    def pause(self, tried: int, asked: float | None) -> float:
        """Return the seconds to wait after *tried* tries, at least those the server *asked* for."""
        return max(self.back_off * 2.0 ** (tried - 1), asked or 0.0)
