"""The errors of a measurement with their passages, so that a person can learn from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.evaluation.gold import GoldProposal, GoldRecord, Place
from kg.evaluation.predictions import PredictedProposal
from kg.evaluation.scoring import SLOTS, Item, RecordScore

_AROUND = 120  # characters of the text before and after a passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """One error: ``missed``, ``false`` or ``slot``; ``said`` and ``gold`` are what was compared."""

    record: str
    error: str
    passage: str
    before: str
    after: str
    gold: Mapping[str, str]
    said: Mapping[str, str]
    wrong: tuple[str, ...] = ()


def mistakes(scores: Sequence[RecordScore], records: Mapping[str, GoldRecord]) -> list[Mistake]:
    """Return every error, in order of record and place: missed, false and wrong slots."""
    found = []
    for score in scores:
        gold = records[score.id]
        for item in score.items:
            place, mistake = _mistake(item, score, gold)
            if mistake is not None:
                found.append((score.id, place, mistake.error, mistake))
    return [mistake for *_, mistake in sorted(found, key=lambda entry: entry[:3])]


def _mistake(item: Item, score: RecordScore, record: GoldRecord) -> tuple[Place, Mistake | None]:
    error = "missed" if item.predicted is None else "false" if item.gold is None else "slot"
    wrong = tuple(slot for slot in SLOTS if slot not in item.right) if error == "slot" else ()
    source = item.gold or item.predicted
    place = source.places[0] if source is not None and source.places else (0, 0)
    if error == "slot" and not wrong:
        return place, None
    start, end = place
    return place, Mistake(
        record=score.id,
        error=error,
        passage=record.text[start:end],
        before=record.text[max(0, start - _AROUND) : start],
        after=record.text[end : end + _AROUND],
        gold=_told(item.gold, score.names, "gold:"),
        said=_told(item.predicted, score.names, ""),
        wrong=wrong,
    )


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
        heading = f"{mistake.record}  {mistake.error.upper()}"
        yield f"{heading}  {', '.join(mistake.wrong)}" if mistake.wrong else heading
        yield f"  …{_flat(mistake.before)}⟦{_flat(mistake.passage)}⟧{_flat(mistake.after)}…"
        if mistake.error == "slot":
            for slot in mistake.wrong:
                yield f"  {slot}: gold {mistake.gold[slot]} / said {mistake.said[slot]}"
        else:
            told = mistake.gold or mistake.said
            yield "  " + ", ".join(f"{name} {value}" for name, value in told.items() if value)


def _flat(text: str) -> str:
    return " ".join(text.split()) if text.strip() else " "
