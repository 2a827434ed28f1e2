"""The converters' door: found by entry point, asked what a file is."""

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from kg import converters
from kg.converters.parsing import parse
from kg.errors import ConfigError, SourceError
from kg.records import Excluded, Outcome

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'


def convert(path: Path) -> Iterator[Outcome]:
    """Stand in for the converter of somebody else's package."""
    yield Excluded(key="mine/1", reason=path.name)


def recognises(path: Path, head: bytes) -> bool:
    return path.suffix == ".mine" and head.startswith(b"MINE")


@pytest.fixture
def mine(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody else's package, installed beside ours, and one that is broken."""
    installed = [
        *converters._installed().values(),
        EntryPoint("mine", f"{__name__}:convert", converters.GROUP),
        EntryPoint("broken", "no_such_package_at_all:convert", converters.GROUP),
    ]
    monkeypatch.setattr(converters, "entry_points", lambda group: installed)
    converters._installed.cache_clear()  # a process asks its installation once
    yield
    converters._installed.cache_clear()


def test_the_built_in_converters_are_found_by_name() -> None:
    assert {"tei", "wilson"} <= set(converters.names())
    assert converters.find("tei").__module__ == "kg.converters.tei"


def test_an_unknown_name_is_told_with_those_installed() -> None:
    with pytest.raises(ConfigError, match=r"no converter 'klingon'; installed: .*tei, wilson"):
        converters.find("klingon")


@pytest.mark.usefixtures("mine")
def test_a_converter_of_another_package_is_found_in_the_same_way(tmp_path: Path) -> None:
    file = tmp_path / "a.mine"
    file.write_text("MINE at last")
    assert "mine" in converters.names()
    assert converters.recognise(file) == "mine"
    (outcome,) = converters.find("mine")(file)
    assert outcome == Excluded(key="mine/1", reason="a.mine")


@pytest.mark.usefixtures("mine")
def test_a_package_that_does_not_load_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'broken' .* does not load: .*; reinstall"):
        converters.find("broken")
    file = tmp_path / "a.txt"
    file.write_text("nothing anybody knows")
    assert converters.recognise(file) is None


def test_a_volume_is_recognised_and_a_picture_is_not(tmp_path: Path) -> None:
    volume, picture = tmp_path / "v.xml", tmp_path / "p.png"
    volume.write_text(TEI)
    picture.write_bytes(b"\x89PNG\r\n")
    assert converters.recognise(volume) == "tei"
    assert converters.recognise(picture) is None


def test_a_file_that_cannot_be_opened_is_a_source_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        converters.recognise(tmp_path / "missing.xml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty; fetch"),
        (b"plain text", ":1: .*Start tag expected.*this is no XML"),
        (b"<TEI>\n<text>", ":2: .*cut off; fetch it again"),
        (b"<?xml version='1.0' encoding='UTF-8'?>\n<a>\xff</a>", ":2: .*save it in the encoding"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "encoding"),
        (b"<a>\n<b></a>", ":2: .*mend the file"),
        (b"<a>&nbsp;</a>", "mend the file"),
        (b"<a>" + b"x" * 10_000_001 + b"</a>", "limit"),
        (b"<a>" * 300 + b"</a>" * 300, "look who made the file"),
        (b'<!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>', "declares entities; write them out"),
        (
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hosts">]><a/>',
            "declares entities",
        ),
    ],
)
def test_bad_xml_is_told_in_one_line_with_place_and_remedy(
    tmp_path: Path, content: bytes, said: str
) -> None:
    file = tmp_path / "bad.xml"
    file.write_bytes(content)
    with pytest.raises(SourceError, match=said) as caught:
        parse(file)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(file))


def test_two_elements_may_share_an_identifier(tmp_path: Path) -> None:
    file = tmp_path / "twice.xml"
    file.write_text('<a><b xml:id="x"/><b xml:id="x"/></a>')
    assert len(parse(file)) == 2


def test_a_converter_names_the_other_files_it_looks_into(shared: Path) -> None:
    finding_aid = next(
        iter(sorted((shared / "corpora" / "nixontapes").rglob("findingaids/**/*.xml")))
    )
    found = converters.beside("ead", finding_aid)
    assert found
    assert all(path.parent.name == "authorities" for path in found)
    assert converters.beside("tei", finding_aid) == ()
