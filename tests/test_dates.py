"""Dates: EDTF values, and what they are read from."""

import calendar
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.dates import (
    edtf_of_when,
    find_dates,
    is_edtf,
    lower_bound,
    parse_date,
    read_dateline,
    upper_bound,
)

MONTHS = tuple(calendar.month_name)[1:]
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
DAYS = st.dates(min_value=datetime.date(1000, 1, 1), max_value=datetime.date(2099, 12, 31))

STYLES = [
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day:02} {MONTHS[d.month - 1].upper()}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]}\xa0{d.day} {d.year}",
    lambda d: f"{d.day} of {MONTHS[d.month - 1]} [{d.year}]",
    lambda d: f"{d.year} {MONTHS[d.month - 1]} {d.day}",
    lambda d: f"{d.day}.{ROMAN[d.month - 1]}.{d.year}",
    lambda d: f"{d.year:04}-{d.month:02}-{d.day:02}",
]


@given(DAYS, st.sampled_from(STYLES))
@settings(max_examples=60)
def test_a_day_is_read_back_from_every_way_to_print_it(day, style):
    assert parse_date(style(day)) == day.isoformat()


@given(DAYS)
@settings(max_examples=60)
def test_a_month_or_year_gets_no_day(day):
    month = MONTHS[day.month - 1]
    assert parse_date(f"{month} {day.year}") == day.isoformat()[:7]
    assert parse_date(f"{month}, {day.year}") == day.isoformat()[:7]
    assert parse_date(f"{day.year}") == f"{day.year}"


@given(DAYS)
@settings(max_examples=60)
def test_a_numeric_date_is_read_only_where_one_order_is_possible(day):
    printed = f"{day.day}.{day.month}.{day.year}"
    american = f"{day.month}/{day.day}/{day.year}"
    expected = day.isoformat() if day.day > 12 or day.day == day.month else None
    assert parse_date(printed) == expected
    assert parse_date(american) == expected


@given(
    st.text(max_size=30),
    st.lists(st.sampled_from(list(STYLES)), max_size=3),
    DAYS,
    st.data(),
)
@settings(max_examples=60)
def test_whatever_is_found_is_verbatim_ordered_and_edtf(noise, styles, day, data):
    text = noise.join(["", *(style(day) for style in styles), ""])
    start = data.draw(st.integers(0, len(text)))
    last = start
    for date in find_dates(text, start):
        assert last <= date.start < date.end <= len(text)
        assert text[date.start : date.end] == date.as_written
        assert (date.edtf is None) != (date.reason is None)
        assert date.edtf is None or is_edtf(date.edtf)
        last = date.end


@given(DAYS, DAYS)
@settings(max_examples=60)
def test_the_bounds_of_a_value_hold_what_it_means(one, other):
    first, last = sorted((one.isoformat(), other.isoformat()))
    for length in (4, 7, 10):
        assert lower_bound(first[:length]) <= first <= upper_bound(first[:length])
    assert (lower_bound(f"{first}/{last}"), upper_bound(f"{first}/{last}")) == (first, last)
    assert is_edtf(f"{first}/{last}")
    assert is_edtf(f"{last}/{first}") == (first == last)


