"""Measure Parley beside its peers, in one run: ``make bench``.

Machines are noisy, so each pair is run in turn and the ratio of the CPU times is what to quote.
Outputs are compared before times are: a faster wrong answer is none. The corpus is the sample
records, or the FRUS volumes in ``../shared`` (or ``PARLEY_SHARED``) where they are.
"""

import io
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pyoxigraph as ox
import pyshacl
import rdflib

from kg import converters, graph, resources, validation
from kg.extraction import extract
from kg.publication.turtle import n_triples, turtle
from kg.records import Record
from kg.sources import discover
from kg.terms import lines

ROUNDS = 3
WORDS = 1200  # a record of the usual length


def corpus() -> list[Path]:
    """Return the files to measure on."""
    root = Path(__file__).parent.parent
    shared = Path(os.environ.get("PARLEY_SHARED", root.parent / "shared"))
    volumes = sorted((shared / "corpora" / "frus").glob("frus195*.xml"))
    if volumes:
        return volumes[:2]
    print("the FRUS volumes are not here; measuring on the samples")
    return [unit.path for unit in discover([root / "data" / "sources"], converters.recognise).units]


def records(paths: list[Path]) -> Iterator[Record]:
    """Yield every record of *paths*."""
    for path in paths:
        name = converters.recognise(path)
        if name:
            for outcome in converters.find(name)(path):
                if isinstance(outcome, Record):
                    yield outcome


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds of *work*."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


def versus(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float, float]:
    """Return our and their median CPU seconds and the median ratio, run in turn."""
    pairs = [(cpu(ours), cpu(theirs)) for _ in range(ROUNDS)]
    return (
        median(a for a, _ in pairs),
        median(b for _, b in pairs),
        median(b / a for a, b in pairs),
    )


def row(name: str, *values: str) -> None:
    """Print a row of the table."""
    print(f"{name:<46}" + "".join(f"{value:>16}" for value in values))


def rdflib_graph(text: str) -> rdflib.Graph:
    """Return N-Triples as an rdflib graph."""
    return rdflib.Graph().parse(data=text, format="nt")


def their_results(data: rdflib.Graph, shapes: rdflib.Graph, ontology: rdflib.Graph) -> Counter[str]:
    """Return pySHACL's results as a multiset of focus node, severity and component."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, ont_graph=ontology)
    sh = rdflib.SH
    return Counter(
        f"{report.value(r, sh.focusNode)} {str(report.value(r, sh.resultSeverity))[27:]} "
        f"{str(report.value(r, sh.sourceConstraintComponent))[27:]}"
        for r in report.subjects(rdflib.RDF.type, sh.ValidationResult)
    )


def shapes_graph(folder: Path) -> rdflib.Graph:
    """Return every Turtle file of *folder* as one rdflib graph."""
    merged = rdflib.Graph()
    for path in sorted(folder.glob("*.ttl")):
        merged.parse(data=path.read_text(encoding="utf-8"), format="turtle")
    return merged


def main() -> int:
    """Print the table; return 0, or 1 when two answers that must be equal differ."""
    paths = corpus()
    print(f"{', '.join(path.name for path in paths)}; CPU seconds, median of {ROUNDS}\n")
    seconds = cpu(lambda: list(records(paths)))
    read = list(records(paths))
    words = sum(len(record.text.split()) for record in read)
    size = sum(path.stat().st_size for path in paths) / 1e6
    row("reading", f"{seconds:.2f} s", f"{size / seconds:.1f} MB/s", f"{len(read)} records")

    seconds = cpu(lambda: [extract(record) for record in read])
    row(
        f"extraction (records of {WORDS} words)",
        f"{seconds:.2f} s",
        f"{words / seconds / WORDS:.0f}/s",
        f"{words / seconds / 1000:.0f} k words/s",
    )
    found = [(record, extract(record)) for record in read]
    seconds = cpu(lambda: [lines(graph.quads(r, f).all()) for r, f in found])
    quads = [lines(graph.quads(r, f).all()) for r, f in found]
    count = sum(map(len, quads))
    row("graph", f"{seconds:.2f} s", f"{count / seconds / 1000:.0f} k quads/s", f"{count} quads")

    print(f"\n{'beside the peers':<46}{'ours':>16}{'theirs':>16}{'ratio':>16}")
    sample = quads[:: max(1, len(quads) // 8)][:8]
    texts = [n_triples(one) for one in sample]
    graphs = [rdflib_graph(text) for text in texts]
    a, b, ratio = versus(
        lambda: [turtle(one) for one in sample],
        lambda: [g.serialize(format="turtle") for g in graphs],
    )
    row("Turtle from triples in memory (rdflib)", f"{a:.3f} s", f"{b:.3f} s", f"{ratio:.0f} x")
    equal = all(
        set(ox.parse(turtle(one).encode(), format=ox.RdfFormat.TURTLE))
        == set(ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES))
        for one, text in zip(sample, texts, strict=True)
    )
    return validation_rows(found, graphs, equal)


def validation_rows(found: list, graphs: list[rdflib.Graph], equal: bool) -> int:
    """Print validation beside pySHACL, after comparing the answers."""
    shapes = shapes_graph(resources.folder("shapes"))
    ontology = shapes_graph(resources.folder("ontology"))
    step = max(1, len(found) // 8)
    sample = [graph.quads(r, f).all() for r, f in found[::step][:8]]
    ours = Counter(
        f"{x.focus_node.strip('<>')} {x.severity.value} {x.component.strip('<>')[27:]}"
        for one in sample
        for x in validation.validate(one)
    )
    theirs: Counter[str] = Counter()
    for one in graphs:
        theirs += their_results(one, shapes, ontology)
    same = ours == theirs
    everything = [quad for r, f in found for quad in graph.quads(r, f).all()]
    a = median(cpu(lambda: validation.validate(everything)) for _ in range(ROUNDS)) / len(found)
    b = cpu(lambda: [their_results(one, shapes, ontology) for one in graphs]) / len(graphs)
    row(
        "validation per record (pySHACL)",
        f"{a * 1e3:.1f} ms",
        f"{b * 1e3:.0f} ms",
        f"{b / a:.0f} x",
    )
    stream = io.StringIO()
    print(f"Turtle and N-Triples hold the same triples: {equal}", file=stream)
    print(f"both engines give the same results ({ours.total()}): {same}", file=stream)
    if not same:
        print(f"  only ours: {list((ours - theirs).items())[:5]}", file=stream)
        print(f"  only theirs: {list((theirs - ours).items())[:5]}", file=stream)
    print("\n" + stream.getvalue(), end="")
    return 0 if equal and same else 1


if __name__ == "__main__":
    sys.exit(main())
