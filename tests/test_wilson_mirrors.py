"""Mirrors as archives: read as they are, and refused where they are damaged or beyond measure."""

import gzip
import io
import tarfile
from dataclasses import replace

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.converters.wilson import convert, parts
from kg.converters.wilson.tar import entries
from kg.errors import SourceError
from kg.records import Excluded, Record, Refused
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
    some_pages,
    write_tar,
)

ONE = MadeUp()
THREE = [replace(ONE, slug=f"talk-{n}", identifier=f"90000{n}") for n in (1, 2, 3)]


def zstd(content):
    return zstandard.ZstdCompressor().compress(content)


@pytest.fixture
def read(tmp_path):
    """Convert an archive as if it lay in a file; with the error that ended the reading, if any."""

    def outcomes(content, **kw):
        path = tmp_path / "mirror.tar"
        path.write_bytes(content)
        found, error = [], None
        try:
            for one in convert(path, **kw):
                found.append(one)
        except SourceError as caught:
            error = caught
        return found, error

    return outcomes


def keys(outcomes):
    return [one.key for one in outcomes if isinstance(one, Record)]


def tar_of(*pages, form=tarfile.PAX_FORMAT):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=form) as archive:
        for name, content in pages:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return file.getvalue()


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd])
def test_an_archive_is_read_as_it_is_compressed_or_not(read, pack):
    outcomes, error = read(pack(as_tar(THREE)))
    assert error is None
    assert keys(outcomes) == ["wilson/900001", "wilson/900002", "wilson/900003"]
    assert [(one.key, one.reason[-11:]) for one in outcomes if isinstance(one, Excluded)] == [
        ("wilson/documents/document/", "not read: 1"),
        ("wilson/documents/scans/", "not read: 1"),
        ("wilson/documents/search/", "not read: 1"),
    ]


def test_frames_and_members_one_behind_another_are_one_stream(read):
    whole = as_tar(THREE)
    half = len(whole) // 2
    pack = zstandard.ZstdCompressor().compress
    for content in (
        pack(whole[:half]) + pack(whole[half:]),
        gzip.compress(whole[:half]) + gzip.compress(whole[half:]),
    ):
        outcomes, error = read(content)
        assert (len(keys(outcomes)), error) == (3, None)


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_dialect_of_tar_and_names_of_any_length(read, form):
    long = "documents/" * 8 + "document/talk" if form == tarfile.USTAR_FORMAT else "a/" * 300
    long += "" if form == tarfile.USTAR_FORMAT else "document/talk-ø"
    page = as_html(ONE).encode()
    outcomes, error = read(tar_of(("site/document/x", page), (long, page), form=form))
    assert error is None
    assert len(keys(outcomes)) == 2


def test_a_bad_page_is_refused_by_name_and_the_rest_is_read(read):
    pages = [
        ("documents/document/bad", b"\xff\xfe not UTF-8"),
        ("documents/document/empty", b""),
        ("documents/document/other", b"<h1>A page of search results</h1>"),
        ("documents/document/good", as_html(ONE).encode()),
        ("documents/document/large", b" " * 17_000_000),
    ]
    outcomes, error = read(tar_of(*pages))
    assert error is None
    assert keys(outcomes) == ["wilson/900001"]
    refused = {one.key: one.message for one in outcomes if isinstance(one, Refused)}
    assert list(refused) == ["wilson/bad", "wilson/empty", "wilson/other", "wilson/large"]
    assert refused["wilson/bad"].startswith("documents/document/bad: is not UTF-8 (byte 0: 0xff)")
    assert "is larger than any saved page" in refused["wilson/large"]


def test_links_folders_and_devices_are_no_pages(read):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for kind in (tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE):
            entry = tarfile.TarInfo("documents/document/link")
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    outcomes, error = read(file.getvalue())
    assert outcomes == []
    assert "holds no page of a document" in error.message


@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstd])
def test_an_archive_that_is_cut_off_gives_what_was_before(read, pack):
    content = pack(as_tar(list(some_pages(40))))
    outcomes, error = read(content[: len(content) * 2 // 3])
    assert error is not None
    assert len(keys(outcomes)) > 5 or pack is not bytes
    assert "cut off" in error.message or "expanded" in error.message or "ends" in error.message


def spoilt(content, at, value):
    return content[:at] + value + content[at + len(value) :]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (spoilt(as_tar(THREE), 100, b"\xff\xff"), "is no tar archive: a header is damaged"),
        (spoilt(as_tar(THREE), 124, b"99999999999"), "a header is damaged"),
        (b"x" * 257 + b"ustar" * 300, "is no tar archive"),
        (as_tar(THREE)[:700], "it is cut off"),
        (b"\x28\xb5\x2f\xfd" + b"\xff" * 200, "cannot be expanded"),
        (spoilt(as_tar_zst(THREE), 40, b"\x00\xff\x00\xff"), ""),
    ],
)
def test_a_damaged_archive_is_refused_with_its_reason(read, content, message):
    _, error = read(content)
    assert error is not None
    assert message in error.message
    assert "\n" not in str(error)


