"""A table as it was published: headers over headers, lists side by side, rows with their depth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scripts.package import Row, Table
from scripts.schema import ADDED, WORDS, Column


@dataclass(frozen=True)
class Head:
    """One cell of the header: the columns and rows it spans, and whether figures stand below."""

    text: str
    left: int
    width: int
    down: int
    figures: bool


@dataclass(frozen=True)
class Across:
    """One row below the header: for each list its row or nothing; how deep it stands in one list.

    `told` is, list by list, how deep it stands by what the document prints: sums alone do not count.
    """

    rows: tuple[Row | None, ...]
    role: str
    depth: int
    told: tuple[int, ...]


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


class _Path(NamedTuple):
    """The headers over a column, from the top, and whether it holds figures."""

    texts: tuple[str, ...]
    figures: bool


def official(table: Table) -> PrintedLayout:
    """A table in its published form; with the header alone where it has no rows."""
    names = list(dict.fromkeys(row["list"] for row in table.rows))
    if not names:
        # By the headers of the column that has the most.
        heads = [list(column.heads) for column in table.columns]
        names = max(heads, key=len, default=[]) or [table.kind.direction]

    lists = []
    paths = []
    for name in names:
        columns = tuple(_shown(table, name))
        lists.append((name, columns))
        paths += [_Path(column.path(name), column.is_value) for column in columns]

    depth = max((len(path.texts) for path in paths), default=0)
    header = []
    for level in range(depth):
        cells = _header_row(paths, level, depth)
        header.append(tuple(cells))
    return PrintedLayout(tuple(lists), tuple(header), tuple(_rows(table, names)))


def text_of(row: Row, column: Column) -> str:
    """What a key cell says to people: the document's own words, or the name of a value of ours."""
    own = row[column.name]
    return WORDS.get(column.name, {}).get(own, own)


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
    """One header row: equal neighbours are one cell, and a short path's last cell reaches down."""
    left = 0
    while left < len(paths):
        texts = paths[left].texts
        # 预算数 over three columns, or 合计 over none and down to the last row.
        width, down = 1, 1
        if level + 1 == len(texts):
            down = depth - level
        elif level < len(texts):
            same = texts[: level + 1]
            for other in paths[left + 1 :]:
                if other.texts[: level + 1] != same:
                    break
                width += 1

        if level < len(texts):
            figures = paths[left].figures and width == 1
            yield Head(texts[level], left, width, down, figures)
        left += width


def _rows(table: Table, lists: Sequence[str]) -> Iterator[Across]:
    placed: dict[int, dict[str, Row]] = {}
    for name in lists:
        for number, row in enumerate(table.rows_of(name), start=1):
            # Rows that state no place stand in their order.
            position = int(row["position"] or number)
            placed.setdefault(position, {})[name] = row

    by_line = {row["line"]: row for row in table.rows}
    for _, beside in sorted(placed.items()):
        roles = [row.role for row in beside.values() if row.role != "line"]
        rows = tuple(map(beside.get, lists))
        above = [list(_above(row, by_line)) if row else [] for row in rows]
        told = tuple(sum(upper["parent_basis"] != "sums" for upper in way) for way in above)
        depth = len(above[0]) if len(lists) == 1 else 0
        yield Across(rows, next(iter(roles), "line"), depth, told)


def _above(row: Row, by_line: Mapping[str, Row]) -> Iterator[Row]:
    """A row and those above it, but for the one at the top."""
    # A parent may be a row that is not shown here.
    while row["parent"] in by_line:
        yield row
        row = by_line[row["parent"]]
