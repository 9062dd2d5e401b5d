"""The sheets of a workbook as its program shows them: cells as displayed, merged ones blank."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.document import Place, ReadError
from scripts.ingest.readers import number_formats
from scripts.ingest.readers.cell_text import one_line
from scripts.ingest.readers.limits import Count
from scripts.ingest.readers.office import Office, attribute, local
from scripts.schema import COMPILED

_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")

_LAST_COLUMN = 16_384  # XFD, the program's own limit
# Past what sheets of a disclosure hold: the limit of cells is half a million.
_MOST_STRINGS = 400_000
_MOST_MERGED = 2_000_000
"""Cells that merged ranges may cover in all, counted anew for each: hostile files overlap them."""


class _Range(NamedTuple):
    """First and last row, as numbered in the sheet, and first and last column, from 0."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Row:
    """One row of a sheet: its number, and its filled cells by column, counted from 0.

    `rounded` cells show less than they store; `uncomputed` ones are formulas without a value.
    """

    number: int
    cells: dict[int, str] = field(default_factory=dict)
    rounded: int = 0
    uncomputed: int = 0

    @property
    def is_compiled(self) -> bool:
        """Whether this begins what says itself that a compiler added it."""
        return self.cells[min(self.cells)].startswith(COMPILED)


@dataclass
class Sheet:
    """One sheet, read: its rows, and how much of it the program hides."""

    name: str
    position: int
    rows: list[Row] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0

    @property
    def title(self) -> str:
        """What remarks call the sheet."""
        return f"第 {self.position} 张工作表"

    @property
    def columns(self) -> list[int]:
        """The columns that any row fills, in order."""
        return sorted({column for row in self.rows for column in row.cells})

    def place(self, row: Row) -> Place:
        """Where a row of the sheet stands."""
        return Place(page=self.position, line=row.number)


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    file: Office
    count: Count
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False

    def string(self, number: str) -> str:
        """The shared string of a number, as a cell states it; nothing for one that is not there."""
        if re.fullmatch(r"\d{1,7}", number) and int(number) < len(self.strings):
            return self.strings[int(number)]
        return ""

    def format(self, style: int) -> str:
        """The number format of a cell style."""
        return self.formats[style] if style < len(self.formats) else "General"


def sheets(file: Office, remarks: list[str]) -> list[Sheet]:
    """The visible sheets of a workbook, in order, with a remark on how many are hidden.

    Raises ReadError where they hold more than a disclosure, or formulas without their values.
    """
    main = file.main("xl/workbook.xml")
    return list(_sheets(_book(file, main, Count(file.path)), main, remarks))


# What the sheets share


def _book(file: Office, main: str, count: Count) -> _Book:
    parts = file.related(main)
    book = _Book(file, count)
    for properties in file.elements(main, "workbookPr", within="workbook"):
        book.from_1904 = _is_on(properties, "date1904")
        break
    if "sharedStrings" in parts:
        book.strings = list(_strings(file, parts["sharedStrings"]))
    if "styles" in parts:
        book.formats = _formats(file, parts["styles"])
    return book


def _strings(file: Office, part: str) -> Iterator[str]:
    for number, element in enumerate(file.elements(part, "si", within="sst")):
        if number > _MOST_STRINGS:
            what = f"工作簿里的文字超过 {_MOST_STRINGS} 条，不像一份部门预决算公开"
            raise ReadError(what, path=file.path)
        yield _rich_text(element)


def _rich_text(element: etree._Element) -> str:
    """The text of a cell in one or several fonts, without how it is pronounced (`rPh`)."""
    runs = (run for run in element.iter("{*}t") if local(run.getparent()) != "rPh")
    return one_line("".join(run.text or "" for run in runs))


def _formats(file: Office, part: str) -> list[str]:
    """The number format of each cell style, in order."""
    own: dict[int, str] = {}
    for element in file.elements(part, "numFmt", within="numFmts"):
        own[_whole(element, "numFmtId")] = attribute(element, "formatCode")
    styles = file.elements(part, "xf", within="cellXfs")
    return [number_formats.code(_whole(style, "numFmtId"), own) for style in styles]


# One sheet