@pytest.mark.parametrize(
    ("printed", "edtf"),
    [
        ("Oct. 1976", "1976-10"),
        ("August, 1962", "1962-08"),
        ("28.VIII.1962", "1962-08-28"),
        ("30.X 62.", "1962-10-30"),
        ("10.24.1962", "1962-10-24"),
        ("26 May 86", "1986-05-26"),
        ("16 through 30 August 1957", "1957-08-16/1957-08-30"),
        ("2-3 December 1989", "1989-12-02/1989-12-03"),
        ("17 and 18 May 1957", "1957-05-17/1957-05-18"),
        ("11/12 September 1957", "1957-09-11/1957-09-12"),
        ("March 9–12, 1964", "1964-03-09/1964-03-12"),
        ("October 30–November 2, 1957", "1957-10-30/1957-11-02"),
        ("31 December 1957 to 2 January 1958", "1957-12-31/1958-01-02"),
        ("November–December 1957", "1957-11/1957-12"),
        ("spring of 1957", "1957-21"),
        ("ca. 1957", "1957~"),
        ("1957?", "1957?"),
        ("1950s", "195X"),
        ("Thursday, February 29, 1968", "1968-02-29"),
        ("12 September [sic; November] 1957", "1957-11-12"),
        # what cannot be one date of level 1
        ("04.05.1962", None),
        ("April 4 and 11, 1972", None),
        ("between 2 and 5 May 1957", None),
        ("31 November 1957", None),
        ("29 February 1957", None),
        ("3-2 May 1957", None),
        ("undated", None),
        ("13 November", None),
        ("5 May 30 people", None),
        ("", None),
    ],
)
def test_printed_dates(printed, edtf):
    assert parse_date(printed) == edtf


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        (
            "On 12 September [sic; November] 1957 a talk",
            [("12 September", "1957-09-12", False), ("[sic; November]", "1957-11-12", True)],
        ),
        (
            "12 September 1957 [sic; 1958]",
            [("12 September 1957", "1957-09-12", False), ("[sic; 1958]", "1958-09-12", True)],
        ),
        (
            "on September 12 [sic: 13], 1957",
            [("September 12", "1957-09-12", False), ("[sic: 13]", "1957-09-13", True)],
        ),
        (
            "12 September [sic; should be 3 November] 1957",
            [
                ("12 September", "1957-09-12", False),
                ("[sic; should be 3 November]", "1957-11-03", True),
            ],
        ),
        ("12 September [sic] 1957", [("12 September [sic] 1957", "1957-09-12", False)]),
        (
            "1972 April 4 and 11",
            [("1972 April 4", "1972-04-04", False), ("11", "1972-04-11", False)],
        ),
        (
            "4 and 11 April 1972",
            [("4", "1972-04-04", False), ("11 April 1972", "1972-04-11", False)],
        ),
        ("Copy 2\nMay 1957", [("May 1957", "1957-05", False)]),
        ("stamped:      13 November 1957]", [("13 November 1957", "1957-11-13", False)]),
        ("Nº 5, 13 November 1957", [("13 November 1957", "1957-11-13", False)]),
        ("795.00/1–1255, in all 5 May people", []),
    ],
)
def test_readings_in_running_text(text, readings):
    found = [(date.as_written, date.edtf, date.corrects) for date in find_dates(text)]
    assert found == readings


def test_a_correction_that_cannot_be_read_is_told_not_dropped():
    first, second = find_dates("12 September [sic; see the note] 1957")
    assert (first.edtf, second.edtf, second.corrects) == ("1957-09-12", None, True)
    assert "could not be read" in second.reason


def test_an_ambiguous_date_names_both_readings():
    (date,) = find_dates("Seen on 04.05.1962.")
    assert date.edtf is None
    assert "1962-05-04 or 1962-04-05" in date.reason


def test_a_wrapped_line_does_not_hide_a_date():
    text = f"{'This line is longer than the forty that a label has'} on 13\nNovember 1957 it ended."
    assert [date.edtf for date in find_dates(text)] == ["1957-11-13"]


@pytest.mark.parametrize(
    "value",
    [
        "1957",
        "1957-11",
        "1957-11-12",
        "1957-11-12T10:00:00",
        "1957-11-12T10:00:00Z",
        "1957-11-12T10:00:00+03:00",
        "1957?",
        "1957-11~",
        "1957-11-12%",
        "195X",
        "19XX",
        "1957-XX",
        "1957-11-XX",
        "1957-XX-XX",
        "1957-21",
        "-0044",
        "Y170000002",
        "Y-17000",
        "1957/1958",
        "1957-11/1957-12-03",
        "../1957",
        "1957/..",
        "/1957-11-12",
        "1957-11-12/",
        "1957~/1958",
    ],
)
def test_values_of_level_0_and_1_are_edtf(value):
    assert is_edtf(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "/",
        "../..",
        "57",
        "1957-13",
        "1957-00",
        "1957-02-29",
        "1957-11-31",
        "1957-11-12T25:00:00",
        "1957-11T10:00:00",
        "1957-11-12T",
        "195X-11",
        "1957-XX-12",
        "1957-21-02",
        "1958/1957",
        "1957/1958/1959",
        "13 November 1957",
        "[1957,1958]",
        "1957-11-12\n",
        "Y1957",
        "١٩٥٧",
    ],
)
def test_anything_else_is_not(value):
    assert not is_edtf(value)


