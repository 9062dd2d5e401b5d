"""A grid becomes a table: its kind, unit and status, its columns, its rows with their parents and places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    figure,
    value_column,
)
from scripts.schema.labels import plain

_PLACE_COLUMNS = ("document", "page", "source_line", "box")


@dataclass(frozen=True)
class RecognisedTable:
    """A table with its rows not yet identified (`parents` by index), and what did not go into it.

    `heads` are those of the grid's columns, `data` the places in the grid of its rows of data; `resolved` says which
    cells were read otherwise than they stand, as only so the sums hold. `stated`: a workbook of ours says what it is.
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
    """What stands around a grid: the lines before and after it, the kinds seen so far, the document and its period."""

    before: Sequence[str]
    after: Sequence[str]
    taken: frozenset[str]
    document: int
    period: Period


def recognise(grid: Grid, around: GridContext) -> RecognisedTable | None:
    """The table that a grid is, given what stands around it; None for no table."""
    whole = grid
    above, grid = _preface(grid)
    before = [*around.before, *above]
    count = head_rows(grid)
    read = heads(grid.rows[:count], grid.width, around.period)
    title = table_titles.title(before)
    named = table_titles.kind_by_title(title)
    kind = (
        named
        or table_titles.kind_by_shape(grid, read, around.taken)
        or (KINDS["other"] if title else None)
    )
    if kind is None or not any(head.coordinates or head.key for head in read):
        return None
    table = _empty_table(kind, title, before, around)
    units = table_titles.unit_in_heads([cell for row in grid.rows[:count] for cell in row.filled])
    table = replace(table, amount_unit=table.amount_unit or units)
    read = _classified(read, grid.rows[count:], kind)
    read = tuple(_settled(within(head, table.coordinates), kind) for head in read)
    body = BodyRows(
        grid.rows[count:],
        _without_doubles(read),
        title or kind.title,
        around.document,
        around.period,
    )
    table, parents = filled(table, read, body)
    numbers = [row for row in grid.rows if is_column_numbers(row)]
    left_out = [
        LeftOut("列号行 " + " ".join(row.filled), "只数列，不是数据", row.place) for row in numbers
    ]
    return RecognisedTable(
        table=table,
        parents=parents,
        unplaced=tuple(body.unplaced()),
        left_out=(*left_out, *body.left_out()),
        by_shape=named is None,
        heads=tuple(body.heads),
        data=tuple(len(whole.rows) - len(grid.rows) + count + index for index in body.indices()),
    )


def filled(
    table: Table, read: Sequence[ColumnHeader], body: BodyRows
) -> tuple[Table, tuple[int | None, ...]]:
    """A table with the columns that its heads mean, its rows and its status; and which row stands above which."""
    rows, places = body.rows()
    rows = merged_goals.completed(hierarchy.with_unit_totals(rows))
    table = _without_stray_note(replace(table, columns=_columns(read, rows), rows=rows))
    table = replace(table, status=_status(table, rows))
    return table, hierarchy.parents(table, places)


def _preface(grid: Grid) -> tuple[list[str], Grid]:
    """The lines over a table that stand in cells of its own grid (title, number, body, unit), and the grid below."""
    texts: list[str] = []
    for count, row in enumerate(grid.rows):
        if not _is_preface(row):
            return texts, Grid(grid.rows[count:])
        texts += row.filled
    return [], grid


def _is_preface(row: GridRow) -> bool:
    """Whether a row stands over its table: titles, numbers, bodies, units, and beside a unit whatever heads nothing."""
    said = [
        table_titles.is_title(cell) or table_titles.is_label(cell) or table_titles.is_about(cell)
        for cell in row.filled
    ]
    stated = any(table_titles.amount_unit([cell]) for cell in row.filled)
    return all(said) or (
        stated and not any(is_head(cell) or figure(cell) is not None for cell in row.filled)
    )


def _empty_table(kind: Kind, title: str, before: Sequence[str], around: GridContext) -> Table:
    stated = Coordinates(scope="current_year") if "不含上年结转" in plain(title) else Coordinates()
    if around.period.phase == "final":
        stated = replace(stated, vintage="outturn")
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
        coordinates=stated.within(table_titles.coordinates(kind, title)),
    )


