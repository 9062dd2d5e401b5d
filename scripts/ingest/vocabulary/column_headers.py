"""What the columns of a grid mean, by its head rows: lists, keys, coordinates of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.ingest.document import Grid, GridRow, phrase
from scripts.ingest.vocabulary.column_words import (
    ANY_PERIOD,
    CODE_PARTS,
    MORE_OF_A_ROW,
    Period,
    dimensions,
    key,
)
from scripts.ingest.vocabulary.economic_columns import is_row_of_codes, purpose_of, with_items
from scripts.ingest.vocabulary.head_parts import by_parts
from scripts.schema import Coordinates, figure
from scripts.schema.labels import depth, plain

_LISTS = (("收入", "income"), ("支出", "expenditure"))
# 部门预算支出 or 政府预算支出 over 类 and 款: of the economic classification of that budget.
_BUDGET_CODES = re.compile(r"(部门|政府)预算支出")
_SERIAL = re.compile(r"序号|行次|行号|栏次")
# What stands over a whole list: 收入, 本年支出, 支出预算.
_GROUP = re.compile(r".*(收入|支出|收支)(预算)?")
# Over a column the body of a row; beside a cell a form's label, so no word that opens a head.
_BODY = re.compile(r"部门[(/]单位\)?(?:(编码|代码)|名称)?")
# What begins a row that counts the columns.
_COUNTED_BY = ("**", "栏次", "行次")
_MARKS = frozenset((*_COUNTED_BY, *CODE_PARTS))
_PARTED = re.compile(r"[.,，．]")
_BALANCE = re.compile(r"结转|结余")
# What stands between the head cells over one column, from the top.
_BETWEEN = " › "
# The longest head cell; what is longer is a sentence.
_LONGEST = 60


@dataclass(frozen=True)
class ColumnHeader:
    """What one column of a grid holds: a key column's name, or coordinates, or neither (`unknown`).

    `text` is the head as printed, from the top: `支出 › 基本支出 › 人员经费`.
    """

    list: str
    key: str | None
    coordinates: Coordinates | None
    text: str

    @property
    def unknown(self) -> bool:
        """Whether nothing in the data model answers to this column."""
        return self.key is None and self.coordinates is None

    @property
    def says_nothing(self) -> bool:
        """Whether no row is told apart by this column, and no figure stands in it."""
        return self.unknown or self.key in MORE_OF_A_ROW

    @property
    def lowest(self) -> str:
        """The head cell right over the column."""
        return self.text.rpartition(_BETWEEN)[2]


def is_amount(cell: str) -> bool:
    """Whether a cell is a figure as no code and no name is: with decimals or thousands separators.

    >>> is_amount("1,200.00"), is_amount("2010501"), is_amount("1.基本支出")
    (True, False, False)
    """
    if not _PARTED.search(cell):
        return False
    return isinstance(figure(cell), Decimal)


def is_head(text: str) -> bool:
    """Whether a cell's text heads a column that the data model knows."""
    return (
        key(text) is not None or bool(dimensions(text)) or plain(text) in ("合计", "小计", "金额")
    )


def head_text(cell: str) -> str:
    """What a head cell says, as headers keep it: of a sentence over a column only the beginning.

    >>> head_text("其中： 基本支出"), len(head_text("通过开展项目，" * 20))
    ('其中:基本支出', 20)
    """
    return phrase(plain(cell), _LONGEST)


def is_row_numbers(head: ColumnHeader) -> bool:
    """Whether a column only counts the rows (行次, 序号), and so is no data."""
    return head.lowest in ("行次", "序号", "栏次")


def is_column_numbers(row: GridRow) -> bool:
    """Whether a row only counts the columns, and so is no data: `** 1 2 3`, 类 款 项 栏次 1 2."""
    texts = row.filled
    cells = [text for text in texts if plain(text) not in _MARKS]
    if len(texts) < 2 or not all(map(str.isdecimal, cells)):
        return False
    if not cells:
        return any(plain(text) in _COUNTED_BY for text in texts)

    numbers = [int(cell) for cell in cells]
    first = numbers[0]
    counted = range(first, first + len(numbers))
    return first <= 2 and numbers == list(counted)


def head_rows(grid: Grid) -> int:
    """How many rows at the top of a grid are head: the rows before the first that holds data."""
    keyed: set[int] = set()
    for count, row in enumerate(grid.rows):
        if _is_data(row, keyed):
            return count
        # Goals may stand over more heads (绩效目标 over 指标 and 指标值); names do not.
        keyed |= {
            index
            for index, cell in enumerate(row.cells)
            if key(cell) and key(cell) not in MORE_OF_A_ROW
        }
    return len(grid.rows)


