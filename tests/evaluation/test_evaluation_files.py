"""What is wrong in the answer key is one line with file and place, and never stops the rest."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.evaluation.answers import read_gold
from kg.records import sha256

Write = Callable[..., Path]
Answer = dict[str, object]


def problems_of(folder: Path) -> list[str]:
    _, problems, _ = read_gold(folder, folder / "text")
    assert all("\n" not in str(problem) for problem in problems)
    return [str(problem) for problem in problems]


def test_a_quote_that_is_not_in_the_text_is_left_out_and_named(
    answer: Answer, write: Write
) -> None:
    answer["proposals"][1]["quote"] = "Ambassador Venn begged"  # type: ignore[index]
    folder = write(answer)
    (record,), (problem,), _ = read_gold(folder, folder / "text")
    assert [proposal.id for proposal in record.proposals] == ["p1", "p3", "p4"]
    assert "proposals[1] 'p2'" in str(problem)
    assert "'Ambassador Venn begged' is not in the reading text" in str(problem)


def test_a_changed_text_is_refused(answer: Answer, write: Write) -> None:
    (problem,) = problems_of(write(answer, sha256=sha256("other words")))
    assert "has changed" in problem


def test_a_text_with_its_own_hash_is_taken(answer: Answer, write: Write) -> None:
    from_file = (write(answer) / "text" / f"{answer['id']}.txt").read_text()
    assert problems_of(write(answer, sha256=sha256(from_file))) == []


def test_a_missing_text_is_named(answer: Answer, write: Write) -> None:
    folder = write(answer)
    (folder / "text" / f"{answer['id']}.txt").unlink()
    (problem,) = problems_of(folder)
    assert "is missing" in problem


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not JSON: line 1"),
        (b'{"format": "kg-gold/2", "id": "x"', "not JSON: line 1"),
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 100_000, "not JSON we can read"),
        (b'{"format": "kg-gold/2"}', "id is missing"),
        (b'{"format": "kg-gold/2", "id": "../../x"}', "cannot be an id"),
        (b'{"format": "kg-gold/2", "id": "x", "v": NaN}', "NaN"),
    ],
)
def test_a_broken_file_is_one_line(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "text").mkdir()
    (tmp_path / "broken.json").write_bytes(content)
    (problem,) = problems_of(tmp_path)
    assert problem.startswith(str(tmp_path / "broken.json"))
    assert said in problem


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "wish"}, "kind is 'wish', not one of"),
        ({"proposer": ["e9"]}, "unknown entity 'e9'"),
        ({"proposer": "e1"}, "proposer is not a list"),
        ({"conversation": "c9"}, "unknown conversation 'c9'"),
        ({"tier": None}, "tier is missing"),
        ({"id": "p1"}, "an earlier item has this id"),
        ({"quantity": [{"quote": "500 tons", "value": "many"}]}, "value is not a number"),
        ({"quantity": [{"quote": "500 tons", "value": 10**400}]}, "too large"),
        ({"response": ["yes"]}, "response is not an object"),
    ],
)
def test_a_broken_item_is_left_out(answer: Answer, write: Write, change: Answer, said: str) -> None:
    answer["proposals"][2].update(change)  # type: ignore[index]
    (problem,) = problems_of(write(answer))
    assert said in problem


def test_a_file_of_another_format_is_skipped_with_a_note(answer: Answer, write: Write) -> None:
    folder = write(answer)
    (folder / "old.json").write_text('{"format": "kg-gold/1"}')
    records, problems, (note,) = read_gold(folder, folder / "text")
    assert (len(records), problems) == (1, [])
    assert "kg-gold/1" in note


def test_a_folder_without_gold_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "text").mkdir()
    with pytest.raises(ConfigError, match="no kg-gold/2 file"):
        read_gold(tmp_path, tmp_path / "text")
    with pytest.raises(ConfigError, match="no such folder"):
        read_gold(tmp_path / "nowhere", tmp_path)


def test_every_quote_of_the_real_gold_is_in_its_text(shared: Path) -> None:
    records, problems, _ = read_gold(shared / "gold", shared / "gold" / "text")
    assert problems == []
    assert len(records) == 135
    assert sum(p.core for record in records for p in record.proposals) == 622
