"""A table in the form in which it was published: heads over heads, lists side by side, rows with their depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.package import Row, Table
from scripts.schema import ADDED, WORDS, Column


@dataclass(frozen=True)
class Head:
    """One cell of the head: its text, the columns and rows that it spans, and whether figures stand below it."""

    text: str
    left: int
    width: int
    down: int
    figures: bool


@dataclass(frozen=True)
class Across:
    """One row of the body: for each list its row, or nothing; its role and how deep it stands below the top."""

    rows: tuple[Row | None, ...]
    role: str
    depth: int


@dataclass(frozen=True)
class PrintedLayout:
    """A table as published: its lists with their columns, its head row by row, its body."""

    lists: tuple[tuple[str, tuple[Column, ...]], ...]
    head: tuple[tuple[Head, ...], ...]
    body: tuple[Across, ...]

    @property
    def columns(self) -> Iterator[tuple[int, Column]]:
        """Every column, with the number of its list."""
        return (
            (number, column) for number, (_, columns) in enumerate(self.lists) for column in columns
        )


def official(table: Table) -> PrintedLayout:
    """A table in its published form; with the head alone where it has no rows."""
    stated: Mapping[str, object] = dict.fromkeys(
        row["list"] for row in table.rows
    ) or _lists_of_heads(table)
    lists = tuple((name, tuple(_shown(table, name))) for name in stated)
    paths = [(column.path(name), column.is_value) for name, columns in lists for column in columns]
    depth = max((len(path) for path, _ in paths), default=0)
    head = tuple(tuple(_heads(paths, level, depth)) for level in range(depth))
    return PrintedLayout(lists, head, tuple(_body(table, [name for name, _ in lists])))


def text(row: Row, column: Column) -> str:
    """What a key cell says to people: the document's own words, or the name of one of the few values of ours."""
    return WORDS.get(column.name, {}).get(row[column.name], row[column.name])


def _lists_of_heads(table: Table) -> Mapping[str, str]:
    """The lists of a table without rows, by its heads: in the order of the column that has the most of them."""
    heads = max((column.heads for column in table.columns), key=len, default={})
    return heads or {table.kind.direction: ""}


def _shown(table: Table, name: str) -> Iterator[Column]:
    """The columns of a list as published, its keys before its figures."""
    rows = table.rows_of(name)
    keys = [column for column in table.columns if not column.is_value and column.name not in ADDED]
    for column in keys:
        if name in column.heads or (
            not column.heads and (not rows or any(row[column.name] for row in rows))
        ):
            yield column
    yield from (column for column in table.values if column.belongs_to(name))


def _heads(paths: Sequence[tuple[tuple[str, ...], bool]], level: int, depth: int) -> Iterator[Head]:
    """The cells of one head row; equal neighbours are one cell, and a short path's last cell reaches down."""
    index = 0
    while index < len(paths):
        path, figures = paths[index]
        if level >= len(path):
            index += 1
            continue
        width = 1 if level + 1 == len(path) else _equal(paths, index, level)
        down = depth - level if level + 1 == len(path) else 1
        yield Head(path[level], index, width, down, figures and width == 1)
        index += width


def _equal(paths: Sequence[tuple[tuple[str, ...], bool]], index: int, level: int) -> int:
    """How many columns from one on stand below the same heads, each with a head of its own further down."""
    same = paths[index][0][: level + 1]
    width = 1
    while index + width < len(paths) and paths[index + width][0][: level + 1] == same:
        width += 1
    return width


def _body(table: Table, lists: Sequence[str]) -> Iterator[Across]:
    by_place = {(name, place): row for name in lists for place, row in _placed(table.rows_of(name))}
    depths = _depths(table)
    for position in sorted({position for _, position in by_place}):
        rows = tuple(by_place.get((name, position)) for name in lists)
        stated = [row for row in rows if row is not None]
        role = next((row["role"] for row in stated if row["role"] != "line"), "line")
        yield Across(rows, role, depths[stated[0]["line"]] if len(lists) == 1 else 0)


def _placed(rows: Sequence[Row]) -> Iterator[tuple[int, Row]]:
    """The rows of a list with the places in the table where they were printed; in their order where none is stated."""
    return ((int(row["position"] or number), row) for number, row in enumerate(rows, start=1))


def _depths(table: Table) -> dict[str, int]:
    """How deep each row stands below the top, by its line."""
    above = {row["line"]: row["parent"] for row in table.rows}

    def depth(line: str) -> int:
        return 1 + depth(above[line]) if above.get(line) in above else 0

    return {line: depth(line) for line in above}
