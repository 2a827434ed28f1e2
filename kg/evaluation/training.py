"""The ranker of proposals, trained on hand annotations and tested on volumes it has not seen.

A hit of the lexicon is an example: positive if it stands in a passage that a core proposal is
annotated with, negative if in none; what stands in an optional one teaches nothing. Of the hits of
one annotated proposal only the likeliest is the act itself (multiple-instance learning): the others
are left out, and the regression is fitted again.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.evaluation.gold import GoldRecord
from kg.evaluation.plain import plain_record
from kg.evaluation.predictions import from_findings
from kg.evaluation.regression import Example, fit, isotonic, weigh
from kg.evaluation.scoring import RecordScore, score
from kg.evaluation.texts import Alignment
from kg.extraction import extract
from kg.extraction.ranker import Model
from kg.extraction.reading import read
from kg.records import Record

_PENALTY = 20.0
_RARE = 12
_ROUNDS = 2
_SMALLEST = 0.04  # a weight below says nothing and is not written
_THRESHOLDS = tuple(round(0.24 + 0.02 * step, 2) for step in range(12))
_STEP = 40  # predictions that a step of the calibration rests on


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A hit of the lexicon in an annotated record, with the proposals whose passage it is in."""

    record: str
    volume: str
    features: tuple[str, ...]
    core: tuple[str, ...]
    optional: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a model trained on the other volumes finds in one volume."""

    volume: str
    threshold: float
    scores: tuple[RecordScore, ...]

    @property
    def counts(self) -> Counter[str]:
        """What the measures are made of, over the records of the volume."""
        return _summed(self.scores)


def seen_in(gold: GoldRecord, record: Record) -> list[Seen]:
    """Return the candidates of one record, each with what the gold says of its place."""
    alignment = Alignment(record.text, gold.text)
    found = []
    for candidate in read(record).candidates:
        place = alignment.place(candidate.hit.start, candidate.hit.end)
        if place is None:
            continue
        around = [p for p in gold.proposals if any(a - 3 <= place[0] < b for a, b in p.places)]
        core = tuple(p.id for p in around if p.core)
        found.append(
            Seen(
                record=gold.id,
                volume=gold.volume,
                features=candidate.features,
                core=core,
                optional=bool(around) and not core,
            )
        )
    return found


def weights_of(seen: Sequence[Seen]) -> dict[str, float]:
    """Return the weights that tell the acts of core proposals from what is no proposal."""
    useful = [one for one in seen if not one.optional]
    weights = _fitted(useful)
    for _ in range(_ROUNDS):
        best: dict[tuple[str, str], tuple[float, int]] = {}
        for place, one in enumerate(useful):
            for proposal in one.core:
                likely = weigh(weights, one.features)
                best[one.record, proposal] = max(
                    best.get((one.record, proposal), (likely, place)), (likely, place)
                )
        acts = {place for _, place in best.values()}
        weights = _fitted([s for i, s in enumerate(useful) if i in acts or not s.core])
    return {n: round(w, 2) for n, w in weights.items() if abs(w) >= _SMALLEST}


def _fitted(seen: Iterable[Seen]) -> dict[str, float]:
    examples = [Example(one.features, bool(one.core)) for one in seen]
    return fit(examples, penalty=_PENALTY, rare=_RARE)


def records_for(
    golds: Sequence[GoldRecord], converted: Mapping[str, Record]
) -> list[tuple[GoldRecord, Record]]:
    """Return each gold record with the converter's record, or one made from its layout."""
    return [(gold, converted.get(gold.key or "") or plain_record(gold)) for gold in golds]


def train(pairs: Sequence[tuple[GoldRecord, Record]]) -> tuple[Model, list[Trial]]:
    """Return the model trained on all records, and a trial of every volume by the others.

    The threshold of a trial is the best one on the other volumes, its calibration theirs too; the
    shipped model has the threshold and the calibration that suit all trials.
    """
    seen = [one for gold, record in pairs for one in seen_in(gold, record)]
    volumes = sorted({gold.volume for gold, _ in pairs})
    tried = {v: _tried(v, [s for s in seen if s.volume != v], pairs) for v in volumes}
    trials = []
    for volume in volumes:
        others = [scores for other, scores in tried.items() if other != volume]
        threshold = _best(others)
        steps = _steps(others, threshold)
        scores = _calibrated(tried[volume][threshold], steps)
        trials.append(Trial(volume=volume, threshold=threshold, scores=scores))
    threshold = _best(list(tried.values()))
    model = Model(
        weights=weights_of(seen),
        threshold=threshold,
        steps=_steps(list(tried.values()), threshold),
    )
    return model, trials


