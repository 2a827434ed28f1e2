"""Releases laid out for the tests of the pages, and a strict reader of HTML."""

import dataclasses
import enum
import json
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from kg import graph, publication
from kg.publication import merging
from kg.publication.dataset import Dataset
from kg.terms import lines

HOSTILE = "\"><script>x()</script><img src=q onerror='x()'>&lt;\u202e\u2028]]>{{ 7*7 }}<!--"
DATASET = Dataset(
    title="Made-up talks",
    description="A test.",
    version="1.2.3",
    licence="https://creativecommons.org/licenses/by/4.0/",
    base="https://x.example/",
    creator="Nobody",
    issued="2000-01-01",
    keywords=("salt",),
)
SOURCE = {
    "title": "Archive of Freedonia",
    "publisher": "Freedonia",
    "rights": "Freedonia lets everybody read.",
    "rights_address": "https://archive.example/terms",
    "licence": None,
    "text_policy": "full",
}
_VOID = {"meta", "link", "br", "img", "input", "hr", "wbr"}
_AS_IT_IS = {"edtf", "per", "language", "kind", "recipient_kind", "supports", "collection"}


def release(folder, records, *, source=SOURCE, dataset=DATASET, workers=1):
    """Publish *records*, pairs of a record and its findings, and return the release's folder."""
    part = folder / "shard"
    part.mkdir(parents=True)
    made = [(record, graph.quads(record, found, dataset.base)) for record, found in records]
    rows, position = [], 0
    with (part / "quads.nq").open("wb") as file:
        for record, quads in made:
            data = "".join(lines(quads.record + quads.evidence)).encode()
            file.write(data)
            rows.append(
                {"key": record.key, "file": "f", "status": "converted"}
                | {"offset": position, "length": len(data)}
            )
            position += len(data)
    every = sorted({n for _, q in made for n in lines(q.record + q.evidence)})
    (part / "sorted.nq").write_text("".join(every))
    agents = sorted({n for _, q in made for n in lines(q.agents)})
    (part / "agents.nq").write_text("".join(agents))
    texts = [json.dumps({"key": record.key, "text": record.text}) + "\n" for record, _ in made]
    (part / "texts.jsonl").write_text("".join(texts) if source["text_policy"] == "full" else "")
    shard = {"file": "f", "collection": "made-up", "digest": "d", "documents": rows}
    (part / "shard.json").write_text(json.dumps(shard | {"source": dict(source)}))
    publication.publish(merging.parts([part]), [], dataset, folder / "out", workers)
    return (folder / "out" / "current").resolve()


def poisoned(value):
    """Return *value*, a record or finding, with hostile markup in every text that it holds."""
    if isinstance(value, enum.Enum):
        return value
    if isinstance(value, str):
        return value + HOSTILE
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    if dataclasses.is_dataclass(value):
        changed = {
            f.name: poisoned(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.name not in _AS_IT_IS
        }
        return dataclasses.replace(value, **changed)
    return value


class Page(HTMLParser):
    """An HTML page, read strictly: whatever is wrong with it stands in ``faults``."""

    def __init__(self, path, release):
        super().__init__(convert_charrefs=True)
        self.faults, self.ids, self.links, self.headings = [], [], [], []
        self.alternates, self.jsonld, self.texts = {}, [], []
        self._open = []
        self._release, self._path = release, path
        self.content = path.read_text(encoding="utf-8")
        self.feed(self.content)
        self.close()
        if self._open:
            self.faults.append(f"left open: {self._open}")
        self._judge()

    @property
    def text(self):
        return "".join(self.texts)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if len(values) != len(attrs):
            self.faults.append(f"an attribute twice: {attrs}")
        if tag not in _VOID:
            self._open.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src") if name in values]
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "link" and values["rel"] == "alternate":
            self.alternates[values["type"]] = values["href"]
        self._suspect(tag, values)

    def _suspect(self, tag, values):
        """Note what could run, and what may not stand where it stands."""
        if any(name.startswith("on") or name == "style" for name in values):
            self.faults.append(f"inline code: {values} in {tag}")
        if tag == "script" and values.get("type") != "application/ld+json":
            self.faults.append(f"a script: {values}")
        if tag in ("img", "iframe", "object", "base", "form", "style"):
            self.faults.append(f"an element we do not write: {tag}")
        if tag == "th" and "scope" not in values:
            self.faults.append("a th without scope")
        if tag == "a" and "a" in self._open[:-1]:
            self.faults.append("a link in a link")
        if tag in ("p", "ul", "ol", "table", "section") and "p" in self._open[:-1]:
            self.faults.append(f"{tag} in a paragraph")

    def handle_endtag(self, tag):
        if not self._open or self._open.pop() != tag:
            self.faults.append(f"</{tag}> closes what it did not open")

    def handle_data(self, data):
        if self._open and self._open[-1] == "script":
            self.jsonld.append(json.loads(data))
        else:
            self.texts.append(data)

    def handle_comment(self, data):
        self.faults.append(f"a comment: {data}")

    def _judge(self):
        if self.headings.count(1) != 1 or self.headings[0] != 1:
            self.faults.append(f"headings: {self.headings}")
        if any(b > a + 1 for a, b in zip(self.headings, self.headings[1:], strict=False)):
            self.faults.append(f"a heading skips a level: {self.headings}")
        if len(set(self.ids)) != len(self.ids):
            twice = {one for one in self.ids if self.ids.count(one) > 1}
            self.faults.append(f"ids that stand twice: {sorted(twice)}")
        if any(not one or any(c.isspace() for c in one) for one in self.ids):
            self.faults.append("an id with space, or empty")

    def target(self, link):
        """Return (file, fragment) of a link inside the release, or None for one that leads out."""
        if link.startswith(("https://", "http://")):
            return None
        path, _, fragment = link.partition("#")
        file = (self._path.parent / unquote(path)).resolve() if path else self._path
        return file, fragment


def pages(release: Path):
    """Yield every page of *release*."""
    for path in sorted(release.rglob("*.html")):
        yield path, Page(path, release)
