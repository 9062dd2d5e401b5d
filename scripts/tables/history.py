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
from scripts.tables.money import share
from scripts.tables.spending import (
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

# How many codes may bear a name that is still one thing's own: before a reform, and after it.
_OWN = 2
# How many digits the code of a class has.
_CLASS = 3

Reason = Literal[
    "",
    "first",  # it is the oldest
    "phase",  # only plans stand beside outturns
    "basis",  # the money differs
    "untold",  # the document has no such table
]
"""Why a year is compared with no older one."""

StepKind = Literal["new", "ended", "from-nothing", "changed", "same"]
"""What became of a line; `from-nothing` where it was 0 or blank before."""


@dataclass(frozen=True)
class Column:
    """A year's budget or final account, the older column it is compared with, the years between."""

    path: str
    year: int
    phase: str
    basis: Coordinates | None
    against: int | None = None
    why: Reason = ""
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """What became of a line: by how many 元, and in percent where there was more than nothing."""

    kind: StepKind
    by: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """A line over the years: its code and newest name (others by column), a cell and step for each."""

    code: str
    name: str
    cells: tuple[Cell, ...]
    steps: tuple[Step | None, ...]
    other_codes: Mapping[int, str] = field(default_factory=dict)
    other_names: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class History:
    """Lines of one kind over the years, the newest column first, classes before what is in them."""

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


def functions(packages: Sequence[Package], names: Mapping[str, str]) -> History:
    """Spending by class and finest function over the years; `names` are the classification's."""
    spending = [by_function(package) for package in packages]
    return _of_codes(packages, spending, names)


def economy(packages: Sequence[Package], names: Mapping[str, str]) -> History:
    """Basic spending by class and by the finest economic category printed, over the years."""
    spending = [by_economy(package) for package in packages]
    return _of_codes(packages, spending, names)


def projects(packages: Sequence[Package]) -> History:
    """Projects by name over the years; only what the tables of projects print."""
    years = [_year_of_projects(package) for package in packages]
    history = _history(years, {})
    # A name is no code: it leads to no page, and lines of names stand by size alone.
    lines = [replace(line, code="") for line in history.lines]
    lines.sort(key=_order(lines))
    return replace(history, lines=tuple(lines))


def measured(
    packages: Sequence[Package], cells: Sequence[tuple[Cell, Coordinates | None]], name: str
) -> History:
    """One figure over the years, each with the money that it speaks of."""
    years = []
    for package, (figure, at) in zip(packages, cells, strict=True):
        years.append(_Year(package, at, whole=figure))
    history = _history(years, {})
    whole = replace(history.whole, name=name)
    return replace(history, whole=whole)


def step(before: Cell, now: Cell) -> Step | None:
    """What became of an amount; None where neither year states anything."""
    if now.figure is None:
        return Step("ended", -before.yuan) if before.yuan else None
    if before.figure is None:
        return Step("new", now.yuan) if now.yuan else None
    if now.yuan is None or not before.yuan:
        return Step("from-nothing", now.yuan) if now.yuan else None

    by = now.yuan - before.yuan
    percent = None
    if before.yuan > 0:
        percent = share(by, before.yuan)
    kind: StepKind = "changed" if by else "same"
    return Step(kind, by, percent)


def columns(years: Sequence[tuple[Package, Coordinates | None]]) -> tuple[Column, ...]:
    """The columns of a comparison, newest first, each with the older one to compare it with."""
    plain = []
    for package, at in years:
        own = package.disclosure
        plain.append(Column(package.path, own.year, own.phase, at))
    compared = [_compared(index, plain) for index in range(len(plain))]
    return tuple(compared)


def _compared(index: int, columns: Sequence[Column]) -> Column:
    own = columns[index]
    if own.basis is None:
        return replace(own, why="untold")
    # One year's plan and outturn are never compared here: execution does that.
    older = [column for column in columns[index + 1 :] if column.year < own.year and column.basis]
    if not older:
        return replace(own, why="first")
    of_phase = [column for column in older if column.phase == own.phase]
    if not of_phase:
        return replace(own, why="phase")
    alike = [column for column in of_phase if column.basis == own.basis]
    if not alike:
        return replace(own, why="basis")

    newest = alike[0]
    present = [column.year for column in columns]
    between = range(newest.year + 1, own.year)
    missing = tuple(year for year in between if year not in present)
    return replace(own, against=columns.index(newest), missing=missing)


# What each year says


def _of_codes(
    packages: Sequence[Package], spending: Sequence[Spending | None], names: Mapping[str, str]
) -> History:
    years = []
    for package, own in zip(packages, spending, strict=True):
        if own is None:
            years.append(_Year(package))
            continue
        # The classes, and what no finer code stands below.
        cells = {code: own.cells[code] for code in own.classes_and_finest}
        years.append(_Year(package, own.basis, cells, own.names, own.total))

    # 行政运行 is the name of more than 40 codes, 儿童福利 of one.
    times = Counter(_plain(name) for name in names.values())
    shared = {name for name, count in times.items() if count > _OWN}
    return _history(years, _recoded(years, shared))


def _year_of_projects(package: Package) -> _Year:
    """The projects by name; the parts of one that several units have are added up."""
    table = package.table("projects")
    columns = () if table is None else amount_columns(table)
    if table is None or not columns:
        return _Year(package)
    cells: dict[str, Cell] = {}
    names: dict[str, str] = {}
    for row in table.finest:
        if row.label:
            key = folded(row.label)
            names[key] = row.label
            own = cell(table, row, columns)
            cells[key] = added((cells.get(key, NOTHING), own))

    whole = added(cells.values())
    totals = table.totals()
    if totals:
        whole = cell(table, totals[-1], columns)
    return _Year(package, basis(table, columns), cells, names, whole)


# Codes that changed


def _recoded(years: Sequence[_Year], shared: Set[str]) -> dict[tuple[int, str], str]:
    """Codes that went on under another: by column and older code, the newer column's code."""
    newer_codes: dict[tuple[int, str], str] = {}
    compared = columns([(year.package, year.basis) for year in years])
    for now, column in zip(years, compared, strict=True):
        if column.against is None:
            continue

        before = years[column.against]
        ended = _by_name(before, now, shared)
        began = _by_name(now, before, shared)

        # The names must agree, and only one line that ended and one that began may bear the name.
        for name, old in ended.items():
            new = began.get(name, ())
            if len(old) == len(new) == 1:
                newer_codes[column.against, old[0]] = new[0]
    return newer_codes


def _by_name(year: _Year, other: _Year, shared: Set[str]) -> dict[tuple[str, str], list[str]]:
    codes: dict[tuple[str, str], list[str]] = {}

    gone = year.cells.keys() - other.cells.keys()
    for code in sorted(gone):
        name = _plain(year.names.get(code, ""))
        if len(code) > _CLASS and name:
            # A name that many codes share (行政运行) must have stayed in its class.
            in_class = code[:_CLASS] if name in shared else ""
            own = codes.setdefault((in_class, name), [])
            own.append(code)
    return codes


# Lines over the years


def _history(years: Sequence[_Year], recoded: Mapping[tuple[int, str], str]) -> History:
    compared = columns([(year.package, year.basis) for year in years])
    # The keys of each year by the key that the line has in the newest column.
    moved: list[dict[str, str]] = []
    for index, year in enumerate(years):
        keys = {}
        for key in year.cells:
            newest = key
            for newer in range(index, -1, -1):
                newest = recoded.get((newer, newest), newest)
            keys[newest] = key
        moved.append(keys)

    # In the order in which they are met, the newest year first.
    lines = []
    for newest in dict.fromkeys(key for keys in moved for key in keys):
        own_keys = [keys.get(newest) for keys in moved]
        lines.append(_line(own_keys, years, compared))
    # Lines without a number other than 0 are not shown; their classes count all the same.
    shown = [line for line in lines if any(cell.number for cell in line.cells)]
    shown.sort(key=_order(lines))
    whole = _stepped("", "", [year.whole for year in years], compared)
    return History(compared, tuple(shown), whole)


def _line(keys: Sequence[str | None], years: Sequence[_Year], compared: Sequence[Column]) -> Line:
    """A line from the key that it has in each year, None in years that have no such line."""
    cells = []
    codes: dict[int, str] = {}
    names: dict[int, str] = {}
    for index, (key, year) in enumerate(zip(keys, years, strict=True)):
        if key is None:
            cells.append(NOTHING)
            continue
        cells.append(year.cells[key])
        codes[index] = key
        name = year.names.get(key)
        if name:
            names[index] = name

    code, *_ = codes.values()
    newest = next(iter(names.values()), "")
    plain = _plain(newest)
    return replace(
        _stepped(code, newest, cells, compared),
        other_codes={index: other for index, other in codes.items() if other != code},
        other_names={index: other for index, other in names.items() if _plain(other) != plain},
    )


def _stepped(code: str, name: str, cells: Sequence[Cell], compared: Sequence[Column]) -> Line:
    steps: list[Step | None] = []
    for now, column in zip(cells, compared, strict=True):
        if column.against is None:
            steps.append(None)
        else:
            steps.append(step(cells[column.against], now))
    return Line(code, name, tuple(cells), tuple(steps))


def _order(lines: Iterable[Line]) -> Callable[[Line], tuple[object, ...]]:
    """Classes by size, newest column first, each before its own lines by size; ended ones last."""

    def size(line: Line) -> list[Decimal]:
        return [-(cell.yuan or Decimal(0)) for cell in line.cells]

    classes = {line.code: size(line) for line in lines if len(line.code) == _CLASS}

    def place(line: Line) -> tuple[object, ...]:
        own_class = line.code[:_CLASS]
        # A class (208) stands before 2080501.
        is_finer = len(line.code) > _CLASS
        return (
            classes.get(own_class, []),
            own_class,
            is_finer,
            size(line),
            line.code,
            line.name,
        )

    return place


def _plain(name: str) -> str:
    """A name as those of different years are compared: brackets of one width, no blanks, no 的."""
    return folded(name).replace("的", "")
