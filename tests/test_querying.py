"""Reading questions, binding values, writing rows, and strangers' endpoints that misbehave."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from kg import querying
from kg.errors import QueryError
from kg.querying import Cell, Rows, binding, write
from kg.querying.parameters import Parameter
from kg.querying.rows import from_json

ROWS = Rows(
    variables=("who", "said"),
    rows=(
        (
            Cell("uri", "https://example.org/a"),
            Cell("literal", 'a "word", | and\nmore', None, "en"),
        ),
        (Cell("literal", "7", "http://www.w3.org/2001/XMLSchema#integer"), None),
        (Cell("bnode", "b0"), Cell("literal", "tab\there")),
    ),
)


def read(tmp_path, text):
    path = tmp_path / "mine.rq"
    path.write_text(text)
    return querying.read(path)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("SELECT * { ?a ?b 1 }", "SELECT * { ?a ?b 1 }"),
        ("SELECT * {?_a ?b 1}", "SELECT * { VALUES (?_a) { (1) }?_a ?b 1}"),
        (
            "SELECT * { # ?_b {\n ?a ?b ?_a }",
            "SELECT * { VALUES (?_a) { (1) } # ?_b {\n ?a ?b ?_a }",
        ),
        ("SELECT * { <{?_b> ?b ?_a }", None),
        (
            "SELECT * { ?a ?b '?_b }' , ?_a }",
            "SELECT * { VALUES (?_a) { (1) } ?a ?b '?_b }' , ?_a }",
        ),
        (
            'SELECT * { ?a ?b """ " } ?_b ""\\"""" ; ?c ?_a }',
            'SELECT * { VALUES (?_a) { (1) } ?a ?b """ " } ?_b ""\\"""" ; ?c ?_a }',
        ),
        (
            "SELECT * { { SELECT ?x { ?x ?y ?_a } } UNION { ?_a ?y $_c } }",
            "SELECT * { { SELECT ?x { VALUES (?_a) { (1) } ?x ?y ?_a } } "
            "UNION { VALUES (?_a ?_c) { (1 UNDEF) } ?_a ?y $_c } }",
        ),
    ],
)
def test_a_block_stands_in_each_group_that_uses_a_parameter(text, bound):
    if bound is None:
        with pytest.raises(QueryError, match="brace"):
            binding.bind(text, {"a": "1"})
    else:
        assert binding.bind(text, {"a": "1"}) == bound


@pytest.mark.parametrize(
    "text",
    ["SELECT ?_a { ?a ?b ?_a }", "SELECT * { { SELECT (?_a AS ?x) { ?y ?z 1 } } }"],
)
def test_a_parameter_outside_where_is_refused(text):
    with pytest.raises(QueryError, match=r"\?_a stands outside a group"):
        binding.bind(text, {"a": "1"})


@pytest.mark.parametrize("text", ["SELECT * { ?a", "SELECT * } {"])
def test_braces_that_do_not_match_are_refused(text):
    with pytest.raises(QueryError, match="brace"):
        binding.bind(text, {})


@pytest.mark.parametrize(
    ("kind", "value", "term"),
    [
        ("string", 'a "b"', '"a \\"b\\""'),
        ("name", "Kim Il Sung", '"Kim Il Sung"'),
        ("integer", "-42", '"-42"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("decimal", ".5", '".5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("date", "1957", '"1957"^^<http://www.w3.org/2001/XMLSchema#gYear>'),
        ("date", "1957-11", '"1957-11"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>'),
        ("date", "1956-02-29", '"1956-02-29"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ("iri", "https://example.org/a", "<https://example.org/a>"),
        ("iri", "parley:Proposal", "<https://w3id.org/parley/ns#Proposal>"),
        ("concept", "declined", "<https://w3id.org/parley/voc/declined>"),
        ("concept", "voc:declined", "<https://w3id.org/parley/voc/declined>"),
    ],
)
def test_a_value_is_bound_with_its_type(kind, value, term):
    assert Parameter(name="it", type=kind, description="").term(value) == term


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("integer", "4.5"),
        ("integer", "٤"),
        ("decimal", "1e3"),
        ("decimal", "."),
        ("date", "1957-02-29"),
        ("date", "57"),
        ("date", "1957-11-12T00:00:00"),
        ("iri", "Kim Il Sung"),
        ("iri", "https://example.org/a> <b"),
        ("concept", "no such"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(kind, value):
    with pytest.raises(QueryError, match="it: .* is no " + kind):
        Parameter(name="it", type=kind, description="").term(value)


HEAD = "#+ summary: One\n#+ parameters:\n#+   - {name: it, type: string, description: That"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("#+ summary: [\nSELECT * {}", "the #\\+ header is not YAML"),
        ("#+ - one\nSELECT * {}", "not a list of keys"),
        ("#+ sumary: One\nSELECT * {}", "keys we do not know: sumary"),
        ("#+ tags: one\nSELECT * {}", "tags in the #\\+ header is not a list"),
        ("#+ question: first\nSELECT * {}", "question .* is not a number"),
        ("SELECT * { ?a ?b ?_it }", "do not have the same parameters: it"),
        (f"{HEAD}}}\nSELECT * {{}}", "do not have the same parameters: it"),
        (f"{HEAD}, unit: m}}\nSELECT * {{ ?a ?b ?_it }}", "parameter it: keys .*: unit"),
        ("#+ parameters: [{name: it, type: text}]\nSELECT * {}", "its type is one of"),
        ("#+ parameters: [{type: string}]\nSELECT * {}", "not a parameter with a name"),
        ("#+ parameters: [{name: it, type: date, default: soon}]\nSELECT * {}", "is no date"),
        (f"{HEAD}}}\nSELECT ?_it {{ ?a ?b ?_it }}", "stands outside a group"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path, text, said):
    with pytest.raises(QueryError, match=f"mine.rq: .*{said}"):
        read(tmp_path, text)


def test_a_required_parameter_is_asked_for(tmp_path):
    query = read(tmp_path, f"{HEAD}, required: true}}\nSELECT * {{ ?a ?b ?_it }}")
    with pytest.raises(QueryError, match=r"'it' is missing; there are it \(string\)"):
        query.bind({})


def test_decorators_of_grlc_are_let_be(tmp_path):
    query = read(tmp_path, "#+ summary: One\n#+ pagination: 100\n#+ method: GET\nSELECT * {}")
    assert query.summary == "One"
    with pytest.raises(QueryError, match="this query takes none"):
        query.bind({"it": "x"})


def test_rows_are_written_for_programs_as_the_standards_say():
    assert write(ROWS, "csv") == (
        'who,said\r\nhttps://example.org/a,"a ""word"", | and\nmore"\r\n7,\r\n_:b0,tab\there\r\n'
    )
    assert write(ROWS, "tsv") == (
        '?who\t?said\n<https://example.org/a>\t"a \\"word\\", | and\\nmore"@en\n'
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer>\t\n_:b0\t"tab\\there"\n'
    )
    assert from_json(write(ROWS, "json").encode()) == ROWS


def test_rows_are_written_for_people_in_lines_that_fit():
    assert write(ROWS, "markdown").splitlines() == [
        "| who | said |",
        "| --- | --- |",
        '| https://example.org/a | a "word", \\| and more |',
        "| 7 |  |",
        "| b0 | tab here |",
    ]
    assert write(ROWS, "table", 80).splitlines() == [
        "who                    said",
        "---------------------  --------------------",
        'https://example.org/a  a "word", | and more',
        "7",
        "b0                     tab here",
    ]
    wrapped = write(ROWS, "table", 36)
    assert max(map(len, wrapped.splitlines())) <= 36
    assert "word" in wrapped
    blocks = write(ROWS, "table", 20)
    assert blocks.startswith("1\n  who   https://example.org/a\n  said  a")
    assert blocks.count("\n\n") == 2


class Misbehaving(BaseHTTPRequestHandler):
    """An endpoint that answers what its path says."""

    whole = json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": []}}).encode()
    answers: ClassVar = {
        "/fine": (200, "application/sparql-results+json", whole),
        "/cut": (200, "application/sparql-results+json", whole[:-9]),
        "/cancelled": (200, "application/sparql-results+json", whole + b" was cancelled"),
        "/page": (200, "text/html", b"<html>please log in</html>"),
        "/graph": (200, "application/json", b'{"@id": "x"}'),
        "/odd": (
            200,
            "application/json",
            b'{"head": {"vars": []}, "results": {"bindings": [{"a": 1}]}}',
        ),
        "/late": (503, "application/problem+json", b'{"title": "took longer than 10 seconds"}'),
        "/syntax": (400, "text/plain", b"error at 1:7: expected {\nand more"),
        "/gone": (404, "text/html", b"<html>not here</html>"),
    }

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.path == "/silent":
            threading.Event().wait(2)
            return
        status, kind, body = self.answers[self.path.removesuffix("/short")]
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) + 20 * self.path.endswith("/short")))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def stranger():
    with HTTPServer(("127.0.0.1", 0), Misbehaving) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def plain(tmp_path):
    return read(tmp_path, "#+ summary: addressees, who may ADD\nSELECT ?a { ?a ?b ?c }")


def test_a_whole_answer_is_taken_also_without_rows(stranger, plain):
    assert querying.run(plain, endpoint=f"{stranger}/fine") == Rows(variables=("a",), rows=())


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("cut", "cut off"),
        ("cancelled", "cut off"),
        ("fine/short", "cut off"),
        ("page", "no SPARQL results"),
        ("graph", "no SPARQL results"),
        ("odd", "no SPARQL results"),
        ("late", "503: took longer than 10 seconds"),
        ("syntax", "refused: error at 1:7: expected {$"),
        ("gone", "refused: It was not possible to connect"),
        ("silent", "no answer within 1 seconds"),
    ],
)
def test_an_endpoint_that_misbehaves_gives_an_error_and_never_a_part(stranger, plain, path, said):
    with pytest.raises(QueryError, match=said):
        querying.run(plain, endpoint=f"{stranger}/{path}", timeout=1)


def test_an_endpoint_that_is_not_there_is_said_so(plain):
    with pytest.raises(QueryError, match="cannot be asked: Connection refused"):
        querying.run(plain, endpoint="http://127.0.0.1:9/sparql")
    with pytest.raises(QueryError, match="nowhere to ask"):
        querying.run(plain)
