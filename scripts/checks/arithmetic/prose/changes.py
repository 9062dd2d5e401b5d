"""Changes, percentages and shares of the prose against each other, and against last year's columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from scripts.checks.arithmetic.prose.cells_meant import aim, columns_of, core
from scripts.checks.arithmetic.prose.figures import EARLIER, Said, amount_before, times
from scripts.checks.comparisons import Cells, as_required, equality, noted
from scripts.checks.verdicts import Rule, Term, Verdict
from scripts.package import Package
from scripts.schema import places

_STATED = "文字写了两年的数，或者表里有上年的数"


def _rule(id: str, title: str, meaning: str, source: str, condition: str, formula: str) -> Rule:
    return Rule(id, title, meaning, source, "prose", condition=condition, formula=formula)


CHANGE = _rule(
    "prose-change",
    "本年数 = 上年数 + 增减额",
    "说增加了多少，就要和两年的数对得上，方向也要对",
    "规则 R-A18",
    _STATED,
    "本年数 = 上年数 + 增加额（减少为负）",
)
PERCENT = _rule(
    "prose-percent",
    "增减额 = 上年数 × 增减幅度",
    "百分比要能从金额算出来",
    "规则 R-A18",
    "文字写了增减额或两年的数",
    "增减额 = 上年数 × 百分比，保留到公布的小数位数",
)
SHARE = _rule(
    "prose-share",
    "部分 = 整体 × 占比",
    "占比要能从部分和整体算出来",
    "规则 R-A18",
    "文件里有部分和整体的数",
    "部分 = 整体 × 百分比，保留到公布的小数位数",
)
SAME = _rule(
    "prose-same",
    "说与上年持平，两年的数就相同",
    "持平的意思是一分不差",
    "规则 R-A19",
    _STATED,
    "本年数 = 上年数",
)
ZERO = _rule(
    "prose-zero",
    "上年是 0，就没有增减百分比",
    "从零开始的增加算不出百分比",
    "规则 R-A20",
    "上年数是 0",
    "上年数为 0 时不写百分比",
)
RULES = (CHANGE, PERCENT, SHARE, SAME, ZERO)
_BUDGETS = ("original_budget", "adjusted_budget")
_THIS = ("", "budget", "outturn")


def verdicts(package: Package, said: Sequence[Said]) -> Iterator[Verdict]:
    """Every equation that a change, a percentage or a share of the prose offers."""
    for one in said:
        if one["measure"] == "change":
            yield from (
                _same(package, said, one)
                if one["direction"] == "same" and one.number is None
                else _change(package, said, one)
            )
        elif one["measure"] == "change_percent":
            yield from _percent(package, said, one)
        elif one["measure"] == "share" and one["whole"]:
            yield from _share(package, said, one)


def _change(package: Package, said: Sequence[Said], one: Said) -> Iterator[Verdict]:
    """This year's amount against last year's and the change, where the document states both; the change against its column."""
    this = amount_before(said, one, *_THIS)
    if this is None or one.sign is None:
        return
    for before in _earlier(package, said, one, this):
        yield from _best([equality(CHANGE.id, this.term, [term, _signed(one)]) for term in before])
    last = _base(this, one)
    if last and last.value is not None and last.value < -last.precision:
        # More cannot have been added than there is now.
        yield Verdict(
            CHANGE.id, this.term, (one.term,), "fail", last.value, last.precision, how="at-least"
        )
    if one["compared"] in EARLIER:
        moved = [term for term in _cells(package, this, "change") if term.value is not None]
        yield from _best([equality(CHANGE.id, term, [_signed(one)]) for term in moved])


def _same(package: Package, said: Sequence[Said], one: Said) -> Iterator[Verdict]:
    """This year's amount against last year's, where the prose says that they are the same."""
    this = amount_before(said, one, *_THIS)
    if this is None:
        return
    earlier = _earlier(package, said, one, this)
    if not earlier:
        yield Verdict(SAME.id, this.term, (), "cannot-tell", reason="文件里没有上年的数")
    for before in earlier:
        yield from _best([equality(SAME.id, this.term, [term]) for term in before])


def _best(tried: Sequence[Verdict | None]) -> Iterator[Verdict]:
    """Of verdicts on cells that the words leave open, one that holds; the first where none does."""
    found = [verdict for verdict in tried if verdict is not None]
    yield from [*(one for one in found if one.outcome in ("pass", "rounding")), *found][:1]


def _percent(package: Package, said: Sequence[Said], one: Said) -> Iterator[Verdict]:
    """A percentage against the change before it, or where none is stated, against the two years' amounts."""
    this = amount_before(said, one, *_THIS)
    change = said[one.at - 1] if one.at and _changes_the_same(said[one.at - 1], one) else None
    earlier = [] if this is None else _earlier(package, said, one, this)
    base = _base(this, change) or (earlier[0][0] if earlier and len(earlier[0]) == 1 else None)
    if base is None or base.value is None:
        yield Verdict(PERCENT.id, one.term, (), "cannot-tell", reason="文字没有说从多少增减的")
        return
    if not base.value and not _may_be_more(one, this, base):
        yield _from_nothing(one, base)
        return
    rate, half = one.share
    if change and change.sign is not None:
        left, grown = _signed(change), times(base, rate, half, one)
        moved = left.value or Decimal(0)
    elif this is not None:
        left, grown = this.term, times(base, 1 + rate, half, one)
        moved = (left.value or Decimal(0)) - base.value
    else:
        return
    found = equality(PERCENT.id, left, [grown])
    if found:
        yield _rounded(found, one, moved, base.value)


