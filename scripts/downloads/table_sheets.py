"""A table as a sheet of a workbook: in its official form, or as the compilation drew it up."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from scripts.downloads.csv_files import cell as text_of
from scripts.downloads.spreadsheet import (
    EXACT_DIGITS,
    HEAD,
    HEAD_FILL,
    TOTAL_FILL,
    Sheet,
    Style,
    column_width,
    is_exact,
)
from scripts.package import Package, Row, Table
from scripts.schema import COMPILED, STATED, Column
from scripts.tables import Across, PrintedLayout, official

_CENTRED_TITLE = Style(bold=True, align="center", size=14)
_PRINTED_HEAD = Style(bold=True, align="center", fill=HEAD_FILL, lined=True)
_RIGHT = Style(align="right")
# The height of the title's row in points.
_TITLE_HEIGHT = 30


def printed_sheet(sheet: Sheet, package: Package, table: Table) -> None:
    """A table of the document in its official form: title, heads over heads, body, notes."""
    layout = official(table)
    columns = list(layout.columns)
    top = _over(sheet, package, table, len(columns))
    for level, heads in enumerate(layout.head):
        for head in heads:
            row = top + level
            column = head.left + 1
            sheet.put(row, column, head.text, _PRINTED_HEAD)
            sheet.span(row, column, down=head.down, width=head.width)
    body = top + len(layout.head)
    for number, line in enumerate(layout.body):
        _put_line(sheet, body + number, line, layout)
    _under(sheet, body + len(layout.body), table, layout)
    # An empty table has a blank row under its head: asked for, a cell is there.
    sheet.sheet.cell(body, 1)
    sheet.freeze(body)
    sheet.widen(_widths(layout), first=body)
    sheet.page(top, body - 1)


def plain_sheet(sheet: Sheet, table: Table) -> None:
    """What the compilation drew from texts and forms: its columns with their titles, a row each."""
    origin = f"{COMPILED}从文件的文字和表格整理，不是文件里的一张表：{table.title}。"
    sheet.put(1, 1, origin)
    for place, column in enumerate(table.columns, start=1):
        sheet.put(2, place, column.title, HEAD)
    for number, row in enumerate(table.rows, start=3):
        for place, column in enumerate(table.columns, start=1):
            style = Style(align=_align(column), lined=True)
            value = _value(row, column)
            sheet.put(number, place, value, style)
    sheet.freeze(3)
    widths: list[float] = []
    for column in table.columns:
        texts = [_text(row, column) for row in table.rows]
        widths.append(column_width([column.title, *texts]))
    sheet.widen(widths, first=3)
    sheet.page(2, 2)


def _over(sheet: Sheet, package: Package, table: Table, columns: int) -> int:
    """Number, title, body and unit over a table; returns the first row of its head."""
    row = 1
    if table.number:
        sheet.put(row, 1, table.number)
        row += 1
    # The title of a table that was published without one stands in brackets.
    sheet.put(row, 1, table.published_title or f"（{table.title}）", _CENTRED_TITLE)
    sheet.span(row, 1, width=columns)
    sheet.raise_row(row, _TITLE_HEIGHT)
    row += 1
    sheet.put(row, 1, f"部门：{package.disclosure.department}")
    if table.amount_unit:
        sheet.put(row, max(2, columns), f"单位：{table.amount_unit}", _RIGHT)
    return row + 1


def _put_line(sheet: Sheet, at: int, line: Across, layout: PrintedLayout) -> None:
    """A row of the body; totals and subtotals are bold on a tint, names as deep as they stand."""
    is_total = line.role != "line"
    for place, (number, column) in enumerate(layout.columns, start=1):
        value = _value(line.rows[number], column)
        is_name = column.name == "item" or column.name.endswith("_name")
        style = Style(
            bold=is_total,
            align=_align(column),
            indent=line.told[number] if is_name and isinstance(value, str) else 0,
            fill=TOTAL_FILL if is_total else "",
            lined=True,
        )
        sheet.put(at, place, value, style)


def _align(column: Column) -> str:
    return "right" if column.is_value else "left"


def _value(row: Row | None, column: Column) -> str | Decimal:
    """What a cell holds: a number, or a text; a blank stays one, and a sign for none is a text."""
    if row is not None and column.is_value:
        number = row.number(column.name)
        if number is not None:
            return number
    return text_of(row, column)


def _under(sheet: Sheet, at: int, table: Table, layout: PrintedLayout) -> None:
    """The notes under a table: what the document says of it, and which numbers are texts here."""
    if table.statement:
        sheet.put(at, 1, f"注：{STATED}{table.statement}")
        at += 1
    for line in layout.body:
        for number, column in layout.columns:
            value = _value(line.rows[number], column)
            if isinstance(value, Decimal) and not is_exact(value):
                reason = "数存为文字，因为表格软件会改动它们。"
                sheet.put(at, 1, f"注：超过 {EXACT_DIGITS} 位有效数字的{reason}")
                return


def _widths(layout: PrintedLayout) -> list[int]:
    heads: defaultdict[int, list[str]] = defaultdict(list)
    for level in layout.head:
        for head in level:
            if head.width == 1:
                heads[head.left].append(head.text)
    widths: list[int] = []
    for place, (number, column) in enumerate(layout.columns):
        texts = heads[place]
        for line in layout.body:
            texts.append(_text(line.rows[number], column))
        widths.append(column_width(texts))
    return widths


def _text(row: Row | None, column: Column) -> str:
    """A cell as the sheet shows it: 1,234.56."""
    value = _value(row, column)
    return f"{value:,f}" if isinstance(value, Decimal) else value
