"""The command as a person meets it: exit codes, one line for what went wrong, help that helps."""

import json
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, main


def kg(*words, **options):
    return CliRunner().invoke(main, [str(word) for word in words], **options)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_it_does_and_shows_an_example(name):
    shown = kg(name, "--help")
    assert shown.exit_code == 0
    assert re.search(rf"^  (Example: )?kg {name} ", shown.output, re.MULTILINE)


def test_an_unknown_command_is_trouble():
    assert kg("publsh").exit_code == 2


def write(path, content):
    path.write_bytes(content)
    return path


BAD = {
    "empty.txt": b"",
    "empty.xml": b"",
    "truncated.xml": b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text><body><div",
    "encoding.txt": b"Skip to content\n\n\xff\xfe\n\nDocument Information\n\nRecord ID\n\n7\n",
    "other.txt": b"A shopping list: salt, paper.\n",
    "other.bin": bytes(range(256)) * 10,
    "entities.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><TEI xmlns='http://www.tei-c.org/ns/1.0'/>",
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_alone_is_one_line_and_exit_2(tmp_path, name):
    path = write(tmp_path / name, BAD[name])
    result = kg("build", path, "-o", tmp_path / "out", "-q")
    assert result.exit_code == 2
    assert name in result.stderr
    assert "Traceback" not in result.output
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out" / "current").exists()


@pytest.mark.parametrize("name", BAD)
def test_bad_input_among_good_is_quarantined_counted_and_said(tmp_path, name, root):
    bad = write(tmp_path / name, BAD[name])
    good = next((root / "data" / "sources").rglob("115932.txt"))
    result = kg("build", bad, good, "-o", tmp_path / "out", "-q")
    assert result.exit_code == 1
    assert name in result.stderr
    report = json.loads((tmp_path / "out" / "current" / "report.json").read_text())
    assert report["summary"]["documents"]["quarantined"] == 1
    assert report["summary"]["documents"]["converted"] == 1


def test_a_path_that_is_not_there_is_trouble(tmp_path):
    result = kg("build", tmp_path / "nothing", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "nothing" in result.stderr


def test_an_empty_folder_is_said(tmp_path):
    (tmp_path / "in").mkdir()
    result = kg("build", tmp_path / "in", "-o", tmp_path / "out")
    assert result.exit_code == 2
    assert "no records here" in result.stderr


@pytest.mark.parametrize("form", ["turtle", "nquads"])
def test_convert_gives_rdf_that_conforms(tmp_path, root, form):
    path = next((root / "data" / "sources").rglob("115932.txt"))
    converted = kg("convert", path, "--from", "wilson", "--format", form)
    assert converted.exit_code == 0
    suffix = {"turtle": "ttl", "nquads": "nq"}[form]
    file = tmp_path / f"115932.{suffix}"
    file.write_text(converted.output)
    assert kg("validate", file).exit_code == 0


def test_convert_by_the_wrong_converter_is_one_line(root):
    path = next((root / "data" / "sources").rglob("115932.txt"))
    result = kg("convert", path, "--from", "tei")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1


def test_an_unknown_converter_names_those_there_are(root):
    path = next((root / "data" / "sources").rglob("115932.txt"))
    result = kg("convert", path, "--from", "nonsense")
    assert result.exit_code == 2
    assert "tei" in result.stderr
    assert "wilson" in result.stderr


def test_python_dash_m_is_the_same_command():
    shown = subprocess.run(
        [sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=True
    )
    assert "parley-kg" in shown.stdout or "version" in shown.stdout
