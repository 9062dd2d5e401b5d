"""What a package spends, by code and by nature: of which money, with the lines of every amount."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.schema import MULTIPLIERS, Coordinates, Figure
from scripts.tables.money import Money

FUNCTION = "function_code"
DEPARTMENT = "department_economic_code"
GOVERNMENT = "government_economic_code"

# Codes of functions begin with 2 (2010301); economic codes in a wrong column with 3 or 5.
_OF_FUNCTIONS = "2"
_WIDEST = ("all", "appropriation", "general_public")
# The table of all spending before that of the general public budget.
_SPENDING_TABLES = ("expenditure", "general-public-expenditure")
_HALVES_OF_BASIC = ("personnel", "running")

Nature = Literal["basic", "project"]


@dataclass(frozen=True)
class Cell:
    """What a document states in one place: a number, a sign for none (blank, `-`), or nothing (None).

    The number is in `amount_unit`, as published; `lines` names all rows that were added.
    """

    figure: Figure | None
    amount_unit: str = ""
    table: str = ""
    lines: tuple[str, ...] = ()

    @property
    def number(self) -> Decimal | None:
        """The number in the published unit; None where none is stated."""
        return self.figure if isinstance(self.figure, Decimal) else None

    @property
    def yuan(self) -> Decimal | None:
        """The amount in 元, exact; None where none is stated."""
        if self.number is None:
            return None
        return self.number * MULTIPLIERS.get(self.amount_unit, 1)

    @property
    def money(self) -> Money | None:
        """The amount with the first of its lines; None where none is stated."""
        if self.number is None:
            return None
        return Money(self.number, self.amount_unit, self.table, self.lines[0])


NOTHING = Cell(None)
"""Where a document has no such line or no such table."""


@dataclass(frozen=True)
class Spending:
    """Amounts by code from one table of a package; `basis`, of which money, must agree to compare."""

    table: str
    basis: Coordinates
    cells: Mapping[str, Cell]
    names: Mapping[str, str]
    total: Cell

    @property
    def finest(self) -> tuple[str, ...]:
        """The codes below which no longer code stands, in their order: all the money, once."""
        return tuple(sorted(_finest(self.cells)))

    @property
    def classes_and_finest(self) -> tuple[str, ...]:
        """The codes of classes (201) and the finest ones, in their order."""
        codes = {code for code in self.cells if len(code) == 3}
        codes.update(self.finest)
        return tuple(sorted(codes))


def by_function(package: Package) -> Spending | None:
    """Spending by function, of all money where the document says so; None without functions."""
    return _spending(package, _SPENDING_TABLES, FUNCTION, _OF_FUNCTIONS, _WIDEST)


def by_economy(package: Package, column: str = DEPARTMENT) -> Spending | None:
    """Basic spending by economic category; None where no table has such codes."""
    # Of the general public budget where the document says so: the other way round.
    funds = _WIDEST[::-1]
    return _spending(package, ("basic-expenditure",), column, "", funds)


def cell(table: Table, row: Row, columns: Sequence[str] = ("amount",)) -> Cell:
    """What a row states in a column, or in several together."""
    line = (row["line"],)
    cells = []
    for name in columns:
        if name in row.figures:
            own = Cell(row.figures[name], table.amount_unit, table.name, line)
            cells.append(own)
    return added(cells)


def added(cells: Iterable[Cell]) -> Cell:
    """Several cells of one table as one: their numbers added up, else the first sign for none."""
    # A cell that is not there is no zero, and no blank either.
    places = [cell for cell in cells if cell.figure is not None]

    numbers: list[Cell] = []
    lines: dict[str, None] = {}
    whole = Decimal(0)
    for cell in places:
        if cell.number is not None:
            numbers.append(cell)
            lines |= dict.fromkeys(cell.lines)
            whole += cell.number

    if numbers:
        return replace(numbers[0], figure=whole, lines=tuple(lines))
    return next(iter(places), NOTHING)


def basis(table: Table, columns: Sequence[str] = ("amount",)) -> Coordinates:
    """Of which money the figures in a column are: fund, nature and scope."""
    own = Coordinates()
    for column in table.values:
        if column.name in columns and column.coordinates:
            own = column.coordinates
            break

    at = own.within(table.coordinates)
    nature = at.nature
    # Columns by nature together are of all natures that the table is about.
    if len(columns) > 1:
        nature = table.coordinates.nature
    # Year and phase stay at their default, so that the bases of two years can be equal.
    return Coordinates(fund=at.fund, nature=nature, scope=at.scope)


def amount_columns(table: Table) -> tuple[str, ...]:
    """The column of the whole amount; the columns by nature where a table prints only those."""
    whole, by_nature = [], []
    for column in table.values:
        if column.coordinates is None:
            continue
        dimensions = list(column.coordinates.stated)
        if not dimensions:
            whole.append(column.name)
        elif dimensions == ["nature"]:
            by_nature.append(column.name)

    return tuple(whole or by_nature)


def _spending(
    package: Package, kinds: Sequence[str], column: str, begins: str, funds: Sequence[str]
) -> Spending | None:
    """From the first of the tables that prints codes and amounts: by kind, then by fund."""
    # The names of tables break ties: expenditure before expenditure-2.
    tables = [package.tables[name] for name in sorted(package.tables)]
    for kind, fund in product(kinds, funds):
        for table in tables:
            columns = amount_columns(table)
            if table.kind.name != kind or not columns:
                continue
            if basis(table, columns).fund != fund:
                continue
            rows = _by_code(table, column, begins)
            if rows:
                name_column = column.replace("_code", "_name")
                return _of_rows(table, rows, name_column)
    return None


def _of_rows(table: Table, rows: Mapping[str, Sequence[Row]], name_column: str) -> Spending:
    columns = amount_columns(table)
    names = {}
    printed = {}
    for code, same in rows.items():
        names[code] = same[0][name_column]
        printed[code] = added(cell(table, row, columns) for row in same)

    # Classes and groups that a table does not print are what the finest codes below them come to:
    # where only 2010301 is printed, 201 and 20103 are what it states.
    finest = _finest(printed)
    above = {code[:length] for code in finest for length in (3, 5)}
    cells = {}
    for group in sorted(above - printed.keys()):
        below = [printed[code] for code in finest if code.startswith(group)]
        cells[group] = added(below)

    whole = added(printed[code] for code in finest)
    totals = table.totals()
    if totals:
        # Where a table has several, the last is that of everything.
        whole = cell(table, totals[-1], columns)
    return Spending(table.name, basis(table, columns), cells | printed, names, whole)


def _by_code(table: Table, column: str, begins: str) -> dict[str, list[Row]]:
    """The rows of each code; a row below one of its own code is in that one's amount already."""
    # 2010301 of a unit stands below 2010301 of the department.
    lines = {row["line"]: row for row in table.rows}

    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        code = row[column]
        if row.role == "total" or not code or not code.startswith(begins):
            continue
        above = lines.get(row["parent"])
        while above is not None and above[column] != code:
            above = lines.get(above["parent"])
        if above is None:
            rows.setdefault(code, []).append(row)
    return rows


