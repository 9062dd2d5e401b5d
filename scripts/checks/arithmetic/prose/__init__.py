"""The equalities between what the prose says in figures and what the tables hold, and among the figures of the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.checks.arithmetic.prose import changes, purchases
from scripts.checks.arithmetic.prose.cells_meant import aim
from scripts.checks.arithmetic.prose.figures import Said, statements
from scripts.checks.arithmetic.within_table import unfilled
from scripts.checks.comparisons import equality
from scripts.checks.verdicts import Rule, Verdict
from scripts.package import Package

PROSE = Rule(
    "prose",
    "说明文字里的金额 = 表里的金额",
    "文字和表格说的是同一笔钱，单位可以不同",
    "规则 R-A18、R-Q6",
    group="prose",
    condition="文字说清了是表里的哪一格",
    formula="表里的金额 = 文字里的金额（换算成同一单位）",
)
RULES = (PROSE, *changes.RULES, *purchases.RULES)
_OPEN = "文字没有说清是不是表里的这一格"


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equality between the prose and a table, and within the prose, where the prose names what it speaks of."""
    table = package.table("statements")
    if table is None:
        return
    said = statements(table)
    yield from _amounts(package, said)
    yield from changes.verdicts(package, said)
    yield from purchases.verdicts(package, said)


def _amounts(package: Package, said: Sequence[Said]) -> Iterator[Verdict]:
    """The first amount that a section states of each thing, against the cell that says the same."""
    seen: set[tuple[str, ...]] = set()
    for one in said:
        # A path of functions names one row however often it is named; a bare name may come back as a part of another.
        again = str(one.number) if "(项)" in one.subject or one["function_code"] else ""
        key = (
            one["topic"],
            one["section"],
            one.subject,
            one["vintage"],
            one["function_code"],
            again,
        )
        if one["measure"] != "amount" or not one.is_money or key in seen:
            continue
        seen.add(key)
        found = aim(package, one, one["vintage"] or "budget")
        if found is None:
            continue
        sums = [equality(PROSE.id, one.term, found.parts)] if found.parts else []
        tried = [
            verdict
            for verdict in (*(equality(PROSE.id, cell, [one.term]) for cell in found.cells), *sums)
            if verdict
        ]
        tried = [_cut_off(verdict) for verdict in tried]
        best = next((verdict for verdict in tried if verdict.outcome in ("pass", "rounding")), None)
        told = best or (tried[0] if tried else None)
        if told is None or unfilled(told):
            continue
        yield told if told is best or found.sure else _unsure(told)


def _cut_off(verdict: Verdict) -> Verdict:
    """A figure in a greater unit whose last decimals were cut off instead of rounded differs by rounding."""
    coarse, difference = verdict.right[0], verdict.difference or Decimal(0)
    other_unit = len(verdict.right) == 1 and coarse.precision > verdict.left.precision
    if verdict.outcome == "fail" and other_unit and 0 < difference < 2 * coarse.precision:
        return replace(
            verdict,
            outcome="rounding",
            envelope=2 * coarse.precision,
            reason="换算单位时舍去了尾数",
        )
    return verdict


def _unsure(verdict: Verdict) -> Verdict:
    return Verdict(verdict.rule, verdict.left, verdict.right, "cannot-tell", reason=_OPEN)
