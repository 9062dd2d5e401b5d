"""What the money of a year is for: its projects, its functions, what basic spending buys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scripts.package import Package, Row, Table
from scripts.tables.facts import leaves
from scripts.tables.money import Money, Named, money, ranked, total
from scripts.tables.sources import add


def details(package: Package, name: str) -> tuple[Named, ...]:
    """The finest detail rows of a table with their amounts, in published order.

    A unit or a group above its projects is none of them.
    """
    table = package.table(name)
    if table is None:
        return ()
    amounts = [(row.label, money(table, row, "amount")) for row in table.finest]
    return tuple(Named(label, amount) for label, amount in amounts if amount is not None)


def functions(package: Package) -> tuple[Named, ...]:
    """Spending by the finest function that is published (项), largest first."""
    table = _table_by_function(package)
    if table is None:
        return ()
    lines = {row["line"] for row, _ in leaves(table)}
    amounts: dict[str, Money] = {}
    for row in table.rows:
        amount = money(table, row, "amount")
        if row["line"] in lines and amount is not None:
            # One function on several lines, of several units, is one purpose.
            add(amounts, _unique_name(table, row, lines), amount)
    return tuple(ranked(Named(name, amount) for name, amount in amounts.items()))


def purposes_in_all(
    projects: Sequence[Named],
    basic: Money | None,
    whole: Money | None,
    functions: Sequence[Named],
) -> tuple[Named, ...]:
    """What the money is for, in parts that make up the whole.

    Each project and the basic spending where these are all of it, else the functions.
    """
    parts = list(projects)
    if basic is not None and basic.number:
        parts.append(Named("基本支出", basic))
    # To the 分: a project that the table lacks would be hidden in a rest.
    if projects and whole is not None and total(part.money for part in parts) == whole.yuan:
        return tuple(ranked(parts))
    return tuple(functions)


def amounts_in_prose(package: Package, topic: str) -> Iterator[Named]:
    """The amounts that the prose states about a topic, in their order."""
    for row in package.rows("statements"):
        number = row.number("value")
        if row["topic"] == topic and row["measure"] == "amount" and number is not None:
            amount = Money(number, row["amount_unit"], "statements", row["line"])
            yield Named(row["subject"], amount)


def _table_by_function(package: Package) -> Table | None:
    for name in ("expenditure", "general-public-expenditure"):
        table = package.table(name)
        if table is not None and any(row["function_code"] for row in table.rows):
            return table
    return None


def _unique_name(table: Table, row: Row, lines: set[str]) -> str:
    """A function's name, with its parent's where several of the finest functions share it.

    行政运行 stands under many: 财政事务·行政运行.
    """
    name = row["function_name"]
    # Codes, not lines: two units' 2010301 are one function.
    codes = {
        other["function_code"]
        for other in table.rows
        if other["function_name"] == name and other["line"] in lines
    }
    above = next((other for other in table.rows if other["line"] == row["parent"]), None)
    if len(codes) > 1 and above is not None:
        return f"{above['function_name']}·{name}"
    return name
