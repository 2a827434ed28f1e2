"""Who took part and who was spoken of: names as the index prints them, with their authorities.

The index prints "Surname, Given" and, in brackets, a title or office ("(Gen.)", "(President)"), a
nickname in quotation marks or a name of birth. ``@normal`` is a code of the index, not a name.
"""

import re
from dataclasses import dataclass

from kg.converters.ead import eac
from kg.converters.ead.page import Page
from kg.converters.ead.scope import tag, words
from kg.converters.parsing import Element
from kg.errors import SourceError
from kg.names import bare_name, direct_order, is_office
from kg.records import Attendee, BlockKind, Person, Span

_BRACKETS = re.compile(r"\s*\(([^()]*)\)")
_PLACEHOLDER = re.compile(r"\[[^\[\]]*\]")  # "[Unknown person(s)]": nobody in particular
TOPICS = "e:archdesc/e:controlaccess/e:controlaccess[@id='topicsOfConversation']"
_NAMES = (tag("persname"), tag("corpname"))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexName:
    """A name of the index parted: in direct order, without title, office and nickname."""

    name: str
    title: str | None = None
    position: str | None = None


def index_name(text: str, honorifics: tuple[str, ...] | None = None) -> IndexName:
    """Part a name of a person; with *honorifics* known, no other bracket is a title or office.

    "Mrs." stays with the name of a husband: without it two people would have one name.

    >>> index_name("David, Edward E., Jr. (Dr.)")
    IndexName(name='Edward E. David, Jr.', title='Dr.', position=None)
    >>> index_name("Nixon, Richard M. (President)").position, index_name("Mason, F. (Mrs.)").name
    ('President', 'Mrs. F. Mason')
    """
    title = position = None
    name = direct_order(" ".join(_BRACKETS.sub("", text).split())) or text
    for found in _BRACKETS.findall(text):
        inside = found.strip()
        if honorifics is not None and inside not in honorifics:
            continue
        if inside.rstrip(".") == "Mrs":
            name = f"{inside} {name}"
        elif is_office(inside):
            position = position or inside
        elif bare_name(f"{inside} X") == "X":
            title = title or inside
    return IndexName(name=name, title=title, position=position)


def participants(page: Page, persons: dict[str, Person]) -> tuple[Attendee, ...]:
    """Return those who took part, each authority once, and print them on the page.

    Their authorities are added to *persons*, by identifier.
    """
    origination = page.one("e:archdesc/e:did/e:origination[@id='participants']")
    if origination is None:
        return ()
    page.add(BlockKind.LIST_HEAD, origination.get("label"))
    found: dict[str, Attendee] = {}
    for element in origination:
        if element.get("role") != "participant":
            page.warn(element, f"{words(element)!r} has no role 'participant'; left out")
            continue
        attendee = _listed(page, element, "tookPart", persons)
        if attendee is None:
            continue
        key = attendee.identifiers[0] if attendee.identifiers else attendee.as_written
        if key in found:
            page.warn(element, f"participant {key} is listed twice; the first was taken")
        found.setdefault(key, attendee)
    return tuple(found.values())


def discussed(
    page: Page, present: frozenset[str], persons: dict[str, Person]
) -> tuple[Attendee, ...]:
    """Return those spoken of who are not among *present*, and print all on the page.

    In all 419 finding aids we know, the people "discussed" are exactly the participants: the list
    was filled from theirs, and says nothing of who was spoken of.
    """
    found: list[Attendee] = []
    for name in ("peopleDiscussed", "organizationsDiscussed"):
        section = page.one(f"{TOPICS}/e:controlaccess[@id='{name}']")
        elements = [e for e in section if e.tag in _NAMES] if section is not None else []
        if section is not None and elements:
            page.add(BlockKind.LIST_HEAD, words(section.find(tag("head"))))
        listed = [_listed(page, element, "mentioned", persons) for element in elements]
        found += [a for a in listed if a is not None and not present.intersection(a.identifiers)]
    return tuple(found)


def _listed(
    page: Page, element: Element, presence: str, persons: dict[str, Person]
) -> Attendee | None:
    """Return one entry of a list and print it; ``None`` for an entry without a name."""
    written = words(element)
    span = page.add(BlockKind.LIST_ITEM, written)
    if span is None:
        page.warn(element, "an entry without a name was left out")
        return None
    identifier = (element.get("authfilenumber") or "").strip()
    if not identifier:
        page.warn(element, f"{written!r} has no authority (@authfilenumber)")
    authority = _authority(page, element, identifier)
    if authority is not None:
        persons.setdefault(identifier, authority.person())
    return _attendee(element, written, span, presence, identifier, authority)


def _authority(page: Page, element: Element, identifier: str) -> eac.Authority | None:
    """Return the entry for *identifier*, if an ``authorities`` folder beside us has it."""
    file = eac.find(identifier, page.path)
    if file is None:
        return None  # Nixon's own is missing; his identifier is good all the same
    try:
        authority = eac.read_authority(file)
    except SourceError as error:
        page.warn(element, f"the authority {identifier} was not read: {error}")
        return None
    if authority.identifier != identifier:
        said = f"the file of authority {identifier} is that of {authority.identifier}"
        page.warn(element, f"{said}; it was not used")
        return None
    return authority


def _attendee(
    element: Element,
    written: str,
    span: Span,
    presence: str,
    identifier: str,
    authority: eac.Authority | None,
) -> Attendee:
    kind = "organization" if element.tag == tag("corpname") else "person"
    parted = IndexName(name=written)
    if _PLACEHOLDER.fullmatch(written):
        kind = "group"
    elif kind == "person":
        parted = index_name(written, authority.honorifics if authority else None)
    return Attendee(
        as_written=written,
        span=span,
        name=parted.name,
        title=parted.title,
        position=parted.position,
        kind=kind,
        presence=(presence,),
        identifiers=(identifier,) if identifier else (),
    )
