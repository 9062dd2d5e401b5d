"""A workbook of ours as it comes back: what its first sheet declares, and which sheets fit it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # it ships no types

from scripts import privacy
from scripts.ingest.declaration import (
    NAME,
    DeclaredColumn,
    DeclaredTable,
    DeclaredWorkbook,
    MismatchError,
)
from scripts.ingest.document import Grid, GridRow
from scripts.ingest.readers.cell_text import without_right_blanks
from scripts.schema import (
    ADDED,
    COMPILED,
    CONTENTS,
    DICTIONARY,
    HASH,
    KEYS,
    MULTIPLIERS,
    NUMBER,
    Column,
    coordinates_in,
    places_in,
    value_column,
)


def declared_sheet(
    rows: Sequence[GridRow], table: DeclaredTable
) -> tuple[Sequence[GridRow], Grid, Sequence[GridRow]]:
    """The rows above a sheet's table, the table, its notes; MismatchError if not as declared."""
    if table.wrong:
        raise MismatchError(table.wrong)
    # Titles and headers go into the package: a name or a number added there must not.
    headers = (column.head for column in table.columns)
    for text in (table.published_title, table.number, *headers):
        if privacy.find(text):
            raise MismatchError("说明里有个人信息")
    if len(rows) < table.depth:
        raise MismatchError("工作表里没有表头")

    top, end = _header_start(rows, table), len(rows)
    if table.kind.printed:
        above = [cell for row in rows[:top] for cell in row.filled]
        _check_above(above, table)
        # Notes stand under the table, each with 注： before it.
        while end > top + table.depth:
            last = rows[end - 1].filled
            if len(last) != 1 or not last[0].startswith("注："):
                break
            end -= 1

    grid = Grid(tuple(rows[top:end]), described=table)
    return rows[:top], grid, rows[end:]


def _header_start(rows: Sequence[GridRow], table: DeclaredTable) -> int:
    """Where the header begins; MismatchError with what is wrong at the place that fits best."""
    nearest: list[str] = []
    last = len(rows) - table.depth
    # So many rows may stand over the header of a table.
    for top in range(min(12, last + 1)):
        header = rows[top : top + table.depth]
        missing = []
        for index, column in enumerate(table.shown):
            cells = [row.cell(index) for row in header]
            if not _is_headed(cells, column):
                missing.append(column.path[-1])
        if not missing:
            return top
        if not nearest or len(missing) < len(nearest):
            nearest = missing

    raise MismatchError(f"找不到表头“{nearest[0]}”，或者它不在原来的列")


def _is_headed(above: Sequence[str], column: DeclaredColumn) -> bool:
    """Whether cells are a column's headers; one over several columns stands over the first."""
    cells = list(map(_bare, above))
    *upper, last = map(_bare, column.path)
    for cell, part in zip(cells, upper, strict=False):
        if cell not in (part, ""):
            return False

    level = len(upper)
    below = cells[level + 1 :]
    return cells[level] == last and not any(below)


def _check_above(texts: Sequence[str], table: DeclaredTable) -> None:
    title = table.published_title or f"（{table.kind.title}）"
    unit = ""
    if table.amount_unit:
        unit = f"单位：{table.amount_unit}"
    above = {_bare(text) for text in texts}
    declared = {"表名": title, "表号": table.number, "单位": unit}
    for what, text in declared.items():
        if text and _bare(text) not in above:
            raise MismatchError(f"说明里的{what}是“{text}”，工作表上没有")

    units = [text for text in above if text.startswith("单位：")]
    if units and not unit:
        raise MismatchError("说明里没有单位，工作表上有")


def _bare(text: str) -> str:
    # Programs wrap long headers, and some keep the break.
    return re.sub(r"\s", "", text)


