"""Canned questions: ``queries/*.rq`` with typed parameters, asked of a store or an endpoint.

A question is a file that any SPARQL 1.1 engine can run; its header says what may be asked of it.
Values are bound as terms, in ``VALUES`` blocks, never by replacing text in the query.
"""

from kg.querying.canned import CannedQuery, find, load, names, read
from kg.querying.formats import FORMATS, write
from kg.querying.parameters import Parameter
from kg.querying.rows import Cell, Rows
from kg.querying.running import run

__all__ = [
    "FORMATS",
    "CannedQuery",
    "Cell",
    "Parameter",
    "Rows",
    "find",
    "load",
    "names",
    "read",
    "run",
    "write",
]
