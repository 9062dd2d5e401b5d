"""What is read besides the statutory tables, as tables of the package: sheets, statements, what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scripts.ingest.document import PHRASE, Place, Unplaced, phrase
from scripts.ingest.quantities import target
from scripts.ingest.reading import Statement
from scripts.ingest.sheets import Sheet
from scripts.ingest.tables import placed
from scripts.package import Row, Table
from scripts.schema import BLANK, KEYS, KINDS, NUMBER, Column, Coordinates, Figure, figure, value_column

_AMOUNT = value_column(Coordinates())


def sheet_heads(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per performance sheet: what its head states, and whether its annual goal repeats the whole period's."""
    names = ("sheet", "project_name", "department_label", "unit_name", "attribute", "duration", "filed", "goal_repeats")
    rows = [
        _row({"sheet": str(number), **sheet.head, "goal_repeats": sheet.goal_repeats}, {}, sheet.place, document)
        for number, sheet in enumerate(sheets, start=1)
    ]
    return _table("project-sheets", names, (), rows)


def sheet_funds(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per line of money of each sheet, for the whole period and for the year."""
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for fund in sheet.funds:
            keys = {"sheet": str(number), "project_name": _project(sheet), "horizon": fund.horizon, "item": fund.item}
            keys["role"] = "total" if "资金总额" in fund.item else "line"
            rows.append(_row(keys, {_AMOUNT.name: fund.amount}, fund.place, document))
    units = {sheet.amount_unit for sheet in sheets} - {""}
    return _table("sheet-funds", ("sheet", "project_name", "horizon", "role", "item"), (_AMOUNT,), rows, _one(units))


def performance_targets(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per indicator and horizon, its target as printed and, where it is a quantity, as a number."""
    names = ("sheet", "project_name", "horizon", "level_1", "level_2", "level_3", "target", "relation", "amount_unit")
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for one in sheet.indicators:
            relation, value, unit = target(one.target)
            keys = {
                "sheet": str(number),
                "project_name": _project(sheet),
                "horizon": one.horizon,
                "target": phrase(one.target, _LONGEST),
            }
            keys |= {"level_1": one.level_1, "level_2": one.level_2, "level_3": phrase(one.level_3, _LONGEST)}
            keys |= {"relation": relation, "amount_unit": unit}
            rows.append(_row(keys, {NUMBER.name: Decimal(value) if value else BLANK}, one.place, document))
    return _table("performance-targets", names, (NUMBER,), rows)


def sheet_quantities(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per quantity that goals, plans and reasons name in words."""
    names = ("sheet", "project_name", "field", "horizon", "noun", "relation", "amount_unit")
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for one in sheet.quantities:
            keys = {"sheet": str(number), "project_name": _project(sheet), "field": one.field, "horizon": one.horizon}
            keys |= {"noun": one.quantity.noun, "relation": one.quantity.relation, "amount_unit": one.quantity.unit}
            rows.append(_row(keys, {NUMBER.name: one.quantity.number}, one.place, document))
    return _table("sheet-quantities", names, (NUMBER,), rows)


def statement_table(statements: Iterable[Statement], document: int) -> Table:
    """A row per figure of the prose."""
    names = _STATEMENT
    rows = []
    for one in statements:
        keys = {name: getattr(one, name) for name in names}
        rows.append(_row(keys, {NUMBER.name: BLANK if one.value is None else one.value}, one.place, document))
    return _table("statements", names, (NUMBER,), rows)


_STATEMENT = (
    "topic",
    "section",
    "subject",
    "function_code",
    "department_economic_code",
    "government_economic_code",
    "measure",
    "vintage",
    "direction",
    "compared",
    "whole",
    "reason",
    "amount_unit",
)


def unrecognised(cells: Iterable[Unplaced], document: int) -> Table:
    """A row per cell that the data model has no place for."""
    rows = []
    for cell in cells:
        keys = {"table_title": cell.table_title, "row": str(cell.row), "cell": str(cell.cell), "why": cell.why}
        rows.append(_row(keys | {"text": _kept(cell.text), "item": cell.text[:20]}, {}, cell.place, document))
    return _table("unrecognised", ("table_title", "row", "cell", "text", "why"), (), rows)


def _kept(text: str) -> str:
    """A cell's figure whole; of words no more than counts as a fact, for the prose of a document is not kept."""
    return text[:200] if figure(text) is not None else phrase(text, PHRASE)


_LONGEST = 40
"""The longest indicator, and the longest target, that is still a name and no sentence."""


def _project(sheet: Sheet) -> str:
    return sheet.head.get("project_name", "")


def _one(units: set[str]) -> str:
    """The unit of all the sheets; where they differ or state none, none is claimed."""
    return units.pop() if len(units) == 1 else ""


def _row(keys: dict[str, str], figures: dict[str, Figure], place: Place, document: int) -> Row:
    return Row(keys | {"document": str(document), **placed(place)}, figures)


def _table(name: str, names: Sequence[str], values: Sequence[Column], rows: Sequence[Row], unit: str = "") -> Table:
    located = [place for place in ("page", "source_line", "box") if any(row[place] for row in rows)]
    keys = ["line", *names]
    columns = [KEYS[key] for key in keys] + list(values) + [KEYS[key] for key in ("document", *located)]
    kind = KINDS[name]
    status = "published" if rows else "not-applicable"
    return Table(
        name, kind, status, tuple(columns), tuple(rows), kind.title, amount_unit=unit, coordinates=kind.coordinates
    )
