"""The canned questions: what they say of themselves, and what they answer, wherever they run."""

import csv
import io
from decimal import Decimal

import httpx
import pyoxigraph as ox
import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery

from kg import querying
from kg.namespaces import PREFIXES
from kg.querying import binding, write
from tests.queries.conftest import CASES, DATA, given

QUERIES = querying.load()
STARRED = [*range(1, 12), 14, 15]


def test_there_is_a_query_for_each_of_the_thirteen_questions():
    assert sorted(query.question for query in QUERIES.values()) == STARRED


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_says_what_it_is_and_gives_an_example_of_each_parameter(name):
    query = QUERIES[name]
    assert query.summary
    assert query.description
    assert query.tags
    assert query.view in {"table", "timeline", "network", "matrix"}
    assert query.expect_min_rows > 0
    assert {parameter.name for parameter in query.parameters} == binding.parameters(query.text)
    for parameter in query.parameters:
        assert parameter.description
        assert parameter.term(parameter.example)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_is_standard_sparql_with_the_prefixes_of_the_house(name):
    query = QUERIES[name]
    examples = {parameter.name: parameter.example for parameter in query.parameters}
    for text in (query.text, query.bind({}), query.bind(examples)):
        prepareQuery(text)
    declared = [line.split() for line in query.text.splitlines() if line.startswith("PREFIX")]
    assert {name: PREFIXES[name[:-1]] for _, name, _ in declared} == {
        name: iri.strip("<>") for _, name, iri in declared
    }


@pytest.mark.parametrize("name", QUERIES)
def test_a_question_has_its_answer_on_the_store(name, publication, pytestconfig):
    rows = querying.run(QUERIES[name], given(name), store=publication)
    expected = CASES / name / "expected.csv"
    if pytestconfig.getoption("--update-expected"):
        expected.write_text(write(rows, "csv"), newline="")
    assert len(rows) >= QUERIES[name].expect_min_rows
    assert len(set(rows.rows)) == len(rows)
    assert write(rows, "csv") == expected.read_bytes().decode()


@pytest.mark.parametrize("name", QUERIES)
def test_an_endpoint_gives_the_rows_of_the_store(name, publication, engine):
    here = querying.run(QUERIES[name], given(name), store=publication)
    assert querying.run(QUERIES[name], given(name), endpoint=engine) == here


@pytest.mark.parametrize("name", QUERIES)
def test_the_server_gives_the_rows_of_the_store(name, publication, served):
    here = querying.run(QUERIES[name], given(name), store=publication)
    assert querying.run(QUERIES[name], given(name), endpoint=f"{served}sparql") == here
    answer = httpx.get(f"{served}queries/{name}", params={**given(name), "format": "csv"})
    assert answer.headers["content-type"].startswith("text/csv")
    assert list(csv.reader(io.StringIO(answer.text))) == list(
        csv.reader(io.StringIO(write(here, "csv")))
    )


@pytest.fixture(scope="module")
def graph():
    lines = {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in ox.parse(path=DATA)}
    return rdflib.Graph().parse(data="\n".join(sorted(lines)), format="nt")


@pytest.mark.parametrize("name", QUERIES)
def test_another_engine_gives_the_same_rows(name, publication, graph):
    ours = querying.run(QUERIES[name], given(name), store=publication)
    theirs = graph.query(QUERIES[name].bind(given(name)))
    assert [str(variable) for variable in theirs.vars] == list(ours.variables)
    assert sorted(tuple(_comparable(cell) for cell in row) for row in theirs) == sorted(
        tuple(_comparable(cell and cell.value) for cell in row) for row in ours.rows
    )


def _comparable(value):
    """Return a cell as text: engines differ in how they write a number, and an empty cell."""
    text = "" if value is None else str(value)
    return str(Decimal(text).normalize()) if text.replace(".", "", 1).isdigit() else text


# The default of evidence is a real record, which made-up data does not have.
@pytest.mark.parametrize("name", QUERIES.keys() - {"evidence"})
def test_a_question_has_an_answer_without_values(name, publication):
    assert len(querying.run(QUERIES[name], {}, store=publication)) >= 1


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ({}, "p110 p300 p400 p500 p600"),
        ({"proposer": "dor esk"}, "p110"),
        ({"proposer": "A. VORN"}, "p300 p400"),
        ({"proposer": "https://w3id.org/parley/person/test/dane"}, "p500"),
        ({"proposer": "Republic of Ardia"}, "p300 p400"),
        ({"proposer": "Ardia", "addressee": "Beldor"}, "p400"),
        ({"addressee": "Brek Tam"}, "p600"),
        ({"proposer": "nobody of that name"}, ""),
        ({"outcome": "declined"}, "p110"),
        ({"kind": "invitation"}, "p300 p600"),
        ({"kind": "invitation", "proposer": "Alda Vorn", "from": "1951-03-02"}, "p300"),
        ({"from": "1951-03", "until": "1951-03"}, "p110 p300 p400 p500 p600"),
        ({"from": "1951-03-03"}, ""),
        ({"until": "1950"}, ""),
    ],
)
def test_proposals_are_asked_for_by_person_side_date_kind_and_outcome(publication, values, found):
    rows = querying.run(QUERIES["proposals"], values, store=publication)
    here = rows.variables.index("proposal")
    assert sorted(row[here].value.rpartition("/")[2] for row in rows.rows) == found.split()


def test_colleagues_meet_only_when_asked_for(publication):
    query = QUERIES["who-met-whom"]
    apart = querying.run(query, {"from": "1951"}, store=publication)
    anyone = querying.run(query, {"from": "1951", "sides": "any"}, store=publication)
    assert len(anyone) == len(apart) + 1


def test_a_statement_can_be_asked_for_its_passage(publication):
    node = "https://w3id.org/parley/proposal/test/1/p400"
    rows = querying.run(QUERIES["evidence"], {"statement": node}, store=publication)
    assert [row[rows.variables.index("passage")].value for row in rows.rows] == [
        "they need 1,000 to 1,200 tons of coal a year",
        "their mills stand still",
    ]
