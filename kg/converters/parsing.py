"""The one door for XML: lxml with its default limits, no DTD, no entity, no network.

lxml is 6.1 or later (CVE-2026-41066: before it, ``iterparse`` read local files). Limits of libxml2
stay as they are: ten million characters a node, 256 levels, entity amplification.
"""

from pathlib import Path

from lxml import etree

from kg.errors import SourceError

Element = etree._Element


def parse(path: Path) -> Element:
    """Return the root of the XML document at *path*, without comments and instructions.

    Identifiers are not collected: three FRUS volumes give two elements one ``xml:id``, and a
    parser that validates refuses them.

    Raises:
        SourceError: the file cannot be read, is not well-formed, is wrongly encoded, or declares
            entities.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            path, f"cannot be read ({error.strerror})", remedy="give a file that can be read"
        ) from error
    return parse_bytes(data, path)


def parse_bytes(data: bytes, path: Path) -> Element:
    """Return the root of the XML document *data*, which stands at *path* (maybe in an archive).

    Raises:
        SourceError: it is not well-formed, is wrongly encoded, or declares entities.
    """
    parser = etree.XMLParser(
        collect_ids=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        resolve_entities=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(path, error, empty=not data) from error
    if (dtd := root.getroottree().docinfo.internalDTD) is not None and any(
        True for _ in dtd.iterentities()
    ):
        raise SourceError(
            path, "declares entities", remedy="write them out and take the DOCTYPE away"
        )
    return root


def _refusal(path: Path, error: etree.XMLSyntaxError, *, empty: bool) -> SourceError:
    """Say what libxml2 says, in one line, and what to do about it."""
    said = " ".join((error.msg or "").split())
    if empty:
        return SourceError(path, "is empty", remedy="fetch the file again")
    if "encoding" in said or "not proper UTF-8" in said or "invalid byte" in said.lower():
        remedy = "save it in the encoding that its first line declares (UTF-8 if none)"
    elif "Start tag expected" in said:
        remedy = "this is no XML; choose another converter with --from"
    elif "Premature end" in said or "unexpected end" in said.lower():
        remedy = "the file is cut off; fetch it again"
    elif "huge" in said.lower() or "amplification" in said or "limit" in said.lower():
        remedy = "a volume never needs this; look who made the file"
    else:
        remedy = "mend the file at that line (xmllint --noout shows the place)"
    return SourceError(path, f"is not well-formed XML: {said}", line=error.lineno, remedy=remedy)
