"""The money of a performance form: labels with amounts, or rows under heads, by source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scripts.ingest.document import GridRow, Place, phrase
from scripts.ingest.vocabulary.column_headers import ColumnHeader, heads
from scripts.ingest.vocabulary.column_words import ANY_PERIOD, Period, dimensions
from scripts.schema import BLANK, Coordinates, Figure, figure
from scripts.schema.labels import plain

MONEY = Coordinates()
WEIGHT = Coordinates(measure="weight")
"""The coordinates of the points that a line of money gives."""
# The longest name of a line; of a longer one the beginning is kept.
_LONGEST = 40
# What names money by its words: 项目总额, 其中:财政拨款, 一般公共预算资金, 单位自筹, 上年结转.
_LABEL = re.compile(
    r".*(总额|财政资金|财政拨款|一般公共预算.*|政府性基金.*|国有资本.*|单位自筹|"
    r"(自筹|自有|单位|其他|专户管理)资金|上年结转(资金)?):?"
)
_WITH_UNIT = re.compile(r"([\d,]+(?:\.\d+)?)(万元|元)")
# The heads of money in columns: of a form of accounts (执行数, 执行率), of tasks (任务名称).
_HEADS = re.compile(
    r"(年初|全年|调整)?预算数|(全年)?执行数|执行率|总额|合计|金额|任务名称|预算(金额|支出总额)|分值|得分"
)
_WHOLE = re.compile(r"实施期|中期|总投资")
_YEAR = re.compile(r"年度|全年|当年|本年")
_SUM = re.compile(r"总额|合计|总计")
_OUTTURN = re.compile(r"执行数|执行率")
# 项目资金（元）, 资金总额:万元.
_UNIT_LAST = re.compile(r"[(:](万元|元)\)?$")
_IN_BRACKETS = re.compile(r"\((万元|元|\d+分?)\)")


@dataclass(frozen=True)
class SheetFund:
    """One line of a sheet's money: its horizon, its label as printed, its figures (blank where none
    stands).
    """

    horizon: str
    item: str
    figures: Mapping[Coordinates, Figure]
    place: Place
    amount_unit: str = ""

    @property
    def role(self) -> str:
        """Whether the line is a total of the others."""
        return "total" if _SUM.search(self.item) else "line"


@dataclass
class Money:
    """What the rows of money say.

    Its lines, the cells of no line (by their row and column), the words of tasks with their places,
    and in words the slips that the reading got over.
    """

    lines: list[SheetFund] = field(default_factory=list)
    spare: list[tuple[GridRow, int]] = field(default_factory=list)
    texts: list[tuple[str, Place]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def money(rows: Sequence[GridRow]) -> Money:
    """The lines of money in the rows of that part of a form, without the label of the part itself.

    Two ways are printed: a label with its amount beside it (`项目总额 | 120.00 | 其中:财政拨款 | 100.00`),
    and rows under heads (`资金来源 | 年初预算数 | 全年执行数 | 执行率`).
    """
    count = _head_rows(rows)
    if any(_HEADS.fullmatch(_bare(cell)) for row in rows[:count] for cell in row.filled):
        return _under_heads(rows, count)
    return _after_labels(rows)


def unit(texts: Iterable[str]) -> str:
    """The money unit that the labels of a form state, 项目资金（元）; nothing where none does.

    >>> unit(["项目资金（元）"]), unit(["项目资金"])
    ('元', '')
    """
    for text in texts:
        match = _UNIT_LAST.search(plain(text))
        if match:
            return match.group(1)
    return ""


def _head_rows(rows: Sequence[GridRow]) -> int:
    """How many rows stand above the first that holds a figure; all, where none does."""
    for count, row in enumerate(rows):
        # 120.00 or 120.00万元: with the first of them the heads have ended.
        if any(map(_is_figure, row.filled)):
            return count
    return len(rows)


# Labels, each with an amount after it


def _after_labels(rows: Sequence[GridRow]) -> Money:
    """A line for each label.

    An amount printed a row below its neighbour still stands beside its own label.
    """
    read = Money()
    for row in rows:
        labels = [index for index in range(len(row.cells)) if _is_label(row, index)]
        used = set(labels)
        for index in labels:
            after = _next(row, index)
            if after is None or after in labels:
                read.lines.append(_labelled(rows, row, index, BLANK))
                continue
            amount = _amount(row.cell(after))
            if amount is not None:
                used.add(after)
                read.lines.append(_labelled(rows, row, index, *amount))
        read.spare += [
            (row, index) for index, cell in enumerate(row.cells) if cell and index not in used
        ]
    return read


def _labelled(
    rows: Sequence[GridRow], row: GridRow, index: int, amount: Figure, amount_unit: str = ""
) -> SheetFund:
    """The line of money whose label stands in a cell of a row."""
    item = _item(row.cell(index))
    return SheetFund(_horizon(rows, index), item, {MONEY: amount}, row.place, amount_unit)


def _item(text: str) -> str:
    """The name of a line: 其中：财政拨款 is 财政拨款."""
    return phrase(plain(text).rstrip(":").removeprefix("其中:"), _LONGEST)


def _is_label(row: GridRow, index: int) -> bool:
    """Whether a cell names money: by its words, or because an amount stands after it and it is none
    itself.
    """
    cell = row.cell(index)
    if not cell or _amount(cell) is not None:
        return False
    if _LABEL.fullmatch(plain(cell)):
        return True
    after = _next(row, index)
    return after is not None and _is_figure(row.cell(after))


def _next(row: GridRow, index: int) -> int | None:
    """The column of the next filled cell of a row."""
    for after in range(index + 1, len(row.cells)):
        if row.cell(after):
            return after
    return None


def _horizon(rows: Sequence[GridRow], index: int) -> str:
    """Which horizon the label in a column is of: the left labels are the whole period's, the right
    the year's.
    """
    cells = [(column, cell) for row in rows for column, cell in enumerate(row.cells)]
    annual = [column for column, cell in cells if _YEAR.search(cell)]
    if annual:
        return "annual" if index >= min(annual) else "multi_year"
    if any(_WHOLE.search(cell) for _, cell in cells):
        return "multi_year"
    return "annual"


# Rows under heads


def _under_heads(rows: Sequence[GridRow], count: int) -> Money:
    """A line for each row below the heads.

    A row of nothing but a name goes on with the name above it.
    """
    read = Money()
    above = [_with_first_heads(row, read.remarks) for row in rows[:count]]
    width = max(len(row.cells) for row in rows)
    period = ANY_PERIOD
    if any(_OUTTURN.search(plain(cell)) for row in above for cell in row.filled):
        # In a form with 执行数 beside it, 预算数 is the adjusted budget.
        period = Period(phase="final")
    columns = heads(above, width, period)
    for row in rows[count:]:
        _read_row(read, row, columns)
    return read


def _read_row(read: Money, row: GridRow, columns: Sequence[ColumnHeader]) -> None:
    figures = _figures(row, columns)
    filled = [index for index, cell in enumerate(row.cells) if cell]
    named = [index for index in filled if columns[index].coordinates is None]
    # Cells under heads of money that hold no figure, then figures under heads of words.
    lost = [
        index
        for index in filled
        if index not in named and columns[index].coordinates not in figures
    ]
    lost += [index for index in named if _is_figure(row.cell(index))]
    read.spare += [(row, index) for index in lost]
    names = [index for index in named if index not in lost]
    # A long name goes on in a row of its own: 农村人居环境整治 | 120.00, below it 提升行动.
    if len(names) == 1 and read.lines and all(value == BLANK for value in figures.values()):
        line = read.lines[-1]
        whole = phrase(line.item + plain(row.cell(names[0])), _LONGEST)
        read.lines[-1] = replace(line, item=whole)
        return
    read.lines.append(_line(row, names, figures, columns))
    read.texts += [(row.cell(index), row.place) for index in names[1:]]


def _line(
    row: GridRow,
    names: Sequence[int],
    figures: Mapping[Coordinates, Figure],
    columns: Sequence[ColumnHeader],
) -> SheetFund:
    """A line of money under heads.

    Without a name of its own it is called as its first column of money.
    """
    if names:
        name = row.cell(names[0])
    else:
        tops = (head.text.partition(" › ")[0] for head in columns if head.coordinates is not None)
        name = _bare(next(tops, ""))
    item = _item(name)
    horizon = "multi_year" if _WHOLE.search(plain(name)) else "annual"
    return SheetFund(horizon, item, figures, row.place)


def _figures(row: GridRow, columns: Sequence[ColumnHeader]) -> dict[Coordinates, Figure]:
    """The figures of a row by what their columns are of.

    Of a head over two columns, the one that is filled.
    """
    figures: dict[Coordinates, Figure] = {}
    for index, head in enumerate(columns):
        if head.coordinates is None:
            continue
        amount = _amount(re.sub(r"[%％]$", "", row.cell(index)))
        if amount is not None and (row.cell(index) or head.coordinates not in figures):
            figures[head.coordinates] = amount[0]
    return figures


def _with_first_heads(row: GridRow, remarks: list[str]) -> GridRow:
    """A head row in which a cell with the heads of two columns, whose line is lost, keeps the first
    of them.
    """
    cells = []
    for cell in row.cells:
        first = _first_of_two(plain(cell))
        if first:
            remarks.append(f"“{plain(cell)}”印在一格里，其下的数认作{first}")
        cells.append(first or cell)
    return GridRow(tuple(cells), row.place)


def _first_of_two(text: str) -> str:
    """The first of two heads that stand together (全年预算数全年执行数); nothing for a head that is one."""
    # What is one head as it stands is never cut.
    if dimensions(text) is not None:
        return ""
    for cut in range(2, len(text) - 1):
        if dimensions(text[:cut]) and dimensions(text[cut:]):
            return text[:cut]
    return ""


# Cells


def _amount(cell: str) -> tuple[Figure, str] | None:
    """The figure in a cell, and the unit that stands beside it (120.00万元).

    None for what is no figure.
    """
    amount_unit = ""
    if match := _WITH_UNIT.fullmatch(plain(cell)):
        cell, amount_unit = match.groups()
    value = figure(cell)
    if value is None:
        return None
    return value, amount_unit


def _is_figure(cell: str) -> bool:
    amount = _amount(cell)
    return amount is not None and isinstance(amount[0], Decimal)


def _bare(text: str) -> str:
    return _IN_BRACKETS.sub("", plain(text)).rstrip(":")
