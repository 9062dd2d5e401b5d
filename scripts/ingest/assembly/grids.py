"""The grids of a document, each as what it is: a table, a form of goals, contents, or unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scripts import privacy
from scripts.ingest import redaction
from scripts.ingest.document import Document, Grid, LeftOut, ReadError, Unplaced
from scripts.ingest.performance import sheets
from scripts.ingest.reimport.declared_tables import DeclaredTables
from scripts.ingest.tables import lists
from scripts.ingest.tables.hierarchy_by_sum import Steps
from scripts.ingest.tables.parted import parted
from scripts.ingest.tables.recognise import GridContext, RecognisedTable, recognise
from scripts.ingest.tables.reconcile import Budget, resolved
from scripts.ingest.tables.surroundings import (
    lines_after,
    lines_before,
    notes_of_no_data,
    preface,
)
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import head_rows
from scripts.ingest.vocabulary.column_words import Period
from scripts.schema.labels import plain

# 1,234.56万元, 98.70元: figures with decimals, which no two tables share by chance.
_EXACT_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+\.\d+|\d+\.\d+)(万元|元)")
_PAGE_NUMBER = re.compile(r"\d{1,9}")
_MOST_TABLES = 480
"""Tables in one document: with those that we add a package may have 500."""
_ENOUGH = 2
"""In how many such figures a table and the prose must agree before the prose tells its unit."""
_CONTENTS = 5
"""With more lines than this a list of rising page numbers is the contents, also without a title."""
_LINE_END = 30
"""Shorter than this is the rest of a line over a table that was broken in two."""


@dataclass
class GridContents:
    """What the grids of a document hold; `lines` are paragraphs of theirs, by index.

    `head` is that of the grid before, row by row, for the one that follows.
    """

    period: Period
    tables: list[RecognisedTable] = field(default_factory=list)
    sheets: list[sheets.Sheet] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    kinds: set[str] = field(default_factory=set)
    trials: Budget = field(default_factory=Budget)
    head: tuple[tuple[str, ...], ...] = ()
    steps: Steps = field(default_factory=Steps)


def grid_contents(document: Document, declared: DeclaredTables, period: Period) -> GridContents:
    """What every grid is: as it is declared, else as it is recognised."""
    contents = GridContents(period, lines=set(declared.lines))
    for index, block in enumerate(document.blocks):
        if index in declared.printed:
            contents.tables.append(declared.printed[index])
            contents.kinds.add(declared.printed[index].table.kind.name)
            contents.unplaced += declared.printed[index].unplaced
        elif isinstance(block, Grid):
            before = lines_before(document.blocks, index)
            after = lines_after(document.blocks, index)
            _read_grid(contents, block, before, after)
            if len(contents.tables) > _MOST_TABLES:
                what = f"认出的表超过 {_MOST_TABLES} 张，不像一份部门预决算公开"
                raise ReadError(what, advice="请只留下公开的内容再导入")

    contents.unplaced += declared.unplaced
    units = _units_of_prose(document) if any(map(_lacks_unit, contents.tables)) else {}
    contents.tables = [
        _with_unit_of_prose(recognised, units, contents) for recognised in contents.tables
    ]
    return contents


def _read_grid(
    contents: GridContents, grid: Grid, before: dict[int, str], after: dict[int, str]
) -> None:
    above = list(before.values())
    if _is_contents(grid, above):
        contents.left_out.append(LeftOut("目录", "页码不是数据", grid.place))
        return

    if lists.is_of_tables(grid):
        what = f"报表目录（{len(grid.rows)} 行）"
        why = "列的是表名，不是数据；写明的空表理由收在各表里"
        contents.left_out.append(LeftOut(what, why, grid.place))
        return

    # Before any table: a form of goals has columns of money too.
    if sheets.is_sheet(grid):
        for sheet in sheets.sheets(grid, above):
            contents.sheets.append(sheet)
            contents.left_out += sheet.left_out
            contents.unplaced += sheet.unplaced
        contents.lines |= _own_lines(before)
        return

    # What a table without a title is depends on which kinds were seen before it.
    kinds = frozenset(contents.kinds)
    context = GridContext(above, list(after.values()), kinds, contents.period, contents.steps)

    # A reading that contradicts the table's own sums gives way to one that does not.
    grid = parted(grid)
    table = resolved(grid, lambda variant: recognise(variant, context), contents.trials)
    head = _head(grid)
    repeats = head == contents.head and bool(head)
    contents.head = head
    if (table is None or table.table.kind.name == "other") and lists.is_of_units(grid):
        what = f"单位名单（{len(grid.rows)} 行）"
        contents.left_out.append(LeftOut(what, "列的是单位，没有金额", grid.place))
        return
    if table is None:
        _read_unknown(contents, grid, "没有认出这是哪一张表")
        return
    if repeats and table.by_shape and not table.table.published_title and _lacks_unit(table):
        # The rest of the table before, or another: its shape alone does not tell.
        why = "表头和前一张表一样，没有表名和单位，不知道是续表还是另一张表"
        _read_unknown(contents, grid, why)
        return
    contents.tables.append(table)
    contents.kinds.add(table.table.kind.name)
    contents.unplaced += table.unplaced
    contents.left_out += table.left_out
    contents.lines |= _own_lines(before) | notes_of_no_data(after)


def _is_contents(grid: Grid, before: Sequence[str]) -> bool:
    """Whether a grid is the table of contents: lines with page numbers that do not fall."""
    pages = [row.filled[-1] for row in grid.rows]
    if grid.width > 2 or not all(map(_PAGE_NUMBER.fullmatch, pages)):
        return False

    numbers = [int(page) for page in pages]
    if numbers != sorted(numbers):
        return False
    if len(numbers) > _CONTENTS:
        return True
    return any(plain(text) == "目录" for text in before)


def _own_lines(before: dict[int, str]) -> set[int]:
    """The lines over a grid that are its own, with the rest of one that is broken in two."""
    lines: set[int] = set()
    texts = list(before.values())
    first, last = table_titles.title_lines(texts)
    lines |= set(list(before)[first:last])
    for index, text in before.items():
        # Where a line stands twice, what is above the first of them counts.
        position = texts.index(text)
        is_rest = position > 0 and table_titles.is_about(texts[position - 1])
        if table_titles.is_over_table(text) or (is_rest and len(text) < _LINE_END):
            lines.add(index)
    return lines


def _head(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The head of a grid as printed, row by row, wherever its cells stand."""
    _, below = preface(grid)
    depth = head_rows(below)
    if depth == len(below.rows):
        return ()
    return tuple(tuple(map(plain, row.filled)) for row in below.rows[:depth])


