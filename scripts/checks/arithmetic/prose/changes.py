"""Changes and percentages of the prose against each other and last year's columns."""

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
    times,
)
from scripts.checks.arithmetic.prose.lookup import columns_of
from scripts.checks.arithmetic.prose.other_wholes import others_that_fit
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
RULES = (CHANGE, PERCENT, SAME, ZERO)
_LINE = itemgetter("line")


def verdicts(package: Package, statements: Statements) -> Iterator[Verdict]:
    """Every equation that a change or a percentage of the prose offers."""
    for statement in statements:
        measure = statement["measure"]
        # 与上年持平 states no figure to reckon with.
        if measure == "change" and statement["direction"] == "same" and statement.number is None:
            yield from _same(package, statements, statement)
        elif measure == "change":
            yield from _change(package, statements, statement)
        elif measure == "change_percent":
            yield from _percent(package, statements, statement)


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
    moved = _moved_all_the_same(statements, same)
    if moved is not None:
        yield moved
        return
    if this is None:
        return
    earlier = _earlier(package, statements, same, this)
    if not earlier:
        yield undecided(SAME.id, this.term, (), "文件里没有上年的数")
    for before in earlier:
        verdicts = [equality(SAME.id, this.term, [term]) for term in before]
        yield from _best(verdicts)


def _moved_all_the_same(statements: Statements, same: Statement) -> Verdict | None:
    """What is said to be as it was, and right behind it to have moved since the same budget."""
    behind = next(iter(statements[same.at + 1 : same.at + 2]), None)
    if behind is None or not behind.number or behind.sign in (None, 0):
        return None
    if behind["measure"] not in ("change", "change_percent"):
        return None
    for name in ("topic", "section", "compared"):
        if behind[name] != same[name]:
            return None
    if behind.subject != same.subject:
        return None
    term = behind.term
    about = noted(term.label, term.published, table=term.table, line=term.line, column=term.column)
    return as_required(SAME.id, False, about, "没有增减", "前面说与上年持平")


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
        yield from_nothing(percent, base)
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
    if verdict is None:
        return
    verdict = rounded(verdict, percent, moved=moved, base=base.value)
    if verdict.outcome == "fail" and others_that_fit(statements, percent, this, change):
        why = "增减的可能是前面另一个数"
        verdict = replace(verdict, outcome="cannot-tell", difference=None, reason=why)
    yield verdict


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


def from_nothing(percent: Statement, base: Term, of: str = "上年数") -> Verdict:
    """A percentage of nothing: wrong where it is stated, and no statement at all where it is 0."""
    term = percent.term
    about = noted(term.label, term.published, table=term.table, line=term.line, column=term.column)
    expected = "不写百分比"
    if percent.number:
        return as_required(ZERO.id, False, about, expected, f"{of} {base.published}")
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


def rounded(verdict: Verdict, percent: Statement, *, moved: Decimal, base: Decimal) -> Verdict:
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
