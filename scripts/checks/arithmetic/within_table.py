"""The equalities inside one table: a row's total and its parts, a row and the rows below it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from scripts.checks.comparisons import Cells, amount, at_least, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.package.partitions import in_table, is_money, make_up_the_whole, moved, partitions
from scripts.schema import ADDED, Column

Compared = Callable[[str, Term, Sequence[Term]], Verdict | None]
# The rows right below each, by its line; those at the top by "".
_Below = Mapping[str, Sequence[Row]]

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
# What all money may hold besides its parts: that left for next year, saved in former years.
_BESIDES = (("scope", "carried_forward"), ("fund", "balance_used"), ("fund", "account_balance"))
# Terms of the equations of all totals of a list together.
_MOST_TERMS = 200_000
_LAST_YEARS = ("previous_budget", "previous_outturn")


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equality that the package's tables offer within themselves."""
    for table in package.tables.values():
        if table.kind.printed:
            yield from within(table)


def within(table: Table) -> Iterator[Verdict]:
    """Every equality that one table offers: along its rows, then down each of its lists."""
    cells = Cells.of(table)
    yield from _rows(cells)
    yield from _changes(cells)
    # What the rows of a table that no law names add up to is nowhere said.
    if table.kind.statutory or table.kind.added_up:
        # Lists side by side (income and expenditure) have totals of their own.
        for name in dict.fromkeys(row["list"] for row in table.rows):
            rows = table.rows_of(name)
            below = _below(rows)
            yield from _tree(cells, rows, below)
            yield from _totals(cells, rows, below)


def _rows(cells: Cells) -> Iterator[Verdict]:
    """The total of each row against its parts, or these and what it may hold besides."""
    for whole, parts in partitions(cells.table):
        # Counted already where the table's columns make it a part.
        besides = [column for column in _besides(whole, cells.table) if column not in parts]
        for row in cells.table.rows:
            right = [cells.term(row, part.name) for part in parts if part.name in row.figures]
            if whole.name not in row.figures or len(right) < 2:
                continue
            left = cells.term(row, whole.name)
            verdict = equality(ROW.id, left, right)
            if verdict is None or is_unfilled(verdict):
                continue
            optional = [cells.term(row, more.name) for more in besides if more.name in row.figures]
            if verdict.outcome == "fail" and optional:
                # A total of this year leaves out 结转下年, one of all money holds it.
                wider = equality(ROW.id, left, [*right, *optional])
                # Both are lawful. Where neither agrees, the plain sum is what the reader expects.
                if wider and wider.agrees:
                    verdict = wider
            yield verdict


def _besides(whole: Column, table: Table) -> list[Column]:
    """The columns of what all money holds besides its parts; money of one kind or year has none."""
    at = in_table(whole, table)
    # 结转下年 is money of all kinds, and no part of 基本支出.
    if (at.fund, at.nature, at.scope) != ("all", "all", "all"):
        return []
    places = [moved(at, dimension, value) for dimension, value in _BESIDES]
    besides = []
    for column in table.values:
        if in_table(column, table) in places:
            besides.append(column)
    return besides


def is_unfilled(verdict: Verdict) -> bool:
    """A blank total beside nothing but zeros, as in empty tables: there is nothing to check."""
    if verdict.left.value is not None:
        return False
    return not any(term.value for term in verdict.right)


def _changes(cells: Cells) -> Iterator[Verdict]:
    """This year's figure of a row against last year's and the change, where it prints all three."""
    columns = {in_table(column, cells.table): column for column in cells.table.values}
    for at, change in columns.items():
        if at.measure != "amount" or at.vintage != "change":
            continue
        now = columns.get(moved(at, "vintage", "budget"))
        before = []
        for vintage in _LAST_YEARS:
            then = columns.get(moved(at, "vintage", vintage))
            if then is not None:
                before.append(then.name)
        for row in cells.table.rows:
            by = cells.term(row, change.name)
            # A figure that is nothing is often left blank: then the row states no change.
            if now is None or by.value is None:
                continue
            left = cells.term(row, now.name)
            earlier = [cells.term(row, name) for name in before]
            verdicts = [equality(CHANGE.id, left, [term, by]) for term in earlier]
            decided = [told for told in verdicts if told and told.outcome != "cannot-tell"]
            # The change may be on last year's budget or on its outturn: one that agrees is meant.
            agreeing = [verdict for verdict in decided if verdict.agrees]
            yield from [*agreeing, *decided][:1]


def _below(rows: Sequence[Row]) -> _Below:
    below: dict[str, list[Row]] = {}
    # Blank rows that fill a list are nobody's parts.
    for row in filter(_says_anything, rows):
        below.setdefault(row["parent"], []).append(row)
    return below


