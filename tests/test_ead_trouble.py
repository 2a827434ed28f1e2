"""Finding aids with something wrong: warned of, refused in one line, never a traceback."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import graph
from kg.converters.ead import convert
from kg.converters.ead.scope import CONTAINERS, IGNORED, READ
from kg.errors import SourceError
from kg.extraction import extract
from kg.records import Attendee, Record
from tests.ead.samples import AID, AUTHORITY, changed, read, write


def test_an_element_belongs_to_one_table() -> None:
    assert not READ & set(IGNORED)
    assert not CONTAINERS & (READ | set(IGNORED))
    assert all(IGNORED.values())


def test_what_no_table_names_is_warned_of_with_its_line(tmp_path: Path) -> None:
    record = changed(
        tmp_path,
        ("<head>Descriptive", "\n<physdesc>3 reels</physdesc><head>Descriptive"),
        ("<repository", "loose words<repository"),
    )
    assert [(w.line, w.message) for w in record.warnings] == [
        (12, "archdesc/did/physdesc is not in our tables; it was not read"),
        (10, "words outside any element were not read: 'loose words'"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("2:14 pm", "3:14 pm", "odd/@altrender says 1911-06-02T14:14:00/"),
        ('altrender="1911-06-02T14:14', 'altrender="June 2', "its print was taken"),
        ("T14:14:00-05:00/1911-06-02T14:30", "T14:14:00Z/1911-06-01T14:30", "ends (1911-06-01T"),
        ('timeCertainty">estimated', 'timeCertainty">guessed', "timeCertainty is 'guessed'"),
        (">June 2, 1911</unitdate>", ">June 3, 1911</unitdate>", "unitdate prints 'June 3, 1911'"),
        ('"x-2">', '"x-1">', "participant x-1 is listed twice"),
        (' authfilenumber="x-2"', "", "has no authority"),
        (">Palace operator<", "><", "an entry without a name was left out"),
        ('corpname role="participant"', 'corpname role="x"', "has no role 'participant'"),
        ("/id/11", "/id/1 1", "@identifier is no address"),
        ('<archref id="parentSeries">', '<archref id="x">', "no archref[@id='parentSeries']"),
        (">Audiotape 7<", "><", "the hierarchy lacks its File"),
        ("Archive of Freedonia</corpname>", "</corpname>", "the record names no repository"),
        ('langcode="eng"', 'langcode="English"', "no code of ISO 639-2"),
        (
            "A. B. Lund\n        talked",
            "the call was not completed",
            "there may be no conversation",
        ),
        ("conversationDateTime", "x", "the record has no date"),
        ("<langmaterial", "<unittitle>Two</unittitle><langmaterial", "unittitle is there twice"),
    ],
)
def test_what_is_wrong_is_warned_of(tmp_path: Path, before: str, after: str, message: str) -> None:
    record = changed(tmp_path, (before, after))
    assert any(message in warn.message for warn in record.warnings)
    assert all(warn.line for warn in record.warnings)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (AID[:900], "is not well-formed XML"),
        ("Palace tapes", "this is no XML"),
        ("<ead/>", "is no EAD 2002: its root element is 'ead'"),
        (AID.replace("nixonTapesID", "localID"), "has no unitid of type nixonTapesID"),
        (AID.replace(">7-001<", ">7 001<"), "the unitid of type nixonTapesID is '7 001'"),
        ('<eac-cpf xmlns="urn:isbn:1-931666-33-4"/>', "has no control/recordId"),
        (
            AUTHORITY.replace("<part", "<parts").replace("part>", "parts>"),
            "has no name in identity",
        ),
    ],
)
def test_bad_input_says_where_and_what_to_do(tmp_path: Path, text: str, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        list(convert(path))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_finding_aid_with_entities_is_refused(tmp_path: Path) -> None:
    bomb = AID.replace("<ead ", '<!DOCTYPE ead [<!ENTITY a "aaaa">]><ead ', 1)
    with pytest.raises(SourceError, match="declares entities"):
        list(convert(write(tmp_path, bomb)))


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(convert(tmp_path / "none.xml"))


def spans_of(record: Record) -> list[tuple[int, int]]:
    people: tuple[Attendee, ...] = (*record.attendees, *record.mentioned)
    spans = [a.span for a in people]
    spans += [r.span for r in record.conversation_dates if r.span]
    return [(span.start, span.end) for span in spans]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_mutated_finding_aids_are_converted_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    content = AID.encode()
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        cut = data.draw(st.integers(0, 40))
        put = data.draw(st.sampled_from([b"", b"<", b">", b"&a;", b"\xff", b"/", b"-", b'"', b"p"]))
        content = content[:start] + put + content[start + cut :]
    path = tmp_path_factory.getbasetemp() / "mutated.xml"
    path.write_bytes(content)
    try:
        (outcome,) = convert(path)
    except SourceError:
        return
    assert isinstance(outcome, Record)
    assert all(0 <= start < end <= len(outcome.text) for start, end in spans_of(outcome))
    graph.quads(outcome, extract(outcome))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (AUTHORITY[:200], "the authority x-2 was not read"),
        (AID, "is no EAC-CPF"),
        (AUTHORITY.replace("x-2", "x-7"), "the file of authority x-2 is that of x-7"),
        (AUTHORITY.replace("<part", "<parts").replace("</part>", "</parts>"), "has no name"),
    ],
)
def test_a_bad_authority_spoils_no_record(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, text, "authorities/x-2.xml")
    record = read(write(tmp_path))
    assert [a.identifiers for a in record.attendees] == [("x-1",), ("x-2",), ("x-3",)]
    assert [message in warn.message for warn in record.warnings] == [True]
