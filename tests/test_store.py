import pytest

from kg import store
from kg.errors import PublicationError

QUAD = '<https://x.example/s> <https://x.example/p> "o" <https://x.example/g> .\n'


def test_what_was_loaded_is_read_back(tmp_path):
    dump = tmp_path / "dump.nq"
    dump.write_text(QUAD)
    assert store.load(dump, tmp_path / "out" / "current" / "store") == 1
    opened = store.open_read_only(tmp_path / "out")
    assert len(list(opened.query("SELECT ?o { GRAPH ?g { ?s ?p ?o } }"))) == 1


def test_a_store_is_never_loaded_twice(tmp_path):
    dump = tmp_path / "dump.nq"
    dump.write_text(QUAD)
    store.load(dump, tmp_path / "store")
    with pytest.raises(PublicationError, match="fresh folder"):
        store.load(dump, tmp_path / "store")


def test_a_dump_that_does_not_parse_is_named(tmp_path):
    dump = tmp_path / "dump.nq"
    dump.write_text("no quads\n")
    with pytest.raises(PublicationError, match=r"dump\.nq: could not be loaded"):
        store.load(dump, tmp_path / "store")


def test_a_folder_without_a_release_is_named(tmp_path):
    with pytest.raises(PublicationError, match="no publication here"):
        store.open_read_only(tmp_path)
