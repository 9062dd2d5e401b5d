"""Cells picked out of a package to stand on one side of an equation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from scripts.checks.arithmetic.conditions import nothing_carried_over
from scripts.checks.comparisons import Cells
from scripts.checks.verdicts import Term
from scripts.package import Package, Row, Table
from scripts.package.three_public import NAMES, purpose_cell
from scripts.schema import Role
from scripts.schema.labels import folded

# What a package has for one side of an equation; nothing where it has no such cell.
Select = Callable[[Package], Sequence[Term]]
# How the income side of a summary names the money of the general public budget: `一般公共预算拨款收入`.
GENERAL_PUBLIC = r"(上年结转的?)?一般公共预算(财政)?(拨款)?(收入|资金|结转)*"


def total(table: str, column: str = "", list_name: str = "", role: Role = "total") -> Select:
    """The total (or subtotal) of a table's list in a column, else in its first value column."""

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None or not printed.values:
            return []
        name = column or printed.values[0].name
        totals = printed.totals(list_name, role)
        rows = [row for row in totals if name in row.figures]
        # A label over several lists (expenditure, expenditure-2) has its figure in one of them.
        filled = [row for row in rows if row.number(name) is not None]
        chosen = filled or rows
        return _terms(printed, chosen[:1], name)

    return select


def items(table: str) -> Select:
    """All detail rows of a table of projects, without the sums that bear a body's name."""

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None:
            return []
        bodies = {package.disclosure.department}
        for other in package.tables.values():
            if other.kind.statutory:
                # Some print the body's name where others print 合计.
                bodies |= {row.label for row in other.totals()}
                bodies |= {row["unit_name"] for row in other.rows}
        rows = _top(printed)
        # 某局 2.00 above 印刷费 0.50 and 差旅费 1.50 is their sum, not a third project.
        projects = [row for row in rows if not row.label or row.label not in bodies]
        if any(row["project_name"] for row in rows):
            projects = [row for row in projects if row["project_name"]]
        return _terms(printed, projects or rows, "amount")

    return select


def _top(table: Table) -> list[Row]:
    lines = [row for row in table.rows if row.role == "line"]
    # What has a row above it is counted there.
    return [row for row in lines if not row["parent"]]


def _terms(table: Table, rows: Iterable[Row], column: str) -> list[Term]:
    cells = Cells.of(table)
    filled = [row for row in rows if column in row.figures]
    return [cells.term(row, column) for row in filled]


def coded(table: str, *, department: str, government: str, purpose: str) -> Select:
    """The rows of a table that spend on a purpose, all of them where several functions or units do.

    Those with the department's economic code of it (30217), else those with the government's
    (50206), else those without a code that bear its name.
    """

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None:
            return []
        by_department = [
            row for row in printed.rows if row["department_economic_code"] == department
        ]
        by_government = [
            # A row with the department's code too is told by that one.
            row
            for row in printed.rows
            if row.code == row["government_economic_code"] == government
        ]
        by_name = [
            row
            for row in printed.rows
            # Table 6 of some documents prints names alone.
            if not row.code and NAMES[purpose].fullmatch(folded(row.label))
        ]
        # One of the three: a table may print a purpose by both classifications.
        rows = by_department or by_government or by_name
        return _terms(printed, rows, _of_general_public(printed))

    return select


def _of_general_public(table: Table) -> str:
    """The column of the general public budget beside one of all money; else the first of money."""
    # A college pays journeys abroad out of fees: 三公经费 tells nothing of those.
    names = {column.name for column in table.values}
    funds = [fund for fund in ("general_public", "appropriation") if fund in names]
    return funds[0] if funds else "amount"


