"""The page's thing in schema.org's words, for search engines (JSON-LD 1.1).

Only what the graph says, in terms that schema.org has; the whole is in the Turtle beside the page.
"""

from typing import Any

from kg.namespaces import DCTERMS, PARLEY, RICO, SKOS
from kg.publication.dataset import Dataset
from kg.publication.pages.view import View
from kg.publication.pages.words import machine_date

_CONTEXT = "https://schema.org"


def _known(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def _node(kind: str, iri: str, **values: Any) -> dict[str, Any]:
    return {"@context": _CONTEXT, "@type": kind, "@id": iri, **_known(**values)}


def _ref(view: View, iri: str | None, kind: str) -> dict[str, Any] | None:
    return {"@type": kind, "@id": iri, "name": view.label(iri)} if iri else None


def _agent(view: View, iri: str) -> dict[str, Any]:
    kind = "Person" if "/person/" in iri else "Organization"
    return {"@type": kind, "@id": iri, "name": view.label(iri)}


def _day(view: View, iri: str) -> str | None:
    return machine_date(view.text(iri, PARLEY.date) or "")


def record(view: View, iri: str) -> dict[str, Any]:
    """Return a record as a ``schema:ArchiveComponent``."""
    return _node(
        "ArchiveComponent",
        iri,
        name=view.label(iri),
        dateCreated=_day(view, iri),
        identifier=[term.value for term in view.objects(iri, DCTERMS.identifier)],
        author=[_agent(view, one) for one in view.iris(iri, RICO.hasAuthor)],
        holdingArchive=_ref(view, view.iri(iri, PARLEY.repository), "ArchiveOrganization"),
        itemLocation=view.text(iri, PARLEY.citation),
        about=[
            {"@type": "Event", "@id": talk, "name": view.label(talk)}
            for talk in view.subjects(PARLEY.documentedIn, iri)[:20]
        ],
    )


def conversation(view: View, iri: str) -> dict[str, Any]:
    """Return a conversation as a ``schema:Event``."""
    return _node(
        "Event",
        iri,
        name=view.label(iri),
        startDate=_day(view, iri),
        location=_ref(view, view.iri(iri, PARLEY.place), "Place"),
        attendee=[
            _agent(view, agent)
            for part in view.iris(iri, PARLEY.hasParticipant)[:50]
            for agent in view.iris(part, PARLEY.agent)
        ],
        subjectOf=_ref(view, view.iri(iri, PARLEY.documentedIn), "ArchiveComponent"),
    )


def proposal(view: View, iri: str) -> dict[str, Any]:
    """Return a proposal as a ``schema:AskAction``."""
    return _node(
        "AskAction",
        iri,
        name=view.label(iri),
        agent=[_agent(view, one) for one in view.iris(iri, PARLEY.proposer)],
        recipient=[_agent(view, one) for one in view.iris(iri, PARLEY.addressee)],
        instrument=_ref(view, view.iri(iri, PARLEY.madeIn), "Event"),
    )


def named(view: View, iri: str, kind: str) -> dict[str, Any]:
    """Return a person, body, place or post with its names."""
    return _node(
        kind,
        iri,
        name=view.label(iri),
        alternateName=[term.value for term in view.objects(iri, SKOS.altLabel)[:50]],
        description=view.text(iri, SKOS.note),
        identifier=[term.value for term in view.objects(iri, DCTERMS.identifier)[:50]],
    )


def concept(view: View, iri: str) -> dict[str, Any]:
    """Return a concept as a ``schema:DefinedTerm``."""
    return _node(
        "DefinedTerm",
        iri,
        name=view.label(iri),
        description=view.text(iri, SKOS.definition),
        inDefinedTermSet=view.iri(iri, SKOS.inScheme),
    )


def dataset(of: Dataset) -> dict[str, Any]:
    """Return the data set with its downloads."""
    dump = f"{of.base}dump/dataset.nq.gz"
    return _node(
        "Dataset",
        f"{of.base}dataset",
        name=of.title,
        description=of.description,
        version=of.version,
        license=of.licence,
        datePublished=of.issued,
        keywords=list(of.keywords),
        creator={"@type": "Organization", "name": of.creator},
        distribution=[
            {
                "@type": "DataDownload",
                "contentUrl": dump,
                "encodingFormat": "application/n-quads",
            }
        ],
        url=of.base,
    )
