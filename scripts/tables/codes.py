"""The codes of a classification over all packages: names, and who spends how much on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scripts.package import Package
from scripts.schema import Coordinates
from scripts.tables.by_code import FUNCTION, Cell, by_economy, by_function
from scripts.tables.comparison import within

LENGTHS = (3, 5, 7)
"""How long the codes of a class, a group and an item are: 201, 20103, 2010301."""

Period = tuple[int, str]
"""A year and a phase."""


@dataclass(frozen=True)
class Use:
    """What a package spends on a code, as it names it, and of which money.

    `counted` unless its department's package holds the same money too.
    """

    package: Package
    name: str
    cell: Cell
    basis: Coordinates
    counted: bool

    @property
    def period(self) -> Period:
        """Year and phase."""
        return self.package.disclosure.year, self.package.disclosure.phase


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
        shorter = [length for length in LENGTHS if length < len(self.code)]
        return self.code[: max(shorter, default=0)]

    @cached_property
    def names(self) -> Mapping[str, tuple[Package, ...]]:
        """The names in use, the commonest first, each with the packages that use it."""
        packages: dict[str, list[Package]] = {}
        for use in self.uses:
            if use.name:
                packages.setdefault(use.name, []).append(use.package)
        # A tie goes by the name, so that a build twice is the same twice.
        commonest_first = sorted(packages.items(), key=lambda item: (-len(item[1]), item[0]))
        return {name: tuple(users) for name, users in commonest_first}

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The years and phases that anyone spends on it, newest first."""
        periods = {use.period for use in self.uses}
        return tuple(sorted(periods, key=lambda period: (-period[0], period[1])))

    @cached_property
    def bodies(self) -> Mapping[str, tuple[Use, ...]]:
        """The uses of each body by slug, the largest newest amount first."""
        uses: dict[str, list[Use]] = {}
        for use in self.uses:
            uses.setdefault(use.package.slug, []).append(use)
        order = sorted(uses.items(), key=lambda item: (*_newest_largest(item[1][0]), item[0]))
        return {slug: tuple(own) for slug, own in order}

    def sum(self, period: Period) -> Sum | None:
        """What the bodies held here spend on it together.

        Only of the money that most of them speak of.

        None where nobody spends on it in that period.
        """
        uses = [
            use
            for use in self.uses
            if use.period == period and use.counted and use.cell.yuan is not None
        ]
        basis = commonest_basis([use.basis for use in uses])
        if basis is None:
            return None
        amounts = [use.cell.yuan or Decimal(0) for use in uses if use.basis == basis]
        return Sum(sum(amounts, Decimal(0)), len(amounts), basis)


def commonest_basis(bases: Sequence[Coordinates]) -> Coordinates | None:
    """The kind of money that most of several amounts are of; all money before any other of as many.

    None where there is none.
    """
    counts = Counter(bases)
    return max(
        counts, key=lambda basis: (counts[basis], not basis.stated, basis.column), default=None
    )


def codes(packages: Sequence[Package], column: str, names: Mapping[str, str]) -> Mapping[str, Code]:
    """Every code that a package spends on, in order, with those above it.

    `names` are the reliable names of the classification; a code without one is called as its newest
    document calls it.
    """
    inside = within(packages)
    uses: dict[str, list[Use]] = {}
    # The first name met is the newest.
    for package in sorted(packages, key=_newest_first):
        for code, use in _uses(package, column, counted=package.path not in inside):
            uses.setdefault(code, []).append(use)
    return {code: _code(code, uses[code], names) for code in sorted(uses)}


def children(code: str, codes: Mapping[str, Code]) -> tuple[Code, ...]:
    """The codes one step below a code; the classes below nothing."""
    return tuple(other for other in codes.values() if other.parent == code)


def _newest_first(package: Package) -> tuple[int, str, str]:
    return -package.disclosure.year, package.disclosure.phase, package.path


def _newest_largest(use: Use) -> tuple[int, Decimal]:
    return -use.package.disclosure.year, -(use.cell.yuan or Decimal(0))


def _uses(package: Package, column: str, *, counted: bool) -> Iterator[tuple[str, Use]]:
    spending = by_function(package) if column == FUNCTION else by_economy(package, column)
    if spending is None:
        return
    for code, cell in sorted(spending.cells.items()):
        # A code with 0 is in the table, and nobody spends on it.
        if cell.number:
            name = spending.names.get(code, "")
            yield code, Use(package, name, cell, spending.basis, counted)


def _code(code: str, uses: Sequence[Use], names: Mapping[str, str]) -> Code:
    printed = [use.name for use in uses if use.name]
    name = names.get(code) or next(iter(printed), "")
    return Code(code, name, tuple(uses))
