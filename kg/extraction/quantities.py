"""Amounts in a clause: number, range, unit, what of, how often; digits or words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.extraction.confidence import product
from kg.extraction.lexicon import table
from kg.findings import Evidence, QuantityFinding
from kg.records import Span

_PER = {"year": "P1Y", "annum": "P1Y", "month": "P1M", "week": "P1W", "day": "P1D"}
_SMALL = "of|the|or|and|in|to|a|an|than|by|for|with|from|on|at|as|who|which|that|but"
_WITHOUT = re.compile(r"\b(?:their|our|its|his|these|those|keep|puts?\s+out)\s+(?:\w+\s+)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """An amount and where it stands; ``low`` and ``high`` are equal unless it is a range."""

    start: int
    end: int
    low: Decimal
    high: Decimal
    unit: str
    of: str | None
    per: str | None


@cache
def _pattern() -> re.Pattern[str]:
    numbers = sorted(table("units")["number"], key=len)[::-1]
    scales = "|".join(table("units")["scale"])
    units = sorted((u for forms in table("units")["unit"].values() for u in forms), key=len)[::-1]
    counted = "|".join(
        form
        for unit in table("units")["counts"]
        for form in table("units")["unit"][unit]
        if form != "$"
    )
    number = rf"(?:\d[\d,]*(?:\.\d+)?|(?:{'|'.join(numbers)})\b)"
    return re.compile(
        rf"(?P<dollar>\$)?(?P<low>{number})(?:[\s\xa0]*(?:to|-|–|or)[\s\xa0]*\$?(?P<high>{number}))?"
        rf"(?P<scale>(?:[\s\xa0]+(?:{scales})\b)*)"
        rf"(?:(?:[\s\xa0]+(?!(?:{_SMALL})\b)[A-Za-z]+){{1,2}}(?=[\s\xa0]+(?:{counted})\b))?"
        rf"[\s\xa0]*(?P<unit>(?:{'|'.join(re.escape(u) for u in units if u != '$')})(?!\w))?"
        r"(?:[\s\xa0]+of[\s\xa0]+(?P<of>(?!the\b|a\b|his\b|her\b|their\b|its\b|our\b|your\b|this\b|that\b|all\b)[a-z]+))?"
        r"(?:[\s\xa0]+(?:an?|per|each|every)[\s\xa0]+(?P<per>year|annum|month|week|day))?",
        re.IGNORECASE,
    )


@cache
def _units() -> dict[str, str]:
    return {form: unit for unit, forms in table("units")["unit"].items() for form in forms}


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """Yield the amounts with a unit in a stretch of *text*.

    >>> [(a.low, a.high, a.unit, a.per) for a in amounts("five to six thousand tons a year", 0, 32)]
    [(Decimal('5000'), Decimal('6000'), 'ton', 'P1Y')]

    """
    for match in _pattern().finditer(text, start, end):
        unit = "$" if match.group("dollar") else (match.group("unit") or "").lower()
        if not unit or unit not in _units() or _WITHOUT.search(text[start : match.start()]):
            continue
        if match.start() > start and text[match.start() - 1].isalnum():
            continue
        scale = Decimal(1)
        for word in match.group("scale").lower().split():
            scale *= table("units")["scale"][word]
        low = _value(match.group("low")) * scale
        high = _value(match.group("high")) * scale if match.group("high") else low
        if low > high:
            continue
        yield Amount(
            start=match.start(),
            end=match.end(),
            low=low,
            high=high,
            unit=_units()[unit],
            of=match.group("of"),
            per=_PER.get((match.group("per") or "").lower()),
        )


def _value(number: str) -> Decimal:
    words = table("units")["number"]
    if number.lower() in words:
        return Decimal(words[number.lower()])
    return Decimal(number.replace(",", ""))


def counted(unit: str) -> str | None:
    """Return what is counted in a unit, where the text names nothing else; ``None`` at a loss."""
    found: str | None = table("units")["counts"].get(unit)
    return found


def quantity(text: str, amount: Amount, role: str | None, commodity: str) -> QuantityFinding:
    """Return *amount* as a finding with its words as evidence."""
    same = amount.low == amount.high
    return QuantityFinding(
        commodity=amount.of or commodity,
        as_written=text[amount.start : amount.end],
        evidence=(
            Evidence(
                span=Span(amount.start, amount.end),
                rule="quantity/amount",
                confidence=product(["trigger.explicit"]),
                supports=("quantity",),
            ),
        ),
        value=amount.low if same else None,
        minimum=None if same else amount.low,
        maximum=None if same else amount.high,
        unit=amount.unit,
        per=amount.per,
        role=role,
    )


def roles(text: str, found: list[Amount], kind: str) -> list[str]:
    """Return the role of each amount of a proposal: "A instead of B" makes B the baseline.

    Where the first is granted ("gave only A instead of the B which we requested") B was asked.
    """
    first = "offered" if kind in {"offer", "promise"} else "asked"
    result: list[str] = []
    for place, amount in enumerate(found):
        before = text[max(0, amount.start - 30) : amount.start]
        result.append("baseline" if place and re.search(r"instead\s+of\b", before) else first)
    return result
