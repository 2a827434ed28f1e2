"""Decisions of people about who is whom: an append-only SSSOM file, and its replay.

A decision is one line. It is written under a lock with one append and one fsync, so that what was
confirmed survives a kill at any moment; a line that was not written to its end is reported and
counts for nothing. Nothing is ever changed or taken out: who thinks better of it adds a line with
the judgement ``none``. The replay does not depend on the order of decisions about different pairs.
"""

import fcntl
import os
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from kg.errors import ConfigError, SourceError

# SSSOM 1.0 slots, then two extension slots of ours, then the mark that the line is whole.
COLUMNS = (
    "subject_id",
    "predicate_id",
    "predicate_modifier",
    "object_id",
    "mapping_justification",
    "author_id",
    "mapping_date",
    "comment",
    "judgement",
    "decided_at",
    "line",
)
WHOLE = "whole"
HEADER = """\
#mapping_set_id: https://w3id.org/parley/links/decisions
#license: https://creativecommons.org/publicdomain/zero/1.0/
#mapping_set_description: Decisions of people; append-only, never edited. See kg link decide.
#curie_map:
#  semapv: https://w3id.org/semapv/vocab/
#  skos: http://www.w3.org/2004/02/skos/core#
#extension_definitions:
#  - slot_name: judgement
#    property: https://w3id.org/parley/links#judgement
#  - slot_name: decided_at
#    property: https://w3id.org/parley/links#decidedAt
#  - slot_name: line
#    property: https://w3id.org/parley/links#line
"""


_OPENING = f"{HEADER}{chr(9).join(COLUMNS)}\n"


class Judgement(StrEnum):
    """What somebody decided about a pair; ``none`` takes his earlier decision back."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    UNSURE = "unsure"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision: about whom, what, by whom and when (ISO 8601, given by the caller).

    Raises:
        ConfigError: an identifier, the author or the time is missing, or the two are one.
    """

    subject: str
    object: str
    judgement: Judgement
    author: str
    decided_at: str
    comment: str = ""
    predicate: str = "skos:exactMatch"
    justification: str = "semapv:ManualMappingCuration"

    def __post_init__(self) -> None:
        for name in ("subject", "object", "author", "decided_at"):
            value = getattr(self, name)
            if not value or value != " ".join(value.split()):
                raise ConfigError(f"a decision needs {name} without line breaks, not {value!r}")
        if self.subject == self.object:
            raise ConfigError(f"{self.subject} is itself; decide about two")

    @property
    def pair(self) -> tuple[str, str]:
        """The two, in alphabetical order."""
        return min(self.subject, self.object), max(self.subject, self.object)


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The decisions of a file in its order, and the lines that are none, with their numbers."""

    decisions: tuple[Decision, ...] = ()
    broken: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the decisions come to: pairs sorted, each in one place.

    ``unresolved`` are pairs about which people disagree, and pairs whose decisions contradict
    one another along a chain; they join and part nothing. ``orphaned`` name somebody unknown.
    """

    together: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
    unresolved: tuple[tuple[str, str], ...] = ()
    orphaned: tuple[tuple[str, str], ...] = ()


def read(path: Path) -> Log:
    """Return the decisions of the file at *path*; a file that does not exist has none.

    Raises:
        SourceError: the file cannot be read, or its columns are not those of this log.
    """
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return Log()
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error
    if _OPENING.startswith(text):
        return Log()
    decisions, broken = [], []
    columns: tuple[str, ...] | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        if columns is None:
            columns = tuple(line.split("\t"))
            if columns != COLUMNS:
                raise SourceError(
                    path, "is no log of decisions", line=number, remedy="import it instead"
                )
            continue
        decision = _decision(line)
        if decision is None:
            broken.append((number, line))
        else:
            decisions.append(decision)
    return Log(decisions=tuple(decisions), broken=tuple(broken))


