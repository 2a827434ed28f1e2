"""The names of a listing taken apart: family name, given names, suffix, and the bracketed variants.

A listing has one naming a form: the name as printed, each variant in brackets ("Chou En-lai (Zhou
Enlai)"), and a nickname in brackets ("Alfred L., Jr. (Roy)"). A reference ("see Zhou Enlai") is no
naming: it says whom the list itself means.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.linking.listings import Listing
from kg.names import key
from kg.names.lexicon import BODIES, NATIONS, OFFICES, fold


def _table(words: str) -> frozenset[str]:
    return frozenset(words.split())


_BRACKETS = re.compile(r"[(\[]\W*([^()\[\]]*?)\W*[)\]]|[“\"]([^“”\"]*?)\W*[”\"]")
_SEE = re.compile(r"^\W*see(?:\s+also)?(?:\s+under)?\s+(?P<name>\S.*?)\W*$", re.IGNORECASE)
_LEADING = re.compile(r"^\s*[(\[](?P<name>[^()\[\]]{3,40})[)\]]")
_SUFFIXES = {"jr": "jr", "junior": "jr", "sr": "sr", "ii": "ii", "2d": "ii", "2nd": "ii"}
_SUFFIXES |= {"iii": "iii", "3d": "iii", "3rd": "iii", "iv": "iv"}
_TITLES = _table(
    "general gen lieutenant lt ltg ltc colonel col major maj captain capt commander cdr admiral adm"
    " vadm radm vice rear brigadier brig marshal air vicemarshal chief ensign sergeant commodore"
    " generalissimo field"
    " dr doctor prof professor sir lord lady dame baron baroness count countess viscount earl duke"
    " prince princess king queen shah sheikh shaikh emir amir sultan emperor mr mrs miss ms m mme"
    " madame the rt right hon honorable honourable rev reverend father archbishop bishop cardinal"
    " monsignor pope maharaja maharajah begum president premier minister prime ambassador senator"
    " governor secretary chairman pandit sayyid seyyid hajji haji tunku tengku tuanku tun"
    " dato datuk mullah ayatollah crown his her excellency royal highness imperial majesty"
    " group wing squadron leader usa usn usaf usmc ret retired justice judge representative u"
)
_WIFE = frozenset({"mrs", "madame", "mme"})
_PARTICLES = _table("de di da del della von van der den la le el al ter ten")
_ONLY_WITH_NAME = frozenset({"m", "tun", "u"})  # initials as often as titles


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """One form of a name: keys of the family name and of the given names, in order.

    ``ordered`` if the print tells the family name (by a comma); else it is the first word.
    ``suffix`` is jr, sr, ii, iii, iv, or mrs for a wife under her husband's name, or empty.
    """

    family: str
    given: tuple[str, ...] = ()
    suffix: str = ""
    ordered: bool = True

    @property
    def joined(self) -> str:
        """Given names without a space: "enlai" for En-lai and Enlai."""
        return "".join(self.given)


def reference_of(listing: Listing) -> str | None:
    """Return the name that a "see …" sends the reader to, ``None`` if there is none.

    >>> reference_of(Listing(identifier="v#1", source="v", name="Home", description="see Eden."))
    'Eden'
    """
    found = _SEE.match(listing.description or "")
    if found is None or len(found["name"]) > 60:
        return None
    return re.split(r";|\s+under\s+", found["name"])[0].strip(" .,")


def namings_of(listing: Listing) -> tuple[Naming, ...]:
    """Return the forms of a listing's name, the printed one first, each once.

    Where only the family name is printed as the name, the description may open with the given
    names: "Couve de Murville", "Maurice, French Foreign Minister".
    """
    described = listing.description or ""
    leading = _LEADING.match(described)
    extra = (leading["name"],) if leading and _is_name(leading["name"]) else ()
    name = listing.name
    if "," not in name and (given := _given_in(described)):
        name = f"{name}, {given}"
    return _namings(name, (*listing.variants, *extra))


def _given_in(description: str) -> str | None:
    """Return the given names that open a description, if its first words are names alone."""
    first, comma, _ = description.partition(",")
    words = first.split()
    plain = [word for word in words if key(word) not in _TITLES]
    if not comma or not plain or len(words) > 6 or not _is_name(" ".join(words[-5:])):
        return None
    if len(words) > 1 and len(plain) == len(words) and not is_person_word(plain[0]):
        return None
    return first if all(is_person_word(word) for word in plain) else None


def is_person_word(word: str) -> bool:
    """Say whether a word can be one of a person's name: no office, body or country."""
    base = fold(word)
    return (
        len(key(word)) > 0
        and base not in OFFICES
        and base not in BODIES
        and base not in NATIONS
        and not re.fullmatch(r"(?:[A-Z]\.? ?){3,}|[A-Z]{3,}", word)
        and not base.endswith(("ian", "ese", "ish", "can"))
    )


