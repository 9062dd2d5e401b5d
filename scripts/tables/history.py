"""One body over its years: each line's amount in every year, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from scripts.package import Package
from scripts.schema import Coordinates
from scripts.schema.labels import folded
from scripts.tables.by_code import (
    NOTHING,
    Cell,
    Spending,
    added,
    amount_columns,
    basis,
    by_economy,
    by_function,
    cell,
)
from scripts.tables.money import share

_OWN = 2
"""How many codes may bear a name that is still one thing's own.

The code before a reform, and the one after.
"""

_CLASS = 3
"""How many digits the code of a class has."""

Reason = Literal["", "first", "phase", "basis", "untold"]
"""Why a year is compared with no older one.

It is the `first`; only plans stand beside outturns (`phase`); the money differs (`basis`); or the
document has no such table (`untold`).
"""

StepKind = Literal["new", "ended", "from-nothing", "changed", "same"]
"""What became of a line; `from-nothing` where it was 0 or blank before."""


@dataclass(frozen=True)
class Column:
    """A year's budget or final account, and the older column that it is compared with, if any.

    `missing` are the years between the two that are not held.
    """

    path: str
    year: int
    phase: str
    basis: Coordinates | None
    against: int | None = None
    why: Reason = ""
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """What became of a line.

    By how many 元, and in percent where the amount before was more than nothing.
    """

    kind: StepKind
    by: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """A line over the years: its code and newest name, a cell and a step for each column.

    `other_codes` and `other_names` are what it bore in older columns, by the index of the column.
    """

    code: str
    name: str
    cells: tuple[Cell, ...]
    steps: tuple[Step | None, ...]
    other_codes: Mapping[int, str] = field(default_factory=dict)
    other_names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """Lines of one kind over the years, the newest column first.

    Classes stand before what is in them.
    """

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    whole: Line


@dataclass(frozen=True)
class _Year:
    """What one package says of one kind: amounts and names by key."""

    package: Package
    basis: Coordinates | None = None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    whole: Cell = NOTHING

    def plain_name(self, key: str) -> str:
        """The name of a key as names of different years are compared."""
        return _plain(self.names.get(key, ""))


def functions(packages: Sequence[Package], names: Mapping[str, str]) -> History:
    """Spending by class and by the finest function printed, over the years.

    `names` are the classification's; packages come newest first.
    """
    return _of_codes(packages, [by_function(package) for package in packages], names)


def economy(packages: Sequence[Package], names: Mapping[str, str]) -> History:
    """Basic spending by class and by the finest economic category printed, over the years."""
    return _of_codes(packages, [by_economy(package) for package in packages], names)


def projects(packages: Sequence[Package]) -> History:
    """Projects by name over the years; only what the tables of projects print.

    A name is no code: it leads to no page, and lines of names stand by size alone.
    """
    history = _history([_year_of_projects(package) for package in packages], {})
    lines = [replace(line, code="") for line in history.lines]
    return replace(history, lines=tuple(sorted(lines, key=_order(lines))))


def measured(
    packages: Sequence[Package], cells: Sequence[tuple[Cell, Coordinates | None]], name: str
) -> History:
    """One figure over the years, each with the money that it speaks of."""
    years = [
        _Year(package, at, whole=cell) for package, (cell, at) in zip(packages, cells, strict=True)
    ]
    history = _history(years, {})
    return replace(history, whole=replace(history.whole, name=name))


def step(before: Cell, now: Cell) -> Step | None:
    """What became of an amount; None where neither year states anything."""
    if now.figure is None:
        return Step("ended", -before.yuan) if before.yuan else None
    if before.figure is None:
        return Step("new", now.yuan) if now.yuan else None
    if now.yuan is None or not before.yuan:
        return Step("from-nothing", now.yuan) if now.yuan else None
    by = now.yuan - before.yuan
    percent = share(by, before.yuan) if before.yuan > 0 else None
    return Step("changed" if by else "same", by, percent)


def columns(years: Sequence[tuple[Package, Coordinates | None]]) -> tuple[Column, ...]:
    """The columns of a comparison, newest first.

    Each with the newest older one that it may be compared with.
    """
    plain = [
        Column(package.path, package.disclosure.year, package.disclosure.phase, at)
        for package, at in years
    ]
    return tuple(_compared(index, plain) for index in range(len(plain)))


def _compared(index: int, columns: Sequence[Column]) -> Column:
    """A column with the newest older one of its phase and money, or why there is none."""
    own = columns[index]
    if own.basis is None:
        return replace(own, why="untold")
    # One year's plan and outturn are never compared here: execution does that.
    older = [
        number
        for number in range(index + 1, len(columns))
        if columns[number].year < own.year and columns[number].basis is not None
    ]
    of_phase = [number for number in older if columns[number].phase == own.phase]
    alike = [number for number in of_phase if columns[number].basis == own.basis]
    if not older:
        return replace(own, why="first")
    if not of_phase:
        return replace(own, why="phase")
    if not alike:
        return replace(own, why="basis")
    present = {column.year for column in columns}
    between = range(columns[alike[0]].year + 1, own.year)
    missing = tuple(year for year in between if year not in present)
    return replace(own, against=alike[0], missing=missing)


# What each year says


def _of_codes(
    packages: Sequence[Package], spending: Sequence[Spending | None], names: Mapping[str, str]
) -> History:
    years = [_year_of_codes(*pair) for pair in zip(packages, spending, strict=True)]
    # 行政运行 is the name of more than 40 codes, 儿童福利 of one.
    times = Counter(_plain(name) for name in names.values())
    shared = {name for name, count in times.items() if count > _OWN}
    return _history(years, _recoded(years, shared))


def _year_of_codes(package: Package, spending: Spending | None) -> _Year:
    """The classes, and what no finer code stands below."""
    if spending is None:
        return _Year(package)
    cells = {code: spending.cells[code] for code in spending.classes_and_finest}
    return _Year(package, spending.basis, cells, spending.names, spending.total)


def _year_of_projects(package: Package) -> _Year:
    """The projects by name; the parts of one that several units have are added up."""
    table = package.table("projects")
    columns = () if table is None else amount_columns(table)
    if table is None or not columns:
        return _Year(package)
    cells: dict[str, list[Cell]] = {}
    names: dict[str, str] = {}
    for row in table.finest:
        if row.label:
            key = folded(row.label)
            names[key] = row.label
            cells.setdefault(key, []).append(cell(table, row, columns))
    amounts = {key: added(parts) for key, parts in cells.items()}
    totals = table.totals()
    whole = cell(table, totals[-1], columns) if totals else added(amounts.values())
    return _Year(package, basis(table, columns), amounts, names, whole)


# Codes that changed


def _recoded(years: Sequence[_Year], shared: Set[str]) -> dict[tuple[int, str], str]:
    """Codes that went on under another code.

    By column and older code, the newer column's code for it.

    The names must agree, and only one line that ended and one that began may bear the name. A name
    that many codes share (行政运行) says little by itself: it must have stayed in its class.
    """
    newer_codes: dict[tuple[int, str], str] = {}
    compared = columns([(year.package, year.basis) for year in years])
    for now, column in zip(years, compared, strict=True):
        if column.against is None:
            continue
        before = years[column.against]
        ended, began = _by_name(before, now, shared), _by_name(now, before, shared)
        for name in ended.keys() & began.keys():
            # A code that became another: one line ended, and one began.
            if len(ended[name]) == len(began[name]) == 1:
                newer_codes[column.against, ended[name][0]] = began[name][0]
    return newer_codes


def _by_name(year: _Year, other: _Year, shared: Set[str]) -> dict[tuple[str, str], list[str]]:
    """The finest codes of a year that the other has not, by name.

    Also by class where many codes share the name.
    """
    codes: dict[tuple[str, str], list[str]] = {}
    for code in sorted(year.cells.keys() - other.cells.keys()):
        name = year.plain_name(code)
        if len(code) > _CLASS and name:
            in_class = code[:_CLASS] if name in shared else ""
            codes.setdefault((in_class, name), []).append(code)
    return codes


def _moved(index: int, year: _Year, recoded: Mapping[tuple[int, str], str]) -> dict[str, str]:
    """The keys of a year by the key that its line has in the newest column."""
    keys = {}
    for key in year.cells:
        newest = key
        for newer in range(index, -1, -1):
            newest = recoded.get((newer, newest), newest)
        keys[newest] = key
    return keys


# Lines over the years


def _history(years: Sequence[_Year], recoded: Mapping[tuple[int, str], str]) -> History:
    compared = columns([(year.package, year.basis) for year in years])
    moved = [_moved(index, year, recoded) for index, year in enumerate(years)]
    # In the order in which they are met, the newest year first.
    newest_keys = dict.fromkeys(key for keys in moved for key in keys)
    lines = [_line([keys.get(newest) for keys in moved], years, compared) for newest in newest_keys]
    # Lines without a number other than 0 are not shown; their classes count all the same.
    shown = [line for line in lines if any(cell.number for cell in line.cells)]
    whole = _stepped("", "", [year.whole for year in years], compared)
    return History(compared, tuple(sorted(shown, key=_order(lines))), whole)


def _line(keys: Sequence[str | None], years: Sequence[_Year], compared: Sequence[Column]) -> Line:
    """A line from the key that it has in each year, None in years that have no such line."""
    cells = []
    codes: dict[int, str] = {}
    names: dict[int, str] = {}
    for index, (key, year) in enumerate(zip(keys, years, strict=True)):
        cells.append(NOTHING if key is None else year.cells[key])
        if key is not None:
            codes[index], names[index] = key, year.names.get(key, "")
    code = next(iter(codes.values()))
    name = next(filter(None, names.values()), "")
    return replace(
        _stepped(code, name, cells, compared),
        other_codes={index: other for index, other in codes.items() if other != code},
        other_names={
            index: other
            for index, other in names.items()
            if other and _plain(other) != _plain(name)
        },
    )


def _stepped(code: str, name: str, cells: Sequence[Cell], compared: Sequence[Column]) -> Line:
    steps = [
        None if column.against is None else step(cells[column.against], now)
        for now, column in zip(cells, compared, strict=True)
    ]
    return Line(code, name, tuple(cells), tuple(steps))


def _order(lines: Iterable[Line]) -> Callable[[Line], tuple[object, ...]]:
    """Classes by size, newest column first, each before its own lines by size.

    What has ended comes last.
    """
    classes = {line.code: _size(line) for line in lines if len(line.code) == _CLASS}

    def place(line: Line) -> tuple[object, ...]:
        own_class = line.code[:_CLASS]
        # A class (208) stands before 2080501.
        is_finer = len(line.code) > _CLASS
        return classes.get(own_class, ()), own_class, is_finer, _size(line), line.code, line.name

    return place


def _size(line: Line) -> tuple[Decimal, ...]:
    return tuple(-(cell.yuan or Decimal(0)) for cell in line.cells)


def _plain(name: str) -> str:
    """A name as names of different years are compared.

    Brackets of one width, no blanks, 的 left out.
    """
    return folded(name).replace("的", "")
