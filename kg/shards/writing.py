"""A shard written: a batch of records at a time, sorted at the end from the sorted batches."""

import hashlib
import heapq
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from kg.fates import Fate
from kg.graph.labels import one_label
from kg.shards.reading import Converted
from kg.sources import Unit

_DIGESTED = ("quads.nq", "agents.nq", "texts.jsonl")
_SHOWN = ("title", "publisher", "rights", "rights_address", "licence", "text_policy")


class Writer:
    """Writes the files of one shard into a fresh folder; closing it makes the shard whole."""

    def __init__(self, folder: Path, unit: Unit) -> None:
        self._folder = folder
        self._unit = unit
        self._files = ExitStack()
        self._rows: list[dict[str, Any]] = []
        self._agents: set[str] = set()
        self._batches = 0
        self._position = 0

    def __enter__(self) -> Self:
        self._quads = self._files.enter_context((self._folder / "quads.nq").open("wb"))
        texts = self._folder / "texts.jsonl"
        self._texts = self._files.enter_context(texts.open("w", encoding="utf-8", newline="\n"))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._files.close()
        if error is None:
            self._finish()

    def add(self, converted: Iterable[Converted], others: Iterable[Fate]) -> None:
        """Write the records of a batch; remember what became of the other documents."""
        batch: list[str] = []
        for c in converted:
            data = "".join(c.lines).encode()
            self._quads.write(data)
            place = {"offset": self._position, "length": len(data)}
            self._rows.append(c.fate.row() | place)
            self._position += len(data)
            self._agents.update(c.agents)
            batch += c.lines
            if self._unit.source.text_policy == "full":
                row = {"key": c.record.key, "text": c.record.text}
                if c.record.source_note is not None:
                    row["source_note"] = c.record.source_note
                self._texts.write(json.dumps(row, ensure_ascii=False) + "\n")
        self._rows += [fate.row() for fate in others]
        _write(self._batch(self._batches), sorted(batch))
        self._batches += 1

    def _batch(self, number: int) -> Path:
        return self._folder / f"batch-{number}.nq"

    def _finish(self) -> None:
        with ExitStack() as files:
            batches = [
                files.enter_context(self._batch(n).open(encoding="utf-8", newline="\n"))
                for n in range(self._batches)
            ]
            _write(self._folder / "sorted.nq", heapq.merge(*batches))
        for number in range(self._batches):
            self._batch(number).unlink()
        _write(self._folder / "agents.nq", one_label(self._agents))
        description = {
            "file": str(self._unit.path),
            "collection": self._unit.source.collection,
            "source": self._source(),
            "digest": self._digest(),
            "documents": self._rows,
        }
        # Last, because its presence says that the shard is whole.
        _write(self._folder / "shard.json", [json.dumps(description, ensure_ascii=False)])

    def _source(self) -> dict[str, Any]:
        """Return what every page of the source's records says of it."""
        return {name: getattr(self._unit.source, name) for name in _SHOWN}

    def _digest(self) -> str:
        """Return one hash of all that the shard gives to the publication."""
        digest = hashlib.sha256(json.dumps(self._source()).encode())
        for name in _DIGESTED:
            with (self._folder / name).open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()


def _write(path: Path, content: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(content)
