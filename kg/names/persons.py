"""The name in one segment of a line, if it holds one."""

from dataclasses import dataclass

from kg.names.lexicon import GROUPS, OFFICE_HEADS, SMALL
from kg.names.tokens import Segment, Word

# "General Assembly" and "General Counsel" are no generals.
_OF_ALL = {"accounting", "affairs", "assembly", "conference", "counsel", "headquarters", "staff"}
# "Attorney General Barnes" holds an office, "General Barnes" a rank.
_GENERALS = {"attorney", "consul", "director", "inspector", "postmaster", "secretary", "solicitor"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A name at ``start:end`` of the line, and what stands around it in its segment.

    ``strength`` is 3 for a name the source marks or a title leads to, 2 after an office, 1 for two
    words or more of which none is a word of office, 0 for one such word.
    """

    start: int
    end: int
    strength: int
    title: str | None = None
    office: tuple[int, int] | None = None  # the words of office before the name
    tail: int | None = None  # where the words behind the name begin: "of Japan", "EA"
    redacted: bool = False


def read_segment(segment: Segment) -> Reading | None:
    """Return the name that *segment* holds, ``None`` if it holds none."""
    words = segment.words
    for at, word in enumerate(words):
        if _starts_name(words, at):
            if _is_led_away(words, at):
                return None
            end = _name_end(words, at)
            if words[end - 1].is_possessive or not _is_enough(words[at:end]):
                return None
            reading = _reading(words, at, end)
            return reading if reading.strength > 2 or _is_bare(words, at, end) else None
        if not (word.is_vocabulary or word.is_symbol or _is_monsieur(words, at)):
            return None
    return None


def _is_bare(words: tuple[Word, ...], at: int, end: int) -> bool:
    """Tell an untitled name from a body or field of office: "Director for Asian Communist Affairs".

    Before it stand at most words of office, behind it no word of a body.
    """
    before = [word for word in words[:at] if word.base != "the"]
    behind = [word for word in words[end:] if not word.is_symbol]
    if any(word.base in GROUPS for word in behind):
        return False
    if before and not _ends_in_office(tuple(before)):
        return False
    return not behind or behind[0].base in SMALL


def _is_monsieur(words: tuple[Word, ...], at: int) -> bool:
    """Tell the title of "M. Parodi" (and half of "B Gen") from the initials of "M. G. L. Joy"."""
    if at + 1 == len(words) or len(words[at].base) != 1:
        return False
    following = words[at + 1]
    return following.base in {"gen", "adm"} or (words[at].text == "M." and not following.is_initial)


def _is_titled(words: tuple[Word, ...], at: int) -> bool:
    return at > 0 and (words[at - 1].is_title or _is_monsieur(words, at - 1))


def _opens_surname(words: tuple[Word, ...], at: int) -> bool:
    """Whether small words lead to a family name here: "de la Mare"."""
    end = at
    while end < len(words) and words[end].is_particle:
        end += 1
    return at < end < len(words) and words[end].is_capitalised and not words[end].is_vocabulary


def _starts_name(words: tuple[Word, ...], at: int) -> bool:
    word, titled = words[at], _is_titled(words, at)
    if word.is_redacted:
        return True
    if _is_monsieur(words, at) or (word.is_title and not (titled and at == len(words) - 1)):
        return False
    if word.marked and not word.is_office:
        return word.is_capitalised or _opens_surname(words, at)
    if titled and word.is_capitalised and not word.is_office:
        return words[at - 1].base != "general" or word.base not in _OF_ALL
    if _opens_surname(words, at):
        return titled or (at > 0 and words[at - 1].is_office)
    if word.is_vocabulary or not word.is_capitalised:
        return False
    if word.is_symbol:
        # "HAN Hsu" is a name; "FE" and the agency of "AID Administrator Bell" are none.
        return at + 1 < len(words) and _follows_capitals(words[at + 1])
    return True


def _follows_capitals(word: Word) -> bool:
    return word.is_capitalised and not word.is_vocabulary


def _is_led_away(words: tuple[Word, ...], at: int) -> bool:
    """Tell that the name is part of an office: "Secretary to U Nu", "Deputy to Chang"."""
    before = at - 1
    while before >= 0 and (words[before].is_title or _is_monsieur(words, before)):
        before -= 1
    office = before
    while office >= 0 and words[office].is_office:
        office -= 1
    if 0 <= office < before and words[office].base == "to":
        return True
    return before >= 0 and words[before].base in SMALL and (before > 0 or before == at - 1)


def _name_end(words: tuple[Word, ...], at: int) -> int:
    end = at + 1
    while words[end - 1].is_particle and end < len(words):
        end += 1
    while end < len(words):
        word = words[end]
        if word.is_suffix or (word.marked and word.is_capitalised and not word.is_symbol):
            end += 1
        elif _opens_surname(words, end):
            while words[end].is_particle:
                end += 1
            end += 1
        elif _may_go_on(words, at, end):
            end += 1
        else:
            break
    return end


def _may_go_on(words: tuple[Word, ...], at: int, end: int) -> bool:
    word = words[end]
    if not word.is_capitalised or word.is_redacted or _is_symbol_behind(words, at, end):
        return False
    return not word.is_vocabulary or word.is_initial or _is_surname(words, at, end)


def _is_symbol_behind(words: tuple[Word, ...], at: int, end: int) -> bool:
    """Tell an office symbol behind a name that is not in capitals: "Herbert Feis EA"."""
    shouted = all(
        word.is_symbol or word.is_initial or word.text.isupper() for word in words[at:end]
    )
    return words[end].is_symbol and not shouted and not words[end].marked


def _is_surname(words: tuple[Word, ...], at: int, end: int) -> bool:
    """Whether a word of the tables is a family name here: "Mr. John French", "Winston Lord"."""
    word = words[end]
    if word.is_office or word.base in SMALL or end < len(words) - 1:
        return False
    if word.is_title and end == at + 1:
        return True
    return _is_titled(words, at) or all(word.is_initial for word in words[at:end])


def _is_enough(named: tuple[Word, ...]) -> bool:
    return any(not word.is_initial and not word.is_suffix for word in named)


def _reading(words: tuple[Word, ...], at: int, end: int) -> Reading:
    run = at
    while run > 0 and (words[run - 1].is_title or _is_monsieur(words, run - 1)):
        if words[run - 1].base == "general" and run > 1 and words[run - 2].base in _GENERALS:
            break
        run -= 1
    titles = words[run:at]
    offices = words[1:run] if run and words[0].base == "the" else words[:run]
    strong = titles or any(word.marked or word.is_redacted for word in words[at:end])
    return Reading(
        start=words[at].start,
        end=_name_stop(words[end - 1]),
        strength=3 if strong else 2 if _ends_in_office(offices) else min(end - at - 1, 1),
        title=_title(titles or offices),
        office=(offices[0].start, offices[-1].end) if offices else None,
        tail=words[end].start if end < len(words) else None,
        redacted=words[at].is_redacted,
    )


def _title(words: tuple[Word, ...]) -> str | None:
    """Courtesies and ranks, or the office that serves as title: "Foreign Minister"."""
    if not words or len(words) > 4 or not (words[-1].is_title or _ends_in_office(words)):
        return None
    return " ".join(word.text for word in words)


def _ends_in_office(words: tuple[Word, ...]) -> bool:
    return any(part in OFFICE_HEADS for word in words for part in word.base.split("/"))


def _name_stop(word: Word) -> int:
    """The name ends before a full stop that is none of an abbreviation."""
    if word.text.endswith(".") and not word.is_initial and not word.is_suffix:
        return word.end - 1
    return word.end
