"""``kg evaluate`` from end to end, on what an extractor wrote and on a published graph."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kg import terms
from kg.cli import main
from kg.cli.extract import as_json
from kg.evaluation.gold import GoldRecord
from kg.findings import Findings
from kg.graph import quads
from kg.records import Record

Write = Callable[..., Path]
Run = Callable[..., Result]


@pytest.fixture
def said(tmp_path: Path, record: Record, findings: Findings) -> Path:
    """The findings as ``kg extract`` writes them."""
    path = tmp_path / "said.jsonl"
    path.write_text(json.dumps(as_json(record, findings)) + "\n")
    return path


@pytest.fixture
def run(tmp_path: Path, gold: GoldRecord) -> Run:
    assert gold.id  # its files are written
    start = ["evaluate", "--gold", str(tmp_path), "--bootstrap", "50"]
    return lambda *given: CliRunner().invoke(main, [*start, *map(str, given)])


def figures(result: Result) -> dict[str, float]:
    values = json.loads(result.stdout)["all"]["values"]
    return {name: value["micro"] for name, value in values.items()}


def test_json_lines_and_graph_get_the_same_figures(
    run: Run, said: Path, tmp_path: Path, record: Record, findings: Findings
) -> None:
    dump = tmp_path / "dataset.nq.gz"
    lines = terms.lines(quads(record, findings).all())
    dump.write_bytes(gzip.compress("".join(lines).encode()))
    from_lines = run("--pred", said, "--format", "json")
    from_graph = run("--graph", dump, "--format", "json")
    assert (from_lines.exit_code, from_graph.exit_code) == (0, 0)
    assert figures(from_lines) == figures(from_graph)
    assert figures(from_lines)["proposals f1"] == 0.6667
    assert figures(from_lines)["evidence verbatim"] == 1.0


def test_the_same_measurement_gives_the_same_bytes(run: Run, said: Path) -> None:
    given = ("--pred", said, "--format", "json", "--by", "kind", "--errors", 9)
    first, second = run(*given), run(*given)
    assert first.exit_code == 0
    assert first.stdout == second.stdout


def test_the_table_shows_errors_with_their_passages(run: Run, said: Path) -> None:
    result = run("--pred", said, "--by", "volume", "--errors", 20)
    assert result.exit_code == 0
    assert "⟦told the Queen of Zenda on Monday" in result.stdout  # missed
    assert "⟦replied that 300 tons could be given⟧" in result.stdout  # false
    assert "proposer: gold Orlo Venn / said Ruritania" in result.stdout
    assert "PARTICIPANT MISSED  Mr. Tamm" in result.stdout
    assert "frus1999v01" in result.stdout


def test_only_the_errors_asked_for_are_listed(run: Run, said: Path) -> None:
    result = run("--pred", said, "--errors", 20, "--errors-of", "false", "--format", "json")
    assert [error["type"] for error in json.loads(result.stdout)["errors"]] == ["false"]


@pytest.mark.parametrize(
    ("thresholds", "code", "said_of_it"),
    [
        ('"proposals f1" = 0.6', 0, ""),
        ('"proposals f1" = 0.7', 1, "proposals f1: 0.6667, should be at least 0.7"),
        ('"calibration ece" = 0.01', 1, "calibration ece: "),
        ('"planned conversations f1" = 0.5', 1, "nothing to measure"),
        ('"proposals f2" = 0.7', 2, "no such measure"),
        ('"proposals f1" = 70', 2, "not a number from 0 to 1"),
        ("proposals f1", 2, "not a file of thresholds"),
        ("", 2, "no thresholds in it"),
    ],
)
def test_thresholds_decide_the_exit_code(
    run: Run, said: Path, tmp_path: Path, thresholds: str, code: int, said_of_it: str
) -> None:
    path = tmp_path / "gates.toml"
    path.write_text(thresholds)
    result = run("--pred", said, "--fail-under", path)
    assert result.exit_code == code
    assert said_of_it in result.stderr


def test_an_error_of_the_gold_is_told_and_exits_with_one(
    answer: dict[str, object], write: Write, run: Run, said: Path
) -> None:
    answer["proposals"][0]["quote"] = "nowhere"  # type: ignore[index]
    write(answer)
    result = run("--pred", said)
    assert result.exit_code == 1
    assert "proposals[0] 'p1': the quote 'nowhere' is not in the reading text" in result.stderr


def test_a_record_without_an_answer_counts_as_missed(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("\n")
    result = run("--pred", empty, "--format", "json")
    assert "all missed" in result.stderr
    assert figures(result)["proposals recall"] == 0.0


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"key": 1}',
        '{"key": "frus/frus1999v01/d1"}',
        '{"key": "frus/frus1999v01/d1", "agents": [{"id": "a"}], "conversations": []}',
        '{"key": "frus/frus1999v01/d1", "agents": {}, "conversations": []}',
        '{"key": "frus/frus1999v01/d1", "a": {"in": "text", "start": 1e99, "quote": "x"}}',
        '{"key": "frus/frus1999v01/d1", "a": {"in": "text", "start": 99999999, "quote": "x"}}',
    ],
)
def test_a_broken_line_is_one_line(run: Run, tmp_path: Path, line: str) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text(line)
    result = run("--pred", path)
    assert result.exit_code == 2
    assert f"{path}:1: not a line of kg extract" in result.stderr


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("--extractor", "oracle"), "no extractor 'oracle'"),
        (("--only", "nothing*"), "no kg-gold/2 file named like nothing*"),
        (("--sources", "nowhere.xml"), "nowhere.xml: no such file"),
        (("--graph", "nowhere.nq"), "nowhere.nq: no such file"),
        (("--pred", "nowhere.jsonl"), "nowhere.jsonl: cannot be read"),
        (("--graph", "a", "--pred", "b"), "give one of them"),
    ],
)
def test_a_wrong_option_is_one_line(run: Run, given: tuple[str, ...], message: str) -> None:
    result = run(*given)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


def test_an_extractor_runs_on_the_texts(run: Run) -> None:
    result = run("--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["speed"]["cpu_seconds"] is not None


def test_sources_that_no_converter_reads_are_named(run: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.bin"
    page.write_bytes(b"\0")
    result = run("--sources", page)
    assert result.exit_code == 2
    assert "page.bin" in result.stderr
