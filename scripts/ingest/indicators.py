"""The indicators of a performance sheet, both horizons side by side, in rows whose columns may have slipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from scripts.ingest.document import GridRow, Place
from scripts.ingest.heads import plain
from scripts.ingest.quantities import target

LEVEL_1 = ("产出指标", "效益指标", "满意度指标")
_LEVEL_2 = re.compile(r"(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)(指标?)?")


@dataclass(frozen=True)
class Indicator:
    """One indicator of one horizon, its levels and its target as printed; blank where nothing is printed.

    A merged cell stands for the rows below it, so level 1 and 2 are the nearest printed above.
    """

    horizon: str
    level_1: str
    level_2: str
    level_3: str
    target: str
    place: Place


@dataclass(frozen=True)
class _Half:
    """What one row prints for one horizon."""

    level_2: str = ""
    name: str = ""
    target: str = ""


def indicators(rows: Sequence[GridRow]) -> Iterator[Indicator]:
    """Every indicator of the rows, in order, the whole period before the year.

    What a cell is, is told by what it says and by its order in the row, not by its column, for merged cells
    leave shifted columns behind.
    """
    level_1 = ""
    above = {"multi_year": "", "annual": ""}
    for row in rows:
        cells = [(index, cell) for index, cell in enumerate(row.cells) if cell]
        if plain(cells[0][1]) in LEVEL_1:
            level_1 = cells.pop(0)[1]
        elif len(cells) > 1 and plain(cells[0][1]) == "绩效指标" and plain(cells[1][1]) in LEVEL_1:
            level_1 = cells[1][1]
            cells = cells[2:]
        halves, spare = _halves(cells)
        printed = next((half.level_2 for half in halves.values() if half.level_2), "")
        for horizon, half in halves.items():
            level_2 = half.level_2 or printed or above[horizon]
            above[horizon] = spare or level_2
            if half.name or half.target:
                yield Indicator(horizon, level_1, level_2, half.name, half.target, row.place)


def _halves(cells: Sequence[tuple[int, str]]) -> tuple[dict[str, _Half], str]:
    """What a row prints for each horizon, and a level-2 label that belongs to the rows after it.

    Two labels in sequence mean that the first slipped up from the next row.
    """
    spare = ""
    cells = list(cells)
    while len(cells) > 1 and _is_level_2(cells[0][1]) and _is_level_2(cells[1][1]) and _labels(cells) > 2:
        spare = cells.pop(0)[1]
    cut = _cut(cells)
    return {"multi_year": _half(cells[:cut]), "annual": _half(cells[cut:])}, spare


def _labels(cells: Sequence[tuple[int, str]]) -> int:
    return sum(_is_level_2(cell) for _, cell in cells)


def _is_level_2(cell: str) -> bool:
    return _LEVEL_2.fullmatch(plain(cell)) is not None


def _cut(cells: Sequence[tuple[int, str]]) -> int:
    """Where the year's half of a row begins."""
    labels = [place for place, (_, cell) in enumerate(cells) if _is_level_2(cell)]
    if len(labels) > 1:
        return labels[-1]
    if labels and labels[0] > 0:
        return labels[0]
    rest = len(cells) - len(labels)
    if rest <= 2:
        return 0 if cells and cells[0][0] >= _MIDDLE else len(cells)
    if rest == 3:
        second = cells[len(labels) + 1][1]
        return len(labels) + (2 if any(target(second)) else 1)
    return len(labels) + (rest + 1) // 2


_MIDDLE = 5
"""The column where the year's half begins in the form, counted from 0: level 1, then two halves of three."""


def _half(cells: Sequence[tuple[int, str]]) -> _Half:
    texts = [cell for _, cell in cells]
    level_2 = texts.pop(0) if texts and _is_level_2(texts[0]) else ""
    if len(texts) == 1 and any(target(texts[0])):
        return _Half(level_2, "", texts[0])
    return _Half(level_2, texts[0] if texts else "", " ".join(texts[1:]))
