"""A made-up record, its answer key and findings, small enough to mark by hand."""

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from kg.evaluation.answers import read_gold
from kg.evaluation.gold import GoldRecord
from kg.evaluation.plain import plain_record
from kg.findings import (
    Agent,
    AgentKind,
    ConversationFinding,
    Evidence,
    Findings,
    Kind,
    Objective,
    Outcome,
    ParticipantFinding,
    Presence,
    ProposalFinding,
    QuantityFinding,
    Realization,
    ResponseFinding,
)
from kg.records import Record, Span

ID = "frus1999v01_d1"
TEXT = """1. Memorandum of Conversation
Portville, March 3, 1961
PARTICIPANTS
Ambassador Orlo Venn, Embassy of Ruritania
The Foreign Minister
Mr. Tamm, Interpreter
Ambassador Venn proposed a joint commission on the fisheries. The Foreign Minister said that his \
Government would accept it. Ambassador Venn asked for 500 tons of salt a year. The Foreign \
Minister replied that 300 tons could be given. The Foreign Minister suggested that the press not \
be told. Ambassador Venn had told the Queen of Zenda on Monday that Ruritania would withdraw its \
guards. He came back to the idea of such a commission for the fishermen.
"""

E1, E2, E3, E4, E5 = "e1", "e2", "e3", "e4", "e5"


def _proposal(id_: str, quote: str, **given: object) -> dict[str, object]:
    return {
        "id": id_,
        "tier": "core",
        "conversation": "c0",
        "proposer": [E1],
        "on_behalf_of": [],
        "addressee": [E2],
        "kind": "suggestion",
        "objective": "other",
        "content": "in our words",
        "quote": quote,
        "alternatives": [],
        "quantity": [],
        "outcome": "noAnswerRecorded",
        "response": None,
        **given,
    }


