"""The import as a command: a whole package or nothing, the same bytes every time, and ids that last."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts import files, ingest
from scripts import package as packages
from scripts.__main__ import app
from scripts.package import Package


def _import(path: Path, out: Path, *more: str) -> Result:
    return CliRunner().invoke(app, ["import", str(path), "--slug", "x", "--out", str(out), *more])


def _unwrapped(result: Result) -> str:
    """What was said, whatever the width of the terminal."""
    return result.output.replace("\n", "")


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.path: file.content for file in files.read_all(folder)}


def _copy(disclosure: Path, folder: Path, *edits: tuple[str, str]) -> Path:
    text = disclosure.read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    path = folder / "edited.txt"
    path.write_text(text, encoding="utf-8")
    return path


def _package(disclosure: Path, folder: Path, *edits: tuple[str, str]) -> Package:
    return ingest.ingest(_copy(disclosure, folder, *edits), "fixture").package


# What is written


def test_an_import_writes_a_whole_package_and_says_what_it_read(
    disclosure: Path, tmp_path: Path
) -> None:
    result = _import(disclosure, tmp_path)
    assert result.exit_code == 0
    folder = tmp_path / "departments" / "x" / "2023-budget"
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert {resource["path"] for resource in descriptor["resources"]} == {
        f"data/{path.name}" for path in (folder / "data").iterdir()
    }
    for said in (
        "收支总表（summary）：41 行",
        "没有位置的单元格：0 个",
        "有意不收的",
        "读的时候遇到的笔误",
    ):
        assert said in result.output


def test_importing_twice_gives_the_same_bytes(disclosure: Path, tmp_path: Path) -> None:
    _import(disclosure, tmp_path)
    before = _bytes(tmp_path)
    _import(disclosure, tmp_path)
    assert _bytes(tmp_path) == before


def test_what_a_person_wrote_survives_a_new_import_and_what_was_left_over_does_not(
    disclosure: Path, tmp_path: Path
) -> None:
    _import(disclosure, tmp_path)
    folder = tmp_path / "departments" / "x" / "2023-budget"
    (folder / "summary.md").write_text("一句自己的话。\n", encoding="utf-8")
    (folder / "notes.csv").write_text(
        "about,name,note\nproject,差旅费,出差用。\n", encoding="utf-8"
    )
    (folder / "data" / "old.csv").write_text("line\n", encoding="utf-8")
    _import(disclosure, tmp_path)
    read = packages.read(folder)
    assert read.summary == "一句自己的话。\n"
    assert [note.note for note in read.notes] == ["出差用。"]
    assert not (folder / "data" / "old.csv").exists()


def test_what_was_written_reads_back_as_what_was_imported(disclosure: Path, tmp_path: Path) -> None:
    _import(disclosure, tmp_path)
    read = packages.read(tmp_path / "departments" / "x" / "2023-budget")
    assert packages.to_files(read) == packages.to_files(ingest.ingest(disclosure, "x").package)


def test_a_write_that_fails_leaves_the_old_package_as_it_was(
    disclosure: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _import(disclosure, tmp_path)
    before = _bytes(tmp_path)
    put, calls = files._put, iter(range(100))

    def fails_half_way(path: Path, content: bytes) -> None:
        if next(calls) == 5:
            raise OSError("the disk is full")
        put(path, content)

    monkeypatch.setattr(files, "_put", fails_half_way)
    other = _copy(disclosure, tmp_path.parent, ("18.00", "19.00"))
    assert _import(other, tmp_path).exit_code != 0
    assert _bytes(tmp_path) == before
    assert [path.name for path in (tmp_path / "departments" / "x").iterdir()] == ["2023-budget"]


# What is no disclosure


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.txt", "各位同事：明天开会。\n".encode(), "部门名称"),
        ("empty.txt", b"", "部门名称"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "二进制"),
        ("late.txt", "甲\n".encode() * 4000 + b"\x00\x01", "二进制"),
        ("torn.txt", b"\xff\xff\xfe\xfd\x81", "编码"),
        ("table.docx", "部门名称：某局\n".encode(), ".docx"),
        ("nothing", b"", "无后缀"),
    ],
)
def test_a_file_that_is_no_disclosure_is_refused_in_words_and_nothing_is_written(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    result = _import(path, tmp_path / "out")
    assert result.exit_code == 2
    assert said in _unwrapped(result) and "Traceback" not in result.output
    assert not (tmp_path / "out").exists()


def test_a_file_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    result = _import(tmp_path / "none.txt", tmp_path / "out")
    assert result.exit_code == 2 and "没有这个文件" in _unwrapped(result)


def test_a_refused_file_leaves_the_package_that_was_there(disclosure: Path, tmp_path: Path) -> None:
    _import(disclosure, tmp_path)
    before = _bytes(tmp_path)
    path = tmp_path.parent / "letter.txt"
    path.write_text("各位同事：明天开会。\n", encoding="utf-8")
    assert _import(path, tmp_path).exit_code == 2
    assert _bytes(tmp_path) == before


# How a file is written down


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_same_text_in_another_encoding_makes_the_same_tables(
    encoding: str, ending: str, disclosure: Path, package: Package, tmp_path: Path
) -> None:
    path = tmp_path / "other.TXT"
    path.write_bytes(disclosure.read_text("utf-8").replace("\n", ending).encode(encoding))
    assert ingest.ingest(path, "fixture").package.tables == package.tables


def test_a_form_feed_between_pages_moves_no_line(
    disclosure: Path, package: Package, tmp_path: Path
) -> None:
    edited = _package(disclosure, tmp_path, ("\n预算公开表3\n", "\n\f预算公开表3\n"))
    assert edited.tables == package.tables


# What has no place


def test_the_cells_under_a_head_that_nobody_knows_are_kept_and_told(
    disclosure: Path, tmp_path: Path
) -> None:
    path = _copy(
        disclosure,
        tmp_path,
        (
            "科目编码\t科目名称\t合计\t基本支出\t项目支出",
            "科目编码\t科目名称\t合计\t基本支出\t神秘支出",
        ),
    )
    result = _import(path, tmp_path / "out")
    assert result.exit_code == 1
    read = packages.read(tmp_path / "out" / "departments" / "x" / "2023-budget")
    lost = read.tables["unrecognised"].rows
    assert read.tables["unrecognised"].status == "published"
    assert {row["text"] for row in lost} >= {"5,575.30", "75.30", "5,500.00"}
    lines = path.read_text("utf-8").split("\n")
    for row in lost:
        assert row["text"] in lines[int(row["source_line"]) - 1] and "神秘支出" in row["why"]
        assert f"第 {row['source_line']} 行" in result.output
    assert "写入" in result.output


@pytest.mark.parametrize("cell", ["1O.00", "18.00元", "18.0 0", "12%", "1,8.00"])
def test_a_cell_that_may_be_an_amount_but_reads_as_none_is_kept_and_told(
    cell: str, disclosure: Path, tmp_path: Path
) -> None:
    path = _copy(disclosure, tmp_path, ("差旅费\t18.00\t18.00", f"差旅费\t18.00\t{cell}"))
    report = ingest.ingest(path, "x")
    assert [one.text for one in report.unplaced] == [cell]
    assert report.complete == (cell == "1O.00")


def test_money_on_a_sheet_without_a_label_is_kept_and_told(
    disclosure: Path, tmp_path: Path
) -> None:
    report = ingest.ingest(
        _copy(disclosure, tmp_path, ("8,000\t年度资金总额:", "8,000\t777\t年度资金总额:")), "x"
    )
    assert [one.text for one in report.unplaced] == ["777"]
    assert not report.complete


def test_money_on_a_sheet_may_stand_some_cells_after_its_label(
    disclosure: Path, tmp_path: Path
) -> None:
    edited = _package(
        disclosure, tmp_path, ("实施期资金总额:\t8,000\t", "实施期资金总额:\t\t8,000\t")
    )
    first = edited.tables["sheet-funds"].rows[0]
    assert (first["item"], str(first.number("amount"))) == ("实施期资金总额", "8000")


def test_a_table_that_nobody_knows_is_kept_cell_by_cell(disclosure: Path, tmp_path: Path) -> None:
    added = "年度天气\n甲\t乙\n晴\t31.5\n\n第三部分 2023年度"
    path = _copy(
        disclosure,
        tmp_path,
        ("第三部分 2023年度部门预算情况说明\n\n", f"{added}部门预算情况说明\n\n"),
    )
    result = _import(path, tmp_path / "out")
    assert result.exit_code == 1
    assert "31.5" in result.output


def test_a_table_about_something_else_is_not_taken_for_a_budget_table(
    disclosure: Path, tmp_path: Path
) -> None:
    table = "2023年政府采购支出预算表\n单位：万元\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n201\t甲\t1.00\t\t1.00\n\n"
    edited = _package(
        disclosure,
        tmp_path,
        ("第三部分 2023年度部门预算情况说明\n\n", f"{table}第三部分 2023年度部门预算情况说明\n\n"),
    )
    assert "expenditure-2" not in edited.tables
    assert [(row.code, row.number("project")) for row in edited.tables["procurement"].rows] == [
        ("201", Decimal("1.00"))
    ]


def test_a_second_table_of_one_kind_gets_a_number(disclosure: Path, tmp_path: Path) -> None:
    table = (
        "2023年项目支出预算表（二）\n单位：万元\n项目名称\t合计\t一般公共预算\n修路\t1.00\t1.00\n\n"
    )
    edited = _package(
        disclosure,
        tmp_path,
        ("第三部分 2023年度部门预算情况说明\n\n", f"{table}第三部分 2023年度部门预算情况说明\n\n"),
    )
    assert [row["project_name"] for row in edited.tables["projects-2"].rows] == ["修路"]
    assert len(edited.tables["projects"].rows) == 7


# What other documents do


def test_a_title_and_a_unit_in_cells_of_the_grid_are_read(
    disclosure: Path, package: Package, tmp_path: Path
) -> None:
    head = "2023年项目支出预算表（本年预算）\n\n部门名称：山西转型综合改革示范区信创与大数据产业招商服务中心\n\n单位：万元\n\n"
    cells = "\t2023年项目支出预算表（本年预算）\t\n部门名称：甲局\t\t单位：元\n"
    edited = _package(disclosure, tmp_path, (head, cells)).tables["projects"]
    assert (edited.published_title, edited.amount_unit) == (
        "2023年项目支出预算表（本年预算）",
        "元",
    )
    assert [row.figures for row in edited.rows] == [
        row.figures for row in package.tables["projects"].rows
    ]


def test_a_column_that_counts_rows_is_left_out_and_shares_may_carry_their_sign(
    disclosure: Path, tmp_path: Path
) -> None:
    table = (
        "2023年项目支出预算表（二）\n单位：万元\n序号\t项目名称\t上年预算数\t本年预算数\t增减额\t增减%\t负责人\n"
        "1\t修路\t2.00\t1.00\t-1.00\t-50.00%\t无\n2\t修桥\t—\t3.00\t3.00\t\t无\n\n"
    )
    edit = (
        "第三部分 2023年度部门预算情况说明\n\n",
        f"{table}第三部分 2023年度部门预算情况说明\n\n",
    )
    report = ingest.ingest(_copy(disclosure, tmp_path, edit), "x")
    assert report.complete and not report.unplaced
    rows = report.package.tables["projects-2"].rows
    assert [str(row.figure("previous_budget")) for row in rows] == ["2.00", "—"]
    assert [str(row.figure("change")) for row in rows] == ["-1.00", "3.00"]
    assert [str(row.figure("change_percent")) for row in rows] == ["-50.00", ""]
    assert sum(one.why == "只数行，不是数据" for one in report.left_out) == 2


def test_a_head_repeated_after_a_page_break_is_no_data(
    disclosure: Path, package: Package, tmp_path: Path
) -> None:
    head = "项目\t\t2023年预算数\t\t\n科目编码\t科目名称\t合计\t基本支出\t项目支出\n"
    row = "215\t资源勘探工业信息等支出\t5,500.00\t\t5,500.00\n"
    edited = _package(disclosure, tmp_path, (row, f"\n{head}{row}"))
    ids = [row["line"] for row in edited.tables["expenditure"].rows]
    assert ids == [row["line"] for row in package.tables["expenditure"].rows]


def test_a_page_number_over_a_table_is_not_its_number(
    disclosure: Path, package: Package, tmp_path: Path
) -> None:
    edited = _package(
        disclosure, tmp_path, ("\n2023年预算收入总表\n\n部门", "\n4\n\n2023年预算收入总表\n\n部门")
    )
    assert edited.tables["income"].number == ""
    assert len(edited.tables["income"].rows) == len(package.tables["income"].rows)


def test_prose_without_numbered_parts_is_read_too(disclosure: Path, tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text(
        "2024年度部门预算公开\n部门名称：某县档案局\n二、收入预算情况说明\n2024年度收入预算10.00万元。\n",
        encoding="utf-8",
    )
    rows = ingest.ingest(path, "x").package.tables["statements"].rows
    assert [str(row.number("value")) for row in rows] == ["10.00"]


# Line ids


def _ids(package: Package, table: str) -> dict[str, str]:
    return {row["line"]: row.label for row in package.tables[table].rows}


def test_ids_are_unique_in_the_package(package: Package) -> None:
    ids = [row["line"] for table in package.tables.values() for row in table.rows]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("table", ["expenditure", "income", "projects"])
def test_ids_do_not_depend_on_the_order_of_rows(
    table: str, disclosure: Path, package: Package, tmp_path: Path
) -> None:
    lines = disclosure.read_text("utf-8").split("\n")
    numbers = sorted(int(row["source_line"]) for row in package.tables[table].rows)
    turned = list(lines)
    for number, other in zip(numbers, reversed(numbers), strict=True):
        turned[number - 1] = lines[other - 1]
    path = tmp_path / "turned.txt"
    path.write_text("\n".join(turned), encoding="utf-8")
    edited = ingest.ingest(path, "fixture").package
    assert _ids(edited, table) == _ids(package, table)
    assert list(_ids(edited, table)) != list(_ids(package, table))
    up = {row["line"]: row["parent"] for row in package.tables[table].rows}
    assert {row["line"]: row["parent"] for row in edited.tables[table].rows} == up


def test_a_new_row_changes_no_other_id(disclosure: Path, package: Package, tmp_path: Path) -> None:
    edited = _package(
        disclosure, tmp_path, ("差旅费\t18.00", "修缮费\t1.00\t1.00\t\t\t\t\n差旅费\t18.00")
    )
    assert _ids(edited, "projects").items() > _ids(package, "projects").items()
    for table in package.tables:
        assert set(_ids(package, table)) <= set(_ids(edited, table)), table


def test_a_changed_amount_changes_no_id(disclosure: Path, package: Package, tmp_path: Path) -> None:
    edited = _package(
        disclosure, tmp_path, ("75.30", "76.31"), ("5,582.87", "5,583.88"), ("600册", "601册")
    )
    for table in package.tables:
        assert _ids(edited, table) == _ids(package, table), table


def test_ids_belong_to_one_body_and_one_period(disclosure: Path, package: Package) -> None:
    other = ingest.ingest(disclosure, "another").package
    assert not set(_ids(other, "projects")) & set(_ids(package, "projects"))


@pytest.mark.parametrize(
    ("row", "shifted"),
    [
        ("\t合计\t5,582.87\t7.57\t5,575.30", "合计\t5,582.87\t7.57\t5,575.30"),
        ("差旅费\t18.00\t18.00", "18.00\t18.00\t差旅费"),
    ],
)
def test_an_amount_in_a_column_of_names_is_kept_and_told(
    row: str, shifted: str, disclosure: Path, tmp_path: Path
) -> None:
    report = ingest.ingest(_copy(disclosure, tmp_path, (row, shifted)), "x")
    assert "名称列里是金额" in {one.why for one in report.unplaced}
    assert not report.complete


def test_a_figure_in_the_head_of_a_sheet_is_kept_and_told(disclosure: Path, tmp_path: Path) -> None:
    report = ingest.ingest(
        _copy(disclosure, tmp_path, ("项目名称\t\t保密费\t", "项目名称\t\t保密费\t3.10")), "x"
    )
    assert [one.text for one in report.unplaced] == ["3.10"]


def test_a_sheet_that_lost_its_name_is_read_all_the_same(
    disclosure: Path, package: Package, tmp_path: Path
) -> None:
    edited = _package(disclosure, tmp_path, ("项目名称\t\t保密费", "\t项目名称\t保密费"))
    assert edited.tables["sheet-funds"].rows == package.tables["sheet-funds"].rows
