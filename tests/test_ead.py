"""Finding aids of recorded conversations: held against a second reading of the same files."""

import re
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from kg import graph
from kg.converters.ead import convert, recognises
from kg.converters.ead.eac import read_authority
from kg.extraction import extract
from kg.records import BlockKind, DateReading, Excluded, Record
from kg.validation import check_quotes
from tests.ead.samples import AID, AUTHORITY, changed, read, write

E = "{urn:isbn:1-931666-22-9}"


@pytest.fixture
def record(tmp_path: Path) -> Record:
    return read(write(tmp_path))


# --- the real ones --------------------------------------------------------------------------------


def second_reading(path: Path) -> dict[str, object]:
    """Read a finding aid once more, with another parser and nothing of ours."""
    root = ET.parse(path).getroot()
    time = root.find(f".//{E}odd[@id='conversationDateTime']")
    assert time is not None
    start, end = (re.sub(r"-05:00$", "", e) for e in time.attrib["altrender"].split("/"))
    said = {p.attrib["id"]: p.text for p in time}
    listed = root.findall(f".//{E}origination[@id='participants']/*")
    return {
        "identifier": root.findtext(f".//{E}unitid[@type='nixonTapesID']"),
        "participants": [(p.attrib["authfilenumber"], p.text) for p in listed],
        "kinds": [p.tag.removeprefix(E) for p in listed],
        "time": (start, end, said["timeCertainty"], said["dateCertainty"]),
        "days": start[:10] if start[:10] == end[:10] else f"{start[:10]}/{end[:10]}",
        "hierarchy": [
            (
                part.findtext(f"{E}unittitle"),
                part.findtext(f"{E}unitid"),
                part.find(f"{E}unitid").attrib["identifier"],  # type: ignore[union-attr]  # is there
            )
            for part in root.findall(f".//{E}origination[@id='isPartOf']/{E}archref")
        ],
    }


def our_reading(record: Record) -> dict[str, object]:
    assert record.time is not None
    assert record.citation is not None
    (date,) = record.conversation_dates
    kinds = {"person": "persname", "group": "persname", "organization": "corpname"}
    return {
        "identifier": record.identifier,
        "participants": [(a.identifiers[0], record.text_of(a.span)) for a in record.attendees],
        "kinds": [kinds[a.kind] for a in record.attendees],
        "time": (
            record.time.start,
            record.time.end,
            record.time.certainty,
            record.time.date_certainty,
        ),
        "days": date.edtf,
        "hierarchy": [(u.value, u.identifier, u.address) for u in record.citation.levels],
    }


def test_all_419_conversations_equal_their_source(shared: Path) -> None:
    files = sorted((shared / "corpora/nixontapes/findingaids").rglob("*.xml"))
    started = time.perf_counter()
    records = [read(path) for path in files]
    assert time.perf_counter() - started < 10
    equal = [our_reading(r) == second_reading(p) for r, p in zip(records, files, strict=True)]
    assert (sum(equal), len(equal)) == (419, 419)
    assert len({record.key for record in records}) == 419
    warned = {record.identifier for record in records if record.warnings}
    assert warned == {record.identifier for record in records if not record.attendees}
    assert len(warned) == 2  # blank recordings
    assert sum(record.medium == "telephone" for record in records) == 200
    assert {record.medium for record in records} == {"telephone", "meeting"}


def test_every_word_of_419_texts_lies_in_a_block(shared: Path) -> None:
    for path in sorted((shared / "corpora/nixontapes/findingaids").rglob("*.xml")):
        record = read(path)
        assert "\n".join(record.text[b.start : b.end] for b in record.blocks) == record.text
        assert "####" not in record.text
        assert not any(block.kind is BlockKind.PARAGRAPH for block in record.blocks)


