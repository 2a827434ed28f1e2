"""Measure reading against the answer keys in the sources themselves: ``make bench-sources``.

The markup of the FRUS volumes in ``../shared`` (or ``PARLEY_SHARED``) is the key; what is measured
reads the plain text of the same documents. ``--errors`` lists what is wrong, ``--warnings`` ten
warnings a volume for a person to judge.
"""

import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from source_keys import Key, Score, answers, date_of, is_match, listed_persons, marked_place, tables

from kg.converters.parsing import Element
from kg.converters.tei.documents import Document, outcome_of, read_document
from kg.converters.tei.rolls import is_participants_list, own_elements
from kg.converters.tei.scope import IGNORED, XML_ID, name_of
from kg.converters.tei.volume import Volume, open_volume
from kg.dates import Dateline, read_dateline
from kg.names import read_listing
from kg.records import Excluded, Outcome, Record

SAMPLE = 10  # warnings a volume
GOALS = {"participants F1": 0.95, "dates exact": 0.98, "identifiers kept": 0.995}

DEFINITIONS = """\
(a) Participants. Read: the reading text of a document, as lines without markup (read_listing).
    Key: the items of list[@type='participants']; in the volumes before 1952 the cells of the table
    "Participants:", counted apart. In an item each persName is one participant (halves of a split
    one joined, one behind "to" or "for" left out); an item without persName is one: its first
    capitalised words that are no words of office, or an office alone. Headings of sides and
    references ("same list as Document 132") are none. Right: a participant read inside the item,
    with the same surname and initials that do not differ; an office alone where the key has an
    office alone. What is read more in an item of several names of which not all are marked is
    not judged. In the microfiche calendar the heading names the participants and no name is
    marked: only how many headings gave any is told.
(b) Dates. Read: the text alone (read_dateline). Key: the first date/@when, or @from and @to, of
    dateline or heading, to the day; zone and clock dropped. Right: the same EDTF value.
(c) Identifiers. Key: each persName/@corresp of a list's items. Right: a participant of the record
    carries it.
(d) Places. Key: the first placeName of the dateline. Right: the same words.
(e) Coverage: characters of a volume's documents, by the kind of block they went into."""


