"""Every figure here was worked out by hand from the sample in conftest.py."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from kg.evaluation.gold import GoldProposal, GoldRecord
from kg.evaluation.matching import Match, match_proposals
from kg.evaluation.measures import MEASURES, calibrate, measure
from kg.evaluation.predictions import PredictedProposal, Prediction, from_findings
from kg.evaluation.scoring import RecordScore, score
from kg.evaluation.texts import Alignment
from kg.findings import Findings
from kg.records import Record


@pytest.fixture
def prediction(record: Record, findings: Findings, gold: GoldRecord) -> Prediction:
    return from_findings(record, findings, Alignment(record.text, gold.text))


@pytest.fixture
def marks(gold: GoldRecord, prediction: Prediction) -> RecordScore:
    return score(gold, prediction)


def values(marks: RecordScore) -> dict[str, float | None]:
    return {name: value.micro for name, value in measure([marks.counts()], MEASURES).items()}


def test_detection_counts_core_proposals_and_drops_optional_ones(marks: RecordScore) -> None:
    counts = marks.counts()
    assert (counts["found"], counts["missed"], counts["false"]) == (2, 1, 1)
    assert marks.dropped == 1
    found = values(marks)
    assert found["proposals precision"] == pytest.approx(2 / 3)
    assert found["proposals recall"] == pytest.approx(2 / 3)
    assert found["proposals f1"] == pytest.approx(2 / 3)


def test_slots_are_marked_on_the_matched_only(marks: RecordScore) -> None:
    found = values(marks)
    assert found["proposer"] == 0.5
    assert found["addressee"] == 1.0
    assert found["kind"] == 1.0
    assert found["objective"] == 1.0
    assert found["outcome"] == 0.5


def test_a_government_for_its_person_is_right_only_in_the_lenient_count(marks: RecordScore) -> None:
    found = values(marks)
    assert found["proposer lenient"] == 1.0
    assert found["joint"] == 0.5
    assert found["joint f1"] == pytest.approx(1 / 3)  # one of three wanted, of three said


def test_an_amount_is_found_when_bounds_and_unit_agree(marks: RecordScore) -> None:
    counts = marks.counts()
    assert (counts["quantity found"], counts["quantity missed"]) == (1, 1)
    assert counts["quantity false"] == 0
    assert values(marks)["quantity role"] == 1.0


def test_participants_are_those_present_not_the_mentioned(marks: RecordScore) -> None:
    counts = marks.counts()  # Tamm is missed; Zenda is no participant; the Queen is only mentioned
    assert (counts["participant found"], counts["participant missed"]) == (2, 1)
    assert counts["participant false"] == 1


def test_a_reported_conversation_is_matched_by_its_passage(marks: RecordScore) -> None:
    counts = marks.counts()
    assert (counts["main found"], counts["reported found"]) == (1, 1)
    assert counts["conversation missed"] == counts["conversation false"] == 0


def test_day_and_town_of_the_main_conversation(
    gold: GoldRecord, prediction: Prediction, marks: RecordScore
) -> None:
    assert values(marks)["main date"] == values(marks)["main place"] == 1.0
    silent = replace(gold.conversations[0], date=None, where=None)
    guessed = score(replace(gold, conversations=(silent,)), prediction)
    assert values(guessed)["main date"] == values(guessed)["main place"] == 0.0


def test_a_passage_that_puts_the_proposal_again_counts_as_the_proposal(
    gold: GoldRecord, prediction: Prediction
) -> None:
    again = gold.proposals[0].places[1]
    first = replace(prediction.proposals[0], places=(again,))
    marks = score(gold, replace(prediction, proposals=(first,)))
    assert marks.counts()["found"] == 1


def test_a_second_prediction_of_one_proposal_is_a_false_alarm(
    gold: GoldRecord, prediction: Prediction
) -> None:
    first, again = prediction.proposals[0], replace(prediction.proposals[0], id="twice")
    counts = score(gold, replace(prediction, proposals=(first, again))).counts()
    assert (counts["found"], counts["false"]) == (1, 1)


def test_nobody_is_right_only_where_the_record_names_nobody(
    gold: GoldRecord, prediction: Prediction
) -> None:
    silent = replace(prediction.proposals[0], addressee=())
    marks = score(gold, replace(prediction, proposals=(silent,)))
    assert "addressee right" not in marks.counts()
    unnamed = replace(gold.proposals[0], addressee=())
    quiet = replace(gold, proposals=(unnamed,))
    assert score(quiet, replace(prediction, proposals=(silent,))).counts()["addressee right"] == 1


def test_evidence_beyond_the_end_of_the_text_is_not_verbatim(
    record: Record, findings: Findings, gold: GoldRecord
) -> None:
    short = replace(record, text=record.text[:60], blocks=())
    found = from_findings(short, findings, Alignment(short.text, gold.text))
    assert found.verbatim < found.quotes


Place = tuple[int, int]


@pytest.fixture
def wanted(gold: GoldRecord) -> Callable[..., GoldProposal]:
    return lambda *places, kind="request", core=True: replace(
        gold.proposals[0], places=places, kind=kind, core=core
    )


@pytest.fixture
def said(prediction: Prediction) -> Callable[..., PredictedProposal]:
    return lambda *places, kind="request": replace(
        prediction.proposals[0], places=places, kind=kind
    )


Make = Callable[..., GoldProposal]
Say = Callable[..., PredictedProposal]
LETTERS = "abcdefghij " * 20


def test_half_of_the_shorter_passage_is_enough(wanted: Make, said: Say) -> None:
    half, less = said((15, 60)), said((16, 60))
    assert match_proposals([wanted((10, 20))], [half], LETTERS).pairs == ((0, 0),)
    assert match_proposals([wanted((10, 20))], [less], LETTERS).pairs == ()


def test_the_strict_mode_forgives_punctuation_only(wanted: Make, said: Say) -> None:
    text = '"We agree," he said.'
    gold, same, longer = wanted((0, 11)), said((1, 9)), said((1, 14))
    assert match_proposals([gold], [same], text, Match.STRICT).pairs
    assert not match_proposals([gold], [longer], text, Match.STRICT).pairs


def test_the_head_mode_asks_for_one_word_in_common(wanted: Make, said: Say) -> None:
    assert match_proposals([wanted((0, 40))], [said((30, 100))], LETTERS, Match.HEAD).pairs
    assert not match_proposals([wanted((0, 40))], [said((38, 100))], LETTERS, Match.HEAD).pairs


def test_the_same_kind_settles_what_overlap_leaves_open(wanted: Make, said: Say) -> None:
    gold = [wanted((0, 50), kind="offer"), wanted((0, 50), kind="demand")]
    predicted = [said((0, 50), kind="demand"), said((0, 50), kind="offer")]
    assert match_proposals(gold, predicted, LETTERS).pairs == ((0, 1), (1, 0))


def test_a_core_proposal_goes_before_an_optional_one(wanted: Make, said: Say) -> None:
    gold = [wanted((0, 50), core=False), wanted((20, 90))]
    matched = match_proposals(gold, [said((0, 50))], LETTERS)
    assert (matched.pairs, matched.dropped) == (((1, 0),), frozenset())


def test_no_prediction_that_is_an_optional_proposal_counts(wanted: Make, said: Say) -> None:
    gold = [wanted((0, 50), core=False)]
    matched = match_proposals(gold, [said((0, 50)), said((5, 40)), said((60, 90))], LETTERS)
    assert (matched.pairs, matched.dropped) == ((), {0, 1})


def test_the_pair_that_leaves_fewest_over_is_taken(wanted: Make, said: Say) -> None:
    gold = [wanted((0, 50)), wanted((40, 60), core=False)]
    assert match_proposals(gold, [said((30, 50)), said((0, 20))], LETTERS).pairs == ((0, 1),)


def test_calibration_by_hand() -> None:
    found = calibrate([(Decimal("0.9"), True), (Decimal("0.95"), False), (Decimal("0.3"), False)])
    assert found.brier == pytest.approx((0.01 + 0.9025 + 0.09) / 3)
    assert found.ece == pytest.approx((2 * abs(0.925 - 0.5) + 0.3) / 3)
    assert found.bins[3] is not None
    assert found.bins[3].count == 1


def test_a_bootstrap_draws_the_same_records_again_for_one_seed() -> None:
    records = [{"found": i % 3, "missed": 1, "false": i % 2} for i in range(12)]
    once = measure(records, ["proposals f1"], draws=200, seed=7)
    assert once == measure(records, ["proposals f1"], draws=200, seed=7)
    assert once != measure(records, ["proposals f1"], draws=200, seed=8)
    value = once["proposals f1"]
    assert value.low is not None
    assert value.micro is not None
    assert value.high is not None
    assert value.low < value.micro < value.high


def test_micro_weighs_items_and_macro_weighs_records() -> None:
    value = measure([{"found": 9, "missed": 0}, {"found": 0, "missed": 1}], ["proposals recall"])
    assert value["proposals recall"].micro == pytest.approx(0.9)
    assert value["proposals recall"].macro == pytest.approx(0.5)
