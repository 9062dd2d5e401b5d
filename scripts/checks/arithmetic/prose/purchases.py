"""Sums of the prose that no table holds: procurement, running costs, money under goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from scripts.checks.arithmetic.prose.figures import Statement
from scripts.checks.comparisons import Cells, at_most, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
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
    "有绩效目标的资金 ≤ 项目支出，或者全部支出",
    "绩效目标管的是项目的钱；整个部门的绩效目标管的是部门全部的钱",
    "规则 R-A17",
    group="prose",
    condition="文字写了纳入绩效管理的金额",
    formula="纳入绩效管理的金额 ≤ 项目支出；没有说是项目的，≤ 支出总计",
)
RULES = (PROCUREMENT, RESERVED, RUNNING, GOALS)
_KINDS = "货物|工程|服务"
_SMALL_BUSINESSES = r"中小企业|小微企业|小型和微型"
# How many statements after the total of procurement its three kinds, and what is kept for small
# businesses, still belong to it: shares and numbers of contracts may stand between.
_NEAR_KINDS, _NEAR_RESERVED = 6, 8
# How prose calls money under goals: 财政性资金, 预算拨款, 部门整体支出绩效目标的金额.
_UNDER_GOALS = r"资金|拨款|金额$|^(基本|项目)支出$"


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
    """Money under goals is at most that of the projects, or of the body where it is not theirs."""
    for place, statement in enumerate(statements):
        # Last year's money was under last year's goals.
        this_year = statement["vintage"] in ("", "budget")
        if statement["topic"] != "performance" or not this_year or not statement.is_amount:
            continue
        if not re.search(_UNDER_GOALS, statement.subject):
            continue
        # What goes to other governments is no spending of the body.
        if re.search("转移支付", statement["section"] + statement.subject):
            continue
        nature = "project" if _of_projects(statements, place) else "amount"
        cell = _whole_of_goals(package, nature, statement.subject)
        verdict = at_most(GOALS.id, statement.term, [cell]) if cell is not None else None
        # A table may add up what was rounded, and the prose round what was added up.
        if verdict and cell and verdict.outcome == "fail":
            envelope = statement.term.precision + cell.precision
            if (verdict.difference or 0) <= envelope:
                verdict = replace(verdict, outcome="rounding", envelope=envelope)
        yield from _one_or_none(verdict)


def _of_projects(statements: Sequence[Statement], place: int) -> bool:
    """Whether money under goals is of projects: as it, its section or a count beside it says."""
    statement = statements[place]
    # In the same breath: 3 个项目，资金 20 万元.
    before = statements[place - 1].subject if place else ""
    if "项目" in statement.subject + before + statement["section"]:
        return True
    # 预算资金 20 万元，其中财政拨款 15 万元: a part of theirs.
    if place > 1 and statements[place - 1].is_amount and _beside(statements[place - 1], statement):
        return _of_projects(statements, place - 1)
    # 资金 20 万元，3 个项目: theirs, where no other money follows that is.
    behind = [one for one in statements[place + 1 : place + 3] if _beside(one, statement)]
    counted = bool(behind) and behind[0]["measure"] == "count" and "项目" in behind[0].subject
    return counted and not any(one.is_amount for one in behind[1:])


def _beside(one: Statement, other: Statement) -> bool:
    return (one["section"], one["topic"]) == (other["section"], other["topic"])


def _whole_of_goals(package: Package, nature: str, subject: str) -> Term | None:
    """What the money under goals is a part of: of one fund where its name says which."""
    kinds = ["expenditure"]
    if "一般公共预算" in subject:
        kinds = ["general-public-expenditure"]
    elif re.search("基金|国有资本", subject):
        return None
    for kind in kinds:
        table = package.table(kind)
        # What was carried over may be under goals too.
        if table is None or table.coordinates.scope == "current_year":
            continue
        for row in table.totals():
            if row.number(nature) is not None:
                return Cells.of(table).term(row, nature)
    return None


def _one_or_none(verdict: Verdict | None) -> Iterator[Verdict]:
    if verdict is not None:
        yield verdict
