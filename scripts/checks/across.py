"""The equalities between one table and another, and between tables and performance sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.checks.verdicts import Rule, Term, Verdict, equality, term
from scripts.package import Package, Row, Table

Select = Callable[[Package], Sequence[Term]]


@dataclass(frozen=True)
class Across:
    """A rule that two selections of cells are equal, and when it applies."""

    rule: Rule
    left: Select
    right: Select
    applies: Callable[[Package], bool] = lambda package: True


def total(table: str, column: str = "", list_name: str = "") -> Select:
    """The total of a table's list in a column; the first value column where none is named."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        rows = (
            []
            if found is None
            else [row for row in found.rows if row["role"] == "total" and list_name in ("", row["list"])]
        )
        return (
            []
            if found is None
            else [term(found, row, column or found.values[0].name) for row in rows[:1] if found.values]
        )

    return select


def lines(table: str, column: str = "amount") -> Select:
    """All detail rows of a table in a column."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        rows = [] if found is None else [row for row in found.rows if row["role"] == "line" and not row["parent"]]
        return [] if found is None else [term(found, row, column) for row in rows]

    return select


def _only_appropriation(package: Package) -> bool:
    """Whether no money but 财政拨款 comes in; the condition of rule R-A9."""
    table = package.table("income")
    others = ("fiscal_account", "own_funds", "current_year_fiscal_account", "current_year_own_funds")
    return table is not None and not any(row.number(column) for row in table.rows for column in others)


def _only_general_basic(package: Package) -> bool:
    """Whether all basic spending is general public budget, so that two tables must show the same."""
    return _only_appropriation(package)


ACROSS = (
    Across(Rule("a1", "收入总计 = 支出总计", "有多少钱就安排多少钱", "规则 R-A1"), total("summary", "amount", "income"), total("summary", "amount", "expenditure")),
    Across(Rule("a6", "收入总表合计 = 收支总表的收入", "两张表说的是同一笔钱", "规则 R-A6"), total("income"), total("summary", "amount", "income")),
    Across(Rule("a7", "支出总表合计 = 收支总表的支出", "两张表说的是同一笔钱", "规则 R-A7"), total("expenditure", "amount"), total("summary", "amount", "expenditure")),
    Across(Rule("a8-1", "财政拨款收入总计 = 支出总计", "财政拨款收多少安排多少", "规则 R-A8"), total("appropriation-summary", "amount", "income"), total("appropriation-summary", "amount", "expenditure")),
    Across(Rule("a8-2", "财政拨款表的一般公共预算 = 一般公共预算支出表合计", "同一笔钱在两张表里一样多", "规则 R-A8"), total("appropriation-summary", "general_public", "expenditure"), total("general-public-expenditure", "amount")),
    Across(Rule("a9", "财政拨款总计 = 收支总计", "没有别的资金时，两张表一样多", "规则 R-A9"), total("appropriation-summary", "amount", "income"), total("summary", "amount", "income"), _only_appropriation),
    Across(Rule("a10-1", "一般公共预算的基本支出 = 基本支出表合计", "维持运转的钱在两张表里一样多", "规则 R-A10"), total("general-public-expenditure", "basic"), total("basic-expenditure", "amount")),
    Across(Rule("a10-2", "支出总表的基本支出 = 基本支出表合计", "维持运转的钱在两张表里一样多", "规则 R-A10"), total("expenditure", "basic"), total("basic-expenditure", "amount"), _only_general_basic),
    Across(Rule("a13", "支出总表的项目支出 = 各项目之和", "每个项目加起来就是项目支出", "规则 R-A13"), total("expenditure", "project"), lines("projects")),
)  # fmt: skip
SHEET_FUNDS = Rule("sheet-funds", "申报表：资金总额 = 各来源之和", "由谁出钱加起来等于要的钱", "规则 R-A16")
SHEET_PROJECT = Rule(
    "sheet-project",
    "申报表的年度资金 = 项目支出表里的这个项目",
    "两处说的是同一个项目的同一笔钱（单位不同）",
    "规则 R-A16",
)
RULES = (*(one.rule for one in ACROSS), SHEET_FUNDS, SHEET_PROJECT)


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equality between tables that the package offers and whose condition holds."""
    for across in ACROSS:
        left, right = across.left(package), across.right(package)
        if left and right and across.applies(package):
            found = equality(across.rule.id, left[0], right)
            if found:
                yield found
    yield from _sheets(package)


def _sheets(package: Package) -> Iterator[Verdict]:
    table, projects = package.table("sheet-funds"), package.table("projects")
    for whole in [] if table is None else [row for row in table.rows if row["role"] == "total"]:
        assert table is not None
        parts = [row for row in table.rows if row["role"] == "line" and _same_sheet(row, whole)]
        found = equality(SHEET_FUNDS.id, term(table, whole, "amount"), [term(table, row, "amount") for row in parts])
        if found:
            yield found
        if whole["horizon"] == "annual" and projects is not None:
            yield from _project(table, whole, projects)


def _same_sheet(row: Row, other: Row) -> bool:
    return (row["sheet"], row["horizon"]) == (other["sheet"], other["horizon"])


def _project(table: Table, whole: Row, projects: Table) -> Iterator[Verdict]:
    same = [row for row in projects.rows if row["project_name"] == whole["project_name"]]
    found = equality(SHEET_PROJECT.id, term(table, whole, "amount"), [term(projects, row, "amount") for row in same])
    if found and same:
        yield found


def units_differ(verdict: Verdict) -> bool:
    """Whether the two sides are 10,000 times apart, as when 元 and 万元 were taken for each other."""
    left = verdict.left.amount_yuan
    right = sum((one.amount_yuan or Decimal(0) for one in verdict.right), Decimal(0))
    return bool(left and right) and left is not None and (left == right * 10_000 or right == left * 10_000)