def _decision(line: str) -> Decision | None:
    """Return the decision of a line, ``None`` for one that is torn or not understood."""
    values = line.split("\t")
    if len(values) != len(COLUMNS) or values[-1] != WHOLE:
        return None
    row = dict(zip(COLUMNS, values, strict=True))
    try:
        return Decision(
            subject=row["subject_id"],
            object=row["object_id"],
            judgement=Judgement(row["judgement"]),
            author=row["author_id"],
            decided_at=row["decided_at"],
            comment=row["comment"],
            predicate=row["predicate_id"],
            justification=row["mapping_justification"],
        )
    except (ConfigError, ValueError):
        return None


def line_of(decision: Decision) -> str:
    """Return a decision as one line of the file, with its line break."""
    negative = decision.judgement is Judgement.NEGATIVE
    values = (
        decision.subject,
        decision.predicate,
        "Not" if negative else "",
        decision.object,
        decision.justification,
        decision.author,
        decision.decided_at[:10],
        " ".join(decision.comment.split()),
        decision.judgement.value,
        decision.decided_at,
        WHOLE,
    )
    return "\t".join(values) + "\n"


def append(path: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions to the file at *path*; when this returns they are on the disk.

    A last line that an earlier writer left torn is ended first, and stays as it is.

    Raises:
        SourceError: the file cannot be written.
    """
    text = "".join(map(line_of, decisions))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            lead = _OPENING
            new = file.seek(0, os.SEEK_END) < len(_OPENING)  # none, or torn: no decision is in it
            if new:
                file.truncate(0)
            if not new:
                file.seek(-1, os.SEEK_END)
                lead = "" if file.read(1) == b"\n" else "\n"
            _write(file.fileno(), f"{lead}{text}".encode())
            if new:
                _sync_folder(path.parent)
    except OSError as error:
        raise SourceError(
            path, f"cannot be written ({error.strerror})", remedy="give a file you may write"
        ) from error


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
    os.fsync(descriptor)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def settle(decisions: Iterable[Decision], known: Collection[str] | None = None) -> Settled:
    """Return what decisions come to; *known* are the identifiers there are, if that is known.

    For each pair the last decision of each author counts, by time, then by judgement.
    """
    last: dict[tuple[str, str], dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        authors = last[decision.pair]
        earlier = authors.get(decision.author)
        if earlier is None or _order(earlier) <= _order(decision):
            authors[decision.author] = decision
    sorted_out: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for pair, authors in last.items():
        judgements = {decision.judgement for decision in authors.values()} - {Judgement.NONE}
        if judgements:
            orphaned = known is not None and not all(name in known for name in pair)
            sorted_out["orphaned" if orphaned else _verdict(judgements)].add(pair)
    together, apart = sorted_out["together"], sorted_out["apart"]
    broken_chains = _contradicted(together, apart)
    sorted_out["unresolved"] |= broken_chains
    return Settled(
        together=tuple(sorted(together - broken_chains)),
        apart=tuple(sorted(apart)),
        unsure=tuple(sorted(sorted_out["unsure"])),
        unresolved=tuple(sorted(sorted_out["unresolved"])),
        orphaned=tuple(sorted(sorted_out["orphaned"])),
    )


def _order(decision: Decision) -> tuple[str, str]:
    return decision.decided_at, decision.judgement.value


def _verdict(judgements: set[Judgement]) -> str:
    if {Judgement.POSITIVE, Judgement.NEGATIVE} <= judgements:
        return "unresolved"
    if Judgement.UNSURE in judgements:
        return "unsure"
    return "together" if Judgement.POSITIVE in judgements else "apart"


def _contradicted(
    together: set[tuple[str, str]], apart: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """Return the positive pairs of every chain that joins two whom a decision keeps apart."""
    parent: dict[str, str] = {}

    def find(name: str) -> str:
        while parent.setdefault(name, name) != name:
            name = parent[name]
        return name

    for one, other in sorted(together):
        first, second = sorted((find(one), find(other)))
        parent[second] = first
    bad = {find(one) for one, other in apart if find(one) == find(other)}
    return {pair for pair in together if find(pair[0]) in bad}
