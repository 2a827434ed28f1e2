"""Fetching from a git repository: chosen files, one revision, nothing twice."""

import json
import subprocess

import pytest

from kg.errors import ConfigError, FetchError
from kg.fetching import NAME, Fate, Manners, fetch
from kg.fetching.repository import _AT_ONCE
from kg.records import FetchPlan
from kg.sources import known_sources, read_source

AGENT = "Ada Lund (ada@example.org)"


def git(folder, *words):
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    done = subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)
    return done.stdout.decode().strip()


class Origin:
    """A bare repository and a checkout to fill it from."""

    def __init__(self, folder):
        self.bare, self.work = folder / "origin.git", folder / "work"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.bare))
        git(self.bare, "config", "uploadpack.allowFilter", "true")
        git(folder, "init", "-q", "-b", "main", str(self.work))
        self.address = self.bare.as_uri()

    def commit(self, **files):
        for name, content in files.items():
            path = self.work / "volumes" / f"{name}.xml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(content)
        git(self.work, "add", "-A")
        git(self.work, "commit", "-qm", "a change")
        git(self.work, "push", "-q", str(self.bare), "HEAD:main")
        return git(self.work, "rev-parse", "HEAD")


@pytest.fixture
def origin(tmp_path):
    return Origin(tmp_path)


@pytest.fixture
def run(tmp_path, origin):
    def fetched(**more):
        chosen = {"git": origin.address, "include": ("volumes/*.xml",)} | more
        manners = Manners(agent=AGENT, delay=0, tries=2, largest=1000, sleep=lambda _: None)
        files = fetch(FetchPlan(**chosen), tmp_path / "target", manners, local=True)
        return {each.file.removeprefix("volumes/"): each for each in files}

    return fetched


def test_the_chosen_files_come_and_the_ledger_says_from_which_commit(origin, run, tmp_path):
    (origin.work / "README.md").write_text("not asked for")
    commit = origin.commit(a="<a/>", b="<b/>")
    assert [f.fate for f in run().values()] == [Fate.FETCHED, Fate.FETCHED]
    target = tmp_path / "target"
    assert (target / "volumes" / "a.xml").read_text() == "<a/>"
    lines = [json.loads(line) for line in (target / NAME).read_text().splitlines()]
    assert [(line["file"], line["revision"]) for line in lines] == [
        ("volumes/a.xml", commit),
        ("volumes/b.xml", commit),
    ]
    assert sorted(p.name for p in target.iterdir()) == [".fetching.lock", NAME, "volumes"]


def test_a_second_run_brings_only_what_changed(origin, run):
    origin.commit(a="<a/>", b="<b/>")
    run()
    origin.commit(b="<b>new</b>", c="<c/>")
    assert {name: f.fate.value for name, f in run().items()} == {
        "a.xml": "unchanged",
        "b.xml": "fetched",
        "c.xml": "fetched",
    }


def test_many_files_come_in_several_requests(origin, run):
    origin.commit(**{f"v{n}": f"<v n='{n}'/>" for n in range(_AT_ONCE + 3)})
    assert {f.fate for f in run().values()} == {Fate.FETCHED}


def test_a_server_that_cannot_give_a_part_gives_the_whole(origin, run):
    git(origin.bare, "config", "uploadpack.allowFilter", "false")
    origin.commit(a="<a/>")
    assert run()["a.xml"].fate is Fate.FETCHED


def test_an_earlier_revision_can_be_asked_for(origin, run, tmp_path):
    first = origin.commit(a="<a/>")
    origin.commit(a="<a>new</a>")
    run(revision=first)
    assert (tmp_path / "target" / "volumes" / "a.xml").read_text() == "<a/>"


def test_links_large_files_and_wrong_checksums_are_said(origin, run, tmp_path):
    (origin.work / "volumes").mkdir()
    (origin.work / "volumes" / "link.xml").symlink_to("/etc/passwd")
    origin.commit(large="x" * 1001, forged="<f/>", good="<g/>")
    found = run(checksums=(("volumes/forged.xml", "0" * 64),))
    assert "links are not followed" in found["link.xml"].reason
    assert "largest" in found["large.xml"].reason
    assert found["forged.xml"].fate is Fate.REJECTED
    assert found["good.xml"].fate is Fate.FETCHED
    assert not (tmp_path / "target" / "volumes" / "link.xml").exists()


