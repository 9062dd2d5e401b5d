"""A table that goes on over page ends, put together again, its head repeated or not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import head_rows
from scripts.ingest.vocabulary.column_words import key
from scripts.schema.labels import plain

# On how many pages a line has to stand to be a running head.
_MANY = 4
# How far apart, in points, the edges of one column may be on two pages.
_NEAR = 4.0
# 12, - 12 -, — 12 —.
_PAGE_NUMBER = re.compile(r"[-—\s]*\d{1,4}[-—\s]*")


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each grid that goes on with the one before made part of it.

    What stands between the two may only be what a page repeats: a page number, a running head, and
    over a table its title, its number, whose it is, its unit. A grid with a title of its own begins
    a table.
    """
    running = _running(blocks)
    whole: list[Block] = []
    table: Grid | None = None
    between: list[str] = []
    above: list[str] = []
    for block in _without_empty_rows(blocks):
        if isinstance(block, Paragraph):
            between.append(block.text)
            whole.append(block)
            continue

        texts = [text for text in between if text not in running]
        if table is not None and _goes_on(table, block, texts, table_titles.title(above)):
            # The lines between belong to the page, and go with the page's end.
            del whole[len(whole) - len(between) - 1 :]
            table = _with(table, block)
        else:
            table, above = block, between
        whole.append(table)
        between = []
    return whole


def _running(blocks: Sequence[Block]) -> frozenset[str]:
    """The lines that stand on many pages, and page numbers: they belong to the paper, not to the
    text.
    """
    pages: dict[str, set[int]] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.place.page is not None:
            pages.setdefault(block.text, set()).add(block.place.page)
    return frozenset(
        text
        for text, numbers in pages.items()
        if _PAGE_NUMBER.fullmatch(text)
        or (len(numbers) >= _MANY and not table_titles.is_about(text))
    )


def _without_empty_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without the lines that forms are filled up with to the page's end."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        rows = tuple(row for row in block.rows if row.filled)
        if rows:
            yield replace(block, rows=rows)


def _goes_on(table: Grid, grid: Grid, between: Sequence[str], title: str) -> bool:
    """Whether a grid is the rest of the table before it, whose title is given."""
    if table.described or grid.described:
        return False
    page, before = grid.place.page, table.rows[-1].place.page
    if page is None or before is None:
        return False
    # On the same page only a lost ruling line parts a table, and no text.
    if page != before + 1 and (page != before or between):
        return False
    if not all(_repeats(text, title) for text in between):
        return False

    # Rows of labels alone may count as a head, but head no column that is known.
    head = grid.rows[: head_rows(grid)]
    if any(key(cell) for row in head for cell in row.filled):
        return _repeats_head(table, grid) and _same_columns(table, grid)
    return _same_columns(table, grid) or _places(table, grid) is not None


def _repeats_head(table: Grid, grid: Grid) -> bool:
    head = _head_texts(grid)
    return bool(head) and head == _head_texts(table)


def _head_texts(grid: Grid) -> list[tuple[str, ...]]:
    return [tuple(map(plain, row.cells)) for row in grid.rows[: head_rows(grid)]]


def _repeats(text: str, title: str) -> bool:
    """Whether a line over a grid is what the next page says again of the same table."""
    if table_titles.is_title(text):
        return plain(text) == plain(title)
    return table_titles.is_label(text) or table_titles.is_about(text)


def _same_columns(table: Grid, grid: Grid) -> bool:
    """Whether the columns stand at the same places, or, where no places are known, are as many."""
    if not table.columns or not grid.columns:
        return _most_cells(table) == _most_cells(grid)
    if len(table.columns) != len(grid.columns):
        return False
    edges = zip(table.columns, grid.columns, strict=True)
    return all(_is_near(edge, other) for edge, other in edges)


def _is_near(edge: float, other: float) -> bool:
    return abs(edge - other) <= _NEAR


def _most_cells(grid: Grid) -> int:
    return max(len(row.cells) for row in grid.rows)


def _places(table: Grid, grid: Grid) -> list[int] | None:
    """For each column of a grid the column of the table that begins where it does.

    None where one has none.

    A page on which cells are merged (the last, with its total) shows fewer edges than the others.
    """
    if not table.columns or not grid.columns:
        return None
    if not _is_near(table.columns[-1], grid.columns[-1]):
        return None
    places = []
    for edge in grid.columns[:-1]:
        near = [at for at, other in enumerate(table.columns[:-1]) if _is_near(edge, other)]
        # A column that begins nowhere on the page before belongs to another table.
        if not near:
            return None
        places.append(near[0])
    return places


def _with(table: Grid, grid: Grid) -> Grid:
    """The table with the rows of the grid below its own, each cell in the column it is under."""
    rows = grid.rows
    if _repeats_head(table, grid):
        rows = rows[head_rows(grid) :]
    places = _places(table, grid)
    if places is not None and len(table.columns) != len(grid.columns):
        width = len(table.columns) - 1
        rows = tuple(_moved(row, places, width) for row in rows)
    return Grid((*table.rows, *rows), table.columns)


def _moved(row: GridRow, places: Sequence[int], width: int) -> GridRow:
    """A row with its cells under the columns that they stand under on the page before."""
    cells = [""] * width
    for place, cell in zip(places, row.cells, strict=False):
        cells[place] = cell
    return GridRow(tuple(cells), row.place)
