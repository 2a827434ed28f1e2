"""``kg link``: who may be one person, and what people decide about it."""

from datetime import UTC, datetime
from pathlib import Path

import click

from kg.converters.hsg import read_people
from kg.converters.parsing import parse
from kg.converters.tei.marks import persons_of
from kg.linking import Listing, of_authority, of_volume, resolve, sssom
from kg.linking import authority as bundled
from kg.linking import decisions as log
from kg.linking.decisions import Decision, Judgement

_DECISIONS = click.option(
    "--decisions",
    "path",
    type=click.Path(path_type=Path),
    default=Path("data/links/decisions.sssom.tsv"),
    show_default=True,
    help="The append-only file of decisions.",
)
_PATH = click.Path(exists=True, path_type=Path)


@click.group()
def command() -> None:
    """Find who is one person, and record decisions about it.

    \b
    kg link candidates volume1.xml volume2.xml
    kg link decide frus1964-68v14#p_KNS1 frus1961-63v05#p_KNS1 --judgement positive --author me
    """


@command.command()
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@_DECISIONS
@click.option("--persons", is_flag=True, help="Print the persons found instead.")
def candidates(paths: tuple[Path, ...], path: Path, persons: bool) -> None:
    """Match persons lists (FRUS volumes, HistoryAtState's people) and print what stays open.

    A line has two identifiers, the score, the reason, and the points of each feature.
    """
    listings = [item for file in paths for item in _listings(file)]
    settled = log.settle(log.read(path).decisions, {item.identifier for item in listings})
    found = resolve(listings, together=settled.together, apart=settled.apart)
    if persons:
        for person in found.persons:
            click.echo("\t".join(person))
        return
    for candidate in found.candidates:
        features = "; ".join(
            f"{name} {points:+.1f}" for name, points in candidate.agreement.features
        )
        row = (candidate.one, candidate.other, f"{candidate.agreement.score:.1f}")
        click.echo("\t".join((*row, candidate.reason, features)))


def _listings(path: Path) -> list[Listing]:
    if path.is_file() and path.suffix == ".xml":
        persons, _ = persons_of(parse(path), path.stem)
        return list(of_volume(tuple(persons.values()), path.stem))
    return [item for person in read_people(path) for item in of_authority(person)]


@command.command()
@click.argument("subject")
@click.argument("object_", metavar="OBJECT")
@click.option("--judgement", type=click.Choice([j.value for j in Judgement]), required=True)
@click.option("--author", required=True, help="Who decides: an ORCID, an IRI or a name.")
@click.option("--comment", default="", help="Why.")
@click.option("--at", default=None, help="When, ISO 8601; now if not given.")
@_DECISIONS
def decide(
    subject: str,
    object_: str,
    judgement: str,
    author: str,
    comment: str,
    at: str | None,
    path: Path,
) -> None:
    """Record a decision about two; it is on the disk when this says so."""
    decision = Decision(
        subject=subject,
        object=object_,
        judgement=Judgement(judgement),
        author=author,
        decided_at=at or _now(),
        comment=comment,
    )
    log.append(path, [decision])
    click.echo(f"{judgement}: {subject} {object_} ({author}, {decision.decided_at})")


@command.command("import")
@click.argument("file", type=_PATH)
@click.option("--author", required=True, help="Who answers for these decisions.")
@click.option("--at", default=None, help="When, ISO 8601; now if not given.")
@_DECISIONS
def import_(file: Path, author: str, at: str | None, path: Path) -> None:
    """Append the mappings of an SSSOM TSV as decisions."""
    found = sssom.decisions_in(file, author=author, decided_at=at or _now())
    log.append(path, found)
    click.echo(f"{len(found)} decisions appended to {path}")


@command.command()
@_DECISIONS
def export(path: Path) -> None:
    """Print what the decisions come to, as SSSOM TSV; say on standard error what stays open."""
    read = log.read(path)
    settled = log.settle(read.decisions)
    mappings = [
        sssom.Mapping(
            subject=one,
            object=other,
            predicate="skos:exactMatch",
            justification="semapv:ManualMappingCuration",
            negative=pairs is settled.apart,
        )
        for pairs in (settled.together, settled.apart)
        for one, other in pairs
    ]
    click.echo(
        sssom.serialize(
            mappings,
            identifier="https://w3id.org/parley/links/confirmed",
            license_="https://creativecommons.org/publicdomain/zero/1.0/",
        ),
        nl=False,
    )
    for number, _ in read.broken:
        click.echo(f"{path}:{number}: torn or not understood; it counts for nothing", err=True)
    for one, other in settled.unresolved:
        click.echo(f"unresolved: {one} {other}", err=True)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@command.command()
@click.argument("collection", type=_PATH)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path))
def authority(collection: Path, output: Path) -> None:
    """Make the bundled authority from a collection of Wikidata items (CSV) with evidence.

    \b
    kg link authority wikidata-qids.csv -o data/authorities/wikidata.tsv
    """
    items, left_out = bundled.select(collection)
    output.write_text(bundled.serialize(items), encoding="utf-8")
    for line, reason in left_out:
        click.echo(f"{collection}:{line}: left out: {reason}", err=True)
    click.echo(f"{len(items)} items in {output}")
