import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import TermError
from kg.terms import iri, line, lines, literal

S, P, G = "<https://x.example/s>", "<https://x.example/p>", "<https://x.example/g>"
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(TEXT)
def test_any_text_comes_back_from_a_strict_parser(text):
    written = line((S, P, literal(text, language="en"), G))
    (quad,) = ox.parse(written.encode(), format=ox.RdfFormat.N_QUADS)
    assert quad.object == ox.Literal(text, language="en")


@given(st.text(max_size=30))
def test_an_iri_is_either_refused_or_parses_strictly(text):
    try:
        term = iri(f"https://x.example/{text}")
    except TermError:
        return
    list(ox.parse(line((term, P, term, G)).encode(), format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize(
    "value",
    ["", "record/1", "https://x.example/a b", "https://x.example/<", "http://x/\x00", "a:\\"],
)
def test_what_is_no_iri_is_refused(value):
    with pytest.raises(TermError, match="not an absolute IRI"):
        iri(value)


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_a_text_that_cannot_be_published_is_refused(text):
    with pytest.raises(TermError, match="not a text that can be published"):
        literal(text)


@pytest.mark.parametrize("tag", ["", "english language", "en_US", "-en"])
def test_what_is_no_language_tag_is_refused(tag):
    with pytest.raises(TermError, match="not a language tag"):
        literal("x", language=tag)


def test_lines_are_sorted_and_each_stands_once():
    one, two = (S, P, literal("b"), G), (S, P, literal("a"), G)
    assert lines([one, two, one]) == [line(two), line(one)]
