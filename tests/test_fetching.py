"""Fetching over HTTP: politeness, parts, checksums, a ledger, and never outside the folder."""

import hashlib
import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from kg.cli import main
from kg.errors import ConfigError, FetchError
from kg.fetching import NAME, Fate, Manners, fetch
from kg.fetching.naming import items_like, items_of, unsafe
from kg.records import FetchPlan
from tests.fetching import Page, serving, until

AGENT = "Ada Lund (ada@example.org)"


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def site():
    with serving() as site:
        yield site


class Run:
    """A folder to fetch into, and the pauses that were made."""

    def __init__(self, target):
        self.target = target
        self.pauses = []

    def __call__(self, plan, **manners):
        chosen = {"delay": 0.0, "timeout": 5.0, "agent": AGENT} | manners
        with_pauses = Manners(**chosen, sleep=self.pauses.append)
        return list(fetch(plan, self.target, with_pauses))

    def one(self, plan, **manners):
        (fetched,) = self(plan, **manners)
        return fetched

    def ledger(self):
        return [json.loads(line) for line in (self.target / NAME).read_text().splitlines()]


@pytest.fixture
def run(tmp_path):
    return Run(tmp_path / "target")


def sha(content):
    return hashlib.sha256(content).hexdigest()


def plan_of(site, *paths, **more):
    return FetchPlan(addresses=tuple(site.address + path for path in paths), **more)


# What comes


def test_a_file_is_fetched_under_a_name_that_says_whom_to_write_to(site, run):
    site.pages["/a.xml"] = Page(b"<a/>", headers={"Last-Modified": "Mon, 01 Jan 2024 00:00:00 GMT"})
    assert run.one(plan_of(site, "/a.xml")).fate is Fate.FETCHED
    assert (run.target / "a.xml").read_bytes() == b"<a/>"
    assert site.asked[0][1]["user-agent"].startswith(AGENT)
    (line,) = run.ledger()
    date = line.pop("date")
    assert date.endswith("GMT")
    assert line == {
        "file": "a.xml",
        "address": f"{site.address}/a.xml",
        "sha256": sha(b"<a/>"),
        "size": 4,
        "etag": '"1"',
        "last_modified": "Mon, 01 Jan 2024 00:00:00 GMT",
    }
    assert sorted(path.name for path in run.target.iterdir()) == [
        ".fetching.lock",
        "a.xml",
        NAME,
    ]


def test_a_second_run_fetches_nothing_that_is_unchanged(site, run):
    site.pages["/a.xml"] = Page()
    run.one(plan_of(site, "/a.xml"))
    before = (run.target / NAME).read_bytes()
    assert run.one(plan_of(site, "/a.xml")).fate is Fate.UNCHANGED
    assert site.asked[1][1]["if-none-match"] == '"1"'
    assert (run.target / NAME).read_bytes() == before


def test_a_file_that_changed_there_is_fetched_anew(site, run):
    site.pages["/a.xml"] = Page(b"old")
    run.one(plan_of(site, "/a.xml"))
    site.pages["/a.xml"] = Page(b"new", etag='"2"')
    assert run.one(plan_of(site, "/a.xml")).fate is Fate.FETCHED
    assert (run.target / "a.xml").read_bytes() == b"new"
    assert [line["sha256"] for line in run.ledger()] == [sha(b"new")]


def test_a_file_that_changed_here_is_left_alone(site, run):
    site.pages["/a.xml"] = Page(b"there")
    run.one(plan_of(site, "/a.xml"))
    (run.target / "a.xml").write_bytes(b"corrected by hand")
    fetched = run.one(plan_of(site, "/a.xml"))
    assert fetched.fate is Fate.FAILED
    assert "move it away" in fetched.reason
    assert (run.target / "a.xml").read_bytes() == b"corrected by hand"


def test_a_pattern_takes_its_names_from_an_index(site, run):
    site.pages["/list"] = Page(b'<a href="v1.xml">1</a> <a href="v2.xml">2</a>')
    site.pages["/v1.xml"], site.pages["/v2.xml"] = Page(b"1"), Page(b"2")
    plan = FetchPlan(
        pattern=site.address + "/{name}.xml",
        index=site.address + "/list",
        index_names=r'href="(\w+)\.xml"',
    )
    assert [(f.file, f.fate) for f in run(plan)] == [
        ("v1.xml", Fate.FETCHED),
        ("v2.xml", Fate.FETCHED),
    ]


