"""What is held of whom and what is not: years between two held ones, bodies that documents name, tables left empty."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scripts.package import Package
from scripts.schema import Phase

Period = tuple[int, Phase]
"""A year and a phase."""


@dataclass(frozen=True)
class Named:
    """A body that a document names and that has no package of its own; `whole` where it is the department of an office."""

    name: str
    whole: bool


def gaps(periods: Iterable[Period]) -> tuple[Period, ...]:
    """The years between the first and the last held one of each phase that are not held."""
    held = set(periods)
    found: list[Period] = []
    for phase in sorted({phase for _, phase in held}):
        years = [year for year, of in held if of == phase]
        found += [
            (year, phase) for year in range(min(years), max(years)) if (year, phase) not in held
        ]
    return tuple(found)


def unheld(packages: Sequence[Package], every: Iterable[Package]) -> tuple[Named, ...]:
    """The bodies that one body's documents name and that have no package: its department, and its units."""
    known = {(one.disclosure.department, one.disclosure.level == "office") for one in every}
    names = {name for name, _ in known}
    found: dict[str, Named] = {}
    for package in packages:
        own, above = package.disclosure.department, package.disclosure.parent
        if above and (above, False) not in known:
            found.setdefault(above, Named(above, True))
        for name in _units(package):
            if name not in names and not name.startswith(own):
                found.setdefault(name, Named(name, False))
    return tuple(found.values())


def _units(package: Package) -> list[str]:
    """The units that rows of a package's tables are of."""
    rows = (
        row
        for table in package.tables.values()
        for row in table.rows
        if row["role"] in ("", "line")
    )
    found = dict.fromkeys(row["unit_name"] for row in rows)
    return [name for name in found if name and not name.endswith(("合计", "小计", "本级"))]


def statuses(package: Package) -> dict[str, int]:
    """How many of the printed tables have each status."""
    found: dict[str, int] = {}
    for table in package.tables.values():
        if table.kind.printed:
            found[table.status] = found.get(table.status, 0) + 1
    return found
