"""The samples, read as a build reads them: without a warning, and with every fact in its place."""

import json
from pathlib import Path

import pytest

from kg import converters
from kg.extraction import extract
from kg.records import Record
from kg.sources import attribute, discover

VOLUME = "frus1958-60v18"
ANSWERS = sorted((Path(__file__).parent / "sources" / "gold").glob("*.gold.json"))


@pytest.fixture(scope="module")
def records(root: Path) -> dict[str, Record]:
    """Every sample, as a build reads it; nothing may be left over, excluded or refused."""
    found = discover([root / "data" / "sources"], converters.recognise)
    assert found.unclaimed == ()
    assert [unit.path.name for unit in found.units] == [f"{VOLUME}.xml", "115932.txt"]
    outcomes = [
        attribute(outcome, unit.source)
        for unit in found.units
        for outcome in converters.find(unit.source.converter)(unit.path)
    ]
    assert all(isinstance(outcome, Record) for outcome in outcomes)
    return {outcome.key: outcome for outcome in outcomes if isinstance(outcome, Record)}


def test_samples_are_read_without_a_warning(records: dict[str, Record]) -> None:
    assert {record.identifier.replace("/", "_") for record in records.values()} == {
        path.name.partition(".")[0] for path in ANSWERS
    }
    assert {key: record.warnings for key, record in records.items() if record.warnings} == {}


def test_no_sample_passes_for_the_archives_words(records: dict[str, Record]) -> None:
    for record in records.values():
        assert record.retelling
        assert record.rights is not None
        assert record.rights.startswith("Retold by Parley in its own words")
    addresses = {record.address for record in records.values()}
    assert "https://digitalarchive.wilsoncenter.org/document/115932" in addresses
    assert f"https://history.state.gov/historicaldocuments/{VOLUME}/d142" in addresses
    assert len(addresses) == len(records)


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name.partition(".")[0])
def test_who_talked_when_and_where_is_read(path: Path, records: dict[str, Record]) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    (talk,) = (talk for talk in table["conversations"] if talk["type"] == "main")
    called = {e["id"]: {e["name"], *e["surfaces"]} for e in table["entities"]}
    record = next(r for r in records.values() if r.identifier.replace("/", "_") == table["id"])
    assert record.conversation_dates[-1].edtf == talk["date"][:10]
    assert (record.place.value if record.place else None) == talk["place"]
    attending = [{a.name or a.position or a.as_written} for a in record.attendees]
    wanted = [called[each["entity"]] for each in talk["participants"]]
    assert len(attending) == len(wanted)
    assert [w for w in wanted if not any(share_a_word(w, a) for a in attending)] == []
    for each in talk["participants"]:
        if each["role"] == "interpreter":
            (person,) = (a for a in record.attendees if "interpreter" in a.presence)
            assert share_a_word(called[each["entity"]], {person.name or ""})


def test_the_retold_page_keeps_what_the_archive_says_of_it(
    records: dict[str, Record], shared: Path
) -> None:
    ours = records["wilson/115932"]
    (theirs,) = converters.find("wilson")(shared / "records" / "115932.txt")
    assert isinstance(theirs, Record)
    assert what_the_archive_says(ours) == what_the_archive_says(theirs)


def what_the_archive_says(record: Record) -> dict[str, object]:
    return {
        "title": record.title,
        "kind": record.kind,
        "date": record.date.edtf if record.date else None,
        "dates": [
            (each.edtf, each.as_written, each.corrects) for each in record.conversation_dates
        ],
        "people": [(a.name, a.position, a.presence) for a in record.attendees],
        "author": (record.author.name, record.author.position) if record.author else None,
        "marking": record.marking.value if record.marking else None,
        "numbers": [number.value for number in record.registry_numbers],
        "copies": [(copy.as_written, copy.recipient, copy.surviving) for copy in record.copies],
        "citation": record.citation.as_given if record.citation else None,
        "levels": record.citation.levels if record.citation else None,
        "translators": [each.value for each in record.translators],
        "projects": [each.value for each in record.projects],
        "funders": [each.value for each in record.funders],
        "issued": record.issued,
    }


def test_the_retold_page_names_the_offer_that_was_declined_and_the_answer(
    records: dict[str, Record],
) -> None:
    """Mao offers to send back the officials who fled; Kim does not need them."""
    record = records["wilson/115932"]
    findings = extract(record)
    names = {agent.id: agent.name for agent in findings.agents}
    (offer,) = (each for each in findings.proposals if each.outcome == "declined")
    assert offer.kind == "offer"
    assert [names[agent] for agent in offer.speaker] == ["Mao Zedong"]
    assert [names[agent] for agent in offer.addressee] == ["Kim Il Sung"]
    assert "send back the group of Korean officials" in record.text_of(offer.evidence[0].span)
    (answer,) = (each for each in findings.responses if offer.id in each.responds_to)
    assert "do not need those people" in record.text_of(answer.evidence[0].span)


def share_a_word(mine: set[str], yours: set[str]) -> bool:
    left, right = ({word for name in names for word in name.split()} for names in (mine, yours))
    return bool(left & right - {"Mr.", "The", "of", "the"})
