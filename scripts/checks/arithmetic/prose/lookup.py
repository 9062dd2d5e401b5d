"""Cells looked up in a package's tables by their coordinates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from scripts.checks.arithmetic.prose.subjects import label_of
from scripts.checks.comparisons import Cells
from scripts.checks.verdicts import Term
from scripts.package import Package, Row, Table
from scripts.package.partitions import in_table, is_money
from scripts.package.three_public import purpose_cell, rows_named

# 301 工资福利, 303 个人和家庭; 302 商品服务, 307 债务利息, 309 and 310 资本性, 311 对企业.
_CLASSES = {
    **dict.fromkeys(("301", "303"), "personnel"),
    **dict.fromkeys(("302", "307", "309", "310", "311"), "running"),
}
"""The department's economic classes that make up personnel and running costs."""


CODES = {
    name: itemgetter(name)
    for name in ("function_code", "department_economic_code", "government_economic_code")
}
"""What says the code of a row, by the column that it stands in."""


@dataclass(frozen=True)
class CellsMeant:
    """Cells that say the same as a statement, or its parts; `sure` where words leave none open."""

    cells: tuple[Term, ...]
    sure: bool = True
    parts: tuple[Term, ...] = ()


def of_purpose(
    package: Package, purpose: str, vintage: str, kinds: Sequence[str]
) -> CellsMeant | None:
    """The cell of a purpose, in the first of these kinds of table that has one."""
    for table in tables(package, kinds):
        cell = purpose_cell(table, purpose, vintage)
        # Prose speaks of all money: the columns of the funds, each a part of it, are no such cell.
        if cell is None or len(cell.columns) != 1:
            continue
        row = cell.row
        alone = row.role == "total" or rows_named(table, purpose) == [row]
        parts_only = purpose == table.coordinates.purpose and len(table.rows) > 1
        # Else the row has to be of the only body that the table is about.
        if alone or (not parts_only and row in _totals(table)):
            term = Cells.of(table).term(row, cell.columns[0])
            return CellsMeant((term,))
    return None


def of_nature(
    package: Package, kinds: Sequence[str], nature: str, vintage: str, funds: Sequence[str]
) -> CellsMeant | None:
    """The total of a table in the column of a nature, or in its own where all is of that nature."""
    for table in tables(package, kinds):
        # A table of one fund says nothing of another one.
        if table.coordinates.fund not in (*funds, "all"):
            continue
        # A table of basic spending alone has no column 基本支出: 合计 is it.
        own = nature in ("all", table.coordinates.nature)
        column = first_column(table, nature=None if own else nature, vintage=vintage)
        cells = _filled(table, _totals(table) or table.totals(role="subtotal"), column)
        # Several totals speak for the table where they say one amount.
        if len({cell.value for cell in cells}) == 1:
            return CellsMeant(cells[:1])
    return None


def of_classes(
    package: Package, nature: str, vintage: str, funds: Sequence[str]
) -> CellsMeant | None:
    """The classes that make up personnel or running costs, where no column holds the two."""
    for table in tables(package, ("basic-expenditure",)):
        column = first_column(table, vintage=vintage)
        rows = table.rows_by(_nature_of_class).get(nature, ())
        if nature and rows and column and table.coordinates.fund in funds:
            cells = Cells.of(table)
            parts = tuple(cells.term(row, column) for row in rows)
            # A part of a class may count elsewhere: 人员经费 is 301 and a part of 303; rule R-A5.
            return CellsMeant((), sure=False, parts=parts)
    return None


def of_rows(
    package: Package,
    kinds: Sequence[str],
    vintage: str,
    *,
    funds: Sequence[str],
    choose: Callable[[Table], Sequence[Row]],
) -> CellsMeant | None:
    """The cells of the one row chosen in each table of the first fund whose tables have one."""
    for fund in funds:
        cells: list[Term] = []
        for table in tables(package, kinds):
            rows = choose(table) if table.coordinates.fund == fund else []
            if len(rows) == 1:
                cells += _filled(table, rows, first_column(table, vintage=vintage))
        if cells:
            # Sure of the first fund only: a section may mean any of those that follow.
            return CellsMeant(tuple(cells), sure=fund == funds[0])
    return None


