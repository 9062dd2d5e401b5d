"""Performance sheets: head, money by horizon and source, indicators, points, quantities named in their texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from scripts.ingest import redaction
from scripts.ingest.document import PHRASE, Grid, GridRow, LeftOut, Place, Unplaced
from scripts.ingest.performance import funds, indicator_columns, labels
from scripts.ingest.performance.funds import SheetFund
from scripts.ingest.performance.indicators import Indicator, indicators
from scripts.ingest.performance.labels import LABELS
from scripts.ingest.vocabulary import table_titles
from scripts.ingest.vocabulary.column_headers import is_amount
from scripts.ingest.vocabulary.quantities import Other, Quantity, scan
from scripts.schema import figure
from scripts.schema.labels import plain

__all__ = ["LABELS", "Sheet", "SheetFund", "SheetQuantity", "is_sheet", "sheets"]

TARGET = 40
"""The longest target, and the longest indicator, that is still a name and no sentence."""
_FILED = re.compile(r"填报日期[:：]?")
_RATE_POINTS = re.compile(r"(预算)?执行率(分值|权重)\(?(\d+)分?\)?")
_UNIT_ALONE = re.compile(r"\((万?元)\)")
_GOAL_HEADS = (
    (r"实施期.*目标|项目总(体)?目标|中期.*目标|长期.*目标|总目标", ("总体目标", "multi_year")),
    (r"年度.*目标|全年.*目标|预期目标", ("总体目标", "annual")),
    (r"(全年|年度)?实际完成情况|(目标)?完成情况", ("完成情况", "annual")),
)
_NAME = re.compile(r"(?:20\d\d年(?:度)?)?(.*?)(?:支出)?绩效(?:目标|自评)?(?:申报|填报|自评)?表")
_GENERIC = re.compile(
    r"(部门|预算|财政|单位|整体|项目|支出|专项|业务|经费|资金|总体|县|区|市|省|级|\(.*\))*"
)


@dataclass(frozen=True)
class SheetQuantity:
    """A quantity that a sheet's text names, with the field and the horizon it stands in."""

    field: str
    horizon: str
    quantity: Quantity
    place: Place


@dataclass(frozen=True)
class Sheet:
    """One performance sheet, read; its prose is not kept, only what it counts."""

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


