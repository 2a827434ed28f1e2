"""Descriptions in our own words, made of the slots: never the record's sentence."""

from kg.extraction.cast import Cast
from kg.extraction.drafts import Draft
from kg.extraction.quantities import counted
from kg.findings import Kind, Objective, Outcome, QuantityFinding

_VERBS = {
    Kind.INVITATION: "invites",
    Kind.REQUEST: "asks",
    Kind.OFFER: "makes an offer to",
    Kind.SUGGESTION: "makes a suggestion to",
    Kind.DEMAND: "demands of",
    Kind.PROMISE: "makes a promise to",
    Kind.WARNING: "warns",
    Kind.THREAT: "threatens",
    Kind.ARRANGEMENT: "arranges with",
}
_AIMS = {
    Objective.MEET_VISIT: "a meeting or visit",
    Objective.CONSULTATION: "consultation",
    Objective.SETTLE_DISPUTE: "settling a dispute",
    Objective.MEDIATION: "mediation",
    Objective.AID_ECONOMIC: "economic aid",
    Objective.AID_MILITARY: "military aid",
    Objective.AID_HUMANITARIAN: "humanitarian aid",
    Objective.COOPERATION_ECONOMIC: "economic cooperation",
    Objective.COOPERATION_MILITARY: "military cooperation",
    Objective.DIPLOMATIC_SUPPORT: "diplomatic support",
    Objective.POLICY_CHANGE: "a change of policy",
    Objective.RELEASE_PERSONS: "release or return of persons",
    Objective.MILITARY_WITHDRAWAL: "military withdrawal",
    Objective.NON_INTERFERENCE: "non-interference",
    Objective.INFORMATION: "information",
    Objective.OTHER: "some other action",
}
_PLURALS = {"man": "men", "person": "persons", "percent": "percent", "aircraft": "aircraft"} | {
    unit: unit for unit in ("yen", "yuan")
}
_OUTCOMES = {
    Outcome.ACCEPTED: "accepts",
    Outcome.ACCEPTED_IN_PART: "accepts in part",
    Outcome.DECLINED: "declines",
    Outcome.COUNTERED: "answers with another proposal",
    Outcome.DEFERRED: "puts off the answer",
    Outcome.UNDER_CONSIDERATION: "will consider it",
}


def of_proposal(cast: Cast, draft: Draft) -> str:
    """Return who proposes what to whom, from the slots alone."""
    who = _names(cast, draft.proposer)
    whom = _names(cast, draft.addressee)
    aim = _AIMS[draft.objective]
    if draft.quantities:
        amounts = [f"{_amount(one)} ({one.role})" for one in draft.quantities]
        aim = f"{aim}: {', '.join(amounts)}"
    if not who:
        return (
            f"{draft.kind.capitalize()}{f' to {whom}' if whom else ''} (no proposer named): {aim}"
        )
    if not whom:
        return f"{who}: {draft.kind} ({aim})"
    return f"{who} {_VERBS[draft.kind]} {whom}: {aim}"


def _amount(one: QuantityFinding) -> str:
    """Return an amount in figures: ``5,000 to 6,000 tons of cotton``, ``3 ships``."""
    low = one.value if one.minimum is None else one.minimum
    high = one.value if one.maximum is None else one.maximum
    figures = f"{low:,f}" if low == high else f"{low:,f} to {high:,f}"
    unit = _PLURALS.get(one.unit or "", f"{one.unit}s") if high != 1 else one.unit
    known = counted(one.unit or "") is not None
    return f"{figures} {unit}" if known else f"{figures} {unit} of {one.commodity}"


def of_response(cast: Cast, speaker: str | None, outcome: Outcome, to: tuple[Draft, ...]) -> str:
    """Return who answers, how, and what is answered."""
    who = cast.members[speaker].name if speaker is not None else "The addressee"
    aims = dict.fromkeys(f"{draft.kind} ({_AIMS[draft.objective]})" for draft in to)
    return f"{who} {_OUTCOMES[outcome]}: {', '.join(aims)}"


def _names(cast: Cast, agents: tuple[str, ...]) -> str:
    return " and ".join(cast.members[agent].name for agent in agents)
