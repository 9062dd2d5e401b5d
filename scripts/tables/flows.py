"""The way of the money: from source to function to nature, as far as the documents say."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, NATURES, SCOPES, Coordinates
from scripts.tables.money import Named, total
from scripts.tables.spending import FUNCTION, Spending, by_function

# All money, where a document does not say which source pays for which function.
ALL = "全部"
# What two tables differ by because each was rounded.
ROUNDED = "尾差"
# Tables in 万元 with two decimals differ by a few hundredths; more than a thousandth is no rounding.
_LEAST = Decimal("0.001")


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
    names = _names(spending)
    spent = _spent(spending, names)
    gone = sum((flow.yuan for flow in spent), Decimal(0))
    rest = total(source.money for source in sources) - gone
    if gone <= 0 or abs(rest) > gone * _LEAST:
        return ()

    by_fund = tuple(_by_fund(package, names))
    by_nature = tuple(_by_nature(package.tables[spending.table], names))
    amounts = [flow.yuan for flow in (*by_nature, *by_fund)]
    amounts += [source.money.yuan for source in sources]
    if any(amount < 0 for amount in amounts):
        return ()

    # Sources to functions where an income table says so or there is but one source, then functions
    # to their natures; a stage is drawn only where it passes on to the 分 what it takes in.
    functions = {flow.target: flow.yuan for flow in spent}

    after = (by_nature,) if _sums(by_nature, "source") == functions else ()
    if not rest and _sums(by_fund, "target") == functions:
        return (by_fund, *after)
    if len(sources) == 1 and rest >= 0:
        only = sources[0].name
        own = [replace(flow, source=only) for flow in spent]
        return (_with_rest(only, own, rest), *after)

    # All money stands between; what was rounded away comes in or goes out.
    into = [MoneyFlow(source.name, ALL, source.money.yuan) for source in sources]
    if rest < 0:
        into.append(MoneyFlow(ROUNDED, ALL, -rest))
    return tuple(into), _with_rest(ALL, spent, max(rest, Decimal(0)))


def _with_rest(source: str, flows: Sequence[MoneyFlow], rest: Decimal) -> Stage:
    if not rest:
        return tuple(flows)
    return (*flows, MoneyFlow(source, ROUNDED, rest))


def _spent(spending: Spending, names: Mapping[str, str]) -> list[MoneyFlow]:
    flows = []
    for code, name in names.items():
        yuan = spending.cells[code].yuan
        if yuan is not None and yuan > 0:
            flows.append(MoneyFlow(ALL, name, yuan))
    flows.sort(key=lambda flow: -flow.yuan)
    return flows


def _names(spending: Spending) -> Mapping[str, str]:
    """The finest functions by code; those of one name are told apart by their group."""
    names = {code: spending.names.get(code) or code for code in spending.finest}
    times = Counter(names.values())

    for code, name in names.items():
        if times[name] > 1:
            # 行政运行 of 20103 and of 20808: 政府办公厅（室）及相关机构事务·行政运行, 抚恤·行政运行.
            group = spending.names.get(code[:5]) or code
            names[code] = f"{group}·{name}"
    return names


def _by_nature(table: Table, names: Mapping[str, str]) -> Iterator[MoneyFlow]:
    """From each function to its natures, each money once, by the table of the functions."""
    columns = {}
    for column in table.values:
        at = column.coordinates
        # The whole is all of its natures.
        if at is None or at.nature == "all":
            continue
        if at == Coordinates(nature=at.nature):
            columns[at.nature] = column.name

    for code, row in _rows(table, names):
        numbers = {nature: row.number(column) for nature, column in columns.items()}
        # Basic is both of its halves, which count where it is blank.
        counted_already = ("personnel", "running") if numbers.get("basic") else ()
        for nature, number in numbers.items():
            if number and nature not in counted_already:
                yuan = number * table.multiplier
                yield MoneyFlow(names[code], NATURES[nature], yuan)


def _rows(table: Table, names: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    """The rows of the functions, without those that are a part of another row of the same one."""
    codes = {row["line"]: row[FUNCTION] for row in table.rows}
    for row in table.rows:
        code = row[FUNCTION]
        if code not in names or row.role == "total":
            continue
        above = codes.get(row["parent"])
        if above != code:
            yield code, row


def _by_fund(package: Package, names: Mapping[str, str]) -> Iterator[MoneyFlow]:
    """From each kind of money to each function, by an income table with a row for each."""
    table = package.table("income")
    if table is None:
        return
    columns = _finest_funds(table)

    # A unit above its functions holds their money already.
    parents = {row["parent"] for row in table.rows}

    for code, row in _rows(table, names):
        if row["line"] in parents:
            continue
        for fund, column in columns.items():
            number = row.number(column)
            if number:
                yuan = number * table.multiplier
                yield MoneyFlow(fund, names[code], yuan)


def _finest_funds(table: Table) -> dict[str, str]:
    """The columns of single kinds of money by what they are called; one that has parts is none."""
    columns: dict[str, str] = {}
    for column in table.values:
        at = column.coordinates
        if at is None or at.fund == "appropriation":
            continue

        name = ""
        if at.scope == "carried_over":
            name = SCOPES[at.scope]
        if at.fund != "all":
            # 上年结转的一般公共预算; 上年结转 as one column, whatever fund it came from.
            name = f"{name}的{FUNDS[at.fund]}" if name else FUNDS[at.fund]
        if name:
            columns[name] = column.name
    return columns


def _sums(stage: Stage, end: Literal["source", "target"]) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for flow in stage:
        name = flow.source if end == "source" else flow.target
        sums[name] += flow.yuan
    return sums
