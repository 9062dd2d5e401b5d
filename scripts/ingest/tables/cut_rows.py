"""A row that a page's end cuts in two, each half in a frame of its own, told by its figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scripts.ingest.document import GridRow
from scripts.ingest.vocabulary.column_headers import is_column_numbers

_DECIMALS = re.compile(r"-?[\d,]+\.(\d+)")
# 12,437.3 or 12,437. or 12,4: what more digits may follow, beside the whole figures of a table.
_BEGUN = re.compile(r"-?[\d,]+(\.\d*|,\d{0,2})")
_REST = re.compile(r"\d*(\.\d+)?")
_FIGURE = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)\.\d+")
_ENOUGH = 4
"""So many figures must be printed alike for one that is not to be no figure."""


def is_cut(above: Sequence[GridRow], below: Sequence[GridRow]) -> bool:
    """Whether the first row of a page is the rest of the last one on the page before.

    12,437.3 over 6, in a table that prints two decimals everywhere, is 12,437.36. Without such a
    figure nothing tells, and the rows stay two.
    """
    last, first = above[-1], below[0]
    others = (*above[:-1], *below[1:])
    decimals = _decimals(others)
    if not decimals:
        return False

    is_told = False
    for column, rest in enumerate(first.cells):
        if not rest:
            continue
        begun = last.cell(column)
        if not begun:
            return False
        if first.figure(column) is None and not _REST.fullmatch(rest):
            # Of a name either half is a text.
            if last.figure(column) is not None:
                return False
            continue
        if not _is_one_figure(begun, rest, decimals):
            return False
        if "." not in rest and _prints_whole_numbers(others, column):
            return False
        is_told = True
    return is_told


def _decimals(rows: Sequence[GridRow]) -> int:
    """How many decimals every figure of a table prints that prints any; 0 where they differ."""
    found = []
    for row in rows:
        matches = map(_DECIMALS.fullmatch, row.cells)
        found += [len(match[1]) for match in matches if match]
    if len(found) < _ENOUGH or len(set(found)) > 1:
        return 0
    return found[0]


def _is_one_figure(begun: str, rest: str, decimals: int) -> bool:
    """Whether two halves are a figure as the table prints them, and the first alone is none."""
    if not _BEGUN.fullmatch(begun) or not _REST.fullmatch(rest):
        return False
    own = _DECIMALS.fullmatch(begun)
    if own and len(own[1]) >= decimals:
        return False
    whole = begun + rest
    return _FIGURE.fullmatch(whole) is not None and len(whole.partition(".")[2]) == decimals


def _prints_whole_numbers(rows: Sequence[GridRow], column: int) -> bool:
    """Whether a column shows numbers without decimals, of which the half may be one."""
    cells = [row.cell(column) for row in rows if not is_column_numbers(row)]
    return any(cell.isdigit() and int(cell) for cell in cells)
