"""Reading the answer key: gold files and the texts they annotate."""

import json
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import NoReturn, TypeVar

from kg.errors import ConfigError
from kg.evaluation.gold import (
    CONVERSATION_TYPES,
    ENTITY_TYPES,
    QUANTITY_ROLES,
    ROLES,
    GoldConversation,
    GoldEntity,
    GoldParticipant,
    GoldProposal,
    GoldQuantity,
    GoldRecord,
    Place,
    Problem,
)
from kg.findings import Kind, Objective, Outcome
from kg.records import sha256

FORMAT = "kg-gold/2"
JsonObject = dict[str, object]
Item = TypeVar("Item", GoldEntity, GoldConversation, GoldProposal)


class _WrongError(Exception):
    """An item that cannot be used: the message says why, with no place."""


def read_gold(
    folder: Path, texts: Path, *, only: str | None = None
) -> tuple[list[GoldRecord], list[Problem], list[str]]:
    """Return the gold records of *folder* in order of id, what is wrong in them, and notes.

    *texts* holds the reading texts, ``{id}.txt`` with ``{id}.meta.json``. *only* is a shell
    pattern for ids. A file of another format is skipped with a note.

    Raises:
        ConfigError: there is no such folder, or it holds nothing that can be scored.
    """
    if not folder.is_dir():
        raise ConfigError(f"{folder}: no such folder; give the folder of the gold files")
    if not texts.is_dir():
        raise ConfigError(f"{texts}: no such folder; give the reading texts with --text")
    records: dict[str, GoldRecord] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found = _read_file(path, texts, only, problems, notes)
        except _WrongError as error:
            problems.append(Problem(path=path, place="file", message=f"{error}; left out"))
            continue
        if found is not None and found.id in records:
            message = f"{found.id} is annotated in an earlier file; left out"
            problems.append(Problem(path=path, place="id", message=message))
        elif found is not None:
            records[found.id] = found
    if not records and not problems:
        raise ConfigError(f"{folder}: no {FORMAT} file{f' named like {only}' if only else ''}")
    return [records[id_] for id_ in sorted(records)], problems, notes


def _read_file(
    path: Path, texts: Path, only: str | None, problems: list[Problem], notes: list[str]
) -> GoldRecord | None:
    data = read_json(path)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        named = data.get("format") if isinstance(data, dict) else None
        notes.append(f"{path}: format is {named!r}, not {FORMAT}; skipped")
        return None
    id_ = _text(data, "id")
    if only is not None and not fnmatch(id_, only):
        return None
    if "/" in id_ or id_ in {"", ".", ".."}:
        _wrong(f"{id_!r} cannot be an id")
    text = _reading_text(texts, id_)
    return _GoldFile(path, text, problems).record(id_, data)


def read_json(path: Path) -> object:
    """Return what a JSON file holds; a number must be finite."""
    try:
        return json.loads(path.read_bytes().decode("utf-8"), parse_constant=_wrong)
    except UnicodeDecodeError as error:
        _wrong(f"not UTF-8 at byte {error.start}")
    except json.JSONDecodeError as error:
        _wrong(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}")
    except (RecursionError, ValueError) as error:
        _wrong(f"not JSON we can read: {str(error)[:80]}")
    except OSError as error:
        _wrong(f"cannot be read: {error.strerror}")


def _reading_text(texts: Path, id_: str) -> str:
    path = texts / f"{id_}.txt"
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        _wrong(f"its reading text {path} is missing")
    except (OSError, UnicodeDecodeError) as error:
        _wrong(f"its reading text {path} cannot be read: {error}")
    described = texts / f"{id_}.meta.json"
    meta = read_json(described) if described.exists() else {}
    expected = meta.get("sha256") if isinstance(meta, dict) else None
    if expected is not None and expected != sha256(text):
        _wrong(f"its reading text {path} has changed: its sha256 is not that of {described.name}")
    return text


