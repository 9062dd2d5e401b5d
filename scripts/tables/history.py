"""One body over its years: each line with its amount in every year, and what became of it since the last comparable one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal

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
"""How many codes may bear a name that is still one thing's own: the code before a reform, and the one after."""


@dataclass(frozen=True)
class Column:
    """A year's budget or final account in a comparison, and which older column it is held against, if any.

    `why` says why it is held against none: `first`, `phase` (only plans and outturns differ), `basis`, or `untold`
    (the document has no such table). `missing` are the years between the two that are not held.
    """

    path: str
    year: int
    phase: str
    basis: Coordinates | None
    against: int | None = None
    why: str = ""
    missing: tuple[int, ...] = ()


@dataclass(frozen=True)
class Step:
    """What became of a line: `new`, `ended`, `from-nothing` (it was 0 or blank), `changed` or `same`.

    `by` is in 元. There is a percentage only where the amount before was more than nothing.
    """

    kind: str
    by: Decimal | None = None
    percent: Decimal | None = None


@dataclass(frozen=True)
class Line:
    """A line over the years: its code and newest name, a cell and a step for each column, and how its years were joined.

    `other_codes` and `other_names` are what it bore in older columns, by the index of the column.
    """

    code: str
    name: str
    cells: tuple[Cell, ...]
    steps: tuple[Step | None, ...]
    other_codes: Mapping[int, str]
    other_names: Mapping[int, str]


@dataclass(frozen=True)
class History:
    """Lines of one kind over the years, the newest column first; classes stand before what is in them."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    whole: Line


@dataclass(frozen=True)
class _Year:
    """What one package says of one kind: amounts and names by key."""

    package: Package
    basis: Coordinates | None
    cells: Mapping[str, Cell]
    names: Mapping[str, str]
    whole: Cell


def functions(packages: Sequence[Package], known: Mapping[str, str]) -> History:
    """Spending by class and by the finest function printed, over the years; `known` are the classification's names."""
    return _coded(packages, [by_function(package) for package in packages], known)


def economy(packages: Sequence[Package], known: Mapping[str, str]) -> History:
    """Basic spending by class and by the finest economic category printed, over the years."""
    return _coded(packages, [by_economy(package) for package in packages], known)


def projects(packages: Sequence[Package]) -> History:
    """Projects by name over the years; only what the tables of projects print. A name is no code: it leads to no page."""
    return _history([_projects(package) for package in packages], {}, coded=False)


def measured(
    packages: Sequence[Package], cells: Sequence[tuple[Cell, Coordinates | None]], name: str
) -> History:
    """One figure over the years, each with the money that it speaks of."""
    held = [_Year(one, at, {}, {}, found) for one, (found, at) in zip(packages, cells, strict=True)]
    made = _history(held, {})
    return replace(made, whole=replace(made.whole, name=name))


def step(before: Cell, now: Cell) -> Step | None:
    """What became of an amount; None where neither year states anything."""
    if now.figure is None:
        return Step("ended", -before.yuan) if before.yuan else None
    if before.figure is None:
        return Step("new", now.yuan) if now.yuan else None
    if now.yuan is None or not before.yuan:
        return Step("from-nothing", now.yuan) if now.yuan else None
    by = now.yuan - before.yuan
    return Step(
        "changed" if by else "same", by, share(by, before.yuan) if before.yuan > 0 else None
    )


def columns(held: Sequence[tuple[Package, Coordinates | None]]) -> tuple[Column, ...]:
    """The columns of a comparison, newest first, each with the newest older one that it may be held against."""
    found = [Column(one.path, one.disclosure.year, one.disclosure.phase, at) for one, at in held]
    return tuple(_against(index, found) for index in range(len(found)))


def _against(index: int, found: Sequence[Column]) -> Column:
    own = found[index]
    if own.basis is None:
        return replace(own, why="untold")
    older = [number for number in range(index + 1, len(found)) if found[number].year < own.year]
    told = [number for number in older if found[number].basis is not None]
    of_phase = [number for number in told if found[number].phase == own.phase]
    alike = [number for number in of_phase if found[number].basis == own.basis]
    if not alike:
        return replace(own, why="basis" if of_phase else "phase" if told else "first")
    have = {one.year for one in found}
    between = range(found[alike[0]].year + 1, own.year)
    return replace(
        own, against=alike[0], missing=tuple(year for year in between if year not in have)
    )


def _coded(
    packages: Sequence[Package], found: Sequence[Spending | None], known: Mapping[str, str]
) -> History:
    years = [_coded_year(package, one) for package, one in zip(packages, found, strict=True)]
    times = Counter(_plain(name) for name in known.values())
    return _history(years, _recoded(years, {name for name, count in times.items() if count > _OWN}))


def _coded_year(package: Package, found: Spending | None) -> _Year:
    """The classes, and what no finer code stands below."""
    if found is None:
        return _Year(package, None, {}, {}, NOTHING)
    kept = [code for code in sorted(found.cells) if len(code) == 3 or code in found.finest]
    return _Year(
        package, found.basis, {code: found.cells[code] for code in kept}, found.names, found.total
    )


