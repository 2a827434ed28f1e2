"""Engines that agree, quotations that are checked, reports, and the command."""

import gzip
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import ShapeError, TermError
from kg.namespaces import OA, PARLEY, SH, XSD
from kg.terms import Quad, literal
from kg.validation import (
    Result,
    Severity,
    check_quotes,
    conforms,
    in_order,
    reports,
    validate,
    validate_bytes,
)
from kg.validation.engine import our_shapes
from kg.validation.shapes import ShapesGraph, of_quads, read
from kg.validation.standard import validate_standard

TURTLE = pyoxigraph.RdfFormat.TURTLE
TALK = Path(__file__).parent / "validation" / "talk.ttl"
TEXT = "Sapt told of a talk with Black. He offered five tons of salt. Black said: six."
TEXTS = {"https://example.org/record/zenda/17#text": TEXT}
GRAPH = "<https://example.org/graph>"
PREFIXES = """@prefix s: <https://example.org/shapes#> . @prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix ex: <https://example.org/> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def _quads(file: Path = TALK) -> list[Quad]:
    parsed = pyoxigraph.parse(file.read_bytes(), format=TURTLE)
    return [(str(q.subject), str(q.predicate), str(q.object), GRAPH) for q in parsed]


def _shapes(text: str) -> ShapesGraph:
    return of_quads(pyoxigraph.parse((PREFIXES + text).encode(), format=TURTLE))


def _lines(quads: list[Quad]) -> bytes:
    return "".join(f"{' '.join(quad)} .\n" for quad in quads).encode()


def _result(**changed: object) -> Result:
    fields: dict[str, object] = {
        "severity": Severity.WARNING,
        "focus_node": "<https://example.org/talk>",
        "path": f"<{PARLEY.date}>",
        "value": None,
        "source_shape": "<https://w3id.org/parley/shapes#Conversation-dated>",
        "component": f"<{SH.MinCountConstraintComponent}>",
        "message": "no date",
    }
    return Result(**(fields | changed))  # type: ignore[arg-type]  # fields of a test, by name


# ------------------------------------------------------------------------------- two engines


def test_a_record_with_all_that_the_model_has_conforms():
    results = validate(_quads())
    assert conforms(results)
    assert results == validate_standard(TALK.read_bytes(), TURTLE)


QUADS = _quads()
OBJECTS = sorted({quad[2] for quad in QUADS})
PREDICATES = sorted({quad[1] for quad in QUADS})
MUTATIONS = st.one_of(
    st.tuples(st.just("drop"), st.sampled_from(QUADS)),
    st.tuples(st.just("change"), st.sampled_from(QUADS), st.sampled_from(OBJECTS)),
    st.tuples(st.just("add"), st.sampled_from(QUADS), st.sampled_from(OBJECTS)),
    st.tuples(st.just("say"), st.sampled_from(QUADS), st.sampled_from(PREDICATES)),
)


def _mutated(mutations: list[tuple[str, ...]]) -> list[Quad]:
    quads = dict.fromkeys(QUADS)
    for how, quad, *rest in mutations:
        subject, predicate, object_, graph = quad
        if how in ("drop", "change"):
            quads.pop(quad, None)
        if how in ("change", "add"):
            quads[subject, predicate, rest[0], graph] = None
        if how == "say":
            quads[subject, rest[0], object_, graph] = None
    return list(quads)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(st.lists(MUTATIONS, min_size=1, max_size=12))
def test_both_engines_say_the_same_of_a_record_changed_at_random(mutations):
    quads = _mutated(mutations)
    assert validate(quads) == validate_standard(_lines(quads))


def test_both_engines_say_the_same_of_the_ideal_graph_of_115932(shared):
    ideal = (shared / "design" / "115932-ideal.ttl").read_bytes()
    results = validate_bytes(ideal, TURTLE)
    assert results == validate_standard(ideal, TURTLE)
    assert conforms(results)
    # The three visits of which the record does not say who proposed them, and no others.
    unproposed = Counter(
        result.focus_node.rsplit("/", 1)[1]
        for result in results
        if result.source_shape.endswith("#Proposal-proposerKnown>")
    )
    assert unproposed == {"p12>": 1, "p13>": 1, "p14>": 1}


@pytest.mark.parametrize(
    ("path", "converter"),
    [("samples/wilson/115932.txt", "wilson"), ("samples/frus/frus1958-60v18.xml", "tei")],
)
def test_both_engines_say_the_same_of_what_a_converter_makes(path, converter, root):
    _converts_and_conforms(root / "data" / "sources" / path, converter)


def test_both_engines_say_the_same_of_the_real_record_115932(shared):
    _converts_and_conforms(shared / "records" / "115932.txt", "wilson")


def _converts_and_conforms(file: Path, converter: str) -> None:
    """What ``kg convert | kg validate -`` does, with both engines."""
    arguments = ["convert", str(file), "--from", converter, "--format", "nquads", "-o", "-"]
    made = CliRunner().invoke(main, arguments)
    assert made.exit_code == 0
    results = validate_bytes(made.stdout_bytes)
    assert results == validate_standard(made.stdout_bytes)
    assert conforms(results)


# Shapes beyond ours: what the set-based engine compiles must mean what pySHACL takes it for.
SHAPES = {
    "inverse path": "s:S sh:targetClass ex:A ; sh:property [ sh:path [ sh:inversePath ex:p ] ; "
    "sh:minCount 1 ] .",
    "sequence path": "s:S sh:targetClass ex:A ; sh:property [ sh:path ( ex:p ex:q ) ; "
    "sh:maxCount 1 ] .",
    "alternative path": "s:S sh:targetClass ex:A ; sh:property [ "
    "sh:path [ sh:alternativePath ( ex:p ex:q ) ] ; sh:nodeKind sh:IRI ] .",
    "any number of steps": "s:S sh:targetClass ex:A ; sh:property [ "
    "sh:path [ sh:zeroOrMorePath ex:p ] ; sh:class ex:A ] .",
    "one of": "s:S sh:targetClass ex:A ; sh:xone ( [ sh:property [ sh:path ex:p ; sh:minCount 1 ] ]"
    " [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ) .",
    "all of": "s:S sh:targetClass ex:A ; sh:and ( [ sh:class ex:B ] [ sh:nodeKind sh:IRI ] ) .",
    "not": "s:S sh:targetSubjectsOf ex:q ; sh:not [ sh:class ex:B ] .",
    "values of another property": "s:S sh:targetObjectsOf ex:p ; sh:property [ sh:path ex:q ; "
    "sh:equals ex:p ; sh:disjoint ex:q ] .",
    "languages": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:name ; sh:uniqueLang true ; "
    'sh:languageIn ( "en" "de" ) ] .',
    "lengths": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:name ; sh:minLength 2 ; "
    'sh:maxLength 3 ; sh:pattern "^[a-z]+$" ; sh:flags "i" ] .',
    "bounds": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:n ; sh:minExclusive 1 ; "
    "sh:maxExclusive 3 ; sh:datatype xsd:integer ] .",
    "order": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:n ; sh:lessThan ex:m ] .",
    "a value": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:hasValue ex:b ] .",
    "literals": 's:S sh:targetClass ex:A ; sh:property [ sh:path ex:n ; sh:in ( 1 2 "a"@en ) ] .',
    "a node": "s:S sh:targetNode ex:a , ex:nowhere ; sh:property [ sh:path ex:p ; "
    "sh:node [ sh:property [ sh:path ex:q ; sh:minCount 1 ] ] ] .",
    "so many of a kind": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; "
    "sh:qualifiedValueShape [ sh:class ex:B ] ; sh:qualifiedMaxCount 0 ; "
    "sh:severity sh:Info ] .",
    "properties of values": "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; "
    "sh:property [ sh:path ex:q ; sh:minCount 1 ; sh:severity sh:Warning ] ] .",
    "switched off": "s:S sh:targetClass ex:A ; sh:deactivated true ; sh:nodeKind sh:Literal .",
}
DATA = """
ex:a a ex:A ; ex:p ex:b , ex:c ; ex:q ex:b , 5 ; ex:name "ab"@en , "abcd"@en , "é"@fr , "XY" ;
    ex:n 1 , 2 , "2" , "x"@en ; ex:m 2 .
