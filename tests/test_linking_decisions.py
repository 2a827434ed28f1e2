"""Decisions: never lost, never overruled, told when they disagree; IRIs that keep their meaning."""

import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import main
from kg.errors import ConfigError, SourceError
from kg.linking import Listing, authority, decisions, registry, sssom
from kg.linking.decisions import Decision, Judgement, settle
from kg.linking.identity import identify


def decided(one, other, judgement="positive", author="ann", at="2026-01-01T00:00:00Z"):
    return Decision(
        subject=one,
        object=other,
        judgement=Judgement(judgement),
        author=author,
        decided_at=at,
    )


NAMES = st.sampled_from("abcdef")
DECISIONS = st.lists(
    st.builds(
        decided,
        NAMES,
        st.sampled_from("uvwxyz"),
        st.sampled_from([judgement.value for judgement in Judgement]),
        st.sampled_from(["ann", "bob"]),
        st.sampled_from(["2026-01-01", "2026-01-02"]),
    ),
    max_size=12,
)


@given(DECISIONS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_decisions_changes_nothing(some, order):
    assert settle(order.sample(some, len(some))) == settle(some) == settle([*some, *some])


@given(DECISIONS)
@settings(max_examples=40, deadline=None)
def test_every_pair_is_in_one_place_at_most(some):
    settled = settle(some)
    places = [
        *settled.together, *settled.apart, *settled.unsure, *settled.unresolved, *settled.orphaned
    ]  # fmt: skip
    assert len(places) == len(set(places))


def test_what_is_written_is_read_again(tmp_path):
    path = tmp_path / "links" / "decisions.sssom.tsv"
    first, second = decided("a", "b"), decided("a", "c", "negative")
    decisions.append(path, [first])
    decisions.append(path, [second])
    assert decisions.read(path).decisions == (first, second)
    assert path.read_text().count("#mapping_set_id") == 1


@given(st.integers(min_value=0, max_value=2000))
@settings(max_examples=60, deadline=None)
def test_a_file_cut_anywhere_loses_only_what_was_cut(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("cut") / "decisions.tsv"
    some = [decided("a", "b"), decided("a", "c"), decided("a", "d", "negative")]
    decisions.append(path, some)
    data = path.read_bytes()
    path.write_bytes(data[: min(cut, len(data))])
    before = decisions.read(path)
    decisions.append(path, [decided("x", "y")])
    after = decisions.read(path)
    assert before.decisions == tuple(some[: len(before.decisions)])
    assert after.decisions == (*before.decisions, decided("x", "y"))
    assert len(after.broken) <= 1


def test_a_kill_loses_no_decision_that_was_confirmed(tmp_path, root):
    path = tmp_path / "decisions.tsv"
    script = (
        "import sys\nfrom pathlib import Path\nfrom kg.linking.decisions import *\n"
        "for n in range(100000):\n"
        "    append(Path(sys.argv[1]), [Decision(subject=f's{n}', object='o', author='ann',"
        " judgement=Judgement.POSITIVE, decided_at='2026')])\n    print(n, flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True, cwd=root
    )
    for line in process.stdout:
        if int(line) == 25:
            process.send_signal(signal.SIGKILL)
            break
    confirmed = [25, *(int(line) for line in process.stdout)]
    process.wait()
    process.stdout.close()
    subjects = {decision.subject for decision in decisions.read(path).decisions}
    assert {f"s{n}" for n in range(max(confirmed) + 1)} <= subjects


def test_two_people_who_disagree_leave_the_pair_unresolved():
    settled = settle([decided("a", "b"), decided("b", "a", "negative", author="bob")])
    assert (settled.unresolved, settled.together, settled.apart) == ((("a", "b"),), (), ())


def test_who_thinks_better_of_it_takes_it_back():
    first = decided("a", "b", at="2026-01-01")
    assert settle([decided("a", "b", "none", at="2026-01-02"), first]).together == ()
    assert settle([first, decided("a", "b", "negative", at="2026-01-02")]).apart == (("a", "b"),)


def test_a_chain_that_joins_what_a_decision_parts_is_unresolved():
    settled = settle([decided("a", "b"), decided("b", "c"), decided("a", "c", "negative")])
    assert settled.together == ()
    assert settled.unresolved == (("a", "b"), ("b", "c"))
    assert settled.apart == (("a", "c"),)


def test_a_decision_about_somebody_unknown_is_kept_and_told():
    settled = settle([decided("a", "gone")], known={"a"})
    assert settled.orphaned == (("a", "gone"),)


@pytest.mark.parametrize("bad", ["", "a\tb", "a\nb"])
def test_a_decision_needs_an_author_on_one_line(bad):
    with pytest.raises(ConfigError):
        decided("a", "b", author=bad)


def test_mappings_of_others_come_in_as_decisions(tmp_path):
    path = tmp_path / "other.sssom.tsv"
    path.write_text(
        "#license: x\nsubject_id\tpredicate_id\tpredicate_modifier\tobject_id\t"
        "mapping_justification\n"
        "a\tskos:exactMatch\t\tb\tsemapv:MappingReview\n"
        "a\tskos:exactMatch\tNot\tc\tsemapv:MappingReview\n"
        "a\tskos:closeMatch\t\td\tsemapv:MappingReview\n"
    )
    found = sssom.decisions_in(path, author="ann", decided_at="2026")
    assert [decision.judgement.value for decision in found] == ["positive", "negative", "unsure"]
    path.write_text("subject_id\tobject_id\na\tb\n")
    with pytest.raises(SourceError, match="no column mapping_justification, predicate_id"):
        sssom.decisions_in(path, author="ann", decided_at="2026")


def test_the_command_records_and_exports(tmp_path):
    path = str(tmp_path / "decisions.tsv")
    run = CliRunner().invoke
    for judgement, other in (("positive", "b"), ("negative", "c")):
        done = run(
            main,
            [
                "link",
                "decide",
                "a",
                other,
                "--judgement",
                judgement,
                "--author",
                "ann",
                "--at",
                "2026-01-01",
                "--decisions",
                path,
            ],
        )
        assert done.exit_code == 0
    exported = run(main, ["link", "export", "--decisions", path]).output
    assert "a\t\tskos:exactMatch\t\tb" in exported
    assert "a\t\tskos:exactMatch\tNot\tc" in exported
    assert "sameAs" not in exported


# IRIs


def person(identifier, name, description):
    return Listing(
        identifier=identifier,
        source=identifier.rpartition("/")[0],
        name=name,
        description=description,
    )


ONE = person("person/v1/a", "Doe, John A.", "Ambassador to Norway and Sweden")
TWO = person("person/v2/a", "Doe, John A.", "Ambassador to Norway and Denmark")
OLDER = person("person/v0/a", "Doe, John", "Ambassador to Norway and Sweden")


def test_adding_a_source_changes_no_published_iri():
    before = identify([ONE, TWO])
    assert set(before.standing.values()) == {"person/v1/a"}
    after = identify([OLDER, ONE, TWO], registry=before.registry)
    assert set(after.standing.values()) == {"person/v1/a"}
    assert after.registry.entries[: len(before.registry.entries)] == before.registry.entries


def test_a_split_by_decision_stays_in_every_order():
    published = identify([OLDER, ONE, TWO]).registry
    parted = [decided(ONE.identifier, TWO.identifier, "negative")]
    for order in ([OLDER, ONE, TWO], [TWO, ONE, OLDER], [ONE, TWO]) * 3:
        found = identify(order, decisions=parted, registry=published)
        published = found.registry
        assert found.standing[ONE.identifier] != found.standing[TWO.identifier]
        assert found.standing[TWO.identifier] == TWO.identifier
    notes = [entry.note for entry in published.entries if entry.note]
    assert notes == [f"split from {OLDER.identifier}"]


def test_a_merge_leaves_the_younger_iri_replaced_with_a_note():
    other = person("person/v3/z", "Rowe, Jane", "journalist")
    before = identify([ONE, other]).registry
    found = identify(
        [ONE, other], decisions=[decided(ONE.identifier, other.identifier)], registry=before
    )
    assert found.replaced() == ((other.identifier, ONE.identifier),)
    assert found.registry.entries[-1].note == f"merged into {ONE.identifier}"


def test_a_registry_is_read_as_it_was_written(tmp_path):
    kept = identify([OLDER, ONE]).registry
    path = tmp_path / "persons.tsv"
    path.write_text(registry.serialize(kept))
    assert registry.read(path) == kept


# The bundled authority


def test_the_bundled_authority_has_evidence_in_every_row(root):
    items = authority.load(root / "data/authorities/wikidata.tsv")
    assert {"Q5816", "Q35314"} <= {item.qid for item in items}
    assert not {"Q41117", "Q164348"} & {item.qid for item in items}  # marked for review


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("person/x\tX\tperson\tQ1\t", "no evidence"),
        ("person/x\tX\tperson\tQ1\tI remember it", "no export"),
        ("person/x\tX\tperson\t1\towner/name@0123456:file", "no key, type or item"),
        ("person/y\tY\tperson\tQ2\to/n@0123456:f", "again"),
    ],
)
def test_the_loader_refuses_a_row(tmp_path, row, said):
    path = tmp_path / "wikidata.tsv"
    path.write_text(
        "key\tlabel\ttype\tqid\tevidence\nperson/y\tY\tperson\tQ2\to/n@0123456:f\n" + row + "\n"
    )
    with pytest.raises(SourceError, match=said):
        authority.load(path)


def test_the_bundled_authority_is_what_the_command_makes(shared, root, tmp_path):
    out = tmp_path / "wikidata.tsv"
    done = CliRunner().invoke(
        main, ["link", "authority", str(shared / "corpora/wikidata-qids.csv"), "-o", str(out)]
    )
    assert done.exit_code == 0
    assert out.read_bytes() == (root / "data/authorities/wikidata.tsv").read_bytes()