def _without_stray_note(table: Table) -> Table:
    """The table without a note of no data that cannot be about it: it holds figures, and the note is not 本表's."""
    figures = [value for row in table.rows for value in row.figures.values()]
    about_it = re.match(r"(故?本表|此表)(无|没有)", table.statement)
    stray = not about_it and any(isinstance(value, Decimal) and value for value in figures)
    return replace(table, statement="") if stray else table


def statement(after: Sequence[str]) -> str:
    """What the notes under a table say of there being no data in it, or nothing."""
    return next((_note(text) for text in after if table_titles.says_no_data(text)), "")


def _note(text: str) -> str:
    return re.sub(rf"^[(（]?(注|备注|说明)?[:：]?\s*({STATED})?|[)）。]+$", "", text)[:20]


_CLASSES = {"2": "function", "3": "department_economic", "5": "government_economic"}
"""The classification that a code is of, by its first digit."""


def _classified(
    read: Sequence[ColumnHeader], rows: Sequence[GridRow], kind: Kind
) -> tuple[ColumnHeader, ...]:
    """The heads, with the codes and names of no stated classification given the one that their codes are of."""
    done = list(read)
    waiting = [
        index for index, head in enumerate(done) if (head.key or "").startswith(("code", "name"))
    ]
    digits = [
        cell[0]
        for index in waiting
        if done[index].key in ("code", "code:1", "name")
        for row in rows
        if (cell := row.cell(index).lstrip("[【(（"))
        and cell[:1] in _CLASSES
        and cell[:3].isdigit()
    ]
    usual = max(set(digits), key=digits.count) if digits else "3" if kind.economic else "2"
    for index in waiting:
        done[index] = replace(done[index], key=f"{_CLASSES[usual]}_{done[index].key}")
    return tuple(done)


def _settled(head: ColumnHeader, kind: Kind) -> ColumnHeader:
    """A head with the list of a table that has one, and with the classification that the kind's codes are of."""
    key = head.key
    if key == "project_name" and kind.direction != "expenditure":
        key = "item"
    single = head.list == "main" and kind.direction not in ("both", "none")
    return replace(head, key=key, list=kind.direction if single else head.list)


def _without_doubles(read: Sequence[ColumnHeader]) -> tuple[ColumnHeader, ...]:
    """The heads, with the second of two that mean the same made unknown: one column takes one figure."""
    seen: set[tuple[str, str | Coordinates | None]] = set()
    done: list[ColumnHeader] = []
    for head in read:
        means = (head.list, head.key or head.coordinates)
        # Where a list has several columns of labels, each says more of the one before.
        known = means not in seen or head.unknown or head.key == "item"
        done.append(head if known else replace(head, key=None, coordinates=None))
        seen.add(means)
    return tuple(done)


def _status(table: Table, rows: Sequence[Row]) -> Status:
    if table.statement:
        return "empty-stated"
    return (
        "published"
        if any(value != BLANK for row in rows for value in row.figures.values())
        else "empty"
    )


def _columns(read: Sequence[ColumnHeader], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table in the order of the pool: keys, then values as published, then the place."""
    keys = {column_of(head.key) for head in read if head.key} | {
        "line",
        "parent",
        "list",
        "position",
        "role",
    }
    keys |= {name for row in rows for name, text in row.keys.items() if text}
    heads: dict[str, dict[str, str]] = {}
    for head in (head for head in read if not head.unknown):
        name = (
            column_of(head.key) if head.key else head.coordinates.column if head.coordinates else ""
        )
        own = heads.setdefault(name, {})
        if head.text:
            own.setdefault(head.list, head.text)
    values = {head.coordinates.column: head.coordinates for head in read if head.coordinates}
    pool = [
        _headed(column, heads.get(name))
        for name, column in KEYS.items()
        if name in keys or name == "document"
    ]
    before = [column for column in pool if column.name not in _PLACE_COLUMNS]
    place = [column for column in pool if column.name in _PLACE_COLUMNS]
    return (
        *before,
        *(value_column(coordinates, heads[name]) for name, coordinates in values.items()),
        *place,
    )


def _headed(column: Column, heads: Mapping[str, str] | None) -> Column:
    """A column of the pool with its heads in a table, if it has any there."""
    return replace(column, heads=heads) if heads else column
