"""What a package spends by nature: basic and project spending, and the whole they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.schema import Coordinates
from scripts.tables.by_code import Cell, added, cell

Nature = Literal["basic", "project"]

_HALVES: dict[Nature, tuple[str, ...]] = {"basic": ("personnel", "running"), "project": ()}
_TABLES = ("expenditure", "general-public-expenditure")
"""The table of all spending before that of the general public budget."""


@dataclass(frozen=True)
class NatureSplit:
    """The total row of a table of spending.

    The whole, and what of it is basic and project spending.

    `basis` says of which money the table is.
    """

    table: str
    basis: Coordinates
    whole: Cell
    basic: Cell
    project: Cell

    def part(self, nature: Nature) -> Cell:
        """Basic or project spending."""
        return self.basic if nature == "basic" else self.project


def by_nature(package: Package) -> Iterator[NatureSplit]:
    """Spending by nature as each table of spending states it, that of all spending first."""
    for table in (package.table(name) for name in _TABLES):
        row = None if table is None else total_row(table)
        if table is not None and row is not None:
            yield NatureSplit(
                table.name,
                Coordinates(fund=table.coordinates.fund, scope=table.coordinates.scope),
                whole=cell(table, row),
                basic=_part(table, row, "basic"),
                project=_part(table, row, "project"),
            )


def total_row(table: Table) -> Row | None:
    """The row of the whole: the last total, or the only row there is."""
    totals = table.totals()
    if totals:
        return totals[-1]
    # A table of one line prints no total: the line is the whole.
    return table.rows[0] if len(table.rows) == 1 else None


def _part(table: Table, row: Row, nature: Nature) -> Cell:
    """A nature's own column; its halves together where a table states those and not it."""
    # 人员经费 and 公用经费 beside each other, without 基本支出 over them.
    own = cell(table, row, (nature,))
    halves = [cell(table, row, (half,)) for half in _HALVES[nature]]
    if own.number is None and halves and all(half.number is not None for half in halves):
        return added(halves)
    return own