@pytest.fixture
def answer() -> dict[str, object]:
    """The answer key of the record, as its file holds it: three core proposals, one optional."""
    return {
        "format": "kg-gold/2",
        "id": ID,
        "annotator": "t",
        "entities": [
            {
                "id": E1,
                "type": "person",
                "name": "Orlo Venn",
                "surfaces": ["Ambassador Orlo Venn", "Ambassador Venn"],
                "side": "Ruritania",
            },
            {
                "id": E2,
                "type": "person",
                "name": "the Foreign Minister",
                "surfaces": ["The Foreign Minister"],
                "side": "Zenda",
            },
            {"id": E3, "type": "person", "name": "Mr. Tamm", "surfaces": [], "side": "Zenda"},
            {"id": E4, "type": "person", "name": "Queen of Zenda", "surfaces": [], "side": "Zenda"},
            {"id": E5, "type": "organisation", "name": "Ruritania", "surfaces": [], "side": None},
        ],
        "conversations": [
            {
                "id": "c0",
                "type": "main",
                "date": "1961-03-03",
                "place": "Portville",
                "participants": [
                    {"entity": E1, "role": "tookPart"},
                    {"entity": E2, "role": "tookPart"},
                    {"entity": E3, "role": "interpreter"},
                ],
                "reported_in": None,
                "quote": None,
            },
            {
                "id": "c1",
                "type": "reported",
                "participants": [
                    {"entity": E1, "role": "tookPart"},
                    {"entity": E4, "role": "tookPart"},
                ],
                "reported_in": "c0",
                "quote": "Ambassador Venn had told the Queen of Zenda",
            },
        ],
        "proposals": [
            _proposal(
                "p1",
                "Ambassador Venn proposed a joint commission on the fisheries",
                alternatives=["the idea of such a commission for the fishermen"],
                outcome="accepted",
                response={"by": [E2], "quote": "his Government would accept it"},
            ),
            _proposal(
                "p2",
                "Ambassador Venn asked for 500 tons of salt a year",
                kind="request",
                objective="aidEconomic",
                outcome="acceptedInPart",
                quantity=[
                    {"role": "asked", "value": 500, "unit": "tons", "per": "year", "of": "salt"}
                    | {"quote": "500 tons of salt a year"},
                    {"role": "granted", "value": 300, "unit": "tons", "of": "salt"}
                    | {"quote": "300 tons"},
                ],
            ),
            _proposal(
                "p3",
                "told the Queen of Zenda on Monday that Ruritania would withdraw its guards",
                conversation="c1",
                addressee=[E4],
                kind="promise",
                objective="militaryWithdrawal",
            ),
            _proposal(
                "p4",
                "The Foreign Minister suggested that the press not be told",
                tier="optional",
                proposer=[E2],
                addressee=[E1],
            ),
        ],
        "notes": "",
    }


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an answer key and its text as a gold folder; return the folder."""

    def written(answer: dict[str, object], text: str = TEXT, sha256: str | None = None) -> Path:
        texts = tmp_path / "text"
        texts.mkdir(exist_ok=True)
        (tmp_path / f"{answer['id']}.gold.json").write_text(json.dumps(answer))
        (texts / f"{answer['id']}.txt").write_text(text)
        if sha256 is not None:
            (texts / f"{answer['id']}.meta.json").write_text(json.dumps({"sha256": sha256}))
        return tmp_path

    return written


@pytest.fixture
def gold(answer: dict[str, object], write: Write) -> GoldRecord:
    """The answer key, read."""
    folder = write(answer)
    (record,), problems, notes = read_gold(folder, folder / "text")
    assert (problems, notes) == ([], [])
    return record


@pytest.fixture
def record(gold: GoldRecord) -> Record:
    """The record that is made of the text alone."""
    return plain_record(gold)


def _cite(words: str, confidence: str = "0.8", *supports: str) -> tuple[Evidence, ...]:
    start = TEXT.index(words)
    span = Span(start, start + len(words))
    return (Evidence(span=span, rule="made/up", confidence=Decimal(confidence), supports=supports),)


def _found(words: str, confidence: str, **given: object) -> ProposalFinding:
    start = TEXT.index(words)
    settings: dict[str, object] = {
        "id": f"p{start}",
        "description": "in our words",
        "evidence": _cite(words, confidence),
        "made_in": "main",
        "speaker": ("venn",),
        "addressee": ("minister",),
        "kind": Kind.SUGGESTION,
        "objective": Objective.OTHER,
        "outcome": Outcome.NO_ANSWER_RECORDED,
        **given,
    }
    return ProposalFinding(**settings)  # type: ignore[arg-type]  # the settings of the tests


@pytest.fixture
def findings() -> Findings:
    """What a middling reader finds.

    p1 wholly right; p2 with its government as proposer, a wrong outcome, the amount asked right
    and the amount granted missed; p3 missed; the optional p4; and one false alarm.
    """
    present = (("venn", Presence.TOOK_PART), ("minister", Presence.TOOK_PART))
    main = ConversationFinding(
        id="main",
        label="a talk",
        realization=Realization.HELD,
        participants=tuple(
            ParticipantFinding(agent=a, presence=(p,), as_written=a, evidence=_cite("PARTICIPANTS"))
            for a, p in (*present, ("zenda", Presence.TOOK_PART), ("queen", Presence.MENTIONED))
        ),
        evidence=_cite("Memorandum of Conversation"),
        date="1961-03-03",
        place="the Palace, Portville",
    )
    told = ConversationFinding(
        id="c1",
        label="another",
        realization=Realization.HELD,
        participants=(),
        evidence=_cite("told the Queen of Zenda"),
        reported_in="main",
        reported_by="venn",
    )
    asked = QuantityFinding(
        commodity="salt",
        as_written="500 tons",
        evidence=_cite("500 tons"),
        value=Decimal(500),
        unit="tons",
        per="P1Y",
        role="asked",
    )
    return Findings(
        agents=(
            Agent(id="venn", kind=AgentKind.PERSON, name="Orlo Venn", names=("Ambassador Venn",)),
            Agent(id="minister", kind=AgentKind.PERSON, name="The Foreign Minister"),
            Agent(id="queen", kind=AgentKind.PERSON, name="the Queen of Zenda"),
            Agent(id="ruritania", kind=AgentKind.ORGANIZATION, name="Ruritania"),
            Agent(id="zenda", kind=AgentKind.ORGANIZATION, name="Zenda"),
        ),
        conversations=(main, told),
        proposals=(
            _found("proposed a joint commission on the fisheries", "0.9", outcome=Outcome.ACCEPTED),
            _found(
                "Venn asked for 500 tons of salt",
                "0.8",
                speaker=("ruritania",),
                kind=Kind.REQUEST,
                objective=Objective.AID_ECONOMIC,
                quantities=(asked,),
            ),
            _found("suggested that the press not be told", "0.6", speaker=("minister",)),
            _found("replied that 300 tons could be given", "0.5"),
        ),
        responses=(
            ResponseFinding(
                id="r1",
                description="yes",
                evidence=_cite("his Government would accept it", "0.9", "outcome"),
                responds_to=(f"p{TEXT.index('proposed a joint')}",),
                outcome=Outcome.ACCEPTED,
                speaker=("minister",),
            ),
        ),
    )