def _tree(cells: Cells, rows: Sequence[Row], below: _Below) -> Iterator[Verdict]:
    for row in rows:
        parts = below.get(row["line"], [])
        # 其中：专项资金 is some of it; 购置 and 运行 are all of 公务用车, even under 其中.
        if parts and make_up_the_whole(parts):
            yield from _equal(TREE, cells, row, parts, below=below)
        # A part named by 其中 may be less than the whole, never more.
        elif parts:
            yield from _equal(PART, cells, row, parts, compared=at_least)


def _totals(cells: Cells, rows: Sequence[Row], below: _Below) -> Iterator[Verdict]:
    """The subtotal of a list is the rows before it, the total that and what stands outside it."""
    top = [
        (place, row)
        for place, row in enumerate(rows)
        if row.role == "line" and not row["parent"] and _says_anything(row)
    ]
    subtotals = [(place, row) for place, row in enumerate(rows) if row.role == "subtotal"]
    totals = [row for row in rows if row.role == "total"]
    # Hundreds of totals over thousands of rows are not all the sum of all of them.
    if len(totals) * len(top) > _MOST_TERMS:
        totals = totals[:1]
    for total in totals:
        if len(subtotals) == 1:
            ((middle, subtotal),) = subtotals
            above = [row for place, row in top if place < middle]
            # 结余分配 0.50 and 年末结转和结余 1.50 below 本年支出合计 2.00 make 总计 4.00.
            outside = [row for place, row in top if place > middle]
            yield from _equal(TOTAL, cells, subtotal, above, below=below)
            yield from _equal(TOTAL, cells, total, [subtotal, *outside], below=below)
        elif top and not subtotals:
            lines = [row for _, row in top]
            # Purchases print a body, its kinds of goods and what is bought one below the other.
            if cells.table.kind.levelled:
                yield from _by_level(cells, total, lines)
            else:
                yield from _equal(TOTAL, cells, total, lines, below=below)


def _to_all(cells: Cells, total: Row, rows: Sequence[Row]) -> Iterator[Verdict]:
    return _equal(TOTAL, cells, total, rows)


def _by_level(cells: Cells, total: Row, rows: Sequence[Row]) -> Iterator[Verdict]:
    """A total against its rows, or those of one level: which is above which is not told."""
    levels: dict[frozenset[str], list[Row]] = {}
    for row in rows:
        filled = frozenset(name for name, text in row.keys.items() if text)
        # Line, page and place are ours: every row has them, whatever its level.
        levels.setdefault(filled.difference(ADDED), []).append(row)
    by_level = [verdict for level in levels.values() for verdict in _to_all(cells, total, level)]
    for verdict in _to_all(cells, total, rows):
        same_cell = (other for other in by_level if other.left == verdict.left)
        agreeing = next((other for other in same_cell if other.agrees), None)
        whole = verdict.left.value
        # Half as much again as the whole: some parts must be sums of others.
        sums_too = whole is not None and amount(verdict.right) * 2 >= whole * 3 > 0
        if verdict.outcome != "fail":
            yield verdict
        elif agreeing:
            yield agreeing
        elif sums_too:
            why = "表里几级的行并列，没有标出上下级"
            yield undecided(TOTAL.id, verdict.left, verdict.right, why)
        else:
            yield verdict


def _says_anything(row: Row) -> bool:
    """Whether a row is no blank one, which fills a list printed beside a longer one."""
    if row.label or row.code:
        return True
    return any(isinstance(figure, Decimal) for figure in row.figures.values())


def _equal(
    rule: Rule,
    cells: Cells,
    whole: Row,
    parts: Sequence[Row],
    *,
    compared: Compared = equality,
    below: _Below | None = None,
) -> Iterator[Verdict]:
    # Percentages and unit prices do not add up.
    for column in filter(is_money, cells.table.values):
        left = cells.term(whole, column.name)
        right = [cells.term(part, column.name) for part in parts]
        verdict = compared(rule.id, left, right)
        if verdict and verdict.outcome == "fail" and below:
            # One wrong amount is one finding: where it stands, not in every sum above it too.
            finer = _with_parts(cells, parts, below, column.name)
            other = compared(rule.id, left, finer)
            if other and other.agrees:
                verdict = other
        if verdict and not is_unfilled(verdict):
            yield verdict


def _with_parts(cells: Cells, rows: Sequence[Row], below: _Below, column: str) -> list[Term]:
    """The cells of rows, those that contradict their own parts given by these."""
    terms = []
    for row in rows:
        own = cells.term(row, column)
        parts = below.get(row["line"], [])
        finer = [cells.term(part, column) for part in parts]
        verdict = equality(TREE.id, own, finer) if make_up_the_whole(parts) else None
        terms += finer if parts and verdict and verdict.outcome == "fail" else [own]
    return terms
