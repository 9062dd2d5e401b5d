"""A department's year as a workbook: a sheet that says where it is from, and each table in its official form."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from scripts.downloads.archives import zipped
from scripts.downloads.csv_files import cell as text_of
from scripts.downloads.csv_files import stem
from scripts.downloads.spreadsheet import (
    EXACT_DIGITS,
    HEAD_FILL,
    TOTAL_FILL,
    Styles,
    height,
    paged,
    span,
    widened,
    width,
)
from scripts.files import File
from scripts.package import Package, Row, Table
from scripts.schema import ABSENCES, ADDED, COMPILED, STATED, STATUSES, Column
from scripts.schema.cover_sheet import CONTENTS, DICTIONARY, HASH, places_in_words
from scripts.schema.display_csv import year_in_words
from scripts.tables import Across, PrintedLayout, official

ABOUT = "说明"
"""The name of the first sheet."""

_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 -- the format has no zone; a fixed date, so that bytes repeat
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31
_WIDEST, _NARROWEST = 46, 9
_ABOUT_WIDTHS = (26, 27, 34, 24, 26, 24, 46, 10, 20)
_ABOUT_SPAN = 6
_ABOUT_WIDTH = sum(_ABOUT_WIDTHS[1 : 1 + _ABOUT_SPAN])
"""The widths of the first sheet's columns in characters; how many of them, and how many characters, one cell of the
origin and the terms spans."""


@dataclass(frozen=True)
class Cited:
    """What a workbook says of itself that its package does not know: site, address, licence, how to cite."""

    site: str
    address: str
    licence: str
    citation: str


def workbook(package: Package, cited: Cited) -> File:
    """The package as a workbook, the same bytes for the same package."""
    book = Workbook()
    book.properties.creator = cited.site
    book.properties.title = package.title
    book.properties.created = book.properties.modified = _DATE
    names = sheet_names(package)
    about = book.active
    about.title = ABOUT
    styles = Styles(about)
    _about(about, styles, package, cited, names)
    for table in package.tables.values():
        sheet = book.create_sheet(names[table.name])
        (_printed if table.kind.printed else _plain)(sheet, styles, package, table)
    return File(f"{package.path}/{stem(package)}.xlsx", _bytes(book))


def _bytes(book: Workbook) -> bytes:
    """A workbook as bytes that hold no date of their making."""
    written = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(written, "w")).save()
    with zipfile.ZipFile(written) as archive:
        return zipped([File(name, archive.read(name)) for name in archive.namelist()])


def sheet_names(package: Package) -> dict[str, str]:
    """The name of each table's sheet: its title, with a number where two would be the same."""
    found: dict[str, str] = {}
    for table in package.tables.values():
        # The title of a table that was published without one stands in brackets.
        titled = (
            table.title if table.published_title or not table.kind.printed else f"（{table.title}）"
        )
        wanted = _NOT_IN_NAMES.sub("", titled).strip() or table.name
        number, name = 1, wanted[:_LONGEST_NAME]
        while name in found.values() or name == ABOUT:
            number += 1
            name = f"{wanted[: _LONGEST_NAME - 3]}-{number}"
        found[table.name] = name
    return found


# A table in its official form


def _printed(sheet: Worksheet, styles: Styles, package: Package, table: Table) -> None:
    form = official(table)
    count = sum(len(columns) for _, columns in form.lists)
    top = _over(sheet, styles, package, table, count)
    for level, heads in enumerate(form.head):
        for head in heads:
            at = (top + level, head.left + 1)
            styles.put(sheet, at, head.text, bold=True, align="center", fill=HEAD_FILL, lined=True)
            span(sheet, *at, head.down, head.width)
    body = top + len(form.head)
    for number, line in enumerate(form.body):
        _put_line(sheet, styles, body + number, line, form)
    _under(sheet, styles, body + len(form.body), table, form)
    sheet.freeze_panes = sheet.cell(body, 1)
    _laid_out(sheet, form, top, body)


