"""EDTF values: ISO 8601-2 level 1 as the Library of Congress specifies it.

https://www.loc.gov/standards/datetime/. Values are strings; nothing here knows a printed date.
"""

import re

_DATE = re.compile(
    r"(?P<year>-?[0-9]{4}|[0-9]{3}X|[0-9][0-9]?XX)(?:-(?P<month>[0-9][0-9]|XX)(?:-(?P<day>[0-9][0-9]|XX))?)?[?~%]?"
    r"|Y-?[1-9][0-9]{4,}"
)
_TIME = re.compile(
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?"
)


def is_edtf(value: str) -> bool:
    """Say whether *value* is EDTF of level 0 or 1.

    >>> [is_edtf(value) for value in ("1957-11-12", "/1957-11-12", "1957-02-30", "12.11.1957")]
    [True, True, False, False]
    """
    if "/" not in value:
        day, divider, time = value.partition("T")
        return _is_date(day) and (not divider or (len(day) == 10 and bool(_TIME.fullmatch(time))))
    first, _, last = value.partition("/")
    ends = [end for end in (first, last) if end not in ("", "..")]
    if not ends or not all(_is_date(end) for end in ends):
        return False
    lower, upper = lower_bound(first), upper_bound(last)
    return lower is None or upper is None or lower <= upper


def _is_date(text: str) -> bool:
    match = _DATE.fullmatch(text)
    if not match:
        return False
    year, month, day = match["year"], match["month"], match["day"]
    if month is None or month == "XX":
        return day in (None, "XX") and (month is None or "X" not in year)
    if "X" in year or not ("01" <= month <= "12" or ("21" <= month <= "24" and day is None)):
        return False
    return day in (None, "XX") or 1 <= int(day) <= days_in(int(year), int(month))


def days_in(year: int, month: int) -> int:
    """Return how many days *month* (1 to 12) of *year* has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def lower_bound(edtf: str) -> str | None:
    """Return the first day that *edtf* can mean as YYYY-MM-DD, ``None`` if open or unknown.

    >>> lower_bound("1976-10"), lower_bound("/1957-11-12")
    ('1976-10-01', None)
    """
    return _bound(edtf.partition("/")[0], month="01", digit="0")


def upper_bound(edtf: str) -> str | None:
    """Return the last day that *edtf* can mean as YYYY-MM-DD, ``None`` if open or unknown.

    >>> upper_bound("1976-02"), upper_bound("195X"), upper_bound("1957-11-12/")
    ('1976-02-29', '1959-12-31', None)
    """
    return _bound(edtf.rpartition("/")[2], month="12", digit="9")


def _bound(end: str, *, month: str, digit: str) -> str | None:
    match = _DATE.fullmatch(end.partition("T")[0])
    if not match or not match["year"] or match["year"].startswith("-"):
        return None  # open, unknown, or out of the four digits that sort as text
    year = match["year"].replace("X", digit)
    if match["month"] and "01" <= match["month"] <= "12":  # a season tells no month
        month = match["month"]
    if match["day"] and match["day"] != "XX":
        return f"{year}-{month}-{match['day']}"
    return f"{year}-{month}-{'01' if digit == '0' else days_in(int(year), int(month))}"


_WHEN = re.compile(
    r"([0-9]{4}(?:-[0-9][0-9](?:-[0-9][0-9])?)?)(?:T([0-9][0-9]:[0-9][0-9](?::[0-9][0-9])?)(?:\.[0-9]+)?)?(?:Z|[+-].+)?"
)


def edtf_of_when(value: str, *, time: bool = False) -> str | None:
    """Return a TEI ``@when`` as EDTF, ``None`` if it is no date; the time only if asked for.

    A zone is dropped: the trailing Z of FRUS is printed local time, not UTC.

    >>> edtf_of_when("1968-04-17T10:00:00Z"), edtf_of_when("1968-04-17T10:00", time=True)
    ('1968-04-17', '1968-04-17T10:00:00')
    """
    match = _WHEN.fullmatch(value.strip())
    if not match or not is_edtf(match[1]):
        return None
    clock = match[2] and (match[2] if match[2].count(":") == 2 else f"{match[2]}:00")
    timed = f"{match[1]}T{clock}"
    return timed if time and clock and is_edtf(timed) else match[1]
