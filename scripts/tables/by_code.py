"""What a package spends by code: of which table and money, with the lines of every amount."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import MULTIPLIERS, Coordinates, Figure
from scripts.tables.money import Money

FUNCTION, DEPARTMENT, GOVERNMENT = (
    "function_code",
    "department_economic_code",
    "government_economic_code",
)
"""The columns of the three classifications."""

# Codes of functions begin with 2 (2010301); economic codes in a wrong column with 3 or 5.
_OF_FUNCTIONS = "2"
_WIDEST = ("all", "appropriation", "general_public")
_FUNCTION_TABLES = ("expenditure", "general-public-expenditure")


@dataclass(frozen=True)
class Cell:
    """What a document states in one place: a number, a sign for none (blank, `-`), or nothing.

    `figure` is None where the document has no such place. The number is in `amount_unit`, as
    published; where several rows were added, `lines` names them all.
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
    """Amounts by code from one table of a package.

    `basis` says of which money they are, and must agree for a comparison. A code that the table
    does not print itself is the sum of the finest codes below it.
    """

    table: str
    basis: Coordinates
    cells: Mapping[str, Cell]
    names: Mapping[str, str]
    total: Cell

    @property
    def finest(self) -> tuple[str, ...]:
        """The codes below which no longer code stands, in their order.

        Together they are all the money, once.
        """
        return tuple(sorted(code for code in self.cells if _is_finest(code, self.cells)))

    @property
    def classes_and_finest(self) -> tuple[str, ...]:
        """The codes of classes (201) and the finest ones, in their order."""
        finest = set(self.finest)
        return tuple(code for code in sorted(self.cells) if len(code) == 3 or code in finest)


def by_function(package: Package) -> Spending | None:
    """Spending by function, of all money where the document says so.

    None where no table names functions.
    """
    return _spending(package, _FUNCTION_TABLES, FUNCTION, _OF_FUNCTIONS, _WIDEST)


def by_economy(package: Package, column: str = DEPARTMENT) -> Spending | None:
    """Basic spending by economic category.

    Of the general public budget where the document says so; None where no table has such codes.
    """
    return _spending(package, ("basic-expenditure",), column, "", _WIDEST[::-1])


def cell(table: Table, row: Row, columns: Sequence[str] = ("amount",)) -> Cell:
    """What a row states in a column, or in several together."""
    figures = [row.figures[name] for name in columns if name in row.figures]
    lines = (row["line"],)
    return added([Cell(figure, table.amount_unit, table.name, lines) for figure in figures])


def added(cells: Iterable[Cell]) -> Cell:
    """Several cells of one table as one.

    The numbers added up; where there are none the first sign for none, else nothing.
    """
    # A cell that is not there is no zero, and no blank either.
    places = [cell for cell in cells if cell.figure is not None]
    numbers = [cell for cell in places if cell.number is not None]
    if not numbers:
        return places[0] if places else NOTHING
    whole = sum((cell.number for cell in numbers if cell.number is not None), Decimal(0))
    lines = dict.fromkeys(line for cell in numbers for line in cell.lines)
    return replace(numbers[0], figure=whole, lines=tuple(lines))


def basis(table: Table, columns: Sequence[str] = ("amount",)) -> Coordinates:
    """Of which money the figures in a column are: fund, nature and scope.

    Year and phase are at their default, so that the bases of two years can be equal.
    """
    own = Coordinates()
    for column in table.values:
        if column.name in columns and column.coordinates:
            own = column.coordinates
            break
    at = own.within(table.coordinates)
    # Columns by nature together are of all natures that the table is about.
    nature = at.nature if len(columns) == 1 else table.coordinates.nature
    return Coordinates(fund=at.fund, nature=nature, scope=at.scope)


def amount_columns(table: Table) -> tuple[str, ...]:
    """The column of the whole amount; the columns by nature where a table prints only those."""
    dimensions = {
        column.name: set(column.coordinates.stated)
        for column in table.values
        if column.coordinates is not None
    }
    whole = tuple(name for name, own in dimensions.items() if not own)
    return whole or tuple(name for name, own in dimensions.items() if own == {"nature"})


def _spending(
    package: Package, kinds: Sequence[str], column: str, begins: str, funds: Sequence[str]
) -> Spending | None:
    """From the first of the tables that prints codes and amounts: by kind, then by fund."""
    ranks = []
    for table in package.tables.values():
        columns = amount_columns(table)
        if table.kind.name not in kinds or not columns:
            continue
        fund = basis(table, columns).fund
        if fund in funds and any(_is_coded(row, column, begins) for row in table.rows):
            ranks.append((kinds.index(table.kind.name), funds.index(fund), table.name))
    if not ranks:
        return None
    # The names of tables break ties: expenditure before expenditure-2.
    *_, name = min(ranks)
    return _of_table(package.tables[name], column, begins)


def _is_coded(row: Row, column: str, begins: str) -> bool:
    return row.role != "total" and bool(row[column]) and row[column].startswith(begins)


def _of_table(table: Table, column: str, begins: str) -> Spending:
    columns = amount_columns(table)
    rows = _by_code(table, column, begins)
    printed = {
        code: added(cell(table, row, columns) for row in same) for code, same in rows.items()
    }
    names = {code: same[0][column.replace("_code", "_name")] for code, same in rows.items()}
    # Where a table has several totals, the last is that of everything.
    totals = table.totals()
    if totals:
        whole = cell(table, totals[-1], columns)
    else:
        whole = added(amount for code, amount in printed.items() if _is_finest(code, printed))
    cells = {**_built(printed), **printed}
    return Spending(table.name, basis(table, columns), cells, names, whole)


def _by_code(table: Table, column: str, begins: str) -> dict[str, list[Row]]:
    """The rows of each code; a row below one of its own code is in that one's amount already.

    A unit's part of 2010301 stands below the 2010301 of the whole department.
    """
    # 2010301 of a unit stands below 2010301 of the department.
    lines = {row["line"]: row for row in table.rows}
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        if _is_coded(row, column, begins) and not _is_below_own(row, column, lines):
            rows.setdefault(row[column], []).append(row)
    return rows


def _is_below_own(row: Row, column: str, lines: Mapping[str, Row]) -> bool:
    above = lines.get(row["parent"])
    while above is not None:
        if above[column] == row[column]:
            return True
        above = lines.get(above["parent"])
    return False


def _is_finest(code: str, codes: Iterable[str]) -> bool:
    return not any(other != code and other.startswith(code) for other in codes)


def _built(printed: Mapping[str, Cell]) -> dict[str, Cell]:
    """The classes and groups that a table does not print, from the finest codes below them.

    Where only 2010301 is printed, 201 and 20103 are what it states.
    """
    finest = [code for code in printed if _is_finest(code, printed)]
    above = {code[:length] for code in finest for length in (3, 5) if len(code) > length}
    return {
        group: added(printed[code] for code in finest if code.startswith(group))
        for group in sorted(above - printed.keys())
    }
