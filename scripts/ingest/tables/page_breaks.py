"""A table that goes on over page ends, put together again, its head repeated or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.ingest.tables import cut_rows
from scripts.ingest.tables.cut_names import Names, cut_names
from scripts.ingest.tables.cut_sentences import cut_sentence
from scripts.ingest.tables.surroundings import preface
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import head_rows, is_head
from scripts.ingest.vocabulary.column_words import MORE_OF_A_ROW, key
from scripts.schema.labels import plain

# 12, - 12 -, — 12 —, 第 12 页, 12 / 40, 第12页，共40页.
_PAGE_NUMBER = re.compile(
    r"[-—\s]*(第\s*)?\d{1,4}(\s*页)?([，,\s]*(/|共)\s*\d{1,4}(\s*页)?)?[-—\s]*"
)
# 单位：万元 第2页
_PAGE_LAST = re.compile(r"\s*第\s*\d{1,4}\s*页.*$")

_TELLING = 5
"""So many edges of columns tell a table, though one of them stands elsewhere."""


def joined(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with each grid that goes on with the one before made part of it.

    Between the two may stand only what a page repeats: page number, running head, the lines over a
    table. A grid with a title of its own begins a table.
    """
    running, names = _running(blocks), Names(blocks)
    whole: list[Block] = []
    table: Grid | None = None
    width = 0  # of the table so far, which grows by thousands of sheets where a file is hostile
    ends: int | None = None  # the page of its end, which may hold no more than the rest of a row
    between: list[str] = []
    above: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            between.append(block.text)
            whole.append(block)
            continue

        # Forms are filled up with empty lines to the page's end.
        grid = _without_blanks(block)
        if not grid.rows:
            continue

        texts = [text for text in between if text not in running]
        follows = table is not None and _follows(ends, grid, texts)
        if table is not None and follows and _goes_on(table, width, grid, texts, above):
            # The lines between belong to the page, and go with the page's end.
            del whole[len(whole) - len(between) - 1 :]
            before = len(table.rows) - 1
            table = _with(table, grid, names)
            width = max(width, _width(table.rows[before:]))
        else:
            table, above = grid, between
            width = _width(grid.rows)
        ends = grid.rows[-1].place.page
        whole.append(table)
        between = []
    return whole


def _follows(ends: int | None, grid: Grid, between: Sequence[str]) -> bool:
    """Whether a grid stands on the page after a table's end, or right below it."""
    page = grid.place.page
    if page is None or ends is None:
        return False
    # On the same page only a lost ruling line parts a table, and no text.
    return page == ends + 1 or (page == ends and not between)


def _without_blanks(grid: Grid) -> Grid:
    kept = [index for index, row in enumerate(grid.rows) if row.filled]
    places = {index: place for place, index in enumerate(kept)}
    begun = {(places[row], column) for row, column in grid.begun if row in places}
    rest = grid.rest if 0 in places else frozenset[int]()
    rows = tuple(grid.rows[index] for index in kept)
    return replace(grid, rows=rows, begun=frozenset(begun), rest=rest)


def _running(blocks: Sequence[Block]) -> set[str]:
    """The lines that stand on many pages, and page numbers: the paper's, not the text's."""
    pages: dict[str, set[int]] = {}
    for block in blocks:
        page = block.place.page
        if isinstance(block, Paragraph) and page is not None:
            own = pages.setdefault(block.text, set())
            own.add(page)

    running = set()
    for text, numbers in pages.items():
        if _PAGE_NUMBER.fullmatch(text) or (len(numbers) >= 4 and not _says_which_table(text)):
            running.add(text)
    return running


def _says_which_table(text: str) -> bool:
    """Whether a line tells one table from the next, also where each of its pages repeats it."""
    if table_titles.is_title(text):
        # 部门预算表 may stand over every page of all of them.
        return table_titles.kind_by_title(text) is not None
    return table_titles.is_over_table(text)


