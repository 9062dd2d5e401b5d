"""What a department-year's overview says: total, sources, purposes, change on last year, and what stands out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.checks.equations import partitions
from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, PURPOSES, SCOPES, Coordinates, Figure
from scripts.tables.facts import leaves
from scripts.tables.figures import Money, Named, money
from scripts.tables.figures import total as sum_of


@dataclass(frozen=True)
class Change:
    """What the prose says of the change on last year: by how much, in percent, why; `before` is worked out by us."""

    by: Money
    before: Money
    percent: Decimal | None
    reason: str
    line: str


@dataclass(frozen=True)
class PublicItem:
    """One line of the three-public table: its figure may be blank, and its level says whose part it is."""

    name: str
    figure: Figure
    amount_unit: str
    line: str
    level: int
    total: bool


@dataclass(frozen=True)
class Overview:
    """Everything that the overview page shows, each figure with the line it stands in."""

    income: Money | None
    expenditure: Money | None
    sources: tuple[Named, ...]
    purposes: tuple[Named, ...]
    functions: tuple[Named, ...]
    basic: Money | None
    project: Money | None
    projects: tuple[Named, ...]
    economic: tuple[Named, ...]
    change: Change | None
    three_public: tuple[PublicItem, ...]
    procurement: tuple[Named, ...]
    staff: tuple[tuple[str, Decimal, str], ...]

    @property
    def total(self) -> Money | None:
        """What the department has for the year: its expenditure total, or the income total where that is all there is."""
        return self.expenditure or self.income


def overview(package: Package) -> Overview:
    """The overview of a package."""
    basic, project = _total(package, "expenditure", "basic"), _total(package, "expenditure", "project")
    expenditure, projects = _total(package, "summary", "amount", "expenditure"), tuple(_lines(package, "projects"))
    functions = tuple(_functions(package))
    return Overview(
        income=_total(package, "summary", "amount", "income"),
        expenditure=expenditure,
        sources=tuple(_sources(package)),
        purposes=_purposes(projects, basic, project, functions),
        functions=functions,
        basic=basic,
        project=project,
        projects=projects,
        economic=tuple(_economic(package)),
        change=_change(package, expenditure),
        three_public=tuple(_three_public(package)),
        procurement=tuple(_statements(package, "procurement")),
        staff=tuple(_staff(package)),
    )


def ranked(items: Sequence[Named]) -> list[Named]:
    """The items, largest first; equal ones in published order."""
    return sorted(items, key=lambda item: -item.money.yuan)


def _total(package: Package, name: str, column: str, list_name: str = "") -> Money | None:
    table = package.table(name)
    rows = (
        []
        if table is None
        else [row for row in table.rows if row["role"] == "total" and list_name in ("", row["list"])]
    )
    return money(table, rows[-1], column) if table is not None and rows else None


def _lines(package: Package, name: str) -> Iterator[Named]:
    """The finest detail rows of a table with their amounts: a unit or a group above its projects is none of them."""
    table = package.table(name)
    heads = set() if table is None else {row["parent"] for row in table.rows}
    for row in [] if table is None else table.rows:
        assert table is not None
        found = money(table, row, "amount")
        if row["role"] == "line" and row["line"] not in heads and found is not None:
            yield Named(row.label, found)


def _sources(package: Package) -> Iterator[Named]:
    """The kinds of money that come in: from the income table's total row, else the lines of the summary."""
    table = package.table("income")
    total = next((row for row in table.rows if row["role"] == "total"), None) if table is not None else None
    found = [] if table is None or total is None else [*_by_fund(table, total)]
    yield from found or _summary_sources(package)


def _by_fund(table: Table, total: Row) -> Iterator[Named]:
    """The money of a total row by kind; the finest kinds that it states."""
    parts = {column.name for _, parts in partitions(table) for column in parts}
    wholes = {whole.name for whole, found in partitions(table) if any(total.number(part.name) for part in found)}
    for column in table.values:
        found = money(table, total, column.name)
        if column.name in parts - wholes and found is not None and found.number and column.coordinates is not None:
            at = column.coordinates
            yield Named(SCOPES[at.scope] if at.fund == "all" else FUNDS[at.fund], found)


def _summary_sources(package: Package) -> Iterator[Named]:
    table = package.table("summary")
    for row in [] if table is None else table.rows_of("income"):
        assert table is not None
        found = money(table, row, "amount")
        if row["role"] == "line" and not row["parent"] and found is not None and found.number:
            yield Named(re.sub(r"^[一二三四五六七八九十]+、|^[(（]?\d+[.、)）]", "", row.label), found)


def _functions(package: Package) -> Iterator[Named]:
    """Spending by the finest function that is published (项), largest first."""
    tables = [package.table(name) for name in ("expenditure", "general-public-expenditure")]
    table = next((one for one in tables if one and any(row["function_code"] for row in one.rows)), None)
    if table is None:
        return
    rows = list(dict.fromkeys(row["line"] for row, _ in leaves(table)))
    amounts: dict[str, Money] = {}
    for row in table.rows:
        found = money(table, row, "amount")
        if row["line"] in rows and found is not None:
            name = _unique_name(table, row)
            # One function on several lines, of several units or economic categories, is one purpose.
            held = amounts.get(name)
            amounts[name] = found if held is None else replace(held, number=held.number + found.number)
    yield from ranked([Named(name, amount) for name, amount in amounts.items()])


