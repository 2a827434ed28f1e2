"""When a predicted amount is the gold's: same bounds, same unit, same period, same role."""

import re
from collections.abc import Iterable, Sequence

from kg.evaluation.assignment import assign
from kg.evaluation.gold import GoldQuantity
from kg.evaluation.predictions import PredictedQuantity

_DURATIONS = {
    "day": "P1D",
    "daily": "P1D",
    "week": "P1W",
    "month": "P1M",
    "year": "P1Y",
    "annum": "P1Y",
    "annually": "P1Y",
}
_SAME_UNIT = {
    "$": "dollar",
    "usd": "dollar",
    "us dollar": "dollar",
    "percent": "%",
    "per cent": "%",
    "metric ton": "ton",
    "tonne": "ton",
    "men": "man",
    "people": "person",
}


def count_quantities(
    wanted: Sequence[GoldQuantity], found: Sequence[PredictedQuantity]
) -> Iterable[str]:
    """Yield ``quantity found``, ``missed`` and ``false`` of one proposal, matched one to one."""
    weights = {
        (i, j): 1 + (ours.role == theirs.role)
        for i, ours in enumerate(wanted)
        for j, theirs in enumerate(found)
        if same_amount(ours, theirs)
    }
    pairs = assign(weights)
    yield from ["quantity found"] * len(pairs)
    yield from ["quantity role right"] * sum(wanted[i].role == found[j].role for i, j in pairs)
    yield from ["quantity missed"] * (len(wanted) - len(pairs))
    yield from ["quantity false"] * (len(found) - len(pairs))


def same_amount(wanted: GoldQuantity, found: PredictedQuantity) -> bool:
    """Whether two amounts are equal; a period that either leaves open does not divide them."""
    if found.low is None or found.high is None:
        return False
    per = _DURATIONS.get(wanted.per or "", wanted.per)
    return (
        (float(found.low), float(found.high)) == (wanted.low, wanted.high)
        and unit_of(wanted.unit) == unit_of(found.unit)
        and (per is None or found.per is None or per == found.per)
    )


def unit_of(unit: str | None) -> str:
    """Return a unit for comparison: lower case, singular.

    >>> unit_of("Tons") == unit_of("metric tons")
    True
    """
    words = re.sub(r"[^\w%$]+", " ", (unit or "").casefold()).strip()
    singular = re.sub(r"(?<=\w\w)s$", "", words)
    return _SAME_UNIT.get(singular, _SAME_UNIT.get(words, singular))
