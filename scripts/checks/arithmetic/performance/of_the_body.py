"""Sheets of goals against the spending of the body: of all of it, and of all its projects."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from scripts.checks.arithmetic.performance.funds import asked
from scripts.checks.comparisons import Cells, at_least, at_most, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package, Row, Table

WHOLE = Rule(
    "sheet-whole",
    "部门整体绩效目标表的资金 = 支出表的合计",
    "整个部门的目标，用的就是整个部门的钱：合计、基本支出、项目支出都一样",
    "规则 R-A16",
    group="performance",
    condition="绩效目标表是整个部门的，写明了资金总额",
    formula="资金总额（基本支出、项目支出） = 支出表合计行的同一栏；只列出主要任务的，≤ 合计",
)
PROJECTS = Rule(
    "sheet-sum",
    "各项目绩效目标表的资金之和 ≤ 项目支出",
    "每个项目要的钱加起来，不会比项目的钱还多",
    "规则 R-A16",
    group="performance",
    condition="绩效目标表写明了年度资金，支出表有项目支出；文字写了同样多的项目的，与文字的金额相等",
    formula="各项目年度资金总额之和 ≤ 项目支出",
)
RULES = (WHOLE, PROJECTS)
_NATURES = ("基本支出", "basic"), ("项目支出", "project")
# The tables that hold the whole of a nature, and in which column.
_WHERE = {
    "all": (
        ("expenditure", "amount"),
        ("summary", "amount"),
        ("appropriation-summary", "amount"),
        ("general-public-expenditure", "amount"),
    ),
    "basic": (
        ("expenditure", "basic"),
        ("general-public-expenditure", "basic"),
        ("basic-expenditure", "amount"),
    ),
    "project": (
        ("expenditure", "project"),
        ("general-public-expenditure", "project"),
        ("projects", "amount"),
    ),
}
# Money for others: it may stand in no table of the body's own spending.
_FOR_OTHERS = re.compile(r"转移支付|专项资金|对下|市对区|省对")


def verdicts(package: Package) -> Iterator[Verdict]:
    """The sheet of the whole body, and the sum of the sheets of its projects."""
    table, sheets = package.table("sheet-funds"), package.table("project-sheets")
    # A final account's sheets tell three amounts of each project, as they were planned and spent.
    if table is None or sheets is None or package.disclosure.phase == "final":
        return
    names = {row["sheet"]: row["project_name"] for row in sheets.rows}
    of_projects = []
    for whole in table.totals():
        if whole["horizon"] != "annual" or whole.number("amount") is None:
            continue
        if names.get(whole["sheet"]):
            of_projects.append(whole)
        elif _is_of_body(sheets, table, whole):
            yield from _whole(package, table, whole)
    if len(names) == len(of_projects):
        yield from _sum(package, table, of_projects)
    yield from _stated(package, table, of_projects)


def _is_of_body(sheets: Table, table: Table, whole: Row) -> bool:
    """Whether a sheet without a project says that it is of the body: its name, or both natures."""
    named = any(row["department_label"] for row in sheets.rows if row["sheet"] == whole["sheet"])
    return named or len(_natures(table, whole)) > 1


def _natures(table: Table, whole: Row) -> dict[str, tuple[Row, str]]:
    """Where a sheet states basic and project money: a line of each, or a column of its total."""
    cells: dict[str, tuple[Row, str]] = {}
    for row in table.rows:
        for label, nature in _NATURES:
            same = row["sheet"] == whole["sheet"] and row["horizon"] == whole["horizon"]
            if same and row["item"] == label:
                cells[nature] = row, "amount"
    for _, nature in _NATURES:
        column = f"appropriation_{nature}"
        if whole.number(column) is not None:
            cells[nature] = whole, column
    return cells


def _whole(package: Package, table: Table, whole: Row) -> Iterator[Verdict]:
    natures = _natures(table, whole)
    cells = Cells.of(table)
    known = _stated_for(package, "all")
    if not natures:
        # Its tasks are the main ones: there may be more to pay for.
        largest = max(known, key=lambda term: term.value or 0, default=None)
        verdict = largest and at_most(WHOLE.id, _of_body(cells, whole, "amount"), [largest])
        if verdict:
            yield verdict
        return
    places = {"all": (whole, "amount"), **natures}
    for nature, (row, column) in places.items():
        verdict = _one_of(_of_body(cells, row, column), _stated_for(package, nature))
        if verdict is None:
            continue
        why = _of_other_funds(package) if column != "amount" else ""
        if verdict.outcome == "fail" and why:
            verdict = undecided(WHOLE.id, verdict.left, verdict.right, why)
            failed = _in_itself(cells, whole)
            if failed:
                yield failed
                return
        yield verdict
        # The parts of a sheet add up to its total: one error is told once.
        if verdict.outcome == "fail":
            return


def _in_itself(cells: Cells, whole: Row) -> Verdict | None:
    """The appropriation of a sheet against its two natures beside it, where they do not add up."""
    parts = [_of_body(cells, whole, f"appropriation_{nature}") for _, nature in _NATURES]
    verdict = equality(WHOLE.id, cells.term(whole, "appropriation"), parts)
    return verdict if verdict and verdict.outcome == "fail" else None


def _of_body(cells: Cells, row: Row, column: str) -> Term:
    """A cell of the body's sheet, called after the sheet and its line or column."""
    of = "".join(label for label, nature in _NATURES if column.endswith(nature))
    return replace(cells.term(row, column), label=f"部门整体绩效目标表的{of or row['item']}")


