"""What a check says: a verdict on one rule at one place; a finding in words, with its place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

# A document is blamed only for what it says itself. rounding: 3.33 + 6.66 beside 10.00 万元 shows no
# more than that each was rounded. cannot-tell: the document leaves open what a rule asks.
Outcome = Literal["pass", "fail", "rounding", "cannot-tell"]
Severity = Literal["failure", "notice"]
Group = Literal[
    "form",
    "timeliness",
    "completeness",
    "fineness",
    "inside",
    "between",
    "prose",
    "performance",
    "years",
    "readability",
]
How = Literal["sum", "at-least", "at-most", "share", "growth", "product", "words"]

OUTCOMES: Mapping[Outcome, str] = {
    "pass": "相符",
    "fail": "不符",
    "rounding": "尾差",
    "cannot-tell": "无法核对",
}
SEVERITIES: Mapping[Severity, str] = {"failure": "错误", "notice": "提示"}
# What rules are about, in the order in which they are shown.
GROUPS: Mapping[Group, str] = {
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

# How the right side of a verdict makes what the left side should be.
HOWS: Mapping[How, str] = {
    "sum": "等于各项之和",
    "at-least": "不小于各项之和",
    "at-most": "不大于各项之和",
    "share": "等于第一项占第二项的百分比",
    "growth": "等于第一项比第二项增减的百分比",
    "product": "等于各项相乘",
    "words": "与要求相符",
}


@dataclass(frozen=True)
class Rule:
    """A rule as people read it: its title, what it means for a citizen, and where it comes from.

    `severity` is how grave it is when it does not hold. `condition` says when the rule applies
    (nothing: always), and `formula` how it is worked out.
    """

    id: str
    title: str
    meaning: str
    source: str
    group: Group = "between"
    severity: Severity = "failure"
    condition: str = ""
    formula: str = ""

    @property
    def basis(self) -> str:
        """The source in words for readers: the law or practice, without the ids of the catalogue.

        >>> Rule("t1", "", "", "规则 R-T1；预算法 第十四条").basis
        '预算法 第十四条'
        >>> Rule("a6", "", "", "规则 R-A6").basis
        '预决算表格之间的勾稽关系'
        """
        law = re.sub(r"^规则 R-[^；]*；?", "", self.source)
        if law:
            return law
        # 规则 R-A6 names no law: tables have to agree because they are tables.
        letter = re.match(r"规则 R-([A-Z])", self.source)
        return _PRACTICE.get(letter.group(1), self.source) if letter else self.source


# Where a rule of the catalogue comes from that no single law states, by the letter of its id.
_PRACTICE = {
    "A": "预决算表格之间的勾稽关系",
    "C": "各地预决算公开目录的要求",
    "Q": "公开文件的通行写法",
}


@dataclass(frozen=True)
class Finding:
    """Something wrong or worth a look: where (file, row, field), what is found and expected."""

    rule: str
    severity: Severity
    package: str
    file: str
    # None: the finding is about a whole file.
    row: int | None
    field: str
    found: str
    expected: str
    message: str
    # The id of the row: its number moves when rows are put in above it.
    line: str = ""

    @property
    def where(self) -> str:
        """The place in words: `departments/x/2024-budget/data/expenditure.csv 第 12 行 basic`."""
        place = f"{self.package}/{self.file}"
        if self.row:
            place += f" 第 {self.row} 行"
        if self.field:
            place += f" {self.field}"
        return place


@dataclass(frozen=True)
class Term:
    """One figure that takes part in a verdict: its place, its label, its value in `unit`.

    Amounts are in 元 whatever the table's unit; `published` is the figure as it was published, with
    that unit. `precision` is half a unit of the last decimal that it was published with. `package`
    is the path of the package that it stands in where that is another than the verdict's own. A
    term of words has no value.
    """

    table: str
    line: str
    column: str
    label: str
    # None for a blank cell, too: blank and 0.00 are two statements.
    value: Decimal | None
    precision: Decimal
    published: str = ""
    unit: str = "元"
    # Only rules across packages set it: last year's budget, a unit of the department.
    package: str = ""


@dataclass(frozen=True)
class Verdict:
    """One rule at one place: both sides, the difference, what follows, and why.

    `how` says what the terms on the right make together. The difference and the envelope are in the
    unit of the left.
    """

    rule: str
    left: Term
    right: tuple[Term, ...]
    outcome: Outcome
    difference: Decimal | None = None
    # None for what is no equation, or could not be worked out.
    envelope: Decimal | None = None
    reason: str = ""
    how: How = "sum"

    @property
    def is_equation(self) -> bool:
        """Whether figures stand on both sides: others say whether something is as it should be."""
        return self.how != "words"

    @property
    def agrees(self) -> bool:
        """Whether the rule holds, be it that rounding alone parts the two sides."""
        return self.outcome in ("pass", "rounding")

    @property
    def terms(self) -> tuple[Term, ...]:
        """Both sides."""
        return (self.left, *self.right)
