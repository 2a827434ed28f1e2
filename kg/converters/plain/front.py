"""The front matter: keys and values in a strict subset of YAML 1.1, each with its place.

Every value is taken as the text that stands there: ``identifier: 0102`` is not 102 (nor octal 66),
``no`` is a word, and a date is whatever is printed. Anchors, aliases and tags are refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from kg.errors import SourceError
from kg.records import Block, BlockKind, Span, Statement

MAX_FRONT = 64 * 1024  # characters; PyYAML takes longer than in proportion
_FENCE = re.compile(r"---[ \t]*(?:\n|\Z)")
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)
_REFUSED = (yaml.AliasToken, yaml.AnchorToken, yaml.DirectiveToken, yaml.TagToken)
_OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_ENDING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_DEEPEST = 4  # a list of presences in a map in the list of participants
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")  # what escapes may smuggle in
_INDENT = "put a value that holds ': ' or begins with a sign in quotation marks, indent with spaces"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What stands behind a key: a text, a list, or a map; exactly one of the three.

    ``statement`` holds the text on one line and its place, without quotation marks.
    """

    key: str  # for messages: "participants, item 2, side"
    line: int
    statement: Statement | None = None
    items: tuple["Value", ...] | None = None
    fields: dict[str, "Value"] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """The values of a front matter by key, its blocks, and where the record's body begins."""

    values: dict[str, Value]
    blocks: tuple[Block, ...]
    end: int


@dataclass(frozen=True, slots=True)
class _Reader:
    """What every part of one front matter needs to know of its file."""

    path: Path
    text: str
    base: int  # where the YAML begins in the text

    def refuse(self, line: int, message: str, remedy: str) -> SourceError:
        return SourceError(self.path, message, line=line, remedy=remedy)

    def line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + 2  # the fence is line 1

    def place(self, node: yaml.Node) -> tuple[int, int]:
        """Return where the node stands in the text, without the space around it."""
        start, end = self.base + node.start_mark.index, self.base + node.end_mark.index
        raw = self.text[start:end]
        return start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))


def read_front(path: Path, text: str) -> Front:
    """Return the front matter with which *text* begins.

    Raises:
        SourceError: there is none, it is not closed, it is no YAML of the subset, or a key is there
            twice or has no value.
    """
    fence = _FENCE.match(text)
    if fence is None:
        raise SourceError(
            path,
            "does not begin with a front matter",
            line=1,
            remedy="begin with a line '---', keys such as 'title: …', and a line '---'",
        )
    closing = _CLOSING.search(text, fence.end())
    if closing is None or closing.start() > MAX_FRONT:
        said = "is longer than 64 kB" if closing else "is not closed"
        remedy = "put a line '---' behind the last key"
        raise SourceError(path, f"the front matter {said}", line=1, remedy=remedy)
    reader = _Reader(path, text, fence.end())
    root = _compose(reader, text[fence.end() : closing.start()])
    values: dict[str, Value] = {}
    blocks: list[Block] = []
    for key, node in _pairs(reader, root, ""):
        values[key.value] = _value(reader, node, key.value, reader.line(key))
        blocks.extend(_blocks(reader, key, node))
    return Front(values=values, blocks=tuple(blocks), end=closing.end())


