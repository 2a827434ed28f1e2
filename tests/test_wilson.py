"""Saved pages of the Digital Archive: the real one, made-up ones in its layout, and spoilt ones."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.converters.wilson import convert, recognises
from kg.errors import SourceError
from kg.records import BlockKind, Excluded, Record, sha256

RIGHTS = "The Zenda Program welcomes reuse of its materials."
SOURCE = "RGA F. 07, Op. 2, D. 31. Obtained by Otto Brown and translated for RDP by Flavia Green."
INFORMATION = {
    "Source": SOURCE,
    "Rights": f"{RIGHTS}\n\nTo enquire about rights, write to zenda@example.org.",
    "Original Uploaded Date": "2014-02-01",
    "Type": "Memorandum of Conversation",
    "Language": "",
    "Record ID": "900001",
    "Donors": "Zenda Foundation and Strelsau Ministry of Culture",
}
SUMMARY = "Black and Blue discuss the fishing fleet and the ships that were promised to Graustark."


def page(title, *body, date="May 3, 1961", summary=SUMMARY, summary_first=False, **fields):
    """A made-up page in the layout of the archive's; a field set to None loses its label."""
    information = INFORMATION | {name.replace("_", " "): value for name, value in fields.items()}
    told = [summary] if summary else []
    lines = [
        "Skip to content",
        *([date] if date else []),
        title,
        *((*told, *body) if summary_first else (*body, *told)),
        "Document Information",
    ]
    for label, value in information.items():
        if value is not None:
            lines += [label, *([value] if value else [])]
    return "\n\n".join(lines) + "\n"


@pytest.fixture
def read(tmp_path):
    """Convert a text as if it lay in a file; the one outcome, with its blocks and spans checked."""

    def convert_text(text):
        path = tmp_path / "page.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (outcome,) = convert(path)
        if isinstance(outcome, Record):
            check(outcome)
        return outcome

    return convert_text


def check(record):
    """What holds for every record: blocks cover the text, every span is verbatim."""
    covered = [False] * len(record.text)
    for block in record.blocks:
        assert record.text[block.start : block.end].strip()
        assert not any(covered[block.start : block.end]), "two blocks overlap"
        covered[block.start : block.end] = [True] * (block.end - block.start)
    rest = "".join(c for c, known in zip(record.text, covered, strict=True) if not known)
    assert not rest.strip(), f"in no block: {rest.strip()[:60]!r}"
    assert [b.start for b in record.blocks] == sorted(b.start for b in record.blocks)
    for attendee in record.attendees:
        assert record.text_of(attendee.span) == attendee.as_written
    for reading in (*record.conversation_dates, *([record.date] if record.date else [])):
        assert record.text_of(reading.span) == reading.as_written
    for copy in record.copies:
        assert record.text_of(copy.span) == copy.as_written
    exact = [*record.translators, *record.projects, *record.funders, *record.subjects]
    exact += [one for one in (record.marking, record.place, record.summary) if one]
    exact += record.author.other_names if record.author else ()
    for one in exact:
        assert record.text_of(one.span) == one.value
    for number in record.registry_numbers:
        assert record.text_of(number.span).endswith(number.value)


def who(record):
    return [(one.name, one.position) for one in record.attendees]


# --- the real page --------------------------------------------------------------------------------


@pytest.fixture
def real(shared):
    path = shared / "records" / "115932.txt"
    if not path.is_file():
        pytest.skip("the real page is not here: records/115932.txt")
    (record,) = convert(path)
    check(record)
    return record


def test_record_115932_has_the_text_of_its_page(real):
    assert len(real.text) == 8893
    assert real.text.count("\xa0") == 36
    assert sha256(real.text) == "d1d543a29f65411a9939d3c41f37d230f75194aee8d716cc7e5c35c9a3416a08"


