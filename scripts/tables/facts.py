"""The facts table: every amount of every package, one line each, in 元, with all its coordinates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
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
    rows: list[dict[str, object]] = []
    for package in packages:
        rows += lines(package)
    return pd.DataFrame(rows, columns=list(COLUMNS))


def lines(package: Package) -> Iterator[dict[str, object]]:
    """The facts of one package, by column."""
    # The list that counts for income and the one for expenditure, found once.
    splits = {direction: _finest_split(package, direction) for direction in _DIRECTIONS}

    for table in package.tables.values():
        if not table.kind.statutory:
            continue
        for row, column, is_leaf in _amounts(table):
            at = _at(table, row, column)
            direction = direction_of(table, row)
            split = splits[direction] if direction else None
            is_primary = is_leaf and split == (table.name, row["list"], at.vintage)

            fact = _fact(package, table, row, column.name)
            coordinates = {name: getattr(at, name) for name in VALUES}
            yield {
                **fact,
                **coordinates,
                "direction": direction,
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
    for told in (table.kind.direction, own_list):
        for direction in _DIRECTIONS:
            if told == direction:
                return direction

    if row["function_code"] or row["function_name"]:
        return "expenditure"
    return ""


def total_yuan(package: Package, direction: Direction) -> Decimal | None:
    """The total of income or expenditure in 元 as the summary states it; None where it does not."""
    total = _total(package, direction)
    return None if total is None else total[1].value


# Leaves


def _amounts(table: Table) -> Iterator[tuple[Row, Column, bool]]:
    """Every amount of a table, and whether it is a leaf; shares and counts are no amounts."""
    parts: dict[str, list[str]] = {}
    final = set()
    for whole, columns in partitions(table):
        names = [column.name for column in columns]
        parts.setdefault(whole.name, []).extend(names)
        final.update(names)

    amounts, of_all = [], []
    for column in table.values:
        if column.coordinates is None:
            continue
        if column.coordinates.measure == "amount":
            amounts.append(column.name)
        if column.coordinates.scope == "all":
            of_all.append(column.name)
    # 当年安排 beside a total of all is a part of it by its scope alone.
    final.update(of_all or amounts)

    coarse = _coarse(table)
    for row in table.rows:
        is_finest_row = row.role == "line" and row["line"] not in coarse
        for column in table.values:
            name = column.name
            if name not in amounts or row.number(name) is None:
                continue
            # 基本支出 is split where 人员经费 or 公用经费 states a number beside it.
            is_split = any(row.number(part) is not None for part in parts.get(name, ()))
            yield row, column, is_finest_row and not is_split and name in final


def _coarse(table: Table) -> set[str]:
    """The rows that are no leaves: those that others make up, and those that only name a part."""
    below: dict[str, list[Row]] = {}
    stating: dict[str, list[Row]] = {}
    for row in table.rows:
        parent = row["parent"]
        below.setdefault(parent, []).append(row)
        # A blank row below makes up nothing.
        if any(row.number(column.name) is not None for column in table.values):
            stating.setdefault(parent, []).append(row)
    coarse = {parent for parent, rows in stating.items() if parent and make_up_the_whole(rows)}

    # 其中 only names a part of the row above, and so does all that stands below it.
    parts: set[str] = set()
    waiting: list[Row] = []
    for parent, rows in below.items():
        if parent and not make_up_the_whole(rows):
            waiting += rows
    while waiting:
        line = waiting.pop()["line"]
        if line not in parts:
            parts.add(line)
            waiting += below.get(line, ())
    return coarse | parts


# The primary amounts


def _finest_split(package: Package, direction: Direction) -> tuple[str, str, str] | None:
    """The list whose leaves make up a direction's total and are the most: table, list, vintage."""
    total = _total(package, direction)
    if total is None:
        return None

    vintage, whole = total
    best = (False, 0)
    finest = None
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
                best = rank
                finest = (table.name, name, vintage)

    return finest


def _leaf_terms(table: Table, direction: Direction, vintage: str) -> Mapping[str, list[Term]]:
    cells = Cells.of(table)
    terms: dict[str, list[Term]] = {}

    for row, column in leaves(table):
        if direction_of(table, row) != direction:
            continue
        at = _at(table, row, column)
        if at.vintage == vintage:
            term = cells.term(row, column.name)
            terms.setdefault(row["list"], []).append(term)
    return terms


def _total(package: Package, direction: Direction) -> tuple[str, Term] | None:
    """The total that the summary states, in the direction's first list with one; its vintage."""
    table = package.table("summary")
    if table is None:
        return None
    columns = [column for column in table.values if column.name == "amount"]
    stated = [row for row in table.totals() if row.number("amount") is not None]
    totals = [row for row in stated if direction_of(table, row) == direction]
    if not columns or not totals:
        return None

    first = min(row["list"] for row in totals)
    # Where a list states several, the last is that of everything.
    *_, row = [row for row in totals if row["list"] == first]
    vintage = _at(table, row, columns[0]).vintage
    term = Cells.of(table).term(row, "amount")
    return vintage, term


def _at(table: Table, row: Row, column: Column) -> Coordinates:
    """What a figure is a figure of; a table with a row a year says the vintage row by row."""
    assert column.coordinates is not None
    at = column.coordinates.within(table.coordinates)
    if row["vintage"]:
        return replace(at, vintage=row["vintage"])
    return at


def _fact(package: Package, table: Table, row: Row, column: str) -> dict[str, object]:
    number, disclosure = row.number(column), package.disclosure
    assert number is not None

    return {
        "body": package.slug,
        "department": disclosure.department,
        "level": disclosure.level,
        "region": disclosure.region or "",
        "year": disclosure.year,
        "phase": disclosure.phase,
        "table": table.name,
        "list": row["list"],
        "role": row["role"],
        **{name: row[name] for name in (*ABOUT, *PLACE)},
        "amount_yuan": number * table.multiplier,
        "published": f"{number:f}",
        "amount_unit": table.amount_unit,
    }
