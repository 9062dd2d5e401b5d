"""Whether the document was published in time, where the dates of approval and publication are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from scripts.checks.comparisons import at_most, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package

_DAYS = Decimal(20)
DEPARTMENT = Rule(
    "t1",
    "部门预决算在批复后 20 日内公开",
    "批复下来二十天内，公众就该看得到",
    "规则 R-T1；预算法 第十四条",
    "timeliness",
    "failure",
    "数据包记录了批复日期和公开日期",
    "公开日期 − 批复日期 ≤ 20 日",
)
UNIT = Rule(
    "t2",
    "单位预决算在部门批复后 20 日内公开",
    "所属单位也一样，二十天内公开",
    "规则 R-T2；预算法实施条例 第六条",
    "timeliness",
    "failure",
    "数据包记录了批复日期和公开日期",
    "公开日期 − 批复日期 ≤ 20 日",
)
RULES = (DEPARTMENT, UNIT)


def verdicts(package: Package) -> Iterator[Verdict]:
    """A verdict on the first document whose dates are recorded: the others belong to the same publication."""
    rule = UNIT if package.disclosure.level == "unit" else DEPARTMENT
    dated = (one for one in package.sources if one.approved and one.published)
    source = next(dated, next(iter(package.sources), None))
    limit = Term("", "", "", "法定期限", _DAYS, Decimal(0), "20日", "日")
    if source is None or source.approved is None or source.published is None:
        dates = {"批复日期": source and source.approved, "公开日期": source and source.published}
        missing = "、".join(name for name, stated in dates.items() if not stated)
        days = Term("", "", "", "从批复到公开", None, Decimal(0), "", "日")
        yield undecided(rule.id, days, (limit,), f"没有记录{missing}", "at-most")
        return
    passed = (date.fromisoformat(source.published) - date.fromisoformat(source.approved)).days
    days = Term(
        "",
        "",
        "",
        f"从 {source.approved} 批复到 {source.published} 公开",
        Decimal(passed),
        Decimal(0),
        f"{passed}日",
        "日",
    )
    if passed < 0:
        yield undecided(
            rule.id, days, (limit,), "记录的公开日期早于批复日期，两个日期总有一个不对", "at-most"
        )
    elif found := at_most(rule.id, days, (limit,)):
        yield found
