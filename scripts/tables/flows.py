"""The way of the money: from source to function to nature, as far as the documents say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, NATURES, SCOPES, Coordinates
from scripts.tables.by_code import FUNCTION, Spending, by_function
from scripts.tables.money import Named, total

ALL = "全部"
"""The name of all money, where a document does not say which source pays for which function."""

ROUNDED = "尾差"
"""The name of what two tables differ by because each was rounded."""

# Tables in 万元 with two decimals differ by a few hundredths; more than a thousandth is no rounding.
_LEAST = Decimal("0.001")
_HALVES_OF_BASIC = ("personnel", "running")


@dataclass(frozen=True)
class MoneyFlow:
    """Money in 元 on its way from one name to another."""

    source: str
    target: str
    yuan: Decimal


Stage = tuple[MoneyFlow, ...]
"""What flows between two columns of a Sankey."""


def passages(package: Package, sources: Sequence[Named]) -> tuple[Stage, ...]:
    """The stages of the money's way, each of which passes on exactly what the one before brings.

    Sources to functions where an income table says so or there is but one source, else through all
    money; then functions to their natures. Nothing where functions are not published, do not add up
    to the sources, or an amount is below nothing.
    """
    spending = by_function(package)
    if spending is None:
        return ()
    spent = tuple(_spent(spending))
    come, gone = total(source.money for source in sources), _sum(spent)
    if gone <= 0 or abs(come - gone) > gone * _LEAST:
        return ()
    by_fund = tuple(_by_fund(package, spending))
    by_nature = tuple(_by_nature(package, spending))
    amounts = [flow.yuan for flow in (*by_nature, *by_fund)]
    if min([*amounts, *(source.money.yuan for source in sources)], default=Decimal(0)) < 0:
        return ()

    # A stage is drawn only where it passes on to the 分 what it takes in.
    functions = {flow.target: flow.yuan for flow in spent}
    after = (by_nature,) if _sums(by_nature, "source") == functions else ()
    if come == gone and _sums(by_fund, "target") == functions:
        return (by_fund, *after)
    if len(sources) == 1 and come >= gone:
        return (_from_one(sources[0].name, spent, come - gone), *after)
    return _through_all(sources, spent, come - gone)


def _from_one(source: str, spent: Stage, rest: Decimal) -> Stage:
    flows = tuple(MoneyFlow(source, flow.target, flow.yuan) for flow in spent)
    if rest:
        flows += (MoneyFlow(source, ROUNDED, rest),)
    return flows


def _through_all(sources: Sequence[Named], spent: Stage, rest: Decimal) -> tuple[Stage, Stage]:
    """Two stages with all money between them; what was rounded away comes in or goes out."""
    into = tuple(MoneyFlow(source.name, ALL, source.money.yuan) for source in sources)
    if rest < 0:
        into += (MoneyFlow(ROUNDED, ALL, -rest),)
    if rest > 0:
        spent += (MoneyFlow(ALL, ROUNDED, rest),)
    return into, spent


def _spent(spending: Spending) -> Iterator[MoneyFlow]:
    """From all money to each of the finest functions, the largest first."""
    names = _names(spending)
    order = sorted(spending.finest, key=lambda code: -(spending.cells[code].yuan or Decimal(0)))
    for code in order:
        yuan = spending.cells[code].yuan
        if yuan is not None and yuan > 0:
            yield MoneyFlow(ALL, names[code], yuan)


def _names(spending: Spending) -> Mapping[str, str]:
    """The finest functions by code; those of one name are told apart by their group.

    行政运行 of 20103 and of 20808 are 政府办公厅（室）及相关机构事务·行政运行 and 抚恤·行政运行.
    """
    names = {code: spending.names.get(code) or code for code in spending.finest}
    printed = list(names.values())
    for code, name in list(names.items()):
        if printed.count(name) > 1:
            names[code] = f"{spending.names.get(code[:5]) or code}·{name}"
    return names


def _by_nature(package: Package, spending: Spending) -> Iterator[MoneyFlow]:
    """From each function to its natures, by the table that the functions are from."""
    names, table = _names(spending), package.tables[spending.table]
    for code, row in _rows(table, names):
        for nature, yuan in _natures(table, row):
            yield MoneyFlow(names[code], nature, yuan)


def _rows(table: Table, names: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    """The rows of the functions, without those that are a part of another row of the same one."""
    codes = {row["line"]: row[FUNCTION] for row in table.rows}
    for row in table.rows:
        code = row[FUNCTION]
        if code in names and row.role != "total" and codes.get(row["parent"]) != code:
            yield code, row


def _natures(table: Table, row: Row) -> Iterator[tuple[str, Decimal]]:
    """The natures of a row's money, each money once: basic, or where it is blank its two halves."""
    numbers = {
        column.coordinates.nature: row.number(column.name)
        for column in table.values
        if column.coordinates is not None
        and column.coordinates == Coordinates(nature=column.coordinates.nature)
    }
    # The whole is all of its natures, and basic is both of its halves.
    counted_already = {"all"}
    if numbers.get("basic"):
        counted_already.update(_HALVES_OF_BASIC)
    for nature, number in numbers.items():
        if number and nature not in counted_already:
            yield NATURES[nature], number * table.multiplier


def _by_fund(package: Package, spending: Spending) -> Iterator[MoneyFlow]:
    """From each kind of money to each function, by an income table with a row for each."""
    table = package.table("income")
    if table is None:
        return
    names, columns = _names(spending), _finest_funds(table)
    # A unit above its functions holds their money already.
    parents = {row["parent"] for row in table.rows}
    for code, row in _rows(table, names):
        if row["line"] in parents:
            continue
        for name, column in columns.items():
            number = row.number(column)
            if number:
                yield MoneyFlow(name, names[code], number * table.multiplier)


def _finest_funds(table: Table) -> dict[str, str]:
    """The columns of single kinds of money by what they are called.

    A kind that has parts is none.
    """
    columns: dict[str, str] = {}
    for column in table.values:
        at = column.coordinates
        if at is None or at.fund == "appropriation":
            continue
        is_carried = at.scope == "carried_over"
        # 上年结转 as one column, whatever fund it came from.
        if at.fund == "all" and is_carried:
            columns[SCOPES[at.scope]] = column.name
        elif at.fund != "all":
            prefix = f"{SCOPES[at.scope]}的" if is_carried else ""
            columns[prefix + FUNDS[at.fund]] = column.name
    return columns


def _sum(stage: Stage) -> Decimal:
    return sum((flow.yuan for flow in stage), Decimal(0))


def _sums(stage: Stage, end: Literal["source", "target"]) -> dict[str, Decimal]:
    """What flows out of each source of a stage, or into each target."""
    sums: dict[str, Decimal] = {}
    for flow in stage:
        name = flow.source if end == "source" else flow.target
        sums[name] = sums.get(name, Decimal(0)) + flow.yuan
    return sums
