"""The scraped table: columns by name, rows in any state, files of any size."""

import json
import subprocess
import sys

import pytest

from kg.converters.wilson import convert
from kg.converters.wilson.rows import BadRow, read_rows
from kg.errors import SourceError
from kg.records import Excluded, Record, Refused
from tests.wilson_pages import RIGHTS, MadeUp, as_row, as_table

ONE = MadeUp()
KNOWN = frozenset({"title", "record_id", "source"})


@pytest.fixture
def read(tmp_path):
    """Convert a table as if it lay in a file."""

    def outcomes(text):
        path = tmp_path / "table.csv"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return list(convert(path))

    return outcomes


def test_columns_are_read_by_name_in_any_order_and_number(read):
    row = as_row(ONE)
    (whole,) = read(as_table([row]))
    for gone in ("page_number_one_indexed", "scraped_at"):
        columns = sorted(set(row) - {gone, "document_contributors"})
        (record,) = read(as_table([row], columns))
        assert record.contributors == whole.contributors[:1]
        assert [one.value for one in record.people] == list(ONE.people)


@pytest.mark.parametrize(
    "counters",
    [
        ("page_number_one_indexed",),
        ("page_position",),
        ("page_zero_indexed", "page_one_indexed"),
        ("page_number",),
    ],
)
def test_counters_of_the_search_are_ignored_under_any_name(read, counters):
    row = as_row(ONE) | dict.fromkeys(counters, "7")
    (record,) = read(as_table([row], row))
    assert record.warnings == ()


def test_an_unknown_column_is_warned_of_once(read):
    row = as_row(ONE) | {"mood": "cheerful"}
    records = read(as_table([row, row | {"record_id": "2"}], row))
    assert [[w.message for w in one.warnings] for one in records] == [
        ["columns that are not read: mood"],
        [],
    ]


def test_the_statement_of_rights_is_cut_from_the_text(read):
    row = as_row(ONE)
    for end in ("\n".join(RIGHTS), " ".join(RIGHTS), RIGHTS[0], "\n" + " ".join(RIGHTS)):
        text = " ".join(ONE.body) if end.startswith("The") else "\n".join(ONE.body) + "\n"
        for rights in ("\n".join(RIGHTS), ""):
            (record,) = read(as_table([row | {"text_body": f"{text} {end}", "rights": rights}]))
            assert record.text.count("welcomes reuse") == 1
            assert record.rights == RIGHTS[0]


def test_lists_are_json_or_lines_or_what_python_prints(read):
    people = ["Blue, Antonia", "Šedý, Ota"]
    for cell in (json.dumps(people), str(people), "\n".join(people), "; ".join(people)):
        (record,) = read(as_table([as_row(ONE) | {"associated_people_orgs": cell}]))
        assert [one.value for one in record.people] == people
    (record,) = read(as_table([as_row(ONE) | {"associated_people_orgs": "[unknown]"}]))
    assert [one.value for one in record.people] == ["[unknown]"]


def test_a_row_with_a_summary_only_is_a_record_with_a_warning(read):
    (record,) = read(as_table([as_row(ONE) | {"text_body": ""}]))
    assert isinstance(record, Record)
    assert record.summary.value == ONE.summary
    assert [one.name for one in record.attendees] == ["Rudolf Black", "Antonia Blue"]
    assert [one.message for one in record.warnings] == ["the row holds no text of the document"]


