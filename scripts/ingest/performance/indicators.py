"""The indicators of both horizons side by side, in rows whose columns may have slipped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scripts.ingest.document import GridRow, Place
from scripts.ingest.vocabulary.quantities import target
from scripts.schema import BLANK, Figure
from scripts.schema.labels import plain

LEVEL_1 = ("产出指标", "效益指标", "满意度指标")
# 数量指标, or 数量 alone, which may be the name of an indicator as well.
LEVEL_2 = re.compile(
    r"(数量|质量|时效|成本|经济效益|社会效益|生态效益|可持续影响|服务对象满意度)(指标?)?"
)


class _Cell(NamedTuple):
    """A filled cell of a row: its column, its text, and whether it is a level-2 label."""

    column: int
    text: str
    label: bool


@dataclass(frozen=True)
class Indicator:
    """One indicator of one horizon: levels, target, points and what came of it as printed.

    Blank where nothing is.

    A merged cell stands for the rows below it, so level 1 and 2 are the nearest printed above.
    """

    horizon: str
    level_1: str
    level_2: str
    level_3: str
    target: str
    place: Place
    achieved: str = ""
    relation: str = ""
    unit: str = ""
    weight: Figure = BLANK
    score: Figure = BLANK
    role: str = "line"


class _Half(NamedTuple):
    """What one row prints for one horizon."""

    level_2: str
    name: str
    target: str


def indicators(rows: Sequence[GridRow]) -> Iterator[Indicator]:
    """Every indicator of the rows, in order, the whole period before the year.

    What a cell is, is told by what it says and by its order in the row, not by its column, for
    merged cells leave shifted columns behind.
    """
    level_1 = ""
    above = {"multi_year": "", "annual": ""}
    for row in rows:
        texts = [(index, cell) for index, cell in enumerate(row.cells) if cell]
        # The label of the part, merged over all of its rows, stands in the first.
        if plain(texts[0][1]) == "绩效指标":
            texts.pop(0)
        if texts and plain(texts[0][1]) in LEVEL_1:
            _, level_1 = texts.pop(0)

        cells = _labelled(texts, above.values())
        spare = ""
        # 数量指标 质量指标 in a row for both halves: the third label tells that the first has slipped
        # up from the next row.
        while sum(cell.label for cell in cells) > 2 and cells[0].label and cells[1].label:
            spare = cells.pop(0).text

        cut = _cut(cells)
        period = _half(cells[:cut])
        year = _half(cells[cut:])
        printed = period.level_2 or year.level_2
        for horizon, half in (("multi_year", period), ("annual", year)):
            level_2 = half.level_2 or printed or above[horizon]
            above[horizon] = spare or level_2
            if half.name or half.target:
                yield Indicator(horizon, level_1, level_2, half.name, half.target, row.place)


def _labelled(texts: Sequence[tuple[int, str]], above: Collection[str]) -> list[_Cell]:
    """The cells, each marked as a label or not: a label without 指标 may be an indicator's name.

    It is a name after a label, under a label that says the same, and where less than a name and a
    target follow it.
    """
    cells: list[_Cell] = []
    for place, (column, text) in enumerate(texts):
        match = LEVEL_2.fullmatch(plain(text))
        label = match is not None
        if match and not match.group(2):
            word = match.group(1)
            after_label = bool(cells) and cells[-1].label
            under_same = any(plain(level).startswith(word) for level in above)
            label = False
            if not after_label and not under_same:
                following = texts[place + 1 : place + 3]
                label = _name_and_target([cell for _, cell in following])
        cells.append(_Cell(column, text, label))
    return cells


def _name_and_target(texts: Sequence[str]) -> bool:
    """Whether texts can be a name and its target: the first is no target, none is a label."""
    if len(texts) < 2 or any(target(texts[0])):
        return False
    labels = map(LEVEL_2.fullmatch, map(plain, texts))
    return not any(labels)


def _cut(cells: Sequence[_Cell]) -> int:
    """Where the year's half of a row begins."""
    labels = [place for place, cell in enumerate(cells) if cell.label]
    if len(labels) > 1:
        return labels[-1]
    if labels and labels[0] > 0:
        return labels[0]
    rest = len(cells) - len(labels)
    if rest <= 2:
        # One half alone: the column tells which, as the year's begins in that of 5, counted from 0:
        # level 1, then two halves of three.
        is_year = bool(cells) and cells[0].column >= 5
        return 0 if is_year else len(cells)
    first = len(labels)
    if rest == 3:
        # A name with its target and one without: 培训 ≥20家 宣传, or 培训 宣传 ≥20家.
        has_target = any(target(cells[first + 1].text))
        return first + 1 + has_target
    return first + (rest + 1) // 2


def _half(cells: Sequence[_Cell]) -> _Half:
    texts = [cell.text for cell in cells]
    level_2 = ""
    if cells and cells[0].label:
        level_2 = texts.pop(0)
    # A target alone has no name.
    if len(texts) == 1 and any(target(texts[0])):
        return _Half(level_2, "", texts[0])
    name = "".join(texts[:1])
    goal = " ".join(texts[1:])
    return _Half(level_2, name, goal)
