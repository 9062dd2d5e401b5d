"""The facts table: every amount of every package, one line each, in 元, with all its coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

import pandas as pd

from scripts.checks import Cells, Term
from scripts.checks.comparisons import equality
from scripts.package import Package, Row, Table
from scripts.package.partitions import make_up_the_whole, partitions
from scripts.schema import ABOUT, FACTS, PLACE, VALUES, Column, Coordinates

COLUMNS = tuple(column.name for column in FACTS)

Direction = Literal["income", "expenditure"]
_DIRECTIONS: tuple[Direction, ...] = ("income", "expenditure")


def facts(packages: Iterable[Package]) -> pd.DataFrame:
    """One line per published amount of the statutory tables, in 元 as exact decimals.

    `is_leaf`: no finer amounts that make up the whole stand below it in its table. `primary`: it
    belongs to the one list that splits its direction's total most finely, so that primary amounts
    add up to the total and count no money twice: to the last 分 where any list does so, else within
    what rounding explains; where none does, there are none.
    """
    rows = [line for package in packages for line in lines(package)]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def lines(package: Package) -> Iterator[dict[str, object]]:
    """The facts of one package, by column."""
    # The list that counts for income and the one for expenditure, found once.
    splits = {direction: _finest_split(package, direction) for direction in _DIRECTIONS}
    for table in package.tables.values():
        if not table.kind.statutory:
            continue
        for row, column, is_leaf in _amounts(table):
            direction = direction_of(table, row)
            split = splits[direction] if direction else None
            is_primary = is_leaf and split is not None and split.holds(table, row, column)
            yield {
                **_fact(package, table, row, column, direction),
                "is_leaf": is_leaf,
                "primary": is_primary,
            }


def leaves(table: Table, list_name: str = "") -> Iterator[tuple[Row, Column]]:
    """The cells of a table, or of one of its lists, that no finer cells make up."""
    for row, column, is_leaf in _amounts(table):
        if is_leaf and list_name in ("", row["list"]):
            yield row, column


def direction_of(table: Table, row: Row) -> Direction | Literal[""]:
    """Whether a row is of income or of expenditure; nothing where the table does not tell."""
    # Lists that go on beside themselves are called expenditure-2, expenditure-3.
    own_list = row["list"].partition("-")[0]
    for direction in _DIRECTIONS:
        if table.kind.direction == direction:
            return direction
    for direction in _DIRECTIONS:
        if own_list == direction:
            return direction
    if row["function_code"] or row["function_name"]:
        return "expenditure"
    return ""


def total_yuan(package: Package, direction: Direction) -> Decimal | None:
    """The total of income or expenditure in 元, as the summary table states it.

    None where it states none.
    """
    total = _total(package, direction)
    return None if total is None else total[1].value


# Leaves


def _amounts(table: Table) -> Iterator[tuple[Row, Column, bool]]:
    """Every amount of a table, and whether it is a leaf; shares and counts are no amounts."""
    columns = [
        column
        for column in table.values
        if column.coordinates and column.coordinates.measure == "amount"
    ]
    parts = _parts_by_whole(table)
    final = {column.name for column in columns if _is_final(column, table)}
    # Neither a row that others make up, nor one that only names a part (其中).
    coarse = _split_rows(table) | _mere_parts(table)
    for row in table.rows:
        is_finest_row = row.role == "line" and row["line"] not in coarse
        for column in columns:
            if row.number(column.name) is None:
                continue
            # 基本支出 is split where 人员经费 or 公用经费 states a number beside it.
            is_split = any(row.number(part) is not None for part in parts.get(column.name, ()))
            yield row, column, is_finest_row and not is_split and column.name in final


def _parts_by_whole(table: Table) -> dict[str, list[str]]:
    """The names of all columns that are parts of a column, in whichever of its partitions."""
    parts: dict[str, list[str]] = {}
    for whole, columns in partitions(table):
        parts.setdefault(whole.name, []).extend(column.name for column in columns)
    return parts


def _split_rows(table: Table) -> set[str]:
    """The rows that rows below them make up.

    A blank row below says nothing, and 其中 only names a part.
    """
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
    waiting = [
        row["line"]
        for parent, rows in below.items()
        if parent and not make_up_the_whole(rows)
        for row in rows
    ]
    parts: set[str] = set()
    while waiting:
        line = waiting.pop()
        if line not in parts:
            parts.add(line)
            waiting += [row["line"] for row in below.get(line, ())]
    return parts


def _is_final(column: Column, table: Table) -> bool:
    """Whether a column is not merely a part of another by scope.

    当年安排 beside a total that has it all.
    """
    if column.coordinates is None or column.coordinates.scope == "all":
        return True
    if any(column in parts for _, parts in partitions(table)):
        return True
    return not any(
        other.coordinates is not None and other.coordinates.scope == "all" for other in table.values
    )


# The primary amounts


@dataclass(frozen=True)
class _Split:
    """The list of a table whose leaves of one vintage make up a direction's total."""

    table: str
    list: str
    vintage: str

    def holds(self, table: Table, row: Row, column: Column) -> bool:
        """Whether a leaf is one of them."""
        is_of_list = (table.name, row["list"]) == (self.table, self.list)
        return is_of_list and _at(table, row, column).vintage == self.vintage


