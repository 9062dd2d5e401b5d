"""What is read besides the statutory tables, as tables: sheets, statements, what found no place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from scripts.ingest.document import PHRASE, Place, Unplaced, phrase
from scripts.ingest.performance.indicators import Indicator
from scripts.ingest.performance.sheets import TARGET, Sheet
from scripts.ingest.prose.explanations import Explanation
from scripts.ingest.prose.statement import Statement
from scripts.ingest.tables.body_rows import placed
from scripts.ingest.vocabulary.quantities import stated_relation, target
from scripts.ingest.wordings.wording import Wording
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

_HEAD = (
    "project_name", "department_label", "unit_code", "unit_name", "attribute", "category",
    "duration", "begins", "ends", "filed",
)  # fmt: skip
_RARE = ("unit_code", "category", "begins", "ends")
"""What few forms ask for: a column only where a document has it."""
_STATEMENT = (
    "topic", "section", "subject",
    "function_code", "department_economic_code", "government_economic_code",
    "measure", "vintage", "direction", "compared", "whole", "reason", "amount_unit",
)  # fmt: skip


def sheet_heads(sheets: Sequence[Sheet]) -> Table:
    """A row per performance sheet: what its head states, whether its annual goal is the whole's."""
    stated: set[str] = set()
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        stated.update(sheet.head)
        keys = {"sheet": str(number), **sheet.head, "goal_repeats": sheet.goal_repeats}
        rows.append(_row(keys, {}, sheet.place))

    names = [name for name in _HEAD if name in stated or name not in _RARE]
    return _table("project-sheets", ("sheet", *names, "goal_repeats"), (), rows)


def sheet_funds(sheets: Sequence[Sheet]) -> Table:
    """A row per line of money of each sheet; where all are of one unit, it is the table's."""
    units: set[str] = set()
    measures: dict[Coordinates, None] = {}
    for sheet in sheets:
        for fund in sheet.funds:
            units.add(fund.amount_unit or sheet.amount_unit)
            measures.update(dict.fromkeys(fund.figures))
    unit = units.pop() if len(units) == 1 else ""

    # The planned amount comes first, what was spent of it after.
    planned = Coordinates()
    coordinates = sorted(measures or [planned], key=lambda at: at != planned)
    values = [value_column(at) for at in coordinates]

    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for fund in sheet.funds:
            keys = {
                **_sheet_keys(sheet, number),
                "horizon": fund.horizon,
                "item": fund.item,
                "role": fund.role,
                "amount_unit": "" if unit else fund.amount_unit or sheet.amount_unit,
            }
            figures: dict[str, Figure] = {
                at.column: fund.figures.get(at, BLANK) for at in coordinates
            }
            rows.append(_row(keys, figures, fund.place))

    names = ["sheet", "project_name", "horizon", "role", "item"]
    if rows and not unit:
        names.append("amount_unit")
    return _table("sheet-funds", names, values, rows, unit)


def performance_targets(sheets: Sequence[Sheet]) -> Table:
    """A row per indicator and horizon: its target as printed and, of a quantity, as a number."""
    indicators: list[Indicator] = []
    for sheet in sheets:
        indicators += sheet.indicators
    has_totals = any(indicator.role == "total" for indicator in indicators)

    points = []
    for name in ("weight", "score"):
        if any(getattr(indicator, name) != BLANK for indicator in indicators):
            points.append(value_column(Coordinates(measure=name)))

    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for indicator in sheet.indicators:
            keys = _sheet_keys(sheet, number)
            if has_totals:
                keys["role"] = indicator.role
            rows.append(_target(indicator, keys, points))

    names = ["sheet", "project_name", "horizon"]
    if has_totals:
        names.append("role")
    names += ["level_1", "level_2", "level_3", "target"]
    if any(indicator.achieved for indicator in indicators):
        names.append("achieved")
    names += ["relation", "amount_unit"]
    return _table("performance-targets", names, (NUMBER, *points), rows)


