"""A package in hand from whatever of a spoilt one can be read: all its faults are told at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import cast

from scripts import privacy
from scripts.checks.form.resources import Records
from scripts.checks.form.rules import Form
from scripts.checks.verdicts import Verdict
from scripts.package import Disclosure, Package, Row, Table
from scripts.schema import (
    ABSENCES,
    MULTIPLIERS,
    STORED,
    Absent,
    Coordinates,
    Figure,
    Status,
    kind_of,
)


@dataclass(frozen=True)
class Salvaged:
    """What could be read, and the cells and tables of it that nothing may be concluded from."""

    package: Package
    doubtful_tables: frozenset[str]
    doubtful_cells: frozenset[tuple[str, str, str]]

    def is_sound(self, verdict: Verdict) -> bool:
        """Whether every cell of an equation could be read."""
        for term in verdict.terms:
            cell = (term.table, term.line, term.column)
            if term.table in self.doubtful_tables or cell in self.doubtful_cells:
                return False
        return True


def salvage(form: Form, files: Sequence[Records]) -> Salvaged:
    """The tables that can be read, under the package's name; what is no figure is doubtful."""
    tables: dict[str, Table] = {}
    doubtful: set[str] = set()
    cells: set[tuple[str, str, str]] = set()
    for file in files:
        table = _table(file)
        if table is None:
            continue
        tables[table.name] = table
        if _is_doubtful(file, table):
            doubtful.add(table.name)
        for _, record in file.records:
            for column in table.values:
                text = record.get(column.name)
                # A blank counts as nothing in a sum; what could not be read must not.
                if text is None or not (text in ABSENCES or _is_figure(text)):
                    cells.add((table.name, record.get("line", ""), column.name))
    # departments/x/2024-budget; a folder checked alone has a shorter path.
    *_, slug, _ = ["", "", *form.package.split("/")]
    # What the descriptor says of body, year and phase may be what is wrong with it.
    package = Package(slug, "", Disclosure("", "department", 0, "budget"), (), tables)
    return Salvaged(package, frozenset(doubtful), frozenset(cells))


def _table(file: Records) -> Table | None:
    columns = file.columns
    try:
        kind, coordinates = kind_of(file.table), Coordinates(**file.resource["coordinates"])
    # Of an unknown kind nobody knows what should add up.
    except (KeyError, TypeError, ValueError):
        return None
    rows = []
    for _, record in file.records:
        keys: dict[str, str] = {}
        figures: dict[str, Figure] = {}
        for column in columns:
            text = record.get(column.name, "")
            if not column.is_value:
                keys[column.name] = text
            elif column.belongs_to(record.get("list", "")):
                absent = Absent(text if text in ABSENCES else "")
                figures[column.name] = Decimal(text) if _is_figure(text) else absent
        rows.append(Row(keys, figures))
    unit = file.resource.get("amountUnit", "")
    return Table(
        name=file.table,
        kind=kind,
        status=cast(Status, str(file.resource.get("status", ""))),
        columns=tuple(columns),
        rows=tuple(rows),
        title=str(file.resource.get("title", "")),
        amount_unit=unit if isinstance(unit, str) else "",
        coordinates=coordinates,
    )


def _is_figure(text: str) -> bool:
    """Whether a text is a figure to be reckoned with and shown: a telephone number is none."""
    if STORED.fullmatch(text) is None:
        return False
    return not privacy.find(text)


def _is_doubtful(file: Records, table: Table) -> bool:
    """Whether a table is of no use for equations: without columns that order its rows, or unit."""
    keys = [column.name for column in table.columns if not column.is_value]
    # Without role and parent, a total would be added up with its own parts.
    if any(name not in file.header for name in keys):
        return True
    # "" is a table without money; 萬元 or a slip may be any multiple.
    return table.amount_unit not in ("", *MULTIPLIERS)