def test_participants_have_their_authorities_but_for_nixon(shared: Path) -> None:
    files = sorted((shared / "corpora/nixontapes/findingaids").rglob("*.xml"))
    records = [read(path) for path in files]
    named = {i for record in records for a in record.attendees for i in a.identifiers}
    known = {person.identifier for record in records for person in record.persons}
    assert named - known == {"37-wht-eac-00002003"}
    names = {a.identifiers[0]: a.name for record in records for a in record.attendees}
    assert names["37-wht-eac-00002003"] == "Richard M. Nixon"
    assert len({names[i] for i in named}) == len(named)  # the wife of John N. Frank is not he


def test_all_186_authorities_are_accounted_for(shared: Path) -> None:
    files = sorted((shared / "corpora/nixontapes/authorities").glob("*.xml"))
    outcomes = [outcome for path in files for outcome in convert(path)]
    assert len(outcomes) == 186
    assert {o.reason for o in outcomes if isinstance(o, Excluded)} == {
        "a name authority, used by the finding aids"
    }
    assert outcomes[0].key == f"nixontapes/{files[0].stem}"


def test_the_graph_of_real_conversations_quotes_only_what_is_printed(shared: Path) -> None:
    for path in sorted((shared / "corpora/nixontapes/findingaids").rglob("*.xml"))[::20]:
        record = read(path)
        quads = graph.quads(record, extract(record))
        assert not check_quotes(graph.source_texts(record), quads.evidence + quads.record)


# --- what is read ---------------------------------------------------------------------------------


def test_a_finding_aid_becomes_a_record(record: Record) -> None:
    assert record.key == "nixontapes/7-001"
    assert record.title == "Palace Tapes: Conversation 7-001"
    assert (record.language, record.kind, record.medium) == ("en", "Audiotapes", "telephone")
    assert record.rights == "Free of rights."
    assert record.address == "http://tapes.example/7-001.xml"
    assert [number.value for number in record.registry_numbers] == ["freedonia-7-001"]
    assert [subject.value for subject in record.subjects] == ["Salt"]
    assert record.warnings == ()


def test_titles_offices_and_nicknames_leave_the_name(record: Record) -> None:
    parted = [(a.name, a.title, a.position, a.kind) for a in record.attendees]
    assert parted == [
        ("Ugo Orsini", None, "President", "person"),
        ("A. B. Lund, Jr.", "Dr.", None, "person"),
        ("Palace operator", None, None, "organization"),
    ]
    assert all(record.text_of(a.span) == a.as_written for a in record.attendees)
    assert [a.identifiers for a in record.attendees] == [("x-1",), ("x-2",), ("x-3",)]


def test_those_spoken_of_are_not_those_present(record: Record) -> None:
    (mentioned,) = record.mentioned
    assert (mentioned.name, mentioned.presence) == ("Mrs. Maria Vale", ("mentioned",))


def test_a_placeholder_is_nobody_in_particular(tmp_path: Path) -> None:
    record = changed(tmp_path, ("Palace operator", "[Unknown person(s)]"))
    assert record.attendees[2].kind == "group"


def test_the_time_is_the_local_one_of_the_attribute(record: Record) -> None:
    time = record.time
    assert time is not None
    assert (time.start, time.end) == ("1911-06-02T14:14:00", "1911-06-02T14:30:00")
    assert (time.certainty, time.date_certainty) == ("estimated", "certain")
    assert time.start_span is not None
    assert record.text_of(time.start_span) == "2:14 pm"
    (date,) = record.conversation_dates
    assert date.edtf == "1911-06-02"
    assert date.span is not None
    assert record.text_of(date.span) == "June 2, 1911"


def dates(record: Record) -> tuple[DateReading | None, tuple[str, ...]]:
    return record.date, tuple(reading.edtf for reading in record.conversation_dates)


