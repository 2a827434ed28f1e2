"""A saved HTML page of the archive, in its modern layout and that of 2011-2021.

The modern page is a Drupal page: ``h1.title``, ``.date``, ``.donated``, one ``.tab-pane`` for each
language of the document, ``.text-block``, and labels over pills or blocks. The older one names its
source only in the citation that it offers, which also holds title, date, address and record id.
"""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kg.converters.wilson.composing import Parts
from kg.converters.wilson.markup import Element, lines, parse, short_text
from kg.converters.wilson.oldpage import is_old, read_old
from kg.converters.wilson.page import is_support, label_of
from kg.converters.wilson.tree import Tree, address_of, classes, lies_in
from kg.errors import SourceError
from kg.records import Warn

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TRIES = 4  # a label may stand in a menu first, without values
_BLOCKS = ("information-block", "pill-block")


def read_page(path: Path, content: bytes, address: str | None = None) -> Parts:
    """Return what the HTML page in *content* says; *address* is known from where it lay.

    Raises:
        SourceError: it cannot be read whole (``markup.parse``) or is no page of a document.
    """
    tree = Tree(parse(path, content))
    if is_old(tree):
        return read_old(path, tree, address)
    title = next((element for element in tree.tagged("h1") if _text(element)), None)
    if title is None or not (tree.classed("information-block") or tree.classed("tab-pane")):
        raise SourceError(
            path,
            "is no page of a document of the Digital Archive",
            remedy="leave it out, or name its format with --from",
        )
    body, warnings = _body(tree)
    return Parts(
        title=_text(title),
        date=next((text for e in tree.classed("date") if (text := _text(e))), None),
        support=next((text for e in tree.classed("donated") if is_support(text := _text(e))), None),
        body=tuple(body),
        summary=_summary(tree),
        fields=_fields(tree),
        address=address or address_of(tree),
        line=title.sourceline,
        warnings=tuple(warnings),
    )


def _text(element: Element) -> str:
    return " ".join(lines(element))


def _body(tree: Tree) -> tuple[list[str], list[Warn]]:
    """Return the lines of the open tab: each tab holds the document in one language."""
    tabs = [tab for tab in tree.classed("tab-pane") if not lies_in(tab, "tab-pane")]
    active = [tab for tab in tabs if "active" in classes(tab)] or tabs[:1]
    found = next((text for tab in active if (text := lines(tab))), [])
    warnings = []
    if not found:
        message = "the page holds no text of the document"
        warnings.append(Warn(message=message, line=tree.root.sourceline))
    others = sum(1 for tab in tabs if tab not in active and lines(tab))
    if others:
        message = f"further tabs with the document are not read: {others}"
        warnings.append(Warn(message=message, line=tabs[0].sourceline))
    return found, warnings


def _summary(tree: Tree) -> str | None:
    blocks = (e for e in tree.classed("text-block") if not lies_in(e, "tab-pane", *_BLOCKS))
    return next((text for block in blocks if (text := _text(block))), None)


def _fields(tree: Tree) -> dict[str, tuple[str, ...]]:
    """Return the values of every label: a heading, or the sub-title of a block."""
    found: dict[str, tuple[str, ...]] = {}
    met: Counter[str] = Counter()
    for heading in _headings(tree):
        label = _label(heading)
        if label and not found.get(label) and not lies_in(heading, "tab-pane"):
            met[label] += 1
            if met[label] <= _TRIES:
                found[label] = tuple(_values(heading))
    if not found.get("Subjects Discussed") and (subjects := tree.classed("pill-subject")):
        found["Subjects Discussed"] = tuple(filter(None, map(_text, subjects)))
    return found


def _headings(tree: Tree) -> Iterator[Element]:
    yield from tree.classed("sub-title")
    yield from (e for e in tree.classed("title") if e.tag in _HEADINGS)


def _label(element: Element) -> str | None:
    is_heading = element.tag in _HEADINGS or "sub-title" in classes(element)
    return label_of(short_text(element)) if is_heading else None


def _values(heading: Element) -> Iterator[str]:
    """Yield the values below a heading: pills, a text, or lines."""
    elements = [e for place in _places(heading) for e in place.iter(etree.Element)]
    pills = [e for e in elements if _is_pill(e)]
    texts = [e for e in elements if "text" in classes(e) and not lies_in(e, "text")]
    if pills:
        for pill in pills:
            name = next((e for e in pill.iter(etree.Element) if "name" in classes(e)), pill)
            if text := _text(name):
                yield text
        return
    for element in texts or _places(heading):
        yield from lines(element)


def _places(heading: Element) -> list[Element]:
    """Return where the values of a heading are: in its block to the next label, or next to it."""
    block = next((e for e in heading.iterancestors() if set(_BLOCKS) & set(classes(e))), None)
    if block is None:
        following = heading.getnext()
        return [] if following is None else [following]
    found = []
    for element in heading.itersiblings(etree.Element):
        if _label(element):
            break
        found.append(element)
    if any(map(_text, found)):
        return found
    above = [heading, *heading.iterancestors()]
    return [e for e in block.iterchildren(etree.Element) if e not in above]


def _is_pill(element: Element) -> bool:
    """Say whether an element is one value; a pill may lie in a pill, the outer one counts."""
    kinds = ("pill", "pill-subject")
    return bool(set(kinds) & set(classes(element))) and not lies_in(element, *kinds)
