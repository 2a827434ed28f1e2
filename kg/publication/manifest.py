"""What a release holds: every file with its size and hash, and what became of every document."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kg.publication.dataset import Dataset
from kg.publication.dumps import Statistics
from kg.publication.merging import ShardPart

_UNHASHED = ("store", "SHA256SUMS", "manifest.json")


def summary(shards: Iterable[ShardPart], unread: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the counts of the report: documents by fate, findings, warnings, coverage."""
    fates: Counter[str] = Counter()
    found: Counter[str] = Counter()
    covered: Counter[str] = Counter()
    warnings = 0
    severities: Counter[str] = Counter()
    for part in shards:
        for row in part.documents:
            fates[row["status"]] += 1
            if row["status"] == "converted":
                found.update(row.get("counts", {}))
                covered.update(row.get("coverage", {}))
                warnings += len(row.get("warnings", ()))
                severities.update(result["severity"] for result in row.get("results", ()))
    fates["quarantined"] += len(list(unread))
    read = fates.total()
    return {
        "documents": {"read": read, **{name: fates[name] for name in _FATES}},
        "found": dict(sorted(found.items())),
        "coverage": dict(sorted(covered.items())),
        "warnings": warnings,
        "results": dict(sorted(severities.items())),
    }


_FATES = ("converted", "excluded", "quarantined")


def write_report(
    path: Path,
    dataset: Dataset,
    shards: Iterable[ShardPart],
    unread: Iterable[dict[str, Any]],
    counts: dict[str, Any],
) -> None:
    """Write ``report.json``: the summary, then one line for each document."""
    head = {"version": dataset.version, "summary": counts}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2])
        file.write(',\n "documents": [')
        for number, row in enumerate(_rows(shards, unread)):
            file.write(",\n  " if number else "\n  ")
            file.write(json.dumps(row, ensure_ascii=False))
        file.write("\n ]\n}\n")


def _rows(
    shards: Iterable[ShardPart], unread: Iterable[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    for part in shards:
        for row in part.documents:
            yield {name: row[name] for name in row if name not in ("offset", "length")}
    yield from unread


def seal(release: Path, dataset: Dataset, statistics: Statistics, counts: dict[str, Any]) -> None:
    """Write ``SHA256SUMS`` and ``manifest.json`` over every other file of the release.

    The store is left out: its files differ from run to run (reliability of the engine), while the
    dump it is loaded from does not.
    """
    files = [
        {"path": path.relative_to(release).as_posix(), **_fingerprint(path)}
        for path in sorted(release.rglob("*"))
        if path.is_file() and path.relative_to(release).parts[0] not in _UNHASHED
    ]
    sums = "".join(f"{file['sha256']}  {file['path']}\n" for file in files)
    (release / "SHA256SUMS").write_text(sums, encoding="utf-8", newline="\n")
    manifest = {
        **asdict(dataset),
        "quads": statistics.quads,
        "triples": statistics.triples,
        "documents": counts["documents"],
        "found": counts["found"],
        "files": files,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    (release / "manifest.json").write_text(text, encoding="utf-8", newline="\n")


def _fingerprint(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "sha256": digest}