def _may_be_more(one: Said, this: Said | None, base: Term) -> bool:
    """Whether last year's amount is 0 only as it is rounded: so much did it grow that a hidden rest explains it."""
    now = abs((this.term.value if this else None) or Decimal(0))
    return bool(one.number) and now <= abs(one.share[0]) * base.precision


def _from_nothing(one: Said, base: Term) -> Verdict:
    """A percentage of nothing: wrong where it is stated, and no statement at all where it is 0."""
    about = noted(
        one.term.label,
        one.term.published,
        table=one.term.table,
        line=one.term.line,
        column=one.term.column,
    )
    holds = None if not one.number else False
    reason = f"上年数 {base.published}" if one.number else "两年都是 0，百分比没有意义"
    return as_required(ZERO.id, holds, about, "不写百分比", reason)


def _base(this: Said | None, change: Said | None) -> Term | None:
    """Last year's amount, as this year's and the change give it."""
    if this is None or change is None or change.sign is None or not change.is_money:
        return None
    now, moved = this.term, _signed(change)
    assert now.value is not None and moved.value is not None
    published = f"({now.published} {'-' if change.sign >= 0 else '+'} {change.term.published})"
    spread = now.precision + moved.precision
    return replace(
        now, value=now.value - moved.value, precision=spread, published=published, label="上年数"
    )


def _changes_the_same(other: Said, one: Said) -> bool:
    same = other.subject == one.subject and other["section"] == one["section"]
    return same and other["measure"] == "change" and other.is_money


def _signed(one: Said) -> Term:
    """A change with its direction: what fell is below nothing."""
    term = one.term
    return replace(term, value=(one.sign or 0) * (term.value or Decimal(0)))


def _earlier(package: Package, said: Sequence[Said], one: Said, this: Said) -> list[list[Term]]:
    """Last year's amount as the section states it, and as a table has it; of a table, each column that may be meant."""
    if one["compared"] not in EARLIER:
        return []
    stated = amount_before(said, one, one["compared"])
    near = stated is not None and abs(stated.at - this.at) == 1
    cells = [term for term in _cells(package, this, one["compared"]) if term.value is not None]
    return [*([[stated.term]] if stated and near else []), *([cells] if cells else [])]


def _cells(package: Package, this: Said, vintage: str) -> list[Term]:
    """The cells beside the one that this year's amount stands in, of another budget, or of the change."""
    found = aim(package, this, this["vintage"] or "budget")
    if found is None or not found.sure or len(found.cells) != 1:
        return []
    cell = found.cells[0]
    table = package.tables[cell.table]
    row = next(row for row in table.rows if row["line"] == cell.line)
    if len(table.values) > 1 and table.kind.name == "three-public" and "hospitality" in row.figures:
        beside = aim(package, this, vintage)
        return list(beside.cells) if beside else []
    return [Cells.of(table).term(row, name) for name in columns_of(table, vintage)]