def _tried(
    volume: str, seen: Sequence[Seen], pairs: Sequence[tuple[GoldRecord, Record]]
) -> dict[float, tuple[RecordScore, ...]]:
    """Return the scores of one volume at every threshold, by a model that has not seen it."""
    weights = weights_of(seen)
    found = {}
    for threshold in _THRESHOLDS:
        model = Model(weights=weights, threshold=threshold)
        found[threshold] = tuple(
            _scored(gold, record, model) for gold, record in pairs if gold.volume == volume
        )
    return found


def _scored(gold: GoldRecord, record: Record, model: Model) -> RecordScore:
    alignment = Alignment(record.text, gold.text)
    return score(gold, from_findings(record, extract(record, model), alignment))


def _summed(scores: Iterable[RecordScore]) -> Counter[str]:
    total: Counter[str] = Counter()
    for one in scores:
        total.update(one.counts())
    return total


def _best(tried: Sequence[Mapping[float, tuple[RecordScore, ...]]]) -> float:
    """Return the threshold of the best F1 over all volumes, smoothed by its neighbours."""
    f1 = []
    for threshold in _THRESHOLDS:
        total = _summed(one for volume in tried for one in volume[threshold])
        below = 2 * total["found"] + total["false"] + total["missed"]
        f1.append(2 * total["found"] / below if below else 0.0)
    smooth = [
        sum(f1[max(0, i - 1) : i + 2]) / len(f1[max(0, i - 1) : i + 2]) for i in range(len(f1))
    ]
    return _THRESHOLDS[smooth.index(max(smooth))]


def _steps(
    tried: Sequence[Mapping[float, tuple[RecordScore, ...]]], threshold: float
) -> tuple[tuple[float, Decimal], ...]:
    pairs = [
        (float(confidence), right)
        for volume in tried
        for one in volume[threshold]
        for confidence, right in one.confidences()
    ]
    return tuple(
        (round(at_least, 3), Decimal(str(round(share, 3))))
        for at_least, share in isotonic(pairs, least=_STEP)
    )


def _calibrated(
    scores: tuple[RecordScore, ...], steps: tuple[tuple[float, Decimal], ...]
) -> tuple[RecordScore, ...]:
    """Return the scores with the confidences that *steps* give to the probabilities in them."""
    model = Model(weights={}, threshold=0.0, steps=steps)
    return tuple(_with(one, model) for one in scores)


def _with(scored: RecordScore, model: Model) -> RecordScore:
    items = []
    for item in scored.items:
        said = item.predicted
        if said is not None:
            said = replace(said, confidence=model.confidence(float(said.confidence)))
        items.append(replace(item, predicted=said))
    return replace(scored, items=tuple(items))


def as_toml(model: Model, trials: Sequence[Trial]) -> str:
    """Return the table ``ranker`` of the lexicon: weights by name, figures in a comment."""
    total = _summed(one for trial in trials for one in trial.scores)
    right, wrong = total["found"], total["false"] + total["missed"]
    f1 = 2 * right / (2 * right + wrong) if right else 0.0
    lines = [
        "# What the ranker weighs (see ranker.py and features.py). Written by `kg train` from hand",
        f"# annotations of {sum(len(t.scores) for t in trials)} records of {len(trials)} volumes;"
        f" F1 {f1:.3f} on volumes left out. Do not edit: train.",
        f"threshold = {model.threshold}",
        "calibration = [",
        *(f"  {{ at_least = {at_least}, is = {share} }}," for at_least, share in model.steps),
        "]",
        "",
        "[weight]",
        *(f'"{name}" = {weight}' for name, weight in sorted(model.weights.items())),
    ]
    return "\n".join(lines) + "\n"
