"""The ontology and the vocabularies as quads of their own graphs, strictly parsed."""

from io import BytesIO
from pathlib import Path

import pyoxigraph as ox

from kg import iris
from kg.errors import ConfigError

GRAPHS = {"parley.ttl": "ontology", "vocabularies.ttl": "vocabularies"}


def lines(folder: Path, base: str) -> list[str]:
    """Return the sorted N-Quads lines of the ontology files in *folder*.

    Raises:
        ConfigError: a file is missing or is not Turtle, or has a blank node.
    """
    return sorted({n for name, graph in GRAPHS.items() for n in _file(folder / name, graph, base)})


def _file(path: Path, graph: str, base: str) -> list[str]:
    try:
        parsed = list(ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    except (OSError, SyntaxError) as error:
        raise ConfigError(f"{path}: {error}") from error
    name = ox.NamedNode(iris.graph(graph, base))
    quads = [ox.Quad(q.subject, q.predicate, q.object, name) for q in parsed]
    if any(isinstance(t, ox.BlankNode) for q in quads for t in (q.subject, q.object)):
        raise ConfigError(f"{path}: a blank node; give it an IRI, what we publish has none")
    written = BytesIO()
    ox.serialize(quads, written, ox.RdfFormat.N_QUADS)
    return [n.decode() for n in written.getvalue().splitlines(keepends=True)]
