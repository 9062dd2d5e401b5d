"""Rows as CSV: as stored, and for people; no text of them can become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.files import File, csv_text
from scripts.package import Package, Row, Table
from scripts.schema import KEYS, Column, display_csv, inert, stored
from scripts.tables import Across, PrintedLayout, official, text_of

# What tells Excel that a CSV is UTF-8.
_BOM = "\ufeff"


def inert_row(row: Iterable[str]) -> list[str]:
    """A row of cells that no spreadsheet runs."""
    return [inert(cell) for cell in row]


def stem(package: Package) -> str:
    """The beginning of the permanent names of a package's files: whose, of which year and phase."""
    return f"{package.slug}-{package.period}"


def name_of(package: Package, table: Table, ending: str) -> str:
    """The permanent name of a table's file: 2026-budget-expenditure.csv after the body's slug."""
    return f"{stem(package)}-{table.name}.{ending}"


def for_people(package: Package, table: Table) -> File:
    """A table as CSV for people: in its official form, with Chinese heads, and its place.

    The unit stands in the heads of amounts, and lists printed side by side stand side by side. A
    number is a number, with the decimals that were published. The last columns say whose it is, of
    which year, and which table, so that files can be stacked; a table without rows says it too.
    """
    disclosure = package.disclosure
    year = display_csv.year_in_words(disclosure.level, disclosure.year, disclosure.phase)
    whose = (disclosure.department, year, table.name)
    rows_of = _official_rows if table.kind.printed else _plain_rows
    head, *rows = rows_of(table)
    lines = [[*head, *display_csv.WHOSE]]
    for row in rows:
        lines.append([*row, *whose])
    text = csv_text(map(inert_row, lines))
    name = name_of(package, table, "csv")
    return File.text(f"{package.path}/{name}", _BOM + text)


def _official_rows(table: Table) -> Iterator[list[str]]:
    layout = official(table)
    lists = len(layout.lists)
    unit = table.amount_unit
    heads = [
        display_csv.head_in_one_line(column, name, lists=lists, unit=unit)
        for name, columns in layout.lists
        for column in columns
    ]
    has_pages = any(row["page"] for row in table.rows)
    place = display_csv.PAGE if has_pages else display_csv.LINE
    yield [*heads, display_csv.ROLE, place]
    for line in layout.body:
        cells = [cell(line.rows[number], column) for number, column in layout.columns]
        first = next(row for row in line.rows if row is not None)
        role = text_of(first, KEYS["role"])
        blanks = _blanks(line, layout)
        role = display_csv.with_blanks(role, blanks)
        yield [*cells, role, first["page"] or first["source_line"]]
    if not layout.body:
        yield ["" for _ in heads] + [display_csv.EMPTY, ""]


def _blanks(line: Across, layout: PrintedLayout) -> list[str]:
    """The lists in whose row here nothing stands, which cannot be seen beside another list."""
    if len(layout.lists) < 2:
        return []
    blanks: list[str] = []
    for (name, columns), row in zip(layout.lists, line.rows, strict=True):
        is_blank = not any(cell(row, column) for column in columns)
        if row is not None and is_blank:
            blanks.append(name)
    return blanks


def _plain_rows(table: Table) -> Iterator[list[str]]:
    """A table that the compilation drew from texts: its heads and its rows; a blank one if none."""
    unit = table.amount_unit
    columns = table.columns
    yield [display_csv.head_in_one_line(column, "", lists=1, unit=unit) for column in columns]
    for row in table.rows or [None]:
        yield [cell(row, column) for column in columns]


def cell(row: Row | None, column: Column) -> str:
    """A number with its published decimals, a text, or a sign; nothing where there is no row."""
    if row is None:
        return ""
    if column.is_value:
        return stored(row.figure(column.name))
    return text_of(row, column)
