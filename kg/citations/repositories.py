"""Which archive a citation names: a table of the names it goes by, and the words archives have.

One archive has several names (MOL and MNL OL, AVPRF and AVP RF), and one name can be part of
another's: "National Archives" is in Washington, "National Archives, Kew" is not.
"""

import re

# key, then every name it is cited by.
REPOSITORIES: tuple[tuple[str, ...], ...] = (
    ("aan", "AAN", "Archiwum Akt Nowych"),
    ("aj", "AJ", "Arhiv Jugoslavije", "Archives of Yugoslavia"),
    ("ajbt", "AJBT", "Arhiv Josipa Broza Tita", "Tito archive"),
    ("amsz", "AMSZ", "Polish Foreign Ministry Archive"),
    ("anic", "ANIC", "Arhivele Naționale Istorice Centrale"),
    (
        "aprf",
        "APRF",
        "AP RF",
        "Archive of the President of the Russian Federation",
        "Arkhiv Prezidenta Rossiiskoi Federatsii",
    ),
    ("avprf", "AVPRF", "AVP RF", "Foreign Policy Archive of the Russian Federation"),
    ("barch", "BArch", "Bundesarchiv"),
    ("bstu", "BStU", "Stasi Records"),
    ("carter-library", "Carter Library", "Jimmy Carter Library"),
    ("center-of-military-history", "Center of Military History"),
    ("cia", "CIA", "Central Intelligence Agency"),
    ("department-of-state", "Department of State", "DOS", "U.S. Department of State"),
    ("eisenhower-library", "Eisenhower Library"),
    ("ford-library", "Ford Library"),
    (
        "gappod-azr",
        "GAPPOD AzR",
        "State Archive of Political Parties and Social Movements of Azerbaijan",
    ),
    ("garf", "GARF", "GA RF", "State Archive of the Russian Federation"),
    ("george-hw-bush-library", "George H.W. Bush Library", "George Bush Library"),
    ("johnson-library", "Johnson Library"),
    ("kennedy-library", "Kennedy Library"),
    ("library-of-congress", "Library of Congress"),
    ("mfaa", "MfAA", "PA AA, MfAA", "PolA AA, MfAA"),
    ("mol", "MOL", "MNL OL", "Magyar Orszagos Leveltar", "Magyar Országos Levéltár"),
    ("nara", "NARA", "National Archives", "National Archives and Records Administration"),
    ("national-archives-of-ireland", "National Archives of Ireland"),
    ("national-defense-university", "National Defense University"),
    ("national-security-council", "National Security Council"),
    ("nixon-library", "Nixon Library"),
    ("nmml", "NMML", "Nehru Memorial Museum and Library"),
    ("pa-aa", "PA AA", "PAAA", "Politisches Archiv des Auswärtigen Amtes"),
    ("prc-fma", "PRC FMA", "PRC Foreign Ministry Archive", "PRC Foreign Ministry Archives"),
    ("reagan-library", "Reagan Library"),
    ("rgani", "RGANI", "TsKhSD", "Russian State Archive of Contemporary History"),
    ("rgaspi", "RGASPI", "Russian State Archive of Socio-Political History"),
    ("roosevelt-library", "Roosevelt Library"),
    ("sapmo-barch", "SAPMO-BA", "SAPMO-BArch", "SAPMO", "SAPMO in the Bundesarchiv"),
    ("svr", "Archive of SVR of Russia", "Archive of the SVR"),
    (
        "tna",
        "TNA",
        "The National Archives",
        "National Archives, Kew",
        "UKNA",
        "UK National Archives",
    ),
    ("truman-library", "Truman Library"),
    ("tsamo", "TsAMO"),
    ("tsda", "TsDA", "TsDA-TsPA", "TsDA-TSPA", "Bulgarian Central State Archive"),
    ("wnrc", "WNRC", "Washington National Records Center"),
)

_KEYS = {name: key for key, *names in REPOSITORIES for name in names}
_NAMES = "|".join(re.escape(name) for name in sorted(_KEYS, key=len, reverse=True))
KNOWN = re.compile(rf"(?<![\w-])(?:{_NAMES})(?![\w-])")
_KEYWORD = re.compile(
    r"\b(?:Archiv\w*|Arkhiv\w*|Arhiv\w*|Library|Museum|University|Society"
    r"|Records Cent(?:er|re)|Historical Cent(?:er|re))\b"
)
_FONDS = r"(?=[,.]?\s+(?:[Ff]onds?\b|[Ff]\.))"
_ACRONYM = re.compile(rf"[A-Z][\w-]*[A-Z][\w-]*(?: [A-Z]\w+)?{_FONDS}")
_BEFORE_FONDS = re.compile(rf"(?:{_NAMES}){_FONDS}")
_PLACE = re.compile(r"[^\W\d]+(?: [^\W\d]+)*")
_GAP = re.compile(r"(?:\s*\([^()]*\))?[\s,.;:]*")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|“[^”]*”|\"[^\"]*\"")
_BETWEEN_COMMAS = re.compile(r"[^\s,][^,]*")


def repository_key(name: str) -> str | None:
    """Return one key for all names of an archive we know, ``None`` for others.

    >>> repository_key("AVP RF"), repository_key("AVPRF"), repository_key("National Archives, Kew")
    ('avprf', 'avprf', 'tna')
    """
    return _KEYS.get(" ".join(name.split()))


def find_repository(text: str, start: int, end: int) -> tuple[str | None, int, int]:
    """Return the repository of the citation at ``text[start:end]`` and where its levels lie.

    The archive stands first, or last (Polish, Brazilian, UN), or after a sentence of prose.
    """
    if first := KNOWN.match(text, start, end) or _ACRONYM.match(text, start, end):
        return first[0], _after(text, first.end(), end), end
    if within := _BEFORE_FONDS.search(text, start, end):
        return within[0], _after(text, within.end(), end), end
    parts = _commas(text, start, end)
    for i, (a, b) in enumerate(parts):
        if not _KEYWORD.search(text, a, b) and not KNOWN.match(text, a, b):
            continue
        j = i + 1
        joins = _PLACE.fullmatch if i else _KEYWORD.search
        while j < len(parts) and joins(text[slice(*parts[j])].rstrip(" .")):
            j += 1
        name = text[a : parts[j - 1][1]].rstrip(" .")
        if i == 0:
            return name, _after(text, parts[j - 1][1], end), end
        return name, start, a
    return None, start, end


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
