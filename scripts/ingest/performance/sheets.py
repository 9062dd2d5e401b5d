"""Performance sheets: head, money, indicators, points, quantities named in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.ingest.document import PHRASE, Grid, GridRow, LeftOut, Place, Unplaced
from scripts.ingest.performance import funds, indicator_columns, labels
from scripts.ingest.performance.form import GOAL, Form, SheetText, form, without_label
from scripts.ingest.performance.funds import SheetFund
from scripts.ingest.performance.indicators import Indicator, indicators
from scripts.ingest.performance.labels import LABELS
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.quantities import Quantity, scan
from scripts.schema import figure
from scripts.schema.labels import plain

__all__ = ["LABELS", "Sheet", "SheetFund", "SheetQuantity", "is_sheet", "sheets"]

TARGET = 40
"""The longest target, and the longest indicator, that is still a name and no sentence."""
# 2026年某某项目绩效目标申报表: the project stands in the title.
_NAME = re.compile(r"(?:20\d\d年(?:度)?)?(.*?)(?:支出)?绩效(?:目标|自评)?(?:申报|填报|自评)?表")
# 部门整体支出绩效目标表: the title names a kind of form, and no project.
_GENERIC = re.compile(
    r"(部门|预算|财政|单位|整体|项目|支出|专项|业务|经费|资金|总体|县|区|市|省|级|\(.*\))*"
)
# What stands beside 项目名称 at the head of a table of projects, besides the heads of a form.
_TABLE_HEADS = ("项目总额", "合计", "金额", "预算数", "资金总额")


@dataclass(frozen=True)
class SheetQuantity:
    """A quantity that a sheet's text names, with the field and the horizon it stands in."""

    field: str
    horizon: str
    quantity: Quantity
    place: Place


@dataclass(frozen=True)
class Sheet:
    """One performance sheet, read; its prose is not kept, only what it counts.

    `goal_repeats` says whether the goal of the year is that of the whole period again: in its
    `words`, only in its `numbers`, or not (`no`); nothing where the sheet has but one.
    """

    head: dict[str, str]
    amount_unit: str
    funds: tuple[SheetFund, ...]
    indicators: tuple[Indicator, ...]
    quantities: tuple[SheetQuantity, ...]
    goal_repeats: str
    left_out: tuple[LeftOut, ...]
    unplaced: tuple[Unplaced, ...]
    place: Place
    remarks: tuple[str, ...] = ()


def is_sheet(grid: Grid) -> bool:
    """Whether a grid is one or more performance sheets: labels with what they ask for, and under
    them indicators.
    """
    # A table of indicators alone has the same head, but nothing of a form above it.
    for index, row in enumerate(grid.rows):
        if row.filled and labels.heads_indicators(row):
            return any(map(_opens, grid.rows[:index]))
    return False


def _opens(row: GridRow) -> bool:
    """Whether a row is of a form: a name asked for and given, money with its source, the tasks of a
    body.
    """
    if not row.filled:
        return False
    first, rest = row.filled[0], row.filled[1:]
    if labels.field(first) in ("project_name", "department_label"):
        return not any(map(_heads_table, rest))
    if labels.part(first) not in ("money", "tasks") or not rest:
        return False
    return "总额" in "".join(rest) or any(plain(cell) == "任务名称" for cell in row.filled)


def _heads_table(cell: str) -> bool:
    """Whether a cell beside 项目名称 heads a column of a table of projects."""
    return bool(labels.column(cell) or labels.part(cell)) or plain(cell) in _TABLE_HEADS


def sheets(grid: Grid, above: Sequence[str] = ()) -> Iterator[Sheet]:
    """The sheets in a grid, each from one name to the next.

    What stands before the first belongs to it.

    The lines above the grid tell the unit, and the name where the form asks for none.
    """
    starts = [index for index, row in enumerate(grid.rows) if _has_name(row) and _opens(row)]
    # Before the first name stand the title and the number of the form.
    starts = [0, *starts[1:]]
    for start, end in zip(starts, [*starts[1:], len(grid.rows)], strict=True):
        yield _sheet(grid.rows[start:end], above)


def _has_name(row: GridRow) -> bool:
    return any(labels.field(cell) == "project_name" for cell in row.filled)


