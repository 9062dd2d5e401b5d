"""What the money is for, as the classification has it: class, group and item (类、款、项), each the sum of what is below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package
from scripts.tables.by_code import by_function
from scripts.tables.comparison import within


@dataclass(frozen=True)
class Purpose:
    """A function of the classification with its money in 元, and the finer functions that make it up."""

    code: str
    name: str
    yuan: Decimal
    parts: tuple[Purpose, ...] = ()


def purposes(packages: Iterable[Package], known: Mapping[str, str]) -> tuple[Purpose, ...]:
    """The classes with what is below them, over all the packages together; `known` are the reliable names of codes."""
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    names = dict(known)
    for package in packages:
        found = by_function(package)
        for code in found.finest if found is not None else ():
            assert found is not None
            amounts[code] += found.cells[code].yuan or Decimal(0)
            names.setdefault(code, found.names.get(code, code))
    return tuple(_purposes(amounts, names, 3, ""))


def together(packages: Sequence[Package], period: tuple[int, str]) -> list[Package]:
    """The packages of a year and phase whose spending by function may be added up: each body once, one kind of money."""
    inside = within(packages)
    held = [
        (found.basis, one)
        for one in packages
        if (one.disclosure.year, one.disclosure.phase) == period
        and one.path not in inside
        and (found := by_function(one)) is not None
    ]
    common = Counter(basis for basis, _ in held)
    most = max(common, key=lambda one: (common[one], not one.stated, one.column), default=None)
    return [one for basis, one in held if basis == most]


def _purposes(
    amounts: Mapping[str, Decimal], names: Mapping[str, str], digits: int, above: str
) -> Iterator[Purpose]:
    """The functions with so many digits below another, largest first."""
    found: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for code, amount in amounts.items():
        if code.startswith(above):
            found[code[:digits]][code] = amount
    made = [_purpose(code, below, names) for code, below in found.items()]
    yield from sorted(made, key=lambda purpose: -purpose.yuan)


def _purpose(code: str, below: Mapping[str, Decimal], names: Mapping[str, str]) -> Purpose:
    name = names.get(code) or code
    finer = {each: amount for each, amount in below.items() if each != code}
    parts = [*_purposes(finer, names, len(code) + 2, code)] if finer else []
    # What one body publishes for the function as a whole stands beside what others publish more finely.
    parts += [Purpose(code, name, below[code])] if finer and code in below else []
    return Purpose(code, name, sum(below.values(), Decimal(0)), tuple(parts))
