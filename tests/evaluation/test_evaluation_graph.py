"""A published graph gets the marks of the findings it was made from."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from kg import terms
from kg.errors import ConfigError
from kg.evaluation.answers import read_gold
from kg.evaluation.gold import GoldRecord
from kg.evaluation.measures import MEASURES, measure
from kg.evaluation.predictions import from_findings
from kg.evaluation.published import predictions_in
from kg.evaluation.readings import findings_for, records_of
from kg.evaluation.scoring import score
from kg.evaluation.texts import Alignment
from kg.extraction import extract
from kg.findings import Findings
from kg.graph import quads
from kg.records import Record


def publish(folder: Path, record: Record, findings: Findings) -> Path:
    dump = folder / "out" / "current" / "dump" / "dataset.nq.gz"
    dump.parent.mkdir(parents=True)
    lines = terms.lines(quads(record, findings).all())
    dump.write_bytes(gzip.compress("".join(lines).encode(), mtime=0))
    return folder / "out"


def test_graph_and_findings_get_the_same_marks(
    tmp_path: Path, gold: GoldRecord, record: Record, findings: Findings
) -> None:
    graph = predictions_in(publish(tmp_path, record, findings), [gold])[gold.id]
    direct = from_findings(record, findings, Alignment(record.text, gold.text))
    ours, theirs = score(gold, graph).counts(), score(gold, direct).counts()
    assert measure([ours], MEASURES) == measure([theirs], MEASURES)
    assert ours["found"] == 2
    assert ours["quotes verbatim"] == ours["quotes"] > 0


def test_offsets_in_another_edition_are_found_by_search(
    tmp_path: Path, gold: GoldRecord, record: Record, findings: Findings
) -> None:
    longer = replace(
        gold,
        text="A line more.\n" + gold.text,
        proposals=tuple(
            replace(p, places=tuple((a + 13, b + 13) for a, b in p.places)) for p in gold.proposals
        ),
    )
    graph = predictions_in(publish(tmp_path, record, findings), [longer])[gold.id]
    assert (graph.lost, graph.shifted) == (0, graph.quotes)
    assert score(longer, graph).counts()["found"] == 2


def test_a_quote_that_is_not_at_its_offsets_is_not_verbatim(
    tmp_path: Path, gold: GoldRecord, record: Record, findings: Findings
) -> None:
    dump = publish(tmp_path, record, findings) / "current" / "dump" / "dataset.nq.gz"
    told = gzip.decompress(dump.read_bytes()).decode()
    lie = told.replace('"replied that 300 tons could be given"', '"replied that no tons at all be"')
    assert lie != told
    dump.write_bytes(gzip.compress(lie.encode()))
    graph = predictions_in(dump, [gold])[gold.id]
    assert graph.verbatim == graph.quotes - 1


def test_a_record_that_is_not_published_is_not_in_the_answer(
    tmp_path: Path, gold: GoldRecord, record: Record, findings: Findings
) -> None:
    other = replace(gold, id="frus1999v01_d2")
    assert predictions_in(publish(tmp_path, record, findings), [other]) == {}


@pytest.mark.parametrize("content", [b"no quads", b"\x1f\x8b\x08broken", gzip.compress(b"<a> <b")])
def test_a_broken_dump_is_one_line(tmp_path: Path, gold: GoldRecord, content: bytes) -> None:
    dump = tmp_path / "dataset.nq.gz"
    dump.write_bytes(content)
    with pytest.raises(ConfigError, match=r"dataset\.nq\.gz"):
        predictions_in(dump, [gold])
    with pytest.raises(ConfigError, match="no dump"):
        predictions_in(tmp_path / "..", [gold])


def test_real_records_get_the_same_marks_from_graph_and_findings(
    tmp_path: Path, shared: Path
) -> None:
    gold, _, _ = read_gold(shared / "gold", shared / "gold" / "text", only="frus1964-68v14*")
    volume = shared / "corpora" / "frus" / "frus1964-68v14.xml"
    records = records_of([volume], gold)
    assert {key: record.text for key, record in records.items()} == {g.key: g.text for g in gold}
    lines = terms.lines(q for r in records.values() for q in quads(r, extract(r)).all())
    dump = tmp_path / "dataset.nq"
    dump.write_text("".join(lines))
    graph = predictions_in(dump, gold)
    names = [name for name in MEASURES if name != "evidence verbatim"]  # the graph cites more
    ours = measure([score(g, graph[g.id]).counts() for g in gold], names)
    found = [findings_for(g, extract, records).prediction for g in gold]
    theirs = [score(g, prediction).counts() for g, prediction in zip(gold, found, strict=True)]
    assert ours == measure(theirs, names)
    assert all(prediction.verbatim == prediction.quotes for prediction in graph.values())
