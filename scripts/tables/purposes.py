"""What the money is for, by class, group and item (类、款、项), each the sum of what is below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package
from scripts.tables.codes import commonest_basis
from scripts.tables.comparison import within
from scripts.tables.spending import by_function

# How many digits the code of a class has; those of groups and items have two more each.
_CLASS = 3


@dataclass(frozen=True)
class Purpose:
    """A function of the classification with its money in 元, and the finer functions in it."""

    code: str
    name: str
    yuan: Decimal
    parts: tuple[Purpose, ...] = ()


def purposes(packages: Iterable[Package], names: Mapping[str, str]) -> tuple[Purpose, ...]:
    """The classes with what is below them, over all the packages together."""
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    all_names = dict(names)
    for package in packages:
        spending = by_function(package)
        if spending is None:
            continue

        for code in spending.finest:
            amounts[code] += spending.cells[code].yuan or Decimal(0)
            # What has no reliable name is called as a document calls it.
            all_names.setdefault(code, spending.names.get(code, code))
    return _by_size(amounts, all_names, _CLASS)


def together(packages: Sequence[Package], period: tuple[int, str]) -> list[Package]:
    """The packages of a period whose spending by function may be added up, each body once."""
    inside = within(packages)
    bases = []
    for package in packages:
        own = (package.disclosure.year, package.disclosure.phase)
        spending = by_function(package)
        # An office's money is in its department's package too.
        if own == period and package.path not in inside and spending is not None:
            bases.append((spending.basis, package))

    # One kind of money: the one that most of them speak of.
    commonest = commonest_basis([basis for basis, _ in bases])
    return [package for basis, package in bases if basis == commonest]


def _by_size(
    amounts: Mapping[str, Decimal], names: Mapping[str, str], digits: int
) -> tuple[Purpose, ...]:
    groups: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for code, amount in amounts.items():
        groups[code[:digits]][code] = amount

    purposes = []
    for code, finer in groups.items():
        whole = sum(finer.values(), Decimal(0))
        name = names.get(code) or code
        own = finer.pop(code, None)

        # 201, 20103, 2010301: each step has two digits more.
        parts = _by_size(finer, names, len(code) + 2) if finer else ()
        if parts and own is not None:
            # What one body publishes for the whole function stands beside others' finer amounts.
            rest = Purpose(code, name, own)
            parts = (*parts, rest)
        purposes.append(Purpose(code, name, whole, parts))
    return tuple(sorted(purposes, key=lambda purpose: -purpose.yuan))
