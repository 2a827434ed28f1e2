"""Predictions from a file of JSON lines, as ``kg extract`` writes them."""

import dataclasses
import json
import types
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import TypeVar, get_args, get_origin, get_type_hints

from kg.errors import ConfigError
from kg.evaluation.gold import GoldRecord
from kg.evaluation.predictions import Prediction, from_findings
from kg.evaluation.texts import Alignment
from kg.findings import Findings
from kg.records import Record, Span, Where

Plain = TypeVar("Plain")
_LONGEST = 5_000_000  # characters of a text; a whole volume has fewer


def predictions_from(path: Path, wanted: Sequence[GoldRecord]) -> dict[str, Prediction]:
    """Return what the lines of *path* say of each *wanted* record, by gold id.

    Raises:
        ConfigError: the file cannot be read, or a line is not what ``kg extract`` writes.
    """
    gold = {record.key or f"text/{record.id}": record for record in wanted}
    found: dict[str, Prediction] = {}
    for number, line in _lines(path):
        try:
            data = json.loads(line)
            key = data.get("key") if isinstance(data, dict) else None
            if (record := gold.get(_as(str, key))) is not None:
                found[record.id] = _prediction(record, data)
        except (ValueError, TypeError, RecursionError, InvalidOperation) as error:
            raise ConfigError(f"{path}:{number}: not a line of kg extract: {error}") from error
    return found


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from error


def _prediction(gold: GoldRecord, data: Mapping[str, object]) -> Prediction:
    findings = _made(Findings, data)
    if not isinstance(findings, Findings):
        raise TypeError("no findings")
    texts = {where: _remembered(_spans(data), where) for where in Where}
    record = Record(
        collection="",
        identifier=gold.id,
        title="",
        text=texts[Where.TEXT],
        blocks=(),
        source_note=texts[Where.SOURCE_NOTE],
    )
    alignment = Alignment(record.text, gold.text)
    return from_findings(record, findings, alignment)


def _spans(value: object) -> Iterator[Mapping[str, object]]:
    """Yield every span with its quotation that *value* holds."""
    if isinstance(value, Mapping):
        if "quote" in value:
            yield value
        for inner in value.values():
            yield from _spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _spans(inner)


def _remembered(spans: Iterable[Mapping[str, object]], where: Where) -> str:
    """Return what the quotations tell of the record's text, blank where none lies."""
    known: list[str] = []
    for span in spans:
        start, quote = span.get("start"), span.get("quote")
        if span.get("in") == where and isinstance(start, int) and isinstance(quote, str):
            if not 0 <= start < _LONGEST:
                raise ValueError(f"no offset of a text: {start}")
            known += [" "] * (start + len(quote) - len(known))
            known[start : start + len(quote)] = quote
    return "".join(known)


def _made(wanted: object, value: object) -> object:
    """Return *value* as the type *wanted* of the findings.

    Raises:
        ValueError, TypeError: it cannot be that.
    """
    origin, arguments = get_origin(wanted), get_args(wanted)
    if origin is types.UnionType:
        return None if value is None else _made(arguments[0], value)
    if origin is tuple:
        if not isinstance(value, list):
            raise TypeError(f"not a list: {value!r}")
        return tuple(_made(arguments[0], item) for item in value)
    if wanted is Span and isinstance(value, dict):
        start, end = _as(int, value.get("start")), _as(int, value.get("end"))
        return Span(start, end, Where(_as(str, value.get("in"))))
    if isinstance(wanted, type) and dataclasses.is_dataclass(wanted):
        return _made_of_fields(wanted, value)
    if isinstance(wanted, type) and issubclass(wanted, Decimal | Enum):
        return wanted(str(value))
    return _as(wanted, value) if isinstance(wanted, type) else value


def _as(wanted: type[Plain], value: object) -> Plain:
    if isinstance(value, wanted):
        return value
    raise TypeError(f"{value!r} is no {wanted.__name__}")


def _made_of_fields(wanted: type, value: object) -> object:
    if not isinstance(value, dict):
        raise TypeError(f"not an object: {value!r}")
    hints = get_type_hints(wanted)
    given = {name: _made(hint, value[name]) for name, hint in hints.items() if name in value}
    return wanted(**given)
