"""The equalities between a total of one table and a total of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scripts.checks.selections import (
    Condition,
    Select,
    all_of,
    always,
    appropriated,
    both,
    coded,
    comparable_funds,
    first,
    general_lines,
    general_public,
    general_scope,
    halves,
    income,
    lines,
    nothing_carried_over,
    only_appropriation,
    projects_are_whole,
    purpose,
    same_years,
    summary,
    total,
    whole,
)
from scripts.checks.verdicts import Rule, Term, Verdict, at_least, equality, undecided
from scripts.package import Package

Compared = Callable[[str, Term, Sequence[Term]], Verdict | None]


@dataclass(frozen=True)
class Across:
    """A rule that two selections of cells compare, how, and why it does not apply to a package, if so."""

    rule: Rule
    left: Select
    right: Select
    applies: Condition = always
    compared: Compared = equality


def _rule(id: str, title: str, meaning: str, source: str, condition: str = "", formula: str = "") -> Rule:
    return Rule(id, title, meaning, source, "between", condition=condition, formula=formula or title)


_SAME = "两张表说的是同一笔钱，应当一样多"
_BOTH = "两张表都公开了"
_PUBLIC = "“三公”经费表还包括项目里的钱，所以只会更多，不会更少"


def _public(number: int, what: str, purpose_name: str, code: str) -> Across:
    """A purpose of the three-public table is at least what basic spending holds of it; rule R-A12."""
    rule = _rule(
        f"a12-{number}",
        f"“三公”经费表的{what} ≥ 基本支出里的{what}（{code}）",
        _PUBLIC,
        "规则 R-A12",
        "两张表都有这一项",
    )
    return Across(rule, purpose("three-public", purpose_name), coded("basic-expenditure", code), compared=at_least)


_GENERAL = _rule("a8-2", "财政拨款表的一般公共预算 = 一般公共预算支出表合计", _SAME, "规则 R-A8", _BOTH)
_BASIC = _rule(
    "a10-1",
    "一般公共预算的基本支出 = 基本支出表合计",
    "维持运转的钱在两张表里一样多",
    "规则 R-A10",
    "两张表包括同样年度的钱",
)
_ALL_BASIC = _rule(
    "a10-2",
    "支出总表的基本支出 = 基本支出表合计",
    "维持运转的钱在两张表里一样多",
    "规则 R-A10",
    "只有财政拨款，没有上年结转",
)
# Final accounts print the two halves of basic spending side by side, each with a subtotal of its own.
_BASIC_TOTAL = first(
    total("basic-expenditure", "amount"),
    both(
        total("basic-expenditure", "personnel", role="subtotal"), total("basic-expenditure", "running", role="subtotal")
    ),
    whole("basic-expenditure"),
)

ACROSS = (
    Across(_rule("a1", "收入总计 = 支出总计", "有多少钱就安排多少钱", "规则 R-A1；预算法 第十二条（收支平衡）"), total("summary", "amount", "income"), total("summary", "amount", "expenditure")),
    Across(_rule("a6", "收支总表的收入 = 收入总表合计", _SAME, "规则 R-A6", _BOTH), summary("income"), income),
    Across(_rule("a7", "支出总表合计 = 收支总表的支出", _SAME, "规则 R-A7", _BOTH), total("expenditure", "amount"), summary("expenditure")),
    Across(_rule("a8-1", "财政拨款收入总计 = 支出总计", "财政拨款收多少安排多少", "规则 R-A8"), total("appropriation-summary", "amount", "income"), total("appropriation-summary", "amount", "expenditure")),
    Across(_GENERAL, appropriated("general_public"), general_public),
    Across(_GENERAL, total("general-public-expenditure", "amount"), general_lines, general_scope),
    Across(_rule("a8-3", "财政拨款表的政府性基金 = 政府性基金支出表合计", _SAME, "规则 R-A8", "两张表都公开了，没有上年结转"), appropriated("government_fund"), total("government-fund-expenditure", "amount"), comparable_funds),
    Across(_rule("a8-4", "财政拨款表的国有资本经营预算 = 国有资本经营支出表合计", _SAME, "规则 R-A8", "两张表都公开了，没有上年结转"), appropriated("state_capital"), first(total("state-capital", "amount", "expenditure"), total("state-capital", "amount", "main")), comparable_funds),
    Across(_rule("a9", "财政拨款总计 = 收支总计", "没有别的资金时，两张表一样多", "规则 R-A9", "除财政拨款外没有其他收入"), total("appropriation-summary", "amount", "income"), total("summary", "amount", "income"), only_appropriation),
    Across(_BASIC, total("general-public-expenditure", "basic"), _BASIC_TOTAL, same_years),
    Across(_BASIC, whole("basic-expenditure"), halves("general-public-expenditure"), same_years),
    Across(_ALL_BASIC, total("expenditure", "basic"), whole("basic-expenditure"), all_of(only_appropriation, nothing_carried_over)),
    Across(_ALL_BASIC, whole("basic-expenditure"), halves("expenditure"), all_of(only_appropriation, nothing_carried_over)),
    _public(1, "因公出国（境）费", "travel_abroad", "30212"),
    _public(2, "公务接待费", "hospitality", "30217"),
    _public(3, "公务用车运行费", "vehicle_running", "30231"),
    _public(4, "公务用车购置费", "vehicle_purchase", "31013"),
    Across(_rule("a13", "支出总表的项目支出 = 各项目之和", "每个项目加起来就是项目支出", "规则 R-A13", "项目支出表包括全部项目"), total("expenditure", "project"), both(lines("projects"), lines("projects-carried-over")), projects_are_whole),
)  # fmt: skip
RULES = tuple(dict.fromkeys(one.rule for one in ACROSS))


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for every pair of totals that the package offers; why none is given, where a condition does not hold."""
    for across in ACROSS:
        left, right = across.left(package), across.right(package)
        if len(left) != 1 or not right:
            continue
        why = across.applies(package)
        found = (
            undecided(across.rule.id, left[0], right, why) if why else across.compared(across.rule.id, left[0], right)
        )
        if found:
            yield found