class _GoldFile:
    """One gold file on its way to a :class:`GoldRecord`."""

    def __init__(self, path: Path, text: str, problems: list[Problem]) -> None:
        self.path = path
        self.text = text
        self.problems = problems
        self.entities: dict[str, GoldEntity] = {}
        self.conversations: dict[str, GoldConversation] = {}

    def record(self, id_: str, data: JsonObject) -> GoldRecord:
        for entity in self._items(data, "entities", _entity):
            self.entities[entity.id] = entity
        for conversation in self._items(data, "conversations", self._conversation):
            self.conversations[conversation.id] = conversation
        return GoldRecord(
            id=id_,
            text=self.text,
            entities=tuple(self.entities.values()),
            conversations=tuple(self.conversations.values()),
            proposals=tuple(self._items(data, "proposals", self._proposal)),
        )

    def _items(
        self, data: JsonObject, name: str, read: Callable[[JsonObject], Item]
    ) -> Iterator[Item]:
        """Yield the items of a list that can be used; the others become problems."""
        seen: set[str] = set()
        for number, item in enumerate(_list(data, name)):
            place = f"{name}[{number}]"
            try:
                if not isinstance(item, dict):
                    _wrong("not an object")
                place = f"{place} {_text(item, 'id')!r}"
                found = read(item)
                if found.id in seen:
                    _wrong("an earlier item has this id")
            except _WrongError as error:
                message = f"{error}; left out"
                self.problems.append(Problem(path=self.path, place=place, message=message))
                continue
            seen.add(found.id)
            yield found

    def _conversation(self, item: JsonObject) -> GoldConversation:
        participants = []
        for entry in _list(item, "participants"):
            if not isinstance(entry, dict):
                _wrong("a participant is not an object")
            (entity,) = self._known((_text(entry, "entity"),))
            participants.append(GoldParticipant(entity=entity, role=_one_of(entry, "role", ROLES)))
        quote = _optional_text(item, "quote")
        return GoldConversation(
            id=_text(item, "id"),
            type=_one_of(item, "type", CONVERSATION_TYPES),
            participants=tuple(participants),
            reported_in=_optional_text(item, "reported_in"),
            place=self._locate(quote) if quote else None,
            date=_optional_text(item, "date"),
            where=_optional_text(item, "place"),
        )

    def _proposal(self, item: JsonObject) -> GoldProposal:
        conversation = _optional_text(item, "conversation")
        if conversation is not None and conversation not in self.conversations:
            _wrong(f"unknown conversation {conversation!r}")
        response = item.get("response") or {}
        if not isinstance(response, dict):
            _wrong("response is not an object")
        answer = _optional_text(response, "quote")
        quotes = (_text(item, "quote"), *_texts(item, "alternatives"))
        return GoldProposal(
            id=_text(item, "id"),
            core=_one_of(item, "tier", ("core", "optional")) == "core",
            conversation=conversation,
            proposer=self._known(_texts(item, "proposer")),
            on_behalf_of=self._known(_texts(item, "on_behalf_of")),
            addressee=self._known(_texts(item, "addressee")),
            kind=_one_of(item, "kind", tuple(Kind)),
            objective=_one_of(item, "objective", tuple(Objective)),
            outcome=_one_of(item, "outcome", tuple(Outcome)),
            content=_optional_text(item, "content") or "",
            places=tuple(self._locate(quote) for quote in quotes),
            quantities=tuple(self._quantity(entry) for entry in _list(item, "quantity")),
            response=self._locate(answer) if answer else None,
        )

    def _quantity(self, entry: object) -> GoldQuantity:
        if not isinstance(entry, dict):
            _wrong("a quantity is not an object")
        quote = _text(entry, "quote")
        self._locate(quote)
        low = _number(entry, "value")
        return GoldQuantity(
            role=_one_of(entry, "role", QUANTITY_ROLES),
            low=low,
            high=low if entry.get("max") is None else _number(entry, "max"),
            unit=_optional_text(entry, "unit"),
            per=_optional_text(entry, "per"),
            quote=quote,
        )

    def _known(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        for id_ in ids:
            if id_ not in self.entities:
                _wrong(f"unknown entity {id_!r}")
        return ids

    def _locate(self, quote: str) -> Place:
        """Return the first place of *quote*; gold quotes are copied to be unique."""
        start = self.text.find(quote)
        if start < 0:
            _wrong(f"the quote {quote[:60]!r} is not in the reading text")
        return (start, start + len(quote))


def _entity(item: JsonObject) -> GoldEntity:
    return GoldEntity(
        id=_text(item, "id"),
        type=_one_of(item, "type", ENTITY_TYPES),
        name=_text(item, "name"),
        surfaces=_texts(item, "surfaces"),
        side=_optional_text(item, "side"),
    )


def _wrong(message: str) -> NoReturn:
    raise _WrongError(message)


def _text(item: JsonObject, name: str) -> str:
    value = item.get(name)
    if not isinstance(value, str) or not value:
        _wrong(f"{name} is missing or not a text")
    return value


def _optional_text(item: JsonObject, name: str) -> str | None:
    return None if item.get(name) is None or item.get(name) == "" else _text(item, name)


def _list(item: JsonObject, name: str) -> list[object]:
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        _wrong(f"{name} is not a list")
    return value


def _texts(item: JsonObject, name: str) -> tuple[str, ...]:
    values = _list(item, name)
    if not all(isinstance(value, str) and value for value in values):
        _wrong(f"{name} is not a list of texts")
    return tuple(str(value) for value in values)


def _one_of(item: JsonObject, name: str, allowed: tuple[str, ...]) -> str:
    value = _text(item, name)
    if value not in allowed:
        _wrong(f"{name} is {value!r}, not one of {', '.join(allowed)}")
    return value


def _number(item: JsonObject, name: str) -> float:
    value = item.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        _wrong(f"{name} is not a number")
    if abs(value) > 1e15:
        _wrong(f"{name} is too large to be an amount")
    return float(value)
