"""A name that a page's end cuts in two, told by what the document says elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from scripts.ingest.document import Block, Grid
from scripts.schema.labels import folded


@dataclass(frozen=True)
class Names:
    """What the cells of a document say that hold no figure, as often as it stands there."""

    blocks: Sequence[Block]

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each text stands in a cell, without its numbering."""
        # Only a name cut at a page's end asks, and a hostile file has thousands of pages.
        counts: Counter[str] = Counter()
        for grid in self.blocks:
            for row in grid.rows if isinstance(grid, Grid) else ():
                cells = zip(row.cells, row.figures, strict=True)
                counts.update(folded(cell) for cell, figure in cells if figure is None)
        return counts


def cut_names(table: Grid, grid: Grid, names: Names) -> dict[int, int]:
    """The columns of names whose rest stands alone at the next page's top, with the row above.

    无锡市社会保 | 66.00, and 险基金管理中心 below the page's end: only where the document says the
    whole elsewhere, and its beginning nowhere else, are the two one name.
    """
    if not grid.rows:
        return {}
    above, first = table.rows[-1], grid.rows[0]
    columns = {}
    for column, rest in enumerate(first.cells):
        if not rest:
            continue
        begin = above.cell(column)
        # A row with a figure is a row of its own.
        if not begin or first.figure(column) is not None or above.figure(column) is not None:
            return {}
        if folded(begin + rest) not in names.counts or names.counts[folded(begin)] > 1:
            return {}
        columns[column] = len(table.rows) - 1
    return columns