def heads(
    rows: Sequence[GridRow], width: int, period: Period = ANY_PERIOD
) -> tuple[ColumnHeader, ...]:
    """What each column means, from the head rows above it, in a document of that year and phase.

    One header for each of `width` columns; codes and names whose classification no head states are
    called `code` and `name`, for the codes below to tell it.

    >>> from scripts.ingest.document import Place
    >>> row = GridRow(("科目编码", "科目名称", "合计"), Place())
    >>> [(header.key, header.list) for header in heads([row], 3)]
    [('code', 'main'), ('name', 'main'), (None, 'main')]
    """
    paths = _paths(rows, width)
    named = with_items(paths)
    headers = _with_classifications(
        [
            replace(_head(own, period), text=_BETWEEN.join(path))
            for path, own in zip(paths, named, strict=True)
        ]
    )
    return _of_this_year(_with_lists(headers, paths))


def _with_classifications(headers: Sequence[ColumnHeader]) -> list[ColumnHeader]:
    """The headers, each code of no stated classification with that of the name to its right.

    科目编码 | 政府经济科目名称: the code is a government economic one, though its head does not say so.
    """
    complete = list(headers)
    # From right to left, so that 类 款 项 take it in turn: 项 from the name, 款 from 项.
    for index in range(len(complete) - 2, -1, -1):
        own = complete[index].key or ""
        after = complete[index + 1].key or ""
        if own.startswith("code") and after.endswith(("economic_name", "function_name")):
            own = after.replace("_name", "_") + own
        elif own.startswith("code:") and "_code:" in after:
            own = after.partition(":")[0] + own.removeprefix("code")
        else:
            continue
        complete[index] = replace(complete[index], key=own)
    return complete


def _of_this_year(headers: Sequence[ColumnHeader]) -> tuple[ColumnHeader, ...]:
    """The headers, without 本年 where all beside it is of this year too: there it says nothing."""
    complete = []
    for header in headers:
        at = header.coordinates
        if at is not None and at.scope == "current_year":
            beside = [other.coordinates for other in headers if other.list == header.list]
            scopes = {other.scope for other in beside if other}

            of_all_years = replace(at, scope="all")
            if "opening_balance" in scopes:
                # Up to the closing balance, 本年收入 is what came in, 本年支出 the table's own money.
                at = replace(at, scope="received") if "收入" in header.text else of_all_years
            elif "carried_over" not in scopes and of_all_years not in beside:
                at = of_all_years
            header = replace(header, coordinates=at)
        complete.append(header)
    return tuple(complete)


def within(head: ColumnHeader, table: Coordinates) -> ColumnHeader:
    """A head without what its table says for all figures: 政府性基金收入 in the table of that fund."""
    if head.coordinates is None:
        return head

    shared = {}
    for name, value in head.coordinates.stated.items():
        if getattr(table, name) == value:
            shared[name] = getattr(Coordinates(), name)
    return replace(head, coordinates=replace(head.coordinates, **shared))


def _is_data(row: GridRow, keyed: set[int]) -> bool:
    """Whether a row prints a figure or a code, or a label in a column that has its key head."""
    if is_column_numbers(row):
        return False
    is_labelled = any(row.cell(index) and not key(row.cell(index)) for index in keyed)
    if not is_labelled and is_row_of_codes(row):
        return False

    cells = zip(row.cells, row.figures, strict=True)
    if any(cell and value is not None for cell, value in cells):
        return True
    # Below 支出用途, a key of its own, may stand 金额: all of such a row heads columns.
    if any(map(key, row.filled)) and all(map(is_head, row.filled)):
        return False
    if is_labelled:
        return True

    # 1. and （1） may stand in a head (1.基本支出), the other marks only ever begin a line of data.
    return any(depth(cell) in (1, 2, 5) for cell in row.filled)


def _paths(rows: Sequence[GridRow], width: int) -> list[list[str]]:
    """Per column, the head cells over it from top to bottom; merged ones over all they span."""
    paths: list[list[str]] = [[] for _ in range(width)]
    starts: set[int] = set()
    for row in rows:
        cells = [row.cell(index) for index in range(width)]
        if is_column_numbers(row):
            # Of what it says only 类 款 项 head anything: the parts of a code.
            cells = [cell if plain(cell) in CODE_PARTS else "" for cell in cells]

        spanning = ""
        for index, cell in enumerate(cells):
            # A cell of the row above that begins here ends what spans from the left.
            if cell or index in starts:
                spanning = cell
            if spanning:
                paths[index].append(head_text(spanning))
        starts |= {index for index, cell in enumerate(cells) if cell}
    return paths


