"""A finding aid being read: its elements, the reading text made of what it prints, its warnings."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.converters.ead.scope import EAD, words
from kg.converters.parsing import Element
from kg.records import Block, BlockKind, Span, Statement, Warn

_NAMESPACES = {"e": EAD}


@dataclass(slots=True)
class Page:
    """The reading text grows by whole blocks, each on a line of its own, in the order of reading.

    Paths are those of ElementPath, each element with the prefix ``e``.
    """

    root: Element
    path: Path
    blocks: list[Block] = field(default_factory=list)
    warnings: list[Warn] = field(default_factory=list)
    _lines: list[str] = field(default_factory=list)
    _length: int = 0

    @property
    def text(self) -> str:
        """The lines so far, without a line feed at the end."""
        return "\n".join(self._lines)

    def all(self, path: str) -> list[Element]:
        """Return the elements at *path*."""
        return self.root.findall(path, _NAMESPACES)

    def one(self, path: str) -> Element | None:
        """Return the element at *path*; of several the first, with a warning."""
        found = self.all(path)
        if len(found) > 1:
            self.warn(found[1], f"{path.replace('e:', '')} is there twice; the first was taken")
        return found[0] if found else None

    def words(self, path: str) -> str:
        """Return the words of the element at *path*, an empty text if there are none."""
        return words(self.one(path))

    def add(self, kind: BlockKind, line: str | None) -> Span | None:
        """Add a block and return its place; nothing is added for an empty line."""
        if not line:
            return None
        start = self._length + 1 if self._lines else 0
        self._lines.append(line)
        self._length = start + len(line)
        self.blocks.append(Block(kind=kind, start=start, end=self._length))
        return Span(start, self._length)

    def labelled(
        self, element: Element | None, kind: BlockKind = BlockKind.VALUE
    ) -> Statement | None:
        """Add an element's label (``@label``) and its words; return these with their place."""
        value = words(element)
        if element is None or not value:
            return None
        self.add(BlockKind.LABEL, element.get("label"))
        return Statement(value=value, span=self.add(kind, value))

    def headed(self, section: Element | None, *tags: str) -> Iterator[Statement]:
        """Add a section's ``head`` and its elements of *tags*; yield these with their places."""
        entries = [entry for entry in section if entry.tag in tags] if section is not None else []
        if section is None or not any(words(entry) for entry in entries):
            return
        self.add(BlockKind.LABEL, words(section.find("e:head", _NAMESPACES)))
        for entry in entries:
            value = words(entry)
            if value:
                yield Statement(value=value, span=self.add(BlockKind.VALUE, value))

    def warn(self, element: Element, message: str) -> None:
        """Note what a person should look at, with the line of *element*."""
        self.warnings.append(Warn(message=message, line=element.sourceline))
