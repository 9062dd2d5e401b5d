"""The way of the money: from each source to each function to its nature, as far as the documents say, and adding up exactly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import FUNDS, NATURES, SCOPES, Coordinates
from scripts.tables.by_code import FUNCTION, Spending, by_function
from scripts.tables.money import Named

ALL = "全部"
"""The name of all money, where a document does not say which source pays for which function."""

ROUNDED = "尾差"
"""The name of what two tables differ by because each was rounded."""

# More than this part of the whole is no rounding.
_LEAST = Decimal("0.001")


@dataclass(frozen=True)
class MoneyFlow:
    """Money in 元 on its way from one name to another."""

    source: str
    target: str
    yuan: Decimal


Stage = tuple[MoneyFlow, ...]


def passages(package: Package, sources: Sequence[Named]) -> tuple[Stage, ...]:
    """The stages of the money's way, each of which passes on exactly what the one before brings.

    Sources to functions where an income table says so or there is but one source, else through all money; then
    functions to their natures. Nothing where functions are not published, do not add up to the sources, or an amount is below nothing.
    """
    found = by_function(package)
    spent = () if found is None else tuple(_spent(found))
    given = sum((one.money.yuan for one in sources), Decimal(0))
    whole = sum((one.yuan for one in spent), Decimal(0))
    if found is None or not spent or whole <= 0 or abs(given - whole) > whole * _LEAST:
        return ()
    crossing = tuple(_by_fund(package))
    natures = tuple(_by_nature(package, found))
    if any(one.yuan < 0 for one in (*natures, *crossing)) or any(
        one.money.yuan < 0 for one in sources
    ):
        return ()
    after = (
        (natures,) if natures and _sums(natures) == {one.target: one.yuan for one in spent} else ()
    )
    if (
        crossing
        and _arriving(crossing) == {one.target: one.yuan for one in spent}
        and given == whole
    ):
        return (crossing, *after)
    if len(sources) == 1 and given >= whole:
        left = (MoneyFlow(sources[0].name, ROUNDED, given - whole),) if given > whole else ()
        return (
            tuple(MoneyFlow(sources[0].name, one.target, one.yuan) for one in spent) + left,
            *after,
        )
    into = tuple(MoneyFlow(one.name, ALL, one.money.yuan) for one in sources)
    into += (MoneyFlow(ROUNDED, ALL, whole - given),) if whole > given else ()
    return into, spent + ((MoneyFlow(ALL, ROUNDED, given - whole),) if given > whole else ())


def _spent(found: Spending) -> Iterator[MoneyFlow]:
    """From all money to each of the finest functions, the largest first; functions of one name are told apart."""
    names = _names(found)
    order = sorted(found.finest, key=lambda code: -(found.cells[code].yuan or Decimal(0)))
    for code in order:
        yuan = found.cells[code].yuan
        if yuan is not None and yuan > 0:
            yield MoneyFlow(ALL, names[code], yuan)


def _names(found: Spending) -> Mapping[str, str]:
    names = {code: found.names.get(code) or code for code in found.finest}
    several = {name for name in names.values() if list(names.values()).count(name) > 1}
    return {
        code: f"{found.names.get(code[:5]) or code}·{name}" if name in several else name
        for code, name in names.items()
    }


def _by_nature(package: Package, found: Spending) -> Iterator[MoneyFlow]:
    """From each function to its natures, by the table that the functions are from."""
    names, table = _names(found), package.tables[found.table]
    for code, row in _rows(table, names):
        for nature, yuan in _parts(table, row):
            yield MoneyFlow(names[code], nature, yuan)


def _rows(table: Table, names: Mapping[str, str]) -> Iterator[tuple[str, Row]]:
    """The rows of the functions, without those that are a part of another row of the same function."""
    codes = {row["line"]: row[FUNCTION] for row in table.rows}
    for row in table.rows:
        code = row[FUNCTION]
        if code in names and row["role"] != "total" and codes.get(row["parent"]) != code:
            yield code, row


def _parts(table: Table, row: Row) -> Iterator[tuple[str, Decimal]]:
    """The natures of a row's money, each money once: basic, or where it is blank its two halves."""
    by_nature = {
        column.coordinates.nature: row.number(column.name)
        for column in table.values
        if column.coordinates is not None
        and column.coordinates == Coordinates(nature=column.coordinates.nature)
    }
    halves = ("personnel", "running") if not by_nature.get("basic") else ()
    for nature, number in by_nature.items():
        if (
            number
            and nature != "all"
            and (nature not in ("personnel", "running") or nature in halves)
        ):
            yield NATURES[nature], number * table.multiplier


def _by_fund(package: Package) -> Iterator[MoneyFlow]:
    """From each kind of money to each function, by an income table with a row for each."""
    table = package.table("income")
    if table is None:
        return
    found = by_function(package)
    names = {} if found is None else _names(found)
    inner = {row["parent"] for row in table.rows}
    columns = _finest_funds(table)
    for code, row in _rows(table, names):
        if row["line"] not in inner:
            for name, column in columns.items():
                number = row.number(column)
                if number:
                    yield MoneyFlow(name, names[code], number * table.multiplier)


def _finest_funds(table: Table) -> dict[str, str]:
    """The columns of single kinds of money by what they are called; a kind that others are parts of is none."""
    found: dict[str, str] = {}
    for column in table.values:
        at = column.coordinates
        if at is not None and at.fund not in ("all", "appropriation"):
            found[
                FUNDS[at.fund]
                if at.scope != "carried_over"
                else f"{SCOPES[at.scope]}的{FUNDS[at.fund]}"
            ] = column.name
        elif at is not None and at.fund == "all" and at.scope == "carried_over":
            found[SCOPES[at.scope]] = column.name
    return found


def _sums(stage: Stage) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in stage:
        sums[one.source] = sums.get(one.source, Decimal(0)) + one.yuan
    return sums


def _arriving(stage: Stage) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for one in stage:
        sums[one.target] = sums.get(one.target, Decimal(0)) + one.yuan
    return sums
