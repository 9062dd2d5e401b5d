"""Other ways to read the cells of a row: numbers put together, taken apart, or moved on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice

from scripts.ingest.vocabulary.column_headers import is_amount
from scripts.schema import figure

# How many decimals tell where a number ends: 1 for thousands of yuan, 6 for hundreds of millions.
_DECIMALS = range(1, 7)
# How many ways are tried to put the numbers of one cell into the columns around it.
_PLACEMENTS = 40


@dataclass(frozen=True)
class Rearranged:
    """The cells of a row in another reading, and in words what is read otherwise."""

    cells: tuple[str, ...]
    description: str


def rearrangements(cells: Sequence[str], runs: Sequence[Sequence[int]]) -> Iterator[Rearranged]:
    """Every other reading of a row; `runs` are its columns of figures, those side by side together.

    No digit is added, dropped or changed.

    >>> for reading in rearrangements(["行政运行", "100", ""], [[1, 2]]):
    ...     print(reading.cells, reading.description)
    ('行政运行', '', '100') “100”右移 1 列
    """
    # A row that breaks off early may go on in the columns that it leaves out.
    width = max((run[-1] + 1 for run in runs), default=0)
    row = (*cells, *[""] * (width - len(cells)))
    for run in runs:
        for index in run:
            yield from _tidied(row, index)
            yield from _apart(row, run, index)
            yield from _together(row, run, index)
        yield from _moved(row, run)


def _tidied(row: tuple[str, ...], index: int) -> Iterator[Rearranged]:
    """A number with blanks inside (1 200.50) without them."""
    text = row[index]
    joined = re.sub(r"\s", "", text)
    if joined != text and figure(text) is None and _is_number(joined):
        yield Rearranged(_with(row, {index: joined}), f"“{text}”读作“{joined}”")


def _apart(row: tuple[str, ...], run: Sequence[int], index: int) -> Iterator[Rearranged]:
    """Several numbers in one cell, each in a column of its own: the cell's or a blank one."""
    for numbers in _split(row[index]):
        left = _blanks(row, run, index, -1)
        right = _blanks(row, run, index, 1)
        columns = [*reversed(left), index, *right]
        description = f"“{row[index]}”分作“{'”“'.join(numbers)}”"

        for placement in islice(combinations(columns, len(numbers)), _PLACEMENTS):
            # The cell itself is emptied first: none of the numbers need stay in it.
            changed = {index: ""} | dict(zip(placement, numbers, strict=True))
            yield Rearranged(_with(row, changed), description)


def _blanks(row: tuple[str, ...], run: Sequence[int], index: int, step: int) -> list[int]:
    """The blank columns of a run beside a column, nearest first: to its left (-1) or right (1)."""
    columns: list[int] = []
    column = index + step
    while column in run and not row[column]:
        columns.append(column)
        column += step
    return columns


def _split(text: str) -> Iterator[list[str]]:
    """A text as several numbers: at its blanks, or where each has as many decimals
    (1,200.50300.00).
    """
    parts = text.split()
    if len(parts) > 1 and all(map(_is_number, parts)):
        yield parts
    # 1,200.50300.00: nothing but the decimals says where one number ends.
    for decimals in _DECIMALS:
        numbers = re.findall(rf"-?\d[\d,]*\.\d{{{decimals}}}", text)
        whole = len(numbers) > 1 and "".join(numbers) == text
        if whole and all(map(_is_number, numbers)):
            yield numbers


def _is_number(text: str) -> bool:
    return isinstance(figure(text), Decimal)


def _together(row: tuple[str, ...], run: Sequence[int], index: int) -> Iterator[Rearranged]:
    """Two cells side by side that are the two halves of one number, in either of their columns."""
    if index + 1 not in run or not row[index] or not row[index + 1]:
        return
    joined = row[index] + row[index + 1]
    if is_amount(joined):
        description = f"“{row[index]}”“{row[index + 1]}”合作“{joined}”"
        yield Rearranged(_with(row, {index: joined, index + 1: ""}), description)
        yield Rearranged(_with(row, {index: "", index + 1: joined}), description)


def _moved(row: tuple[str, ...], run: Sequence[int]) -> Iterator[Rearranged]:
    """The last numbers of a group moved to the right, or its first to the left, while it is blank
    there.
    """
    for group in _groups(row, run):
        right = len(_blanks(row, run, group[-1], 1))
        left = len(_blanks(row, run, group[0], -1))
        for place in range(len(group)):
            for distance in range(1, right + 1):
                yield _shifted(row, group[place:], distance)
            for distance in range(1, left + 1):
                yield _shifted(row, group[: place + 1], -distance)


def _groups(row: tuple[str, ...], run: Sequence[int]) -> list[list[int]]:
    """The filled cells of a run, those side by side together."""
    groups: list[list[int]] = []
    for index in run:
        if not row[index]:
            continue
        if groups and groups[-1][-1] == index - 1:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _shifted(row: tuple[str, ...], group: Sequence[int], distance: int) -> Rearranged:
    changed = dict.fromkeys(group, "") | {index + distance: row[index] for index in group}
    texts = "”“".join(row[index] for index in group)
    side = "右" if distance > 0 else "左"
    return Rearranged(_with(row, changed), f"“{texts}”{side}移 {abs(distance)} 列")


def _with(row: tuple[str, ...], changed: dict[int, str]) -> tuple[str, ...]:
    return tuple(changed.get(index, cell) for index, cell in enumerate(row))
