"""The three-public figures of a package: total and five parts, by vintage, from any layout."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.package import Package, Table
from scripts.package.three_public import purpose_cell
from scripts.tables.by_code import NOTHING, Cell, cell

PUBLIC = (
    "three_public",
    "travel_abroad",
    "vehicles",
    "vehicle_purchase",
    "vehicle_running",
    "hospitality",
)
"""The total, and its parts; purchase and running are the two halves of vehicles."""

_PLANS = ("original_budget", "adjusted_budget")


def public(package: Package) -> Mapping[str, Mapping[str, Cell]]:
    """The six figures by vintage.

    The year's own (budget or outturn), and the budgets that a final account prints beside it; no
    vintage of which no table says anything. NOTHING stands for a part that the table has no place
    for.
    """
    own = "outturn" if package.disclosure.phase == "final" else "budget"
    figures: dict[str, dict[str, Cell]] = {}
    for table in package.tables.values():
        if table.kind.name != "three-public" or not table.rows:
            continue
        # The first table that says anything of a vintage speaks for it.
        for vintage in (own, *_PLANS):
            cells = {purpose: _cell(table, purpose, vintage) for purpose in PUBLIC}
            if any(place.figure is not None for place in cells.values()):
                figures.setdefault(vintage, cells)
    return figures


def _cell(table: Table, purpose: str, vintage: str) -> Cell:
    place = purpose_cell(table, purpose, vintage)
    if place is None:
        return NOTHING
    return cell(table, place.row, place.columns)