def test_record_115932_its_identity_and_dates(real):
    assert real.key == "wilson/115932"
    assert real.title.startswith("From the Journal of A. M. Puzanov, Record")
    assert (real.kind, real.language, real.address) == ("Diary Entry", None, None)
    assert (real.date.edtf, real.date.as_written) == ("1957-11-13", "November 13, 1957")
    readings = [
        (one.edtf, one.as_written, one.span.start, one.span.end, one.corrects)
        for one in real.conversation_dates
    ]
    assert readings == [
        ("1957-09-12", "12 September", 410, 422, False),
        ("1957-11-12", "[sic; November]", 423, 438, True),
    ]
    assert (real.conversation_span.start, real.conversation_span.end) == (407, 489)
    assert real.place is None
    assert real.warnings == ()


def test_record_115932_its_author_and_participants(real):
    author = real.author
    assert author.name == "A. M. Puzanov"
    assert real.text_of(author.span) == "A. M. PUZANOV"
    assert 247 <= author.span.start < author.span.end <= 263
    assert author.position == "SOVIET AMBASSADOR IN THE DPRK"
    assert (author.position_span.start, author.position_span.end) == (7703, 7732)
    assert {(one.value, one.span.start) for one in author.other_names} == {
        ("A. PUZANOV", 7747),
        ("A. M. Puzanov", 53 + len("of ")),
    }
    kim, puzanov = real.attendees
    assert (kim.name, kim.title, kim.side) == ("Kim Il Sung", "Cde.", None)
    assert (kim.span.start, kim.span.end, kim.presence) == (473, 489, ("tookPart",))
    assert (puzanov.name, puzanov.side) == ("A. M. Puzanov", "Soviet")
    assert puzanov.presence == ("tookPart", "recorder")


def test_record_115932_its_marking_numbers_and_copies(real):
    assert (real.marking.value, real.marking.span.start) == ("SECRET", 229)
    numbers = {one.value: (one.span.start, one.span.end) for one in real.registry_numbers}
    assert numbers == {
        "13855-gs": (306, 314),
        "1228/dv": (321, 331),
        "6-AP/vp": (7763, 7770),
        "2172-dv": (7892, 7902),
    }
    assert [(one.number, one.recipient, one.recipient_kind) for one in real.copies] == [
        ("1", "Gromyko", "person"),
        ("2", "Patolichev", "person"),
        ("3", "Zakharov", "person"),
        ("4", "Fedorenko", "person"),
        ("5", "General Secretariat", "organization"),
        ("6", None, "person"),
    ]
    assert [one.number for one in real.copies if one.surviving] == ["2"]
    assert [(one.span.start, one.span.end) for one in real.copies][4:] == [
        (7850, 7877),
        (7879, 7890),
    ]


def test_record_115932_its_source_and_edition(real):
    citation = real.citation
    assert citation.as_given == "AVPRF F. 0102, Op. 13, Delo 5"
    assert (citation.span.start, citation.span.end) == (8144, 8174)
    assert citation.repository == "AVPRF"
    assert [(one.kind, one.label, one.value) for one in citation.levels] == [
        ("Fonds", "F.", "0102"),
        ("Series", "Op.", "13"),
        ("File", "Delo", "5"),
    ]
    assert [one.value for one in real.translators] == ["Gary Goldberg"]
    assert [one.value for one in real.projects] == ["NKIDP"]
    assert [(one.value, one.span.start, one.span.end) for one in real.funders] == [
        ("ROK Ministry of Unification", 8841, 8868),
        ("Leon Levy Foundation", 8873, 8893),
    ]
    assert (real.issued, real.issued_span.start, real.issued_span.end) == ("2012-12-04", 8773, 8783)
    assert (real.summary.span.start, real.summary.span.end) == (7925, 8111)
    assert real.rights.startswith("The History and Public Policy Program welcomes reuse")
    assert "@" not in real.rights
    assert real.rights_holder == "History and Public Policy Program"


def test_record_115932_its_spans_are_those_of_the_ideal_graph(real, shared):
    ideal = (shared / "design" / "115932-ideal.ttl").read_text(encoding="utf-8")
    spans = {(int(a), int(b)) for a, b in re.findall(r"oa:start (\d+) ; oa:end (\d+)", ideal)}
    structural = [
        *(one.span for one in (*real.conversation_dates, *real.copies)),
        *(real.conversation_span, real.citation.span, real.issued_span),
        *(real.author.position_span, real.attendees[0].span),
        *(real.registry_numbers[2].span, real.registry_numbers[3].span),
    ]
    assert {(span.start, span.end) for span in structural} <= spans


