"""Which archive a citation names: a table of the names it goes by, and the words archives have.

One archive has several names (MOL and MNL OL, AVPRF and AVP RF), and one name can be part of
another's: "National Archives" is in Washington, "National Archives, Kew" is not.
"""

import re
import tomllib
from pathlib import Path

_TABLE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_KEYS: dict[str, str] = {
    name: key for key, names in _TABLE["repositories"].items() for name in names
}
_NAMES = "|".join(re.escape(name) for name in sorted(_KEYS, key=len, reverse=True))
KNOWN = re.compile(rf"(?<![\w-])(?:{_NAMES})(?![\w-])")
_KEYWORD = re.compile(
    r"\b(?:\w*[Aa]rchiv\w*|Arkhiv\w*|Arhiv\w*|Archief|Arquivo\w*|[Aa]rkivet|Arkivi|Lev[ée]lt[áa]r\w*"
    r"|Library|Bibliothek|Biblioteka|Museum|University|Society|Institution"
    r"|Records? (?:Cent(?:er|re)|Office)|Historical (?:Cent(?:er|re)|Office))\b"
)
_BOOKISH = re.compile(r"\s+(?:Bulletin|Press|Publications?|Newsletter|Quarterly|Review)\b")
_FONDS = r"(?=[,.]?\s+(?:[Ff]onds?\b|[Ff]\.))"
_ACRONYM = re.compile(rf"[A-Z][\w-]*[A-Z][\w-]*(?: [A-Z]\w+)?{_FONDS}")
_BEFORE_FONDS = re.compile(rf"(?:{_NAMES}){_FONDS}")
_DIGIT = re.compile(r"[0-9]")
_NUMBER = re.compile(r"\s+(?=[A-Z]?[0-9])")
_CITIES = "|".join(map(re.escape, _TABLE["places"]["cities"]))
_COUNTRIES = "|".join(map(re.escape, _TABLE["places"]["countries"]))
_HOME = re.compile(
    rf"\s?\([^()]{{2,80}}\)(?=[\s,.;]|$)(?<!\([cC]opy\))|,\s(?:{_CITIES})(?:,\s(?:{_COUNTRIES}))?(?=[,.;:]|\s*\(|\s*$)"
)
_PLACE = re.compile(r"[^\W\d]+(?: [^\W\d]+)*")
_GAP = re.compile(r"(?:\s*\([^()]*\))?[\s,.;:]*")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^”]*”|\"[^\"]*\"")
_BETWEEN_COMMAS = re.compile(r"[^\s,][^,]*")


def repository_key(name: str) -> str | None:
    """Return one key for all names of an archive we know, ``None`` for others.

    A name may come with its acronym in brackets and with its city.

    >>> repository_key("AVP RF"), repository_key("AVPRF"), repository_key("National Archives, Kew")
    ('avprf', 'avprf', 'tna')
    >>> repository_key("Polish Foreign Ministry Archive (AMSZ), Warsaw")
    'amsz'
    """
    name = " ".join(name.split())
    if name in _KEYS:
        return _KEYS[name]
    bare = _IN_BRACKETS.sub("", name)
    acronym = _IN_BRACKETS.search(name)
    at_home = name.partition(",")[0] if not name.startswith(_MANY) else name
    for form in (bare, acronym[1] if acronym else "", at_home, bare.partition(",")[0]):
        if form in _KEYS and not form.startswith(_MANY):
            return _KEYS[form]
    return None


_IN_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_MANY = ("National Archives", "The National Archives", "Archive of")  # of more than one state


def names_archive(text: str) -> bool:
    """Say whether a known archive, or a word that archives are called by, is in *text*."""
    known = (one for one in KNOWN.finditer(text) if not _BOOKISH.match(text, one.end()))
    return any(True for _ in known) or bool(_KEYWORD.search(text))


def find_repository(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """Return the repository of the citation at ``text[start:end]`` and where its levels lie.

    The archive stands first, or last (Polish, Brazilian, UN), or after a sentence of prose.
    """
    if first := KNOWN.match(text, start, end) or _ACRONYM.match(text, start, end):
        stop = _at_home(text, first.end(), end)
        return text[start:stop], _after(text, stop, end), end
    if within := _BEFORE_FONDS.search(text, start, end):
        return within[0], _after(text, within.end(), end), end
    parts = _commas(text, start, end)
    for i, (a, b) in enumerate(parts):
        if not _KEYWORD.search(text, a, b) and not KNOWN.match(text, a, b):
            continue
        # "Guangdong Provincial Archive 222-2-130": the name ends before its first number.
        if number := _NUMBER.search(text, a, b):
            return text[a : number.start()], _after(text, number.start(), end), end
        j = i + 1
        joins = _PLACE.fullmatch if i else _KEYWORD.search
        while j < len(parts) and joins(text[slice(*parts[j])].rstrip(" .")):
            j += 1
        known = KNOWN.match(text, a, b) if i and not _DIGIT.search(text, start, a) else None
        if known and _DIGIT.search(text, parts[i][1], end):
            # "Minutes, SAPMO-BArch, DY 30/12": a title, then the archive, then its units.
            stop = _at_home(text, known.end(), end)
            return text[a:stop], _after(text, stop, end), end
        name = text[a : parts[j - 1][1]].rstrip(" .")
        if i == 0:
            stop = _at_home(text, a + len(name), end)
            return text[a:stop], _after(text, stop, end), end
        return name, start, a
    return None, start, end


def _at_home(text: str, at: int, end: int) -> int:
    """Return where the name of an archive ends that may have an acronym and its city behind it."""
    while behind := _HOME.match(text, at, end):
        at = behind.end()
    return at


def _after(text: str, at: int, end: int) -> int:
    gap = _GAP.match(text, at, end)
    return gap.end() if gap else at


def _commas(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the parts between commas that stand in no brackets or quotation marks."""
    return [part.span() for part in _BETWEEN_COMMAS.finditer(hide_brackets(text[:end]), start)]


def hide_brackets(text: str) -> str:
    """Return *text*, equally long, without what stands in brackets or quotation marks.

    A comma inside a closing quotation mark separates as one behind it does.
    """
    return _BRACKETED.sub(
        lambda quote: "x" * (len(quote[0]) - 1) + ("," if quote[0][-2] == "," else "x"), text
    )