def _goes_on(
    table: Grid, width: int, grid: Grid, between: Sequence[str], above: Sequence[str]
) -> bool:
    if table.described or grid.described:
        return False
    # What stands over a table may stand in its frame, on its first page or on each.
    own_lines, table = preface(table)
    lines, grid = preface(grid)
    above = (*above, *own_lines)
    if not all(_repeats(text, above) for text in (*between, *lines)):
        return False

    # Equal heads are enough: each page may set its columns to what it holds.
    if _repeats_head(table, grid):
        depth = head_rows(table)
        begins = (table.rows[depth], *grid.rows[depth : depth + 1])
        # Each with its total first, they are two, though the title between them is lost.
        return len(begins) < 2 or not all(map(_is_total, begins))

    # Rows of labels alone may count as a head, but head no column that is known.
    if any(map(_heads_columns, grid.rows[: head_rows(grid)])):
        return False
    return _same_columns(table, width, grid) or _places(table, grid) is not None


def _is_total(row: GridRow) -> bool:
    return any(plain(cell) in ("合计", "总计") for cell in row.filled)


def _heads_columns(row: GridRow) -> bool:
    # 绩效指标 and 备注 stand over columns, and before rows of a form.
    keys = [name for name in map(key, row.filled) if name and name not in MORE_OF_A_ROW]
    # 项 alone is what things are counted in.
    return len(keys) > 1 or any(not name.startswith("code:") for name in keys)


def _repeats_head(table: Grid, grid: Grid) -> bool:
    """Whether the rows at the top of a grid are the table's head once more, cell by cell."""
    depth = head_rows(table)
    if not depth or depth >= len(table.rows) or depth > len(grid.rows):
        return False
    for above, own in zip(table.rows[:depth], grid.rows[:depth], strict=True):
        if list(map(_as_head, above.cells)) != list(map(_as_head, own.cells)):
            return False
    # 项目名称 | 古树名木保护 heads nothing: a form begins again, of a project of one name.
    cells = [cell for row in grid.rows[:depth] for cell in row.filled]
    below = grid.rows[depth : depth + 1]
    return sum(map(is_head, cells)) > 1 or not below or _has_figure(below[0])


def _as_head(cell: str) -> str:
    # Of a row cut off behind the head only what hangs low is seen: 绩效目标，
    return plain(cell).strip("，。、；,;")


def _repeats(text: str, above: Sequence[str]) -> bool:
    """Whether a line over a grid says nothing else than the lines above the table before it."""
    if table_titles.is_continuation(text) or any(_same(text, other) for other in above):
        return True
    if table_titles.is_title(text) or table_titles.is_label(text):
        own, before = table_titles.label([text]), table_titles.label(above)
        if own and before and not _same(own, before):
            return False
        return _same(table_titles.title([text]), table_titles.title(above)) or own == text
    if not table_titles.is_about(text):
        return False
    # Another unit, or another body after 部门：, makes another table.
    about = table_titles.about(text)
    beside = [other for other in above if table_titles.about(other) == about]
    return not beside or any(_same(text, other) for other in beside)


def _same(text: str, other: str) -> bool:
    return _unnumbered(text) == _unnumbered(other)


def _unnumbered(text: str) -> str:
    return plain(_PAGE_LAST.sub("", table_titles.uncontinued(text)))


def _width(rows: Sequence[GridRow]) -> int:
    return max(len(row.cells) for row in rows)


def _same_columns(table: Grid, width: int, grid: Grid) -> bool:
    """Whether the columns stand at the same places, or, where no places are known, are as many."""
    own = grid.columns
    above = table.columns
    if own and above:
        return len(own) == len(above) and _are_near(own, above)

    return width == _width(grid.rows)


def _are_near(edges: Sequence[float], others: Sequence[float]) -> bool:
    """Whether columns begin at the same places; one of them may be set to what its page holds."""
    far = []
    for at, (edge, other) in enumerate(zip(edges, others, strict=True)):
        if not _is_near(edge, other):
            far.append(at)
    if len(far) != 1 or len(edges) < _TELLING:
        return not far
    (at,) = far
    if at in (0, len(edges) - 1):
        return False
    narrowest = min(edges[at] - edges[at - 1], edges[at + 1] - edges[at])
    return abs(edges[at] - others[at]) * 4 <= narrowest


def _is_near(edge: float, other: float) -> bool:
    # The edges of one column may be so many points apart on two pages.
    return abs(edge - other) <= 4


