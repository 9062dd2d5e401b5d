"""The money of a performance form: labels with amounts, or rows under heads, by source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

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
# What the lines below it are parted by, and no line itself.
_GROUPS = re.compile(r"按(收入|支出|资金)(性质|来源|用途|结构)(分类?|划分)?:?")
_WITH_UNIT = re.compile(r"([\d,]+(?:\.\d+)?)(万元|元)")
# The heads of money in columns: of a form of accounts (执行数, 执行率), of tasks (任务名称).
_HEADS = re.compile(
    r"(年初|全年|调整)?预算数|(全年)?执行数|执行率|总额|合计|金额|任务名称|预算(金额|支出总额)|分值|得分"
)
_WHOLE = re.compile(r"实施期|中期|总投资")
_YEAR = re.compile(r"年度|全年|当年|本年")
_SUM = re.compile(r"总额|合计|总计|^年度金额$")
_OUTTURN = re.compile(r"执行数|执行率")
# 项目资金（元）, 资金总额:万元.
_UNIT_LAST = re.compile(r"[(:](万元|元)\)?$")
# 执行率（B/A）: the letters by which heads reckon with each other.
_LETTER = re.compile(r"\([A-Z/]+\)$")
_IN_BRACKETS = re.compile(r"\((万元|元|\d+分?)\)")


@dataclass(frozen=True)
class SheetFund:
    """One line of a sheet's money: its horizon, its label as printed, its figures."""

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
    with_figures = [any(map(_is_figure, row.filled)) and not _is_head(row) for row in rows]
    # With the first row that holds a figure, 120.00 or 120.00万元, the heads have ended.
    count = [*with_figures, True].index(True)
    above = rows[:count]
    for row in above:
        heads = map(_bare, row.filled)
        if any(map(_HEADS.fullmatch, heads)):
            read = _under_heads(above, rows[count:])
            # A figure among the heads heads nothing, and no line has it.
            read.spare += [
                (row, index)
                for row in above
                for index, cell in enumerate(row.cells)
                if _is_figure(cell)
            ]
            return read
    return _after_labels(rows)


def _is_head(row: GridRow) -> bool:
    """Whether a row heads columns of money, whatever else stands in it."""
    heads = [cell for cell in row.filled if _HEADS.fullmatch(_LETTER.sub("", _bare(cell)))]
    return len(heads) > 2


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


# Labels, each with an amount after it


def _after_labels(rows: Sequence[GridRow]) -> Money:
    read = Money()
    year = _year_column(rows)
    for row in rows:
        filled = [(index, cell) for index, cell in enumerate(row.cells) if cell]
        # After the last cell nothing stands, which is a blank amount.
        end = (len(row.cells), "")
        pairs = list(pairwise([*filled, end]))
        labels = set()
        for (index, cell), (_, after) in pairs:
            # Money is named by its words, or because an amount stands after what is none itself.
            names = _LABEL.fullmatch(plain(cell)) or _is_figure(after)
            if names and _amount(cell) is None:
                labels.add(index)

        used = set(labels)
        for (index, cell), (column, after) in pairs:
            amount = _amount(after)
            if column in labels:
                amount = BLANK, ""
            if index not in labels or amount is None:
                continue
            used.add(column)
            number, unit = amount
            figures = {MONEY: number}
            horizon = "annual" if index >= year else "multi_year"
            read.lines.append(SheetFund(horizon, _item(cell), figures, row.place, unit))

        for index, cell in filled:
            if index not in used and not _GROUPS.fullmatch(plain(cell)):
                read.spare.append((row, index))
    return read


def _year_column(rows: Sequence[GridRow]) -> int:
    """From which column labels are of the year: those to the left are the whole period's."""
    years: list[int] = []
    whole = False
    for row in rows:
        for column, cell in enumerate(row.cells):
            if _YEAR.search(cell):
                years.append(column)
            elif _WHOLE.search(cell):
                whole = True
    if years or not whole:
        return min(years, default=0)
    return max(len(row.cells) for row in rows)


