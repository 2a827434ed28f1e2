"""A system's answers for each gold record: by running an extractor on its text."""

import importlib
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluation.gold import GoldRecord
from kg.evaluation.plain import plain_record
from kg.evaluation.predictions import Prediction, from_findings
from kg.evaluation.texts import Alignment
from kg.findings import Findings
from kg.records import Record

Extractor = Callable[[Record], Findings]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a system said of a record, and the CPU seconds it took; a text or graph takes none."""

    prediction: Prediction
    seconds: float | None = None


def extractor(name: str) -> Extractor:
    """Return the extractor of the extraction room called *name*.

    Raises:
        ConfigError: there is no such extractor.
    """
    room = importlib.import_module("kg.extraction")
    known: Mapping[str, Extractor] = getattr(room, "EXTRACTORS", {})
    if not known and hasattr(room, "extract"):
        known = {"rules": room.extract}
    if name not in known:
        raise ConfigError(f"no extractor {name!r}; there are: {', '.join(sorted(known)) or 'none'}")
    return known[name]


def findings_for(
    gold: GoldRecord, extract: Extractor, records: Mapping[str, Record] | None = None
) -> Answer:
    """Return what *extract* finds in the record of *gold*.

    The record is the converter's, if *records* (by key) has it; otherwise one is made from the
    reading text by its layout.
    """
    record = (records or {}).get(gold.key or "") or plain_record(gold)
    alignment = Alignment(record.text, gold.text)
    start = time.process_time()
    findings = extract(record)
    seconds = time.process_time() - start
    return Answer(prediction=from_findings(record, findings, alignment), seconds=seconds)


def records_of(paths: Iterable[Path], wanted: Sequence[GoldRecord]) -> dict[str, Record]:
    """Return the records, by key, that the converters make of *paths* and the gold speaks of.

    Raises:
        ConfigError: a path does not exist, or no converter reads it.
        SourceError: a file cannot be read.
    """
    keys = {gold.key for gold in wanted}
    volumes = {gold.volume for gold in wanted}
    found: dict[str, Record] = {}
    for path in paths:
        for file, convert in _files(path):
            if file.stem.startswith("frus") and file.stem not in volumes:
                continue
            for outcome in convert(file):
                if isinstance(outcome, Record) and outcome.key in keys:
                    found[outcome.key] = outcome
    return found


_BY_SUFFIX = {".xml": "tei", ".txt": "wilson"}


def _files(path: Path) -> Iterable[tuple[Path, Callable[[Path], Iterable[object]]]]:
    if not path.exists():
        raise ConfigError(f"{path}: no such file or folder")
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    for file in files:
        name = _BY_SUFFIX.get(file.suffix)
        if file.is_file() and name is not None:
            yield file, importlib.import_module(f"kg.converters.{name}").convert
