"""The first sheet of a workbook: whose it is, from which documents, on which terms, what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # ships no types

from scripts.downloads.spreadsheet import BOLD, HEAD, LINED, TITLE, Sheet, height, width
from scripts.package import Package, Table
from scripts.schema import ABSENCES, ADDED, COMPILED, STATUSES, Column
from scripts.schema.cover_sheet import CONTENTS, DICTIONARY, HASH, places_in_words
from scripts.schema.display_csv import year_in_words
from scripts.tables import official

# The name of the first sheet.
ABOUT = "说明"
# The widths of its columns in characters: the two lists share them.
_WIDTHS = (26, 27, 34, 24, 26, 24, 46, 10, 20)
# How many columns one cell of the origin and the terms spans.
_SPAN = 6
_SPAN_WIDTH = sum(_WIDTHS[1 : 1 + _SPAN])
# Rows of texts, the first of them the heads.
_Listing = list[tuple[str, ...]]


@dataclass(frozen=True)
class Cited:
    """Of a workbook: the site's name, the page's address, the licence, how to cite."""

    site: str
    address: str
    licence: str
    citation: str


def write_about(sheet: Sheet, package: Package, cited: Cited, names: Mapping[str, str]) -> None:
    """Writes the first sheet; `names` are the names of the tables' sheets."""
    disclosure = package.disclosure
    year = year_in_words(disclosure.level, disclosure.year, disclosure.phase)
    sheet.put(1, 1, f"{disclosure.department}{year}", TITLE)
    if disclosure.code:
        sheet.put(2, 1, f"[{disclosure.code}]{disclosure.department}")
    origin = f"{COMPILED}由{cited.site}从公开的文件整理，数字照文件原样；以下是出处和说明。"
    sheet.put(3, 1, origin)
    row = 5
    for label, text in _origin(package, cited):
        sheet.put(row, 1, label, BOLD)
        sheet.put(row, 2, text, LINED)
        sheet.span(row, 2, width=_SPAN)
        # Programs do not fit the height of a row to merged cells.
        lines = 1 + width(text) // _SPAN_WIDTH
        sheet.raise_row(row, height(lines))
        row += 1
    first = row
    for listing in (_contents(package, names), _dictionary(package, names)):
        row += 1
        style = HEAD
        for cells in listing:
            for place, cell in enumerate(cells, start=1):
                sheet.put(row, place, cell, style)
            style = LINED
            row += 1
    sheet.widen(_WIDTHS, first=first)
    sheet.page(1, 1)


def _origin(package: Package, cited: Cited) -> Iterator[tuple[str, str]]:
    for source in package.sources:
        yield "来源文件", f"《{source.title}》，{source.publisher}"
        yield "文件的网址", source.address or "没有记录"
        if source.published:
            yield "公布的日期", source.published
        yield HASH, source.sha256
    yield "网页", cited.address
    yield "许可", f"公开的数字不受版权限制；整理的部分按 {cited.licence} 使用"
    yield "怎样引用", cited.citation
    told = [f"“{sign}”是{meaning}" for sign, meaning in ABSENCES.items() if sign]
    signs = "；".join(told)
    yield "没有数字的格子", f"照文件原样：什么也没有就是空白；{signs}；0 是数字"
    yield "文字和数字", "编码和名称存为文字，不会被当成公式；数字的小数位数与文件相同"


def _contents(package: Package, names: Mapping[str, str]) -> _Listing:
    listing: _Listing = [CONTENTS]
    for table in package.tables.values():
        blanks: dict[str, list[int]] = {}
        for row in table.rows:
            # A blank row has neither words of the document's own nor figures other than nought.
            words = [text for name, text in row.keys.items() if name not in ADDED]
            is_blank = not any(words) and not any(row.figures.values())
            if table.kind.printed and is_blank:
                of_list = blanks.setdefault(row["list"], [])
                of_list.append(int(row["position"]))
        cells = (
            names[table.name],
            table.name,
            table.published_title,
            table.number,
            STATUSES[table.status],
            table.amount_unit,
            table.coordinates.stated_in_words,
            str(len(table.rows)),
            places_in_words(blanks),
        )
        listing.append(cells)
    return listing


def _dictionary(package: Package, names: Mapping[str, str]) -> _Listing:
    listing: _Listing = [DICTIONARY]
    for table in package.tables.values():
        for letter, name, column in _columns(table):
            row = (
                names[table.name],
                letter,
                name,
                column.name,
                column.heads.get(name, ""),
                column.title,
                column.meaning,
                column.type,
            )
            listing.append(row)
    return listing


def _columns(table: Table) -> Iterator[tuple[str, str, Column]]:
    """Each column with its letter and its list, then those of a printed table not on its sheet."""
    if not table.kind.printed:
        for place, column in enumerate(table.columns, start=1):
            yield get_column_letter(place), "", column
        return
    layout = official(table)
    shown: set[tuple[str, str]] = set()
    for place, (number, column) in enumerate(layout.columns, start=1):
        name = layout.lists[number][0]
        shown.add((name, column.name))
        yield get_column_letter(place), name, column
    shown_names = {column for _, column in shown}
    for column in table.columns:
        if column.name in ADDED:
            continue
        lists = list(column.heads)
        if not lists and column.name not in shown_names:
            lists = [""]
        for name in lists:
            if (name, column.name) not in shown:
                yield "", name, column
