"""A form of goals whose parts stand on several pages in tables of their own, put together again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.ingest.performance import labels, sheets
from scripts.ingest.vocabulary import table_titles
from scripts.schema.labels import plain


def with_whole_forms(blocks: Iterable[Block]) -> list[Block]:
    """The blocks, each form that ends before its indicators with what follows on the next page.

    Each part of a form has columns of its own, so that another width says nothing. Between may
    stand only what stands over the form too.
    """
    whole: list[Block] = []
    form: int | None = None
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            whole.append(block)
            continue
        between = _texts(whole, len(whole) if form is None else form + 1)
        if form is not None and _goes_on(whole[form], block, between, above):
            del whole[form + 1 :]
            before = whole.pop()
            assert isinstance(before, Grid)
            block = replace(before, rows=(*before.rows, *_below(before, block)))
        else:
            above = _texts(whole, 0 if form is None else form + 1)
        whole.append(block)
        form = len(whole) - 1
    return whole


def _texts(blocks: Sequence[Block], first: int) -> list[str]:
    return [plain(block.text) for block in blocks[first:] if isinstance(block, Paragraph)]


def _goes_on(before: Block, grid: Grid, between: Sequence[str], above: Sequence[str]) -> bool:
    if not isinstance(before, Grid) or before.described or grid.described:
        return False
    page, last = grid.place.page, before.rows[-1].place.page
    if page is None or last is None or page not in (last, last + 1):
        return False
    if not all(text in above or table_titles.is_label(text) for text in between):
        return False
    if sheets.begins_form(before):
        return sheets.goes_on_with_form(grid)
    return sheets.is_sheet(before) and _head(before) is not None and _repeats_head(before, grid)


def _head(grid: Grid) -> GridRow | None:
    """The last head of indicators in a grid."""
    heads = [row for row in grid.rows if labels.heads_indicators(row)]
    return heads[-1] if heads else None


def _repeats_head(before: Grid, grid: Grid) -> bool:
    head = _head(before)
    return head is not None and _texts_of(head) == _texts_of(grid.rows[0])


def _below(before: Grid, grid: Grid) -> Sequence[GridRow]:
    """The rows that go on with a form; below the head once more, each cell where the form has it."""
    head = _head(before)
    if head is None or not _repeats_head(before, grid):
        return grid.rows
    own = [index for index, cell in enumerate(grid.rows[0].cells) if cell]
    theirs = [index for index, cell in enumerate(head.cells) if cell]
    places = dict(zip(own, theirs, strict=True))
    rows = []
    for row in grid.rows[1:]:
        cells = [""] * len(head.cells)
        for index, cell in enumerate(row.cells):
            # A cell that stands under no head is told where it is read, beyond all of them.
            if cell and index in places:
                cells[places[index]] = cell
            elif cell:
                cells.append(cell)
        rows.append(replace(row, cells=tuple(cells), indents=()))
    return rows


def _texts_of(row: GridRow) -> list[str]:
    return [plain(cell) for cell in row.filled]
