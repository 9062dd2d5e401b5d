"""What stands in the rows of a sheet or a frame and is no row of its table: titles, units, notes, sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_head
from scripts.schema.labels import depth, plain

_NOTE = re.compile(r"(?:备?注|说明)\s*\d*[:：、.]|本表")
_GROUP = re.compile(r"(本年|20\d\d年)?(收入|支出|收支)(预算|决算|情况)?")
_YEAR = re.compile(r"(本年|上年|20\d\d年)度?(预算|决算)数?")
_SENTENCE = 40


def apart(rows: Sequence[GridRow]) -> Iterator[Block]:
    """The rows as grids, and the lines over, between and under these as paragraphs, in order.

    A row with one cell inside a table may be a label whose figures are blank, so it stays where it is.
    """
    held: list[GridRow] = []
    filled = [row for row in rows if row.filled]
    for row, below in zip_longest(filled, filled[1:]):
        if _begins_table(row) or (not held and len(row.filled) == 1 and not _heads(row, below)):
            yield from _closed(held)
            yield from _paragraphs(row)
            held = []
        else:
            held.append(row)
    yield from _closed(held)


def ends_in_note(grid: Grid) -> bool:
    """Whether the last row of a grid is a note that stands alone in it."""
    return len(grid.rows) > 1 and _holds_note(grid.rows[-1])


def without_notes(grid: Grid) -> Iterator[Block]:
    """A grid, and as paragraphs the notes that stand in its last rows, each alone in its row."""
    end = len(grid.rows)
    while end > 1 and _holds_note(grid.rows[end - 1]):
        end -= 1
    yield Grid(grid.rows[:end], grid.columns)
    for row in grid.rows[end:]:
        yield from _paragraphs(row)


def _holds_note(row: GridRow) -> bool:
    return len(row.filled) == 1 and _is_note(row.filled[0])


def _begins_table(row: GridRow) -> bool:
    return all(
        table_titles.is_title(cell) or table_titles.is_about(cell) or table_titles.is_label(cell)
        for cell in row.filled
    )


def _heads(row: GridRow, below: GridRow | None) -> bool:
    """Whether a cell alone in its row is the top of a head, merged over the columns that the row below heads."""
    text = plain(row.filled[0])
    if below is None or len(below.filled) < 2 or depth(text) == 1:
        return False
    heads_all = _YEAR.fullmatch(text) is not None or is_head(text)
    return _GROUP.fullmatch(text) is not None or (heads_all and is_head(below.filled[0]))


def _closed(rows: Sequence[GridRow]) -> Iterator[Block]:
    """A grid, and the notes under it: rows of one cell from the first note or sentence among the last of them."""
    alone = len(rows)
    while alone and len(rows[alone - 1].filled) == 1:
        alone -= 1
    end = next((at for at in range(alone, len(rows)) if _is_said(rows[at].filled[0])), len(rows))
    if end:
        yield Grid(tuple(rows[:end]))
    for row in rows[end:]:
        yield from _paragraphs(row)


def _is_said(text: str) -> bool:
    sentence = len(text) > _SENTENCE and re.search(r"[。；，]", text) is not None
    return sentence or _is_note(text)


def _is_note(text: str) -> bool:
    return _NOTE.match(text) is not None or table_titles.says_no_data(text)


def _paragraphs(row: GridRow) -> Iterator[Paragraph]:
    return (Paragraph(cell, row.place) for cell in row.filled)