def _target(indicator: Indicator, keys: Mapping[str, str], points: Sequence[Column]) -> Row:
    relation, number, unit = target(indicator.target)
    texts = {
        "horizon": indicator.horizon,
        "target": phrase(indicator.target, TARGET),
        "level_1": indicator.level_1,
        "level_2": indicator.level_2,
        "level_3": phrase(indicator.level_3, TARGET),
        "relation": relation or stated_relation(indicator.relation),
        "amount_unit": unit or indicator.unit,
        "achieved": phrase(indicator.achieved, PHRASE),
    }

    # A target in words (提高, 优良) has a blank for its number.
    figures: dict[str, Figure] = {NUMBER.name: Decimal(number) if number else BLANK}
    for column in points:
        figures[column.name] = getattr(indicator, column.name)
    return _row({**keys, **texts}, figures, indicator.place)


def sheet_quantities(sheets: Sequence[Sheet]) -> Table:
    """A row per quantity that goals, plans and reasons name in words: 培训500人次."""
    names = ("sheet", "project_name", "field", "horizon", "noun", "relation", "amount_unit")
    rows = []
    for number, sheet in enumerate(sheets, start=1):
        for mention in sheet.quantities:
            keys = {
                **_sheet_keys(sheet, number),
                "field": mention.field,
                "horizon": mention.horizon,
                "noun": mention.quantity.noun,
                "relation": mention.quantity.relation,
                "amount_unit": mention.quantity.unit,
            }
            figures: dict[str, Figure] = {NUMBER.name: mention.quantity.number}
            rows.append(_row(keys, figures, mention.place))
    return _table("sheet-quantities", names, (NUMBER,), rows)


def statement_table(statements: Iterable[Statement]) -> Table:
    """A row per figure of the prose; a blank where it says without one that all is as before."""
    rows = []
    for statement in statements:
        keys = {name: getattr(statement, name) for name in _STATEMENT}
        number = BLANK if statement.value is None else statement.value
        rows.append(_row(keys, {NUMBER.name: number}, statement.place))
    return _table("statements", _STATEMENT, (NUMBER,), rows)


def explanations(subjects: Iterable[Explanation]) -> Table:
    """A row per subject that the document speaks of: its name and place, none of the words."""
    rows = [_row({"topic": topic}, {}, place) for topic, place in subjects]
    return _table("explanations", ("topic",), (), rows)


def wordings(doubts: Iterable[Wording]) -> Table:
    """A row per place where words are in doubt: the words and what stands elsewhere, in short."""
    rows = []
    for doubt in doubts:
        # The words tell one doubt from another: they make the line's id.
        keys = {
            "item": doubt.text[:PHRASE],
            "doubt": doubt.doubt,
            "text": doubt.text,
            "expected": doubt.expected,
        }
        rows.append(_row(keys, {}, doubt.place))
    return _table("wordings", ("doubt", "text", "expected"), (), rows)


def unrecognised(cells: Iterable[Unplaced]) -> Table:
    """A row per cell that the data model has no place for, with the reason why."""
    rows = []
    for cell in cells:
        # A figure is kept whole; of words no more than counts as a fact.
        text = cell.text[:200]
        if figure(cell.text) is None:
            text = phrase(cell.text, PHRASE)
        keys = {
            "table_title": cell.table_title,
            "row": str(cell.row),
            "cell": str(cell.cell),
            "why": cell.why,
            "text": text,
            "item": cell.text[:PHRASE],
        }
        rows.append(_row(keys, {}, cell.place))
    return _table("unrecognised", ("table_title", "row", "cell", "text", "why"), (), rows)


def _sheet_keys(sheet: Sheet, number: int) -> dict[str, str]:
    return {"sheet": str(number), "project_name": sheet.head.get("project_name", "")}


def _row(keys: dict[str, str], figures: dict[str, Figure], place: Place) -> Row:
    return Row({**keys, **placed(place)}, figures)


def _table(
    name: str,
    names: Sequence[str],
    values: Sequence[Column],
    rows: Sequence[Row],
    unit: str = "",
) -> Table:
    # A text has lines and no pages, a workbook no boxes: a column only where a row has it.
    places = ["document"]
    for column in ("page", "source_line", "box"):
        if any(row[column] for row in rows):
            places.append(column)

    keys = [KEYS[key] for key in ("line", *names)]
    status: Status = "published" if rows else "not-applicable"
    kind = KINDS[name]
    return Table(
        name=name,
        kind=kind,
        status=status,
        columns=(*keys, *values, *(KEYS[place] for place in places)),
        rows=tuple(rows),
        title=kind.title,
        amount_unit=unit,
        coordinates=kind.coordinates,
    )
