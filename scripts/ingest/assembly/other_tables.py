"""What is read besides the statutory tables, as tables of the package: sheets, statements, what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from scripts.ingest.document import PHRASE, Place, Unplaced, phrase
from scripts.ingest.performance.funds import SheetFund
from scripts.ingest.performance.indicators import Indicator
from scripts.ingest.performance.sheets import TARGET, Sheet
from scripts.ingest.prose.explanations import Explanation
from scripts.ingest.prose.statement import Statement
from scripts.ingest.tables.body_rows import placed
from scripts.ingest.vocabulary.quantities import stated_relation, target
from scripts.package import Row, Table
from scripts.schema import (
    BLANK,
    KEYS,
    KINDS,
    NUMBER,
    Column,
    Coordinates,
    Figure,
    Status,
    figure,
    value_column,
)

_MONEY = Coordinates()
_RARE = ("category", "begins", "ends")
"""What few forms ask for: a column only where a document has it."""


def sheet_heads(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per performance sheet: what its head states, and whether its annual goal repeats the whole period's."""
    asked = (
        "sheet",
        "project_name",
        "department_label",
        "unit_name",
        "attribute",
        "category",
        "duration",
        "begins",
        "ends",
        "filed",
        "goal_repeats",
    )
    names = tuple(
        name for name in asked if name not in _RARE or any(name in sheet.head for sheet in sheets)
    )
    rows = [
        _row(
            {"sheet": str(number), **sheet.head, "goal_repeats": sheet.goal_repeats},
            {},
            sheet.place,
            document,
        )
        for number, sheet in enumerate(sheets, start=1)
    ]
    return _table("project-sheets", names, (), rows)


