"""Bodies side by side: the same figures of each, and which of them may not be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scripts.package import Package
from scripts.schema import Coordinates
from scripts.tables.by_code import NOTHING, Cell, by_function, cell
from scripts.tables.by_nature import by_nature, total_row
from scripts.tables.money import Money, Named
from scripts.tables.overview import Overview
from scripts.tables.staff import all_posts
from scripts.tables.three_public import PUBLIC, public

Obstacle = Literal["", "phase", "inside", "level", "year"]
"""Why two packages may not be compared; "" where they may."""


@dataclass(frozen=True)
class Measure:
    """A figure that every body has or lacks.

    Its cell, of which money it is, the whole it is part of.
    """

    cell: Cell
    basis: Coordinates = Coordinates()
    whole: Cell = NOTHING


@dataclass(frozen=True)
class Profile:
    """What is compared of a package.

    Its figures by name, its sources, its largest function, its posts.

    `within` is the path of the department's package of the same year and phase that holds this
    money already.
    """

    package: Package
    within: str
    measures: Mapping[str, Measure]
    sources: tuple[Named, ...]
    function: tuple[str, str, Measure] | None
    staff: Cell

    @property
    def per_head(self) -> Decimal | None:
        """The total per post in 元, rounded to the cent.

        None where posts or total are not stated.
        """
        total, posts = self.measures["total"].cell.yuan, self.staff.number
        if total is None or not posts:
            return None
        return (total / posts).quantize(Decimal("0.01"))


MEASURES = ("total", "spent", "basic", "project", *PUBLIC, "agency_operating")
"""The figures that are compared, in their order."""


def profiles(packages: Iterable[tuple[Package, Overview]]) -> tuple[Profile, ...]:
    """What is compared of each package, the largest total first."""
    pairs = list(packages)
    inside = within([package for package, _ in pairs])
    unordered = [
        _profile(package, overview, inside.get(package.path, "")) for package, overview in pairs
    ]
    return tuple(sorted(unordered, key=_largest_first))


def _largest_first(profile: Profile) -> tuple[Decimal, str]:
    return -(profile.measures["total"].cell.yuan or Decimal(0)), profile.package.path


def within(packages: Sequence[Package]) -> Mapping[str, str]:
    """The offices and units whose department's package of the same year and phase is here too.

    The path of the department's package by the path of theirs.
    """
    # Offices and units name their department: 某局本级, 某局信息中心 of 某局.
    departments = {
        _period(package, package.disclosure.department): package.path
        for package in packages
        if _is_department(package)
    }
    paths = {}
    for package in packages:
        above = departments.get(_period(package, package.disclosure.parent))
        if above is not None and not _is_department(package):
            paths[package.path] = above
    return paths


def incomparable(one: Profile, other: Profile) -> Obstacle:
    """Why the figures of two packages may not be compared, the gravest reason.

    A plan and an outturn (`phase`); a body and what is a part of it (`inside`); a department with
    its units and a single body (`level`); two bodies in different years (`year`). One body's own
    years may be compared: then the year is what is compared.
    """
    a, b = one.package.disclosure, other.package.disclosure
    if a.phase != b.phase:
        return "phase"
    if one.package.path == other.within or other.package.path == one.within:
        return "inside"
    # An office and a unit are single bodies both.
    if (a.level == "department") != (b.level == "department"):
        return "level"
    if a.year != b.year and one.package.slug != other.package.slug:
        return "year"
    return ""


def _is_department(package: Package) -> bool:
    return package.disclosure.level == "department"


def _period(package: Package, name: str | None) -> tuple[str | None, int, str]:
    return name, package.disclosure.year, package.disclosure.phase


def _profile(package: Package, overview: Overview, inside: str) -> Profile:
    own = "outturn" if package.disclosure.phase == "final" else "budget"
    public_cells = public(package).get(own, {})
    measures = {
        "total": Measure(_cell_of(overview.total)),
        **_split(package),
        **{name: Measure(public_cells.get(name, NOTHING)) for name in PUBLIC},
        "agency_operating": Measure(_agency(package, own)),
    }
    staff = _posts(package)
    return Profile(package, inside, measures, overview.sources, _function(package), staff)


def _cell_of(money: Money | None) -> Cell:
    if money is None:
        return NOTHING
    return Cell(money.number, money.amount_unit, money.table, (money.line,))


def _split(package: Package) -> dict[str, Measure]:
    """All spending, basic and project, from one row: of the first table that states a nature."""
    for split in by_nature(package):
        if split.basic.number is not None or split.project.number is not None:
            return {
                "spent": Measure(split.whole, split.basis),
                "basic": Measure(split.basic, split.basis, split.whole),
                "project": Measure(split.project, split.basis, split.whole),
            }
    return dict.fromkeys(("spent", "basic", "project"), Measure(NOTHING))


def _agency(package: Package, own: str) -> Cell:
    """Agency operating expenses (机关运行经费).

    Of their own table, of a column of the three-public table, else of the prose.
    """
    table = package.table("agency-operating")
    row = None if table is None else total_row(table)
    if table is not None and row is not None and row.number("amount") is not None:
        return cell(table, row)
    table = package.table("three-public")
    if table is not None and table.rows and "agency_operating" in table.rows[0].figures:
        return cell(table, table.rows[0], ("agency_operating",))
    return _agency_in_prose(package, own)


def _agency_in_prose(package: Package, own: str) -> Cell:
    amount = {"topic": "agency-operating", "measure": "amount", "vintage": own}
    for row in package.rows("statements"):
        is_amount = all(row[name] == value for name, value in amount.items())
        # 部门机关运行经费, 机关运行经费财政拨款预算
        if is_amount and "机关运行经费" in row["subject"] and row.number("value") is not None:
            return Cell(row.figure("value"), row["amount_unit"], "statements", (row["line"],))
    return NOTHING


def _function(package: Package) -> tuple[str, str, Measure] | None:
    """The code and name of the largest of the finest functions, and its amount within the table."""
    spending = by_function(package)
    if spending is None:
        return None
    # 项 where a table prints them, else 款 or 类.
    codes = [code for code in spending.finest if spending.cells[code].number]
    if not codes:
        return None
    code = min(codes, key=lambda code: (-(spending.cells[code].yuan or 0), code))
    measure = Measure(spending.cells[code], spending.basis, spending.total)
    return code, spending.names.get(code, ""), measure


def _posts(package: Package) -> Cell:
    """The posts of a body; those serving are other people, and the page says 编制."""
    staff = all_posts(package)
    if staff is None:
        return NOTHING
    return Cell(staff.count, staff.unit, "statements", (staff.line,))
