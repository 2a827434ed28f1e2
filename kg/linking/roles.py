"""What a description says of a person: words of office, countries, and years of activity."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kg.linking.listings import Listing
from kg.names import key


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_YEAR = re.compile(r"\b(1[789]\d\d|20[0-2]\d)\b(?:\s*[–-]\s*(\d{2})\b)?")
_EMPTY = _table(
    "a an and the of in to for from until till after before at on by with as his her also then"
    " thereafter later subsequently concurrently previously january february march april may june"
    " july august september october november december early late mid became promoted"
    " appointed"
)
_NATIONS: dict[str, str] = {}
_TABLE = """
us: united states american usa usn usaf usmc department congress democrat democratic republican
ussr: soviet ussr russian union
cn: chinese china prc
tw: roc taiwan nationalist
gb: british united kingdom uk britain
fr: french france
de: german germany frg gdr
jp: japanese japan
kr: korean korea rok
kp: dprk
vn: vietnamese vietnam drv rvn arvn
in: indian india
pk: pakistani pakistan
il: israeli israel
eg: egyptian egypt uar
sa: saudi
ir: iranian iran
iq: iraqi iraq
tr: turkish turkey
gr: greek greece
cy: cypriot cyprus
it: italian italy
es: spanish spain
pt: portuguese portugal
ca: canadian canada
au: australian australia
nz: zealand
ph: philippine philippines
id: indonesian indonesia
th: thai thailand
la: laotian laos lao
kh: cambodian cambodia
bi: burmese burma
cu: cuban cuba
mx: mexican mexico
br: brazilian brazil
ar: argentine argentina
cl: chilean chile
pl: polish poland
cz: czechoslovak czechoslovakia czech
hu: hungarian hungary
ro: romanian rumanian romania rumania
yu: yugoslav yugoslavia
nl: netherlands dutch
be: belgian belgium
se: swedish sweden
no: norwegian norway
dk: danish denmark
at: austrian austria
ch: swiss switzerland
jo: jordanian jordan
sy: syrian syria
lb: lebanese lebanon
dz: algerian algeria
ma: moroccan morocco
tn: tunisian tunisia
ly: libyan libya
za: african south
ng: nigerian nigeria
gh: ghanaian ghana
cg: congolese congo
et: ethiopian ethiopia
"""
for _line in _TABLE.split("\n"):
    _code, _, _words = _line.partition(":")
    for _word in _words.split():
        _NATIONS[_word] = _code
_WEAK = frozenset({"united", "union", "south", "states", "kingdom", "democratic", "department"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Words of office (keys), nations named, and first and last year of activity, if known.

    ``nation`` is the person's own where the description opens with it ("Soviet Foreign Minister").
    """

    words: frozenset[str]
    nations: frozenset[str]
    nation: str | None
    years: tuple[int, int] | None


def role_of(listing: Listing) -> Role:
    """Return what the description of a listing says; its source's years where it has none."""
    words, nations, nation, years = _read(listing.description or "")
    spans = [span for span in (years, listing.years) if span]
    span = (min(s[0] for s in spans), max(s[1] for s in spans)) if spans else None
    return Role(words=words, nations=nations, nation=nation, years=span)


@lru_cache(maxsize=65536)
def _read(
    text: str,
) -> tuple[frozenset[str], frozenset[str], str | None, tuple[int, int] | None]:
    years = [int(found[1]) for found in _YEAR.finditer(text)]
    years += [
        int(found[1][:2] + found[2]) for found in _YEAR.finditer(text) if found[2] is not None
    ]
    words = [word for word in key(text.replace(".", "")).split() if not word.isdigit()]
    nations = frozenset(_NATIONS[word] for word in words if word in _NATIONS and word not in _WEAK)
    nation = next((_NATIONS[w] for w in words[:2] if w in _NATIONS and w not in _WEAK), None)
    kept = frozenset(word for word in words if word not in _EMPTY and len(word) > 1)
    return kept, nations, nation, (min(years), max(years)) if years else None
