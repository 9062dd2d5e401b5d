"""What a check says: a verdict on one rule at one place, with both sides; a finding, with its place, in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS, VINTAGES, places

VERDICTS = {"pass": "相符", "fail": "不符", "rounding": "尾差", "cannot-tell": "无法核对"}
SEVERITIES = {"failure": "错误", "notice": "提示"}
GROUPS = {
    "form": "数据包本身",
    "timeliness": "及时性",
    "completeness": "完整性",
    "fineness": "细化程度",
    "inside": "表内勾稽",
    "between": "表间勾稽",
    "prose": "文字与表格",
    "performance": "绩效目标",
    "years": "跨年度、跨单位",
    "readability": "可读与规范",
}
"""What rules are about, in the order in which they are shown."""

HOWS = {
    "sum": "等于各项之和",
    "at-least": "不小于各项之和",
    "at-most": "不大于各项之和",
    "share": "等于第一项占第二项的百分比",
    "growth": "等于第一项比第二项增减的百分比",
    "product": "等于各项相乘",
    "words": "与要求相符",
}
"""How the right side of a verdict makes what the left side should be."""


@dataclass(frozen=True)
class Rule:
    """A rule as people read it: its id, its title, what it means for a citizen, and where it comes from.

    `severity` is how grave it is when it does not hold. `condition` says when the rule applies (nothing: always), and
    `formula` how it is worked out.
    """

    id: str
    title: str
    meaning: str
    source: str
    group: str = "between"
    severity: str = "failure"
    condition: str = ""
    formula: str = ""

    @property
    def basis(self) -> str:
        """The source in words for readers: the law or practice, without the ids of the catalogue (规则 R-A8)."""
        stated = re.sub(r"^规则 R-[^；]*；?", "", self.source)
        drawn = re.match(r"规则 R-([A-Z])", self.source)
        return stated or (_PRACTICE.get(drawn.group(1), self.source) if drawn else self.source)


_PRACTICE = {
    "A": "预决算表格之间的勾稽关系",
    "C": "各地预决算公开目录的要求",
    "Q": "公开文件的通行写法",
}
"""Where a rule of the catalogue comes from that no single law states, by the letter of its id."""


@dataclass(frozen=True)
class Finding:
    """Something wrong or worth a look: where (file, row, field), what was found, what was expected."""

    rule: str
    severity: str
    package: str
    file: str
    row: int | None
    field: str
    found: str
    expected: str
    message: str
    line: str = ""

    @property
    def where(self) -> str:
        """The place in words: `departments/x/2024-budget/data/expenditure.csv 第 12 行 basic`."""
        row = f" 第 {self.row} 行" if self.row else ""
        return f"{self.package}/{self.file}{row}" + (f" {self.field}" if self.field else "")


@dataclass(frozen=True)
class Term:
    """One figure that takes part in a verdict: its table, line and column, its label, its value in `unit`.

    Amounts are in 元 whatever the table's unit; `published` is the figure as it was published, with that unit.
    `precision` is half a unit of the last decimal that it was published with. `package` is the path of the package that
    it stands in where that is another than the verdict's own. A term of words has no value.
    """

    table: str
    line: str
    column: str
    label: str
    value: Decimal | None
    precision: Decimal
    published: str = ""
    unit: str = "元"
    package: str = ""


@dataclass(frozen=True)
class Verdict:
    """One rule at one place: the left side, the terms of the right, the difference, what follows, and why.

    `how` says what the terms on the right make together. The difference and the envelope are in the unit of the left.
    """

    rule: str
    left: Term
    right: tuple[Term, ...]
    verdict: str
    difference: Decimal | None = None
    envelope: Decimal | None = None
    reason: str = ""
    how: str = "sum"

    @property
    def is_equation(self) -> bool:
        """Whether figures stand on both sides; other verdicts say whether something is there as it should be."""
        return self.how != "words"

    @property
    def terms(self) -> tuple[Term, ...]:
        """Both sides."""
        return (self.left, *self.right)


@dataclass(frozen=True)
class Cells:
    """The cells of one table, ready to take part in equations, with the measure of each column and how far it is rounded.

    That is half of the last decimal that any figure of the same unit and measure shows, money in 元: tables drop closing
    zeros (5575.3 beside 82.87, 0 beside 7.57), so a figure alone says too little about how far it was rounded.
    """

    table: Table
    measures: Mapping[str, str]
    precisions: Mapping[tuple[str, str], Decimal]

    @classmethod
    def of(cls, table: Table) -> Cells:
        """The cells of a table."""
        measures = {column.name: column.coordinates.measure for column in table.values if column.coordinates}
        decimals: dict[tuple[str, str], int] = {}
        for column in table.values:
            for row in table.rows:
                if (number := row.number(column.name)) is not None:
                    kind = (_unit(table, row), measures[column.name])
                    decimals[kind] = max(decimals.get(kind, 0), places(number))
        precisions = {
            (unit, measure): Decimal(1).scaleb(-count) * MULTIPLIERS.get(unit, 1) / 2
            for (unit, measure), count in decimals.items()
        }
        return cls(table, measures, precisions)

    def term(self, row: Row, column: str) -> Term:
        """The cell of a row in a column: money in 元, with half a unit of the last published decimal as precision."""
        number, unit = row.number(column), _unit(self.table, row)
        return Term(
            table=self.table.name,
            line=row["line"],
            column=column,
            label=row.label or VINTAGES.get(row["vintage"]) or _UNNAMED[row["role"] or "line"],
            value=None if number is None else number * MULTIPLIERS.get(unit, 1),
            precision=Decimal(0) if number is None else self.precisions[unit, self.measures[column]],
            published="" if number is None else f"{number:,f}{unit}",
            unit="元" if unit in MULTIPLIERS or not unit else unit,
        )


_UNNAMED = {"total": "合计行", "subtotal": "小计行", "line": "（没有名称的行）"}
"""What a row is called that bears no name: its place in the table says as much."""


def _unit(table: Table, row: Row) -> str:
    """The unit of a row's figure: statements say it row by row, tables once."""
    return row["amount_unit"] or table.amount_unit


