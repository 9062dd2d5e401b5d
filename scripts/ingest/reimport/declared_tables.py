"""The tables of a download of ours, as it says what they are: nothing of them is guessed again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.ingest.declaration import DeclaredColumn, DeclaredTable, value
from scripts.ingest.document import Grid, GridRow, Unplaced
from scripts.ingest.tables.body_rows import OWN, PlacedRows, placed
from scripts.ingest.tables.recognise import RecognisedTable, filled, statement
from scripts.ingest.vocabulary.column_headers import ColumnHeader
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Row, Table
from scripts.schema import BLANK, KEYS, Column, Figure, figure

_PLACE = ("document", "page", "source_line")
_MADE = ("line", "parent", *_PLACE, "box")
"""The columns that an import makes anew, whatever the sheet says in them: ids, and where a row stands."""
_LABEL = 20
"""How many characters of a cell without a place tell its row from others, as when it was first read."""


def printed(
    grid: Grid, said: DeclaredTable, after: Sequence[str], *, document: int, period: Period
) -> RecognisedTable:
    """The table that a sheet is, its rows read as those of any table, its notes being the lines after it."""
    table = Table(
        name=said.name,
        kind=said.kind,
        status="published",
        columns=(),
        rows=(),
        title=said.kind.title,
        published_title=said.published_title,
        number=said.number,
        amount_unit=said.amount_unit,
        statement=statement(after),
        coordinates=said.coordinates,
    )
    body = PlacedRows(
        grid.rows[said.depth :],
        tuple(map(_head, said.shown)),
        said.published_title or said.kind.title,
        document,
        period,
        read=OWN,
        head=grid.rows[said.depth - 1].place,
        blanks=said.blanks or {},
    )
    table, parents = filled(table, tuple(map(_head, said.columns)), body)
    return RecognisedTable(
        table=table,
        parents=parents,
        unplaced=tuple(body.unplaced()),
        left_out=(),
        by_shape=False,
        heads=tuple(body.heads),
        data=(),
        stated=True,
    )


def compiled(
    grid: Grid, said: DeclaredTable, *, document: int
) -> tuple[Table, tuple[Unplaced, ...]]:
    """The table that a sheet of a compiler's own is, its rows not yet identified, and the cells that it has no place for."""
    columns = [one.column for one in said.shown]
    unplaced: list[Unplaced] = []
    rows = []
    for number, row in enumerate(grid.rows[said.depth :], start=1):
        unplaced += _unplaced(row, number, columns, said)
        rows.append(_row(row, columns, said, document))
    own = (column for column in columns if column.name not in _MADE)
    table = Table(
        name=said.name,
        kind=said.kind,
        status="published" if rows else "not-applicable",
        columns=(KEYS["line"], *own, *(KEYS[name] for name in _PLACE)),
        rows=tuple(rows),
        title=said.kind.title,
        amount_unit=said.amount_unit,
        coordinates=said.coordinates,
    )
    return table, tuple(unplaced)


# Printed tables


def _head(one: DeclaredColumn) -> ColumnHeader:
    column = one.column
    return ColumnHeader(
        one.list, None if column.is_value else column.name, column.coordinates, one.head
    )


# What is no table of the document's own


def _unplaced(
    row: GridRow, number: int, columns: Sequence[Column], said: DeclaredTable
) -> Iterator[Unplaced]:
    for index, cell in enumerate(row.cells):
        if cell and (why := _why(cell, columns[index] if index < len(columns) else None)):
            yield Unplaced(said.kind.title, number, index + 1, cell, why, row.place)


def _why(cell: str, column: Column | None) -> str:
    if column is None:
        return "超出表头的列"
    if column.is_value:
        return "" if figure(cell) is not None else "数字列里不是数字"
    known = column.name in _MADE or value(column, cell) is not None
    return "" if known else f"“{column.title}”列里没有认出的写法"


def _row(row: GridRow, columns: Sequence[Column], said: DeclaredTable, document: int) -> Row:
    keys = {"document": str(document), **placed(row.place)}
    figures: dict[str, Figure] = {}
    for index, column in enumerate(columns):
        if column.is_value:
            stated = figure(row.cell(index))
            figures[column.name] = BLANK if stated is None else stated
        elif column.name not in _MADE:
            keys[column.name] = value(column, row.cell(index)) or ""
    if said.name == "unrecognised":
        keys["item"] = keys.get("text", "")[:_LABEL]
    return Row(keys, figures)
