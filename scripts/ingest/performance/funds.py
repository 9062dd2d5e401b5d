"""The money of a performance form: labels with an amount after each, or rows under heads, by source and by task."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from scripts.ingest.document import GridRow, Place, phrase
from scripts.ingest.vocabulary.column_headers import ColumnHeader, heads
from scripts.ingest.vocabulary.column_words import ANY_PERIOD, Period, dimensions
from scripts.schema import BLANK, Coordinates, Figure, figure
from scripts.schema.labels import plain

MONEY = Coordinates()
_LONGEST = 40
WEIGHT = Coordinates(measure="weight")
_LABEL = re.compile(
    r".*(总额|财政资金|财政拨款|一般公共预算.*|政府性基金.*|国有资本.*|单位自筹|(自筹|自有|单位|其他|专户管理)资金|上年结转(资金)?):?"
)
_WITH_UNIT = re.compile(r"([\d,]+(?:\.\d+)?)(万元|元)")
_HEADS = re.compile(
    r"(年初|全年|调整)?预算数|(全年)?执行数|执行率|总额|合计|金额|任务名称|预算(金额|支出总额)|分值|得分"
)
_WHOLE = re.compile(r"实施期|中期|总投资")
_YEAR = re.compile(r"年度|全年|当年|本年")
_SUM = re.compile(r"总额|合计|总计")
_OUTTURN = re.compile(r"执行数|执行率")


@dataclass(frozen=True)
class SheetFund:
    """One line of a sheet's money: its horizon, its label as printed, its figures (blank where none stands)."""

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
    """What the rows of money say: lines, cells of no line, the words of tasks, and slips that the reading got over."""

    lines: list[SheetFund] = field(default_factory=list)
    spare: list[tuple[GridRow, int]] = field(default_factory=list)
    texts: list[tuple[str, Place]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def money(rows: Sequence[GridRow]) -> Money:
    """The lines of money in the rows of that part of a form, without the label of the part itself."""
    count = _head_rows(rows)
    if any(_HEADS.fullmatch(_bare(cell)) for row in rows[:count] for cell in row.filled):
        return _under_heads(rows, count)
    return _after_labels(rows)


def unit(texts: Iterable[str]) -> str:
    """The money unit that the labels of a form state, 项目资金（元）; nothing where none does."""
    found = (re.search(r"[(:](万元|元)\)?$", plain(text)) for text in texts)
    return next((match.group(1) for match in found if match), "")


def _head_rows(rows: Sequence[GridRow]) -> int:
    """How many rows stand above the first that holds a figure; all, where none does."""
    return next((at for at, row in enumerate(rows) if any(map(_is_figure, row.filled))), len(rows))


# Labels, each with an amount after it


def _after_labels(rows: Sequence[GridRow]) -> Money:
    """A line for each label; an amount printed a row below its neighbour still stands beside its own label."""
    read = Money()
    for row in rows:
        labels = [index for index in range(len(row.cells)) if _is_label(row, index)]
        taken = set(labels)
        for index in labels:
            after = _next(row, index)
            amount = (BLANK, "") if after is None or after in labels else _amount(row.cell(after))
            if amount is not None:
                taken |= {after} if after is not None else set()
                read.lines.append(_fund(rows, row, index, amount))
        read.spare += [
            (row, index) for index, cell in enumerate(row.cells) if cell and index not in taken
        ]
    return read


def _fund(
    rows: Sequence[GridRow], row: GridRow, index: int, amount: tuple[Figure, str]
) -> SheetFund:
    item = plain(row.cell(index)).rstrip(":").removeprefix("其中:")
    return SheetFund(
        _horizon(rows, index), phrase(item, _LONGEST), {MONEY: amount[0]}, row.place, amount[1]
    )


def _is_label(row: GridRow, index: int) -> bool:
    """Whether a cell names money: by its words, or because an amount stands after it and it is none itself."""
    cell = row.cell(index)
    if not cell or _amount(cell) is not None:
        return False
    after = _next(row, index)
    return _LABEL.fullmatch(plain(cell)) is not None or (
        after is not None and _is_figure(row.cell(after))
    )


def _next(row: GridRow, index: int) -> int | None:
    return next((at for at in range(index + 1, len(row.cells)) if row.cell(at)), None)


def _horizon(rows: Sequence[GridRow], index: int) -> str:
    """Which horizon the label in a column is of: the left labels are the whole period's, the right the year's."""
    cells = [(at, cell) for row in rows for at, cell in enumerate(row.cells)]
    annual = min((at for at, cell in cells if _YEAR.search(cell)), default=None)
    if annual is None:
        return "multi_year" if any(_WHOLE.search(cell) for _, cell in cells) else "annual"
    return "annual" if index >= annual else "multi_year"


# Rows under heads


def _under_heads(rows: Sequence[GridRow], count: int) -> Money:
    """A line for each row below the heads; a row of nothing but a name goes on with the name above it."""
    read = Money()
    above = [_one_head_a_cell(row, read.remarks) for row in rows[:count]]
    width = max(len(row.cells) for row in rows)
    final = any(_OUTTURN.search(plain(cell)) for row in above for cell in row.filled)
    columns = heads(above, width, Period(phase="final") if final else ANY_PERIOD)
    for row in rows[count:]:
        names = [
            index
            for index, cell in enumerate(row.cells)
            if cell and columns[index].coordinates is None
        ]
        figures = _figures(row, columns)
        read.spare += [
            (row, i)
            for i, c in enumerate(row.cells)
            if c and i not in names and columns[i].coordinates not in figures
        ]
        read.spare += [(row, index) for index in names if _is_figure(row.cell(index))]
        names = [index for index in names if not _is_figure(row.cell(index))]
        if len(names) == 1 and read.lines and all(value == BLANK for value in figures.values()):
            read.lines[-1] = _longer(read.lines[-1], row.cell(names[0]))
        else:
            read.lines.append(_line(row, names, figures, columns))
            read.texts += [(row.cell(index), row.place) for index in names[1:]]
    return read


def _line(
    row: GridRow,
    names: Sequence[int],
    figures: Mapping[Coordinates, Figure],
    columns: Sequence[ColumnHeader],
) -> SheetFund:
    first = next(
        (head.text.partition(" › ")[0] for head in columns if head.coordinates is not None), ""
    )
    item = plain(row.cell(names[0])) if names else _bare(first)
    item = item.rstrip(":").removeprefix("其中:")
    return SheetFund(
        "multi_year" if _WHOLE.search(item) else "annual",
        phrase(item, _LONGEST),
        figures,
        row.place,
    )


def _longer(line: SheetFund, rest: str) -> SheetFund:
    return SheetFund(
        line.horizon,
        phrase(line.item + plain(rest), _LONGEST),
        line.figures,
        line.place,
        line.amount_unit,
    )


def _figures(row: GridRow, columns: Sequence[ColumnHeader]) -> dict[Coordinates, Figure]:
    """The figures of a row by what their columns are of; of a head over two columns, the one that is filled."""
    found: dict[Coordinates, Figure] = {}
    for index, head in enumerate(columns):
        if head.coordinates is None:
            continue
        value = _amount(re.sub(r"[%％]$", "", row.cell(index)))
        if value is not None and (row.cell(index) or head.coordinates not in found):
            found[head.coordinates] = value[0]
    return found


def _one_head_a_cell(row: GridRow, remarks: list[str]) -> GridRow:
    """A head row in which a cell with the heads of two columns, whose line is lost, keeps the first of them."""
    cells = []
    for cell in row.cells:
        first = _first_of_two(plain(cell))
        if first:
            remarks.append(f"“{plain(cell)}”印在一格里，其下的数认作{first}")
        cells.append(first or cell)
    return GridRow(tuple(cells), row.place)


def _first_of_two(text: str) -> str:
    if dimensions(text) is not None:
        return ""
    cuts = range(2, len(text) - 1)
    return next((text[:at] for at in cuts if dimensions(text[:at]) and dimensions(text[at:])), "")


# Cells


def _amount(cell: str) -> tuple[Figure, str] | None:
    """The figure in a cell, and the unit that stands beside it; None for what is no figure."""
    if match := _WITH_UNIT.fullmatch(plain(cell)):
        value = figure(match.group(1))
        return None if value is None else (value, match.group(2))
    value = figure(cell)
    return None if value is None else (value, "")


def _is_figure(cell: str) -> bool:
    amount = _amount(cell)
    return amount is not None and isinstance(amount[0], Decimal)


def _bare(text: str) -> str:
    return re.sub(r"\((万元|元|\d+分?)\)", "", plain(text)).rstrip(":")
