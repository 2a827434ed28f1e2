"""Marks for conversations and for those who took part in the main one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from kg.evaluation.gold import GoldConversation, GoldRecord, Place
from kg.evaluation.identity import words_of
from kg.evaluation.matching import match_agents, match_conversations
from kg.evaluation.predictions import PredictedConversation, Prediction

ABSENT = frozenset({"mentioned", "expected"})  # presences of those who were not in the main talk
_DAY = len("1957-11-12")
Known = Mapping[str, frozenset[str]]
"""The gold entities that each predicted agent may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What is counted, and for an error who or what it is about and where it stands."""

    counted: tuple[str, ...]
    about: str = ""
    place: Place = (0, 0)

    @property
    def error(self) -> str | None:
        """The error, ``participant missed`` and the like; ``None`` if all is right."""
        wrong = (c for c in self.counted if c.endswith((" missed", " false")))
        stated = (
            f"{c.removesuffix(' stated')} wrong"
            for c in self.counted
            if c.endswith(" stated") and c.replace("stated", "right") not in self.counted
        )
        return next(iter((*wrong, *stated)), None)


def conversation_marks(gold: GoldRecord, prediction: Prediction, known: Known) -> Iterator[Mark]:
    """Yield a mark for every conversation, found, missed or invented."""
    pairs = match_conversations(gold.conversations, prediction.conversations, gold.text, known)
    for i, j in pairs:
        wanted, answer = gold.conversations[i], prediction.conversations[j]
        if wanted.type == answer.type:
            counted: tuple[str, ...] = (f"{wanted.type} found", "conversation type right")
        else:
            counted = (f"{wanted.type} missed", f"{answer.type} false")
        told = _told(wanted, gold)
        if wanted.type == "main":
            counted += tuple(_circumstances(wanted, answer))
            told["about"] += (
                f"; gold {wanted.date}, {wanted.where}; said {answer.date}, {answer.where}"
            )
        yield Mark(counted=("conversation found", *counted), **told)
    for i, wanted in enumerate(gold.conversations):
        if i not in {pair[0] for pair in pairs}:
            counted = ("conversation missed", f"{wanted.type} missed")
            yield Mark(counted=counted, **_told(wanted, gold))
    for j, answer in enumerate(prediction.conversations):
        if j not in {pair[1] for pair in pairs}:
            counted = ("conversation false", f"{answer.type} false")
            yield Mark(counted=counted, **_said(answer, prediction))


def participant_marks(gold: GoldRecord, prediction: Prediction, known: Known) -> Iterator[Mark]:
    """Yield a mark for everybody in the main conversation; the expected and mentioned were not."""
    wanted, present = _wanted(gold), _present(prediction)
    agents = sorted(present)
    pairs = match_agents(wanted, [known.get(agent, frozenset()) for agent in agents])
    for entity, j in pairs:
        right = wanted[entity] & present[agents[j]]
        yield Mark(counted=("participant found", *(["participant role right"] if right else [])))
    entities = {entity.id: entity.name for entity in gold.entities}
    for id_ in sorted(wanted.keys() - {entity for entity, _ in pairs}):
        yield Mark(counted=("participant missed",), about=entities[id_])
    names = _names(prediction)
    for j, agent in enumerate(agents):
        if j not in {pair[1] for pair in pairs}:
            yield Mark(counted=("participant false",), about=names.get(agent, agent))


def _circumstances(wanted: GoldConversation, answer: PredictedConversation) -> Iterator[str]:
    """Yield what is right of when and where: the day, and the town, neither guessed."""
    if wanted.date or answer.date:
        yield "date stated"
        if wanted.date and answer.date and wanted.date[:_DAY] == answer.date[:_DAY]:
            yield "date right"
    if wanted.where or answer.where:
        yield "where stated"
        ours, theirs = set(words_of(wanted.where or "")), set(words_of(answer.where or ""))
        if ours and theirs and (ours <= theirs or theirs <= ours):
            yield "where right"


def _wanted(gold: GoldRecord) -> dict[str, set[str]]:
    """Return who was in the main conversation, with their roles."""
    roles: dict[str, set[str]] = {}
    for conversation in gold.conversations:
        for participant in conversation.participants:
            if conversation.type == "main" and participant.role not in ABSENT:
                roles.setdefault(participant.entity, set()).add(participant.role)
    return roles


def _present(prediction: Prediction) -> dict[str, set[str]]:
    """Return who is said to have been in the main conversation, with their presences."""
    roles: dict[str, set[str]] = {}
    for conversation in prediction.conversations:
        for agent, presences in conversation.participants:
            if conversation.type == "main" and not ABSENT.issuperset(presences):
                roles.setdefault(agent, set()).update(presences)
    return roles


class _About(TypedDict):
    about: str
    place: Place


def _told(wanted: GoldConversation, gold: GoldRecord) -> _About:
    names = {entity.id: entity.name for entity in gold.entities}
    people = ", ".join(names[p.entity] for p in wanted.participants)
    return {"about": f"{wanted.type} conversation of {people}", "place": wanted.place or (0, 0)}


def _said(answer: PredictedConversation, prediction: Prediction) -> _About:
    names = _names(prediction)
    people = ", ".join(names.get(agent, agent) for agent, _ in answer.participants) or "nobody"
    place = answer.places[0] if answer.places else (0, 0)
    return {"about": f"{answer.type} conversation of {people}", "place": place}


def _names(prediction: Prediction) -> dict[str, str]:
    return {agent.id: agent.names[0] for agent in prediction.agents if agent.names}
