"""Two sides of an equation compared: cells as terms, and the verdict within their rounding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations

from scripts.checks.verdicts import How, Outcome, Term, Verdict
from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS, VINTAGES, places

_NOTHING = Decimal(0)
# A figure with two decimals, and three fewer than others of its table, was rounded by itself.
_FEWEST = 2
_ROUNDED_AWAY = 3


@dataclass(frozen=True)
class Cells:
    """The cells of one table, ready to take part in equations.

    `measures` says what each column measures, `precisions` how far the figures of a unit and a
    measure are rounded: half of the last decimal that any of them shows, money in 元. Tables drop
    closing zeros (5575.3 beside 82.87, 0 beside 7.57), so a figure alone says too little about how
    far it was rounded; but 2651.52 beside 2651.518580 was.
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
        precisions = {
            (unit, measure): _precision(count, unit)
            for (unit, measure), count in table.decimals.items()
        }
        return cls(table, measures, precisions)

    def term(self, row: Row, column: str) -> Term:
        """The cell of a row in a column: money in 元."""
        unit = _unit(self.table, row)
        number = row.number(column)
        value, precision, published = None, _NOTHING, ""
        if number is not None:
            value = number * MULTIPLIERS.get(unit, 1)
            kind = unit, self.measures[column]
            precision = self.precisions[kind]
            own = places(number)
            # So many closing zeros at once are hardly ever dropped.
            if own >= _FEWEST and self.table.decimals[kind] - own >= _ROUNDED_AWAY:
                precision = _precision(own, unit)
            # f: a Decimal may else be written 1E+4.
            published = f"{number:,f}{unit}"
        return Term(
            table=self.table.name,
            line=row["line"],
            column=column,
            # A row without a name may stand for a year: 上年预算 above 本年预算.
            label=row.label or VINTAGES.get(row["vintage"]) or _UNNAMED[row.role or "line"],
            value=value,
            precision=precision,
            published=published,
            unit="元" if unit in MULTIPLIERS else unit or "元",
        )


def _precision(decimals: int, unit: str) -> Decimal:
    """Half of the last decimal: with two of 万元 0.01 × 10,000 / 2 = 50 元."""
    return Decimal(1).scaleb(-decimals) * MULTIPLIERS.get(unit, 1) / 2


# What a row is called that bears no name: its place in the table says as much.
_UNNAMED = {"total": "合计行", "subtotal": "小计行", "line": "（没有名称的行）"}


def _unit(table: Table, row: Row) -> str:
    """The unit of a row's figure: statements say it row by row, tables once."""
    return row["amount_unit"] or table.amount_unit


