"""What a download says of itself: read back as it was written, believed while it fits, and told where it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from scripts import downloads, ingest
from scripts.downloads.about_sheet import ABOUT
from scripts.downloads.workbook import sheet_names
from scripts.ingest import declaration
from scripts.ingest.readers import own_workbook, xlsx
from scripts.ingest.report import Report
from scripts.package import Package, Table
from scripts.schema import (
    CONTENTS,
    DICTIONARY,
    KEYS,
    VALUES,
    WORDS,
    Coordinates,
    coordinates_in,
    places_in,
    places_in_words,
    stored,
)
from tests.support import tiny

CITED = downloads.Cited("明账", "index.html", "CC BY 4.0", "引用")
Edit = Callable[[Workbook], None]


@pytest.fixture(scope="module")
def names(package: Package) -> dict[str, str]:
    return sheet_names(package)


def _written(package: Package, folder: Path) -> Path:
    path = folder / "workbook.xlsx"
    path.write_bytes(downloads.workbook(package, CITED).content)
    return path


def _back(package: Package, folder: Path, *edits: Edit) -> Report:
    """What the import makes of a package's workbook, edited and saved by another program."""
    path = _written(package, folder)
    book = load_workbook(path)
    for edit in edits:
        edit(book)
    book.save(path)
    return ingest.ingest(path, package.slug)


def _rows(table: Table) -> list[tuple[str, ...]]:
    columns = [
        column
        for column in table.columns
        if column.name not in ("document", "page", "source_line", "box")
    ]
    return [
        tuple(
            stored(row.figure(column.name)) if column.is_value else row[column.name]
            for column in columns
        )
        for row in table.rows
    ]


def _at(sheet: Worksheet, text: str) -> tuple[int, int]:
    """The row and column of the first cell that holds a text."""
    return next(
        (cell.row, cell.column) for row in sheet.iter_rows() for cell in row if cell.value == text
    )


