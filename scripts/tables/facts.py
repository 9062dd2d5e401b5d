"""The facts table: every amount of every package, one line each, in 元, with all its coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from scripts.checks import Cells, Term
from scripts.checks.comparisons import equality
from scripts.package import Package, Row, Table
from scripts.package.partitions import make_up_the_whole, partitions
from scripts.schema import ABOUT, FACTS, PLACE, VALUES, Column, Coordinates

COLUMNS = tuple(column.name for column in FACTS)
_DIRECTIONS = ("income", "expenditure")


def facts(packages: Iterable[Package]) -> pd.DataFrame:
    """One line per published amount of the statutory tables, in 元 as exact decimals.

    `is_leaf`: no finer amounts that make up the whole stand below it in its table. `primary`: it belongs to the one
    list that splits its direction's total most finely, so that primary amounts add up to the total and count no money
    twice: to the last 分 where any list does so, else within what rounding explains; where none does, there are none.
    """
    return pd.DataFrame(
        [line for package in packages for line in lines(package)], columns=list(COLUMNS)
    )


def lines(package: Package) -> Iterator[dict[str, object]]:
    """The facts of one package."""
    chosen = {direction: _finest(package, direction) for direction in _DIRECTIONS}
    for table in package.tables.values():
        if table.kind.statutory:
            for row, column, leaf in _amounts(table):
                direction = direction_of(table, row)
                total = chosen.get(direction)
                primary = leaf and total is not None and total.holds(table, row, column)
                yield _line(package, table, row, column, direction, leaf, primary)


def leaves(table: Table, list_name: str = "") -> Iterator[tuple[Row, Column]]:
    """The cells of a table that no finer cells make up."""
    for row, column, leaf in _amounts(table):
        if leaf and list_name in ("", row["list"]):
            yield row, column


def _amounts(table: Table) -> Iterator[tuple[Row, Column, bool]]:
    """Every amount of a table, and whether it is a leaf; shares and counts are no amounts."""
    split, mere = _split_rows(table), _mere_parts(table)
    wholes = [(whole.name, [part.name for part in parts]) for whole, parts in partitions(table)]
    columns = [
        column
        for column in table.values
        if column.coordinates and column.coordinates.measure == "amount"
    ]
    final = {column.name for column in columns if _is_final(column, table)}
    for row in table.rows:
        parted = {
            whole for whole, parts in wholes if any(row.number(part) is not None for part in parts)
        }
        is_last = row["role"] == "line" and row["line"] not in split | mere
        for column in columns:
            if row.number(column.name) is not None:
                yield row, column, is_last and column.name not in parted and column.name in final


def _split_rows(table: Table) -> set[str]:
    """The rows that rows below them make up: a blank row below says nothing, and 其中 only names a part."""
    below: dict[str, list[Row]] = {}
    for row in table.rows:
        if any(row.number(column.name) is not None for column in table.values):
            below.setdefault(row["parent"], []).append(row)
    return {parent for parent, rows in below.items() if parent and make_up_the_whole(rows)}


def _mere_parts(table: Table) -> set[str]:
    """The rows that only name a part of the row above them, with all that stands below them."""
    below: dict[str, list[Row]] = {}
    for row in table.rows:
        below.setdefault(row["parent"], []).append(row)
    found = {
        row["line"]
        for parent, rows in below.items()
        if parent and not make_up_the_whole(rows)
        for row in rows
    }
    waiting = list(found)
    while waiting:
        more = [row["line"] for row in below.get(waiting.pop(), ()) if row["line"] not in found]
        found.update(more)
        waiting += more
    return found


def _is_final(column: Column, table: Table) -> bool:
    """Whether a column is not merely a part of another by scope: 当年安排 beside a total that has it all."""
    if column.coordinates is None or column.coordinates.scope == "all":
        return True
    if any(column in parts for _, parts in partitions(table)):
        return True
    return not any(
        other.coordinates is not None and other.coordinates.scope == "all" for other in table.values
    )


def direction_of(table: Table, row: Row) -> str:
    """Whether a row is of income or of expenditure; nothing where the table does not tell."""
    if table.kind.direction in _DIRECTIONS:
        return table.kind.direction
    stated = row["list"].partition("-")[0]
    return (
        stated
        if stated in _DIRECTIONS
        else "expenditure"
        if row["function_code"] or row["function_name"]
        else ""
    )


class _Chosen:
    """The list of a table whose leaves of one vintage make up a direction's total."""

    def __init__(self, table: Table, list_name: str, vintage: str) -> None:
        self._place, self._vintage = (table.name, list_name), vintage

    def holds(self, table: Table, row: Row, column: Column) -> bool:
        """Whether a leaf is one of them."""
        return (table.name, row["list"]) == self._place and _at(
            table, row, column
        ).vintage == self._vintage


