"""The whole flow on one page: from folders of records to a release."""

import fcntl
import hashlib
import importlib.metadata
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg import converters, publication, resources, running, shards
from kg.errors import KgError, PublicationError
from kg.fates import Fate, Status
from kg.publication.merging import parts
from kg.sources import Unclaimed, discover

Progress = Callable[[str, int, int], None]
"""Called with the step, and how much of it is done of how much; 0 of 0 where there is no count."""

_CODE = ("*.py", "*.toml", "*.tsv", "*.csv", "*.ttl", "*.html", "*.css")
_ENGINES = ("lxml", "pyoxigraph")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a build did: counts by fate, and what nobody should have to look for."""

    version: str
    summary: dict[str, Any]
    quarantined: tuple[str, ...]  # one line each: file, place, reason
    unchanged: int  # files whose shard was made before


class NothingReadError(KgError):
    """No input could be read at all; the earlier release, if any, stays current."""


def build(
    paths: Sequence[Path],
    output: Path,
    *,
    workers: int = 1,
    progress: Progress = lambda step, done, total: None,
) -> Report:
    """Convert, extract, validate and publish all records in *paths*, into *output*.

    Raises:
        ConfigError, PublicationError, SourceError: nothing can be done; *output* stays as it was.
        NothingReadError: every input was unreadable.
    """
    dataset = publication.read_dataset(resources.folder("data") / "dataset.toml")
    with _held(output):
        discovery = discover(paths, converters.recognise)
        code = _fingerprint()
        jobs = [
            shards.Job(unit=unit, folder=output / "shards", base=dataset.base, code=code)
            for unit in discovery.units
        ]
        made: list[shards.Shard] = []
        unread = [_unclaimed(one) for one in discovery.unclaimed]
        for number, result in enumerate(running.run(shards.make, jobs, workers)):
            progress("reading", number + 1, len(jobs))
            if isinstance(result, running.Died):
                unread.append(_died(jobs[number], result))
            else:
                made.append(result)
        found = parts(shard.folder for shard in made)
        if not any(True for part in found for row in part.documents if row["status"] != _OUT):
            raise NothingReadError(_nothing(unread, found))
        dataset = dataset.released([code, *(part.digest for part in found)])
        summary = publication.publish(
            found, unread, dataset, output, workers, lambda step: progress(step, 0, 0)
        )
        _sweep(output / "shards", {shard.folder for shard in made})
    return Report(
        version=dataset.version,
        summary=summary,
        quarantined=tuple(_lines([*unread, *(r for p in found for r in p.documents)])),
        unchanged=sum(shard.unchanged for shard in made),
    )


_OUT = Status.QUARANTINED.value


def _unclaimed(one: Unclaimed) -> dict[str, Any]:
    fate = Fate(key=str(one.path), file=str(one.path), status=Status.QUARANTINED, reason=one.reason)
    return fate.row()


def _died(job: shards.Job, died: running.Died) -> dict[str, Any]:
    file = str(job.unit.path)
    return Fate(key=file, file=file, status=Status.QUARANTINED, reason=died.reason).row()


def _lines(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        if row["status"] == _OUT:
            where = f"{row['file']}:{row['line']}" if "line" in row else row["file"]
            name = "" if row["key"] == row["file"] else f" {row['key']}:"
            yield f"{where}:{name} {row['reason']}"


def _nothing(unread: Sequence[dict[str, Any]], found: Sequence[Any]) -> str:
    reasons = list(_lines([*unread, *(row for part in found for row in part.documents)]))
    return "\n".join(reasons) if reasons else "no records here; name a file or a folder of records"


def _fingerprint() -> str:
    """Return the hash of the code and data that shards are made with."""
    digest = hashlib.sha256()
    code = Path(__file__).parent
    folders = (code, *(resources.folder(n) for n in ("ontology", "shapes")))
    for folder in (*folders, resources.folder("data") / "authorities"):
        for pattern in _CODE:
            for path in sorted(folder.rglob(pattern)):
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    for name in _ENGINES:
        digest.update(f"{name} {importlib.metadata.version(name)}".encode())
    return digest.hexdigest()


def _sweep(folder: Path, kept: set[Path]) -> None:
    """Remove shards of inputs and code that are no more, and what a killed run left behind."""
    for other in folder.iterdir():
        if other not in kept:
            shutil.rmtree(other, ignore_errors=True)


@contextmanager
def _held(output: Path) -> Iterator[None]:
    """Hold *output* for this build; a second one says at once who holds it.

    The lock is the system's and goes with the process, so a killed build leaves none behind.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        (output / "shards").mkdir(exist_ok=True)
        lock = (output / ".lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise PublicationError(f"{output}: cannot be written: {error.strerror}") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            raise PublicationError(
                f"{output}: another build holds it (process {lock.read().strip() or 'unknown'}); "
                "wait for it, or build elsewhere"
            ) from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield
