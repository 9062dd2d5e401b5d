"""The equalities between a total of one table and a total of another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from scripts.checks.arithmetic.conditions import (
    Condition,
    always,
    basic_is_all,
    carried_over_is_appropriation,
    general_scope,
    nothing_carried_over,
    only_appropriation,
    projects_are_whole,
    same_years,
)
from scripts.checks.arithmetic.selectors import (
    Select,
    both,
    coded,
    first,
    general_lines,
    general_public,
    halves,
    income,
    items,
    purpose,
    total,
    whole,
    without_balances,
)
from scripts.checks.comparisons import at_least, equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package

Compared = Callable[[str, Term, Sequence[Term]], Verdict | None]


@dataclass(frozen=True)
class Across:
    """A rule that two selections of cells compare, how, and why not in a package, if so.

    `excuse` is what may lawfully part the two sides: then it cannot be told which it is. `lawful`
    are two other sides of which the law leaves the choice: the rule holds where these agree.
    """

    rule: Rule
    left: Select
    right: Select
    applies: Condition = always
    compared: Compared = equality
    excuse: Condition = always
    lawful: tuple[Select, Select] | None = None


def _rule(id: str, title: str, meaning: str, source: str, condition: str = "") -> Rule:
    return Rule(id, title, meaning, source, "between", condition=condition, formula=title)


_SAME = "两张表说的是同一笔钱，应当一样多"
_BOTH = "两张表都公开了"
_THIS_YEAR = "不列上年结转、结转下年的，与本年合计相等也算相符"
_CARRIED = "有上年结转的，只在相等时算相符"
_PUBLIC = "“三公”经费表还包括项目里的钱，所以只会更多，不会更少"


def _this_year(list_name: str) -> Select:
    """What the summary table says of this year alone, beside money of last year or for the next."""
    # 本年收入合计 and 本年支出合计 are the subtotals.
    return total("summary", "amount", list_name, "subtotal")


def _public(id: str, title: str, purpose_name: str, *, department: str, government: str) -> Across:
    """A purpose of the three-public table is no less than basic spending holds; rule R-A12."""
    name = f"“三公”经费表的{title} ≥ 基本支出里的{title}（{department}）"
    rule = _rule(id, name, _PUBLIC, "规则 R-A12", condition="两张表都有这一项")
    basic = coded(
        "basic-expenditure", department=department, government=government, purpose=purpose_name
    )
    # Project money may come on top: 公务接待费 2.00 beside 1.00 of basic spending is lawful.
    return Across(rule, purpose("three-public", purpose_name), basic, compared=at_least)


_GENERAL = _rule(
    "a8-2", "财政拨款表的一般公共预算 = 一般公共预算支出表合计", _SAME, "规则 R-A8", condition=_BOTH
)
_BASIC = _rule(
    "a10-1",
    "一般公共预算的基本支出 = 基本支出表合计",
    "维持运转的钱在两张表里一样多",
    "规则 R-A10",
    condition="两张表包括同样年度的钱，不同的只在相等时算相符",
)
_ALL_BASIC = _rule(
    "a10-2",
    "支出总表的基本支出 = 基本支出表合计",
    "维持运转的钱在两张表里一样多",
    "规则 R-A10",
    condition=f"只有财政拨款，基本支出都是一般公共预算；{_CARRIED}",
)
# Final accounts print the two halves of basic spending side by side, each with its subtotal.
_BASIC_TOTAL = first(
    total("basic-expenditure", "amount"),
    both(
        total("basic-expenditure", "personnel", role="subtotal"),
        total("basic-expenditure", "running", role="subtotal"),
    ),
    whole("basic-expenditure"),
)

# What is compared between tables, in order: a new rule is a line here.
ACROSS = (
    Across(
        _rule(
            "a1",
            "收入总计 = 支出总计",
            "有多少钱就安排多少钱",
            "规则 R-A1；预算法 第十二条（收支平衡）",
        ),
        total("summary", "amount", "income"),
        total("summary", "amount", "expenditure"),
    ),
    Across(
        _rule(
            "a6",
            "收支总表的收入 = 收入总表合计",
            _SAME,
            "规则 R-A6",
            condition=f"{_BOTH}；{_THIS_YEAR}",
        ),
        without_balances("summary", "amount", "income"),
        income,
        lawful=(_this_year("income"), income),
    ),
    Across(
        _rule(
            "a7",
            "支出总表合计 = 收支总表的支出",
            _SAME,
            "规则 R-A7",
            condition=f"{_BOTH}；{_THIS_YEAR}",
        ),
        total("expenditure", "amount"),
        without_balances("summary", "amount", "expenditure"),
        lawful=(total("expenditure", "amount"), _this_year("expenditure")),
    ),
    Across(
        _rule("a8-1", "财政拨款收入总计 = 支出总计", "财政拨款收多少安排多少", "规则 R-A8"),
        total("appropriation-summary", "amount", "income"),
        total("appropriation-summary", "amount", "expenditure"),
    ),
    Across(
        _GENERAL,
        without_balances("appropriation-summary", "general_public", "expenditure"),
        general_public,
    ),
    Across(
        _GENERAL,
        total("general-public-expenditure", "amount"),
        general_lines,
        applies=general_scope,
    ),
    Across(
        _rule(
            "a8-3",
            "财政拨款表的政府性基金 = 政府性基金支出表合计",
            _SAME,
            "规则 R-A8",
            condition=f"{_BOTH}；{_CARRIED}",
        ),
        without_balances("appropriation-summary", "government_fund", "expenditure"),
        total("government-fund-expenditure", "amount"),
        excuse=nothing_carried_over,
    ),
    Across(
        _rule(
            "a8-4",
            "财政拨款表的国有资本经营预算 = 国有资本经营支出表合计",
            _SAME,
            "规则 R-A8",
            condition=f"{_BOTH}；{_CARRIED}",
        ),
        without_balances("appropriation-summary", "state_capital", "expenditure"),
        first(
            # Some print its income and spending side by side, some its spending alone.
            total("state-capital", "amount", "expenditure"),
            total("state-capital", "amount", "main"),
        ),
        excuse=nothing_carried_over,
    ),
    Across(
        _rule(
            "a9",
            "财政拨款总计 = 收支总计",
            "没有别的资金时，两张表一样多",
            "规则 R-A9",
            # A Chongqing office earns 812.48 万元 of 事业收入: its two totals differ lawfully.
            condition="除财政拨款外没有其他收入",
        ),
        total("appropriation-summary", "amount", "income"),
        total("summary", "amount", "income"),
        applies=only_appropriation,
        # A summary may carry over 事业收入 of last year, which is no 财政拨款.
        excuse=carried_over_is_appropriation,
    ),
    Across(_BASIC, total("general-public-expenditure", "basic"), _BASIC_TOTAL, excuse=same_years),
    Across(
        _BASIC, whole("basic-expenditure"), halves("general-public-expenditure"), excuse=same_years
    ),
    Across(
        _ALL_BASIC,
        total("expenditure", "basic"),
        whole("basic-expenditure"),
        applies=only_appropriation,
        excuse=basic_is_all,
    ),
    Across(
        _ALL_BASIC,
        whole("basic-expenditure"),
        halves("expenditure"),
        applies=only_appropriation,
        excuse=basic_is_all,
    ),
    # The codes of the two economic classifications: of the department, of the government.
    _public("a12-1", "因公出国（境）费", "travel_abroad", department="30212", government="50207"),
    _public("a12-2", "公务接待费", "hospitality", department="30217", government="50206"),
    _public("a12-3", "公务用车运行费", "vehicle_running", department="30231", government="50208"),
    _public("a12-4", "公务用车购置费", "vehicle_purchase", department="31013", government="50303"),
    Across(
        _rule(
            "a13",
            "支出总表的项目支出 = 各项目之和",
            "每个项目加起来就是项目支出",
            "规则 R-A13",
            # Money carried over may be project money that stands in no table of projects.
            condition="项目支出表包括全部项目",
        ),
        total("expenditure", "project"),
        # Projects of last year's money have a table of their own in some places.
        both(items("projects"), items("projects-carried-over")),
        excuse=projects_are_whole,
    ),
)

RULES = tuple(dict.fromkeys(across.rule for across in ACROSS))


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict for every pair of totals that the package offers, or why none is given."""
    for across in ACROSS:
        left, right = across.left(package), across.right(package)
        # That a table is missing is told by c2 and c3.
        if len(left) != 1 or not right:
            continue
        why = across.applies(package)
        if why:
            yield undecided(across.rule.id, left[0], right, why)
            continue
        verdict = across.compared(across.rule.id, left[0], right)
        # Reasons excuse a difference, never a comparison: where two tables agree, they agree.
        if verdict and verdict.outcome == "fail":
            why = across.excuse(package)
            if why:
                verdict = undecided(across.rule.id, left[0], right, why)
            others = [select(package) for select in across.lawful or ()]
            # A document without 本年合计 leaves no choice.
            if others and all(others):
                lawful = across.compared(across.rule.id, others[0][0], others[1])
                if lawful and lawful.agrees:
                    verdict = lawful
        if verdict:
            yield verdict
