"""The pages of a release: whole, linked, escaped, and true to the dump."""

import gzip
import html
import re
import shutil
import subprocess
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg import pipeline
from kg.namespaces import VOC
from kg.publication.pages.paths import Paths, settled
from kg.publication.pages.site import LARGEST
from tests.pages import DATASET, HOSTILE, SOURCE, Page, pages, poisoned, release
from tests.samples import FINDINGS, RECORD

ROOMS = ("record", "conversation", "proposal", "person", "organization", "archive", "place", "post")
BASE = "https://w3id.org/parley/"


@pytest.fixture(scope="module")
def sample(tmp_path_factory, root):
    """The release of the sample records, and its pages by path."""
    output = tmp_path_factory.mktemp("sample")
    pipeline.build([root / "data" / "sources"], output)
    folder = (output / "current").resolve()
    return folder, dict(pages(folder))


@pytest.fixture(scope="module")
def made_up(tmp_path_factory):
    return release(tmp_path_factory.mktemp("made-up"), [(RECORD, FINDINGS)])


def dump(folder):
    with gzip.open(folder / "dump" / "dataset.nq.gz") as file:
        return list(ox.parse(file.read(), format=ox.RdfFormat.N_QUADS))


def things(folder, base):
    """Return the slash IRIs that the dump describes and that have a page."""
    subjects = {quad.subject.value.partition("#")[0] for quad in dump(folder)}
    ours = re.compile(rf"{re.escape(base)}({'|'.join(ROOMS)})/")
    return {one for one in subjects if ours.match(one) or one.startswith(str(VOC))}


def test_every_page_is_well_formed(sample):
    _, found = sample
    assert {path: page.faults for path, page in found.items() if page.faults} == {}


def test_no_page_is_larger_than_the_limit(sample):
    _, found = sample
    assert max(path.stat().st_size for path in found) <= LARGEST
    assert len(found) > 100


def broken_links(found):
    """Return the links between pages that lead nowhere, by page."""
    broken = []
    for path, page in found.items():
        for link in page.links:
            target = page.target(link)
            if target is not None:
                file, fragment = target
                if not file.is_file() or (fragment and fragment not in found[file].ids):
                    broken.append((path.name, link))
    return broken


def test_no_internal_link_is_broken(sample):
    _, found = sample
    assert broken_links(found) == []


def test_every_iri_of_the_dump_has_its_page_and_every_fragment_its_anchor(sample):
    folder, found = sample
    paths = Paths(BASE, settled(things(folder, BASE), BASE))
    assert len(things(folder, BASE)) > 150
    missing = []
    for quad in dump(folder):
        iri = quad.subject.value
        name = paths.file_of(iri)
        if name is None:
            continue
        page = found.get(folder / f"{name}.html")
        if page is None or ("#" in iri and iri.partition("#")[2] not in page.ids):
            missing.append(iri)
    assert missing == []


def test_a_page_links_to_its_data_which_is_what_the_dump_says_of_the_thing(sample):
    folder, found = sample
    paths = Paths(BASE)
    said = {}
    for quad in dump(folder):
        thing = quad.subject.value.partition("#")[0]
        said.setdefault(thing, set()).add((quad.subject, quad.predicate, quad.object))
    checked = 0
    for thing in things(folder, BASE):
        room = paths.room_of(thing)
        if room in ("record", "voc"):
            continue  # a record's file holds its evidence and agents too
        page = found[folder / f"{paths.file_of(thing)}.html"]
        for kind, form in (
            ("text/turtle", ox.RdfFormat.TURTLE),
            ("application/n-triples", ox.RdfFormat.N_TRIPLES),
        ):
            file, _ = page.target(page.alternates[kind])
            got = {(t.subject, t.predicate, t.object) for t in ox.parse(path=file, format=form)}
            assert got == said[thing], thing
            checked += 1
    assert checked > 300


def test_every_page_of_a_record_states_the_rights_and_says_that_it_is_a_retelling(sample):
    folder, found = sample
    for room in ("record", "conversation", "proposal"):
        for path, page in found.items():
            if path.is_relative_to(folder / room):
                assert "A retelling, not the record’s own words." in page.text, path
                assert "licensed under CC BY 4.0" in page.text, path
                assert any(link.startswith("https://") for link in page.links)


def test_the_record_of_all_things_shows_the_way_down_from_the_archive(sample):
    folder, found = sample
    page = found[folder / "record" / "wilson" / "115932.html"]
    head = page.content[: page.content.index("<main")]
    steps = re.findall(r"<bdi>(.*?)</bdi>", head)
    assert steps == ["AVPRF", "F. 0102", "Op. 13", "Delo 5"]


def test_a_corrected_date_is_shown_with_what_it_corrects(made_up):
    page = Page(made_up / "conversation/made-up/v1/d1/main.html", made_up)
    assert "corrects “2 May”" in page.text
    assert "2 June 1911" in page.text


