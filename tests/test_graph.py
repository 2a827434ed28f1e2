from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg import graph
from kg.namespaces import BASE, BIBO, OA, PARLEY, RICO, SCHEMA
from kg.records import Statement
from kg.terms import lines
from tests.samples import FINDINGS, RECORD, TEXT

RECORD_IRI = f"{BASE}record/made-up/v1/d1"


@pytest.fixture(scope="module")
def store():
    loaded = ox.Store()
    quads = "".join(lines(graph.quads(RECORD, FINDINGS).all()))
    loaded.load(quads.encode(), format=ox.RdfFormat.N_QUADS)
    return loaded


def ask(store, where):
    prefixes = {"": str(PARLEY), "oa": str(OA), "rico": str(RICO), "schema": str(SCHEMA)}
    query = f"SELECT * WHERE {{ {where} }}"
    found = store.query(query, prefixes=prefixes, use_default_graph_as_union=True)
    names = [v.value for v in found.variables]
    return [{name: row[name].value for name in names} for row in found]


def test_there_is_no_blank_node(store):
    terms = [term for quad in store for term in (quad.subject, quad.object)]
    assert terms
    assert not [term for term in terms if isinstance(term, ox.BlankNode)]


def test_every_quotation_is_the_slice_its_offsets_name(store):
    rows = ask(store, "?e oa:hasSelector ?p, ?q . ?p oa:start ?s ; oa:end ?t . ?q oa:exact ?x")
    assert len(rows) >= 8
    assert all(TEXT[int(row["s"]) : int(row["t"])] == row["x"] for row in rows)


def test_evidence_lies_in_a_graph_of_its_own(store):
    graphs = {
        quad.graph_name.value
        for quad in store.quads_for_pattern(None, ox.NamedNode(OA.exact), None, None)
    }
    assert graphs == {f"{RECORD_IRI}/evidence"}


def test_a_corrected_date_keeps_both_readings(store):
    (row,) = ask(
        store,
        "?new <http://www.w3.org/ns/prov#wasRevisionOf> ?old ; :date ?to . ?old :date ?from . "
        "?talk :dateAssertion ?new ; :date ?accepted",
    )
    assert (row["from"], row["to"], row["accepted"]) == ("1911-05-02", "1911-06-02", "1911-06-02")


def test_the_hierarchy_of_the_archive_leads_from_the_record_to_its_holder(store):
    (row,) = ask(
        store,
        f"<{RECORD_IRI}> rico:isOrWasIncludedIn ?file . ?file rico:isOrWasIncludedIn ?fonds . "
        "?fonds rico:hasOrHadHolder ?holder ; rico:identifier ?words",
    )
    assert row["file"] == f"{BASE}archive/Archive_of_Freedonia/F._07/D._3"
    assert row["words"] == "Archive of Freedonia, F. 07"


def test_the_recipient_of_a_copy_is_the_participant_of_that_name(store):
    (row,) = ask(store, "?copy rico:hasAddressee ?lund . ?p :agent ?lund ; :asWritten ?written")
    assert row["written"] == "Ambassador Lund"


def test_the_answer_points_at_the_proposal_and_its_amount(store):
    (row,) = ask(store, "?r :respondsTo ?p . ?p :quantity ?q . ?q schema:value ?n ; :per ?d")
    assert (row["n"], row["d"]) == ("40", "P1Y")


def test_a_retelling_has_a_text_of_its_own_and_says_what_it_retells():
    retold = graph.quads(replace(RECORD, retelling=True), FINDINGS).all()
    text = f"<{RECORD_IRI}#retelling>"
    properties = {p for s, p, o, g in retold if s == text}
    assert "<http://www.w3.org/ns/prov#wasDerivedFrom>" in properties
    assert f"<{SCHEMA.url}>" not in properties
    translator = Statement(value="T. Lator")
    edition = graph.quads(replace(RECORD, retelling=True, translators=(translator,)), FINDINGS)
    (subject,) = {s for s, p, _, _ in edition.record if p == f"<{BIBO.translator}>"}
    assert subject == "<https://archive.example/d1>"
    assert not [quad for quad in retold if f"<{RECORD_IRI}#text>" in quad]


def test_the_same_record_gives_the_same_quads_in_the_same_order():
    assert graph.quads(RECORD, FINDINGS) == graph.quads(RECORD, FINDINGS)


def test_a_finding_that_names_nobody_is_refused():
    wrong = replace(FINDINGS, agents=FINDINGS.agents[1:])
    with pytest.raises(ValueError, match="unknown agent 'Orsini'"):
        graph.quads(RECORD, wrong)
