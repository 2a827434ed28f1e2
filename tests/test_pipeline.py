import fcntl
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import converters, pipeline, shards
from kg.errors import PublicationError, SourceError
from kg.extraction import extract
from kg.records import Excluded, Record, Refused
from kg.shards import reading
from tests.samples import FINDINGS, RECORD

SAMPLES = Path("data") / "sources"


def documents(output):
    report = json.loads((output / "current" / "report.json").read_text())
    return report, {row["key"]: row for row in report["documents"]}


@pytest.fixture
def made_up(monkeypatch, tmp_path):
    """A folder of files that a made-up converter reads: each line is one document."""

    def convert(path):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match line.split(" ", 1):
                case ["record", key]:
                    yield replace(RECORD, identifier=key, line=number)
                case ["excluded", key]:
                    yield Excluded(key=f"made-up/{key}", reason="a letter", line=number)
                case ["refused", key]:
                    yield Refused(key=f"made-up/{key}", message="half a document", line=number)
                case ["bug", _]:
                    raise KeyError("our mistake")
                case _:
                    remedy = "write record, excluded or refused"
                    raise SourceError(path, "no document", line=number, remedy=remedy)

    monkeypatch.setattr(converters, "find", lambda name: convert)
    monkeypatch.setattr(converters, "recognise", lambda path: "wilson")
    monkeypatch.setattr(reading, "extract", lambda record: FINDINGS)
    folder = tmp_path / "records"
    folder.mkdir()
    return folder


def test_every_document_comes_to_one_end_and_the_report_says_which(made_up, tmp_path):
    (made_up / "a").write_text("record d1\nexcluded d2\nrefused d3\n")
    (made_up / "b").write_text("record d4\nnonsense\n")
    (made_up / "c").write_text("bug here\n")
    found = pipeline.build([made_up], tmp_path / "out")
    report, rows = documents(tmp_path / "out")
    statuses = {key.rpartition("/")[2]: row["status"] for key, row in rows.items()}
    assert statuses == {
        "d1": "converted",
        "d2": "excluded",
        "d3": "quarantined",
        "d4": "converted",
        "b": "quarantined",
        "c": "quarantined",
    }
    assert report["summary"]["documents"] == {
        "read": 6,
        "converted": 2,
        "excluded": 1,
        "quarantined": 3,
    }
    assert len(found.quarantined) == 3
    assert all("\n" not in line for line in found.quarantined)
    assert any("b:2: no document; write record" in line for line in found.quarantined)


def test_a_violation_keeps_a_record_out_and_the_run_goes_on(made_up, tmp_path, monkeypatch):
    wrong = replace(FINDINGS.proposals[0], addressee=FINDINGS.proposals[0].speaker)
    answers = {"d1": replace(FINDINGS, proposals=(wrong,)), "d2": FINDINGS}
    monkeypatch.setattr(reading, "extract", lambda record: answers[record.identifier])
    (made_up / "a").write_text("record d1\nrecord d2\n")
    pipeline.build([made_up], tmp_path / "out")
    _, rows = documents(tmp_path / "out")
    d1, d2 = (next(r for k, r in rows.items() if k.endswith(n)) for n in ("d1", "d2"))
    assert (d1["status"], d2["status"]) == ("quarantined", "converted")
    assert any(result["severity"] == "Violation" for result in d1["results"])
    assert not list((tmp_path / "out" / "current" / "record").rglob("d1.*"))
    dump = (tmp_path / "out" / "current" / "store").parent / "dump" / "dataset.nq.gz"
    quads = subprocess.run(["gzip", "-dc", dump], capture_output=True, check=True).stdout.decode()
    assert "/record/wilson/d2>" in quads
    assert "/wilson/d1" not in quads


