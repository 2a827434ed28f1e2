"""Dates: EDTF values (ISO 8601-2, level 1) and their readings from print."""

from kg.dates.datelines import Dateline, read_dateline
from kg.dates.edtf import edtf_of_when, is_edtf, lower_bound, upper_bound
from kg.dates.printed import PrintedDate, find_dates, parse_date

__all__ = [
    "Dateline",
    "PrintedDate",
    "edtf_of_when",
    "find_dates",
    "is_edtf",
    "lower_bound",
    "parse_date",
    "read_dateline",
    "upper_bound",
]
