"""What is held of whom and what is not: missing years, bodies that documents name, empty tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.package import Package
from scripts.schema import Phase

Period = tuple[int, Phase]
"""A year and a phase."""


@dataclass(frozen=True)
class Named:
    """A body that a document names and that has no package; `whole` if an office's department."""

    name: str
    whole: bool


def gaps(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The years between the first and the last of each phase that are missing.

    >>> gaps([(2021, "budget"), (2024, "budget"), (2022, "final")])
    ((2022, 'budget'), (2023, 'budget'))
    """
    years: dict[Phase, set[int]] = {}
    for year, phase in periods:
        years.setdefault(phase, set()).add(year)

    missing: list[Period] = []
    # Plans and outturns are missing apart.
    for phase, present in sorted(years.items()):
        between = range(min(present), max(present))
        missing += [(year, phase) for year in between if year not in present]
    return tuple(missing)


def unheld(packages: Sequence[Package], every: Iterable[Package]) -> tuple[Named, ...]:
    """The bodies that one body's documents name and that have no package: department and units."""
    names = set()
    not_offices = set()
    for package in every:
        names.add(package.disclosure.department)
        if package.disclosure.level != "office":
            not_offices.add(package.disclosure.department)

    missing: dict[str, Named] = {}
    for package in packages:
        own = package.disclosure.department
        above = package.disclosure.parent
        if above and above not in not_offices:
            missing.setdefault(above, Named(above, whole=True))
        tables = package.tables.values()

        rows = [row for table in tables for row in table.rows if row.role in ("", "line")]
        for name in dict.fromkeys(row["unit_name"] for row in rows):
            if not name or name in names or name.endswith(("合计", "小计", "本级")):
                continue
            # A unit whose name begins with the body's own is a part of it: 万里市审计局机关.
            if not name.startswith(own):
                missing.setdefault(name, Named(name, whole=False))
    return tuple(missing.values())


def statuses(package: Package) -> dict[str, int]:
    """How many of the printed tables have each status."""
    printed = [table for table in package.tables.values() if table.kind.printed]
    counts: Counter[str] = Counter(table.status for table in printed)
    return dict(counts)
