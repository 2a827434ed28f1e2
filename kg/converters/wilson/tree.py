"""A parsed page with its elements by class and by tag, and the address it gives itself."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree

from kg.converters.wilson.markup import Element

HOST = "digitalarchive.wilsoncenter.org"
_NODE = re.compile(r"node/[0-9]{1,12}")
_MAX_SETTINGS = 1024 * 1024  # characters of Drupal settings; a page has a few thousand


class Tree:
    """A parsed page with its elements by class, by tag and in order."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._by_class: dict[str, list[Element]] = {}
        self._by_tag: dict[str, list[Element]] = {}
        for element in root.iter(etree.Element):
            self._by_tag.setdefault(str(element.tag), []).append(element)
            if names := element.get("class"):
                for name in set(names.split()):
                    self._by_class.setdefault(name, []).append(element)

    def classed(self, name: str) -> list[Element]:
        """Return the elements of the class *name*, in order."""
        return self._by_class.get(name, [])

    def tagged(self, *names: str) -> list[Element]:
        """Return the elements with one of the tags *names*, by tag."""
        return [element for name in names for element in self._by_tag.get(name, ())]


def classes(element: Element) -> list[str]:
    """Return the classes of an element."""
    return (element.get("class") or "").split()


def lies_in(element: Element, *names: str) -> bool:
    """Say whether an element lies in one of a class among *names*."""
    return any(set(names) & set(classes(e)) for e in element.iterancestors())


def address_of(tree: Tree) -> str | None:
    """Return the page's own address: the canonical one, or that of its Drupal node."""
    given = [e.get("href") for e in tree.tagged("link") if "canonical" in (e.get("rel") or "")]
    given += [e.get("content") for e in tree.tagged("meta") if e.get("property") == "og:url"]
    own = (address for address in given if address and is_address(address))
    return next(own, None) or next(_nodes(tree), None)


def is_address(text: str) -> bool:
    """Say whether *text* is the address of a document or node of the archive.

    >>> is_address("https://digitalarchive.wilsoncenter.org/document/talk-black-blue")
    True
    >>> is_address("javascript:alert(1)//digitalarchive.wilsoncenter.org/document/1")
    False
    """
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in ("http", "https")
            and parts.netloc == HOST
            and bool(re.fullmatch(r"/(?:document|node)/[A-Za-z0-9_.~%-]{1,300}", parts.path))
            and not (parts.query or parts.fragment)
        )
    except ValueError:
        return False


def _nodes(tree: Tree) -> Iterator[str]:
    """Yield the address that Drupal's settings name: ``currentPath`` is ``node/{n}``."""
    for script in tree.tagged("script"):
        text = script.text or ""
        if script.get("type") == "application/json" and len(text) <= _MAX_SETTINGS:
            try:
                current = json.loads(text)["path"]["currentPath"]
            except (ValueError, KeyError, TypeError, RecursionError):
                continue
            if isinstance(current, str) and _NODE.fullmatch(current):
                yield f"https://{HOST}/{current}"
