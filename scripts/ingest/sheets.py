"""Performance sheets: head, money by horizon, indicators of both horizons, quantities named in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import zip_longest

from scripts.ingest import personal
from scripts.ingest.document import Grid, GridRow, LeftOut, Place, Unplaced
from scripts.ingest.heads import is_amount
from scripts.ingest.indicators import Indicator, indicators
from scripts.ingest.quantities import Other, Quantity, scan
from scripts.ingest.words import plain
from scripts.schema import BLANK, Figure, figure

_HEAD = {"项目名称": "project_name", "主管部门及代码": "department_label", "实施单位": "unit_name", "项目属性": "attribute", "项目期": "duration", "项目期限": "duration"}  # fmt: skip
_TEXTS = ("项目概况", "立项依据", "项目设立必要性", "保证项目实施的制度、措施", "项目实施计划")
LABELS = (*_HEAD, *_TEXTS, "填报日期", "总体目标", "实施期目标", "年度目标", "绩效指标", "一级指标")
"""The labels of the form, as they are compared: what stands in such a cell is nobody's name."""
_FILED = re.compile(r"填报日期[:：]?")
_MONEY = re.compile(r"项目资金(申请|总额|情况)?(\(.*\))?:?")
_MONEY_LABEL = re.compile(r"(其中[:：]?)?.*(资金总额|财政资金|财政拨款|单位自筹|自筹资金|其他资金|上年结转)[:：]?")


@dataclass(frozen=True)
class SheetFund:
    """One line of a sheet's money: its horizon, its label as printed, its amount (blank where none stands)."""

    horizon: str
    item: str
    amount: Figure
    place: Place


@dataclass(frozen=True)
class SheetQuantity:
    """A quantity that a sheet's text names, with the field and the horizon it stands in."""

    field: str
    horizon: str
    quantity: Quantity
    place: Place


@dataclass(frozen=True)
class Sheet:
    """One performance sheet, read; its prose is not kept, only what it counts."""

    head: dict[str, str]
    amount_unit: str
    funds: tuple[SheetFund, ...]
    indicators: tuple[Indicator, ...]
    quantities: tuple[SheetQuantity, ...]
    goal_repeats: str
    left_out: tuple[LeftOut, ...]
    unplaced: tuple[Unplaced, ...]
    place: Place


@dataclass
class _Reading:
    head: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str, str, Place]] = field(default_factory=list)
    money: list[GridRow] = field(default_factory=list)
    indicator_rows: list[GridRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    spare: list[tuple[GridRow, str]] = field(default_factory=list)
    amount_unit: str = ""


def is_sheet(grid: Grid) -> bool:
    """Whether a grid is one or more performance sheets: forms that ask for a project's name and for its indicators."""
    cells = {plain(cell) for row in grid.rows for cell in row.filled}
    asks = any(plain(row.filled[0]) == "项目名称" and not _is_head(row) for row in grid.rows if row.filled)
    indicators = bool({"一级指标", "绩效指标", "三级指标"} & cells)
    return asks and indicators and any(re.fullmatch(r".*(指标值|目标值)", cell) for cell in cells)


def _is_head(row: GridRow) -> bool:
    """Whether a row that begins with 项目名称 heads a table of projects, and asks for no single name."""
    return len(row.filled) > 3 or any(plain(cell) in ("一级指标", "项目总额", "合计", "金额") for cell in row.filled)


def sheets(grid: Grid) -> Iterator[Sheet]:
    """The sheets in a grid, each from one 项目名称 to the next; what stands before the first belongs to it."""
    starts = [index for index, row in enumerate(grid.rows) if "项目名称" in map(plain, row.filled)] or [0]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(grid.rows)], strict=True):
        yield _sheet(grid.rows[start:end])


def _sheet(rows: Sequence[GridRow]) -> Sheet:
    reading = _Reading()
    section = _head_row
    for row in rows:
        section = _SECTIONS.get(_section(row), section)
        section(reading, row)
    quantities, others = _quantities(reading.texts)
    funds = list(_funds(reading.money))
    return Sheet(
        head=reading.head,
        amount_unit=reading.amount_unit,
        funds=tuple(fund for fund, _ in funds),
        indicators=tuple(indicators(reading.indicator_rows)),
        quantities=quantities,
        goal_repeats=_repeats(reading.texts),
        left_out=(*reading.left_out, *others),
        unplaced=tuple(_unplaced(rows, reading, [at for _, at in funds])),
        place=next((row.place for row in rows if "项目名称" in map(plain, row.filled)), rows[0].place),
    )


def _section(row: GridRow) -> str:
    """Which part of the form a row opens; nothing for a row that goes on with the part before it."""
    first = plain(row.filled[0])
    if _MONEY.fullmatch(first):
        return "money"
    if first in ("绩效指标", "一级指标"):
        return "indicator head"
    if personal.is_contact(first) or first.endswith(personal.MARK) or _FILED.match(first):
        return "contact"
    if first == "总体目标" or first in ("实施期目标", "年度目标"):
        return "goals"
    return "texts" if first in _TEXTS or first in _HEAD else ""


def _head_row(reading: _Reading, row: GridRow) -> None:
    """Labels and what stands after each: a head field, or one of the form's texts."""
    label = ""
    for cell in row.filled:
        bare = plain(cell).rstrip(":")
        if bare in _HEAD or bare in _TEXTS or personal.is_contact(bare):
            label = bare
        elif personal.is_contact(label):
            reading.left_out.append(personal.contact(label, row.place))
        elif not label or _HEAD.get(label) in reading.head or (label in _HEAD and is_amount(cell)):
            reading.spare.append((row, cell))
        elif label in _HEAD:
            reading.head[_HEAD[label]] = cell
        else:
            reading.texts.append((label, "", cell, row.place))


