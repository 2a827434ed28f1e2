"""One source file becomes one shard: the unit of work, of restart and of the cache.

A shard is a folder named by the hash of its input, its source's settings, and the code and data it
was made with. A shard that exists is not made again, which is the cache, the restart after a crash
and the distributed run in one idea.

    quads.nq    records one after another, each record's lines sorted: its graph and its evidence
    sorted.nq   the same lines, sorted over the whole shard, ready to be merged
    agents.nq   the agents the records name, sorted
    texts.jsonl the reading texts, where the source's policy lets them be published
    shard.json  what became of every document of the file
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kg import converters, fates, graph, validation
from kg.errors import SourceError
from kg.extraction import extract
from kg.fates import Fate, Status
from kg.graph.labels import one_label
from kg.records import Excluded, Outcome, Record, Source
from kg.sources import Unit, attribute
from kg.terms import lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A unit of work for one process: read *unit*, write its shard into *folder*."""

    unit: Unit
    folder: Path
    base: str
    code: str  # hash of the code and data that make shards

    @property
    def name(self) -> str:
        """The shard's name: the hash of all that it depends on."""
        digest = hashlib.sha256(f"{self.code}\n{self.base}\n{self.unit!r}\n".encode())
        path = self.unit.path
        try:
            for read in (path, *converters.beside(self.unit.source.converter, path)):
                with read.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
        except OSError:
            pass  # it will be quarantined as unreadable
        return digest.hexdigest()[:40]


@dataclass(frozen=True, slots=True)
class Shard:
    """A shard on disk, and whether it was there already."""

    folder: Path
    unchanged: bool


@dataclass(frozen=True, slots=True)
class _Converted:
    record: Record
    quads: graph.RecordQuads
    fate: Fate


def make(job: Job) -> Shard:
    """Make the shard of *job*, or find it made; return where it lies."""
    folder = job.folder / job.name
    if (folder / "shard.json").is_file():
        return Shard(folder, unchanged=True)
    fresh = job.folder / f".{job.name}.{os.getpid()}"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _write(fresh, job.unit, *_read(job.unit, job.base))
    try:
        fresh.rename(folder)
    except OSError:  # another process was faster; its shard has the same name, so the same bytes
        shutil.rmtree(fresh)
    return Shard(folder, unchanged=False)


def _read(unit: Unit, base: str) -> tuple[list[_Converted], list[Fate]]:
    """Return what can be published of *unit*, and the fates of all the rest."""
    converted: list[_Converted] = []
    others: list[Fate] = []
    seen: set[str] = set()
    for outcome in _outcomes(unit):
        result = _take(outcome, unit, base)
        if isinstance(result, _Converted):
            if result.record.key in seen:
                reason = "the file gives this record twice; the first was taken"
                result = _quarantined(result.record, str(unit.path), reason)
            seen.add(outcome.key)
        if isinstance(result, Fate):
            others.append(result)
        else:
            converted.append(result)
    conforming, quarantined = _validate(converted)
    return conforming, others + quarantined


def _outcomes(unit: Unit) -> Iterator[Outcome | Fate]:
    """Yield what the converter yields, and the file's own fate if it cannot be read on."""
    try:
        for outcome in converters.find(unit.source.converter)(unit.path):
            yield attribute(outcome, unit.source)
    except SourceError as error:
        message = f"{error.message}; {error.remedy}"
        yield Fate(
            key=str(unit.path),
            file=str(unit.path),
            line=error.line,
            status=Status.QUARANTINED,
            reason=message,
        )
    except Exception as error:
        # A converter may be somebody else's: its bug must not end the run, nor hide.
        reason = f"the converter {unit.source.converter} failed: {type(error).__name__}: {error}"
        yield Fate(
            key=str(unit.path), file=str(unit.path), status=Status.QUARANTINED, reason=reason
        )


def _take(outcome: Outcome | Fate, unit: Unit, base: str) -> _Converted | Fate:
    if isinstance(outcome, Fate):
        return outcome
    file = str(unit.path)
    if isinstance(outcome, Record):
        try:
            return _convert(outcome, file, base)
        except Exception as error:
            reason = f"the record could not be read: {type(error).__name__}: {error}"
            return _quarantined(outcome, file, reason)
    excluded = isinstance(outcome, Excluded)
    return Fate(
        key=outcome.key,
        file=file,
        line=outcome.line,
        status=Status.EXCLUDED if excluded else Status.QUARANTINED,
        reason=outcome.reason if isinstance(outcome, Excluded) else outcome.message,
    )


