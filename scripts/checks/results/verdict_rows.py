"""Verdicts and rules as tables, a row each; and the permanent id of a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from scripts.checks.comparisons import amount
from scripts.checks.results import formulas
from scripts.checks.verdicts import GROUPS, Finding, Outcome, Rule, Verdict
from scripts.package import Package, letters

# The columns of a table of verdicts with what they mean.
COLUMNS = {
    "id": "核对的永久标识；核对页的网址加 # 和它，就是这一条",
    "package": "数据包的路径",
    "department": "部门或单位",
    "year": "年度",
    "phase": "budget 预算，final 决算",
    "rule": "规则的标识，见 rules.csv",
    "title": "规则的名称",
    "severity": "不成立时有多严重：failure 错误，notice 提示",
    "verdict": "pass 相符，rounding 尾差，cannot-tell 无法核对，fail 不符",
    "how": (
        "右边各项怎样合起来：sum 相加，at-least 左边不小于其和，at-most 左边不大于其和，product 相乘，"
        "share 第一项占第二项的百分比，growth 第一项比第二项增减的百分比，words 不是等式"
    ),
    "unit": "左边、差额和范围的单位；金额一律为元",
    "left": "左边是什么",
    "left_table": "左边在哪张表",
    "left_line": "左边在哪一行（行标识）",
    "left_column": "左边在哪一列",
    "left_value": "左边的数，精确的十进制数；空白表示没有数",
    "right_value": "右边合起来的数",
    "difference": "左边减右边；不小于、不大于只算超出的部分",
    "envelope": "四舍五入最多能造成多大的差额",
    "reason": "为什么无法核对，或别的说明",
    "formula": "代入公开的数写出来的式子；不是等式的，写查到什么、应为什么",
    "right": "右边各项：表/行/列=数，用分号隔开；别的数据包的，前面有路径和冒号",
}

# The columns of the catalogue of rules with what they mean.
RULE_COLUMNS = {
    "rule": "规则的标识",
    "group": "规则的类别",
    "title": "名称",
    "meaning": "对读者意味着什么",
    "source": "依据",
    "condition": "什么时候适用；空白表示总是适用",
    "formula": "怎样算",
    "severity": "不成立时有多严重：failure 错误，notice 提示",
    "pass": "相符的个数",
    "rounding": "尾差的个数",
    "cannot_tell": "无法核对的个数",
    "fail": "不符的个数，包括不是等式的发现",
}


_OUTCOMES: tuple[Outcome, ...] = ("pass", "rounding", "cannot-tell", "fail")


def identified(verdicts: Iterable[Verdict]) -> Iterator[tuple[str, Verdict]]:
    """The verdicts of one package, each with an id made of its rule and cells."""
    seen: Counter[str] = Counter()
    for verdict in verdicts:
        # Cells, not figures: a link to a verdict outlasts a correction.
        about = verdict.rule
        for term in verdict.terms:
            # What stands in no line is known by its label: 法定期限, 要求.
            label = "" if term.line else term.label
            about += f"|{term.package}/{term.table}/{term.line}/{term.column}/{label}"
        yield letters(f"{about}|{seen[about]}"), verdict
        seen[about] += 1


def rows(
    own: Package,
    verdicts: Iterable[Verdict],
    rules: Mapping[str, Rule],
    packages: Mapping[str, Package],
) -> Iterator[list[str]]:
    """A row per verdict of a package under the heads of COLUMNS; `packages` are all, by path."""
    disclosure = own.disclosure
    whose = [own.path, disclosure.department, str(disclosure.year), disclosure.phase]
    for identifier, verdict in identified(verdicts):
        rule, left = rules[verdict.rule], verdict.left
        unit = cells = ""
        if verdict.is_equation:
            unit, cells = left.unit, formulas.cells(verdict.right)
        yield [
            identifier,
            *whose,
            *(rule.id, rule.title, rule.severity),
            *(verdict.outcome, verdict.how, unit),
            *(left.label, left.table, left.line, left.column),
            _exact(left.value),
            _exact(right_value(verdict)),
            _exact(verdict.difference),
            _exact(verdict.envelope),
            verdict.reason,
            formulas.text(verdict, own, packages),
            cells,
        ]


def right_value(verdict: Verdict) -> Decimal | None:
    """What the right side of an equation comes to, in the unit of the left; None if unknown."""
    terms = [term for term in verdict.right if term.value is not None]
    if not verdict.is_equation or not terms:
        return None
    if verdict.how in ("sum", "at-least", "at-most"):
        return amount(terms)
    # A product or a share was reckoned where the verdict was given; here it follows from it.
    if verdict.left.value is None or verdict.difference is None:
        return None
    return verdict.left.value - verdict.difference


def _exact(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"


def rule_rows(
    rules: Iterable[Rule], verdicts: Iterable[Verdict], findings: Iterable[Finding]
) -> Iterator[list[str]]:
    """A row per rule under the heads of RULE_COLUMNS; findings are counted as failures."""
    counts = Counter((verdict.rule, verdict.outcome) for verdict in verdicts)
    counts.update((finding.rule, "fail") for finding in findings)
    for rule in rules:
        yield [
            rule.id,
            GROUPS[rule.group],
            rule.title,
            rule.meaning,
            rule.source,
            rule.condition,
            rule.formula,
            rule.severity,
            *(str(counts[rule.id, outcome]) for outcome in _OUTCOMES),
        ]
