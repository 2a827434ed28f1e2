"""Which files are read, and whose they are."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.errors import ConfigError, SourceError
from kg.records import Source
from kg.sources import Discovery, Unclaimed, Unit, discover, read_source
from kg.sources import discovery as discovery_room

KNOWN = (
    Source(collection="pages", converter="page", text_policy="quotes"),
    Source(collection="books", converter="book"),
    Source(collection="more-books", converter="book"),
)
MINIMAL = 'collection = "own"\nconverter = "page"\n'


def recognise(path: Path) -> str | None:
    """Know a format by the first word of the file."""
    words = path.read_text(encoding="utf-8", errors="replace").split(maxsplit=1)
    return words[0] if words and words[0] in ("page", "book", "tape") else None


def found(*paths: Path) -> Discovery:
    return discover(paths, recognise, KNOWN)


def write(folder: Path, name: str, text: str = "page\n") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def toml(folder: Path, text: str = MINIMAL) -> Path:
    return write(folder, "source.toml", text)


def units(discovery: Discovery) -> list[tuple[str, str]]:
    return [(unit.path.name, unit.source.collection) for unit in discovery.units]


def test_a_folder_with_a_source_claims_its_files_in_order(tmp_path: Path) -> None:
    toml(tmp_path)
    for name in ("b.txt", "a.txt", "sub/c.txt", "README.md", ".hidden", ".git/config"):
        write(tmp_path, name, "whatever")
    assert units(found(tmp_path)) == [("a.txt", "own"), ("b.txt", "own"), ("c.txt", "own")]


def test_the_nearest_source_above_a_file_wins(tmp_path: Path) -> None:
    toml(tmp_path)
    write(tmp_path, "a.txt")
    toml(tmp_path / "deep", MINIMAL.replace("own", "deep"))
    write(tmp_path, "deep/er/b.txt")
    assert units(found(tmp_path)) == [("a.txt", "own"), ("b.txt", "deep")]


def test_a_file_given_alone_still_belongs_to_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml(tmp_path)
    inner = write(tmp_path, "sub/a.txt").parent
    monkeypatch.chdir(inner)
    assert units(found(Path("a.txt"))) == [("a.txt", "own")]
    assert units(found(Path("../sub/a.txt"))) == [("a.txt", "own")]


def test_a_file_without_source_belongs_to_the_known_source_of_its_format(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    result = found(tmp_path)
    assert result.units == (Unit(path=tmp_path / "a.txt", source=KNOWN[0]),)
    assert result.unclaimed == ()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("nothing known", "no converter recognises it"),
        ("", "no converter recognises it"),
        ("tape", "no known source has the format 'tape'"),
        ("book", "more than one known source has the format 'book'"),
    ],
)
def test_what_nobody_claims_is_counted_with_a_remedy(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = write(tmp_path, "a.txt", text)
    result = found(tmp_path)
    assert result.units == ()
    assert [each.path for each in result.unclaimed] == [path]
    assert reason in result.unclaimed[0].reason
    assert "write a source.toml beside it" in result.unclaimed[0].reason


def test_include_leaves_other_files_out_unless_they_are_given(tmp_path: Path) -> None:
    toml(tmp_path, MINIMAL + 'include = ["*.xml"]\n')
    for name in ("a.xml", "sub/b.xml", "notes.txt"):
        write(tmp_path, name)
    result = found(tmp_path)
    assert units(result) == [("a.xml", "own"), ("b.xml", "own")]
    assert result.unclaimed == ()
    given = found(tmp_path / "notes.txt")
    assert [each.path.name for each in given.unclaimed] == ["notes.txt"]
    assert "includes only *.xml" in given.unclaimed[0].reason


def test_a_file_met_twice_is_read_once_in_any_order_of_the_paths(tmp_path: Path) -> None:
    toml(tmp_path)
    file = write(tmp_path, "sub/a.txt")
    (tmp_path / "alias.txt").symlink_to(file)
    paths = [tmp_path / "sub", file, tmp_path, tmp_path / "sub" / ".." / "sub", file]
    assert len(found(*paths).units) == 1
    assert found(*paths) == found(*reversed(paths))


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    toml(tmp_path)
    write(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "sub" / "here").symlink_to(".", target_is_directory=True)
    (tmp_path / "round").symlink_to("about")
    (tmp_path / "about").symlink_to("round")
    result = found(tmp_path)
    assert units(result) == [("a.txt", "own")]
    assert [each.path.name for each in result.unclaimed] == ["about", "round"]
    assert all("leads nowhere" in each.reason for each in result.unclaimed)


def test_a_link_belongs_where_it_appears_before_where_it_leads(tmp_path: Path) -> None:
    store = write(tmp_path, "store/.objects/1234")
    toml(tmp_path / "mine")
    (tmp_path / "mine" / "a.txt").symlink_to(store)
    assert units(found(tmp_path / "mine")) == [("a.txt", "own")]
    toml(tmp_path / "store", MINIMAL.replace("own", "store"))
    (tmp_path / "bare.txt").symlink_to(store)
    assert units(found(tmp_path / "bare.txt")) == [("bare.txt", "store")]


def test_a_broken_link_and_a_pipe_are_unclaimed_and_never_opened(tmp_path: Path) -> None:
    toml(tmp_path)
    (tmp_path / "gone.txt").symlink_to("nowhere")
    os.mkfifo(tmp_path / "pipe")
    reasons = {each.path.name: each.reason for each in found(tmp_path).unclaimed}
    assert reasons["gone.txt"].startswith("a link that leads nowhere")
    assert reasons["pipe"].startswith("not a regular file")


@pytest.mark.parametrize("name", ["a b.txt", "naïve ☃.txt", "[x]*?.txt", "-o", "a\nb.txt", "{d}"])
def test_odd_names_are_files_like_any_other(tmp_path: Path, name: str) -> None:
    write(tmp_path, name)
    write(tmp_path, "z" + name, "unknown")
    result = found(tmp_path)
    assert units(result) == [(name, "pages")]
    assert "\n" not in result.unclaimed[0].message


def test_a_name_that_is_not_utf8_is_unclaimed_in_a_printable_line(tmp_path: Path) -> None:
    toml(tmp_path)
    odd = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(odd, "wb"):  # noqa: PTH123  # a Path cannot be made of these bytes directly
            pass
    except OSError:
        pytest.skip("this file system takes only names in UTF-8")
    (each,) = found(tmp_path).unclaimed
    assert each.message.endswith(r"caf\xe9.txt: its name is not UTF-8; rename it")
    each.message.encode()


def test_a_hidden_file_or_folder_is_read_when_it_is_given(tmp_path: Path) -> None:
    file = write(tmp_path, ".cache/a.txt")
    assert units(found(tmp_path)) == []
    assert units(found(file.parent)) == [("a.txt", "pages")]


def test_a_description_given_as_a_record_is_refused(tmp_path: Path) -> None:
    (each,) = found(toml(tmp_path)).unclaimed
    assert "give the folder instead" in each.reason


@pytest.mark.parametrize("name", ["missing", "missing/a.txt", "nul\0l"])
def test_a_path_that_does_not_exist_stops_the_run_in_one_line(tmp_path: Path, name: str) -> None:
    with pytest.raises(SourceError, match="no such file or folder; check the path"):
        found(tmp_path / name)


def test_a_wrong_description_stops_the_run_with_its_file(tmp_path: Path) -> None:
    toml(tmp_path, "x = 1\n")
    file = write(tmp_path, "a.txt")
    with pytest.raises(ConfigError, match=r"source\.toml: unknown key 'x'"):
        found(file)


def forbid(monkeypatch: pytest.MonkeyPatch, name: str, place: Path) -> None:
    """Let the method *name* of paths fail at *place* as for somebody who may not read it."""
    real: Callable[..., object] = getattr(Path, name)

    def refuse(self: Path, *arguments: object, **options: object) -> object:
        if self == place:
            raise PermissionError(13, "Permission denied")
        return real(self, *arguments, **options)

    monkeypatch.setattr(Path, name, refuse)


def test_a_folder_that_cannot_be_listed_stops_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = write(tmp_path, "secret/a.txt").parent
    forbid(monkeypatch, "iterdir", secret)
    with pytest.raises(SourceError) as error:
        found(tmp_path)
    assert str(error.value).startswith(
        f"{secret}: this folder cannot be listed (Permission denied)"
    )


def test_a_file_that_cannot_be_read_is_unclaimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        write(tmp_path, name)
    forbid(monkeypatch, "stat", tmp_path / "a.txt")
    forbid(monkeypatch, "read_text", tmp_path / "b.txt")
    access = os.access
    monkeypatch.setattr(
        os, "access", lambda path, mode: path.name != "c.txt" and access(path, mode)
    )
    result = found(tmp_path)
    assert units(result) == [("d.txt", "pages")]
    assert [each.path.name for each in result.unclaimed] == ["a.txt", "b.txt", "c.txt"]
    assert all("Permission denied" in each.reason for each in result.unclaimed)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_files_of_a_folder_that_may_be_listed_but_not_entered_are_unclaimed(tmp_path: Path) -> None:
    folder = write(tmp_path, "listed/a.txt").parent
    folder.chmod(0o400)
    try:
        (each,) = found(folder).unclaimed
    finally:
        folder.chmod(0o700)
    assert "cannot be read (Permission denied)" in each.reason


def test_what_a_converter_refuses_while_recognising_is_unclaimed(tmp_path: Path) -> None:
    def strict(path: Path) -> str | None:
        raise SourceError(path, "truncated", line=3, remedy="fetch it again")

    path = write(tmp_path, "a.txt")
    result = discover([path], strict, KNOWN)
    assert result.unclaimed == (Unclaimed(path=path, reason="truncated; fetch it again"),)


def test_a_description_is_read_once_for_all_files_below_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toml(tmp_path)
    for number in range(9):
        write(tmp_path, f"{number}/{number}.txt")
    read: list[Path] = []
    monkeypatch.setattr(
        discovery_room, "read_source", lambda path: read.append(path) or read_source(path)
    )
    assert len(found(tmp_path).units) == 9
    assert len(read) == 1


def test_units_survive_the_way_to_a_worker(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    result = found(tmp_path)
    assert pickle.loads(pickle.dumps(result)) == result
