"""Mappings of others in and ours out: SSSOM TSV (1.0 slots)."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kg.errors import SourceError
from kg.linking.decisions import Decision, Judgement

_SLOTS = (
    "subject_id",
    "subject_label",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "object_label",
    "mapping_justification",
    "author_id",
    "mapping_date",
    "confidence",
    "comment",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """One link: subject, predicate, object, why, and how sure (0 to 1, ``None`` if decided)."""

    subject: str
    object: str
    predicate: str = "skos:closeMatch"
    justification: str = "semapv:CompositeMatching"
    negative: bool = False
    author: str = ""
    date: str = ""
    confidence: float | None = None
    comment: str = ""
    subject_label: str = ""
    object_label: str = ""


def serialize(mappings: Iterable[Mapping], *, identifier: str, license_: str) -> str:
    """Return mappings as SSSOM TSV, sorted; *identifier* and *license_* are those of the set."""
    out = io.StringIO(newline="")
    out.write(f"#mapping_set_id: {identifier}\n#license: {license_}\n")
    out.write(
        "#curie_map:\n#  semapv: https://w3id.org/semapv/vocab/\n"
        "#  skos: http://www.w3.org/2004/02/skos/core#\n"
    )
    writer = csv.writer(out, delimiter="\t", lineterminator="\n", quoting=csv.QUOTE_MINIMAL)
    writer.writerow(_SLOTS)
    rows = sorted(
        (
            mapping.subject,
            mapping.subject_label,
            mapping.predicate,
            "Not" if mapping.negative else "",
            mapping.object,
            mapping.object_label,
            mapping.justification,
            mapping.author,
            mapping.date,
            "" if mapping.confidence is None else f"{mapping.confidence:.3f}",
            " ".join(mapping.comment.split()),
        )
        for mapping in mappings
    )
    writer.writerows(rows)
    return out.getvalue()


def decisions_in(path: Path, *, author: str, decided_at: str) -> tuple[Decision, ...]:
    """Return the mappings of the SSSOM TSV at *path* as decisions of *author*.

    An exact match is positive, with ``Not`` negative, and every looser predicate unsure: it does
    not say that the two are one.

    Raises:
        SourceError: the file cannot be read, or lacks a column or a value that SSSOM requires.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, "cannot be read", remedy="give an SSSOM TSV in UTF-8") from error
    body = [(at, line) for at, line in enumerate(lines, 1) if line and not line.startswith("#")]
    reader = csv.DictReader((line for _, line in body), delimiter="\t")
    required = {"subject_id", "object_id", "predicate_id", "mapping_justification"}
    if missing := required - set(reader.fieldnames or ()):
        raise SourceError(
            path,
            f"has no column {', '.join(sorted(missing))}",
            remedy="SSSOM requires it; add it to the file",
        )
    found = []
    for (number, _), row in zip(body[1:], reader, strict=False):
        if not all(row[name] for name in required):
            raise SourceError(
                path, "lacks a value that SSSOM requires", line=number, remedy="fill it in"
            )
        exact = row["predicate_id"].endswith("exactMatch")
        negative = row.get("predicate_modifier") == "Not"
        judgement = Judgement.NEGATIVE if negative else Judgement.POSITIVE
        found.append(
            Decision(
                subject=row["subject_id"],
                object=row["object_id"],
                judgement=judgement if exact else Judgement.UNSURE,
                author=author,
                decided_at=decided_at,
                comment=row.get("comment") or "",
                justification=row["mapping_justification"],
            )
        )
    return tuple(found)
