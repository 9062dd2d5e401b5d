"""Two sides of an equation compared: cells as terms, and the verdict within the rounding that their decimals allow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.checks.verdicts import Term, Verdict
from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS, VINTAGES, places


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
        measures = {
            column.name: column.coordinates.measure for column in table.values if column.coordinates
        }
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
            precision=Decimal(0)
            if number is None
            else self.precisions[unit, self.measures[column]],
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
        return undecided(
            rule, left, right, "左边是空白" if left.value is None else "右边各项都是空白", how
        )
    apart = left.value - amount(stated)
    difference = (
        min(apart, Decimal(0))
        if how == "at-least"
        else max(apart, Decimal(0))
        if how == "at-most"
        else apart
    )
    envelope = sum((one.precision for one in [left, *stated]), Decimal(0))
    may_round = len(stated) > 1 or stated[0].precision != left.precision
    verdict = (
        "pass"
        if difference == 0
        else "rounding"
        if abs(difference) <= envelope and may_round
        else "fail"
    )
    return Verdict(rule, left, tuple(right), verdict, difference, envelope, how=how)


def undecided(
    rule: str, left: Term, right: Sequence[Term], reason: str, how: str = "sum"
) -> Verdict:
    """A verdict that cannot be given, and why not."""
    return Verdict(rule, left, tuple(right), "cannot-tell", reason=reason, how=how)


def as_required(
    rule: str, holds: bool | None, about: Term, expected: str, reason: str = ""
) -> Verdict:
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
    ratios = sorted(
        {big // one for one in MULTIPLIERS.values() for big in MULTIPLIERS.values() if big > one}
    )
    exact = [ratio for ratio in ratios if large == small * ratio]
    near = [
        ratio
        for ratio in ratios
        if abs(large - small * ratio) <= min(fine * ratio + coarse, abs(large) / 100)
    ]
    return next(iter([*exact, *near]), None)
