"""FRUS volumes: made-up ones for every shape, and the fifteen real ones.

Ruritania, Freedonia and all who speak for them are made up.
"""

import contextlib
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from kg.converters.parsing import Element
from kg.converters.tei import convert, recognises
from kg.converters.tei.reading import read
from kg.converters.tei.rolls import is_participants_list, own_elements
from kg.converters.tei.scope import TEI, XML_ID, name_of
from kg.converters.tei.volume import open_volume
from kg.errors import SourceError
from kg.records import (
    Attendee,
    BlockKind,
    Excluded,
    Outcome,
    Record,
    Refused,
    Span,
    Where,
    sha256,
)

PERSONS = """<div type="section" xml:id="persons"><list type="names">
  <item><hi rend="strong"><persName xml:id="p_LA1">Lund, Anna B.</persName>,</hi> Ambassador</item>
  <item><hi rend="strong"><persName xml:id="p_OC1">Orsini, Carlo</persName></hi>, Minister</item>
  <item><hi><persName xml:id="p_TE1">Tarn, Emil</persName></hi></item>
</list></div>"""

Make = Callable[..., list[Outcome]]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Convert a made-up volume of these documents."""

    def made(*documents: str, persons: str = PERSONS, root: str = "") -> list[Outcome]:
        file = tmp_path / "frus1911v01.xml"
        body = "".join(documents)
        file.write_text(
            f'<TEI xmlns="{TEI}" xml:id="frus1911v01" {root}><text><front>{persons}</front>'
            f'<body><div type="compilation">{body}</div></body></text></TEI>',
            encoding="utf-8",
        )
        return list(convert(file))

    return made


def document(
    content: str, head: str = "1. Memorandum of Conversation", number: int = 1, attributes: str = ""
) -> str:
    return (
        f'<div type="document" xml:id="d{number}" n="{number}" {attributes}>'
        f"<head>{head}</head>{content}</div>"
    )


def listed(*items: str, head: str = "PARTICIPANTS") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<list type="participants"><head>{head}</head>{inside}</list>'


def one(outcomes: list[Outcome]) -> Record:
    (outcome,) = outcomes
    assert isinstance(outcome, Record)
    check(outcome)
    return outcome


def check(record: Record) -> None:
    """Every character lies in a block; every span is a place of its text."""
    assert record.text == "\n".join(record.text[b.start : b.end] for b in record.blocks)
    for attendee in record.attendees:
        assert record.text_of(attendee.span) == attendee.as_written
        assert attendee.presence
    for statement in (*record.subjects, record.place, record.marking):
        if statement is not None and statement.span is not None:
            assert record.text_of(statement.span) == statement.value
    for reading in (record.date, *record.conversation_dates):
        if reading is not None and reading.span is not None:
            assert record.text_of(reading.span) == reading.as_written
    if record.author is not None:
        assert record.text_of(record.author.span) == record.author.name
    if record.citation is not None and record.citation.span is not None:
        cited = record.text_of(record.citation.span)
        assert cited.rstrip(".").endswith(record.citation.as_given.rstrip("."))
    for name in record.names:
        assert record.text_of(name.span).strip() == record.text_of(name.span) != ""
    assert len({name.span for name in record.names}) == len(record.names)
    assert [p.identifier for p in record.persons] == sorted({p.identifier for p in record.persons})


def people(record: Record) -> list[tuple[str | None, str | None, str | None]]:
    return [(attendee.name, attendee.position, attendee.side) for attendee in record.attendees]


def warned(record: Record) -> str:
    return "; ".join(warning.message for warning in record.warnings)


# The reading text


def test_blocks_are_lines_and_notes_are_left_out(make: Make) -> None:
    record = one(
        make(
            document(
                "<dateline><placeName>Strelsau</placeName>,\n <date when='1911-05-02'>May 2,"
                " 1911</date><note>A note.</note>.</dateline>"
                "<p>He <hi>said</hi><note n='2'>Another</note>:\n  <quote><p>Nothing.</p></quote>"
                "</p><pb n='3'/><p>One:<list><item>a<list><item>b</item></list></item></list> two"
                "</p><table><row><cell>Left</cell> <cell>right</cell></row></table>"
            )
        )
    )
    assert record.text.split("\n") == [
        "1. Memorandum of Conversation",
        "Strelsau, May 2, 1911.",
        "He said: Nothing.",
        "One:",
        "a",
        "b",
        "two",
        "Left right",
    ]
    assert [block.kind for block in record.blocks][:3] == [
        BlockKind.HEADING,
        BlockKind.DATELINE,
        BlockKind.PARAGRAPH,
    ]


def test_turns_subjects_and_lists_are_told_from_paragraphs(make: Make) -> None:
    record = one(
        make(
            document(
                '<list type="subject"><head>SUBJECT</head><item>Salt </item></list>'
                + listed("Mr. Lund")
                + "<p>Dr. Orsini: We have salt.</p><p>He was told: no.</p>"
                "<closer><signed><persName>E. Tarn</persName></signed></closer>"
            )
        )
    )
    assert [block.kind.value for block in record.blocks[1:]] == [
        *("list-head", "subject", "list-head", "list-item", "turn", "paragraph", "signature"),
    ]
    assert [subject.value for subject in record.subjects] == ["Salt"]


def test_the_heading_of_the_print_is_the_title_without_its_number(make: Make) -> None:
    record = one(make(document(listed("Mr. Lund"), head="No. 467<lb/>Minutes of a Meeting")))
    assert record.text.startswith("No. 467Minutes of a Meeting")
    assert record.title == "Minutes of a Meeting"
    assert (record.kind, record.medium) == ("Minutes of Meeting", "meeting")


def test_an_element_no_table_names_is_warned_of_once_with_its_line(make: Make) -> None:
    record = one(make(document(f"{listed('Mr. Lund')}<p>\n<stage>a</stage><stage>b</stage></p>")))
    assert "ab" in record.text
    (warning,) = [w for w in record.warnings if w.message.startswith("element ")]
    assert warning.message.startswith("element stage ")
    assert warning.line is not None
    assert warning.line > 1


# Which documents


@pytest.mark.parametrize(
    ("head", "content", "kept"),
    [
        ("2. Memorandum of a Telephone Conversation Between A and B", "", True),
        ("Memorandum by Mr. Tarn of a Conversation With Mr. Lund", "", True),
        ("United States Summary Minutes of Meeting", "", True),
        ("Memorandum of Discussion at the 4th Meeting of the Council", "", True),
        ("Notes of Meeting", "", True),
        ("Summary of Conclusions of a Committee Meeting", "", True),
        ("Transcript of Comments by the Director", "", True),
        ("Memorandum for the Record", "", False),
        ("Memorandum for the Record", listed("Mr. Lund"), True),
        ("Memorandum for the Record", "<p>Participants: Mr. Lund and Mr. Tarn.</p>", True),
        ("Memorandum for the Record", "<p>Subject: Meeting with Mr. Lund</p>", True),
        ("Telegram From the Embassy: Conversation With Lund", "", False),
        ("Memorandum From Lund to Tarn on the Meeting", "", False),
        ("Editorial Note", "<p>A meeting was held.</p>", False),
        ("Talking Points for the Meeting", "", False),
        ("Memorandum From Lund to Tarn", listed("THE PRESIDENT", head="MEMORANDUM FOR:"), False),
    ],
)
def test_the_rule_decides_which_documents_are_records(
    make: Make, head: str, content: str, kept: bool
) -> None:
    (outcome,) = make(document(content, head=head))
    assert isinstance(outcome, Record if kept else Excluded)
    if isinstance(outcome, Excluded):
        assert head[:40] in outcome.reason
        assert outcome.key == "frus/frus1911v01/d1"


@pytest.mark.parametrize("name", ["ns", "frus/ns"])
def test_an_enclosed_conversation_is_named_in_the_reason(make: Make, name: str) -> None:
    enclosed = (
        f'<a:attachment xmlns:a="http://history.state.gov/{name}/1.0">'
        f"<head>Memorandum of Conversation, by Mr. Tarn</head>{listed('Mr. Lund')}</a:attachment>"
    )
    (outcome,) = make(document(enclosed, head="The Consul (Tarn) to the Secretary of State"))
    assert isinstance(outcome, Excluded)
    assert "it encloses “Memorandum of Conversation, by Mr. Tarn”" in outcome.reason


def test_two_documents_never_share_an_identifier(make: Make) -> None:
    first, second, third, last = make(
        document(listed("Mr. Lund")),
        document(listed("Mr. Tarn")),
        '<div type="document"><head>Minutes</head></div>',
        '<div type="document" xml:id="d9"><p>No heading.</p></div>',
    )
    assert isinstance(first, Record)
    assert isinstance(second, Refused)
    assert isinstance(third, Refused)
    assert isinstance(last, Refused)
    assert second.key == "frus/frus1911v01/d1~2"
    assert "line" in second.message
    assert "no xml:id" in third.message
    assert "no heading" in last.message


# Participants


def test_sides_nested_and_in_headings_are_the_sides_of_those_below(make: Make) -> None:
    record = one(
        make(
            document(
                listed(
                    "<list><head><hi>Ruritania</hi></head><item>The President</item>"
                    "<item>Minister <persName corresp='#p_OC1'>Orsini</persName></item></list>",
                    "<hi>U.K. Side:</hi>",
                    "<gloss>FE</gloss>–Mr. Black",
                )
            )
        )
    )
    assert people(record) == [
        (None, "President", "Ruritania"),
        ("Orsini", None, "Ruritania"),
        ("Black", "FE", "U.K. Side"),
    ]
    assert record.attendees[1].identifiers == ("frus1911v01#p_OC1",)
    assert record.attendees_from == "markup"


def test_a_department_inside_a_country_is_the_position_of_who_has_none(make: Make) -> None:
    record = one(
        make(
            document(
                listed("<hi>United States</hi>", "<hi>Treasury</hi>", "Mr. Dill", "Mr. Hirsh, FN")
            )
        )
    )
    assert people(record) == [
        ("Dill", "Treasury", "United States"),
        ("Hirsh", "FN", "United States"),
    ]


def test_the_head_of_a_list_says_how_those_under_it_were_there(make: Make) -> None:
    record = one(
        make(
            document(
                listed("The Secretary")
                + listed("Mr. Lund", "Mr. Orr, Interpreter", head="OTHERS PRESENT")
                + listed("Mr. Troy", head="INTERPRETERS")
            )
        )
    )
    assert [attendee.presence for attendee in record.attendees] == [
        ("tookPart",),
        ("inAttendance",),
        ("interpreter",),
        ("interpreter",),
    ]


def test_a_note_in_an_item_is_no_part_of_it(make: Make) -> None:
    record = one(make(document(listed("Captain Mott<note>A long biography.</note>"))))
    assert record.attendees[0].as_written == "Captain Mott"


def test_one_person_over_two_marks_is_one(make: Make) -> None:
    item = "Mr. <persName>Anna</persName> <persName corresp='#p_LA1'>Lund</persName>"
    record = one(make(document(listed(item))))
    assert people(record) == [("Anna Lund", None, None)]
    assert record.attendees[0].identifiers == ("frus1911v01#p_LA1",)


def test_bodies_take_part_and_what_is_no_participant_is_warned_of(make: Make) -> None:
    record = one(
        make(
            document(listed("Mr. Lund", "NATO", "Time: noon", "(See attached list)", "Who knows?"))
        )
    )
    assert [(a.as_written, a.kind) for a in record.attendees] == [
        ("Mr. Lund", "person"),
        ("NATO", "organization"),
    ]
    assert "listed elsewhere: '(See attached list)'" in warned(record)
    assert "could be told from 'Who knows?'" in warned(record)
    assert "noon" not in warned(record)


def test_a_line_that_goes_on_belongs_to_the_one_before(make: Make) -> None:
    record = one(make(document(listed("Mr. Smir, Chief, American", "Section, Foreign Ministry"))))
    assert people(record) == [("Smir", "Chief, American Section, Foreign Ministry", None)]


def test_the_list_of_another_document_is_taken_with_this_line_as_evidence(make: Make) -> None:
    same = listed("[Here follows the same list as <ref target='#d2'>Document 2</ref>.]")
    outcomes = make(
        document(same),
        document(
            listed("The Secretary", "Mr. <persName corresp='#p_TE1'>Tarn</persName>"), number=2
        ),
        document(listed("The list is the same as that printed for Document 2."), number=3),
        document(listed("[Same list as <ref target='#d4'>this</ref>]"), number=4),
    )
    records = [outcome for outcome in outcomes if isinstance(outcome, Record)]
    for record in records:
        check(record)
    first, _, third, circular = records
    assert people(first) == people(third) == [(None, "Secretary", None), ("Tarn", None, None)]
    assert {a.as_written for a in first.attendees} == {
        "[Here follows the same list as Document 2.]"
    }
    assert first.attendees[1].identifiers == ("frus1911v01#p_TE1",)
    assert circular.attendees == ()
    assert "listed elsewhere" in warned(circular)


def test_one_identifier_stands_for_one_attendee(make: Make) -> None:
    lund = "<persName corresp='#p_LA1'>{}</persName>"
    record = one(
        make(
            document(
                listed(
                    f"Ambassador {lund.format('Lund')}",
                    f"Mr. {lund.format('Lund')} (notetaker)",
                    f"Mr. {lund.format('Zbygniew')}",
                    "Mr. <persName corresp='#p_XX9'>Orr</persName>",
                )
            )
        )
    )
    assert [(a.name, a.presence) for a in record.attendees] == [
        ("Lund", ("tookPart", "recorder")),
        ("Zbygniew", ("tookPart",)),
        ("Orr", ("tookPart",)),
    ]
    assert "is listed a second time" in warned(record)
    assert "'Zbygniew' is marked as 'Lund, Anna B.'; the mark is left out" in warned(record)
    assert "#p_XX9 is not in the list of persons" in warned(record)
    assert "frus1911v01#p_XX9" in {name.identifier for name in record.names}
    assert all(record.text_of(name.span) != "Zbygniew" for name in record.names)


def table(*rows: str) -> str:
    return f"<table>{''.join(f'<row>{row}</row>' for row in rows)}</table>"


def test_participants_of_the_forties_stand_in_a_table(make: Make) -> None:
    rows = table(
        "<cell>Participants:</cell><cell>Canada—Mr. Pears<note>P.</note>; Mr. Reed</cell>",
        "<cell/><cell>The Secretary</cell>",
        "<cell><gloss>EUR</gloss>—</cell><cell>Mr. Hick</cell>",
        "<cell/><cell>Mr. Falla</cell><cell>—Freedonian Delegation</cell>",
        "<cell/><cell>General Brad</cell> <cell>Admiral Lalo</cell>",
        "<cell/><cell>Time: noon</cell>",
    )
    for content in (rows, f"<p>{rows}</p>", f"<p rend='center'>Present</p>{rows}"):
        record = one(make(document(content)))
        assert record.attendees_from == "table"
        assert people(record) == [
            ("Pears", None, "Canada"),
            ("Reed", None, "Canada"),
            (None, "Secretary", None),
            ("Hick", "EUR", None),
            ("Falla", "Freedonian Delegation", None),
            ("Brad", None, None),
            ("Lalo", None, None),
        ]


def test_participants_may_stand_in_paragraphs(make: Make) -> None:
    record = one(
        make(
            document(
                "<p>PARTICIPANTS:</p><p>Chinese</p><p>Premier Chow</p><p>Mr. Han, Interpreter</p>"
                "<p>PLACE: Hall</p><p>Mr. Late</p>"
            )
        )
    )
    assert people(record) == [("Chow", None, "Chinese"), ("Han", None, "Chinese")]
    assert record.attendees_from == "paragraphs"
    record = one(
        make(document("<p>Participants: Lund, Orsini, the Secretary and Mr. Tarn. Noon.</p>"))
    )
    assert [a.name or a.position for a in record.attendees] == [
        "Lund",
        "Orsini",
        "Secretary",
        "Tarn",
    ]


def test_a_list_that_no_markup_shows_is_read_from_the_text(make: Make) -> None:
    body = (
        "<p>THOSE ATTENDING WERE</p><p>Japan</p><p>Mr. Ito, Minister</p>"
        "<p>The Secretary</p><p>Mr. Ito said that he had come.</p>"
    )
    record = one(make(document(body)))
    assert people(record) == [("Ito", "Minister", "Japan"), (None, "Secretary", "Japan")]
    assert record.attendees_from == "text"
    check(record)


def test_a_list_at_the_end_answers_the_reference_at_the_top(make: Make) -> None:
    body = listed("Listed on Page 4") + "<p>They talked.</p>" + listed("Mr. Ito")
    record = one(make(document(body)))
    assert people(record) == [("Ito", None, None)]
    assert "elsewhere" not in warned(record)
    alone = one(make(document(listed("Listed on Page 4"))))
    assert "elsewhere" in warned(alone)


def test_participants_may_stand_in_a_sentence(make: Make) -> None:
    record = one(
        make(
            document(
                "<p>Present at the 4th meeting were the President, presiding; the Secretary of"
                " State (for Item 1); and Mr. Lund. Also present were Gen. Twain for the Chairman,"
                " Joint Chiefs of Staff; the Attorney General; and Messrs. Orr and Tarn. Salt was"
                " discussed; Mr. Late was not there.</p>",
                head="4. Memorandum of Discussion at the 4th Meeting",
            )
        )
    )
    assert [(a.name or a.position, a.presence[0]) for a in record.attendees] == [
        ("President", "tookPart"),
        ("Secretary of State", "tookPart"),
        ("Lund", "tookPart"),
        ("Twain", "inAttendance"),
        ("Attorney General", "inAttendance"),
        ("Orr", "inAttendance"),
        ("Tarn", "inAttendance"),
    ]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "Memorandum of a Conversation Between the Counselor of the British Embassy"
            " (de la Motte) and the Director of the Office of Near Eastern and South Asian Affairs"
            " (Tarn), Department of State, Washington, May 2, 1911",
            [
                ("de la Motte", "Counselor of the British Embassy"),
                ("Tarn", "Director of the Office of Near Eastern and South Asian Affairs"),
            ],
        ),
        (
            "Memorandum of a Telephone Conversation Between the President and the Secretary of"
            " State, The White House, May 2, 1911, noon",
            [(None, "President"), (None, "Secretary of State")],
        ),
        (
            "Transcript of Telephone Conversation Between President Lund and his Assistant for"
            " Security (Tarn)",
            [("Lund", None), ("Tarn", "Assistant for Security")],
        ),
        (
            "Notes of the President's Meeting With Carlo Orsini",
            [(None, "President"), ("Carlo Orsini", None)],
        ),
        (
            "Memorandum of Conversation With the President, by the Secretary of State",
            [(None, "President"), (None, "Secretary of State")],
        ),
    ],
)
def test_a_heading_names_those_between_whom_it_was(
    make: Make, head: str, expected: list[tuple[str | None, str | None]]
) -> None:
    record = one(make(document("<p>Salt.</p>", head=head)))
    assert [(a.name, a.position) for a in record.attendees] == expected
    assert record.attendees_from == "heading"


def test_the_writer_of_the_heading_is_author_and_recorder(make: Make) -> None:
    tarn = "<persName corresp='#p_TE1'>Tarn</persName>"
    head = f"Memorandum of Conversation, by the Second Secretary ({tarn})"
    record = one(make(document("<p>I called on him.</p>", head=head)))
    assert record.author is not None
    assert (record.author.name, record.author.position) == ("Tarn", "Second Secretary")
    assert record.author.identifiers == ("frus1911v01#p_TE1",)
    assert [a.presence for a in record.attendees] == [("tookPart", "recorder")]
    record = one(make(document(listed("Mr. Lund", "Mr. Emil Tarn"), head=head)))
    assert [a.presence for a in record.attendees] == [("tookPart",), ("tookPart", "recorder")]


# Date, place, source


@pytest.mark.parametrize(
    ("dateline", "edtf", "place"),
    [
        ("<date when='1911-05-02T10:00:00Z'>May 2, 1911, 10 a.m.</date>", "1911-05-02", None),
        (
            "[<placeName> Strelsau </placeName>,] <date when='1911-05'>May 1911</date>",
            "1911-05",
            "Strelsau",
        ),
        (
            "<date from='1911-05-02T22:00:00' to='1911-05-03T01:00:00'>May 2–3, 1911</date>",
            "1911-05-02/1911-05-03",
            None,
        ),
        (
            "<date from='1911-05-02T10:00:00' to='1911-05-02T11:00:00'>May 2, 1911</date>",
            "1911-05-02",
            None,
        ),
        ("Zenda, <placeName>Ruritania</placeName>, May 2, 1911", "1911-05-02", "Zenda, Ruritania"),
        ("<placeName>Strelsau</placeName>, undated", None, "Strelsau"),
    ],
)
def test_the_dateline_gives_day_and_place(
    make: Make, dateline: str, edtf: str | None, place: str | None
) -> None:
    record = one(make(document(f"<dateline>{dateline}</dateline>{listed('Mr. Lund')}")))
    assert (record.date.edtf if record.date else None) == edtf
    assert (record.place.value if record.place else None) == place
    assert record.conversation_dates == ((record.date,) if record.date else ())
    assert ("no date with a year" in warned(record)) == (edtf is None)


def test_the_heading_gives_what_the_dateline_does_not(make: Make) -> None:
    head = (
        "5. Memorandum of a Conversation, Department of State, Washington,"
        " <date when='1911-05-02T15:15:00'>May 2, 1911, 3:15 p.m.</date>"
    )
    record = one(make(document(listed("Mr. Lund"), head=head)))
    assert record.date is not None
    assert record.place is not None
    assert (record.date.edtf, record.date.as_written) == ("1911-05-02", "May 2, 1911, 3:15 p.m.")
    assert record.place.value == "Department of State, Washington"


def test_markup_and_print_that_differ_are_told(make: Make) -> None:
    line = "<dateline><date when='1911-05-03'>May 2, 1911</date></dateline>"
    record = one(make(document(line + listed("Mr. Lund"))))
    assert "the markup dates 1911-05-03, the print says 'May 2, 1911'" in warned(record)


@pytest.mark.parametrize(
    "note",
    [
        "1. Minutes of Meeting<note type='source'>{}</note>",
        "1. Minutes of Meeting<note n='1'>{}</note>",
    ],
)
def test_the_source_note_is_a_text_of_its_own(make: Make, note: str) -> None:
    words = (
        "Source: Department of State,\n Central Files, 795.00/5–211. Secret; Nodis. Drafted by"
        " <persName corresp='#p_TE1'>Tarn</persName> and approved in S on May 4."
    )
    record = one(make(document(listed("Mr. Lund"), head=note.format(words))))
    assert record.source_note is not None
    assert record.source_note.startswith("Source: Department of State, Central Files")
    assert record.marking is not None
    assert record.marking.value == "Secret"
    assert record.citation is not None
    assert record.citation.repository == "Department of State"
    assert record.author is not None
    assert record.author.span.where is Where.SOURCE_NOTE
    assert record.author.identifiers == ("frus1911v01#p_TE1",)
    assert [a.name for a in record.attendees] == ["Lund"]
    assert "frus1911v01#p_TE1" in {person.identifier for person in record.persons}


def test_ibid_means_the_source_of_the_document_before(make: Make) -> None:
    head = "{}. Minutes of Meeting<note type='source'>Source: {}</note>"
    outcomes = make(
        document("", head=head.format(1, "Ford Library, Box 3. Secret."), number=1),
        document("", head="Editorial Note", number=2),
        document("", head=head.format(3, "Ibid., Box 4. Secret."), number=3),
        document("", head=head.format(4, "Ibid. Secret."), number=4),
    )
    cited = [o.citation.repository for o in outcomes if isinstance(o, Record) and o.citation]
    assert cited == ["Ford Library", "Ford Library", "Ford Library"]


def test_an_inline_source_and_a_stamp_belong_to_the_record_not_to_its_text(make: Make) -> None:
    record = one(
        make(
            '<div type="document" xml:id="d1"><note rend="inline" type="source">795.00/5–211</note>'
            "<head>Minutes of Meeting</head><opener><dateline>Strelsau, May 2, 1911</dateline>"
            "<seg>top secret</seg><seg>No. 41</seg></opener><p>Salt.</p></div>"
        )
    )
    assert "secret" not in record.text
    assert record.source_note == "795.00/5–211"
    assert record.marking is not None
    assert (record.marking.value, record.marking.span) == ("top secret", None)
    assert [number.value for number in record.registry_numbers] == ["41"]


def test_a_calendar_entry_is_its_heading(make: Make) -> None:
    entry = (
        '<div type="document" xml:id="d6" n="6" xmlns:f="http://history.state.gov/frus/ns/1.0">'
        "<head>6. Memorandum of conversation, October 18, 1911, among Rusk, Lund, and Fitz (ICA)."
        " Request for salt. Confidential. 2 pp. DOS, Memoranda of Conversation: Lot 65 D 330."
        "</head><f:page-count-according-to-citation>2</f:page-count-according-to-citation>"
        "<f:file id='a'/></div>"
    )
    record = one(make(entry))
    assert record.text.startswith("6. Memorandum of conversation, October 18, 1911, among")
    assert record.title.endswith("and Fitz (ICA)")
    assert [a.name for a in record.attendees] == ["Rusk", "Lund", "Fitz"]
    assert record.date is not None
    assert record.date.edtf == "1911-10-18"
    assert record.marking is not None
    assert record.marking.value == "Confidential"
    assert record.citation is not None
    assert record.citation.as_given.startswith("DOS, Memoranda of Conversation")


def test_names_are_complete_and_persons_those_referred_to(make: Make) -> None:
    record = one(
        make(
            document(
                listed("Mr. <persName corresp='#p_TE1'>Tarn</persName>")
                + "<p>He met <persName corresp='other.xml#p_ZZ1'>Zed</persName> and"
                " <persName>Nobody</persName>."
                "<note><persName corresp='#p_OC1'>O</persName></note></p>"
            )
        )
    )
    assert [name.identifier for name in record.names] == ["frus1911v01#p_TE1", "other#p_ZZ1"]
    assert [(p.name, p.description) for p in record.persons] == [("Tarn, Emil", None)]
    assert record.identifier == "frus1911v01/d1"
    assert record.address == "https://history.state.gov/historicaldocuments/frus1911v01/d1"


def test_an_editors_summary_and_a_stated_address_are_kept(make: Make) -> None:
    head = "1. Minutes of Meeting<note type='summary'>They spoke  of salt.</note>"
    record = one(make(document("", head=head, attributes='source="https://example.org/d1"')))
    assert record.summary is not None
    assert record.summary.value == "They spoke of salt."
    assert record.address == "https://example.org/d1"


# Bad input


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<html/>", "is no TEI document: its root is html"),
        (f'<TEI xmlns="{TEI}"><text/></TEI>', "without documents; a document is a div"),
        (f'<TEI xmlns="{TEI}"><div type="document"', "is not well-formed XML"),
    ],
)
def test_what_is_no_volume_is_a_source_error(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "bad.xml"
    file.write_text(content)
    with pytest.raises(SourceError, match=said):
        list(convert(file))


def test_recognises_looks_at_the_namespace() -> None:
    assert recognises(Path("v.xml"), f'<t:TEI xmlns:t="{TEI}">'.encode())
    assert not recognises(Path("v.xml"), b'<TEI xmlns="urn:other">')
    assert not recognises(Path("v.txt"), f'<TEI xmlns="{TEI}">'.encode())


_TAGS = (
    "p",
    "hi",
    "list",
    "item",
    "note",
    "quote",
    "table",
    "row",
    "cell",
    "persName",
    "seg",
    "lb",
)
_TREES = st.recursive(
    st.text("ab \n\u00a0–", max_size=4),
    lambda inside: st.tuples(st.sampled_from(_TAGS), st.lists(inside, max_size=3)),
    max_leaves=14,
)


def written(tree: object) -> str:
    if isinstance(tree, str):
        return tree
    tag, children = cast(tuple[str, list[object]], tree)
    return f"<{tag}>{''.join(written(child) for child in children)}</{tag}>"


@settings(max_examples=60, deadline=None)
@given(st.lists(_TREES, max_size=4))
def test_blocks_and_spans_fit_any_nesting(trees: list[object]) -> None:
    content = "".join(written(tree) for tree in trees)
    reading = read(etree.fromstring(f'<div xmlns="{TEI}"><head>x</head>{content}</div>'))
    assert reading.text == "\n".join(reading.text[b.start : b.end] for b in reading.blocks)
    assert all(line == " ".join(line.split()) != "" for line in reading.text.split("\n"))
    for element in reading.spans:
        words = reading.words(element)
        assert words == words.strip() != ""


_CHANGES = st.tuples(st.integers(0, 2000), st.binary(max_size=3), st.integers(0, 30))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=3), st.integers(0, 30)), max_size=3)
)
def test_a_spoilt_volume_is_read_or_refused_never_more(
    tmp_path: Path, changes: list[tuple[int, bytes, int]]
) -> None:
    content = (
        f'<TEI xmlns="{TEI}" xml:id="frus1911v01"><text>{PERSONS}'
        + document(listed("Mr. <persName corresp='#p_LA1'>Lund</persName>") + "<p>Salt.</p>")
        + document(table("<cell>Participants:</cell><cell>A and B</cell>"), number=2)
        + "</text></TEI>"
    ).encode()
    for at, inserted, removed in changes:
        content = content[:at] + inserted + content[at + removed :]
    file = tmp_path / "spoilt.xml"
    file.write_bytes(content)
    with contextlib.suppress(SourceError):
        outcomes = list(convert(file))
        assert len({outcome.key for outcome in outcomes}) == len(outcomes)


# The real volumes


@pytest.fixture(scope="module")
def outcomes(shared: Path) -> dict[str, list[Outcome]]:
    return {
        file.stem: list(convert(file)) for file in sorted((shared / "corpora/frus").glob("*.xml"))
    }


@pytest.fixture(scope="module")
def records(outcomes: dict[str, list[Outcome]]) -> dict[str, Record]:
    return {o.identifier: o for found in outcomes.values() for o in found if isinstance(o, Record)}


# Documents and records of each volume, by the rule of kg/converters/tei/headings.py.
COUNTS = {
    "frus1917-72PubDip": (44, 0),
    "frus1943China": (788, 81),
    "frus1948v01p1": (271, 87),
    "frus1951v07p2": (333, 46),
    "frus1952-54v14p2": (386, 52),
    "frus1955-57v02": (324, 101),
    "frus1955-57v23p2": (265, 58),
    "frus1958-60v18": (336, 52),
    "frus1961-63v05": (390, 71),
    "frus1961-63v10-12mSupp": (746, 190),
    "frus1964-68v14": (335, 85),
    "frus1964-68v29p1": (369, 52),
    "frus1969-76v12": (229, 64),
    "frus1969-76ve13": (175, 79),
    "frus1977-80v21": (212, 46),
}


def test_every_document_is_accounted_for(outcomes: dict[str, list[Outcome]]) -> None:
    found = {
        volume: (len(all_), sum(isinstance(outcome, Record) for outcome in all_))
        for volume, all_ in outcomes.items()
    }
    assert found == COUNTS
    keys = Counter(outcome.key for all_ in outcomes.values() for outcome in all_)
    assert max(keys.values()) == 1
    assert not [o for all_ in outcomes.values() for o in all_ if isinstance(o, Refused)]


def test_every_span_of_the_real_records_is_verbatim(records: dict[str, Record]) -> None:
    assert len(records) == sum(kept for _, kept in COUNTS.values())
    for record in records.values():
        check(record)


def test_the_text_is_the_one_the_gold_was_annotated_on(
    records: dict[str, Record], shared: Path
) -> None:
    different = []
    files = sorted((shared / "gold/text").glob("frus*.meta.json"))
    for file in files:
        told = json.loads(file.read_text(encoding="utf-8"))
        text = records[f"{told['vol']}/{told['doc']}"].text
        if (sha256(text), len(text)) != (told["sha256"], told["chars"]):
            different.append(told["id"])
    assert len(files) == 130
    assert different == []


def test_listed_persons_arrive_with_their_identifiers(
    records: dict[str, Record], shared: Path
) -> None:
    """The few that do not: the absent, those marked as somebody else, one item run together."""
    listed_persons = arrived = 0
    for file in sorted((shared / "corpora/frus").glob("*.xml")):
        volume = open_volume(file)
        for element in volume.documents:
            record = records.get(f"{volume.name}/{element.get(XML_ID)}")
            if record is not None:
                known = {i for a in record.attendees for i in a.identifiers}
                marked = _marked_participants(element)
                listed_persons += len(marked)
                arrived += sum(f"{volume.name}{reference}" in known for reference in marked)
    assert listed_persons > 1600
    assert arrived / listed_persons >= 0.995


def _marked_participants(element: Element) -> list[str]:
    """Return the references of the names marked in a document's lists of participants."""
    return [
        name.get("corresp", "")
        for part in own_elements(element)
        if is_participants_list(part)
        for name in part.iter(f"{{{TEI}}}persName")
        if name.get("corresp")
        and not any(name_of(parent) == "note" for parent in name.iterancestors())
    ]


def test_the_dates_of_the_markup_agree_with_the_print(records: dict[str, Record]) -> None:
    told = [
        w.message for r in records.values() for w in r.warnings if "the print says" in w.message
    ]
    assert len(told) < 10
    dated = sum(record.date is not None for record in records.values())
    assert dated / len(records) > 0.9


def test_the_attendees_of_a_list_say_who_they_are(records: dict[str, Record]) -> None:
    attendees: list[Attendee] = [
        a for r in records.values() if r.attendees_from == "markup" for a in r.attendees
    ]
    assert len(attendees) > 2000
    assert all(
        a.name
        or a.position
        or "declassified" in a.as_written
        or a.kind != "person"
        or a.presence != ("tookPart",)
        for a in attendees
    )
    assert all(isinstance(a.span, Span) for a in attendees)
