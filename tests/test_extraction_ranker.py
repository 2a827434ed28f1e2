"""What is a proposal and what is not: features, weights, calibration; what is put again."""

from decimal import Decimal

import pytest

from kg.evaluation.regression import Example, fit, isotonic, weigh
from kg.evaluation.training import Seen, as_toml, weights_of
from kg.extraction import extract
from kg.extraction.ranker import Model, logistic, shipped
from kg.extraction.reading import read
from tests.test_extraction import record


def seen(features, *, core=(), optional=False, name="r1", volume="v1"):
    return Seen(
        record=name, volume=volume, features=tuple(features), core=tuple(core), optional=optional
    )


def test_probability_is_the_logistic_of_the_summed_weights():
    model = Model(weights={"bias": -1.0, "a": 2.0, "b": 0.5}, threshold=0.5)
    assert model.probability(["a", "b", "unheard of"]) == pytest.approx(logistic(1.5))
    assert model.probability([]) == pytest.approx(logistic(-1.0))


def test_logistic_bears_any_float():
    assert logistic(-1e9) == 0.0
    assert logistic(1e9) == 1.0


def test_confidence_is_the_step_reached():
    steps = ((0.3, Decimal("0.4")), (0.6, Decimal("0.8")))
    model = Model(weights={}, threshold=0.3, steps=steps)
    assert model.confidence(0.31) == Decimal("0.4")
    assert model.confidence(0.99) == Decimal("0.8")


def test_shipped_model_is_calibrated_and_small_enough_to_read():
    model = shipped()
    shares = [share for _, share in model.steps]
    assert shares == sorted(shares)
    assert len(model.weights) < 400
    assert 0 < model.threshold < 1


def test_regression_tells_two_features_apart_and_leaves_out_rare_ones():
    examples = [Example(("good",), True)] * 20 + [Example(("bad",), False)] * 20
    weights = fit([*examples, Example(("odd",), True)], penalty=1.0, rare=5)
    assert weights["good"] > 0.5 > -0.5 > weights["bad"]
    assert "odd" not in weights
    assert weigh(weights, ("good",)) > weigh(weights, ("bad",))


def test_regression_gives_the_same_weights_in_any_order_of_features():
    one = [Example(("a", "b"), True), Example(("b",), False)] * 9
    other = [Example(tuple(reversed(e.features)), e.positive) for e in one]
    assert fit(one, penalty=1.0, rare=1) == fit(other, penalty=1.0, rare=1)


def test_isotonic_steps_rise_and_are_not_too_small():
    pairs = [(place / 100, place % 3 == 0 or place > 60) for place in range(100)]
    steps = isotonic(pairs, least=20)
    assert [share for _, share in steps] == sorted(share for _, share in steps)
    assert len(steps) <= 5


def test_training_takes_the_likeliest_hit_of_an_annotated_passage_for_the_act():
    acts = [seen(["act"], core=["p"], name=f"r{n}") for n in range(20)]
    inside = [seen(["inside"], core=["p"], name=f"r{n}") for n in range(20)]
    outside = [seen(["inside"], name=f"q{n}") for n in range(20)]
    weights = weights_of([*acts, *inside, *outside])
    assert weights["act"] > 0 > weights["inside"]


def test_optional_proposals_teach_nothing():
    base = [seen(["act"], core=["p"], name=f"r{n}") for n in range(15)]
    base += [seen(["fact"], name=f"q{n}") for n in range(15)]
    optional = [seen(["fact"], optional=True, name=f"o{n}") for n in range(15)]
    assert weights_of([*base, *optional]) == weights_of(base)


def test_table_of_weights_is_toml_in_order_of_name():
    model = Model(weights={"b": 0.5, "a": -1.0, "bias": 0.1}, threshold=0.4)
    text = as_toml(model, [])
    assert text.index('"a"') < text.index('"b"') < text.index('"bias"')


def test_model_of_ones_own_decides_what_is_found():
    made = record("Mr. Adan proposed that the fleet sail.")
    deaf = Model(weights={"bias": -9.0}, threshold=0.5)
    assert extract(made).proposals
    assert not extract(made, deaf).proposals


def test_candidates_are_more_than_what_is_found():
    story = read(record("Mr. Adan said that it would rain. Mr. Adan proposed that the fleet sail."))
    assert len(story.candidates) > len(story.drafts) == 1


def test_proposal_put_again_is_one_with_two_passages():
    made = record(
        "Mr. Adan proposed that the grain harvest be stored at the northern harbour. It rained. "
        "Mr. Adan urged that the grain harvest be stored at once at the northern harbour."
    )
    (found,) = extract(made).proposals
    assert len(found.evidence) == 2


def test_other_course_of_action_is_another_proposal():
    made = record(
        "Mr. Adan proposed that the grain harvest be stored at the northern harbour. It rained. "
        "Mr. Adan urged that the southern bridges be rebuilt by prisoners."
    )
    assert len(extract(made).proposals) == 2
