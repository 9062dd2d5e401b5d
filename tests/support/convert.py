"""A disclosure's blocks written as Word, Excel, CSV and web page, the way offices make them, to read them back."""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import docx
import openpyxl
from docx.table import Table
from openpyxl.worksheet.worksheet import Worksheet

from scripts.ingest.document import Block, Grid, GridRow, Paragraph
from scripts.schema import inert

_AMOUNT = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
Span = tuple[int, int, int]
"""A merged head cell: its row, its first column, its last."""


def spans(grid: Grid, rows: int) -> list[Span]:
    """The head cells of a grid that a person would merge with the blank ones to their right."""
    found = []
    for at, row in enumerate(grid.rows[:rows]):
        columns = [*(index for index, cell in enumerate(row.cells) if cell), grid.width]
        found += [
            (at, start, end - 1)
            for start, end in pairwise(columns)
            if end - start > 1 and not _headed(grid, at, start + 1, end)
        ]
    return found


def _headed(grid: Grid, row: int, first: int, end: int) -> bool:
    """Whether a row above already has heads over these columns: then blanks are no part of a merged cell."""
    return any(above.cell(column) for above in grid.rows[:row] for column in range(first, end))


def to_docx(blocks: Sequence[Block], path: Path, *, merged: int = 0) -> Path:
    """A Word document of the blocks; the blanks of the first `merged` rows of each table belong to merged cells."""
    document = docx.Document()
    for block in blocks:
        if isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        else:
            table = document.add_table(len(block.rows), max(block.width, 2))
            _fill(table, block)
            for row, first, last in spans(block, merged):
                table.cell(row, first).merge(table.cell(row, last))
    document.save(str(path))
    return path


def _fill(table: Table, grid: Grid) -> None:
    for made, row in zip(table.rows, grid.rows, strict=True):
        for cell, text in zip(made.cells, row.cells, strict=False):
            cell.text = text


def to_xlsx(
    blocks: Sequence[Block], path: Path, *, merged: int = 0, as_numbers: bool = True
) -> Path:
    """A workbook of the blocks: a new sheet before each table's lines; amounts as numbers with a number format."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet: Worksheet | None = None
    at = 0
    after_grid = False
    for index, block in enumerate(blocks):
        if sheet is None or (after_grid and isinstance(block, Paragraph) and not _is_note(block)):
            sheet, at = book.create_sheet(f"Sheet{index + 1}"), 0
        after_grid = isinstance(block, Grid)
        if isinstance(block, Paragraph):
            at += 1
            sheet.cell(at, 1, block.text).data_type = "s"
            continue
        for row in block.rows:
            at += 1
            _write(sheet, at, row, as_numbers=as_numbers)
        top = at - len(block.rows) + 1
        for row_at, first, last in spans(block, merged):
            sheet.merge_cells(
                start_row=top + row_at,
                end_row=top + row_at,
                start_column=first + 1,
                end_column=last + 1,
            )
        at += 1
    book.save(path)
    return path


def _is_note(paragraph: Paragraph) -> bool:
    return paragraph.text.startswith("注：")


def _write(sheet: Worksheet, at: int, row: GridRow, *, as_numbers: bool) -> None:
    for column, text in enumerate(row.cells, start=1):
        if not text:
            continue
        cell = sheet.cell(at, column)
        if as_numbers and _AMOUNT.fullmatch(text) and not re.match(r"0\d", text) and len(text) < 16:
            cell.value = float(Decimal(text.replace(",", "")))
            cell.number_format = _number_format(text)
        else:
            cell.value = text
            cell.data_type = "s"


def _number_format(text: str) -> str:
    decimals = len(text.partition(".")[2])
    return ("#,##0" if "," in text else "0") + ("." + "0" * decimals if decimals else "")


def to_csv(
    blocks: Sequence[Block],
    path: Path,
    *,
    sign: str = ",",
    charset: str = "utf-8-sig",
    padded: bool = False,
) -> Path:
    """A CSV of the blocks, a blank line after each table; `padded` as spreadsheets do it, as many cells in every line."""
    width = max((block.width for block in blocks if isinstance(block, Grid)), default=1)
    lines: list[Sequence[str]] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append([block.text])
        else:
            lines += [
                [inert(cell) for cell in row.cells] + [""] * (len(row.cells) < 2)
                for row in block.rows
            ]
            lines.append([])
    made = io.StringIO()
    writer = csv.writer(made, delimiter=sign, lineterminator="\r\n")
    writer.writerows([[*line, *[""] * (width - len(line))] for line in lines] if padded else lines)
    path.write_bytes(made.getvalue().encode(charset))
    return path


def to_html(
    blocks: Sequence[Block],
    path: Path,
    *,
    merged: int = 0,
    laid_out: bool = False,
    charset: str = "utf-8",
) -> Path:
    """A web page of the blocks, in one cell of a table for the page's layout where asked, with the noise of a site."""
    body = "\n".join(_block(block, merged) for block in blocks)
    if laid_out:
        body = f'<table><tr><td width="20"></td><td>{body}</td></tr></table>'
    text = (
        f'<!DOCTYPE html><html><head><meta charset="{charset}"><title>网站</title>'
        "<style>td{{border:1px}}</style><script>document.write('<p>支出9元</p>')</script></head><body>"
        '<table><tr><td><a href="/">首页</a></td><td><a href="/x">机构</a></td></tr></table>'
        f"<!-- 支出 8 元 -->{body}<script src='https://example.invalid/a.js'></script></body></html>"
    )
    path.write_bytes(text.encode(charset))
    return path


def _block(block: Block, merged: int) -> str:
    if isinstance(block, Paragraph):
        return f"<p>{html.escape(block.text)}</p>"
    wide = {(row, first): last - first + 1 for row, first, last in spans(block, merged)}
    rows = []
    for at, row in enumerate(block.rows):
        cells, column = [], 0
        while column < max(block.width, 2):
            span = wide.get((at, column), 1)
            text = html.escape(row.cell(column)) or "&nbsp;"
            cells.append(f'<td colspan="{span}">{text}</td>' if span > 1 else f"<td>{text}</td>")
            column += span
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table border=1>{''.join(rows)}</table>"
