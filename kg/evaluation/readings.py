"""A system's answers for each gold record: by running an extractor on its text."""

import importlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import converters
from kg.errors import ConfigError
from kg.evaluation.gold import GoldRecord
from kg.evaluation.plain import plain_record
from kg.evaluation.predictions import Prediction, from_findings
from kg.evaluation.texts import Alignment
from kg.findings import Findings
from kg.records import Record
from kg.sources import attribute, discover

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
    try:
        findings = extract(record)
    except Exception as error:
        error.add_note(f"while reading {gold.id}")  # our bug: the traceback should say where
        raise
    seconds = time.process_time() - start
    return Answer(prediction=from_findings(record, findings, alignment), seconds=seconds)


def records_of(paths: Sequence[Path], wanted: Sequence[GoldRecord]) -> dict[str, Record]:
    """Return the records, by key, that the converters make of *paths* and the gold speaks of.

    Raises:
        ConfigError: a path does not exist, or no converter reads it.
        SourceError: a file cannot be read.
    """
    keys = {gold.key for gold in wanted}
    found: dict[str, Record] = {}
    discovery = discover(paths, converters.recognise)
    if paths and not discovery.units:
        told = discovery.unclaimed[0].message if discovery.unclaimed else "an empty folder"
        raise ConfigError(f"--sources: nothing that can be read: {told}")
    for unit in discovery.units:
        # A volume is a large file: one that no gold record comes from is not opened.
        if unit.path.stem.startswith("frus") and unit.path.stem not in {g.volume for g in wanted}:
            continue
        for outcome in converters.find(unit.source.converter)(unit.path):
            record = attribute(outcome, unit.source)
            if isinstance(record, Record) and record.key in keys:
                found[record.key] = record
    return found
