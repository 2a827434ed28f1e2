"""The program git, kept to one repository, without history, prompts and credentials."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import IO

from kg.errors import FetchError
from kg.fetching.manners import Manners
from kg.fetching.places import Place, open_part

_CHUNK = 1024 * 1024


class Git:
    """A bare repository at *work*, empty at first, and the one at *address* it fetches from.

    Raises:
        FetchError: there is no git, or it fails.

    """

    def __init__(self, work: Path, address: str, manners: Manners, *, local: bool) -> None:
        program = shutil.which("git")
        if program is None:
            raise FetchError("git is not installed; install it, or fetch the files by hand")
        self._manners = manners
        self._address = address
        self._work = work
        self._program = [program, *_settings(manners, local=local), "--git-dir", str(work)]
        self._run("init", "--quiet", "--bare", str(work))
        # A partial clone: what is missing may be asked for by its id (gitrepository-layout).
        for key, value in (
            ("core.repositoryformatversion", "1"),
            ("extensions.partialClone", "origin"),
            ("remote.origin.url", address),
            ("remote.origin.promisor", "true"),
        ):
            self._run("config", key, value)

    def fetch_tree(self, revision: str) -> str:
        """Fetch the names of all files of *revision*; return the id of its commit."""
        self._fetch("--depth=1", "origin", revision)
        return self._run("rev-parse", "--verify", "FETCH_HEAD^{commit}").decode().strip()

    def files(self) -> dict[str, tuple[str, str]]:
        """Return the mode and the id of the content of each file."""
        listed = self._run("ls-tree", "-r", "-z", "--full-tree", "FETCH_HEAD")
        found: dict[str, tuple[str, str]] = {}
        for row in listed.decode(errors="surrogateescape").split("\0")[:-1]:
            about, _, name = row.partition("\t")
            mode, kind, blob = about.split()
            if kind == "blob":
                found[name] = (mode, blob)
        return found

    def fetch_blobs(self, blobs: list[str]) -> None:
        """Fetch the contents with these ids, in one request."""
        ids = "".join(f"{blob}\n" for blob in blobs).encode()
        for tried in range(1, self._manners.tries + 1):
            if tried > 1:
                self._manners.sleep(self._manners.pause(tried - 1, None))
            try:
                self._fetch("--no-write-fetch-head", "--stdin", "origin", stdin=ids)
            except FetchError:
                if tried == self._manners.tries:
                    raise
            else:
                break
        self._manners.sleep(self._manners.delay)

    def write_blob(self, blob: str, place: Place) -> int | None:
        """Write a content into the part of *place*; return its size, ``None`` if it is too large.

        Raises:
            FetchError: git does not have it.

        """
        size = int(self._run("cat-file", "-s", blob))
        if size > self._manners.largest:
            return None
        with os.fdopen(open_part(place.part, keep=False), "wb") as file:
            self._run("cat-file", "blob", blob, output=file)
            os.fsync(file.fileno())
        return size

    def _fetch(self, *words: str, stdin: bytes = b"") -> None:
        quiet = ("--quiet", "--no-tags", "--no-recurse-submodules", "--filter=blob:none")
        # Nothing here is known to the server: it need not hear of what we have.
        self._run("-c", "fetch.negotiationAlgorithm=noop", "fetch", *quiet, *words, stdin=stdin)

    def _run(self, *words: str, stdin: bytes = b"", output: IO[bytes] | None = None) -> bytes:
        done = subprocess.run(  # noqa: S603 — no shell; address and revision are checked before
            [*self._program, *words],
            input=stdin,
            stdout=output or subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
            check=False,
        )
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip().splitlines()
            fatal = [line for line in said if line.startswith(("fatal:", "error:"))] or said
            raise FetchError(f"{self._address}: git: {fatal[0] if fatal else done.returncode}")
        return done.stdout or b""


def _settings(manners: Manners, *, local: bool) -> list[str]:
    """Return the settings of every call: only the web, nobody's credentials, nobody's programs."""
    schemes = ("https", "http", *(("file",) if local else ()))
    settings = [
        "protocol.allow=never",
        *(f"protocol.{scheme}.allow=always" for scheme in schemes),
        f"http.userAgent={manners.user_agent}",
        f"http.lowSpeedLimit={max(1, round(manners.slowest))}",
        f"http.lowSpeedTime={max(1, round(manners.timeout))}",
        "credential.helper=",
        "core.hooksPath=/dev/null",
        "gc.auto=0",
        "maintenance.auto=false",
    ]
    return [word for setting in settings for word in ("-c", setting)]


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "true", "LC_ALL": "C"}
