"""What a package spends by nature: basic and project spending, and the whole they are of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scripts.package import Package, Row, Table
from scripts.schema import Coordinates
from scripts.tables.by_code import Cell, added, cell

Nature = Literal["basic", "project"]

_HALVES_OF_BASIC = ("personnel", "running")
_TABLES = ("expenditure", "general-public-expenditure")
"""The table of all spending before that of the general public budget."""


@dataclass(frozen=True)
class NatureSplit:
    """The total row of a table of spending: the whole, what of it is basic and project spending."""

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
    for name in _TABLES:
        table = package.table(name)
        if table is None:
            continue
        row = total_row(table)
        if row is None:
            continue

        at = table.coordinates
        basis = Coordinates(fund=at.fund, scope=at.scope)
        basic = cell(table, row, ("basic",))
        # 人员经费 and 公用经费 beside each other, without 基本支出 over them.
        halves = [cell(table, row, (half,)) for half in _HALVES_OF_BASIC]
        if basic.number is None and all(half.number is not None for half in halves):
            basic = added(halves)
        project = cell(table, row, ("project",))
        yield NatureSplit(table.name, basis, cell(table, row), basic, project)


def total_row(table: Table) -> Row | None:
    """The row of the whole: the last total, or the only row there is."""
    totals = table.totals()
    # A table of one line prints no total: the line is the whole.
    if not totals and len(table.rows) == 1:
        totals = table.rows
    return next(reversed(totals), None)