def test_a_file_changed_here_is_left_alone(origin, run, tmp_path):
    origin.commit(a="<a/>")
    run()
    (tmp_path / "target" / "volumes" / "a.xml").write_text("corrected by hand")
    assert "move it away" in run()["a.xml"].reason


def test_trouble_with_git_is_said_in_one_line(origin, run, monkeypatch):
    origin.commit(a="<a/>")
    with pytest.raises(FetchError, match="no file is like"):
        run(include=("*.pdf",))
    with pytest.raises(FetchError, match=r"git: fatal: .*nothing"):
        run(revision="nothing")
    with pytest.raises(FetchError, match="git: fatal"):
        run(git=origin.address + "-not-there")
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(FetchError, match="git is not installed"):
        run()


def test_a_repository_of_this_machine_is_not_fetched_from(origin, tmp_path):
    origin.commit(a="<a/>")
    plan = FetchPlan(git=origin.address)
    with pytest.raises(FetchError, match="'file' not allowed"):
        list(fetch(plan, tmp_path / "target", Manners(agent=AGENT)))


# The table [fetch]


def read(folder, text):
    path = folder / "source.toml"
    path.write_text(f'collection = "own"\nconverter = "plain"\n[fetch]\n{text}')
    return read_source(path).fetch


def test_every_key_of_the_plan_is_read(tmp_path):
    (tmp_path / "SUMS").write_text(f"{'A' * 64}  ./1.xml\n{'b' * 64} *2.xml\n")
    assert read(
        tmp_path,
        'pattern = "https://example.org/{name}.xml"\nindex = "https://example.org/"\n'
        'index_names = \'href="(.+?)"\'\nchecksums_file = "SUMS"\nrights = "Ours"\n',
    ) == FetchPlan(
        pattern="https://example.org/{name}.xml",
        index="https://example.org/",
        index_names='href="(.+?)"',
        checksums=(("1.xml", "a" * 64), ("2.xml", "b" * 64)),
        rights="Ours",
    )
    assert read(
        tmp_path, 'git = "https://example.org/r"\nrevision = "v1"\ninclude = ["*.xml"]'
    ) == FetchPlan(git="https://example.org/r", revision="v1", include=("*.xml",))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('gti = "https://example.org"', "unknown key 'gti'"),
        ('rights = "Ours"', "needs one of addresses, pattern and git"),
        ('git = "file:///srv/r"', "begins with https://"),
        ('git = "ssh://example.org/r"', "begins with https://"),
        ('git = "https://example.org/r"\nrevision = "--upload-pack=x"', "a branch"),
        ('git = "https://example.org/r"\nnames = ["a"]', "goes with fetch.pattern"),
        ('addresses = ["ftp://example.org/a"]', "begins with https://"),
        ('addresses = ["https://example.org/a"]\ninclude = ["*"]', "goes with fetch.git"),
        ('pattern = "https://example.org/{name}"', "either fetch.names or fetch.index"),
        ('pattern = "https://{name}.org/"\nnames = ["a"]', "behind the server's name"),
        ('pattern = "https://example.org/{id}"\nnames = ["a"]', "an address with {name}"),
        ('addresses = ["https://example.org/a"]\n[fetch.checksums]\na = "12"', "a SHA-256"),
        ('addresses = ["https://example.org/a"]\nchecksums_file = "../S"', "beside"),
        ('addresses = ["https://example.org/a"]\nchecksums_file = "S"', "cannot be read"),
    ],
)
def test_what_a_plan_cannot_say_is_an_error(tmp_path, text, complaint):
    with pytest.raises(ConfigError, match=r"source\.toml|S:") as caught:
        read(tmp_path, text)
    assert complaint in str(caught.value)


def test_the_known_plans_are_whole():
    plans = {source.collection: source.fetch for source in known_sources()}
    assert plans["frus"] == FetchPlan(
        git="https://github.com/HistoryAtState/frus", include=("volumes/*.xml",)
    )
