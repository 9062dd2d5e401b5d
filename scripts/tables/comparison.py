"""Bodies side by side: the same figures of each, and which of them may not be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scripts.package import Package
from scripts.schema import Coordinates
from scripts.tables.money import Named
from scripts.tables.overview import Overview
from scripts.tables.spending import NOTHING, Cell, by_function, by_nature, cell, total_row
from scripts.tables.staff import all_posts
from scripts.tables.three_public import PUBLIC, public

Obstacle = Literal["", "phase", "inside", "level", "year"]
"""Why two packages may not be compared; "" where they may."""


@dataclass(frozen=True)
class Measure:
    """A figure that every body has or lacks: its cell, of which money, the whole it is part of."""

    cell: Cell
    basis: Coordinates = Coordinates()
    whole: Cell = NOTHING


@dataclass(frozen=True)
class Profile:
    """What is compared of a package: its figures by name, sources, largest function and posts."""

    package: Package
    # The path of the department's package that holds this money already.
    within: str
    measures: Mapping[str, Measure]
    sources: tuple[Named, ...]
    function: tuple[str, str, Measure] | None
    staff: Cell

    @property
    def per_head(self) -> Decimal | None:
        """The total per post in 元, rounded to the cent; None where either is not stated."""
        total = self.measures["total"].cell.yuan
        posts = self.staff.number
        if total is None or not posts:
            return None
        each = total / posts
        return each.quantize(Decimal("0.01"))


def profiles(packages: Iterable[tuple[Package, Overview]]) -> tuple[Profile, ...]:
    """What is compared of each package, the largest total first."""
    pairs = list(packages)
    inside = within([package for package, _ in pairs])
    found = []
    for package, overview in pairs:
        above = inside.get(package.path, "")
        found.append(_profile(package, overview, above))
    return tuple(sorted(found, key=_largest_first))


def _largest_first(profile: Profile) -> tuple[Decimal, str]:
    total = profile.measures["total"].cell
    amount = total.yuan or Decimal(0)
    return -amount, profile.package.path


def within(packages: Sequence[Package]) -> Mapping[str, str]:
    """The offices and units whose department's package of the same period is here too, by path."""
    departments = {}
    parts = {}
    for package in packages:
        own = package.disclosure
        if own.level == "department":
            departments[own.department, own.year, own.phase] = package.path
        elif own.parent:
            # Offices and units name their department: 某局本级, 某局信息中心 of 某局.
            parts[package.path] = (own.parent, own.year, own.phase)

    # The path of the department's package by the path of theirs.
    return {path: departments[above] for path, above in parts.items() if above in departments}


def incomparable(one: Profile, other: Profile) -> Obstacle:
    """Why the figures of two packages may not be compared, the gravest reason."""
    a, b = one.package.disclosure, other.package.disclosure
    # A plan and an outturn.
    if a.phase != b.phase:
        return "phase"
    # A body and what is a part of it.
    if one.package.path == other.within or other.package.path == one.within:
        return "inside"
    # A department with its units and a single body: an office and a unit are single bodies both.
    if (a.level == "department") != (b.level == "department"):
        return "level"
    # One body's own years may be compared: then the year is what is compared.
    if a.year != b.year and one.package.slug != other.package.slug:
        return "year"
    return ""


def _profile(package: Package, overview: Overview, inside: str) -> Profile:
    total, posts = NOTHING, NOTHING
    if overview.shown is not None:
        money = overview.shown
        total = Cell(money.number, money.amount_unit, money.table, (money.line,))
    # Those serving are other people, and the page says 编制.
    staff = all_posts(package)
    if staff is not None:
        posts = Cell(staff.count, staff.unit, "statements", (staff.line,))

    own = "outturn" if package.disclosure.phase == "final" else "budget"
    public_cells = public(package).get(own, {})
    measures = {
        "total": Measure(total),
        **_split(package),
        **{name: Measure(public_cells.get(name, NOTHING)) for name in PUBLIC},
        "agency_operating": Measure(_agency(package, own)),
    }
    return Profile(package, inside, measures, overview.sources, _function(package), posts)


def _split(package: Package) -> dict[str, Measure]:
    """All spending, basic and project, from one row: of the first table that states a nature."""
    for split in by_nature(package):
        if split.basic.number is None and split.project.number is None:
            continue
        basis, whole = split.basis, split.whole
        return {
            "spent": Measure(whole, basis),
            "basic": Measure(split.basic, basis, whole),
            "project": Measure(split.project, basis, whole),
        }
    return dict.fromkeys(("spent", "basic", "project"), Measure(NOTHING))


def _agency(package: Package, own: str) -> Cell:
    """机关运行经费: of its own table, of a column of the three-public table, else of the prose."""
    table = package.table("agency-operating")
    if table is not None:
        row = total_row(table)
        if row is not None and row.number("amount") is not None:
            return cell(table, row)

    table = package.table("three-public")
    column = "agency_operating"
    if table is not None and table.rows and column in table.rows[0].figures:
        return cell(table, table.rows[0], (column,))

    for row in package.rows("statements"):
        what = (row["topic"], row["measure"], row["vintage"])
        if what != ("agency-operating", "amount", own) or row.number("value") is None:
            continue
        # 部门机关运行经费, 机关运行经费财政拨款预算
        if "机关运行经费" in row["subject"]:
            return Cell(row.figure("value"), row["amount_unit"], "statements", (row["line"],))
    return NOTHING


def _function(package: Package) -> tuple[str, str, Measure] | None:
    """The code and name of the largest of the finest functions, and its amount within the table."""
    spending = by_function(package)
    if spending is None:
        return None
    # 项 where a table prints them, else 款 or 类.
    amounts = {}
    for code in spending.finest:
        yuan = spending.cells[code].yuan
        if yuan:
            amounts[code] = yuan
    if not amounts:
        return None

    most = max(amounts.values())
    code = next(code for code, amount in amounts.items() if amount == most)
    measure = Measure(spending.cells[code], spending.basis, spending.total)
    return code, spending.names.get(code, ""), measure