def header(name, size, kind=b"0"):
    """A header that is sound, whatever it says."""
    entry = tarfile.TarInfo(name)
    entry.size, entry.type = size, kind
    return entry.tobuf(tarfile.GNU_FORMAT)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (header("x", 1 << 40, b"L") + b"x" * 512, "a name of 1099511627776 bytes"),
        (header("x", 1 << 40, b"x") + b"x" * 512, "a name of 1099511627776 bytes"),
        (header("x", 512, b"x") + b"99999999 path=x\n".ljust(512, b"\0"), "extended header"),
        (header("x", 12, b"x") + b"0 path=abcd\n".ljust(512, b"\0"), "extended header"),
        (header("x", 0, b"S"), "a sparse file"),
        (header("documents/document/x", 1 << 40) + b"x" * 512, "it is cut off"),
    ],
)
def test_crafted_headers_neither_hang_nor_fill_the_memory(read, content, message):
    _, error = read(content + bytes(1024))
    assert message in error.message


def test_what_expands_beyond_all_measure_is_refused(read):
    zeros = bytes(1 << 20)
    compressor = zstandard.ZstdCompressor().compressobj()
    packed = compressor.compress(header("documents/scans/zeros", 4 << 30))
    packed += b"".join(compressor.compress(zeros) for _ in range(300)) + compressor.flush()
    outcomes, error = read(packed)
    assert outcomes == []
    assert "expands more than 100 to 1" in error.message


def test_a_frame_larger_than_it_declares_is_refused(read):
    frame = bytearray(zstandard.ZstdCompressor().compress(as_tar(THREE)))
    parameters = zstandard.get_frame_parameters(bytes(frame))
    size = (parameters.content_size - 256).to_bytes(2, "little")  # RFC 8878, 3.1.1.1.4
    at = frame.index(size, 4, 14)
    frame[at : at + 2] = (100).to_bytes(2, "little")
    _, error = read(bytes(frame))
    assert error is not None


def test_a_window_larger_than_128_mib_is_refused(read):
    parameters = zstandard.ZstdCompressionParameters(window_log=28, enable_ldm=False)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    content = packed.compress(as_tar(THREE)) + packed.flush()
    _, error = read(content)
    assert "compress it again without --long" in error.remedy


@pytest.mark.parametrize("form", ["archive", "table"])
def test_parts_of_a_file_are_shared_out_and_make_the_whole(read, form):
    pages = list(some_pages(10, words=40))
    content = as_tar_zst(pages) if form == "archive" else as_table(map(as_row, pages)).encode()
    whole, _ = read(content)
    shares = [read(content, part=part, of=3)[0] for part in range(3)]
    assert sorted(keys([one for share in shares for one in share])) == sorted(keys(whole))
    assert [len(keys(share)) for share in shares] == [4, 3, 3]
    excluded = [one for share in shares for one in share if isinstance(one, Excluded)]
    assert len(excluded) == sum(isinstance(one, Excluded) for one in whole)


def test_a_large_file_is_best_read_in_parts(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(as_table([as_row(ONE)]))
    assert parts(path) == 1
    with path.open("ab") as file:
        file.truncate(100 * 1024 * 1024)
    assert parts(path) == 5
    assert parts(tmp_path / "missing") == 1


FORMS = {
    "page.txt": as_text(ONE).encode(),
    "page.html": as_html(ONE).encode(),
    "old.html": as_old_html(ONE).encode(),
    "table.csv": as_table([as_row(one) for one in THREE]).encode(),
    "mirror.tar": as_tar(THREE),
    "mirror.tar.zst": as_tar_zst(THREE),
}


def mutated(content, draw):
    """*content* with some bytes changed, cut, doubled or moved."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        length = draw(st.sampled_from([1, 2, 16, 300, 5000]))
        kind = draw(st.sampled_from(["flip", "cut", "drop", "double", "insert"]))
        if kind == "flip" and data:
            data[at] = draw(st.integers(0, 255))
        elif kind == "cut":
            del data[at:]
        elif kind == "drop":
            del data[at : at + length]
        elif kind == "double":
            data[at:at] = data[at : at + length]
        else:
            data[at:at] = draw(st.sampled_from(TOKENS))
    return bytes(data)


TOKENS = [
    b"<div>",
    b"</div>",
    b"<!--",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"&#0;",
    b"<p a='",
    b"\xff",
]


@pytest.mark.parametrize("name", FORMS)
@given(data=st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_mutated_input_gives_outcomes_or_one_line(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(mutated(FORMS[name], data.draw))
    messages = []
    try:
        messages += [one.message for one in convert(path) if isinstance(one, Refused)]
    except SourceError as error:
        messages += [str(error), error.remedy]
    assert all(message and "\n" not in message for message in messages)


def test_the_entries_of_an_archive_are_those_of_tarfile(tmp_path):
    pages = dict(as_mirror(THREE))
    file = io.BytesIO()
    write_tar(file, pages.items())
    stream = io.BytesIO(file.getvalue())
    assert {one.name: one.read() for one in entries(tmp_path, stream)} == pages
