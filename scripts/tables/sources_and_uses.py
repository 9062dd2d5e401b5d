"""Where the money of a year comes from, and what it is for: projects, functions, basic spending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.package.partitions import partitions
from scripts.schema import FUNDS, SCOPES
from scripts.tables.facts import leaves
from scripts.tables.money import Money, Named, money, ranked, stated, total

_ROUNDED = Decimal("1.001")
"""How many times the whole its parts may be, each rounded by itself."""

# 一、一般公共预算拨款收入; （1）财政拨款; 2.事业收入
_NUMBERING = re.compile(r"^[一二三四五六七八九十]+、|^[(（]?\d+[.、)）]")


def sources(package: Package) -> tuple[Named, ...]:
    """The kinds of money that come in: by the income table's total, else the summary's lines."""
    table = package.table("income")
    whole = None if table is None else table.total()
    kinds: list[Named] = []
    if table is not None and whole is not None:
        kinds += _by_fund(table, whole)

    table = package.table("summary")
    if table is not None and not kinds:
        for row in table.rows_of("income"):
            amount = money(table, row, "amount")
            # 其中 names a part of the line above.
            if row.role == "line" and not row["parent"] and amount is not None and amount.number:
                name = _NUMBERING.sub("", row.label)
                kinds.append(Named(name, amount))
    return tuple(kinds)


def _by_fund(table: Table, total: Row) -> Iterator[Named]:
    """The money of a total row by the finest kinds that it states, what was carried over as one."""
    wholes, parts = set(), set()
    for whole, columns in partitions(table):
        parts |= {column.name for column in columns}
        # 财政拨款 is told by its parts only where these state something.
        if any(total.number(column.name) for column in columns):
            wholes.add(whole.name)

    finest = parts - wholes
    kinds: dict[str, Money] = {}
    for column in table.values:
        amount = money(table, total, column.name)
        at = column.coordinates
        if at is None or column.name not in finest:
            continue
        if amount is None or not amount.number:
            continue

        if at.fund == "all" or at.scope == "carried_over":
            _add(kinds, SCOPES[at.scope], amount)
        else:
            _add(kinds, FUNDS[at.fund], amount)
    yield from (Named(name, amount) for name, amount in kinds.items())


def _add(amounts: dict[str, Money], name: str, amount: Money) -> None:
    """An amount put to what its name has already; the first one's line stays."""
    if name in amounts:
        before = amounts[name]
        amount = replace(before, number=before.number + amount.number)
    amounts[name] = amount


def details(package: Package, name: str) -> tuple[Named, ...]:
    """The finest detail rows of a table with their amounts, in published order."""
    table = package.table(name)
    if table is None:
        return ()

    named = []
    # A unit or a group above its projects is none of them.
    for row in table.finest:
        amount = money(table, row, "amount")
        if amount is not None:
            named.append(Named(row.label, amount))
    return tuple(named)


@dataclass(frozen=True)
class Economic:
    """What basic spending buys, the largest first: of which table, `of` which money, `whole`.

    `whole` is None where the table prints no total that its lines make up.
    """

    table: str
    of: str
    whole: Money | None
    parts: tuple[Named, ...]


def economic(package: Package) -> Economic | None:
    """Basic spending by economic category, out of the table that lists it so; else None.

    Xi'an prints it by function too, where a line is a duty and nothing that is bought. Of several
    tables of one total any will do; of several totals none is known to be all basic spending.
    """
    found = []
    for table in package.tables.values():
        is_by_function = any(row["function_code"] for row in table.rows)
        if table.kind.name != "basic-expenditure" or is_by_function:
            continue
        parts = ranked(details(package, table.name))
        if parts:
            fund = FUNDS[table.coordinates.fund]
            found.append(Economic(table.name, fund, _made_up(table, parts), tuple(parts)))
    if len({one.whole and one.whole.yuan for one in found}) > 1:
        return None
    return found[0] if found else None


def _made_up(table: Table, parts: Sequence[Named]) -> Money | None:
    """The total of a table, where these parts make it up."""
    row = table.total()
    whole = None if row is None else money(table, row, "amount")
    if whole is None or total(part.money for part in parts) != whole.yuan:
        return None
    return whole


def functions(package: Package) -> tuple[Named, ...]:
    """Spending by the finest function that is published (项), largest first."""
    for name in ("expenditure", "general-public-expenditure"):
        table = package.table(name)
        if table is None or not any(row["function_code"] for row in table.rows):
            continue
        lines = {row["line"] for row, _ in leaves(table)}
        rows = [row for row in table.rows if row["line"] in lines]

        amounts: dict[str, Money] = {}
        for row in rows:
            amount = money(table, row, "amount")
            if amount is not None:
                # One function on several lines, of several units, is one purpose.
                _add(amounts, _unique_name(table, row, rows), amount)
        return tuple(ranked(Named(function, amount) for function, amount in amounts.items()))
    return ()


def _unique_name(table: Table, row: Row, finest: Sequence[Row]) -> str:
    """A function's name, with its parent's where several of the finest functions share it."""
    name = row["function_name"]
    # Codes, not lines: two units' 2010301 are one function.
    codes = {other["function_code"] for other in finest if other["function_name"] == name}

    if len(codes) > 1:
        for above in table.rows:
            if above["line"] == row["parent"]:
                # 行政运行 stands under many: 财政事务·行政运行.
                return f"{above['function_name']}·{name}"
    return name


def purposes_in_all(
    projects: Sequence[Named],
    basic: Money | None,
    whole: Money | None,
    functions: Sequence[Named],
) -> tuple[Named, ...]:
    """What the money is for in parts that make up the whole: projects and basic, else functions.

    Nothing where the functions make more than the whole: no share of either would be true.
    """
    parts = list(projects)
    if basic is not None and basic.number:
        parts.append(Named("基本支出", basic))
    # To the 分: a project that the table lacks would be hidden in a rest.
    if projects and whole is not None and total(part.money for part in parts) == whole.yuan:
        return tuple(ranked(parts))
    if whole is not None and total(part.money for part in functions) > whole.yuan * _ROUNDED:
        return ()
    return tuple(functions)


def amounts_in_prose(package: Package, topic: str) -> Iterator[Named]:
    """The amounts that the prose states about a topic, in their order."""
    for row in package.rows("statements"):
        if row["topic"] != topic or row["measure"] != "amount":
            continue
        amount = stated(row)
        if amount is not None:
            yield Named(row["subject"], amount)
