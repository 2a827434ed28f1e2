"""The one door for HTML: lxml with its default limits, nothing lost without a word.

libxml2 stops reading at its limits (256 levels, ten million characters a node) and hands over what
it has; the reason stands only in its log. So the log is read, and the characters that come out are
counted against an independent scan of what went in. html5lib reads all and takes seconds where
this takes milliseconds; a cleaner (nh3) gives text back, not a tree (measured: 5.3 s for 10,000
nested elements, 2 ms here to refuse them).
"""

import html
import re
from pathlib import Path

from lxml import etree

from kg.errors import SourceError

Element = etree._Element

MAX_BYTES = 16 * 1024 * 1024  # two hundred times a page of the archive
_MAX_ATTRIBUTES = 1000  # libxml2 compares each with all before it: 20,000 take a second
_LABEL = 120  # characters
_RAW = frozenset({"script", "style", "template"})
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_INSIDE = r"(?>[^>\"']+|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z))*+"  # of a tag
_TOKEN = re.compile(
    r"<!--.*?(?:--!?>|\Z)"
    + "".join(
        rf"|<{name}\b{_INSIDE}(?:>|\Z).*?(?:</{name}\b[^>]*(?:>|\Z)|\Z)"
        for name in ("script", "style", "template")
    )
    + rf"|</?[a-z]{_INSIDE}(?:>|\Z)|<[!?/][^>]*(?:>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_START_TAG = re.compile(rf"<[a-z]{_INSIDE}", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s/=\"']+")
_SPACES = re.compile(r"[ \t\n\r\f]+")
_HEX = re.compile(r"(?:[0-9a-f]{2}){4,200}", re.IGNORECASE)


def parse(path: Path, content: bytes) -> Element:
    """Return the root of the HTML in *content*; *path* is where it lies, for messages.

    Raises:
        SourceError: it is empty, too large, not UTF-8, holds U+0000, or libxml2 lost text of it.
    """
    text = decode(path, content)
    scanned = _scan(path, text)
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.ParserError as error:
        raise SourceError(path, "holds no element", remedy="save the page again") from error
    except etree.XMLSyntaxError as error:
        raise _refusal(path, error.msg or "not HTML", error.lineno) from error
    for entry in parser.error_log.filter_from_fatals():
        raise _refusal(path, entry.message, entry.line)
    if root is None:
        raise SourceError(path, "holds no element", remedy="save the page again")
    if (found := _read(root)) < scanned:
        raise SourceError(
            path,
            f"lost {scanned - found} of {scanned} characters when its markup was read",
            remedy="mend its markup (an HTML checker shows the place), or save the page again",
        )
    return root


def decode(path: Path, content: bytes) -> str:
    """Return *content* as text, its line ends as line feeds.

    Raises:
        SourceError: it is empty, larger than any page, not UTF-8, or holds U+0000.
    """
    if len(content) > MAX_BYTES:
        raise SourceError(path, "is larger than any saved page", remedy="give one saved page")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            path,
            f"is not UTF-8 (byte {error.start}: 0x{content[error.start]:02x})",
            line=content[: error.start].count(b"\n") + 1,
            remedy="save the page again in UTF-8",
        ) from error
    if not text.strip():
        raise SourceError(path, "is empty", remedy="save the page again")
    if "\x00" in text:
        raise SourceError(
            path,
            "holds the character U+0000",
            line=text[: text.index("\x00")].count("\n") + 1,
            remedy="save the page again in UTF-8",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _scan(path: Path, text: str) -> int:
    """Return how many characters of text there are between the tags, without white space.

    The scan is one pass of one pattern that never goes back, so that no input makes it slow.
    """
    for token in _TOKEN.finditer(text) if _may_have_many(text) else ():
        tag = _START_TAG.match(token[0])
        if tag and len(tag[0]) > _MAX_ATTRIBUTES and _attributes(tag[0]) > _MAX_ATTRIBUTES:
            raise SourceError(
                path,
                f"has a tag with more than {_MAX_ATTRIBUTES} attributes",
                line=text[: token.start()].count("\n") + 1,
                remedy="no page of the archive has; save the page again",
            )
    between = " ".join(_TOKEN.split(text))
    return _solid(html.unescape(between) if "&" in between else between)


def _may_have_many(text: str) -> bool:
    return max(map(len, _TOKEN.findall(text)), default=0) > _MAX_ATTRIBUTES


def _attributes(inside: str) -> int:
    return sum(1 for _ in _ATTRIBUTE.finditer(inside))


def _refusal(path: Path, message: str, line: int | None) -> SourceError:
    said = " ".join(message.partition(", use XML")[0].partition(", try XML")[0].split())
    return SourceError(
        path,
        f"cannot be read to its end: {said}",
        line=line,
        remedy="no page of the archive is built so; save the page again",
    )


def _read(root: Element) -> int:
    """Return how many characters of the tree a scan of the file sees as text."""
    count = _solid("".join(root.itertext()))
    for raw in root.iter(*_RAW):
        if not any(above.tag in _RAW for above in raw.iterancestors()):
            count -= _solid("".join(raw.itertext()))
    return count


def _solid(text: str) -> int:
    return len("".join(text.split()))


def lines(element: Element, without: frozenset[Element] = frozenset()) -> list[str]:
    """Return the text of *element* as a browser shows it: a line for each block and break.

    Runs of ASCII white space are one space, no-break spaces stay; cells of a row are parted by a
    tab. Addresses that a proxy has hidden ("[email protected]") are read from their attribute.
    Elements among *without* are left out.
    """
    pieces: list[str] = []
    _collect(element, pieces, without)
    text = _SPACES.sub(" ", "".join(pieces)).replace("\x01", "\n").replace("\x02", "\t")
    stripped = (line.strip() for line in text.split("\n"))
    return [line for line in stripped if line]


def short_text(element: Element) -> str:
    """Return the text of a heading in one line, "" for one too long to be a label."""
    pieces: list[str] = []
    for piece in element.itertext():
        pieces.append(piece)
        if sum(map(len, pieces)) > _LABEL or len(pieces) > _LABEL:
            return ""
    return " ".join("".join(pieces).split())


def _collect(root: Element, pieces: list[str], without: frozenset[Element]) -> None:
    walker = iter(etree.iterwalk(root, events=("start", "end")))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _RAW or element in without:
                walker.skip_subtree()  # type: ignore[attr-defined]  # the stubs lack it
                continue
            if tag in _BLOCKS or tag == "br":
                pieces.append("\x01")
            hidden = element.get("data-cfemail")
            if hidden is not None and (address := _revealed(hidden)):
                pieces.append(address)
                walker.skip_subtree()  # type: ignore[attr-defined]  # the stubs lack it
            elif element.text:
                pieces.append(_plain(element.text))
        else:
            if tag in _BLOCKS:
                pieces.append("\x01")
            elif tag in ("td", "th") and element.getnext() is not None:
                pieces.append("\x02")
            if element.tail and element is not root:
                pieces.append(_plain(element.tail))


def _plain(text: str) -> str:
    return text.replace("\x01", " ").replace("\x02", " ")


def _revealed(hidden: str) -> str | None:
    """Return the address in Cloudflare's ``data-cfemail``: every byte is XORed with the first."""
    if not _HEX.fullmatch(hidden):
        return None
    first, *rest = bytes.fromhex(hidden)
    address = bytes(byte ^ first for byte in rest).decode("ascii", "replace")
    return address if re.fullmatch(r"[\w.+-]+@[\w.-]+", address, re.ASCII) else None
