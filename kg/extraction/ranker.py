"""How likely a hit is a proposal: a logistic regression over features that a reader can check.

The weights are a table of the lexicon, which ``kg train`` writes from hand annotations. Their sum
becomes a probability by the logistic function; the steps of an isotonic calibration turn that into
the share of right ones among proposals as probable as this one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import exp

from kg.extraction.lexicon import table

_PLACES = Decimal("0.0001")
BIAS = "bias"


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """Weights of features, the probability from which a hit counts, and the calibration.

    ``steps`` are pairs (probability at least, share of right ones), rising; without any, a
    probability is its own confidence.
    """

    weights: Mapping[str, float]
    threshold: float
    steps: tuple[tuple[float, Decimal], ...] = ()

    def probability(self, features: Iterable[str]) -> float:
        """Return how likely a hit with these features is a proposal, from 0 to 1."""
        weights = self.weights
        return logistic(weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) for name in features))

    def confidence(self, probability: float) -> Decimal:
        """Return the calibrated confidence of a proposal found with this probability."""
        found = Decimal(str(probability)) if not self.steps else self.steps[0][1]
        for at_least, share in self.steps:
            if probability >= at_least:
                found = share
        return found.quantize(_PLACES)


def logistic(value: float) -> float:
    """Return the logistic function of *value*, safe for any float.

    >>> logistic(0.0)
    0.5

    """
    return 1 / (1 + exp(-value)) if value >= 0 else exp(value) / (1 + exp(value))


@cache
def shipped() -> Model:
    """Return the model of the lexicon's table ``ranker``."""
    data = table("ranker")
    return Model(
        weights={name: float(weight) for name, weight in data["weight"].items()},
        threshold=float(data["threshold"]),
        steps=tuple((float(s["at_least"]), Decimal(str(s["is"]))) for s in data["calibration"]),
    )
