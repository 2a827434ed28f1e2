"""One made-up record in every form that people hold: the same record, the same graph."""

import re
from dataclasses import fields, replace

import pytest

from kg import graph
from kg.converters.wilson import convert, recognises
from kg.errors import SourceError
from kg.extraction import extract
from kg.records import Excluded, Record, Refused, Span
from kg.sources import attribute, known_sources
from tests.test_wilson import check
from tests.wilson_pages import (
    MadeUp,
    as_html,
    as_mirror,
    as_old_html,
    as_row,
    as_table,
    as_tar,
    as_tar_zst,
    as_text,
)

ONE = MadeUp()
FORMS = {
    "page.html": as_html(ONE).encode(),
    "rights-below.html": as_html(ONE, rights_below=True).encode(),
    "old.html": as_old_html(ONE).encode(),
    "table.csv": as_table([as_row(ONE)]).encode(),
    "plain-table.csv": as_table([as_row(ONE, rights_below=False)]).encode(),
    "mirror.tar": as_tar([ONE]),
    "mirror.tar.zst": as_tar_zst([ONE]),
}


@pytest.fixture
def read(tmp_path):
    """Convert bytes as if they lay in a file of that name."""

    def outcomes(name, content):
        path = tmp_path / name
        path.write_bytes(content)
        return list(convert(path))

    return outcomes


def record_of(outcomes):
    (record,) = [one for one in outcomes if isinstance(one, Record)]
    check(record)
    return record


def without_places(value):
    """A value of a record with every span taken out: the words are compared, not the offsets."""
    if isinstance(value, Span):
        return "somewhere"
    if isinstance(value, tuple):
        return tuple(without_places(one) for one in value)
    if hasattr(value, "__dataclass_fields__"):
        return {one.name: without_places(getattr(value, one.name)) for one in fields(value)}
    return value


def statements(record):
    """The record's own quads, its offsets counted off in the order in which they appear."""
    wilson = next(source for source in known_sources() if source.collection == "wilson")
    attributed = attribute(record, wilson)
    quads = graph.quads(attributed, extract(attributed))
    hashed = re.compile(r'"[0-9a-f]{64}"|"\d+"\^\^<http://www.w3.org/2001/XMLSchema#\w*nteger>')
    offset = re.compile(r"(?<=[#/-])[a-z]*-?[0-9]+(?:-[0-9]+)*(?=[>./])")
    rows = {
        " ".join(offset.sub("N", hashed.sub("H", term)) for term in quad)
        for quad in (*quads.record, *quads.agents)
    }
    return rows, len(quads.evidence)


@pytest.mark.parametrize("name", FORMS)
def test_one_record_has_one_result_whatever_its_form(read, name):
    text = record_of(read("page.txt", as_text(ONE).encode()))
    other = record_of(read(name, FORMS[name]))
    for one in fields(Record):
        if one.name not in {"text", "blocks", "line", "address", "other_addresses"}:
            there, here = (without_places(getattr(r, one.name)) for r in (text, other))
            assert here == there, one.name
    assert statements(replace(other, other_addresses=())) == statements(text)
    assert other.warnings == ()


def test_every_field_of_the_page_arrives(read):
    record = record_of(read("page.html", FORMS["page.html"]))
    said = {
        name: [one.value for one in getattr(record, name)]
        for name in ("authors", "people", "places", "subjects", "contributors", "translators")
    }
    assert said == {
        "authors": ["Black, Rudolf"],
        "people": ["Blue, Antonia", "Graustark. Navy"],
        "places": ["Strelsau"],
        "subjects": ["Ruritania--Foreign relations--Graustark"],
        "contributors": ["Otto Brown", "Silver, Ada"],
        "translators": ["F. Green"],
    }
    assert record.identifier == "900001"
    assert record.original_archive.value == "Ruritanian General Archive (RGA)"
    assert record.marking.value == "SECRET"
    assert record.summary.value == ONE.summary
    assert record.language == "en"
    assert (
        record.rights
        == "The Zenda Program welcomes reuse of its materials for research. Some "
        + ("may be under copyright.")
    )
    assert record.rights_holder == "Zenda Program"
    assert "zenda@example.org" in record.text, "the hidden address is read from its attribute"
    assert record.other_addresses == (ONE.address,)
    assert "Example Footer" not in record.text
    assert "never text" not in record.text


def test_a_second_archive_is_a_further_citation(read):
    one = replace(ONE, source="APRF, f. 45, op. 1, d. 3 and AVPRF, f. 059a, op. 5a, d. 4")
    record = record_of(read("page.html", as_html(one).encode()))
    assert record.citation.repository == "APRF"
    assert [one.repository for one in record.further_citations] == ["AVPRF"]


def test_the_classification_counts_where_the_document_shows_none(read):
    one = replace(ONE, body=ONE.body[2:], classification="Top Secret")
    record = record_of(read("page.html", as_html(one).encode()))
    assert record.marking.value == "Top Secret"