def _sheet(rows: Sequence[GridRow], above: Sequence[str]) -> Sheet:
    reading = form(rows, above)
    money, tasks = funds.money(reading.money), funds.money(reading.tasks)
    # What tasks are to do is a text of the sheet, like its goals.
    for text, place in (*money.texts, *tasks.texts):
        reading.texts.append(SheetText("主要任务", "annual", text, place))
    listed = tuple(_indicators(reading))
    quantities, others = _quantities((*reading.texts, *_sentences(listed)))

    head = reading.head
    if not head.get("project_name") and not head.get("department_label"):
        head = head | {"project_name": _name(above)}
    title = f"绩效目标申报表 {head.get('project_name', '')}"
    spare = (*money.spare, *tasks.spare)
    return Sheet(
        head=head,
        amount_unit=reading.amount_unit,
        funds=tuple(_with_points([*money.lines, *tasks.lines], reading.points)),
        indicators=listed,
        quantities=quantities,
        goal_repeats=_repeats(reading.texts),
        left_out=(*reading.left_out, *others),
        unplaced=tuple(_unplaced(rows, title, reading, spare)),
        place=next((row for row in rows if _has_name(row)), rows[0]).place,
        remarks=(*money.remarks, *tasks.remarks),
    )


def _name(above: Sequence[str]) -> str:
    """The project that a title names before 绩效目标表; nothing where it names a kind of form."""
    match = _NAME.fullmatch(plain(table_titles.title(above)))
    if match is None or _GENERIC.fullmatch(match.group(1)):
        return ""
    return match.group(1)


def _with_points(lines: Sequence[SheetFund], points: Decimal | None) -> Iterator[SheetFund]:
    """The lines of money, the first total with the points that its rate of spending gives."""
    first = next((line for line in lines if line.role == "total"), None)
    for line in lines:
        if line is first and points is not None:
            line = replace(line, figures={**line.figures, funds.WEIGHT: points})
        yield line


def _indicators(reading: Form) -> Iterator[Indicator]:
    """The indicators by the columns of their head, or, where columns have slipped, by what the
    cells say.
    """
    if reading.indicator_head is None:
        return
    heads = indicator_columns.columns(reading.indicator_head)
    unlabelled = (without_label(row, "indicators") for row in reading.indicator_rows)
    rows = [row for row in unlabelled if row.filled]
    if not indicator_columns.fit(rows, heads):
        yield from indicators(reading.indicator_rows)
        return
    yield from indicator_columns.indicators(rows, heads)
    for row in rows:
        for _, cell in indicator_columns.under(row, heads, indicator_columns.OTHER):
            reading.spare.append((row, cell))
        for _, cell in indicator_columns.under(row, heads, indicator_columns.WORDS):
            reading.texts.append(SheetText("指标说明", "", cell, row.place))


def _sentences(listed: Sequence[Indicator]) -> Iterator[SheetText]:
    """The targets, and what came of them, that are sentences: of those the package keeps what they
    count.
    """
    for indicator in listed:
        if len(indicator.target) > TARGET:
            yield SheetText("指标值", indicator.horizon, indicator.target, indicator.place)
        if len(indicator.achieved) > PHRASE:
            yield SheetText("完成值", indicator.horizon, indicator.achieved, indicator.place)


def _unplaced(
    rows: Sequence[GridRow], title: str, reading: Form, spare: Iterable[tuple[GridRow, int]]
) -> Iterator[Unplaced]:
    """The cells of a sheet's money that stand beside no label, and the figures elsewhere that
    belong to none.
    """
    places = [row.place for row in rows]
    for row, index in spare:
        number = places.index(row.place) + 1
        why = "金额旁边没有名目"
        yield Unplaced(title, number, index + 1, row.cell(index), why, row.place)
    for row, cell in reading.spare:
        if isinstance(figure(cell), Decimal):
            number, column = places.index(row.place) + 1, row.cells.index(cell) + 1
            yield Unplaced(title, number, column, cell, "数字旁边没有名目", row.place)


def _quantities(
    texts: Iterable[SheetText],
) -> tuple[tuple[SheetQuantity, ...], tuple[LeftOut, ...]]:
    """The quantities that texts name, and the numbers in them that count nothing."""
    quantities: list[SheetQuantity] = []
    others: list[LeftOut] = []
    for name, horizon, text, place in texts:
        for number in scan(text):
            if isinstance(number, Quantity):
                quantities.append(SheetQuantity(name, horizon, number, place))
            else:
                others.append(LeftOut(f"{name}里的 {number.text}", number.why, place))
    return tuple(quantities), tuple(others)


def _repeats(texts: Sequence[SheetText]) -> str:
    """Whether the annual goal is the multi-year goal again: in its words, only in its numbers, or
    not.
    """
    period, year = _goal(texts, "multi_year"), _goal(texts, "annual")
    if not period or not year:
        return ""
    if plain(period) == plain(year):
        return "words"
    # Goals are often copied from the period to the year with a word changed.
    numbers = _numbers(period)
    return "numbers" if numbers and numbers == _numbers(year) else "no"


def _goal(texts: Sequence[SheetText], horizon: str) -> str:
    return "".join(text.text for text in texts if text[:2] == (GOAL, horizon))


def _numbers(text: str) -> list[tuple[Decimal, str]]:
    return [(number.number, number.unit) for number in scan(text) if isinstance(number, Quantity)]
