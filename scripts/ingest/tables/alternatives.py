"""Other ways to read the cells of a row: numbers put together, taken apart, or moved on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, islice

from scripts.ingest.vocabulary.column_headers import is_amount
from scripts.schema import figure

Reading = tuple[tuple[str, ...], str]
"""The cells of a row in another reading, and in words what is read otherwise."""


def rearrangements(cells: Sequence[str], runs: Sequence[Sequence[int]]) -> Iterator[Reading]:
    """Every other reading of a row; `runs` are its columns of figures, those side by side together.

    No digit is added, dropped or changed.

    >>> list(rearrangements(["行政运行", "100", ""], [[1, 2]]))
    [(('行政运行', '', '100'), '“100”右移 1 列')]
    """
    # A row that breaks off early may go on in the columns that it leaves out.
    width = max((run[-1] + 1 for run in runs), default=0)
    row = (*cells, *[""] * (width - len(cells)))
    for run in runs:
        for index in run:
            # A number with blanks inside: 1 200.50.
            text = row[index]
            joined = re.sub(r"\s", "", text)
            if joined != text and figure(text) is None and _is_number(joined):
                description = f"“{text}”读作“{joined}”"
                yield _with(row, {index: joined}), description

            yield from _apart(row, run, index)
            if index + 1 in run:
                yield from _together(row, index)
        yield from _moved(row, run)


def _apart(row: tuple[str, ...], run: Sequence[int], index: int) -> Iterator[Reading]:
    """Several numbers in one cell, each in a column of its own: the cell's or a blank one."""
    for numbers in _split(row[index]):
        left = _blanks(row, run, index, -1)
        right = _blanks(row, run, index, 1)
        columns = [*reversed(left), index, *right]
        texts = "”“".join(numbers)
        description = f"“{row[index]}”分作“{texts}”"

        # Of a number in ever so many columns not all ways are tried.
        placements = combinations(columns, len(numbers))
        for placement in islice(placements, 40):
            # The cell itself is emptied first: none of the numbers need stay in it.
            changed = {index: ""}
            changed |= zip(placement, numbers, strict=True)
            yield _with(row, changed), description


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


def _together(row: tuple[str, ...], index: int) -> Iterator[Reading]:
    """Two cells side by side that are the two halves of one number, in either of their columns."""
    after = index + 1
    first = row[index]
    second = row[after]
    joined = first + second
    if first and second and is_amount(joined):
        description = f"“{first}”“{second}”合作“{joined}”"
        in_first = {index: joined, after: ""}
        in_second = {index: "", after: joined}
        yield _with(row, in_first), description
        yield _with(row, in_second), description


def _moved(row: tuple[str, ...], run: Sequence[int]) -> Iterator[Reading]:
    """The last numbers of a group to the right, or its first to the left, where that is blank."""
    # The filled cells of the run, those side by side together.
    groups: list[list[int]] = []
    for index in run:
        if not row[index]:
            continue
        if groups and groups[-1][-1] == index - 1:
            groups[-1].append(index)
        else:
            groups.append([index])

    for group in groups:
        right = len(_blanks(row, run, group[-1], 1))
        left = len(_blanks(row, run, group[0], -1))
        for place in range(len(group)):
            last = group[place:]
            for distance in range(1, right + 1):
                yield _shifted(row, last, distance)
            first = group[: place + 1]
            for distance in range(1, left + 1):
                yield _shifted(row, first, -distance)


def _shifted(row: tuple[str, ...], group: Sequence[int], distance: int) -> Reading:
    changed = dict.fromkeys(group, "")
    for index in group:
        changed[index + distance] = row[index]
    texts = "”“".join(row[index] for index in group)
    side = "右" if distance > 0 else "左"
    description = f"“{texts}”{side}移 {abs(distance)} 列"
    return _with(row, changed), description


def _with(row: tuple[str, ...], changed: dict[int, str]) -> tuple[str, ...]:
    cells = list(row)
    for index, text in changed.items():
        cells[index] = text
    return tuple(cells)
