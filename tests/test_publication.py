import gzip
import json

import pyoxigraph as ox
import pytest

from kg import graph, iris
from kg.errors import ConfigError
from kg.namespaces import BASE, SKOS
from kg.publication import merging, read_dataset
from kg.publication.description import void
from kg.publication.dumps import Statistics, gzipped, write_quads
from kg.publication.turtle import n_triples, turtle
from kg.terms import lines
from tests.samples import FINDINGS, RECORD

QUADS = graph.quads(RECORD, FINDINGS)
LINES = lines(QUADS.all())

DATASET = """
title = "Made-up talks"
description = "A test."
version = "1.2.3"
licence = "https://creativecommons.org/licenses/by/4.0/"
base = "https://x.example/"
creator = "Nobody"
issued = "2000-01-01"
keywords = ["salt"]
"""


def triples(text, form):
    return {(t.subject, t.predicate, t.object) for t in ox.parse(text.encode(), format=form)}


@pytest.fixture
def dataset(tmp_path):
    path = tmp_path / "dataset.toml"
    path.write_text(DATASET)
    return read_dataset(path)


def shard(folder, key, *, file, status="converted"):
    """Lay out a shard with one record."""
    folder.mkdir()
    name = f"<{iris.record(key)}>"
    mine = [f'{name} <https://x.example/p> "{file}" {name} .\n']
    for part in ("quads.nq", "sorted.nq"):
        (folder / part).write_text("".join(mine))
    (folder / "agents.nq").write_text("")
    row = {"key": key, "file": file, "status": status}
    description = {"file": file, "collection": "c", "digest": file, "documents": [row]}
    (folder / "shard.json").write_text(json.dumps(description))
    return folder


def test_turtle_and_n_triples_hold_the_same_triples_and_parse_strictly():
    written = triples(turtle(LINES, {"this": f"{BASE}record/made-up/v1/d1#"}), ox.RdfFormat.TURTLE)
    assert written == triples(n_triples(LINES), ox.RdfFormat.N_TRIPLES)
    assert len(written) > 100


def test_turtle_begins_with_the_record_and_ends_with_its_evidence():
    text = turtle(LINES)
    order = [text.index(word) for word in ("ArchivalSource", "a parley:Conversation", "oa:exact")]
    assert order == sorted(order)
    assert "a parley:ArchivalSource" in text


def test_turtle_does_not_depend_on_the_order_of_the_lines():
    assert turtle(LINES) == turtle(list(reversed(LINES)))


def test_turtle_declares_only_what_it_uses():
    assert "@prefix void:" not in turtle(LINES)
    assert "@prefix parley:" in turtle(LINES)


def test_merged_lines_are_sorted_and_each_stands_once(tmp_path):
    folders = [shard(tmp_path / n, f"c/{n}", file=n) for n in ("b", "a")]
    found = list(merging.merged(merging.parts(folders), BASE))
    assert len(found) == 2
    assert found == sorted(found)


def test_of_two_records_with_one_key_the_first_is_published_and_the_other_accounted_for(tmp_path):
    folders = [shard(tmp_path / n, "c/one", file=n) for n in ("first", "second")]
    parts = merging.parts(folders)
    assert [row["status"] for part in parts for row in part.documents] == [
        "converted",
        "quarantined",
    ]
    assert "already given by first" in parts[1].documents[0]["reason"]
    (line,) = merging.merged(parts, BASE)
    assert '"first"' in line


def test_an_agent_called_by_two_names_has_one_preferred_label(tmp_path):
    folder = shard(tmp_path / "s", "c/one", file="f")
    ada = f"<{BASE}person/a>"
    g = f"<{iris.graph('agents')}>"
    (folder / "agents.nq").write_text(
        "".join(f'{ada} <{SKOS.prefLabel}> "{name}" {g} .\n' for name in ("Ada", "Ada B."))
    )
    found = merging.agents(merging.parts([folder]))
    assert sum(SKOS.prefLabel in line for line in found) == 1
    assert sum(SKOS.altLabel in line for line in found) == 1


def test_a_dump_has_the_same_bytes_whatever_it_is_called(tmp_path):
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        write_quads(tmp_path / name / name, LINES, evidence=tmp_path / name / "evidence")
    one, other = (tmp_path / name / name for name in ("one", "other"))
    assert one.read_bytes() == other.read_bytes()
    assert gzip.decompress(one.read_bytes()).decode() == "".join(LINES)
    evidence = gzip.decompress((tmp_path / "one" / "evidence").read_bytes()).decode()
    assert evidence == "".join(lines(QUADS.evidence))


def test_statistics_count_distinct_triples_and_subjects():
    twice = [*LINES, *(line.replace("/graph/agents>", "/graph/other>") for line in LINES)]
    statistics = Statistics()
    assert list(statistics.counting(sorted(set(twice)))) == sorted(set(twice))
    distinct = triples(n_triples(LINES), ox.RdfFormat.N_TRIPLES)
    assert statistics.triples == len(distinct)
    assert statistics.subjects == len({s for s, _, _ in distinct})
    assert sum(statistics.properties.values()) == len(distinct)


def test_the_description_counts_what_the_dump_holds_and_names_the_one_version(dataset):
    statistics = Statistics()
    list(statistics.counting(LINES))
    text = turtle(void(dataset.released(["d"]), statistics))
    assert f"void:triples {statistics.triples}" in text
    assert f'owl:versionInfo "{dataset.released(["d"]).version}"' in text
    assert dataset.released(["d"]).version.startswith("1.2.3-")


def test_the_version_names_the_content_and_not_its_order(dataset):
    assert dataset.released(["a", "b"]) == dataset.released(["b", "a"])
    assert dataset.released(["a"]) != dataset.released(["b"])


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('version = "1.2.3"\n', "", "version is missing"),
        ('"1.2.3"', "1", "version is missing or not a text"),
        ('["salt"]', '"salt"', "keywords is not a list"),
        ("title", "titel", "unknown key 'titel'"),
        ("x.example/", "x.example", "must end with a slash"),
        ("title =", "title", "dataset.toml"),
    ],
)
def test_a_wrong_description_is_one_line_that_names_the_key(tmp_path, old, new, message):
    path = tmp_path / "dataset.toml"
    path.write_text(DATASET.replace(old, new, 1))
    with pytest.raises(ConfigError, match=message) as raised:
        read_dataset(path)
    assert "\n" not in str(raised.value)


def test_gzip_can_be_read_back(tmp_path):
    with gzipped(tmp_path / "x.gz") as file:
        file.write(b"salt")
    assert gzip.decompress((tmp_path / "x.gz").read_bytes()) == b"salt"
