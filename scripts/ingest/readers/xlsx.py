"""A disclosure in a workbook: each visible sheet a heading, then its tables with their lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from pathlib import Path

from scripts.ingest.declaration import DeclaredWorkbook, MismatchError
from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, ReadError
from scripts.ingest.readers import office, xlsx_sheets
from scripts.ingest.readers.captions import apart
from scripts.ingest.readers.cell_text import without_right_blanks
from scripts.ingest.readers.limits import Count, sha256
from scripts.ingest.readers.own_workbook import declared_sheet, declared_workbook
from scripts.ingest.readers.unseen import Unseen
from scripts.ingest.readers.xlsx_sheets import Sheet
from scripts.schema import CONTENTS

# Names that programs give: `Sheet1`, `工作表 2`, `Sheet1 (2)`
_DEFAULT_NAME = re.compile(r"(?:sheet|工作表|chart)\s*\d*(?:\s*\(\d+\))?", re.IGNORECASE)

_WIDE = 256  # more columns than a table has: what stands farther apart is put side by side


def read(path: Path) -> Document:
    """The document in a workbook.

    A place's page is the sheet's position among all, its line the sheet's own row. Raises
    ReadError where the file is damaged, locked, hostile, empty, or holds formulas without values.
    """
    remarks: list[str] = []
    losses: list[str] = []
    blocks: list[Block] = []
    compiled = []
    laid_out = Count(path)
    unseen = Unseen()
    with office.opened(path) as file:
        sheets = xlsx_sheets.sheets(file, remarks, unseen)
    declared = _declared(sheets, remarks)

    for sheet in sheets:
        own = _declared_sheet(sheet, declared, remarks)
        # What a person hides in a download of ours is in its package all the same.
        for count, what in sheet.hidden:
            if count:
                read_or_not = "没有读" if own is None else "也读了"
                remarks.append(f"{sheet.title}有 {count} 个隐藏的{what}，{read_or_not}")
        rounded = sum(row.rounded for row in sheet.rows if own is not None or not row.hidden)
        if rounded:
            remarks.append(f"{sheet.title}有 {rounded} 个格子存的小数比显示的多，照显示的读")
        if own is None:
            sheet.take_out_hidden()
            unshown = sum(row.unshown for row in sheet.rows)
            if unshown:
                remarks.append(f"{sheet.title}有 {unshown} 个数的格式不显示它，没有读")
            losses += _scaled(sheet)
            count = _cut(sheet)
            if count:
                remarks.append(f"{sheet.title}有 {count} 行写明是整理者所加，没有读")
            blocks += _blocks(sheet, laid_out)
            continue
        above, grid, notes = own
        if not declared.sheets[sheet.name].kind.printed:
            compiled.append(grid)
            continue
        blocks.append(Paragraph(sheet.name, grid.place))
        blocks += _paragraphs(above)
        blocks.append(grid)
        blocks += _paragraphs(notes)

    if len(blocks) < 2 and not any(isinstance(block, Grid) for block in blocks):
        raise ReadError("工作簿里没有内容", path=path)
    return Document(
        tuple(blocks),
        sha256(path),
        compiled=tuple(compiled),
        made_from=declared.sources,
        remarks=(*remarks, *unseen.remarks),
        losses=(*losses, *unseen.losses),
    )


def _scaled(sheet: Sheet) -> Iterator[str]:
    """What is to be said of figures that show in another unit than they are stored in."""
    scaled = sum(row.scaled for row in sheet.rows)
    if scaled:
        what = f"{sheet.title}有 {scaled} 个数的格式把它缩成千分之几来显示，照显示的读"
        yield f"{what}；请对照原文，看单位是不是也跟着变了"


def _cut(sheet: Sheet) -> int:
    """Take out of a sheet what a compiler added; how many rows that is."""
    for index, row in enumerate(sheet.rows):
        if row.is_compiled:
            count = len(sheet.rows) - index
            del sheet.rows[index:]
            sheet.name = ""  # it names the compiler's sheet, not a part of the document
            return count
    return 0


def _declared(sheets: Sequence[Sheet], remarks: list[str]) -> DeclaredWorkbook:
    """What the workbook says of itself, on the sheet that does; nothing of one that is not ours."""
    for sheet in sheets:
        if not any(row.is_compiled for row in sheet.rows):
            continue
        declared = declared_workbook([row.cells for row in _grid_rows(sheet, len(CONTENTS))])
        if declared is None:
            continue
        _cut(sheet)
        remarks.append(f"{sheet.title}说明了各张表是什么，照它读")
        names = {sheet.name for sheet in sheets}
        for name in declared.sheets:
            if name not in names:
                remarks.append(f"{sheet.title}写着有“{name}”，工作簿里没有这张工作表")
        return declared

    return DeclaredWorkbook((), {})


def _declared_sheet(
    sheet: Sheet, declared: DeclaredWorkbook, remarks: list[str]
) -> tuple[Sequence[GridRow], Grid, Sequence[GridRow]] | None:
    """The parts of a sheet that is as the workbook says; None, with a remark, where it is not."""
    table = declared.sheets.get(sheet.name)
    if table is None:
        return None
    try:
        return declared_sheet(_grid_rows(sheet, _WIDE), table)
    except MismatchError as error:
        why = f"和说明对不上：{error}；这张工作表照没有说明的来读"
        remarks.append(f"{sheet.title}“{sheet.name}”{why}")
        return None


def _paragraphs(rows: Sequence[GridRow]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in row.filled:
            yield Paragraph(cell, row.place)


def _grid_rows(sheet: Sheet, width: int) -> list[GridRow]:
    """The rows with every column from the first; past a width, one text after the other."""
    rows = []
    for row in sheet.rows:
        cells = [""] * min(width, max(row.cells) + 1)
        for column, text in row.cells.items():
            if column < width:
                cells[column] = text
            else:
                cells.append(text)
        indents = tuple(row.indents.get(column) for column in range(len(cells)))
        rows.append(GridRow(tuple(cells), sheet.place(row), indents))
    return rows


def _blocks(sheet: Sheet, count: Count) -> Iterator[Block]:
    """The sheet's name as a heading, where it has one of its own, then its lines and grids.

    Its cells are counted with those that are blank between them, of which a file may ask for many.
    """
    if not sheet.rows:
        return
    if sheet.name and not _DEFAULT_NAME.fullmatch(sheet.name):
        yield Paragraph(sheet.name, sheet.place(sheet.rows[0]))

    # A sheet need not begin in column A.
    columns: Sequence[int] = sheet.columns
    # Columns that nothing fills are kept between filled ones, for forms are told by them.
    if columns[-1] - columns[0] < _WIDE:
        whole = range(columns[0], columns[-1] + 1)
        columns = [column for column in whole if column not in sheet.hidden_columns]
    rows = []

    for row in sheet.rows:
        width = bisect_right(columns, max(row.cells))
        count.add(width)
        within = columns[:width]
        cells = [row.cells.get(column, "") for column in within]
        indents = tuple(row.indents.get(column) for column in within)
        rows.append(GridRow(without_right_blanks(cells), sheet.place(row), indents))

    yield from apart(rows)
