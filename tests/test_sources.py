"""Sources: source.toml read strictly, and what a source says of its records."""

from pathlib import Path

import pytest

from kg.errors import ConfigError
from kg.records import Excluded, Record, Refused, Source
from kg.sources import address, attribute, known_sources, read_source

MINIMAL = 'collection = "own"\nconverter = "page"\n'


def toml(folder: Path, text: str = MINIMAL) -> Path:
    path = folder / "source.toml"
    path.write_text(text, encoding="utf-8")
    return path


# Reading source.toml


def test_every_key_of_a_source_is_read(tmp_path: Path) -> None:
    source = read_source(
        toml(
            tmp_path,
            MINIMAL
            + 'title = "Own"\npublisher = "We"\nrights = """\nOurs\nalone."""\n'
            + 'rights_address = "https://example.org/rights"\n'
            + 'licence = "https://example.org/licence"\ntext_policy = "full"\nretelling = true\n'
            + 'original = "https://example.org/{volume}/{document}"\ninclude = ["*.xml"]\n'
            + '[settings]\nname = "d"\n',
        )
    )
    assert source == Source(
        collection="own",
        converter="page",
        title="Own",
        publisher="We",
        rights="Ours alone.",
        rights_address="https://example.org/rights",
        licence="https://example.org/licence",
        text_policy="full",
        retelling=True,
        original="https://example.org/{volume}/{document}",
        include=("*.xml",),
        settings={"name": "d"},
    )


def test_a_source_publishes_quotes_only_unless_it_says_more(tmp_path: Path) -> None:
    assert read_source(toml(tmp_path)).text_policy == "quotes"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (MINIMAL + "retelings = true\n", "unknown key 'retelings'"),
        ('converter = "page"\n', "'collection' is missing"),
        ('collection = "own"\n', "'converter' is missing"),
        (MINIMAL + "title = 7\n", "title = 7 should be a text"),
        (MINIMAL + 'title = " "\n', "title = ' ' should be a text"),
        (MINIMAL + 'retelling = "yes"\n', "retelling = 'yes' should be true or false"),
        (MINIMAL + "retelling = 1\n", "retelling = 1 should be true or false"),
        (MINIMAL + "retelling = true\n", "add the key 'original'"),
        (MINIMAL + 'text_policy = "all"\n', "one of full, none, quotes"),
        (MINIMAL + 'include = "*.xml"\n', "a list of file patterns"),
        (MINIMAL + "include = []\n", "a list of file patterns"),
        (MINIMAL + "include = [1]\n", "include = 1 should be a text"),
        (MINIMAL + "settings = 3\n", "settings = 3 should be a table"),
        (MINIMAL + 'licence = "CC BY"\n', "licence = 'CC BY' should be an address"),
        (MINIMAL + 'original = "https://example.org/all"\n', "with placeholders among"),
        (MINIMAL + 'original = "https://example.org/{page}"\n', "with placeholders among"),
        (MINIMAL + 'original = "https://example.org/{volume.x}"\n', "with placeholders among"),
        (MINIMAL + 'original = "https://example.org/{volume!r}"\n', "with placeholders among"),
        (MINIMAL + 'original = "https://example.org/{volume"\n', "with whole placeholders"),
        ('collection = "a/b"\nconverter = "page"\n', "part of every address"),
        ("collection = own\n", "not TOML"),
    ],
)
def test_a_wrong_source_says_file_and_key(tmp_path: Path, text: str, complaint: str) -> None:
    path = toml(tmp_path, text)
    with pytest.raises(ConfigError) as error:
        read_source(path)
    assert str(error.value).startswith(f"{path}: ")
    assert complaint in str(error.value)
    assert "\n" not in str(error.value)


def test_a_source_in_another_encoding_or_missing_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "source.toml"
    with pytest.raises(ConfigError, match="cannot be read"):
        read_source(path)
    path.write_bytes('title = "Pönale"'.encode("latin-1"))
    with pytest.raises(ConfigError, match="not UTF-8 at byte 10"):
        read_source(path)


def test_known_sources_have_rights_and_are_no_retellings() -> None:
    known = {source.collection: source for source in known_sources()}
    assert {"frus", "wilson"} <= set(known)
    assert known["wilson"].text_policy == "quotes"
    assert known["frus"].text_policy == "full"
    # Of plain records nothing is known but what each says itself.
    assert all(s.rights and s.publisher for s in known.values() if s.collection != "plain")
    assert not any(source.retelling for source in known.values())


# Addresses, and what a source gives its records


def test_an_address_is_made_of_the_identifier() -> None:
    page = Source(collection="p", converter="c", original="https://example.org/{identifier}")
    assert address(page, "115932") == "https://example.org/115932"
    assert address(page, "a b/{document}") == "https://example.org/a%20b/%7Bdocument%7D"
    assert address(Source(collection="p", converter="c"), "1") is None


def test_an_address_that_wants_a_volume_is_not_made_without_one() -> None:
    book = Source(collection="p", converter="c", original="https://example.org/{volume}")
    with pytest.raises(ConfigError, match="has none"):
        address(book, "115932")


@pytest.fixture
def record() -> Record:
    return Record(collection="page", identifier="v/1", title="T", text="T", blocks=())


def test_a_record_gets_what_its_source_says(record: Record) -> None:
    own = Source(
        collection="own",
        converter="page",
        rights="Ours.",
        retelling=True,
        original="https://example.org/{volume}/{document}",
    )
    attributed = attribute(record, own)
    assert isinstance(attributed, Record)
    assert attributed.key == "own/v/1"
    assert attributed.rights == "Ours."
    assert attributed.retelling
    assert attributed.address == "https://example.org/v/1"


def test_what_is_no_record_moves_to_the_collection_too() -> None:
    own = Source(collection="own", converter="page")
    excluded = Excluded(key="page/v/2", reason="a telegram")
    assert attribute(excluded, own) == Excluded(key="own/v/2", reason="a telegram")
    refused = Refused(key="page/v/3", message="no text")
    assert attribute(refused, own) == Refused(key="own/v/3", message="no text")