def _number(sheet: Worksheet) -> tuple[int, int]:
    """The row and column of the first number."""
    return next(
        (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "n" and cell.value
    )


def _listed(book: Workbook, sheet: str, heads: tuple[str, ...]) -> int:
    """The row of the first sheet on which a sheet is first listed under heads."""
    about = book[ABOUT]
    begins = next(row for row in range(1, about.max_row) if about.cell(row, 2).value == heads[1])
    return next(
        row for row in range(begins, about.max_row + 1) if about.cell(row, 1).value == sheet
    )


def _differing(made: Package, held: Package) -> set[str]:
    return {
        name
        for name, table in held.tables.items()
        if name not in made.tables or _rows(made.tables[name]) != _rows(table)
    }


# Words that read back


def test_coordinates_in_words_read_back() -> None:
    for name, values in VALUES.items():
        for one in values:
            at = Coordinates(**{name: one})
            assert coordinates_in(at.in_words) == at == coordinates_in(at.stated_in_words)
    for vintage, fund in product(VALUES["vintage"], VALUES["fund"]):
        at = Coordinates(
            vintage=vintage, fund=fund, nature="basic", scope="carried_over", purpose="training"
        )
        assert coordinates_in(at.in_words) == at


@pytest.mark.parametrize(
    "words", ["公开的数", "资金：没有这种", "资金：合计；资金：合计", "颜色：合计"]
)
def test_other_words_are_no_coordinates(words: str) -> None:
    assert coordinates_in(words) is None


def test_places_in_words_read_back() -> None:
    places = {"income": [9, 10, 11, 30], "expenditure": [30]}
    assert places_in_words(places) == "income：9–11、30；expenditure：30"
    assert places_in(places_in_words(places)) == {
        name: frozenset(found) for name, found in places.items()
    }
    assert places_in("") == {}


@pytest.mark.parametrize(
    "words", ["income", "income：", "income：x", "income：1–2–3", "income：1234567"]
)
def test_other_words_are_no_places(words: str) -> None:
    assert places_in(words) is None


def test_a_word_of_ours_is_its_value_again_and_a_strange_one_is_none() -> None:
    for name, words in WORDS.items():
        assert [declaration.value(KEYS[name], word) for word in words.values()] == list(words)
        assert [declaration.value(KEYS[name], one) for one in words] == list(words)
        assert declaration.value(KEYS[name], "别的") is None
    assert (
        declaration.value(KEYS["sheet"], "0") is None
        and declaration.value(KEYS["sheet"], "12") == "12"
    )
    assert declaration.value(KEYS["reason"], "长" * 21) is None
    assert (
        declaration.value(KEYS["filed"], "2024/1/5") is None
        and declaration.value(KEYS["filed"], "") == ""
    )


def test_a_workbook_says_of_every_table_what_it_is(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    about = load_workbook(_written(package, tmp_path))[ABOUT]
    said = own_workbook.declared_workbook(
        [[str(cell or "") for cell in row] for row in about.iter_rows(values_only=True)]
    )
    assert said is not None
    assert said.sources == tuple(source.sha256 for source in package.sources)
    assert {sheet: one.name for sheet, one in said.sheets.items()} == {
        names[name]: name for name in package.tables
    }
    assert [one.wrong for one in said.sheets.values()] == [""] * len(package.tables)
    for one in said.sheets.values():
        table = package.tables[one.name]
        assert (one.published_title, one.number, one.amount_unit) == (
            table.published_title,
            table.number,
            table.amount_unit,
        )
        assert one.coordinates == table.coordinates
        told = {name: head for column in one.columns for name, head in column.column.heads.items()}
        assert set(told) == {name for column in table.columns for name in column.heads}


# A workbook that was edited


def test_another_program_may_save_it(package: Package, tmp_path: Path) -> None:
    report = _back(package, tmp_path)
    assert report.unplaced == ()
    assert _differing(report.package, package) == set()


def test_numbers_of_many_digits_signs_and_blanks_come_back(tmp_path: Path) -> None:
    held = tiny.package("""@ year=2024 department=万里市审计局

expenditure 元 | function_code | function_name | amount | basic | project
= | 合计 | 12345678901234.123456 | - | 无
201 | 一般公共服务支出 | 12345678901234.123456 |  | 0
""")
    report = _back(held, tmp_path)
    figures = [dict(row.figures) for row in report.package.tables["expenditure"].rows]
    assert figures == [dict(row.figures) for row in held.tables["expenditure"].rows]
    assert figures[0]["amount"] == Decimal("12345678901234.123456")


@pytest.mark.parametrize("name", ["summary", "sheet-funds", "statements"])
def test_a_corrected_figure_is_the_one_that_differs(
    package: Package, tmp_path: Path, names: dict[str, str], name: str
) -> None:
    def corrected(book: Workbook) -> None:
        sheet = book[names[name]]
        at = _number(sheet)
        sheet.cell(*at).value = 4321

    report = _back(package, tmp_path, corrected)
    before, after = (_rows(one.tables[name]) for one in (package, report.package))
    cells = [
        (a, b)
        for one, other in zip(before, after, strict=True)
        for a, b in zip(one, other, strict=True)
        if a != b
    ]
    assert [Decimal(after) for _, after in cells] == [4321]
    assert _differing(report.package, package) == {name}


def test_a_row_may_be_added_to_any_table(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    def added(book: Workbook) -> None:
        for name in ("projects", "statements"):
            sheet = book[names[name]]
            last = max(
                row for row in range(1, sheet.max_row + 1) if any(cell.value for cell in sheet[row])
            )
            sheet.insert_rows(last)
            for column in range(1, sheet.max_column + 1):
                sheet.cell(last, column).value = sheet.cell(last + 1, column).value

    report = _back(package, tmp_path, added)
    assert _differing(report.package, package) == {"projects", "statements"}
    for name in ("projects", "statements"):
        rows = report.package.tables[name].rows
        assert len(rows) == len(package.tables[name].rows) + 1
        assert len({row["line"] for row in rows}) == len(rows)


def test_a_deleted_sheet_is_told_and_the_others_are_as_they_were(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    def deleted(book: Workbook) -> None:
        del book[names["income"]], book[names["statements"]]

    report = _back(package, tmp_path, deleted)
    assert _differing(report.package, package) == {"income", "statements"}
    assert report.download is not None and not {"income", "statements"} & report.download.tables
    for name in ("income", "statements"):
        assert any(f"“{names[name]}”，工作簿里没有" in one for one in report.remarks)


def test_a_renamed_head_is_told_and_its_table_is_recognised(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    head = next(column for column in package.tables["income"].values).path("income")[-1]

    def renamed(book: Workbook) -> None:
        sheet = book[names["income"]]
        sheet.cell(*_at(sheet, head)).value = "总计"

    report = _back(package, tmp_path, renamed)
    assert any(names["income"] in one and f"“{head}”" in one for one in report.remarks)
    assert report.download is not None and "income" not in report.download.tables
    assert len(report.package.tables["income"].rows) == len(package.tables["income"].rows)
    assert _differing(report.package, package) <= {"income", "unrecognised"}


@pytest.mark.parametrize("edit", ["column", "unit", "identifier", "table", "order", "twice"])
def test_a_description_that_does_not_fit_is_not_believed(
    package: Package, tmp_path: Path, names: dict[str, str], edit: str
) -> None:
    sheet = names["income"]

    def spoilt(book: Workbook) -> None:
        about = book[ABOUT]
        column, table = _listed(book, sheet, DICTIONARY), _listed(book, sheet, CONTENTS)
        if edit == "column":
            book[sheet].delete_cols(book[sheet].max_column)
        elif edit == "unit":
            book[sheet].cell(*_at(book[sheet], "单位：万元")).value = "单位：元"
        elif edit == "identifier":
            about.cell(column, 4).value = "no_such_column"
        elif edit == "table":
            about.cell(table, 2).value = "../income"
        elif edit == "order":
            about.cell(column, 2).value = "Z"
        else:
            about.cell(table, 2).value = "expenditure"

    report = _back(package, tmp_path, spoilt)
    assert any(f"“{sheet}”和说明对不上" in one for one in report.remarks)
    assert set(report.package.tables) <= {*package.tables}
    others = {"income", "unrecognised"} | ({"expenditure"} if edit == "twice" else set())
    assert _differing(report.package, package) <= others


def test_a_compiled_sheet_that_does_not_fit_is_told_and_left_out(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    def renamed(book: Workbook) -> None:
        book[names["statements"]].cell(2, 2).value = "别的"

    report = _back(package, tmp_path, renamed)
    assert _differing(report.package, package) == {"statements"}
    assert report.package.tables["statements"].rows == ()
    assert any(f"“{names['statements']}”和说明对不上" in one for one in report.remarks)
    assert any("行写明是整理者所加，没有读" in one for one in report.remarks)


@pytest.mark.parametrize(
    ("name", "why"), [("summary", "金额列里不是数字"), ("statements", "数字列里不是数字")]
)
def test_a_text_among_figures_is_told_as_without_a_place(
    package: Package, tmp_path: Path, names: dict[str, str], name: str, why: str
) -> None:
    def typed(book: Workbook) -> None:
        sheet = book[names[name]]
        at = _number(sheet)
        sheet.cell(*at).value = "约3万"

    report = _back(package, tmp_path, typed)
    assert [(one.text, one.why) for one in report.unplaced] == [("约3万", why)]
    unrecognised = report.package.tables["unrecognised"].rows
    assert len(unrecognised) == len(package.tables["unrecognised"].rows) + 1
    assert unrecognised[-1]["text"] == "约3万"
    assert len({row["line"] for row in unrecognised}) == len(unrecognised)


def test_a_word_that_a_column_does_not_know_is_told(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    columns = [column.name for column in package.tables["statements"].columns]

    def typed(book: Workbook) -> None:
        book[names["statements"]].cell(3, columns.index("measure") + 1).value = "差不多"

    report = _back(package, tmp_path, typed)
    assert [(one.text, one.row) for one in report.unplaced] == [("差不多", 1)]
    assert report.package.tables["statements"].rows[0]["measure"] == ""


def test_a_column_added_at_the_right_is_told_cell_by_cell(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    def added(book: Workbook) -> None:
        for name in ("summary", "statements"):
            sheet = book[names[name]]
            row = _number(sheet)[0]
            sheet.cell(row, sheet.max_column + 1).value = "批注"

    report = _back(package, tmp_path, added)
    assert [(one.text, one.why) for one in report.unplaced] == [("批注", "超出表头的列")] * 2
    assert _differing(report.package, package) == {"unrecognised"}


def test_a_cell_that_shows_less_than_it_holds_is_told(
    package: Package, tmp_path: Path, names: dict[str, str]
) -> None:
    def typed(book: Workbook) -> None:
        sheet = book[names["summary"]]
        sheet.cell(*_number(sheet)).value = 12.345678

    report = _back(package, tmp_path, typed)
    assert any("1 个格子存的小数比显示的多" in one for one in report.remarks)


def test_personal_data_typed_into_any_sheet_is_dropped(
    package: Package, tmp_path: Path, names: dict[str, str], phone: str
) -> None:
    columns = [column.name for column in package.tables["statements"].columns]

    def typed(book: Workbook) -> None:
        book[names["statements"]].cell(3, columns.index("section") + 1).value = phone
        summary = book[names["summary"]]
        at = _at(summary, next(row.label for row in package.tables["summary"].rows if row.label))
        summary.cell(*at).value = f"联系电话：{phone}"
        about = book[ABOUT]
        about.cell(_listed(book, names["income"], CONTENTS), 3).value = phone

    report = _back(package, tmp_path, typed)
    texts = [
        text
        for table in report.package.tables.values()
        for row in table.rows
        for text in row.keys.values()
    ]
    titles = [table.published_title for table in report.package.tables.values()]
    assert not any(phone in text for text in (*texts, *titles, *report.remarks))
    assert len([one for one in report.left_out if "个人信息" in one.why]) >= 2


# A workbook that is none of ours


def test_a_first_sheet_of_that_name_alone_says_nothing(tmp_path: Path) -> None:
    book = Workbook()
    about = book.active
    about.title = ABOUT
    for row in (
        ("某局2024年部门预算",),
        CONTENTS,
        ("收入总表", "expenditure"),
        DICTIONARY,
        ("收入总表", "A"),
    ):
        about.append(row)
    path = tmp_path / "book.xlsx"
    book.save(path)
    read = xlsx.read(path)
    assert "某局2024年部门预算" in list(read.texts) and read.compiled == () and read.made_from == ()
    assert not any("说明了各张表" in one for one in read.remarks)


def test_a_table_without_rows_comes_back_with_its_heads(tmp_path: Path) -> None:
    held = tiny.package("""@ year=2024 department=万里市审计局

expenditure 元 | function_code | function_name | amount
= | 合计 | 10.00
""")
    empty = replace(
        held.tables["expenditure"], name="government-fund-expenditure", rows=(), status="empty"
    )
    empty = replace(
        empty, kind=declaration.DeclaredTable("", empty.name).kind, title="政府性基金预算支出表"
    )
    held = replace(held, tables={**held.tables, empty.name: empty})
    back = _back(held, tmp_path).package.tables[empty.name]
    assert back.rows == () and back.status == "empty"
    assert [column.name for column in back.values] == ["amount"]
