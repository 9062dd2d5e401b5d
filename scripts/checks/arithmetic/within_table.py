"""The equalities inside one table: a row's total and its parts, a row and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import partial

from scripts.checks.comparisons import Cells, amount, at_least, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.package.partitions import _absolute, _is_money, _with, make_up_the_whole, partitions
from scripts.schema import Column

Compared = Callable[[str, Term, Sequence[Term]], Verdict | None]

ROW = Rule(
    "row",
    "每一行：合计 = 各部分之和",
    "同一行里，合计应当等于后面各列加起来",
    "规则 R-A4、R-A5；预算表的栏目关系",
    group="inside",
    condition="表里同时有合计列和它的各个部分",
    formula="合计 = 基本支出 + 项目支出（及其他性质）；合计 = 各种资金之和；基本支出 = 人员经费 + 公用经费",
)
TREE = Rule(
    "tree",
    "上下级：上级科目 = 下级科目之和",
    "一个科目的钱，应当等于它下面各个更细科目的钱加起来",
    "规则 R-A3；政府收支分类科目的类、款、项",
    group="inside",
    condition="上级行和它的下级行都在表里，下级行不是“其中”",
    formula="类 = 各款之和；款 = 各项之和；小计 = 所属各行之和",
)
PART = Rule(
    "part",
    "其中的一部分不超过整体",
    "“其中”只是一部分，不会比整体还多",
    "规则 R-A3、R-A11；“其中”二字的意思",
    group="inside",
    condition="下级行或下级列只是整体的一部分",
    formula="整体 ≥ 其中各项之和",
)
TOTAL = Rule(
    "total",
    "合计行 = 各行之和",
    "合计行应当等于它所合计的各行加起来",
    "规则 R-A1、R-A2、R-A3、R-A11、R-A21",
    group="inside",
    condition="表里有合计行和明细行",
    formula="合计 = 各行之和；总计 = 本年合计 + 结转和结余",
)
CHANGE = Rule(
    "change",
    "本年数 = 上年数 + 增减额",
    "同一行里印着上年、本年和增减，三者应当对得上",
    "规则 R-A18；中央部门预算表的“比上年增减”栏",
    group="inside",
    condition="表里同时有上年数、本年数和增减额三列",
    formula="本年数 = 上年数 + 增减额",
)
RULES = (ROW, TREE, PART, TOTAL, CHANGE)
_BESIDES = (("scope", "carried_forward"), ("fund", "balance_used"), ("fund", "account_balance"))
"""What all money may lawfully hold besides its parts: that left for next year, that saved in former years."""
_PLACE = {"line", "parent", "list", "position", "role", "document", "page", "source_line", "box"}


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equality that the package's tables offer within themselves."""
    for table in package.tables.values():
        if table.kind.printed:
            yield from within(table)


def within(table: Table) -> Iterator[Verdict]:
    """Every equality that one table offers within itself."""
    cells = Cells.of(table)
    yield from _rows(cells)
    yield from _changes(cells)
    if table.kind.statutory or table.kind.added_up:
        for name in dict.fromkeys(row["list"] for row in table.rows):
            yield from _tree(cells, table.rows_of(name))
            yield from _totals(cells, table.rows_of(name))


def _rows(cells: Cells) -> Iterator[Verdict]:
    for whole, parts in partitions(cells.table):
        besides = [column for column in _besides(whole, cells.table) if column not in parts]
        for row in cells.table.rows:
            found = _row(cells, row, whole, parts, besides) if whole.name in row.figures else None
            if found and not unfilled(found):
                yield found


def _row(
    cells: Cells, row: Row, whole: Column, parts: Sequence[Column], besides: Sequence[Column]
) -> Verdict | None:
    """A row's total against its parts, or these and what it may hold besides; nothing where the row has but one part."""
    left = cells.term(row, whole.name)
    right, more = (
        [cells.term(row, one.name) for one in some if one.name in row.figures]
        for some in (parts, besides)
    )
    found = equality(ROW.id, left, right) if len(right) > 1 else None
    if found is None or found.outcome != "fail" or not more:
        return found
    other = equality(ROW.id, left, [*right, *more])
    return other if other and other.outcome in ("pass", "rounding") else found


def _besides(whole: Column, table: Table) -> Iterator[Column]:
    """The columns that a table has of what all its money holds besides the parts; none for money of one kind or year."""
    at = _absolute(whole, table)
    if (at.fund, at.nature, at.scope) == ("all", "all", "all"):
        wanted = [_with(at, *beside) for beside in _BESIDES]
        yield from (
            column
            for column in table.values
            if _is_money(column) and _absolute(column, table) in wanted
        )


