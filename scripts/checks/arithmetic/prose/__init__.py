"""The equalities of what the prose says in figures with the tables, and within the prose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from scripts.checks.arithmetic.prose import changes, purchases, shares, things, twice
from scripts.checks.arithmetic.prose.cells_meant import cells_meant
from scripts.checks.arithmetic.prose.figures import Statement, statements
from scripts.checks.arithmetic.prose.lookup import CellsMeant
from scripts.checks.arithmetic.within_table import is_unfilled
from scripts.checks.comparisons import equality, undecided
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
RULES = (PROSE, *changes.RULES, *shares.RULES, *purchases.RULES, *things.RULES, *twice.RULES)
# How many parts a total may name behind it.
_MOST_PARTS = 8
_OPEN = "文字没有说清是不是表里的这一格"


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every equality between the prose and a table, and within the prose."""
    table = package.table("statements")
    if table is None:
        return
    in_order = statements(table)
    yield from _amounts(package, in_order)
    yield from changes.verdicts(package, in_order)
    yield from shares.verdicts(package, in_order)
    yield from purchases.verdicts(package, in_order)
    yield from things.verdicts(in_order)
    yield from twice.verdicts(package, in_order)


def _amounts(package: Package, statements: Sequence[Statement]) -> Iterator[Verdict]:
    """The first amount that a section states of each thing, against the cell that says the same."""
    seen: set[tuple[str, ...]] = set()
    for statement in statements:
        # 教育支出（类）培训支出（项） is one row however often it is named; a bare name may come back
        # as a part of another.
        names_row = "(项)" in statement.subject or statement["function_code"]
        key = (
            *(statement["topic"], statement["section"], statement.subject),
            *(statement["vintage"], statement["function_code"]),
            str(statement.number) if names_row else "",
        )
        if not statement.is_amount or key in seen:
            continue
        seen.add(key)
        match = cells_meant(package, statement, statement["vintage"] or "budget")
        if match is not None:
            parts = _parts(statements, statement)
            yield from (_added_up(one, parts) for one in _against(match, statement))


def _parts(statements: Sequence[Statement], statement: Statement) -> Sequence[Statement]:
    """The amounts right behind an amount that make it up: 总计 10.01，其中：甲 3.34，乙 6.67."""
    parts: list[Statement] = []
    for other in statements[statement.at + 1 : statement.at + 1 + _MOST_PARTS]:
        same = (other["section"], other["vintage"]) == (statement["section"], statement["vintage"])
        if not other.is_amount or not same:
            break
        parts.append(other)
        if len(parts) > 1 and sum(part.number or 0 for part in parts) == statement.number:
            return parts
    return ()


def _added_up(verdict: Verdict, parts: Sequence[Statement]) -> Verdict:
    """A total that adds up what was rounded part by part differs from the table by as much."""
    if verdict.outcome != "fail" or not parts:
        return verdict
    envelope = sum((part.term.precision for part in parts), Decimal(0))
    if abs(verdict.difference or Decimal(0)) > envelope:
        return verdict
    why = "文字里的合计由各项四舍五入后相加"
    return replace(verdict, outcome="rounding", envelope=envelope, reason=why)


def _against(match: CellsMeant, statement: Statement) -> Iterator[Verdict]:
    compared = [equality(PROSE.id, cell, [statement.term]) for cell in match.cells]
    if match.parts:
        compared.append(equality(PROSE.id, statement.term, match.parts))
    verdicts = [_cut_off(verdict) for verdict in compared if verdict]
    if not verdicts:
        return
    verdict = next((verdict for verdict in verdicts if verdict.agrees), verdicts[0])
    if is_unfilled(verdict):
        return
    # A figure that the words leave open is never a failure.
    if verdict.agrees or match.sure:
        yield verdict
    else:
        yield undecided(verdict.rule, verdict.left, verdict.right, _OPEN)


def _cut_off(verdict: Verdict) -> Verdict:
    """A figure in a greater unit whose last decimals were cut off differs by rounding."""
    coarse = verdict.right[0]
    other_unit = len(verdict.right) == 1 and coarse.precision > verdict.left.precision
    # 18,999.99 元 written as 1.89 万元: up to a whole unit of the last decimal is gone.
    step = 2 * coarse.precision
    # Above 0: cutting off only ever makes the prose say less.
    if verdict.outcome == "fail" and other_unit and 0 < (verdict.difference or Decimal(0)) < step:
        why = "换算单位时舍去了尾数"
        return replace(verdict, outcome="rounding", envelope=step, reason=why)
    return verdict
