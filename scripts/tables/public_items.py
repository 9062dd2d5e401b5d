"""The three-public table line by line, and the total that is printed beside this year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.package import Package, Table
from scripts.package.three_public import PurposeCell, purpose_cell
from scripts.schema import BLANK, PURPOSES, Figure
from scripts.tables.by_code import cell
from scripts.tables.money import Money
from scripts.tables.year_on_year import EARLIER

_PARTS = ("travel_abroad", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")
_HALVES = ("vehicle_purchase", "vehicle_running")
_PLANS = ("adjusted_budget", "original_budget")

_WORDS = re.compile(r"因公出国|公务用车|公务接待|三公")
# 公务用车购置费, 公务用车购置支出, 公务用车运行维护费; not 公务用车购置及运行费
_OF_VEHICLES = re.compile(r"用车(购置费|购置(支出|经费)|运行)")
# 其中：（1）公务用车购置费; 1.因公出国（境）费; ②公务接待费
_NUMBERING = re.compile(r"^(其中：?)?([（(]?[一二三四五六七八九十\d]+[）)、.．]|[①②③④⑤])?")


@dataclass(frozen=True)
class PublicItem:
    """One line of the three-public table.

    Its figure may be blank, its level says whose part it is.
    """

    name: str
    figure: Figure
    amount_unit: str
    line: str
    level: int
    total: bool


@dataclass(frozen=True)
class Compared:
    """An amount beside its counterpart of another vintage.

    That is last year's plan, or the plan that an outturn came from.
    """

    vintage: str
    money: Money


def public_items(package: Package) -> tuple[PublicItem, ...]:
    """The lines of the three-public table, or its columns where figures stand side by side."""
    table = package.table("three-public")
    if table is None or not table.rows:
        return ()
    hospitality = purpose_cell(table, "hospitality")
    # One figure below the other: each row has its amount.
    if hospitality is None or hospitality.columns == ("amount",):
        return tuple(_from_rows(table))
    return tuple(_from_columns(table))


def public_compared(package: Package) -> Compared | None:
    """The total printed beside this year's: the plan of an outturn, last year's of a plan."""
    table = package.table("three-public")
    if table is None or not table.rows:
        return None
    # Adjusted budgets replace original ones.
    for vintage in _PLANS if package.disclosure.phase == "final" else EARLIER:
        place = _whole(table, vintage) or _in_row_of(table, vintage)
        amount = None if place is None else cell(table, place.row, place.columns).money
        if amount is not None:
            return Compared(vintage, amount)
    return None


def _from_columns(table: Table) -> Iterator[PublicItem]:
    for purpose in _PARTS:
        place = purpose_cell(table, purpose)
        if place is not None:
            level = int(purpose in _HALVES)
            yield _item(table, place, PURPOSES[purpose], level, total=False)
    whole = _whole(table)
    if whole is not None:
        yield _item(table, whole, "合计", 0, total=True)


def _item(table: Table, place: PurposeCell, name: str, level: int, *, total: bool) -> PublicItem:
    figure = cell(table, place.row, place.columns).figure
    if figure is None:
        figure = BLANK
    return PublicItem(name, figure, table.amount_unit, place.row["line"], level, total)


def _whole(table: Table, vintage: str = "") -> PurposeCell | None:
    """The place of the total; that of all columns where they are of meetings and training too."""
    return purpose_cell(table, "three_public", vintage) or purpose_cell(table, "all", vintage)


def _in_row_of(table: Table, vintage: str) -> PurposeCell | None:
    """The place of the total of another vintage, where each year has a row."""
    rows = [row for row in table.rows if row["vintage"] == vintage]
    whole = _whole(table)
    if not rows or whole is None:
        return None
    totals = [row for row in rows if row.role == "total"]
    return PurposeCell((totals + rows)[0], whole.columns)


def _from_rows(table: Table) -> Iterator[PublicItem]:
    # “三公”经费合计 may be a line like the others.
    has_total = table.total() is not None
    for row in table.rows:
        name = _NUMBERING.sub("", row.label).strip("：: ")
        is_total = row.role == "total" or (not has_total and "三公" in name)
        if is_total or _WORDS.search(name):
            yield PublicItem(
                "合计" if is_total else name,
                row.figure("amount"),
                table.amount_unit,
                row["line"],
                level=int(_OF_VEHICLES.search(name) is not None),
                total=is_total,
            )