def test_record_115932_its_blocks(real):
    kinds = {}
    for block in real.blocks:
        kinds.setdefault(block.kind, []).append(real.text[block.start : block.end])
    assert len(kinds[BlockKind.PARAGRAPH]) == 18
    assert len(kinds[BlockKind.DISTRIBUTION]) == 6
    assert kinds[BlockKind.FURNITURE] == ["Skip to content"]
    assert kinds[BlockKind.SIGNATURE][0] == "SOVIET AMBASSADOR IN THE DPRK"
    assert "Language" in kinds[BlockKind.LABEL]
    assert kinds[BlockKind.HEADING][1:] == ["RECORD OF A CONVERSATION", "with Cde. KIM IL SUNG"]


# --- made-up pages in the same layout -------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "title"),
    [
        (
            "Otto Black, Fritz Gray",
            "Conversation between Otto Black and Fritz Gray, Strelsau",
        ),
        (
            "Otto Black, Fritz Gray",
            "Minutes of the Meeting between Otto Black – Fritz Gray in Zenda",
        ),
        (
            "O. P. Black, F. Gray",
            "RECORD OF CONVERSATION OF CDE. O. P. BLACK WITH SENATOR F. GRAY, 1 MAY 1961",
        ),
        (
            "Otto Black, ?",
            "Otto Black's Conversation with the Ruritanian Ambassador",
        ),
        (
            "Black, ?",
            "Record of Conversation from Premier Black’s Reception of the Ambassador",
        ),
        (
            "Otto Black, Fritz Gray",
            "Abstract of Conversation: Ambassador to Zenda Otto Black Receives Fritz Gray",
        ),
        (
            "Gray",
            "Note on a Conversation with the 1st Secretary of the Embassy, Comrade Gray",
        ),
        (
            "Otto Black, Fritz Gray",
            "Talks between Otto Black, Chairman of the Ruritanian Workers' Party, and Fritz Gray",
        ),
        (
            "Fritz Gray, O. Black",
            "From the Journal of O. Black, Record of a Conversation with Fritz Gray",
        ),
    ],
)
def test_the_grammar_of_titles(read, people, title):
    record = read(page(title, "It was said that the ships had sailed in the morning."))
    assert ", ".join(one.name or "?" for one in record.attendees) == people


def test_a_journal_with_its_stamps_in_two_columns(read):
    record = read(
        page(
            "From the Diary of F. Gray, Record of a Conversation with Rudolf Black",
            "from the diary [stamp: STRICTLY SECRET Copy No. 3",
            "of F. GRAY \xa0\xa0\xa0 5 May 1961",
            "117-zz \xa0\xa0\xa0 Nº 55/gr]",
            "RECORD OF A CONVERSATION",
            "with the Foreign Minister of Ruritania, Cde. RUDOLF BLACK",
            "On 3 April [sic; May] 1961 a conversation was held with Cde. Rudolf Black. He spoke "
            "of the fleet.",
            "I told him that I would ask Zenda.",
            "GRAUSTARK'S AMBASSADOR IN RURITANIA",
            "[signature] (F. GRAY)",
            "3-FG/ab",
            "1 - Cde. Brown",
            "2 - the Naval Department",
            "3 - to file",
            "Nº 99-gr",
            "6 May 1961",
            summary="Gray and Black discuss the fleet.  The minister describes its new ships.",
        )
    )
    assert who(record)[0][0] == "Rudolf Black"
    assert record.author.name == "F. Gray"
    assert record.text_of(record.author.span) == "F. GRAY"
    assert record.author.position == "GRAUSTARK'S AMBASSADOR IN RURITANIA"
    assert record.attendees[-1].presence == ("tookPart", "recorder")
    assert [one.edtf for one in record.conversation_dates] == ["1961-04-03", "1961-05-03"]
    assert record.marking.value == "STRICTLY SECRET"
    assert [one.value for one in record.registry_numbers] == ["117-zz", "55/gr", "3-FG/ab", "99-gr"]
    assert [(one.recipient, one.recipient_kind, one.surviving) for one in record.copies] == [
        ("Brown", "person", False),
        ("Naval Department", "organization", False),
        (None, "person", True),
    ]


