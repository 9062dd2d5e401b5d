"""The equalities between the lines of one table and the lines of the same name in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from scripts.checks.arithmetic.conditions import nothing_carried_over
from scripts.checks.comparisons import Cells, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table
from scripts.schema import Column
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

_FUNDS = (
    ("general_public", r"一般公共预算(财政)?(拨款)?(收入|资金)*"),
    ("appropriation", r"(本级)?(财政|预算)拨款(收入)?"),
    ("government_fund", r"政府性基金(预算)?(财政)?(拨款)?(收入|资金)*"),
    ("state_capital", r"国有资本经营(预算)?(财政)?(拨款)?(收入|资金)*"),
    ("fiscal_account", r"财政专户(管理)?(拨款|资金|收入|事业收入)+"),
    ("business_income", r"事业收入([(].*[)])?"),
    ("trading_income", r"(事业单位)?经营(服务)?收入"),
    ("superior_subsidy", r"上级补助收入"),
    ("subordinate_payment", r"附属单位上缴收入"),
    ("other_income", r"其[他它]收入"),
    ("own_funds", r"(单位|其他)资金"),
)
"""How the summary's income side names each kind of money."""


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for each line that two tables both have."""
    summary, carried = package.table("summary"), nothing_carried_over(package)
    if summary is not None:
        yield from _sources(package.table("income"), summary, carried)
        # Final accounts leave balances out of both, so the lines of this year's spending still agree.
        yield from _classes(CLASSES.id, package.table("expenditure"), summary, ("amount",), "")
    said = package.table("appropriation-summary")
    if said is not None:
        only = all("fund" not in one.coordinates.stated for one in said.values if one.coordinates)
        columns = (
            ("general_public", "amount")
            if not only or _is_general_only(said)
            else ("general_public",)
        )
        yield from _classes(
            APPROPRIATED.id, package.table("general-public-expenditure"), said, columns, carried
        )


def _sources(table: Table | None, summary: Table, carried: str) -> Iterator[Verdict]:
    total = (
        next((row for row in table.rows if row["role"] == "total"), None)
        if table is not None
        else None
    )
    if table is None or total is None:
        return
    cells, said = Cells.of(table), Cells.of(summary)
    apart = any(column.name.startswith("carried_over") for column in table.values)
    for fund, pattern in _FUNDS:
        rows = [
            row for row in summary.rows_of("income") if re.fullmatch(pattern, folded(row.label))
        ]
        column = next((one for one in table.values if _is_of(one, fund)), None)
        if len(rows) == 1 and column is not None and "amount" in rows[0].figures:
            left, right = cells.term(total, column.name), [said.term(rows[0], "amount")]
            yield from _compared(SOURCES.id, left, right, "" if apart else carried)


def _is_of(column: Column, fund: str) -> bool:
    """Whether a column holds this year's money of a kind and nothing else."""
    at = column.coordinates
    return (
        at is not None
        and at.fund == fund
        and set(at.stated) <= {"fund", "scope"}
        and at.scope in ("all", "current_year")
    )


def _is_general_only(said: Table) -> bool:
    """Whether the appropriation that comes in is of the general public budget alone, so that one column speaks of it."""
    others = [
        row for row in said.rows_of("income") if re.search(r"政府性基金|国有资本经营", row.label)
    ]
    return bool(others) and not any(row.number("amount") for row in others)


def _classes(
    rule: str, table: Table | None, summary: Table, columns: Sequence[str], carried: str
) -> Iterator[Verdict]:
    """The classes of a table by function against the lines of a summary that bear their names."""
    said = Cells.of(summary)
    named: dict[str, list[Row]] = {}
    for row in summary.rows_of("expenditure"):
        if row["role"] == "line":
            named.setdefault(_class_name(row.label), []).append(row)
    for name, parts in _by_class(table).items():
        rows = named.get(name, [])
        column = next((one for one in columns if len(rows) == 1 and one in rows[0].figures), None)
        if column is not None:
            yield from _compared(rule, said.term(rows[0], column), parts, carried)


def _by_class(table: Table | None) -> Mapping[str, list[Term]]:
    """The cells of each class of a table by function, several where units have lines of their own."""
    found: dict[str, list[Term]] = {}
    if table is not None:
        cells = Cells.of(table)
        for row in table.rows:
            if len(row["function_code"]) == 3 and "amount" in row.figures:
                found.setdefault(_class_name(row["function_name"]), []).append(
                    cells.term(row, "amount")
                )
    return found


def _class_name(label: str) -> str:
    """A class as two tables may write it: with and without 支出 and brackets at its end."""
    return re.sub(r"([(].*[)])?(类)?(支出)?$", "", folded(label))


def _compared(rule: str, left: Term, right: Sequence[Term], why: str) -> Iterator[Verdict]:
    found = equality(rule, left, right)
    if found and found.outcome == "fail" and why:
        found = undecided(rule, left, right, why)
    nothing = not left.value and not any(one.value for one in right)
    # A line that is blank on one side and nothing on the other states nothing that could differ.
    if found and not (nothing and found.outcome == "cannot-tell"):
        yield found
