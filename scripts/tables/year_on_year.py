"""How this year's money differs from last year's: by the prose, else by the tables' columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, Coordinates, places
from scripts.tables.money import Money, money, share

EARLIER = ("previous_budget", "previous_outturn")
"""The vintages that a figure of this year can be held against.

Last year's plan stands before what it came to.
"""


@dataclass(frozen=True)
class YearOnYear:
    """A change on last year: by how much, from what, in percent, why.

    A `before` that leads to no line is worked out by us; `compared` is its vintage. `of` names the
    part of the money that changed, and is empty for the whole. `held` is the path of last year's
    package, where `before` is taken from there.
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
        """In percent: as the document states it, else worked out.

        None where last year's was nothing.
        """
        if self.before.yuan <= 0:
            return None
        if self.percent is not None:
            return self.percent
        return share(self.by.yuan, self.before.yuan)


# What the prose calls all income or spending (本年部门收支总预算, 支出总计), and what it calls a kind
# of money that may be all there is (财政拨款收入, 一般公共预算拨款支出预算).
_PART = r"(收入|支出|收支|收、支|收入、支出|收入和支出)"
_REST = r"(总)?(预算|决算)?(总计|合计|总额|总预算|总决算|总数|数)?"
_WHOLE = re.compile(rf"(本年|当年|本年度)?(部门|单位)?(总)?(预算)?{_PART}{_REST}")
_APPROPRIATION = re.compile(rf"(本年|当年)?(预算)?财政拨款(预算)?{_PART}{_REST}")
_GENERAL = re.compile(rf"(本年|当年)?一般公共预算(当年)?(财政)?(拨款)?{_PART}?{_REST}")

_TOPICS = ("change", "expenditure", "income", "appropriation", "general-public")
_TOPICS_OF_ALL = _TOPICS[:3]
_KINDS_OF_MONEY = (
    (_APPROPRIATION, "appropriation-summary", "财政拨款"),
    (_GENERAL, "general-public-expenditure", "一般公共预算"),
)
_WITH_TOTALS = (
    "summary",
    "expenditure",
    "income",
    "appropriation-summary",
    "general-public-expenditure",
)


def change(package: Package, total: Money | None) -> YearOnYear | None:
    """The change of the whole: as the prose states it, else by a table's columns.

    None where neither tells it, or where there is no total.
    """
    if total is None or not total.yuan:
        return None
    changes = list(_in_prose(package, total))
    if not changes:
        changes = [change for change in _in_columns(package, total) if not change.of][:1]
    # Plan is compared with plan where the document does both.
    with_plan = [change for change in changes if change.compared == EARLIER[0]]
    return next(iter(with_plan + changes), None)


def part(package: Package, total: Money | None) -> YearOnYear | None:
    """The change of a part of the money: the first that the tables, else the prose, tell."""
    if total is None or not total.yuan:
        return None
    in_columns = (change for change in _in_columns(package, total) if change.of)
    return next(in_columns, None) or next(_parts_in_prose(package, total), None)


def since(total: Money | None, earlier: Package, before: Money | None) -> YearOnYear | None:
    """The change from the total of last year's package.

    For a year whose own prose and tables tell no change; None where the units differ.
    """
    if total is None or before is None or total.amount_unit != before.amount_unit:
        return None
    by = Money(total.number - before.number, total.amount_unit)
    is_plan = earlier.disclosure.phase == "budget"
    return YearOnYear(
        by,
        before,
        percent=None,
        reason="",
        line="",
        compared=EARLIER[0] if is_plan else EARLIER[1],
        held=earlier.path,
    )


# As the prose states it


def _statements(package: Package) -> list[Row]:
    """The statements about all money or a kind of it, in the order of the topics."""
    rows = [row for row in package.rows("statements") if row["topic"] in _TOPICS]
    return sorted(rows, key=lambda row: _TOPICS.index(row["topic"]))


def _in_prose(package: Package, total: Money) -> Iterator[YearOnYear]:
    rows = _statements(package)
    # What is said of the only kind of money there is, is said of the whole.
    patterns = [
        _WHOLE,
        *(pattern for pattern, name, _ in _KINDS_OF_MONEY if _is_all(package, name, total)),
    ]
    own = [
        row for row in rows if row["topic"] in _TOPICS_OF_ALL and _WHOLE.fullmatch(row["subject"])
    ]
    alike = [row for row in rows if any(pattern.fullmatch(row["subject"]) for pattern in patterns)]
    for row in [*own, *alike]:
        change = _of_row(package, row, rows, total)
        if change is not None:
            yield change


def _parts_in_prose(package: Package, total: Money) -> Iterator[YearOnYear]:
    rows = _statements(package)
    for pattern, name, of in _KINDS_OF_MONEY:
        now = _whole_money(package.table(name))
        if now is None or now.yuan == total.yuan:
            continue
        for row in rows:
            if pattern.fullmatch(row["subject"]):
                change = _of_row(package, row, rows, now)
                if change is not None:
                    yield replace(change, of=of)