def test_a_list_of_participants_with_sides(read):
    record = read(
        page(
            "Memorandum of Conversation between Rudolf Black and Antonia Blue",
            "Memorandum of Conversation",
            "Place: Winter Palace, Strelsau",
            "Participants:",
            "From Ruritania:",
            "Rudolf Black, Foreign Minister",
            "Fritz Gray, interpreter",
            "From Graustark:",
            "Ambassador Antonia Blue",
            "Rudolf Black: We welcome the Ambassador and would like to hear her views at once.",
            "Antonia Blue: Thank you. My government proposes that both fleets be withdrawn.",
        )
    )
    assert record.attendees_from == "list"
    assert [(one.name, one.side, one.presence) for one in record.attendees] == [
        ("Rudolf Black", "Ruritania", ("tookPart",)),
        ("Fritz Gray", "Ruritania", ("interpreter",)),
        ("Antonia Blue", "Graustark", ("tookPart",)),
    ]
    assert record.place.value == "Winter Palace, Strelsau"
    kinds = [block.kind for block in record.blocks]
    assert kinds.count(BlockKind.TURN) == 2
    assert kinds.count(BlockKind.LIST_ITEM) == 3
    assert record.conversation_dates == ()
    assert record.author is None


def test_a_telegram_in_the_first_person_with_its_summary_first(read):
    record = read(
        page(
            "Telegram from Gray to Zenda about a Meeting with Rudolf Black",
            "TOP SECRET",
            "Telegram No. 144",
            "From: Strelsau",
            "To: Zenda",
            "Dispatched: 4 May 1961, 10:40",
            "On 3 May 1961 I met with Foreign Minister Rudolf Black at his request. He said that "
            "the fleet would sail.",
            "I replied that my government would consider this.",
            "[signed] F. Gray",
            Type="Telegram",
            summary_first=True,
        )
    )
    assert record.summary.value == SUMMARY
    assert who(record) == [("Rudolf Black", "Foreign Minister"), ("F. Gray", None)]
    assert record.attendees[1].presence == ("tookPart", "recorder")
    assert [one.edtf for one in record.conversation_dates] == ["1961-05-03"]
    words = record.text_of(record.conversation_span)
    assert words == "On 3 May 1961 I met with Foreign Minister Rudolf Black"
    assert record.marking.value == "TOP SECRET"
    assert [one.value for one in record.registry_numbers] == ["144"]


def test_no_signature_and_the_parties_only_in_the_title(read):
    record = read(
        page(
            "Record of Conversation between Premier Antonia Blue and Chairman Rudolf Black",
            "We have looked at the matter again, Black said, and cannot give more than four ships.",
            "Blue thanked him and said that four would do for the present and for the winter.",
            summary=None,
            date=None,
        )
    )
    assert who(record) == [("Antonia Blue", "Premier"), ("Rudolf Black", "Chairman")]
    assert record.attendees_from == "title"
    assert (record.author, record.date, record.summary) == (None, None, None)
    assert (record.marking, record.copies, record.registry_numbers) == (None, (), ())


def test_one_who_only_recorded_did_not_take_part(read):
    record = read(
        page(
            "Reception of Ambassador Blue",
            "RECORD OF CONVERSATION",
            "Comrade Rudolf Black received Ambassador Antonia Blue on 3 May 1961. The conversation "
            "took place in the Winter Palace.",
            "Present: Fritz Gray, Deputy Minister",
            "The Ambassador asked for four ships before the winter.",
            "Recorded by O. Brown.",
        )
    )
    assert [(one.name, one.presence) for one in record.attendees] == [
        ("Rudolf Black", ("tookPart",)),
        ("Antonia Blue", ("tookPart",)),
        ("Fritz Gray", ("tookPart",)),
        ("O. Brown", ("recorder",)),
    ]
    assert record.author.name == "O. Brown"
    assert record.place.value == "the Winter Palace"


