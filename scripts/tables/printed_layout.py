"""A table as it was published: headers over headers, lists side by side, rows with their depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scripts.package import Row, Table
from scripts.schema import ADDED, WORDS, Column


@dataclass(frozen=True)
class Head:
    """One cell of the header.

    Its text, the columns and rows that it spans, and whether figures stand below it.
    """

    text: str
    left: int
    width: int
    down: int
    figures: bool


@dataclass(frozen=True)
class Across:
    """One row below the header: for each list its row, or nothing.

    Its role and how deep it stands below the top.
    """

    rows: tuple[Row | None, ...]
    role: str
    depth: int


@dataclass(frozen=True)
class PrintedLayout:
    """A table as published: its lists with their columns, its header row by row, its rows."""

    lists: tuple[tuple[str, tuple[Column, ...]], ...]
    head: tuple[tuple[Head, ...], ...]
    body: tuple[Across, ...]

    @property
    def columns(self) -> Iterator[tuple[int, Column]]:
        """Every column, with the number of its list."""
        for number, (_, columns) in enumerate(self.lists):
            for column in columns:
                yield number, column


@dataclass(frozen=True)
class _Path:
    """The headers over a column, from the top, and whether it holds figures."""

    texts: tuple[str, ...]
    figures: bool

    def ends_at(self, level: int) -> bool:
        """Whether nothing stands below the header at a level."""
        return level + 1 == len(self.texts)


def official(table: Table) -> PrintedLayout:
    """A table in its published form; with the header alone where it has no rows."""
    names = _lists(table)
    lists = tuple((name, tuple(_shown(table, name))) for name in names)
    paths = [
        _Path(column.path(name), column.is_value) for name, columns in lists for column in columns
    ]
    depth = max((len(path.texts) for path in paths), default=0)
    header = tuple(tuple(_header_row(paths, level, depth)) for level in range(depth))
    return PrintedLayout(lists, header, tuple(_rows(table, names)))


def text(row: Row, column: Column) -> str:
    """What a key cell says to people.

    The document's own words, or the name of one of the few values of ours.
    """
    return WORDS.get(column.name, {}).get(row[column.name], row[column.name])


def _lists(table: Table) -> list[str]:
    """The lists of a table in their order.

    Without rows, by its headers: those of the column that has the most.
    """
    if table.rows:
        return list(dict.fromkeys(row["list"] for row in table.rows))
    none: Mapping[str, str] = {}
    headers = max((column.heads for column in table.columns), key=len, default=none)
    return list(headers) or [table.kind.direction]


def _shown(table: Table, name: str) -> Iterator[Column]:
    """The columns of a list as published, its keys before its figures."""
    rows = table.rows_of(name)
    # Keys that we added (line, parent, role) were never printed.
    for column in table.columns:
        if column.is_value or column.name in ADDED:
            continue
        is_filled = not rows or any(row[column.name] for row in rows)
        if name in column.heads or (not column.heads and is_filled):
            yield column
    yield from (column for column in table.values if column.belongs_to(name))


def _header_row(paths: Sequence[_Path], level: int, depth: int) -> Iterator[Head]:
    """The cells of one header row.

    Equal neighbours are one cell, and a short path's last cell reaches down.
    """
    left = 0
    while left < len(paths):
        path = paths[left]
        # 预算数 over three columns, or 合计 over none and down to the last row.
        width, down = 1, 1
        if path.ends_at(level):
            down = depth - level
        elif level < len(path.texts):
            width = _width(paths, left, level)
        if level < len(path.texts):
            yield Head(path.texts[level], left, width, down, path.figures and width == 1)
        left += width


def _width(paths: Sequence[_Path], left: int, level: int) -> int:
    """How many columns from one on stand below the same headers, each with one of its own."""
    same = paths[left].texts[: level + 1]
    width = 1
    while left + width < len(paths) and paths[left + width].texts[: level + 1] == same:
        width += 1
    return width


def _rows(table: Table, lists: Sequence[str]) -> Iterator[Across]:
    placed: dict[int, dict[str, Row]] = {}
    for name in lists:
        for number, row in enumerate(table.rows_of(name), start=1):
            # Rows that state no place stand in their order.
            placed.setdefault(int(row["position"] or number), {})[name] = row
    depths = _depths(table)
    for position in sorted(placed):
        beside = placed[position]
        roles = [row.role for row in beside.values() if row.role != "line"]
        depth = 0
        if len(lists) == 1:
            depth = depths[beside[lists[0]]["line"]]
        yield Across(tuple(map(beside.get, lists)), next(iter(roles), "line"), depth)


def _depths(table: Table) -> dict[str, int]:
    """How deep each row stands below the top, by its line."""
    above = {row["line"]: row["parent"] for row in table.rows}

    def depth(line: str) -> int:
        # A parent may be a row that is not shown here.
        return 1 + depth(above[line]) if above.get(line) in above else 0

    return {line: depth(line) for line in above}
