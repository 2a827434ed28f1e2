"""Forms of one name: without titles, in one case and order, and as keys for comparison."""

import re
import unicodedata

from kg.names.lexicon import COURTESIES, EASTERN_SURNAMES, OFFICES, RANKS, SUFFIXES, fold

_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_INITIAL = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]")


def bare_name(text: str) -> str:
    """Return *text* without the titles before it.

    >>> bare_name("Cde. Kim Il Sung"), bare_name("Lt. Col. Helmuth O. Froeschle")
    ('Kim Il Sung', 'Helmuth O. Froeschle')
    """
    words = text.split()
    titles = COURTESIES | RANKS | OFFICES | {"the"}
    # "M. Parodi" is a Frenchman, "M. G. L. Joy" has three initials.
    if len(words) > 1 and words[0] == "M." and not _INITIAL.fullmatch(words[1]):
        del words[0]
    while len(words) > 1 and fold(words[0]) in titles:
        del words[0]
    return " ".join(words)


def normal_form(name: str) -> str:
    """Return *name* with single spaces and no word in capitals but initials.

    >>> normal_form("KIM IL SUNG"), normal_form("HSIUNG Hsiang-hui"), normal_form("A.M. HAIG, JR.")
    ('Kim Il Sung', 'Hsiung Hsiang-hui', 'A.M. Haig, Jr.')
    >>> normal_form("Kim IL Sung"), normal_form("McNAMARA"), normal_form("CHI P’ENG-FEI")
    ('Kim Il Sung', 'McNamara', 'Chi P’eng-fei')
    """
    return " ".join(_cased(word) for word in unicodedata.normalize("NFC", name).split())


def _cased(word: str) -> str:
    letters = [character for character in word if character.isalpha()]
    shouted = len(letters) > 1 and all(letter.isupper() for letter in letters)
    if word[:2] == "Mc" and word[2:].isupper():
        return f"Mc{word[2:].capitalize()}"
    if not shouted or _INITIAL.fullmatch(word.rstrip(",;")) or fold(word) in {"ii", "iii", "iv"}:
        return word
    # O’Connor and D’Estaing keep both capitals; the second half of a given name has none.
    if re.match(r"[OD]['’]", word):
        return word[:2] + word[2:].capitalize()
    return word[0] + word[1:].lower()


def direct_order(name: str) -> str:
    """Return "Surname, Given" as "Given Surname"; any other name as it is.

    >>> direct_order("Abrams, General Creighton W., Jr."), direct_order("Kim Il Sung")
    ('General Creighton W. Abrams, Jr.', 'Kim Il Sung')
    """
    parts = [part.strip() for part in name.strip().rstrip(",").split(",")]
    suffix = [parts.pop()] if len(parts) > 1 and fold(parts[-1]) in SUFFIXES else []
    if len(parts) != 2 or not all(parts):
        return name.strip()
    return ", ".join([f"{parts[1]} {parts[0]}", *suffix])


def key(text: str) -> str:
    """Return *text* for comparison: casefolded, without diacritics, apostrophes and hyphens.

    >>> key("Pak Sŏng-ch’ŏl") == key("PAK SONG CHOL"), key("Prat Károly")
    (True, 'prat karoly')
    """
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[^\W_]+", plain.casefold()))


def _parts(name: str) -> list[str]:
    words = bare_name(direct_order(name)).replace(",", " ").split()
    return [word for word in words if fold(word) not in SUFFIXES] or words


def surname(name: str) -> str:
    """Return the family name of *name*, as written.

    >>> surname("Mr. A. M. Puzanov"), surname("Kim Chong-yul"), surname("Chung Hee Park")
    ('Puzanov', 'Kim', 'Park')
    >>> surname("Kissinger, Henry A."), surname("Arthur J. de la Mare")
    ('Kissinger', 'de la Mare')
    """
    words = _parts(name)
    if len(words) < 2:
        return words[0] if words else ""
    first, last = fold(words[0]) in EASTERN_SURNAMES, fold(words[-1]) in EASTERN_SURNAMES
    if first and (not last or len(words) == 2) and 2 <= len(words) <= 3:
        return words[0]
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    return " ".join(words[start:])


def initials(name: str) -> str:
    """Return the initials of the given names, in capitals.

    >>> initials("A.M. Puzanov"), initials("Henry A. Kissinger"), initials("Kim Il-sung")
    ('AM', 'HA', 'IS')
    """
    family = surname(name).split()
    words = [word for word in _parts(name) if word not in family]
    pieces = [piece for word in words for piece in re.split(r"[.\-–]", word) if piece]
    return "".join(piece[0].upper() for piece in pieces if piece[0].isalpha())


def compatible(one: str, other: str) -> bool:
    """Say whether two names may be one person's: same family name, no initials that differ.

    A family name alone is compatible with any; whether that is enough is not decided here.

    >>> compatible("A. Puzanov", "Mr. A. M. Puzanov"), compatible("John Irwin", "Peter Irwin")
    (True, False)
    """
    if key(surname(one)) != key(surname(other)):
        return False
    first, second = initials(one), initials(other)
    return first.startswith(second) or second.startswith(first)