def _compose(reader: _Reader, source: str) -> yaml.MappingNode:
    try:
        _check_tokens(reader, source)
        root = yaml.compose(source, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join((error.problem or error.context or "it cannot be read").split())
        line = mark.line + 2 if mark else 1
        raise reader.refuse(line, f"the front matter is no YAML: {said}", _INDENT) from error
    except yaml.reader.ReaderError as error:
        line = source.count("\n", 0, error.position) + 2
        message = f"the front matter holds U+{int(error.character):04X}, which YAML forbids"
        raise reader.refuse(line, message, "take the character out") from error
    except (OverflowError, ValueError) as error:  # PyYAML lets "\UFFFFFFFF" through to chr()
        remedy = "write the character itself"
        raise reader.refuse(2, f"an escape in the front matter: {error}", remedy) from error
    if not isinstance(root, yaml.MappingNode):
        message = "the front matter has no keys"
        raise reader.refuse(2, message, "write one key a line, such as 'title: …'")
    return root


def _check_tokens(reader: _Reader, source: str) -> None:
    """Refuse what the subset leaves out, before PyYAML spends minutes on a thousand brackets."""
    deep = 0
    for token in yaml.scan(source):
        line = token.start_mark.line + 2
        deep += isinstance(token, _OPENING) - isinstance(token, _ENDING)
        if deep > _DEEPEST:
            remedy = "write plain texts and lists of them"
            raise reader.refuse(line, "the front matter is nested too deeply", remedy)
        if isinstance(token, _REFUSED):
            message = "anchors (&), aliases (*), tags (!) and directives (%) are not read here"
            raise reader.refuse(line, message, "put the value in quotation marks")


def _pairs(
    reader: _Reader, node: yaml.MappingNode, where: str
) -> Iterator[tuple[yaml.ScalarNode, yaml.Node]]:
    """Yield the keys of a map and what they stand for.

    Raises:
        SourceError: a key is no word, or is there twice.
    """
    seen: set[str] = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
            message = f"{where or 'the front matter'} has a key that is no word"
            raise reader.refuse(reader.line(key), message, "write one key a line: 'title: …'")
        if key.value in seen:
            message = f"the key {key.value[:60]!r} is there twice"
            raise reader.refuse(reader.line(key), message, "keep one of them")
        seen.add(key.value)
        yield key, value


def _value(reader: _Reader, node: yaml.Node, name: str, line: int) -> Value:
    """Return the value at *node*; *name* and *line* are for messages."""
    if isinstance(node, yaml.SequenceNode):
        items = tuple(
            _value(reader, item, f"{name}, item {number}", reader.line(item))
            for number, item in enumerate(node.value, start=1)
        )
        return Value(key=name, line=line, items=items)
    if isinstance(node, yaml.MappingNode):
        fields = {
            key.value: _value(reader, value, f"{name}, {key.value}", reader.line(key))
            for key, value in _pairs(reader, node, name)
        }
        return Value(key=name, line=line, fields=fields)
    return Value(key=name, line=line, statement=_statement(reader, node, name))


def _statement(reader: _Reader, node: yaml.Node, key: str) -> Statement:
    """Return a scalar on one line, and where it stands without its quotation marks.

    Raises:
        SourceError: the scalar is empty.
    """
    value = " ".join(str(node.value).split())
    if _FORBIDDEN.search(value):
        remedy = "write letters; a record is plain text"
        raise reader.refuse(reader.line(node), f"{key} holds a control character", remedy)
    start, end = reader.place(node)
    quoted = node.style in ("'", '"') if isinstance(node, yaml.ScalarNode) else False
    if quoted:
        start, end = start + 1, end - 1
    elif isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        header = reader.text.find("\n", start, end)
        start = header if header >= 0 else start
    raw = reader.text[start:end]
    start, end = start + len(raw) - len(raw.lstrip()), end - (len(raw) - len(raw.rstrip()))
    if not value or start >= end or (not quoted and value in ("~", "null")):
        remedy = "write a value behind the colon, or take the key out"
        raise reader.refuse(reader.line(node), f"{key} has no value", remedy)
    return Statement(value=value, span=Span(start, end))


def _blocks(reader: _Reader, key: yaml.ScalarNode, node: yaml.Node) -> Iterator[Block]:
    """Yield the blocks of a key: label and value, or the head of a list and its items."""
    start, end = reader.place(key)
    colon = reader.text.find(":", end) + 1
    listed = isinstance(node, yaml.SequenceNode)
    kind = BlockKind.LIST_HEAD if listed else BlockKind.LABEL
    yield Block(kind=kind, start=start, end=max(colon, end))
    for part in node.value if listed else (node,):
        begin, stop = reader.place(part)
        if begin < stop:
            item = BlockKind.LIST_ITEM if listed else BlockKind.VALUE
            yield Block(kind=item, start=begin, end=stop)
