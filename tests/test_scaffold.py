"""``kg new-source``: a package that reads something at once, and a test that says what is next."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import EntryPoint

import pytest
from click.testing import CliRunner

from kg import converters
from kg.cli import main
from kg.errors import ConfigError
from kg.records import Record
from kg.scaffold import lay_out
from kg.sources import discover, read_source


def kg(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def run_tests(folder):
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", folder]
    plain = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(words, cwd=folder, env=plain, capture_output=True, text=True, check=False)


def test_the_layout_has_a_failing_test_that_passes_once_the_marked_line_is_filled_in(tmp_path):
    folder = tmp_path / "my_archive"
    result = kg("new-source", "my_archive", "-o", folder)
    assert result.exit_code == 0, result.output
    assert f"{folder}/README.md" in result.stdout
    before = run_tests(folder)
    assert before.returncode == 1
    assert "1 failed, 1 passed" in before.stdout
    assert "fill in read_date in src/my_archive/__init__.py" in before.stdout
    module = folder / "src" / "my_archive" / "__init__.py"
    (solution,) = re.findall(r"```python\n(.*?)```", (folder / "README.md").read_text(), re.DOTALL)
    text, count = re.subn(r".*# FILL IN.*\n", lambda _: solution, module.read_text())
    module.write_text(text)
    assert count == 1
    after = run_tests(folder)
    assert after.returncode == 0, after.stdout


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The layout as if its package were installed."""
    folder = tmp_path / "laid_out"
    lay_out("freedonian", folder)
    project = tomllib.loads((folder / "pyproject.toml").read_text())["project"]
    ((name, value),) = project["entry-points"][converters.GROUP].items()
    point = EntryPoint(name=name, value=value, group=converters.GROUP)
    everything = {**converters._installed(), name: point}
    monkeypatch.setattr(converters, "_installed", lambda: everything)
    monkeypatch.syspath_prepend(str(folder / "src"))
    yield folder
    sys.modules.pop("freedonian", None)


def test_the_new_format_is_found_and_converted(installed):
    records = installed / "records"
    assert converters.recognise(records / "first.txt") == "freedonian"
    found = discover([records], converters.recognise)
    assert [unit.path.name for unit in found.units] == ["first.txt"]
    assert found.unclaimed == ()
    assert read_source(records / "source.toml").collection == "freedonian"
    result = kg("convert", records / "first.txt")
    assert result.exit_code == 0, result.output
    assert "A conversation to begin with" in result.stdout


def test_the_new_format_reads_title_and_paragraphs_and_says_what_is_next(installed):
    (record,) = converters.find("freedonian")(installed / "records" / "first.txt")
    assert isinstance(record, Record)
    blocks = [record.text[block.start : block.end] for block in record.blocks]
    assert [block.split()[0] for block in blocks] == ["freedonian:", "Date:", "The"]
    assert "\n".join(blocks).split() == record.text.split()
    assert [warning.message for warning in record.warnings] == [
        "no date of the conversation is read yet; see read_date"
    ]


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xff", b"another format", b"freedonian:"])
def test_the_new_format_refuses_what_it_does_not_know(installed, content):
    path = installed / "records" / "bad.txt"
    path.write_bytes(content)
    result = kg("convert", path)
    assert result.exit_code == 2
    assert "bad.txt" in result.stderr
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "name",
    ["my-archive", "My", "1st", "", "a/b", "../a", "class", "match", "json", "kg", "tei", "é"],
)
def test_a_name_that_cannot_be_a_package_is_refused_in_one_line(tmp_path, name):
    result = kg("new-source", name, "-o", tmp_path / "new")
    assert result.exit_code == 2
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "new").exists()


def test_no_file_is_written_over(tmp_path):
    (tmp_path / "README.md").write_text("mine")
    with pytest.raises(ConfigError, match="is there already"):
        lay_out("freedonian", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        lay_out("freedonian", tmp_path / "file")
