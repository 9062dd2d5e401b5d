"""Indicators whose cells stand under their heads: levels, targets, points, outcomes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from scripts.ingest.document import GridRow, Place
from scripts.ingest.performance import labels
from scripts.ingest.performance.indicators import LEVEL_1, LEVEL_2, Indicator
from scripts.ingest.vocabulary.quantities import target
from scripts.schema import BLANK, Figure, figure
from scripts.schema.labels import plain

# What the kinds of columns begin with that hold explanations, and of those that no head names.
WORDS, OTHER = "words", "other"
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

_POINTS_TOTAL = re.compile(r"(自评)?总分|合计|总计|(得分|分值)合计")

# What a cell is (level_1, target, score …) and of which horizon; "" for a cell of both.
_Kind = tuple[str, str]
_NAME: _Kind = ("level_3", "")
_TOTAL: _Kind = ("total", "")
_Cells = Mapping[_Kind, str]


@dataclass(frozen=True)
class Columns:
    """What stands under each head of the indicators, by the head's column, and its horizon."""

    kinds: Mapping[int, _Kind]

    def under(self, row: GridRow) -> Iterator[tuple[_Kind, str]]:
        """The filled cells of a row, each with what the last head before or over it says of it."""
        kind = None
        for index, cell in enumerate(row.cells):
            kind = self.kinds.get(index, kind)
            if cell and kind:
                yield kind, cell

    @property
    def horizons(self) -> tuple[str, ...]:
        """The horizons that have a column of their own, in the order printed."""
        own: dict[str, None] = {}
        for kind, horizon in self.kinds.values():
            if kind == "target" and horizon:
                own[horizon] = None
        return tuple(own) or ("annual",)


def columns(head: GridRow) -> Columns:
    """The columns of the indicators by their head row.

    A form for two horizons has two halves, where the names stand twice, or two columns of targets
    beside one of names; any other is of the year alone.
    """
    kinds: dict[int, str] = {}
    for index, cell in enumerate(head.cells):
        if not cell:
            continue
        kind = labels.column(cell) or OTHER
        # Of words, and of what no head of the form says, each column is a kind of its own.
        if kind in (WORDS, OTHER):
            kind = f"{kind} {index}"
        kinds[index] = kind

    if "level_3" not in kinds.values():
        # 绩效指标 | 指标值: the label of the part heads the names.
        for index in kinds:
            if labels.part(head.cells[index]) == "indicators":
                kinds[index] = "level_3"

    horizons = dict.fromkeys(kinds, "")
    names = [index for index, kind in kinds.items() if kind == "level_3"]
    targets = [index for index, kind in kinds.items() if kind == "target"]
    if len(names) == 2:
        # 三级指标 twice: 实施期 to the left, 年度 to the right, from the level 2 before its names.
        levels = [index for index, kind in kinds.items() if kind in ("level_2", "level_3")]
        year = min(index for index in levels if index > names[0])
        for index, kind in kinds.items():
            # Level 1 is printed once for both.
            if kind != "level_1":
                horizons[index] = "annual" if index >= year else "multi_year"
    elif len(targets) > 1:
        for index in targets:
            whole = _WHOLE.search(head.cells[index])
            horizons[index] = "multi_year" if whole else "annual"

    columns = {}
    for index, kind in kinds.items():
        columns[index] = kind, horizons[index]
    return Columns(columns)


def fit(rows: Sequence[GridRow], heads: Columns) -> bool:
    """Whether no column has slipped: each cell has a head, and no level stands under another's."""
    for row in rows:
        kinds: set[_Kind] = set()
        for kind, cell in heads.under(row):
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
    if kind not in ("level_1", "target"):
        return False
    level = LEVEL_2.fullmatch(text)
    if level is None or not level.group(2):
        return False
    # 成本指标 is of level 2 in some forms and of level 1 in others.
    return level.group(1) != "成本"


def indicators(rows: Sequence[GridRow], heads: Columns) -> Iterator[Indicator]:
    """Every indicator of the rows, in order.

    A level that a row leaves blank is the nearest printed. A row that holds no more than the rest
    of a name goes with the row above.
    """
    # A head may be the last row of a form.
    if not rows:
        return
    read = [_cells(row, heads) for row in rows]
    levels = _levels(read)
    before: _Cells = {}
    following = [*read[1:], {}]
    for row, cells, after in zip(rows, read, following, strict=True):
        own_levels = next(levels)
        goes_on = _goes_on(cells, before)
        before = cells
        if goes_on:
            continue
        if _goes_on(after, cells):
            name = cells[_NAME] + after[_NAME]
            cells = cells | {_NAME: name}
        for horizon in heads.horizons:
            yield from _indicator(cells, horizon, own_levels, row.place)


