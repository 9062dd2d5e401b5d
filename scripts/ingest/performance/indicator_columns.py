"""Indicators whose cells stand under their heads: levels, targets, points, outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.ingest.document import GridRow
from scripts.ingest.performance import labels
from scripts.ingest.performance.indicators import LEVEL_1, LEVEL_2, Indicator
from scripts.ingest.vocabulary.quantities import target
from scripts.schema import Absent, Figure, figure
from scripts.schema.labels import plain

WORDS, OTHER = "words ", "other "
"""What the kinds of columns begin with that hold explanations, and of those that no head of the
form names.
"""
_WHOLE = re.compile(r"实施期|中期|总体|总目标")
_NUMBERED = re.compile(r"指标\d+[:：]")
# What a blank form leaves to be filled in: 指标1：……
_TO_FILL_IN = re.compile(r"(指标\d*[:：]?)?[….\s]*")
# Which indicators of level 2 belong to which of level 1.
_BELONGS = (
    ("产出", re.compile(r"数量|质量|时效")),
    ("效益", re.compile(r".*效益|可持续")),
    ("满意度", re.compile(r".*满意")),
)
# 产出指标数量指标培训人次: three levels in one cell, where the lines between them are lost.
_PREFIX = re.compile(r"((?:产出|效益|满意度|成本)指标)((?:[\u4e00-\u9fff]{2,7}?)指标)(?=.)")

# What a cell is (level_1, target, score …) and of which horizon; "" for a cell of both.
_Kind = tuple[str, str]
_NAME: _Kind = ("level_3", "")
_Cells = Mapping[_Kind, str]


@dataclass(frozen=True)
class Columns:
    """What stands under each head of the indicators, by the head's column, and its horizon."""

    kinds: Mapping[int, _Kind]

    def of(self, index: int) -> _Kind | None:
        """Kind and horizon of the cell at an index: those of the last head that begins there or
        before.
        """
        before = [start for start in self.kinds if start <= index]
        if not before:
            return None
        return self.kinds[max(before)]

    @property
    def horizons(self) -> tuple[str, ...]:
        """The horizons that have a column of their own, in the order printed."""
        own = [horizon for kind, horizon in self.kinds.values() if kind == "target" and horizon]
        return tuple(dict.fromkeys(own)) or ("annual",)


def columns(head: GridRow) -> Columns:
    """The columns of the indicators by their head row.

    A form for two horizons has two halves, where the names stand twice, or two columns of targets
    beside one of names; any other is of the year alone.
    """
    kinds = {index: _kind(index, cell) for index, cell in enumerate(head.cells) if cell}
    if "level_3" not in kinds.values():
        # 绩效指标 | 指标值: the label of the part heads the names.
        for index in kinds:
            if labels.part(head.cells[index]) == "indicators":
                kinds[index] = "level_3"

    names = [index for index, kind in kinds.items() if kind == "level_3"]
    # 三级指标 twice: 实施期 to the left, 年度 to the right.
    if len(names) == 2:
        return _halves(kinds, *names)
    targets = [index for index, kind in kinds.items() if kind == "target"]
    both = {index: (kind, "") for index, kind in kinds.items()}
    if len(targets) > 1:
        both |= {index: ("target", _horizon(head.cells[index])) for index in targets}
    return Columns(both)


def _halves(kinds: Mapping[int, str], first: int, second: int) -> Columns:
    """Two halves, the year's beginning with the level 2 before its names.

    Level 1 is printed once for both.
    """
    levels = ("level_2", "level_3")
    year = min(index for index, kind in kinds.items() if first < index <= second and kind in levels)
    halves = {}
    for index, kind in kinds.items():
        horizon = "annual" if index >= year else "multi_year"
        halves[index] = (kind, "" if kind == "level_1" else horizon)
    return Columns(halves)


def _kind(index: int, cell: str) -> str:
    """What stands under a head.

    Of words, and of what no head of the form says, each column is a kind of its own.
    """
    kind = labels.column(cell)
    if kind == "words":
        return f"{WORDS}{index}"
    return kind or f"{OTHER}{index}"


def _horizon(head: str) -> str:
    return "multi_year" if _WHOLE.search(head) else "annual"


def fit(rows: Sequence[GridRow], heads: Columns) -> bool:
    """Whether every cell stands under a head of its own, and no level under the head of another.

    Only then has no column slipped, and the heads tell what the cells are.
    """
    for row in rows:
        kinds: set[_Kind] = set()
        for index, cell in enumerate(row.cells):
            kind = heads.of(index)
            if not cell or kind is None:
                continue
            # Two cells under one head, or a level under 指标值: the columns have slipped.
            if kind in kinds or _strays(kind[0], plain(cell)):
                return False
            kinds.add(kind)
    return True


def _strays(kind: str, text: str) -> bool:
    """Whether a text cannot stand under a head of a kind: 产出指标 is no target, ≥20家 no level."""
    if text in LEVEL_1:
        return kind in ("level_2", "level_3", "target")
    if kind == "level_2" and any(target(text)):
        return True
    level = LEVEL_2.fullmatch(text)
    if level is None or not level.group(2) or kind not in ("level_1", "target"):
        return False
    # 成本指标 is of level 2 in some forms and of level 1 in others.
    return level.group(1) != "成本"


def under(row: GridRow, heads: Columns, kind: str) -> Iterator[tuple[int, str]]:
    """The cells of a row that stand under heads of a kind, with their columns."""
    for index, cell in enumerate(row.cells):
        own = heads.of(index)
        if cell and own and own[0].startswith(kind):
            yield index, cell


def indicators(rows: Sequence[GridRow], heads: Columns) -> Iterator[Indicator]:
    """Every indicator of the rows, in order.

    A level that a row leaves blank is the nearest printed.

    A row that holds no more than the rest of a name goes with the row above.
    """
    read = [_cells(row, heads) for row in rows]
    levels = list(_levels(read))
    for place, (row, cells) in enumerate(zip(rows, read, strict=True)):
        if place and _goes_on(cells, read[place - 1]):
            continue
        name = cells.get(_NAME, "")
        if place + 1 < len(read) and _goes_on(read[place + 1], cells):
            name += read[place + 1][_NAME]
        for horizon in heads.horizons:
            yield from _indicator(row, cells, horizon, levels[place], name)


def _indicator(
    row: GridRow, cells: _Cells, horizon: str, levels: tuple[str, str], name: str
) -> Iterator[Indicator]:
    """The indicator of a row for one horizon, if the row holds one."""
    kinds = ("level_2", "level_3", "target", "achieved", "score", "relation", "unit", "weight")
    own = {kind: cells.get((kind, horizon)) or cells.get((kind, ""), "") for kind in kinds}
    total = cells.get(("total", ""), "")
    # A relation, a unit or points alone make no indicator.
    if not any((total, name, own["level_3"], own["target"], own["achieved"], own["score"])):
        return
    level_1, level_2 = levels
    if total:
        level_1 = level_2 = ""
    elif own["level_2"]:
        level_2 = own["level_2"]
    yield Indicator(
        horizon,
        level_1,
        level_2,
        total or name or own["level_3"],
        own["target"],
        row.place,
        achieved=own["achieved"],
        relation=own["relation"],
        unit=own["unit"],
        weight=_points(own["weight"]),
        score=_points(own["score"]),
        role="total" if total else "line",
    )


def _points(cell: str) -> Figure:
    """The points in a cell (10, 10分); of another text, that it stands for no figure."""
    value = figure(re.sub(r"(?<=\d)分$", "", cell))
    if value is None:
        return Absent("")
    return value


def _cells(row: GridRow, heads: Columns) -> dict[_Kind, str]:
    """The cells of a row by kind and horizon; three levels printed in one cell are told apart."""
    cells: dict[_Kind, str] = {}
    first = row.filled[0]
    # 总分 | 100 | 98: the row of all points has no levels.
    total = labels.is_total(first)
    for index, cell in enumerate(row.cells):
        if not cell:
            continue
        kind = heads.of(index)
        if total and cell == first:
            kind = ("total", "")
        if kind is not None:
            cells[kind] = _named(cell) if kind[0] == "level_3" else cell

    name = cells.get(_NAME, "")
    levels = _PREFIX.match(name)
    if levels:
        cells |= {
            ("level_1", ""): levels[1],
            ("level_2", ""): levels[2],
            _NAME: name[levels.end() :],
        }
    return cells


def _named(cell: str) -> str:
    """A name as it stands; of one that a blank form leaves to be filled in (指标1：……) nothing."""
    if _TO_FILL_IN.fullmatch(cell):
        return ""
    return cell


def _goes_on(cells: _Cells, before: _Cells) -> bool:
    """Whether a row is no more than the rest of the name above it: names there are numbered, and it
    has no number.
    """
    if list(cells) != [_NAME] or not cells[_NAME]:
        return False
    numbered = _NUMBERED.match(before.get(_NAME, "")) is not None
    return numbered and not _NUMBERED.match(cells[_NAME])


def _levels(read: Sequence[_Cells]) -> Iterator[tuple[str, str]]:
    """Level 1 and level 2 of each row: the nearest printed above, or below where a label stands
    amid its cells.
    """
    firsts = _first_levels(read)
    seconds = [_level_2(cells) for cells in read]
    for place, first in enumerate(firsts):
        same = [index for index in range(len(read)) if firsts[index] == first and seconds[index]]
        above = [seconds[index] for index in same if index <= place]
        below = [seconds[index] for index in same if index > place]
        yield first, next(iter([*above[-1:], *below]), "")


def _level_2(cells: _Cells) -> str:
    """The first level 2 that a row prints, of whichever horizon."""
    for (kind, _), text in cells.items():
        if kind == "level_2":
            return text
    return ""


def _first_levels(read: Sequence[_Cells]) -> list[str]:
    """Level 1 of each row: the nearest above, unless level 2 belongs to the nearest below and not
    to that.
    """
    printed = [cells.get(("level_1", ""), "") for cells in read]
    firsts: list[str] = []
    above = second = ""
    for place, cells in enumerate(read):
        second = _level_2(cells) or second
        above = printed[place] or above
        below = next((text for text in printed[place:] if text), "")
        # A merged cell prints its text in the middle: 数量指标 over 产出指标's own row is not 效益指标's.
        if not printed[place] and _belongs(second, below) and not _belongs(second, above):
            above = below
        firsts.append(above)
    return firsts


def _belongs(second: str, first: str) -> bool:
    text = plain(second)
    return any(word in first and pattern.match(text) for word, pattern in _BELONGS)
