"""The release's own store as the pages read it: by subject, by object, with labels."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox

from kg.errors import PublicationError
from kg.namespaces import DCTERMS, PARLEY, PREFIXES, RDF, RDFS, RICO, SCHEMA, SKOS

Term = ox.NamedNode | ox.Literal
_TYPE = ox.NamedNode(RDF.type)
_LABELS = (
    SKOS.prefLabel,
    RDFS.label,
    DCTERMS.title,
    SCHEMA.description,
    RICO.identifier,
    PARLEY.asWritten,
)


class View:
    """Read access to the store of a release, everything in a stable order."""

    def __init__(self, store: Path) -> None:
        self._store = ox.Store.read_only(str(store))
        # What labels and dates of neighbours need is asked for again and again.
        self.out = lru_cache(maxsize=20_000)(self._out)
        self.label = lru_cache(maxsize=50_000)(self._label)

    def _out(self, subject: str) -> dict[str, tuple[Term, ...]]:
        found: dict[str, set[Term]] = {}
        for quad in self._store.quads_for_pattern(ox.NamedNode(subject), None, None):
            found.setdefault(quad.predicate.value, set()).add(_term(quad.object))
        return {name: tuple(sorted(found[name], key=_order)) for name in sorted(found)}

    def into(self, target: str, *predicates: str) -> list[tuple[str, str]]:
        """Return the (predicate, subject) pairs that point at *target*, sorted.

        Without *predicates* all are returned.
        """
        node = ox.NamedNode(target)
        wanted: list[ox.NamedNode | None] = [ox.NamedNode(name) for name in predicates] or [None]
        return sorted(
            {
                (quad.predicate.value, _term(quad.subject).value)
                for name in wanted
                for quad in self._store.quads_for_pattern(None, name, node)
            }
        )

    def subjects(self, predicate: str, target: str) -> list[str]:
        """Return the subjects that point at *target* by *predicate*, sorted."""
        return [subject for _, subject in self.into(target, predicate)]

    def instances(self, *classes: str) -> list[str]:
        """Return the IRIs of the instances of *classes*, sorted."""
        return sorted({one for name in classes for one in self.subjects(RDF.type, name)})

    def objects(self, subject: str, *predicates: str) -> tuple[Term, ...]:
        """Return the objects of *subject* by any of *predicates*."""
        out = self.out(subject)
        return tuple(term for name in predicates for term in out.get(name, ()))

    def iris(self, subject: str, *predicates: str) -> tuple[str, ...]:
        """Return the IRIs among the objects of *subject* by *predicates*."""
        return tuple(
            term.value
            for term in self.objects(subject, *predicates)
            if isinstance(term, ox.NamedNode)
        )

    def iri(self, subject: str, *predicates: str) -> str | None:
        """Return the first IRI among those objects, or None."""
        return next(iter(self.iris(subject, *predicates)), None)

    def text(self, subject: str, *predicates: str) -> str | None:
        """Return the text of the first object of *subject* by *predicates*, or None."""
        return next((term.value for term in self.objects(subject, *predicates)), None)

    def types(self, subject: str) -> frozenset[str]:
        """Return the classes of *subject*."""
        return frozenset(self.iris(subject, RDF.type))

    def _label(self, node: str) -> str:
        """Return what *node* is called: a label of its own, else its name in short."""
        for name in _LABELS:
            if (text := self.text(node, name)) is not None and text.strip():
                return text
        return shortened(node)

    def described(self, graph: str) -> dict[str, dict[str, list[Term]]]:
        """Return what the graph called *graph* says: by subject, then by predicate, sorted."""
        found: dict[str, dict[str, list[Term]]] = {}
        quads = self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        for quad in sorted(quads, key=str):
            said = found.setdefault(_term(quad.subject).value, {})
            said.setdefault(quad.predicate.value, []).append(_term(quad.object))
        return found

    def lines(self, subject: str) -> Iterator[str]:
        """Yield the N-Quads lines about *subject* in any graph."""
        return _lines(self._store.quads_for_pattern(ox.NamedNode(subject), None, None))

    def lines_of_graph(self, graph: str) -> Iterator[str]:
        """Yield the N-Quads lines of the graph called *graph*."""
        return _lines(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))


def _term(found: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Term:
    """Return a term as what it is: nothing we publish is a blank node or a triple term."""
    if isinstance(found, ox.NamedNode | ox.Literal):
        return found
    raise PublicationError(f"the store holds {found}, which no page can show; build it again")


def _lines(quads: Iterable[ox.Quad]) -> Iterator[str]:
    for quad in quads:
        yield f"{quad.subject} {quad.predicate} {quad.object} {quad.graph_name} .\n"


def _order(term: Term) -> tuple[bool, str, str]:
    if isinstance(term, ox.NamedNode):
        return False, term.value, ""
    return True, term.value, str(term)


def shortened(iri: str) -> str:
    """Return *iri* as a prefixed name where a prefix of the house fits.

    >>> shortened("https://w3id.org/parley/ns#agent")
    'parley:agent'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri
