"""The facts table: every amount of every package, one line each, in 元, with all its coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

import pandas as pd

from scripts.checks.equations import partitions
from scripts.package import Package, Row, Table
from scripts.schema import VALUES, Column

COLUMNS = (
    "body", "department", "level", "region", "year", "phase", "direction", "table", "list", "role",
    "measure", "vintage", "fund", "nature", "scope", "purpose",
    "unit_code", "unit_name", "function_code", "function_name", "department_economic_code", "department_economic_name",
    "government_economic_code", "government_economic_name", "project_name", "item",
    "amount_yuan", "published", "amount_unit", "line", "parent", "document", "page", "source_line", "is_leaf", "primary",
)  # fmt: skip
_KEYS = COLUMNS[16:26]


def facts(packages: Iterable[Package]) -> pd.DataFrame:
    """One line per published amount of the statutory tables, in 元 as exact decimals.

    `is_leaf`: no finer amount stands below it in its table. `primary`: it belongs to the one table that splits its
    direction's total most finely, so that primary amounts add up to the total and count no money twice.
    """
    return pd.DataFrame([line for package in packages for line in lines(package)], columns=list(COLUMNS))


def lines(package: Package) -> Iterator[dict[str, object]]:
    """The facts of one package."""
    chosen = {direction: _finest(package, direction) for direction in ("income", "expenditure")}
    for table in package.tables.values():
        if table.kind.statutory:
            for row, column, leaf in _amounts(table):
                direction = _direction(table, row)
                primary = leaf and chosen.get(direction) == (table.name, row["list"])
                yield _line(package, table, row, column, direction, leaf, primary)


def leaves(table: Table, list_name: str = "") -> Iterator[tuple[Row, Column]]:
    """The cells of a table that no finer cell stands below."""
    for row, column, leaf in _amounts(table):
        if leaf and list_name in ("", row["list"]):
            yield row, column


def _amounts(table: Table) -> Iterator[tuple[Row, Column, bool]]:
    parents = {row["parent"] for row in table.rows}
    wholes = [(whole.name, [part.name for part in parts]) for whole, parts in partitions(table)]
    for row in table.rows:
        split = {whole for whole, parts in wholes if any(row.number(part) is not None for part in parts)}
        for column in table.values:
            if row.number(column.name) is not None and column.coordinates is not None:
                leaf = row["role"] == "line" and row["line"] not in parents and column.name not in split
                yield row, column, leaf and _is_final(column, table)


def _is_final(column: Column, table: Table) -> bool:
    """Whether a column is not merely a part of another by scope: 当年安排 beside a total that has it all."""
    scoped = column.coordinates is not None and column.coordinates.scope != "all"
    return not (
        scoped and any(other.coordinates is not None and other.coordinates.scope == "all" for other in table.values)
    )


def _direction(table: Table, row: Row) -> str:
    return row["list"] if table.kind.direction == "both" else table.kind.direction


def _finest(package: Package, direction: str) -> tuple[str, str] | None:
    """The table, and list, whose leaves add up to the direction's total and are the most."""
    whole = total_yuan(package, direction)
    best: tuple[int, str, str] | None = None
    for table in package.tables.values():
        for name in dict.fromkeys(row["list"] for row in table.rows if table.kind.statutory):
            cells = [cell for cell in leaves(table, name) if _direction(table, cell[0]) == direction]
            amount = (
                sum((row.number(column.name) or Decimal(0) for row, column in cells), Decimal(0)) * table.multiplier
            )
            if cells and amount == whole and (best is None or len(cells) > best[0]):
                best = (len(cells), table.name, name)
    return None if best is None else best[1:]


def total_yuan(package: Package, direction: str) -> Decimal | None:
    """The total of income or expenditure in 元, as the summary table states it; None where it states none."""
    table = package.table("summary")
    rows = [] if table is None else [row for row in table.rows_of(direction) if row["role"] == "total"]
    number = rows[-1].number("amount") if rows else None
    return None if number is None or table is None else number * table.multiplier


def _line(
    package: Package, table: Table, row: Row, column: Column, direction: str, leaf: bool, primary: bool
) -> dict[str, object]:
    assert column.coordinates is not None
    at = column.coordinates.within(table.coordinates)
    # A table with a row a year says the vintage row by row.
    at = replace(at, vintage=row["vintage"] or at.vintage)
    number = row.number(column.name)
    assert number is not None
    stated = package.disclosure
    body = {"body": package.slug, "department": stated.department, "level": stated.level, "region": stated.region}
    money = {"amount_yuan": number * table.multiplier, "published": str(number), "amount_unit": table.amount_unit}
    place = {name: row[name] for name in ("line", "parent", "document", "page", "source_line")}
    return {
        **body,
        "year": stated.year,
        "phase": stated.phase,
        "direction": direction,
        "table": table.name,
        "list": row["list"],
        "role": row["role"],
        **{name: getattr(at, name) for name in VALUES},
        **{name: row[name] for name in _KEYS},
        **money,
        **place,
        "is_leaf": leaf,
        "primary": primary,
    }