def unfilled(verdict: Verdict) -> bool:
    """A blank total beside parts of nothing but zeros, as in empty tables with zeros printed: nothing to check."""
    return verdict.left.value is None and not any(one.value for one in verdict.right)


def _changes(cells: Cells) -> Iterator[Verdict]:
    """This year's figure of a row against last year's and the change, where it prints all three."""
    columns = {_absolute(column, cells.table): column for column in cells.table.values}
    for at, change in columns.items():
        now = columns.get(_with(at, "vintage", "budget"))
        before = [
            columns[then] for one in _LAST_YEARS if (then := _with(at, "vintage", one)) in columns
        ]
        if at.measure != "amount" or at.vintage != "change" or now is None or not before:
            continue
        for row in cells.table.rows:
            yield from _change(cells, row, now, before, change)


def _change(
    cells: Cells, row: Row, now: Column, before: Sequence[Column], change: Column
) -> Iterator[Verdict]:
    """The verdict on the change that a row states; against last year's budget or its outturn, where both are there."""
    by = cells.term(row, change.name)
    tried = [
        equality(CHANGE.id, cells.term(row, now.name), [cells.term(row, one.name), by])
        for one in before
    ]
    # A figure that is nothing is often left blank: then the row states no change to be checked.
    told = [one for one in tried if one and one.outcome != "cannot-tell"]
    if told and by.value is not None:
        yield next((one for one in told if one.outcome != "fail"), told[0])


_LAST_YEARS = ("previous_budget", "previous_outturn")


def _tree(cells: Cells, rows: Sequence[Row]) -> Iterator[Verdict]:
    below: dict[str, list[Row]] = {}
    for row in filter(_says_anything, rows):
        below.setdefault(row["parent"], []).append(row)
    for row in rows:
        if parts := below.get(row["line"], []):
            whole = make_up_the_whole(parts)
            yield from _equal(
                TREE if whole else PART, cells, row, parts, equality if whole else at_least
            )


def _totals(cells: Cells, rows: Sequence[Row]) -> Iterator[Verdict]:
    """The subtotal of a list is the rows before it; the total is the subtotal and what stands outside it."""
    lines = [
        (place, row)
        for place, row in enumerate(rows)
        if row["role"] == "line" and not row["parent"]
    ]
    top = [(place, row) for place, row in lines if _says_anything(row)]
    subtotals = [(place, row) for place, row in enumerate(rows) if row["role"] == "subtotal"]
    for total in (row for row in rows if row["role"] == "total"):
        if len(subtotals) == 1:
            middle, subtotal = subtotals[0]
            yield from _equal(TOTAL, cells, subtotal, [row for place, row in top if place < middle])
            yield from _equal(
                TOTAL, cells, total, [subtotal, *(row for place, row in top if place > middle)]
            )
        elif not subtotals and top:
            rows_below = [row for _, row in top]
            by_level = cells.table.kind.levelled
            yield from (_by_level if by_level else partial(_equal, TOTAL))(cells, total, rows_below)


def _by_level(cells: Cells, total: Row, rows: Sequence[Row]) -> Iterator[Verdict]:
    """A total against its rows, or those of one level: a body, its kinds and its items may stand one below the other.

    Where a table does not say which row is above which, rows of one level are those that fill the same columns.
    """
    levels: dict[frozenset[str], list[Row]] = {}
    for row in rows:
        levels.setdefault(
            frozenset(name for name, text in row.keys.items() if text) - _PLACE, []
        ).append(row)
    choices = [list(_equal(TOTAL, cells, total, one)) for one in (rows, *levels.values())]
    for found in choices[0]:
        others = [one for tried in choices[1:] for one in tried if one.left == found.left]
        held = next((one for one in others if one.outcome in ("pass", "rounding")), None)
        if found.outcome != "fail" or not (held or _twice_told(found)):
            yield found
        else:
            why = "表里几级的行并列，没有标出上下级"
            yield held or undecided(TOTAL.id, found.left, found.right, why)


def _twice_told(verdict: Verdict) -> bool:
    """Whether the parts are so much more than the whole that some of them must be sums of others."""
    return (
        verdict.left.value is not None and amount(verdict.right) * 2 >= verdict.left.value * 3 > 0
    )


def _says_anything(row: Row) -> bool:
    """Whether a row is more than one of the blank ones that fill a list printed beside a longer one."""
    return bool(row.label or row.code) or any(
        isinstance(figure, Decimal) for figure in row.figures.values()
    )


def _equal(
    rule: Rule, cells: Cells, whole: Row, parts: Sequence[Row], compared: Compared = equality
) -> Iterator[Verdict]:
    for column in filter(_is_money, cells.table.values):
        right = [cells.term(part, column.name) for part in parts]
        found = compared(rule.id, cells.term(whole, column.name), right)
        if found and not unfilled(found):
            yield found