def test_a_pattern_takes_its_names_one_a_line(site, run):
    site.pages["/list"] = Page(b"# names\n7\n\n")
    site.pages["/7/text.xml"] = Page(b"7")
    plan = FetchPlan(pattern=site.address + "/{name}/text.xml", index=site.address + "/list")
    assert run.one(plan).file == "7/text.xml"


def test_an_index_without_names_is_said(site, run):
    site.pages["/list"] = Page(b"\n")
    plan = FetchPlan(pattern=site.address + "/{name}", index=site.address + "/list")
    with pytest.raises(FetchError, match="gives no name"):
        run(plan)


# Servers as they are


@pytest.mark.parametrize("ranges", [True, False])
def test_a_body_that_breaks_off_is_gone_on_with(site, run, ranges):
    content = os.urandom(5000)
    site.pages["/a"] = Page(content, ranges=ranges, troubles=["cut 3000"])
    assert run.one(plan_of(site, "/a")).fate is Fate.FETCHED
    assert (run.target / "a").read_bytes() == content
    assert site.asked[1][1]["range"] == "bytes=3000-"
    assert site.asked[1][1]["if-range"] == '"1"'


def test_a_part_of_something_that_changed_meanwhile_is_forgotten(site, run):
    site.pages["/a"] = Page(b"x" * 5000, troubles=["cut 3000"])
    assert run.one(plan_of(site, "/a"), tries=1).fate is Fate.FAILED
    site.pages["/a"] = Page(b"y" * 4000, etag='"2"')
    assert run.one(plan_of(site, "/a")).fate is Fate.FETCHED
    assert (run.target / "a").read_bytes() == b"y" * 4000


def test_without_a_strong_validator_a_part_is_not_gone_on_with(site, run):
    site.pages["/a"] = Page(b"x" * 5000, etag='W/"1"', troubles=["cut 3000"])
    assert run.one(plan_of(site, "/a")).fate is Fate.FETCHED
    assert "range" not in site.asked[1][1]


def test_a_part_that_is_longer_than_the_whole_is_forgotten(site, run):
    site.pages["/a"] = Page(b"x" * 5000, troubles=["cut 3000"])
    run.one(plan_of(site, "/a"), tries=1)
    site.pages["/a"] = Page(b"z" * 2000)  # a server that gives the same ETag to something else
    assert run.one(plan_of(site, "/a")).fate is Fate.FETCHED
    assert (run.target / "a").read_bytes() == b"z" * 2000


def test_a_busy_server_is_waited_for_as_long_as_it_asks(site, run):
    site.pages["/a"] = Page(troubles=["429 7", "503", "503 Fri, 01 Jan 2016 00:00:00 GMT"])
    assert run.one(plan_of(site, "/a"), back_off=0.5).fate is Fate.FETCHED
    assert run.pauses == [7.0, 1.0, 2.0]


def test_a_pause_longer_than_we_grant_ends_the_run(site, run):
    site.pages["/a"] = Page(troubles=["429 86400"])
    with pytest.raises(FetchError, match="asks to wait 86400 seconds"):
        run(plan_of(site, "/a"))
    assert len(site.asked) == 1


def test_a_server_that_fails_three_files_in_a_row_is_left_alone(site, run):
    for name in "abcd":
        site.pages[f"/{name}"] = Page(troubles=["503"] * 9)
    with pytest.raises(FetchError, match="3 files in a row"):
        run(plan_of(site, "/a", "/b", "/c", "/d"), tries=2)
    assert [path for path, _ in site.asked] == ["/a", "/a", "/b", "/b", "/c", "/c"]


def test_what_is_not_there_is_said_and_the_rest_is_fetched(site, run):
    site.pages["/b"] = Page()
    gone, there = run(plan_of(site, "/a", "/b"))
    assert (gone.fate, gone.reason) == (Fate.FAILED, "the server says 404 Not Found")
    assert there.fate is Fate.FETCHED
    assert run.pauses == []


def test_redirects_are_followed_but_not_in_a_circle(site, run):
    site.pages["/a"] = Page(troubles=["to /b"])
    site.pages["/b"] = Page(b"b")
    assert run.one(plan_of(site, "/a")).fate is Fate.FETCHED
    site.pages["/c"] = Page(troubles=["to /c"] * 99)
    assert "more than 5 times" in run.one(plan_of(site, "/c")).reason
    assert len(site.asked) == 8


