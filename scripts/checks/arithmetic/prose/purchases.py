"""Sums of the prose that no table holds: procurement and its kinds, running costs, money under performance goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scripts.checks.arithmetic.prose.figures import Said
from scripts.checks.comparisons import Cells, at_most, equality
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package


def _rule(id: str, title: str, meaning: str, source: str, condition: str, formula: str) -> Rule:
    return Rule(id, title, meaning, source, "prose", condition=condition, formula=formula)


PROCUREMENT = _rule(
    "procurement",
    "政府采购总额 = 货物 + 工程 + 服务",
    "采购的三类加起来等于总额",
    "规则 R-A15",
    "文字写了总额和三类",
    "总额 = 货物 + 工程 + 服务",
)
RESERVED = _rule(
    "procurement-reserved",
    "预留或授予中小企业的 ≤ 政府采购总额",
    "留给中小企业的是采购的一部分",
    "规则 R-A15",
    "文字写了两个数",
    "预留或授予的金额 ≤ 总额",
)
RUNNING = _rule(
    "agency-running",
    "机关运行经费 = 公用经费",
    "行政机关的运行经费就是基本支出里的公用经费",
    "规则 R-A14",
    "各地口径不同，只有相等时才下结论",
    "机关运行经费 = 基本支出里的公用经费",
)
GOALS = _rule(
    "performance-money",
    "有绩效目标的项目资金 ≤ 项目支出",
    "绩效目标管的是项目的钱",
    "规则 R-A17",
    "文字写了纳入绩效管理的金额",
    "纳入绩效管理的金额 ≤ 项目支出",
)
RULES = (PROCUREMENT, RESERVED, RUNNING, GOALS)
_KINDS = "货物|工程|服务"


def verdicts(package: Package, said: Sequence[Said]) -> Iterator[Verdict]:
    """What the prose says of procurement, of running costs and of performance goals, where it can be added up."""
    bought = [one for one in said if "采购" in one.subject or one["topic"] == "procurement"]
    bought = [one for one in bought if one["measure"] == "amount" and one.is_money]
    yield from _procurement(bought)
    yield from _running(package, said)
    yield from _goals(package, said)


def _procurement(bought: Sequence[Said]) -> Iterator[Verdict]:
    for whole in (one for one in bought if _is_whole(one)):
        parts = [
            one
            for one in bought
            if re.search(_KINDS, one.subject)
            and one.at > whole.at
            and one["section"] == whole["section"]
        ]
        kinds = {
            re.findall(_KINDS, part.subject)[0]: part
            for part in reversed(parts)
            if part.at <= whole.at + 6
        }
        found = (
            equality(PROCUREMENT.id, whole.summand, [part.summand for part in kinds.values()])
            if len(kinds) == 3
            else None
        )
        if found:
            yield found
        for one in bought:
            if (
                re.search(r"中小企业|小微企业|小型和微型", one.subject)
                and whole.at < one.at <= whole.at + 8
            ):
                yield from _stated(at_most(RESERVED.id, one.summand, [whole.summand]))


def _is_whole(one: Said) -> bool:
    return (
        re.search(rf"{_KINDS}|企业|合同|业务费|项目预算", one.subject) is None
        and re.search(r"采购", one.subject) is not None
    )


def _running(package: Package, said: Sequence[Said]) -> Iterator[Verdict]:
    """The agency's running costs, where they are the running part; a wider meaning is lawful, and then nothing is told."""
    table = package.table("basic-expenditure")
    first = next((one for one in said if _is_running(one)), None)
    if first is None or table is None:
        return
    totals = [
        row for row in table.rows if row["role"] == "total" and row.number("running") is not None
    ]
    if not totals:
        return
    found = equality(RUNNING.id, first.term, [Cells.of(table).term(totals[0], "running")])
    if found and found.outcome == "fail":
        why = "各地对机关运行经费的口径不同，单位里的事业单位也有公用经费"
        found = Verdict(RUNNING.id, found.left, found.right, "cannot-tell", reason=why)
    if found:
        yield found


def _is_running(one: Said) -> bool:
    named = one["topic"] == "agency-operating" and "机关运行经费" in one.subject
    return (
        named
        and one["measure"] == "amount"
        and one.is_money
        and one["vintage"] in ("", "budget", "outturn")
    )


def _goals(package: Package, said: Sequence[Said]) -> Iterator[Verdict]:
    """Money of projects with performance goals, against all project spending."""
    table = package.table("expenditure")
    for one in said:
        names_projects = "项目" in one.subject or (one.at and "项目" in said[one.at - 1]["subject"])
        if (
            one["topic"] != "performance"
            or one["measure"] != "amount"
            or not one.is_money
            or not names_projects
        ):
            continue
        if (
            one["vintage"] not in ("", "budget")
            or table is None
            or not re.search("资金|拨款", one.subject)
        ):
            continue
        totals = [
            row
            for row in table.rows
            if row["role"] == "total" and row.number("project") is not None
        ]
        for row in totals[:1]:
            yield from _stated(at_most(GOALS.id, one.term, [Cells.of(table).term(row, "project")]))


def _stated(verdict: Verdict | None) -> Iterator[Verdict]:
    return iter([verdict] if verdict is not None else [])
