"""What a page or a workbook hides from those who look at it is not read, and told."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import openpyxl  # type: ignore[import-untyped]
import pytest

from scripts.ingest.document import Document, Grid
from scripts.ingest.readers import docx as word
from scripts.ingest.readers import html, xlsx

HEAD = ("项目", "预算数", "上年")
ROWS_OF_TEXT = (("项目", "预算数"), ("合计", "900.00"), ("人员经费", "900.00"))
ROWS = (HEAD, ("合计", 1000, 900), ("（测算用）", 555, 555), ("人员经费", 1000, 900))


def _cells(document: Document) -> list[tuple[str, ...]]:
    return [row.cells for block in document.blocks if isinstance(block, Grid) for row in block.rows]


# Web pages


def _page(folder: Path, cell: str, style: str = "") -> Document:
    path = folder / "a.html"
    rows = f"<tr><td>项目</td><td>预算数</td></tr><tr><td>合计</td><td>{cell}</td></tr>"
    other = "<tr><td>人员经费</td><td>3.00</td></tr><tr><td>公用经费</td><td>4.00</td></tr>"
    head = f"<meta charset='utf-8'><style>{style}</style>"
    path.write_text(f"<html><head>{head}</head><body><table>{rows}{other}</table></body></html>")
    return html.read(path)


@pytest.mark.parametrize(
    "style",
    [
        "display:none",
        "DISPLAY : None !important; color:red",
        "visibility:hidden",
        "visibility: collapse",
        "font-size:0",
        "font-size:0px;line-height:1",
        "opacity:0.0",
        "mso-hide:all",
        "color:transparent",
        "position:absolute;left:-9999px",
        "display:inline-block;width:0;overflow:hidden",
    ],
)
def test_text_hidden_by_its_style_joins_no_number(tmp_path: Path, style: str) -> None:
    for cell in (f'<span style="{style}">9</span>900.00', f'900.00<i style="{style}">1</i>'):
        found = _page(tmp_path, cell)
        assert _cells(found)[1] == ("合计", "900.00")
        assert found.remarks == ("网页里有 1 处隐藏的文字，没有读",) and not found.losses


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        (".h{display:none}", 'class="h"'),
        ("p, span.h.x { color:red; visibility:hidden }", 'class="x h"'),
        ("#h{font-size:0}", 'id="h"'),
        ("/* .a{} */ .h { opacity: 0 } .b{}", 'class="a h"'),
        ("<!-- .h{display:none} -->", "class=h"),
        ("@media print{.p{color:red}} .h{display:none}", 'class="h"'),
        ("", "hidden"),
    ],
)
def test_text_hidden_by_a_style_sheet_joins_no_number(
    tmp_path: Path, style: str, attributes: str
) -> None:
    found = _page(tmp_path, f"<span {attributes}>9</span>900.00", style)
    assert _cells(found)[1] == ("合计", "900.00") and len(found.remarks) == 1


@pytest.mark.parametrize(
    ("style", "attributes"),
    [
        ("@media print{.h{display:none}}", 'class="h"'),
        (".menu .h{display:none}", 'class="h"'),
        (".h{display:none} .s{display:inline}", 'class="h s"'),
        (".h{display:none}", 'class="h" style="display:inline"'),
        (".h{display:none}", 'class="hh"'),
        ("", 'style="font-size:0.9em;opacity:0.5;width:0"'),
        ("body{display:none}", ""),
    ],
)
def test_what_is_shown_is_read(tmp_path: Path, style: str, attributes: str) -> None:
    found = _page(tmp_path, f"<span {attributes}>9</span>900.00", style)
    assert _cells(found)[1] == ("合计", "9900.00") and not found.remarks


def test_a_hidden_table_with_figures_is_a_loss(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    table = "<table><tr><td>合计</td><td>1.00</td></tr></table>"
    path.write_text(f"<meta charset='utf-8'><p>预算</p><div style='display:none'>{table}</div>")
    found = html.read(path)
    assert not _cells(found) and "1 处隐藏的表格" in found.losses[0]


@pytest.mark.parametrize("mark", ["<sup>1</sup>", "<sub>2</sub>", "①", "²"])
def test_a_mark_behind_an_amount_is_no_digit_of_it(tmp_path: Path, mark: str) -> None:
    found = _page(tmp_path, f"900.00{mark}")
    (grid,) = (block for block in found.blocks if isinstance(block, Grid))
    assert grid.rows[1].figures[1] is None


# Word


def test_hidden_runs_are_left_out_and_told_and_raised_ones_are_no_digits(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for row, (label, number) in zip(table.rows, ROWS_OF_TEXT, strict=True):
        row.cells[0].text, row.cells[1].text = label, number
    first, second = (table.rows[at].cells[1].paragraphs[0] for at in (1, 2))
    first.add_run("9").font.hidden = True
    second.add_run("1").font.superscript = True
    document.save(tmp_path / "a.docx")
    found = word.read(tmp_path / "a.docx")
    assert _cells(found)[1:] == [("合计", "900.00"), ("人员经费", "900.00¹")]
    assert found.remarks == ("Word 文件里有 1 处隐藏的文字，没有读",)


# Workbooks


def _book(folder: Path) -> tuple[openpyxl.Workbook, Path]:
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append(row)
    return book, folder / "a.xlsx"


def _edited(path: Path, old: str, new: str) -> None:
    """Change the text of a workbook's first sheet as no library writes it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    assert old.encode() in parts[name]
    parts[name] = parts[name].replace(old.encode(), new.encode())
    with zipfile.ZipFile(path, "w") as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


