"""What the columns of a grid mean, read from its head rows: lists side by side, keys, and coordinates of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import takewhile

from scripts.ingest.document import Grid, GridRow
from scripts.ingest.vocabulary.column_words import ANY_PERIOD, CODE_PARTS, Period, dimensions, key
from scripts.schema import Coordinates, figure
from scripts.schema.labels import depth, plain

_LISTS = ((r"收入", "income"), (r"支出", "expenditure"))
_SERIAL = re.compile(r"序号|行次|行号|栏次")
_GROUP = re.compile(r".*(收入|支出|收支)(预算)?")
# Over a column the body of a row; beside a cell the label of a form, so no word that opens the head of a table.
_BODY = re.compile(r"部门[(/]单位\)?(?:(编码|代码)|名称)?")
_COUNTED_BY = ("**", "栏次", "行次")
_MARKS = frozenset((*_COUNTED_BY, *CODE_PARTS))
_PARTED = re.compile(r"[.,，．]")
_OPEN = Coordinates()


@dataclass(frozen=True)
class ColumnHeader:
    """What one column of a grid holds: a key column's name, or coordinates, or neither (`unknown`)."""

    list: str
    key: str | None
    coordinates: Coordinates | None
    text: str

    @property
    def unknown(self) -> bool:
        """Whether nothing in the data model answers to this column."""
        return self.key is None and self.coordinates is None


def is_amount(cell: str) -> bool:
    """Whether a cell is a figure in a form that no code and no name has: with decimals or thousands separators."""
    return _PARTED.search(cell) is not None and isinstance(figure(cell), Decimal)


def is_head(text: str) -> bool:
    """Whether a cell's text heads a column that the data model knows."""
    return (
        key(text) is not None or bool(dimensions(text)) or plain(text) in ("合计", "小计", "金额")
    )


def is_row_numbers(head: ColumnHeader) -> bool:
    """Whether a column only counts the rows (行次, 序号), and so is no data."""
    return head.text.rpartition(" › ")[2] in ("行次", "序号", "栏次")


def is_column_numbers(row: GridRow) -> bool:
    """Whether a row only counts the columns (`1 2 3 4`, `** 1 2 3`, 类 款 项 栏次 1 2), and so is no data."""
    marks = [cell for cell in row.filled if plain(cell) in _MARKS]
    cells = [cell for cell in row.filled if cell not in marks]
    counts = [int(cell) for cell in cells if cell.isdigit()]
    if len(counts) != len(cells) or len(row.filled) < 2:
        return False
    if not counts:
        return any(plain(cell) in _COUNTED_BY for cell in marks)
    return (
        counts == list(range(counts[0], counts[0] + len(counts)))
        and counts[0] <= 2
        and len(counts) + len(marks) > 1
    )


def head_rows(grid: Grid) -> int:
    """How many rows at the top of a grid are head: the rows before the first that holds data."""
    keyed: set[int] = set()
    for count, row in enumerate(grid.rows):
        if _is_data(row, keyed):
            return count
        keyed |= {index for index, cell in enumerate(row.cells) if key(cell)}
    return len(grid.rows)


def heads(
    rows: Sequence[GridRow], width: int, period: Period = ANY_PERIOD
) -> tuple[ColumnHeader, ...]:
    """What each column means, from the head rows above it, in a document of that year and phase."""
    paths = _paths([_without_numbers(row) for row in rows], width)
    return _of_this_year(
        _with_lists(_with_classifications([_head(path, period) for path in paths]), paths)
    )


def _without_numbers(row: GridRow) -> GridRow:
    """A head row; of one that counts the columns only 类 款 项, which head the parts of a code."""
    if not is_column_numbers(row):
        return row
    return GridRow(
        tuple(cell if plain(cell) in CODE_PARTS else "" for cell in row.cells), row.place
    )


def _with_classifications(read: Sequence[ColumnHeader]) -> list[ColumnHeader]:
    """The heads, each code of no stated classification with that of the name to its right (科目编码 | 政府经济科目名称)."""
    done = list(read)
    for index in range(len(done) - 1, -1, -1):
        name = done[index].key or ""
        after = done[index + 1].key if index + 1 < len(done) else None
        if name.startswith("code") and after and after.endswith(("economic_name", "function_name")):
            done[index] = replace(done[index], key=after.replace("_name", "_") + name)
        elif name.startswith("code:") and after and "_code:" in after:
            done[index] = replace(
                done[index], key=after.partition(":")[0] + name.removeprefix("code")
            )
    return done


def _of_this_year(read: Sequence[ColumnHeader]) -> tuple[ColumnHeader, ...]:
    """The heads, without 本年 where nothing stands beside it that is not of this year: there it says nothing."""
    done = []
    for head in read:
        scopes = {
            one.coordinates.scope for one in read if one.coordinates and one.list == head.list
        }
        alone = head.coordinates is not None and head.coordinates.scope == "current_year"
        if alone and head.coordinates and "opening_balance" in scopes:
            done.append(replace(head, coordinates=replace(head.coordinates, scope=_received(head))))
        elif (
            alone and head.coordinates and "carried_over" not in scopes and not _totals(read, head)
        ):
            done.append(replace(head, coordinates=replace(head.coordinates, scope="all")))
        else:
            done.append(head)
    return tuple(done)


def _received(head: ColumnHeader) -> str:
    """In a table from opening to closing balance, 本年收入 is what came in, and 本年支出 is the table's own money."""
    return "received" if "收入" in head.text else "all"


