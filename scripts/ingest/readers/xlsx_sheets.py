"""The sheets of a workbook as its program shows them: cells as displayed, merged ones blank."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import Place, ReadError
from scripts.ingest.readers import number_formats
from scripts.ingest.readers.cell_text import one_line
from scripts.ingest.readers.limits import Count
from scripts.ingest.readers.office import Office, attribute, local
from scripts.ingest.readers.unseen import Unseen
from scripts.schema import COMPILED

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")

_LAST_COLUMN = 16_384  # XFD, the program's own limit
# Past what sheets of a disclosure hold: the limit of cells is half a million.
_MOST_STRINGS = 400_000
_MOST_MERGED = 2_000_000
"""Cells that merged ranges may cover in all, counted anew for each: hostile files overlap them."""


@dataclass
class Row:
    """One row of a sheet: its number, and its filled cells by column, counted from 0.

    `indents` says how far texts are set in, by column. `rounded` cells show less than they store,
    `scaled` ones another order of magnitude;
    `unshown` ones hold a number and show nothing, `uncomputed` are formulas without a value.
    """

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    indents: dict[int, int] = field(default_factory=dict)
    rounded: int = 0
    scaled: int = 0
    unshown: int = 0
    uncomputed: int = 0
    hidden: bool = False

    @property
    def is_compiled(self) -> bool:
        """Whether this begins what says itself that a compiler added it."""
        first = min(self.cells)
        return self.cells[first].startswith(COMPILED)


@dataclass
class Sheet:
    """One sheet, read: its rows, the columns that the program hides, and its merged areas."""

    name: str
    position: int
    rows: list[Row] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()
    merged: tuple[_Area, ...] = ()

    @property
    def title(self) -> str:
        """What remarks call the sheet."""
        return f"第 {self.position} 张工作表"

    @property
    def columns(self) -> list[int]:
        """The columns that any row fills, in order."""
        filled: set[int] = set()
        for row in self.rows:
            filled.update(row.cells)
        return sorted(filled)

    @property
    def hidden(self) -> tuple[tuple[int, str], ...]:
        """How many filled rows and columns the program hides, with the word for them."""
        rows = sum(row.hidden for row in self.rows)
        columns = sum(column in self.hidden_columns for column in self.columns)
        return (rows, "行"), (columns, "列")

    def take_out_hidden(self) -> None:
        """Take out what the program hides; a merged cell shows in what is left of it."""
        rows = {row.number: row for row in self.rows}
        hidden_rows = {row.number for row in self.rows if row.hidden}
        shown = [at for at in range(_LAST_COLUMN) if at not in self.hidden_columns]
        for area in self.merged:
            first = rows.get(area.top)
            if first is None or area.left not in first.cells:
                continue
            down = next((row for row in area.down if row not in hidden_rows), None)
            nearest = bisect_left(shown, area.left)
            across = shown[nearest] if nearest < len(shown) else _LAST_COLUMN
            if down is not None and across in area.across:
                text = first.cells.pop(area.left)
                rows.setdefault(down, Row(down)).cells[across] = text

        self.rows = []
        for _, row in sorted(rows.items()):
            for column in self.hidden_columns & row.cells.keys():
                del row.cells[column]
            if row.cells and not row.hidden:
                self.rows.append(row)

    def place(self, row: Row) -> Place:
        """Where a row of the sheet stands."""
        return Place(page=self.position, line=row.number)


class _Area(NamedTuple):
    """A merged area: its rows by their numbers, its columns counted from 0."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def down(self) -> range:
        """Its rows."""
        return range(self.top, self.bottom + 1)

    @property
    def across(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)


@dataclass
class _Book:
    """What the sheets of a workbook share: formats and indents are of its cell styles, in order."""

    file: Office
    count: Count
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)
    from_1904: bool = False
    unseen: Unseen = field(default_factory=Unseen)


