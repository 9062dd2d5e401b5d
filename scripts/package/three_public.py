"""Which cell of a table says what is spent on a purpose of 三公经费, whichever way the table is laid
out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from scripts.package.model import Row, Table
from scripts.schema import Column
from scripts.schema.labels import folded

NAMES = {
    "three_public": re.compile(r".*三公经费.*|合计"),
    "travel_abroad": re.compile(r"因公出国.*"),
    "hospitality": re.compile(r"公务接待费.*"),
    "vehicles": re.compile(r"公务用车(购置及运行|购置和运行|购置、运行).*"),
    "vehicle_purchase": re.compile(r"公务用车购置费?"),
    "vehicle_running": re.compile(r"公务用车运行(维护)?费?"),
}
"""How a row names the money, once `folded` took numbering and quotation marks off; the total row is
the whole.
"""


@dataclass(frozen=True)
class PurposeCell:
    """Where a table says what is spent on a purpose: the row, and the columns that together are the
    figure.

    There is one column, but where each fund has a column of its own and none holds all money.
    """

    row: Row
    columns: tuple[str, ...]


def purpose_cell(
    table: Table, purpose: str, vintage: str = "", *, fund: str = "", by_name: bool = False
) -> PurposeCell | None:
    """Where a table says what is spent on a purpose in a vintage; None where it has no place for
    it.

    A vintage left out is the table's own: the budget of a plan, the outturn of a final account.
    Tables print the purposes side by side as columns, or one below the other as rows; the other
    vintages stand in columns or in rows (本年预算, 上年预算) of their own.

    Two arguments tell how the callers differ. `fund` names the column that speaks for a purpose
    where each fund has one and none holds all money; without it all of them do, added up. With
    `by_name`, only a column that is itself named for the purpose counts, and its figure is that of
    the first total row of the vintage, else of its first row, whatever item that row is of.
    """
    wanted = vintage or table.coordinates.vintage
    columns = purpose_columns(table, purpose, wanted)
    row = _spokesman(table, wanted)
    if by_name:
        columns = [column for column in columns if _names_purpose(column)]
    else:
        # Rows that name items hold one item each: no row of theirs speaks for a whole column.
        columns = [] if purpose in NAMES and _prints_items(table) else columns
    if columns:
        picked = _of_fund(columns, "all")[:1] or _of_fund(columns, fund)[:1] or columns
        return PurposeCell(row, tuple(column.name for column in picked)) if row else None
    rows = rows_named(table, purpose)
    if wanted != table.coordinates.vintage or not rows:
        return None
    return PurposeCell(min(rows, key=lambda row: row.role != "total"), ("amount",))


def purpose_columns(table: Table, purpose: str, vintage: str) -> list[Column]:
    """The columns of a purpose in a vintage, for all money or for one fund each.

    None for a year's part of it.
    """
    columns = []
    for column in table.values:
        at = column.coordinates
        if at is None or set(at.stated) - {"purpose", "vintage", "fund"}:
            continue
        whole = at.within(table.coordinates)
        if (whole.purpose, whole.vintage) == (purpose, vintage):
            columns.append(column)
    return columns


def rows_named(table: Table, purpose: str) -> list[Row]:
    """The rows whose label names a purpose, from top to bottom."""
    name = NAMES.get(purpose)
    return [row for row in table.rows if name and name.fullmatch(folded(row.label))]


def _spokesman(table: Table, vintage: str) -> Row | None:
    """The row that speaks for all of a vintage: the total, else the first."""
    rows = [row for row in table.rows if row["vintage"] in ("", vintage)]
    return next((row for row in rows if row.role == "total"), next(iter(rows), None))


def _of_fund(columns: Iterable[Column], fund: str) -> list[Column]:
    return [column for column in columns if column.coordinates and column.coordinates.fund == fund]


def _names_purpose(column: Column) -> bool:
    return column.coordinates is not None and "purpose" in column.coordinates.stated


def _prints_items(table: Table) -> bool:
    return any(row["item"] for row in table.rows)
