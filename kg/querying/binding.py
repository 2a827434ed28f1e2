"""Values into a query: a ``VALUES`` block in every group that uses a parameter.

A parameter is a variable whose name begins with an underscore. SPARQL 1.1 evaluates groups from
the inside out, so a value that is bound in the outermost group alone would not be seen by a
subquery or by an arm of a ``UNION``; with the block in each group that uses the parameter, it is a
constant wherever it stands. What the value holds can never be read as SPARQL: terms are written by
``kg.terms``, which escapes or refuses.

(pyoxigraph's ``substitutions`` takes projected variables only, so both engines get the block.)
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kg.errors import QueryError

PASSED_OVER = r"""
    (?P<comment>\#[^\n\r]*)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|\"(?!\"\"))*\"{3} | '{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
"""
"""What holds no word of the grammar: comments, IRIs, strings (SPARQL 1.1, section 19.8)."""

# The terminals of SPARQL 1.1 (section 19.8) that matter here; where two could begin at one place,
# the order is the grammar's longest match.
_TOKEN = re.compile(
    PASSED_OVER
    + r"""
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:(?:[\w.:%-]|\\.)*)
  | (?P<word>\w+)
  | (?P<open>\{) | (?P<close>\})
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class _Group:
    """One pair of braces: where its inside begins, and the parameters used right in it."""

    start: int
    first: str = ""  # its first word
    parameters: set[str] = field(default_factory=set)


def parameters(text: str) -> frozenset[str]:
    """Return the names of the parameters of a query, without the underscore.

    >>> sorted(parameters("SELECT ?a WHERE { ?a ?b ?_it . FILTER(?a != '?_that') }"))
    ['it']
    """
    return frozenset(
        token[0][2:]
        for token in _TOKEN.finditer(text)
        if token.lastgroup == "variable" and token[0][1] == "_"
    )


def bind(text: str, values: Mapping[str, str | None]) -> str:
    """Return the query *text* with the parameters bound to *values*: N-Quads terms, or None.

    >>> bind("SELECT ?a WHERE { ?a ?b ?_it }", {"it": '"x"'})
    'SELECT ?a WHERE { VALUES (?_it) { ("x") } ?a ?b ?_it }'

    Raises:
        QueryError: a parameter stands outside every group, or the braces do not match.
    """
    pieces = []
    done = 0
    for group in sorted(_groups(text), key=lambda group: group.start):
        if group.parameters:
            pieces += [text[done : group.start], _block(sorted(group.parameters), values)]
            done = group.start
    return "".join([*pieces, text[done:]])


def _block(names: list[str], values: Mapping[str, str | None]) -> str:
    variables = " ".join(f"?_{name}" for name in names)
    terms = " ".join(values.get(name) or "UNDEF" for name in names)
    return f" VALUES ({variables}) {{ ({terms}) }}"


def _groups(text: str) -> Iterator[_Group]:
    stack: list[_Group] = []
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup
        if kind == "open":
            stack.append(_Group(token.end()))
        elif kind == "close":
            if not stack:
                raise QueryError("the query closes a brace it did not open")
            yield stack.pop()
        elif kind == "variable" and token[0][1] == "_":
            if not stack or stack[-1].first == "SELECT":
                raise QueryError(
                    f"{token[0]} stands outside a group; a parameter can only be used inside WHERE"
                )
            stack[-1].parameters.add(token[0][2:])
        elif kind in {"word", "name"} and stack and not stack[-1].first:
            stack[-1].first = token[0].upper()
    if stack:
        raise QueryError("the query leaves a brace open")
