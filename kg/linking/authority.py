"""Our small bundled authority: Wikidata items of persons, bodies, places and events, with evidence.

The rule of trust: no item without a machine export that shows it, named with its commit. The loader
refuses a file with a row that has none. Links made from it are links, never identity.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError

COLUMNS = ("key", "label", "type", "qid", "evidence")
TYPES = frozenset({"person", "place", "organization", "event"})
_SPELLINGS = {"organisation": "organization"}
_QID = re.compile(r"Q[1-9]\d*")
# owner/name@commit:path ["the export's own label", …]
_EVIDENCE = re.compile(r"[\w.-]+/[\w.-]+@[0-9a-f]{7,40}:\S+(?:\s+\[.+\])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item: our key, a label, its type, the identifier, and each export that shows it."""

    key: str
    label: str
    type: str
    qid: str
    evidence: tuple[str, ...]


def load(path: Path) -> tuple[Item, ...]:
    """Return the items of the bundled authority at *path*.

    Raises:
        SourceError: the file cannot be read; a row lacks evidence, has a wrong identifier or type;
            or two rows share a key or an identifier.
    """
    rows = _rows(path, delimiter="\t")
    items = [_item(path, line, row) for line, row in rows]
    for name in ("key", "qid"):
        seen: dict[str, int] = {}
        for (line, _), item in zip(rows, items, strict=True):
            first = seen.setdefault(getattr(item, name), line)
            if first != line:
                said = f"gives {name} {getattr(item, name)} again (line {first})"
                raise SourceError(path, said, line=line, remedy="settle which row is right")
    return tuple(items)


def select(path: Path) -> tuple[tuple[Item, ...], tuple[tuple[int, str], ...]]:
    """Return the evidenced rows of a collection (CSV), and the lines left out with the reason.

    Carried over are facts: key, label, type, identifier, evidence. Aliases typed from memory and
    matches by name alone stay behind; so does a row marked ``review``, and every row whose
    identifier another row has too.

    Raises:
        SourceError: the file cannot be read or lacks a column.
    """
    items, left_out = [], []
    rows = _rows(path, delimiter=",")
    shared = [row["qid"] for _, row in rows]
    for line, row in rows:
        if row.get("confidence") == "review":
            left_out.append((line, f"{row['key']}: marked for review"))
        elif shared.count(row["qid"]) > 1:
            left_out.append((line, f"{row['key']}: another row has {row['qid']} too"))
        else:
            kind = _SPELLINGS.get(row["type"], row["type"])
            try:
                items.append(_item(path, line, row | {"type": kind}))
            except SourceError as error:
                left_out.append((line, f"{row['key']}: {error.message}"))
    return tuple(sorted(items, key=lambda item: item.key)), tuple(left_out)


def serialize(items: Iterable[Item]) -> str:
    """Return items as the bundled file, sorted by key."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in sorted(items, key=lambda item: item.key):
        writer.writerow((item.key, item.label, item.type, item.qid, " ; ".join(item.evidence)))
    return out.getvalue()


def _rows(path: Path, *, delimiter: str) -> list[tuple[int, dict[str, str]]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, delimiter=delimiter, strict=True)
            rows = [(reader.line_num, row) for row in reader]
            columns = reader.fieldnames or ()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(
            path, f"cannot be read ({error})", remedy="give a table in UTF-8"
        ) from error
    if missing := set(COLUMNS) - set(columns):
        said = f"has no column {', '.join(sorted(missing))}"
        raise SourceError(path, said, line=1, remedy="give the columns of the bundled authority")
    return rows


def _item(path: Path, line: int, row: dict[str, str]) -> Item:
    evidence = tuple(part.strip() for part in (row["evidence"] or "").split(" ; ") if part.strip())
    if not evidence:
        raise SourceError(
            path, "has no evidence", line=line, remedy="name the export that shows the item"
        )
    for part in evidence:
        if not _EVIDENCE.fullmatch(part):
            said = f"names no export with its commit: {part!r}"
            raise SourceError(path, said, line=line, remedy="write owner/name@commit:path")
    if not _QID.fullmatch(row["qid"]) or row["type"] not in TYPES or not row["key"]:
        said = f"has no key, type or item: {row['key']!r}, {row['type']!r}, {row['qid']!r}"
        raise SourceError(path, said, line=line, remedy="give all three")
    return Item(
        key=row["key"], label=row["label"], type=row["type"], qid=row["qid"], evidence=evidence
    )
