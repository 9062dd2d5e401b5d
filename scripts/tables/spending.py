"""What the money is for, as the classification has it: class, group and item (类、款、项), each the sum of what is below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.tables.facts import leaves


@dataclass(frozen=True)
class Purpose:
    """A function of the classification with its money in 元, and the finer functions that make it up."""

    code: str
    name: str
    yuan: Decimal
    parts: tuple[Purpose, ...] = ()


def spending(packages: Iterable[Package]) -> tuple[Purpose, ...]:
    """The classes with what is below them, over all the packages together; who is to be counted is for the caller."""
    amounts: defaultdict[str, Decimal] = defaultdict(Decimal)
    names: dict[str, str] = {}
    for package in packages:
        for table, row in _finest(package):
            amounts[row["function_code"]] += (row.number("amount") or Decimal(0)) * table.multiplier
        names |= {code: name for code, name in _names(package) if code not in names}
    return tuple(_purposes(amounts, names, 3, ""))


def _finest(package: Package) -> Iterator[tuple[Table, Row]]:
    """The finest rows of the table of spending by function, each once."""
    tables = (package.table(name) for name in ("expenditure", "general-public-expenditure"))
    table = next((one for one in tables if one and any(row["function_code"] for row in one.rows)), None)
    if table is None:
        return
    lines = {row["line"] for row, _ in leaves(table)}
    yield from ((table, row) for row in table.rows if row["line"] in lines and row["function_code"])


def _names(package: Package) -> Iterator[tuple[str, str]]:
    for table in package.tables.values():
        for row in table.rows:
            if row["function_code"] and row["function_name"]:
                yield row["function_code"], row["function_name"]


def _purposes(amounts: dict[str, Decimal], names: dict[str, str], digits: int, above: str) -> Iterator[Purpose]:
    """The functions with so many digits below another, largest first."""
    found: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
    for code, amount in amounts.items():
        if code.startswith(above):
            found[code[:digits]][code] = amount
    made = [_purpose(code, below, names) for code, below in found.items()]
    yield from sorted(made, key=lambda purpose: -purpose.yuan)


def _purpose(code: str, below: dict[str, Decimal], names: dict[str, str]) -> Purpose:
    yuan = sum(below.values(), Decimal(0))
    finer = {each: amount for each, amount in below.items() if each != code}
    own = {code: below[code]} if code in below and finer else {}
    parts = [*_purposes(finer, names, len(code) + 2, code)] if finer else []
    # What is published for the function itself, beside finer ones, is a part of its own.
    parts += [Purpose(each, names.get(each, each), amount) for each, amount in own.items()]
    return Purpose(code, names.get(code, code), yuan, tuple(parts))