def _one_of(left: Term, known: Sequence[Term]) -> Verdict | None:
    """A figure against the tables that may hold it: one that agrees, else the first."""
    tried = [equality(WHOLE.id, left, [term]) for term in known]
    verdicts = [verdict for verdict in tried if verdict is not None]
    agreeing = [verdict for verdict in verdicts if verdict.agrees]
    return next(iter([*agreeing, *verdicts]), None)


def _stated_for(package: Package, nature: str) -> list[Term]:
    """What the tables of spending state as the whole of a nature, as totals or subtotals."""
    terms = []
    for name, column in _WHERE[nature]:
        table = package.table(name)
        for row in (*table.totals(), *table.totals(role="subtotal")) if table else ():
            # 收入总计 is as much as 支出总计.
            if table and row.number(column) is not None:
                terms.append(Cells.of(table).term(row, column))
    return terms


def _of_other_funds(package: Package) -> str:
    """Why the appropriation may be more than the general public budget; nothing where it is not."""
    summary = package.table("appropriation-summary")
    for row in summary.rows if summary else ():
        if any(row.number(column) for column in ("government_fund", "state_capital")):
            return "财政拨款里还有政府性基金或国有资本经营预算"
    for name in ("government-fund-expenditure", "state-capital"):
        table = package.table(name)
        for row in table.rows if table else ():
            if any(row.number(column) for column in row.figures):
                return "财政拨款里可能还有政府性基金或国有资本经营预算"
    return ""


def _sum(package: Package, table: Table, of_projects: Sequence[Row]) -> Iterator[Verdict]:
    """The sheets of all projects against the money for projects."""
    known = _stated_for(package, "project")
    largest = max(known, key=lambda term: term.value or 0, default=None)
    if largest is None or not of_projects:
        return
    cells = Cells.of(table)
    # One form printed twice is one project.
    once = {(row["project_name"], row.figure("amount")): row for row in of_projects}
    terms = [asked(cells, row, "amount") for row in once.values()]
    verdict = at_least(PROJECTS.id, largest, terms)
    if verdict and verdict.outcome == "fail":
        others = [row for row in once.values() if _FOR_OTHERS.search(row["project_name"])]
        if others:
            why = "绩效目标表里有给下级或其他单位的钱"
            verdict = undecided(PROJECTS.id, largest, terms, why, "at-least")
    if verdict:
        yield verdict


def _stated(package: Package, table: Table, of_projects: Sequence[Row]) -> Iterator[Verdict]:
    """The sheets against the money that the prose states for as many projects."""
    statements = package.table("statements")
    rows = statements.rows if statements else ()
    cells = Cells.of(table)
    for count, money in pairwise(rows):
        counted = count["measure"] == "count" and "项目" in count["subject"]
        of_goals = {count["topic"], money["topic"]} == {"performance"}
        if not counted or not of_goals or money["measure"] != "amount" or statements is None:
            continue
        # So many forms as projects: the money is theirs.
        if count.number("value") != len(of_projects) or "编报" not in count["subject"]:
            continue
        left = Cells.of(statements).term(money, "value")
        terms = [asked(cells, row, "amount") for row in of_projects]
        verdict = equality(PROJECTS.id, left, terms)
        if verdict:
            yield verdict
            return
