"""Pages become files: templates filled, long sections spread over further pages."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from kg.publication.dataset import Dataset
from kg.publication.pages import words
from kg.publication.pages.page import Date, Doc, Link, Page, Section, Text, Value
from kg.publication.pages.paths import Paths, href
from kg.publication.pages.view import View, shortened

LARGEST = 200_000  # bytes of a page
_PORTION = 60_000  # characters of one section on one page
_NO_SOURCE: dict[str, Any] = dict.fromkeys(
    ("title", "publisher", "rights", "rights_address", "licence")
)
_SELECTORS = (".quote", ".position")  # what nobody links to but the evidence itself
_TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it stands on one page: some of its items, and where the others are."""

    section: Section
    items: tuple[Any, ...]
    number: int  # of this page of the section, from 1
    pages: tuple[str, ...]  # the files of all pages of the section
    moved: tuple[tuple[str, str], ...] = ()  # (fragment, file) of what stands on a later page


class Site:
    """Writes the pages of one release."""

    def __init__(self, release: Path, dataset: Dataset, view: View, paths: Paths) -> None:
        self._release = release
        self._view = view
        self._paths = paths
        self._dataset = dataset

    def write(self, page: Page) -> int:
        """Write *page* and its further pages; return how many files that were."""
        for divisor in (1, 2, 4, 8, 16):
            files = dict(self._files(page, divisor))
            if max(map(len, files.values())) <= LARGEST:
                break
        for file, content in files.items():
            path = self._release / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return len(files)

    def _files(self, page: Page, divisor: int) -> Iterator[tuple[str, bytes]]:
        main = f"{page.file}.html"
        parts = [_parts(page, section, divisor) for section in page.sections]
        where = {
            fragment: part.pages[part.number - 1]
            for section in parts
            for part in section[1:]
            for item in part.items
            for fragment in getattr(item, "ids", ())
        }
        for section in parts:
            for part in section[1:]:
                file = part.pages[part.number - 1]
                yield file, self._html("more.html", page, file, (part,), where)
        yield main, self._html("page.html", page, main, tuple(s[0] for s in parts), where)

    def _html(
        self, template: str, page: Page, here: str, parts: tuple[Part, ...], where: dict[str, str]
    ) -> bytes:
        hand = _Hand(here, f"{page.file}.html", self._view, self._paths, where)
        text = (
            _environment()
            .get_template(template)
            .render(
                page=page,
                source=_NO_SOURCE | dict(page.source),
                dataset=self._dataset,
                parts=parts,
                here=here,
                main=f"{page.file}.html",
                show=hand.show,
                link=hand.link,
                to=hand.to,
                beside=hand.beside,
                anchor=hand.anchor,
            )
        )
        return text.encode()


def _parts(page: Page, section: Section, divisor: int) -> list[Part]:
    """Return *section* as it is spread over the page and its further pages."""
    chunks = list(_chunks(section, divisor)) or [()]
    files = tuple(
        f"more/{page.file}/{section.id}-{n + 1}.html" if n else f"{page.file}.html"
        for n in range(len(chunks))
    )
    moved = tuple(
        (fragment, file)
        for file, items in zip(files[1:], chunks[1:], strict=True)
        for item in items
        for fragment in getattr(item, "ids", ())
        if not fragment.endswith(_SELECTORS) and ":" not in fragment
    )
    return [
        Part(section, items, number, files, moved if number == 1 else ())
        for number, items in enumerate(chunks, 1)
    ]


class _Hand:
    """What a template needs to link and to show, from the page that it stands on."""

    def __init__(
        self, here: str, main: str, view: View, paths: Paths, where: Mapping[str, str]
    ) -> None:
        self._here = here
        self._main = main
        self._view = view
        self._paths = paths
        self._where = where
        self._links: dict[tuple[str, str | None], Markup] = {}

    def to(self, file: str, fragment: str = "") -> str:
        """Return the relative reference to another file of the site."""
        return href(self._here, file, fragment)

    def beside(self, fragment: str) -> str:
        """Return the reference to an anchor of this thing's pages, on whichever it stands."""
        return href(self._here, self._where.get(fragment, self._main), fragment)

    def anchor(self, iri: str) -> str:
        """Return the fragment of *iri*, as the id of its element."""
        return iri.partition("#")[2]

    def link(self, iri: str, text: str | None = None) -> Markup:
        """Return a link to the page of *iri*, or to *iri* itself where it has none here."""
        found = self._links.get((iri, text))
        if found is None:
            found = self._links[(iri, text)] = self._link(iri, text)
        return found

    def _link(self, iri: str, text: str | None) -> Markup:
        file = self._paths.file_of(iri)
        if file is not None:
            label = self._view.label(iri) if text is None else text
            return _a(self.to(f"{file}.html", iri.partition("#")[2]), label)
        label = shortened(iri) if text is None else text
        if iri.startswith(("https://", "http://")):
            return _a(iri, label, external=True)
        return escape(label)

    def show(self, value: Value) -> Markup:
        """Return *value* as HTML."""
        if isinstance(value, Link):
            return self.link(value.iri, value.text) + _small(value.note)
        if isinstance(value, Doc):
            return _a(self.to(value.file), value.text)
        if isinstance(value, Date):
            return _date(value) + _small(value.note)
        return _text(value)


def _a(address: str, label: str, *, external: bool = False) -> Markup:
    # Markup.format does the same at five times the cost, and this is half of all the work.
    rel = ' rel="external"' if external else ""
    html = f'<a{rel} href="{escape(address)}"><bdi>{escape(label)}</bdi></a>'
    return Markup(html)  # noqa: S704 - both parts are escaped


def _small(note: str | None) -> Markup:
    return Markup(" <small>{}</small>").format(note) if note else Markup("")


def _date(value: Date) -> Markup:
    said = words.date(value.edtf)
    machine = words.machine_date(value.edtf)
    if machine is None:
        return escape(said)
    return Markup('<time datetime="{}">{}</time>').format(machine, said)


def _text(value: Text) -> Markup:
    if value.language and value.language != "en":
        return Markup('<bdi lang="{}">{}</bdi>').format(value.language, value.text)
    return Markup(f"<bdi>{escape(value.text)}</bdi>")  # noqa: S704 - it is escaped


def _chunks(section: Section, divisor: int) -> Iterator[tuple[Any, ...]]:
    """Yield the items of *section*, page by page."""
    size = max(1, section.size // divisor)
    chunk: list[Any] = []
    weight = 0
    for item in section.items:
        heavy = getattr(item, "weight", 0)
        if chunk and (len(chunk) >= size or weight + heavy > _PORTION // divisor):
            yield tuple(chunk)
            chunk, weight = [], 0
        chunk.append(item)
        weight += heavy
    if chunk:
        yield tuple(chunk)


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(
        json=embedded, count=words.count, spaced=words.spaced, cut=words.cut, date=words.date
    )
    return environment


def embedded(value: Mapping[str, Any]) -> Markup:
    r"""Return *value* as JSON that cannot leave the script element it stands in.

    >>> print(embedded({"name": "</script>"}))
    {"name": "\u003c/script\u003e"}
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - every character that could end the element is escaped
