"""How this year's money differs from last year's: by the prose, else by the tables' columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, Coordinates, places
from scripts.tables.money import Money, money, share, stated

EARLIER = ("previous_budget", "previous_outturn")
"""The vintages that a figure of this year can be held against: last year's plan, and outturn."""


@dataclass(frozen=True)
class YearOnYear:
    """A change on last year: by how much, from what (of which vintage: `compared`), why.

    `of` names a part of the money, `held` the path of the package that `before` is taken from.
    """

    by: Money
    before: Money
    percent: Decimal | None
    reason: str
    line: str
    of: str = ""
    compared: str = "previous_budget"
    held: str = ""

    @property
    def rate(self) -> Decimal | None:
        """In percent, as stated or else worked out; None where last year's was nothing."""
        before = self.before.yuan
        if before <= 0:
            return None
        if self.percent is not None:
            return self.percent
        return share(self.by.yuan, before)


# What the prose calls all income or spending (本年部门收支总预算, 支出总计), and what it calls a kind
# of money that may be all there is (财政拨款收入, 一般公共预算拨款支出预算).
_PART = r"(收入|支出|收支|收、支|收入、支出|收入和支出)"
_REST = r"(总)?(预算|决算)?(总计|合计|总额|总预算|总决算|总数|数)?"
_WHOLE = re.compile(rf"(本年|当年|本年度)?(部门|单位)?(总)?(预算)?{_PART}{_REST}")
_APPROPRIATION = re.compile(rf"(本年|当年)?(预算)?财政拨款(预算)?{_PART}{_REST}")
_GENERAL = re.compile(rf"(本年|当年)?一般公共预算(当年)?(财政)?(拨款)?{_PART}?{_REST}")

# 一般公共预算拨款收入, 其他收入: one source of the money, not all of it.
_SOURCE = re.compile(
    r"(一般公共预算|政府性基金|国有资本经营|财政专户管理资金|财政拨款|单位资金|事业(单位)?(经营)?|经营|"
    r"上级补助|附属单位上缴|其他)(预算)?(当年)?(财政)?(拨款)?(收入)?"
)

_TOPICS = ("change", "expenditure", "income", "appropriation", "general-public")
_KINDS_OF_MONEY = {
    "appropriation-summary": "财政拨款",
    "general-public-expenditure": "一般公共预算",
}
_WITH_TOTALS = ("summary", "expenditure", "income", *_KINDS_OF_MONEY)
_PATTERNS = dict(zip(_KINDS_OF_MONEY, (_APPROPRIATION, _GENERAL), strict=True))


def change(package: Package, total: Money | None) -> YearOnYear | None:
    """The change of the whole, as the prose or else a column states it; None without a total."""
    if total is None or not total.yuan:
        return None
    # What is said of the only kind of money there is, is said of the whole.
    patterns = [_WHOLE]
    for name, pattern in _PATTERNS.items():
        whole = _whole_money(package.table(name))
        if whole is not None and whole.yuan == total.yuan:
            patterns.append(pattern)

    rows = _statements(package)

    of_all = [row for row in rows if row["topic"] in _TOPICS[:3]]
    about = [row for row in of_all if _WHOLE.fullmatch(row["subject"])]
    about += [row for row in rows if any(own.fullmatch(row["subject"]) for own in patterns)]

    told = [_of_row(package, row, rows, total) for row in about]
    changes = [change for change in told if change is not None]
    if not changes:
        changes = [change for change in _in_columns(package, total) if not change.of][:1]
    # Plan is compared with plan where the document does both.
    with_plan = [change for change in changes if change.compared == EARLIER[0]]
    return next(iter(with_plan + changes), None)


def part(package: Package, total: Money | None) -> YearOnYear | None:
    """The change of a part of the money: the first that the tables, else the prose, tell."""
    if total is None or not total.yuan:
        return None
    for change in _in_columns(package, total):
        if change.of:
            return change

    rows = _statements(package)
    for name, of in _KINDS_OF_MONEY.items():
        now = _whole_money(package.table(name))
        if now is None or now.yuan == total.yuan:
            continue
        for row in rows:
            if _PATTERNS[name].fullmatch(row["subject"]):
                told = _of_row(package, row, rows, now)
                if told is not None:
                    return replace(told, of=of)
    return None


def sources_explained(package: Package) -> tuple[YearOnYear, ...]:
    """The changes of sources of money that the prose gives a reason for, the largest first."""
    rows = _statements(package)
    told: dict[str, YearOnYear] = {}
    for row in rows:
        subject = row["subject"]
        is_source = row["topic"] in ("change", "income") and _SOURCE.fullmatch(subject)
        if not is_source or not row["reason"]:
            continue
        # Last year's amount is not told of a source: nothing is worked out from it.
        change = _of_row(package, row, rows, Money(Decimal(0), row["amount_unit"]))
        if change is not None and change.by.number and subject not in told:
            told[subject] = replace(change, of=subject)
    return tuple(sorted(told.values(), key=lambda change: -abs(change.by.yuan)))