def _head(path: Sequence[str], period: Period) -> ColumnHeader:
    """The header of a column by the cells over it, its list left open."""
    text = _BETWEEN.join(path)
    unknown = ColumnHeader("", None, None, text)
    if not path:
        return unknown
    if body := _BODY.fullmatch(path[-1]):
        return replace(unknown, key="unit_code" if body[1] else "unit_name")

    lowest = _catalogue_level(path) or key(path[-1])
    over = [name for name in map(key, path[:-1]) if name and name not in MORE_OF_A_ROW]
    keys = [*over, lowest] if lowest else over
    levels = [_level(part, period) for part in path]
    if keys and (lowest or levels[-1] is None):
        return replace(unknown, key=_classified(keys[-1], text))
    if levels[-1] is None:
        return unknown

    at = _together(levels)
    # 特定目标类 is a part of project spending only below that head; in a form it stands beside 项目类型.
    is_in_project = {"nature": "project"} in levels
    if at.nature in ("other_operation", "specific_target") and not is_in_project:
        return unknown

    # 财政拨款结转 among the sources of a budget is last year's; accounts say which year's they mean.
    if _BALANCE.search(text) and at.scope == "all" and at.fund != "balance_used":
        if period.phase != "budget":
            return unknown
        at = replace(at, scope="carried_over")
    return replace(unknown, coordinates=at)


def _level(part: str, period: Period) -> dict[str, str] | None:
    """What one cell over a column states, of an item of an economic classification its purpose."""
    item = purpose_of(part)
    return {"purpose": item} if item else by_parts(part, period)


def _catalogue_level(path: Sequence[str]) -> str | None:
    """The key of 一级, 二级 or 三级 below a head that says of which catalogue."""
    if any("目录" in part for part in path[:-1]):
        return key(f"{path[-1]}目录")
    return None


def _together(levels: Sequence[dict[str, str] | None]) -> Coordinates:
    """The coordinates that the cells over a column state together, the lower ones last."""
    at = Coordinates()
    for level in levels:
        values = dict(level or {})
        # 执行数 under 2025年执行数 says nothing new.
        if values.get("vintage") == "outturn" and at.vintage != "budget":
            del values["vintage"]
        at = replace(at, **values)
    return at


def _classified(name: str, text: str) -> str:
    """A code or name: economic where a head above says so, else it waits for its classification."""
    is_of_budget = name.startswith("code:") and _BUDGET_CODES.match(text)
    if not name.startswith(("code", "name")) or not ("经济" in text or is_of_budget):
        return name
    if "政府" in text:
        return f"government_economic_{name}"
    return f"department_economic_{name}"


def _with_lists(
    headers: Sequence[ColumnHeader], paths: Sequence[Sequence[str]]
) -> tuple[ColumnHeader, ...]:
    """Each header with its list: a new list begins where a key column follows value columns."""
    segments: list[list[int]] = [[]]
    has_values = after_value = False
    for index, header in enumerate(headers):
        # Columns of nothing but codes say more of their rows; a list of its own has names.
        is_name = header.key and header.key not in MORE_OF_A_ROW
        if is_name and after_value and has_values and _has_names(headers[index:]):
            segments.append([])
            has_values = False
        segments[-1].append(index)
        # What says more of a row may stand between its figures and the next list.
        after_value = not header.key or (after_value and not is_name)
        has_values = has_values or header.coordinates is not None

    names = _list_names([[paths[index] for index in segment] for segment in segments])
    listed = []
    for segment, name in zip(segments, names, strict=True):
        for index in segment:
            listed.append(replace(headers[index], list=name))
    return tuple(listed)


def _has_names(headers: Sequence[ColumnHeader]) -> bool:
    """Whether the key columns up to the next figures hold a name."""
    for header in headers:
        if header.coordinates:
            return False
        name = (header.key or "").partition(":")[0]
        if name and name not in MORE_OF_A_ROW and not name.endswith("code"):
            return True
    return False


def _list_names(segments: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    """What each list is of: income or expenditure by its top head, else its number."""
    names: list[str] = []
    for number, segment in enumerate(segments, start=1):
        # A column of row numbers may stand before the columns of the first list.
        tops = (path[0] for path in segment if path and not _SERIAL.fullmatch(path[0]))
        top = next(tops, "")

        name = f"list-{number}" if len(segments) > 1 else "main"
        if _GROUP.fullmatch(top):
            name = next((own for word, own in _LISTS if word in top), name)
        names.append(name)

    results = []
    for index, name in enumerate(names):
        if name in names[:index]:
            name = f"{name}-{index}"
        results.append(name)
    return results
