"""Names as sources print them: every shape of a line of participants that was met.

The people are made up; the shapes are those of FRUS 1943-1980.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.names import (
    Party,
    compatible,
    direct_order,
    initials,
    is_body,
    is_office,
    key,
    normal_form,
    parse_parties,
    parse_side,
    presence_of,
    read_listing,
    surname,
)


def read(line: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(party.title, party.name, party.position) for party in parse_parties(line)]


@pytest.mark.parametrize(
    ("line", "title", "name", "position"),
    [
        ("Mr. Drummond, FE", "Mr.", "Drummond", "FE"),
        ("FE–Mr. Drummond", "Mr.", "Drummond", "FE"),
        ("S/S–Mr. Cass", "Mr.", "Cass", "S/S"),
        ("A–A—Mr. Ashton", "Mr.", "Ashton", "A–A"),
        ("EUR: Mr. Lew Tomlin", "Mr.", "Lew Tomlin", "EUR"),
        ("J.G. McClure—NA", None, "J.G. McClure", "NA"),
        ("Mr. Ken T. Yates, Jr., Director, NA", "Mr.", "Ken T. Yates, Jr.", "Director, NA"),
        ("Mr. Popov (UN/P)", "Mr.", "Popov", "UN/P"),
        ("Colonel Ford (Fiscal Division)", "Colonel", "Ford", "Fiscal Division"),
        ("(Liaison Committee) General Loper", "General", "Loper", "Liaison Committee"),
        ("Herbert Fels EA", None, "Herbert Fels", "EA"),
        ("Prime Minister Nobu Kisaki", "Prime Minister", "Nobu Kisaki", "Prime Minister"),
        ("Prime Minister of Japan, Shige Yosano", None, "Shige Yosano", "Prime Minister of Japan"),
        ("The Indonesian Ambassador, H.E. Muk Noto", "H.E.", "Muk Noto", "Indonesian Ambassador"),
        ("Ambassador Mehra of India", "Ambassador", "Mehra", "Ambassador of India"),
        ("Mr. Ray of Lend-Lease", "Mr.", "Ray", "Lend-Lease"),
        ("Mr. Haruo Mori, Director, Foreign Ministry", "Mr.", "Haruo Mori", None),
        ("Chairman, Joint Chiefs of Staff, Admiral W. Rand", "Admiral", "W. Rand", None),
        ("Minister of Information Jong Chul Ho", None, "Jong Chul Ho", "Minister of Information"),
        ("Assistant to Admiral Rand, Captain W. Mort", "Captain", "W. Mort", None),
        ("Secretary of Defense—Robert S. Mack", None, "Robert S. Mack", "Secretary of Defense"),
        ("Assistant Attorney General Barnet", None, "Barnet", "Assistant Attorney General"),
        ("M. de la Tour, French Delegation", None, "de la Tour", "French Delegation"),
        ("M. G. L. Joyce, British Embassy", None, "M. G. L. Joyce", "British Embassy"),
        ("B Gen S.K. Yoo, ROK Army", "B Gen", "S.K. Yoo", "ROK Army"),
        ("Mr. John French", "Mr.", "John French", None),
        ("Winifred Lord, NSC Staff", None, "Winifred Lord", "NSC Staff"),
        ("HAN Hsun, Director of Protocol, MFA", None, "HAN Hsun", "Director of Protocol, MFA"),
        ("Ambassador KIM IL MO", "Ambassador", "KIM IL MO", None),
        ("U Thaw, Secretary to U Nun", None, "U Thaw", "Secretary to U Nun"),
        ("Senator Bird (for Chmn Russ)", "Senator", "Bird", None),
        ("General Twain for the Chairman, Joint Chiefs", "General", "Twain", None),
        ("Mr. Carl Roe, Publishers Syndicate", "Mr.", "Carl Roe", "Publishers Syndicate"),
    ],
)
def test_one_person_has_title_name_and_position(
    line: str, title: str | None, name: str, position: str | None
) -> None:
    (party,) = parse_parties(line)
    assert party.name == name
    assert title is None or party.title == title
    assert position is None or party.position == position
    assert line[slice(*party.name_span or (0, 0))] == name


@pytest.mark.parametrize(
    ("line", "position"),
    [
        ("The Secretary", "Secretary"),
        ("The British Ambassador", "British Ambassador"),
        ("Sec/State", "Sec/State"),
        ("the Attorney General (for Item 1)", "Attorney General"),
        ("Assistant to Yen Chien-yi", "Assistant to Yen Chien-yi"),
        ("Director for Asian Communist Affairs", "Director for Asian Communist Affairs"),
    ],
)
def test_an_office_alone_has_no_name(line: str, position: str) -> None:
    assert read(line) == [(None, None, position)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Messrs. Colt, Smithson, and Unwin for CIA", ["Colt", "Smithson", "Unwin"]),
        ("Dr. Henry Kiss and Soviet Ambassador Dobrin", ["Henry Kiss", "Dobrin"]),
        (
            "Col. E. Ford; Col. J. Gill; Maj. H. Pat, War Department;",
            ["E. Ford", "J. Gill", "H. Pat"],
        ),
        ("The President, Secretary Ruskin, Mr. Mac", [None, "Ruskin", "Mac"]),
        ("Secretary Dull, Molov, Troyan (interpreter), Mer.", ["Dull", "Molov", "Troyan", "Mer"]),
        ("Department of State: Herb Fels EA, George Atch FE, Al Hess PA/H", None),
        ("Messrs. Hay Iken, Minister of Finance, and Kii Miya, Member of House", None),
        ("Captain Smythe, and Mr. [name not declassified]", ["Smythe", None]),
        ("Mr. Bond and others", ["Bond", None]),
        ("First Party and Second Party.", ["First Party", "Second Party"]),
        ("Sir Al Cade and Mr. Fall, United Kingdom", ["Al Cade", "Fall"]),
    ],
)
def test_several_people_in_a_line_are_told_apart(line: str, names: list[str | None] | None) -> None:
    found = [party.name for party in parse_parties(line)]
    assert found == names if names is not None else len(found) in (2, 3)


def test_a_delegation_behind_several_names_is_that_of_all() -> None:
    assert read("Sir Glad Jeb, Mr. Den Lask and Mr. John Coul, UK Delegation") == [
        ("Sir", "Glad Jeb", "UK Delegation"),
        ("Mr.", "Den Lask", "UK Delegation"),
        ("Mr.", "John Coul", "UK Delegation"),
    ]


def test_a_country_before_the_names_is_their_side() -> None:
    parties = parse_parties("Canada—Mr. L. Pears; Mr. Esc Reed; and others")
    assert [(party.side, party.name, party.kind) for party in parties] == [
        ("Canada", "L. Pears", "person"),
        ("Canada", "Esc Reed", "person"),
        ("Canada", None, "group"),
    ]


@pytest.mark.parametrize(
    ("line", "presence"),
    [
        ("Mr. Troyan (interpreter)", ("interpreter",)),
        ("Don Anders - Interpreter", ("interpreter",)),
        ("Interpreter—K. Zaba", ("interpreter",)),
        ("David Halp (notetaker)", ("recorder",)),
        ("Yeh Lan - Scribe", ("recorder",)),
        ("Ek Guven, Director, MFA (also interpreter)", ("tookPart", "interpreter")),
        ("Mr. Smythe, Chief, Press Section", ("tookPart",)),
    ],
)
def test_how_somebody_was_there_is_no_position(line: str, presence: tuple[str, ...]) -> None:
    (party,) = parse_parties(line)
    assert party.presence == presence
    assert (party.position or "").lower() not in ("interpreter", "notetaker", "scribe")


def test_who_was_absent_is_not_there() -> None:
    assert parse_parties("Mr. Pack was out of the city") == ()
    assert read("Mr. John Hard was present for Item 1") == [("Mr.", "John Hard", None)]


def test_a_marked_name_counts_even_if_its_words_are_words_of_office() -> None:
    line = "Dr. Marshall Chief, NATO"
    assert [party.name for party in parse_parties(line, ((4, 18),))] == ["Marshall Chief"]


@pytest.mark.parametrize(
    ("line", "name", "state"),
    [
        ("United States:", "United States", "United States"),
        ("U.S. Side", "U.S. Side", "United States"),
        ("For the Soviet Union:", "Soviet Union", "Soviet Union"),
        ("Japanese Side", "Japanese Side", "Japan"),
        ("Department of Defense—", "Department of Defense", None),
        ("Embassies", "Embassies", None),
        ("JCS", "JCS", None),
        ("Soviets", "Soviets", "Soviet Union"),
    ],
)
def test_headings_of_sides_are_told_from_people(line: str, name: str, state: str | None) -> None:
    side = parse_side(line)
    assert side is not None
    assert (side.name, side.state) == (name, state)
    assert line[side.start : side.end] == side.name


@pytest.mark.parametrize("line", ["The Secretary", "Mr. White", "Leonard", "Soviet Ambassador"])
def test_people_are_no_headings(line: str) -> None:
    assert parse_side(line) is None


def test_forms_of_a_name() -> None:
    assert normal_form("KIM IL SUNG") == "Kim Il Sung"
    assert normal_form("O’CONNOR, JAMES T.") == "O’Connor, James T."
    assert direct_order("Mallory, Ann B.") == "Ann B. Mallory"
    assert surname("Sir Arthur de la Motte") == "de la Motte"
    assert surname("Pak Chong-ho") == "Pak"
    assert initials("J.G. McClure") == "JG"
    assert key("Ch’oe Tŏk-sin") == "choe tok sin"
    assert compatible("J. Mallory", "Mr. John B. Mallory")
    assert not compatible("Ann Mallory", "John Mallory")
    assert is_office("The Acting Secretary of State")
    assert is_body("Ministry of Foreign Affairs")
    assert not is_body("Ann Mallory")
    assert presence_of("Interpreters") == ["interpreter"]


_PIECES = """Mr. Mr Ann B. Mallory Kim IL SUNG the The Secretary of State for and Messrs. FE S/P
– — , ; : ( ) [ ] interpreter Japan Japanese U.S. General Staff de la Jr. III Mobutu’s [name ’ ."""
_WORDS = st.sampled_from(_PIECES.split())


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=14).map(" ".join))
def test_parties_lie_in_their_line_and_names_are_its_words(line: str) -> None:
    for party in parse_parties(line):
        assert isinstance(party, Party)
        assert 0 <= party.start < party.end <= len(line)
        if party.name_span is not None and party.name is not None:
            start, end = party.name_span
            assert line[start:end] == party.name
            assert party.start <= start < end <= party.end


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_forms_settle(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)
    assert key(key(text)) == key(text)
    parse_parties(text)
    parse_side(text)


LISTED = """\
Memorandum of Conversation
Vienna, May 5, 1952.
PARTICIPANTS
Japan
Mr. Rufus Ito, Minister of Trade
France
FE–J. Gray Parson
General Ashton Admiral Lally
OTHERS PRESENT
Mrs. Cass (interpreter)
Trade
Mr. Ito said that he had come about the loan.
PARTICIPANTS
Mr. Later
"""


def test_listing_is_read_from_its_heading_to_the_first_prose() -> None:
    found = [(one.party.name, one.party.position, one.side) for one in read_listing(LISTED)]
    assert found == [
        ("Rufus Ito", "Minister of Trade", "Japan"),
        ("J. Gray Parson", "FE", "France"),
        ("Ashton", None, "France"),
        ("Lally", None, "France"),
        ("Cass", None, None),
    ]
    assert read_listing(LISTED)[-1].party.presence == ("interpreter",)


@pytest.mark.parametrize(
    "head",
    [
        "PARTICIPANTS",
        "Participants:",
        "List of Participants",
        "THOSE ATTENDING WERE",
        "Those attending the meeting were:",
        "OTHERS PRESENT",
        "Present",
        "Attending were the following",
        "Conferees Present:",
        "U.S. PARTICIPANTS",
        "REPRESENTATIVES OF THE DEPARTMENT OF TRADE",
        "FRENCH DELEGATION",
        "The loan was discussed. The following were present:",
    ],
)
def test_list_opens_under_every_spelling_of_its_head(head: str) -> None:
    listed = read_listing(f"Memorandum\n{head}\nMr. Ito\nThe Secretary\nMr. Ito said he had come.")
    assert [one.party.name for one in listed] == ["Ito", None]


@pytest.mark.parametrize(
    "body", ["The participants had come.\nMr. Ito", "Mr. Ito\nMr. May", "SUBJECT\nMr. Ito", ""]
)
def test_text_without_a_head_lists_nobody(body: str) -> None:
    assert read_listing(f"Memorandum\n{body}") == ()


def test_list_that_stands_at_the_end_is_found_there() -> None:
    body = "\n".join(["Mr. Ito said that he had come."] * 60)
    text = f"Memorandum\nPARTICIPANTS\n(See attached list)\n{body}\nPARTICIPANTS\nMr. Ito"
    assert [one.party.name for one in read_listing(text)] == ["Ito"]


@settings(max_examples=60, deadline=2000)
@given(st.lists(st.sampled_from([*LISTED.splitlines(), "(", "—:;", "Messrs. A, and", "1. "])))
def test_what_a_listing_names_stands_in_its_text(lines: list[str]) -> None:
    text = "\n".join(lines)
    for one in read_listing(text):
        assert text[one.party.start : one.party.end].strip()
        if one.party.name and one.party.name_span:
            assert text[slice(*one.party.name_span)] == one.party.name
