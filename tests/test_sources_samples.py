"""The samples: labelled retellings, true in every fact, with no sentence of the originals."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from kg.sources import address, read_source

TEI = "{http://www.tei-c.org/ns/1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
VOLUME = "frus1958-60v18"
RUN = 7  # words in a row that may be chance; longer is copying

Documents = dict[str, etree._Element]


@pytest.fixture(scope="module")
def samples(root: Path) -> Path:
    return root / "data" / "sources" / "samples"


@pytest.fixture(scope="module")
def page(samples: Path) -> str:
    return (samples / "wilson" / "115932.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def volume(samples: Path) -> etree._Element:
    return etree.parse(samples / "frus" / f"{VOLUME}.xml").getroot()


@pytest.fixture(scope="module")
def retold(volume: etree._Element) -> Documents:
    return documents(volume)


@pytest.fixture(scope="module")
def original_page(shared: Path) -> str:
    return (shared / "records" / "115932.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def original_volume(shared: Path) -> etree._Element:
    return etree.parse(shared / "corpora" / "frus" / f"{VOLUME}.xml").getroot()


@pytest.fixture(scope="module")
def originals(original_volume: etree._Element) -> Documents:
    return documents(original_volume)


def documents(volume: etree._Element) -> Documents:
    found = volume.iter(f"{TEI}div")
    return {each.get(XML_ID): each for each in found if each.get("type") == "document"}


def words_of(element: etree._Element | None) -> str:
    return "" if element is None else " ".join("".join(element.itertext()).split())


def prose_of_page(page: str) -> str:
    """The body and the summary: what is told, without headings, stamps, lists and labels."""
    body = page.partition("[sic; November] 1957")[2].partition("SOVIET AMBASSADOR")[0]
    return body + page.rpartition("13 November 1957")[2].partition("Document Information")[0]


def prose_of_document(document: etree._Element) -> str:
    return "\n".join(words_of(paragraph) for paragraph in document.iter(f"{TEI}p"))


def tokens(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’]|(?<=\b[a-z])\.", "", text.casefold()))


def runs(text: str, length: int = RUN) -> Iterator[tuple[str, ...]]:
    row = tokens(text)
    return (tuple(row[start : start + length]) for start in range(len(row) - length + 1))


# The samples say what they are


def test_the_retold_page_says_so_and_points_to_its_original(samples: Path, page: str) -> None:
    original = address(read_source(samples / "wilson" / "source.toml"), "115932")
    assert f"Retold by Parley in its own words from {original}, where" in page
    assert "not a quotation of it" in page
    assert "CC BY 4.0" in page
    assert "A retelling by Parley in its own words, not the archive's text." in page


def test_every_retold_document_says_so_and_points_to_its_original(
    samples: Path, volume: etree._Element, retold: Documents
) -> None:
    source = read_source(samples / "frus" / "source.toml")
    assert words_of(volume.find(f".//{TEI}sourceDesc")).startswith("A retelling, and no edition.")
    assert len(retold) >= 6
    for name, document in retold.items():
        original = address(source, f"{VOLUME}/{name}")
        (note,) = document.iterfind(f"{TEI}head/{TEI}note[@type='retelling']")
        reference = note.find(f"{TEI}ref")
        assert document.get("source") == original
        assert reference is not None
        assert reference.get("target") == original
        assert "in its own words" in words_of(note)
        assert "not a quotation of it. CC BY 4.0." in words_of(note)


def test_samples_quote_nobody(page: str, volume: etree._Element) -> None:
    assert not set('"“”„«»') & set(page + "".join(volume.itertext()))


def test_samples_publish_their_whole_text_as_retellings(samples: Path) -> None:
    sources = [read_source(path) for path in sorted(samples.glob("*/source.toml"))]
    assert [source.collection for source in sources] == ["frus", "wilson"]
    assert all(source.retelling and source.text_policy == "full" for source in sources)
    assert {source.licence for source in sources} == {
        "https://creativecommons.org/licenses/by/4.0/"
    }


# No sentence of the originals


def test_the_retold_page_shares_no_long_run_of_words(page: str, original_page: str) -> None:
    prose = prose_of_page(page)
    assert len(tokens(prose)) > 1000
    assert set(runs(prose)) & set(runs(original_page)) == set()


def test_the_retold_documents_share_no_long_run_of_words(
    retold: Documents, originals: Documents
) -> None:
    """Nor with any other document of the volume, whose notes repeat each other."""
    known = {run for document in originals.values() for run in runs(words_of(document))}
    for name, document in retold.items():
        assert (name, set(runs(prose_of_document(document))) & known) == (name, set())


# Every fact of the originals


def test_the_retold_page_keeps_layout_labels_and_values(page: str, original_page: str) -> None:
    ours, theirs = page.split("\n"), original_page.split("\n")
    assert ours[:7] == theirs[:7]
    assert len(ours) == len(theirs) + 1  # ours ends its last line
    last = theirs.index("SOVIET AMBASSADOR IN THE DPRK")
    summary = theirs.index("Document Information") - 3
    assert ours[last:summary] == theirs[last:summary]
    differing = [
        mine
        for mine, other in zip(ours[summary + 1 :], theirs[summary + 1 :], strict=False)
        if mine != other
    ]
    assert [line.split()[0] for line in differing] == ["Retold", "Every"]
    assert page.count("\u00a0") == original_page.count("\u00a0") == 36


@pytest.mark.parametrize(
    "fact",
    [
        "13855-gs",
        "Nº 1228/dv",
        "SECRET Copy Nº 2",
        "12 September [sic; November] 1957",
        "Cde. Chivu Stoica",
        "Cde. Peng Dehuai",
        "12,000 tons",
        "8,000 tons",
        "five to six thousand tons",
        "two thousand tons",
        "100 million meters",
    ],
)
def test_a_fact_stands_in_both_pages(page: str, original_page: str, fact: str) -> None:
    assert fact in page
    assert fact in original_page


def test_retold_documents_keep_dates_places_participants_and_subjects(
    retold: Documents, originals: Documents
) -> None:
    for name, document in retold.items():
        assert facts(document) == facts(originals[name]), name


def facts(document: etree._Element) -> dict[str, list[str]]:
    """Head, dateline, participants with their ids, and subject; the editors' footnotes left out."""
    document = deepcopy(document)
    for note in document.iter(f"{TEI}note"):
        if note.get("type") != "source":
            note.text, note[:] = None, []
    heading = document.find(f"{TEI}head")
    head = words_of(heading).partition("Source:")[0].strip() if heading is not None else ""
    items = document.iterfind(f"{TEI}list//{TEI}item")
    people = document.iterfind(f"{TEI}list//{TEI}persName")
    dates = document.iterfind(f"{TEI}dateline//*")
    return {
        "head": [head],
        "dateline": [words_of(document.find(f"{TEI}dateline"))],
        "markup": [str(value) for each in dates for value in each.attrib.values()],
        "items": [words_of(each).replace("Minister Minister", "Minister") for each in items],
        "ids": [each.get("corresp", "") for each in people if each.get("corresp")],
    }