def test_rows_without_a_title_a_number_or_a_source(read):
    row = as_row(ONE)
    old = row["document_url"].rpartition("/")[0] + "/1234"
    rows = [
        row | {"title": ""},
        row | {"record_id": ""},
        row | {"record_id": "", "document_url": old},
        row | {"record_id": "900001.0"},
        row | {"source": ""},
        row | {"title": "", "text_body": "", "summary": ""},
    ]
    untitled, unnumbered, by_address, by_spreadsheet, unsourced, empty = read(as_table(rows))
    assert isinstance(untitled, Refused)
    assert (untitled.message, untitled.line) == ("the row has no title; fetch the record again", 2)
    assert isinstance(unnumbered, Refused)
    assert "no Record ID" in unnumbered.message
    assert unnumbered.line == 2 + 1 + as_row(ONE)["text_body"].count("\n") + 1
    assert (by_address.identifier, by_spreadsheet.identifier) == ("1234", "900001")
    assert unsourced.citation is None
    assert [one.message for one in unsourced.warnings] == ["the page names no source"]
    assert isinstance(empty, Excluded)


def rows_of(tmp_path, content):
    path = tmp_path / "rows.csv"
    path.write_bytes(content)
    return [(one.line, one.reason if isinstance(one, BadRow) else one.cells["title"])
            for one in read_rows(path, KNOWN)]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'title,record_id\n"b\nc",2\nd,3\n', [(2, "b\nc"), (4, "d")]),
        (b"\xef\xbb\xbfTitle ; RECORD_ID\r\na;1\r\n\r\nb;2\r\n", [(2, "a"), (4, "b")]),
        (b"title\trecord_id\na, b\t1", [(2, "a, b")]),
        (b"title,record_id\na,1,2\nb,2\n", [(2, "has 3 cells where the header has 2"), (3, "b")]),
        (
            b"title,record_id\na\rx,1\nb,2\n",
            [(2, "holds a carriage return outside quotation marks"), (3, "b")],
        ),
        (b'title,record_id\n"a\rx",1\n', [(2, "a\rx")]),
        (b"title,record_id\na\0,1\n", [(2, "holds the character U+0000 in the column 'title'")]),
        (b"title,record_id\n\xff,1\nb,2\n", [(2, "is not UTF-8 in the column 'title'"), (3, "b")]),
        (
            b'title,record_id\na,"1\nb,2\nc,3\n',
            [(2, "has a quotation mark that is never closed; passed over up to line 4")],
        ),
        (
            b'title,record_id\n"a"x,1\nrest\nb,2\n',
            [
                (2, "has a quotation mark that is not doubled inside a cell; "
                    "passed over up to line 3"),
                (4, "b"),
            ],
        ),
    ],
)  # fmt: skip
def test_rows_are_read_or_refused_with_their_line(tmp_path, content, expected):
    assert rows_of(tmp_path, content) == expected


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"title,record_id\ra,1\rb,2", "ends its lines with carriage returns"),
        (b"one,two\n1,2\n", "has no header of a table of documents"),
        ("title,record_id\n".encode("utf-16"), "has no header of a table of documents"),
        (b"title,record_id,title\n", "has the column 'title' twice"),
        (
            b'title,record_id\nb,2\na,"1\n' + b"x,2\n" * 5_000_000,
            "a row does not end within 16 MiB",
        ),
    ],
)
def test_files_that_are_no_table_are_refused(tmp_path, content, message):
    with pytest.raises(SourceError, match=message) as caught:
        rows_of(tmp_path, content)
    if "16 MiB" in message:
        assert caught.value.line == 3, "the line in which the quotation mark was opened"


def test_a_large_table_is_read_in_flat_memory(tmp_path):
    row = as_row(ONE) | {"text_body": "I met with Ann Blue. " * 2000}
    header, _, body = as_table([row]).partition("\n")
    path = tmp_path / "large.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(header + "\n")
        for _ in range(1500):  # 60 MB
            file.write(body)
    code = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from kg.converters.wilson.rows import read_rows\n"
        "from kg.converters.wilson.table import COLUMNS\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "count = sum(1 for _ in read_rows(Path(sys.argv[1]), COLUMNS))\n"
        "print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    count, grown = map(int, run.stdout.split())
    assert count == 1500
    assert grown < 20_000, f"{grown} KiB more for {path.stat().st_size / 1e6:.0f} MB"
