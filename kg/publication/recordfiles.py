"""A file for each record: readable Turtle, N-Triples, and the text where it may be shown.

A record's file stands on its own: it holds the record's graph, its evidence, and the description of
every agent they name, so that it can be validated, read and loaded alone.
"""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from kg import iris
from kg.namespaces import PREFIXES
from kg.publication.merging import ShardPart
from kg.publication.pages.paths import decoded
from kg.publication.turtle import EVIDENCE, body_of, n_triples, turtle

_AGENT = re.compile(r"<[^<> ]+/(?:person|organization|archive|place)/[^<> ]+>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The record files of one shard, for one process to write."""

    part: ShardPart
    agents: Path  # N-Quads lines of all agents
    release: Path
    body: Path  # where the shard's part of the Turtle dump goes
    base: str


def write(job: Job) -> int:
    """Write the files of every record of the job's shard; return how many records there are."""
    described = _described(job.agents)
    texts = dict(_texts(job.part))
    count = 0
    with (
        (job.part.folder / "quads.nq").open("rb") as quads,
        job.body.open("w", encoding="utf-8", newline="\n") as body,
    ):
        for row in job.part.converted():
            quads.seek(row["offset"])
            # Bytes split at line feeds; text would at U+2028 too, in the middle of a literal.
            lines = [n.decode() for n in quads.read(row["length"]).splitlines(keepends=True)]
            prefixes = prefixes_of(row["key"], lines, job.base)
            stem = path_of(row["key"], job.release)
            stem.parent.mkdir(parents=True, exist_ok=True)
            whole = [*lines, *_agents_in(lines, described)]
            _write(stem, ".ttl", turtle(whole, prefixes))
            _write(stem, ".nt", n_triples(whole))
            if row["key"] in texts:
                _write(stem, ".txt", texts[row["key"]])
            body.write(body_of([n for n in lines if not n.endswith(EVIDENCE)], PREFIXES))
            count += 1
    return count


def path_of(key: str, release: Path) -> Path:
    """Return the path of a record's files below *release*, without suffix: its IRI's own path."""
    return release / decoded(iris.record(key, ""))


def prefixes_of(key: str, lines: Iterable[str], base: str) -> dict[str, str]:
    """Return the prefixes by which a record's own parts read well in Turtle.

    Each conversation has one for its participants and dates: ``main:``, ``c490:``.
    """
    talk = iris.conversation(key, "main", base).removesuffix("main")
    within = re.compile(rf"<{re.escape(talk)}([a-z][\w-]*)#")
    talks = {name for line in lines for name in within.findall(line)}
    return {
        **{name: f"{talk}{name}#" for name in sorted(talks)},
        "this": f"{iris.record(key, base)}#",
        "talk": talk,
        "proposal": iris.proposal(key, "p", base).removesuffix("p"),
    }


def _write(stem: Path, suffix: str, content: str) -> None:
    stem.with_name(stem.name + suffix).write_text(content, encoding="utf-8", newline="\n")


def _described(agents: Path) -> dict[str, list[str]]:
    """Return the lines of *agents* by subject; a process reads them once for all its shards."""
    state = agents.stat()
    return _by_subject(agents, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1)
def _by_subject(agents: Path, size: int, changed: int) -> dict[str, list[str]]:
    del size, changed  # they tell one content of the file from another
    described: dict[str, list[str]] = {}
    with agents.open(encoding="utf-8", newline="\n") as file:
        for line in file:
            described.setdefault(line[: line.index(" ")], []).append(line)
    return described


def _agents_in(lines: Iterable[str], described: dict[str, list[str]]) -> Iterator[str]:
    """Yield the description of all that *lines* name, and of all that those name in turn."""
    found: dict[str, list[str]] = {}
    named = {name for line in lines for name in _AGENT.findall(line)}
    while named:
        new = {name: described.get(name, []) for name in named}
        found |= new
        named = {n for more in new.values() for line in more for n in _AGENT.findall(line)}
        named -= set(found)
    for name in sorted(found):
        yield from found[name]


def _texts(part: ShardPart) -> Iterator[tuple[str, str]]:
    with (part.folder / "texts.jsonl").open(encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            yield row["key"], row["text"]