def _finest(package: Package, direction: str) -> _Chosen | None:
    """The list whose leaves make up the direction's total and are the most; one that is exact before any other."""
    total = _total(package, direction)
    if total is None:
        return None
    vintage, term = total
    best: tuple[bool, int] = (False, 0)
    chosen: _Chosen | None = None
    for table in (one for one in package.tables.values() if one.kind.statutory):
        cells = Cells.of(table)
        for name, terms in _leaf_terms(table, cells, direction, vintage).items():
            found = equality("", term, terms)
            rank = (found is not None and found.outcome == "pass", len(terms))
            if found is not None and found.outcome in ("pass", "rounding") and rank > best:
                best, chosen = rank, _Chosen(table, name, vintage)
    return chosen


def _leaf_terms(
    table: Table, cells: Cells, direction: str, vintage: str
) -> Mapping[str, list[Term]]:
    """The leaves of a direction and a vintage, by list."""
    found: dict[str, list[Term]] = {}
    for row, column in leaves(table):
        if direction_of(table, row) == direction and _at(table, row, column).vintage == vintage:
            found.setdefault(row["list"], []).append(cells.term(row, column.name))
    return found


def total_yuan(package: Package, direction: str) -> Decimal | None:
    """The total of income or expenditure in 元, as the summary table states it; None where it states none."""
    found = _total(package, direction)
    return None if found is None else found[1].value


def _total(package: Package, direction: str) -> tuple[str, Term] | None:
    """The total that the summary table states and its vintage: in the first list of the direction that states one."""
    table = package.table("summary")
    column = (
        None if table is None else next((one for one in table.values if one.name == "amount"), None)
    )
    if table is None or column is None:
        return None
    totals = [
        row
        for row in table.rows
        if row["role"] == "total" and direction_of(table, row) == direction
    ]
    totals.reverse()  # where a list states several, the last is that of everything
    for row in sorted(totals, key=lambda one: one["list"]):
        if row.number("amount") is not None:
            return _at(table, row, column).vintage, Cells.of(table).term(row, "amount")
    return None


def _at(table: Table, row: Row, column: Column) -> Coordinates:
    """What a figure is a figure of; a table with a row a year says the vintage row by row."""
    assert column.coordinates is not None
    at = column.coordinates.within(table.coordinates)
    return replace(at, vintage=row["vintage"] or at.vintage)


def _line(
    package: Package,
    table: Table,
    row: Row,
    column: Column,
    direction: str,
    leaf: bool,
    primary: bool,
) -> dict[str, object]:
    number, stated, at = row.number(column.name), package.disclosure, _at(table, row, column)
    assert number is not None
    body = {
        "body": package.slug,
        "department": stated.department,
        "level": stated.level,
        "region": stated.region or "",
    }
    money = {
        "amount_yuan": number * table.multiplier,
        "published": f"{number:f}",
        "amount_unit": table.amount_unit,
    }
    place = {name: row[name] for name in PLACE}
    return {
        **body,
        "year": stated.year,
        "phase": stated.phase,
        "direction": direction,
        "table": table.name,
        "list": row["list"],
        "role": row["role"],
        **{name: getattr(at, name) for name in VALUES},
        **{name: row[name] for name in ABOUT},
        **money,
        **place,
        "is_leaf": leaf,
        "primary": primary,
    }
