"""How much of a budget was spent: plan and outturn of one line, from one package or from two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Row, Table
from scripts.schema import Coordinates
from scripts.tables.by_code import NOTHING, Cell, by_function, cell
from scripts.tables.money import share

PLANS = ("adjusted_budget", "original_budget", "budget")
"""The plans that an outturn is compared with, the one that applied in the end first."""


@dataclass(frozen=True)
class Execution:
    """A line's plans by vintage and its outturn.

    `use` is what the money is for where the columns say so.
    """

    table: str
    code: str
    name: str
    use: str
    plans: Mapping[str, Cell]
    outturn: Cell

    @property
    def against(self) -> str:
        """The plan that the rate is of: the last one that states an amount above nothing.

        "" where none does.
        """
        for vintage in PLANS:
            if (self.plans.get(vintage, NOTHING).yuan or 0) > 0:
                return vintage
        return ""

    @property
    def rate(self) -> Decimal | None:
        """Outturn in percent of the plan.

        None where either is not stated or nothing was planned.
        """
        plan, outturn = self.plans.get(self.against, NOTHING).yuan, self.outturn.yuan
        if plan is None or outturn is None:
            return None
        return share(outturn, plan)


def printed(final: Package) -> Iterator[Execution]:
    """The pairs that a final account prints itself.

    Rows in which plans and the outturn stand side by side.

    Of the sheets of projects only the whole of each project.
    """
    for table in final.tables.values():
        # 年初预算数 | 全年预算数 | 决算数
        pairs = _pairs(table)
        if not pairs:
            continue
        for row in table.rows:
            if table.kind.name != "sheet-funds" or row.role == "total":
                yield from _of_row(table, row, pairs)


def between(budget: Package, final: Package) -> Iterator[Execution]:
    """The functions of a year's budget beside those of its final account.

    Nothing where the two do not speak of the same money. The whole comes first, without a code.
    """
    planned, spent = by_function(budget), by_function(final)
    if planned is None or spent is None or planned.basis != spent.basis:
        return
    # The whole comes first.
    yield Execution(spent.table, "", "", "all", {"budget": planned.total}, spent.total)
    for code in sorted({*planned.classes_and_finest, *spent.classes_and_finest}):
        name = spent.names.get(code) or planned.names.get(code, "")
        plan, outturn = planned.cells.get(code, NOTHING), spent.cells.get(code, NOTHING)
        if plan.number or outturn.number:
            yield Execution(spent.table, code, name, "all", {"budget": plan}, outturn)


def _pairs(table: Table) -> dict[str, dict[str, str]]:
    """The columns that differ in nothing but the vintage: by purpose, their names by vintage.

    Only those of which the outturn and a plan are there.
    """
    columns: dict[Coordinates, dict[str, str]] = {}
    for column in table.values:
        at = column.coordinates
        if at is not None and at.measure == "amount":
            # A column that names no vintage is of the table's own.
            vintage = at.within(table.coordinates).vintage
            columns.setdefault(replace(at, vintage="outturn"), {})[vintage] = column.name
    return {
        at.within(table.coordinates).purpose: names
        for at, names in columns.items()
        if "outturn" in names and names.keys() & set(PLANS)
    }


def _of_row(table: Table, row: Row, pairs: Mapping[str, Mapping[str, str]]) -> Iterator[Execution]:
    for use, names in pairs.items():
        plans = {name: cell(table, row, (names[name],)) for name in PLANS if name in names}
        outturn = cell(table, row, (names["outturn"],))
        if any(place.number is not None for place in (*plans.values(), outturn)):
            yield Execution(table.name, row.code, row.label, use, plans, outturn)
