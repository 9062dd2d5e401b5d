"""What else a share or a change may be of, where the words before it leave that open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from scripts.checks.arithmetic.prose.cells_meant import cells_meant
from scripts.checks.arithmetic.prose.figures import THIS, Statement, Statements, amount_before
from scripts.checks.arithmetic.prose.subjects import core
from scripts.checks.verdicts import Term
from scripts.package import Package
from scripts.schema import places

_ALL = {"支出": "expenditure", "收入": "income", "收支": "change"}
_FUNDS = ("general-public", "appropriation", "government-fund", "state-capital", "basic")
# How many statements apart the shares of one whole may stand.
_TOGETHER = 20
# How far before a change the amount may stand that it is of.
_BEFORE = 12


def all_money(package: Package, share: Statement) -> Term | None:
    """The whole of all money, for a share under a heading on one fund: 占本年支出合计的14%."""
    topic = _ALL.get(core(share["whole"]))
    if topic is None or share["topic"] not in _FUNDS:
        return None
    keys = {**share.row.keys, "subject": share["whole"], "function_code": "", "topic": topic}
    vintage = "outturn" if package.disclosure.phase == "final" else "budget"
    match = cells_meant(package, replace(share, row=replace(share.row, keys=keys)), vintage)
    return match.cells[0] if match and match.cells else None


def of_same_name(
    amounts: Sequence[Statement], share: Statement, part: Statement | None
) -> Term | None:
    """The amount of the part's own name that it is that share of: 财政性资金90万元，占…总额的97%.

    No amount is a share of itself, and another of its name may be of something else: only one
    that fits is taken for the whole.
    """
    value = part.term.value if part else None
    if value is None:
        return None
    for whole in amounts:
        base = whole.term.value
        if whole is not part and whole.at < share.at and base and _fits(value, base, share):
            return whole.term
    return None


def of_own_sum(statements: Statements, share: Statement) -> bool:
    """Whether the shares of one whole are those of its parts' own sum, which stands nowhere.

    Only where the whole is named in other words than any amount: 占本年支出预算 beside 支出预算.
    """
    named = {one.subject for one in statements if one["section"] == share["section"]}
    if share["whole"] in named:
        return False
    parts: list[tuple[Statement, Decimal]] = []
    for other in statements.around(share, _TOGETHER):
        if other["measure"] != "share" or other["whole"] != share["whole"]:
            continue
        part = amount_before(statements, other, *THIS)
        if other["section"] != share["section"] or part is None or part.term.value is None:
            continue
        parts.append((other, part.term.value))
    whole = sum((value for _, value in parts), Decimal(0))
    if len(parts) < 2 or not whole:
        return False
    return all(_fits(value, whole, other) for other, value in parts)


def others_that_fit(
    statements: Statements, percent: Statement, this: Statement | None, change: Statement | None
) -> bool:
    """Whether a change and its rate fit an amount farther before than the nearest of the name.

    Right behind an amount they are of that amount; behind several they may be of any.
    """
    if this is None or change is None or change.sign is None or change.at - this.at < 2:
        return False
    moved = (change.term.value or Decimal(0)) * change.sign
    for other in statements[max(0, change.at - _BEFORE) : change.at]:
        if other["section"] != change["section"] or not other.is_amount or other is this:
            continue
        base = (other.term.value or Decimal(0)) - moved
        if base > 0 and _fits(moved, base, percent):
            return True
    return False


def _fits(part: Decimal, whole: Decimal, percent: Statement) -> bool:
    """Whether a percentage is that of a part in its whole, to its own decimals."""
    number = percent.number or Decimal(0)
    last_digit = Decimal(1).scaleb(-places(number))
    exact = (abs(part) / whole * 100).quantize(last_digit, ROUND_HALF_UP)
    return exact == abs(number)
