"""Made-up records of the Digital Archive in each of its forms: text, HTML, table row, mirror.

Also used by ``benchmarks/mirror.py``. No state, person or sentence here is real.
"""

import csv
import io
import json
import random
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape

import zstandard

RIGHTS = (
    "The Zenda Program welcomes reuse of its materials for research. Some may be under copyright.",
    "To enquire about this document's rights status, please write to zenda@example.org.",
)
HIDDEN = "55" + "".join(f"{byte ^ 0x55:02x}" for byte in b"zenda@example.org")


@dataclass(frozen=True, kw_only=True)
class MadeUp:
    """One made-up record; what a form lacks is left out by the form's own function."""

    identifier: str = "900001"
    slug: str = "talk-between-black-and-blue"
    date: str = "May 3, 1961"
    title: str = "Record of a Conversation between Rudolf Black and Antonia Blue"
    support: str = "This document was made possible with support from Zenda Foundation"
    body: tuple[str, ...] = (
        "SECRET",
        "Copy Nº 2",
        "On 3 April [sic; May] 1961 a conversation was held with Ambassador Antonia Blue.",
        "Black proposed that both fleets be withdrawn & asked for four ships before the winter.",
        "Blue replied that her government would study this proposal.",
        "[signature] (R. BLACK)",
        "1 - Cde. Brown",
        "2 - Cde. Grey",
    )
    summary: str = "Black and Blue discuss the fishing fleet and ships for Graustark."
    source: str = (
        "RGA, f. 07, op. 2, d. 31, ll. 5-9. Contributed by Otto Brown and translated by F. Green."
    )
    authors: tuple[str, ...] = ("Black, Rudolf",)
    contributors: tuple[str, ...] = ("Silver, Ada",)
    people: tuple[str, ...] = ("Blue, Antonia", "Graustark. Navy")
    places: tuple[str, ...] = ("Strelsau",)
    subjects: tuple[str, ...] = ("Ruritania--Foreign relations--Graustark",)
    archive: str = "Ruritanian General Archive (RGA)"
    classification: str = "Secret"
    donors: tuple[str, ...] = ("Zenda Foundation",)
    uploaded: str = "2014-02-01"
    language: str = "English"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"https://digitalarchive.wilsoncenter.org/document/{self.slug}"


def fields(one: MadeUp) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The labels of "Document Information" with their values."""
    yield "Author(s)", one.authors
    yield "Document Contributor(s)", one.contributors
    yield "Associated People & Organizations", one.people
    yield "Associated Places", one.places
    yield "Subjects Discussed", one.subjects
    yield "Source", (one.source,)
    yield "Original Archive", (one.archive,)
    yield "Rights", RIGHTS
    yield "Original Uploaded Date", (one.uploaded,)
    yield "Language", (one.language,)
    yield "Record ID", (one.identifier,)
    yield "Original Classification", (one.classification,)
    yield "Donors", one.donors


def as_text(one: MadeUp) -> str:
    """The page as a browser saves its text."""
    lines = ["Skip to content", one.date, one.title, one.support, *one.body, one.summary]
    lines += ["Document Information"]
    for label, values in fields(one):
        lines += [label, *values]
    return "\n\n".join(lines) + "\n"


_PILLS = {
    "Author(s)",
    "Document Contributor(s)",
    "Associated People & Organizations",
    "Associated Places",
    "Subjects Discussed",
    "Original Archive",
    "Language",
    "Donors",
}
_FRAME = """<!DOCTYPE html>
<html lang="en" dir="ltr"><head><meta charset="utf-8"><title>{title} | Digital Archive</title>
<link rel="canonical" href="{address}">
<style>.pill {{ color: red }}</style></head>
<body class="path-node"><a href="#main" class="skip">Skip to main content</a>
<nav><ul><li><a href="/topics">Topics</a></li><li><a href="/search">Search</a></li></ul></nav>
<main id="main"><div class="hero"><div class="date">{date}</div>
<h1 class="title"><span>{title}</span></h1><div class="donated">{support}</div></div>
<ul class="nav nav-tabs"><li><a class="active" href="#t1">English</a></li></ul>
<div class="tab-content"><div class="tab-pane active" id="t1"><div class="text">
{body}</div></div></div>
<div class="text-block"><p>{summary}</p></div>
<section><h2>Document Information</h2>
{information}</section></main>
<footer><p>Example Footer, One Palace Square</p></footer>
<script type="application/json" data-drupal-selector="drupal-settings-json">{settings}</script>
<script>var shown = "<p>never text</p>";</script></body></html>
"""


def as_html(one: MadeUp, *, rights_below: bool = False) -> str:
    """The modern page, saved as HTML."""
    body = [f"<p>{escape(line)}</p>" for line in one.body]
    body += [f"<p>{escape(line)}</p>" for line in RIGHTS] if rights_below else []
    return _FRAME.format(
        title=escape(one.title),
        address=one.address,
        date=escape(one.date),
        support=escape(one.support),
        body="\n".join(body),
        summary=escape(one.summary),
        information="\n".join(_block(label, values) for label, values in fields(one) if values),
        settings=json.dumps({"path": {"currentPath": f"node/{one.identifier}1"}}),
    )


def _block(label: str, values: tuple[str, ...]) -> str:
    if label in _PILLS:
        pills = "".join(
            f'<div class="pill"><a class="name" href="#"><span>{escape(value)}</span></a></div>'
            for value in values
        )
        return f'<h2 class="title">{escape(label)}</h2><div class="pills">{pills}</div>'
    return (
        f'<div class="information-block"><h3 class="sub-title">{label}</h3>'
        f'<div class="text">{_paragraphs(values)}</div></div>'
    )


def _paragraphs(values: tuple[str, ...]) -> str:
    return "".join(f"<p>{_mail(escape(value))}</p>" for value in values)


def _mail(text: str) -> str:
    hidden = f'<a class="__cf_email__" data-cfemail="{HIDDEN}">[email&#160;protected]</a>'
    return text.replace("zenda@example.org", hidden)


def as_old_html(one: MadeUp) -> str:
    """The page of 2011-2021, saved as HTML: title in capitals, source in the citation only."""
    body = "".join(f"<p>{escape(line)}</p>" for line in one.body)
    subjects = "".join(f"<li><a href='#'>{escape(value)}</a></li>" for value in one.subjects)
    information = "".join(
        f"<h4>{escape(label)}</h4><div>{_paragraphs(values)}</div>"
        for label, values in fields(one)
        if label not in {"Source", "Record ID", "Subjects Discussed"}
    )
    source = one.source.rstrip(".")
    return f"""<html><head><title>{escape(one.title)}</title></head><body>
