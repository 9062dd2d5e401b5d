"""Sums of the prose that no table holds: procurement, running costs, money under goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.checks.arithmetic.prose.figures import Statement
from scripts.checks.comparisons import Cells, at_most, equality, undecided
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package

PROCUREMENT = Rule(
    "procurement",
    "政府采购总额 = 货物 + 工程 + 服务",
    "采购的三类加起来等于总额",
    "规则 R-A15",
    group="prose",
    condition="文字写了总额和三类",
    formula="总额 = 货物 + 工程 + 服务",
)
RESERVED = Rule(
    "procurement-reserved",
    "预留或授予中小企业的 ≤ 政府采购总额",
    "留给中小企业的是采购的一部分",
    "规则 R-A15",
    group="prose",
    condition="文字写了两个数",
    formula="预留或授予的金额 ≤ 总额",
)
RUNNING = Rule(
    "agency-running",
    "机关运行经费 = 公用经费",
    "行政机关的运行经费就是基本支出里的公用经费",
    "规则 R-A14",
    group="prose",
    condition="各地口径不同，只有相等时才下结论",
    formula="机关运行经费 = 基本支出里的公用经费",
)
GOALS = Rule(
    "performance-money",
    "有绩效目标的项目资金 ≤ 项目支出",
    "绩效目标管的是项目的钱",
    "规则 R-A17",
    group="prose",
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
    """What the prose says of procurement, of running costs and of performance goals."""
    yield from _procurement(statements)
    yield from _running(package, statements)
    yield from _goals(package, statements)


def _procurement(statements: Sequence[Statement]) -> Iterator[Verdict]:
    amounts = [
        statement
        for statement in statements
        if statement.is_amount
        and ("采购" in statement.subject or statement["topic"] == "procurement")
    ]
    for place, whole in enumerate(amounts, start=1):
        # 授予中小企业合同金额 and 政府采购货物预算 are parts of the whole.
        of_part = re.search(rf"{_KINDS}|企业|合同|业务费|项目预算", whole.subject)
        if of_part or "采购" not in whole.subject:
            continue
        # As many amounts as are near, or fewer: other statements stand between them.
        after = amounts[place : place + _NEAR_RESERVED]
        kinds = {}
        # Reversed, so that of two amounts of one kind the nearer to the total stays.
        for part in reversed(after):
            kind = re.search(_KINDS, part.subject)
            near = part.at <= whole.at + _NEAR_KINDS
            if kind and near and part["section"] == whole["section"]:
                kinds[kind.group()] = part
        # 货物 and 服务 alone: what was spent on 工程 may be nothing or not be said.
        if len(kinds) == 3:
            parts = [part.summand for part in kinds.values()]
            yield from _one_or_none(equality(PROCUREMENT.id, whole.summand, parts))
        for amount in after:
            near = amount.at <= whole.at + _NEAR_RESERVED
            if near and re.search(_SMALL_BUSINESSES, amount.subject):
                yield from _one_or_none(at_most(RESERVED.id, amount.summand, [whole.summand]))


def _running(package: Package, statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The agency's running costs, where they are the running part: they may lawfully be more."""
    table = package.table("basic-expenditure")
    stated = [
        statement
        for statement in statements
        if statement["topic"] == "agency-operating"
        and "机关运行经费" in statement.subject
        and statement.is_amount
        # Last year's running costs are not in this year's table.
        and statement["vintage"] in ("", "budget", "outturn")
    ]
    totals = table.totals() if table else ()
    filled = [row for row in totals if row.number("running") is not None]
    if table is None or not stated or not filled:
        return
    cell = Cells.of(table).term(filled[0], "running")
    verdict = equality(RUNNING.id, stated[0].term, [cell])
    # Jiangsu 2017: 5,619.31 against 1,585.96, lawful, for it includes project money.
    if verdict and verdict.outcome == "fail":
        why = "各地对机关运行经费的口径不同，单位里的事业单位也有公用经费"
        verdict = undecided(RUNNING.id, verdict.left, verdict.right, why)
    yield from _one_or_none(verdict)


def _goals(package: Package, statements: Sequence[Statement]) -> Iterator[Verdict]:
    table = package.table("expenditure")
    totals = table.totals() if table else ()
    project = next((row for row in totals if row.number("project") is not None), None)
    if table is None or project is None:
        return
    cell = Cells.of(table).term(project, "project")
    before = ""
    for statement in statements:
        # The one before may speak of projects in the same breath: 3 个项目，资金 20 万元.
        of_projects = "项目" in statement.subject or "项目" in before
        before = statement["subject"]
        # Last year's money was under last year's goals.
        this_year = statement["vintage"] in ("", "budget")
        if statement["topic"] != "performance" or not this_year or not of_projects:
            continue
        if statement.is_amount and re.search("资金|拨款", statement.subject):
            yield from _one_or_none(at_most(GOALS.id, statement.term, [cell]))


def _one_or_none(verdict: Verdict | None) -> Iterator[Verdict]:
    if verdict is not None:
        yield verdict