def test_open_and_unknown_ends_have_no_bound():
    assert (lower_bound("/1957-11-12"), upper_bound("/1957-11-12")) == (None, "1957-11-12")
    assert (lower_bound("1957/.."), upper_bound("1957/..")) == ("1957-01-01", None)
    assert (lower_bound("-0044"), upper_bound("Y170000002")) == (None, None)
    assert (lower_bound("1957-11-XX"), upper_bound("195X")) == ("1957-11-01", "1959-12-31")
    assert (lower_bound("1957-21"), upper_bound("1957-24")) == ("1957-01-01", "1957-12-31")
    assert (lower_bound("1957-11-12T10:00:00"), upper_bound("1956-02~")) == (
        "1957-11-12",
        "1956-02-29",
    )


@pytest.mark.parametrize(
    ("when", "plain", "timed"),
    [
        ("1968-04-17", "1968-04-17", "1968-04-17"),
        ("1968-04", "1968-04", "1968-04"),
        ("1968-04-17T10:00:00Z", "1968-04-17", "1968-04-17T10:00:00"),
        ("1968-04-17T10:00:00-05:00", "1968-04-17", "1968-04-17T10:00:00"),
        ("1968-04-17T10:00", "1968-04-17", "1968-04-17T10:00:00"),
        ("1968-04-17T24:00:00", "1968-04-17", "1968-04-17"),
        (" 1968-04-17 ", "1968-04-17", "1968-04-17"),
        ("1968-02-30", None, None),
        ("--04-17", None, None),
        ("", None, None),
    ],
)
def test_a_when_keeps_its_day_and_loses_its_zone(when, plain, timed):
    assert edtf_of_when(when) == plain
    assert edtf_of_when(when, time=True) == timed


@pytest.mark.parametrize(
    ("text", "edtf", "place"),
    [
        ("Memo\n[Vienna,] October 12, 1953.\nHe came on May 5, 1952.", "1953-10-12", "Vienna"),
        ("Memo\nNew York, January 18, 1967, 10–11:40 a.m.", "1967-01-18", "New York"),
        ("Telegram\nBonn, March 6, 1967, 1345Z.\nText", "1967-03-06", "Bonn"),
        ("Telegram\nBonn, April 4, 1943—6 p. m. [Received April 5—2 p.m.]", "1943-04-04", "Bonn"),
        ("Letter\nSir: I have come.\nYours,\nParis, 6 July 1950", "1950-07-06", "Paris"),
        ("Memorandum of a Conversation, Vienna, May 4, 1956\nHe came.", "1956-05-04", "Vienna"),
        ("Memorandum\nDATE: May 4, 1956\nHe came.", "1956-05-04", None),
        ("Letter\nVienna, undated.\nHe came on May 4, 1956.", None, "Vienna"),
    ],
)
def test_dateline_is_told_from_the_text_around_it(
    text: str, edtf: str | None, place: str | None
) -> None:
    found = read_dateline(text)
    assert found is not None
    assert (found.date.edtf if found.date else None) == edtf
    assert (text[slice(*found.place)] if found.place else None) == place


@pytest.mark.parametrize("text", ["", "Memo", "Memo\nHe came to Vienna on May 4, 1956 to talk."])
def test_text_without_a_dateline_gives_no_date_of_its_own(text: str) -> None:
    assert read_dateline(text) is None