def test_a_quotation_that_is_not_in_the_text_quarantines_its_record(made_up, tmp_path, monkeypatch):
    real = reading.graph.quads

    def lying(record, findings, base):
        quads = real(record, findings, base)
        evidence = tuple((s, p, o.replace("salt", "gold"), g) for s, p, o, g in quads.evidence)
        return replace(quads, evidence=evidence)

    monkeypatch.setattr(reading.graph, "quads", lying)
    (made_up / "a").write_text("record d1\nexcluded d2\n")
    found = pipeline.build([made_up], tmp_path / "out")
    assert len(found.quarantined) == 1
    assert "d1" in found.quarantined[0]


def test_when_nothing_can_be_read_the_release_before_stays(made_up, tmp_path):
    (made_up / "a").write_text("record d1\n")
    pipeline.build([made_up], tmp_path / "out")
    before = (tmp_path / "out" / "current").resolve()
    (made_up / "a").write_text("nonsense\n")
    with pytest.raises(pipeline.NothingReadError, match="a:1: no document; write record"):
        pipeline.build([made_up], tmp_path / "out")
    assert (tmp_path / "out" / "current").resolve() == before


def test_a_second_build_makes_no_shard_again_and_a_changed_file_only_its_own(made_up, tmp_path):
    (made_up / "a").write_text("record d1\n")
    (made_up / "b").write_text("record d2\n")
    assert pipeline.build([made_up], tmp_path / "out").unchanged == 0
    assert pipeline.build([made_up], tmp_path / "out").unchanged == 2
    (made_up / "b").write_text("record d3\n")
    assert pipeline.build([made_up], tmp_path / "out").unchanged == 1
    assert len(list((tmp_path / "out" / "shards").iterdir())) == 2


def test_a_second_build_in_the_same_folder_ends_at_once_and_names_the_first(made_up, tmp_path):
    (made_up / "a").write_text("record d1\n")
    out = tmp_path / "out"
    out.mkdir()
    with (out / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write("4711")
        lock.flush()
        with pytest.raises(PublicationError, match=r"another build holds it .process 4711"):
            pipeline.build([made_up], out)


def test_a_folder_that_cannot_be_written_is_named(made_up, tmp_path):
    (made_up / "a").write_text("record d1\n")
    (tmp_path / "file").write_text("")
    with pytest.raises(PublicationError, match=r"file.*cannot be written"):
        pipeline.build([made_up], tmp_path / "file" / "out")


def test_a_file_of_many_records_is_one_shard_whatever_the_batch(made_up, tmp_path, monkeypatch):
    (made_up / "a").write_text("".join(f"record d{n}\n" for n in (*range(9), 3)))
    sums = []
    for size in (100, 2):
        monkeypatch.setattr(shards, "BATCH", size)
        pipeline.build([made_up], tmp_path / str(size))
        sums.append((tmp_path / str(size) / "current" / "SHA256SUMS").read_text())
    assert sums[0] == sums[1]
    report, _ = documents(tmp_path / "2")
    assert report["summary"]["documents"]["converted"] == 9
    assert report["summary"]["documents"]["quarantined"] == 1


def build(output, workers, seed, root):
    command = [sys.executable, "-m", "kg", "build", str(SAMPLES), "-o", str(output)]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    subprocess.run(
        [*command, "--workers", str(workers), "-q"], env=environment, check=True, cwd=root
    )


@pytest.fixture(scope="module")
def published(tmp_path_factory, root):
    """The sample records, published twice: one worker and two, with different hash seeds."""
    folder = tmp_path_factory.mktemp("published")
    build(folder / "one", 1, 1, root)
    build(folder / "two", 2, 7, root)
    return folder


def test_workers_and_hash_seed_change_no_byte(published):
    one, two = (published / n / "current" / "SHA256SUMS" for n in ("one", "two"))
    assert one.read_text() == two.read_text()
    assert len(one.read_text().splitlines()) > 20


def test_the_hashes_are_those_of_the_files(published):
    subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"],
        cwd=published / "one" / "current",
        check=True,
    )