def since(total: Money | None, earlier: Package, before: Money | None) -> YearOnYear | None:
    """The change from the total of last year's package; None where the units differ."""
    if total is None or before is None or total.amount_unit != before.amount_unit:
        return None
    by = Money(total.number - before.number, total.amount_unit)

    compared, outturn = EARLIER
    if earlier.disclosure.phase != "budget":
        compared = outturn
    return YearOnYear(by, before, None, "", "", compared=compared, held=earlier.path)


# As the prose states it


def _statements(package: Package) -> list[Row]:
    rows = package.rows("statements")
    ordered = []
    for topic in _TOPICS:
        ordered += [row for row in rows if row["topic"] == topic]
    return ordered


def _of_row(package: Package, row: Row, rows: Sequence[Row], total: Money) -> YearOnYear | None:
    """The change that a row of the prose states, with the percentage and last year's amount."""
    if row["measure"] != "change" or not row["direction"]:
        return None
    by = stated(row)
    if row["direction"] == "same" and by is None:
        # 持平 has no figure, and is a change of nothing all the same.
        by = Money(Decimal(0), total.amount_unit, "statements", row["line"])
    if by is None:
        return None
    sign = -1 if row["direction"] == "decrease" else 1
    by = replace(by, number=sign * by.number)

    # Statements of one sentence share these three.
    place = ("topic", "section", "subject")
    beside = [other for other in rows if all(other[name] == row[name] for name in place)]
    compared = row["compared"] or EARLIER[0]
    before = _before(beside, compared, by, total)
    percent = None
    for other in beside:
        if other["measure"] == "change_percent":
            percent = other.number("value")
            break
    if percent is not None:
        percent *= sign
    reason = row["reason"] or _reason(package, by)
    return YearOnYear(by, before, percent, reason, row["line"], compared=compared)


def _precision(amount: Money) -> Decimal:
    """The 元 that the last figure of a published number stands for: 100 for 1.23 万元."""
    last = Decimal(1).scaleb(-places(amount.number))
    return replace(amount, number=last).yuan


def _before(rows: Sequence[Row], compared: str, by: Money, total: Money) -> Money:
    """Last year's amount where the prose states it and it fits, else worked out."""
    for row in rows:
        before = stated(row)
        if (row["measure"], row["vintage"]) != ("amount", compared) or before is None:
            continue
        # It fits to the precision that both were published with: 1.2 亿元 is 1 千万元 wide.
        apart = before.yuan + by.yuan - total.yuan
        if abs(apart) <= _precision(before) + _precision(by):
            return before

    if not by.yuan or by.amount_unit == total.amount_unit:
        return Money(total.number - by.number, total.amount_unit)
    # The change in 元 and the total in 万元: last year is told as the change is.
    unit = by.yuan / by.number
    return Money(total.yuan / unit - by.number, by.amount_unit)


def _reason(package: Package, by: Money) -> str:
    for row in package.rows("statements"):
        told = stated(row)
        if row["measure"] != "change" or row["topic"] not in _TOPICS or told is None:
            continue
        if row["reason"] and told.yuan == abs(by.yuan):
            return row["reason"]
    return ""


# As the tables print it


def _in_columns(package: Package, total: Money) -> Iterator[YearOnYear]:
    for name in _WITH_TOTALS:
        table = package.table(name)
        now = _whole_money(table)
        if table is None or now is None:
            continue

        # A table of all the money speaks of the whole, whatever its title.
        of = "" if now.yuan == total.yuan else FUNDS[table.coordinates.fund]
        row = next(row for row in table.rows if row["line"] == now.line)

        for vintage in EARLIER:
            before = money(table, row, vintage_column(table, vintage))
            if before is not None:
                by = replace(now, number=now.number - before.number)
                reason = _reason(package, by)
                yield YearOnYear(by, before, None, reason, now.line, of, vintage)


def _whole_money(table: Table | None) -> Money | None:
    """The amount of a table's total, the last; of spending where it has lists side by side."""
    if table is None:
        return None
    totals = [row for row in table.totals() if row.number("amount") is not None]
    spending = [row for row in totals if row["list"] == "expenditure"]
    for row in reversed(spending or totals):
        return money(table, row, "amount")
    return None


def vintage_column(table: Table, vintage: str) -> str:
    """The name of the column of a table's amounts of another year; "" where it has none."""
    at = Coordinates(vintage=vintage)
    for column in table.values:
        if column.coordinates == at:
            return column.name
    return ""
