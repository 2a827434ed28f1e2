"""Names as sources print them: titles, order, office; who a line of participants names.

The spelling as written always stays with the record; everything here is derived from it.
"""

from kg.names.forms import (
    bare_name,
    compatible,
    direct_order,
    initials,
    key,
    normal_form,
    surname,
)
from kg.names.lines import is_body, is_office, parse_parties
from kg.names.listings import Listed, read_listing
from kg.names.parties import Party, presence_of
from kg.names.sides import Side, parse_side

__all__ = [
    "Listed",
    "Party",
    "Side",
    "bare_name",
    "compatible",
    "direct_order",
    "initials",
    "is_body",
    "is_office",
    "key",
    "normal_form",
    "parse_parties",
    "parse_side",
    "presence_of",
    "read_listing",
    "surname",
]
