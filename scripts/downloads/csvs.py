"""Rows as CSV: as stored, and for people; no text of them can become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scripts.files import File, csv_text
from scripts.package import Package, Row, Table
from scripts.schema import KEYS, Column, Figure, inert, stored
from scripts.tables import Official, official, text_of

_BOM = "\ufeff"
"""What tells Excel that a CSV is UTF-8."""


def inert_row(row: Iterable[str]) -> list[str]:
    """A row of cells that no spreadsheet runs."""
    return [inert(cell) for cell in row]


def stem(package: Package) -> str:
    """The beginning of the permanent names of a package's files: whose, of which year and phase."""
    return f"{package.slug}-{package.period}"


def name_of(package: Package, table: Table, ending: str) -> str:
    """The permanent name of a table's file: whose, of which year and phase, which table."""
    return f"{stem(package)}-{table.name}.{ending}"


def for_people(package: Package, table: Table) -> File:
    """A table as CSV for people: in its official form, with Chinese heads, the unit in the heads of amounts, and its place.

    Lists printed side by side stand side by side. A number is a number, with the decimals that were published.
    """
    form = official(table)
    rows = _official_rows(table, form) if table.kind.printed else _plain_rows(table)
    text = csv_text(inert_row(row) for row in rows)
    return File.text(f"{package.path}/{name_of(package, table, 'csv')}", _BOM + text)


def _official_rows(table: Table, form: Official) -> Iterator[list[str]]:
    heads = [_head(table, column, name, len(form.lists)) for name, columns in form.lists for column in columns]
    yield [*heads, "行的性质", _place_title(table)]
    for line in form.body:
        cells = [cell for row, (_, columns) in zip(line.rows, form.lists, strict=True) for cell in _cells(row, columns)]
        first = next(row for row in line.rows if row is not None)
        yield [*cells, text_of(first, KEYS["role"]), _place(first)]


def _plain_rows(table: Table) -> Iterator[list[str]]:
    yield [column.title for column in table.columns]
    yield from ([*_cells(row, table.columns)] for row in table.rows)


def _head(table: Table, column: Column, name: str, lists: int) -> str:
    """The published heads of a column in one line; the unit of amounts in brackets where they do not say it."""
    text = (column.heads.get(name) or column.title).replace(" › ", "·")
    if lists > 1 and name in LISTS and not text.startswith(LISTS[name]):
        text = f"{LISTS[name]}·{text}"
    is_money = column.coordinates is not None and column.coordinates.measure == "amount"
    return f"{text}（{table.amount_unit}）" if is_money and table.amount_unit and "元" not in text else text


LISTS = {"income": "收入", "expenditure": "支出", "expenditure-2": "支出（二）", "expenditure-3": "支出（三）"}
"""What the lists printed side by side in one table are called."""


def _cells(row: Row | None, columns: Sequence[Column]) -> list[str]:
    return ["" if row is None else cell(row, column) for column in columns]


def cell(row: Row, column: Column) -> str:
    """What stands in a cell: a number with its published decimals, the sign printed for none, or a text."""
    figure: Figure = row.figure(column.name)
    return stored(figure) if column.is_value else text_of(row, column)


def _place_title(table: Table) -> str:
    return "原文页" if any(row["page"] for row in table.rows) else "原文行"


def _place(row: Row) -> str:
    return row["page"] or row["source_line"]
