"""How sure a rule is: one table of factors, a product, and a hook for calibration."""

from collections.abc import Iterable
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache

from kg.extraction.lexicon import table

_PLACES = Decimal("0.0001")


@cache
def _factors() -> dict[str, Decimal]:
    return {key: Decimal(str(value)) for key, value in table("confidence")["factor"].items()}


@cache
def _steps() -> tuple[tuple[Decimal, Decimal], ...]:
    """Return the calibration steps (raw product at least, probability), if the table has any."""
    steps = table("confidence").get("calibration", [])
    return tuple((Decimal(str(s["at_least"])), Decimal(str(s["is"]))) for s in steps)


def product(names: Iterable[str]) -> Decimal:
    """Return the confidence of a finding that rests on the named factors, calibrated.

    >>> product(["trigger.explicit", "subject.name"]) <= 1
    True

    Raises:
        KeyError: the table has no such factor.

    """
    value = Decimal(1)
    for name in names:
        value *= _factors()[name]
    return calibrated(value)


def calibrated(value: Decimal) -> Decimal:
    """Return what a raw product has been worth on hand annotations; itself, uncalibrated."""
    for at_least, probability in reversed(_steps()):
        if value >= at_least:
            return probability
    return value.quantize(_PLACES, rounding=ROUND_HALF_EVEN)


@cache
def of_rule(name: str) -> Decimal:
    """Return the confidence of a rule that has no factors: markup, heading, list, …."""
    return Decimal(str(table("confidence")["rule"][name]))
