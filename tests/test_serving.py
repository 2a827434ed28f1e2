import re
import subprocess
import sys
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import PublicationError, QueryError
from kg.serving import application, files, guard
from tests.servers import serving

RECORD = "record/wilson/115932"
HEAVY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


@pytest.fixture(scope="module")
def publication(tmp_path_factory, root):
    folder = tmp_path_factory.mktemp("served") / "out"
    command = [sys.executable, "-m", "kg", "build", "data/sources", "-o", str(folder), "-q"]
    subprocess.run(command, cwd=root, check=True)
    return folder


@pytest.fixture(scope="module")
def client(publication):
    with serving(publication) as address, httpx.Client(base_url=address, timeout=30) as client:
        yield client


def test_a_record_redirects_to_its_document_and_the_document_is_turtle(client):
    answer = client.get(RECORD, headers={"Accept": "text/turtle"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{RECORD}.ttl")
    assert answer.headers["vary"] == "Accept"
    document = client.get(f"{RECORD}.ttl")
    assert document.status_code == 200
    assert document.headers["content-type"].startswith("text/turtle")
    triples = list(ox.parse(document.content, format=ox.RdfFormat.TURTLE))
    assert len(triples) > 500


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("manifest.json", "application/json"),
        ("void.ttl", "text/turtle"),
        ("dump/dataset.nq.gz", "application/gzip"),
        (f"{RECORD}.nt", "application/n-triples"),
        ("SHA256SUMS", "application/octet-stream"),
    ],
)
def test_files_have_their_registered_type_a_tag_and_may_be_read_from_anywhere(client, path, kind):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.head(path).headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize(
    "path", ["store/CURRENT", "..%2f..%2f.lock", "%2e%2e/%2e%2e/shards", "nothing", "%00"]
)
def test_what_is_not_published_is_not_served(client, path):
    assert client.get(path).status_code == 404


def ask(client, query, **options):
    return client.get("sparql", params={"query": query}, **options)


def test_the_three_ways_to_send_a_query_have_one_answer(client):
    query = "SELECT (COUNT(*) AS ?n) { ?r a <https://w3id.org/parley/ns#ArchivalSource> }"
    json = {"Accept": "application/sparql-results+json"}
    answers = [
        ask(client, query, headers=json),
        client.post("sparql", data={"query": query}, headers=json),
        client.post(
            "sparql", content=query, headers=json | {"Content-Type": "application/sparql-query"}
        ),
    ]
    counts = [a.json()["results"]["bindings"][0]["n"]["value"] for a in answers]
    assert counts[0] == counts[1] == counts[2]
    assert int(counts[0]) > 1


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/csv", "text/csv"),
        ("application/sparql-results+xml", "application/sparql-results+xml"),
        ("text/tab-separated-values", "text/tab-separated-values"),
    ],
)
def test_the_answer_comes_in_the_form_asked_for(client, accept, kind):
    answer = ask(client, "SELECT ?s { ?s ?p ?o } LIMIT 1", headers={"Accept": accept})
    assert answer.headers["content-type"].startswith(kind)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"params": {"update": "CLEAR ALL"}}, 403),
        ({"data": {"update": "CLEAR ALL"}, "method": "POST"}, 403),
        (
            {
                "content": "CLEAR ALL",
                "headers": {"Content-Type": "application/sparql-update"},
                "method": "POST",
            },
            403,
        ),
        ({"params": {"query": "CLEAR ALL"}}, 400),
        ({"params": {"query": "SELECT nonsense"}}, 400),
        ({"params": [("query", "ASK {}"), ("query", "ASK {}")]}, 400),
        ({"content": "ASK {}", "headers": {"Content-Type": "text/html"}, "method": "POST"}, 415),
        (
            {
                "content": "",
                "headers": {"Content-Type": "application/sparql-query"},
                "method": "PUT",
            },
            405,
        ),
        ({"params": {"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }"}}, 400),
        ({"params": {"query": "ASK {" + "{" * 300 + "}" * 301}}, 400),
    ],
)
def test_what_is_no_query_is_refused_and_says_so(client, sent, status):
    sent = dict(sent)
    answer = client.request(sent.pop("method", "GET"), "sparql", **sent)
    assert answer.status_code == status


def test_a_query_past_its_deadline_gets_503_and_the_next_one_its_answer(publication):
    with serving(publication, "--deadline", "1") as address:
        late = httpx.get(f"{address}sparql", params={"query": HEAVY}, timeout=60)
        assert late.status_code == 503
        assert late.headers["content-type"] == "application/problem+json"
        assert "longer than 1 seconds" in late.json()["title"]
        after = httpx.get(f"{address}sparql", params={"query": "ASK { ?s ?p ?o }"}, timeout=60)
        assert after.status_code == 200


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_the_engine_ends_with_the_server(publication):
    before = _engines(publication)
    with serving(publication) as address:
        httpx.get(f"{address}sparql", params={"query": "ASK {}"}, timeout=30)
        assert len(_engines(publication)) == len(before) + 1
    assert _engines(publication) == before


def _engines(publication):
    """Return the processes that have the publication's store on their command line."""
    found = set()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            line = (process / "cmdline").read_text(errors="replace")
        except OSError:
            continue
        if "serve-read-only" in line and str(publication) in line:
            found.add(process.name)
    return found


def test_a_folder_without_a_release_is_named(tmp_path):
    with pytest.raises(PublicationError, match="no publication here"):
        application(tmp_path)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }",
        "select * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { ?s ?p '''it's''' . SERVICE <x:y> {} }",
        'SELECT * { ?s ?p "#" SERVICE <x:y> {} }',
        "SELECT * { \\u0053ERVICE <x:y> {} }",
        "SELECT * { ?s ?p ?o }#\nSERVICE <x:y> {}",
    ],
)
def test_a_federated_query_is_refused_however_it_is_written(query):
    with pytest.raises(QueryError, match="SERVICE"):
        guard.check(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?service ?p 'SERVICE' } # SERVICE",
        'PREFIX service: <x:y#SERVICE> SELECT * { ?s service:SERVICE "a \\" SERVICE" }',
        "SELECT * { ?s <x:SERVICE> '''SERVICE ' SERVICE''' }",
    ],
)
def test_the_word_alone_is_no_federation(query):
    guard.check(query)


@given(st.text(alphabet="{}()<>\"'#\\?: SERVICEservice\n", max_size=60))
def test_any_text_is_let_through_or_refused_in_one_line(text):
    message = "fine"
    try:
        guard.check(text)
    except QueryError as error:
        message = str(error)
    assert re.fullmatch(r"[^\n]+", message)


@pytest.mark.parametrize(
    ("accept", "there", "suffix"),
    [
        ("text/turtle", (".ttl", ".nt"), ".ttl"),
        ("", (".ttl", ".nt"), ".ttl"),
        ("*/*", (".html", ".ttl"), ".html"),
        ("application/n-triples;q=0.5, text/turtle;q=0.9", (".ttl", ".nt"), ".ttl"),
        ("text/html, text/turtle;q=0.1", (".ttl",), ".ttl"),
        ("text/turtle;q=0", (".ttl",), None),
        ("image/png", (".ttl",), None),
        ("text/turtle;q=x", (".ttl",), None),
        ("*/*", (), None),
    ],
)
def test_the_document_is_chosen_by_what_is_accepted_and_there(tmp_path, accept, there, suffix):
    for one in there:
        (tmp_path / f"d1{one}").touch()
    assert files.document(tmp_path / "d1", accept) == suffix