def test_a_telephone_conversation_with_its_date_in_the_title(read):
    record = read(
        page(
            "Record of a Telephone Conversation between R. Black and A. Blue, 3 May 1961",
            "Black: I am calling about the ships that you asked for last week.",
            "Blue: Yes, we would be glad to have them before the winter comes.",
            date="1961",
        )
    )
    assert record.medium == "telephone"
    assert [one.edtf for one in record.conversation_dates] == ["1961-05-03"]
    assert record.date.edtf == "1961"


def test_the_date_of_a_stamp_is_not_that_of_the_conversation(read):
    record = read(
        page(
            "Conversation of Rudolf Black with Antonia Blue",
            "Strelsau, 9 May 1961",
            "Black told Blue that the ships had sailed for Graustark in the morning.",
        )
    )
    assert record.conversation_dates == ()
    assert who(record) == [("Rudolf Black", None), ("Antonia Blue", None)]


def test_what_the_source_says_of_people_and_projects(read):
    record = read(page("Talk between Rudolf Black and Antonia Blue", "Black spoke of his ships."))
    assert record.citation.levels[0].value == "07"
    assert [one.value for one in record.translators] == ["Flavia Green"]
    assert [one.value for one in record.projects] == ["RDP"]
    assert [one.value for one in record.contributors] == ["Otto Brown"]
    assert record.warnings == ()
    assert [one.value for one in record.funders] == [
        "Zenda Foundation",
        "Strelsau Ministry of Culture",
    ]
    assert (record.rights, record.rights_holder) == (RIGHTS, "Zenda Program")


def test_donors_are_parted_only_between_whole_bodies(read):
    donors = "John D. and Catherine T. Gray Foundation\n\nMinistry of Trade and Industry"
    record = read(page("Talk between R. Black and A. Blue", "Black spoke.", Donors=donors))
    assert [one.value for one in record.funders] == donors.split("\n\n")


def test_labels_in_any_order_without_values_or_on_the_line_of_the_value(read):
    text = page("Talk between R. Black and A. Blue", "Black spoke.", Donors="", Type="")
    head, _, _ = text.partition("Document Information")
    record = read(
        f"{head}Document Information\n\n{SOURCE}\n\nRecord ID: 77\n\nLanguage\n\nDonors\n\nType\n\n"
        "Rights\n\nOriginal Uploaded Date\n\nRelated Documents\n\nAnother title\n"
    )
    assert record.identifier == "77"
    assert record.citation.repository == "RGA"
    assert (record.kind, record.funders, record.rights, record.issued) == (None, (), None, None)


def test_a_language_of_the_original_is_not_the_language_of_the_text(read):
    talk = ("Talk between R. Black and A. Blue", "Black spoke.")
    assert read(page(*talk, Language="English")).language == "en"
    record = read(page(*talk, Language="Ruritanian"))
    assert record.language is None
    assert [one.value for one in record.original_languages] == ["Ruritanian"]


def test_an_ambiguous_date_is_left_out_with_a_warning(read):
    talk = "On 04.05.1961 a conversation was held with Rudolf Black about the winter fleet."
    record = read(page("Conversation with Rudolf Black", talk, Source="Some private papers."))
    assert record.conversation_dates == ()
    messages = " ".join(warning.message for warning in record.warnings)
    assert "1961-05-04 or 1961-04-05" in messages
    assert "not understood in the source" in messages


def test_crlf_and_a_signature_of_the_encoding_change_nothing(read):
    text = page("Talk between Rudolf Black and Antonia Blue", "Black spoke of his ships.")
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert read(windows) == read(text)


def test_a_document_that_records_no_conversation_is_excluded_with_its_reason(read):
    outcome = read(
        page(
            "Letter from Rudolf Black to Antonia Blue",
            "I am sending you four ships with this letter and hope that they serve you well.",
            Type="Letter",
            summary=None,
        )
    )
    assert isinstance(outcome, Excluded)
    assert outcome.key == "wilson/900001"
    assert "speaks of a conversation" in outcome.reason


