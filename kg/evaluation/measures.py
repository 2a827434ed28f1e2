"""Every measure as a ratio of counts, so that sums, means and intervals are one computation.

Precision, recall, F1 and accuracy are all (sum of some counts) / (sum of some counts). Summing both
over records gives the micro average; the mean of the records' own ratios is the macro average; and
the bootstrap (B. Efron 1979) draws whole records, never items, because the items of a record are
not independent.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

BINS = 10


@dataclass(frozen=True, slots=True)
class Ratio:
    """A measure: weighted counts over weighted counts."""

    above: Mapping[str, int]
    below: Mapping[str, int]

    def parts(self, counts: Mapping[str, int]) -> tuple[int, int]:
        """Return numerator and denominator for *counts*."""
        return (
            sum(weight * counts.get(name, 0) for name, weight in self.above.items()),
            sum(weight * counts.get(name, 0) for name, weight in self.below.items()),
        )


def _detection(name: str, found: str, missed: str, false: str) -> dict[str, Ratio]:
    return {
        f"{name} precision": Ratio({found: 1}, {found: 1, false: 1}),
        f"{name} recall": Ratio({found: 1}, {found: 1, missed: 1}),
        f"{name} f1": Ratio({found: 2}, {found: 2, missed: 1, false: 1}),
    }


def _things(name: str, word: str) -> dict[str, Ratio]:
    return _detection(name, f"{word} found", f"{word} missed", f"{word} false")


MEASURES: dict[str, Ratio] = {
    **_detection("proposals", "found", "missed", "false"),
    "proposer": Ratio({"proposer right": 1}, {"found": 1}),
    "proposer lenient": Ratio({"proposer lenient": 1}, {"found": 1}),
    "addressee": Ratio({"addressee right": 1}, {"found": 1}),
    "addressee lenient": Ratio({"addressee lenient": 1}, {"found": 1}),
    "kind": Ratio({"kind right": 1}, {"found": 1}),
    "objective": Ratio({"objective right": 1}, {"found": 1}),
    "outcome": Ratio({"outcome right": 1}, {"found": 1}),
    "joint": Ratio({"joint right": 1}, {"found": 1}),
    "joint f1": Ratio({"joint right": 2}, {"found": 2, "missed": 1, "false": 1}),
    "joint lenient f1": Ratio({"joint lenient": 2}, {"found": 2, "missed": 1, "false": 1}),
    **_things("quantities", "quantity"),
    "quantity role": Ratio({"quantity role right": 1}, {"quantity found": 1}),
    **_things("participants", "participant"),
    "participant role": Ratio({"participant role right": 1}, {"participant found": 1}),
    **_things("conversations", "conversation"),
    "conversation type": Ratio({"conversation type right": 1}, {"conversation found": 1}),
    **_things("main conversations", "main"),
    "main date": Ratio({"date right": 1}, {"date stated": 1}),
    "main place": Ratio({"where right": 1}, {"where stated": 1}),
    **_things("reported conversations", "reported"),
    **_things("planned conversations", "planned"),
    "evidence verbatim": Ratio({"quotes verbatim": 1}, {"quotes": 1}),
}
"""Every measure by its name; ``--fail-under`` uses these names too."""

BY_KIND = tuple(MEASURES)[: tuple(MEASURES).index("quantities precision")]
"""The measures that make sense for one kind of proposal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A measure's value, with a 95 % interval; ``None`` where nothing was there to measure."""

    micro: float | None
    macro: float | None
    low: float | None = None
    high: float | None = None


def measure(
    records: Sequence[Mapping[str, int]], names: Iterable[str], *, draws: int = 0, seed: int = 0
) -> dict[str, Value]:
    """Return the measures *names* over the counts of *records*, in order.

    *draws* bootstrap samples give the interval between the 2.5th and 97.5th percentile; the same
    seed gives the same interval.
    """
    samples = _samples(len(records), draws, seed)
    return {name: _value([MEASURES[name].parts(r) for r in records], samples) for name in names}


def _samples(size: int, draws: int, seed: int) -> list[Counter[int]]:
    if size < 2:
        return []
    chance = random.Random(seed)  # noqa: S311  a repeatable sample, no secret
    return [Counter(chance.choices(range(size), k=size)) for _ in range(draws)]


def _value(parts: Sequence[tuple[int, int]], samples: Sequence[Counter[int]]) -> Value:
    own = [above / below for above, below in parts if below]
    micro = _ratio(sum(a for a, _ in parts), sum(b for _, b in parts))
    drawn = [
        _ratio(
            sum(parts[i][0] * times for i, times in sample.items()),
            sum(parts[i][1] * times for i, times in sample.items()),
        )
        for sample in samples
    ]
    spread = sorted(value for value in drawn if value is not None)
    return Value(
        micro=micro,
        macro=sum(own) / len(own) if own else None,
        low=_percentile(spread, 0.025),
        high=_percentile(spread, 0.975),
    )


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the nearest-rank percentile of *ordered*."""
    return ordered[round(share * (len(ordered) - 1))] if ordered else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Predictions of like confidence: how sure they were, how often they were right."""

    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """How far a confidence is a probability of being a gold proposal.

    ``brier`` is the mean squared error (G. W. Brier 1950); ``ece`` the expected calibration error
    over ten bins of equal width, weighted by their size.
    """

    brier: float | None
    ece: float | None
    bins: tuple[Bin | None, ...]


def calibrate(pairs: Sequence[tuple[Decimal, bool]]) -> Calibration:
    """Return the calibration of *pairs* of a confidence and whether it was right."""
    binned: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, right in pairs:
        binned[min(int(confidence * BINS), BINS - 1)].append((float(confidence), right))
    bins = tuple(_bin(members) if members else None for members in binned)
    if not pairs:
        return Calibration(brier=None, ece=None, bins=bins)
    squares = sum((float(confidence) - right) ** 2 for confidence, right in pairs)
    gaps = sum(abs(b.confidence - b.right) * b.count for b in bins if b is not None)
    return Calibration(brier=squares / len(pairs), ece=gaps / len(pairs), bins=bins)


def _bin(members: Sequence[tuple[float, bool]]) -> Bin:
    return Bin(
        count=len(members),
        confidence=sum(confidence for confidence, _ in members) / len(members),
        right=sum(right for _, right in members) / len(members),
    )