def _finest_split(package: Package, direction: Direction) -> _Split | None:
    """The list whose leaves make up the direction's total and are the most.

    A list that is exact comes before any other.
    """
    total = _total(package, direction)
    if total is None:
        return None
    vintage, whole = total
    best: tuple[bool, int] = (False, 0)
    finest: _Split | None = None
    for table in package.tables.values():
        if not table.kind.statutory:
            continue
        for name, terms in _leaf_terms(table, direction, vintage).items():
            verdict = equality("", whole, terms)
            if verdict is None or verdict.outcome not in ("pass", "rounding"):
                continue
            # An exact list before a rounded one, then the finer one.
            rank = (verdict.outcome == "pass", len(terms))
            if rank > best:
                best, finest = rank, _Split(table.name, name, vintage)
    return finest


def _leaf_terms(table: Table, direction: Direction, vintage: str) -> Mapping[str, list[Term]]:
    """The leaves of a direction and a vintage, by list."""
    cells = Cells.of(table)
    terms: dict[str, list[Term]] = {}
    for row, column in leaves(table):
        if direction_of(table, row) == direction and _at(table, row, column).vintage == vintage:
            terms.setdefault(row["list"], []).append(cells.term(row, column.name))
    return terms


def _total(package: Package, direction: Direction) -> tuple[str, Term] | None:
    """The total that the summary table states and its vintage.

    In the first list of the direction that states one.
    """
    table = package.table("summary")
    columns = (
        [] if table is None else [column for column in table.values if column.name == "amount"]
    )
    if table is None or not columns:
        return None
    totals = [row for row in table.totals() if direction_of(table, row) == direction]
    totals.reverse()  # where a list states several, the last is that of everything
    for row in sorted(totals, key=lambda row: row["list"]):
        if row.number("amount") is not None:
            return _at(table, row, columns[0]).vintage, Cells.of(table).term(row, "amount")
    return None


def _at(table: Table, row: Row, column: Column) -> Coordinates:
    """What a figure is a figure of; a table with a row a year says the vintage row by row."""
    assert column.coordinates is not None
    at = column.coordinates.within(table.coordinates)
    if row["vintage"]:
        return replace(at, vintage=row["vintage"])
    return at


def _fact(
    package: Package, table: Table, row: Row, column: Column, direction: str
) -> dict[str, object]:
    """What an amount says of itself: whose it is, of what, how much, and where it stands."""
    number, disclosure = row.number(column.name), package.disclosure
    assert number is not None
    at = _at(table, row, column)
    return {
        "body": package.slug,
        "department": disclosure.department,
        "level": disclosure.level,
        "region": disclosure.region or "",
        "year": disclosure.year,
        "phase": disclosure.phase,
        "direction": direction,
        "table": table.name,
        "list": row["list"],
        "role": row["role"],
        **{name: getattr(at, name) for name in VALUES},
        **{name: row[name] for name in ABOUT},
        "amount_yuan": number * table.multiplier,
        "published": f"{number:f}",
        "amount_unit": table.amount_unit,
        **{name: row[name] for name in PLACE},
    }
