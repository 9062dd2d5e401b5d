"""One figure of a document changed as it was read, and what of the package changes with it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Document, Grid, GridRow, ReadError
from scripts.ingest.report import Report
from scripts.schema import figure, stored

_DIGIT = re.compile(r"[0-9]")
Key = tuple[str, str, str, str, str]
"""Where a figure stands: table, page, box or line, column, and the how-manieth of these it is."""


@dataclass(frozen=True)
class Edit:
    """One change: in which block, row and cell, of what kind, from which text to which."""

    block: int
    row: int
    cell: int
    kind: str
    before: str
    after: str


def edits(document: Document, count: int, seed: int) -> Iterator[Edit]:
    """So many changes of figures in the grids of a document, drawn with a seed."""
    chance = random.Random(seed)
    cells = [
        (at, row, index)
        for at, block in enumerate(document.blocks)
        if isinstance(block, Grid)
        for row, line in enumerate(block.rows)
        for index, cell in enumerate(line.cells)
        if isinstance(figure(cell), Decimal) and re.search(r"[.,]", cell)
    ]
    for _ in range(count if cells else 0):
        at, row, index = chance.choice(cells)
        block = document.blocks[at]
        assert isinstance(block, Grid)
        before = block.rows[row].cells[index]
        kind = chance.choice(["digit", "sign", "swap"])
        yield Edit(at, row, index, kind, before, _changed(before, kind, chance))


def _changed(text: str, kind: str, chance: random.Random) -> str:
    places = [match.start() for match in _DIGIT.finditer(text)]
    if kind == "sign":
        return text[1:] if text.startswith("-") else f"-{text}"
    if kind == "swap":
        pairs = [(a, b) for a, b in pairwise(places) if text[a] != text[b]]
        if pairs:
            a, b = chance.choice(pairs)
            letters = list(text)
            letters[a], letters[b] = letters[b], letters[a]
            return "".join(letters)
    place = chance.choice(places)
    digit = chance.choice([digit for digit in "123456789" if digit != text[place]])
    return text[:place] + digit + text[place + 1 :]


def edited(document: Document, edit: Edit) -> Document:
    """The document with one cell changed."""
    grid = document.blocks[edit.block]
    assert isinstance(grid, Grid)
    line = grid.rows[edit.row]
    cells = [*line.cells]
    cells[edit.cell] = edit.after
    rows = [*grid.rows]
    rows[edit.row] = GridRow(tuple(cells), line.place)
    blocks = [*document.blocks]
    blocks[edit.block] = replace(grid, rows=tuple(rows))
    return replace(document, blocks=tuple(blocks))


def figures(report: Report) -> Mapping[Key, str]:
    """Every figure of a package by its place; rows of one place are told apart in their order."""
    held: dict[Key, str] = {}
    for table in report.package.tables.values():
        for row in table.rows:
            place = row["box"] or row["source_line"]
            for name, value in row.figures.items():
                times = 0
                key = (table.name, row["page"], place, f"{row['list']} {name}", str(times))
                while key in held:
                    times += 1
                    key = (*key[:4], str(times))
                held[key] = stored(value)
    return held


def parents(report: Report) -> Mapping[tuple[str, str, str], str]:
    """The label of the row above each row, by table, list and position."""
    above: dict[tuple[str, str, str], str] = {}
    for table in report.package.tables.values():
        labels = {row["line"]: row.label for row in table.rows}
        for row in table.rows:
            above[table.name, row["list"], row["position"]] = labels.get(row["parent"], "")
    return above


def judged(document: Document, report: Report, edit: Edit) -> str:
    """What an edit came to: `figure`, `figure and parents`, `told`, or what else it changed."""
    try:
        after = assemble(edited(document, edit), report.package.slug)
    except ReadError:
        return "refused"
    was, now = figures(report), figures(after)
    changed = {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
    value = figure(edit.after)
    wanted = "" if value is None else stored(value)
    rows_changed = [key for key in changed if now.get(key) != wanted and was.get(key) is not None]
    told = [cell for cell in after.unplaced if cell not in report.unplaced]
    before, above = parents(report), parents(after)
    moved = {key for key in before.keys() | above.keys() if before.get(key) != above.get(key)}
    if not changed:
        return "told" if told or after.remarks != report.remarks else "nothing"
    if len(changed) > 1 or rows_changed:
        return "told with others" if told else f"others: {sorted(changed)[:3]}"
    return "figure and parents" if moved else "figure"
