"""What stands in the rows of a sheet and is no row of its table: titles, units, notes, prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.schema.labels import depth, plain

# `备注：…`, `说明 1、…`, `本表反映部门…`
_NOTE = re.compile(r"(?:备?注|说明)\s*\d*[:：、.]|本表")
# Headers merged over several columns: `收入`, `本年支出`, `2026年收支预算`
_GROUP = re.compile(r"(本年|20\d\d年)?(收入|支出|收支)(预算|决算|情况)?")
# `2026年预算数`, `上年度决算`
_YEAR = re.compile(r"(本年|上年|20\d\d年)度?(预算|决算)数?")

_SENTENCE = 40  # characters from which a cell with punctuation is prose; labels of rows are shorter


def apart(rows: Sequence[GridRow]) -> Iterator[Block]:
    """The rows as grids, and the lines over, between and under these as paragraphs, in order.

    A row with one cell inside a table may be a label whose figures are blank, so it stays there.
    """
    table: list[GridRow] = []
    filled = [row for row in rows if row.filled]
    for row, below in zip_longest(filled, filled[1:]):
        is_line = False
        if not table and len(row.filled) == 1:
            is_line = not _is_header(row, below)
        if not is_line and not all(map(_is_over_table, row.filled)):
            table.append(row)
            continue
        yield from _with_notes_apart(table)
        table = []
        for cell in row.filled:
            yield Paragraph(cell, row.place)

    yield from _with_notes_apart(table)


def ends_in_note(grid: Grid) -> bool:
    """Whether the last row of a grid is a note that stands alone in it."""
    if len(grid.rows) < 2:
        return False
    return _holds_note(grid.rows[-1])


def without_notes(grid: Grid) -> Iterator[Block]:
    """A grid, and as paragraphs the notes (`注：…`) that stand alone in its last rows."""
    rows = grid.rows
    end = len(rows)
    while end > 1 and _holds_note(rows[end - 1]):
        end -= 1

    yield Grid(rows[:end], grid.columns)
    for row in rows[end:]:
        note = row.filled[0]
        yield Paragraph(note, row.place)


def _holds_note(row: GridRow) -> bool:
    first, *others = row.filled
    return not others and _is_note(first)


def _is_over_table(cell: str) -> bool:
    if table_titles.is_title(cell) or table_titles.is_about(cell):
        return True
    return table_titles.is_label(cell)


def _is_header(row: GridRow, below: GridRow | None) -> bool:
    """Whether a cell alone in its row is a header merged over those in the row below."""
    text = plain(row.filled[0])
    if below is None or len(below.filled) < 2:
        return False
    if depth(text) == 1:
        return False

    if _GROUP.fullmatch(text):
        return True
    if not _YEAR.fullmatch(text) and not is_head(text):
        return False
    return is_head(below.filled[0])


def _with_notes_apart(rows: Sequence[GridRow]) -> Iterator[Block]:
    """A grid, and under it the notes: rows of one cell, from the first note or sentence on."""
    end = len(rows)
    while end and len(rows[end - 1].filled) == 1:
        end -= 1
    while end < len(rows):
        text = rows[end].filled[0]
        is_sentence = len(text) > _SENTENCE and re.search(r"[。；，]", text)
        if is_sentence or _is_note(text):
            break
        end += 1

    if end:
        yield Grid(tuple(rows[:end]))
    for row in rows[end:]:
        yield Paragraph(row.filled[0], row.place)


def _is_note(text: str) -> bool:
    if _NOTE.match(text):
        return True
    return table_titles.says_no_data(text)
