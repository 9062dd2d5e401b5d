"""The equalities between the lines of one table and the lines of the same name in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.checks.arithmetic.conditions import nothing_carried_over
from scripts.checks.comparisons import Cells, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.schema.labels import folded

_SAME = "两张表里名称相同的一行说的是同一笔钱"
SOURCES = Rule(
    "a6-lines",
    "收入总表的每种资金 = 收支总表里的这一行",
    _SAME,
    "规则 R-A6",
    condition="两张表都列出了这种资金；收入总表没有把上年结转单列的，只在相等时算相符",
    formula="收入总表合计行的一种资金 = 收支总表收入方同名的一行",
)
CLASSES = Rule(
    "a7-lines",
    "支出总表的每一类 = 收支总表里的这一类",
    _SAME,
    "规则 R-A7",
    condition="两张表都按功能分类列出了这一类",
    formula="支出总表同一类各行之和 = 收支总表支出方同名的一行",
)
APPROPRIATED = Rule(
    "a8-lines",
    "一般公共预算支出表的每一类 = 财政拨款表里的这一类",
    _SAME,
    "规则 R-A8",
    condition="两张表都按功能分类列出了这一类；有上年结转的，只在相等时算相符",
    formula="一般公共预算支出表同一类各行之和 = 财政拨款收支总表同名一行的一般公共预算",
)
RULES = (SOURCES, CLASSES, APPROPRIATED)

# How the summary's income side names each kind of money.
_FUNDS = (
    # 一般公共预算拨款收入, 一般公共预算财政拨款收入, 一般公共预算资金.
    ("general_public", r"一般公共预算(财政)?(拨款)?(收入|资金)*"),
    ("appropriation", r"(本级)?(财政|预算)拨款(收入)?"),
    ("government_fund", r"政府性基金(预算)?(财政)?(拨款)?(收入|资金)*"),
    ("state_capital", r"国有资本经营(预算)?(财政)?(拨款)?(收入|资金)*"),
    # 财政专户管理资金收入, 财政专户拨款.
    ("fiscal_account", r"财政专户(管理)?(拨款|资金|收入|事业收入)+"),
    # Brackets say what is in it or is not: 事业收入（不含专户）.
    ("business_income", r"事业收入([(].*[)])?"),
    ("trading_income", r"(事业单位)?经营(服务)?收入"),
    ("superior_subsidy", r"上级补助收入"),
    ("subordinate_payment", r"附属单位上缴收入"),
    # 其它收入 is written as well.
    ("other_income", r"其[他它]收入"),
    ("own_funds", r"(单位|其他)资金"),
)


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each line that two tables both have."""
    carried = nothing_carried_over(package)
    summary = package.table("summary")
    if summary is not None:
        # Money of last year excuses a difference, not a comparison: it is passed on as a reason.
        yield from _sources(package.table("income"), summary, carried)
        # Final accounts leave balances out of both, so this year's lines still agree.
        yield from _classes(CLASSES.id, package.table("expenditure"), summary, ("amount",), why="")
    appropriation = package.table("appropriation-summary")
    if appropriation is not None:
        general = package.table("general-public-expenditure")
        columns = _general_columns(appropriation)
        yield from _classes(APPROPRIATED.id, general, appropriation, columns, why=carried)


def _general_columns(appropriation: Table) -> tuple[str, ...]:
    """The columns that may speak of the general public budget, the plainest first."""
    coordinates = [column.coordinates for column in appropriation.values if column.coordinates]
    by_fund = any("fund" in at.stated for at in coordinates)
    rows = appropriation.rows_of("income")
    others = [row for row in rows if re.search(r"政府性基金|国有资本经营", row.label)]
    # A summary that lists no other funds leaves open whether the column holds them.
    general_only = bool(others) and not any(row.number("amount") for row in others)
    # One column for three budgets says nothing of one of them.
    if by_fund or general_only:
        return ("general_public", "amount")
    return ("general_public",)


def _sources(table: Table | None, summary: Table, carried: str) -> Iterator[Verdict]:
    total = table.total() if table else None
    if table is None or total is None:
        return
    left, right = Cells.of(table), Cells.of(summary)
    # Where last year's money has a column of its own, the other columns are of this year alone.
    if any(column.name.startswith("carried_over") for column in table.values):
        carried = ""
    for fund, pattern in _FUNDS:
        columns = [
            column.name
            for column in table.values
            # A column of last year's money (carried_over) is no line of this year.
            if (at := column.coordinates)
            and at.fund == fund
            and at.scope in ("all", "current_year")
            and set(at.stated) <= {"fund", "scope"}
        ]
        lines = summary.rows_of("income")
        rows = [row for row in lines if re.fullmatch(pattern, folded(row.label))]
        # A name that stands twice in the summary does not say which line is meant.
        if columns and len(rows) == 1 and "amount" in rows[0].figures:
            own = left.term(total, columns[0])
            amount = right.term(rows[0], "amount")
            yield from _compared(SOURCES.id, own, [amount], why=carried)


def _classes(
    rule: str, table: Table | None, summary: Table, columns: Sequence[str], *, why: str
) -> Iterator[Verdict]:
    """The classes of a table by function against the lines of a summary that bear their names."""
    if table is None:
        return
    classes: dict[str, list[Term]] = {}
    own = Cells.of(table)
    for row in table.rows:
        # Classes only: the lines of a summary are no finer.
        if len(row["function_code"]) == 3 and "amount" in row.figures:
            name = _class_name(row["function_name"])
            # Several where units have lines of their own.
            classes.setdefault(name, []).append(own.term(row, "amount"))
    cells = Cells.of(summary)
    lines: dict[str, list[Row]] = {}
    for row in summary.rows_of("expenditure"):
        if row.role == "line":
            lines.setdefault(_class_name(row.label), []).append(row)
    for name, parts in classes.items():
        rows = lines.get(name, [])
        # Summaries have been seen with one label twice.
        if len(rows) != 1:
            continue
        column = next((column for column in columns if column in rows[0].figures), None)
        if column is not None:
            yield from _compared(rule, cells.term(rows[0], column), parts, why=why)


def _class_name(label: str) -> str:
    """A class as two tables may write it: with and without 支出 and brackets at its end."""
    # 教育支出（类）, 教育支出 and 教育 are one class.
    return re.sub(r"([(].*[)])?(类)?(支出)?$", "", folded(label))


def _compared(rule: str, left: Term, right: Sequence[Term], *, why: str) -> Iterator[Verdict]:
    """The verdict on two lines; `why` is a reason that the law allows for their being apart."""
    verdict = equality(rule, left, right)
    # Where the two agree there is nothing to excuse.
    if verdict and verdict.outcome == "fail" and why:
        verdict = undecided(rule, left, right, why)
    nothing = not left.value and not any(term.value for term in right)
    # A line that is blank on one side and nothing on the other states nothing that could differ.
    if verdict and not (nothing and verdict.outcome == "cannot-tell"):
        yield verdict