@lru_cache(maxsize=65536)
def _namings(name: str, variants: tuple[str, ...]) -> tuple[Naming, ...]:
    found = list(_with_brackets(name))
    for variant in variants:
        found.extend(_with_brackets(variant))
    return tuple(dict.fromkeys(naming for naming in found if naming.family))


def _with_brackets(name: str) -> Iterator[Naming]:
    """Yield the form printed, then those that brackets or quotation marks add to it."""
    plain = _BRACKETS.sub(" ", name)
    main = naming_of(plain)
    yield main
    head = _words(plain.partition(",")[0])
    if main.ordered and len(head) > 1 and not _PARTICLES.intersection(head) and len(head[0]) > 2:
        # "Urrutia Holguín, Francisco" is Francisco Urrutia as well.
        yield Naming(family=head[0], given=main.given, suffix=main.suffix)
    for bracket in _BRACKETS.finditer(name):
        inside = re.sub(
            r"^(?:also|or|formerly|née|nee|a\.?k\.?a\.?|called)\s+", "", bracket[1] or bracket[2]
        )
        for part in _names_in(inside):
            yield from _variant(part, main, before=name[: bracket.start()])


def _names_in(inside: str) -> list[str]:
    """Part "Pak Chung-hui, Park Chung Hee" in two; "Cho, Chung W." is one."""
    parts = [part.strip() for part in re.split(r"[;/]|\bor\b", inside)]
    names = []
    for part in parts:
        pieces = [piece.strip() for piece in part.split(",")]
        whole = len(pieces) > 1 and len(pieces[0].split()) > 1
        names.extend(pieces if whole else [part])
    return [name for name in names if _is_name(name)]


def _is_name(text: str) -> bool:
    words = re.findall(r"[^\s,]+", text)
    return (
        0 < len(words) <= 5
        and not re.match(r"[A-Z][–-]", text)  # "(R–Wisconsin)"
        and not any(letter.isdigit() for letter in text)
        and all(
            word[0].isupper() or word[0] in "’'‘" or word in ("de", "la", "van", "von", "al", "el")
            for word in words
        )
        and not all(key(word) in _TITLES for word in words)
    )


def _variant(text: str, main: Naming, *, before: str) -> Iterator[Naming]:
    words = key(text).split()
    if len(words) == 1 and main.given:
        if "," in before or len(before.split()) > 1:
            yield Naming(family=main.family, given=(words[0],), suffix=main.suffix)
        else:  # "Chow (Chou) Shu-kai"
            yield Naming(
                family=words[0], given=main.given, suffix=main.suffix, ordered=main.ordered
            )
        return
    naming = naming_of(text)
    yield naming
    if not naming.ordered and len(words) > 1 and words[-1] == main.family:
        yield Naming(family=main.family, given=tuple(words[:-1]))  # "John Myun Chang"


@lru_cache(maxsize=65536)
def naming_of(name: str) -> Naming:
    """Return one form, without titles.

    >>> naming_of("Abrams, General Creighton W., Jr.")
    Naming(family='abrams', given=('creighton', 'w'), suffix='jr', ordered=True)
    >>> naming_of("Chiang Kai-shek, Generalissimo")
    Naming(family='chiang', given=('kai', 'shek'), suffix='', ordered=False)
    """
    parts = [_words(part) for part in name.split(",")]
    suffix = "mrs" if _WIFE.intersection(word for part in parts for word in part) else ""
    kept: list[list[str]] = []
    for at, part in enumerate(parts):
        while len(part) > (0 if kept else 1) and part[-1] in _SUFFIXES:
            suffix = _SUFFIXES[part.pop()]
        # A family name is no title where a comma marks it: "Sultan Khan, Mohammad".
        plain = part if at == 0 and len(parts) > 1 else _untitled(part, whole=not kept)
        if plain:
            kept.append(plain)
    if not kept:
        return Naming(family="")
    if len(kept) == 1:
        words = kept[0]
        if len(words) == 2 and words[0] in _PARTICLES:  # "De Margerie"
            words = ["".join(words)]
        return Naming(family=words[0], given=tuple(words[1:]), suffix=suffix, ordered=False)
    given = [word for part in kept[1:] for word in part]
    family = kept[0]
    while given and given[-1] in _PARTICLES:  # "Hassel, Kai-Uwe von"
        family = [given.pop(), *family]
    if len(family) > 1 and family[0] in ("al", "el", "ad", "as", "ash", "ar", "an"):
        family = family[1:]  # the Arabic article is written or left out at will
    return Naming(family="".join(family), given=tuple(given), suffix=suffix)


def _words(part: str) -> list[str]:
    return key(re.sub(r"(?<=\w)\.(?=\w)", " ", part)).split()


def _untitled(words: list[str], *, whole: bool) -> list[str]:
    """Take titles off; "U Thant" and "M. A." keep what may be initials, a family name stays."""
    kept = [
        word
        for at, word in enumerate(words)
        if word not in _TITLES or (word in _ONLY_WITH_NAME and (at or len(words) > 2))
    ]
    return kept or (words if whole else [])
