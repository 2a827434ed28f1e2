"""A made-up finding aid and authority, and how tests change them."""

from pathlib import Path

from kg.converters.ead import convert
from kg.records import Record

_FOLDER = Path(__file__).parent
AID = (_FOLDER / "finding-aid.xml").read_text(encoding="utf-8")
AUTHORITY = (_FOLDER / "authority.xml").read_text(encoding="utf-8")


def write(folder: Path, text: str = AID, name: str = "findingaids/tape-7/7-001.xml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(path: Path) -> Record:
    (outcome,) = convert(path)
    assert isinstance(outcome, Record)
    return outcome


def changed(folder: Path, *changes: tuple[str, str]) -> Record:
    text = AID
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return read(write(folder, text))
