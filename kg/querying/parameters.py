"""The parameters of a canned query: what they are called, and what values they take."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kg.errors import QueryError, TermError
from kg.namespaces import PREFIXES, VOC, XSD
from kg.terms import iri, literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter, as the header of its query describes it.

    Without a value and without ``default`` it is left unbound, which every query reads as "any";
    ``required`` ones must be given. ``choices`` are the only values, if there are any.
    """

    name: str
    type: str
    description: str
    default: str | None = None
    required: bool = False
    example: str | None = None
    choices: tuple[str, ...] = ()

    def term(self, value: str) -> str:
        """Return *value* as an N-Quads term of this parameter's type.

        Raises:
            QueryError: it is no such value, or none of the choices.
        """
        if self.choices and value not in self.choices:
            raise QueryError(f"{self.name} is one of {', '.join(self.choices)}, not {value!r}")
        try:
            return TYPES[self.type](value)
        except (TermError, ValueError) as error:
            raise QueryError(f"{self.name}: {value!r} is no {self.type}: {error}") from error


def bound(parameters: tuple[Parameter, ...], given: Mapping[str, str]) -> dict[str, str | None]:
    """Return the term of each parameter, None where it is left open.

    Raises:
        QueryError: a name is not known, a required one is missing, or a value is not of its type.
    """
    known = {parameter.name: parameter for parameter in parameters}
    for name in given:
        if name not in known:
            raise QueryError(f"no parameter is called {name!r}; {_there_are(parameters)}")
    values: dict[str, str | None] = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is None and parameter.required:
            raise QueryError(f"the parameter {name!r} is missing; {_there_are(parameters)}")
        try:
            values[name] = None if value is None else parameter.term(value)
        except QueryError as error:
            raise QueryError(f"{error}; {_there_are(parameters)}") from error
    return values


def _there_are(parameters: tuple[Parameter, ...]) -> str:
    if not parameters:
        return "this query takes none"
    return "there are " + ", ".join(f"{one.name} ({one.type})" for one in parameters)


def _integer(value: str) -> str:
    if not re.fullmatch(r"[+-]?[0-9]+", value):
        raise ValueError("write digits, as in 42")
    return literal(value, datatype=XSD.integer)


def _decimal(value: str) -> str:
    if not re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)", value):
        raise ValueError("write digits and a point, as in 0.75")
    return literal(value, datatype=XSD.decimal)


def _date(value: str) -> str:
    """Return a year, a month or a day, each with its own datatype (XML Schema 1.1, 3.3)."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        raise ValueError("write 1957, 1957-11 or 1957-11-12")
    datetime.date.fromisoformat(value + "-01-01"[len(value) - 4 :])
    return literal(value, datatype={4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}[len(value)])


def _iri(value: str) -> str:
    prefix, colon, local = value.partition(":")
    return iri(PREFIXES[prefix] + local if colon and prefix in PREFIXES else value)


def _concept(value: str) -> str:
    return iri(VOC[value]) if re.fullmatch(r"[A-Za-z]\w*", value, re.ASCII) else _iri(value)


TYPES: dict[str, Callable[[str], str]] = {
    "concept": _concept,
    "date": _date,
    "decimal": _decimal,
    "integer": _integer,
    "iri": _iri,
    "name": literal,
    "string": literal,
}
"""The types a header may name: a ``name`` is the label, in any case, or the IRI of an agent."""