def _cells(row: GridRow, heads: Columns) -> dict[_Kind, str]:
    """The cells of a row by kind and horizon; three levels printed in one cell are told apart."""
    cells: dict[_Kind, str] = {}
    first = row.filled[0]
    # 总分 | 100 | 98: the row of all points has no levels.
    is_total = _POINTS_TOTAL.fullmatch(plain(first))
    if is_total:
        cells[_TOTAL] = first
    for kind, cell in heads.under(row):
        if is_total and cell == first:
            continue
        if kind[0] == "level_3" and _TO_FILL_IN.fullmatch(cell):
            cell = ""
        cells[kind] = cell

    name = cells.get(_NAME, "")
    levels = _PREFIX.match(name)
    if levels:
        cells["level_1", ""] = levels[1]
        cells["level_2", ""] = levels[2]
        cells[_NAME] = name[levels.end() :]
    return cells


def _goes_on(cells: _Cells, before: _Cells) -> bool:
    """Whether a row is the rest of the name above it: that has a number (指标1：), and it has none."""
    name = cells.get(_NAME)
    if not name or len(cells) > 1:
        return False
    above = before.get(_NAME, "")
    if _NUMBERED.match(name):
        return False
    return _NUMBERED.match(above) is not None


def _indicator(
    cells: _Cells, horizon: str, levels: tuple[str, str], place: Place
) -> Iterator[Indicator]:
    kinds = ("level_2", "level_3", "target", "achieved", "score", "relation", "unit", "weight")
    own = {kind: cells.get((kind, horizon)) or cells.get((kind, ""), "") for kind in kinds}
    level_1, level_2 = levels
    role = "line"
    name = cells.get(_NAME) or own["level_3"]
    if _TOTAL in cells:
        level_1 = level_2 = own["level_2"] = ""
        role = "total"
        name = cells[_TOTAL]
    # A relation, a unit or points alone make no indicator.
    if any((name, own["target"], own["achieved"], own["score"])):
        yield Indicator(
            horizon,
            level_1,
            own["level_2"] or level_2,
            name,
            own["target"],
            place,
            achieved=own["achieved"],
            relation=own["relation"],
            unit=own["unit"],
            weight=_points(own["weight"]),
            score=_points(own["score"]),
            role=role,
        )


def _points(cell: str) -> Figure:
    """The points in a cell (10, 10分); of another text, that it stands for no figure."""
    number = re.sub(r"(?<=\d)分$", "", cell)
    value = figure(number)
    if value is None:
        return BLANK
    return value


def _levels(read: Sequence[_Cells]) -> Iterator[tuple[str, str]]:
    """Level 1 and level 2 of each row: the nearest above, else the nearest below."""
    firsts = _first_levels(read)
    # The rows that print a level 2, below each level 1.
    seconds: dict[str, list[tuple[int, str]]] = {}
    for place, cells in enumerate(read):
        second = _level_2(cells)
        if second:
            seconds.setdefault(firsts[place], []).append((place, second))
    for place, first in enumerate(firsts):
        own = seconds.get(first, [])
        above = bisect_right(own, place, key=itemgetter(0))
        # Above, the last; without any, the first below.
        _, nearest = own[max(0, above - 1)] if own else (place, "")
        yield first, nearest


def _first_levels(read: Sequence[_Cells]) -> list[str]:
    """Level 1 of each row: the nearest above, unless level 2 belongs to the nearest below alone."""
    printed = [cells.get(("level_1", ""), "") for cells in read]
    # The nearest at or below each row.
    nearest = list(printed)
    for place in range(len(printed) - 2, -1, -1):
        nearest[place] = printed[place] or nearest[place + 1]
    firsts: list[str] = []
    above = second = ""
    for place, cells in enumerate(read):
        second = _level_2(cells) or second
        above = printed[place] or above
        below = nearest[place]
        # A merged cell prints its text in the middle: 数量指标 over 产出指标's own row is not 效益指标's.
        is_open = not printed[place] and not _belongs(second, above)
        if is_open and _belongs(second, below):
            above = below
        firsts.append(above)
    return firsts


def _level_2(cells: _Cells) -> str:
    """The first level 2 that a row prints, of whichever horizon."""
    for (kind, _), text in cells.items():
        if kind == "level_2":
            return text
    return ""


def _belongs(second: str, first: str) -> bool:
    """Whether a level 2 is of a level 1: 数量指标 of 产出指标."""
    text = plain(second)
    fitting = [pattern for word, pattern in _BELONGS if word in first]
    return any(pattern.match(text) for pattern in fitting)
