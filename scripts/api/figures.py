"""A figure on its way to a program: as published, in 元, with its line and its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from scripts.api.shapes import Amount, Place
from scripts.blocks import CENT, relative
from scripts.package import Row, Table
from scripts.pages import BudgetYear
from scripts.schema import Column, stored
from scripts.tables import Money

PLACED = ("line", "parent", "list", "position", "role", "document", "page", "source_line", "box")
"""The columns that a row tells by fields of their own; boxes are left to the CSV."""


def amount(year: BudgetYear, table: Table, row: Row, column: str, path: str) -> Amount:
    """The amount in a cell for the file that stands at a path; a blank, a dash or 无 has no `yuan`."""
    number = row.number(column)
    yuan = None
    if number is not None:
        yuan = _plain(number * table.multiplier)
    # A table that no page shows has no address.
    address = year.cell(table.name, row["line"]) or None
    return Amount(
        published=stored(row.figure(column)),
        unit=table.amount_unit,
        yuan=yuan,
        table=table.name,
        line=row["line"],
        column=column,
        place=place(row),
        address=address and relative(address, path),
    )


def total(year: BudgetYear, money: Money | None, column: str, path: str) -> Amount | None:
    """A total that the overview shows, from the cell that it stands in; None without one."""
    if money is None:
        return None
    table = year.package.table(money.table)
    row = year.rows.get((money.table, money.line))
    # What was worked out of several cells stands in none.
    if table is None or row is None or row.number(column) != money.number:
        return None
    return amount(year, table, row, column, path)


def place(row: Row) -> Place | None:
    """Where a row stands in the published document; None where that is not recorded."""
    document = _whole(row["document"])
    if document is None:
        return None
    # One of the two is blank: a PDF has pages, a text file has lines.
    return Place(document=document, page=_whole(row["page"]), line=_whole(row["source_line"]))


def texts(row: Row, columns: Iterable[Column], but: Collection[str] = ()) -> dict[str, str]:
    """What a row says in words, by column: no blanks, no figures, no place, and none of `but`."""
    silent = {*PLACED, *but}
    names = [column.name for column in columns if not column.is_value]
    return {name: row[name] for name in names if name not in silent and row[name]}


def _plain(value: Decimal) -> str:
    """An amount in 元 in full: with two decimals, or as many as it has.

    >>> _plain(Decimal("12.5")), _plain(Decimal("0.125"))
    ('12.50', '0.125')
    """
    cents = value.quantize(CENT)
    if cents == value:
        return f"{cents:f}"
    return f"{value:f}"


def _whole(text: str) -> int | None:
    if not text.isdecimal():
        return None
    return int(text)
