"""Who faces whom, who is meant by a letter, who writes "I", and what answers what; made up."""

from dataclasses import replace
from decimal import Decimal

import pytest

from kg.extraction import extract
from kg.extraction.cast import AgentKind, Cast, akin
from kg.extraction.conversations import MAIN
from kg.findings import Outcome, Realization
from kg.records import Attendee, Author, Block, BlockKind, Record, Span

TWO_SIDES = (
    "Prime Minister Vala of Norway",
    "Mr. Orm, Norwegian Embassy",
    "The Secretary",
    "Mr. Reed, Director, Office of Islands",
)


def record(*paragraphs, attendees=("Mr. Vala", "Mr. Reed"), author=None, heading="Talk", kind=None):
    """Make a record: heading, list of attendees as written, paragraphs or turns."""
    lines = [heading, *attendees, *paragraphs]
    text, at, blocks, people = "\n".join(lines), 0, [], []
    for place, line in enumerate(lines):
        listed = 0 < place <= len(attendees)
        form = BlockKind.LIST_ITEM if listed else kind or BlockKind.PARAGRAPH
        form = BlockKind.HEADING if place == 0 else form
        blocks.append(Block(kind=form, start=at, end=at + len(line)))
        if listed:
            people.append(_attendee(line, at))
        at += len(line) + 1
    return Record(
        collection="made-up",
        identifier="1",
        title=heading,
        text=text,
        blocks=tuple(blocks),
        attendees=tuple(people),
        author=Author(name=author, span=Span(0, 1)) if author else None,
    )


def _attendee(line, start):
    span = Span(start, start + len(line))
    if line == "The Secretary":
        return Attendee(as_written=line, span=span, position="Secretary")
    name, _, post = line.partition(", ")
    office, _, rest = name.partition(" of ")
    named = office.split()[-1] if not name.startswith("[") and "Party" not in name else name
    return Attendee(
        as_written=line, span=span, name=named, position=post or (name if rest else None)
    )


def slots(made):
    """Return proposer, addressee and outcome of each proposal found."""
    return [(p.speaker, p.addressee, p.outcome) for p in extract(made).proposals]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("china", "china-roc", True),
        ("china-prc", "china-roc", False),
        ("united-states", "united-kingdom", False),
        ("germany", "german-democratic-republic", True),
    ],
)
def test_states_are_akin_only_where_one_is_less_exact(one, other, same):
    assert akin(one, other) is same


def test_nobody_addresses_his_own_side():
    made = record(
        "Mr. Orm said that it rained.",
        "Prime Minister Vala proposed that they meet in May.",
        attendees=TWO_SIDES,
    )
    ((_, addressee, _),) = slots(made)
    assert addressee in {("the-secretary",), ("reed",)}


def test_letters_of_a_telephone_transcript_mean_the_talkers():
    made = record("V said he was glad. R asked V to send three ships.")
    ((proposer, addressee, _),) = slots(made)
    assert (proposer, addressee) == (("reed",), ("vala",))


def test_left_out_name_in_brackets_is_one_talker():
    made = record(
        "[Name deleted] asked Mr. Reed to send three ships.",
        attendees=("[name deleted]", "Mr. Reed"),
    )
    ((proposer, addressee, _),) = slots(made)
    assert (proposer, addressee) == (("name-deleted",), ("reed",))


def test_who_writes_i_is_the_one_who_is_never_named_as_speaking():
    made = record("I asked Mr. Vala to send three ships. Mr. Vala agreed.")
    ((proposer, addressee, outcome),) = slots(made)
    assert (proposer, addressee) == (("reed",), ("vala",))
    assert outcome is Outcome.ACCEPTED


def test_article_behind_the_end_of_a_sentence_still_leads_an_office():
    made = record(
        "Mr. Reed asked that the fleet go to Port Bern. The Secretary promised to do so.",
        attendees=("The Secretary", "Mr. Reed"),
    )
    assert slots(made)[0][2] is Outcome.ACCEPTED


def test_answer_answers_all_that_was_put_in_the_turn_before():
    made = record(
        "Mr. Reed asked Mr. Vala to send ships. He also asked Mr. Vala to send grain. "
        "Mr. Vala said he would report this to his Government."
    )
    assert [outcome for _, _, outcome in slots(made)[:2]] == [Outcome.UNDER_CONSIDERATION] * 2


def test_at_his_request_names_who_asked_and_says_that_it_was_granted():
    made = record(
        "Mr. Vala thanked me. At Mr. Vala’s request I said that I would send him the paper.",
        author="Reed",
    )
    assert (("vala",), ("reed",), Outcome.ACCEPTED) in slots(made)


def test_initials_and_full_given_names_are_one_person():
    cast = Cast()
    member = cast.add("C. B. Orm", AgentKind.PERSON)
    assert cast.person("Carl Bertil Orm") is member
    assert cast.person("Dag Orm") is None


def test_planned_and_reported_talks_are_told_apart():
    made = record(
        "Mr. Reed said that he had mentioned the matter to Minister Stone. "
        "He would raise it with Senator Lund."
    )
    found = extract(made)
    others = [c for c in found.conversations if c.id != MAIN]
    assert {c.realization for c in others} == {Realization.HELD, Realization.PLANNED}
    assert all(c.reported_in == MAIN and c.reported_by == "reed" for c in others)


@pytest.mark.parametrize(
    "heading",
    [
        "Record of Conversation between N. Vala and R. Reed",
        "Conversation of Ambassador N. Vala with R. Reed, May 1950",
    ],
)
def test_heading_names_the_talkers_where_no_list_does(heading):
    found = extract(record("It rained.", attendees=(), heading=heading))
    names = [p.agent for p in found.conversations[0].participants]
    assert len(names) == 2
    assert all(
        e.confidence >= Decimal("0.9")
        for p in found.conversations[0].participants
        for e in p.evidence
    )


def test_author_and_attendee_with_one_identifier_are_one_participant():
    made = record("I asked Mr. Vala to come.", attendees=("Mr. Vala", "Mr. Reed"))
    people = (made.attendees[0], replace(made.attendees[1], identifiers=("v1#p_R1",)))
    author = Author(name="McG. R.", span=Span(0, 1), identifiers=("v1#p_R1",))
    found = extract(replace(made, attendees=people, author=author))
    assert [p.agent for p in found.conversations[0].participants] == ["vala", "reed"]