def _read_unknown(contents: GridContents, grid: Grid, why: str) -> None:
    """Every cell of a grid that is no known table, but for those below a head of a contact."""
    title = "（没有认出的表）"
    # The last such head in each column: 联系人, 联系电话.
    heads: dict[int, str] = {}
    for position, row in enumerate(grid.rows, start=1):
        for index, cell in enumerate(row.cells):
            if cell and privacy.is_contact(cell):
                heads[index] = cell
            if cell and heads.get(index, cell) != cell:
                contents.left_out.append(redaction.contact(heads[index], row.place))
            elif cell:
                unplaced = Unplaced(title, position, index + 1, cell, why, row.place)
                contents.unplaced.append(unplaced)


def _lacks_unit(recognised: RecognisedTable) -> bool:
    return recognised.by_shape and not recognised.table.amount_unit


def _units_of_prose(document: Document) -> dict[Decimal, list[str]]:
    """The units that the prose gives to each figure, however it is written and repeated."""
    # As keys each figure stands once.
    statements: dict[tuple[str, str], None] = {}
    for paragraph in document.paragraphs:
        statements |= dict.fromkeys(_EXACT_AMOUNT.findall(plain(paragraph.text)))
    units: dict[Decimal, list[str]] = {}
    for number, unit in statements:
        units.setdefault(Decimal(number.replace(",", "")), []).append(unit)
    return units


def _with_unit_of_prose(
    recognised: RecognisedTable, of_figures: Mapping[Decimal, Sequence[str]], contents: GridContents
) -> RecognisedTable:
    """A table known by its head alone, with the unit that the prose gives to its figures."""
    table = recognised.table
    if not _lacks_unit(recognised):
        return recognised

    amounts: set[Decimal] = set()
    for row in table.rows:
        amounts.update(abs(value) for value in row.figures.values() if isinstance(value, Decimal))

    units = [unit for amount in amounts for unit in of_figures.get(amount, ())]
    if len(units) < _ENOUGH or len(set(units)) > 1:
        return recognised

    unit = units[0]
    contents.remarks.append(f"一张没有写单位的表，与文字里的 {len(units)} 个数相同，单位认作{unit}")
    return replace(recognised, table=replace(table, amount_unit=unit))
