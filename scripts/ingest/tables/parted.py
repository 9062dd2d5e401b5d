"""A total that is printed on a row of heads, put on a row of its own."""

from __future__ import annotations

from dataclasses import replace

from scripts.ingest.document import Grid, GridRow
from scripts.ingest.vocabulary.column_headers import is_column_numbers, is_head
from scripts.ingest.vocabulary.column_words import CODE_PARTS, dimensions, key
from scripts.schema.labels import plain


def parted(grid: Grid) -> Grid:
    """A grid in which a total on a row of heads stands on a row of its own, below them.

    It stands on the row of 类 款 项, or on that of the heads below one that spans several columns.

    >>> from scripts.ingest.document import Place
    >>> rows = [GridRow(("类", "款", "项", "合计", "300.00"), Place())]
    >>> [row.cells for row in parted(Grid(tuple(rows))).rows]
    [('类', '款', '项', '', ''), ('', '', '', '合计', '300.00')]
    >>> rows = [GridRow(("科目名称", "年初结转和结余", "本年支出", ""), Place())]
    >>> rows.append(GridRow(("合计", "5.00", "小计", "项目支出"), Place()))
    >>> [row.cells for row in parted(Grid(tuple(rows))).rows[1:]]
    [('', '', '小计', '项目支出'), ('合计', '5.00', '', '')]
    """
    rows: list[GridRow] = []
    above: GridRow | None = None
    for row in grid.rows:
        words = [plain(cell) in CODE_PARTS for cell in row.cells]
        figured = [bool(cell) and row.figure(at) is not None for at, cell in enumerate(row.cells)]
        is_total = sum(words) > 1 and any(figured) and not is_column_numbers(row)
        if not is_total and above is not None and _names_total_beside_heads(row, above):
            words = [dimensions(cell) is not None for cell in row.cells]
            words[row.cells.index(row.filled[0])] = False
            words = [bool(cell) and is_word for cell, is_word in zip(row.cells, words, strict=True)]
            is_total = True
        above = row
        if not is_total:
            rows.append(row)
            continue
        pairs = list(zip(row.cells, words, strict=True))
        rows.append(replace(row, cells=tuple(cell if is_word else "" for cell, is_word in pairs)))
        rows.append(replace(row, cells=tuple("" if is_word else cell for cell, is_word in pairs)))
    return grid if len(rows) == len(grid.rows) else replace(grid, rows=tuple(rows))


def _names_total_beside_heads(row: GridRow, above: GridRow) -> bool:
    """Whether a row names the total below a head of names, and heads below others."""
    if not row.filled or plain(row.filled[0]) not in ("合计", "总计"):
        return False
    if not key(above.cell(row.cells.index(row.filled[0]))):
        return False
    after = [cell for at, cell in enumerate(row.cells) if cell and row.figure(at) is None][1:]
    return any(map(dimensions, after)) and all(map(is_head, after))
