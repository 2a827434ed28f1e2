"""The lists by which one comes to the pages, the front page, and the page of the data set."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from kg.namespaces import DCTERMS, FOAF, PARLEY, RICO, VOID
from kg.publication.dataset import Dataset
from kg.publication.pages import jsonld
from kg.publication.pages.common import date_of, in_time
from kg.publication.pages.matter import concept
from kg.publication.pages.page import Doc, Fact, Link, Page, Row, Section, Text, Value, fact, table
from kg.publication.pages.view import View, shortened
from kg.publication.pages.words import count, sort_key, year

_PER_PAGE = 200
_UNDATED = "undated"


def record_lists(view: View, records: Sequence[str], titles: dict[str, str]) -> Iterator[Page]:
    """Yield the lists of records: by collection and year, and the list of those lists."""
    collected: dict[str, list[str]] = {}
    for one in records:
        collected.setdefault(_collection(view, one), []).append(one)
    rows = []
    for collection, mine in sorted(collected.items()):
        years = _by_year(view, mine)
        rows.append(
            Row(
                (
                    (Text(titles.get(collection) or collection),),
                    (Text(count(len(mine), "record")),),
                    tuple(
                        Doc(f"records/{collection}/{name}.html", f"{name} ({len(those):,})")
                        for name, those in years
                    ),
                )
            )
        )
        for name, those in years:
            title = f"{titles.get(collection) or collection}, {name}"
            yield _list(
                f"records/{collection}/{name}",
                title,
                "Records",
                Doc("records.html", "Records"),
                ("Date", "Record", "Cited as"),
                [
                    Row((date_of(view, one), (Link(one),), _cited(view, one)))
                    for one in _in_time(view, those)
                ],
            )
    yield _list("records", "Records", "Browse", None, ("Collection", "Records", "By year"), rows)


def _collection(view: View, record: str) -> str:
    keys = [t.value for t in view.objects(record, DCTERMS.identifier)]
    within = record.partition("/record/")[2]
    return next(
        (
            k.partition("/")[0]
            for k in keys
            if within.startswith(k.partition("/")[0] + "/") and "/" in k
        ),
        within.partition("/")[0],
    )


def _cited(view: View, record: str) -> tuple[Value, ...]:
    return tuple(Text(term.value) for term in view.objects(record, PARLEY.citation))


def _in_time(view: View, things: Iterable[str]) -> list[str]:
    return sorted(things, key=lambda one: (sort_key(view.text(one, PARLEY.date)), one))


def _by_year(view: View, things: Iterable[str]) -> list[tuple[str, list[str]]]:
    def of(thing: str) -> str:
        return year(view.text(thing, PARLEY.date)) or _UNDATED

    return [(name, list(those)) for name, those in groupby(sorted(things, key=of), key=of)]


def conversation_lists(view: View, talks: Sequence[str]) -> Iterator[Page]:
    """Yield the lists of conversations by year, and the list of those."""
    years = _by_year(view, talks)
    for name, those in years:
        yield _list(
            f"conversations/{name}",
            f"Conversations, {name}",
            "Conversations",
            Doc("conversations.html", "Conversations"),
            ("Date", "Conversation", "Status"),
            [
                Row((date_of(view, one), (Link(one),), concept(view, one, PARLEY.realization)))
                for one in in_time(view, those)
            ],
        )
    rows = [
        Row(
            (
                (Doc(f"conversations/{name}.html", name),),
                (Text(count(len(those), "conversation")),),
            )
        )
        for name, those in years
    ]
    yield _list("conversations", "Conversations", "Browse", None, ("Year", "How many"), rows)


def name_lists(
    view: View,
    room: str,
    title: str,
    things: Sequence[str],
    column: str,
    counted: Callable[[str], str],
) -> Iterator[Page]:
    """Yield the lists of *things* by the first letter of their names, and the list of those."""

    def letter(thing: str) -> str:
        first = next((c for c in view.label(thing).casefold() if c.isalnum()), "")
        return first if "a" <= first <= "z" else "other"

    ordered = sorted(things, key=lambda one: (letter(one), view.label(one).casefold(), one))
    groups = [(name, list(those)) for name, those in groupby(ordered, key=letter)]
    if len(ordered) <= _PER_PAGE:
        rows = [Row(((Link(one),), (Text(counted(one)),))) for one in ordered]
        yield _list(room, title, "Browse", None, ("Name", column), rows)
        return
    for name, those in groups:
        rows = [Row(((Link(one),), (Text(counted(one)),))) for one in those]
        yield _list(
            f"{room}/{name}",
            f"{title}: {name.upper() if len(name) == 1 else name}",
            title,
            Doc(f"{room}.html", title),
            ("Name", column),
            rows,
        )
    rows = [
        Row(
            (
                (Doc(f"{room}/{name}.html", name.upper() if len(name) == 1 else name),),
                (Text(f"{len(those):,}"),),
            )
        )
        for name, those in groups
    ]
    yield _list(room, title, "Browse", None, ("Letter", "How many"), rows)


def _list(
    file: str,
    title: str,
    kicker: str,
    above: Doc | None,
    columns: tuple[str, ...],
    rows: Sequence[Row],
) -> Page:
    return Page(
        file=file,
        title=title,
        language="en",
        kicker=kicker,
        description=f"{title}: {count(len(rows), 'entry', 'entries')}.",
        crumbs=(above,) if above else (),
        sections=(
            Section(
                id="list", title=title, kind="list", items=rows, columns=columns, size=_PER_PAGE
            ),
        ),
    )


def archive_list(view: View) -> Page:
    """Return the list of archives."""
    held: dict[str, int] = {}
    for record in view.instances(PARLEY.ArchivalSource):
        for one in view.iris(record, PARLEY.repository):
            held[one] = held.get(one, 0) + 1
    holders = {
        one
        for unit in view.instances(RICO.RecordSet)
        for one in view.iris(unit, RICO.hasOrHadHolder)
    }
    rows = [
        Row(((Link(one),), (Text(count(held.get(one, 0), "record")),)))
        for one in sorted({*held, *holders}, key=lambda one: (view.label(one).casefold(), one))
    ]
    return _list("archives", "Archives", "Browse", None, ("Archive", "Records"), rows)


ROOMS = (
    ("records.html", "Records", "by collection and year", PARLEY.ArchivalSource),
    ("conversations.html", "Conversations", "by year", PARLEY.Conversation),
    ("persons.html", "Persons", "by name", FOAF.Person),
    ("organizations.html", "Organizations", "states, parties, offices, groups", FOAF.Organization),
    ("archives.html", "Archives", "down to fonds and file", RICO.RecordSet),
    ("places.html", "Places", "where it was said", RICO.Place),
)


def front_page(view: View, dataset: Dataset) -> Page:
    """Return the front page: what this is, how much of it there is, where to begin."""
    counts = [
        ("record", len(view.instances(PARLEY.ArchivalSource))),
        ("conversation", len(view.instances(PARLEY.Conversation))),
        ("proposal", len(view.instances(PARLEY.Proposal))),
        ("response", len(view.instances(PARLEY.Response))),
        ("person", len(view.instances(FOAF.Person))),
        ("passage", len(view.instances(PARLEY.Evidence))),
    ]
    rows = [Row(((Doc(file, name),), (Text(words),))) for file, name, words, _ in ROOMS]
    reference = [
        Row(((Doc("queries.html", "Queries"),), (Text("the questions the graph answers"),))),
        Row(((Doc("ns.html", "Ontology"),), (Text("every class and property"),))),
        Row(((Doc("voc.html", "Vocabularies"),), (Text("kinds, objectives, outcomes"),))),
        Row(((Doc("dataset.html", "Data set"),), (Text("figures, licence, downloads"),))),
    ]
    return Page(
        file="index",
        title=dataset.title,
        language="en",
        kicker="Linked data",
        description=dataset.description[:300],
        lead=dataset.description,
        facts=tuple(
            Fact(name.capitalize() + "s" if name != "person" else "Persons", (Text(f"{n:,}"),))
            for name, n in counts
        ),
        sections=(
            Section(id="browse", title="Browse", kind="cards", items=rows),
            Section(id="reference", title="Use the data", kind="cards", items=reference),
            *_outcomes(view),
        ),
        jsonld=jsonld.dataset(dataset),
    )


def _outcomes(view: View) -> tuple[Section, ...]:
    """Return what came of the proposals, as figures that lead to them."""
    counted: dict[str, int] = {}
    for one in view.instances(PARLEY.Proposal):
        for outcome in view.iris(one, PARLEY.outcome):
            counted[outcome] = counted.get(outcome, 0) + 1
    rows = [
        Row(((Link(one),), (Text(f"{counted[one]:,}"),)))
        for one in sorted(counted, key=lambda one: (-counted[one], one))
    ]
    return table("outcomes", "What came of the proposals", ("Outcome", "Proposals"), rows)


_DOWNLOADS = (
    ("dump/dataset.nq.gz", "Everything, as sorted N-Quads"),
    ("dump/dataset.ttl.gz", "The records, as readable Turtle"),
    ("dump/evidence.nq.gz", "The evidence alone"),
    ("dump/agents.nq.gz", "Persons and bodies"),
    ("void.ttl", "This description, in VoID"),
    ("report.json", "The fate of every document"),
    ("manifest.json", "All files with their sizes and hashes"),
    ("SHA256SUMS", "The hashes alone"),
)


def dataset_page(view: View, dataset: Dataset, there: Callable[[str], bool]) -> Page:
    """Return the page of the data set; *there* tells which downloads the release has."""
    node = f"{dataset.base}dataset"
    downloads = [
        Row(((Doc(file, file),), (Text(words),)))
        for file, words in _DOWNLOADS
        if there(file) or file in ("manifest.json", "SHA256SUMS")  # written last
    ]
    return Page(
        file="dataset",
        iri=node,
        title=dataset.title,
        language="en",
        kicker="Data set",
        description=dataset.description[:300],
        lead=dataset.description,
        facts=(
            *fact("Version", Text(dataset.version)),
            *fact("Issued", Text(dataset.issued)),
            *fact("By", Text(dataset.creator)),
            *fact("Licence", Link(dataset.licence, dataset.licence)),
            *fact("Keywords", *(Text(word) for word in dataset.keywords)),
        ),
        sections=(
            *table("downloads", "Downloads", ("File", "What it holds"), downloads),
            *_partition(view, node, "classes", VOID.classPartition, VOID["class"], VOID.entities),
            *_partition(
                view, node, "properties", VOID.propertyPartition, VOID.property, VOID.triples
            ),
        ),
        alternates=(("text/turtle", "void.ttl"),),
        jsonld=jsonld.dataset(dataset),
    )


def _partition(
    view: View, node: str, name: str, link: str, names: str, number: str
) -> tuple[Section, ...]:
    rows = []
    for part in view.iris(node, link):
        for term in view.iris(part, names):
            counted = int(view.text(part, number) or 0)
            row = Row(
                ((Link(term, shortened(term)),), (Text(f"{counted:,}"),)),
                ids=(part.partition("#")[2],),
            )
            rows.append((-counted, term, row))
    rows.sort(key=lambda found: found[:2])
    size = 200
    return (
        (
            Section(
                id=name,
                title=name.capitalize(),
                kind="table",
                items=[row for *_, row in rows],
                columns=("Term", "How many"),
                size=size,
            ),
        )
        if rows
        else ()
    )
