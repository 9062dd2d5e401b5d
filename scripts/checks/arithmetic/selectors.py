"""Cells picked out of a package to stand on one side of an equation, and the conditions under which two sides compare."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scripts.checks.arithmetic.conditions import nothing_carried_over
from scripts.checks.comparisons import Cells
from scripts.checks.verdicts import Term
from scripts.package import Package, Row, Table
from scripts.package.three_public import NAMES, purpose_cell
from scripts.schema.labels import folded

Select = Callable[[Package], Sequence[Term]]


def total(table: str, column: str = "", list_name: str = "", role: str = "total") -> Select:
    """The total (or subtotal) of a table's list in a column; the first value column where none is named."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        if found is None or not found.values:
            return []
        name = column or found.values[0].name
        rows = [
            row
            for row in found.rows
            if row["role"] == role
            and f"{row['list']}-".startswith(f"{list_name}-" if list_name else "")
            if name in row.figures
        ]
        # A label that stands over several lists (expenditure, expenditure-2) has its figure in one of them.
        stated = [row for row in rows if row.number(name) is not None]
        return [Cells.of(found).term(row, name) for row in (stated or rows)[:1]]

    return select


def lines(table: str, column: str = "amount") -> Select:
    """All detail rows of a table in a column."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        return [] if found is None else _terms(found, _top(found), column)

    return select


def items(table: str, column: str = "amount") -> Select:
    """All detail rows of a table of projects, without those that bear a body's name and are sums of the rows below."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        if found is None:
            return []
        top = _top(found)
        named = any(row["project_name"] for row in top)
        own = [
            row
            for row in top
            if row.label not in _bodies(package) and (row["project_name"] or not named)
        ]
        return _terms(found, own or top, column)

    return select


def _top(table: Table) -> list[Row]:
    return [row for row in table.rows if row["role"] == "line" and not row["parent"]]


def _terms(table: Table, rows: Sequence[Row], column: str) -> list[Term]:
    cells = Cells.of(table)
    return [cells.term(row, column) for row in rows if column in row.figures]


def _bodies(package: Package) -> set[str]:
    """What the department and its units are called, as far as other tables name them."""
    rows = [row for table in package.tables.values() if table.kind.statutory for row in table.rows]
    totals = {row.label for row in rows if row["role"] == "total"}
    return ({package.disclosure.department} | totals | {row["unit_name"] for row in rows}) - {""}


def coded(table: str, code: str, other: str, name: str, column: str = "amount") -> Select:
    """The rows of a table with an economic code of the department, else of the government, else without one but of a name.

    The rows of several functions or units that share it, all.
    """

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        if found is None:
            return []
        ours = [row for row in found.rows if row["department_economic_code"] == code]
        theirs = [row for row in found.rows if row.code == row["government_economic_code"] == other]
        named = [
            row for row in found.rows if not row.code and NAMES[name].fullmatch(folded(row.label))
        ]
        return _terms(found, ours or theirs or named, column)

    return select


def whole(table: str, column: str = "amount") -> Select:
    """The total of a table that has one list; where no row is called its total, the line of the one body in it."""
    return first(total(table, column), _of_body(table, column))


def _of_body(table: str, column: str) -> Select:
    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        rows = (
            []
            if found is None
            else [
                row
                for row in found.rows
                if row["unit_name"] or row.label == package.disclosure.department
            ]
        )
        bodies = {row["unit_name"] or row.label for row in rows}
        one = (
            found is not None
            and len(bodies) == 1
            and rows[0] is found.rows[0]
            and column in rows[0].figures
        )
        return [Cells.of(found).term(rows[0], column)] if found is not None and one else []

    return select


def halves(table: str) -> Select:
    """The two halves of basic spending in the total row of a table that has no column for the whole of it."""

    def select(package: Package) -> Sequence[Term]:
        if total(table, "basic")(package):
            return []
        found = both(total(table, "personnel"), total(table, "running"))(package)
        return found if len(found) == 2 else []

    return select


def general_lines(package: Package) -> Sequence[Term]:
    """What the income side of the appropriation summary names as general public budget, this year's and carried over.

    Nothing where the expenditure side has a column for it: that says the same more plainly.
    """
    table = package.table("appropriation-summary")
    if table is None or total(table.name, "general_public", "expenditure")(package):
        return []
    named = [
        row for row in table.rows_of("income") if re.fullmatch(GENERAL_PUBLIC, folded(row.label))
    ]
    return [Cells.of(table).term(row, "amount") for row in named if "amount" in row.figures]


GENERAL_PUBLIC = r"(上年结转的?)?一般公共预算(财政)?(拨款)?(收入|资金|结转)*"
"""How the income side of a summary names the money of the general public budget."""


def purpose(table: str, name: str) -> Select:
    """What the three-public table says of one purpose, printed as a column or as a row."""

    def select(package: Package) -> Sequence[Term]:
        printed = package.table(table)
        if printed is None:
            return []
        # Where each fund has columns of its own, those of the general public budget are the ones to be published.
        cell = purpose_cell(printed, name, fund="general_public", by_name=True)
        return [] if cell is None else _terms(printed, [cell.row], cell.columns[0])

    return select


def both(*selects: Select) -> Select:
    """What several selections hold together."""

    def select(package: Package) -> Sequence[Term]:
        return [term for one in selects for term in one(package)]

    return select


def first(*selects: Select) -> Select:
    """The first of several selections that holds anything."""

    def select(package: Package) -> Sequence[Term]:
        return next((found for one in selects if (found := one(package))), [])

    return select


def summary(list_name: str) -> Select:
    """One side of the summary table as other tables show it: final accounts leave balances out of those."""

    def select(package: Package) -> Sequence[Term]:
        role = "subtotal" if package.disclosure.phase == "final" else "total"
        return total("summary", "amount", list_name, role)(package)

    return select


def appropriated(column: str) -> Select:
    """What the appropriation summary spends of one fund, as the table of that fund shows it: without balances in final accounts."""

    def select(package: Package) -> Sequence[Term]:
        role = "subtotal" if package.disclosure.phase == "final" else "total"
        return total("appropriation-summary", column, "expenditure", role)(package)

    return select


def income(package: Package) -> Sequence[Term]:
    """The total of the income table: one column, or this year's and the carried-over where they are apart."""
    apart = both(total("income", "current_year"), total("income", "carried_over"))
    return first(total("income", "amount"), apart, lines("income"))(package)


def general_public(package: Package) -> Sequence[Term]:
    """The general public budget by function, and what was carried over of it where that table leaves it out."""
    held, said = package.table("general-public-expenditure"), package.table("appropriation-summary")
    whole = total("general-public-expenditure", "amount")(package)
    final = (
        package.disclosure.phase == "final"
    )  # its subtotal is of this year's spending, whatever paid for it
    if held is None or said is None or final or not nothing_carried_over(package):
        return whole
    if held.coordinates.scope != "current_year":
        return []  # it does not say whether last year's money is in it
    lines = {row["line"]: row for row in said.rows_of("income")}
    carried = [
        row for row in lines.values() if "结转" in getattr(lines.get(row["parent"]), "label", "")
    ]
    return [
        *whole,
        *(Cells.of(said).term(row, "amount") for row in carried if "一般公共预算" in row.label),
    ]
