"""Pages become files: templates filled, long sections spread over further pages."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
_TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it stands on one page: some of its items, and where the others are."""

    section: Section
    items: tuple[Any, ...]
    number: int  # of this page of the section, from 1
    pages: tuple[str, ...]  # the files of all pages of the section
    moved: tuple[tuple[str, str], ...] = ()  # (fragment, file) of what is anchored elsewhere


class Site:
    """Writes the pages of one release."""

    def __init__(self, release: Path, dataset: Dataset, view: View, paths: Paths) -> None:
        self._release = release
        self._view = view
        self._paths = paths
        self._environment = _environment()
        self._environment.globals["dataset"] = dataset

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
        first = []
        for section in page.sections:
            chunks = list(_chunks(section, divisor)) or [()]
            files = tuple(
                main if n == 0 else f"more/{page.file}/{section.id}-{n + 1}.html"
                for n in range(len(chunks))
            )
            moved = tuple(
                (fragment, file)
                for file, items in zip(files[1:], chunks[1:], strict=True)
                for item in items
                for fragment in getattr(item, "ids", ())
            )
            first.append(Part(section, chunks[0], 1, files, moved))
            for number, (file, items) in enumerate(zip(files, chunks, strict=True)):
                if number:
                    part = Part(section, items, number + 1, files)
                    yield file, self._html("more.html", page, file, (part,))
        yield main, self._html("page.html", page, main, tuple(first))

    def _html(self, template: str, page: Page, here: str, parts: tuple[Part, ...]) -> bytes:
        hand = _Hand(here, page, self._view, self._paths)
        text = self._environment.get_template(template).render(
            page=page,
            source=_NO_SOURCE | dict(page.source),
            parts=parts,
            here=here,
            main=f"{page.file}.html",
            show=hand.show,
            link=hand.link,
            to=hand.to,
            anchor=hand.anchor,
        )
        return text.encode()


class _Hand:
    """What a template needs to link and to show, from the page that it stands on."""

    def __init__(self, here: str, page: Page, view: View, paths: Paths) -> None:
        self._here = here
        self._page = page
        self._view = view
        self._paths = paths

    def to(self, file: str, fragment: str = "") -> str:
        """Return the relative reference to another file of the site."""
        return href(self._here, file, fragment)

    def anchor(self, iri: str) -> str:
        """Return the fragment of *iri*, as the id of its element."""
        return iri.partition("#")[2]

    def link(self, iri: str, text: str | None = None) -> Markup:
        """Return a link to the page of *iri*, or to *iri* itself where it has none here."""
        file = self._paths.file_of(iri)
        if file is not None:
            label = self._view.label(iri) if text is None else text
            address = self.to(f"{file}.html", iri.partition("#")[2])
            return Markup('<a href="{}"><bdi>{}</bdi></a>').format(address, label)
        label = shortened(iri) if text is None else text
        if iri.startswith(("https://", "http://")):
            return Markup('<a rel="external" href="{}"><bdi>{}</bdi></a>').format(iri, label)
        return escape(label)

    def show(self, value: Value) -> Markup:
        """Return *value* as HTML."""
        if isinstance(value, Link):
            note = Markup(" <small>{}</small>").format(value.note) if value.note else ""
            return self.link(value.iri, value.text) + note
        if isinstance(value, Doc):
            return Markup('<a href="{}"><bdi>{}</bdi></a>').format(self.to(value.file), value.text)
        if isinstance(value, Date):
            return _date(value)
        return _text(value)


def _date(value: Date) -> Markup:
    said = words.date(value.edtf)
    machine = words.machine_date(value.edtf)
    note = Markup(" <small>{}</small>").format(value.note) if value.note else Markup("")
    if machine is None:
        return escape(said) + note
    return Markup('<time datetime="{}">{}</time>').format(machine, said) + note


def _text(value: Text) -> Markup:
    if value.language and value.language != "en":
        return Markup('<bdi lang="{}">{}</bdi>').format(value.language, value.text)
    return Markup("<bdi>{}</bdi>").format(value.text)


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


def without(values: Iterable[str | None]) -> tuple[str, ...]:
    """Return those of *values* that are known."""
    return tuple(value for value in values if value is not None)
