"""How this year's money differs from last year's: by the document's prose, else by the columns that its tables print."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, Coordinates, places
from scripts.tables.money import Money, money, share

EARLIER = ("previous_budget", "previous_outturn")
"""The vintages that a figure of this year can be held against, last year's plan before what it came to."""


@dataclass(frozen=True)
class YearOnYear:
    """A change on last year: by how much, from what, in percent, why; a `before` that leads to no line is worked out by us.

    `of` names the part of the money that changed, and is empty for the whole; `compared` is the vintage of `before`;
    `held` is the path of the package of last year that `before` stands in, where it is taken from there.
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
        """In percent: as the document states it, else worked out; None where last year's was nothing."""
        if self.before.yuan <= 0:
            return None
        return self.percent if self.percent is not None else share(self.by.yuan, self.before.yuan)


_PART = r"(收入|支出|收支|收、支|收入、支出|收入和支出)"
_REST = r"(总)?(预算|决算)?(总计|合计|总额|总预算|总决算|总数|数)?"
_WHOLE = re.compile(rf"(本年|当年|本年度)?(部门|单位)?(总)?(预算)?{_PART}{_REST}")
_APPROPRIATION = re.compile(rf"(本年|当年)?(预算)?财政拨款(预算)?{_PART}{_REST}")
_GENERAL = re.compile(rf"(本年|当年)?一般公共预算(当年)?(财政)?(拨款)?{_PART}?{_REST}")
"""What the prose calls all income or spending, and what it calls a kind of money that may be all there is."""

_TOPICS = ("change", "expenditure", "income", "appropriation", "general-public")
_KINDS_OF_MONEY = (
    (_APPROPRIATION, "appropriation-summary", "财政拨款"),
    (_GENERAL, "general-public-expenditure", "一般公共预算"),
)


def change(package: Package, total: Money | None) -> YearOnYear | None:
    """The change of the whole: as the prose states it, else by a table's columns; None where neither tells it."""
    if total is None or not total.yuan:
        return None
    told = list(_stated(package, total))
    # Plan is held against plan where the document does both.
    stated = next((one for one in told if one.compared == EARLIER[0]), told[0] if told else None)
    return stated or next((one for one in _printed(package, total) if not one.of), None)


def part(package: Package, total: Money | None) -> YearOnYear | None:
    """The change of the first part of the money that the tables, else the prose, hold against last year."""
    if total is None or not total.yuan:
        return None
    found = [*(one for one in _printed(package, total) if one.of), *_stated_parts(package, total)]
    return found[0] if found else None


def since(total: Money | None, earlier: Package, before: Money | None) -> YearOnYear | None:
    """The change from the total of last year's package, where neither prose nor tables of this year's tell any."""
    if total is None or before is None or total.amount_unit != before.amount_unit:
        return None
    by = Money(total.number - before.number, total.amount_unit)
    compared = "previous_budget" if earlier.disclosure.phase == "budget" else "previous_outturn"
    return YearOnYear(by, before, None, "", "", "", compared, earlier.path)


# As the prose states it


def _said(package: Package) -> list[Row]:
    table = package.table("statements")
    rows = [] if table is None else [row for row in table.rows if row["topic"] in _TOPICS]
    return sorted(rows, key=lambda row: _TOPICS.index(row["topic"]))


def _stated(package: Package, total: Money) -> Iterator[YearOnYear]:
    rows = _said(package)
    wholes = [
        _WHOLE,
        *(pattern for pattern, name, _ in _KINDS_OF_MONEY if _is_all(package, name, total)),
    ]
    own = [row for row in rows if row["topic"] in _TOPICS[:3] and _WHOLE.fullmatch(row["subject"])]
    # What is said of the only kind of money there is, is said of the whole.
    others = [row for row in rows if any(pattern.fullmatch(row["subject"]) for pattern in wholes)]
    for row in [*own, *others]:
        found = _of_row(package, row, rows, total)
        if found is not None:
            yield found


def _stated_parts(package: Package, total: Money) -> Iterator[YearOnYear]:
    rows = _said(package)
    for pattern, name, of in _KINDS_OF_MONEY:
        table = package.table(name)
        whole = None if table is None else _whole_row(table)
        now = money(table, whole, "amount") if table is not None and whole is not None else None
        for row in rows:
            found = (
                _of_row(package, row, rows, now)
                if pattern.fullmatch(row["subject"]) and now
                else None
            )
            if found is not None and now is not None and now.yuan != total.yuan:
                yield replace(found, of=of)


