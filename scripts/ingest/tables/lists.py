"""Lists that a document prints as grids and that are no tables of money: its tables, its units."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.ingest.document import PHRASE, Grid, GridRow
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import head_rows, heads, is_amount, is_row_numbers
from scripts.ingest.vocabulary.column_words import WORDS
from scripts.schema import Kind
from scripts.schema.labels import plain

_SAYS_EMPTY = re.compile(r"(是否)?(为)?空表")
_NAMES_TABLE = re.compile(r"(公开)?(报表|表格|表)(名称|名)")
_YES = "是"
_REASON = re.compile(r"不涉及|没有|无|未")


@dataclass(frozen=True)
class EmptyTable:
    """A table that the document says is empty: its kind, title and number, and the reason."""

    kind: Kind
    title: str
    number: str
    reason: str


def is_of_tables(grid: Grid) -> bool:
    """Whether a grid lists the tables of the document: its head says so, and so do its rows."""
    head = [plain(cell) for row in grid.rows[:2] for cell in row.filled]
    if not any(_SAYS_EMPTY.fullmatch(cell) or _NAMES_TABLE.fullmatch(cell) for cell in head):
        return False
    titled = [any(map(table_titles.is_title, row.filled)) for row in grid.rows[1:]]
    return sum(titled) * 2 > len(titled) and not _holds_amounts(grid)


def is_of_units(grid: Grid) -> bool:
    """Whether a grid lists units and nothing that is counted: a name each, and words beside it."""
    depth = head_rows(grid)
    if depth == len(grid.rows) or _holds_amounts(grid):
        return False
    read = heads(grid.rows[:depth], grid.width)
    keys = {head.key for head in read if head.key and head.key != WORDS}
    values = [head for head in read if head.coordinates and not is_row_numbers(head)]
    if "unit_name" not in keys or not keys <= {"unit_name", "unit_code"} or values:
        return False

    # 人数 and the like are figures, which are told one by one where they have no place.
    counted = {
        index
        for index, head in enumerate(read)
        if is_row_numbers(head) or (head.key and head.key != WORDS)
    }
    for row in grid.rows[depth:]:
        for index, cell in enumerate(row.cells):
            if cell and index not in counted and row.figure(index) is not None:
                return False
    return True


def _holds_amounts(grid: Grid) -> bool:
    return any(is_amount(cell) for row in grid.rows for cell in row.filled)


def empty_tables(grid: Grid) -> Iterator[EmptyTable]:
    """The tables that a list of tables says are empty, with the reason that it gives."""
    # Such a list has a column 是否空表 in its head, which is one row or two.
    if not any("空表" in cell for row in grid.rows[:2] for cell in row.cells):
        return
    for row in grid.rows:
        reason = _reason(row)
        for title in row.filled:
            kind = table_titles.kind_by_title(title)
            if reason and kind and table_titles.is_title(title):
                number = next(filter(table_titles.is_label, row.filled), "")
                yield EmptyTable(kind, title, number, reason[:PHRASE])


def _reason(row: GridRow) -> str:
    # 是 in the column 是否空表, and after it the reason.
    if _YES not in row.filled:
        return ""
    answer = row.filled.index(_YES)
    return next(filter(_REASON.search, row.filled[answer + 1 :]), "")
