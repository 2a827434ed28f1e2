"""Sections that pages of several kinds share: proposals with answers, passages, all statements."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.namespaces import EDTF, PARLEY, RDF, SCHEMA, VOC
from kg.publication.pages.marks import Mark, Paragraph, excerpt
from kg.publication.pages.matter import Matter, Passage, concept, description, links
from kg.publication.pages.page import Date, Link, Row, Section, Text, Value, table
from kg.publication.pages.view import Term, View, shortened
from kg.publication.pages.words import amount, duration, sort_key

UNTIL_SHOWN = 100  # entries of a plain list on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer to a proposal; ``id`` is its anchor where it is a part of this page's thing."""

    iri: str
    description: str
    speaker: tuple[Link, ...]
    outcome: tuple[Link, ...]
    passages: tuple[Passage, ...]
    id: str | None = None
    is_proposal: bool = False  # a counter-offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A proposal in a list, with its answers."""

    iri: str
    description: str
    proposer: tuple[Link, ...]
    addressee: tuple[Link, ...]
    kind: tuple[Link, ...]
    outcome: tuple[Link, ...]
    answers: tuple[Answer, ...]
    passages: tuple[Passage, ...]
    quote: str | None = None
    ids: tuple[str, ...] = ()

    @property
    def silent(self) -> bool:
        """Whether the record shows no answer: most do not, so it is said quietly."""
        return any(one.iri == VOC.noAnswerRecorded for one in self.outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A passage as it is shown: in its context, as a quotation, or by its place alone."""

    passage: Passage
    context: Paragraph | None = None
    quote: bool = False
    anchored: bool = False  # the passage's own anchor is here, not in the text
    parts: bool = False  # the anchors of its two selectors are here
    record: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The fragments anchored here."""
        if not self.parts:
            return ()
        name = self.passage.iri.partition("#")[2]
        own = (name,) if self.anchored else ()
        return (*own, f"n:{self.passage.number}", f"{name}.quote", f"{name}.position")


def answer(view: View, matter: Matter, iri: str, *, here: bool = False) -> Answer:
    """Return the response *iri*; its anchor is set where *here* is the record's page."""
    counter = PARLEY.Proposal in view.types(iri)
    return Answer(
        iri=iri,
        description=description(view, iri),
        speaker=links(view, iri, PARLEY.speaker, PARLEY.proposer),
        outcome=() if counter else concept(view, iri, PARLEY.outcome),
        passages=tuple(matter.cited(iri)),
        id=iri.partition("#")[2] if here and not counter else None,
        is_proposal=counter,
    )


def answers_to(view: View, proposal: str) -> list[str]:
    """Return the responses to *proposal*, in order of the text."""
    return sorted(view.subjects(PARLEY.respondsTo, proposal))


def puts(
    view: View, matter: Matter, proposals: Iterable[str], *, here: bool = False
) -> tuple[Section, ...]:
    """Return the section of *proposals* with their answers; none where there are none."""
    anchored: set[str] = set()
    items = []
    for iri in proposals:
        found = []
        for response in answers_to(view, iri):
            found.append(answer(view, matter, response, here=here and response not in anchored))
            anchored.add(response)
        mine = tuple(matter.cited(iri))
        items.append(
            Put(
                iri=iri,
                description=description(view, iri),
                proposer=links(view, iri, PARLEY.proposer),
                addressee=links(view, iri, PARLEY.addressee),
                kind=concept(view, iri, PARLEY.kind),
                outcome=concept(view, iri, PARLEY.outcome),
                answers=tuple(found),
                passages=mine,
                quote=mine[0].quote if mine and matter.policy != "none" else None,
                ids=tuple(one.id for one in found if one.id),
            )
        )
    if not items:
        return ()
    return (Section(id="proposals", title="Proposals and answers", kind="proposals", items=items),)


def passages(matter: Matter, found: Iterable[Passage], title: str) -> tuple[Section, ...]:
    """Return the section of *found* passages in their context, as far as the policy allows."""
    items = [
        Shown(
            passage=passage,
            context=_context(matter, passage),
            quote=matter.policy != "none",
            record=matter.iri,
        )
        for passage in found
    ]
    if not items:
        return ()
    return (Section(id="passages", title=title, kind="passages", items=items, note=_note(matter)),)


def _context(matter: Matter, passage: Passage) -> Paragraph | None:
    text = matter.texts.get(passage.text or "")
    if text is None:
        return None
    return excerpt(text, Mark(passage.start, passage.end, "", passage.number, passage.kind))


def _note(matter: Matter) -> str | None:
    if matter.policy == "quotes":
        return "The source's terms allow quotations only; the whole text stays with its publisher."
    if matter.policy == "none":
        return "The source's terms allow no quotation: only the places in the text are given."
    return None


def quantities(view: View, found: Iterable[str], *, here: bool = False) -> tuple[Section, ...]:
    """Return the table of quantities; their anchors stand here if this is the record's page."""
    rows = []
    for iri in found:
        low, high = view.text(iri, SCHEMA.minValue), view.text(iri, SCHEMA.maxValue)
        known = [n for n in (view.text(iri, SCHEMA.value), low, high) if n]
        much = " to ".join(map(amount, known))
        unit = view.text(iri, SCHEMA.unitText) or ""
        rows.append(
            Row(
                (
                    texts(view, iri, PARLEY.commodity),
                    (Text(f"{much} {unit}".strip()),),
                    tuple(Text(duration(t.value)) for t in view.objects(iri, PARLEY.per)),
                    texts(view, iri, SCHEMA.name),
                    texts(view, iri, PARLEY.asWritten),
                    tuple(Link(u) for u in view.subjects(PARLEY.quantity, iri)),
                ),
                ids=(iri.partition("#")[2],) if here else (),
            )
        )
    columns = ("Of what", "How much", "Per", "Role", "As written", "In")
    return table("quantities", "Quantities", columns, rows)


def texts(view: View, node: str, *names: str) -> tuple[Value, ...]:
    """Return the texts of *node* by *names*, each in its language."""
    return tuple(value(view, term) for term in view.objects(node, *names))


def value(view: View, term: Term) -> Value:
    """Return an RDF term as a value to be shown."""
    if isinstance(term, ox.NamedNode):
        return Link(term.value)
    if term.datatype.value == EDTF.EDTF:
        return Date(term.value)
    return Text(term.value, term.language)


def date_of(view: View, talk: str) -> tuple[Value, ...]:
    """Return the accepted date of a conversation or record."""
    return tuple(Date(term.value) for term in view.objects(talk, PARLEY.date)[:1])


def in_time(view: View, talks: Iterable[str]) -> list[str]:
    """Return *talks* in order of their dates, the undated last."""
    return sorted(set(talks), key=lambda talk: (sort_key(view.text(talk, PARLEY.date)), talk))


def everything(view: View, iri: str) -> tuple[Section, ...]:
    """Return what the graph says of *iri*, and what points at it: two sections, folded."""
    return (*_said(view, iri), *incoming(view, iri))


def _said(view: View, iri: str) -> tuple[Section, ...]:
    rows = [
        Row(((Link(name, shortened(name)),), (value(view, term),)))
        for name, terms in view.out(iri).items()
        for term in terms
    ]
    return _folded("statements", "Everything said of it", ("Property", "Value"), rows)


def incoming(view: View, iri: str, *known: str) -> tuple[Section, ...]:
    """Return what points at *iri*, but by the properties *known*, which its page shows already."""
    rows = [
        Row(((Link(subject),), (Link(name, shortened(name)),)))
        for name, subject in view.into(iri)
        if name not in (RDF.type, *known)
    ]
    return _folded("incoming", "Everything that points here", ("From", "Property"), rows)


def _folded(
    name: str, title: str, columns: tuple[str, ...], rows: list[Row]
) -> tuple[Section, ...]:
    if not rows:
        return ()
    return (
        Section(
            id=name,
            title=title,
            kind="table",
            items=rows,
            columns=columns,
            size=UNTIL_SHOWN,
            open=False,
        ),
    )
