"""One figure of a document changed as it was read, and what of the package changes with it."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Document, Grid, ReadError
from scripts.ingest.report import Report
from scripts.schema import figure, stored

_DIGIT = re.compile(r"[0-9]")
# The unit of a table: 单位：万元 in a line over it, or in its first rows; 万元 alone; 预算数（万元）.
_UNIT = re.compile(r"((?:单位\s*[:：]?|[（(]|^)\s*)(万元|元)(?=\s*[)）]?$)")
_OTHER_UNIT = {"万元": "元", "元": "万元"}
# One change in so many is of a unit.
_RARE = 8
# What may change of a row with the parents of other rows, and what is told of it beside the rest.
_ASIDE = frozenset(("line", "parent", "parent_basis", "amount_unit"))
Key = tuple[str, ...]
"""Where something stands: table, page, box or line, list, the how-manieth of these, column."""
K = TypeVar("K")


@dataclass(frozen=True)
class Edit:
    """One change: in which block, row and cell, of what kind, from which text to which.

    A line outside tables is row 0 and cell 0 of its block.
    """

    block: int
    row: int
    cell: int
    kind: str
    before: str
    after: str


def edits(document: Document, count: int, seed: int) -> Iterator[Edit]:
    """So many changes of figures in the grids of a document, and of units, drawn with a seed."""
    chance = random.Random(seed)
    cells = [place for place in _cells(document) if _is_amount(place[-1])]
    units = [place for place in _cells(document, lines=True) if _UNIT.search(place[-1])]
    for number in range(count if cells else 0):
        if units and number % _RARE == 0:
            at, row, index, before = chance.choice(units)
            after = _UNIT.sub(lambda match: match[1] + _OTHER_UNIT[match[2]], before)
            yield Edit(at, row, index, "unit", before, after)
        else:
            at, row, index, before = chance.choice(cells)
            kind = chance.choice(["digit", "sign", "swap"])
            yield Edit(at, row, index, kind, before, _changed(before, kind, chance))


def _cells(document: Document, *, lines: bool = False) -> Iterator[tuple[int, int, int, str]]:
    """Every cell by block, row and column, with the lines outside tables if asked for."""
    for at, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            for row, line in enumerate(block.rows):
                yield from ((at, row, index, cell) for index, cell in enumerate(line.cells))
        elif lines:
            yield at, 0, 0, block.text


def _is_amount(cell: str) -> bool:
    return isinstance(figure(cell), Decimal) and re.search(r"[.,]", cell) is not None


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
    """The document with one cell, or one line, changed."""
    blocks = [*document.blocks]
    block = blocks[edit.block]
    if isinstance(block, Grid):
        line = block.rows[edit.row]
        cells = [*line.cells]
        cells[edit.cell] = edit.after
        rows = [*block.rows]
        rows[edit.row] = replace(line, cells=tuple(cells))
        blocks[edit.block] = replace(block, rows=tuple(rows))
    else:
        blocks[edit.block] = replace(block, text=edit.after)
    return replace(document, blocks=tuple(blocks))


@dataclass(frozen=True)
class Held:
    """What a package holds: figures and units by place, rows above rows, and all the rest."""

    figures: Mapping[Key, str]
    units: Mapping[Key, str]
    parents: Mapping[Key, tuple[str, str]]
    rest: Mapping[Key, object]


def held(report: Report) -> Held:
    """All of a package by its places, less what is told; rows of one place by their order."""
    figures: dict[Key, str] = {}
    parents: dict[Key, tuple[str, str]] = {}
    rest: dict[Key, object] = {}
    units: dict[Key, str] = {}
    for table in report.package.tables.values():
        if table.name == "unrecognised":
            continue
        labels = {row["line"]: row.label for row in table.rows}
        times: Counter[Key] = Counter()
        for row in table.rows:
            at = (table.name, row["page"], row["box"] or row["source_line"], row["list"])
            times[at] += 1
            place = (*at, str(times[at]))
            for name, value in row.figures.items():
                figures[*place, name] = stored(value)
            # Where forms differ in their unit, each row states it.
            units[place] = row["amount_unit"] or table.amount_unit
            parents[place] = (labels.get(row["parent"], ""), row["parent_basis"])
            rest[place] = {key: text for key, text in row.keys.items() if key not in _ASIDE}
        if not table.rows:
            units[table.name,] = table.amount_unit
        columns = [column for column in table.columns if column.name not in _ASIDE]
        # A head that states the unit is published as it stands: 预算数（万元）.
        written = re.sub("万?元", "", repr(columns))
        rest[table.name,] = replace(table, columns=(), rows=(), amount_unit=""), written
    rest["",] = (report.package.disclosure, report.left_out)
    return Held(figures, units, parents, rest)


def judged(document: Document, report: Report, edit: Edit) -> str:
    """What an edit came to: what of it changed, `told`, or what else it changed."""
    try:
        after = assemble(edited(document, edit), report.package.slug)
    except ReadError:
        return "refused"
    was, now = held(report), held(after)
    changed = _differences(was.figures, now.figures)
    units = _differences(was.units, now.units)
    rest = _differences(was.rest, now.rest)
    moved = _differences(was.parents, now.parents)
    told = after.remarks != report.remarks or after.unplaced != report.unplaced
    if rest and edit.kind == "unit" and _by_page(was.figures) == _by_page(now.figures):
        # A page that goes on with a table in another unit is a table of its own.
        other = _by_page(now.units) - _by_page(was.units)
        if len({unit for *_, unit in other}) == 1:
            return "page of its unit"
    if rest:
        return f"others: {[(was.rest.get(at), now.rest.get(at)) for at in sorted(rest)[:2]]}"
    # Where nothing but sums tells what stands above a row, it may be found elsewhere.
    if any("sums" not in (was.parents[at][1], now.parents[at][1]) for at in moved):
        return f"parents: {sorted(moved)[:3]}"
    if not changed and not units:
        return "told" if told else "nothing"
    if edit.kind == "unit":
        is_one = len({place[0] for place in units}) == 1
        return "unit" if not changed and not moved and is_one else f"others: {sorted(units)[:3]}"
    value = figure(edit.after)
    wanted = "" if value is None else stored(value)
    if units or len(changed) > 1 or any(now.figures.get(at) != wanted for at in changed):
        return f"others: {sorted(changed)[:3]} {sorted(units)}"
    return "figure and parents" if moved else "figure"


def _by_page(held: Mapping[Key, str]) -> Counter[Key]:
    """What stands on each page and in each box, whatever table has it."""
    return Counter((*at[1:3], text) for at, text in held.items())


def _differences(was: Mapping[K, object], now: Mapping[K, object]) -> set[K]:
    return {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
