"""A front matter and its body → one record."""

import difflib
import re
from pathlib import Path

from kg.converters.plain.front import Front, Value
from kg.converters.plain.values import Values
from kg.errors import SourceError
from kg.findings import AgentKind, Presence
from kg.names import bare_name, is_body, is_office
from kg.records import Attendee, Author, Block, Record, Span, Statement, Warn

KEYS = {
    "title": "what the record is called",
    "identifier": "its number in your archive, part of its address",
    "date": "when the record was written",
    "conversation-date": "when the conversation took place",
    "place": "where the conversation took place",
    "medium": "meeting, telephone or correspondence",
    "participants": "who took part: a list of 'Name, office', or of maps",
    "author": "who wrote the record: 'Name, office', or a map",
    "citation": "the archival citation, as your archive writes it",
    "marking": "the secrecy marking",
    "language": "the language of the text, as a tag of BCP 47",
    "translator": "who translated the text; one, or a list",
    "summary": "what the record is about, in your words",
    "rights": "who may do what with the text",
    "address": "where the original is published",
}
PERSON_KEYS = ("name", "position", "side", "presence", "kind", "identifier")
MEDIA = ("meeting", "telephone", "correspondence")
_REQUIRED = ("title", "identifier")
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")


def make_record(
    path: Path, collection: str, text: str, front: Front, blocks: tuple[Block, ...]
) -> Record:
    """Return the record that the front matter describes.

    Raises:
        SourceError: a key is unknown or missing, or its value is none that the key can have.
    """
    _check_keys(path, front)
    values = Values(path, text, front.values)
    title = values.text_of(front.values["title"])
    attendees = _attendees(values)
    folded = title.value not in text
    return Record(
        collection=collection,
        identifier=values.identifier(),
        title=title.value,
        text=text,
        blocks=blocks,
        date=values.date("date"),
        conversation_dates=values.dates("conversation-date"),
        conversation_span=title.span if folded else None,
        place=values.one("place"),
        medium=values.choice("medium", MEDIA),
        attendees=attendees,
        author=_author(values),
        citation=values.citation(),
        marking=values.one("marking"),
        language=values.language(),
        translators=values.many(front.values.get("translator")),
        summary=values.one("summary"),
        rights=said.value if (said := values.one("rights")) else None,
        address=values.address(),
        line=1,
        warnings=() if attendees else (Warn(message="the front matter names no participants"),),
    )


def _check_keys(path: Path, front: Front) -> None:
    for key, value in front.values.items():
        if key not in KEYS:
            near = difflib.get_close_matches(key, KEYS, n=1, cutoff=0.75)
            remedy = f"write {near[0]!r}" if near else f"the keys are {', '.join(KEYS)}"
            raise SourceError(path, f"unknown key {key[:60]!r}", line=value.line, remedy=remedy)
    for key in _REQUIRED:
        if key not in front.values:
            message = f"the key {key!r} is missing"
            raise SourceError(path, message, line=1, remedy=f"add '{key}: …' to the front matter")


def _attendees(values: Values) -> tuple[Attendee, ...]:
    listed = values.found.get("participants")
    if listed is None:
        return ()
    if not listed.items:
        remedy = "write one participant a line, each behind '- '"
        raise values.refuse(listed, "is no list, or an empty one", remedy)
    return tuple(_attendee(values, item) for item in listed.items)


def _attendee(values: Values, item: Value) -> Attendee:
    fields = _fields(values, item)
    named = fields.get("name") or fields.get("position")
    if named is None or named.span is None:
        raise values.refuse(item, "has neither name nor position", "write 'name: …'")
    said = fields["name"].value if "name" in fields else None
    position = fields["position"].value if "position" in fields else None
    name, title = _without_title(said) if said else (None, None)
    if said and is_office(said):  # "Minister of Trade, Freedonia": an office and nobody's name
        name, title, position = None, None, ", ".join(filter(None, (said, position)))
    return Attendee(
        as_written=values.text[named.span.start : named.span.end],
        span=named.span,
        name=name,
        title=title,
        position=position,
        side=fields["side"].value if "side" in fields else None,
        kind=_kind(values, item, name),
        presence=_presence(values, item),
        identifiers=tuple(s.value for s in values.many((item.fields or {}).get("identifier"))),
    )


def _fields(values: Values, item: Value) -> dict[str, Statement]:
    """Return the texts of a person: of a map, or of "Name, office", parted at the first comma."""
    if item.fields is not None:
        for key, value in item.fields.items():
            if key not in PERSON_KEYS:
                remedy = f"the keys of a person are {', '.join(PERSON_KEYS)}"
                raise values.refuse(value, "is an unknown key", remedy)
        plain = ("name", "position", "side")
        return {key: values.text_of(item.fields[key]) for key in plain if key in item.fields}
    said = values.text_of(item)
    name, position = _parted(said.value)
    fields = {"name": Statement(value=name, span=said.span)}
    if position:
        fields["position"] = Statement(value=position, span=said.span)
    return fields


def _parted(text: str) -> tuple[str, str | None]:
    """Part "Name, office" at the first comma that no "Jr." follows.

    >>> _parted("A. B. Lund, Jr., Ambassador of Freedonia")
    ('A. B. Lund, Jr.', 'Ambassador of Freedonia')
    """
    name, _, rest = text.partition(", ")
    first, _, behind = rest.partition(", ")
    if _SUFFIX.fullmatch(first):
        name, rest = f"{name}, {first}", behind
    return name.strip(), rest.strip() or None


def _without_title(name: str) -> tuple[str, str | None]:
    """Return a name without the titles before it, and these.

    >>> _without_title("Ambassador Lund"), _without_title("Lund")
    (('Lund', 'Ambassador'), ('Lund', None))
    """
    bare = bare_name(name)
    title = name.removesuffix(bare).strip() if name.endswith(bare) else ""
    return bare, title or None


def _kind(values: Values, item: Value, name: str | None) -> str:
    value = (item.fields or {}).get("kind")
    if value is not None:
        return values.chosen(value, values.text_of(value), (kind.value for kind in AgentKind))
    return "organization" if name is not None and is_body(name) else "person"


def _presence(values: Values, item: Value) -> tuple[str, ...]:
    value = (item.fields or {}).get("presence")
    if value is None:
        return (Presence.TOOK_PART.value,)
    names = tuple(presence.value for presence in Presence)
    return tuple(dict.fromkeys(values.chosen(value, s, names) for s in values.many(value)))


def _author(values: Values) -> Author | None:
    """Return who wrote the record; the place of the office is that of the whole value."""
    item = values.found.get("author")
    if item is None:
        return None
    fields = _fields(values, item)
    named, position = fields.get("name"), fields.get("position")
    if named is None or named.span is None:
        raise values.refuse(item, "has no name", "write 'name: …'")
    name, _ = _without_title(named.value)
    return Author(
        name=name,
        span=_place(values.text, named),
        position=position.value if position else None,
        position_span=_place(values.text, position) if position else None,
        identifiers=tuple(s.value for s in values.many((item.fields or {}).get("identifier"))),
    )


def _place(text: str, said: Statement) -> Span:
    """Return where the words stand inside their span, the whole span if they are broken there."""
    if said.span is None:
        raise ValueError("a value of the front matter has a place")
    at = text.find(said.value, said.span.start, said.span.end)
    return Span(at, at + len(said.value)) if at >= 0 else said.span
