"""The errors of a measurement with their passages, so that a person can learn from them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from kg.evaluation.gold import GoldProposal, GoldRecord, Place
from kg.evaluation.predictions import PredictedProposal
from kg.evaluation.scoring import SLOTS, Item, RecordScore
from kg.evaluation.talks import Mark

_AROUND = 120  # characters of the text before and after a passage


TYPES = ("missed", "false", "slot", "participant", "conversation")
"""What an error may be: a proposal missed, invented or with a wrong slot; a person; a talk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One error with its passage; ``gold`` and ``said`` are what was compared."""

    record: str
    type: str
    error: str
    passage: str
    before: str
    after: str
    about: str = ""
    gold: Mapping[str, str]
    said: Mapping[str, str]
    wrong: tuple[str, ...] = ()


def mistakes(
    scores: Sequence[RecordScore], records: Mapping[str, GoldRecord], types: Sequence[str] = TYPES
) -> list[Mistake]:
    """Return every error of *types*, in order of record and place."""
    ordered: list[Mistake] = []
    for score in scores:
        text = records[score.id].text
        found = [
            *(_of_item(item, score, text) for item in score.items if _faulty(item)),
            *(_of_talk(mark, score, text) for mark in score.talks if mark.error),
        ]
        found.sort(key=lambda entry: (entry[0], entry[1].type, entry[1].about))
        ordered += [mistake for _, mistake in found if mistake.type in types]
    return ordered


def _faulty(item: Item) -> bool:
    return not item.right.issuperset(SLOTS)


def _of_item(item: Item, score: RecordScore, text: str) -> tuple[Place, Mistake]:
    source = item.gold or item.predicted
    place = source.places[0] if source is not None and source.places else (0, 0)
    type_ = "missed" if item.predicted is None else "false" if item.gold is None else "slot"
    wrong = tuple(slot for slot in SLOTS if slot not in item.right) if type_ == "slot" else ()
    return place, Mistake(
        record=score.id,
        type=type_,
        error=", ".join(wrong) or type_,
        gold=_told(item.gold, score.names, "gold:"),
        said=_told(item.predicted, score.names, ""),
        wrong=wrong,
        **_passage(place, text),
    )


def _of_talk(mark: Mark, score: RecordScore, text: str) -> tuple[Place, Mistake]:
    error = mark.error or ""
    return mark.place, Mistake(
        record=score.id,
        type="participant" if error.startswith("participant") else "conversation",
        error=error,
        about=mark.about,
        gold={},
        said={},
        **_passage(mark.place, text),
    )


class _Passage(TypedDict):
    passage: str
    before: str
    after: str


def _passage(place: Place, text: str) -> _Passage:
    start, end = place
    return {
        "passage": text[start:end],
        "before": text[max(0, start - _AROUND) : start] if end else "",
        "after": text[end : end + _AROUND] if end else "",
    }


def _told(
    proposal: GoldProposal | PredictedProposal | None, names: Mapping[str, str], prefix: str
) -> dict[str, str]:
    if proposal is None:
        return {}
    told = {
        "id": proposal.id,
        "proposer": _named(proposal.proposer, names, prefix),
        "addressee": _named(proposal.addressee, names, prefix),
        "kind": proposal.kind,
        "objective": proposal.objective,
        "outcome": proposal.outcome,
    }
    if isinstance(proposal, GoldProposal):
        return told | {"content": proposal.content}
    return told | {"confidence": str(proposal.confidence)}


def _named(ids: Iterable[str], names: Mapping[str, str], prefix: str) -> str:
    return " + ".join(names.get(f"{prefix}{id_}", id_) for id_ in ids) or "nobody"


def error_lines(found: Sequence[Mistake]) -> Iterator[str]:
    """Yield *found* as text, a short paragraph each."""
    for mistake in found:
        yield ""
        yield f"{mistake.record}  {mistake.error.upper()}  {mistake.about}".rstrip()
        if mistake.passage:
            before, after = _flat(mistake.before), _flat(mistake.after)
            yield f"  …{before}⟦{_flat(mistake.passage)}⟧{after}…"
        for slot in mistake.wrong:
            yield f"  {slot}: gold {mistake.gold[slot]} / said {mistake.said[slot]}"
        if not mistake.wrong and (told := mistake.gold or mistake.said):
            yield "  " + ", ".join(f"{name} {value}" for name, value in told.items() if value)


def _flat(text: str) -> str:
    """Return *text* on one line, a space at its ends kept."""
    return re.sub(r"\s+", " ", text)
