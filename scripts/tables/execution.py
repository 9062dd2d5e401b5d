"""How much of a budget was spent: plan and outturn of one line, from one package or from two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from scripts.package import Package, Table
from scripts.schema import Coordinates
from scripts.tables.money import share
from scripts.tables.spending import NOTHING, Cell, by_function, cell

PLANS = ("adjusted_budget", "original_budget", "budget")
"""The plans that an outturn is compared with, the one that applied in the end first."""


@dataclass(frozen=True)
class Execution:
    """A line's plans by vintage and its outturn; `use` is what it is for where columns say so."""

    table: str
    code: str
    name: str
    use: str
    plans: Mapping[str, Cell]
    outturn: Cell

    @property
    def against(self) -> str:
        """The plan that the rate is of: the last that states more than nothing; "" if none does."""
        for vintage in PLANS:
            plan = self.plans.get(vintage, NOTHING)
            if plan.yuan and plan.yuan > 0:
                return vintage
        return ""

    @property
    def rate(self) -> Decimal | None:
        """Outturn in percent of the plan; None where either is not stated, or nothing planned."""
        plan = self.plans.get(self.against, NOTHING).yuan
        outturn = self.outturn.yuan
        if plan is None or outturn is None:
            return None
        return share(outturn, plan)


def printed(final: Package) -> Iterator[Execution]:
    """The pairs that a final account prints itself: rows with plans beside their outturn."""
    for table in final.tables.values():
        # 年初预算数 | 全年预算数 | 决算数
        pairs = _pairs(table)
        for row in table.rows:
            # Of the sheets of projects only the whole of each project.
            if table.kind.name == "sheet-funds" and row.role != "total":
                continue

            for use, names in pairs.items():
                cells = {name: cell(table, row, (column,)) for name, column in names.items()}
                outturn = cells.pop("outturn")
                figures = [outturn, *cells.values()]
                if any(figure.number is not None for figure in figures):
                    yield Execution(table.name, row.code, row.label, use, cells, outturn)


def between(budget: Package, final: Package) -> Iterator[Execution]:
    """The functions of a year's budget beside those of its final account, the whole first."""
    planned = by_function(budget)
    spent = by_function(final)
    # Nothing where the two do not speak of the same money.
    if planned is None or spent is None or planned.basis != spent.basis:
        return

    table = spent.table
    yield Execution(table, "", "", "all", {"budget": planned.total}, spent.total)
    codes = {*planned.classes_and_finest, *spent.classes_and_finest}
    for code in sorted(codes):
        plan = planned.cells.get(code, NOTHING)
        outturn = spent.cells.get(code, NOTHING)
        if plan.number or outturn.number:
            name = spent.names.get(code) or planned.names.get(code, "")
            yield Execution(table, code, name, "all", {"budget": plan}, outturn)


def _pairs(table: Table) -> dict[str, dict[str, str]]:
    """The columns that differ in nothing but the vintage: by purpose, their names by vintage."""
    columns: dict[Coordinates, dict[str, str]] = {}
    for column in table.values:
        at = column.coordinates
        if at is not None and at.measure == "amount":
            # A column that names no vintage is of the table's own.
            vintage = at.within(table.coordinates).vintage
            same = columns.setdefault(replace(at, vintage="outturn"), {})
            same[vintage] = column.name

    pairs = {}
    for at, names in columns.items():
        # Only those of which the outturn and a plan are there.
        held = {vintage: names[vintage] for vintage in (*PLANS, "outturn") if vintage in names}
        if "outturn" in held and len(held) > 1:
            purpose = at.within(table.coordinates).purpose
            pairs[purpose] = held
    return pairs