def sheets(file: Office, remarks: list[str], unseen: Unseen) -> list[Sheet]:
    """The visible sheets of a workbook, in order, with a remark on how many are hidden.

    Raises ReadError where they hold more than a disclosure, or formulas without their values.
    """
    main = file.main("xl/workbook.xml")
    book = _book(file, main)
    book.unseen = unseen
    relations = file.relations(main)
    shown = []
    hidden = 0
    # All at once, so that the workbook's part is not open while those of its sheets are.
    entries = [
        (attribute(entry, "name"), attribute(entry, "state", "visible"), attribute(entry, "id"))
        for entry in file.elements(main, "sheet", within="sheets")
    ]

    for position, (name, state, relation) in enumerate(entries, start=1):
        part = relations.get(relation)
        if part is None or part.kind != "worksheet":
            continue
        if state == "visible":
            name = unseen.line(one_line(name), Place(page=position, line=0))
            sheet = Sheet(name, position)
            _fill(sheet, book, part.part)
            shown.append(sheet)
        else:
            hidden += 1

    if hidden:
        remarks.append(f"有 {hidden} 张隐藏的工作表，没有读")
    return shown


def _book(file: Office, main: str) -> _Book:
    book = _Book(file, Count(file.path))
    for properties in file.elements(main, "workbookPr", within="workbook"):
        book.from_1904 = _is_on(properties, "date1904")
        break

    parts = file.related(main)
    if "sharedStrings" in parts:
        for element in file.elements(parts["sharedStrings"], "si", within="sst"):
            if len(book.strings) > _MOST_STRINGS:
                what = f"工作簿里的文字超过 {_MOST_STRINGS} 条，不像一份部门预决算公开"
                raise ReadError(what, path=file.path)
            book.strings.append(_rich_text(element))

    if "styles" in parts:
        own = {}
        for element in file.elements(parts["styles"], "numFmt", within="numFmts"):
            own[_whole(element, "numFmtId")] = attribute(element, "formatCode")
        for style in file.elements(parts["styles"], "xf", within="cellXfs"):
            number = _whole(style, "numFmtId")
            book.formats.append(number_formats.code(number, own))
            alignment = style.find("{*}alignment")
            book.indents.append(0 if alignment is None else _whole(alignment, "indent"))

    return book


def _rich_text(element: etree._Element) -> str:
    """The text of a cell in one or several fonts, without how it is pronounced (`rPh`)."""
    texts = []
    for run in element.iter("{*}t"):
        if local(run.getparent()) != "rPh":
            texts.append(run.text or "")
    return one_line("".join(texts))


def _fill(sheet: Sheet, book: _Book, part: str) -> None:
    uncomputed = 0
    number = 0
    merged = []
    hidden = []
    names = ("row", "mergeCell", "col")

    for element in book.file.elements(part, *names, within=("sheetData", "mergeCells", "cols")):
        name = local(element)
        if name == "mergeCell":
            merged.append(attribute(element, "ref"))
        elif name == "col":
            if _is_on(element, "hidden") or _is_flat(element, "width"):
                hidden.append((_whole(element, "min"), _whole(element, "max")))
        else:
            row = _row(book, sheet, element, number + 1)
            uncomputed += row.uncomputed
            if row.cells:
                number = row.number
                book.count.next_line()
                book.count.add(len(row.cells))
                row.hidden = _is_on(element, "hidden") or _is_flat(element, "ht")
                sheet.rows.append(row)

    # Programs that write no values leave them to be worked out when the file is opened.
    if uncomputed:
        what = f"有 {uncomputed} 个公式没有算好的值"
        advice = "请用 Excel 或 WPS 打开，保存一次（保存时会带上数值）再导入"
        raise ReadError(what, path=book.file.path, advice=advice)
    _blank_merged(book, sheet, merged)
    sheet.hidden_columns = _columns_of(hidden)


