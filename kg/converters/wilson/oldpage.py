"""A saved HTML page in the layout of 2011-2021: read line by line, labels by their selectors.

Its title is in capitals and its source in no field; the citation that it offers has both:
"“Title,” date, History and Public Policy Program Digital Archive, source. address".
"""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kg.converters.wilson.composing import Parts
from kg.converters.wilson.markup import Element, lines, short_text
from kg.converters.wilson.page import INFORMATION, is_footer, is_furniture, is_support, label_of
from kg.converters.wilson.tree import Tree, address_of
from kg.errors import SourceError

_CITED = re.compile(
    r"[“\"](?P<title>.+?)[,.]?\s*[”\"],?\s+(?P<date>[^“”\"]{0,60}?),?\s*"
    r"(?:History and Public Policy Program|Wilson Center|CWIHP)[^,“”\"]{0,40}Digital Archive,\s*"
    r"(?P<source>.*?)\s*"
    r"(?P<address>https?://digitalarchive\.wilsoncenter\.org/document/(?P<id>[0-9]{1,12})\b\S*)\s*"
)
_LONGEST = 4000  # characters of a citation; longer lines are of the document
_ADDRESS = re.compile(r"/document/(?P<id>[0-9]{1,12})(?:[/?#]|$)")


def is_old(tree: Tree) -> bool:
    """Say whether a page is of the older layout."""
    lists = tree.tagged("ul", "ol", "div")
    return bool(tree.classed("doc-inf-information")) or any(map(_is_subjects, lists))


def read_old(path: Path, tree: Tree, address: str | None = None) -> Parts:
    """Return what a page of the older layout says; *address* is known from where it lay.

    Raises:
        SourceError: it neither cites itself nor has a title and an address with its record id.
    """
    title = next((" ".join(lines(e)) for e in tree.tagged("h1") if lines(e)), "")
    fields = _fields(tree)
    shown = _shown(tree)
    at = next((i for i, line in enumerate(shown) if _citation(line)), None)
    cited = _citation(shown[at]) if at is not None else None
    link = cited["address"] if cited else address or address_of(tree) or ""
    number = _ADDRESS.search(link)
    if cited and cited["source"]:
        fields.setdefault("Source", (cited["source"],))
    if number:
        fields.setdefault("Record ID", (number["id"],))
    if not title and not cited:
        remedy = "leave it out, or name its format with --from"
        raise SourceError(path, "is no page of a document of the Digital Archive", remedy=remedy)
    above, below = (shown[:at], shown[at + 1 :]) if at is not None else ([], _below(shown, title))
    dates = [" ".join(lines(e)) for e in tree.classed("date") if lines(e)]
    return Parts(
        title=cited["title"] if cited else title,
        date=(cited["date"] if cited else None) or next(iter(dates), None),
        support=next((line for line in shown if is_support(line)), None),
        body=tuple(_body(below)),
        summary=" ".join(_summary(above, title)) or None,
        fields=fields,
        address=address or link or None,
        line=tree.root.sourceline,
    )


def _citation(line: str) -> re.Match[str] | None:
    return _CITED.fullmatch(line) if len(line) <= _LONGEST else None


def _fields(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return the values of every heading, and take them out of what is shown."""
    found: dict[str, tuple[str, ...]] = {}
    for part in tree.classed("doc-inf-information"):
        for heading in part.iter("h3", "h4", "h5"):
            label = label_of(short_text(heading))
            value = heading.getnext()
            if label and value is not None and label not in found:
                found[label] = tuple(lines(value))
    subjects = next((part for part in tree.root.iter(etree.Element) if _is_subjects(part)), None)
    if subjects is not None:
        items = (item for item in subjects.iter("li") if _is_outermost(item))
        found["Subjects Discussed"] = tuple(filter(None, (" ".join(lines(i)) for i in items)))
    return found


def _is_subjects(element: Element) -> bool:
    return element.get("id") == "subj-list"


def _is_outermost(item: Element) -> bool:
    return all(above.tag != "li" for above in item.iterancestors())


def _shown(tree: Tree) -> list[str]:
    """Return the lines of the page without its information and its frame."""
    hidden = {*tree.classed("doc-inf-information"), *tree.tagged("header", "footer", "nav", "head")}
    hidden |= {part for part in tree.root.iter(etree.Element) if _is_subjects(part)}
    return lines(tree.root, without=frozenset(hidden))


def _below(shown: list[str], title: str) -> list[str]:
    return shown[shown.index(title) + 1 :] if title in shown else shown


def _summary(above: list[str], title: str) -> list[str]:
    """Return the lines just before the citation, back to the buttons, the thanks or the title."""
    found: list[str] = []
    for line in reversed(above):
        if is_furniture(line) or is_support(line) or line.casefold() == title.casefold():
            break
        if _BUTTONS.fullmatch(line):
            break
        found.insert(0, line)
    return found


_BUTTONS = re.compile(
    r"(?:(?:citation|share|download|get citation|share document|view document in|english|html|pdf)"
    r"\s*)+",
    re.IGNORECASE,
)


def _body(below: list[str]) -> Iterator[str]:
    """Yield the lines of the document, between the buttons above and the foot of the page."""
    started = False
    for line in below:
        if started and (is_footer(line) or line == INFORMATION or label_of(line)):
            return
        if not started and (is_furniture(line) or _BUTTONS.fullmatch(line) or is_support(line)):
            continue
        started = True
        yield line
