"""Whether the document was published in time, where the dates are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from scripts.checks.comparisons import at_most, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package

DEPARTMENT = Rule(
    "t1",
    "部门预决算在批复后 20 日内公开",
    "批复下来二十天内，公众就该看得到",
    "规则 R-T1；预算法 第十四条",
    group="timeliness",
    condition="数据包记录了批复日期和公开日期",
    formula="公开日期 − 批复日期 ≤ 20 日",
)
UNIT = Rule(
    "t2",
    "单位预决算在部门批复后 20 日内公开",
    "所属单位也一样，二十天内公开",
    "规则 R-T2；预算法实施条例 第六条",
    group="timeliness",
    condition="数据包记录了批复日期和公开日期",
    formula="公开日期 − 批复日期 ≤ 20 日",
)
RULES = (DEPARTMENT, UNIT)
_NOTHING = Decimal(0)
# Days are whole: there is no rounding that would excuse the 21st.
_LIMIT = Term("", "", "", "法定期限", Decimal(20), _NOTHING, "20日", "日")


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict on the first document whose dates are recorded: the others belong to it."""
    # A unit's twenty days run from the department's 批复, not from the finance bureau's.
    rule = UNIT if package.disclosure.level == "unit" else DEPARTMENT
    dated = [source for source in package.sources if source.approved and source.published]
    source = next(iter((*dated, *package.sources)), None)
    days = Term("", "", "", "从批复到公开", None, _NOTHING, "", "日")
    approved = source.approved if source else None
    published = source.published if source else None
    if approved is None or published is None:
        dates = {"批复日期": approved, "公开日期": published}
        missing = [name for name, day in dates.items() if not day]
        why = f"没有记录{'、'.join(missing)}"
        yield undecided(rule.id, days, (_LIMIT,), why, "at-most")
        return
    passed = (date.fromisoformat(published) - date.fromisoformat(approved)).days
    days = replace(
        days,
        label=f"从 {approved} 批复到 {published} 公开",
        value=Decimal(passed),
        published=f"{passed}日",
    )
    # It would pass as in time, though it shows that a date is wrong.
    if passed < 0:
        why = "记录的公开日期早于批复日期，两个日期总有一个不对"
        yield undecided(rule.id, days, (_LIMIT,), why, "at-most")
        return
    verdict = at_most(rule.id, days, (_LIMIT,))
    if verdict:
        yield verdict
