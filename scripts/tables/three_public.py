"""The three-public table: its lines, its figures by vintage, the total beside this year's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from scripts.package import Package, Table
from scripts.package.three_public import PurposeCell, purpose_cell
from scripts.schema import BLANK, PURPOSES, Figure
from scripts.tables.money import Money
from scripts.tables.spending import NOTHING, Cell, cell
from scripts.tables.year_on_year import EARLIER

_HALVES = ("vehicle_purchase", "vehicle_running")
PUBLIC = ("three_public", "travel_abroad", "vehicles", *_HALVES, "hospitality")
"""The total, and its parts; purchase and running are the two halves of vehicles."""

# Adjusted budgets replace original ones.
_PLANS = ("adjusted_budget", "original_budget")

_WORDS = re.compile(r"因公出国|公务用车|公务接待|三公")
# 公务用车购置费, 公务用车购置支出, 公务用车运行维护费; not 公务用车购置及运行费
_OF_VEHICLES = re.compile(r"用车(购置费|购置(支出|经费)|运行)")
# 其中：（1）公务用车购置费; 1.因公出国（境）费; ②公务接待费
_NUMBERING = re.compile(r"^(其中：?)?([（(]?[一二三四五六七八九十\d]+[）)、.．]|[①②③④⑤])?")


@dataclass(frozen=True)
class PublicItem:
    """One line of the three-public table: its figure may be blank, its level says what it is in."""

    name: str
    figure: Figure
    amount_unit: str
    line: str
    level: int
    total: bool


@dataclass(frozen=True)
class Compared:
    """An amount of another vintage: last year's plan, or the plan that an outturn came from."""

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

    places = [(PURPOSES[purpose], purpose_cell(table, purpose)) for purpose in PUBLIC[1:]]
    halves = [PURPOSES[purpose] for purpose in _HALVES]

    items = []
    for name, place in (*places, ("合计", _whole(table))):
        if place is not None:
            line = place.row["line"]
            level = int(name in halves)
            figure = cell(table, place.row, place.columns).figure
            if figure is None:
                figure = BLANK
            is_total = name == "合计"
            items.append(PublicItem(name, figure, table.amount_unit, line, level, is_total))
    return tuple(items)


def public_compared(package: Package) -> Compared | None:
    """The total printed beside this year's: the plan of an outturn, last year's of a plan."""
    table = package.table("three-public")
    if table is None or not table.rows:
        return None

    whole = _whole(table)
    for vintage in _PLANS if package.disclosure.phase == "final" else EARLIER:
        place = _whole(table, vintage)
        rows = [row for row in table.rows if row["vintage"] == vintage]
        if place is None and rows and whole is not None:
            # Each year has a row.
            totals = [row for row in rows if row.role == "total"]
            place = PurposeCell((totals + rows)[0], whole.columns)

        if place is not None:
            amount = cell(table, place.row, place.columns).money
            if amount is not None:
                return Compared(vintage, amount)
    return None


def public(package: Package) -> Mapping[str, Mapping[str, Cell]]:
    """The six figures by vintage: the year's own, and the budgets that a final account prints too."""
    own = "outturn" if package.disclosure.phase == "final" else "budget"
    figures: dict[str, dict[str, Cell]] = {}
    for table in package.tables.values():
        if table.kind.name != "three-public" or not table.rows:
            continue

        for vintage in (own, *_PLANS):
            cells = dict.fromkeys(PUBLIC, NOTHING)
            for purpose in PUBLIC:
                place = purpose_cell(table, purpose, vintage)
                if place is not None:
                    cells[purpose] = cell(table, place.row, place.columns)
            # The first table that says anything of a vintage speaks for it.
            if any(place.figure is not None for place in cells.values()):
                figures.setdefault(vintage, cells)
    return figures


def _whole(table: Table, vintage: str = "") -> PurposeCell | None:
    """The place of the total; that of all columns where they are of meetings and training too."""
    return purpose_cell(table, "three_public", vintage) or purpose_cell(table, "all", vintage)


def _from_rows(table: Table) -> Iterator[PublicItem]:
    # “三公”经费合计 may be a line like the others.
    has_total = table.total() is not None
    for row in table.rows:
        name = _NUMBERING.sub("", row.label).strip("：: ")
        is_total = row.role == "total" or (not has_total and "三公" in name)
        if not is_total and not _WORDS.search(name):
            continue

        level = int(_OF_VEHICLES.search(name) is not None)
        if is_total:
            name = "合计"
        figure = row.figure("amount")
        yield PublicItem(name, figure, table.amount_unit, row["line"], level, is_total)