def _over(sheet: Worksheet, styles: Styles, package: Package, table: Table, count: int) -> int:
    """The lines over a table: its number, its title, whose it is and its unit; the first row of its head."""
    row = 1
    if table.number:
        styles.put(sheet, (row, 1), table.number)
        row += 1
    title = table.published_title or f"（{table.title}）"
    styles.put(sheet, (row, 1), title, bold=True, align="center", size=14)
    span(sheet, row, 1, 1, count)
    sheet.row_dimensions[row].height = 30
    row += 1
    styles.put(sheet, (row, 1), f"部门：{package.disclosure.department}")
    if table.amount_unit:
        styles.put(sheet, (row, max(2, count)), f"单位：{table.amount_unit}", align="right")
    return row + 1


def _put_line(sheet: Worksheet, styles: Styles, at: int, line: Across, form: PrintedLayout) -> None:
    bold = line.role != "line"
    fill = TOTAL_FILL if bold else ""
    for place, (number, column) in enumerate(form.columns, start=1):
        row = line.rows[number]
        value = _value(row, column)
        deep = line.depth if _is_name(column) and isinstance(value, str) else 0
        align = "right" if column.is_value else "left"
        styles.put(
            sheet, (at, place), value, bold=bold, align=align, indent=deep, fill=fill, lined=True
        )


def _value(row: Row | None, column: Column) -> str | Decimal:
    """What a cell holds: a number, or a text; a blank stays one, and the sign printed for none is a text."""
    number = None if row is None or not column.is_value else row.number(column.name)
    return "" if row is None else text_of(row, column) if number is None else number


def _is_name(column: Column) -> bool:
    return column.name == "item" or column.name.endswith("_name")


def _under(sheet: Worksheet, styles: Styles, at: int, table: Table, form: PrintedLayout) -> None:
    """The lines under a table: what the document says of it, and what is not a number here though it is one there."""
    if table.statement:
        styles.put(sheet, (at, 1), f"注：{STATED}{table.statement}")
        at += 1
    figures = (
        _value(line.rows[number], column) for line in form.body for number, column in form.columns
    )
    if any(
        isinstance(one, Decimal) and len(one.as_tuple().digits) > EXACT_DIGITS for one in figures
    ):
        styles.put(
            sheet,
            (at, 1),
            f"注：超过 {EXACT_DIGITS} 位有效数字的数存为文字，因为表格软件会改动它们。",
        )


def _laid_out(sheet: Worksheet, form: PrintedLayout, top: int, body: int) -> None:
    """Widths and heights that fit what stands in the cells, and a page to print on, heads on every page."""
    widths = []
    for place, (number, column) in enumerate(form.columns, start=1):
        texts = [_text(line.rows[number], column) for line in form.body]
        leaf = [
            head.text
            for heads in form.head
            for head in heads
            if head.left == place - 1 and head.width == 1
        ]
        longest = max([width(text) for text in [*texts, *leaf]], default=0)
        widths.append(min(_WIDEST, max(_NARROWEST, longest + 3)))
    widened(sheet, widths, first=body)
    paged(sheet, f"{top}:{body - 1}")


def _text(row: Row | None, column: Column) -> str:
    value = _value(row, column)
    return f"{value:,f}" if isinstance(value, Decimal) else value


# What is no table of the document's own


def _plain(sheet: Worksheet, styles: Styles, package: Package, table: Table) -> None:
    """What the compilation drew from texts and forms: its columns with their titles, a row each."""
    styles.put(
        sheet, (1, 1), f"{COMPILED}从文件的文字和表格整理，不是文件里的一张表：{table.title}。"
    )
    for place, column in enumerate(table.columns, start=1):
        styles.put(sheet, (2, place), column.title, bold=True, fill=HEAD_FILL, lined=True)
    for at, row in enumerate(table.rows, start=3):
        for place, column in enumerate(table.columns, start=1):
            align = "right" if column.is_value else "left"
            styles.put(sheet, (at, place), _value(row, column), align=align, lined=True)
    sheet.freeze_panes = "A3"
    widths = []
    for column in table.columns:
        longest = max([width(_text(row, column)) for row in table.rows], default=0)
        widths.append(min(_WIDEST, max(_NARROWEST, longest + 3, width(column.title) + 3)))
    widened(sheet, widths, first=3)
    paged(sheet, "2:2")


