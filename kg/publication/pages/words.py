"""Dates and counts in words, for readers."""

import re

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2})\S*?)?([?~%]?)")
_DOUBT = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}


def date(edtf: str) -> str:
    """Return an EDTF date or interval (ISO 8601-2, level 1) in words.

    >>> date("1957-11-12"), date("/1957-11-12"), date("1957~"), date("1957-11-12/")
    ('12 November 1957', 'until 12 November 1957', 'about 1957', 'from 12 November 1957')

    What has no simple words stays as it is.

    >>> date("195X")
    '195X'
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _one(start)
    if start in ("", "..") and end in ("", ".."):
        return edtf
    if start in ("", ".."):
        return f"until {_one(end)}"
    if end in ("", ".."):
        return f"from {_one(start)}"
    return f"{_one(start)} to {_one(end)}"


def _one(text: str) -> str:
    match = _DATE.fullmatch(text)
    if match is None:
        return text
    year, month, day, time, doubt = match.groups()
    if month and not 1 <= int(month) <= 12:
        return text
    words = " ".join(
        part for part in (day and str(int(day)), month and _MONTHS[int(month) - 1], year) if part
    )
    return f"{_DOUBT[doubt]}{words}" + (f", {time}" if time else "")


def machine_date(edtf: str) -> str | None:
    """Return *edtf* where HTML's ``time`` element can hold it (a date, a month or a year)."""
    return edtf if re.fullmatch(r"\d{4}(-\d{2}){0,2}", edtf) else None


def year(edtf: str | None) -> str | None:
    """Return the year to file *edtf* under: the first one it names, or None.

    >>> year("/1957-11-12"), year("1957-11-12"), year(None)
    ('1957', '1957', None)
    """
    match = re.search(r"\d{3}[\dX]", edtf or "")
    return match[0] if match else None


def sort_key(edtf: str | None) -> str:
    """Return the key that puts dates in order of time, the undated last."""
    match = re.search(r"\d.*", edtf or "")
    return match[0] if match else "~"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> count(1, "record"), count(1200, "person", "people")
    ('1 record', '1,200 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def amount(number: str) -> str:
    """Return a decimal number with its thousands set apart.

    >>> amount("12000"), amount("2.5")
    ('12,000', '2.5')
    """
    whole, point, rest = number.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdecimal() else number


_SPANS = {"P1Y": "year", "P1M": "month", "P1W": "week", "P7D": "week", "P1D": "day", "PT1H": "hour"}


def duration(text: str) -> str:
    """Return an ``xsd:duration`` of one unit in words, any other as it is.

    >>> duration("P1Y"), duration("P18M")
    ('year', 'P18M')
    """
    return _SPANS.get(text, text)


def spaced(name: str) -> str:
    """Return a local name of the vocabularies or the ontology as words.

    >>> spaced("noAnswerRecorded"), spaced("rico:hasAuthor")
    ('no answer recorded', 'has author')
    """
    return re.sub(r"(?<=[a-z])([A-Z])", r" \1", name.rpartition(":")[2]).lower()


def cut(text: str, length: int) -> str:
    """Return *text* in at most *length* characters, cut at a space, with an ellipsis if cut."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    head = text[: length - 1]
    return (head.rpartition(" ")[0] or head) + "…"
