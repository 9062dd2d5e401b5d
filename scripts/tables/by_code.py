"""What a package spends by code: which table says so, of which money, and the amount of every code, each with its lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import MULTIPLIERS, Coordinates, Figure

FUNCTION, DEPARTMENT, GOVERNMENT = (
    "function_code",
    "department_economic_code",
    "government_economic_code",
)
"""The columns of the three classifications."""

_WIDEST = ("all", "appropriation", "general_public")
_FUNCTION_TABLES = ("expenditure", "general-public-expenditure")


@dataclass(frozen=True)
class Cell:
    """What a document states in one place: a number, a sign for none (blank, `-`), or None where it has no such place.

    The number is in `amount_unit`, as published; where several rows were added, `lines` names them all.
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
        return None if self.number is None else self.number * MULTIPLIERS.get(self.amount_unit, 1)


NOTHING = Cell(None)
"""Where a document has no such line or no such table."""


@dataclass(frozen=True)
class Spending:
    """Amounts by code from one table of a package; `basis` says of which money, and must agree for a comparison.

    A code that the table does not print itself is the sum of the finest codes below it.
    """

    table: str
    basis: Coordinates
    cells: Mapping[str, Cell]
    names: Mapping[str, str]
    total: Cell

    @property
    def finest(self) -> tuple[str, ...]:
        """The codes that no longer code stands below, in their order: together they are all the money, once."""
        return tuple(sorted(code for code in self.cells if _is_finest(code, self.cells)))


def by_function(package: Package) -> Spending | None:
    """Spending by function, of all money where the document says so; None where no table names functions."""
    return _spending(package, _FUNCTION_TABLES, FUNCTION, "2", _WIDEST)


def by_economy(package: Package, column: str = DEPARTMENT) -> Spending | None:
    """Basic spending by economic category, of the general public budget where the document says so."""
    return _spending(package, ("basic-expenditure",), column, "", _WIDEST[::-1])


def cell(table: Table, row: Row, columns: Sequence[str] = ("amount",)) -> Cell:
    """What a row states in a column, or in several together."""
    held = [row.figures[name] for name in columns if name in row.figures]
    return added([Cell(figure, table.amount_unit, table.name, (row["line"],)) for figure in held])


def added(cells: Iterable[Cell]) -> Cell:
    """Several cells of one table as one: the numbers added up, else the first sign for none, else nothing."""
    found = [one for one in cells if one.figure is not None]
    numbers = [one for one in found if one.number is not None]
    if not numbers:
        return found[0] if found else NOTHING
    whole = sum((one.number for one in numbers if one.number is not None), Decimal(0))
    return replace(
        numbers[0],
        figure=whole,
        lines=tuple(dict.fromkeys(line for one in numbers for line in one.lines)),
    )


def basis(table: Table, columns: Sequence[str] = ("amount",)) -> Coordinates:
    """Of which money the figures in a column are: fund, nature and scope, whatever the year and phase."""
    found = next(
        (one.coordinates for one in table.values if one.name in columns and one.coordinates),
        Coordinates(),
    )
    at = found.within(table.coordinates)
    nature = at.nature if len(columns) == 1 else table.coordinates.nature
    return Coordinates(fund=at.fund, nature=nature, scope=at.scope)


def amount_columns(table: Table) -> tuple[str, ...]:
    """The column of the whole amount; the columns by nature together where a table prints only those."""
    stated = [
        (one.name, one.coordinates.stated) for one in table.values if one.coordinates is not None
    ]
    whole = tuple(name for name, said in stated if not said)
    return whole or tuple(name for name, said in stated if set(said) == {"nature"})


def _spending(
    package: Package, names: Sequence[str], column: str, begins: str, funds: Sequence[str]
) -> Spending | None:
    """From the first of the tables that prints codes and amounts, by the order of their kinds and then of their funds."""
    found = [
        (names.index(table.kind.name), funds.index(fund), table.name)
        for table in package.tables.values()
        if table.kind.name in names
        and (columns := amount_columns(table))
        and (fund := basis(table, columns).fund) in funds
        and any(_is_coded(row, column, begins) for row in table.rows)
    ]
    return _of_table(package.tables[min(found)[2]], column, begins) if found else None


def _is_coded(row: Row, column: str, begins: str) -> bool:
    return row["role"] != "total" and bool(row[column]) and row[column].startswith(begins)


def _of_table(table: Table, column: str, begins: str) -> Spending:
    columns = amount_columns(table)
    lines = {row["line"]: row for row in table.rows}
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        # A code that stands below itself, as a unit's part of it, is in the amount above already.
        if _is_coded(row, column, begins) and not _is_below(row, row[column], column, lines):
            rows.setdefault(row[column], []).append(row)
    printed = {
        code: added(cell(table, row, columns) for row in held) for code, held in rows.items()
    }
    names = {code: held[0][column.replace("_code", "_name")] for code, held in rows.items()}
    cells = {**_built(printed), **printed}
    totals = [row for row in table.rows if row["role"] == "total"]
    finest = [amount for code, amount in printed.items() if _is_finest(code, printed)]
    whole = cell(table, totals[-1], columns) if totals else added(finest)
    return Spending(table.name, basis(table, columns), cells, names, whole)


def _is_below(row: Row, code: str, column: str, lines: Mapping[str, Row]) -> bool:
    above = lines.get(row["parent"])
    while above is not None:
        if above[column] == code:
            return True
        above = lines.get(above["parent"])
    return False


def _is_finest(code: str, codes: Iterable[str]) -> bool:
    return not any(other != code and other.startswith(code) for other in codes)


def _built(printed: Mapping[str, Cell]) -> dict[str, Cell]:
    """The classes and groups that a table does not print, from the finest codes below them."""
    finest = [code for code in printed if _is_finest(code, printed)]
    above = {
        code[:length] for code in finest for length in (3, 5) if len(code) > length
    } - printed.keys()
    return {
        code: added(printed[one] for one in finest if one.startswith(code))
        for code in sorted(above)
    }