def _item(text: str) -> str:
    """The name of a line: 其中：财政拨款 is 财政拨款."""
    name = plain(text).rstrip(":")
    name = name.removeprefix("其中:")
    return phrase(name, _LONGEST)


# Rows under heads


def _under_heads(above: Sequence[GridRow], rows: Sequence[GridRow]) -> Money:
    read = Money()
    above = [_with_first_heads(row, read.remarks) for row in above]
    width = max(len(row.cells) for row in (*above, *rows))
    period = ANY_PERIOD
    texts = [plain(cell) for row in above for cell in row.filled]
    if any(map(_OUTTURN.search, texts)):
        # In a form with 执行数 beside it, 预算数 is the adjusted budget.
        period = Period(phase="final")
    columns = heads(above, width, period)
    for row in rows:
        _read_row(read, row, columns)
    return read


def _with_first_heads(row: GridRow, remarks: list[str]) -> GridRow:
    """A head row in which a cell that runs two heads together (全年预算数全年执行数) keeps the first."""
    cells = []
    for cell in row.cells:
        text = plain(cell)
        # What is one head as it stands is never cut.
        cuts = range(2, len(text) - 1) if dimensions(text) is None else ()
        for cut in cuts:
            if dimensions(text[:cut]) and dimensions(text[cut:]):
                cell = text[:cut]
                remarks.append(f"“{text}”印在一格里，其下的数认作{cell}")
                break
        cells.append(cell)
    return GridRow(tuple(cells), row.place)


def _read_row(read: Money, row: GridRow, columns: Sequence[ColumnHeader]) -> None:
    """Put down a line of money, or the rest of the name above it."""
    figures: dict[Coordinates, Figure] = {}
    names: list[str] = []
    unread: list[int] = []
    strays: list[int] = []
    for index, head in enumerate(columns):
        cell = row.cell(index)
        without_sign = re.sub(r"[%％]$", "", cell)
        amount = _amount(without_sign)
        if head.coordinates is not None:
            if amount is None:
                unread.append(index)
            # Of a head over two columns, the one that is filled.
            elif cell or head.coordinates not in figures:
                figures[head.coordinates] = amount[0]
        elif _is_figure(cell):
            strays.append(index)
        elif cell:
            names.append(cell)

    # Cells under heads of money that hold no figure, then figures under heads of words.
    lost = [index for index in unread if columns[index].coordinates not in figures]
    read.spare += [(row, index) for index in (*lost, *strays)]

    # A long name goes on in a row of its own: 农村人居环境整治 | 120.00, below it 提升行动; a source
    # of money that is blank, 上年结转资金, is a line.
    has_figures = any(value != BLANK for value in figures.values())
    is_rest = len(names) == 1 and not _LABEL.fullmatch(plain(names[0]))
    if is_rest and read.lines and not has_figures:
        line = read.lines[-1]
        whole = line.item + plain(names[0])
        item = phrase(whole, _LONGEST)
        read.lines[-1] = replace(line, item=item)
        return
    # Without a name of its own a line is called as its first column of money.
    if not names:
        for head in columns:
            if head.coordinates is not None:
                top, _, _ = head.text.partition(" › ")
                names = [_bare(top)]
                break
    name = "".join(names[:1])
    horizon = "annual"
    if _WHOLE.search(plain(name)):
        horizon = "multi_year"
    line = SheetFund(horizon, _item(name), figures, row.place)
    read.lines.append(line)
    read.texts += [(text, row.place) for text in names[1:]]


# Cells


def _amount(cell: str) -> tuple[Figure, str] | None:
    """The figure in a cell, and the unit that stands beside it (120.00万元); None for other text."""
    amount_unit = ""
    if match := _WITH_UNIT.fullmatch(plain(cell)):
        cell, amount_unit = match.groups()
    value = figure(cell)
    return None if value is None else (value, amount_unit)


def _is_figure(cell: str) -> bool:
    amount = _amount(cell)
    return amount is not None and isinstance(amount[0], Decimal)


def _bare(text: str) -> str:
    return _IN_BRACKETS.sub("", plain(text)).rstrip(":")