def _totals(read: Sequence[ColumnHeader], head: ColumnHeader) -> bool:
    """Whether another column of the list holds the same money of all years."""
    assert head.coordinates is not None
    whole = replace(head.coordinates, scope="all")
    return any(one.coordinates == whole and one.list == head.list for one in read)


def within(head: ColumnHeader, table: Coordinates) -> ColumnHeader:
    """A head without what its table says for all figures: 政府性基金收入 in the table of that fund."""
    if head.coordinates is None:
        return head
    stated = head.coordinates.stated
    same = {
        name: getattr(_OPEN, name)
        for name, value in stated.items()
        if getattr(table, name) == value
    }
    return replace(head, coordinates=replace(head.coordinates, **same)) if same else head


def _is_data(row: GridRow, keyed: set[int]) -> bool:
    """A row is data once it prints a figure or a code, or a label in a column that already has its key head."""
    if is_column_numbers(row):
        return False
    if any(figure(cell) is not None for cell in row.filled):
        return True
    return any(row.cell(index) and not key(row.cell(index)) for index in keyed) or any(
        map(_numbered, row.filled)
    )


def _numbered(cell: str) -> bool:
    # 1. and （1） may stand in a head (1.基本支出), a line of data only ever begins with the other marks.
    return depth(cell) in (1, 2, 5)


def _paths(rows: Sequence[GridRow], width: int) -> list[list[str]]:
    """Per column, the head cells over it from top to bottom; a merged cell stands over all that it spans."""
    paths: list[list[str]] = [[] for _ in range(width)]
    starts: set[int] = set()
    for row in rows:
        current = ""
        for index in range(width):
            cell = row.cell(index)
            if cell:
                current = cell
            elif index in starts:
                current = ""
            if current:
                paths[index].append(plain(current))
        starts |= {index for index in range(width) if row.cell(index)}
    return paths


def _head(path: Sequence[str], period: Period) -> ColumnHeader:
    if path and (unit := _BODY.fullmatch(path[-1])):
        return ColumnHeader("", "unit_code" if unit[1] else "unit_name", None, " › ".join(path))
    keys = [found for found in map(key, path) if found]
    text = " › ".join(path)
    stated = [dimensions(part, period) for part in path]
    if keys and (key(path[-1]) or stated[-1] is None):
        return ColumnHeader("", _classified(keys[-1], text), None, text)
    if not path or stated[-1] is None:
        return ColumnHeader("", None, None, text)
    found = Coordinates()
    for one in stated:
        # 执行数 under 2025年执行数 says nothing new.
        repeats = one is not None and one.get("vintage") == "outturn" and found.vintage != "budget"
        found = replace(
            found,
            **{
                name: value
                for name, value in (one or {}).items()
                if not (repeats and name == "vintage")
            },
        )
    # 特定目标类 is a part of project spending only below that head; in a form it is what stands beside 项目类型.
    if (
        found.nature in ("other_operation", "specific_target")
        and {"nature": "project"} not in stated
    ):
        return ColumnHeader("", None, None, text)
    # 财政拨款结转 among the sources of a budget is last year's; accounts say which year's they mean.
    if re.search(r"结转|结余", text) and found.scope == "all" and found.fund != "balance_used":
        return ColumnHeader(
            "",
            None,
            replace(found, scope="carried_over") if period.phase == "budget" else None,
            text,
        )
    return ColumnHeader("", None, found, text)


def _classified(name: str, text: str) -> str:
    """A code or name of no stated classification is economic where a head above says so, else it waits for the table."""
    if name.startswith(("code", "name")) and "经济" in text:
        return f"{'government' if '政府' in text else 'department'}_economic_{name}"
    return name


def _with_lists(
    read: Sequence[ColumnHeader], paths: Sequence[Sequence[str]]
) -> tuple[ColumnHeader, ...]:
    """Each head with its list: a new list begins where a key column follows value columns.

    Columns of nothing but codes say more of the rows that they stand in; a list of its own has names.
    """
    segments: list[list[int]] = []
    for index, head in enumerate(read):
        filled = segments and any(read[place].coordinates for place in segments[-1])
        begins = head.key is not None and filled and read[index - 1].key is None
        if not segments or (begins and _has_names(read[index:])):
            segments.append([])
        segments[-1].append(index)
    names = _list_names([[paths[index] for index in segment] for segment in segments])
    return tuple(
        replace(read[index], list=name)
        for segment, name in zip(segments, names, strict=True)
        for index in segment
    )


def _has_names(heads: Sequence[ColumnHeader]) -> bool:
    """Whether the key columns up to the next figures hold a name."""
    keys = list(takewhile(lambda head: head.coordinates is None, heads))
    return any(head.key and not head.key.partition(":")[0].endswith("code") for head in keys)


def _list_names(segments: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """What each list is of: income or expenditure by its top head; otherwise its number, where there are several."""
    names: list[str] = []
    for number, segment in enumerate(segments, start=1):
        # A column of row numbers may stand before the columns of the first list.
        top = next((path[0] for path in segment if path and not _SERIAL.fullmatch(path[0])), "")
        name = next((name for word, name in _LISTS if word in top and _GROUP.fullmatch(top)), "")
        names.append(name or ("main" if len(segments) == 1 else f"list-{number}"))
    return [
        f"{name}-{index}" if name in names[:index] else name for index, name in enumerate(names)
    ]