def _projects(package: Package) -> _Year:
    table = package.table("projects")
    if table is None or not amount_columns(table):
        return _Year(package, None, {}, {}, NOTHING)
    names = amount_columns(table)
    heads = {row["parent"] for row in table.rows}
    rows = [
        row
        for row in table.rows
        if row["role"] == "line" and row["line"] not in heads and row.label
    ]
    keys = dict.fromkeys(folded(row.label) for row in rows)
    cells = {
        key: added(cell(table, row, names) for row in rows if folded(row.label) == key)
        for key in keys
    }
    totals = [row for row in table.rows if row["role"] == "total"]
    whole = cell(table, totals[-1], names) if totals else added(cells.values())
    return _Year(
        package, basis(table, names), cells, {folded(row.label): row.label for row in rows}, whole
    )


def _recoded(years: Sequence[_Year], shared: Set[str]) -> dict[tuple[int, str], str]:
    """Codes that went on under another code: by column and older code, the code that the newer column has for it.

    The names must agree, and only one line that ended and one that began may bear the name. A name that many codes
    share (行政运行) says little by itself: it must have stayed in its class.
    """
    found: dict[tuple[int, str], str] = {}
    for now, column in zip(
        years, columns([(year.package, year.basis) for year in years]), strict=True
    ):
        if column.against is not None:
            before = years[column.against]
            ended, began = _by_name(before, now, shared), _by_name(now, before, shared)
            for name in ended.keys() & began.keys():
                if len(ended[name]) == len(began[name]) == 1:
                    found[column.against, ended[name][0]] = began[name][0]
    return found


def _by_name(year: _Year, other: _Year, shared: Set[str]) -> dict[tuple[str, str], list[str]]:
    """The finest codes of a year that the other has not, by name, and by class where many codes share the name."""
    found: dict[tuple[str, str], list[str]] = {}
    for code in sorted(year.cells.keys() - other.cells.keys()):
        name = _plain(year.names.get(code, ""))
        if len(code) > 3 and name:
            found.setdefault((code[:3] if name in shared else "", name), []).append(code)
    return found


def _history(
    years: Sequence[_Year], recoded: Mapping[tuple[int, str], str], *, coded: bool = True
) -> History:
    found = columns([(year.package, year.basis) for year in years])
    moved = [_moved(index, year, recoded) for index, year in enumerate(years)]
    keys = dict.fromkeys(key for keyed in moved for key in keyed)
    lines = [_line(key, years, moved, found) for key in keys]
    # A key that is a name is no code: lines of names stand by size alone.
    lines = lines if coded else [replace(line, code="") for line in lines]
    whole = _stepped("", "", [year.whole for year in years], found)
    return History(found, tuple(sorted(_shown(lines), key=_order(lines))), whole)


def _moved(index: int, year: _Year, recoded: Mapping[tuple[int, str], str]) -> dict[str, str]:
    """The keys of a year by the key that its line has in the newest column."""
    found = {}
    for key in year.cells:
        newest = key
        for newer in range(index, -1, -1):
            newest = recoded.get((newer, newest), newest)
        found[newest] = key
    return found


def _line(
    key: str, years: Sequence[_Year], moved: Sequence[Mapping[str, str]], found: Sequence[Column]
) -> Line:
    held = [
        (index, year, keyed[key])
        for index, (year, keyed) in enumerate(zip(years, moved, strict=True))
        if key in keyed
    ]
    cells = {index: year.cells[own] for index, year, own in held}
    names = {index: year.names.get(own, "") for index, year, own in held}
    name = next((one for one in names.values() if one), "")
    own_codes = {index: own for index, _, own in held}
    line = _stepped(
        own_codes[held[0][0]],
        name,
        [cells.get(index, NOTHING) for index in range(len(years))],
        found,
    )
    return replace(
        line,
        other_codes={index: own for index, own in own_codes.items() if own != line.code},
        other_names={
            index: one for index, one in names.items() if one and _plain(one) != _plain(name)
        },
    )


def _stepped(code: str, name: str, cells: Sequence[Cell], found: Sequence[Column]) -> Line:
    steps = [
        None if one.against is None else step(cells[one.against], own)
        for own, one in zip(cells, found, strict=True)
    ]
    return Line(code, name, tuple(cells), tuple(steps), {}, {})


def _shown(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that any year states a number for other than 0."""
    return (line for line in lines if any(cell.number for cell in line.cells))


def _order(lines: Sequence[Line]) -> Callable[[Line], tuple[object, ...]]:
    """Classes by size, newest column first, each before its own lines by size; what has ended comes last."""
    classes = {line.code: _size(line) for line in lines if len(line.code) == 3}
    return lambda line: (
        classes.get(line.code[:3], ()),
        line.code[:3],
        len(line.code) > 3,
        _size(line),
        line.code,
        line.name,
    )


def _size(line: Line) -> tuple[Decimal, ...]:
    return tuple(-(cell.yuan or Decimal(0)) for cell in line.cells)


def _plain(name: str) -> str:
    """A name as names of different years are compared: brackets of one width, no blanks, 的 left out."""
    return folded(name).replace("的", "")
