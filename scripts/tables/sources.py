"""Where the money of a department's year comes from: its kinds of money, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from scripts.package import Package, Row, Table
from scripts.package.partitions import partitions
from scripts.schema import FUNDS, SCOPES, Coordinates
from scripts.tables.money import Money, Named, money

# 一、一般公共预算拨款收入; （1）财政拨款; 2.事业收入
_NUMBERING = re.compile(r"^[一二三四五六七八九十]+、|^[(（]?\d+[.、)）]")


def sources(package: Package) -> tuple[Named, ...]:
    """The kinds of money that come in.

    From the income table's total, else the lines of the summary.
    """
    table = package.table("income")
    total = None if table is None else table.total()
    by_fund = [] if table is None or total is None else list(_by_fund(table, total))
    return tuple(by_fund or _lines_of_summary(package))


def _by_fund(table: Table, total: Row) -> Iterator[Named]:
    """The money of a total row by kind.

    The finest kinds that it states, what was carried over as one.
    """
    finest = _finest(table, total)
    kinds: dict[str, Money] = {}
    for column in table.values:
        amount = money(table, total, column.name)
        if column.name in finest and column.coordinates and amount is not None and amount.number:
            add(kinds, _name(column.coordinates), amount)
    yield from (Named(name, amount) for name, amount in kinds.items())


def _finest(table: Table, total: Row) -> set[str]:
    """The columns that are parts, and that no parts with an amount of their own make up."""
    wholes, parts = set(), set()
    for whole, columns in partitions(table):
        parts |= {column.name for column in columns}
        # 财政拨款 is told by its parts only where these state something.
        if any(total.number(column.name) for column in columns):
            wholes.add(whole.name)
    return parts - wholes


def _name(at: Coordinates) -> str:
    if at.fund == "all" or at.scope == "carried_over":
        return SCOPES[at.scope]
    return FUNDS[at.fund]


def _lines_of_summary(package: Package) -> Iterator[Named]:
    table = package.table("summary")
    if table is None:
        return
    for row in table.rows_of("income"):
        amount = money(table, row, "amount")
        # 其中 names a part of the line above.
        if row.role == "line" and not row["parent"] and amount is not None and amount.number:
            yield Named(_NUMBERING.sub("", row.label), amount)


def add(amounts: dict[str, Money], name: str, amount: Money) -> None:
    """An amount put to what its name has already; the first one's line stays."""
    if name in amounts:
        before = amounts[name]
        amount = replace(before, number=before.number + amount.number)
    amounts[name] = amount
