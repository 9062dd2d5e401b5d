"""Performance sheets: head, money by horizon, indicators of both horizons, quantities named in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.heads import plain
from scripts.ingest.indicators import Indicator, indicators
from scripts.ingest.quantities import Other, Quantity, scan
from scripts.ingest.tables import LeftOut
from scripts.schema import Figure, figure

_HEAD = {"项目名称": "project_name", "主管部门及代码": "department_label", "实施单位": "unit_name", "项目属性": "attribute", "项目期": "duration", "项目期限": "duration"}  # fmt: skip
_TEXTS = ("项目概况", "立项依据", "项目设立必要性", "保证项目实施的制度、措施", "项目实施计划")
_CONTACT = re.compile(r"(负责人|经办人|联系人|填报人|联系电话|电话)[:：]?")
_FILED = re.compile(r"填报日期[:：]?")
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
    place: Place


@dataclass
class _Reading:
    head: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str, str, Place]] = field(default_factory=list)
    money: list[GridRow] = field(default_factory=list)
    indicator_rows: list[GridRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    amount_unit: str = ""


def is_sheet(grid: Grid) -> bool:
    """Whether a grid is one or more performance sheets: it asks for a project's name and for its indicators."""
    cells = {plain(cell) for row in grid.rows for cell in row.filled}
    return "项目名称" in cells and bool({"一级指标", "绩效指标", "三级指标"} & cells) and "指标值" in cells


def sheets(grid: Grid) -> Iterator[Sheet]:
    """The sheets in a grid, each from one 项目名称 to the next."""
    starts = [index for index, row in enumerate(grid.rows) if plain(row.filled[0]) == "项目名称"]
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        yield _sheet(grid.rows[start:end])


def _sheet(rows: Sequence[GridRow]) -> Sheet:
    reading = _Reading()
    section = _head_row
    for row in rows:
        section = _SECTIONS.get(_section(row), section)
        section(reading, row)
    quantities, others = _quantities(reading.texts)
    return Sheet(
        head=reading.head,
        amount_unit=reading.amount_unit,
        funds=tuple(_funds(reading.money)),
        indicators=tuple(indicators(reading.indicator_rows)),
        quantities=quantities,
        goal_repeats=_repeats(reading.texts),
        left_out=(*reading.left_out, *others),
        place=rows[0].place,
    )


def _section(row: GridRow) -> str:
    """Which part of the form a row opens; nothing for a row that goes on with the part before it."""
    first = plain(row.filled[0])
    if first.startswith("项目资金"):
        return "money"
    if first in ("绩效指标", "一级指标"):
        return "indicator head"
    if _CONTACT.match(first) or _FILED.match(first):
        return "contact"
    if first == "总体目标" or first in ("实施期目标", "年度目标"):
        return "goals"
    return "texts" if first in _TEXTS or first in _HEAD else ""


def _head_row(reading: _Reading, row: GridRow) -> None:
    """Labels and what stands after each: a head field, or one of the form's texts."""
    label = ""
    for cell in row.filled:
        bare = plain(cell).rstrip(":")
        if bare in _HEAD or bare in _TEXTS:
            label = bare
        elif label in _HEAD:
            reading.head.setdefault(_HEAD[label], cell)
        elif label:
            reading.texts.append((label, "", cell, row.place))


def _goal_row(reading: _Reading, row: GridRow) -> None:
    texts = [cell for cell in row.filled if plain(cell) not in ("总体目标", "实施期目标", "年度目标")]
    for horizon, text in zip(("multi_year", "annual"), texts, strict=False):
        reading.texts.append(("总体目标", horizon, text, row.place))


def _money_row(reading: _Reading, row: GridRow) -> None:
    if unit := re.search(r"\((万?元)\)", plain(row.filled[0])):
        reading.amount_unit = unit.group(1)
    reading.money.append(row)


def _indicator_head(reading: _Reading, row: GridRow) -> None:
    """The head of the indicators says nothing that the form's order does not; the rows after it do."""


def _indicator_row(reading: _Reading, row: GridRow) -> None:
    reading.indicator_rows.append(row)


def _contact_row(reading: _Reading, row: GridRow) -> None:
    """Who filled the sheet in is personal: dropped, and told by its kind; the date of filing is kept."""
    label = ""
    for cell in row.filled:
        if _CONTACT.fullmatch(plain(cell)) or _FILED.fullmatch(plain(cell)):
            label = plain(cell)
        elif _FILED.fullmatch(label) and (date := re.match(r"(\d{4})-?(\d{2})-?(\d{2})", cell)):
            reading.head["filed"] = "-".join(date.groups())
        elif label:
            kind = "电话号码" if "电话" in label else "姓名"
            reading.left_out.append(LeftOut(f"{label.rstrip(':')}的{kind}", "个人信息，导入时丢弃", row.place))


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


def _funds(rows: Sequence[GridRow]) -> Iterator[SheetFund]:
    """Label and amount side by side; the left column of labels is the whole period, the right one the year.

    An amount printed a row below its neighbour still stands beside its own label.
    """
    cells = [(row, index, cell) for row in rows for index, cell in enumerate(row.cells) if _is_money_label(cell)]
    annual = min((index for _, index, cell in cells if "年度" in cell), default=None)
    for row, index, cell in cells:
        horizon = "annual" if annual is not None and index >= annual else "multi_year"
        amount = figure(row.cell(index + 1))
        if amount is not None:
            yield SheetFund(horizon, plain(cell).rstrip(":").removeprefix("其中:"), amount, row.place)


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