def _finest(codes: Iterable[str]) -> list[str]:
    known = list(codes)
    beginnings: set[str] = set()
    for code in known:
        beginnings.update(code[:length] for length in range(len(code)))
    return [code for code in known if code not in beginnings]


# By nature


@dataclass(frozen=True)
class NatureSplit:
    """The total row of a table of spending: the whole, what of it is basic and project spending."""

    table: str
    basis: Coordinates
    whole: Cell
    basic: Cell
    project: Cell

    def part(self, nature: Nature) -> Cell:
        """Basic or project spending."""
        return self.basic if nature == "basic" else self.project


def by_nature(package: Package) -> Iterator[NatureSplit]:
    """Spending by nature as each table of spending states it, that of all spending first."""
    for name in _SPENDING_TABLES:
        table = package.table(name)
        if table is None:
            continue
        row = total_row(table)
        if row is None:
            continue

        at = table.coordinates
        basis = Coordinates(fund=at.fund, scope=at.scope)
        basic = cell(table, row, ("basic",))
        # 人员经费 and 公用经费 beside each other, without 基本支出 over them.
        halves = [cell(table, row, (half,)) for half in _HALVES_OF_BASIC]
        if basic.number is None and all(half.number is not None for half in halves):
            basic = added(halves)
        project = cell(table, row, ("project",))
        yield NatureSplit(table.name, basis, cell(table, row), basic, project)


def total_row(table: Table) -> Row | None:
    """The row of the whole: the last total, or the only row there is."""
    totals = table.totals()
    # A table of one line prints no total: the line is the whole.
    if not totals and len(table.rows) == 1:
        totals = table.rows
    return next(reversed(totals), None)