SHOWN = [("项目", "预算数", "上年"), ("合计", "1000", "900"), ("人员经费", "1000", "900")]


@pytest.mark.parametrize("way", ["hidden", "flat", "grouped"])
def test_hidden_rows_are_left_out_and_told(tmp_path: Path, way: str) -> None:
    book, path = _book(tmp_path)
    if way == "hidden":
        book.active.row_dimensions[3].hidden = True
    elif way == "grouped":
        book.active.row_dimensions.group(3, 3, hidden=True)
    book.save(path)
    if way == "flat":
        _edited(path, '<row r="3"', '<row r="3" ht="0" customHeight="1"')
    found = xlsx.read(path)
    assert _cells(found) == SHOWN
    assert found.remarks == ("第 1 张工作表有 1 个隐藏的行，没有读",)


@pytest.mark.parametrize("way", ["hidden", "flat", "grouped"])
def test_hidden_columns_are_left_out_and_told(tmp_path: Path, way: str) -> None:
    book, path = _book(tmp_path)
    if way == "grouped":
        book.active.column_dimensions.group("B", "B", hidden=True)
    elif way == "hidden":
        book.active.column_dimensions["B"].hidden = True
    book.save(path)
    if way == "flat":
        flat = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
        _edited(path, "<sheetData>", flat)
    found = xlsx.read(path)
    assert _cells(found)[:2] == [("项目", "上年"), ("合计", "900")]
    assert found.remarks == ("第 1 张工作表有 1 个隐藏的列，没有读",)


def test_a_merged_cell_shows_in_what_is_not_hidden_of_it(tmp_path: Path) -> None:
    book, path = _book(tmp_path)
    sheet = book.active
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("B1:C1")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    book.save(path)
    assert _cells(xlsx.read(path)) == [("项目", "预算数"), ("合计", "900"), ("（测算用）", "900")]


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("#,##0,", 9_000_000, "9,000"),
        ("0.0,", 9_000_000, "9000.0"),
        ("0.00,,", 9_000_000, "9.00"),
        ("0!.0,", 9_000_000, "900.0"),
        ("0\\.0,", -9_000_000, "-900.0"),
    ],
)
def test_a_format_that_shows_a_number_smaller_is_a_loss(
    tmp_path: Path, code: str, number: int, shown: str
) -> None:
    book, path = _book(tmp_path)
    book.active["B2"].value = number
    book.active["B2"].number_format = code
    book.save(path)
    found = xlsx.read(path)
    assert _cells(found)[1] == ("合计", shown, "900") and "1 个数的格式" in found.losses[0]


@pytest.mark.parametrize(("number", "count"), [(9_000_000, 1), (0, 0)])
def test_a_number_that_its_format_does_not_show_is_told(
    tmp_path: Path, number: int, count: int
) -> None:
    book, path = _book(tmp_path)
    book.active["B2"].value = number
    book.active["B2"].number_format = "0;-0;;" if not number else ";;;"
    book.save(path)
    found = xlsx.read(path)
    assert _cells(found)[1] == ("合计", "", "900")
    assert ["不显示它" in remark for remark in found.remarks] == [True] * count


@pytest.mark.parametrize(
    ("code", "number"), [("0", 12.4), ("0.0%", 0.125), ("#,##0.00", 1e6), ("General", 1e9)]
)
def test_other_formats_are_no_loss(tmp_path: Path, code: str, number: float) -> None:
    book, path = _book(tmp_path)
    book.active["B2"].value = number
    book.active["B2"].number_format = code
    book.save(path)
    assert not xlsx.read(path).losses
