"""The equalities between one table and another, and between tables and performance sheets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scripts.checks.verdicts import Cells, Rule, Term, Verdict, equality
from scripts.package import Package, Row
from scripts.schema import Column

Select = Callable[[Package], Sequence[Term]]


@dataclass(frozen=True)
class Across:
    """A rule that two selections of cells are equal, and when it applies."""

    rule: Rule
    left: Select
    right: Select
    applies: Callable[[Package], bool] = lambda package: True


def total(table: str, column: str = "", list_name: str = "", role: str = "total") -> Select:
    """The total (or subtotal) of a table's list in a column; the first value column where none is named."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        if found is None or not found.values:
            return []
        name = column or found.values[0].name
        rows = [row for row in found.rows if row["role"] == role and list_name in ("", row["list"])]
        return [Cells.of(found).term(row, name) for row in rows[:1] if name in row.figures]

    return select


def lines(table: str, column: str = "amount") -> Select:
    """All detail rows of a table in a column."""

    def select(package: Package) -> Sequence[Term]:
        found = package.table(table)
        rows = [] if found is None else [row for row in found.rows if row["role"] == "line" and not row["parent"]]
        return [] if found is None else [Cells.of(found).term(row, column) for row in rows]

    return select


def both(*selects: Select) -> Select:
    """What several selections hold together."""

    def select(package: Package) -> Sequence[Term]:
        return [term for one in selects for term in one(package)]

    return select


def summary(list_name: str) -> Select:
    """One side of the summary table as other tables show it: final accounts leave balances out of those."""

    def select(package: Package) -> Sequence[Term]:
        role = "subtotal" if package.disclosure.phase == "final" else "total"
        return total("summary", "amount", list_name, role)(package)

    return select


def income(package: Package) -> Sequence[Term]:
    """The total of the income table: one column, or this year's and the carried-over where they are apart."""
    whole = total("income", "amount")(package)
    return whole or both(total("income", "current_year"), total("income", "carried_over"))(package)


def general_public(package: Package) -> Sequence[Term]:
    """The general public budget by function, and what was carried over of it where that table leaves it out."""
    held, said = package.table("general-public-expenditure"), package.table("appropriation-summary")
    whole = total("general-public-expenditure", "amount")(package)
    if held is None or said is None or _nothing_carried_over(package):
        return whole
    if held.coordinates.scope != "current_year":
        return []  # it does not say whether last year's money is in it
    lines = {row["line"]: row for row in said.rows_of("income")}
    carried = [row for row in lines.values() if "结转" in getattr(lines.get(row["parent"]), "label", "")]
    return [*whole, *(Cells.of(said).term(row, "amount") for row in carried if "一般公共预算" in row.label)]


def _only_appropriation(package: Package) -> bool:
    """Whether no money but 财政拨款 comes in; the condition of rule R-A9."""
    table = package.table("income")
    if table is None:
        return False
    others = [one.name for one in table.values if one.coordinates and one.coordinates.fund not in _APPROPRIATION]
    return not any(row.number(column) for row in table.rows for column in others)


def _nothing_carried_over(package: Package) -> bool:
    """Whether no money of last year is left to spend: then tables with and without it show the same."""
    table, summary = package.table("income"), package.table("summary")
    carried = [] if table is None else [one.name for one in table.values if one.name.startswith("carried_over")]
    said = [] if summary is None else [row for row in summary.rows_of("income") if "结转" in row.label]
    return not any(row.number(name) for row in (table.rows if table else ()) for name in carried) and not any(
        row.number("amount") for row in said
    )


def _same_years(package: Package) -> bool:
    """Whether the two tables of basic spending speak of the same years' money."""
    tables = [package.table("general-public-expenditure"), package.table("basic-expenditure")]
    return len({table.coordinates.scope for table in tables if table}) == 1 or _nothing_carried_over(package)


def _general_basic_only(package: Package) -> bool:
    """Whether all basic spending is this year's general public budget, so that two tables must show the same."""
    return _only_appropriation(package) and _nothing_carried_over(package)


def _projects_are_whole(package: Package) -> bool:
    """Whether the project tables hold all project spending: that of last year's money too, if there is any."""
    carried = package.table("projects-carried-over")
    return (carried is not None and bool(carried.rows)) or _nothing_carried_over(package)


_APPROPRIATION = ("all", "appropriation", "general_public", "government_fund", "state_capital")
ACROSS = (
    Across(Rule("a1", "收入总计 = 支出总计", "有多少钱就安排多少钱", "规则 R-A1"), total("summary", "amount", "income"), total("summary", "amount", "expenditure")),
    Across(Rule("a6", "收支总表的收入 = 收入总表合计", "两张表说的是同一笔钱", "规则 R-A6"), summary("income"), income),
    Across(Rule("a7", "支出总表合计 = 收支总表的支出", "两张表说的是同一笔钱", "规则 R-A7"), total("expenditure", "amount"), summary("expenditure")),
    Across(Rule("a8-1", "财政拨款收入总计 = 支出总计", "财政拨款收多少安排多少", "规则 R-A8"), total("appropriation-summary", "amount", "income"), total("appropriation-summary", "amount", "expenditure")),
    Across(Rule("a8-2", "财政拨款表的一般公共预算 = 一般公共预算支出表合计", "同一笔钱在两张表里一样多", "规则 R-A8"), total("appropriation-summary", "general_public", "expenditure"), general_public),
    Across(Rule("a9", "财政拨款总计 = 收支总计", "没有别的资金时，两张表一样多", "规则 R-A9"), total("appropriation-summary", "amount", "income"), total("summary", "amount", "income"), _only_appropriation),
    Across(Rule("a10-1", "一般公共预算的基本支出 = 基本支出表合计", "维持运转的钱在两张表里一样多", "规则 R-A10"), total("general-public-expenditure", "basic"), total("basic-expenditure", "amount"), _same_years),
    Across(Rule("a10-2", "支出总表的基本支出 = 基本支出表合计", "维持运转的钱在两张表里一样多", "规则 R-A10"), total("expenditure", "basic"), total("basic-expenditure", "amount"), _general_basic_only),
    Across(Rule("a13", "支出总表的项目支出 = 各项目之和", "每个项目加起来就是项目支出", "规则 R-A13"), total("expenditure", "project"), both(lines("projects"), lines("projects-carried-over")), _projects_are_whole),
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
    if table is None:
        return
    cells = Cells.of(table)
    for whole in (row for row in table.rows if row["role"] == "total"):
        parts = [row for row in table.rows if row["role"] == "line" and _same_sheet(row, whole)]
        for column in (column.name for column in table.values if _is_money(column)) if parts else ():
            found = equality(SHEET_FUNDS.id, cells.term(whole, column), [cells.term(row, column) for row in parts])
            if found:
                yield found
        if whole["horizon"] == "annual" and whole["project_name"] and projects is not None:
            yield from _project(cells.term(whole, "amount"), whole["project_name"], Cells.of(projects))


def _is_money(column: Column) -> bool:
    return column.coordinates is not None and column.coordinates.measure == "amount"


def _same_sheet(row: Row, other: Row) -> bool:
    return (row["sheet"], row["horizon"]) == (other["sheet"], other["horizon"])


def _project(left: Term, name: str, projects: Cells) -> Iterator[Verdict]:
    same = [projects.term(row, "amount") for row in projects.table.rows if row["project_name"] == name]
    # Several projects may share a name: the sheet is of one of them.
    own = [term for term in same if term.amount_yuan == left.amount_yuan]
    found = equality(SHEET_PROJECT.id, left, own[:1] or same)
    if found and same:
        yield found
