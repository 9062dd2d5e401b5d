"""Other ways to read cells of a row that are no figure: a number with blanks, several in one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice

from scripts.schema import figure

Reading = tuple[tuple[str, ...], str]
"""The cells of a row in another reading, and in words what is read otherwise."""


def rearrangements(cells: Sequence[str], runs: Sequence[Sequence[int]]) -> Iterator[Reading]:
    """Every other reading of a row; `runs` are its columns of figures, those side by side together.

    No digit is added, dropped or changed, and no figure leaves the cell in which it stands.

    >>> list(rearrangements(["行政运行", "1 00.50", ""], [[1, 2]]))[0]
    (('行政运行', '100.50', ''), '“1 00.50”读作“100.50”')
    """
    # A row that breaks off early may go on in the columns that it leaves out.
    width = max((run[-1] + 1 for run in runs), default=0)
    row = (*cells, *[""] * (width - len(cells)))
    for run in runs:
        for index in run:
            # A number with blanks inside: 1 200.50.
            text = row[index]
            if figure(text) is not None:
                continue
            joined = re.sub(r"\s", "", text)
            if joined != text and _is_number(joined):
                description = f"“{text}”读作“{joined}”"
                yield _with(row, {index: joined}), description

            yield from _apart(row, run, index)


def _apart(row: tuple[str, ...], run: Sequence[int], index: int) -> Iterator[Reading]:
    """Several numbers in one cell, one of them its own, the others of blank cells beside it."""
    for numbers in _split(row[index]):
        left = _blanks(row, run, index, -1)
        right = _blanks(row, run, index, 1)
        columns = [*reversed(left), index, *right]
        texts = "”“".join(numbers)
        description = f"“{row[index]}”分作“{texts}”"

        # Of a number in ever so many columns not all ways are tried.
        placements = combinations(columns, len(numbers))
        for placement in islice(placements, 40):
            if index in placement:
                yield _with(row, dict(zip(placement, numbers, strict=True))), description


def _blanks(row: tuple[str, ...], run: Sequence[int], index: int, step: int) -> list[int]:
    """The blank columns of a run beside a column, nearest first: to its left (-1) or right (1)."""
    columns: list[int] = []
    column = index + step
    while column in run and not row[column]:
        columns.append(column)
        column += step
    return columns


def _split(text: str) -> Iterator[list[str]]:
    """A text as several numbers: at its blanks, or where each has as many decimals."""
    parts = text.split()
    if len(parts) > 1 and all(map(_is_number, parts)):
        yield parts

    # 1,200.50300.00: nothing but the decimals says where one number ends.
    # They are 1 for thousands of yuan, 6 for hundreds of millions.
    for decimals in range(1, 7):
        numbers = re.findall(rf"-?\d[\d,]*\.\d{{{decimals}}}", text)
        is_whole = len(numbers) > 1 and "".join(numbers) == text
        if is_whole and all(map(_is_number, numbers)):
            yield numbers


def _is_number(text: str) -> bool:
    return isinstance(figure(text), Decimal)


def _with(row: tuple[str, ...], changed: dict[int, str]) -> tuple[str, ...]:
    cells = list(row)
    for index, text in changed.items():
        cells[index] = text
    return tuple(cells)
