"""A disclosure in a workbook: each visible sheet a heading, the lines over and under its tables, and its tables."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from scripts.ingest.declaration import DeclaredWorkbook
from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place, ReadError
from scripts.ingest.readers import number_formats, office
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import one_line, without_right_blanks
from scripts.ingest.readers.limits import Count, Remarked, sha256
from scripts.ingest.readers.office import Office, attribute, local
from scripts.ingest.readers.own_workbook import Fitted, Unfit, fitted, said
from scripts.schema import COMPILED, CONTENTS

_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|chart)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)
_WIDE = 256
_MOST_STRINGS = 400_000
_MOST_MERGED = 2_000_000
_LAST_COLUMN = 16_384


@dataclass
class _Row:
    """One row of a sheet: its number, its filled cells by column, counted from 0, and how many show less than they store."""

    number: int
    cells: dict[int, str]
    rounded: int = 0


@dataclass
class _Sheet:
    """One sheet, read: its rows, and how much of it the program hides."""

    name: str
    position: int
    rows: list[_Row] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    file: Office
    count: Count
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    from_1904: bool = False


def read(path: Path) -> Document:
    """The document in a workbook; a place's page is the sheet's position among all, its line the sheet's own row.

    Raises ReadError where the file is damaged, locked, hostile, empty, or holds formulas without their values.
    """
    remarks: list[str] = []
    blocks: list[Block] = []
    compiled: list[Grid] = []
    with office.opened(path) as file:
        main = file.main("xl/workbook.xml")
        book = _book(file, main, Count(path))
        sheets = list(_sheets(book, main, remarks))
    own = _said(sheets, remarks)
    for sheet in sheets:
        remarks += _hidden(sheet)
        fits = _fitted(sheet, own, remarks)
        if fits and (count := sum(row.rounded for row in sheet.rows)):
            remarks.append(
                f"第 {sheet.position} 张工作表有 {count} 个格子存的小数比显示的多，照显示的读"
            )
        if fits is None:
            remarks += _compiled(sheet)
            blocks += _blocks(sheet)
        elif own.sheets[sheet.name].kind.printed:
            blocks += _told_blocks(sheet, fits)
        else:
            compiled.append(fits.grid)
    if not any(isinstance(block, Grid) for block in blocks) and len(blocks) < 2:
        raise ReadError(f"{path}：工作簿里没有内容")
    return Remarked(
        tuple(blocks),
        sha256(path),
        compiled=tuple(compiled),
        made_from=own.sources,
        remarks=tuple(remarks),
    )


def _hidden(sheet: _Sheet) -> Iterator[str]:
    for count, what in ((sheet.hidden_rows, "行"), (sheet.hidden_columns, "列")):
        if count:
            yield f"第 {sheet.position} 张工作表有 {count} 个隐藏的{what}，也读了"


def _compiled(sheet: _Sheet) -> Iterator[str]:
    """Take out of a sheet what says itself that a compiler added it, and tell how many rows that is."""
    if count := _cut(sheet):
        yield f"第 {sheet.position} 张工作表有 {count} 行写明是整理者所加，没有读"


def _cut(sheet: _Sheet) -> int:
    """Take out of a sheet what a compiler added; how many rows that is."""
    first = next((at for at, row in enumerate(sheet.rows) if _is_compiled(row)), len(sheet.rows))
    count = len(sheet.rows) - first
    if count:
        del sheet.rows[first:]
        sheet.name = ""  # it names the compiler's sheet, not a part of the document
    return count


def _is_compiled(row: _Row) -> bool:
    return row.cells[min(row.cells)].startswith(COMPILED)


# A download of ours


def _said(sheets: Sequence[_Sheet], remarks: list[str]) -> DeclaredWorkbook:
    """What the workbook says of itself, on the sheet that does; nothing of a workbook that is none of ours."""
    for sheet in (one for one in sheets if any(map(_is_compiled, one.rows))):
        found = said([row.cells for row in _rows(sheet, len(CONTENTS))])
        if found is not None:
            _cut(sheet)
            names = {one.name for one in sheets}
            remarks.append(f"第 {sheet.position} 张工作表说明了各张表是什么，照它读")
            gone = [name for name in found.sheets if name not in names]
            remarks += [
                f"第 {sheet.position} 张工作表写着有“{name}”，工作簿里没有这张工作表"
                for name in gone
            ]
            return found
    return DeclaredWorkbook((), {})


def _fitted(sheet: _Sheet, own: DeclaredWorkbook, remarks: list[str]) -> Fitted | None:
    """The parts of a sheet that is as the workbook says; None for others, with a word on what does not fit."""
    described = own.sheets.get(sheet.name)
    if described is None:
        return None
    try:
        return fitted(_rows(sheet, _WIDE), described)
    except Unfit as error:
        remarks.append(
            f"第 {sheet.position} 张工作表“{sheet.name}”和说明对不上：{error}；这张工作表照没有说明的来读"
        )
        return None


def _told_blocks(sheet: _Sheet, fits: Fitted) -> Iterator[Block]:
    yield Paragraph(sheet.name, fits.grid.place)
    for row in fits.over:
        yield from (Paragraph(cell, row.place) for cell in row.filled)
    yield fits.grid
    for row in fits.under:
        yield from (Paragraph(cell, row.place) for cell in row.filled)


def _rows(sheet: _Sheet, width: int) -> list[GridRow]:
    """The rows of a sheet with every column from its first; what stands past a width, one after the other at its end."""
    rows = []
    for row in sheet.rows:
        near = [row.cells.get(column, "") for column in range(min(width, max(row.cells) + 1))]
        far = [text for column, text in row.cells.items() if column >= width]
        rows.append(GridRow((*near, *far), Place(page=sheet.position, line=row.number)))
    return rows


# What the sheets share


def _book(file: Office, main: str, count: Count) -> _Book:
    parts = {one.kind: one.part for one in file.relations(main).values()}
    book = _Book(file, count)
    properties = next(file.elements(main, "workbookPr", within="workbook"), None)
    book.from_1904 = properties is not None and attribute(properties, "date1904") in ("1", "true")
    if "sharedStrings" in parts:
        book.strings = list(_strings(file, parts["sharedStrings"]))
    if "styles" in parts:
        book.formats = _formats(file, parts["styles"])
    return book


def _strings(file: Office, part: str) -> Iterator[str]:
    for number, element in enumerate(file.elements(part, "si", within="sst")):
        if number > _MOST_STRINGS:
            raise ReadError(
                f"{file.path}：工作簿里的文字超过 {_MOST_STRINGS} 条，不像一份部门预决算公开"
            )
        yield _rich(element)


def _rich(element: etree._Element) -> str:
    """The text of a cell in one or several fonts, without how it is pronounced."""
    texts = (one.text or "" for one in element.iter("{*}t") if local(one.getparent()) != "rPh")
    return one_line("".join(texts))


def _formats(file: Office, part: str) -> list[str]:
    """The number format of each cell style, in order."""
    own = {
        _whole(one, "numFmtId"): attribute(one, "formatCode")
        for one in file.elements(part, "numFmt", within="numFmts")
    }
    styles = file.elements(part, "xf", within="cellXfs")
    return [number_formats.code(_whole(style, "numFmtId"), own) for style in styles]


# One sheet


def _sheets(book: _Book, main: str, remarks: list[str]) -> Iterator[_Sheet]:
    related = book.file.relations(main)
    hidden = 0
    entries = [
        (attribute(one, "name"), attribute(one, "state", "visible"), attribute(one, "id"))
        for one in book.file.elements(main, "sheet", within="sheets")
    ]
    for position, (name, state, relation) in enumerate(entries, start=1):
        part = related.get(relation)
        if part is None or part.kind != "worksheet":
            continue
        if state != "visible":
            hidden += 1
        else:
            yield _sheet(book, part.part, _Sheet(one_line(name), position))
    if hidden:
        remarks.append(f"有 {hidden} 张隐藏的工作表，没有读")


def _sheet(book: _Book, part: str, sheet: _Sheet) -> _Sheet:
    missing = 0
    merged: list[tuple[int, int, int, int]] = []
    hidden: list[range] = []
    parts = ("row", "mergeCell", "col")
    for element in book.file.elements(part, *parts, within=("sheetData", "mergeCells", "cols")):
        if local(element) == "mergeCell":
            merged += _bounds(attribute(element, "ref"))
        elif local(element) == "col":
            if attribute(element, "hidden") in ("1", "true"):
                hidden.append(range(_whole(element, "min") - 1, _whole(element, "max")))
        else:
            row, without = _row(book, element, sheet.rows[-1].number if sheet.rows else 0)
            missing += without
            if row.cells:
                book.count.next_line()
                book.count.add(len(row.cells))
                sheet.hidden_rows += attribute(element, "hidden") in ("1", "true")
                sheet.rows.append(row)
    if missing:
        raise ReadError(
            f"{book.file.path}：有 {missing} 个公式没有算好的值；请用 Excel 或 WPS 打开，保存一次（保存时会带上数值）再导入"
        )
    _blank_spanned(book, sheet, merged)
    used = {column for row in sheet.rows for column in row.cells}
    sheet.hidden_columns = sum(any(column in one for one in hidden) for column in used)
    return sheet


def _row(book: _Book, element: etree._Element, last: int) -> tuple[_Row, int]:
    """A row, and how many of its formulas carry no value."""
    row, missing, column = _Row(_whole(element, "r") or last + 1, {}), 0, -1
    for cell in element:
        if not isinstance(cell.tag, str) or local(cell) != "c":
            continue
        column = _column(attribute(cell, "r"), column + 1)
        text, without = _text(book, cell)
        missing += without
        if text and column < _LAST_COLUMN:
            row.cells[column] = text
            row.rounded += _is_rounded(cell, text)
    return row, missing


def _text(book: _Book, cell: etree._Element) -> tuple[str, bool]:
    """What a cell shows, and whether it is a formula that was never worked out."""
    kind = attribute(cell, "t", "n")
    if kind == "inlineStr":
        inner = cell.find("{*}is")
        return ("" if inner is None else _rich(inner)), False
    value = cell.find("{*}v")
    if value is None or value.text is None:
        return "", kind != "str" and cell.find("{*}f") is not None
    stored = value.text
    if kind == "s":
        at = int(stored) if re.fullmatch(r"\d{1,7}", stored) else len(book.strings)
        return (book.strings[at] if at < len(book.strings) else ""), False
    if kind == "b":
        return ("TRUE" if stored == "1" else "FALSE"), False
    if kind in ("str", "e", "d"):
        return one_line(stored), False
    at = _whole(cell, "s")
    code = book.formats[at] if at < len(book.formats) else "General"
    return one_line(number_formats.displayed(stored.strip(), code, from_1904=book.from_1904)), False


def _is_rounded(cell: etree._Element, text: str) -> bool:
    value = cell.find("{*}v") if attribute(cell, "t", "n") == "n" else None
    return value is not None and number_formats.is_rounded((value.text or "").strip(), text)


def _column(reference: str, otherwise: int) -> int:
    letters = re.match(r"[A-Z]{1,3}", reference)
    if letters is None:
        return otherwise
    number = 0
    for letter in letters.group():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _bounds(reference: str) -> list[tuple[int, int, int, int]]:
    """First and last row, first and last column of a range like B2:D5; nothing for what is no range."""
    match = re.fullmatch(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})", reference)
    if match is None:
        return []
    return [(int(match[2]), int(match[4]), _column(match[1], 0), _column(match[3], 0))]


def _whole(element: etree._Element, name: str) -> int:
    text = attribute(element, name, "0")
    return int(text) if re.fullmatch(r"\d{1,7}", text) else 0


def _blank_spanned(book: _Book, sheet: _Sheet, merged: Sequence[tuple[int, int, int, int]]) -> None:
    """Drop what merged cells hide: programs leave old values in the places that a merged cell covers."""
    numbers = [row.number for row in sheet.rows]
    work = 0
    for top, bottom, left, right in merged:
        covered = sheet.rows[bisect_left(numbers, top) : bisect_right(numbers, bottom)]
        work += 1 + sum(len(row.cells) for row in covered)
        if work > _MOST_MERGED:
            raise ReadError(
                f"{book.file.path}：工作表里合并的单元格多得不正常，不像一份部门预决算公开"
            )
        for row in covered:
            for column in [one for one in row.cells if left <= one <= right]:
                if (row.number, column) != (top, left):
                    del row.cells[column]
    sheet.rows = [row for row in sheet.rows if row.cells]


# From rows to blocks


def _blocks(sheet: _Sheet) -> Iterator[Block]:
    """The sheet's name as a heading, where it has one of its own, then its lines and grids in order."""
    if not sheet.rows:
        return
    if sheet.name and not _DEFAULT_NAME.fullmatch(sheet.name):
        yield Paragraph(sheet.name, Place(page=sheet.position, line=sheet.rows[0].number))
    used = sorted({column for row in sheet.rows for column in row.cells})
    # Columns that nothing fills are kept between filled ones, for forms are told by them; not over a wide waste.
    columns = range(used[0], used[-1] + 1) if used[-1] - used[0] < _WIDE else used
    yield from apart(
        [
            GridRow(
                without_right_blanks([row.cells.get(column, "") for column in columns]),
                Place(page=sheet.position, line=row.number),
            )
            for row in sheet.rows
        ]
    )
