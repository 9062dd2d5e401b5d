"""The codes of a classification over all packages: names, and who spends how much on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scripts.package import Package
from scripts.schema import Coordinates
from scripts.tables.comparison import within
from scripts.tables.spending import FUNCTION, Cell, by_economy, by_function

LENGTHS = (3, 5, 7)
"""How long the codes of a class, a group and an item are: 201, 20103, 2010301."""

Period = tuple[int, str]
"""A year and a phase."""


@dataclass(frozen=True)
class Use:
    """What a package spends on a code; `counted` unless its department's package holds it too."""

    package: Package
    name: str
    cell: Cell
    basis: Coordinates
    counted: bool

    @property
    def period(self) -> Period:
        """Year and phase."""
        disclosure = self.package.disclosure
        return disclosure.year, disclosure.phase


@dataclass(frozen=True)
class Sum:
    """The sum in 元 of what several bodies spend, each once and of one kind of money (`basis`)."""

    yuan: Decimal
    bodies: int
    basis: Coordinates


@dataclass(frozen=True)
class Code:
    """A code with its newest name, and its uses, the newest period first."""

    code: str
    name: str
    uses: tuple[Use, ...]

    @property
    def parent(self) -> str:
        """The code one step above; nothing above a class.

        >>> Code("2010301", "行政运行", ()).parent
        '20103'
        """
        length = len(self.code)
        above = [shorter for shorter in LENGTHS if shorter < length]
        return self.code[: max(above, default=0)]

    @cached_property
    def names(self) -> Mapping[str, tuple[Package, ...]]:
        """The names in use, the commonest first, each with the packages that use it."""
        packages: dict[str, list[Package]] = {}
        for use in self.uses:
            if use.name:
                packages.setdefault(use.name, []).append(use.package)

        # A tie goes by the name, so that a build twice is the same twice.
        commonest_first = sorted(packages, key=lambda name: (-len(packages[name]), name))
        return {name: tuple(packages[name]) for name in commonest_first}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The years and phases that anyone spends on it, newest first."""
        periods = sorted({use.period for use in self.uses})
        # The sort is stable: of one year the budget stays before the final account.
        periods.sort(key=lambda period: -period[0])
        return tuple(periods)

    @cached_property
    def bodies(self) -> Mapping[str, tuple[Use, ...]]:
        """The uses of each body by slug, the largest newest amount first."""
        uses: dict[str, list[Use]] = {}
        for use in self.uses:
            own = uses.setdefault(use.package.slug, [])
            own.append(use)

        def place(slug: str) -> tuple[int, Decimal, str]:
            newest = uses[slug][0]
            year = newest.package.disclosure.year
            amount = newest.cell.yuan or Decimal(0)
            return -year, -amount, slug

        largest_first = sorted(uses, key=place)
        return {slug: tuple(uses[slug]) for slug in largest_first}

    def sum(self, period: Period) -> Sum | None:
        """What the bodies held here spend on it together in a period; None where nobody does."""
        uses = [use for use in self.uses if use.period == period and use.counted]
        stated = [use for use in uses if use.cell.yuan is not None]
        # Only of the money that most of them speak of.
        basis = commonest_basis([use.basis for use in stated])
        if basis is None:
            return None

        amounts = []
        for use in stated:
            if use.basis == basis and use.cell.yuan is not None:
                amounts.append(use.cell.yuan)

        return Sum(sum(amounts, Decimal(0)), len(amounts), basis)


def commonest_basis(bases: Sequence[Coordinates]) -> Coordinates | None:
    """The money that most of several amounts are of; None where there is none."""
    counts = Counter(bases)

    def place(basis: Coordinates) -> tuple[int, bool, str]:
        # All money before any other of as many.
        is_all = not basis.stated
        return counts[basis], is_all, basis.column

    return max(counts, key=place, default=None)


def codes(packages: Sequence[Package], column: str, names: Mapping[str, str]) -> Mapping[str, Code]:
    """Every code that a package spends on, in order, with those above it."""
    inside = within(packages)
    uses: dict[str, list[Use]] = {}
    for package in sorted(packages, key=_newest_first):
        spending = by_function(package) if column == FUNCTION else by_economy(package, column)
        if spending is None:
            continue
        counted = package.path not in inside
        for code, cell in spending.cells.items():
            # A code with 0 is in the table, and nobody spends on it.
            if cell.number:
                printed = spending.names.get(code, "")
                use = Use(package, printed, cell, spending.basis, counted)
                uses.setdefault(code, []).append(use)

    found = {}
    for code in sorted(uses):
        own = tuple(uses[code])
        # A code without a reliable name is called as its newest document, the first met, calls it.
        printed = next((use.name for use in own if use.name), "")
        found[code] = Code(code, names.get(code) or printed, own)
    return found


def children(code: str, codes: Mapping[str, Code]) -> tuple[Code, ...]:
    """The codes one step below a code; the classes below nothing."""
    below = [other for other in codes.values() if other.parent == code]
    return tuple(below)


def _newest_first(package: Package) -> tuple[int, str, str]:
    disclosure = package.disclosure
    return -disclosure.year, disclosure.phase, package.path