@dataclass
class _Reading:
    head: dict[str, str] = field(default_factory=dict)
    texts: list[tuple[str, str, str, Place]] = field(default_factory=list)
    money: list[GridRow] = field(default_factory=list)
    tasks: list[GridRow] = field(default_factory=list)
    goal_heads: dict[int, tuple[str, str]] = field(default_factory=dict)
    goal: tuple[str, str] = ("总体目标", "")
    indicator_head: GridRow | None = None
    indicator_rows: list[GridRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    spare: list[tuple[GridRow, str]] = field(default_factory=list)
    points: Decimal | None = None
    amount_unit: str = ""


def is_sheet(grid: Grid) -> bool:
    """Whether a grid is one or more performance sheets: labels with what they ask for, and under them indicators."""
    head = next(
        (at for at, row in enumerate(grid.rows) if row.filled and labels.heads_indicators(row)),
        None,
    )
    return head is not None and any(map(_opens, grid.rows[:head]))


def _opens(row: GridRow) -> bool:
    """Whether a row is of a form: a name asked for and given, money with its source, the tasks of a body."""
    if not row.filled:
        return False
    first, rest = row.filled[0], row.filled[1:]
    if labels.field(first) in ("project_name", "department_label"):
        return not any(_heads_table(cell) for cell in rest)
    return (
        labels.part(first) in ("money", "tasks")
        and bool(rest)
        and "总额" in "".join((*rest, "总额" * _is_task(row)))
    )


def _is_task(row: GridRow) -> bool:
    return any(plain(cell) == "任务名称" for cell in row.filled)


def _heads_table(cell: str) -> bool:
    """Whether a cell beside 项目名称 heads a column of a table of projects."""
    return bool(labels.column(cell) or labels.part(cell)) or plain(cell) in (
        "项目总额",
        "合计",
        "金额",
        "预算数",
        "资金总额",
    )


def sheets(grid: Grid, above: Sequence[str] = ()) -> Iterator[Sheet]:
    """The sheets in a grid, each from one name to the next; what stands before the first belongs to it.

    The lines above the grid tell the unit, and the name where the form asks for none.
    """
    starts = [
        index
        for index, row in enumerate(grid.rows)
        if any(map(_is_name, row.filled)) and _opens(row)
    ] or [0]
    for start, end in zip([0, *starts[1:]], [*starts[1:], len(grid.rows)], strict=True):
        yield _sheet(grid.rows[start:end], above)


def _is_name(cell: str) -> bool:
    return labels.field(cell) == "project_name"


def _sheet(rows: Sequence[GridRow], above: Sequence[str]) -> Sheet:
    reading = _Reading(amount_unit=table_titles.amount_unit(above))
    section = "fields"
    for row in (row for row in rows if row.filled and not _is_title(row)):
        section = _section(row, section)
        _SECTIONS[section](reading, _without_points(reading, row))
    money, tasks = funds.money(reading.money), funds.money(reading.tasks)
    reading.texts += [
        ("主要任务", "annual", text, place) for text, place in (*money.texts, *tasks.texts)
    ]
    found = tuple(_indicators(reading))
    quantities, others = _quantities((*reading.texts, *_long(found)))
    named = reading.head.get("project_name") or reading.head.get("department_label")
    head = reading.head if named else reading.head | {"project_name": _name(above)}
    return Sheet(
        head=head,
        amount_unit=reading.amount_unit,
        funds=tuple(_with_points([*money.lines, *tasks.lines], reading.points)),
        indicators=found,
        quantities=quantities,
        goal_repeats=_repeats(reading.texts),
        left_out=(*reading.left_out, *others),
        unplaced=tuple(
            _unplaced(rows, head.get("project_name", ""), reading, (*money.spare, *tasks.spare))
        ),
        place=next((row.place for row in rows if any(map(_is_name, row.filled))), rows[0].place),
        remarks=(*money.remarks, *tasks.remarks),
    )


def _is_title(row: GridRow) -> bool:
    """Whether a row is a line over the form in a cell of its own: its title, its number, its year."""
    return len(row.filled) == 1 and (
        table_titles.is_title(row.filled[0]) or labels.is_year(row.filled[0])
    )


def _name(above: Sequence[str]) -> str:
    """The project that a title names before 绩效目标表; nothing where it names a kind of form."""
    match = _NAME.fullmatch(plain(table_titles.title(above)))
    return "" if match is None or _GENERIC.fullmatch(match.group(1)) else match.group(1)


def _section(row: GridRow, before: str) -> str:
    """Which part of the form a row is of: the one that it opens, or the one before it."""
    first = row.filled[0]
    if labels.heads_indicators(row):
        return "indicator head"
    if (
        redaction.is_contact(first)
        or plain(first).endswith(redaction.MARK)
        or _FILED.match(plain(first))
    ):
        return "contact"
    if labels.field(first) or plain(first) in labels.TEXTS:
        return "fields"
    found = labels.part(first)
    return found or ("indicators" if before == "indicator head" else before)


def _without_points(reading: _Reading, row: GridRow) -> GridRow:
    """A row without the cell that says how many points the rate of spending gives, which are noted."""
    found = next(
        (match for cell in row.filled if (match := _RATE_POINTS.fullmatch(plain(cell)))), None
    )
    if found is None:
        return row
    reading.points = Decimal(found.group(3))
    return replace(
        row, cells=tuple("" if _RATE_POINTS.fullmatch(plain(cell)) else cell for cell in row.cells)
    )


def _with_points(lines: Sequence[SheetFund], points: Decimal | None) -> Iterator[SheetFund]:
    """The lines of money, the first total with the points that its rate of spending gives."""
    first = next((line for line in lines if line.role == "total"), None)
    for line in lines:
        more = {funds.WEIGHT: points} if line is first and points is not None else {}
        yield replace(line, figures={**line.figures, **more})


def _fields_row(reading: _Reading, row: GridRow) -> None:
    """Labels and what stands after each: a head field, or one of the form's texts."""
    label = ""
    for cell in row.filled:
        bare = plain(cell).rstrip(":")
        name = labels.field(label)
        if labels.field(bare) or bare in labels.TEXTS or redaction.is_contact(bare):
            label = bare
        elif redaction.is_contact(label):
            reading.left_out.append(redaction.contact(label, row.place))
        elif not label or name in reading.head or (name and is_amount(cell)):
            reading.spare.append((row, cell))
        elif name:
            reading.head[name] = cell
        else:
            reading.texts.append((label, "", cell, row.place))


def _goal_row(reading: _Reading, row: GridRow) -> None:
    """A row of goals: heads of columns, or texts under them, of the horizon that a head or the label states."""
    heads = {index: found for index, cell in enumerate(row.cells) if (found := _goal_head(cell))}
    if labels.part(row.filled[0]) == "goals":
        first = next(index for index, cell in enumerate(row.cells) if cell)
        reading.goal = (
            heads.pop(first, ("总体目标", ""))
            if len(row.filled) > 1 or first == 0
            else reading.goal
        )
    reading.goal_heads |= heads
    texts = [
        (index, cell)
        for index, cell in enumerate(row.cells)
        if cell and index not in heads and not labels.part(cell)
    ]
    for at, (index, text) in enumerate(texts):
        name, horizon = _goal_of(reading, index)
        horizon = horizon or ("annual" if at else "multi_year")
        reading.texts.append((name, horizon, text, row.place))


def _goal_head(cell: str) -> tuple[str, str] | None:
    return next(
        (found for pattern, found in _GOAL_HEADS if re.fullmatch(pattern, plain(cell))), None
    )


def _goal_of(reading: _Reading, index: int) -> tuple[str, str]:
    over = [at for at in reading.goal_heads if at <= index]
    return reading.goal_heads[max(over)] if over else reading.goal


def _money_row(reading: _Reading, row: GridRow) -> None:
    reading.money.append(_without_label(reading, row, "money"))


def _task_row(reading: _Reading, row: GridRow) -> None:
    reading.tasks.append(_without_label(reading, row, "tasks"))


def _without_label(reading: _Reading, row: GridRow, part: str) -> GridRow:
    """A row without the label of its part, which may state the unit, and may break off before it."""
    reading.amount_unit = funds.unit(row.filled) or reading.amount_unit
    at = next(index for index, cell in enumerate(row.cells) if cell)
    after = next((cell for cell in row.cells[at + 1 :] if cell), "")
    alone = _UNIT_ALONE.fullmatch(plain(row.cells[at])) is not None
    heads = (
        labels.part(row.cells[at]) == part
        and plain(row.cells[at]) != "任务名称"
        and figure(after) is None
    )
    return replace(row, cells=("",) * (at + 1) + row.cells[at + 1 :]) if alone or heads else row


def _indicator_head(reading: _Reading, row: GridRow) -> None:
    """The head of the indicators; the most points that it states are those of its columns, and no data."""
    told = [
        (cell, match.group(1))
        for cell in row.filled
        if (match := re.search(r"\((\d+)分?\)", plain(cell)))
    ]
    reading.left_out += [
        LeftOut(f"栏名里的 {number}分", "栏名写的满分，不是数据", row.place) for _, number in told
    ]
    if reading.indicator_head is None:
        reading.indicator_head = row


def _indicator_row(reading: _Reading, row: GridRow) -> None:
    reading.indicator_rows.append(row)


def _indicators(reading: _Reading) -> Iterator[Indicator]:
    """The indicators by the columns of their head, or, where columns have slipped, by what the cells say."""
    if reading.indicator_head is None:
        return
    heads = indicator_columns.columns(reading.indicator_head)
    rows = [row for row in map(_without_indicator_label, reading.indicator_rows) if row.filled]
    if not indicator_columns.fit(rows, heads):
        yield from indicators(reading.indicator_rows)
        return
    yield from indicator_columns.indicators(rows, heads)
    for row in rows:
        reading.spare += [
            (row, cell) for _, cell in indicator_columns.under(row, heads, indicator_columns.OTHER)
        ]
        reading.texts += [
            ("指标说明", "", cell, row.place)
            for _, cell in indicator_columns.under(row, heads, indicator_columns.WORDS)
        ]


def _long(found: Sequence[Indicator]) -> Iterator[tuple[str, str, str, Place]]:
    """The targets, and what came of them, that are sentences: of those the package keeps what they count."""
    for one in found:
        for name, text, longest in (
            ("指标值", one.target, TARGET),
            ("完成值", one.achieved, PHRASE),
        ):
            if len(text) > longest:
                yield name, one.horizon, text, one.place


def _without_indicator_label(row: GridRow) -> GridRow:
    at = next(index for index, cell in enumerate(row.cells) if cell)
    label = labels.part(row.cells[at]) == "indicators"
    return replace(row, cells=("",) * (at + 1) + row.cells[at + 1 :]) if label else row


def _contact_row(reading: _Reading, row: GridRow) -> None:
    """Who filled the sheet in is personal: dropped, and told by its kind; the date of filing is kept."""
    label = ""
    for cell in row.filled:
        if redaction.is_contact(cell) or _FILED.fullmatch(plain(cell)):
            label = plain(cell)
        elif date := re.match(
            r"(?:填报日期:)?(\d{4})[-年./]?(\d{1,2})[-月./]?(\d{1,2})", plain(cell)
        ):
            reading.head["filed"] = "-".join(part.zfill(2) for part in date.groups())
        elif redaction.MARK not in cell:
            reading.left_out.append(redaction.contact(label or "填报栏", row.place))


_SECTIONS: Mapping[str, Callable[[_Reading, GridRow], None]] = {
    "fields": _fields_row,
    "money": _money_row,
    "tasks": _task_row,
    "goals": _goal_row,
    "indicator head": _indicator_head,
    "indicators": _indicator_row,
    "contact": _contact_row,
}


def _unplaced(
    rows: Sequence[GridRow], name: str, reading: _Reading, spare: Sequence[tuple[GridRow, int]]
) -> Iterator[Unplaced]:
    """The cells of a sheet's money that stand beside no label, and the figures elsewhere that belong to none."""
    title = f"绩效目标申报表 {name}"
    places = [row.place for row in rows]
    for row, index in spare:
        yield Unplaced(
            title,
            places.index(row.place) + 1,
            index + 1,
            row.cell(index),
            "金额旁边没有名目",
            row.place,
        )
    for row, cell in reading.spare:
        if isinstance(figure(cell), Decimal):
            at = row.cells.index(cell) + 1
            yield Unplaced(
                title, places.index(row.place) + 1, at, cell, "数字旁边没有名目", row.place
            )


def _quantities(
    texts: Sequence[tuple[str, str, str, Place]],
) -> tuple[tuple[SheetQuantity, ...], tuple[LeftOut, ...]]:
    found: list[SheetQuantity] = []
    others: list[LeftOut] = []
    for name, horizon, text, place in texts:
        for number in scan(text):
            if isinstance(number, Quantity):
                found.append(SheetQuantity(name, horizon, number, place))
            else:
                others.append(_other(name, number, place))
    return tuple(found), tuple(others)


def _other(name: str, number: Other, place: Place) -> LeftOut:
    return LeftOut(f"{name}里的 {number.text}", number.why, place)


def _repeats(texts: Sequence[tuple[str, str, str, Place]]) -> str:
    """Whether the annual goal is the multi-year goal again: in its words, only in its numbers, or not."""
    goals = [(horizon, text) for name, horizon, text, _ in texts if name == "总体目标"]
    whole, year = (
        "".join(text for one, text in goals if one == horizon)
        for horizon in ("multi_year", "annual")
    )
    if not whole or not year:
        return ""
    if plain(whole) == plain(year):
        return "words"
    return "numbers" if _numbers(whole) and _numbers(whole) == _numbers(year) else "no"


def _numbers(text: str) -> list[tuple[Decimal, str]]:
    return [(number.number, number.unit) for number in scan(text) if isinstance(number, Quantity)]
