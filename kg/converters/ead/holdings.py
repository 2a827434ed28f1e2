"""Where the archive keeps the recording: repository, hierarchy with catalogue numbers, citation."""

import re
from dataclasses import replace

from kg.converters.ead.page import Page
from kg.converters.ead.scope import tag, words
from kg.converters.parsing import Element
from kg.records import BlockKind, Citation, Level

_PARENTS = (("parentCollection", "Collection"), ("parentSeries", "Series"), ("parentFile", "File"))
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.:-]+(?:/[\w./~!$&'()*+,;=:@?-]*)?", re.ASCII)


def levels(page: Page) -> tuple[Level, ...]:
    """Return collection, series and tape, outermost first, and print them."""
    found = []
    for name, kind in _PARENTS:
        parent = page.one(f"e:archdesc/e:did/e:origination[@id='isPartOf']/e:archref[@id='{name}']")
        if parent is None:
            page.warn(page.root, f"no archref[@id='{name}']: the hierarchy lacks its {kind}")
            continue
        title, number = parent.find(tag("unittitle")), parent.find(tag("unitid"))
        value = page.labelled(title)
        if title is None or value is None:
            page.warn(parent, f"archref[@id='{name}'] has no title; the hierarchy lacks its {kind}")
            continue
        identifier = page.labelled(number)
        level = Level(
            kind=kind,
            label=title.get("label") or kind,
            value=value.value,
            identifier=identifier.value if identifier else None,
            address=address(page, number, "identifier"),
        )
        found.append(level)
    return tuple(found)


def repository(page: Page) -> str | None:
    """Return the name of the repository, and print it."""
    element = page.one("e:archdesc/e:did/e:repository")
    name = words(element.find(tag("corpname"))) if element is not None else ""
    if element is None or not name:
        page.warn(page.root, "no repository/corpname: the record names no repository")
        return None
    page.add(BlockKind.LABEL, element.get("label"))
    page.add(BlockKind.VALUE, name)
    return name


def cited(page: Page, hierarchy: Citation | None) -> Citation | None:
    """Return the hierarchy with the preferred citation as printed, or composed if there is none."""
    if hierarchy is None:
        return None
    section = page.one("e:archdesc/e:descgrp/e:prefercite")
    given = next(page.headed(section, tag("p")), None)
    if given is not None:
        return replace(hierarchy, as_given=given.value, span=given.span)
    names = [level.value for level in reversed(hierarchy.levels)]
    composed = ", ".join([*names, *filter(None, [hierarchy.repository])])
    return replace(hierarchy, as_given=composed) if composed else None


def address(page: Page, element: Element | None, attribute: str) -> str | None:
    """Return the address in an attribute, ``None`` and a warning for what is none."""
    value = (element.get(attribute) or "").strip() if element is not None else ""
    if element is None or not value:
        return None
    if not _ADDRESS.fullmatch(value):
        page.warn(element, f"@{attribute} is no address: {value!r}")
        return None
    return value