def equality(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left = sum of right`; None where neither side states anything.

    A blank part beside figures counts as nothing. The envelope is the most by which rounding alone
    can part the two sides: a figure published with two decimals of 万元 stands for any amount up to
    50 元 above or below it, one in whole 元 for any up to 0.50 元; the envelope is the sum of these
    over all figures of the equation. A difference within it is `rounding`, but one figure published
    twice with the same decimals was rounded in the same way: there, any difference is a failure.

    >>> one, two = (Term("t", "", "", "", Decimal(yuan), Decimal(50)) for yuan in (100, 200))
    >>> verdict = equality("total", two, [one, one])
    >>> verdict.outcome, verdict.difference, verdict.envelope
    ('pass', Decimal('0'), Decimal('150'))
    """
    return _compared(rule, left, right, "sum")


def at_least(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left ≥ sum of right`: what is above is no difference."""
    return _compared(rule, left, right, "at-least")


def at_most(rule: str, left: Term, right: Sequence[Term]) -> Verdict | None:
    """The verdict on `left ≤ sum of right`: what is below is no difference."""
    return _compared(rule, left, right, "at-most")


def _compared(rule: str, left: Term, right: Sequence[Term], how: How) -> Verdict | None:
    # Tables leave blank what is nothing: 基本支出 blank beside 项目支出 10.00.
    filled = [term for term in right if term.value is not None]
    if left.value is None:
        # A line that is blank from end to end states nothing: 外交支出 in most budgets.
        return undecided(rule, left, right, "左边是空白", how) if filled else None
    if not filled:
        # With all parts blank they may be nothing as well as not published.
        return undecided(rule, left, right, "右边各项都是空白", how)
    difference = left.value - amount(filled)
    if how == "at-least":
        difference = min(difference, _NOTHING)
    elif how == "at-most":
        difference = max(difference, _NOTHING)
    envelope = sum((term.precision for term in (left, *filled)), _NOTHING)
    # One figure published twice was rounded the same way: 12.34万元 beside 12.35万元 is no rounding.
    may_round = len(filled) > 1 or filled[0].precision != left.precision
    outcome = outcome_of(difference, envelope if may_round else _NOTHING)
    if outcome == "fail" and len(filled) == 1:
        step = _printed_coarser(left, filled[0])
        if step:
            why = "一处印的小数位数少，四舍五入后相等"
            return Verdict(rule, left, tuple(right), "rounding", difference, step / 2, why, how)
    return Verdict(rule, left, tuple(right), outcome, difference, envelope, how=how)


def _printed_coarser(one: Term, other: Term) -> Decimal | None:
    """The last decimal of the coarser of two figures where the other, rounded to it, is the same.

    1,234.6 beside 1,234.58: tables print figures of one column with one decimal and with two. A
    figure without decimals may as well have lost nothing but zeros.
    """
    steps = [(_last_decimal(term), term) for term in (one, other)]
    if any(step is None for step, _ in steps):
        return None
    (fine, exact), (coarse, rounded) = sorted(
        ((step or _NOTHING, term) for step, term in steps), key=lambda pair: pair[0]
    )
    if fine == coarse or exact.value is None or rounded.value is None:
        return None
    again = (exact.value / coarse).quantize(Decimal(1), ROUND_HALF_UP) * coarse
    return coarse if again == rounded.value else None


def _last_decimal(term: Term) -> Decimal | None:
    """What the last decimal of a figure is worth, in 元; None for one printed without decimals."""
    match = re.fullmatch(r"(-?[\d,]+\.(\d+))[十百千万亿]*元", term.published)
    if match is None or not term.value or term.unit != "元":
        return None
    number = Decimal(match.group(1).replace(",", ""))
    if not number:
        return None
    return Decimal(1).scaleb(-len(match.group(2))) * (term.value / number)


def outcome_of(difference: Decimal, envelope: Decimal) -> Outcome:
    """What follows from the difference of two sides, where rounding alone may part them by so much.

    >>> outcome_of(Decimal("0.01"), Decimal("0.015"))
    'rounding'
    """
    if not difference:
        return "pass"
    return "rounding" if abs(difference) <= envelope else "fail"


def undecided(
    rule: str, left: Term, right: Sequence[Term], reason: str, how: How = "sum"
) -> Verdict:
    """A verdict that cannot be given, and why not."""
    return Verdict(rule, left, tuple(right), "cannot-tell", reason=reason, how=how)


def as_required(
    rule: str, holds: bool | None, about: Term, expected: str, reason: str = ""
) -> Verdict:
    """The verdict on what is no equation: `about` is what was found; `holds` None: cannot tell."""
    outcome: Outcome = "cannot-tell"
    if holds is not None:
        outcome = "pass" if holds else "fail"
    required = (noted("要求", expected),)
    return Verdict(rule, about, required, outcome, reason=reason, how="words")


def noted(label: str, text: str, *, table: str = "", line: str = "", column: str = "") -> Term:
    """A side of a verdict that is no figure: what it is about, what was found, and where."""
    return Term(table, line, column, label, None, _NOTHING, text, "")


def amount(terms: Sequence[Term]) -> Decimal:
    """The sum of terms, in 元 where they are money; blank ones count as nothing."""
    return sum((term.value or _NOTHING for term in terms), _NOTHING)


_UNITS = sorted(set(MULTIPLIERS.values()))
# How many times one unit of money is worth another: 10, 100, 1,000, 10,000 and so on.
_RATIOS = sorted({big // small for small, big in combinations(_UNITS, 2)})


def times_apart(verdict: Verdict) -> int | None:
    """How many times apart the sides are, if that is one money unit in another: 10,000."""
    # A part may lawfully be ten thousand times smaller than its whole.
    if verdict.how != "sum" or verdict.left.unit != "元":
        return None
    left = (amount([verdict.left]), verdict.left.precision)
    precision = sum((term.precision for term in verdict.right), _NOTHING)
    right = (amount(verdict.right), precision)
    # By size, not by value: changes may be negative.
    (small, fine), (large, coarse) = sorted((left, right), key=lambda side: abs(side[0]))
    # No unit makes something of 0.
    if not small:
        return None
    for ratio in _RATIOS:
        if large == small * ratio:
            return ratio
    for ratio in _RATIOS:
        # A rounded side may be off by its rounding, but by no more than a hundredth of itself.
        if abs(large - small * ratio) <= min(fine * ratio + coarse, abs(large) / 100):
            return ratio
    return None
