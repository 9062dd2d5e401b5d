"""Which sign parts the cells of a CSV, and whether a text is one at all: told from prose with commas in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from scripts.schema import figure

_SIGNS = (",", ";")
_EVEN = 0.8
_FIGURED = 0.5
"""Of the lines with several cells, how many must have as many as a neighbour, and hold a figure or a blank."""
_TAB = re.compile(r"\t(?![,;])")


def separator(text: str) -> str:
    """The sign that parts the cells of a text; nothing where the text is no CSV.

    The lines of a CSV stand in blocks with as many cells in each line, and most of these hold a figure or a blank.
    """
    if text.lstrip().startswith(("{", "[")) or _is_tabbed(text):
        return ""
    cells = {sign: _cells(text, sign) for sign in _SIGNS}
    best = max(cells, key=lambda sign: cells[sign])
    return best if cells[best] else ""


def _is_tabbed(text: str) -> bool:
    """Whether tabs part the cells of most lines; a tab at the end of a cell only keeps programs from changing it."""
    lines = [
        line for line in text.splitlines() if "\t" in line or any(sign in line for sign in _SIGNS)
    ]
    return sum(_TAB.search(line.rstrip()) is not None for line in lines) * 2 > len(lines)


def _cells(text: str, sign: str) -> int:
    """How many cells a sign makes of the lines that it parts evenly; 0 where these are not those of tables."""
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return 0
    rows = [row for row in read if any(cell.strip() for cell in row)]
    several = [row for row in rows if len(row) > 1]
    even = {
        at
        for pair in pairwise(enumerate(rows))
        for at, row in pair
        if len(row) > 1 and len({len(r) for _, r in pair}) == 1
    }
    if len(even) < 2 or len(even) < _EVEN * len(several):
        return 0
    tabular = sum(map(_is_tabular, several))
    return sum(len(rows[at]) for at in even) if tabular >= _FIGURED * len(several) else 0


def _is_tabular(row: Sequence[str]) -> bool:
    """Whether a line has what lines of prose have not: a cell that is blank, or a figure and nothing else."""
    return any(not cell.strip() or isinstance(figure(cell), Decimal) for cell in row)
