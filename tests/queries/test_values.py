"""Values stay values, whatever they hold and wherever the query runs."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import querying
from kg.errors import QueryError

HOSTILE = [
    '" } DROP ALL #',
    "') } UNION { ?s ?p ?o } #",
    'line one\nline two\r\n"""',
    "} SELECT * { ?s ?p ?o",
    "\\u0022 } INSERT DATA { <a:a> <a:a> <a:a> } #",
    "\\",
    "UNDEF",
    "<https://example.org/>",
    "?_it ?out",
    "Ки́м Ир Сен 金日成 🕊 \u202e \u2028 \u00a0",
    "\t\x01\x7f",
    "",
]


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    """A query that hands its value back from outside, from a subquery and from an arm."""
    path = tmp_path_factory.mktemp("mine") / "echo.rq"
    path.write_text("""#+ summary: What was given
#+ parameters: [{name: it, type: string, description: Anything}]
SELECT ?out ?sub ?arm WHERE {
  BIND(?_it AS ?out)
  { SELECT ?sub WHERE { BIND(?_it AS ?sub) } }
  { BIND(?_it AS ?arm) } UNION { BIND("other" AS ?arm) FILTER(?_it != ?_it) }
}""")
    return querying.read(path)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_comes_back_as_it_was(value, echo, publication, engine, served):
    for where in ({"store": publication}, {"endpoint": engine}, {"endpoint": f"{served}sparql"}):
        rows = querying.run(echo, {"it": value}, **where)
        assert [[cell.value for cell in row] for row in rows.rows] == [[value] * 3]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(echo, publication, value):
    rows = querying.run(echo, {"it": value}, store=publication)
    assert rows.rows[0][0].value == value


@pytest.mark.parametrize("value", ["\0", "\ud800"])
def test_what_cannot_be_text_is_refused(value, echo):
    with pytest.raises(QueryError, match=r"it: .* is no string"):
        echo.bind({"it": value})


def test_nothing_is_changed_by_asking(echo, publication, engine):
    before = querying.run(querying.find("proposals"), {}, store=publication)
    for value in HOSTILE:
        querying.run(echo, {"it": value}, endpoint=engine)
    assert querying.run(querying.find("proposals"), {}, endpoint=engine) == before
