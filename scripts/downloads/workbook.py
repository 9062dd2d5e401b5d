"""A department's year as a workbook: a sheet that says where it is from, and a sheet a table."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl ships no types
from openpyxl.writer.excel import ExcelWriter  # type: ignore[import-untyped]

from scripts.downloads.about_sheet import ABOUT, Cited, write_about
from scripts.downloads.archives import zipped
from scripts.downloads.csv_files import stem
from scripts.downloads.spreadsheet import Sheet, Styles
from scripts.downloads.table_sheets import plain_sheet, printed_sheet
from scripts.files import File
from scripts.package import Package

_DATE = datetime(1980, 1, 1)  # noqa: DTZ001 -- the format has no zone; fixed, so that bytes repeat
# Excel takes no sheet whose name has such a sign, or is longer.
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME = 31


def workbook(package: Package, cited: Cited) -> File:
    """The package as a workbook, the same bytes for the same package.

    First a sheet that says whose it is and where from, then each table, in its official form.
    """
    book = Workbook()
    book.properties.creator = cited.site
    book.properties.title = package.title
    book.properties.created = book.properties.modified = _DATE
    names = sheet_names(package)
    book.active.title = ABOUT
    styles = Styles(book.active)
    write_about(Sheet(book.active, styles), package, cited, names)
    for table in package.tables.values():
        made = book.create_sheet(names[table.name])
        sheet = Sheet(made, styles)
        if table.kind.printed:
            printed_sheet(sheet, package, table)
        else:
            plain_sheet(sheet, table)
    buffer = io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(buffer, "w")).save()
    # openpyxl's own archive holds the date of its making.
    with zipfile.ZipFile(buffer) as archive:
        parts = [File(name, archive.read(name)) for name in archive.namelist()]
    return File(f"{package.path}/{stem(package)}.xlsx", zipped(parts))


def sheet_names(package: Package) -> dict[str, str]:
    """The name of each table's sheet: its title, with a number where two would be the same."""
    names: dict[str, str] = {}
    for table in package.tables.values():
        title = table.title
        # The title of one that the document prints without a title stands in brackets.
        if table.kind.printed and not table.published_title:
            title = f"（{title}）"
        title = _NOT_IN_NAMES.sub("", title).strip() or table.name
        number, name = 1, title[:_LONGEST_NAME]
        while name in names.values() or name == ABOUT:
            number += 1
            name = f"{title[: _LONGEST_NAME - 3]}-{number}"
        names[table.name] = name
    return names