def whole(table: str) -> Select:
    """The total of a table that has one list, else the line of the one body in it."""

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        totals = total(table, "amount")(package)
        if printed is None or totals:
            return totals
        department = package.disclosure.department
        rows = [row for row in printed.rows if row["unit_name"] or row.label == department]
        bodies = {row["unit_name"] or row.label for row in rows}
        # Further down, the line of a body may be one of several parts.
        if len(bodies) != 1 or rows[0] is not printed.rows[0]:
            return []
        return _terms(printed, rows[:1], "amount")

    return select


def halves(table: str) -> Select:
    """The two halves of basic spending in the total row of a table without a column for it all."""

    def select(package: Package) -> Sequence[Term]:
        # A column for the whole says the same more plainly.
        if total(table, "basic")(package):
            return []
        terms = both(total(table, "personnel"), total(table, "running"))(package)
        # One half alone is not basic spending.
        return terms if len(terms) == 2 else []

    return select


def general_lines(package: Package) -> Sequence[Term]:
    """What the income side of the appropriation summary names as general public budget."""
    table = package.table("appropriation-summary")
    # A column of the expenditure side says the same more plainly.
    if table is None or total(table.name, "general_public", "expenditure")(package):
        return []
    rows = table.rows_of("income")
    named = [row for row in rows if re.fullmatch(GENERAL_PUBLIC, folded(row.label))]
    return _terms(table, named, "amount")


def purpose(table: str, name: str) -> Select:
    """What the three-public table says of one purpose, printed as a column or as a row."""

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None:
            return []
        # Where each fund has columns, those of the general public budget are to be published.
        cell = purpose_cell(printed, name, fund="general_public", by_name=True)
        if cell is None:
            return []
        return _terms(printed, [cell.row], cell.columns[0])

    return select


def both(*selects: Select) -> Select:
    """What several selections hold together."""

    def select(package: Package) -> Sequence[Term]:
        terms: list[Term] = []
        for part in selects:
            terms += part(package)
        return terms

    return select


def first(*selects: Select) -> Select:
    """The first of several selections that holds anything."""

    def select(package: Package) -> Sequence[Term]:
        for choice in selects:
            terms = choice(package)
            if terms:
                return terms
        return []

    return select


def without_balances(table: str, column: str, list_name: str) -> Select:
    """One side of a summary as its own table has it: a budget's total, a final account's 本年合计."""

    def select(package: Package) -> Sequence[Term]:
        # 结余分配 and 年末结转和结余 stand between the two rows in a final account.
        role: Role = "subtotal" if package.disclosure.phase == "final" else "total"
        return total(table, column, list_name, role)(package)

    return select


def income(package: Package) -> Sequence[Term]:
    """The total of the income table: one column, or this year's and the carried-over apart."""
    apart = both(total("income", "current_year"), total("income", "carried_over"))
    terms = first(total("income", "amount"), apart)(package)
    table = package.table("income")
    if terms or table is None:
        return terms
    # Where no row is a total, all lines together are what comes in.
    return _terms(table, _top(table), "amount")


def general_public(package: Package) -> Sequence[Term]:
    """The general public budget by function, with what was carried over where that is left out.

    Nothing where money was carried over and the table does not say whether it is in it. The
    subtotal of a final account is of this year's spending, whatever paid for it.
    """
    terms = total("general-public-expenditure", "amount")(package)
    table = package.table("general-public-expenditure")
    appropriation = package.table("appropriation-summary")
    if table is None or appropriation is None or package.disclosure.phase == "final":
        return terms
    if not nothing_carried_over(package):
        return terms
    # Whether last year's money is in the table, nobody says.
    if table.coordinates.scope != "current_year":
        return []
    income_side = {row["line"]: row for row in appropriation.rows_of("income")}
    carried = []
    for row in income_side.values():
        above = income_side.get(row["parent"])
        # 上年结转, and below it 一般公共预算: its amount is stated, so the two can be added.
        if above and "结转" in above.label and "一般公共预算" in row.label:
            carried.append(Cells.of(appropriation).term(row, "amount"))
    return [*terms, *carried]
