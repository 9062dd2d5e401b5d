"""Which rows of a table stand above which, and which is the total, where only its own sums tell."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scripts.ingest.document import Place
from scripts.ingest.tables import hierarchy_by_label
from scripts.ingest.tables.hierarchy_by_sum import by_arithmetic
from scripts.package import Row, Table
from scripts.schema import Column


def parents(table: Table, places: Sequence[Place]) -> tuple[int | None, ...]:
    """Each row's parent by codes, classes and numbering; where those do not add up and nesting does, by nesting."""
    done = list(hierarchy_by_label.parents(table.rows, places))
    for name in dict.fromkeys(row["list"] for row in table.rows):
        _nested(table, name, done)
    return tuple(done)


def _nested(table: Table, name: str, done: list[int | None]) -> None:
    """Nest the rows of a list without codes, where their sums contradict the reading so far and nesting fits them."""
    rows = [(index, row) for index, row in enumerate(table.rows) if row["list"] == name]
    columns = [
        column.name for column in table.values if column.belongs_to(name) and _is_money(column)
    ]
    # Codes tell the order of statutory tables, whose sums are to be checked, not made to fit.
    if not columns or (table.kind.statutory and any(row.code for _, row in rows)):
        return
    totals = [row for _, row in rows if row["role"] == "total"]
    wholes: list[tuple[int | None, Decimal | None]] = [
        (index, row.number(columns[0]))
        for index, row in rows
        if index in done and row["role"] == "line"
    ]
    subtotals = [index for index, row in rows if row["role"] == "subtotal"]
    last = subtotals[0] if len(subtotals) == 1 else len(table.rows)
    whole_rows = [table.rows[index] for index in subtotals] or totals
    if len(whole_rows) == 1:
        wholes.append((None, whole_rows[0].number(columns[0])))
    for head, whole in wholes:
        below = [
            index
            for index, row in rows
            if done[index] == head and row["role"] == "line" and index < last
        ]
        everything = [index for index, row in rows if row["role"] == "line" and index < last]
        _nest(
            table, columns[0], whole, head, [everything, below] if head is None else [below], done
        )
    if len(subtotals) == 1 and len(totals) == 1:
        whole, part = totals[0].number(columns[0]), table.rows[subtotals[0]].number(columns[0])
        rest = [
            index
            for index, row in rows
            if row["role"] == "line" and index > last and done[index] is None
        ]
        _nest(
            table,
            columns[0],
            None if whole is None or part is None else whole - part,
            None,
            [rest],
            done,
        )


def _is_money(column: Column) -> bool:
    return column.coordinates is not None and column.coordinates.measure == "amount"


def _nest(
    table: Table,
    column: str,
    whole: Decimal | None,
    head: int | None,
    choices: Sequence[Sequence[int]],
    done: list[int | None],
) -> None:
    """Nest the rows below a heading where they do not add up to it; the first of the choices that fits is taken."""
    amounts = {index: table.rows[index].number(column) for choice in choices for index in choice}
    stated = sum((amounts[index] or Decimal(0) for index in choices[-1]), Decimal(0))
    if whole is None or stated == whole:
        return
    for choice in choices:
        nested = by_arithmetic([amounts[index] for index in choice], whole)
        if nested is not None:
            for place, up in enumerate(nested):
                done[choice[place]] = head if up is None else choice[up]
            return


def with_unit_totals(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows, with a unit's own line in a list of codes that has no total made that total."""
    done = list(rows)
    for name in dict.fromkeys(row["list"] for row in rows):
        listed = [row for row in rows if row["list"] == name]
        units = [
            row
            for row in listed
            if row["unit_name"] and not row.code and row.label == row["unit_name"]
        ]
        if (
            len(units) == 1
            and any(row.code for row in listed)
            and all(row["role"] != "total" for row in listed)
        ):
            done[done.index(units[0])] = Row({**units[0].keys, "role": "total"}, units[0].figures)
    return tuple(done)
