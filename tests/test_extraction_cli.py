"""``kg extract``: JSON lines with exact quotations, and honest exit codes."""

import json

from click.testing import CliRunner

from kg.cli import main


def test_missing_file_is_one_line_and_exit_code_two():
    result = CliRunner().invoke(main, ["extract", "nowhere.xml"])
    assert result.exit_code == 2
    assert "nowhere.xml" in result.output
    assert "Traceback" not in result.output


def test_unknown_format_is_one_line_and_exit_code_two():
    result = CliRunner().invoke(main, ["extract", "nowhere.xml", "--from", "papyrus"])
    assert result.exit_code == 2
    assert "papyrus" in result.output


def test_help_has_an_example():
    assert "Example:" in CliRunner().invoke(main, ["extract", "--help"]).output


def test_every_quotation_is_the_text_at_its_offsets(shared, tmp_path):
    path, output = shared / "records" / "115932.txt", tmp_path / "found.jsonl"
    result = CliRunner().invoke(
        main, ["extract", str(path), "--from", "wilson", "-o", str(output)]
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    (line,) = output.read_text("utf-8").splitlines()
    found = json.loads(line)
    text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    spans = list(_spans(found))
    assert len(spans) > 40
    assert all(text[s["start"] : s["end"]] == s["quote"] for s in spans if s["in"] == "text")
    assert found["key"].endswith("/115932")


def _spans(value):
    if isinstance(value, dict):
        if "quote" in value:
            yield value
        for item in value.values():
            yield from _spans(item)
    elif isinstance(value, list):
        for item in value:
            yield from _spans(item)