def declared_workbook(rows: Sequence[Sequence[str]]) -> DeclaredWorkbook | None:
    """What the rows of a sheet say of the workbook; None where the sheet is not one of ours."""
    cells = list(map(without_right_blanks, rows))
    # What stands above is printed, and no word of a compiler.
    start = 0
    while start < len(cells):
        row = cells[start]
        if row and row[0].startswith(COMPILED):
            break
        start += 1

    cells = cells[start:]
    if CONTENTS not in cells or DICTIONARY not in cells:
        return None

    contents = cells.index(CONTENTS)
    dictionary = cells.index(DICTIONARY)
    below = filter(None, cells[dictionary + 1 :])
    columns = [_padded(row, DICTIONARY) for row in below]
    tables = {}
    for row in filter(None, cells[contents + 1 : dictionary]):
        sheet = row[0]
        own = [column for column in columns if column[0] == sheet]
        tables[sheet] = _table(_padded(row, CONTENTS), own)

    # None is believed that says a sheet is the table that another is.
    count = Counter(table.name for table in tables.values())
    for sheet, table in tables.items():
        twins = count[table.name]
        if twins > 1:
            wrong = f"有 {twins} 张工作表都写作“{table.name}”"
            tables[sheet] = replace(table, wrong=wrong)

    hashes = []
    for row in cells[:contents]:
        if len(row) > 1 and row[0] == HASH:
            hashes.append(row[1])
    return DeclaredWorkbook(tuple(hashes), tables)


def _padded(row: tuple[str, ...], headers: Sequence[str]) -> tuple[str, ...]:
    width = len(headers)
    blanks = [""] * width
    padded = (*row, *blanks)
    return padded[:width]


def _table(row: tuple[str, ...], columns: Sequence[tuple[str, ...]]) -> DeclaredTable:
    sheet, name, title, number, _, unit, shared, _, empty = row
    coordinates, blanks = coordinates_in(shared), places_in(empty)
    # A cell may have been edited by hand: what cannot be read makes the table's words unbelievable.
    table = DeclaredTable(sheet, name)
    if not NAME.fullmatch(name):
        return replace(table, wrong=f"没有“{name}”这种表")
    if unit and unit not in MULTIPLIERS:
        return replace(table, wrong=f"没有“{unit}”这个单位")
    if coordinates is None:
        return replace(table, wrong=f"“{shared}”不是这一格的写法")
    if blanks is None:
        return replace(table, wrong=f"“{empty}”不是这一格的写法")

    try:
        declared = tuple(_declared(cells, printed=table.kind.printed) for cells in columns)
        _check_order(columns, declared)
    except ValueError as error:
        return replace(table, wrong=str(error))

    return DeclaredTable(sheet, name, title, number, unit, coordinates, blanks, declared)


def _declared(cells: tuple[str, ...], *, printed: bool) -> DeclaredColumn:
    """A column as the dictionary states it; ValueError for what the data model does not know."""
    _, letter, list_name, name, header, _, meaning, _ = cells
    headers = {}
    if header:
        headers[list_name] = header

    column: Column | None = None
    coordinates = coordinates_in(meaning) if meaning else None
    if name == NUMBER.name:
        column = NUMBER
    elif name in KEYS:
        column = replace(KEYS[name], heads=headers)
    elif coordinates is not None and coordinates.column == name:
        column = value_column(coordinates, headers)
    if column is None or (printed and name in ADDED):
        raise ValueError(f"没有“{name}”这种列，或它的含义不是那样写的")

    # Only a column that the sheet does not show can be of no list: it had no header in any.
    fits = not list_name
    if printed and (letter or header or list_name):
        fits = re.fullmatch(KEYS["list"].constraints["pattern"], list_name) is not None
    if not fits:
        raise ValueError(f"“{name}”列的列表写作“{list_name}”")
    return DeclaredColumn(list_name, column, bool(letter))


def _check_order(columns: Sequence[tuple[str, ...]], declared: Sequence[DeclaredColumn]) -> None:
    """Raise ValueError where the columns are none, stand twice, or do not count from A."""
    letters = [cells[1] for cells in columns if cells[1]]
    if not letters:
        raise ValueError("没有说明它有哪些列")
    names = Counter((column.list, column.column.name) for column in declared)

    for (_, name), count in names.items():
        if count > 1:
            raise ValueError(f"“{name}”列写了两次")

    for number, letter in enumerate(letters, start=1):
        right = get_column_letter(number)
        if letter != right:
            raise ValueError(f"第 {number} 列写作“{letter}”，应为“{right}”")
