"""The tables of a download of ours, as it says what they are: nothing of them is guessed again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from scripts.ingest.declaration import DeclaredColumn, DeclaredTable, Download, value
from scripts.ingest.document import Document, Grid, GridRow, Place, Unplaced
from scripts.ingest.tables.body_rows import BodyRows, placed
from scripts.ingest.tables.few_words import READ, Read
from scripts.ingest.tables.recognise import RecognisedTable, filled, statement
from scripts.ingest.tables.surroundings import lines_after, lines_before, notes_of_no_data
from scripts.ingest.vocabulary.column_headers import ColumnHeader
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Row, Table
from scripts.schema import BLANK, KEYS, WORDS, Column, Figure, figure

_PLACE = ("document", "page", "source_line")
_MADE = ("line", "parent", *_PLACE, "box")
"""The columns that an import makes anew, whatever the sheet says in them."""
_LABEL = 20
"""How many characters of a cell without a place tell its row from others, as when first read."""


def _read(column: Column) -> Read:
    """What a cell of one of few words says: in words of ours, or as documents print it."""
    printed = READ.get(column.name)

    def read(cell: str, period: Period) -> str | None:
        word = value(column, cell)
        if not word and printed:
            return printed(cell, period)
        return word or None

    return read


# The key columns whose cells are read as one of few words, ours or those that documents print.
_OWN: Mapping[str, Read] = {
    name: _read(column)
    for name, column in KEYS.items()
    if name in (*READ, *WORDS) and name != "role"
}


@dataclass(frozen=True)
class _PlacedRows(BodyRows):
    """The rows below the head of a sheet of ours: every row is data, and where it stands is told by
    its line.

    `head` is the place of the last row of the head, `blanks` where rows stand that hold nothing.
    """

    head: Place = field(default_factory=Place)
    blanks: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def data(self) -> tuple[tuple[int, GridRow], ...]:
        """The rows, each with its place below the head."""
        top = self.head.line or 0
        rows = {(row.place.line or 0) - top: row for row in self.grid_rows}
        for positions in self.blanks.values():
            for position in positions:
                rows.setdefault(position, GridRow((), Place(self.head.page, top + position)))
        return tuple(sorted(rows.items()))

    def fills(self, position: int, row: GridRow, name: str) -> bool:
        """Whether a row stands in a list: it has a cell there, or is said to hold nothing."""
        if position in self.blanks.get(name, ()):
            return True
        return super().fills(position, row, name)


@dataclass
class DeclaredTables:
    """The finished tables of a document that declares them; nothing of any other document.

    `printed` are by the index of their grid among the blocks, `compiled` by their names;
    `lines` are the indices of the paragraphs that belong to printed tables, `unplaced` the
    cells of compiled ones that have no place.
    """

    printed: dict[int, RecognisedTable] = field(default_factory=dict)
    compiled: dict[str, Table] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)
    unplaced: list[Unplaced] = field(default_factory=list)
    sources: tuple[str, ...] = ()

    @property
    def download(self) -> Download | None:
        """What the document was made from and what it brought back; None of any other document."""
        printed = (recognised.table.name for recognised in self.printed.values())
        names = frozenset((*self.compiled, *printed))
        return Download(self.sources, names) if names else None


def declared(document: Document, period: Period) -> DeclaredTables:
    """The tables that a document declares; their rows have no ids yet."""
    tables = DeclaredTables(sources=document.made_from)
    for index, block in enumerate(document.blocks):
        # A sheet that a person added says nothing of itself and is recognised as any table.
        if isinstance(block, Grid) and block.described is not None:
            notes = lines_after(document.blocks, index)
            stated = statement(list(notes.values()))
            tables.printed[index] = _printed(block, block.described, period, stated)
            # The sheet's name, the title and the notes of no data are no prose.
            tables.lines.update(lines_before(document.blocks, index), notes_of_no_data(notes))

    for grid in document.compiled:
        if grid.described is not None:
            table = _compiled(grid, grid.described)
            tables.compiled[table.name] = table
            title = grid.described.kind.title
            below = grid.rows[grid.described.depth :]
            for position, row in enumerate(below, start=1):
                for index, cell in enumerate(row.cells):
                    why = _why_unplaced(cell, index, grid.described)
                    if why:
                        lost = Unplaced(title, position, index + 1, cell, why, row.place)
                        tables.unplaced.append(lost)
    return tables


# Printed tables


def _printed(
    grid: Grid, declaration: DeclaredTable, period: Period, stated: str
) -> RecognisedTable:
    body = _PlacedRows(
        grid.rows[declaration.depth :],
        tuple(map(_header, declaration.shown)),
        declaration.published_title or declaration.kind.title,
        period,
        read=_OWN,
        head=grid.rows[declaration.depth - 1].place,
        blanks=declaration.blanks or {},
    )
    table = Table(
        name=declaration.name,
        kind=declaration.kind,
        status="published",
        columns=(),
        rows=(),
        title=declaration.kind.title,
        published_title=declaration.published_title,
        number=declaration.number,
        amount_unit=declaration.amount_unit,
        statement=stated,
        coordinates=declaration.coordinates,
    )
    table, nesting = filled(table, tuple(map(_header, declaration.columns)), body)
    return RecognisedTable(
        table=table,
        parents=nesting.parents,
        unplaced=tuple(body.unplaced()),
        left_out=(),
        by_shape=False,
        heads=tuple(body.heads),
        data=(),
        stated=True,
    )


def _header(declaration: DeclaredColumn) -> ColumnHeader:
    column = declaration.column
    key = None if column.is_value else column.name
    return ColumnHeader(declaration.list, key, column.coordinates, declaration.head)


# What is no table of the document's own


def _compiled(grid: Grid, declaration: DeclaredTable) -> Table:
    """The table that a sheet of a compiler's own is, its rows not yet identified."""
    columns = [shown.column for shown in declaration.shown]
    own = (column for column in columns if column.name not in _MADE)
    rows = tuple(_row(row, columns, declaration) for row in grid.rows[declaration.depth :])
    return Table(
        name=declaration.name,
        kind=declaration.kind,
        status="published" if rows else "not-applicable",
        columns=(KEYS["line"], *own, *(KEYS[name] for name in _PLACE)),
        rows=rows,
        title=declaration.kind.title,
        amount_unit=declaration.amount_unit,
        coordinates=declaration.coordinates,
    )


def _why_unplaced(cell: str, index: int, declaration: DeclaredTable) -> str:
    if not cell:
        return ""
    if index >= len(declaration.shown):
        return "超出表头的列"

    column = declaration.shown[index].column
    if column.is_value:
        return "" if figure(cell) is not None else "数字列里不是数字"
    if column.name in _MADE or value(column, cell) is not None:
        return ""
    return f"“{column.title}”列里没有认出的写法"


def _row(row: GridRow, columns: Sequence[Column], declaration: DeclaredTable) -> Row:
    keys = placed(row.place)
    figures: dict[str, Figure] = {}
    for index, column in enumerate(columns):
        cell = row.cell(index)
        if column.is_value:
            amount = figure(cell)
            figures[column.name] = BLANK if amount is None else amount
        elif column.name not in _MADE:
            keys[column.name] = value(column, cell) or ""

    # Such rows have no label of their own by which ids could be told apart.
    if declaration.name in ("unrecognised", "wordings"):
        keys["item"] = keys.get("text", "")[:_LABEL]
    return Row(keys, figures)