def _is_all(package: Package, name: str, total: Money) -> bool:
    """Whether the kind of money that a table is about is all the money there is."""
    whole = _whole_money(package.table(name))
    return whole is not None and whole.yuan == total.yuan


def _of_row(package: Package, row: Row, rows: Sequence[Row], total: Money) -> YearOnYear | None:
    """The change that a row of the prose states, with what stands beside it.

    That is the percentage, and last year's amount.
    """
    value = row.number("value")
    is_same = row["direction"] == "same"
    # 持平 has no figure, and is a change of nothing all the same.
    if row["measure"] != "change" or not row["direction"] or (value is None and not is_same):
        return None
    # Statements of one sentence share these three.
    place = ("topic", "section", "subject")
    beside = [other for other in rows if all(other[name] == row[name] for name in place)]
    sign = -1 if row["direction"] == "decrease" else 1
    unit = row["amount_unit"] if value is not None else total.amount_unit
    by = Money(sign * (value or Decimal(0)), unit, "statements", row["line"])
    compared = row["compared"] or EARLIER[0]
    percent = _percent(beside)
    return YearOnYear(
        by,
        _before_in_prose(beside, compared, by, total) or _before(by, total),
        None if percent is None else sign * percent,
        row["reason"] or _reason(package, by),
        row["line"],
        compared=compared,
    )


def _percent(rows: Sequence[Row]) -> Decimal | None:
    percents = [row for row in rows if row["measure"] == "change_percent"]
    return percents[0].number("value") if percents else None


def _before_in_prose(rows: Sequence[Row], compared: str, by: Money, total: Money) -> Money | None:
    """Last year's amount where the prose states it and it fits.

    It fits to the precision that both were published with: 1.2 亿元 is 1 千万元 wide.
    """
    for row in rows:
        value = row.number("value")
        if (row["measure"], row["vintage"]) == ("amount", compared) and value is not None:
            before = Money(value, row["amount_unit"], "statements", row["line"])
            if abs(before.yuan + by.yuan - total.yuan) <= _precision(before) + _precision(by):
                return before
    return None


def _precision(amount: Money) -> Decimal:
    """The 元 that the last figure of a published number stands for: 100 for 1.23 万元."""
    return replace(amount, number=Decimal(1).scaleb(-places(amount.number))).yuan


def _before(by: Money, total: Money) -> Money:
    """Last year's amount worked out, in the unit of the change."""
    if by.amount_unit == total.amount_unit:
        return Money(total.number - by.number, total.amount_unit)
    if not by.yuan:
        return Money(total.number, total.amount_unit)
    # The change in 元 and the total in 万元: last year is told as the change is.
    rate = by.yuan / by.number
    return Money(total.yuan / rate - by.number, by.amount_unit)


def _reason(package: Package, by: Money) -> str:
    """The reason that the prose gives for a change of that very amount."""
    for row in package.rows("statements"):
        value = row.number("value")
        if row["measure"] != "change" or row["topic"] not in _TOPICS or value is None:
            continue
        if row["reason"] and Money(value, row["amount_unit"]).yuan == abs(by.yuan):
            return row["reason"]
    return ""


# As the tables print it


def _in_columns(package: Package, total: Money) -> Iterator[YearOnYear]:
    for name in _WITH_TOTALS:
        table = package.table(name)
        row = None if table is None else _whole_row(table)
        now = _whole_money(table)
        if table is None or row is None or now is None:
            continue
        # A table of all the money speaks of the whole, whatever its title.
        of = "" if now.yuan == total.yuan else FUNDS[table.coordinates.fund]
        for vintage in EARLIER:
            before = money(table, row, vintage_column(table, vintage))
            if before is not None:
                by = Money(now.number - before.number, now.amount_unit, table.name, row["line"])
                reason = _reason(package, by)
                yield YearOnYear(by, before, None, reason, row["line"], of, vintage)


def _whole_money(table: Table | None) -> Money | None:
    row = None if table is None else _whole_row(table)
    if table is None or row is None:
        return None
    return money(table, row, "amount")


def _whole_row(table: Table) -> Row | None:
    """The row of a table's total, the last; of spending where it has lists side by side."""
    totals = [row for row in table.totals() if row.number("amount") is not None]
    spending = [row for row in totals if row["list"] == "expenditure"]
    return next(reversed(spending or totals), None)


def vintage_column(table: Table, vintage: str) -> str:
    """The name of the column that holds a table's amounts of another year.

    Empty where it has none.
    """
    at = Coordinates(vintage=vintage)
    return next((column.name for column in table.values if column.coordinates == at), "")