def _share(package: Package, said: Sequence[Said], one: Said) -> Iterator[Verdict]:
    """A part against the whole that the prose names, times its share; budgets and what was spent of them alike."""
    completes = "预算" in one["whole"] and core(one["whole"]) == ""
    part = amount_before(said, one, *_THIS)
    whole = _budget(package, said, one) if completes else _whole(package, said, one)
    if part is None or whole is None or whole.value is None:
        reason = "文件里没有这一部分的数" if part is None else "文件里没有整体的数"
        yield Verdict(
            SHARE.id, one.term if part is None else part.term, (), "cannot-tell", reason=reason
        )
        return
    if completes and not whole.value:
        yield _from_nothing(one, whole)
        return
    rate, half = one.share
    found = equality(SHARE.id, part.term, [times(whole, rate, half, one)])
    if found:
        amount = part.term.value or Decimal(0)
        yield _softened(_rounded(found, one, amount, whole.value), said, one, part)


def _softened(found: Verdict, said: Sequence[Said], one: Said, part: Said) -> Verdict:
    """A share that does not fit: a last digit made to fit the others, or a share of something else that the section states."""
    if found.outcome != "fail":
        return found
    shares = [other for other in said if other["measure"] == "share" and _of_one_whole(other, one)]
    rate, half = one.share
    whole = (part.term.value or Decimal(0)) / rate if rate else Decimal(0)
    off = abs(found.difference or Decimal(0)) <= abs(whole) * half * 3
    if off and sum((other.number or Decimal(0) for other in shares), Decimal(0)) == 100:
        return replace(found, outcome="rounding", reason="各项占比凑成了 100%，最后一位调整过")
    others = [
        other
        for other in said
        if other["section"] == one["section"] and other["measure"] == "amount" and other.is_money
    ]
    for other in others:
        again = equality(SHARE.id, part.term, [times(other.term, rate, half, one)])
        amounts = part.term.value or Decimal(0), other.term.value or Decimal(0)
        if (
            other.subject != part.subject
            and again
            and _rounded(again, one, *amounts).outcome != "fail"
        ):
            return replace(
                found, outcome="cannot-tell", difference=None, reason="占的可能是另一个整体"
            )
    return found


def _of_one_whole(other: Said, one: Said) -> bool:
    return (other["section"], other["whole"]) == (one["section"], one["whole"]) and abs(
        other.at - one.at
    ) <= 20


def _budget(package: Package, said: Sequence[Said], one: Said) -> Term | None:
    vintages = ("original_budget",) if "年初" in one["whole"] else _BUDGETS
    stated = amount_before(said, one, *vintages)
    if stated is not None:
        return stated.term
    tried = [aim(package, one, name) for name in reversed(_BUDGETS) if name in vintages]
    cells = [found.cells[0] for found in tried if found and found.cells]
    return cells[0] if cells else None


def _whole(package: Package, said: Sequence[Said], one: Said) -> Term | None:
    """The amount that the whole of a share is: as the section states it before, as a table has it, as another section does."""
    name = core(one["whole"])
    stated = [
        other
        for other in said
        if other["measure"] == "amount"
        and other.is_money
        and other["vintage"] in _THIS
        and core(other.subject) == name
    ]
    near = [other for other in stated if other["section"] == one["section"] and other.at < one.at]
    if near:
        return near[-1].term
    asked = replace(
        one,
        row=replace(one.row, keys={**one.row.keys, "subject": one["whole"], "function_code": ""}),
    )
    found = aim(package, asked, "outturn" if package.disclosure.phase == "final" else "budget")
    if found and found.sure and found.cells:
        return found.cells[0]
    return stated[0].term if len({other.number for other in stated}) == 1 else None


def _rounded(verdict: Verdict, one: Said, moved: Decimal, base: Decimal) -> Verdict:
    """A percentage agrees if it is the quotient rounded to its own decimals, and by rounding if both amounts allow it."""
    number = one.number or Decimal(0)
    exact = abs(moved / base) * 100 if base else Decimal(0)
    if (
        exact.quantize(Decimal(1).scaleb(-places(number)), ROUND_HALF_UP) == abs(number)
        and one.share[0] * moved * base >= 0
    ):
        return replace(verdict, outcome="pass", reason="四舍五入到公布的小数位数后相等")
    inside = abs(verdict.difference or Decimal(0)) <= (verdict.envelope or Decimal(0))
    return replace(verdict, outcome="rounding" if inside else "fail")
