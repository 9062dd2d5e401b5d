"""Performance sheets: head, money, indicators, points, quantities named in their texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

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
_SHORTEST_GOAL = 15
"""With fewer characters than this a cell beside 年度目标 may be a head."""
# 2026年某某项目绩效目标申报表: the project stands in the title.
_NAME = re.compile(r"(?:20\d\d年(?:度)?)?(.*?)(?:支出)?绩效(?:目标|自评)?(?:申报|填报|自评)?表")
# 部门整体支出绩效目标表: the title names a kind of form, and no project.
_GENERIC = re.compile(
    r"(部门|预算|财政|单位|整体|项目|支出|专项|业务|经费|资金|总体|县|区|市|省|级|\(.*\))*"
)

# 1.项目支出绩效目标表, （二）绩效目标表及说明, 第三部分; not 301007_某局_某项目, which begins with a code.
_HEADING = re.compile(r"\(?[一二三四五六七八九十\d]{1,3}[.、)]|第[一二三四五六七八九十]+部分")
_ENDED = re.compile(r"[。;；:!?]$")


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
    """Whether a grid is one or more performance sheets: rows of a form, and under them indicators."""
    # A table of indicators alone has the same head, but nothing of a form above it.
    for index, row in enumerate(grid.rows):
        if labels.heads_indicators(row):
            above = grid.rows[:index]
            return any(map(_opens, above)) or _states_goal(above)
    return False


def begins_form(grid: Grid) -> bool:
    """Whether a grid is the beginning of a form that ends before its indicators."""
    return any(map(_opens, grid.rows)) and not any(map(labels.heads_indicators, grid.rows))


def goes_on_with_form(grid: Grid) -> bool:
    """Whether a grid begins with another part of a form: goals, or the head of the indicators."""
    first = grid.rows[0]
    return first.filled != () and labels.part(first.filled[0]) in ("goals", "indicators")


def _states_goal(rows: Sequence[GridRow]) -> bool:
    """Whether rows are the label of a goal, in a cell before or over it, and the goal itself."""
    for index, row in enumerate(rows):
        if not row.filled or labels.part(row.filled[0]) != "goals":
            continue
        below = rows[index + 1].filled if index + 1 < len(rows) else ()
        after = [*row.filled[1:], *below]
        if any(len(plain(cell)) > _SHORTEST_GOAL and not labels.part(cell) for cell in after):
            return True
    return False


def _opens(row: GridRow) -> bool:
    """Whether a row is of a form: a name asked for and given, money with its source, tasks."""
    if not row.filled:
        return False
    first, *rest = row.filled
    if labels.field(first) in ("project_name", "department_label"):
        for cell in rest:
            # Beside 项目名称 the heads of other columns make a table of projects.
            if labels.column(cell) or labels.part(cell):
                return False
            if plain(cell) in ("项目总额", "合计", "金额", "预算数", "资金总额"):
                return False
        return True

    if labels.part(first) not in ("money", "tasks") or not rest:
        return False
    if "总额" in "".join(rest):
        return True
    return "任务名称" in map(plain, row.filled)


def sheets(grid: Grid, above: Sequence[str] = ()) -> Iterator[Sheet]:
    """The sheets in a grid, each from one name to the next; the lines above tell unit and title."""
    starts = []
    for index, row in enumerate(grid.rows):
        if _has_name(row) and _opens(row):
            starts.append(index)
    # Before the first name stand the title and the number of the form.
    bounds = (0, *starts[1:], len(grid.rows))
    for start, end in pairwise(bounds):
        yield _sheet(grid.rows[start:end], above)


def _has_name(row: GridRow) -> bool:
    return "project_name" in map(labels.field, row.filled)


def _sheet(rows: Sequence[GridRow], above: Sequence[str]) -> Sheet:
    reading = form(rows, above)
    money = funds.money(reading.money)
    tasks = funds.money(reading.tasks)
    # What tasks are to do is a text of the sheet, like its goals.
    for text, place in (*money.texts, *tasks.texts):
        reading.texts.append(SheetText("主要任务", "annual", text, place))
    listed = tuple(_indicators(reading))
    quantities, others = _quantities(reading.texts, listed)

    lines = [*money.lines, *tasks.lines]
    if reading.points is not None:
        for index, line in enumerate(lines):
            if line.role == "total":
                # The points that the rate of spending gives stand in the first total.
                figures = {**line.figures, funds.WEIGHT: reading.points}
                lines[index] = replace(line, figures=figures)
                break

    head = reading.head
    if "project_name" not in head and "department_label" not in head:
        head["project_name"] = _name(above)
    return Sheet(
        head=head,
        amount_unit=reading.amount_unit,
        funds=tuple(lines),
        indicators=listed,
        quantities=quantities,
        goal_repeats=_repeats(reading.texts),
        left_out=(*reading.left_out, *others),
        unplaced=tuple(_unplaced(rows, reading, (*money.spare, *tasks.spare))),
        place=next(filter(_has_name, rows), rows[0]).place,
        remarks=(*money.remarks, *tasks.remarks),
    )


def _name(above: Sequence[str]) -> str:
    """The project that a title names before 绩效目标表; nothing where it names a kind of form.

    Nothing either where the line above may be the beginning of the name: half a name is another.
    """
    match = _NAME.fullmatch(plain(table_titles.title(above)))
    if match is None or _GENERIC.fullmatch(match.group(1)):
        return ""
    begins_with_year = match.start(1) > 0
    first, _ = table_titles.title_lines(above)
    if first and not begins_with_year and _may_go_on(above[first - 1]):
        return ""
    return match.group(1)


def _may_go_on(line: str) -> bool:
    """Whether a line is no heading, nothing of a table and no end of a sentence."""
    text = plain(line)
    return not (table_titles.is_over_table(line) or _HEADING.match(text) or _ENDED.search(text))


def _indicators(reading: Form) -> Iterator[Indicator]:
    """The indicators by the columns of their head, or by what cells say where these slipped."""
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
        for (kind, _), cell in heads.under(row):
            if kind.startswith(indicator_columns.OTHER):
                reading.spare.append((row, cell))
            elif kind.startswith(indicator_columns.WORDS):
                reading.texts.append(SheetText("指标说明", "", cell, row.place))


def _quantities(
    texts: Iterable[SheetText], listed: Iterable[Indicator]
) -> tuple[tuple[SheetQuantity, ...], tuple[LeftOut, ...]]:
    """The quantities that texts name, and the numbers in them that count nothing."""
    texts = list(texts)
    # Of targets, and of what came of them, that are sentences the package keeps what they count.
    for one in listed:
        if len(one.target) > TARGET:
            texts.append(SheetText("指标值", one.horizon, one.target, one.place))
        if len(one.achieved) > PHRASE:
            texts.append(SheetText("完成值", one.horizon, one.achieved, one.place))

    quantities: list[SheetQuantity] = []
    others: list[LeftOut] = []
    for name, horizon, text, place in texts:
        for number in scan(text):
            if isinstance(number, Quantity):
                quantities.append(SheetQuantity(name, horizon, number, place))
                continue
            what = f"{name}里的 {number.text}"
            others.append(LeftOut(what, number.why, place))
    return tuple(quantities), tuple(others)


def _unplaced(
    rows: Sequence[GridRow], reading: Form, spare: Iterable[tuple[GridRow, int]]
) -> Iterator[Unplaced]:
    """The cells of money that stand beside no label, and other figures that belong to none."""
    cells = []
    for row, index in spare:
        cells.append((row, index, "金额旁边没有名目"))
    for row, cell in reading.spare:
        if isinstance(figure(cell), Decimal):
            index = row.cells.index(cell)
            cells.append((row, index, "数字旁边没有名目"))
    project = reading.head.get("project_name", "")
    title = f"绩效目标申报表 {project}"
    places = [row.place for row in rows]
    for row, index, why in cells:
        number = places.index(row.place) + 1
        cell = row.cells[index]
        yield Unplaced(title, number, index + 1, cell, why, row.place)


def _repeats(texts: Iterable[SheetText]) -> str:
    """Whether the annual goal is the multi-year one again: its words, its numbers, or no."""
    goals = {"multi_year": "", "annual": ""}
    for text in texts:
        if text.field == GOAL:
            goals[text.horizon] += text.text
    period, year = goals.values()
    if not period or not year:
        return ""
    if plain(period) == plain(year):
        return "words"
    # Goals are often copied from the period to the year with a word changed.
    numbers = []
    for goal in (period, year):
        counted = (number for number in scan(goal) if isinstance(number, Quantity))
        numbers.append([(number.number, number.unit) for number in counted])
    if numbers[0] and numbers[0] == numbers[1]:
        return "numbers"
    return "no"
