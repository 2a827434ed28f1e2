"""What a finding aid may hold: each element is read, or ignored for a reason, or warned of.

An element is known by its path, each step with its ``@id`` or ``@type``: that is how these finding
aids tell one ``abstract`` from another (EAD 2002, namespace ``urn:isbn:1-931666-22-9``).
"""

import re
from collections.abc import Iterator

from kg.converters.parsing import Element
from kg.records import Warn

EAD = "urn:isbn:1-931666-22-9"

_PARTICIPANTS = "archdesc/did/origination[participants]"
_PARENTS = "archdesc/did/origination[isPartOf]/archref"
_TIME = "archdesc/odd[conversationDateTime]"
_ACCESS = "archdesc/controlaccess/controlaccess"
_TOPICS = f"{_ACCESS}[topicsOfConversation]/controlaccess"

# Elements whose words are read, inline elements and all.
READ = frozenset(
    {
        "eadheader/eadid",
        "eadheader/filedesc/publicationstmt/p[findingAidCopyright]",
        "eadheader/profiledesc/langusage",
        "archdesc/did/unittitle",
        "archdesc/did/unitdate[inclusive]",
        "archdesc/did/unitid[naId]",
        "archdesc/did/unitid[nixonTapesID]",
        "archdesc/did/abstract[summaryAbstract]",
        "archdesc/did/langmaterial",
        "archdesc/did/repository/corpname",
        f"{_PARTICIPANTS}/persname",
        f"{_PARTICIPANTS}/corpname",
        f"{_PARENTS}[parentCollection]/unitid[naId]",
        f"{_PARENTS}[parentCollection]/unittitle[collectionTitle]",
        f"{_PARENTS}[parentSeries]/unitid[naId]",
        f"{_PARENTS}[parentSeries]/unittitle[seriesTitle]",
        f"{_PARENTS}[parentFile]/unitid[naId]",
        f"{_PARENTS}[parentFile]/unittitle[audiotapeTitle]",
        f"{_TIME}/p[startDate]",
        f"{_TIME}/p[endDate]",
        f"{_TIME}/p[dateCertainty]",
        f"{_TIME}/p[startTime]",
        f"{_TIME}/p[endTime]",
        f"{_TIME}/p[timeCertainty]",
        "archdesc/scopecontent/scopecontent[conversationSummary]/p",
        f"{_ACCESS}[recordingLocation]/head",
        f"{_ACCESS}[recordingLocation]/geogname",
        f"{_ACCESS}[relatedTopics]/genreform",
        f"{_TOPICS}[peopleDiscussed]/head",
        f"{_TOPICS}[peopleDiscussed]/persname",
        f"{_TOPICS}[placesDiscussed]/head",
        f"{_TOPICS}[placesDiscussed]/geogname",
        f"{_TOPICS}[placesDiscussed]/corpname",
        f"{_TOPICS}[organizationsDiscussed]/head",
        f"{_TOPICS}[organizationsDiscussed]/corpname",
        f"{_TOPICS}[topicsDiscussed]/head",
        f"{_TOPICS}[topicsDiscussed]/subject",
        "archdesc/descgrp[admininfo]/prefercite/head",
        "archdesc/descgrp[admininfo]/prefercite/p",
    }
)
_TEMPLATE = "the same words in every finding aid of the collection or series"
_HEADING = "the heading of a section that is read"
_AS_PUBLICATION = "the finding aid as a publication, not the recording"
# Elements in scope that add nothing to the record, and why; what they hold goes with them.
IGNORED = {
    "eadheader/filedesc/titlestmt": "repeats title, date and participants of the description",
    "eadheader/filedesc/publicationstmt/publisher": _AS_PUBLICATION,
    "eadheader/filedesc/publicationstmt/address": _AS_PUBLICATION,
    "eadheader/filedesc/publicationstmt/date[publication]": "a year only, and before the creation",
    "eadheader/profiledesc/creation": _AS_PUBLICATION,
    "eadheader/profiledesc/descrules": _AS_PUBLICATION,
    "eadheader/revisiondesc": "what the encoders changed",
    "frontmatter": "the title page repeats the header",
    "archdesc/did/head": _HEADING,
    "archdesc/did/abstract[historicalAbstract]": _TEMPLATE,
    "archdesc/bioghist[recordingHistory]": _TEMPLATE,
    "archdesc/scopecontent/head": _HEADING,
    "archdesc/scopecontent/scopecontent[conversationSummary]/head": _HEADING,
    "archdesc/scopecontent/scopecontent[recordingNotes]": _TEMPLATE,
    "archdesc/scopecontent/arrangement": _TEMPLATE,
    f"{_ACCESS}[PRMPAdeedCategories]": _TEMPLATE,
    f"{_ACCESS}[relatedTopics]/head": _HEADING,
    f"{_ACCESS}[relatedTopics]/corpname": _TEMPLATE,
    f"{_ACCESS}[relatedTopics]/geogname": _TEMPLATE,
    f"{_ACCESS}[relatedTopics]/persname": _TEMPLATE,
    f"{_ACCESS}[relatedTopics]/subject": _TEMPLATE,
    f"{_ACCESS}[topicsOfConversation]/head": _HEADING,
    "archdesc/altformavail[audio]": _TEMPLATE,
    "archdesc/dsc[combined]/head": "the heading of a subject log that is not there",
    "archdesc/descgrp[admininfo]/head": _HEADING,
    "archdesc/descgrp[admininfo]/accessrestrict": _TEMPLATE,
    "archdesc/descgrp[admininfo]/userestrict": "rights in the sound; the finding aid has its own",
    "archdesc/descgrp[admininfo]/acqinfo": _TEMPLATE,
    "archdesc/descgrp[admininfo]/processinfo": "how the archive processed and released the tape",
}

# Elements on the way to these hold other elements; words of their own would be lost.
CONTAINERS = frozenset(
    path[: at.start()] for path in (*READ, *IGNORED) for at in re.finditer("/", path)
)


def tag(name: str) -> str:
    """Return *name* with the namespace of EAD 2002, as lxml writes it."""
    return f"{{{EAD}}}{name}"


def words(element: Element | None) -> str:
    r"""Return the words of an element on one line, an empty text if there are none.

    >>> from lxml import etree
    >>> words(etree.fromstring("<p>Conversation 1,\n  <date>May 18</date> </p>"))
    'Conversation 1, May 18'
    """
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def unread(element: Element, path: str = "") -> Iterator[Warn]:
    """Yield a warning for each element that no table names, and for words between elements."""
    for child in element:
        step = _step(child)
        here = f"{path}/{step}" if path else step
        if here in CONTAINERS:
            yield from unread(child, here)
            yield from _loose(child)
        elif here not in READ and here not in IGNORED:
            message = f"{here} is not in our tables; it was not read"
            yield Warn(message=message, line=child.sourceline)


def _step(element: Element) -> str:
    name = element.tag
    if not isinstance(name, str):
        return "unresolved entity"
    label = element.get("id") or element.get("type")
    local = name.removeprefix(f"{{{EAD}}}")
    return f"{local}[{label}]" if label else local


def _loose(container: Element) -> Iterator[Warn]:
    """Yield a warning if words stand in a container outside its elements."""
    pieces = (container.text, *(child.tail for child in container))
    if loose := " ".join(" ".join(filter(None, pieces)).split()):
        message = f"words outside any element were not read: {loose[:60]!r}"
        yield Warn(message=message, line=container.sourceline)
