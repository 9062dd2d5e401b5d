"""An amount on its way to a page: its number and unit as printed, its amount in 元, and its line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from scripts.package import Row, Table
from scripts.schema import MULTIPLIERS


@dataclass(frozen=True)
class Money:
    """An amount in the unit it was published in; `line` is empty where we worked it out."""

    number: Decimal
    amount_unit: str
    table: str = ""
    line: str = ""

    @property
    def yuan(self) -> Decimal:
        """The amount in 元, exact.

        >>> Money(Decimal("1.50"), "万元").yuan
        Decimal('15000.00')
        """
        return self.number * MULTIPLIERS.get(self.amount_unit, 1)


@dataclass(frozen=True)
class Named:
    """A name with its money."""

    name: str
    money: Money


def money(table: Table, row: Row, column: str) -> Money | None:
    """The amount in a cell; None where the cell states none."""
    # A blank or a dash is no amount of 0.
    number = row.number(column)
    if number is None:
        return None
    return Money(number, table.amount_unit, table.name, row["line"])


def stated(row: Row) -> Money | None:
    """The amount that a statement of the prose tells; None where it tells none."""
    number = row.number("value")
    if number is None:
        return None
    return Money(number, row["amount_unit"], "statements", row["line"])


def total(items: Iterable[Money]) -> Decimal:
    """The sum in 元."""
    return sum((item.yuan for item in items), Decimal(0))


def ranked(items: Iterable[Named]) -> list[Named]:
    """The items, largest first; equal ones in published order."""
    return sorted(items, key=lambda item: -item.money.yuan)


def share(part: Decimal, whole: Decimal, places: int = 2) -> Decimal | None:
    """Part of whole in percent, rounded half up; None where the whole is nothing.

    >>> share(Decimal(1), Decimal(8), places=1)
    Decimal('12.5')
    """
    if not whole:
        return None
    percent = 100 * part / whole
    # 2 places are a hundredth of a percent: Decimal("0.01")
    least = Decimal(1).scaleb(-places)
    return percent.quantize(least, ROUND_HALF_UP)
