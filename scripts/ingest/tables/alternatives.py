"""The other ways in which the cells of one row can be read: numbers put together, taken apart, or moved a column on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, count, islice, takewhile

from scripts.ingest.vocabulary.column_headers import is_amount
from scripts.schema import figure

_DECIMALS = range(1, 7)
_WAYS = 40


@dataclass(frozen=True)
class Rearranged:
    """The cells of a row in another reading, and in words what is read otherwise."""

    cells: tuple[str, ...]
    said: str


def rearrangements(cells: Sequence[str], runs: Sequence[Sequence[int]]) -> Iterator[Rearranged]:
    """Every other reading of a row; `runs` are its columns of figures, those side by side together.

    No digit is added, dropped or changed.
    """
    row = tuple(cells) + ("",) * (max((run[-1] + 1 for run in runs), default=0) - len(cells))
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
    if joined != text and figure(text) is None and isinstance(figure(joined), Decimal):
        yield Rearranged(_with(row, {index: joined}), f"“{text}”读作“{joined}”")


def _apart(row: tuple[str, ...], run: Sequence[int], index: int) -> Iterator[Rearranged]:
    """Several numbers in one cell, each in a column of its own: the cell's, or one of the blank ones around it."""
    for pieces in _pieces(row[index]):
        around = [*_blanks(row, run, index, -1)[::-1], index, *_blanks(row, run, index, 1)]
        for places in islice(combinations(around, len(pieces)), _WAYS):
            put = {index: ""} | dict(zip(places, pieces, strict=True))
            yield Rearranged(_with(row, put), f"“{row[index]}”分作“{'”“'.join(pieces)}”")


def _blanks(row: tuple[str, ...], run: Sequence[int], index: int, step: int) -> list[int]:
    """The blank columns of a run right beside one, on one side."""
    return list(takewhile(lambda at: at in run and not row[at], count(index + step, step)))


def _pieces(text: str) -> Iterator[list[str]]:
    """A text as several numbers: at its blanks, or where each number has so many decimals (1,200.50300.00)."""
    blank = text.split()
    if len(blank) > 1 and all(isinstance(figure(one), Decimal) for one in blank):
        yield blank
    for decimals in _DECIMALS:
        found = re.findall(rf"-?\d[\d,]*\.\d{{{decimals}}}", text)
        if (
            len(found) > 1
            and "".join(found) == text
            and all(isinstance(figure(one), Decimal) for one in found)
        ):
            yield found


def _together(row: tuple[str, ...], run: Sequence[int], index: int) -> Iterator[Rearranged]:
    """Two cells side by side that are the two halves of one number, in either of their columns."""
    if index + 1 not in run or not row[index] or not row[index + 1]:
        return
    joined = row[index] + row[index + 1]
    if is_amount(joined):
        said = f"“{row[index]}”“{row[index + 1]}”合作“{joined}”"
        yield Rearranged(_with(row, {index: joined, index + 1: ""}), said)
        yield Rearranged(_with(row, {index: "", index + 1: joined}), said)


def _moved(row: tuple[str, ...], run: Sequence[int]) -> Iterator[Rearranged]:
    """The last of some numbers side by side moved to the right, or the first of them to the left, as far as it is blank."""
    for group in _groups(row, run):
        for place in range(len(group)):
            for by in range(len(_blanks(row, run, group[-1], 1))):
                yield _shifted(row, group[place:], by + 1)
            for by in range(len(_blanks(row, run, group[0], -1))):
                yield _shifted(row, group[: place + 1], -by - 1)


def _groups(row: tuple[str, ...], run: Sequence[int]) -> list[list[int]]:
    """The filled cells of a run, those side by side together."""
    groups: list[list[int]] = []
    for index in run:
        if row[index] and groups and groups[-1][-1] == index - 1:
            groups[-1].append(index)
        elif row[index]:
            groups.append([index])
    return groups


def _shifted(row: tuple[str, ...], group: Sequence[int], by: int) -> Rearranged:
    put = dict.fromkeys(group, "") | {index + by: row[index] for index in group}
    texts = "”“".join(row[index] for index in group)
    return Rearranged(_with(row, put), f"“{texts}”{'右' if by > 0 else '左'}移 {abs(by)} 列")


def _with(row: tuple[str, ...], put: dict[int, str]) -> tuple[str, ...]:
    return tuple(put.get(index, cell) for index, cell in enumerate(row))
