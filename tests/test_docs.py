"""What the documents say is true: every command, room and file they name is there."""

import re
import shlex

import pytest
from click.testing import CliRunner

from kg.cli import COMMANDS, main


def test_every_command_stands_in_the_readme(root):
    text = (root / "README.md").read_text()
    assert [name for name in COMMANDS if f"kg {name}" not in text] == []


def test_every_command_line_of_the_readme_is_one_the_command_knows(root):
    lines = re.findall(
        r"^    (?:\S+=\S+ )?kg (.+?)(?: *#.*)?$", (root / "README.md").read_text(), re.M
    )
    assert len(lines) > 5
    for line in lines:
        name, *words = shlex.split(line.split("|")[0].split(">")[0])
        help_text = CliRunner().invoke(main, [name, "--help"]).output
        for word in words:
            if word.startswith("-") and word != "-":
                assert word in help_text, line


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_every_path_a_document_names_is_there(root, document):
    text = (root / document).read_text()
    named = re.findall(r"`((?:kg|ontology|shapes|queries|data|tests|benchmarks)/[\w./-]*)`", text)
    assert named
    assert [path for path in named if not (root / path).exists()] == []


def test_every_make_target_a_document_names_is_one(root):
    targets = re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(), re.MULTILINE)
    for document in ("README.md", "CONTRIBUTING.md"):
        text = (root / document).read_text()
        for target in re.findall(r"(?:^    |`)make ([a-z-]+)", text, re.MULTILINE):
            assert target in targets, (document, target)


def test_no_path_of_one_machine_stands_in_the_repository(root):
    guilty = []
    for folder in ("kg", "ontology", "shapes", "queries", "data", "tests", "benchmarks"):
        for path in (root / folder).rglob("*"):
            if path.suffix in {".py", ".ttl", ".toml", ".rq", ".md", ".tsv"} and re.search(
                r"(?<![\w.)\]])/(?:work|root|home)/\w", path.read_text(errors="replace")
            ):
                guilty.append(str(path.relative_to(root)))
    assert guilty == []