def test_the_release_holds_what_the_architecture_promises(published):
    release = published / "one" / "current"
    promised = (
        "dump/dataset.nq.gz",
        "dump/dataset.ttl.gz",
        "dump/evidence.nq.gz",
        "record/wilson/115932.ttl",
        "record/wilson/115932.nt",
        "manifest.json",
        "report.json",
        "void.ttl",
        "ontology/parley.ttl",
        "queries/declined-proposals.rq",
    )
    assert [name for name in promised if not (release / name).is_file()] == []
    assert (release / "store").is_dir()


def test_the_dump_parses_strictly_has_no_blank_node_and_is_what_the_store_holds(published):
    release = published / "one" / "current"
    dump = subprocess.run(
        ["gzip", "-dc", release / "dump" / "dataset.nq.gz"], capture_output=True, check=True
    ).stdout
    quads = list(ox.parse(dump, format=ox.RdfFormat.N_QUADS))
    assert not any(isinstance(t, ox.BlankNode) for q in quads for t in (q.subject, q.object))
    assert dump.splitlines() == sorted(dump.splitlines())
    assert len(ox.Store.read_only(str(release / "store"))) == len(quads) == len(set(quads))


def test_the_files_of_a_record_hold_the_triples_of_its_graphs(published):
    release = published / "one" / "current"
    store = ox.Store.read_only(str(release / "store"))
    name = "https://w3id.org/parley/record/wilson/115932"
    for graph in (name, f"{name}/evidence"):
        for form, suffix in ((ox.RdfFormat.TURTLE, "ttl"), (ox.RdfFormat.N_TRIPLES, "nt")):
            path = release / "record" / "wilson" / f"115932.{suffix}"
            file = {(t.subject, t.predicate, t.object) for t in ox.parse(path=path, format=form)}
            quads = store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
            assert {(q.subject, q.predicate, q.object) for q in quads} <= file


def test_nobody_can_take_a_retelling_for_the_archives_words(published):
    text = (published / "one" / "current" / "record" / "wilson" / "115932.ttl").read_text()
    assert "this:retelling a parley:SourceText" in text
    assert "prov:wasDerivedFrom <https://digitalarchive.wilsoncenter.org" in text
    assert "this:text " not in text


@pytest.mark.parametrize("moment", [0.3, 0.8, 1.5])
def test_a_killed_build_leaves_no_half_and_the_next_one_the_same_bytes(
    published, tmp_path, root, moment
):
    command = [sys.executable, "-m", "kg", "build", str(SAMPLES), "-o", str(tmp_path), "-q"]
    process = subprocess.Popen(command, cwd=root)
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if (tmp_path / "current").exists():
        assert (tmp_path / "current" / "SHA256SUMS").is_file()
    build(tmp_path, 1, 0, root)
    one = published / "one" / "current" / "SHA256SUMS"
    assert (tmp_path / "current" / "SHA256SUMS").read_text() == one.read_text()
    assert len(list((tmp_path / "releases").iterdir())) == 1


def test_a_reader_of_the_old_release_is_not_disturbed(published, tmp_path, root):
    shutil.copytree(published / "one", tmp_path / "out", symlinks=True)
    store = ox.Store.read_only(str(tmp_path / "out" / "current" / "store"))
    count = len(store)
    source = tmp_path / "one.txt"
    shutil.copy(next((root / SAMPLES).rglob("115932.txt")), source)
    command = [sys.executable, "-m", "kg", "build", str(source), "-o", str(tmp_path / "out"), "-q"]
    subprocess.run(command, cwd=root, check=True)
    assert len(store) == count
    assert len(ox.Store.read_only(str(tmp_path / "out" / "current" / "store"))) < count


def test_the_real_record_is_read_whole(shared):
    (record,) = converters.find("wilson")(shared / "records" / "115932.txt")
    assert isinstance(record, Record)
    assert len(extract(record).conversations) >= 5
