"""Changes, percentages and shares of the prose against each other and last year's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from operator import itemgetter

from scripts.checks.arithmetic.prose.cells_meant import cells_meant
from scripts.checks.arithmetic.prose.figures import (
    EARLIER,
    THIS,
    Statement,
    Statements,
    amount_before,
    last_before,
    times,
)
from scripts.checks.arithmetic.prose.lookup import columns_of
from scripts.checks.arithmetic.prose.subjects import amounts_by_section, core, only_amounts
from scripts.checks.comparisons import Cells, as_required, equality, noted, undecided
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package
from scripts.schema import places

_STATED = "文字写了两年的数，或者表里有上年的数"


CHANGE = Rule(
    "prose-change",
    "本年数 = 上年数 + 增减额",
    "说增加了多少，就要和两年的数对得上，方向也要对",
    "规则 R-A18",
    group="prose",
    condition=_STATED,
    formula="本年数 = 上年数 + 增加额（减少为负）",
)
PERCENT = Rule(
    "prose-percent",
    "增减额 = 上年数 × 增减幅度",
    "百分比要能从金额算出来",
    "规则 R-A18",
    group="prose",
    condition="文字写了增减额或两年的数",
    formula="增减额 = 上年数 × 百分比，保留到公布的小数位数",
)
SHARE = Rule(
    "prose-share",
    "部分 = 整体 × 占比",
    "占比要能从部分和整体算出来",
    "规则 R-A18",
    group="prose",
    condition="文件里有部分和整体的数",
    formula="部分 = 整体 × 百分比，保留到公布的小数位数",
)
SAME = Rule(
    "prose-same",
    "说与上年持平，两年的数就相同",
    "持平的意思是一分不差",
    "规则 R-A19",
    group="prose",
    condition=_STATED,
    formula="本年数 = 上年数",
)
ZERO = Rule(
    "prose-zero",
    "上年是 0，就没有增减百分比",
    "从零开始的增加算不出百分比",
    "规则 R-A20",
    group="prose",
    condition="上年数是 0",
    formula="上年数为 0 时不写百分比",
)
RULES = (CHANGE, PERCENT, SHARE, SAME, ZERO)
_BUDGETS = ("original_budget", "adjusted_budget")
_LINE = itemgetter("line")
# How many statements apart two shares of one section may stand and be of one whole.
_TOGETHER = 20
# How many statements from a share its whole is sought; no section of a real document has more.
_SECTION = 200


def verdicts(package: Package, statements: Statements) -> Iterator[Verdict]:
    """Every equation that a change, a percentage or a share of the prose offers."""
    for statement in statements:
        measure = statement["measure"]
        # 与上年持平 states no figure to reckon with.
        if measure == "change" and statement["direction"] == "same" and statement.number is None:
            yield from _same(package, statements, statement)
        elif measure == "change":
            yield from _change(package, statements, statement)
        elif measure == "change_percent":
            yield from _percent(package, statements, statement)
        elif measure == "share" and statement["whole"]:
            yield from _share(package, statements, statement)


def _change(package: Package, statements: Statements, change: Statement) -> Iterator[Verdict]:
    """This year's amount against last year's and the change; the change against its column."""
    this = amount_before(statements, change, *THIS)
    if this is None or change.sign is None:
        return
    signed = _signed(change)
    for before in _earlier(package, statements, change, this):
        yield from _best([equality(CHANGE.id, this.term, [term, signed]) for term in before])
    last = _base(this, change)
    if last and last.value is not None and last.value < -last.precision:
        # More cannot have been added than there is now.
        yield Verdict(
            CHANGE.id,
            this.term,
            (change.term,),
            "fail",
            difference=last.value,
            envelope=last.precision,
            how="at-least",
        )
    if change["compared"] in EARLIER:
        cells = _cells(package, this, "change")
        yield from _best([equality(CHANGE.id, cell, [signed]) for cell in cells])


def _same(package: Package, statements: Statements, same: Statement) -> Iterator[Verdict]:
    """This year's amount against last year's, where the prose says that they are the same."""
    this = amount_before(statements, same, *THIS)
    if this is None:
        return
    earlier = _earlier(package, statements, same, this)
    if not earlier:
        yield undecided(SAME.id, this.term, (), "文件里没有上年的数")
    for before in earlier:
        verdicts = [equality(SAME.id, this.term, [term]) for term in before]
        yield from _best(verdicts)


def _best(tried: Sequence[Verdict | None]) -> Iterator[Verdict]:
    """Of verdicts on cells that the words leave open, one that holds; the first where none does."""
    verdicts = [verdict for verdict in tried if verdict is not None]
    agreeing = [verdict for verdict in verdicts if verdict.agrees]
    yield from [*agreeing, *verdicts][:1]


def _percent(package: Package, statements: Statements, percent: Statement) -> Iterator[Verdict]:
    """A percentage against the change before it, else against the two years' amounts."""
    this = amount_before(statements, percent, *THIS)
    change = _change_before(statements, percent)
    base = _base(this, change)
    if base is None and this is not None:
        earlier = _earlier(package, statements, percent, this)
        if earlier and len(earlier[0]) == 1:
            base = earlier[0][0]
    if base is None or base.value is None:
        yield undecided(PERCENT.id, percent.term, (), "文字没有说从多少增减的")
        return
    # 5 万元 after 0: 增长 100% is no percentage of anything (R-A20).
    if not base.value and not _may_be_more(percent, this, base):
        yield _from_nothing(percent, base)
        return
    rate, half = percent.share
    if change and change.sign is not None:
        left = _signed(change)
        right = times(base, rate, half, percent)
        moved = left.value or Decimal(0)
    elif this is not None:
        left = this.term
        right = times(base, 1 + rate, half, percent)
        moved = (left.value or Decimal(0)) - base.value
    else:
        return
    verdict = equality(PERCENT.id, left, [right])
    if verdict:
        yield _rounded(verdict, percent, moved=moved, base=base.value)


