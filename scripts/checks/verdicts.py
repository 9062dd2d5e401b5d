"""What a check says: a verdict on one equation, with both sides; a finding, with its place, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS, places

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


@dataclass(frozen=True)
class Cells:
    """The cells of one table, ready to take part in equations, with the decimals that the table was published with.

    The decimals are the most that any figure of the same unit and measure shows: tables drop closing zeros
    (5575.3 beside 82.87, 0 beside 7.57), so a figure alone says too little about how far it was rounded.
    """

    table: Table
    decimals: Mapping[tuple[str, str], int]

    @classmethod
    def of(cls, table: Table) -> Cells:
        """The cells of a table."""
        decimals: dict[tuple[str, str], int] = {}
        for column in table.values:
            for row in table.rows:
                if (number := row.number(column.name)) is not None:
                    kind = (_unit(table, row), _measure(table, column.name))
                    decimals[kind] = max(decimals.get(kind, 0), places(number))
        return cls(table, decimals)

    def term(self, row: Row, column: str) -> Term:
        """The cell of a row in a column, in 元, with half a unit of the last published decimal as its precision."""
        number, unit = row.number(column), _unit(self.table, row)
        worth = MULTIPLIERS.get(unit, 1)
        step = Decimal(10) ** -self.decimals.get((unit, _measure(self.table, column)), 0)
        return Term(
            table=self.table.name,
            line=row["line"],
            column=column,
            label=row.label or "（没有名称的行）",
            amount_yuan=None if number is None else number * worth,
            precision_yuan=Decimal(0) if number is None else step * worth / 2,
            published="" if number is None else f"{number:,f}{unit}",
        )


def _unit(table: Table, row: Row) -> str:
    """The unit of a row's figure: statements say it row by row, tables once."""
    return row["amount_unit"] or table.amount_unit


def _measure(table: Table, column: str) -> str:
    return next((c.coordinates.measure for c in table.values if c.name == column and c.coordinates), "")


def equality(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left = sum of right`; None where neither side states anything, so there is nothing to check.

    A blank part beside figures counts as nothing. The envelope is the most by which rounding alone can part the two
    sides: a figure published with two decimals of 万元 stands for any amount up to 50 元 above or below it, one in
    whole 元 for any up to 0.50 元; the envelope is the sum of these over all figures of the equation. A difference
    within it is `rounding`, but one figure published twice with the same decimals was rounded in the same way: there,
    any difference is a failure.
    """
    stated = [one for one in right if one.amount_yuan is not None]
    if left.amount_yuan is None and not stated:
        return None
    if left.amount_yuan is None or not stated:
        reason = "等号左边是空白" if left.amount_yuan is None else "右边各项都是空白"
        return Verdict(rule, left, tuple(right), "cannot-tell", reason=reason)
    difference = left.amount_yuan - amount(stated)
    envelope = sum((one.precision_yuan for one in [left, *stated]), Decimal(0))
    may_round = len(stated) > 1 or stated[0].precision_yuan != left.precision_yuan
    verdict = "pass" if difference == 0 else "rounding" if abs(difference) <= envelope and may_round else "fail"
    return Verdict(rule, left, tuple(right), verdict, difference, envelope)


def amount(terms: Sequence[Term]) -> Decimal:
    """The sum of terms in 元; blank ones count as nothing."""
    return sum((one.amount_yuan or Decimal(0) for one in terms), Decimal(0))


def times_apart(verdict: Verdict) -> int | None:
    """How many times apart the two sides are, where that is what one money unit is worth in another: 10,000."""
    sides = [(amount([verdict.left]), verdict.left.precision_yuan)]
    sides += [(amount(verdict.right), sum((one.precision_yuan for one in verdict.right), Decimal(0)))]
    (small, fine), (large, coarse) = sorted(sides, key=lambda side: abs(side[0]))
    if not small:
        return None
    ratios = sorted({big // one for one in MULTIPLIERS.values() for big in MULTIPLIERS.values() if big > one})
    exact = [ratio for ratio in ratios if large == small * ratio]
    near = [ratio for ratio in ratios if abs(large - small * ratio) <= min(fine * ratio + coarse, abs(large) / 100)]
    return next(iter([*exact, *near]), None)
