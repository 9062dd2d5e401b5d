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

Select = Callable[[Package], Sequence[Term]]
"""What a package has for one side of an equation; nothing where it has no such cell."""

GENERAL_PUBLIC = r"(上年结转的?)?一般公共预算(财政)?(拨款)?(收入|资金|结转)*"
"""How the income side of a summary names the money of the general public budget: `一般公共预算拨款收入`."""


def total(table: str, column: str = "", list_name: str = "", role: Role = "total") -> Select:
    """The total (or subtotal) of a table's list in a column.

    The first value column where none is named.
    """

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None or not printed.values:
            return []
        name = column or printed.values[0].name
        rows = [row for row in printed.totals(list_name, role) if name in row.figures]
        # A label over several lists (expenditure, expenditure-2) has its figure in one of them.
        filled = [row for row in rows if row.number(name) is not None]
        return _terms(printed, (filled or rows)[:1], name)

    return select


def lines(table: str, column: str = "amount") -> Select:
    """All detail rows of a table in a column."""

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        return [] if printed is None else _terms(printed, _top(printed), column)

    return select


def items(table: str, column: str = "amount") -> Select:
    """All detail rows of a table of projects, without those that bear a body's name and are sums of
    the rows below.
    """

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None:
            return []
        rows = _top(printed)
        bodies = _bodies(package)
        # 某局 2.00 above 印刷费 0.50 and 差旅费 1.50 is their sum, not a third project.
        projects = [row for row in rows if row.label not in bodies]
        if any(row["project_name"] for row in rows):
            projects = [row for row in projects if row["project_name"]]
        return _terms(printed, projects or rows, column)

    return select


def _top(table: Table) -> list[Row]:
    # What has a row above it is counted there.
    return [row for row in table.rows if row.role == "line" and not row["parent"]]


def _terms(table: Table, rows: Iterable[Row], column: str) -> list[Term]:
    cells = Cells.of(table)
    return [cells.term(row, column) for row in rows if column in row.figures]


def _bodies(package: Package) -> set[str]:
    """What the department and its units are called, as far as other tables name them."""
    names = {package.disclosure.department}
    for table in package.tables.values():
        if table.kind.statutory:
            # Some print the body's name where others print 合计.
            names |= {row.label for row in table.totals()}
            names |= {row["unit_name"] for row in table.rows}
    return names - {""}


def coded(
    table: str, *, department: str, government: str, purpose: str, column: str = "amount"
) -> Select:
    """The rows of a table that spend on a purpose, all of them where several functions or units do.

    Those with the department's economic code of it (30217), else those with the government's
    (50206), else those
    without a code that bear its name.
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
        return _terms(printed, by_department or by_government or by_name, column)

    return select


def whole(table: str, column: str = "amount") -> Select:
    """The total of a table that has one list.

    Where no row is called its total, the line of the one body in it.
    """
    return first(total(table, column), _of_body(table, column))


def _of_body(table: str, column: str) -> Select:
    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None:
            return []
        department = package.disclosure.department
        rows = [row for row in printed.rows if row["unit_name"] or row.label == department]
        bodies = {row["unit_name"] or row.label for row in rows}
        # Further down, the line of a body may be one of several parts.
        alone = len(bodies) == 1 and rows[0] is printed.rows[0]
        return _terms(printed, rows[:1], column) if alone else []

    return select


def halves(table: str) -> Select:
    """The two halves of basic spending in the total row of a table that has no column for the whole
    of it.
    """

    def select(package: Package) -> Sequence[Term]:
        # A column for the whole says the same more plainly.
        if total(table, "basic")(package):
            return []
        terms = both(total(table, "personnel"), total(table, "running"))(package)
        # One half alone is not basic spending.
        return terms if len(terms) == 2 else []

    return select


def general_lines(package: Package) -> Sequence[Term]:
    """What the income side of the appropriation summary names as general public budget, this year's
    and carried over.

    Nothing where the expenditure side has a column for it: that says the same more plainly.
    """
    table = package.table("appropriation-summary")
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
        return [] if cell is None else _terms(printed, [cell.row], cell.columns[0])

    return select


def both(*selects: Select) -> Select:
    """What several selections hold together."""

    def select(package: Package) -> Sequence[Term]:
        return [term for part in selects for term in part(package)]

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


def summary(list_name: str) -> Select:
    """One side of the summary table as other tables show it: final accounts leave balances out of
    those.
    """

    def select(package: Package) -> Sequence[Term]:
        return total("summary", "amount", list_name, _without_balances(package))(package)

    return select


def appropriated(column: str) -> Select:
    """What the appropriation summary spends of one fund, as the table of that fund shows it.

    That is without balances in final accounts.
    """

    def select(package: Package) -> Sequence[Term]:
        role = _without_balances(package)
        return total("appropriation-summary", column, "expenditure", role)(package)

    return select


def _without_balances(package: Package) -> Role:
    """The role of the row that holds this year's money alone: 本年合计 of a final account, the total of
    a budget.
    """
    # 结余分配 and 年末结转和结余 stand between the two rows in a final account.
    return "subtotal" if package.disclosure.phase == "final" else "total"


def income(package: Package) -> Sequence[Term]:
    """The total of the income table: one column, or this year's and the carried-over where they are
    apart.
    """
    apart = both(total("income", "current_year"), total("income", "carried_over"))
    # Where no row is a total, all lines together are what comes in.
    return first(total("income", "amount"), apart, lines("income"))(package)


def general_public(package: Package) -> Sequence[Term]:
    """The general public budget by function, and what was carried over of it where that table
    leaves it out.

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