def labelled(
    package: Package, kinds: Sequence[str], list_name: str, subject: str, vintage: str
) -> CellsMeant | None:
    """The one row of a list whose name is the subject."""
    name = label_of(subject)
    for table in tables(package, kinds):
        rows = table.rows_by(_line_label).get(f"{list_name}\n{name}", ())
        column = first_column(table, vintage=vintage)
        cells = _filled(table, rows, column)
        # Summaries have been seen with one label twice.
        if len(rows) == 1 and cells:
            return CellsMeant(cells)
    return None


def _line_label(row: Row) -> str:
    return f"{row['list']}\n{label_of(row.label)}" if row.role == "line" else ""


def of_side(
    package: Package, kind: str, list_name: str, vintage: str, subject: str
) -> CellsMeant | None:
    """The total of one side of a table and the subtotal of this year, the likelier first."""
    # 本年收入合计 leaves out what 收入总计 carries over; a bare 收入 may be either.
    this_year = re.search("本年|当年", subject) is not None
    for table in tables(package, (kind,)):
        wholes = table.rows_by(_list_of_whole).get(list_name, ())
        rows = sorted(wholes, key=lambda row: (row.role == "total") == this_year)
        column = first_column(table, vintage=vintage)
        cells = _filled(table, rows, column)
        if cells:
            return CellsMeant(cells)
    return None


def _list_of_whole(row: Row) -> str:
    return row["list"] if row.role in ("total", "subtotal") else "\n"


def of_income(package: Package, fund: str, vintage: str) -> CellsMeant | None:
    """The total of the income table in the column of a fund, of all years else of this one."""
    for table in tables(package, ("income",)):
        column = first_column(table, fund=fund, vintage=vintage)
        if not column:
            column = first_column(table, fund=fund, scope="current_year", vintage=vintage)
        totals = _totals(table)
        if totals and column:
            term = Cells.of(table).term(totals[0], column)
            return CellsMeant((term,))
    return None


def _nature_of_class(row: Row) -> str:
    return _CLASSES.get(row["department_economic_code"], "")


def _filled(table: Table, rows: Sequence[Row], column: str) -> tuple[Term, ...]:
    filled = [row for row in rows if column and row.number(column) is not None]
    cells = Cells.of(table)
    return tuple(cells.term(row, column) for row in filled)


def tables(package: Package, kinds: Sequence[str]) -> Iterator[Table]:
    """The tables of these kinds that have rows, kind by kind."""
    for kind in kinds:
        for table in package.tables.values():
            if table.kind.name == kind and table.rows:
                yield table


def _totals(table: Table) -> Sequence[Row]:
    """The rows that hold the whole: the totals, the only row, or the only body above its parts."""
    if totals := table.totals():
        return totals
    if len(table.rows) == 1:
        return table.rows
    # Some tables (Xi'an) print the body first and its functions below it.
    bodies = table.rows_by(_is_body).get("yes", ())
    return bodies if len(bodies) == 1 else ()


def _is_body(row: Row) -> str:
    return "yes" if row["unit_name"] and not row["parent"] else ""


def columns_of(table: Table, vintage: str) -> list[str]:
    """The columns of money of a budget, whatever years or construction they leave out."""
    return [
        column.name
        for column in table.values
        if is_money(column) and in_table(column, table).vintage == vintage
    ]


def first_column(table: Table, **dimensions: str | None) -> str:
    """The first column of money there, or ""; what is left out or None is the table's own."""
    # A figure of another year would be a false alarm: the year is never left open.
    expected = {"vintage": dimensions["vintage"]}
    for name in ("fund", "nature", "scope", "purpose"):
        # No dimension has a blank value: what is left out and what is None are the table's own.
        expected[name] = dimensions.get(name) or getattr(table.coordinates, name)
    for column in filter(is_money, table.values):
        at = in_table(column, table)
        if all(getattr(at, name) == value for name, value in expected.items()):
            return column.name
    return ""
