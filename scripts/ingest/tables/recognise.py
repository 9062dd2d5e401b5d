"""A grid becomes a table: kind, unit and status, columns, rows with their parents and places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scripts.ingest.document import PHRASE, Grid, GridRow, LeftOut, Unplaced
from scripts.ingest.tables import hierarchy
from scripts.ingest.tables.body_rows import BodyRows, column_of
from scripts.ingest.tables.counts import with_counts
from scripts.ingest.tables.hierarchy import Nesting
from scripts.ingest.tables.hierarchy_by_sum import Steps
from scripts.ingest.tables.surroundings import preface
from scripts.ingest.tables.totals_beside import with_totals
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import (
    ColumnHeader,
    head_rows,
    heads,
    is_column_numbers,
    within,
)
from scripts.ingest.vocabulary.column_words import Period, vintage
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

# What stands around a note: （注： …。）, 备注：…
_BEFORE_NOTE = rf"^[(（]?(注|备注|说明)?[:：]?\s*({STATED})?|[)）。]+$"
_SAYS_NO = re.compile(r"(本年度?|当年|20\d\d年度?)?(没有|无|未|不涉及)")
_OF_THIS_TABLE = re.compile(r"(故?本表|此表)(无|没有)")

# The classification that a code is of, by its first digit.
_CLASSES = {"2": "function", "3": "department_economic", "5": "government_economic"}


@dataclass(frozen=True)
class RecognisedTable:
    """A table with its rows not yet identified (`parents` by index), and what did not go into it.

    `heads` are those of the grid's columns, `data` the places in the grid of its rows of data;
    `resolved` says which cells were read otherwise than they stand, as only so the sums hold;
    `undecided` in which lists the search for parents took too long. `stated`: a workbook of ours
    says what it is.
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
    undecided: tuple[str, ...] = ()


@dataclass(frozen=True)
class GridContext:
    """What stands around a grid: lines before and after, the kinds seen so far, the period.

    `steps`: how far rows of the whole document may still be nested by their sums.
    """

    before: Sequence[str]
    after: Sequence[str]
    taken: frozenset[str]
    period: Period
    steps: Steps = field(default_factory=Steps)


def recognise(grid: Grid, around: GridContext) -> RecognisedTable | None:
    """The table that a grid is, given what stands around it; None for no table.

    The title over the grid decides the kind, else the shape of its head and rows; a title of
    something else makes it a table of kind `other`.
    """
    above, below = preface(grid)
    before = [*around.before, *above]
    depth = head_rows(below)
    head = below.rows[:depth]
    rows = below.rows[depth:]
    read = heads(head, below.width, around.period)

    title = table_titles.title(before)
    titled = table_titles.kind_by_title(title)
    kind = titled or table_titles.kind_by_shape(below, read, around.taken)
    if kind is None and title:
        kind = KINDS["other"]
    if kind is None or all(column.says_nothing for column in read):
        return None

    table = _empty_table(kind, title, before, around)
    if not table.amount_unit:
        cells = [cell for row in head for cell in row.filled]
        table = replace(table, amount_unit=table_titles.unit_in_heads(cells))

    read = _classified(read, rows, kind)
    placed = [within(column, table.coordinates) for column in read]
    read = tuple(_settled(column, kind) for column in placed)
    data = [row for row in rows if not is_column_numbers(row)]
    read, totals = with_totals(_by_year(read, data, around.period), data)
    once = _without_doubles(read)
    body = BodyRows(rows, once, title or kind.title, around.period)
    table, nesting = filled(table, read, body, around.steps)

    column_numbers = []
    for row in filter(is_column_numbers, below.rows):
        what = f"列号行 {' '.join(row.filled)}"
        column_numbers.append(LeftOut(what, "只数列，不是数据", row.place))

    first = len(grid.rows) - len(rows)
    return RecognisedTable(
        table=table,
        parents=nesting.parents,
        undecided=nesting.undecided,
        unplaced=tuple(body.unplaced()),
        left_out=(*column_numbers, *body.left_out()),
        by_shape=titled is None,
        heads=tuple(body.heads),
        data=tuple(first + index for index in body.indices()),
        resolved=totals,
    )


def filled(
    table: Table, read: Sequence[ColumnHeader], body: BodyRows, steps: Steps | None = None
) -> tuple[Table, Nesting]:
    """A table with its columns, rows and status, and which row stands above which, by index."""
    read_rows = hierarchy.with_unit_totals(body.rows())
    read, rows = with_counts(read, _with_merged_goals(read_rows))
    figures = [value for row in rows for value in row.figures.values()]

    # 注：本单位无政府性基金预算 may stand below the table before the one it is about.
    statement = table.statement
    holds_money = any(isinstance(value, Decimal) and value for value in figures)
    if holds_money and not _OF_THIS_TABLE.match(statement):
        statement = ""

    status: Status = "empty"
    if statement:
        status = "empty-stated"
    elif any(value != BLANK for value in figures):
        status = "published"

    columns = _columns(read, rows)
    table = replace(table, columns=columns, rows=rows, statement=statement, status=status)
    nesting = hierarchy.nesting(table, body.indents(), steps)
    if nesting.inferred:
        rows = _with_basis(rows, nesting.inferred)
        table = replace(table, columns=_columns(read, rows), rows=rows)
    return table, nesting


def _with_basis(rows: Sequence[Row], inferred: Container[int]) -> tuple[Row, ...]:
    """The rows, those whose parent only sums tell marked as such."""
    marked = []
    for index, row in enumerate(rows):
        if index in inferred:
            row = Row({**row.keys, "parent_basis": "sums"}, row.figures)
        marked.append(row)
    return tuple(marked)


