"""What a stranger's query may not be: a federated one, an update, too long or too deep.

The engine fetches whatever a ``SERVICE`` names, so the word is looked for as the grammar sees it:
outside strings, IRIs and comments (SPARQL 1.1 Query Language, section 19.8).
"""

import re

from kg.errors import QueryError
from kg.querying.binding import PASSED_OVER

LENGTH = 64 * 1024
DEPTH = 200
OPERATORS = 1000

# Escapes are resolved before the grammar is applied, so a word may hide behind one (19.2).
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_TOKEN = re.compile(
    PASSED_OVER
    + r"""
  | (?P<name>[?$@]?[\w.-]*:[\w.%:-]*)
  | (?P<word>[?$@]?\w+)
  | (?P<open>[({\[]) | (?P<close>[)}\]])
  | (?P<operator>\|\||&&|[+*/|^=!<>-])
    """,
    re.VERBOSE | re.DOTALL,
)


def check(query: str) -> None:
    """Let *query* through.

    Raises:
        QueryError: it is too long or too deep, or asks another server.
    """
    if len(query) > LENGTH:
        raise QueryError(f"the query is longer than {LENGTH} characters")
    depth = deepest = operators = 0
    for token in _TOKEN.finditer(_ESCAPE.sub(_unescaped, query)):
        kind = token.lastgroup
        if kind == "word" and token["word"].upper() == "SERVICE":
            raise QueryError("SERVICE is not answered here: run federated queries from your side")
        if kind == "open":
            depth += 1
            deepest = max(deepest, depth)
        depth -= kind == "close"
        operators += kind == "operator" or (
            kind == "word" and token["word"].upper() in {"UNION", "OPTIONAL", "MINUS"}
        )
    if deepest > DEPTH:
        raise QueryError(f"the query nests deeper than {DEPTH} brackets")
    if operators > OPERATORS:
        raise QueryError(f"the query has more than {OPERATORS} operators")


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else match[0]
