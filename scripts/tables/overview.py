"""What a department-year's overview says: total, sources, purposes, change on last year, and what stands out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, Figure
from scripts.tables.facts import leaves
from scripts.tables.figures import Money, Named, money
from scripts.tables.figures import total as sum_of

_FUND_COLUMNS = ("general_public", "government_fund", "state_capital", "fiscal_account", "own_funds")


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
    """The detail rows of a table with their amounts."""
    table = package.table(name)
    for row in [] if table is None else table.rows:
        assert table is not None
        found = money(table, row, "amount")
        if row["role"] == "line" and not row["parent"] and found is not None:
            yield Named(row.label, found)


def _sources(package: Package) -> Iterator[Named]:
    """The kinds of money that come in, largest first: from the income table's total row, else the summary's lines."""
    table = package.table("income")
    total = next((row for row in table.rows if row["role"] == "total"), None) if table is not None else None
    if table is not None and total is not None:
        for fund in _FUND_COLUMNS:
            for column in (fund, f"current_year_{fund}"):
                found = money(table, total, column)
                if found is not None and found.number:
                    yield Named(FUNDS[fund], found)
        carried = money(table, total, "carried_over")
        if carried is not None and carried.number:
            yield Named("上年结转", carried)


def _functions(package: Package) -> Iterator[Named]:
    """Spending by the finest function that is published (项), largest first."""
    table = package.table("expenditure")
    if table is None:
        return
    rows = list(dict.fromkeys(row["line"] for row, _ in leaves(table)))
    found = [(row, money(table, row, "amount")) for row in table.rows if row["line"] in rows]
    yield from ranked([Named(_unique_name(table, row), amount) for row, amount in found if amount is not None])


def _unique_name(table: Table, row: Row) -> str:
    """A function's name; with its parent's where several functions share it (行政运行 stands under many)."""
    same = [other for other in table.rows if other["function_name"] == row["function_name"]]
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


def _change(package: Package, total: Money | None) -> Change | None:
    """The change on last year that the prose states for the whole budget."""
    stated = package.table("statements")
    rows = [] if stated is None else [row for row in stated.rows if row["topic"] == "change" and row["direction"]]
    whole = [row for row in rows if re.search(r"支出|收入|总计|预算", row["subject"])]
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
    table = package.table("three-public")
    for row in [] if table is None else table.rows:
        assert table is not None
        level = 1 if row["parent"] else 0
        yield PublicItem(row.label, row.figure("amount"), table.amount_unit, row["line"], level, row["role"] == "total")


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