def _convert(record: Record, file: str, base: str) -> _Converted:
    findings = extract(record)
    quads = graph.quads(record, findings, base)
    fate = Fate(
        key=record.key,
        file=file,
        line=record.line,
        status=Status.CONVERTED,
        title=record.title,
        quads=len(quads.record) + len(quads.evidence),
        counts=fates.counts(findings),
        coverage=fates.coverage(record),
        warnings=tuple(_warning(w.message, w.line) for w in record.warnings),
    )
    return _Converted(record, quads, fate)


def _warning(message: str, line: int | None) -> dict[str, object]:
    return {"message": message} if line is None else {"line": line, "message": message}


def _quarantined(record: Record, file: str, reason: str) -> Fate:
    return Fate(
        key=record.key,
        file=file,
        line=record.line,
        title=record.title,
        status=Status.QUARANTINED,
        reason=reason,
    )


def _validate(converted: list[_Converted]) -> tuple[list[_Converted], list[Fate]]:
    """Hold all records of the shard against the shapes and their texts, in one go."""
    agents = one_label(line for c in converted for line in lines(c.quads.agents))
    records = (line for c in converted for line in lines(c.quads.record + c.quads.evidence))
    found = validation.validate_bytes("".join((*records, *agents)).encode())
    owners: dict[str, list[int]] = {}
    for number, c in enumerate(converted):
        for subject in dict.fromkeys(quad[0] for quad in c.quads.all()):
            owners.setdefault(subject, []).append(number)
    results: list[list[validation.Result]] = [
        validation.check_quotes(graph.source_texts(c.record), c.quads.evidence + c.quads.record)
        for c in converted
    ]
    for result in found:
        for number in owners.get(result.focus_node, []):
            results[number].append(result)
    kept: list[_Converted] = []
    gone: list[Fate] = []
    for c, mine in zip(converted, results, strict=True):
        rows = tuple(fates.result_row(result) for result in mine)
        violations = [result for result in mine if fates.is_violation(result)]
        if violations:
            reason = f"{len(violations)} violations of the shapes, first: {violations[0].message}"
            gone.append(replace(c.fate, status=Status.QUARANTINED, reason=reason, results=rows))
        else:
            kept.append(replace(c, fate=replace(c.fate, results=rows)))
    return kept, gone


def _write(folder: Path, unit: Unit, converted: list[_Converted], others: list[Fate]) -> None:
    rows = []
    every: list[str] = []
    with (folder / "quads.nq").open("w", encoding="utf-8", newline="\n") as quads:
        position = 0
        for c in converted:
            mine = lines(c.quads.record + c.quads.evidence)
            every += mine
            text = "".join(mine)
            length = len(text.encode())
            quads.write(text)
            rows.append(c.fate.row() | {"offset": position, "length": length})
            position += length
    _write_lines(folder / "sorted.nq", sorted(every))
    agents = lines(quad for c in converted for quad in c.quads.agents)
    _write_lines(folder / "agents.nq", one_label(agents))
    _write_lines(folder / "texts.jsonl", _texts(unit.source, converted))
    rows += [fate.row() for fate in others]
    description = {
        "file": str(unit.path),
        "collection": unit.source.collection,
        "source": _shown(unit.source),
        "digest": _digest(folder),
        "documents": rows,
    }
    _write_lines(folder / "shard.json", [json.dumps(description, ensure_ascii=False)])


def _shown(source: Source) -> dict[str, object]:
    """Return what every page of the source's records says of it."""
    names = ("title", "publisher", "rights", "rights_address", "licence", "text_policy")
    return {name: getattr(source, name) for name in names}


def _digest(folder: Path) -> str:
    """Return one hash of all that the shard gives to the publication."""
    digest = hashlib.sha256()
    for name in ("quads.nq", "agents.nq", "texts.jsonl"):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _texts(source: Source, converted: list[_Converted]) -> Iterable[str]:
    if source.text_policy == "full":
        for c in converted:
            row = {"key": c.record.key, "text": c.record.text}
            if c.record.source_note is not None:
                row["source_note"] = c.record.source_note
            yield json.dumps(row, ensure_ascii=False) + "\n"


def _write_lines(path: Path, content: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(content)
