"""``fetched.jsonl``: what came from where, one JSON object a line, sorted once a run is over.

A line is written before its file is put in place: whenever the run is killed, each file in place
has its line. Of two lines of one file the one with the file's SHA-256 is true.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from kg.fetching.places import replace_with, write_through

NAME = "fetched.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file as it was fetched.

    ``etag``, ``last_modified`` and ``date`` are the server's words; ``blob`` is the id that git
    gives the content and ``revision`` the commit it was taken from.
    """

    file: str
    address: str
    sha256: str
    size: int
    etag: str | None = None
    last_modified: str | None = None
    date: str | None = None
    revision: str | None = None
    blob: str | None = None


class Ledger:
    """The entries of a target folder, by file."""

    NOT_OURS = "lies here and was not fetched so, or was changed since; move it away"

    def __init__(self, target: Path) -> None:
        self._path = target / NAME
        self._entries: dict[str, list[Entry]] = {}
        self.consented: str | None = None
        for line in self._lines():
            self._read(line)

    def entry(self, file: str, sha256: str) -> Entry | None:
        """Return the latest entry of *file* whose content has *sha256*."""
        known = (e for e in reversed(self._entries.get(file, ())) if e.sha256 == sha256)
        return next(known, None)

    def entries(self) -> Iterator[Entry]:
        """Yield the latest entry of each file, sorted."""
        yield from (self._entries[file][-1] for file in sorted(self._entries))

    def add(self, entry: Entry) -> None:
        """Write *entry* down, through to the disk."""
        self._entries.setdefault(entry.file, []).append(entry)
        self._append(_line(entry))

    def consent(self, rights: str) -> None:
        """Write down that the statement *rights* was shown and agreed to."""
        self.consented = rights
        self._append(json.dumps({"rights": rights}, ensure_ascii=False))

    @contextmanager
    def tidied(self) -> Iterator[None]:
        """Sort the file when the run is over, one line a file."""
        try:
            yield
        finally:
            if self._entries:
                head = [] if self.consented is None else [self.consented]
                lines = [json.dumps({"rights": rights}, ensure_ascii=False) for rights in head]
                lines += [_line(entry) for entry in self.entries()]
                replace_with(self._path, "".join(f"{line}\n" for line in lines).encode())

    def _lines(self) -> list[str]:
        try:
            # Split at line feeds alone: a header may hold any other separator.
            return self._path.read_bytes().decode(errors="replace").split("\n")
        except FileNotFoundError:
            return []

    def _read(self, line: str) -> None:
        """Take one line; one that was cut off when a run was killed says nothing."""
        try:
            said = json.loads(line)
            if "rights" in said:
                self.consented = str(said["rights"])
                return
            entry = Entry(**said)
        except (ValueError, TypeError):
            return
        self._entries.setdefault(entry.file, []).append(entry)

    def _append(self, line: str) -> None:
        # A run that was killed may have left half a line: an empty one does no harm.
        start = "\n" if self._path.exists() else ""
        write_through(self._path, f"{start}{line}\n".encode(), os.O_APPEND)


def _line(entry: Entry) -> str:
    said = {key: value for key, value in asdict(entry).items() if value is not None}
    return json.dumps(said, ensure_ascii=False)