def sheet_funds(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per line of money of each sheet, for the whole period and for the year, by source or by task."""
    units = {_unit(sheet, fund) for sheet in sheets for fund in sheet.funds}
    one = units.pop() if len(units) == 1 else ""
    found = dict.fromkeys(at for sheet in sheets for fund in sheet.funds for at in fund.figures)
    values = tuple(
        value_column(at) for at in sorted(found or {_MONEY: None}, key=lambda at: at != _MONEY)
    )
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for fund in sheet.funds:
            keys = {
                "sheet": str(number),
                "project_name": _project(sheet),
                "horizon": fund.horizon,
                "item": fund.item,
            }
            keys |= {"role": fund.role, "amount_unit": "" if one else _unit(sheet, fund)}
            rows.append(
                _row(
                    keys,
                    {at.column: value for at, value in fund.figures.items()},
                    fund.place,
                    document,
                )
            )
    own = ("amount_unit",) if rows and not one else ()
    names = ("sheet", "project_name", "horizon", "role", "item", *own)
    return _table("sheet-funds", names, values, [_filled(row, values) for row in rows], one)


def _unit(sheet: Sheet, fund: SheetFund) -> str:
    return fund.amount_unit or sheet.amount_unit


def performance_targets(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per indicator and horizon, its target as printed and, where it is a quantity, as a number."""
    points = tuple(
        value_column(Coordinates(measure=name))
        for name in ("weight", "score")
        if any(getattr(one, name) != BLANK for sheet in sheets for one in sheet.indicators)
    )
    came = (
        ("achieved",) if any(one.achieved for sheet in sheets for one in sheet.indicators) else ()
    )
    role = (
        ("role",)
        if any(one.role == "total" for sheet in sheets for one in sheet.indicators)
        else ()
    )
    levels = ("level_1", "level_2", "level_3", "target", "relation", "amount_unit")
    rows = [
        _target(
            one,
            {"sheet": str(number), "project_name": _project(sheet)},
            points,
            bool(role),
            document,
        )
        for number, sheet in enumerate(sheets, start=1)
        for one in sheet.indicators
    ]
    names = ("sheet", "project_name", "horizon", *role, *levels[:4], *came, *levels[4:])
    return _table("performance-targets", names, (NUMBER, *points), rows)


def _target(
    one: Indicator, of: dict[str, str], points: Sequence[Column], has_role: bool, document: int
) -> Row:
    relation, value, unit = target(one.target)
    keys = of | {"horizon": one.horizon, "target": phrase(one.target, TARGET)}
    keys |= {"role": one.role} if has_role else {}
    keys |= {"level_1": one.level_1, "level_2": one.level_2, "level_3": phrase(one.level_3, TARGET)}
    keys |= {"relation": relation or stated_relation(one.relation), "amount_unit": unit or one.unit}
    keys |= {"achieved": phrase(one.achieved, PHRASE)}
    figures = {NUMBER.name: Decimal(value) if value else BLANK}
    figures |= {column.name: getattr(one, column.name) for column in points}
    return _row(keys, figures, one.place, document)


def sheet_quantities(sheets: Sequence[Sheet], document: int) -> Table:
    """A row per quantity that goals, plans and reasons name in words."""
    names = ("sheet", "project_name", "field", "horizon", "noun", "relation", "amount_unit")
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for one in sheet.quantities:
            keys = {
                "sheet": str(number),
                "project_name": _project(sheet),
                "field": one.field,
                "horizon": one.horizon,
            }
            keys |= {
                "noun": one.quantity.noun,
                "relation": one.quantity.relation,
                "amount_unit": one.quantity.unit,
            }
            rows.append(_row(keys, {NUMBER.name: one.quantity.number}, one.place, document))
    return _table("sheet-quantities", names, (NUMBER,), rows)


def statement_table(statements: Iterable[Statement], document: int) -> Table:
    """A row per figure of the prose."""
    names = _STATEMENT
    rows = []
    for one in statements:
        keys = {name: getattr(one, name) for name in names}
        rows.append(
            _row(
                keys, {NUMBER.name: BLANK if one.value is None else one.value}, one.place, document
            )
        )
    return _table("statements", names, (NUMBER,), rows)


def explanations(found: Iterable[Explanation], document: int) -> Table:
    """A row per subject that the document speaks of: the subject and its place, none of its words."""
    rows = [_row({"topic": one.topic}, {}, one.place, document) for one in found]
    return _table("explanations", ("topic",), (), rows)


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
        keys = {
            "table_title": cell.table_title,
            "row": str(cell.row),
            "cell": str(cell.cell),
            "why": cell.why,
        }
        rows.append(
            _row(
                keys | {"text": _kept(cell.text), "item": cell.text[:PHRASE]},
                {},
                cell.place,
                document,
            )
        )
    return _table("unrecognised", ("table_title", "row", "cell", "text", "why"), (), rows)


def _kept(text: str) -> str:
    """A cell's figure whole; of words no more than counts as a fact, for the prose of a document is not kept."""
    return text[:200] if figure(text) is not None else phrase(text, PHRASE)


def _project(sheet: Sheet) -> str:
    return sheet.head.get("project_name", "")


def _filled(row: Row, values: Sequence[Column]) -> Row:
    """A row with a blank for each figure that it does not state."""
    return Row(row.keys, {column.name: row.figures.get(column.name, BLANK) for column in values})


def _row(keys: dict[str, str], figures: dict[str, Figure], place: Place, document: int) -> Row:
    return Row(keys | {"document": str(document), **placed(place)}, figures)


def _table(
    name: str, names: Sequence[str], values: Sequence[Column], rows: Sequence[Row], unit: str = ""
) -> Table:
    located = [place for place in ("page", "source_line", "box") if any(row[place] for row in rows)]
    keys = ["line", *names]
    columns = (
        [KEYS[key] for key in keys] + list(values) + [KEYS[key] for key in ("document", *located)]
    )
    kind = KINDS[name]
    status: Status = "published" if rows else "not-applicable"
    return Table(
        name,
        kind,
        status,
        tuple(columns),
        tuple(rows),
        kind.title,
        amount_unit=unit,
        coordinates=kind.coordinates,
    )