def _places(table: Grid, grid: Grid) -> list[int] | None:
    """For each column of a grid the table's that begins where it does; None if one has none."""
    if not table.columns or not grid.columns:
        return None
    if not _is_near(table.columns[-1], grid.columns[-1]):
        return None
    # A page on which cells are merged (the last, with its total) shows fewer edges than the others.
    places = []
    for edge in grid.columns[:-1]:
        near = [at for at, other in enumerate(table.columns[:-1]) if _is_near(edge, other)]
        # A column that begins nowhere on the page before belongs to another table.
        if not near:
            return None
        places.append(near[0])
    return places


def _with(table: Grid, grid: Grid, names: Names) -> Grid:
    _, below = preface(table)
    _, own = preface(grid)
    if _repeats_head(below, own):
        # What no rule ended goes on below the head, which hides its beginning.
        depth = head_rows(below)
        rest = frozenset(column for _, column in table.begun)
        begun = frozenset((row - depth, column) for row, column in own.begun if row >= depth)
        own = replace(own, rows=own.rows[depth:], rest=rest, begun=begun)
        return _appended(table, own, names)

    places = _places(table, own)
    if places is None or len(table.columns) == len(own.columns):
        return _appended(table, own, names)

    width = len(table.columns) - 1
    moved = []
    for row in own.rows:
        cells = [""] * width
        indents: list[float | None] = [None] * width
        for index, place in enumerate(places):
            cells[place] = row.cell(index)
            indents[place] = row.indent(index)
        moved.append(GridRow(tuple(cells), row.place, tuple(indents)))
    begun = frozenset((row, places[column]) for row, column in own.begun)
    rest = frozenset(places[column] for column in own.rest)
    own = replace(own, rows=tuple(moved), begun=begun, rest=rest)
    return _appended(table, own, names)


def _appended(table: Grid, grid: Grid, names: Names) -> Grid:
    """The rows of two pages, a cell that goes on over the page's end whole where it begins."""
    rows = list(table.rows)
    taken = _taken(table, grid) or cut_names(table, grid, names)
    own = list(grid.rows)
    if not taken and own and (sentence := cut_sentence(rows, own)) is not None:
        taken = {sentence: len(rows) - 1}
    for column, row in taken.items():
        rows[row] = _with_text(rows[row], column, own[0].cell(column))
    if taken:
        left = ["" if at in taken else cell for at, cell in enumerate(own[0].cells)]
        own[0] = replace(own[0], cells=tuple(left))

    shift = len(rows)
    if taken and not own[0].filled:
        # Nothing is left of a row that began on the page before.
        own = own[1:]
        shift -= 1

    begun = set()
    for row, column in grid.begun:
        if row == 0 and column in taken:
            begun.add((taken[column], column))
        elif row + shift >= len(rows):
            begun.add((row + shift, column))
    return replace(table, rows=(*rows, *own), begun=frozenset(begun))


def _taken(table: Grid, grid: Grid) -> dict[int, int]:
    """The columns whose first cell is the rest of one that began in a row of the page before.

    None where a cell would come to hold two figures: there a row ends and another begins.
    """
    if not grid.rows:
        return {}
    first = grid.rows[0]
    if cut_rows.is_cut(table.rows, grid.rows):
        return {at: len(table.rows) - 1 for at, cell in enumerate(first.cells) if cell}

    above = {column: row for row, column in table.begun if column in grid.rest}
    if not above:
        return {}
    for column, row in above.items():
        is_figure = bool(first.cell(column)) and first.figure(column) is not None
        if is_figure and table.rows[row].cell(column):
            return {}

    # Pages open all along may be of tables without such rules: whole rows stay two.
    if len(above) == len(first.cells):
        last = table.rows[max(above.values())]
        if _has_figure(first) and _has_figure(last):
            return {}
    return above


def _has_figure(row: GridRow) -> bool:
    cells = zip(row.cells, row.figures, strict=True)
    return any(cell and figure is not None for cell, figure in cells)


def _with_text(row: GridRow, column: int, text: str) -> GridRow:
    cells = list(row.cells)
    cells += [""] * (column + 1 - len(cells))
    cells[column] += text
    return replace(row, cells=tuple(cells))