<div class="search">Search in</div><a>ADD SEARCH FILTER</a><div class="hist">
<p class="date">{escape(one.date)}</p><h1>{escape(one.title.upper())}</h1>
<p>{escape(one.support)}</p><ul><li>CITATION</li><li>SHARE</li><li>DOWNLOAD</li></ul>
<div><h4>Citation</h4><a>get citation</a></div><p>{escape(one.summary)}</p>
<p>“{escape(one.title)},” {escape(one.date)}, History and Public Policy Program Digital Archive,
{escape(source)}. https://digitalarchive.wilsoncenter.org/document/{one.identifier}</p>
<a>share document</a><h4>VIEW DOCUMENT IN</h4><a>English HTML</a>
<a class="down" href="/x/{one.identifier}.pdf">PDF</a></div><div class="doc">{body}</div>
<div class="doc-inf-information">{information}</div><ul id="subj-list">{subjects}</ul>
<footer>About</footer></body></html>"""


def as_row(one: MadeUp, *, rights_below: bool = True) -> dict[str, str]:
    """The cells of a table that somebody scraped."""
    lists = {
        "authors": one.authors,
        "associated_places": one.places,
        "subjects_discussed": one.subjects,
        "associated_people_orgs": one.people,
        "document_contributors": one.contributors,
        "original_archive_title": (one.archive,),
        "language": (one.language,),
        "donors": one.donors,
    }
    return {
        "document_url": one.address,
        "original_publication_date": one.date,
        "title": one.title,
        "credits": one.support,
        "text_body": "\n".join((*one.body, *(RIGHTS if rights_below else ()))),
        "summary": one.summary,
        **{name: json.dumps(values) if values else "" for name, values in lists.items()},
        "source": one.source,
        "original_upload_date": one.uploaded,
        "rights": "\n".join(RIGHTS),
        "record_id": one.identifier,
        "original_classification": one.classification,
        "scraped_at": "2025-01-01T00:00:00",
        "page_number_one_indexed": "1",
        "page_position": "2",
        **one.extra,
    }


def as_table(rows: Iterable[dict[str, str]], columns: Iterable[str] | None = None) -> str:
    """A whole table."""
    file = io.StringIO()
    writer = csv.DictWriter(
        file, list(columns or as_row(MadeUp())), extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def write_tar(file: io.IOBase, pages: Iterable[tuple[str, bytes]]) -> None:
    """Write files into a tar archive."""
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for name, content in pages:
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))


def as_mirror(pages: Iterable[MadeUp]) -> Iterator[tuple[str, bytes]]:
    """The files of a mirror: pages of documents, one of a search, and a scan."""
    yield "documents/search/page-1", b"<html><h1>Search results</h1></html>"
    for one in pages:
        yield f"documents/document/{one.slug}", as_html(one).encode()
    yield "documents/document/scan.pdf", b"%PDF-1.4 no page"
    yield "documents/scans/1.jpg", b"\xff\xd8\xff"


def as_tar(pages: Iterable[MadeUp]) -> bytes:
    """A mirror as a tar archive."""
    file = io.BytesIO()
    write_tar(file, as_mirror(pages))
    return file.getvalue()


def as_tar_zst(pages: Iterable[MadeUp]) -> bytes:
    """A mirror as a compressed tar archive."""
    return zstandard.ZstdCompressor().compress(as_tar(pages))


_SYLLABLES = [a + b for a in "bdfgklmnprstv" for b in "aeio"]


def some_pages(count: int, words: int = 900) -> Iterator[MadeUp]:
    """*count* made-up records with *words* words each, no two alike, always the same."""
    for number in range(count):
        chance = random.Random(number)

        def word(least: int = 1, chance: random.Random = chance) -> str:
            return "".join(chance.choices(_SYLLABLES, k=chance.randint(least, 4)))

        black, blue = word(2).title(), word(2).title()
        year = chance.randint(1945, 1989)
        day = f"{chance.randint(1, 14)} May {year}"
        body = [f"On {day} a conversation was held with Ambassador Ann {blue}."]
        while sum(map(len, body)) < words * 6:
            said = " ".join(word() for _ in range(chance.randint(12, 60)))
            body.append(f"{black} said that {said}. {blue} replied that this would be studied.")
        yield MadeUp(
            identifier=str(100_000 + number),
            slug=f"record-conversation-{black.lower()}-{number}",
            date=f"May {chance.randint(14, 28)}, {year}",
            title=f"Record of a Conversation between Rolf {black} and Ann {blue}",
            body=("SECRET", *body, f"[signature] (R. {black.upper()})"),
            summary=f"{black} and {blue} discuss {word()} and {word()}.",
            source=f"RGA, f. {number % 900}, op. 2, d. {number % 77}. Translated by F. Green.",
            people=(f"{blue}, Ann",),
            authors=(f"{black}, Rolf",),
        )
