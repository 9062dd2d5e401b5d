"""What a check says: a verdict on one equation, with both sides; a finding, with its place, in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Row, Table
from scripts.schema import places

VERDICTS = {"pass": "相符", "fail": "不符", "rounding": "尾差", "cannot-tell": "无法核对"}
SEVERITIES = {"failure": "错误", "notice": "提示"}


@dataclass(frozen=True)
class Rule:
    """A rule as people read it: its id, its title, what it means for a citizen, and where it comes from."""

    id: str
    title: str
    meaning: str
    source: str


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
    """One cell that takes part in an equation: its table, line and column, its label, its amount in 元."""

    table: str
    line: str
    column: str
    label: str
    amount_yuan: Decimal | None
    precision_yuan: Decimal
    published: str = ""


@dataclass(frozen=True)
class Verdict:
    """One equation of one rule: the left side, the parts of the right, the difference, what follows, and why."""

    rule: str
    left: Term
    right: tuple[Term, ...]
    verdict: str
    difference_yuan: Decimal | None = None
    envelope_yuan: Decimal | None = None
    reason: str = ""


def term(table: Table, row: Row, column: str) -> Term:
    """The cell of a row in a column, in 元, with half a unit of its last published decimal as its precision."""
    number = row.number(column)
    step = Decimal(10) ** -places(number) if number is not None else Decimal(0)
    return Term(
        table=table.name,
        line=row["line"],
        column=column,
        label=row.label or "（没有名称的行）",
        amount_yuan=None if number is None else number * table.multiplier,
        precision_yuan=step * table.multiplier / 2,
        published="" if number is None else f"{number:,f}{table.amount_unit}",
    )


def equality(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left = sum of right`; None where neither side states anything, so there is nothing to check.

    A blank part beside figures counts as nothing. The envelope is what the published precision of all terms allows.
    """
    stated = [one for one in right if one.amount_yuan is not None]
    if left.amount_yuan is None and not stated:
        return None
    if left.amount_yuan is None or not stated:
        reason = "等号左边是空白" if left.amount_yuan is None else "右边各项都是空白"
        return Verdict(rule, left, tuple(right), "cannot-tell", reason=reason)
    difference = left.amount_yuan - sum((one.amount_yuan or Decimal(0) for one in stated), Decimal(0))
    envelope = sum((one.precision_yuan for one in [left, *stated]), Decimal(0))
    verdict = "pass" if difference == 0 else "rounding" if abs(difference) <= envelope and len(stated) > 1 else "fail"
    return Verdict(rule, left, tuple(right), verdict, difference, envelope)