@dataclass(slots=True)
class Tally:
    """What was counted in one volume."""

    lists: Score = field(default_factory=Score)
    tables: Score = field(default_factory=Score)
    unlisted: list[str] = field(default_factory=list)
    dates: Counter[str] = field(default_factory=Counter)
    places: Counter[str] = field(default_factory=Counter)
    identifiers: Counter[str] = field(default_factory=Counter)
    calendar: Counter[str] = field(default_factory=Counter)
    blocks: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Add what was counted in another volume."""
        self.lists.add(other.lists)
        self.tables.add(other.tables)
        self.unlisted += other.unlisted
        self.errors += other.errors
        for name in ("dates", "places", "identifiers", "calendar", "blocks"):
            getattr(self, name).update(getattr(other, name))


def volumes() -> list[Path]:
    """Return the FRUS volumes beside the project."""
    root = Path(__file__).parent.parent
    shared = Path(os.environ.get("PARLEY_SHARED", root.parent / "shared"))
    return sorted((shared / "corpora" / "frus").glob("*.xml"))


def measure(path: Path) -> Tally:
    """Return what one volume shows."""
    tally = Tally()
    volume = open_volume(path)
    for key, obstacle, element in volume.keyed():
        document = read_document(element, volume)
        outcome = outcome_of(key, element, volume) if obstacle is None else None
        _cover(element, document, tally)
        _warn(outcome, tally)
        if document is not None:
            where = f"{volume.name} {element.get(XML_ID, '')}"
            _participants(document, where, tally)
            _dated(document, where, tally)
            if isinstance(outcome, Record):
                _identified(document, outcome, volume, where, tally)
                if document.calendar:
                    tally.calendar["named" if outcome.attendees else "nobody named"] += 1
    return tally


# --- (a), (b), (d): from plain text ---------------------------------------------------------------


def _participants(document: Document, where: str, tally: Tally) -> None:
    lists = [e for e in own_elements(document.element) if is_participants_list(e)]
    roots = lists or tables(document)
    read = read_listing(document.reading.text)
    if not roots:
        if read and document.roll is None:
            tally.unlisted.append(where)
        return
    score = Score()
    found = answers(document, roots)
    left: list[Key] = list(found.keys)
    for one in read:
        party = one.party
        words = repr(document.reading.text[party.start : party.end][:90])
        if match := next((k for k in left if is_match(k, party)), None):
            left.remove(match)
            score.true += 1
        elif any(a <= party.start and party.end <= b for a, b in found.several):
            score.unjudged += 1
        else:
            score.false += 1
            tally.errors.append(f"{where}: read {party.name!r} in {words}")
    for k in left:
        score.missed += 1
        words = repr(document.reading.text[k.start : k.end][:90])
        tally.errors.append(f"{where}: missed {k.name!r} in {words}")
    (tally.lists if lists else tally.tables).add(score)


def _dated(document: Document, where: str, tally: Tally) -> None:
    text = document.reading.text
    read = read_dateline(text)
    expected = date_of(document)
    if expected is None:
        tally.dates["no key"] += 1
    elif read is not None and read.date is not None and read.date.edtf == expected:
        tally.dates["right"] += 1
    else:
        tally.dates["wrong"] += 1
        said = read.date.as_written if read and read.date else None
        tally.errors.append(f"{where}: the key dates {expected}, read {said!r}")
    if place := marked_place(document):
        right = _place(text, read) == place
        tally.places["right" if right else "wrong"] += 1
        if not right:
            tally.errors.append(f"{where}: the place is {place!r}, read {_place(text, read)!r}")


def _place(text: str, read: Dateline | None) -> str | None:
    return text[slice(*read.place)] if read and read.place else None


# --- (c), (e): from markup ------------------------------------------------------------------------


def _identified(
    document: Document, record: Record, volume: Volume, where: str, tally: Tally
) -> None:
    arrived = {i for attendee in record.attendees for i in attendee.identifiers}
    for identifier in sorted(listed_persons(document, volume.name)):
        tally.identifiers["right" if identifier in arrived else "wrong"] += 1
        if identifier not in arrived:
            tally.errors.append(f"{where}: {identifier} is listed and did not arrive")


def _cover(element: Element, document: Document | None, tally: Tally) -> None:
    for name, size in _unread(element):
        tally.blocks[f"not in the text: {name}"] += size
    if document is not None:
        for block in document.reading.blocks:
            text = document.reading.text[block.start : block.end]
            tally.blocks[block.kind.value] += _size(text)
        tally.blocks["in no block"] -= sum(_size(t) for _, t in _blocks(document))
        tally.blocks["in no block"] += _size(document.reading.text)


def _blocks(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.reading.blocks:
        yield block.kind.value, document.reading.text[block.start : block.end]


def _unread(element: Element) -> Iterator[tuple[str, int]]:
    """Yield the outermost elements whose words are no part of the text, and their characters."""
    for child in element:
        name = name_of(child)
        parent = name_of(element)
        if name in IGNORED or (name == "seg" and parent == "opener"):
            if size := _size("".join(child.itertext())):
                yield name, size
        else:
            yield from _unread(child)


def _size(text: str) -> int:
    """Return the characters of *text* that are no white space."""
    return len("".join(text.split()))


def _warn(outcome: Outcome | None, tally: Tally) -> None:
    if isinstance(outcome, Record):
        for warning in outcome.warnings:
            tally.warnings.append(f"{outcome.identifier}:{warning.line}: {warning.message}")
    elif outcome is not None and not isinstance(outcome, Excluded):
        tally.warnings.append(f"{outcome.key}:{outcome.line}: {outcome.message}")


# --- the report -----------------------------------------------------------------------------------


def share(counts: Counter[str]) -> str:
    """Return the share that is right, and of how many."""
    total = counts["right"] + counts["wrong"]
    return f"{counts['right'] / total:.3f} of {total}" if total else "no key"


def row(name: str, tally: Tally) -> None:
    """Print one volume."""
    print(f"{name}")
    print(f"  participants   {tally.lists}")
    if tally.tables.true + tally.tables.missed:
        print(f"    in tables    {tally.tables}")
    if tally.calendar:
        total = sum(tally.calendar.values())
        print(f"    calendar     {tally.calendar['named']} of {total} headings name somebody")
    print(f"  dates          {share(tally.dates)}; without a key {tally.dates['no key']}")
    print(f"  identifiers    {share(tally.identifiers)}")
    print(f"  places         {share(tally.places)}")


def covered(blocks: Counter[str]) -> None:
    """Print the share of the documents' characters that each kind of block took."""
    total = sum(blocks.values())
    print("\ncoverage, share of the characters of all documents")
    for kind, size in sorted(blocks.items(), key=lambda item: (-item[1], item[0])):
        if size:
            print(f"  {kind:<40}{size / total:>9.4f}")


def main(arguments: list[str]) -> int:
    """Print the figures; return 0, or 1 where a goal is missed."""
    paths = volumes()
    if not paths:
        print("the FRUS volumes are not here: put them in ../shared, or set PARLEY_SHARED")
        return 0
    print(DEFINITIONS, end="\n\n")
    total = Tally()
    for path in paths:
        tally = measure(path)
        row(path.stem, tally)
        if "--warnings" in arguments:
            chosen = random.Random(path.stem).sample(
                tally.warnings, min(SAMPLE, len(tally.warnings))
            )
            print("".join(f"    warning {line}\n" for line in chosen), end="")
        total.add(tally)
    row(f"\nall {len(paths)} volumes", total)
    print(f"  a list was read in {len(total.unlisted)} documents whose markup has none")
    covered(total.blocks)
    if "--errors" in arguments:
        print("\n" + "\n".join(total.errors))
    reached = {
        "participants F1": total.lists.f1,
        "dates exact": total.dates["right"] / max(1, total.dates["right"] + total.dates["wrong"]),
        "identifiers kept": total.identifiers["right"]
        / max(1, total.identifiers["right"] + total.identifiers["wrong"]),
    }
    print()
    for name, goal in GOALS.items():
        print(f"{name:<20}{reached[name]:.4f}   goal {goal}")
    return int(any(reached[name] < goal for name, goal in GOALS.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
