"""Who is one person: what may join two entries, and what never does."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.converters.hsg import read_people
from kg.errors import SourceError
from kg.linking import Listing, resolve
from kg.linking.listings import years_of
from kg.linking.namings import Naming, naming_of, namings_of, reference_of
from kg.linking.roles import role_of


def entry(identifier, name, description="", source=None):
    source = source or identifier.partition("#")[0]
    return Listing(
        identifier=identifier,
        source=source,
        name=name,
        description=description or None,
        years=years_of(source),
    )


def persons(*entries, **decisions):
    return {frozenset(person) for person in resolve(entries, **decisions).persons}


@pytest.mark.parametrize(
    ("name", "family", "given_names", "suffix"),
    [
        ("Doe, General John Q., Jr.", "doe", ("john", "q"), "jr"),
        ("Kim Chong-su, Generalissimo", "kim", ("chong", "su"), ""),
        ("Berg, Jan van den", "vandenberg", ("jan",), ""),
        ("al-Amin, Hasan", "amin", ("hasan",), ""),
        ("Doe, Mrs. John", "doe", ("john",), "mrs"),
    ],
)
def test_a_name_is_taken_apart(name, family, given_names, suffix):
    naming = naming_of(name)
    assert (naming.family, naming.given, naming.suffix) == (family, given_names, suffix)


def test_brackets_and_quotation_marks_add_forms():
    forms = namings_of(entry("frus1961-63v01#1", "Chou Li-fu (Zhou Lifu)"))
    assert [form.family for form in forms] == ["chou", "zhou"]
    assert Naming(family="doe", given=("bud",)) in namings_of(
        entry("frus1961-63v01#2", "Doe, Robert “Bud”")
    )


def test_given_names_may_open_the_description():
    (form,) = namings_of(entry("frus1961-63v01#1", "Doe", "General John Q., Chief of Staff"))
    assert form.given == ("john", "q")


def test_a_reference_is_followed_in_its_own_list():
    assert reference_of(entry("v#1", "Home", "see Doe-Home")) == "Doe-Home"
    assert persons(
        entry("frus1961-63v01#1", "Home", "see Doe-Home"),
        entry("frus1961-63v01#2", "Doe-Home, Sir Alan", "British Foreign Secretary"),
    ) == {frozenset({"frus1961-63v01#1", "frus1961-63v01#2"})}


def test_a_description_tells_country_and_years():
    role = role_of(entry("frus1961-63v01#1", "Doe", "Soviet Ambassador in Paris, 1955–57"))
    assert (role.nation, role.years) == ("ussr", (1955, 1963))


def test_a_family_name_alone_never_joins():
    one = entry("frus1958-60v01#1", "Zakharov", "Soviet Deputy Minister of Foreign Affairs")
    other = entry(
        "frus1961-63v01#2", "Zakharov, Aleksei V.", "Soviet Deputy Minister of Foreign Affairs"
    )
    assert len(persons(one, other)) == 2


def test_one_person_in_two_spellings_and_offices():
    assert (
        len(
            persons(
                entry("frus1958-60v01#1", "Dobrov, Anatoli F.", "Soviet Ambassador to Norway"),
                entry("frus1961-63v01#2", "Dobrov, Anatoly", "Soviet Ambassador until 1962"),
            )
        )
        == 1
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Doe, John", "Doe, Peter"), ("Doe, John, Jr.", "Doe, John, III"), ("Lee, Ann", "Leo, Ann")],
)
def test_different_names_stay_apart_whatever_the_office(one, other):
    office = "Assistant Secretary of State for African Affairs"
    assert (
        len(
            persons(
                entry("frus1958-60v01#1", one, office), entry("frus1961-63v01#2", other, office)
            )
        )
        == 2
    )


def test_two_entries_of_one_list_stay_apart():
    assert (
        len(
            persons(
                entry("frus1958-60v01#1", "Doe, John", "President of the Senate of Norway"),
                entry("frus1958-60v01#2", "Doe, John", "wife of an Italian painter"),
            )
        )
        == 2
    )


def test_a_tie_stays_open():
    found = resolve(
        [
            entry("frus1958-60v01#1", "Doe, John A.", "Consul in Oslo"),
            entry("frus1961-63v01#2", "Doe, John B.", "Consul in Oslo"),
            entry("frus1964-68v01#3", "Doe, John", "Consul in Oslo"),
        ]
    )
    assert len(found.persons) == 3
    assert {candidate.reason for candidate in found.candidates} >= {"tie"}


ENTRIES = [
    entry("frus1958-60v01#1", "Doe, John A.", "Consul in Oslo"),
    entry("frus1961-63v01#2", "Doe, John B.", "Consul in Bergen"),
    entry("frus1964-68v01#3", "Doe, John", "Consul in Oslo"),
    entry("frus1964-68v01#4", "Kim Chong-su", "Foreign Minister of the Republic of Korea"),
    entry("frus1958-60v01#5", "Kim Chong Su", "Foreign Minister of the Republic of Korea"),
    entry("frus1958-60v01#6", "Su", "see Kim Chong Su"),
    entry("frus1977-80v01#7", "Doe, Jack", "Ambassador to Norway until 1978"),
]


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_entries_changes_nothing(order: random.Random):
    shuffled = order.sample(ENTRIES, len(ENTRIES))
    assert resolve(shuffled) == resolve(ENTRIES)


def test_decisions_win_over_scores():
    one, other = ENTRIES[3].identifier, ENTRIES[4].identifier
    assert frozenset({one, other, ENTRIES[5].identifier}) in persons(*ENTRIES)
    assert not any({one, other} <= person for person in persons(*ENTRIES, apart=[(one, other)]))
    pair = (ENTRIES[0].identifier, ENTRIES[6].identifier)
    assert any(set(pair) <= person for person in persons(*ENTRIES, together=[pair]))


def test_people_are_read_from_the_archive_as_it_is(shared):
    people = {person.identifier: person for person in read_people(shared / PEOPLE)}
    assert len(people) == 16312
    khrushchev = people["107127"]
    assert khrushchev.viaf == "64007537"
    assert all("#" in item.identifier for item in khrushchev.entries)
    zakharovs = [i for i, person in people.items() if person.name.startswith("Zakharov")]
    assert {"114994", "114995", "114996"} <= set(zakharovs)


PEOPLE = "corpora/hsg-people/people.tar.gz"


def test_an_archive_cut_off_is_told(tmp_path):
    (tmp_path / "people.tar.gz").write_bytes(b"\x1f\x8b\x08nothing")
    with pytest.raises(SourceError, match="no archive"):
        list(read_people(tmp_path / "people.tar.gz"))
