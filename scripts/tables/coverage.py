"""What is held of whom and what is not: missing years, bodies that documents name, empty tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.package import Package
from scripts.schema import Phase

Period = tuple[int, Phase]
"""A year and a phase."""


@dataclass(frozen=True)
class Named:
    """A body that a document names and that has no package of its own.

    `whole` where it is the department of an office.
    """

    name: str
    whole: bool


def gaps(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The years between the first and the last of each phase that are missing.

    >>> gaps([(2021, "budget"), (2024, "budget"), (2022, "final")])
    ((2022, 'budget'), (2023, 'budget'))
    """
    present = set(periods)
    missing: list[Period] = []
    # Plans and outturns are missing apart.
    for phase in sorted({phase for _, phase in present}):
        years = [year for year, own in present if own == phase]
        between = range(min(years), max(years))
        missing += [(year, phase) for year in between if (year, phase) not in present]
    return tuple(missing)


def unheld(packages: Sequence[Package], every: Iterable[Package]) -> tuple[Named, ...]:
    """The bodies that one body's documents name and that have no package.

    Its department, its units.
    """
    bodies = {
        (package.disclosure.department, package.disclosure.level == "office") for package in every
    }
    names = {name for name, _ in bodies}
    missing: dict[str, Named] = {}
    for package in packages:
        own, above = package.disclosure.department, package.disclosure.parent
        if above and (above, False) not in bodies:
            missing.setdefault(above, Named(above, whole=True))
        for name in _units(package):
            # A unit whose name begins with the body's own is a part of it: 万里市审计局机关.
            if name not in names and not name.startswith(own):
                missing.setdefault(name, Named(name, whole=False))
    return tuple(missing.values())


def _units(package: Package) -> list[str]:
    """The units that rows of a package's tables are of."""
    names: dict[str, None] = {}
    for table in package.tables.values():
        rows = [row for row in table.rows if row.role in ("", "line")]
        names |= dict.fromkeys(row["unit_name"] for row in rows)
    return [name for name in names if name and not name.endswith(("合计", "小计", "本级"))]


def statuses(package: Package) -> dict[str, int]:
    """How many of the printed tables have each status."""
    counts: dict[str, int] = {}
    for table in package.tables.values():
        if table.kind.printed:
            counts[table.status] = counts.get(table.status, 0) + 1
    return counts
