"""A plan and a folder → what became of each file."""

import re
from collections.abc import Iterator
from pathlib import Path

from kg.errors import ConfigError, FetchError
from kg.fetching.fates import Fate, Fetched, TransientError, UnavailableError
from kg.fetching.ledger import Entry, Ledger
from kg.fetching.manners import Manners
from kg.fetching.naming import Item, items_like, items_of
from kg.fetching.places import Place, held, place_of, sha256_of
from kg.fetching.repository import fetch_repository
from kg.fetching.visit import Visit
from kg.records import FetchPlan

_IN_A_ROW = 3  # files that a server fails to give before we leave it alone


def fetch(
    plan: FetchPlan, target: Path, manners: Manners, *, rights: str = "", local: bool = False
) -> Iterator[Fetched]:
    """Yield what became of each file of *plan*, as it ends in the folder *target*.

    *rights* is the statement that was agreed to; it is kept beside the files. *local* allows
    repositories of this machine, for tests.

    Raises:
        FetchError: the server or the repository cannot be worked with, or the folder not written.
        ConfigError: two files have one name, or a name that would lead out of *target*.

    """
    try:
        with held(target):
            ledger = Ledger(target)
            if rights and ledger.consented != rights:
                ledger.consent(rights)
            with ledger.tidied():
                if plan.git:
                    yield from fetch_repository(plan, target, manners, ledger, local=local)
                else:
                    yield from _fetch_addresses(plan, target, manners, ledger)
    except OSError as error:
        where = error.filename or target
        raise FetchError(f"{where}: cannot be written ({error.strerror})") from error


def _fetch_addresses(
    plan: FetchPlan, target: Path, manners: Manners, ledger: Ledger
) -> Iterator[Fetched]:
    in_a_row = 0
    with Visit(manners) as visit:
        for item in _items(plan, visit):
            try:
                fate, reason = _fetch(item, target, visit, ledger)
                in_a_row = 0
            except UnavailableError as error:
                fate, reason, in_a_row = Fate.FAILED, str(error), 0
            except TransientError as error:
                fate, reason, in_a_row = Fate.FAILED, f"{error}; run again later", in_a_row + 1
            yield Fetched(file=item.file, address=item.address, fate=fate, reason=reason)
            if in_a_row == _IN_A_ROW:
                raise FetchError(
                    f"{item.address}: {_IN_A_ROW} files in a row were not to be had ({reason})"
                )


def _items(plan: FetchPlan, visit: Visit) -> tuple[Item, ...]:
    checksums = dict(plan.checksums)
    if plan.pattern:
        items = items_like(plan.pattern, plan.names or _indexed(plan, visit), checksums)
    else:
        items = items_of(plan.addresses, checksums)
    if missing := sorted(set(checksums) - {item.file for item in items}):
        raise ConfigError(f"there is a checksum, but no address, of {missing[0]!r}; mend [fetch]")
    return items


def _indexed(plan: FetchPlan, visit: Visit) -> tuple[str, ...]:
    """Return the names that the index gives.

    Raises:
        FetchError: it cannot be had, or gives none.

    """
    address = plan.index or ""
    try:
        text = visit.index(address)
    except (UnavailableError, TransientError) as error:
        raise FetchError(f"{address}: {error}; without the index no name is known") from error
    if plan.index_names:
        names = [match[1] for match in re.finditer(plan.index_names, text) if match[1]]
    else:
        lines = (line.strip() for line in text.splitlines())
        names = [line for line in lines if line and not line.startswith("#")]
    if not names:
        raise FetchError(f"{address}: the index gives no name; see fetch.index_names")
    return tuple(names)


def _fetch(item: Item, target: Path, visit: Visit, ledger: Ledger) -> tuple[Fate, str]:
    """Fetch one file if it is not here as it should be.

    Raises:
        UnavailableError: it cannot be had.
        TransientError: it cannot be had now.

    """
    place = place_of(target, item.file)
    here = sha256_of(place.path)
    if here is not None and here == item.checksum:
        return Fate.UNCHANGED, ""
    entry = ledger.entry(item.file, here) if here else None
    if here and entry is None:
        return Fate.FAILED, ledger.NOT_OURS
    # A checksum that the file here lacks asks for another version, whatever the server thinks.
    same = entry if entry and entry.address == item.address and item.checksum is None else None
    answer = visit.download(item.address, place, same)
    if answer is None:
        return Fate.UNCHANGED, ""
    if item.checksum not in {None, answer.sha256}:
        return _reject(place, f"its SHA-256 is {answer.sha256} and should be {item.checksum}")
    ledger.add(
        Entry(
            file=item.file,
            address=item.address,
            sha256=answer.sha256,
            size=answer.size,
            etag=answer.etag,
            last_modified=answer.last_modified,
            date=answer.date,
        )
    )
    if answer.sha256 == here:
        place.drop_part()
        return Fate.UNCHANGED, ""
    place.accept_part()
    return Fate.FETCHED, ""


def _reject(place: Place, reason: str) -> tuple[Fate, str]:
    place.reject_part()
    return Fate.REJECTED, f"{reason}; what came is kept as {place.rejected.name}"
