"""Rows as text: for people (table, markdown) and for programs (csv, tsv, json)."""

import csv
import io
import json
import textwrap
from collections.abc import Callable

from kg.querying.rows import Cell, Rows

_NARROWEST = 12  # characters that a column of a table keeps


def write(rows: Rows, form: str, width: int | None = None) -> str:
    """Return *rows* in the format *form*; a table is at most *width* characters wide, if given."""
    return table(rows, width) if form == "table" else FORMATS[form](rows)


def table(rows: Rows, width: int | None = None) -> str:
    """Return an aligned table; where it cannot be as narrow as *width*, a block for each row."""
    cells = [[_plain(cell) for cell in row] for row in rows.rows]
    widths = [
        max([len(name), *(len(line[place]) for line in cells)])
        for place, name in enumerate(rows.variables)
    ]
    if width is not None and sum(widths) + 2 * len(widths) - 2 > width:
        shrunk = _shrunk(widths, [len(name) for name in rows.variables], width)
        if shrunk is None:
            return _blocks(rows.variables, cells, width)
        widths = shrunk
    lines = [_line(list(rows.variables), widths), "  ".join("-" * size for size in widths) + "\n"]
    return "".join(lines + [_line(row, widths) for row in cells])


def _shrunk(widths: list[int], names: list[int], width: int) -> list[int] | None:
    """Return widths that fit, the widest columns cut most, or None if they get too thin."""
    least = [min(size, max(name, _NARROWEST)) for size, name in zip(widths, names, strict=True)]
    room = width - 2 * (len(widths) - 1)
    if sum(least) > room:
        return None
    limit = max(widths)
    while sum(max(low, min(size, limit)) for size, low in zip(widths, least, strict=True)) > room:
        limit -= 1
    return [max(low, min(size, limit)) for size, low in zip(widths, least, strict=True)]


def _line(cells: list[str], widths: list[int]) -> str:
    wrapped = [textwrap.wrap(cell, size) or [""] for cell, size in zip(cells, widths, strict=True)]
    height = max((len(lines) for lines in wrapped), default=0)
    rows = (
        "  ".join(
            (lines[row] if row < len(lines) else "").ljust(size)
            for lines, size in zip(wrapped, widths, strict=True)
        ).rstrip()
        for row in range(height)
    )
    return "".join(f"{row}\n" for row in rows)


def _blocks(variables: tuple[str, ...], cells: list[list[str]], width: int) -> str:
    margin = max((len(name) for name in variables), default=0) + 2
    blocks = []
    for number, row in enumerate(cells, 1):
        lines = [f"{number}"]
        for name, cell in zip(variables, row, strict=True):
            if cell:
                wrapped = textwrap.wrap(
                    cell,
                    max(_NARROWEST, width - margin - 2),
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                lines += [f"  {name.ljust(margin)}{wrapped[0]}"]
                lines += [f"  {' ' * margin}{line}" for line in wrapped[1:]]
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


def _plain(cell: Cell | None) -> str:
    """Return a cell for reading, on one line."""
    return "" if cell is None else " ".join(cell.value.split())


def _markdown(rows: Rows) -> str:
    def line(cells: list[str]) -> str:
        return f"| {' | '.join(cells)} |\n"

    escaped = ([_in_markdown(_plain(cell)) for cell in row] for row in rows.rows)
    head = [line(list(rows.variables)), line(["---"] * len(rows.variables))]
    return "".join(head + [line(row) for row in escaped])


def _in_markdown(text: str) -> str:
    for character in "\\|<*_`[]":
        text = text.replace(character, f"\\{character}")
    return text


def _csv(rows: Rows) -> str:
    """SPARQL 1.1 Query Results CSV: plain values, as RFC 4180 quotes them."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(rows.variables)
    for row in rows.rows:
        writer.writerow("" if cell is None else _csv_value(cell) for cell in row)
    return out.getvalue()


def _csv_value(cell: Cell) -> str:
    return f"_:{cell.value}" if cell.kind == "bnode" else cell.value


def _tsv(rows: Rows) -> str:
    """SPARQL 1.1 Query Results TSV: terms as Turtle writes them; a tab in one is escaped."""
    lines = ["\t".join(f"?{name}" for name in rows.variables)]
    for row in rows.rows:
        terms = ("" if cell is None else cell.term().replace("\t", "\\t") for cell in row)
        lines.append("\t".join(terms))
    return "".join(f"{line}\n" for line in lines)


def _json(rows: Rows) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [
        {
            name: _json_term(cell)
            for name, cell in zip(rows.variables, row, strict=True)
            if cell is not None
        }
        for row in rows.rows
    ]
    answer = {"head": {"vars": list(rows.variables)}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False, indent=1) + "\n"


def _json_term(cell: Cell) -> dict[str, str]:
    term = {"type": cell.kind, "value": cell.value}
    if cell.datatype is not None:
        term["datatype"] = cell.datatype
    if cell.language is not None:
        term["xml:lang"] = cell.language
    return term


FORMATS: dict[str, Callable[[Rows], str]] = {
    "table": table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "markdown": _markdown,
}
"""What rows can be written as."""
