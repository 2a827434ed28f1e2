"""``kg query`` as a person meets it."""

import csv
import json

import pytest
from click.testing import CliRunner

from kg import querying
from kg.cli import main


def kg(*words):
    return CliRunner().invoke(main, ["query", *(str(word) for word in words)])


def test_declined_proposals_name_the_offer_and_its_answer(publication):
    shown = kg("declined-proposals", "--store", publication)
    assert shown.exit_code == 0
    assert "Esk offered to give the boats back" in shown.output
    assert "she had no use for them" in shown.output


def test_the_list_names_every_question_with_its_parameters():
    shown = kg("--list")
    assert shown.exit_code == 0
    for name, query in querying.load().items():
        assert f"{name}\n    {query.summary}\n" in shown.output
        for parameter in query.parameters:
            assert f"-p {parameter.name}=" in shown.output


def test_the_text_is_shown_as_it_is_and_with_values_bound():
    plain = kg("proposals", "--show")
    assert plain.output == querying.find("proposals").text
    bound = kg("proposals", "--show", "-p", "from=1957").output
    assert '("1957"^^<http://www.w3.org/2001/XMLSchema#gYear> UNDEF UNDEF UNDEF)' in bound


@pytest.mark.parametrize("form", querying.FORMATS)
def test_each_format_has_every_row_and_the_same_in_a_file(form, publication, tmp_path):
    shown = kg("unanswered-proposals", "--store", publication, "--format", form)
    assert shown.exit_code == 0
    assert "Brek Tam" in shown.output
    file = tmp_path / "rows"
    assert kg("unanswered-proposals", "--store", publication, "--format", form, "-o", file)
    if form != "table":  # a file is not as wide as a terminal
        assert file.read_bytes() == shown.stdout_bytes


def test_csv_and_json_are_read_back(publication):
    shown = kg("who-met-whom", "--store", publication, "--format", "csv")
    assert len(list(csv.DictReader(shown.stdout.splitlines()))) == 4
    shown = kg("who-met-whom", "--store", publication, "--format", "json")
    assert len(json.loads(shown.stdout)["results"]["bindings"]) == 4


def test_an_endpoint_is_asked_the_same(publication, served):
    here = kg("proposals", "--store", publication, "--format", "json", "-p", "kind=offer")
    there = kg("proposals", "--endpoint", f"{served}sparql", "--format", "json", "-p", "kind=offer")
    assert there.stdout == here.stdout


def test_no_rows_is_no(publication):
    shown = kg("proposals", "--store", publication, "-p", "from=2001", "--format", "csv")
    assert shown.exit_code == 1
    assert shown.stdout.startswith("date,proposer,")
    assert shown.stderr == "no rows\n"


def test_a_question_of_ones_own_is_a_file(publication, tmp_path):
    mine = tmp_path / "mine.rq"
    mine.write_text(
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a <https://w3id.org/parley/ns#Proposal> }"
    )
    shown = kg(mine, "--store", publication, "--format", "csv")
    assert shown.stdout_bytes == b"n\r\n5\r\n"


def test_the_publication_in_this_folder_is_asked_by_default(publication, monkeypatch):
    monkeypatch.chdir(publication.parent)
    assert kg("proposals").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing-like-it"], "there are aid-asked-and-granted,"),
        ([], "kg query --list names them"),
        (["proposals"], "no publication in out/"),
        (["proposals", "--store", "nowhere"], "nowhere: no publication here"),
        (
            ["proposals", "-p", "whom=x"],
            "no parameter is called 'whom'; there are proposer (name),",
        ),
        (["proposals", "-p", "from"], "--param takes name=value"),
        (["proposals", "-p", "from=1", "-p", "from=2"], "'from' is given twice"),
        (["proposals", "-p", "from=1957-13"], "from: '1957-13' is no date"),
        (["proposals", "-p", "outcome=refused"], "outcome is one of accepted, acceptedInPart,"),
        (["proposals", "--store", "a", "--endpoint", "http://127.0.0.1/"], "not both"),
        (["proposals", "--endpoint", "ftp://127.0.0.1/"], "begins with http"),
        (["missing.rq"], "missing.rq: cannot be read"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(words, said, publication, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    if "-p" in words:
        words = [*words, "--store", publication]
    shown = kg(*words)
    assert shown.exit_code == 2
    assert shown.stderr.startswith("Error: ")
    assert said in shown.stderr
    assert shown.stderr.count("\n") == 1
