"""A figure on its way to a program: as published, in 元, with its line and its place."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from scripts.api.addresses import at
from scripts.api.shapes import Amount, Place
from scripts.blocks import CENT
from scripts.package import Row, Table
from scripts.pages import BudgetYear
from scripts.schema import Column, stored
from scripts.tables import Money

PLACED = ("line", "parent", "list", "position", "role", "document", "page", "source_line", "box")
"""The columns that a row tells by names of its own; boxes are for those who have the document, in the CSV."""


def amount(year: BudgetYear, table: Table, row: Row, column: str, path: str) -> Amount:
    """The amount in a cell, a blank too, for the file that stands at a path."""
    number = row.number(column)
    address = year.cell(table.name, row["line"])
    return Amount(
        published=stored(row.figure(column)),
        unit=table.amount_unit,
        yuan=None if number is None else _plain(number * table.multiplier),
        table=table.name,
        line=row["line"],
        column=column,
        place=place(row),
        address=at(address, path) if address else None,
    )


def total(year: BudgetYear, money: Money | None, column: str, path: str) -> Amount | None:
    """A total that the overview shows, from the cell that it stands in; None where there is none."""
    table = None if money is None else year.package.table(money.table)
    row = None if money is None else year.rows.get((money.table, money.line))
    # What was worked out of several cells stands in none.
    if money is None or table is None or row is None or row.number(column) != money.number:
        return None
    return amount(year, table, row, column, path)


def place(row: Row) -> Place | None:
    """Where a row stands in the published document; None where that is not recorded."""
    document, page, line = (_whole(row[name]) for name in ("document", "page", "source_line"))
    return None if document is None else Place(document=document, page=page, line=line)


def texts(row: Row, columns: Iterable[Column], but: Collection[str] = ()) -> dict[str, str]:
    """What a row says in words, by column, but for where it stands and the columns named; blanks are left out."""
    named = (
        column.name
        for column in columns
        if not column.is_value and column.name not in (*PLACED, *but)
    )
    return {name: row[name] for name in named if row[name]}


def _plain(value: Decimal) -> str:
    """An amount in 元 in full: with two decimals, or as many as it has."""
    cents = value.quantize(CENT)
    return f"{cents if cents == value else value:f}"


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() else None
