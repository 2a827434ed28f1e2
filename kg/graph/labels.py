"""One preferred label an agent, however many records name it."""

from collections.abc import Iterable
from itertools import groupby

from kg.namespaces import SKOS

_PREF = f" <{SKOS.prefLabel}> "
_ALT = f" <{SKOS.altLabel}> "


def one_label(lines: Iterable[str]) -> list[str]:
    """Return the N-Quads *lines* that describe agents, sorted, with one preferred label for each.

    Records call one agent by several names. The first in order stays the preferred label, the
    others become alternative ones (SKOS Reference, S13 and S14: one preferred label a language,
    and none that is both).
    """
    settled: set[str] = set()
    for _, group in groupby(sorted(set(lines)), key=lambda line: line[: line.index(" ")]):
        settled.update(_settled(list(group)))
    return sorted(settled)


def _settled(lines: list[str]) -> list[str]:
    preferred = [line for line in lines if _PREF in line]
    if not preferred:
        return lines
    never = preferred[0].replace(_PREF, _ALT, 1)
    others = [line for line in lines if _PREF not in line and line != never]
    return [preferred[0], *others, *(line.replace(_PREF, _ALT, 1) for line in preferred[1:])]
