"""What people take away of a year and of everything: opens elsewhere, repeats byte for byte, never runs as a formula."""

from __future__ import annotations

import contextlib
import csv
import io
import sqlite3
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import Package as Frictionless
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from scripts import downloads, tables
from scripts.downloads.about_sheet import ABOUT
from scripts.downloads.workbook import sheet_names
from scripts.files import File
from scripts.package import Correction, Note, Package, Row, read
from scripts.schema import BLANK, Absent, active, inert, looks_like_formula
from scripts.settings import Licence
from tests.support import tiny

CITED = downloads.Cited("明账", "index.html", "CC BY 4.0", "引用")
LICENCE = Licence(
    name="CC BY 4.0", title="署名 4.0", url="https://creativecommons.org/licenses/by/4.0/"
)

FORMULAS = ["=1+1", "+1-800", "-3.00万元", "@SUM(A1)", "\t=1", "＝1", "\r=1"]


def _collection(package: Package, tmp_path: Path) -> dict[str, bytes]:
    found = tables.datasets([package], tmp_path, [], [])
    return {file.path: file.content for file in downloads.collection(found, LICENCE, "明账")}


def _book(package: Package) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(downloads.workbook(package, CITED).content))


def _csv(file: File) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))


# Packages as ZIP


def test_the_zip_of_a_package_is_a_package(package: Package, tmp_path: Path) -> None:
    archive = next(file for file in downloads.of_package(package) if file.path.endswith(".zip"))
    zipfile.ZipFile(io.BytesIO(archive.content)).extractall(tmp_path)
    assert Frictionless(str(tmp_path / "datapackage.json")).validate().valid


def test_the_zip_holds_what_persons_wrote_and_the_record_of_corrections(
    package: Package, tmp_path: Path
) -> None:
    note = Note("project", "=印刷费", "印册子")
    correction = Correction(
        "2026-01-31", "bcdfghjkmn", "summary", "合计", "amount", "1.00", "-", "=更正"
    )
    whole = replace(package, summary="做些什么。\n", notes=(note,), corrections=(correction,))
    archive = next(file for file in downloads.of_package(whole) if file.path.endswith(".zip"))
    folder = tmp_path / whole.path
    zipfile.ZipFile(io.BytesIO(archive.content)).extractall(folder)
    again = read(folder)
    assert (again.summary, again.notes, again.corrections) == (
        whole.summary,
        whole.notes,
        whole.corrections,
    )
    assert "'=印刷费" in (folder / "notes.csv").read_text("utf-8")
    assert "'=更正" in (folder / "corrections.csv").read_text("utf-8")


def test_the_same_package_makes_the_same_bytes(package: Package, tmp_path: Path) -> None:
    assert list(downloads.of_package(package)) == list(downloads.of_package(package))
    assert downloads.workbook(package, CITED) == downloads.workbook(package, CITED)
    assert _collection(package, tmp_path) == _collection(package, tmp_path)


def test_every_file_name_tells_year_and_phase(package: Package) -> None:
    assert all(package.period in file.path for file in downloads.of_package(package))
    assert all(
        f"{package.slug}-{package.period}-{table.name}.csv"
        in downloads.for_people(package, table).path
        for table in package.tables.values()
    )
    assert downloads.workbook(package, CITED).path.endswith(
        f"/{package.slug}-{package.period}.xlsx"
    )


# Formulas


@pytest.mark.parametrize("cell", FORMULAS)
def test_a_text_that_looks_like_a_formula_is_made_inert(cell: str) -> None:
    assert inert(cell) == f"'{cell}"


@pytest.mark.parametrize(
    "cell", ["-3.00", "5471.80", "0", "", "合计 = 1", "=", "-", "--", "'95 年"]
)
def test_numbers_plain_texts_and_signs_alone_stay_as_they_are(cell: str) -> None:
    assert inert(cell) == cell


@given(st.text("=+-@＝'1a年. \t", max_size=6))
def test_every_text_comes_back_from_its_inert_form(text: str) -> None:
    assert active(inert(text)) == text
    assert not looks_like_formula(inert(text))


def _with_item(text: str) -> Package:
    """A package one of whose rows is called so, with a negative amount."""
    made = tiny.package(
        "\nsummary 万元 title=收支总表 | item | amount\n[income]\n名目 | -3.00\n= 合计 | -3.00\n"
    )
    table = made.tables["summary"]
    rows = tuple(Row({**row.keys, "item": text}, row.figures) for row in table.rows)
    return replace(made, tables={"summary": replace(table, rows=rows)})


