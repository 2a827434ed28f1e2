import string
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.findings import Agent, AgentKind
from kg.terms import iri

NAME = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
KEY = st.text(string.ascii_letters + string.digits + "-./_ ", min_size=1).filter(
    lambda key: all(key.split("/")) and not key.endswith("/evidence")
)


@given(NAME)
def test_a_segment_is_reversible_up_to_unicode_form(name):
    assert iris.segment(unquote(iris.segment(name).replace("_", " "))) == iris.segment(name)


@given(NAME)
def test_a_segment_stays_in_its_place_and_is_a_valid_iri(name):
    segment = iris.segment(name)
    assert not set(segment) & set("/#?")
    assert segment not in {".", ".."}
    assert iri(f"https://x.example/{segment}")


@given(KEY, KEY)
def test_two_keys_never_share_an_iri(one, other):
    if one != other:
        assert iris.record(one) != iris.record(other)
        assert iris.conversation(one, "main") != iris.conversation(other, "main")


@pytest.mark.parametrize("key", ["wilson/1/evidence", "wilson//1", ""])
def test_a_key_that_would_take_anothers_place_is_refused(key):
    with pytest.raises(ValueError, match=r"empty|evidence"):
        iris.record(key)


def test_an_agent_of_an_authority_is_one_across_records_and_any_other_is_not():
    listed = Agent(id="a", kind=AgentKind.PERSON, name="Ada", authority="frus/frus1900v01/p_AA1")
    loose = Agent(id="Ada", kind=AgentKind.PERSON, name="Ada")
    assert iris.agent("frus/x/d1", listed) == iris.agent("frus/x/d2", listed)
    assert iris.agent("frus/x/d1", loose) != iris.agent("frus/x/d2", loose)
    assert iris.agent("frus/x/d1", loose).endswith("person/record/frus/x/d1/Ada")


def test_an_organization_and_a_person_of_one_name_are_two():
    person = Agent(id="Ada", kind=AgentKind.PERSON, name="Ada")
    body = Agent(id="Ada", kind=AgentKind.ORGANIZATION, name="Ada")
    assert iris.agent("frus/x/d1", person) != iris.agent("frus/x/d1", body)