def _unique_name(table: Table, row: Row) -> str:
    """A function's name; with its parent's where several functions share it (行政运行 stands under many)."""
    same = {other["function_code"] for other in table.rows if other["function_name"] == row["function_name"]}
    above = next((other for other in table.rows if other["line"] == row["parent"]), None)
    return f"{above['function_name']}·{row['function_name']}" if len(same) > 1 and above else row["function_name"]


def _purposes(
    projects: Sequence[Named], basic: Money | None, project: Money | None, functions: Sequence[Named]
) -> tuple[Named, ...]:
    """What the money is for, in parts that make up the whole: each project and the basic spending, else functions."""
    if projects and project is not None and sum_of(item.money for item in projects) == project.yuan:
        own = [Named("基本支出", basic)] if basic is not None and basic.number else []
        return tuple(ranked([*projects, *own]))
    return tuple(functions)


def _economic(package: Package) -> Iterator[Named]:
    """What basic spending buys, by the finest economic category (款), largest first."""
    table = package.table("basic-expenditure")
    if table is None:
        return
    parents = {row["parent"] for row in table.rows}
    found = [
        (row.label, money(table, row, "amount"))
        for row in table.rows
        if row["role"] == "line" and row["line"] not in parents
    ]
    yield from ranked([Named(label, amount) for label, amount in found if amount is not None])


_WHOLE = re.compile(
    r"(本年|当年|本年度)?(部门|单位)?(总)?(预算)?(收入|支出|收支|收、支|收入、支出)(总)?(预算|决算)?(总计|合计|总额|总预算)?"
)
"""What the prose calls all income, or all spending; a fund or a function changes for reasons of its own."""


def _change(package: Package, total: Money | None) -> Change | None:
    """The change on last year that the prose states for the whole budget."""
    stated = package.table("statements")
    rows = [] if stated is None else [row for row in stated.rows if row["topic"] == "change" and row["direction"]]
    whole = [row for row in rows if _WHOLE.fullmatch(row["subject"])]
    by = next((row for row in whole if row["measure"] == "change" and row.number("value") is not None), None)
    if by is None or total is None:
        return None
    sign = -1 if by["direction"] == "decrease" else 1
    amount = Money(sign * (by.number("value") or Decimal(0)), by["amount_unit"], "statements", by["line"])
    if amount.amount_unit != total.amount_unit:
        return None
    same = [row for row in whole if row["measure"] == "change_percent" and row["subject"] == by["subject"]]
    percent = sign * (same[0].number("value") or Decimal(0)) if same else None
    before = Money(total.number - amount.number, total.amount_unit)
    return Change(amount, before, percent, by["reason"], by["line"])


def _three_public(package: Package) -> Iterator[PublicItem]:
    """The lines of the three-public table, or its columns where it prints the five figures side by side."""
    table = package.table("three-public")
    if table is None or not table.rows:
        return
    columns = {
        column.coordinates.purpose: column.name
        for column in table.values
        if column.coordinates is not None and replace(column.coordinates, purpose="all") == Coordinates()
    }
    if "hospitality" in columns:
        of_year = [row for row in table.rows if row["vintage"] in ("", "budget")] or list(table.rows)
        row = next((one for one in of_year if one["role"] == "total"), of_year[0])
        total = columns.get("three_public", columns.get("all", ""))
        for purpose in _PUBLIC:
            if purpose in columns:
                level = 1 if purpose in ("vehicle_purchase", "vehicle_running") else 0
                figure = row.figure(columns[purpose])
                yield PublicItem(PURPOSES[purpose], figure, table.amount_unit, row["line"], level, False)
        yield PublicItem("合计", row.figure(total), table.amount_unit, row["line"], 0, True)
        return
    for row in table.rows:
        level = 1 if row["parent"] else 0
        yield PublicItem(row.label, row.figure("amount"), table.amount_unit, row["line"], level, row["role"] == "total")


_PUBLIC = ("travel_abroad", "vehicles", "vehicle_purchase", "vehicle_running", "hospitality")


def _statements(package: Package, topic: str) -> Iterator[Named]:
    table = package.table("statements")
    for row in [] if table is None else table.rows:
        number = row.number("value")
        if row["topic"] == topic and row["measure"] == "amount" and number is not None:
            yield Named(row["subject"], Money(number, row["amount_unit"], "statements", row["line"]))


def _staff(package: Package) -> Iterator[tuple[str, Decimal, str]]:
    """The posts that the prose names, each with its count and unit."""
    table = package.table("statements")
    for row in [] if table is None else table.rows:
        number = row.number("value")
        if row["topic"] == "organisation" and "编制" in row["subject"] and number is not None:
            yield row["subject"], number, row["amount_unit"]
