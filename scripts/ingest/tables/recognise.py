"""A grid becomes a table: kind, unit and status, columns, rows with their parents and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.ingest.document import Grid, GridRow, LeftOut, Unplaced
from scripts.ingest.tables import hierarchy, merged_goals
from scripts.ingest.tables.body_rows import BodyRows, column_of
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import (
    ColumnHeader,
    head_rows,
    heads,
    is_column_numbers,
    is_head,
    within,
)
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Row, Table
from scripts.schema import (
    BLANK,
    KEYS,
    KINDS,
    STATED,
    Column,
    Coordinates,
    Kind,
    Status,
    value_column,
)
from scripts.schema.labels import plain

_PLACE_COLUMNS = ("document", "page", "source_line", "box")
# The key columns that every table has, whatever its heads say.
_MADE_COLUMNS = {"line", "parent", "list", "position", "role", "document"}

# How many characters of a note of no data are kept: 本单位无政府性基金预算.
_STATEMENT = 20
# What stands around a note: （注： …。）, 备注：…
_BEFORE_NOTE = rf"^[(（]?(注|备注|说明)?[:：]?\s*({STATED})?|[)）。]+$"
_OF_THIS_TABLE = re.compile(r"(故?本表|此表)(无|没有)")

# The classification that a code is of, by its first digit.
_CLASSES = {"2": "function", "3": "department_economic", "5": "government_economic"}
_USUAL_CLASS = "2"


@dataclass(frozen=True)
class RecognisedTable:
    """A table with its rows not yet identified (`parents` by index), and what did not go into it.

    `heads` are those of the grid's columns, `data` the places in the grid of its rows of data;
    `resolved` says which cells were read otherwise than they stand, as only so the sums hold.
    `stated`: a workbook of ours says what it is.
    """

    table: Table
    parents: tuple[int | None, ...]
    unplaced: tuple[Unplaced, ...]
    left_out: tuple[LeftOut, ...]
    by_shape: bool
    heads: tuple[ColumnHeader, ...]
    data: tuple[int, ...]
    resolved: tuple[str, ...] = ()
    stated: bool = False


@dataclass(frozen=True)
class GridContext:
    """What stands around a grid: the lines before and after it, the kinds seen so far, the document
    and its period.
    """

    before: Sequence[str]
    after: Sequence[str]
    taken: frozenset[str]
    document: int
    period: Period


def recognise(grid: Grid, around: GridContext) -> RecognisedTable | None:
    """The table that a grid is, given what stands around it; None for no table.

    The title over the grid decides the kind, else the shape of its head and rows; a title of
    something else makes it a table of kind `other`.
    """
    above, below = _preface(grid)
    before = [*around.before, *above]
    depth = head_rows(below)
    head, rows = below.rows[:depth], below.rows[depth:]
    read = heads(head, below.width, around.period)
    title = table_titles.title(before)
    titled = table_titles.kind_by_title(title)
    kind = titled or table_titles.kind_by_shape(below, read, around.taken)
    if kind is None and title:
        kind = KINDS["other"]
    if kind is None or not any(column.coordinates or column.key for column in read):
        return None

    table = _empty_table(kind, title, before, around)
    if not table.amount_unit:
        unit = table_titles.unit_in_heads([cell for row in head for cell in row.filled])
        table = replace(table, amount_unit=unit)
    read = _classified(read, rows, kind)
    read = tuple(_settled(within(column, table.coordinates), kind) for column in read)
    columns = _without_doubles(read)
    body = BodyRows(rows, columns, title or kind.title, around.document, around.period)
    table, parents = filled(table, read, body)
    first = len(grid.rows) - len(below.rows) + depth
    return RecognisedTable(
        table=table,
        parents=parents,
        unplaced=tuple(body.unplaced()),
        left_out=(*_column_numbers(below), *body.left_out()),
        by_shape=titled is None,
        heads=tuple(body.heads),
        data=tuple(first + index for index in body.indices()),
    )


def _column_numbers(grid: Grid) -> Iterator[LeftOut]:
    """The rows that only count the columns, as left out."""
    for row in grid.rows:
        if is_column_numbers(row):
            yield LeftOut("列号行 " + " ".join(row.filled), "只数列，不是数据", row.place)


def filled(
    table: Table, read: Sequence[ColumnHeader], body: BodyRows
) -> tuple[Table, tuple[int | None, ...]]:
    """A table with the columns that its heads mean, its rows and its status.

    And which row stands above which.

    The parents are indices into the table's rows, None for a row at the top.
    """
    rows, places = body.rows()
    rows = merged_goals.completed(hierarchy.with_unit_totals(rows))
    table = _without_stray_note(replace(table, columns=_columns(read, rows), rows=rows))
    table = replace(table, status=_status(table))
    return table, hierarchy.parents(table, places)


def _preface(grid: Grid) -> tuple[list[str], Grid]:
    """The lines over a table that stand in cells of its own grid (title, number, body, unit), and
    the grid below.
    """
    texts: list[str] = []
    for count, row in enumerate(grid.rows):
        if not _is_preface(row):
            return texts, Grid(grid.rows[count:])
        texts += row.filled
    return [], grid


def _is_preface(row: GridRow) -> bool:
    """Whether a row stands over its table: titles, numbers, bodies, units, and beside a unit
    whatever heads nothing.
    """
    if all(map(_is_over_table, row.filled)):
        return True
    if not any(table_titles.amount_unit([cell]) for cell in row.filled):
        return False
    return not any(
        cell and (is_head(cell) or row.figures[index] is not None)
        for index, cell in enumerate(row.cells)
    )


def _is_over_table(cell: str) -> bool:
    return table_titles.is_title(cell) or table_titles.is_label(cell) or table_titles.is_about(cell)


def _empty_table(kind: Kind, title: str, before: Sequence[str], around: GridContext) -> Table:
    """A table of a kind without rows: what the lines around it say of it."""
    own = Coordinates()
    # 支出总表（不含上年结转）: all its figures are of this year's money.
    if "不含上年结转" in plain(title):
        own = Coordinates(scope="current_year")
    if around.period.phase == "final":
        own = replace(own, vintage="outturn")
    return Table(
        name=kind.name,
        kind=kind,
        status="published",
        columns=(),
        rows=(),
        title=kind.title,
        published_title=title,
        number=table_titles.label(before),
        amount_unit=table_titles.amount_unit(before),
        statement=statement(around.after),
        coordinates=own.within(table_titles.coordinates(kind, title)),
    )


def _without_stray_note(table: Table) -> Table:
    """The table without a note of no data that cannot be about it: it holds figures, and the note
    is not 本表's.
    """
    # 注：本单位无政府性基金预算 may stand below the table before the one it is about.
    figures = [value for row in table.rows for value in row.figures.values()]
    holds_money = any(isinstance(value, Decimal) and value for value in figures)
    if holds_money and not _OF_THIS_TABLE.match(table.statement):
        return replace(table, statement="")
    return table


def statement(after: Sequence[str]) -> str:
    """What the notes under a table say of there being no data in it, or nothing.

    >>> statement(["单位：万元", "注：本单位无政府性基金预算。"])
    '本单位无政府性基金预算'
    """
    for text in after:
        if table_titles.says_no_data(text):
            return re.sub(_BEFORE_NOTE, "", text)[:_STATEMENT]
    return ""


def _classified(
    read: Sequence[ColumnHeader], rows: Sequence[GridRow], kind: Kind
) -> tuple[ColumnHeader, ...]:
    """The heads, with the codes and names of no stated classification given the one that their
    codes are of.
    """
    complete = list(read)
    unclassified = [
        index for index, head in enumerate(read) if (head.key or "").startswith(("code", "name"))
    ]
    digits = [
        cell[0]
        for index in unclassified
        if read[index].key in ("code", "code:1", "name")
        for cell in _code_cells(rows, index)
    ]
    digit = _USUAL_CLASS
    if digits:
        digit = max(set(digits), key=digits.count)
    elif kind.economic:
        digit = "3"
    for index in unclassified:
        complete[index] = replace(read[index], key=f"{_CLASSES[digit]}_{read[index].key}")
    return tuple(complete)


def _code_cells(rows: Sequence[GridRow], index: int) -> Iterator[str]:
    """The cells of a column that begin with a code (2010501, [301]工资福利支出), without its bracket."""
    for row in rows:
        cell = row.cell(index).lstrip("[【(（")
        if cell[:1] in _CLASSES and cell[:3].isdigit():
            yield cell


def _settled(head: ColumnHeader, kind: Kind) -> ColumnHeader:
    """A head with the list of a table that has one, and with the classification that the kind's
    codes are of.
    """
    if head.key == "project_name" and kind.direction != "expenditure":
        head = replace(head, key="item")
    # The one list of 收入总表 is its income, though no head says so.
    if head.list == "main" and kind.direction not in ("both", "none"):
        head = replace(head, list=kind.direction)
    return head


def _without_doubles(read: Sequence[ColumnHeader]) -> tuple[ColumnHeader, ...]:
    """The heads, with the second of two that mean the same made unknown: one column takes one
    figure.
    """
    seen: set[tuple[str, str | Coordinates | None]] = set()
    complete: list[ColumnHeader] = []
    for head in read:
        meaning = (head.list, head.key or head.coordinates)
        # Where a list has several columns of labels, each says more of the one before.
        if meaning in seen and not head.unknown and head.key != "item":
            head = replace(head, key=None, coordinates=None)
        complete.append(head)
        seen.add(meaning)
    return tuple(complete)


def _status(table: Table) -> Status:
    if table.statement:
        return "empty-stated"
    if any(value != BLANK for row in table.rows for value in row.figures.values()):
        return "published"
    return "empty"


def _columns(read: Sequence[ColumnHeader], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table in the order of the pool: keys, then values as published, then the
    place.
    """
    names = _MADE_COLUMNS | {column_of(head.key) for head in read if head.key}
    names |= {name for row in rows for name, text in row.keys.items() if text}
    printed = _printed_heads(read)
    values = {head.coordinates.column: head.coordinates for head in read if head.coordinates}
    pool = [
        _headed(column, printed.get(name, {})) for name, column in KEYS.items() if name in names
    ]
    return (
        *(column for column in pool if column.name not in _PLACE_COLUMNS),
        *(value_column(coordinates, printed[name]) for name, coordinates in values.items()),
        *(column for column in pool if column.name in _PLACE_COLUMNS),
    )


def _printed_heads(read: Sequence[ColumnHeader]) -> dict[str, dict[str, str]]:
    """The heads printed over each column, by its name and then by list."""
    printed: dict[str, dict[str, str]] = {}
    for head in read:
        if head.key:
            own = printed.setdefault(column_of(head.key), {})
        elif head.coordinates:
            own = printed.setdefault(head.coordinates.column, {})
        else:
            continue
        # Of two lists each keeps its own words for a column; of one list, the first.
        if head.text:
            own.setdefault(head.list, head.text)
    return printed


def _headed(column: Column, printed: Mapping[str, str]) -> Column:
    """A column of the pool with its heads in a table, if it has any there."""
    if not printed:
        return column
    return replace(column, heads=printed)
