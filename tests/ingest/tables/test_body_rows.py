"""The keys of rows: codes whole, in columns of parts, and what is none beside a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import ingest
from scripts.ingest import Report

TITLE = "白鹭市档案局2024年度部门决算\n\n收入决算表\n单位：万元\n"
ROWS = """\
201|||一般公共服务支出|200.00|190.00|10.00
201|26||档案事务|200.00|190.00|10.00
201|26|01|行政运行|150.00|150.00|
201|26|04|档案馆|50.00|40.00|10.00
221|||住房保障支出|100.00|100.00|
221|02||住房改革支出|100.00|100.00|
221|02|01|住房公积金|100.00|100.00|"""
# Only what a row adds, and as numbers.
ADDED = """\
201|||一般公共服务支出|200.00|190.00|10.00
|26||档案事务|200.00|190.00|10.00
||1|行政运行|150.00|150.00|
||4|档案馆|50.00|40.00|10.00
221|||住房保障支出|100.00|100.00|
|2||住房改革支出|100.00|100.00|
||1|住房公积金|100.00|100.00|"""
ABOVE = "项目||||本年收入合计|财政拨款收入|其他收入\n功能分类科目编码|||科目名称|||\n"
WORDS = "类|款|项|合计|300.00|290.00|10.00\n"


def _imported(table: str, folder: Path) -> Report:
    path = folder / "made-up.txt"
    path.write_text(TITLE + table.replace("|", "\t") + "\n", encoding="utf-8")
    return ingest.ingest(path, "made-up")


@pytest.mark.parametrize(
    "table",
    [
        ABOVE + WORDS + ROWS,
        ABOVE + "类|款|项|||\n|||合计|300.00|290.00|10.00\n" + ROWS,
        ABOVE + "类|款|项|||\n合计||||300.00|290.00|10.00\n" + ROWS,
        ABOVE + "类|款|项|栏次|1|2|3\n|||合计|300.00|290.00|10.00\n" + ROWS,
        ABOVE + WORDS + ADDED,
        # Each column the code so far.
        ABOVE + WORDS + ROWS.replace("|26|", "|20126|").replace("|01|行", "|2012601|行")
        .replace("|04|", "|2012604|").replace("|02|", "|22102|").replace("|01|住", "|2210201|住"),
    ],
    ids=["total beside", "total below", "merged", "counted", "added", "so far"],
)  # fmt: skip
def test_a_code_in_three_columns_is_read_however_it_is_filled(table: str, tmp_path: Path) -> None:
    report = _imported(table, tmp_path)
    rows = report.package.tables["income"].rows
    assert not report.unplaced
    assert [row.label for row in rows if row.role == "total"] == ["合计"]
    assert [row.code for row in rows] == [
        "", "201", "20126", "2012601", "2012604", "221", "22102", "2210201",
    ]  # fmt: skip
    above = {row["line"]: row.code for row in rows}
    assert [above.get(row["parent"], "") for row in rows[1:]] == [
        "", "201", "20126", "20126", "", "221", "22102",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["201260", "20126O1", "2O126", "其他"])
def test_a_cell_that_is_no_code_is_told_and_the_name_beside_it_kept(
    code: str, tmp_path: Path
) -> None:
    table = (
        f"科目编码|科目名称|合计\n|合计|200.00\n201|一般公共服务支出|200.00\n{code}|档案事务|200.00"
    )
    report = _imported(table, tmp_path)
    assert [cell.text for cell in report.unplaced] == [code]
    assert report.package.tables["income"].rows[2].label == "档案事务"


def test_a_name_in_the_column_of_codes_is_the_name(tmp_path: Path) -> None:
    report = _imported(
        "科目编码|科目名称|合计\n合计||200.00\n201|一般公共服务支出|200.00", tmp_path
    )
    assert not report.unplaced and report.package.tables["income"].rows[0].role == "total"
