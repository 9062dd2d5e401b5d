"""Which rows of a table stand above which, and which is the total, where only its own sums tell."""

from __future__ import annotations

from bisect import insort
from collections.abc import Sequence
from decimal import Decimal

from scripts.ingest.tables import hierarchy_by_label
from scripts.ingest.tables.hierarchy_by_sum import by_arithmetic
from scripts.package import Row, Table

# For each row of a table the index of its parent, None at the top.
_Parents = list[int | None]


def parents(table: Table) -> tuple[int | None, ...]:
    """Each row's parent by index: by codes, classes and numbering, else by sums.

    Sums decide where the reading by labels does not add up to a row's heading and nesting does.
    """
    tree = list(hierarchy_by_label.parents(table.rows))
    names = dict.fromkeys(row["list"] for row in table.rows)
    for name in names:
        _nest_list(table, name, tree)
    return tuple(tree)


def _nest_list(table: Table, name: str, tree: _Parents) -> None:
    """Nest the rows of a list without codes, where their sums contradict the reading so far."""
    roles: dict[str, list[int]] = {"total": [], "subtotal": [], "line": []}
    is_coded = False
    for index, row in enumerate(table.rows):
        if row["list"] == name:
            roles.setdefault(row.role, []).append(index)
            is_coded = is_coded or bool(row.code)

    # Codes tell the order of statutory tables, whose sums are to be checked, not made to fit.
    column = _money_column(table, name)
    if not column or (table.kind.statutory and is_coded):
        return

    amounts = [row.number(column) for row in table.rows]
    totals, subtotals, lines, *_ = roles.values()

    # What the lines add up to: the subtotals, where there are any.
    wholes = subtotals or totals
    end = len(amounts)
    if len(subtotals) == 1:
        # 本年收入合计 | 上年结转 | 收入总计: the subtotal sums what stands above it.
        end = subtotals[0]
    above = [index for index in lines if index < end]

    parts_of: dict[int | None, list[int]] = {}
    for index in above:
        parts_of.setdefault(tree[index], []).append(index)
    heads = set(tree)
    for heading in filter(heads.__contains__, lines):
        parts = parts_of.pop(heading, [])
        amount = amounts[heading]
        _nest(amounts, tree, [parts], amount, heading)
        for index in parts:
            insort(parts_of.setdefault(tree[index], []), index)

    if len(wholes) == 1:
        top = [index for index in above if tree[index] is None]
        whole = amounts[wholes[0]]
        _nest(amounts, tree, [above, top], whole)

    if len(subtotals) == 1 and len(totals) == 1:
        whole = amounts[totals[0]]
        part = amounts[end]
        below = [index for index in lines if index > end]
        rest = [index for index in below if tree[index] is None]
        if whole is not None and part is not None:
            _nest(amounts, tree, [rest], whole - part)


def _money_column(table: Table, name: str) -> str:
    for column in table.values:
        at = column.coordinates
        if column.belongs_to(name) and at is not None and at.measure == "amount":
            return column.name
    return ""


def _nest(
    amounts: Sequence[Decimal | None],
    tree: _Parents,
    choices: Sequence[Sequence[int]],
    whole: Decimal | None,
    heading: int | None = None,
) -> None:
    """Nest the rows below a heading where they do not add up to its amount, the whole."""
    # The last of the choices holds the rows that stand below it so far.
    now = sum((amounts[index] or Decimal(0) for index in choices[-1]), Decimal(0))
    if whole is None or now == whole:
        return

    for choice in choices:
        # The first that fits: what stood below other rows may be wrong too.
        nested = by_arithmetic([amounts[index] for index in choice], whole)
        if nested is None:
            continue
        for index, parent in zip(choice, nested, strict=True):
            tree[index] = heading
            if parent is not None:
                tree[index] = choice[parent]
        return


def with_unit_totals(rows: Sequence[Row]) -> list[Row]:
    """The rows, the own line of a unit (`某某局 | | 1,200.00`) made the total of codes without one."""
    units: dict[str, list[int]] = {}
    coded = set()
    complete = set()
    for index, row in enumerate(rows):
        name = row["list"]
        unit = row["unit_name"]
        if row.code:
            coded.add(name)
        elif unit and row.label == unit:
            units.setdefault(name, []).append(index)
        if row.role == "total":
            complete.add(name)

    results = list(rows)
    for name, indices in units.items():
        if name in coded - complete and len(indices) == 1:
            index = indices[0]
            row = rows[index]
            keys = {**row.keys, "role": "total"}
            results[index] = Row(keys, row.figures)
    return results
