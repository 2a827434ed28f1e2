"""Where the page of a thing lies, and how one page links to another.

A page lies at the path of its thing's IRI with ``.html`` after it. A web host decodes the path of
a request before it looks for a file (RFC 3986, section 2.4), so the file bears the decoded name:
the page of ``person/frus/v1/p%5FKHA1`` is the file ``person/frus/v1/p_KHA1.html``. A name that is
not safe to decode, or that another thing has already, keeps its escapes.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, unquote

from kg.iris import ROOMS
from kg.namespaces import PARLEY, VOC

_ONTOLOGY = str(PARLEY).removesuffix("#")
_LONGEST = 200  # bytes of a file's name, so that ".html" and a temporary mark still fit in 255


class Paths:
    """The files of things, below the top of the site.

    ``taken`` maps the IRIs that cannot have their decoded name to the one they have instead.
    """

    def __init__(self, base: str, taken: Mapping[str, str] | None = None) -> None:
        self.base = base
        self._taken = dict(taken or {})
        self._files = lru_cache(maxsize=50_000)(self._file)

    def file_of(self, iri: str) -> str | None:
        """Return the file of *iri*'s thing without suffix, or None if it has no page here.

        >>> Paths("https://x.example/").file_of("https://x.example/person/a/p%5F1#name")
        'person/a/p_1'
        """
        return self._files(iri.partition("#")[0])

    def _file(self, thing: str) -> str | None:
        if thing in self._taken:
            return self._taken[thing]
        within = self._within(thing)
        return None if within is None else decoded(within)

    def _within(self, thing: str) -> str | None:
        if thing == _ONTOLOGY:
            return "ns"
        if thing == str(VOC):
            return "voc"
        if thing.startswith(str(VOC)):
            return f"voc/{thing.removeprefix(str(VOC))}"
        if not thing.startswith(self.base):
            return None
        within = thing.removeprefix(self.base)
        if within == "dataset":
            return within
        room, slash, rest = within.partition("/")
        return within if room in ROOMS and slash and rest else None

    def room_of(self, iri: str) -> str | None:
        """Return the room of *iri*'s thing: ``record``, ``person``, ``voc``, …, or None."""
        within = self._within(iri.partition("#")[0])
        return None if within is None else within.partition("/")[0]


def settled(iris: Iterable[str], base: str) -> dict[str, str]:
    """Return the things of *iris* that must keep their escaped name, with that name.

    Of two things with one decoded name the first in order has it.
    """
    plain = Paths(base)
    seen: set[str] = set()
    kept = {}
    for iri in sorted(iris):
        name = plain.file_of(iri)
        if name is None:
            continue
        if name in seen:
            name = iri.removeprefix(base)
            while name in seen:
                name += "~"
            kept[iri] = name
        seen.add(name)
    return kept


def decoded(path: str) -> str:
    """Return *path* with its escapes decoded, segment by segment, wherever that is safe.

    >>> decoded("archive/a/David%3A_2%2F77"), decoded("archive/%2E%2E/a")
    ('archive/a/David:_2/77', 'archive/%2E%2E/a')
    """
    return "/".join(_segment(segment) for segment in path.split("/"))


def _segment(segment: str) -> str:
    plain = unquote(segment, errors="strict") if _is_text(segment) else segment
    parts = plain.split("/")
    safe = all(
        part.strip(".") and part.isprintable() and len(part.encode()) <= _LONGEST for part in parts
    )
    if safe:
        return plain
    if len(segment.encode()) <= _LONGEST:
        return segment
    # No file system takes the name; what is left of it stays in its folder and unlike any other.
    return f"{segment[:100]}~{segment[-60:]}".replace("%", "")


def _is_text(segment: str) -> bool:
    try:
        unquote(segment, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def href(here: str, there: str, fragment: str = "") -> str:
    """Return the relative reference from the file *here* to the file *there* of the site.

    >>> href("person/a/p_1.html", "record/b/c d.html", "ev-1-2")
    '../../record/b/c%20d.html#ev-1-2'
    """
    if here == there and fragment:
        return f"#{fragment}"
    near, far = here.split("/"), there.split("/")
    same = 0
    while same < min(len(near), len(far)) - 1 and near[same] == far[same]:
        same += 1
    address = "../" * (len(near) - 1 - same) + _quoted("/".join(far[same:]))
    return f"{address}#{fragment}" if fragment else address


@lru_cache(maxsize=50_000)
def _quoted(path: str) -> str:
    """Return *path* for a reference: a colon in its first segment would make it a scheme."""
    return quote(path, safe="/!$()*,;=@~-._")