def equality(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left = sum of right`; None where neither side states anything, so there is nothing to check.

    A blank part beside figures counts as nothing. The envelope is the most by which rounding alone can part the two
    sides: a figure published with two decimals of 万元 stands for any amount up to 50 元 above or below it, one in
    whole 元 for any up to 0.50 元; the envelope is the sum of these over all figures of the equation. A difference
    within it is `rounding`, but one figure published twice with the same decimals was rounded in the same way: there,
    any difference is a failure.
    """
    return _compared(rule, left, right, "sum")


def at_least(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left ≥ sum of right`, with the envelope of `equality`; what is above is no difference."""
    return _compared(rule, left, right, "at-least")


def at_most(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left ≤ sum of right`, with the envelope of `equality`; what is below is no difference."""
    return _compared(rule, left, right, "at-most")


def _compared(rule: str, left: Term, right: Sequence[Term], how: str) -> Verdict | None:
    stated = [one for one in right if one.value is not None]
    if left.value is None and not stated:
        return None
    if left.value is None or not stated:
        return undecided(rule, left, right, "左边是空白" if left.value is None else "右边各项都是空白", how)
    apart = left.value - amount(stated)
    difference = min(apart, Decimal(0)) if how == "at-least" else max(apart, Decimal(0)) if how == "at-most" else apart
    envelope = sum((one.precision for one in [left, *stated]), Decimal(0))
    may_round = len(stated) > 1 or stated[0].precision != left.precision
    verdict = "pass" if difference == 0 else "rounding" if abs(difference) <= envelope and may_round else "fail"
    return Verdict(rule, left, tuple(right), verdict, difference, envelope, how=how)


def undecided(rule: str, left: Term, right: Sequence[Term], reason: str, how: str = "sum") -> Verdict:
    """A verdict that cannot be given, and why not."""
    return Verdict(rule, left, tuple(right), "cannot-tell", reason=reason, how=how)


def as_required(rule: str, holds: bool | None, about: Term, expected: str, reason: str = "") -> Verdict:
    """The verdict on what is no equation: `about` says what was found; None where it cannot be told, with the reason."""
    verdict = "cannot-tell" if holds is None else "pass" if holds else "fail"
    wanted = Term("", "", "", "要求", None, Decimal(0), expected, "")
    return Verdict(rule, about, (wanted,), verdict, reason=reason, how="words")


def noted(label: str, found: str, *, table: str = "", line: str = "", column: str = "") -> Term:
    """A side of a verdict that is no figure: what it is about, what was found, and where."""
    return Term(table, line, column, label, None, Decimal(0), found, "")


def amount(terms: Sequence[Term]) -> Decimal:
    """The sum of terms; blank ones count as nothing."""
    return sum((one.value or Decimal(0) for one in terms), Decimal(0))


def times_apart(verdict: Verdict) -> int | None:
    """How many times apart the two sides are, where that is what one money unit is worth in another: 10,000."""
    if verdict.how != "sum" or verdict.left.unit != "元":
        return None
    sides = [(amount([verdict.left]), verdict.left.precision)]
    sides += [(amount(verdict.right), sum((one.precision for one in verdict.right), Decimal(0)))]
    (small, fine), (large, coarse) = sorted(sides, key=lambda side: abs(side[0]))
    if not small:
        return None
    ratios = sorted({big // one for one in MULTIPLIERS.values() for big in MULTIPLIERS.values() if big > one})
    exact = [ratio for ratio in ratios if large == small * ratio]
    near = [ratio for ratio in ratios if abs(large - small * ratio) <= min(fine * ratio + coarse, abs(large) / 100)]
    return next(iter([*exact, *near]), None)
