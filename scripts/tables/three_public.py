"""The three-public figures of a package, whichever way its table is laid out: total and five parts, by vintage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scripts.package import Package, Row, Table
from scripts.package.three_public import NAMES as NAMED
from scripts.schema import Column
from scripts.schema.labels import folded
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
    """The six figures by vintage: the year's own (budget or outturn), and the budgets that a final account prints beside.

    Nothing where no table says anything; NOTHING for a part that the table has no place for.
    """
    own = "outturn" if package.disclosure.phase == "final" else "budget"
    found: dict[str, dict[str, Cell]] = {}
    for table in package.tables.values():
        if table.kind.name != "three-public" or not table.rows:
            continue
        for vintage in (own, *_PLANS):
            cells = {purpose: _cell(table, purpose, vintage, own) for purpose in PUBLIC}
            if any(one.figure is not None for one in cells.values()):
                found.setdefault(vintage, cells)
    return found


def _cell(table: Table, purpose: str, vintage: str, own: str) -> Cell:
    columns = [one for one in table.values if _is_of(one, table, purpose, vintage, own)]
    whole = [one for one in columns if one.coordinates and one.coordinates.fund == "all"]
    if columns:
        row = _row(table, vintage)
        return cell(table, row, [one.name for one in whole[:1] or columns]) if row else NOTHING
    return _named(table, purpose) if vintage == own else NOTHING


def _is_of(column: Column, table: Table, purpose: str, vintage: str, own: str) -> bool:
    at = column.coordinates
    if at is None or set(at.stated) - {"purpose", "vintage", "fund"} or _prints_items(table):
        return False
    said = at.purpose if "purpose" in at.stated else table.coordinates.purpose
    return said == purpose and at.stated.get("vintage", own) == vintage


def _prints_items(table: Table) -> bool:
    return any(row["item"] for row in table.rows)


def _row(table: Table, vintage: str) -> Row | None:
    """The row that speaks for all: the total, else the first; of the wanted vintage where rows tell theirs."""
    rows = [row for row in table.rows if row["vintage"] in ("", vintage)]
    return next((row for row in rows if row["role"] == "total"), rows[0] if rows else None)


def _named(table: Table, purpose: str) -> Cell:
    """The row that names a purpose; the total row before another of its name."""
    rows = sorted(_rows_named(table, purpose), key=lambda row: row["role"] != "total")
    return cell(table, rows[0]) if rows else NOTHING


def _rows_named(table: Table, purpose: str) -> Iterator[Row]:
    for row in table.rows:
        if row["item"] and re.fullmatch(NAMED[purpose], folded(row["item"])):
            yield row