@pytest.mark.parametrize("text", FORMULAS)
def test_a_name_cannot_become_a_formula_in_any_download(text: str, tmp_path: Path) -> None:
    package = _with_item(text)
    sheet = _book(package)["收支总表"]
    cell = next(
        cell
        for row in sheet.iter_rows()
        for cell in row
        if cell.value and text.strip() in str(cell.value)
    )
    assert (cell.data_type, bool(cell.quotePrefix)) == ("s", True)
    assert _csv(downloads.for_people(package, package.tables["summary"]))[1][
        0
    ] == f"'{text}".replace("\r", "\n")
    made = _collection(package, tmp_path)
    stored = {file.path: file.content for file in downloads.of_package(package)}
    for path, content in (made | stored).items():
        if path.endswith(".csv"):
            cells = [one for row in csv.reader(io.StringIO(content.decode("utf-8"))) for one in row]
            assert text not in cells, path
    assert text in pq.read_table(io.BytesIO(made["data/facts.parquet"]))["item"].to_pylist()


def test_a_negative_amount_stays_a_number_in_every_download(tmp_path: Path) -> None:
    package = _with_item("名目")
    assert _csv(downloads.for_people(package, package.tables["summary"]))[1][1] == "-3.00"
    numbers = [
        cell
        for row in _book(package)["收支总表"].iter_rows()
        for cell in row
        if cell.data_type == "n" and cell.value
    ]
    assert [(cell.value, cell.number_format) for cell in numbers] == [(-3, "#,##0.00")] * 2
    facts = _collection(package, tmp_path)["data/facts.csv"].decode("utf-8")
    assert [line["amount_yuan"] for line in csv.DictReader(io.StringIO(facts))] == ["-30000.00"] * 2


# CSV for people


def test_the_csv_for_people_begins_as_excel_wants_and_has_chinese_heads_with_the_unit(
    package: Package,
) -> None:
    file = downloads.for_people(package, package.tables["expenditure"])
    assert file.content.startswith(b"\xef\xbb\xbf")
    heads = _csv(file)[0]
    assert heads[-5:] == ["行的性质", "原文行", "部门", "年度", "表"]
    assert any(head.endswith("（万元）") for head in heads)
    assert not any(head.isascii() for head in heads)


def test_lists_printed_side_by_side_stand_side_by_side(package: Package) -> None:
    heads, *rows = _csv(downloads.for_people(package, package.tables["summary"]))
    assert sum("项目" in head for head in heads) == 2
    assert any("一般公共预算" in row[0] and "一般公共服务支出" in "".join(row[1:]) for row in rows)


def test_each_row_says_whose_it_is_of_which_year_and_which_table(package: Package) -> None:
    stated = package.disclosure
    for table in package.tables.values():
        _, *rows = _csv(downloads.for_people(package, table))
        whose = [stated.department, f"{stated.year}年部门预算", table.name]
        assert rows and [row[-3:] for row in rows] == [whose] * len(rows), table.name


def test_a_unit_or_an_office_is_no_department_in_its_year(package: Package) -> None:
    for level in ("unit", "office"):
        own = replace(package, disclosure=replace(package.disclosure, level=level, phase="final"))
        file = downloads.for_people(own, own.tables["summary"])
        assert _csv(file)[1][-2] == f"{own.disclosure.year}年单位决算"


def test_a_table_without_rows_says_whose_it_is_and_that_it_is_empty() -> None:
    made = tiny.package(
        "\nexpenditure 元 title=支出总表 | function_code | function_name | amount\n"
    )
    heads, *rows = _csv(downloads.for_people(made, made.tables["expenditure"]))
    assert heads[-5:] == ["行的性质", "原文行", "部门", "年度", "表"]
    assert [row[-5:-3] for row in rows] == [["空表", ""]] and not any(rows[0][:-5])


def test_a_row_in_which_one_list_is_blank_says_so(package: Package) -> None:
    table = package.tables["summary"]
    (first, *_), (other, *_) = (table.rows_of(name) for name in ("income", "expenditure"))
    blank = Row(
        {**first.keys, "item": "", "function_name": ""}, dict.fromkeys(first.figures, BLANK)
    )
    roles = [
        _csv(downloads.for_people(package, replace(table, rows=rows)))[1][-5]
        for rows in ((blank, other), (other,))
    ]
    assert roles == ["明细；收入空行", "明细"]


# The workbook


def test_a_row_whose_text_breaks_into_lines_is_as_high_as_it_needs(package: Package) -> None:
    sheet = _book(package)[ABOUT]
    heights = {
        row[6].value: sheet.row_dimensions[row[0].row].height
        for row in sheet.iter_rows()
        if row[6].value
    }
    broken = next(text for text in heights if text.startswith("量：") and len(text) > 30)
    assert heights[broken] >= 30 and heights["含义"] is None


