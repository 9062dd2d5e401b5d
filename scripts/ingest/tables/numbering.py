"""Whether a table has all the rows that its own numbering (行次, 序号) says it has."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from scripts.ingest.document import Grid, GridRow
from scripts.schema.labels import plain

_HEADS = ("行次", "序号")
_FEWEST = 3
"""With fewer numbers than this a column does not tell how it counts."""


def missing_rows(grid: Grid) -> Iterator[str]:
    """A remark for each place in a table where its numbering leaves rows out.

    A numbering that begins anew, stands still or counts in another way than one by one says
    nothing.
    """
    for column, first in _numbered_columns(grid):
        numbers = []
        for row in grid.rows[first:]:
            cell = row.cell(column)
            if cell.isdecimal() and len(cell) < 5:
                numbers.append((int(cell), row))
        yield from _leaps(numbers)


def _numbered_columns(grid: Grid) -> Iterator[tuple[int, int]]:
    """The columns headed as numbers of rows, each with the row below its head."""
    seen = set()
    for index, row in enumerate(grid.rows):
        for column, cell in enumerate(row.cells):
            if column not in seen and plain(cell) in _HEADS:
                seen.add(column)
                yield column, index + 1


def _leaps(numbers: list[tuple[int, GridRow]]) -> Iterator[str]:
    pairs = list(pairwise(numbers))
    steps = [after - before for (before, _), (after, _) in pairs]
    # Most rows count by one, or the numbers are no count of rows.
    if len(numbers) < _FEWEST or 2 * steps.count(1) < len(steps):
        return
    for (before, _), (after, row) in pairs:
        if after > before + 1:
            what = f"行的编号从 {before} 跳到 {after}，中间的没有读到，或者原文就没有"
            yield f"{row.place}：{what}，请对照原文"