def _is_all(package: Package, name: str, total: Money) -> bool:
    """Whether the kind of money that a table is about is all the money there is."""
    table = package.table(name)
    whole = None if table is None else _whole_row(table)
    found = None if table is None or whole is None else money(table, whole, "amount")
    return found is not None and found.yuan == total.yuan


def _of_row(package: Package, row: Row, rows: Sequence[Row], total: Money) -> YearOnYear | None:
    """The change that one row of the prose states, with the percentage and the amount of last year told beside it."""
    same = [
        one
        for one in rows
        if all(one[name] == row[name] for name in ("topic", "section", "subject"))
    ]
    value = row.number("value")
    if (
        row["measure"] != "change"
        or not row["direction"]
        or (value is None and row["direction"] != "same")
    ):
        return None
    sign = -1 if row["direction"] == "decrease" else 1
    unit = row["amount_unit"] if value is not None else total.amount_unit
    by = Money(sign * (value or Decimal(0)), unit, "statements", row["line"])
    percent = next(
        (one.number("value") for one in same if one["measure"] == "change_percent"), None
    )
    compared = row["compared"] or "previous_budget"
    before = _told_before(same, compared, by, total) or _before(by, total)
    reason = row["reason"] or _reason(package, by)
    return YearOnYear(
        by, before, None if percent is None else sign * percent, reason, row["line"], "", compared
    )


def _told_before(rows: Sequence[Row], compared: str, by: Money, total: Money) -> Money | None:
    """Last year's amount where the prose states it and it fits, to the precision that both were published with."""
    for row in rows:
        value = row.number("value")
        if (row["measure"], row["vintage"]) == ("amount", compared) and value is not None:
            told = Money(value, row["amount_unit"], "statements", row["line"])
            if abs(told.yuan + by.yuan - total.yuan) <= _precision(told) + _precision(by):
                return told
    return None


def _precision(amount: Money) -> Decimal:
    """The 元 that the last figure of a published number stands for."""
    return replace(amount, number=Decimal(1).scaleb(-places(amount.number))).yuan


def _before(by: Money, total: Money) -> Money:
    """Last year's amount worked out, in the unit of the change."""
    worked = Money(total.number, total.amount_unit)
    if by.amount_unit == total.amount_unit or not by.yuan:
        return (
            replace(worked, number=total.number - by.number)
            if by.amount_unit == total.amount_unit
            else worked
        )
    rate = by.yuan / by.number
    return Money(total.yuan / rate - by.number, by.amount_unit)


# As the tables print it


def _printed(package: Package, total: Money) -> Iterator[YearOnYear]:
    for name in (
        "summary",
        "expenditure",
        "income",
        "appropriation-summary",
        "general-public-expenditure",
    ):
        table = package.table(name)
        row = None if table is None else _whole_row(table)
        now = money(table, row, "amount") if table is not None and row is not None else None
        if table is None or row is None or now is None:
            continue
        for vintage in EARLIER:
            before = money(table, row, vintage_column(table, vintage))
            if before is not None:
                by = Money(now.number - before.number, now.amount_unit, table.name, row["line"])
                of = "" if now.yuan == total.yuan else FUNDS[table.coordinates.fund]
                yield YearOnYear(by, before, None, _reason(package, by), row["line"], of, vintage)


def _whole_row(table: Table) -> Row | None:
    """The row of a table's total, of all spending where it has several lists."""
    totals = [
        row for row in table.rows if row["role"] == "total" and row.number("amount") is not None
    ]
    spending = [row for row in totals if row["list"] == "expenditure"]
    return next(reversed(spending or totals), None)


def vintage_column(table: Table, vintage: str) -> str:
    """The name of the column that holds a table's amounts of another year; empty where it has none."""
    wanted = Coordinates(vintage=vintage)
    return next((column.name for column in table.values if column.coordinates == wanted), "")


def _reason(package: Package, by: Money) -> str:
    """The reason that the prose gives for a change of that very amount."""
    table = package.table("statements")
    for row in () if table is None else table.rows:
        value = (
            row.number("value") if row["measure"] == "change" and row["topic"] in _TOPICS else None
        )
        if (
            row["reason"]
            and value is not None
            and Money(value, row["amount_unit"]).yuan == abs(by.yuan)
        ):
            return row["reason"]
    return ""
