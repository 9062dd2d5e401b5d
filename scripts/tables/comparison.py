"""Bodies side by side: the same figures of each, who is part of whom, and why two of them may not be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import Coordinates
from scripts.tables.by_code import NOTHING, Cell, by_function, cell
from scripts.tables.money import Money, Named
from scripts.tables.overview import Overview
from scripts.tables.three_public import PUBLIC, public

_HALVES = {"basic": ("personnel", "running"), "project": ()}
_STAFF = ("编制", "人员编制", "编制数", "核定编制")


@dataclass(frozen=True)
class Measure:
    """A figure that every body has or lacks: the cell, of which money it speaks, and the whole that it is a part of."""

    cell: Cell
    basis: Coordinates = Coordinates()
    whole: Cell = NOTHING


@dataclass(frozen=True)
class Profile:
    """What is compared of a package: its figures by name, its sources, its largest function, its posts.

    `within` is the path of the department's package of the same year and phase that holds this money already.
    """

    package: Package
    within: str
    measures: Mapping[str, Measure]
    sources: tuple[Named, ...]
    function: tuple[str, str, Measure] | None
    staff: Cell

    @property
    def per_head(self) -> Decimal | None:
        """The total per post in 元, rounded to the cent; None where posts or total are not stated."""
        total, posts = self.measures["total"].cell.yuan, self.staff.number
        return (total / posts).quantize(Decimal("0.01")) if total is not None and posts else None


MEASURES = ("total", "spent", "basic", "project", *PUBLIC, "agency_operating")
"""The figures that are compared, in their order."""


def profiles(held: Iterable[tuple[Package, Overview]]) -> tuple[Profile, ...]:
    """What is compared of each package, the largest total first."""
    known = list(held)
    inside = within([package for package, _ in known])
    found = [_profile(package, seen, inside.get(package.path, "")) for package, seen in known]
    return tuple(
        sorted(found, key=lambda one: (-(one.measures["total"].cell.yuan or 0), one.package.path))
    )


def within(packages: Sequence[Package]) -> Mapping[str, str]:
    """For each office and unit whose department's package of the same year and phase is held: the path of that."""
    departments = {
        _period(one, one.disclosure.department): one.path for one in packages if _is_department(one)
    }
    return {
        one.path: departments[_period(one, one.disclosure.parent)]
        for one in packages
        if not _is_department(one) and _period(one, one.disclosure.parent) in departments
    }


def incomparable(one: Profile, other: Profile) -> str:
    """Why the figures of two packages may not be compared: `phase`, `inside`, `level` or `year`; nothing where they may.

    One body's own years may: then `year` is what is compared.
    """
    a, b = one.package.disclosure, other.package.disclosure
    if a.phase != b.phase:
        return "phase"
    if one.package.path == other.within or other.package.path == one.within:
        return "inside"
    if (a.level == "department") != (b.level == "department"):
        return "level"
    return "year" if a.year != b.year and one.package.slug != other.package.slug else ""


def _is_department(package: Package) -> bool:
    return package.disclosure.level == "department"


def _period(package: Package, name: str | None) -> tuple[str | None, int, str]:
    return name, package.disclosure.year, package.disclosure.phase


def _profile(package: Package, seen: Overview, inside: str) -> Profile:
    found = {"total": Measure(_of_money(seen.total)), **_split(package)}
    own = "outturn" if package.disclosure.phase == "final" else "budget"
    figures = public(package).get(own, {})
    found.update({name: Measure(figures.get(name, NOTHING)) for name in PUBLIC})
    found["agency_operating"] = Measure(_agency(package, own))
    return Profile(package, inside, found, seen.sources, _function(package), _staff(package))


def _of_money(money: Money | None) -> Cell:
    return (
        NOTHING
        if money is None
        else Cell(money.number, money.amount_unit, money.table, (money.line,))
    )


def _split(package: Package) -> dict[str, Measure]:
    """All spending, basic and project, from one row: of the table of all spending, else of the general public budget."""
    for table in (package.table(name) for name in ("expenditure", "general-public-expenditure")):
        row = None if table is None else _total_row(table)
        if table is None or row is None:
            continue
        parts = {name: _nature(table, row, name) for name in _HALVES}
        if any(one.number is not None for one in parts.values()):
            at = Coordinates(fund=table.coordinates.fund, scope=table.coordinates.scope)
            whole = cell(table, row)
            return {
                "spent": Measure(whole, at),
                **{name: Measure(one, at, whole) for name, one in parts.items()},
            }
    return {"spent": Measure(NOTHING), "basic": Measure(NOTHING), "project": Measure(NOTHING)}


def _total_row(table: Table) -> Row | None:
    rows = [row for row in table.rows if row["role"] == "total"]
    return rows[-1] if rows else table.rows[0] if len(table.rows) == 1 else None


def _nature(table: Table, row: Row, nature: str) -> Cell:
    """A nature's own column, else its halves together."""
    own = cell(table, row, (nature,))
    return own if own.figure is not None else cell(table, row, _HALVES[nature])


def _agency(package: Package, own: str) -> Cell:
    """Agency operating expenses: of their own table, of a column of the three-public table, else of the prose."""
    table = package.table("agency-operating")
    row = None if table is None else _total_row(table)
    if table is not None and row is not None and row.number("amount") is not None:
        return cell(table, row)
    public_table = package.table("three-public")
    for one in () if public_table is None else public_table.rows[:1]:
        if public_table is not None and "agency_operating" in one.figures:
            return cell(public_table, one, ("agency_operating",))
    return _said(package, own)


def _said(package: Package, own: str) -> Cell:
    stated = package.table("statements")
    for row in () if stated is None else stated.rows:
        is_amount = (
            row["topic"] == "agency-operating"
            and row["measure"] == "amount"
            and row["vintage"] == own
        )
        if is_amount and "机关运行经费" in row["subject"] and row.number("value") is not None:
            return Cell(row.figure("value"), row["amount_unit"], "statements", (row["line"],))
    return NOTHING


def _function(package: Package) -> tuple[str, str, Measure] | None:
    """The code and name of the largest of the finest functions, and its amount within the whole table."""
    found = by_function(package)
    stated = [] if found is None else [code for code in found.finest if found.cells[code].number]
    if found is None or not stated:
        return None
    code = min(stated, key=lambda one: (-(found.cells[one].yuan or 0), one))
    return code, found.names.get(code, ""), Measure(found.cells[code], found.basis, found.total)


def _staff(package: Package) -> Cell:
    """The posts of a body: the one number that the prose gives, or the whole where it gives their kinds too."""
    stated = package.table("statements")
    rows = [
        row
        for row in (() if stated is None else stated.rows)
        if row["topic"] == "organisation"
        and "编制" in row["subject"]
        and row["amount_unit"] in ("名", "人")
    ]
    whole = [row for row in rows if row["subject"] in _STAFF]
    chosen = rows if len(rows) == 1 else whole if len(whole) == 1 else []
    return next(
        (
            Cell(row.figure("value"), row["amount_unit"], "statements", (row["line"],))
            for row in chosen
        ),
        NOTHING,
    )
