"""What the money is for, by class, group and item (类、款、项), each the sum of what is below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package
from scripts.tables.by_code import by_function
from scripts.tables.codes import commonest_basis
from scripts.tables.comparison import within

_CLASS = 3
"""How many digits the code of a class has; those of groups and items have two more each."""


@dataclass(frozen=True)
class Purpose:
    """A function of the classification with its money in 元, and the finer functions in it."""

    code: str
    name: str
    yuan: Decimal
    parts: tuple[Purpose, ...] = ()


def purposes(packages: Iterable[Package], names: Mapping[str, str]) -> tuple[Purpose, ...]:
    """The classes with what is below them, over all the packages together.

    `names` are the reliable names of codes; others are called as a document calls them.
    """
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    all_names = dict(names)
    for package in packages:
        spending = by_function(package)
        if spending is None:
            continue
        for code in spending.finest:
            amounts[code] += spending.cells[code].yuan or Decimal(0)
            all_names.setdefault(code, spending.names.get(code, code))
    return tuple(_below("", amounts, all_names, _CLASS))


def together(packages: Sequence[Package], period: tuple[int, str]) -> list[Package]:
    """The packages of a year and phase whose spending by function may be added up.

    Each body once, and one kind of money: the one that most of them speak of.
    """
    inside = within(packages)
    bases = []
    for package in packages:
        own = (package.disclosure.year, package.disclosure.phase)
        # An office's money is in its department's package too.
        if own != period or package.path in inside:
            continue
        spending = by_function(package)
        if spending is not None:
            bases.append((spending.basis, package))
    commonest = commonest_basis([basis for basis, _ in bases])
    return [package for basis, package in bases if basis == commonest]


def _below(
    above: str, amounts: Mapping[str, Decimal], names: Mapping[str, str], digits: int
) -> Iterator[Purpose]:
    """The functions with so many digits below another, largest first."""
    groups: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for code, amount in amounts.items():
        if code.startswith(above):
            groups[code[:digits]][code] = amount
    purposes = [_purpose(code, finer, names) for code, finer in groups.items()]
    yield from sorted(purposes, key=lambda purpose: -purpose.yuan)


def _purpose(code: str, amounts: Mapping[str, Decimal], names: Mapping[str, str]) -> Purpose:
    name = names.get(code) or code
    finer = {other: amount for other, amount in amounts.items() if other != code}
    parts: list[Purpose] = []
    if finer:
        # 201, 20103, 2010301: each step has two digits more.
        parts += _below(code, finer, names, len(code) + 2)
        if code in amounts:
            # What one body publishes for the whole function stands beside others' finer amounts.
            parts.append(Purpose(code, name, amounts[code]))
    return Purpose(code, name, sum(amounts.values(), Decimal(0)), tuple(parts))