def _with_merged_goals(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows, each indicator with the project and the levels of merged cells beside it."""
    # By the position of the row in which each begins.
    projects: dict[int, str] = {}
    for row in rows:
        name = row["project_name"]
        if not name and row.role == "line":
            name = row["item"]
        if name:
            projects[int(row["position"])] = name

    begins = sorted(projects)
    complete = []
    level_1 = level_2 = ""
    for row in rows:
        if row["level_3"]:
            if row["level_1"]:
                # It begins level 2 anew: 效益指标 with none is not 产出指标's 数量指标.
                level_1 = row["level_1"]
                level_2 = row["level_2"]
            level_2 = row["level_2"] or level_2
            keys = {**row.keys, "level_1": level_1, "level_2": level_2}

            begun = bisect_right(begins, int(row["position"]))
            if begun and not row["project_name"]:
                keys["project_name"] = projects[begins[begun - 1]]
            row = Row(keys, row.figures)
        complete.append(row)
    return tuple(complete)


def _empty_table(kind: Kind, title: str, before: Sequence[str], around: GridContext) -> Table:
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


def statement(after: Sequence[str]) -> str:
    """What the notes under a table say of there being no data in it, or nothing.

    >>> statement(["单位：万元", "注：本单位无政府性基金预算。"])
    '本单位无政府性基金预算'
    """
    for text in after:
        if table_titles.says_no_data(text):
            note = re.sub(_BEFORE_NOTE, "", text)
            begun = _SAYS_NO.search(note)
            # Of a long note the name that it begins with would be all that is kept.
            if begun and len(note) > PHRASE and begun.start() > PHRASE // 2:
                note = note[begun.start() :]
            return note[:PHRASE]
    return ""


def _classified(
    read: Sequence[ColumnHeader], rows: Sequence[GridRow], kind: Kind
) -> tuple[ColumnHeader, ...]:
    """The heads, those of no stated classification with the one that their codes are of."""
    keys = {}
    digits = []
    for index, head in enumerate(read):
        key = head.key or ""
        if key.startswith(("code", "name")):
            keys[index] = key
        if key not in ("code", "code:1", "name"):
            continue
        # 2010501, [301]工资福利支出: the first digit of a code tells.
        for row in rows:
            cell = row.cell(index).lstrip("[【(（")
            if cell[:1] in _CLASSES and cell[:3].isdigit():
                digits.append(cell[0])

    digit = "2"
    if digits:
        # Of two as frequent the one that comes first.
        digit = max(_CLASSES, key=digits.count)
    elif kind.economic:
        digit = "3"

    complete = list(read)
    for index, key in keys.items():
        complete[index] = replace(read[index], key=f"{_CLASSES[digit]}_{key}")
    return tuple(complete)


def _settled(head: ColumnHeader, kind: Kind) -> ColumnHeader:
    if head.key == "project_name" and kind.direction != "expenditure":
        head = replace(head, key="item")
    # The one list of 收入总表 is its income, though no head says so.
    if head.list == "main" and kind.direction not in ("both", "none"):
        head = replace(head, list=kind.direction)
    return head


def _by_year(
    read: Sequence[ColumnHeader], rows: Sequence[GridRow], period: Period
) -> tuple[ColumnHeader, ...]:
    """The heads, 项目 over rows that name nothing but years or plans (预算数, 决算数) being of these."""
    complete = []
    for index, head in enumerate(read):
        if head.key == "item":
            vintages = {vintage(row.cell(index), period) for row in rows}
            if len(vintages) > 1 and None not in vintages:
                head = replace(head, key="vintage")
        complete.append(head)
    return tuple(complete)


def _without_doubles(read: Sequence[ColumnHeader]) -> tuple[ColumnHeader, ...]:
    """The heads, the second of two that mean the same unknown: one column takes one figure."""
    seen: set[tuple[str, str | Coordinates | None]] = set()
    complete: list[ColumnHeader] = []
    for head in read:
        meaning = (head.list, head.key or head.coordinates)
        # Where a list has several columns of labels, each says more of the one before.
        may_repeat = head.unknown or head.key == "item"
        if meaning in seen and not may_repeat:
            head = replace(head, key=None, coordinates=None)
        complete.append(head)
        seen.add(meaning)
    return tuple(complete)


def _columns(read: Sequence[ColumnHeader], rows: Sequence[Row]) -> tuple[Column, ...]:
    """The columns of a table in the order of the pool: keys, values as published, the place."""
    # Every table has these, whatever its heads say.
    names = {"line", "parent", "list", "position", "role", "document"}
    for row in rows:
        names.update(name for name, text in row.keys.items() if text)

    # The heads printed over each column, by its name and then by list.
    printed: dict[str, dict[str, str]] = {}
    values: dict[str, Coordinates] = {}
    for head in read:
        if head.key:
            name = column_of(head.key)
            names.add(name)
        elif head.coordinates:
            name = head.coordinates.column
            values[name] = head.coordinates
        else:
            continue
        # Of two lists each keeps its own words for a column; of one list, the first.
        own = printed.setdefault(name, {})
        text = head.text
        if name == "goal_characters":
            # Under 绩效目标 a text is printed; what is kept of it is no longer that.
            text = KEYS[name].title
        if text:
            own.setdefault(head.list, text)

    pool = []
    for name, column in KEYS.items():
        if name in names:
            own = printed.get(name, {})
            pool.append(replace(column, heads=own))
    keys = [column for column in pool if column.name not in _PLACE_COLUMNS]
    places = [column for column in pool if column.name in _PLACE_COLUMNS]
    published = [value_column(coordinates, printed[name]) for name, coordinates in values.items()]
    return (*keys, *published, *places)