def test_the_first_sheet_says_where_everything_is_from_and_what_each_column_means(
    package: Package,
) -> None:
    cells = [
        str(cell)
        for row in _book(package)[ABOUT].iter_rows(values_only=True)
        for cell in row
        if cell
    ]
    assert package.sources[0].sha256 in cells
    assert "CC BY 4.0" in "".join(cells)
    assert {"amount", "function_code"} <= set(cells)
    assert {table.title for table in package.tables.values()} & set(cells)


def _figures(sheet: Worksheet) -> list[str]:
    """The numbers of a sheet as a reader sees them: with the decimals of their formats."""
    return [
        f"{Decimal(str(cell.value)):.{len(cell.number_format.partition('.')[2])}f}"
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "n" and cell.value is not None
    ]


def test_every_number_of_every_table_shows_as_it_was_published(package: Package) -> None:
    book, names = _book(package), sheet_names(package)
    for table in package.tables.values():
        published = [
            f"{value:f}"
            for row in table.rows
            for value in row.figures.values()
            if isinstance(value, Decimal)
        ]
        assert sorted(_figures(book[names[table.name]])) == sorted(published), table.name


def test_tables_stand_in_their_official_form(package: Package) -> None:
    sheet = _book(package)["收支总表"]
    texts = [str(cell.value) for row in sheet.iter_rows(max_row=6) for cell in row if cell.value]
    assert package.tables["summary"].published_title in texts
    assert "单位：万元" in texts
    assert any(merged.size["columns"] > 1 for merged in sheet.merged_cells.ranges)
    assert sheet.freeze_panes is not None
    assert sheet.page_setup.orientation == "landscape"


def test_blank_zero_and_a_sign_for_nothing_stay_apart() -> None:
    text = "\nexpenditure 元 title=支出总表 | function_code | function_name | amount | basic | project\n201 | 甲 | 0.00 | - |\n"
    package = tiny.package(text)
    assert package.tables["expenditure"].rows[0].figure("basic") == Absent("-")
    row = next(one for one in _book(package)["支出总表"].iter_rows() if one[0].value == "201")
    assert [(cell.data_type, cell.value) for cell in row[2:5]] == [
        ("n", 0),
        ("s", "-"),
        ("n", None),
    ]
    assert row[2].number_format == "#,##0.00"


def test_a_number_longer_than_a_spreadsheet_keeps_is_a_text_with_a_note() -> None:
    text = "\nexpenditure 元 title=支出总表 | function_code | function_name | amount\n201 | 甲 | 12345678901234567.89\n"
    cells = {
        cell.value: cell.data_type
        for row in _book(tiny.package(text))["支出总表"].iter_rows()
        for cell in row
    }
    assert cells["12345678901234567.89"] == "s"
    assert any("15 位有效数字" in str(value) for value in cells)


def test_two_tables_of_one_title_have_sheets_of_their_own(package: Package) -> None:
    again = replace(package.tables["income"], name="income-2")
    names = sheet_names(replace(package, tables={**package.tables, "income-2": again}))
    assert len(set(names.values())) == len(package.tables) + 1
    assert all(len(name) <= 31 for name in names.values())


# Everything in one


def test_an_amount_finer_than_a_fen_is_kept_as_text_and_never_rounded(tmp_path: Path) -> None:
    text = "\nexpenditure 元 title=支出总表 | function_code | function_name | amount\n201 | 甲 | 1.005\n205 | 乙 | 2.50\n"
    made = _collection(tiny.package(text), tmp_path)
    with contextlib.closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(made["data/budgets.sqlite"])
        found = database.execute(
            "SELECT amount_fen, amount_yuan FROM facts ORDER BY line"
        ).fetchall()
    assert sorted(found, key=str) == [(250, "2.50"), (None, "1.005")]
    exact = pq.read_table(io.BytesIO(made["data/facts.parquet"]))["amount_yuan"].to_pylist()
    assert sorted(exact) == [Decimal("1.005"), Decimal("2.50")]


def test_a_parquet_tells_what_its_columns_mean(package: Package, tmp_path: Path) -> None:
    schema = pq.read_schema(io.BytesIO(_collection(package, tmp_path)["data/facts.parquet"]))
    said = schema.field("amount_yuan").metadata
    assert said[b"unit"].decode() == "元"
    assert said[b"columnType"] == b"value"
    assert all(schema.field(name).metadata[b"title"] for name in schema.names)


def test_every_column_of_every_table_is_in_the_dictionary_in_two_languages(
    package: Package, tmp_path: Path
) -> None:
    found = {one.name: one for one in tables.datasets([package], tmp_path, [], [])}
    told = {row[:2]: row for row in found["dictionary"].rows}
    for dataset in found.values():
        for column in dataset.columns if dataset.name != "dictionary" else ():
            row = told[dataset.name, column.name]
            assert row[2] and row[3] and row[4], (dataset.name, column.name)
