"""Shares of the prose against their parts and their wholes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from scripts.checks.arithmetic.prose.cells_meant import cells_meant
from scripts.checks.arithmetic.prose.changes import from_nothing, rounded
from scripts.checks.arithmetic.prose.figures import (
    THIS,
    Statement,
    Statements,
    amount_before,
    last_before,
    times,
)
from scripts.checks.arithmetic.prose.other_wholes import all_money, of_own_sum, of_same_name
from scripts.checks.arithmetic.prose.subjects import amounts_by_section, core, only_amounts
from scripts.checks.comparisons import equality, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package

SHARE = Rule(
    "prose-share",
    "部分 = 整体 × 占比",
    "占比要能从部分和整体算出来",
    "规则 R-A18",
    group="prose",
    condition="文件里有部分和整体的数",
    formula="部分 = 整体 × 百分比，保留到公布的小数位数",
)
RULES = (SHARE,)
_BUDGETS = ("original_budget", "adjusted_budget")
# How many statements apart two shares of one section may stand and be of one whole.
_TOGETHER = 20
# How many statements from a share its whole is sought; no section of a real document has more.
_SECTION = 200


def verdicts(package: Package, statements: Statements) -> Iterator[Verdict]:
    """The equation that each share of the prose offers."""
    for statement in statements:
        if statement["measure"] == "share" and statement["whole"]:
            yield from _share(package, statements, statement)


def _share(package: Package, statements: Statements, share: Statement) -> Iterator[Verdict]:
    """A part against the whole that the prose names, times its share; budgets spent as well."""
    # 年初预算, 全年预算数: nothing is named but the budget itself.
    of_budget = "预算" in share["whole"] and core(share["whole"]) == ""
    part = amount_before(statements, share, *THIS)
    find = _budget if of_budget else _whole
    whole = find(package, statements, share)
    if part is None:
        yield undecided(SHARE.id, share.term, (), "文件里没有这一部分的数")
        return
    if whole is None or whole.value is None:
        yield undecided(SHARE.id, part.term, (), "文件里没有整体的数")
        return
    if of_budget and not whole.value:
        yield from_nothing(share, whole, share["whole"])
        return
    verdict = _share_of(whole, share, part)
    if verdict is not None and verdict.outcome == "fail":
        wider = all_money(package, share)
        again = _share_of(wider, share, part) if wider is not None else None
        if again is not None and again.agrees:
            verdict = again
    if verdict is not None:
        yield _softened(verdict, statements, share, part)


def _share_of(whole: Term, share: Statement, part: Statement) -> Verdict | None:
    rate, half = share.share
    verdict = equality(SHARE.id, part.term, [times(whole, rate, half, share)])
    if verdict is None or whole.value is None:
        return None
    amount = part.term.value or Decimal(0)
    return rounded(verdict, share, moved=amount, base=whole.value)


def _softened(
    verdict: Verdict, statements: Statements, share: Statement, part: Statement
) -> Verdict:
    """A share that does not fit may have a fitted last digit, or be of something else stated."""
    if verdict.outcome != "fail":
        return verdict
    if _fills_up(verdict, statements, share, part):
        return replace(verdict, outcome="rounding", reason="各项占比凑成了 100%，最后一位调整过")
    for whole in statements.around(share, _SECTION):
        if whole["section"] != share["section"] or not whole.is_amount:
            continue
        if whole.subject == part.subject:
            continue
        again = _share_of(whole.term, share, part)
        if again is not None and again.outcome != "fail":
            why = "占的可能是另一个整体"
            return replace(verdict, outcome="cannot-tell", difference=None, reason=why)
    if of_own_sum(statements, share):
        why = "各项占的是它们自己的合计，文字没有写这个数"
        return replace(verdict, outcome="cannot-tell", difference=None, reason=why)
    return verdict


def _fills_up(verdict: Verdict, statements: Statements, share: Statement, part: Statement) -> bool:
    """Whether a share is off in its last digit only, and makes 100 % with those of its whole."""
    rate, half = share.share
    amount = part.term.value or Decimal(0)
    whole = amount / rate if rate else Decimal(0)
    # One whole last digit is two halves; its own rounding is the third.
    if abs(verdict.difference or Decimal(0)) > abs(whole) * half * 3:
        return False
    shares = [
        other
        for other in statements.around(share, _TOGETHER)
        if other["measure"] == "share"
        and (other["section"], other["whole"]) == (share["section"], share["whole"])
    ]
    total = sum((other.number or Decimal(0) for other in shares), Decimal(0))
    return total == 100


def _budget(package: Package, statements: Statements, share: Statement) -> Term | None:
    # 支出决算完成预算的 95% may be of the budget as it was adjusted.
    vintages = ("original_budget",) if "年初" in share["whole"] else _BUDGETS
    before = amount_before(statements, share, *vintages)
    if before is not None:
        return before.term
    for vintage in reversed(vintages):
        match = cells_meant(package, share, vintage)
        if match and match.cells:
            return match.cells[0]
    return None


def _whole(package: Package, statements: Statements, share: Statement) -> Term | None:
    """The whole of a share: as its section states it before, as a table has it, as others do."""
    name = core(share["whole"])
    own = statements.once(amounts_by_section).get((name, share["section"]), ())
    before = last_before(own, share)
    part = amount_before(statements, share, *THIS)
    if part in own:
        return of_same_name(own, share, part)
    if before is not None:
        return before.term
    keys = {**share.row.keys, "subject": share["whole"], "function_code": ""}
    of_whole = replace(share, row=replace(share.row, keys=keys))
    vintage = "outturn" if package.disclosure.phase == "final" else "budget"
    match = cells_meant(package, of_whole, vintage)
    if match and match.sure and match.cells:
        return match.cells[0]
    # Sections that state two amounts under one name do not say which is the whole.
    only = statements.once(only_amounts).get(name)
    return only.term if only is not None else None
