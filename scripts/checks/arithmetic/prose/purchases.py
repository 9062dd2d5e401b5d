"""Sums of the prose that no table holds: procurement and its kinds, running costs, money under
performance goals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.checks.arithmetic.prose.figures import Statement
from scripts.checks.comparisons import Cells, at_most, equality, undecided
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package


def _rule(id: str, title: str, meaning: str, source: str, *, condition: str, formula: str) -> Rule:
    return Rule(id, title, meaning, source, "prose", condition=condition, formula=formula)


PROCUREMENT = _rule(
    "procurement",
    "政府采购总额 = 货物 + 工程 + 服务",
    "采购的三类加起来等于总额",
    "规则 R-A15",
    condition="文字写了总额和三类",
    formula="总额 = 货物 + 工程 + 服务",
)
RESERVED = _rule(
    "procurement-reserved",
    "预留或授予中小企业的 ≤ 政府采购总额",
    "留给中小企业的是采购的一部分",
    "规则 R-A15",
    condition="文字写了两个数",
    formula="预留或授予的金额 ≤ 总额",
)
RUNNING = _rule(
    "agency-running",
    "机关运行经费 = 公用经费",
    "行政机关的运行经费就是基本支出里的公用经费",
    "规则 R-A14",
    condition="各地口径不同，只有相等时才下结论",
    formula="机关运行经费 = 基本支出里的公用经费",
)
GOALS = _rule(
    "performance-money",
    "有绩效目标的项目资金 ≤ 项目支出",
    "绩效目标管的是项目的钱",
    "规则 R-A17",
    condition="文字写了纳入绩效管理的金额",
    formula="纳入绩效管理的金额 ≤ 项目支出",
)
RULES = (PROCUREMENT, RESERVED, RUNNING, GOALS)
_KINDS = "货物|工程|服务"
_SMALL_BUSINESSES = r"中小企业|小微企业|小型和微型"
# How many statements after the total of procurement its three kinds, and what is kept for small
# businesses, still belong to it: shares and numbers of contracts may stand between.
_NEAR_KINDS, _NEAR_RESERVED = 6, 8


def verdicts(package: Package, statements: Sequence[Statement]) -> Iterator[Verdict]:
    """What the prose says of procurement, of running costs and of performance goals, where it can
    be added up.
    """
    yield from _procurement(statements)
    yield from _running(package, statements)
    yield from _goals(package, statements)


def _procurement(statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The total of procurement against its three kinds, and against what of it is kept for small
    businesses.
    """
    amounts = [
        statement
        for statement in statements
        if statement.is_amount
        and ("采购" in statement.subject or statement["topic"] == "procurement")
    ]
    for whole in filter(_is_whole, amounts):
        after = [amount for amount in amounts if amount.at > whole.at]
        kinds = _kinds(whole, after)
        # 货物 and 服务 alone: what was spent on 工程 may be nothing or not be said.
        if len(kinds) == 3:
            parts = [part.summand for part in kinds.values()]
            yield from _one_or_none(equality(PROCUREMENT.id, whole.summand, parts))
        for amount in after:
            near = amount.at <= whole.at + _NEAR_RESERVED
            if near and re.search(_SMALL_BUSINESSES, amount.subject):
                yield from _one_or_none(at_most(RESERVED.id, amount.summand, [whole.summand]))


def _kinds(whole: Statement, after: Sequence[Statement]) -> dict[str, Statement]:
    """The first amounts of 货物, 工程 and 服务 that the section states after a total."""
    kinds: dict[str, Statement] = {}
    # Reversed, so that of two amounts of one kind the nearer to the total stays.
    for part in reversed(after):
        kind = re.search(_KINDS, part.subject)
        if kind and part["section"] == whole["section"] and part.at <= whole.at + _NEAR_KINDS:
            kinds[kind.group()] = part
    return kinds


def _is_whole(statement: Statement) -> bool:
    """Whether an amount is of all procurement: no kind of it, no contract, no money kept for some
    businesses.
    """
    subject = statement.subject
    # 授予中小企业合同金额 and 政府采购货物预算 are parts of the whole.
    return "采购" in subject and not re.search(rf"{_KINDS}|企业|合同|业务费|项目预算", subject)


def _running(package: Package, statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The agency's running costs, where they are the running part.

    A wider meaning is lawful, and then nothing is told.
    """
    table = package.table("basic-expenditure")
    statement = next(filter(_is_running, statements), None)
    if statement is None or table is None:
        return
    totals = [row for row in table.totals() if row.number("running") is not None]
    if not totals:
        return
    cell = Cells.of(table).term(totals[0], "running")
    verdict = equality(RUNNING.id, statement.term, [cell])
    # Jiangsu 2017: 5,619.31 against 1,585.96, lawful, for it includes project money.
    if verdict and verdict.outcome == "fail":
        why = "各地对机关运行经费的口径不同，单位里的事业单位也有公用经费"
        verdict = undecided(RUNNING.id, verdict.left, verdict.right, why)
    yield from _one_or_none(verdict)


def _is_running(statement: Statement) -> bool:
    if statement["topic"] != "agency-operating" or "机关运行经费" not in statement.subject:
        return False
    # Last year's running costs are not in this year's table.
    return statement.is_amount and statement["vintage"] in ("", "budget", "outturn")


def _goals(package: Package, statements: Sequence[Statement]) -> Iterator[Verdict]:
    """Money of projects with performance goals, against all project spending."""
    table = package.table("expenditure")
    totals = table.totals() if table else ()
    project = next((row for row in totals if row.number("project") is not None), None)
    if table is None or project is None:
        return
    for statement in statements:
        if _has_goals(statement) and _names_projects(statement, statements):
            cell = Cells.of(table).term(project, "project")
            yield from _one_or_none(at_most(GOALS.id, statement.term, [cell]))


def _has_goals(statement: Statement) -> bool:
    """Whether a statement is of this year's money under performance goals."""
    # Last year's money was under last year's goals.
    if statement["topic"] != "performance" or statement["vintage"] not in ("", "budget"):
        return False
    return statement.is_amount and re.search("资金|拨款", statement.subject) is not None


def _names_projects(statement: Statement, statements: Sequence[Statement]) -> bool:
    """Whether a statement, or the one before it in the same breath, speaks of projects: 3 个项目，资金 20
    万元.
    """
    if "项目" in statement.subject:
        return True
    return statement.at > 0 and "项目" in statements[statement.at - 1]["subject"]


def _one_or_none(verdict: Verdict | None) -> Iterator[Verdict]:
    if verdict is not None:
        yield verdict