def _change_before(statements: Statements, percent: Statement) -> Statement | None:
    """The change in money right before a percentage of the same thing: 增加 10 万元，增长 5%."""
    if not percent.at:
        return None
    before = statements[percent.at - 1]
    if before.subject != percent.subject or before["section"] != percent["section"]:
        return None
    if before["measure"] != "change" or not before.is_money:
        return None
    return before


def _may_be_more(percent: Statement, this: Statement | None, base: Term) -> bool:
    """Whether last year's 0 may be rounded: so much did it grow that a hidden rest explains it."""
    if not percent.number:
        return False
    now = this.term.value if this else None
    rate, _ = percent.share
    return abs(now or Decimal(0)) <= abs(rate) * base.precision


def _from_nothing(percent: Statement, base: Term) -> Verdict:
    """A percentage of nothing: wrong where it is stated, and no statement at all where it is 0."""
    term = percent.term
    about = noted(term.label, term.published, table=term.table, line=term.line, column=term.column)
    expected = "不写百分比"
    if percent.number:
        return as_required(ZERO.id, False, about, expected, f"上年数 {base.published}")
    return as_required(ZERO.id, None, about, expected, "两年都是 0，百分比没有意义")


def _base(this: Statement | None, change: Statement | None) -> Term | None:
    if this is None or change is None or change.sign is None or not change.is_money:
        return None
    now, moved = this.term, _signed(change)
    assert now.value is not None and moved.value is not None
    sign = "-" if change.sign >= 0 else "+"
    return replace(
        now,
        value=now.value - moved.value,
        precision=now.precision + moved.precision,
        published=f"({now.published} {sign} {change.term.published})",
        label="上年数",
    )


def _signed(change: Statement) -> Term:
    """A change with its direction: what fell is below nothing."""
    moved = change.term.value or Decimal(0)
    sign = change.sign or 0
    return replace(change.term, value=sign * moved)


def _earlier(
    package: Package, statements: Statements, change: Statement, this: Statement
) -> list[list[Term]]:
    """Last year's amount as the section states it, and as each column has it that may be meant."""
    if change["compared"] not in EARLIER:
        return []
    earlier = []
    before = amount_before(statements, change, change["compared"])
    if before is not None and abs(before.at - this.at) == 1:
        earlier.append([before.term])
    cells = _cells(package, this, change["compared"])
    if cells:
        earlier.append(cells)
    return earlier


def _cells(package: Package, this: Statement, vintage: str) -> list[Term]:
    """The filled cells of another budget, or of the change, beside this year's amount."""
    match = cells_meant(package, this, this["vintage"] or "budget")
    if match is None or not match.sure or len(match.cells) != 1:
        return []
    (cell,) = match.cells
    table = package.tables[cell.table]
    row = table.rows_by(_LINE)[cell.line][0]
    # Where the purposes of 三公经费 are columns, the row has other purposes beside the cell.
    by_purpose = table.kind.name == "three-public" and "hospitality" in row.figures
    if by_purpose and len(table.values) > 1:
        beside = cells_meant(package, this, vintage)
        terms = beside.cells if beside else ()
    else:
        cells = Cells.of(table)
        columns = columns_of(table, vintage)
        terms = tuple(cells.term(row, name) for name in columns)
    return [term for term in terms if term.value is not None]


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
        yield _from_nothing(share, whole)
        return
    rate, half = share.share
    right = times(whole, rate, half, share)
    verdict = equality(SHARE.id, part.term, [right])
    if verdict:
        amount = part.term.value or Decimal(0)
        rounded = _rounded(verdict, share, moved=amount, base=whole.value)
        yield _softened(rounded, statements, share, part)


def _softened(
    verdict: Verdict, statements: Statements, share: Statement, part: Statement
) -> Verdict:
    """A share that does not fit may have a fitted last digit, or be of something else stated."""
    if verdict.outcome != "fail":
        return verdict
    if _fills_up(verdict, statements, share, part):
        return replace(verdict, outcome="rounding", reason="各项占比凑成了 100%，最后一位调整过")
    rate, half = share.share
    for whole in statements.around(share, _SECTION):
        if whole["section"] != share["section"] or not whole.is_amount:
            continue
        if whole.subject == part.subject:
            continue
        again = equality(SHARE.id, part.term, [times(whole.term, rate, half, share)])
        amount = part.term.value or Decimal(0)
        base = whole.term.value or Decimal(0)
        if again and _rounded(again, share, moved=amount, base=base).outcome != "fail":
            why = "占的可能是另一个整体"
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


def _rounded(verdict: Verdict, percent: Statement, *, moved: Decimal, base: Decimal) -> Verdict:
    """A percentage agrees as the quotient to its own decimals, or as both amounts allow."""
    number = percent.number or Decimal(0)
    exact = Decimal(0)
    if base:
        exact = abs(moved / base) * 100
    # Half up, as budgets round; 5 % is held to no decimals, 4926.44 % to two.
    last_digit = Decimal(1).scaleb(-places(number))
    quotient = exact.quantize(last_digit, ROUND_HALF_UP)
    rate, _ = percent.share
    # 增长 beside a smaller amount is no matter of rounding.
    if quotient == abs(number) and rate * moved * base >= 0:
        return replace(verdict, outcome="pass", reason="四舍五入到公布的小数位数后相等")
    apart = abs(verdict.difference or Decimal(0))
    allowed = verdict.envelope or Decimal(0)
    if apart <= allowed:
        return replace(verdict, outcome="rounding")
    return replace(verdict, outcome="fail")
