"""Which sign parts the cells of a CSV, and whether a text is one: told from prose with commas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from scripts.schema import figure

_SIGNS = (",", ";")

# Of the lines with several cells, how many must have as many as a neighbour, and hold a figure or
# a blank: prose whose lines happen to hold as many commas holds neither.
_EVEN = 0.8
_FIGURED = 0.5

_TAB = re.compile(r"\t(?![,;])")


def separator(text: str) -> str:
    r"""The sign that parts the cells of a text; nothing where the text is no CSV.

    The lines of a CSV stand in blocks with as many cells in each line, and most of these hold a
    figure or a blank.

    >>> separator("科目;预算数\n合计;5.00\n教育;5.00")
    ';'
    >>> separator("一是，厉行节约,保障重点；\n二是，规范管理,提高效益。")
    ''
    """
    # JSON is even, and full of commas.
    if text.lstrip().startswith(("{", "[")) or _is_tabbed(text):
        return ""
    cells = {sign: _even_cells(text, sign) for sign in _SIGNS}
    sign = max(cells, key=lambda sign: cells[sign])
    return sign if cells[sign] else ""


def _is_tabbed(text: str) -> bool:
    """Whether tabs part the cells of most lines.

    A tab at the end of a cell (`"123456\t",`) only keeps programs from taking it for a number.
    """
    signs = ("\t", *_SIGNS)
    lines = [line for line in text.splitlines() if any(sign in line for sign in signs)]
    tabbed = [line for line in lines if _TAB.search(line.rstrip())]
    return len(tabbed) * 2 > len(lines)


def _even_cells(text: str, sign: str) -> int:
    """How many cells a sign makes of the lines that it parts evenly; 0 where no table does."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
    except csv.Error:
        return 0

    rows = [row for row in records if any(cell.strip() for cell in row)]
    several = [row for row in rows if len(row) > 1]
    tabular = [row for row in several if _is_tabular(row)]

    even: set[int] = set()
    for index, (above, below) in enumerate(pairwise(rows)):
        if len(above) == len(below) > 1:
            even |= {index, index + 1}
    if len(even) < max(2, _EVEN * len(several)) or len(tabular) < _FIGURED * len(several):
        return 0
    return sum(len(rows[index]) for index in even)


def _is_tabular(row: Sequence[str]) -> bool:
    """Whether a line has what prose has not: a cell that is blank, or a figure and nothing else."""
    return any(not cell.strip() or isinstance(figure(cell), Decimal) for cell in row)
