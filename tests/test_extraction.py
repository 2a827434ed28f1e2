"""Reading of made-up talks between made-up people; each test is one rule of the tracker."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.converters.wilson import convert as convert_wilson
from kg.evaluation.answers import read_gold
from kg.evaluation.predictions import from_findings
from kg.evaluation.scoring import score
from kg.evaluation.texts import Alignment
from kg.extraction import extract
from kg.extraction.quantities import amounts
from kg.extraction.sentences import sentences
from kg.findings import Kind, Objective, Outcome, Presence, Realization
from kg.records import (
    Attendee,
    Author,
    Block,
    BlockKind,
    DateReading,
    Name,
    Person,
    Record,
    Span,
)

HEADING = "Memorandum of Conversation"


def record(*paragraphs, attendees=("Mr. Adan, Envoy of Peru", "The Secretary"), **more):
    """Make a record: heading, list of attendees, paragraphs."""
    lines = [HEADING, *attendees, *paragraphs]
    text = "\n".join(lines)
    blocks, at = [], 0
    for place, line in enumerate(lines):
        kind = BlockKind.HEADING if place == 0 else BlockKind.PARAGRAPH
        kind = BlockKind.LIST_ITEM if 0 < place <= len(attendees) else kind
        if line:
            blocks.append(Block(kind=kind, start=at, end=at + len(line)))
        at += len(line) + 1
    people = []
    for line in attendees:
        start = text.index(line)
        name, _, post = line.partition(", ")
        title, _, rest = name.partition(" ")
        office = title == "The"
        people.append(
            Attendee(
                as_written=line,
                span=Span(start, start + len(line)),
                name=None if office else rest,
                title=None if office else title,
                position=rest if office else post or None,
            )
        )
    return Record(
        collection="made-up",
        identifier="1",
        title=HEADING,
        text=text,
        blocks=tuple(blocks),
        attendees=tuple(people),
        **more,
    )


def by_author(made, name="Rolf Bern", position=None):
    """Give a record an author, named in its heading line."""
    return replace(
        made,
        author=Author(name=name, span=Span(0, 10), position=position),
    )


def only(found):
    assert len(found.proposals) == 1, [p.description for p in found.proposals]
    return found.proposals[0]


def words(made, finding):
    return made.text_of(finding.evidence[0].span)


# -- the recorded conversation -----------------------------------------------------------------


def test_record_without_running_text_has_only_the_main_conversation():
    found = extract(record())
    assert [c.id for c in found.conversations] == ["main"]
    assert [p.agent for p in found.conversations[0].participants] == ["adan", "the-secretary"]
    assert not found.proposals


def test_main_conversation_says_no_place_that_the_record_does_not_say():
    main = extract(record("Mr. Adan said that Lima was far.")).conversations[0]
    assert main.place is None
    assert main.medium is None


def test_accepted_date_is_the_last_correction_and_all_readings_are_kept():
    readings = (
        DateReading(edtf="1957-09-12", as_written="12 September 1957"),
        DateReading(edtf="1957-11-12", as_written="12 [November] 1957", corrects=True),
    )
    main = extract(record(conversation_dates=readings)).conversations[0]
    assert main.date == "1957-11-12"
    assert [d.reading.edtf for d in main.dates] == ["1957-09-12", "1957-11-12"]


def test_nation_in_the_list_is_the_side_and_a_state_of_the_table():
    found = extract(record())
    adan = found.conversations[0].participants[0]
    assert adan.side == "peru"
    assert {a.id: a.authority for a in found.agents}["peru"] == "state/peru"
    assert adan.position == "Envoy of Peru"


def test_author_who_says_i_takes_part_and_recorded_it():
    made = by_author(record("I asked Mr. Adan to send three ships.", attendees=("Mr. Adan",)))
    main = extract(made).conversations[0]
    parts = {p.agent: p.presence for p in main.participants}
    assert parts["rolf-bern"] == (Presence.TOOK_PART, Presence.RECORDER)
    assert only(extract(made)).speaker == ("rolf-bern",)


def test_author_who_only_writes_does_not_take_part():
    made = by_author(record("The Secretary asked Mr. Adan to send three ships."))
    assert "rolf-bern" not in {p.agent for p in extract(made).conversations[0].participants}


def test_heading_between_names_who_took_part_when_no_list_does():
    text = "Telephone Conversation Between President Moor and Olaf Brand\nMoor: Come in.\n"
    block = Block(kind=BlockKind.HEADING, start=0, end=text.index("\n"))
    turn = Block(kind=BlockKind.TURN, start=text.index("\n") + 1, end=len(text))
    made = Record(collection="made-up", identifier="2", title="", text=text, blocks=(block, turn))
    names = {a.name for a in extract(made).agents}
    assert {"Moor", "Olaf Brand"} <= names


def test_marked_up_name_keeps_the_identifier_of_its_source():
    made = record("Mr. Adan said that Stone was late.")
    at = made.text.index("Stone")
    made = replace(
        made,
        names=(Name(span=Span(at, at + 5), identifier="vol1#p_SX1"),),
        persons=(Person(identifier="vol1#p_SX1", name="Stone, Ada X."),),
    )
    stone = {a.name: a for a in extract(made).agents}["Ada X. Stone"]
    assert stone.identifiers == ("vol1#p_SX1",)
    assert stone.authority == "made-up/vol1/p_SX1"


# -- who puts what to whom ---------------------------------------------------------------------


def test_request_has_proposer_addressee_kind_and_its_exact_words():
    made = record("The Secretary asked Mr. Adan to send three ships.")
    found = only(extract(made))
    assert (found.speaker, found.addressee) == (("the-secretary",), ("adan",))
    assert found.kind is Kind.REQUEST
    assert words(made, found) == "The Secretary asked Mr. Adan to send three ships"
    assert found.made_in == "main"
    assert found.id == f"p{found.evidence[0].span.start}"


def test_unnamed_addressee_is_the_other_side():
    found = only(extract(record("The Secretary suggested that the fleet sail in May.")))
    assert found.addressee == ("adan",)


def test_pronoun_keeps_the_speaker_of_the_sentence_before():
    found = only(
        extract(
            record(
                "Mr. Adan was glad to come. Mr. Adan said it rained. He urged that the fleet sail."
            )
        )
    )
    assert found.speaker == ("adan",)


def test_sentence_without_verb_of_speech_inherits_its_speaker_with_less_confidence():
    made = record("Mr. Adan said it rained. It would be useful if the fleet sailed.")
    found = only(extract(made))
    assert found.speaker == ("adan",)
    direct = only(extract(record("Mr. Adan said that it would be useful if the fleet sailed.")))
    assert found.evidence[0].confidence < direct.evidence[0].confidence


def test_coordinated_verb_has_the_subject_of_the_first():
    found = extract(record("Mr. Adan thanked the Secretary and urged that the fleet sail."))
    assert only(found).speaker == ("adan",)


def test_apposition_and_inversion_are_subjects():
    found = extract(record("Mr. Adan, the Envoy, proposed that the fleet sail."))
    assert only(found).speaker == ("adan",)


def test_turn_label_gives_the_floor_and_you_are_the_other():
    made = record("Adan: Why don't you ask Lima?", "Secretary: I will call them up now.")
    found = extract(made).proposals
    assert found[0].speaker == ("adan",)
    assert found[0].addressee == ("the-secretary",)


def test_office_means_the_attendee_who_holds_it():
    made = record(
        "The Ambassador asked the Secretary to send ships.",
        attendees=("Mr. Adan, Ambassador of Peru", "The Secretary"),
    )
    assert only(extract(made)).speaker == ("adan",)


def test_it_was_agreed_has_no_proposer_and_is_accepted():
    found = only(extract(record("It was agreed that the fleet would sail.")))
    assert found.speaker == ()
    assert (found.kind, found.outcome) == (Kind.ARRANGEMENT, Outcome.ACCEPTED)


def test_who_agreed_to_visit_was_invited_by_nobody_named():
    found = only(extract(record("Mr. Adan agreed to visit the islands in May.")))
    assert (found.speaker, found.addressee) == ((), ("adan",))
    assert (found.kind, found.objective) == (Kind.INVITATION, Objective.MEET_VISIT)


def test_question_for_an_opinion_is_no_proposal():
    assert not extract(record("The Secretary asked Mr. Adan for his views.")).proposals


def test_words_of_somebody_absent_are_reported_not_made_here():
    made = record("Mr. Adan said that the Danes had proposed that the fleet sail.")
    found = only(extract(made))
    assert found.speaker == ("denmark",)
    assert (found.made_in, found.reported_in, found.reported_by) == (None, "main", "adan")


def test_description_is_not_the_sentence_of_the_record():
    made = record("The Secretary asked Mr. Adan to send three grey ships.")
    description = only(extract(made)).description
    assert "grey" not in description
    assert description == "The Secretary asks Adan: some other action: 3 ships (asked)"


# -- answers -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("Mr. Adan agreed.", Outcome.ACCEPTED),
        ("Mr. Adan said that he could not accept this.", Outcome.DECLINED),
        ("Mr. Adan replied that they will carefully study this suggestion.",
         Outcome.UNDER_CONSIDERATION),
        ("Mr. Adan said he had no instructions.", Outcome.DEFERRED),
        ("Mr. Adan said that it rained.", Outcome.NO_ANSWER_RECORDED),
    ],
)  # fmt: skip
def test_outcome_is_that_of_the_answer(answer, outcome):
    made = record(f"The Secretary suggested that the fleet sail. {answer}")
    found = extract(made)
    assert found.proposals[0].outcome is outcome
    assert all(r.responds_to == (found.proposals[0].id,) for r in found.responses)
    assert bool(found.responses) == (outcome is not Outcome.NO_ANSWER_RECORDED)


def test_nobody_answers_their_own_proposal():
    found = extract(record("The Secretary suggested that the fleet sail. The Secretary agreed."))
    assert found.proposals[0].outcome is Outcome.NO_ANSWER_RECORDED


# -- talks told of and planned -----------------------------------------------------------------


def told(*more):
    return record(
        "Mr. Adan told of a meeting with Mr. Stone of the Danish fleet.",
        *more,
        attendees=("Mr. Adan, Envoy of Peru",),
    )


def test_talk_told_of_is_a_conversation_with_its_teller():
    found = by_author(told("Mr. Stone said that it rained."))
    talks = extract(found).conversations
    assert [c.reported_in for c in talks] == [None, "main"]
    assert talks[1].reported_by == "adan"
    assert {p.agent for p in talks[1].participants} == {"adan", "stone"}


def test_words_of_who_was_met_belong_to_the_talk_told_of():
    found = extract(
        told(
            "Mr. Stone then proposed returning the prisoners.",
            "Mr. Adan replied to this: We don't need these people.",
        )
    )
    offer = only(found)
    inner = found.conversations[1].id
    assert (offer.made_in, offer.speaker, offer.addressee) == (inner, ("stone",), ("adan",))
    assert (offer.kind, offer.objective) == (Kind.OFFER, Objective.RELEASE_PERSONS)
    assert offer.outcome is Outcome.DECLINED
    assert found.responses[0].made_in == inner


def test_undated_talk_told_of_ends_with_the_day_it_was_told():
    made = told("Mr. Stone said that it rained.")
    made = Record(
        **{
            field: getattr(made, field)
            for field in made.__dataclass_fields__
            if field != "conversation_dates"
        },
        conversation_dates=(DateReading(edtf="1957-11-12", as_written="12 November 1957"),),
    )
    assert [c.date for c in extract(made).conversations] == ["1957-11-12", "/1957-11-12"]


def test_what_is_to_be_said_belongs_to_the_planned_talk():
    found = extract(
        record("Speaking of the upcoming talk with Mr. Stone Mr. Adan said that it rained. "
               "First, we want to ask the Danish Government to send 5,000 tons of rice a year.")
    )  # fmt: skip
    ask = only(found)
    planned = found.conversations[1]
    assert planned.realization is Realization.PLANNED
    assert (ask.made_in, ask.outcome) == (planned.id, Outcome.NOT_YET_PUT)
    assert ask.addressee[0] == "danish-government"
    assert ("adan", (Presence.EXPECTED,)) in {(p.agent, p.presence) for p in planned.participants}
    assert ask.quantities[0].value == 5000


# -- amounts and sentences ---------------------------------------------------------------------


def test_amounts_have_range_unit_and_period():
    text = "on the order of five to six thousand tons a year, $2 million and their two divisions"
    found = [(a.low, a.high, a.unit, a.per) for a in amounts(text, 0, len(text))]
    assert found == [
        (Decimal(5000), Decimal(6000), "ton", "P1Y"),
        (Decimal(2000000), Decimal(2000000), "dollar", None),
    ]


def test_titles_and_initials_do_not_end_a_sentence():
    text = "Cde. N. S. Adan spoke with Mr. Stone of the U.S. Embassy. He left."
    assert [text[a:b] for a, b in sentences(text, 0, len(text))] == [text[:-9], "He left."]


# -- laws --------------------------------------------------------------------------------------

PIECES = st.lists(
    st.sampled_from(
        ["Mr. Adan", "the Secretary", "he", "we", "said", "asked", "proposed", "to send", "that",
         ".", "5,000 tons", "agreed", "had", "with", "a meeting", "would", "should", "I", ",", "\n",
         "Cde.", "“", "the", "of", "Danish", "Soviets", "—", "\xa0", "K:", "not", "é", "’s"]
    ) | st.text(max_size=6),
    max_size=40,
)  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(PIECES)
def test_any_text_is_read_without_failing_and_every_span_lies_in_it(pieces):
    made = by_author(record(" ".join(pieces).replace("\r", " ")))
    found = extract(made)
    agents = {agent.id for agent in found.agents}
    talks = {talk.id: talk for talk in found.conversations}
    for talk in found.conversations:
        assert len({p.agent for p in talk.participants}) == len(talk.participants)
        assert {p.agent for p in talk.participants} <= agents
        if talk.reported_in is not None:
            assert talk.reported_in in talks
            assert talk.reported_by in {None, *(p.agent for p in talks["main"].participants)}
    for utterance in (*found.proposals, *found.responses):
        for piece in utterance.evidence:
            assert piece.span.end <= len(made.text)
        assert not set(utterance.speaker) & set(utterance.addressee) or utterance in found.responses
        assert {*utterance.speaker, *utterance.addressee} <= agents
    for proposal in found.proposals:
        if proposal.made_in is not None:
            present = {p.agent for p in talks[proposal.made_in].participants}
            assert set(proposal.speaker) <= present
            planned = talks[proposal.made_in].realization is Realization.PLANNED
            assert planned == (proposal.outcome is Outcome.NOT_YET_PUT)
        answers = [r for r in found.responses if proposal.id in r.responds_to]
        assert not answers or answers[-1].outcome is proposal.outcome
    ids = [u.id for u in (*found.proposals, *found.responses)]
    assert len(ids) == len(set(ids))


def test_hash_seed_changes_nothing():
    code = (
        "import tests.test_extraction as t\n"
        "print(t.extract(t.told('Mr. Stone proposed that Mr. Lund of Peru and the Danes sail. "
        "The Soviets had asked the Secretary to wait.')))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"PYTHONHASHSEED": s}
        ).stdout
        for s in ("0", "1", "7")
    }
    assert len(runs) == 1


# -- the real record ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def puzanov(shared):
    """The real page 115932, as its converter gives it."""
    path = shared / "records" / "115932.txt"
    if not path.is_file():
        pytest.skip("the real record 115932 is not here")
    (made,) = [o for o in convert_wilson(path) if isinstance(o, Record)]
    return made


def test_real_record_has_five_talks_rightly_nested(puzanov):
    talks = extract(puzanov).conversations
    kinds = [(t.realization, t.reported_in) for t in talks]
    assert kinds.count((Realization.HELD, None)) == 1
    assert kinds.count((Realization.HELD, "main")) == 3
    assert kinds.count((Realization.PLANNED, "main")) == 1
    assert talks[0].date == "1957-11-12"
    assert talks[0].place is None


def test_real_record_has_its_twelve_core_proposals(puzanov, shared):
    gold_file = shared / "gold" / "115932.gold.json"
    if not gold_file.is_file():
        pytest.skip("the annotations are not here")
    records, _, _ = read_gold(shared / "gold", shared / "gold" / "text", only="115932")
    (gold,) = records
    found = from_findings(puzanov, extract(puzanov), Alignment(puzanov.text, gold.text))
    counts = score(gold, found).counts()
    right = [counts[f"{slot} right"] for slot in ("proposer", "addressee", "outcome")]
    assert counts["missed"] == 0
    assert counts["false"] <= 1
    assert min(right) >= 11


def test_real_record_has_the_cotton_asked_and_granted(puzanov):
    found = extract(puzanov)
    amounts_found = {
        (q.role, q.value or q.minimum, q.maximum, q.commodity)
        for u in (*found.proposals, *found.responses)
        for q in u.quantities
    }
    assert ("asked", Decimal(5000), Decimal(6000), "cotton") in amounts_found
    assert ("baseline", Decimal(2000), None, "cotton") in amounts_found
    assert ("asked", Decimal(12000), None, "cotton") in amounts_found
    assert ("granted", Decimal(8000), None, "cotton") in amounts_found
    assert len(amounts_found) == 4  # neither the divisions nor the metres of cloth
