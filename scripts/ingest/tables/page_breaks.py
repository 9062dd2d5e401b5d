"""A table that goes on over page ends, put together again: with its head repeated on each page, or without."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import head_rows
from scripts.ingest.vocabulary.column_words import key
from scripts.schema.labels import plain

_MANY = 4
"""On how many pages a line has to stand to be a running head."""

_NEAR = 4.0
"""How far apart, in points, the edges of one column may be on two pages."""


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each grid that goes on with the one before made part of it.

    What stands between the two may only be what a page repeats: a page number, a running head, and over a table its
    title, its number, whose it is, its unit. A grid with a title of its own begins a table.
    """
    running = _running(blocks)
    done: list[Block] = []
    last: int | None = None
    for block in _without_empty_rows(blocks):
        held = done[last] if last is not None else None
        if isinstance(block, Grid) and last is not None and isinstance(held, Grid):
            between = [
                one.text
                for one in done[last + 1 :]
                if isinstance(one, Paragraph) and one.text not in running
            ]
            if _goes_on(held, block, between, _title_of(done, last)):
                done[last:] = [_with(held, block)]
                continue
        done.append(block)
        if isinstance(block, Grid):
            last = len(done) - 1
    return done


def _running(blocks: Sequence[Block]) -> frozenset[str]:
    """The lines that stand on many pages, and page numbers: they belong to the paper, not to the text."""
    pages: dict[str, set[int]] = {}
    for block in blocks:
        if isinstance(block, Paragraph) and block.place.page is not None:
            pages.setdefault(block.text, set()).add(block.place.page)
    numbers = (text for text in pages if re.fullmatch(r"[-—\s]*\d{1,4}[-—\s]*", text))
    repeated = (
        text
        for text, found in pages.items()
        if len(found) >= _MANY and not table_titles.is_about(text)
    )
    return frozenset((*numbers, *repeated))


def _without_empty_rows(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks without the lines that forms are filled up with to the page's end."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        elif rows := tuple(row for row in block.rows if row.filled):
            yield replace(block, rows=rows)


def _goes_on(held: Grid, grid: Grid, between: Sequence[str], title: str) -> bool:
    if held.described or grid.described:
        return False
    page, before = grid.place.page, held.rows[-1].place.page
    if (
        page is None
        or before is None
        or page not in (before, before + 1)
        or (page == before and between)
    ):
        return False
    if not all(_repeats(text, title) for text in between):
        return False
    headed = any(key(cell) for row in grid.rows[: head_rows(grid)] for cell in row.filled)
    if headed:
        return _repeats_head(held, grid) and _same_columns(held, grid)
    return _same_columns(held, grid) or _places(held, grid) is not None


def _repeats_head(held: Grid, grid: Grid) -> bool:
    head = head_rows(grid)
    return head > 0 and _texts(grid.rows[:head]) == _texts(held.rows[: head_rows(held)])


def _repeats(text: str, title: str) -> bool:
    if table_titles.is_title(text):
        return plain(text) == plain(title)
    return table_titles.is_label(text) or table_titles.is_about(text)


def _title_of(blocks: Sequence[Block], index: int) -> str:
    """The title over a grid."""
    above: list[str] = []
    for block in reversed(blocks[:index]):
        if not isinstance(block, Paragraph):
            break
        above.append(block.text)
    return table_titles.title(above[::-1])


def _same_columns(held: Grid, grid: Grid) -> bool:
    """Whether the columns of two grids stand at the same places, or, where no places are known, are as many."""
    if held.columns and grid.columns:
        return len(held.columns) == len(grid.columns) and all(
            abs(left - right) <= _NEAR
            for left, right in zip(held.columns, grid.columns, strict=True)
        )
    return _cells(held) == _cells(grid)


def _cells(grid: Grid) -> int:
    return max(len(row.cells) for row in grid.rows)


def _texts(rows: Sequence[GridRow]) -> list[tuple[str, ...]]:
    return [tuple(plain(cell) for cell in row.cells) for row in rows]


def _places(held: Grid, grid: Grid) -> list[int] | None:
    """For each column of a grid the column of the other that begins where it does; None where one has none.

    A page on which cells are merged (the last, with its total) shows fewer edges than the others.
    """
    if not held.columns or not grid.columns:
        return None
    found = []
    for edge in grid.columns[:-1]:
        near = [
            index for index, other in enumerate(held.columns[:-1]) if abs(edge - other) <= _NEAR
        ]
        if not near:
            return None
        found.append(near[0])
    return found if abs(grid.columns[-1] - held.columns[-1]) <= _NEAR else None


def _with(held: Grid, grid: Grid) -> Grid:
    rows = grid.rows[head_rows(grid) :] if _repeats_head(held, grid) else grid.rows
    places = _places(held, grid)
    if places is not None and len(held.columns) != len(grid.columns):
        rows = tuple(_moved(row, places, len(held.columns) - 1) for row in rows)
    return Grid((*held.rows, *rows), held.columns)


def _moved(row: GridRow, places: Sequence[int], width: int) -> GridRow:
    """A row with its cells under the columns that they stand under on the page before."""
    cells = [""] * width
    for place, cell in zip(places, row.cells, strict=False):
        cells[place] = cell
    return GridRow(tuple(cells), row.place)
