"""The codes of a classification over all packages: names, what stands above and below, and who spends how much on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from scripts.package import Package
from scripts.schema import Coordinates
from scripts.tables.by_code import FUNCTION, Cell, Spending, by_economy, by_function
from scripts.tables.comparison import within

LENGTHS = (3, 5, 7)
"""How long the codes of a class, a group and an item are."""


@dataclass(frozen=True)
class Use:
    """What a package spends on a code, as it names it, and of which money; `counted` unless its department holds it too."""

    package: Package
    name: str
    cell: Cell
    basis: Coordinates
    counted: bool

    @property
    def period(self) -> tuple[int, str]:
        """Year and phase."""
        return self.package.disclosure.year, self.package.disclosure.phase


@dataclass(frozen=True)
class Sum:
    """The sum in 元 of what the bodies held here spend, each once and of one kind of money: how many, and of which."""

    yuan: Decimal
    bodies: int
    basis: Coordinates


@dataclass(frozen=True)
class Code:
    """A code with its newest name, the names that documents give it, and its uses, the newest period first."""

    code: str
    name: str
    uses: tuple[Use, ...]

    @property
    def parent(self) -> str:
        """The code one step above; nothing above a class."""
        return max(
            (self.code[:length] for length in LENGTHS if length < len(self.code)),
            key=len,
            default="",
        )

    @cached_property
    def names(self) -> Mapping[str, tuple[Package, ...]]:
        """The names in use, the commonest first, each with the packages that use it."""
        found: dict[str, list[Package]] = {}
        for use in self.uses:
            if use.name:
                found.setdefault(use.name, []).append(use.package)
        ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return {name: tuple(packages) for name, packages in ranked}

    @cached_property
    def periods(self) -> tuple[tuple[int, str], ...]:
        """The years and phases that anyone spends on it, newest first."""
        return tuple(sorted({use.period for use in self.uses}, key=lambda one: (-one[0], one[1])))

    @cached_property
    def bodies(self) -> Mapping[str, tuple[Use, ...]]:
        """The uses of each body by slug, the largest newest amount first."""
        found: dict[str, list[Use]] = {}
        for use in self.uses:
            found.setdefault(use.package.slug, []).append(use)
        order = sorted(found.items(), key=lambda item: (*_rank(item[1][0]), item[0]))
        return {slug: tuple(uses) for slug, uses in order}

    def sum(self, period: tuple[int, str]) -> Sum | None:
        """What the bodies held here spend on it together; only of the money that most of them speak of."""
        held = [
            use
            for use in self.uses
            if use.period == period and use.counted and use.cell.yuan is not None
        ]
        if not held:
            return None
        common = Counter(use.basis for use in held)
        basis = max(common, key=lambda one: (common[one], not one.stated, one.column))
        alike = [use.cell.yuan or Decimal(0) for use in held if use.basis == basis]
        return Sum(sum(alike, Decimal(0)), len(alike), basis)


def _rank(use: Use) -> tuple[int, Decimal]:
    return -use.package.disclosure.year, -(use.cell.yuan or Decimal(0))


def codes(packages: Sequence[Package], column: str, known: Mapping[str, str]) -> Mapping[str, Code]:
    """Every code that a package spends on, in order, with those above it; `known` are the reliable names."""
    inside = within(packages)
    uses: dict[str, list[Use]] = {}
    newest = sorted(
        packages, key=lambda one: (-one.disclosure.year, one.disclosure.phase, one.path)
    )
    for package in newest:
        for code, use in _uses(package, column, package.path not in inside):
            uses.setdefault(code, []).append(use)
    return {code: _code(code, uses[code], known) for code in sorted(uses)}


def children(code: str, found: Mapping[str, Code]) -> tuple[Code, ...]:
    """The codes one step below a code; the classes below nothing."""
    return tuple(one for one in found.values() if one.parent == code)


def _uses(package: Package, column: str, counted: bool) -> Iterator[tuple[str, Use]]:
    found: Spending | None = (
        by_function(package) if column == FUNCTION else by_economy(package, column)
    )
    for code, cell in sorted(found.cells.items()) if found is not None else ():
        if cell.number:
            assert found is not None
            yield code, Use(package, found.names.get(code, ""), cell, found.basis, counted)


def _code(code: str, uses: Sequence[Use], known: Mapping[str, str]) -> Code:
    name = known.get(code) or next((use.name for use in uses if use.name), "")
    return Code(code, name, tuple(uses))