def _columns_of(ranges: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The columns, counted from 0, of ranges of their numbers from 1, each taken once."""
    columns: list[range] = []
    end = 0
    for first, last in sorted(ranges):
        columns.append(range(max(end, first - 1, 0), min(last, _LAST_COLUMN)))
        end = max(end, last)
    return frozenset().union(*columns)


def _row(book: _Book, sheet: Sheet, element: etree._Element, number: int) -> Row:
    """A row; it and its cells are numbered on where the file does not number them."""
    row = Row(_whole(element, "r") or number)
    column = -1
    for cell in element:
        if not isinstance(cell.tag, str) or local(cell) != "c":
            continue
        column = _column(attribute(cell, "r"), column + 1)
        text = _text(book, cell)
        if text is None:
            row.uncomputed += 1
            continue
        text = book.unseen.line(text, sheet.place(row))
        if not text or column >= _LAST_COLUMN:
            row.unshown += not text and _holds_number(cell)
            continue

        row.cells[column] = text
        style = _whole(cell, "s")
        row.indents[column] = book.indents[style] if style < len(book.indents) else 0
        value = cell.find("{*}v")
        if value is not None and attribute(cell, "t", "n") == "n":
            stored = (value.text or "").strip()
            row.rounded += number_formats.is_rounded(stored, text)
            row.scaled += number_formats.is_scaled(stored, text)

    return row


def _text(book: _Book, cell: etree._Element) -> str | None:
    """What a cell shows; None for a formula that was never worked out."""
    # Types of cells: ECMA-376 part 1, 18.18.11; `n`, a number, goes without saying.
    kind = attribute(cell, "t", "n")
    if kind == "inlineStr":
        inline = cell.find("{*}is")
        return "" if inline is None else _rich_text(inline)

    value = cell.find("{*}v")
    if value is None or value.text is None:
        is_formula = kind != "str" and cell.find("{*}f") is not None
        return None if is_formula else ""

    stored: str = value.text
    if kind == "s":
        # A number for which there is no shared string shows nothing.
        if re.fullmatch(r"\d{1,7}", stored) and int(stored) < len(book.strings):
            return book.strings[int(stored)]
        return ""
    if kind == "b":
        return "TRUE" if stored == "1" else "FALSE"
    if kind in ("str", "e", "d"):
        return one_line(stored)

    code = "General"
    style = _whole(cell, "s")
    if style < len(book.formats):
        code = book.formats[style]
    shown = number_formats.displayed(stored.strip(), code, from_1904=book.from_1904)
    return one_line(shown)


def _holds_number(cell: etree._Element) -> bool:
    """Whether a cell stores a number other than 0, which many formats leave blank."""
    value = cell.find("{*}v")
    if value is None or attribute(cell, "t", "n") != "n":
        return False
    return re.search(r"[1-9]", value.text or "") is not None


def _column(reference: str, otherwise: int) -> int:
    """The column of a reference, from 0: `C12` stands in 2."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _whole(element: etree._Element, name: str) -> int:
    text = attribute(element, name, "0")
    return int(text) if re.fullmatch(r"\d{1,7}", text) else 0


def _is_on(element: etree._Element, name: str) -> bool:
    return attribute(element, name) in ("1", "true")


def _is_flat(element: etree._Element, name: str) -> bool:
    """Whether a row or column has a height or width of nothing, which shows as little."""
    return re.fullmatch(r"0(\.0*)?", attribute(element, name)) is not None


def _blank_merged(book: _Book, sheet: Sheet, merged: Sequence[str]) -> None:
    """Drop what merged cells (`B2:D5`) hide: programs leave old values in what they cover."""
    numbers = [row.number for row in sheet.rows]
    work = 0
    areas = []
    for match in filter(None, map(_RANGE.fullmatch, merged)):
        area = _Area(int(match[2]), int(match[4]), _column(match[1], 0), _column(match[3], 0))
        areas.append(area)
        top, bottom, left, right = area
        start = bisect_left(numbers, top)
        end = bisect_right(numbers, bottom)
        covered = sheet.rows[start:end]
        work += 1 + sum(len(row.cells) for row in covered)
        if work > _MOST_MERGED:
            what = "工作表里合并的单元格多得不正常，不像一份部门预决算公开"
            raise ReadError(what, path=book.file.path)

        for row in covered:
            for column in list(row.cells):
                is_first = (row.number, column) == (top, left)
                if left <= column <= right and not is_first:
                    del row.cells[column]

    sheet.rows = [row for row in sheet.rows if row.cells]
    sheet.merged = tuple(areas)
