"""The lexicon is data: every sentence beside an entry is a test of it."""

import pytest

from kg.extraction.acts import hits
from kg.extraction.confidence import of_rule, product
from kg.extraction.lexicon import table
from kg.findings import Kind, Objective, Outcome

TABLES = ("triggers", "responses", "conversations")
ENTRIES = [(name, entry) for name in TABLES for entry in table(name)["entry"]]
SENTENCES = [
    pytest.param(name, entry, sentence, expected, id=f"{name}/{entry['name']}/{key}{place}")
    for name, entry in ENTRIES
    for key, expected in (("positive", True), ("negative", False))
    for place, sentence in enumerate(entry[key])
]


@pytest.mark.parametrize(("name", "entry", "sentence", "expected"), SENTENCES)
def test_entry_finds_its_positive_and_leaves_its_negative_sentences(
    name, entry, sentence, expected
):
    direct = entry.get("voice") == "direct"
    found = {hit.rule.name for hit in hits(name, sentence, 0, len(sentence), direct=direct)}
    assert (entry["name"] in found) is expected, found


@pytest.mark.parametrize(("name", "entry"), ENTRIES, ids=lambda value: str(value)[:40])
def test_entry_has_examples_and_words_of_the_vocabularies(name, entry):
    assert entry["positive"]
    assert entry["negative"]
    if name == "triggers":
        Kind(entry["kind"])
        assert entry["by"] in {
            "subject", "frame", "nobody", "guest", "asker", "requester"
        }  # fmt: skip
        product([f"trigger.{entry['strength']}"])
        for one in entry.get("kinds", ()):
            Kind(one["kind"])
    elif name == "responses":
        Outcome(entry["outcome"])


def test_names_of_entries_are_distinct_within_a_table():
    for name in TABLES:
        names = [entry["name"] for entry in table(name)["entry"]]
        assert len(names) == len(set(names))


def test_objectives_are_those_of_the_vocabulary():
    for entry in table("objectives")["entry"]:
        Objective(entry["objective"])


def test_confidence_is_a_product_with_at_most_four_digits():
    value = product(["trigger.explicit", "subject.name", "frame.anchor"])
    assert str(value) == "0.8844"
    assert of_rule("markup") < 1


def test_unknown_factor_is_an_error():
    with pytest.raises(KeyError):
        product(["trigger.unheard-of"])
