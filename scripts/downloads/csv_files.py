"""Rows as CSV: as stored, and for people; no text of them can become a formula."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scripts.files import File, csv_text
from scripts.package import Package, Row, Table
from scripts.schema import KEYS, Column, Figure, display_csv, inert, stored
from scripts.tables import Across, PrintedLayout, official, text_of

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

    Lists printed side by side stand side by side. A number is a number, with the decimals that were published. The last
    columns say whose it is, of which year, and which table, so that files can be stacked; a table without rows says it too.
    """
    stated = package.disclosure
    whose = (
        stated.department,
        display_csv.year_in_words(stated.level, stated.year, stated.phase),
        table.name,
    )
    head, *rows = _official_rows(table) if table.kind.printed else _plain_rows(table)
    lines = [[*head, *display_csv.WHOSE], *([*row, *whose] for row in rows)]
    return File.text(
        f"{package.path}/{name_of(package, table, 'csv')}", _BOM + csv_text(map(inert_row, lines))
    )


def _official_rows(table: Table) -> Iterator[list[str]]:
    form = official(table)
    heads = [
        display_csv.head_in_one_line(column, name, lists=len(form.lists), unit=table.amount_unit)
        for name, columns in form.lists
        for column in columns
    ]
    yield [*heads, display_csv.ROLE, _place_title(table)]
    for line in form.body:
        cells = [
            cell
            for row, (_, columns) in zip(line.rows, form.lists, strict=True)
            for cell in _cells(row, columns)
        ]
        first = next(row for row in line.rows if row is not None)
        yield [
            *cells,
            display_csv.with_blanks(text_of(first, KEYS["role"]), _blanks(line, form)),
            _place(first),
        ]
    if not form.body:
        yield [*("" for _ in heads), display_csv.EMPTY, ""]


def _blanks(line: Across, form: PrintedLayout) -> tuple[str, ...]:
    """The lists that hold a row here in which nothing stands, where that cannot be seen: beside another list."""
    beside = zip(form.lists, line.rows, strict=True) if len(form.lists) > 1 else ()
    return tuple(
        name
        for (name, columns), row in beside
        if row is not None and not any(cell(row, one) for one in columns)
    )


def _plain_rows(table: Table) -> Iterator[list[str]]:
    yield [
        display_csv.head_in_one_line(column, "", lists=1, unit=table.amount_unit)
        for column in table.columns
    ]
    yield from ([*_cells(row, table.columns)] for row in table.rows)
    if not table.rows:
        yield ["" for _ in table.columns]


def _cells(row: Row | None, columns: Sequence[Column]) -> list[str]:
    return ["" if row is None else cell(row, column) for column in columns]


def cell(row: Row, column: Column) -> str:
    """What stands in a cell: a number with its published decimals, the sign printed for none, or a text."""
    figure: Figure = row.figure(column.name)
    return stored(figure) if column.is_value else text_of(row, column)


def _place_title(table: Table) -> str:
    return display_csv.PAGE if any(row["page"] for row in table.rows) else display_csv.LINE


def _place(row: Row) -> str:
    return row["page"] or row["source_line"]