def test_a_redirect_to_another_scheme_is_refused(site, run):
    site.pages["/a"] = Page(troubles=["to file:///etc/passwd"])
    assert "not an address we follow" in run.one(plan_of(site, "/a")).reason


@pytest.mark.parametrize("trouble", ["drip", "hang 3"])
def test_a_server_that_drips_or_falls_silent_is_left(site, run, trouble):
    site.pages["/a"] = Page(b"x" * 1000, troubles=[trouble])
    fetched = run.one(plan_of(site, "/a"), timeout=0.2, tries=1, slowest=1000)
    assert fetched.fate is Fate.FAILED
    assert fetched.reason.endswith("run again later")


@pytest.mark.parametrize("sized", [True, False])
def test_a_file_that_is_too_large_is_refused(site, run, sized):
    site.pages["/a"] = Page(b"x" * 1000, sized=sized)
    fetched = run.one(plan_of(site, "/a"), largest=999)
    assert fetched.fate is Fate.FAILED
    assert "largest file" in fetched.reason
    assert not list(run.target.glob(".a.*"))


def test_requests_keep_their_distance(site, run):
    site.pages["/a"], site.pages["/b"] = Page(), Page()
    run(plan_of(site, "/a", "/b"), delay=60.0)
    assert len(run.pauses) == 1
    assert 59 < run.pauses[0] <= 60


# Checksums


def test_what_has_the_wrong_checksum_is_kept_aside(site, run):
    site.pages["/a"] = Page(b"forged")
    fetched = run.one(plan_of(site, "/a", checksums=(("a", sha(b"true")),)))
    assert fetched.fate is Fate.REJECTED
    assert sha(b"forged") in fetched.reason
    assert not (run.target / "a").exists()
    assert (run.target / ".a.rejected").read_bytes() == b"forged"
    site.pages["/a"] = Page(b"true", etag='"2"')
    assert run.one(plan_of(site, "/a", checksums=(("a", sha(b"true")),))).fate is Fate.FETCHED
    assert not (run.target / ".a.rejected").exists()


def test_a_file_with_the_right_checksum_is_not_asked_for(site, run):
    run.target.mkdir()
    (run.target / "a").write_bytes(b"true")
    plan = plan_of(site, "/a", checksums=(("a", sha(b"true")),))
    assert run.one(plan).fate is Fate.UNCHANGED
    assert site.asked == []


def test_a_checksum_of_no_file_is_an_error(site, run):
    with pytest.raises(ConfigError, match="no address, of 'b'"):
        run(plan_of(site, "/a", checksums=(("b", sha(b"")),)))


# Names


@pytest.mark.parametrize(
    "name",
    [
        *("../a", "/a", "a/../../b", "a//b", "", ".", "a\\b", "C:a", "a\0b", "a\n", "\udc80", "x "),
        *(".ssh/keys", "a/.git", "source.toml", "Fetched.jsonl", "x" * 201),
    ],
)
def test_no_name_leads_out_of_the_folder(name):
    assert unsafe(name)
    with pytest.raises(ConfigError, match="is refused"):
        items_like("https://example.org/get?file={name}", [name], {})


@pytest.mark.parametrize("last", ["..%2f..%2fa", "%2e%2e", "", "a%00", "%2ehidden"])
def test_no_address_leads_out_of_the_folder(last):
    with pytest.raises(ConfigError, match="is refused"):
        items_of([f"https://example.org/x/{last}"], {})


def test_two_addresses_of_one_name_are_refused():
    with pytest.raises(ConfigError, match="both called"):
        items_of(["https://example.org/1/a.xml", "https://example.org/2/A.xml"], {})


