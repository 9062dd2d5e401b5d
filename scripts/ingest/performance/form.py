"""A performance form while it is read row by row: its parts, and what their rows put down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import NamedTuple

from scripts import privacy
from scripts.ingest import redaction
from scripts.ingest.document import GridRow, LeftOut, Place
from scripts.ingest.performance import funds, labels
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_amount
from scripts.schema import figure
from scripts.schema.labels import plain

GOAL = "总体目标"
"""What the texts of goals are called, of whichever horizon."""
_YEAR = re.compile(r"\(?20\d\d年?度?\)?")
_FILED = re.compile(r"填报日期[:：]?")
# 2026-03-01, 2026年3月1日, 20260301, after its label or alone.
_DATE = re.compile(r"(?:填报日期:)?(\d{4})[-年./]?(\d{1,2})[-月./]?(\d{1,2})")
# 预算执行率权重(10分): the points that spending all of the money gives, printed among the money.
_RATE_POINTS = re.compile(r"(预算)?执行率(分值|权重)\(?(\d+)分?\)?")
_UNIT_ALONE = re.compile(r"\((万?元)\)")
# 分值（50分）: the most points of a column, in its head.
_MOST_POINTS = re.compile(r"\((\d+)分?\)")
_GOAL_HEADS = (
    (
        re.compile(r"实施期.*目标|项目总(体)?目标|中期.*目标|长期.*目标|总目标"),
        (GOAL, "multi_year"),
    ),
    (re.compile(r"年度.*目标|全年.*目标|预期目标(\(.*\))?"), (GOAL, "annual")),
    (re.compile(r"(全年|年度|目标)*实际完成情况|(目标)?完成情况"), ("完成情况", "annual")),
)


class SheetText(NamedTuple):
    """A text of a sheet, with the label it stands after; only what it counts is kept."""

    field: str
    horizon: str
    text: str
    place: Place


@dataclass
class Form:
    """What the rows of a form have put down so far.

    `goal` is what a text of goals is where no head stands over it; `spare` are cells that stand
    beside no label; `points` those that the rate of spending gives.
    """

    head: dict[str, str] = field(default_factory=dict)
    texts: list[SheetText] = field(default_factory=list)
    money: list[GridRow] = field(default_factory=list)
    tasks: list[GridRow] = field(default_factory=list)
    goal_heads: dict[int, tuple[str, str]] = field(default_factory=dict)
    goal: tuple[str, str] = (GOAL, "")
    indicator_head: GridRow | None = None
    indicator_rows: list[GridRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    spare: list[tuple[GridRow, str]] = field(default_factory=list)
    points: Decimal | None = None
    amount_unit: str = ""


def form(rows: Iterable[GridRow], above: Sequence[str]) -> Form:
    """What the rows of one form say; the lines above tell its unit, unless its labels do."""
    reading = Form(amount_unit=table_titles.amount_unit(above))
    part = "fields"
    for row in rows:
        if not row.filled:
            continue
        # Titles and years stand over the form in a cell of their own, and say nothing of its parts.
        first = row.filled[0]
        alone = len(row.filled) == 1
        if alone and (table_titles.is_title(first) or _YEAR.fullmatch(plain(first))):
            continue
        part = _part(row, part)
        rest = _without_points(reading, row)
        if rest.filled:
            _read(reading, rest, part)
    return reading


def _part(row: GridRow, before: str) -> str:
    """Which part of the form a row is of: the one that it opens, or the one before it."""
    if labels.heads_indicators(row):
        return "indicator head"
    first = row.filled[0]
    text = plain(first)
    # 年度 | 预期目标 | 实际完成情况: the label of the goals is broken over two rows.
    if not labels.part(first) and sum(map(_heads_goals, row.filled)) > 1:
        return "goals"
    if privacy.is_contact(first) or text.endswith(privacy.MARK) or _FILED.match(text):
        return "contact"
    if labels.field(first) or text in labels.TEXTS:
        return "fields"
    # What follows the head of the indicators is indicators, until a label opens another part.
    if before == "indicator head":
        before = "indicators"
    return labels.part(first) or before


def _heads_goals(cell: str) -> bool:
    return any(pattern.fullmatch(plain(cell)) for pattern, _ in _GOAL_HEADS)


def _without_points(reading: Form, row: GridRow) -> GridRow:
    """A row without the cell of the points that the rate of spending gives, which are noted."""
    cells = list(row.cells)
    points = ""
    for index, cell in enumerate(cells):
        match = _RATE_POINTS.fullmatch(plain(cell))
        if match:
            cells[index] = ""
            points = points or match.group(3)
    if not points:
        return row
    reading.points = Decimal(points)
    return replace(row, cells=tuple(cells))


def _read(reading: Form, row: GridRow, part: str) -> None:
    match part:
        case "fields":
            _fields_row(reading, row)
        case "money":
            reading.money.append(_without_money_label(reading, row, part))
        case "tasks":
            reading.tasks.append(_without_money_label(reading, row, part))
        case "goals":
            _goal_row(reading, row)
        case "indicator head":
            # The most points that a column may give are no data.
            for cell in row.filled:
                points = _MOST_POINTS.search(plain(cell))
                if points:
                    what = f"栏名里的 {points.group(1)}分"
                    reading.left_out.append(LeftOut(what, "栏名写的满分，不是数据", row.place))
            if reading.indicator_head is None:
                reading.indicator_head = row
        case "indicators":
            reading.indicator_rows.append(row)
        case _:
            _contact_row(reading, row)


def _fields_row(reading: Form, row: GridRow) -> None:
    """Labels and what stands after each: a head field, or one of the form's texts."""
    label = ""
    for cell in row.filled:
        text = plain(cell).rstrip(":")
        name = labels.field(label)
        if labels.field(text) or text in labels.TEXTS or privacy.is_contact(text):
            label = text
        elif privacy.is_contact(label):
            reading.left_out.append(redaction.contact(label, row.place))
        # A second 项目名称, or an amount after a label of words, is told as without a place.
        elif not label or name in reading.head or (name and is_amount(cell)):
            reading.spare.append((row, cell))
        elif name:
            reading.head[name] = cell
        else:
            reading.texts.append(SheetText(label, "", cell, row.place))