def test_an_unknown_date_between_two_days_is_an_interval(tmp_path: Path) -> None:
    printed = "on an unknown date between June 2, 1911 and June 4, 1911"
    record = changed(
        tmp_path,
        ('<p id="endDate">June 2, 1911', '<p id="endDate">June 4, 1911'),
        (">June 2, 1911</unitdate>", f">{printed}</unitdate>"),
        ("/1911-06-02T14:30", "/1911-06-04T14:30"),
        ('dateCertainty">certain', 'dateCertainty">estimated'),
    )
    date, conversation = dates(record)
    assert conversation == ("1911-06-02/1911-06-04",)
    assert date == record.conversation_dates[0]
    assert date.as_written == printed
    assert record.warnings == ()


@pytest.mark.parametrize(("certainty", "edtf"), [("estimated", "~"), ("uncertain", "?")])
def test_a_doubtful_day_is_qualified(tmp_path: Path, certainty: str, edtf: str) -> None:
    record = changed(tmp_path, ('dateCertainty">certain', f'dateCertainty">{certainty}'))
    assert dates(record)[1] == (f"1911-06-02{edtf}",)


def test_the_hierarchy_has_the_archives_numbers(record: Record) -> None:
    citation = record.citation
    assert citation is not None
    assert citation.repository == "Archive of Freedonia"
    assert citation.as_given.startswith("Conversation 7-001, Audiotape 7")
    assert [(u.kind, u.label, u.value, u.identifier, u.address) for u in citation.levels] == [
        ("Collection", "Collection", "Palace Tapes", "11", "http://catalog.example/id/11"),
        ("Series", "Series", "Palace Telephone Recordings", "12", None),
        ("File", "File", "Audiotape 7", None, None),
    ]


def test_the_summary_is_prose_about_the_talk_and_no_running_text(record: Record) -> None:
    assert record.summary is not None
    assert record.summary.value.endswith("captured this recording.")
    assert record.conversation_span is not None
    told = record.text_of(record.conversation_span)
    assert told == "On June 2, 1911, Ugo Orsini and A. B. Lund talked on the telephone."
    assert "Salt was bought." in record.text  # the longer summary has more
    assert record.text.count("talked on the telephone.") == 1
    findings = extract(record)
    assert not findings.proposals
    assert [p.as_written for p in findings.conversations[0].participants] == [
        a.as_written for a in record.attendees
    ]


def test_comments_hold_no_elements(record: Record) -> None:
    assert record.identifier == "7-001"
    assert "######" not in record.text


# --- authorities ----------------------------------------------------------------------------------


def test_the_authorities_beside_the_finding_aids_are_read(tmp_path: Path) -> None:
    write(tmp_path, AUTHORITY, "authorities/x-2.xml")
    record = read(write(tmp_path))
    (person,) = record.persons
    assert (person.identifier, person.name) == ("x-2", "Lund, A. B., Jr.")
    assert person.variants == ("Dr. A. B. Lund, Jr.", "A. Lunt")
    assert (person.dates, person.description) == ("1850-1920", "A physician.")
    assert record.attendees[1].title == "Dr."
    assert record.warnings == ()


def test_an_authority_is_no_record(tmp_path: Path) -> None:
    path = write(tmp_path, AUTHORITY, "x-2.xml")
    (outcome,) = convert(path)
    assert outcome == Excluded(
        key="nixontapes/x-2", reason="a name authority, used by the finding aids", line=1
    )
    assert read_authority(path).honorifics == ("Dr.",)


def test_an_identifier_leads_to_no_other_folder(tmp_path: Path) -> None:
    write(tmp_path, AUTHORITY, "secret.xml")
    (tmp_path / "authorities").mkdir()
    record = changed(tmp_path, ('"x-2"', '"../secret"'))
    assert record.persons == ()
    assert record.attendees[1].identifiers == ("../secret",)


@pytest.mark.parametrize(
    ("head", "known"),
    [(AID, True), (AUTHORITY, True), ("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", False)],
)
def test_a_file_is_known_by_its_namespace(head: str, known: bool) -> None:
    assert recognises(Path("x.xml"), head.encode()) is known