def _goal_row(reading: _Reading, row: GridRow) -> None:
    texts = [cell for cell in row.filled if plain(cell) not in ("总体目标", "实施期目标", "年度目标")]
    for horizon, text in zip_longest(("multi_year", "annual"), texts, fillvalue=""):
        if text:
            reading.texts.append(("总体目标", horizon, text, row.place))


def _money_row(reading: _Reading, row: GridRow) -> None:
    if unit := re.search(r"\((万?元)\)", plain(row.filled[0])):
        reading.amount_unit = unit.group(1)
    reading.money.append(row)


def _indicator_head(reading: _Reading, row: GridRow) -> None:
    """The head of the indicators says nothing that the form's order does not; the rows after it do."""
    reading.spare += [(row, cell) for cell in row.filled]


def _indicator_row(reading: _Reading, row: GridRow) -> None:
    reading.indicator_rows.append(row)


def _contact_row(reading: _Reading, row: GridRow) -> None:
    """Who filled the sheet in is personal: dropped, and told by its kind; the date of filing is kept."""
    label = ""
    for cell in row.filled:
        if personal.is_contact(cell) or _FILED.fullmatch(plain(cell)):
            label = plain(cell)
        elif date := re.match(r"(?:填报日期:)?(\d{4})[-年./]?(\d{1,2})[-月./]?(\d{1,2})", plain(cell)):
            reading.head["filed"] = "-".join(part.zfill(2) for part in date.groups())
        elif personal.MARK not in cell:
            reading.left_out.append(personal.contact(label or "填报栏", row.place))


def _after_indicator_head(reading: _Reading, row: GridRow) -> None:
    if _section(row) == "indicator head":
        _indicator_head(reading, row)
    else:
        _indicator_row(reading, row)


_SECTIONS = {
    "money": _money_row,
    "indicator head": _after_indicator_head,
    "contact": _contact_row,
    "goals": _goal_row,
    "texts": _head_row,
}


def _funds(rows: Sequence[GridRow]) -> Iterator[tuple[SheetFund, tuple[int, int]]]:
    """Label and the amount after it, and where that stands; the left labels are the whole period's, the right the year's.

    An amount printed a row below its neighbour still stands beside its own label.
    """
    cells = [(row, index, cell) for row in rows for index, cell in enumerate(row.cells) if _is_money_label(cell)]
    annual = min((index for _, index, cell in cells if "年度" in cell), default=None)
    for row, index, cell in cells:
        horizon = "annual" if annual is not None and index >= annual else "multi_year"
        at = next((at for at in range(index + 1, len(row.cells)) if row.cell(at)), index + 1)
        amount = BLANK if _is_money_label(row.cell(at)) else figure(row.cell(at))
        if amount is not None:
            item = plain(cell).rstrip(":").removeprefix("其中:")
            yield SheetFund(horizon, item, amount, row.place), (rows.index(row), at)


def _unplaced(rows: Sequence[GridRow], reading: _Reading, taken: Sequence[tuple[int, int]]) -> Iterator[Unplaced]:
    """The cells of a sheet's money that stand beside no label, and the figures elsewhere that belong to none."""
    title = f"绩效目标申报表 {reading.head.get('project_name', '')}"
    for number, row in enumerate(reading.money):
        for index, cell in enumerate(row.cells):
            labels = _is_money_label(cell) or _MONEY.fullmatch(plain(cell))
            if cell and not labels and (number, index) not in taken:
                yield Unplaced(title, rows.index(row) + 1, index + 1, cell, "金额旁边没有名目", row.place)
    for row, cell in reading.spare:
        if isinstance(figure(cell), Decimal):
            place = row.cells.index(cell) + 1
            yield Unplaced(title, rows.index(row) + 1, place, cell, "数字旁边没有名目", row.place)


def _is_money_label(cell: str) -> bool:
    return _MONEY_LABEL.fullmatch(plain(cell)) is not None and not plain(cell).startswith("项目资金")


def _quantities(
    texts: Sequence[tuple[str, str, str, Place]],
) -> tuple[tuple[SheetQuantity, ...], tuple[LeftOut, ...]]:
    found: list[SheetQuantity] = []
    others: list[LeftOut] = []
    for name, horizon, text, place in texts:
        for number in scan(text):
            if isinstance(number, Quantity):
                found.append(SheetQuantity(name, horizon, number, place))
            else:
                others.append(_other(name, number, place))
    return tuple(found), tuple(others)


def _other(name: str, number: Other, place: Place) -> LeftOut:
    return LeftOut(f"{name}里的 {number.text}", number.why, place)


def _repeats(texts: Sequence[tuple[str, str, str, Place]]) -> str:
    """Whether the annual goal is the multi-year goal again: in its words, only in its numbers, or not."""
    goals = {horizon: text for name, horizon, text, _ in texts if name == "总体目标"}
    if len(goals) < 2:
        return ""
    whole, year = goals["multi_year"], goals["annual"]
    if plain(whole) == plain(year):
        return "words"
    return "numbers" if _numbers(whole) and _numbers(whole) == _numbers(year) else "no"


def _numbers(text: str) -> list[tuple[Decimal, str]]:
    return [(number.number, number.unit) for number in scan(text) if isinstance(number, Quantity)]
