"""Shapes → reports: what a graph must be like to be published, and whether it is.

Two engines say the same: the set-based one, for whole volumes, and pySHACL, the measure
(:mod:`kg.validation.standard`, loaded only where it is asked for: it takes a second to import).
"""

from kg.validation.engine import validate, validate_bytes
from kg.validation.model import Result, Severity, conforms, in_order
from kg.validation.quotes import check_quotes

__all__ = [
    "Result",
    "Severity",
    "check_quotes",
    "conforms",
    "in_order",
    "validate",
    "validate_bytes",
]