def _about(
    sheet: Worksheet, styles: Styles, package: Package, cited: Cited, names: Mapping[str, str]
) -> None:
    """The first sheet: whose budget, from which documents, on which terms, what is in it, and what each column means."""
    styles.put(sheet, (1, 1), _cover(package), bold=True, size=14)
    if package.disclosure.code:
        styles.put(sheet, (2, 1), f"[{package.disclosure.code}]{package.disclosure.department}")
    styles.put(
        sheet,
        (3, 1),
        f"{COMPILED}由{cited.site}从公开的文件整理，数字照文件原样；以下是出处和说明。",
    )
    at = 5
    for label, text in (*_origin(package), *_terms(cited)):
        styles.put(sheet, (at, 1), label, bold=True)
        styles.put(sheet, (at, 2), text, lined=True)
        span(sheet, at, 2, 1, _ABOUT_SPAN)
        # Programs do not fit the height of a row to merged cells.
        sheet.row_dimensions[at].height = height(1 + width(text) // _ABOUT_WIDTH)
        at += 1
    listed = at
    for heads, rows in (_contents(package, names), _dictionary(package, names)):
        at += 1
        for line, cells in enumerate((heads, *rows)):
            for place, text in enumerate(cells, start=1):
                fill = "" if line else HEAD_FILL
                styles.put(sheet, (at, place), text, bold=not line, fill=fill, lined=True)
            at += 1
    widened(sheet, _ABOUT_WIDTHS, first=listed)
    paged(sheet, "1:1")


def _cover(package: Package) -> str:
    """What the cover of such a document says: whose it is, of which year, whether of a department or of one body."""
    stated = package.disclosure
    return f"{stated.department}{year_in_words(stated.level, stated.year, stated.phase)}"


def _origin(package: Package) -> Iterator[tuple[str, str]]:
    for source in package.sources:
        yield "来源文件", f"《{source.title}》，{source.publisher}"
        yield "文件的网址", source.address or "没有记录"
        if source.published:
            yield "公布的日期", source.published
        yield HASH, source.sha256


def _terms(cited: Cited) -> Iterator[tuple[str, str]]:
    yield "网页", cited.address
    yield "许可", f"公开的数字不受版权限制；整理的部分按 {cited.licence} 使用"
    yield "怎样引用", cited.citation
    signs = "；".join(f"“{sign}”是{meaning}" for sign, meaning in ABSENCES.items() if sign)
    yield "没有数字的格子", f"照文件原样：什么也没有就是空白；{signs}；0 是数字"
    yield "文字和数字", "编码和名称存为文字，不会被当成公式；数字的小数位数与文件相同"


_Listing = tuple[tuple[str, ...], list[tuple[str, ...]]]


def _contents(package: Package, names: Mapping[str, str]) -> _Listing:
    return CONTENTS, [
        (
            names[one.name],
            one.name,
            one.published_title,
            one.number,
            STATUSES[one.status],
            one.amount_unit,
            one.coordinates.stated_in_words,
            str(len(one.rows)),
            places_in_words(_blank(one)),
        )
        for one in package.tables.values()
    ]


def _blank(table: Table) -> dict[str, list[int]]:
    """The places, by list, of the rows that a table prints without a word and a figure, for a number beside them."""
    found: dict[str, list[int]] = {}
    for row in table.rows if table.kind.printed else ():
        if not any(text for name, text in row.keys.items() if name not in ADDED) and not any(
            row.figures.values()
        ):
            found.setdefault(row["list"], []).append(int(row["position"]))
    return found


def _dictionary(package: Package, names: Mapping[str, str]) -> _Listing:
    return DICTIONARY, [
        (
            names[table.name],
            letter,
            name,
            column.name,
            column.heads.get(name, ""),
            column.title,
            column.meaning,
            column.type,
        )
        for table in package.tables.values()
        for letter, name, column in (_columns(table) if table.kind.printed else _added(table))
    ]


def _added(table: Table) -> Iterator[tuple[str, str, Column]]:
    for place, column in enumerate(table.columns, start=1):
        yield get_column_letter(place), "", column


def _columns(table: Table) -> Iterator[tuple[str, str, Column]]:
    """Each column of a printed table with its letter and its list; after them those that its sheet does not show."""
    form = official(table)
    shown = [(form.lists[number][0], column) for number, column in form.columns]
    for place, (name, column) in enumerate(shown, start=1):
        yield get_column_letter(place), name, column
    told = {(name, column.name) for name, column in shown}
    for column in (one for one in table.columns if one.name not in ADDED):
        for name in column.heads or ([] if any(one == column.name for _, one in told) else [""]):
            if (name, column.name) not in told:
                yield "", name, column
