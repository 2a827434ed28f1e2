"""Plain records: each value of the front matter has its place, each mistake its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import converters, graph
from kg.converters.plain import convert, recognises
from kg.converters.plain.making import KEYS
from kg.errors import SourceError
from kg.extraction import extract
from kg.records import BlockKind, Record
from kg.validation import check_quotes

SALT = (Path(__file__).parent / "plain" / "salt.md").read_text(encoding="utf-8")
MINIMAL = "---\ntitle: A Talk\nidentifier: '1'\n---\n"


def read(folder: Path, text: str) -> Record:
    path = folder / "record.md"
    path.write_bytes(text.encode())
    (outcome,) = convert(path)
    assert isinstance(outcome, Record)
    return outcome


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return read(tmp_path, SALT)


def test_the_reading_text_is_the_whole_file(record: Record) -> None:
    assert record.text == SALT
    assert record.key == "plain/0102"  # neither 102 nor octal 66
    assert record.title == "Record of a Conversation: Salt"
    assert (record.medium, record.language, record.rights) == ("meeting", "en", "Free to use.")
    assert record.address == "https://archive.example/0102"
    assert record.warnings == ()


def test_every_value_stands_at_its_place(record: Record) -> None:
    assert record.place is not None
    assert record.marking is not None
    assert record.summary is not None
    assert record.citation is not None
    statements = (record.place, record.marking, *record.translators)
    spans = [*(statement.span for statement in statements), record.citation.span]
    assert [record.text_of(span) for span in spans if span] == [
        "Strelsau",
        "SECRET",
        "M. Vale",
        "N. Vale",
        "Archive of Freedonia, F. 07, Op. 3, D. 5, l. 12.",
    ]
    assert record.summary.value == "Salt is offered and declined."
    assert record.summary.span is not None
    assert record.text_of(record.summary.span) == "Salt is offered\n  and declined."


def test_a_citation_is_split_into_its_levels(record: Record) -> None:
    assert record.citation is not None
    assert record.citation.repository == "Archive of Freedonia"
    assert [level.value for level in record.citation.levels] == ["07", "3", "5"]
    assert record.citation.pages == "12"


def test_dates_are_printed_or_edtf_and_may_be_corrected(record: Record) -> None:
    assert record.date is not None
    assert (record.date.edtf, record.date.as_written) == ("1911-06-03", "3 June 1911")
    readings = [(r.edtf, r.as_written, r.corrects) for r in record.conversation_dates]
    assert readings == [("1911-05-02", "2 May", False), ("1911-06-02", "[sic; June]", True)]


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1957-11-12", "1957-11-12"),
        ("1957-11", "1957-11"),
        ("'1957?'", "1957?"),
        ("1957-11-12/1957-11-14", "1957-11-12/1957-11-14"),
        ("/1957-11-12", "/1957-11-12"),
        ("October 1976", "1976-10"),
        ("1955", "1955"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(tmp_path: Path, written: str, edtf: str) -> None:
    text = MINIMAL.replace("title", f"conversation-date: {written}\ntitle")
    (reading,) = read(tmp_path, text).conversation_dates
    assert reading.edtf == edtf
    assert reading.span is not None
    assert reading.as_written == written.strip("'")


def test_participants_are_lines_or_maps(record: Record) -> None:
    parted = [(a.title, a.name, a.position, a.side, a.kind) for a in record.attendees]
    assert parted == [
        ("Minister", "Orsini", "Minister of Trade of Ruritania", None, "person"),
        (None, "A. Lund", "Ambassador of Freedonia", "Freedonia", "person"),
        (None, None, "Minister of Finance, Ruritania", None, "person"),
        (None, "Ruritanian Trade Delegation", None, None, "organization"),
    ]
    assert [a.presence for a in record.attendees[:2]] == [("tookPart",), ("tookPart", "recorder")]
    assert record.attendees[1].identifiers == ("f-1", "f-2")
    assert all(record.text_of(a.span) == a.as_written for a in record.attendees)


def test_the_author_has_name_and_office_with_their_places(record: Record) -> None:
    author = record.author
    assert author is not None
    assert author.position_span is not None
    assert (author.name, record.text_of(author.span)) == ("A. Lund", "Dr. A. Lund")
    assert record.text_of(author.position_span) == author.position == "Ambassador of Freedonia"


def test_the_body_is_headings_items_paragraphs_and_turns(record: Record) -> None:
    body = record.text.index("\n---\n", 4)
    kinds = [
        (block.kind.value, record.text[block.start : block.end])
        for block in record.blocks
        if block.start > body and block.kind is not BlockKind.FURNITURE
    ]
    assert kinds == [
        ("heading", "Record of a Conversation"),
        (
            "paragraph",
            "Minister Orsini offered 40 tons of salt a year. Ambassador Lund\ndeclined the offer.",
        ),
        ("list-item", "a first item\n  that goes on"),
        ("list-item", "a second"),
        ("subject", "Subject: salt"),
        ("turn", "Orsini: Will you come to the palace?"),
        ("turn", "Lund: I cannot come."),
        ("heading", "A heading of the old kind"),
        ("paragraph", "1. A paragraph with a number."),
    ]


def assert_covered(record: Record) -> None:
    """Blocks are in order, do not overlap, and leave out nothing but space."""
    at = 0
    for block in record.blocks:
        assert at <= block.start < block.end
        assert not record.text[at : block.start].strip()
        at = block.end
    assert not record.text[at:].strip()


def test_every_word_lies_in_one_block(record: Record) -> None:
    assert_covered(record)


def test_a_plain_record_becomes_a_graph_with_true_quotations(record: Record) -> None:
    findings = extract(record)
    main = findings.conversations[0]
    assert (main.date, main.medium, main.place) == ("1911-06-02", "meeting", "Strelsau")
    assert len(main.participants) == 4
    quads = graph.quads(record, findings)
    assert not check_quotes(graph.source_texts(record), quads.evidence + quads.record)


def test_two_keys_make_a_record(tmp_path: Path) -> None:
    record = read(tmp_path, MINIMAL)
    assert record.key == "plain/1"
    assert [warn.message for warn in record.warnings] == ["the front matter names no participants"]
    assert extract(record).conversations[0].evidence


def test_a_title_of_two_lines_still_has_its_place(tmp_path: Path) -> None:
    record = read(tmp_path, MINIMAL.replace("A Talk", "A\n  Talk"))
    assert record.title == "A Talk"
    assert record.conversation_span is not None
    assert record.text_of(record.conversation_span) == "A\n  Talk"


def test_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    record = read(tmp_path, SALT)
    assert read(tmp_path, "\ufeff" + SALT.replace("\n", "\r\n")) == record


# --- mistakes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line", "message"),
    [
        ("medium:", "meduim:", 7, "unknown key 'meduim'; write 'medium'"),
        ("place:", "weather:", 6, "unknown key 'weather'; the keys are title, identifier, date"),
        ("identifier: 0102", "", 1, "the key 'identifier' is missing; add 'identifier: …'"),
        ("place:", "title:", 6, "the key 'title' is there twice; keep one"),
        ("place: Strelsau", "place:", 6, "place has no value; write a value"),
        ("place: Strelsau", "place: ~", 6, "place has no value"),
        ("place: Strelsau", "place: ''", 6, "place has no value"),
        ("place: Strelsau", "place: [a]", 6, "place is a list; write one text"),
        ("place: Strelsau", "place: Strelsau: Palace", 6, "is no YAML: mapping values are not"),
        ("place: Strelsau", "place: *here", 6, "anchors (&), aliases (*), tags (!)"),
        ("place: Strelsau", "place: !!python/name:os.system", 6, "anchors (&), aliases (*)"),
        ("place: Strelsau", 'place: "\\0"', 6, "place holds a control character"),
        ("place: Strelsau", 'place: "\\UFFFFFFFF"', 2, "an escape in the front matter"),
        ("place: Strelsau", "place: a\x7fb", 6, "the front matter holds U+007F"),
        ("place: Strelsau", "place: a\x00b", 6, "holds the control character U+0000"),
        ("0102", "a b", 3, "identifier is 'a b'; write letters, digits"),
        ("0102", "a//b", 3, "identifier is 'a//b'"),
        ("0102", "a/evidence", 3, "identifier ends in 'evidence'"),
        ("3 June 1911", "3rd of Juny", 4, "date is no date we can read: '3rd of Juny'; write 1957"),
        ("3 June 1911", "04.05.1962", 4, "date is no date we can read"),
        ("meeting", "letter", 7, "medium is 'letter'; write one of meeting, telephone"),
        ("language: en", "language: English", 20, "language is 'English'; write the tag of BCP 47"),
        ("https://archive", "archive", 26, "address is 'archive.example/0102'; write the whole"),
        ("side: Free", "nation: Free", 12, "item 2, nation is an unknown key; the keys of a"),
        ("recorder]", "scribe]", 13, "item 2, presence is 'scribe'; write one of tookPart"),
        ("[tookPart, recorder]", "[]", 13, "item 2, presence is an empty list"),
        (
            "name: A. Lund\n    position: Ambassador of Freedonia\n    side",
            "side",
            10,
            "neither name",
        ),
        ("{name: Dr. A. Lund, ", "{", 17, "author has no name; write 'name: …'"),
    ],
)
def test_a_mistake_is_named_with_its_line_and_what_to_do(
    tmp_path: Path, before: str, after: str, line: int, message: str
) -> None:
    assert before in SALT
    with pytest.raises(SourceError) as caught:
        read(tmp_path, SALT.replace(before, after, 1))
    assert message in str(caught.value)
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty; write a record into it"),
        (b"Just a text.", "does not begin with a front matter"),
        (b"---\ntitle: x\n", "the front matter is not closed"),
        (b"---\n---\ntext", "the front matter has no keys"),
        (b"---\n- a\n---\n", "the front matter has no keys"),
        (b"---\n? [a]\n: b\n---\n", "has a key that is no word"),
        (b"---\ntitle: \xff\n---\n", "is not UTF-8 at byte 11; save it as UTF-8"),
        (SALT.encode("utf-16"), "is not UTF-8 at byte 0"),
        (b"---\n" + b"[" * 5000 + b"\n---\n", "is nested too deeply"),
        (b"---\ntitle: [[[[[a]]]]]\nidentifier: 1\n---\n", "is nested too deeply"),
        (b"---\n" + b"# x\n" * 20000 + b"\n---\n", "longer than 64 kB"),
        (b"---\nparticipants: []\n" + MINIMAL[4:].encode(), "is no list, or an empty one"),
        (b"---\nparticipants: x\n" + MINIMAL[4:].encode(), "is no list, or an empty one"),
        (b"---\ncitation: " + b"A. " * 400 + b"\n" + MINIMAL[4:].encode(), "than any citation"),
    ],
)
def test_what_is_no_plain_record_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "record.md"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        list(convert(path))
    assert message in str(caught.value)
    assert str(caught.value).startswith(str(path))


def test_a_missing_file_is_an_error_of_ours(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        list(convert(tmp_path / "none.md"))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_mutated_records_are_converted_or_refused(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    text = SALT
    signs = st.sampled_from(
        ["", "\n", "- ", ": ", "#", "'", '"', "[", "{", "\\", "---\n", " ", "|"]
    )
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 20))
        text = text[:start] + data.draw(signs) + text[start + cut :]
    try:
        record = read(tmp_path_factory.getbasetemp(), text)
    except SourceError:
        return
    assert_covered(record)
    assert all(record.text_of(a.span) == a.as_written for a in record.attendees)
    quads = graph.quads(record, extract(record))
    assert not check_quotes(graph.source_texts(record), quads.evidence + quads.record)


# --- recognising, and the documentation -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "known"),
    [
        (SALT, True),
        ("\ufeff" + MINIMAL.replace("\n", "\r\n"), True),
        ("---\ntitle: a page of a web site\n---\n", False),
        ("---\ntitle: x\n---\nidentifier: in the body\n", False),
        ("title: x\nidentifier: y\n", False),
        ("# A text\n", False),
    ],
)
def test_a_record_is_known_by_its_front_matter(tmp_path: Path, text: str, known: bool) -> None:
    path = tmp_path / "record.txt"
    path.write_bytes(text.encode())
    assert recognises(path, path.read_bytes()) is known
    assert (converters.recognise(path) == "plain") is known


def test_every_key_is_documented_and_the_example_is_read(tmp_path: Path, root: Path) -> None:
    page = (root / "data/sources/README.md").read_text(encoding="utf-8")
    assert [key for key in KEYS if f"| `{key}` |" not in page] == []
    example = page.partition("```\n---\n")[2].partition("```")[0]
    record = read(tmp_path, f"---\n{example}")
    assert [a.name for a in record.attendees] == ["NAME", "NAME"]
    assert [r.edtf for r in record.conversation_dates] == ["1957-09-12", "1957-11-12"]