def test_values_stand_in_one_block_one_after_another_too(read):
    html = as_html(ONE)
    start, end = html.index('<div class="information-block">'), html.index("</section>")
    pairs = (
        '<div class="sub-title">Source</div><div class="text">RGA, f. 1, op. 2, d. 3</div>'
        '<div class="sub-title">Record ID</div><div class="text">77</div>'
    )
    block = f'<div class="information-block">{pairs}</div>'
    record = record_of(read("page.html", (html[:start] + block + html[end:]).encode()))
    assert (record.identifier, record.citation.as_given) == ("77", "RGA, f. 1, op. 2, d. 3")


def test_other_tabs_and_missing_text_are_warned_of(read):
    tab, after = (
        '<div class="tab-pane"><p>Ruritanisch.</p></div>',
        '</div>\n<div class="text-block">',
    )
    html = as_html(ONE).replace(after, tab + after)
    record = record_of(read("page.html", html.encode()))
    assert [one.message for one in record.warnings] == [
        "further tabs with the document are not read: 1"
    ]
    record = record_of(read("page.html", as_html(replace(ONE, body=())).encode()))
    assert [one.message for one in record.warnings] == ["the page holds no text of the document"]


def test_lines_are_those_a_browser_shows(read):
    body = (
        '<div class="tab-pane active"><p>Rudolf <b>Black</b>\n  said<br>that <i>ships</i></p>'
        "<table><tr><td>four</td><td>five</td></tr></table><ul><li>six<li>seven</ul>"
        "<script>no()</script><p>&#160;</p>and&nbsp;&nbsp;so on</div>"
    )
    html = re.sub(r'<div class="tab-pane active".*?</div></div>', body, as_html(ONE), flags=re.S)
    text = record_of(read("page.html", html.encode())).text
    assert (
        "Rudolf Black said\n\nthat ships\n\nfour\tfive\n\nsix\n\nseven\n\nand\xa0\xa0so on\n\n"
        in text
    )


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda h: h.replace("<p>SECRET", "<div>" * 300 + "<p>SECRET"), "Excessive depth"),
        (lambda h: h.replace("SECRET", "x" * 10_500_000), "Buffer size limit exceeded"),
        (lambda h: h.replace("<p>SECRET", f"<p {' '.join(f'a{i}' for i in range(1500))}>"), "1000"),
        (lambda h: h.replace("SECRET", "\x00"), "U+0000"),
        (lambda h: h.encode("utf-16"), "is not UTF-8"),
        (lambda h: h.replace('class="title"', "").replace("h1", "b"), "is no page of a document"),
        (lambda h: h.replace("900001</p>", "</p>"), "has an empty Record ID"),
        (lambda h: h.replace("900001</p>", "900001a</p>"), "a Record ID that is no number"),
        (lambda h: "<!--" + h, "holds no element"),
        (lambda h: h + " " * 17_000_000, "is larger than any saved page"),
    ],
)
def test_a_spoilt_page_is_refused_with_its_reason(read, spoil, message):
    html = spoil(as_html(ONE))
    with pytest.raises(SourceError, match=re.escape(message)) as caught:
        read("page.html", html if isinstance(html, bytes) else html.encode())
    assert "\n" not in str(caught.value)


def test_text_that_the_parser_loses_is_noticed(read, monkeypatch):
    from kg.converters.wilson import markup

    real = markup._read
    monkeypatch.setattr(markup, "_read", lambda root: real(root) - 3)
    with pytest.raises(SourceError, match=r"lost 3 of \d+ characters"):
        read("page.html", as_html(ONE).encode())


def test_a_folder_of_pages_is_a_mirror(tmp_path):
    two = replace(ONE, slug="second", identifier="900002")
    for name, content in as_mirror([ONE, two]):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (tmp_path / "site" / "documents" / "document" / "bad").write_bytes(b"<p>no page</p>")
    outcomes = list(convert(tmp_path / "site"))
    assert [one.key for one in outcomes if isinstance(one, Record)] == [
        "wilson/900002",
        "wilson/900001",
    ]
    (refused,) = [one for one in outcomes if isinstance(one, Refused)]
    assert refused.key == "wilson/bad"
    assert refused.message.startswith("site/documents/document/bad: is no page of a document")
    others = [one for one in outcomes if isinstance(one, Excluded)]
    assert [one.key for one in others] == ["wilson/site/documents/"]
    assert others[0].reason.endswith("not read: 3")


def test_forms_are_recognised_and_others_are_not(tmp_path):
    for name, content in FORMS.items():
        assert recognises(tmp_path / name, content[:65536]), name
    for content in (
        b"<html><p>somebody else's page</p></html>",
        b"<?xml version='1.0'?><TEI/>",
        b"a,b,c\n1,2,3\n",
        b"\x28\xb5\x2f\xfdnot zstd at all",
        b"\x1f\x8bnot gzip",
    ):
        assert not recognises(tmp_path / "x", content)
