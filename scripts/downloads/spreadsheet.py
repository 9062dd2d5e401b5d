"""Cells of a spreadsheet and how they are laid out: exact numbers, texts that are no formulas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

# openpyxl ships no types.
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # type: ignore[import-untyped]
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]

from scripts.schema import looks_like_formula, places, stored

# How many significant digits of a number a spreadsheet keeps.
EXACT_DIGITS = 15
HEAD_FILL, TOTAL_FILL = "FFEFEAE0", "FFF7F4EC"
_RULING = "FFB8B0A0"
# The height of a line in points, for the 11 points of the text.
_LINE = 16
# How many characters of a column's width its edges take.
_EDGES = 2
# The width of a column in characters: a name of 23 signs, 1,234.56, and what its edges take.
_WIDEST, _NARROWEST, _MARGIN = 46, 9, 3


@dataclass(frozen=True)
class Style:
    """How a cell looks; a lined one has ruling lines and wraps its text."""

    bold: bool = False
    align: str = "left"
    indent: int = 0
    size: int = 11
    fill: str = ""
    lined: bool = False


PLAIN = Style()
BOLD = Style(bold=True)
LINED = Style(lined=True)
TITLE = Style(bold=True, size=14)
HEAD = Style(bold=True, fill=HEAD_FILL, lined=True)


class Styles:
    """The styles of a workbook's cells, each made once."""

    def __init__(self, sheet: Worksheet) -> None:
        self._sheet = sheet
        self._made: dict[tuple[Style, str, bool], object] = {}

    def of(self, style: Style, code: str, *, quoted: bool) -> object:
        """A look and number format as a style; `quoted`: a formula's look stays a text."""
        key = (style, code, quoted)
        if key in self._made:
            return self._made[key]
        model = Cell(self._sheet, row=1, column=1)
        model.font = Font(name="宋体", size=style.size, bold=style.bold)
        model.alignment = Alignment(
            style.align, "center", indent=style.indent, wrap_text=style.lined
        )
        model.number_format = code
        model.quotePrefix = quoted
        if style.fill:
            model.fill = PatternFill("solid", start_color=style.fill)
        if style.lined:
            side = Side(style="thin", color=_RULING)
            model.border = Border(left=side, right=side, top=side, bottom=side)
        self._made[key] = model._style
        return self._made[key]


@dataclass(frozen=True)
class Sheet:
    """A sheet that is being written, with the styles of its workbook."""

    sheet: Worksheet
    styles: Styles

    def put(self, row: int, column: int, value: str | Decimal, style: Style = PLAIN) -> None:
        """Put a text, never a formula, or a number, one of too many digits as a text, into a cell."""
        cell = self.sheet.cell(row, column)
        code, kind = "@", "s"
        # A number shows exactly its own decimals.
        if isinstance(value, Decimal):
            text = stored(value)
            if is_exact(value):
                code, kind = "#,##0", "n"
                # Its own decimals: #,##0.00.
                if places(value):
                    code += "." + "0" * places(value)
        else:
            text = ILLEGAL_CHARACTERS_RE.sub("", value)
        if text:
            # The number is handed over as its decimal text, so that no float comes between.
            cell._value, cell.data_type = text, kind
        quoted = kind == "s" and looks_like_formula(text)
        cell._style = self.styles.of(style, code, quoted=quoted)

    def span(self, row: int, column: int, *, down: int = 1, width: int = 1) -> None:
        """Make cells one, from the first on: so many rows down, so many columns wide."""
        if down > 1 or width > 1:
            end_row = row + down - 1
            end_column = column + width - 1
            self.sheet.merge_cells(None, row, column, end_row, end_column)

    def raise_row(self, row: int, points: float) -> None:
        """Make a row so many points high."""
        self.sheet.row_dimensions[row].height = points

    def freeze(self, row: int) -> None:
        """Keep the rows above this one in sight."""
        self.sheet.freeze_panes = f"A{row}"

    def page(self, first: int, last: int) -> None:
        """Print on A4 across, as wide as the page, with these rows on every page."""
        setup = self.sheet.page_setup
        setup.orientation = "landscape"
        setup.paperSize = self.sheet.PAPERSIZE_A4
        setup.fitToWidth = 1
        setup.fitToHeight = 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True
        self.sheet.print_title_rows = f"{first}:{last}"

    def widen(self, widths: Sequence[float], *, first: int) -> None:
        """Make columns so wide, in characters, and rows as high: not every program does it."""
        for place, wide in enumerate(widths, start=1):
            letter = get_column_letter(place)
            self.sheet.column_dimensions[letter].width = wide
        for row in self.sheet.iter_rows(min_row=first, max_col=len(widths)):
            lines = 1
            for cell, wide in zip(row, widths, strict=True):
                if cell.alignment.wrap_text:
                    room = max(1, int(wide) - _EDGES)
                    text = str(cell.value or "")
                    taken = -(-width(text) // room)
                    lines = max(lines, taken)
            if lines > 1:
                self.raise_row(row[0].row, height(lines))


def is_exact(value: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    return len(value.as_tuple().digits) <= EXACT_DIGITS


def width(text: str) -> int:
    """How wide a text is in characters, a Chinese one being two.

    >>> width("教育 12")
    7
    """
    return sum(1 if character.isascii() else 2 for character in text)


def column_width(texts: Sequence[str]) -> int:
    """The width in characters of a column that holds these texts; longer ones are wrapped."""
    longest = max(map(width, texts), default=0)
    wide = max(_NARROWEST, longest + _MARGIN)
    return min(_WIDEST, wide)


def height(lines: int) -> float:
    """How high a row of so many lines is, in points."""
    return float(_LINE * lines)
