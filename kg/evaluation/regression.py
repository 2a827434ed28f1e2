"""Logistic regression and isotonic calibration, in plain Python and with one answer.

Both problems are convex, and both are solved in a fixed order, so that the same examples give the
same weights on every machine.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg.extraction.ranker import BIAS, logistic

_SWEEPS = 30
_SMALL = 0.002  # a sweep that moves no weight further is the last
_BIAS_PENALTY = 0.01


@dataclass(frozen=True, slots=True)
class Example:
    """The features of one hit, and whether it is a proposal."""

    features: tuple[str, ...]
    positive: bool


def fit(examples: Sequence[Example], *, penalty: float, rare: int) -> dict[str, float]:
    """Return the weights that maximise the likelihood less ``penalty/2`` times their squares.

    Newton steps, one weight at a time (as in LIBLINEAR, R.-E. Fan et al. 2008). Features of fewer
    than *rare* examples have no weight.
    """
    count = Counter(name for example in examples for name in example.features)
    columns: dict[str, list[int]] = {BIAS: list(range(len(examples)))}
    columns |= {name: [] for name in sorted(count) if count[name] >= rare}
    for row, example in enumerate(examples):
        for name in example.features:
            if name in columns:
                columns[name].append(row)
    target = [float(example.positive) for example in examples]
    margin, chance = [0.0] * len(examples), [0.5] * len(examples)
    weights = dict.fromkeys(columns, 0.0)
    for _ in range(_SWEEPS):
        moved = 0.0
        for name, rows in columns.items():
            ridge = _BIAS_PENALTY if name == BIAS else penalty
            slope = sum(target[i] - chance[i] for i in rows) - ridge * weights[name]
            curve = sum(chance[i] * (1 - chance[i]) for i in rows) + ridge
            step = max(-1.0, min(1.0, slope / curve))
            weights[name] += step
            for i in rows:
                margin[i] += step
                chance[i] = logistic(margin[i])
            moved = max(moved, abs(step))
        if moved < _SMALL:
            break
    return weights


def weigh(weights: Mapping[str, float], features: Iterable[str]) -> float:
    """Return the sum of the weights of *features*, before the logistic function."""
    return weights.get(BIAS, 0.0) + sum(weights.get(name, 0.0) for name in features)


def isotonic(pairs: Iterable[tuple[float, bool]], *, least: int) -> list[tuple[float, float]]:
    """Return rising steps (probability at least, share of right ones) through *pairs*.

    Pool adjacent violators (M. Ayer et al. 1955); steps of fewer than *least* pairs are pooled too.

    >>> isotonic([(0.1, False), (0.2, True), (0.3, False), (0.9, True)], least=1)
    [(0.1, 0.0), (0.2, 0.5), (0.9, 1.0)]

    """
    blocks: list[tuple[float, int, int]] = []  # from, right, all
    for value, right in sorted(pairs):
        blocks.append((value, int(right), 1))
        while len(blocks) > 1 and _pooled(blocks[-2], blocks[-1], least):
            (start, a, n), (_, b, m) = blocks[-2:]
            blocks[-2:] = [(start, a + b, n + m)]
    return [(start, right / all_) for start, right, all_ in blocks]


def _pooled(one: tuple[float, int, int], two: tuple[float, int, int], least: int) -> bool:
    return one[2] < least or one[1] * two[2] >= two[1] * one[2]