ex:b a ex:B ; ex:q ex:a , ex:c .
ex:c a ex:A ; ex:p "text" ; ex:n 3 , 2.5 , "a"@en ; ex:name "ab" .
ex:d a ex:A , ex:B ; ex:q ex:d .
ex:B <http://www.w3.org/2000/01/rdf-schema#subClassOf> ex:C .
"""


@pytest.mark.parametrize("name", SHAPES)
def test_both_engines_take_shapes_of_your_own_alike(name):
    data, shapes = (PREFIXES + DATA).encode(), _shapes(SHAPES[name])
    results = validate_bytes(data, TURTLE, shapes=shapes)
    # But for the messages: without sh:message each engine has its own.
    assert _unsaid(results) == _unsaid(validate_standard(data, TURTLE, shapes=shapes))
    assert bool(results) is (name != "switched off")


def _unsaid(results: list[Result]) -> list[Result]:
    return in_order(replace(result, message="") for result in results)


def test_a_subclass_that_the_data_declares_counts():
    data = f"{PREFIXES}{DATA}".encode()
    shapes = _shapes("s:S sh:targetClass ex:C ; sh:nodeKind sh:Literal .")
    focus = {result.focus_node for result in validate_bytes(data, TURTLE, shapes=shapes)}
    assert focus == {"<https://example.org/b>", "<https://example.org/d>"}


@pytest.mark.parametrize(
    ("shapes", "said"),
    [
        ("s:S sh:targetClass ex:A ; sh:js s:code .", "shacl#js"),
        ("s:S sh:targetClass ex:A ; sh:minCout 1 .", "shacl#minCout"),
        ("s:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:datatype xsd:byte ] .", "byte"),
        ("s:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:minCount 9 ] .", "counts to 8"),
        ("s:S sh:targetClass ex:A ; sh:minCount 1 .", "needs a sh:path"),
        ("s:S sh:targetClass ex:A ; sh:class [ ] .", "of a blank node"),
        ("s:S sh:targetClass ex:A ; sh:in ( [ ] ) .", "of a blank node"),
        ("s:S sh:targetNode [ ] ; sh:nodeKind sh:IRI .", "the blank node"),
        (
            's:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:minCount "two" ] .',
            "no whole number",
        ),
        (
            "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:p ; sh:qualifiedMinCount 1 ] .",
            "needs a sh:qualifiedValueShape",
        ),
        ("s:S sh:targetClass ex:A ; sh:node s:S .", "contains itself"),
        ("s:S sh:targetClass ex:A ; sh:in ex:list .", "not a list"),
        ("s:S sh:targetClass ex:A ; sh:nodeKind sh:Iri .", "not a kind of node"),
        ("s:S sh:targetClass ex:A ; sh:class ex:B ; sh:severity sh:Fatal .", "not a severity"),
        ("s:S sh:targetClass ex:A ; sh:property [ sh:path [ ] ; sh:minCount 1 ] .", "not a path"),
        ("s:S sh:targetClass ex:A ; sh:sparql [ ] .", "sh:select"),
        ('s:S sh:targetClass ex:A ; sh:sparql [ sh:select "ASK { $this a ex:A }" ] .', "SELECT"),
        (
            's:S sh:targetClass ex:A ; sh:sparql [ sh:select "SELECT $this WHERE { $this ?p ?v '
            'SERVICE <http://localhost/> { ?v ?p ?v } }" ] .',
            "SERVICE",
        ),
        (
            's:S sh:targetClass ex:A ; sh:sparql [ sh:select "SELECT $this WHERE { $this no:p 1 }"'
            " ] .",
            "no query",
        ),
        ("s:C a sh:ConstraintComponent . s:S sh:targetClass ex:A .", "component of one's own"),
    ],
)
def test_what_the_set_based_engine_does_not_know_it_refuses(shapes, said):
    with pytest.raises(ShapeError, match=said):
        validate_bytes((PREFIXES + DATA).encode(), TURTLE, shapes=_shapes(shapes))


def test_graphs_are_seen_as_one():
    quads = [(s, p, o, f"<https://example.org/graph/{n}>") for n, (s, p, o, _) in enumerate(QUADS)]
    assert validate(quads) == validate(QUADS) == validate_bytes(_lines(quads))


def test_a_report_names_blank_nodes_by_the_labels_of_its_file():
    data = f"_:nobody <{PARLEY.text}> <https://example.org/> ; a <{PARLEY.Copy}> .".encode()
    focus = {result.focus_node for result in validate_bytes(data, TURTLE)}
    assert focus == {"_:nobody"}


def test_the_standard_engine_refuses_what_rdf_1_1_has_not():
    with pytest.raises(TermError, match=r"RDF 1\.1"):
        validate_standard(b"<a:> <a:> <<( <a:> <a:> <a:> )>> .", TURTLE)


def test_shapes_that_are_not_turtle_are_refused_with_file_and_line(tmp_path):
    (tmp_path / "bad.ttl").write_text("@prefix s: <https://example.org/> .\ns:S a .\n")
    with pytest.raises(ShapeError, match=r"bad\.ttl:2: not Turtle"):
        read(tmp_path)
    with pytest.raises(ShapeError, match="no shapes here"):
        read(tmp_path / "..")
    with pytest.raises(ShapeError, match="cannot be read"):
        read(tmp_path / "none.ttl")


def test_our_shapes_need_nothing_but_the_set_based_engine():
    assert validate_bytes(b"") == []
    assert len(our_shapes().triples) > 1000


# -------------------------------------------------------------------------------- quotations


def test_quotations_that_stand_in_the_text_give_no_result():
    assert check_quotes(TEXTS, QUADS) == []


def _changed(node: str, predicate: str, object_: str) -> list[Quad]:
    """Return the talk with another object for one node and predicate."""
    subject = f"<https://example.org/record/zenda/17#{node}>"
    kept = [quad for quad in QUADS if quad[:2] != (subject, f"<{predicate}>")]
    return [*kept, (subject, f"<{predicate}>", object_, GRAPH)]


def _integer(number: int) -> str:
    return literal(str(number), datatype=XSD.integer)


@pytest.mark.parametrize(
    ("quads", "shape"),
    [
        (_changed("ev-0-4.quote", OA.exact, literal("Sap!")), "Evidence-verbatim"),
        (_changed("ev-0-4.quote", OA.exact, literal("sapt")), "Evidence-verbatim"),
        (_changed("ev-0-4.quote", OA.exact, literal("Sap")), "Evidence-verbatim"),
        (_changed("ev-0-4.quote", OA.exact, "<https://example.org/Sapt>"), "Evidence-verbatim"),
        (_changed("ev-0-4.quote", OA.exact, literal("4", datatype=XSD.int)), "Evidence-verbatim"),
        (_changed("ev-0-4.quote", OA.prefix, literal("I, ")), "Evidence-verbatim"),
        (_changed("ev-0-4.quote", OA.suffix, literal(" said")), "Evidence-verbatim"),
        (_changed("ev-0-4.position", OA.start, _integer(1)), "Evidence-verbatim"),
        (_changed("ev-0-4.position", OA.end, _integer(99)), "Evidence-verbatim"),
        (_changed("ev-0-4.position", OA.start, literal("0")), "Evidence-checkable"),
        (_changed("ev-0-4", OA.hasSelector, "<https://example.org/none>"), "Evidence-checkable"),
        (_changed("ev-0-4", OA.hasSource, "<https://example.org/other>"), "Evidence-known"),
        (_changed("text", PARLEY.charLength, _integer(79)), "SourceText-length"),
        (_changed("text", "https://schema.org/sha256", literal("0" * 64)), "SourceText-hash"),
    ],
)
def test_a_quotation_that_is_not_in_its_text_is_a_violation(quads, shape):
    results = check_quotes(TEXTS, quads)
    assert {result.source_shape for result in results} == {
        f"<https://w3id.org/parley/shapes#{shape}>"
    }
    assert not conforms(results)


def test_a_text_that_is_not_at_hand_is_a_violation_for_all_that_cites_it():
    shapes = Counter(result.source_shape.rsplit("#")[1] for result in check_quotes({}, QUADS))
    assert shapes == {"SourceText-known>": 1, "Evidence-known>": 3}


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
@settings(max_examples=50, deadline=None, derandomize=True)
def test_every_slice_of_a_text_is_found_and_no_other(text, data):
    text = text.replace("\0", "")
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    other = data.draw(st.text(alphabet='ab"\\\n\té', min_size=1, max_size=3))
    quads = _evidence(start, end, text[start:end])
    assert check_quotes({"https://example.org/text": text}, quads) == []
    quads = _evidence(start, end, other)
    assert bool(check_quotes({"https://example.org/text": text}, quads)) is (
        other != text[start:end]
    )


def _evidence(start: int, end: int, quotation: str) -> list[Quad]:
    node, position, quote = (f"<https://example.org/{name}>" for name in ("ev", "at", "says"))
    return [
        (node, "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{PARLEY.Evidence}>", GRAPH),
        (node, f"<{OA.hasSource}>", "<https://example.org/text>", GRAPH),
        (node, f"<{OA.hasSelector}>", position, GRAPH),
        (node, f"<{OA.hasSelector}>", quote, GRAPH),
        (position, f"<{OA.start}>", _integer(start), GRAPH),
        (position, f"<{OA.end}>", _integer(end), GRAPH),
        (quote, f"<{OA.exact}>", literal(quotation, language="en"), GRAPH),
    ]


# ------------------------------------------------------------------------ results and reports


def test_only_a_violation_keeps_a_graph_from_conforming():
    assert conforms([_result(), _result(severity=Severity.INFO)])
    assert not conforms([_result(), _result(severity=Severity.VIOLATION)])


def test_results_are_in_one_order_however_they_came():
    results = [
        _result(severity=Severity.INFO),
        _result(value='"b"'),
        _result(value='"a"'),
        _result(severity=Severity.VIOLATION, focus_node="<https://example.org/z>"),
    ]
    ordered = [results[3], results[2], results[1], results[0]]
    assert in_order(results) == in_order(reversed(results)) == ordered


def test_the_text_report_groups_by_severity_and_says_what_to_do():
    bad = _result(
        severity=Severity.VIOLATION,
        path=f"[ sh:inversePath <{PARLEY.evidence}> ]",
        value=literal("x" * 200),
        message="point at it",
    )
    assert reports.text([_result(), bad]).splitlines() == [
        "Violation (1)",
        "  shapes:Conversation-dated: point at it",
        f'    https://example.org/talk  ^parley:evidence  "{"x" * 78}…',
        "Warning (1)",
        "  shapes:Conversation-dated: no date",
        "    https://example.org/talk  parley:date",
        "does not conform: 1 violation, 1 warning, 0 infos",
    ]


def test_the_turtle_report_is_the_standards():
    results = [_result(value='"1"'), _result(path="[ sh:inversePath <a:b> ]", message='"\n')]
    triples = {
        (str(quad.predicate), str(quad.object))
        for quad in pyoxigraph.parse(reports.turtle(results).encode(), format=TURTLE)
    }
    assert (f"<{SH.conforms}>", f'"false"^^<{XSD.boolean}>') in triples
    assert (f"<{SH.inversePath}>", "<a:b>") in triples
    assert (f"<{SH.resultSeverity}>", f"<{SH.Warning}>") in triples
    assert (f"<{SH.resultMessage}>", r'"\"\n"') in triples
    assert "sh:conforms true ." in reports.turtle([])


# ------------------------------------------------------------------------------- the command


def _run(*arguments: str, data: bytes | None = None):
    return CliRunner().invoke(main, ["validate", *arguments], input=data)


def _bad() -> bytes:
    return TALK.read_bytes().replace(
        b"parley:outcome voc:countered", b"parley:outcome voc:accepted"
    )


def test_the_command_exits_with_0_for_a_graph_without_violation():
    result = _run(str(TALK))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.endswith("conforms: 0 violations, 0 warnings, 0 infos\n")


@pytest.mark.parametrize("engine", ["auto", "set", "pyshacl"])
def test_the_command_exits_with_1_for_a_violation_and_names_it(engine):
    result = _run("-", "--engine", engine, data=_bad())
    assert result.exit_code == 1
    assert "shapes:Proposal-latestAnswer: the outcome is not that of its latest" in result.stdout


def test_the_command_writes_json_and_turtle():
    report = json.loads(_run("-", "--format", "json", data=_bad()).stdout)
    assert report["conforms"] is False
    assert report["results"][0]["focus_node"] == "<https://example.org/offer>"
    turtle = _run("-", "--format", "turtle", data=_bad()).stdout
    assert list(pyoxigraph.parse(turtle.encode(), format=TURTLE))


@pytest.mark.parametrize(
    ("suffix", "syntax"),
    [
        (".nt", pyoxigraph.RdfFormat.N_TRIPLES),
        (".nq", pyoxigraph.RdfFormat.N_QUADS),
        (".trig", pyoxigraph.RdfFormat.TRIG),
        (".ttl", TURTLE),
    ],
)
@pytest.mark.parametrize("how", ["file", "gzip", "pipe"])
def test_the_command_reads_each_syntax_from_file_gzip_and_pipe(suffix, syntax, how, tmp_path):
    graph = pyoxigraph.NamedNode("https://example.org/graph")
    quads = [
        pyoxigraph.Quad(q.subject, q.predicate, q.object, graph) if syntax.supports_datasets else q
        for q in pyoxigraph.parse(_bad(), format=TURTLE)
    ]
    data = pyoxigraph.serialize(quads, format=syntax)
    file = tmp_path / f"talk{suffix}{'.gz' if how == 'gzip' else ''}"
    file.write_bytes(gzip.compress(data) if how == "gzip" else data)
    result = _run("-", data=data) if how == "pipe" else _run(str(file))
    assert (result.exit_code, result.stderr) == (1, "")


def test_the_command_takes_shapes_of_your_own_and_says_when_it_needs_pyshacl(tmp_path):
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        PREFIXES + "s:S sh:targetClass ex:A ; sh:property [ sh:path ex:n ; sh:datatype xsd:byte ] ."
    )
    data = (PREFIXES + "ex:a a ex:A ; ex:n 5000 .").encode()
    auto = _run("-", "--shapes", str(shapes), data=data)
    assert auto.exit_code == 1
    assert "going on with pySHACL" in auto.stderr
    alone = _run("-", "--shapes", str(shapes), "--engine", "set", data=data)
    assert alone.exit_code == 2
    assert "cannot check" in alone.stderr


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("bad.ttl", b"@prefix x: <https://example.org/> .\nx:a x:b .\n", "bad.ttl:2: not Turtle"),
        ("bad.nt", b"<a:> <b:> <c d> .\n", "bad.nt:1: not N-Triples"),
        ("empty.ttl", b" \n", "empty.ttl: empty; give a graph"),
        ("talk.owl", b"<a:> <b:> <c:> .", "does not tell what it is; say --input-format"),
        ("cut.nq.gz", gzip.compress(b"<a:> <b:> <c:> .")[:-9], "not whole as gzip"),
        ("latin.nt", '<a:> <b:> "é" .'.encode("latin-1"), "latin.nt:1: not N-Triples"),
    ],
)
@pytest.mark.parametrize("engine", ["set", "pyshacl"])
def test_bad_input_gives_one_line_and_exit_code_2(name, data, said, engine, tmp_path):
    file = tmp_path / name
    file.write_bytes(data)
    result = _run(str(file), "--engine", engine)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_a_file_that_is_not_there_or_a_folder_gives_one_line(tmp_path):
    for file in (tmp_path / "none.ttl", tmp_path):
        result = _run(str(file))
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1


def test_help_has_an_example():
    assert "kg validate out/current/record/wilson/115932.ttl" in _run("--help").stdout


def test_a_build_does_not_wait_for_pyshacl():
    code = "import kg.validation, sys; sys.exit(not {'pyshacl', 'rdflib'}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