def test_retold_source_notes_begin_as_the_originals_do(
    retold: Documents, originals: Documents
) -> None:
    for name, document in retold.items():
        ours = words_of(document.find(f"{TEI}head/{TEI}note[@type='source']"))
        theirs = words_of(originals[name].find(f"{TEI}head/{TEI}note[@type='source']"))
        assert theirs.startswith(ours), name


def test_persons_keep_their_identifiers_and_names(
    volume: etree._Element, original_volume: etree._Element, retold: Documents
) -> None:
    ours, theirs = persons(volume), persons(original_volume)
    assert ours.items() <= theirs.items()
    named = {each.get("corresp") for doc in retold.values() for each in doc.iter(f"{TEI}persName")}
    assert named == {f"#{identifier}" for identifier in ours}


def persons(volume: etree._Element) -> dict[str, str]:
    names = volume.iter(f"{TEI}persName")
    return {each.get(XML_ID, ""): words_of(each) for each in names if each.get(XML_ID)}


# What was proposed: written down by hand beside these tests, in the format kg-gold/2


ANSWERS = sorted((Path(__file__).parent / "sources" / "gold").glob("*.gold.json"))
Answers = dict[str, dict[str, object]]


def answers(path: Path) -> tuple[dict[str, set[str]], dict[str, dict]]:
    table = json.loads(path.read_text(encoding="utf-8"))
    called = {e["id"]: {e["name"], *e["surfaces"]} for e in table["entities"]}
    return called, {proposal["id"]: proposal for proposal in table["proposals"]}


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name.partition(".")[0])
def test_retold_proposals_are_those_of_the_original(path: Path, shared: Path) -> None:
    """Kind, outcome, quantities, proposer, addressee, who answers; and no core one is left out."""
    gold = shared / "gold" / path.name
    if not gold.exists():
        pytest.skip(f"no hand annotation of the original: {path.name}")
    (names, ours), (gold_names, theirs) = answers(path), answers(gold)
    core = {name for name, proposal in theirs.items() if proposal["tier"] == "core"}
    assert core == {name for name, proposal in ours.items() if proposal["tier"] == "core"}
    for name, proposal in ours.items():
        other = theirs[name]
        assert slots(proposal) == slots(other), name
        for slot in ("proposer", "addressee"):
            mine = [names[each] for each in proposal[slot]]
            yours = [gold_names[each] for each in other[slot]]
            assert bool(mine) == bool(yours), (name, slot)
            assert all(any(share_a_word(m, y) for y in yours) for m in mine), (name, slot)


def slots(proposal: dict) -> dict[str, object]:
    quantities = [(q["role"], q["value"], q["max"] or q["value"]) for q in proposal["quantity"]]
    fixed = {
        slot: proposal[slot] for slot in ("tier", "conversation", "kind", "objective", "outcome")
    }
    return {**fixed, "quantity": quantities, "answered": proposal["response"] is not None}


def share_a_word(mine: set[str], yours: set[str]) -> bool:
    """Whether two sets of names have a word in common: by surname, title or state, not by "the"."""
    left, right = (
        {word for name in names for word in tokens(name.replace("United States", "U.S."))}
        for names in (mine, yours)
    )
    return bool(left & right - {"of", "s", "the"})


@pytest.mark.parametrize("path", ANSWERS, ids=lambda path: path.name.partition(".")[0])
def test_every_answer_stands_in_its_sample(path: Path, page: str, retold: Documents) -> None:
    table = json.loads(path.read_text(encoding="utf-8"))
    name = table["id"]
    text = page if name == "115932" else words_of(retold[name.partition("_")[2]])
    quotes = [c["quote"] for c in table["conversations"]]
    for proposal in table["proposals"]:
        quotes += [proposal["quote"], *proposal["alternatives"]]
        quotes += [quantity["quote"] for quantity in proposal["quantity"]]
        quotes += [proposal["response"]["quote"]] if proposal["response"] else []
    assert [quote for quote in quotes if quote not in text] == []


def test_every_sample_has_its_answers(retold: Documents) -> None:
    assert {path.name.partition(".")[0] for path in ANSWERS} == {
        "115932",
        *(f"{VOLUME}_{name}" for name in retold),
    }
