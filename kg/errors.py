"""What can go wrong, as one small family.

* KgError
  + SourceError      a source file says something we cannot read
  + ConfigError      a setting, a name or an option is missing or unknown
  + ShapeError       the shapes themselves are broken
  + TermError        a value cannot be an RDF term
  + QueryError       a canned query, its parameters or its endpoint
  + PublicationError the output folder cannot be written or is in use
  + FetchError       a server or a repository does not give what it should

A graph that does not conform is an answer, not an error. The command says each of these in one
line and exits with 2; any other exception is our bug and shows its traceback.
"""

from pathlib import Path


class KgError(Exception):
    """Any failure that the person at the command line can act on."""


class ConfigError(KgError):
    """A setting, a name or an option is missing or unknown."""


class ShapeError(KgError):
    """The shapes themselves are broken."""


class TermError(KgError):
    """A value cannot be an RDF term (RDF 1.1 Concepts, section 3)."""


class QueryError(KgError):
    """A canned query, its parameters or its endpoint."""


class PublicationError(KgError):
    """The output folder cannot be written, or another build holds it."""


class FetchError(KgError):
    """A server or a repository does not give what it should, or it cannot be kept."""


class SourceError(KgError):
    """A source file says something we cannot read: where, what, and what to do about it."""

    def __init__(self, path: Path, message: str, *, line: int | None = None, remedy: str) -> None:
        where = f"{path}:{line}" if line else str(path)
        super().__init__(f"{where}: {message}; {remedy}")
        self.path = path
        self.line = line
        self.remedy = remedy
        self.message = message

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process, where keyword arguments are lost."""
        return (_source_error, (self.path, self.message, self.line, self.remedy))


def _source_error(path: Path, message: str, line: int | None, remedy: str) -> SourceError:
    return SourceError(path, message, line=line, remedy=remedy)