def test_a_link_does_not_lead_out_of_the_folder(site, run, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    run.target.mkdir()
    (run.target / "v").symlink_to(tmp_path / "elsewhere")
    (run.target / "a").symlink_to(tmp_path / "elsewhere" / "a")
    site.pages["/v/1"], site.pages["/a"] = Page(), Page()
    with pytest.raises(FetchError, match="a link leads out"):
        run(FetchPlan(pattern=site.address + "/{name}", names=("a",)))
    with pytest.raises(FetchError, match="a link leads out"):
        run(FetchPlan(pattern=site.address + "/{name}/{name}", names=("v",)))
    assert list((tmp_path / "elsewhere").iterdir()) == []


# Trouble here


def test_two_runs_do_not_work_in_one_folder(site, run):
    site.pages["/a"], site.pages["/b"] = Page(), Page()
    first = fetch(plan_of(site, "/a", "/b"), run.target, Manners(agent=AGENT, delay=0))
    next(first)
    with pytest.raises(FetchError, match="another kg fetch"):
        run(plan_of(site, "/a"))
    assert len(list(first)) == 1


def test_a_folder_that_cannot_be_written_is_said(run, site, tmp_path):
    (tmp_path / "target").write_text("a file")
    with pytest.raises(FetchError, match="cannot be written"):
        run(plan_of(site, "/a"))


def test_a_run_that_is_killed_leaves_no_half_and_is_gone_on_with(site, run):
    content = os.urandom(200_000)
    site.pages["/a"] = Page(b"first")
    site.pages["/b"] = Page(content, troubles=["hang 150000"])
    script = (
        "import sys; from pathlib import Path; from kg.fetching import Manners, fetch\n"
        "from kg.records import FetchPlan\n"
        "plan = FetchPlan(addresses=tuple(sys.argv[2:]))\n"
        f"list(fetch(plan, Path(sys.argv[1]), Manners(agent={AGENT!r}, delay=0)))\n"
    )
    words = [str(run.target), f"{site.address}/a", f"{site.address}/b"]
    child = subprocess.Popen([sys.executable, "-c", script, *words])
    part = run.target / ".b.part"
    until(lambda: part.exists() and part.stat().st_size > 100_000)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert not (run.target / "b").exists()
    kept = part.stat().st_size
    with (run.target / NAME).open("a") as ledger:
        ledger.write('{"file": "a", "addre')  # as if killed in the middle of a line
    assert [f.fate for f in run(plan_of(site, "/a", "/b"))] == [Fate.UNCHANGED, Fate.FETCHED]
    assert (run.target / "b").read_bytes() == content
    assert site.asked[-1][1]["range"] == f"bytes={kept}-"
    assert [line["file"] for line in run.ledger()] == ["a", "b"]


# The command


def kg(*words, **options):
    return CliRunner().invoke(main, [str(word) for word in words], **options)


@pytest.fixture
def own(tmp_path, site):
    site.pages["/a.txt"] = Page(b"a record")
    path = tmp_path / "own" / "source.toml"
    path.parent.mkdir()
    path.write_text(
        'collection = "own"\nconverter = "plain"\nrights = "Ours; cite us."\n'
        f'[fetch]\naddresses = ["{site.address}/a.txt"]\n'
    )
    return path


def test_the_rights_are_shown_and_agreed_to_once(own, site):
    refused = kg("fetch", own, "--agent", AGENT, input="n\n")
    assert refused.exit_code == 2
    assert "Rights: Ours; cite us." in refused.stderr
    assert site.asked == []
    agreed = kg("fetch", own, "--agent", AGENT, "--delay", 0, input="y\n")
    assert agreed.exit_code == 0, agreed.output
    assert (own.parent / "a.txt").read_bytes() == b"a record"
    again = kg("fetch", own.parent, "--agent", AGENT, "--delay", 0)
    assert again.exit_code == 0
    assert "Rights" not in again.stderr
    assert again.stderr.endswith("1 unchanged\n")
    own.write_text(own.read_text().replace("cite us", "do not copy"))
    assert kg("fetch", own, "--agent", AGENT).exit_code == 2


def test_scripts_agree_with_yes_and_hear_of_what_failed_by_exit_1(own, site):
    site.pages.clear()
    result = kg("fetch", own, "--yes", env={"KG_USER_AGENT": AGENT})
    assert result.exit_code == 1
    assert "Rights: Ours; cite us." in result.stderr
    assert "404" in result.stderr


@pytest.mark.parametrize("agent", ["", "me", "me (nowhere)", "me\n(a@b.c)", "(a@b.c)"])
def test_nobody_asks_without_saying_who(own, site, agent):
    result = kg("fetch", own, "--yes", "--agent", agent)
    assert result.exit_code == 2
    assert "does not say who asks" in result.stderr
    assert site.asked == []


def test_a_source_without_a_plan_and_an_unknown_one_are_trouble(own):
    assert "has no table [fetch]" in kg("fetch", "wilson", "--yes", "--agent", AGENT).stderr
    assert "known sources: frus," in kg("fetch", "nowhere", "--yes", "--agent", AGENT).stderr
