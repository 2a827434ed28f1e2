"""RDF terms as N-Quads text, made strictly: what cannot be a term cannot be made.

A term is the text that stands for it in canonical N-Quads (RDF 1.1 N-Quads, section 2;
N-Triples, section 4), a quad is four of them. Plain strings are twenty times cheaper to make,
sort and write than objects, and sorting them sorts the dump.
"""

import functools
import re
from collections.abc import Iterable
from decimal import Decimal

from kg.errors import TermError
from kg.namespaces import XSD

Triple = tuple[str, str, str]
"""Subject, predicate, object: each an N-Triples term."""

Quad = tuple[str, str, str, str]
"""Subject, predicate, object, graph: each an N-Quads term."""

# What RFC 3987 lets no IRI hold: controls, space, delimiters, half escapes, a second fragment, and
# characters that are private, unassigned for good or invisible. (Brackets only fit an IPv6 host.)
_PLANE_ENDS = "".join(rf"\U{plane:04x}fffe\U{plane:04x}ffff" for plane in range(1, 14))
_BAD_IN_IRI = re.compile(
    r"[\x00-\x20<>\"{}|^`\\\[\]\x7f-\x9f\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]"
    rf"|[\U000e0000-\U0010ffff{_PLANE_ENDS}]"
    r"|%(?![0-9A-Fa-f]{2})|#.*#"
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})


@functools.lru_cache(maxsize=65536)
def iri(value: str) -> str:
    """Return *value* as an IRI term.

    >>> iri("https://w3id.org/parley/record/wilson/115932")
    '<https://w3id.org/parley/record/wilson/115932>'

    Raises:
        TermError: *value* is not an absolute IRI.

    """
    if _BAD_IN_IRI.search(value) or not _SCHEME.match(value):
        raise TermError(f"not an absolute IRI: {value!r}")
    return f"<{value}>"


def literal(text: str, *, language: str | None = None, datatype: str | None = None) -> str:
    r"""Return a literal term; with neither language nor datatype it is an xsd:string.

    >>> literal('He said "no"\n', language="en")
    '"He said \\"no\\"\\n"@en'

    Raises:
        TermError: the text holds U+0000 or half a surrogate pair, or the language is no BCP 47 tag.

    """
    if _SURROGATE.search(text):
        raise TermError(f"not a text that can be published: {text[:60]!r}")
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language is not None:
        if not _LANGUAGE.fullmatch(language):
            raise TermError(f"not a language tag: {language!r}")
        return f"{quoted}@{language.lower()}"
    return quoted if datatype is None else f"{quoted}^^{iri(datatype)}"


def integer(value: int) -> str:
    """Return an ``xsd:integer`` literal in canonical form."""
    return literal(str(value), datatype=XSD.integer)


def decimal(value: Decimal) -> str:
    """Return an ``xsd:decimal`` literal in the canonical form of XSD 1.1, part 2, 3.3.3.

    >>> decimal(Decimal("0.950"))
    '"0.95"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    """
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return literal(text, datatype=XSD.decimal)


def line(quad: Quad) -> str:
    """Return the N-Quads line of *quad*, with its line feed."""
    return f"{quad[0]} {quad[1]} {quad[2]} {quad[3]} .\n"


def lines(quads: Iterable[Quad]) -> list[str]:
    """Return the lines of *quads*, each once, sorted by code point."""
    return sorted({line(quad) for quad in quads})
