"""A sentence in a cell that a page's end cuts in two, told by where it breaks off."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.ingest.document import GridRow

_ENDED = re.compile(r"[。；;！!？?]$")
_OF_A_SENTENCE = re.compile(r"[，。；]")
_LOOKED_AT = 60
"""So many rows tell how a table prints its rows; more would cost a hostile file its time."""


def cut_sentence(above: Sequence[GridRow], below: Sequence[GridRow]) -> int | None:
    """The column of a sentence that the last row of a page begins and the next page's first ends.

    本年度完成 over 验收十次。 with nothing beside it: only where the first breaks off inside a
    sentence, and no row of the table has that column filled with nothing to its left.
    """
    last, first = above[-1], below[0]
    filled = [column for column, cell in enumerate(first.cells) if cell]
    if len(filled) != 1 or filled[0] == 0:
        return None
    column = filled[0]
    begun, rest = last.cell(column), first.cell(column)
    if not begun or _ENDED.search(begun) or not _OF_A_SENTENCE.search(begun + rest):
        return None
    if last.figure(column) is not None or first.figure(column) is not None:
        return None
    # Where cells are merged, a text alone is a row: the next goal of the project above.
    rows = (*above[-_LOOKED_AT:], *below[1:_LOOKED_AT])
    named = all(any(row.cells[:column]) for row in rows if row.cell(column))
    return column if named else None
