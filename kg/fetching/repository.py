"""Files of a git repository: the chosen ones of one revision, without its history.

The tree comes first and alone (a partial clone); then the content of the files that are not here
yet, some at a time, so that a run that was stopped goes on where it stood. Nothing is checked out:
no hook, no filter and no link of the repository has anything to say.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import FetchError
from kg.fetching.fates import Fate, Fetched
from kg.fetching.git import Git
from kg.fetching.ledger import Entry, Ledger
from kg.fetching.manners import Manners
from kg.fetching.naming import check_distinct, matches, unsafe
from kg.fetching.places import Place, place_of, sha256_of
from kg.records import FetchPlan

_WORK = ".fetching.git"
_AT_ONCE = 16  # files asked for in one request
_REGULAR = frozenset({"100644", "100755"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    """One file of the repository: its content's id, its place, the checksum it must have."""

    file: str
    blob: str
    place: Place
    here: str | None
    checksum: str | None


def fetch_repository(
    plan: FetchPlan, target: Path, manners: Manners, ledger: Ledger, *, local: bool = False
) -> Iterator[Fetched]:
    """Yield what became of each file of the repository that the plan includes.

    Raises:
        FetchError: there is no git, or it cannot get the repository or the revision.

    """
    address = plan.git or ""
    work = target / _WORK
    shutil.rmtree(work, ignore_errors=True)
    try:
        git = Git(work, address, manners, local=local)
        revision = git.fetch_tree(plan.revision or "HEAD")
        files = _chosen(git.files(), plan)
        wanted: list[_Wanted] = []
        for file, (mode, blob) in files.items():
            found = _look(file, mode, blob, target, plan, ledger)
            if isinstance(found, _Wanted):
                wanted.append(found)
            else:
                fate, reason = found
                yield Fetched(file=file, address=address, fate=fate, reason=reason)
        for batch in _batches(wanted):
            git.fetch_blobs([each.blob for each in batch])
            for each in batch:
                fate, reason = _bring(each, git, ledger, address, revision)
                yield Fetched(file=each.file, address=address, fate=fate, reason=reason)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _chosen(files: dict[str, tuple[str, str]], plan: FetchPlan) -> dict[str, tuple[str, str]]:
    """Return the files that the plan includes; hidden ones are the repository's own affair.

    Raises:
        FetchError: there are none.
        ConfigError: two of them have one name, but for the case of letters.

    """
    chosen = {
        file: files[file]
        for file in sorted(files)
        if matches(file, plan.include) and not any(p.startswith(".") for p in file.split("/"))
    }
    if not chosen:
        patterns = ", ".join(plan.include) or "any"
        raise FetchError(f"{plan.git}: no file is like {patterns}; mend fetch.include")
    check_distinct(plan.git or "", (file for file in chosen if not unsafe(file)))
    return chosen


def _look(
    file: str, mode: str, blob: str, target: Path, plan: FetchPlan, ledger: Ledger
) -> _Wanted | tuple[Fate, str]:
    """Return what is wanted of a file of the repository, or what became of it already."""
    if mode not in _REGULAR:
        return Fate.FAILED, "is a link in the repository; links are not followed"
    if reason := unsafe(file):
        return Fate.FAILED, f"the name is refused: {reason}"
    place = place_of(target, file)
    here = sha256_of(place.path)
    checksum = dict(plan.checksums).get(file)
    if here is not None and here == checksum:
        return Fate.UNCHANGED, ""
    entry = ledger.entry(file, here) if here else None
    if here and entry is None:
        return Fate.FAILED, ledger.NOT_OURS
    if entry and entry.blob == blob and checksum is None:
        return Fate.UNCHANGED, ""
    return _Wanted(file=file, blob=blob, place=place, here=here, checksum=checksum)


def _batches(wanted: list[_Wanted]) -> Iterator[list[_Wanted]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def _bring(
    each: _Wanted, git: Git, ledger: Ledger, address: str, revision: str
) -> tuple[Fate, str]:
    size = git.write_blob(each.blob, each.place)
    if size is None:
        return Fate.FAILED, "is more than the largest file"
    digest = sha256_of(each.place.part) or ""
    if each.checksum not in {None, digest}:
        each.place.reject_part()
        reason = f"its SHA-256 is {digest} and should be {each.checksum}"
        return Fate.REJECTED, f"{reason}; what came is kept as {each.place.rejected.name}"
    ledger.add(
        Entry(
            file=each.file,
            address=address,
            sha256=digest,
            size=size,
            revision=revision,
            blob=each.blob,
        )
    )
    if digest == each.here:
        each.place.drop_part()
        return Fate.UNCHANGED, ""
    each.place.accept_part()
    return Fate.FETCHED, ""