def test_a_mark_stands_on_exactly_the_words_of_its_passage(made_up):
    page = Page(made_up / "record/made-up/v1/d1.html", made_up)
    marks = dict(re.findall(r'<mark class="\w+" id="(ev-\d+-\d+)">(.*?)</mark>', page.content))
    words = "Ambassador Lund of Freedonia declined"
    start = RECORD.text.index(words)
    inner = re.sub(r"<[^>]+>|\d+(?=</a>)", "", marks[f"ev-{start}-{start + len(words)}"])
    assert inner.startswith("Ambassador Lund")


def test_json_ld_names_the_thing_of_its_page(sample):
    folder, found = sample
    for path, page in found.items():
        if path.is_relative_to(folder / "person"):
            (said,) = page.jsonld
            assert said["@type"] == "Person"
            assert said["@id"].startswith(f"{BASE}person/")
            assert said["name"] in page.text


@pytest.mark.parametrize("policy", ["quotes", "none"])
def test_a_text_that_may_not_be_published_whole_is_not(tmp_path, policy):
    source = SOURCE | {"text_policy": policy}
    folder = release(tmp_path, [(RECORD, FINDINGS)], source=source)
    quoted = "offered 40 tons of salt a year"
    for path, page in pages(folder):
        assert "On 2 May [sic; June] 1911" not in page.text, path
        if policy == "none" and path.parts[-4:-1] != ("more", "x", "y"):
            assert quoted not in page.text, path
    record = Page(folder / "record/made-up/v1/d1.html", folder)
    assert (quoted in record.text) == (policy == "quotes")
    assert "The text itself is not shown" in record.text
    assert SOURCE["rights"] in record.text


def test_hostile_strings_in_every_field_stay_text(tmp_path):
    record = replace(
        poisoned(RECORD), identifier="v1/<b>&..%2F", address="javascript:x()", language="en"
    )
    source = {
        k: v if k in ("text_policy", "licence") else f"{v}{HOSTILE}" for k, v in SOURCE.items()
    }
    dataset = replace(DATASET, title=f"T{HOSTILE}", description=HOSTILE, creator=HOSTILE)
    folder = release(tmp_path, [(record, poisoned(FINDINGS))], source=source, dataset=dataset)
    found = dict(pages(folder))
    assert {path: page.faults for path, page in found.items() if page.faults} == {}
    for path, page in found.items():
        assert "<script>x()" not in page.content
        assert not any(link.startswith("javascript") for link in page.links), path
        assert path.resolve().is_relative_to(folder)
    assert broken_links(found) == []
    (told,) = (p for path, p in found.items() if path.is_relative_to(folder / "record"))
    assert f"{RECORD.title}{HOSTILE}" in told.text
    assert told.jsonld[0]["name"] == f"{RECORD.title}{HOSTILE}"


def test_a_browser_runs_nothing_of_hostile_strings(tmp_path):
    browser = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if browser is None:
        pytest.skip("no Chromium here")
    alarm = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    record = replace(RECORD, title=f"</title>{alarm}", text=RECORD.text + f"\n{alarm}")
    folder = release(tmp_path, [(record, FINDINGS)])
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    options += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    page = (folder / "record/made-up/v1/d1.html").as_uri()
    seen = subprocess.run(
        [browser, *options, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    ).stdout
    title = re.search(r"<title>(.*?)</title>", seen, re.DOTALL)[1]
    assert html.unescape(title) == f"{record.title} · Parley"
    assert "<img" not in seen
    assert re.findall(r"<script[^>]*>", seen) == ['<script type="application/ld+json">']


def test_long_lists_are_paged_and_their_anchors_stay_on_the_first_page(tmp_path):
    many = tuple(replace(FINDINGS.proposals[0], id=f"p{n}", quantities=()) for n in range(1, 130))
    answers = tuple(
        replace(FINDINGS.responses[0], id=f"{n}", responds_to=(f"p{n}",)) for n in range(1, 130)
    )
    found = replace(FINDINGS, proposals=many, responses=answers)
    folder = release(tmp_path, [(RECORD, found)])
    page = Page(folder / "record/made-up/v1/d1.html", folder)
    assert "response-129" in page.ids
    further = [link for link in page.links if link.endswith("/proposals-3.html#response-129")]
    file, _ = page.target(further[0])
    assert "response-129" in Page(file, folder).ids
    assert Page(folder / "person/record/made-up/v1/d1/Orsini.html", folder).faults == []


def test_the_number_of_workers_changes_no_byte_of_a_page(tmp_path, made_up):
    other = release(tmp_path, [(RECORD, FINDINGS)], workers=2)
    one = {p.relative_to(made_up): p.read_bytes() for p in made_up.rglob("*.html")}
    two = {p.relative_to(other): p.read_bytes() for p in other.rglob("*.html")}
    assert one == two
