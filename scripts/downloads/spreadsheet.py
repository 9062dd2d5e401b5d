"""Cells of a spreadsheet and how they are laid out: exact numbers, texts that are no formulas, widths and heights that fit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from scripts.schema import looks_like_formula, places, stored

EXACT_DIGITS = 15
"""How many significant digits of a number a spreadsheet keeps."""

HEAD_FILL, TOTAL_FILL = "FFEFEAE0", "FFF7F4EC"

_LINE = 16
"""The height of a line in points."""
_EDGES = 2
"""How many characters of a column's width its edges take."""


class Styles:
    """The styles of a workbook's cells, each made once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._made: dict[tuple[object, ...], object] = {}

    def put(
        self,
        sheet: Worksheet,
        at: tuple[int, int],
        value: str | Decimal,
        *,
        bold: bool = False,
        align: str = "left",
        indent: int = 0,
        size: int = 11,
        fill: str = "",
        lined: bool = False,
    ) -> None:
        """Put a text or a number into a cell; a text is never a formula, a number shows exactly its own decimals."""
        cell = sheet.cell(*at)
        exact = isinstance(value, Decimal) and len(value.as_tuple().digits) <= EXACT_DIGITS
        text = stored(value) if isinstance(value, Decimal) else ILLEGAL_CHARACTERS_RE.sub("", value)
        if text:
            # The number is handed over as its decimal text, so that no float comes between.
            cell._value, cell.data_type = text, "n" if exact else "s"
        code = _format(value) if isinstance(value, Decimal) and exact else "@"
        quoted = not exact and looks_like_formula(text)
        key = (bold, align, indent, size, fill, lined, code, quoted)
        if key not in self._made:
            self._made[key] = self._style(*key)
        cell._style = self._made[key]

    def _style(
        self,
        bold: bool,
        align: str,
        indent: int,
        size: int,
        fill: str,
        lined: bool,
        code: str,
        quoted: bool,
    ) -> object:
        model = Cell(self._sheet, row=1, column=1)
        model.font = Font(name="宋体", size=size, bold=bold)
        model.alignment = Alignment(
            horizontal=align, vertical="center", indent=indent, wrap_text=lined
        )
        model.number_format = code
        model.quotePrefix = quoted
        if fill:
            model.fill = PatternFill("solid", start_color=fill)
        if lined:
            side = Side(style="thin", color="FFB8B0A0")
            model.border = Border(left=side, right=side, top=side, bottom=side)
        return model._style


def _format(value: Decimal) -> str:
    """The number format that shows a number with its own decimals."""
    decimals = places(value)
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def span(sheet: Worksheet, row: int, column: int, down: int, width: int) -> None:
    """Make cells one, from the first on: so many rows down, so many columns wide."""
    if down > 1 or width > 1:
        sheet.merge_cells(
            start_row=row,
            start_column=column,
            end_row=row + down - 1,
            end_column=column + width - 1,
        )


def paged(sheet: Worksheet, titles: str) -> None:
    """A sheet to print on: A4 across, as wide as the page, with these rows on every page."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = titles


def width(text: str) -> int:
    """How wide a text is in characters, a Chinese one being two."""
    return sum(1 if character.isascii() else 2 for character in text)


def widened(sheet: Worksheet, widths: Sequence[float], *, first: int) -> None:
    """Columns of these widths in characters, and rows from the first on as high as their texts need: not every program
    fits the height of a row by itself.
    """
    for place, wide in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = wide
    for row in sheet.iter_rows(min_row=first, max_col=len(widths)):
        lines = max(_lines(cell, wide) for cell, wide in zip(row, widths, strict=True))
        if lines > 1:
            sheet.row_dimensions[row[0].row].height = height(lines)


def height(lines: int) -> float:
    """How high a row of so many lines is, in points."""
    return float(_LINE * lines)


def _lines(cell: Cell, wide: float) -> int:
    lines = max(1, -(-width(str(cell.value or "")) // max(1, int(wide) - _EDGES)))
    return lines if lines > 1 and cell.alignment.wrap_text else 1
