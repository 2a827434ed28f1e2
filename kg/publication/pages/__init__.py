"""The pages of a release: HTML rendered once, readable without a server and without JavaScript.

Each thing with a slash IRI has its page at the path of that IRI, with its RDF beside it; parts of a
thing are anchors on its page. Pages are made from the release's own store, so that they say what
the dump says.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg import iris, running
from kg.errors import PublicationError
from kg.namespaces import FOAF, ORG, PARLEY, RICO
from kg.publication.dataset import Dataset
from kg.publication.merging import ShardPart
from kg.publication.pages import listings, queries, things, vocabulary
from kg.publication.pages.agent import agent_page
from kg.publication.pages.conversation import conversation_page
from kg.publication.pages.matter import Matter, gather
from kg.publication.pages.page import Page
from kg.publication.pages.paths import Paths, settled
from kg.publication.pages.proposal import proposal_page
from kg.publication.pages.record import record_page
from kg.publication.pages.site import Site
from kg.publication.pages.view import View
from kg.publication.pages.words import count
from kg.publication.turtle import n_triples, turtle

__all__ = ["write"]

_STATIC = Path(__file__).parent.parent / "static"
_RECORDS, _THINGS = 20, 200  # in one job
_CLASSES = (
    FOAF.Person,
    FOAF.Organization,
    FOAF.Group,
    RICO.Place,
    RICO.RecordSet,
    ORG.Post,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Job:
    """Pages for one process to write: of records of one shard, or of things, or all lists."""

    release: Path
    dataset: Dataset
    taken: Mapping[str, str]
    part: ShardPart | None = None
    keys: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    titles: Mapping[str, str] | None = None  # of the collections: this job writes the lists


def write(release: Path, shards: Sequence[ShardPart], dataset: Dataset, workers: int) -> int:
    """Write all pages of *release*, whose store is loaded; return how many files of HTML.

    Raises:
        PublicationError: a process that wrote pages was killed.
    """
    shutil.copytree(_STATIC, release / "static", ignore=shutil.ignore_patterns("*.py"))
    written = 0
    try:
        for done in running.run(_write, _jobs(release, shards, dataset), workers):
            if isinstance(done, running.Died):
                raise PublicationError(f"{release}: {done.reason}")
            written += done
    finally:
        _view.cache_clear()
    return written


def _jobs(release: Path, shards: Sequence[ShardPart], dataset: Dataset) -> list[_Job]:
    view = _view(release / "store")
    others = _others(view, dataset.base)
    within = view.instances(PARLEY.Conversation, PARLEY.Proposal, PARLEY.ArchivalSource)
    taken = settled([*others, *within], dataset.base)

    def job(**values: Any) -> _Job:
        return _Job(release=release, dataset=dataset, taken=taken, **values)

    jobs = [
        job(part=_slim(part), keys=keys)
        for part in shards
        for keys in _portions([row["key"] for row in part.converted()], _RECORDS)
    ]
    jobs += [job(things=things) for things in _portions(others, _THINGS)]
    titles = {part.collection: str(part.source.get("title") or "") for part in reversed(shards)}
    return [job(titles=titles), *jobs]


def _slim(part: ShardPart) -> ShardPart:
    """Return *part* without its rows, which a job would carry to its process in vain."""
    return ShardPart(
        folder=part.folder,
        file=part.file,
        collection=part.collection,
        digest=part.digest,
        documents=(),
        dropped=frozenset(),
        source=part.source,
    )


def _others(view: View, base: str) -> list[str]:
    paths = Paths(base)
    found = view.instances(*_CLASSES)
    return [one for one in found if "#" not in one and paths.file_of(one) is not None]


def _portions(things: Sequence[str], size: int) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(things), size):
        yield tuple(things[start : start + size])


@lru_cache(maxsize=1)
def _view(store: Path) -> View:
    return View(store)


def _write(job: _Job) -> int:
    """Write the pages of *job*; return how many files of HTML."""
    view = _view(job.release / "store")
    paths = Paths(job.dataset.base, job.taken)
    site = Site(job.release, job.dataset, view, paths)
    if job.part is not None:
        return sum(map(site.write, _of_records(job, job.part, view, paths)))
    if job.things:
        return sum(map(site.write, _of_things(job, view, paths)))
    return sum(map(site.write, _lists(job, view, paths)))


def _of_records(job: _Job, part: ShardPart, view: View, paths: Paths) -> Iterator[Page]:
    """Yield the pages of records, their conversations and proposals."""
    base = job.dataset.base
    texts = _texts(part.folder / "texts.jsonl", set(job.keys))
    for key in job.keys:
        matter = gather(view, key, base, part.source, _named(view, key, base, texts.get(key, {})))
        yield record_page(view, paths, matter)
        for iri in matter.talks:
            yield conversation_page(view, paths, matter, iri)
            _alternates(job.release, paths, iri, _about(view, matter, iri))
        for iri in matter.proposals:
            yield proposal_page(view, paths, matter, iri, job.dataset)
            _alternates(job.release, paths, iri, _about(view, matter, iri))


def _about(view: View, matter: Matter, iri: str) -> set[str]:
    return {*matter.documents.get(iri, ()), *view.lines(iri)}


def _named(view: View, key: str, base: str, row: Mapping[str, str]) -> dict[str, str]:
    """Return the texts of a record by the fragment of their IRI: ``text``, ``source-note``."""
    found = {}
    for text in view.iris(iris.record(key, base), PARLEY.text):
        name = text.partition("#")[2]
        field = "source_note" if name == "source-note" else "text"
        if field in row:
            found[name] = row[field]
    return found


def _texts(path: Path, keys: set[str]) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        rows = (json.loads(line) for line in file)
        return {row["key"]: row for row in rows if row["key"] in keys}


_PAGES: Mapping[str, Callable[[View, Paths, str], Page]] = {
    "person": agent_page,
    "organization": agent_page,
    "archive": things.archive_page,
    "place": things.place_page,
    "post": things.post_page,
}


def _of_things(job: _Job, view: View, paths: Paths) -> Iterator[Page]:
    for iri in job.things:
        yield _PAGES.get(paths.room_of(iri) or "", things.thing_page)(view, paths, iri)
        _alternates(job.release, paths, iri, view.lines(iri))


def _alternates(release: Path, paths: Paths, iri: str, lines: Iterable[str]) -> None:
    """Write what the dump says of *iri* and its fragments beside its page."""
    stem = release / (paths.file_of(iri) or "")
    stem.parent.mkdir(parents=True, exist_ok=True)
    found = sorted(lines)
    for suffix, content in (
        (".ttl", turtle(found, {"this": f"{iri}#"})),
        (".nt", n_triples(found)),
    ):
        path = stem.with_name(stem.name + suffix)
        path.write_text(content, encoding="utf-8", newline="\n")


def _lists(job: _Job, view: View, paths: Paths) -> Iterator[Page]:
    """Yield the front page, the lists, the reference pages."""
    found = queries.read_queries(job.release / "queries")
    yield listings.front_page(view, job.dataset)
    yield listings.dataset_page(view, job.dataset, lambda file: (job.release / file).is_file())
    yield from listings.record_lists(
        view, view.instances(PARLEY.ArchivalSource), dict(job.titles or {})
    )
    yield from listings.conversation_lists(view, view.instances(PARLEY.Conversation))
    yield listings.archive_list(view)
    yield from _name_lists(view, paths)
    yield vocabulary.vocabularies_page(view, paths)
    yield vocabulary.ontology_page(view, paths)
    for iri in vocabulary.terms(view):
        yield vocabulary.term_page(view, paths, iri)
    yield queries.queries_page(found)
    yield from map(queries.query_page, found)


def _name_lists(view: View, paths: Paths) -> Iterator[Page]:
    def seats(iri: str) -> str:
        talks = {part.partition("#")[0] for part in view.subjects(PARLEY.agent, iri)}
        return count(len(talks), "conversation")

    def talks(iri: str) -> str:
        return count(len(view.subjects(PARLEY.place, iri)), "conversation")

    persons = [one for one in view.instances(FOAF.Person) if paths.room_of(one) == "person"]
    bodies = view.instances(FOAF.Organization, FOAF.Group)
    bodies = [one for one in bodies if paths.room_of(one) == "organization"]
    places = [one for one in view.instances(RICO.Place) if paths.room_of(one) == "place"]
    yield from listings.name_lists(view, "persons", "Persons", persons, "Took part in", seats)
    yield from listings.name_lists(
        view, "organizations", "Organizations", bodies, "Took part in", seats
    )
    yield from listings.name_lists(view, "places", "Places", places, "Held here", talks)