def _sheets(book: _Book, main: str, remarks: list[str]) -> Iterator[Sheet]:
    relations = book.file.relations(main)
    hidden = 0
    # All at once, so that the workbook's part is not open while those of its sheets are.
    entries = [
        (attribute(entry, "name"), attribute(entry, "state", "visible"), attribute(entry, "id"))
        for entry in book.file.elements(main, "sheet", within="sheets")
    ]

    for position, (name, state, relation) in enumerate(entries, start=1):
        part = relations.get(relation)
        if part is None or part.kind != "worksheet":
            continue
        if state != "visible":
            hidden += 1
        else:
            yield _sheet(book, part.part, Sheet(one_line(name), position))
    if hidden:
        remarks.append(f"有 {hidden} 张隐藏的工作表，没有读")


def _sheet(book: _Book, part: str, sheet: Sheet) -> Sheet:
    """A sheet filled with the rows of its part."""
    uncomputed = 0
    number = 0
    merged: list[_Range] = []
    hidden: list[range] = []
    names = ("row", "mergeCell", "col")

    for element in book.file.elements(part, *names, within=("sheetData", "mergeCells", "cols")):
        if local(element) == "mergeCell":
            merged += _ranges(attribute(element, "ref"))
        elif local(element) == "col":
            if _is_on(element, "hidden"):
                hidden.append(range(_whole(element, "min") - 1, _whole(element, "max")))
        else:
            row = _row(book, element, number + 1)
            uncomputed += row.uncomputed
            if row.cells:
                number = row.number
                book.count.next_line()
                book.count.add(len(row.cells))
                sheet.hidden_rows += _is_on(element, "hidden")
                sheet.rows.append(row)
    # Programs that write no values leave them to be worked out when the file is opened.
    if uncomputed:
        raise ReadError(
            f"有 {uncomputed} 个公式没有算好的值",
            path=book.file.path,
            advice="请用 Excel 或 WPS 打开，保存一次（保存时会带上数值）再导入",
        )

    _blank_merged(book, sheet, merged)
    for column in sheet.columns:
        sheet.hidden_columns += any(column in columns for columns in hidden)
    return sheet


def _row(book: _Book, element: etree._Element, number: int) -> Row:
    """A row; it and its cells are numbered on where the file does not number them."""
    row, column = Row(_whole(element, "r") or number), -1
    for cell in element:
        if not isinstance(cell.tag, str) or local(cell) != "c":
            continue
        column = _column(attribute(cell, "r"), column + 1)
        text = _text(book, cell)
        if text is None:
            row.uncomputed += 1
        elif text and column < _LAST_COLUMN:
            row.cells[column] = text
            row.rounded += _is_rounded(cell, text)

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
        return book.string(stored)
    if kind == "b":
        return "TRUE" if stored == "1" else "FALSE"
    if kind in ("str", "e", "d"):
        return one_line(stored)
    code = book.format(_whole(cell, "s"))
    return one_line(number_formats.displayed(stored.strip(), code, from_1904=book.from_1904))


def _is_rounded(cell: etree._Element, text: str) -> bool:
    if attribute(cell, "t", "n") != "n":
        return False
    value = cell.find("{*}v")
    return value is not None and number_formats.is_rounded((value.text or "").strip(), text)


def _column(reference: str, otherwise: int) -> int:
    """The column of a reference, from 0: `C12` stands in 2."""
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters[0]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _ranges(reference: str) -> list[_Range]:
    """The range that a reference like `B2:D5` names; nothing for what is no range."""
    match = _RANGE.fullmatch(reference)
    if match is None:
        return []
    left, top, right, bottom = match.groups()
    return [_Range(int(top), int(bottom), _column(left, 0), _column(right, 0))]


def _whole(element: etree._Element, name: str) -> int:
    text = attribute(element, name, "0")
    return int(text) if re.fullmatch(r"\d{1,7}", text) else 0


def _is_on(element: etree._Element, name: str) -> bool:
    return attribute(element, name) in ("1", "true")


def _blank_merged(book: _Book, sheet: Sheet, merged: Sequence[_Range]) -> None:
    """Drop what merged cells hide: programs leave old values in the places that they cover."""
    numbers = [row.number for row in sheet.rows]
    work = 0
    for area in merged:
        start, end = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
        covered = sheet.rows[start:end]
        work += 1 + sum(len(row.cells) for row in covered)
        if work > _MOST_MERGED:
            what = "工作表里合并的单元格多得不正常，不像一份部门预决算公开"
            raise ReadError(what, path=book.file.path)
        for row in covered:
            columns = [column for column in row.cells if area.left <= column <= area.right]
            for column in columns:
                if (row.number, column) != (area.top, area.left):
                    del row.cells[column]

    sheet.rows = [row for row in sheet.rows if row.cells]