def test_a_letter_whose_opening_tells_of_a_meeting_is_none(read):
    record = read(
        page(
            "Letter from Rudolf Black",
            "On 3 May 1961 I received Ambassador Antonia Blue of Graustark. She asked for ships.",
            Type="Letter",
        )
    )
    assert who(record) == [("Antonia Blue", "Ambassador of Graustark")]


# --- spoilt pages ---------------------------------------------------------------------------------

WHOLE = page("Talk between Rudolf Black and Antonia Blue", "Black spoke of his ships to Blue.")


@pytest.mark.parametrize(
    ("content", "message", "line"),
    [
        (b"", "is empty", None),
        (b" \n\xc2\xa0\n", "is empty", None),
        (WHOLE.encode("utf-16"), "is not UTF-8 (byte 0: 0xff)", 1),
        (WHOLE.replace("ships", "shîps").encode("latin-1"), "is not UTF-8 (byte", 7),
        (WHOLE.replace("ships", "sh\0ps").encode(), "U+0000", 7),
        (WHOLE.partition("Document Inf")[0].encode(), "the page is cut off", 9),
        (WHOLE.partition("Record ID")[0].encode(), "has no Record ID", None),
        (WHOLE.partition("900001")[0].encode(), "has an empty Record ID", 33),
        (WHOLE.replace("900001", "see below").encode(), "that is no number", 35),
        (b"Document Information\n\nRecord ID\n\n7\n", "has no title", 1),
        (b"<?xml version='1.0'?><TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "is no saved", None),
        (b"<p>A poem about ships.</p>", "is no page of a document", None),
        (b"A poem about ships.\n", "is no saved page", None),
    ],
)
def test_a_spoilt_page_is_one_line_with_file_place_and_remedy(tmp_path, content, message, line):
    path = tmp_path / "spoilt.txt"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        list(convert(path))
    error = caught.value
    assert message in str(error)
    assert str(error).startswith(str(path))
    assert "\n" not in str(error)
    assert error.line == line
    assert error.remedy


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        list(convert(tmp_path / "missing.txt"))
    with pytest.raises(SourceError, match="holds no page of a document"):
        list(convert(tmp_path))


@given(data=st.data())
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_mutated_page_gives_an_outcome_or_a_source_error(tmp_path, data):
    lines = page(
        "Memorandum of Conversation between Rudolf Black and Antonia Blue",
        "from the journal [SECRET Copy Nº 2",
        "of F. GRAY \xa0\xa0 Nº 55/gr]",
        "Participants: Rudolf Black, Minister; Antonia Blue",
        "On 3 April [sic; May] 1961 a conversation was held with Cde. Rudolf Black, who spoke.",
        "[signature] (F. GRAY)",
        "1 - Cde. Brown 2 - to file",
    ).split("\n")
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(lines) - 1))
        kind = data.draw(st.sampled_from(["drop", "copy", "swap", "text", "cut"]))
        if kind == "drop" and len(lines) > 1:
            del lines[at]
        elif kind == "copy":
            lines.insert(data.draw(st.integers(0, len(lines))), lines[at])
        elif kind == "swap":
            lines[at], lines[0] = lines[0], lines[at]
        elif kind == "text":
            lines[at] = data.draw(st.text(max_size=40))
        else:
            lines[at] = lines[at][: data.draw(st.integers(0, len(lines[at])))]
    content = bytearray("\n".join(lines).encode("utf-8", "surrogatepass"))
    if content and data.draw(st.booleans()):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "page.txt"
    path.write_bytes(bytes(content))
    try:
        outcomes = list(convert(path))
    except SourceError:
        return
    assert len(outcomes) == 1
    for outcome in outcomes:
        if isinstance(outcome, Record):
            check(outcome)


def test_pages_are_recognised_and_other_formats_are_not(shared):
    real = shared / "records" / "115932.txt"
    assert recognises(real, real.read_bytes()[:65536])
    assert recognises(Path("x"), WHOLE.encode())
    assert recognises(Path("x"), WHOLE.replace("Skip to content", "").encode())
    for other in (b"", b"<?xml version='1.0'?><TEI/>", b'{"a": 1}', b"A poem.", b"\xff\xfe\x00S"):
        assert not recognises(Path("x"), other)
