"""Measure a mirror of the Digital Archive: time and memory of reading N made-up pages.

    python -m benchmarks.mirror --pages 16756 --frame 60

The pages are generated (``tests/wilson_pages.py``), each with a frame of menus around the record
(a page of the archive has some 60 kB of it), packed as tar.zst, and read. The reading runs in a
process of its own, so that its memory is its own.
"""

import argparse
import multiprocessing
import resource
import tempfile
import time
from collections import Counter
from pathlib import Path

import zstandard

from kg.converters.wilson import convert
from tests.wilson_pages import as_mirror, some_pages, write_tar


def generate(path: Path, pages: int, frame: int) -> int:
    """Write the mirror, with *frame* kB of menus a page; return how many bytes its pages have."""
    size = 0
    entry = b'<li class="menu-item"><a href="/topics/%d" class="link">Topic %d</a></li>\n'
    menu = b"<nav><ul>" + b"".join(entry % (n, n) for n in range(frame * 14)) + b"</ul></nav><main"

    def counted():
        nonlocal size
        for name, content in as_mirror(some_pages(pages)):
            framed = content.replace(b"<main", menu, 1)
            size += len(framed)
            yield name, framed

    with path.open("wb") as file, zstandard.ZstdCompressor(level=3).stream_writer(file) as writer:
        write_tar(writer, counted())
    return size


def read(path: Path, results) -> None:
    """Read the mirror; report outcomes, CPU seconds and memory before and at the peak."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin, wall = time.process_time(), time.perf_counter()
    outcomes = Counter(type(one).__name__ for one in convert(path))
    results.put(
        (
            dict(outcomes),
            time.process_time() - begin,
            time.perf_counter() - wall,
            before / 1024,
            resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        )
    )


def main() -> None:
    """Print a line for each size of mirror."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument("--frame", type=int, default=60, help="kB of menus around each record")
    given = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    for pages in given.pages:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mirror.tar.zst"
            size = generate(path, pages, given.frame)
            results = context.SimpleQueue()
            process = context.Process(target=read, args=(path, results))
            process.start()
            outcomes, cpu, wall, before, peak = results.get()
            process.join()
            print(
                f"{pages} pages, {size / 1e6:.0f} MB in {path.stat().st_size / 1e6:.0f} MB: "
                f"{cpu:.1f} CPU s, {wall:.1f} s, {pages / cpu:.0f} pages/s, "
                f"memory {before:.0f} MiB before, {peak:.0f} MiB at the peak; {outcomes}"
            )


if __name__ == "__main__":
    main()