def _goal_row(reading: Form, row: GridRow) -> None:
    """A row of goals: heads of columns, or texts under them, of the horizon that a head states."""
    heads: dict[int, tuple[str, str]] = {}
    texts: dict[int, str] = {}
    for index, cell in enumerate(row.cells):
        text = plain(cell)
        for pattern, meaning in _GOAL_HEADS:
            if pattern.fullmatch(text):
                heads[index] = meaning
                break
        else:
            if cell and not labels.part(cell):
                texts[index] = cell
    if len(heads) > 1:
        # Beside heads stands the rest of a label, and no goal.
        texts = {}

    # The label of the part (年度总体目标) is no head of a column, unless it stands alone amid the row.
    first = row.filled[0]
    column = row.cells.index(first)
    amid = column > 0 and len(row.filled) == 1
    if labels.part(first) == "goals" and not amid:
        reading.goal = heads.pop(column, (GOAL, ""))
    reading.goal_heads |= heads

    # Without heads, the first text is of the whole period and those beside it of the year.
    usual = "multi_year"
    for index, text in texts.items():
        name, horizon = reading.goal
        over = [head for head in reading.goal_heads if head <= index]
        if over:
            name, horizon = reading.goal_heads[max(over)]
        reading.texts.append(SheetText(name, horizon or usual, text, row.place))
        usual = "annual"


def _without_money_label(reading: Form, row: GridRow, part: str) -> GridRow:
    """A row without the label of its part, which may state the unit, or break off before it."""
    reading.amount_unit = funds.unit(row.filled) or reading.amount_unit
    first, *after = row.filled
    text = plain(first)
    if _UNIT_ALONE.fullmatch(text):
        return _without_first(row)
    # 任务名称 is a head of columns; a label with an amount after it is a line of money itself.
    if text == "任务名称" or not after or figure(after[0]) is not None:
        return row
    return without_label(row, part)


def without_label(row: GridRow, part: str) -> GridRow:
    """A row without the cell at its beginning where that is the label of a part (绩效指标, 项目资金)."""
    if labels.part(row.filled[0]) != part:
        return row
    return _without_first(row)


def _without_first(row: GridRow) -> GridRow:
    cells = list(row.cells)
    first = cells.index(row.filled[0])
    cells[first] = ""
    return replace(row, cells=tuple(cells))


def _contact_row(reading: Form, row: GridRow) -> None:
    """Who filled the sheet in is personal: dropped, and told by its kind; the date is kept."""
    label = "填报栏"
    for cell in row.filled:
        text = plain(cell)
        date = _DATE.match(text)
        if privacy.is_contact(cell) or _FILED.fullmatch(text):
            label = text
        elif date:
            year, month, day = date.groups()
            reading.head["filed"] = f"{year}-{month:0>2}-{day:0>2}"
        elif privacy.MARK not in cell:
            reading.left_out.append(redaction.contact(label, row.place))
