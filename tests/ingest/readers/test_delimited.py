"""CSV as disclosures come in it: told by content, with the lines over its tables, several of them, and marks taken off."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import ingest
from scripts.ingest.document import Grid, Paragraph, ReadError
from scripts.ingest.readers import delimited, formats
from scripts.ingest.readers.delimited import separator
from scripts.package import Package
from scripts.schema import active, inert, stored

PORTAL = """\
2026年部门收支总表,,,
部门名称：万里市审计局,,,单位：万元
收入,,支出,
项目,预算数,项目,预算数
一、一般公共预算拨款收入,"1,210.50",一、一般公共服务支出,"1,110.50"
二、政府性基金预算拨款收入,,八、社会保障和就业支出,100.00
,,,
本年收入合计,"1,210.50",本年支出合计,"1,210.50"
上年结转,-,年终结转,0
收入总计,"1,210.50",支出总计,"1,210.50"
注：本表含上年结转。,,,
,,,
2026年部门支出总表,,,
部门名称：万里市审计局,,,单位：万元
科目编码,科目名称,合计,基本支出
,合计,"1,210.50","1,000.00"
201,一般公共服务支出,"1,110.50","1,000.00"
20108,审计事务,"1,110.50","1,000.00"
2010801,行政运行,"1,110.50","1,000.00"
208,社会保障和就业支出,100.00,
20805,行政事业单位养老支出,100.00,
2080505,"机关事业单位基本养老
保险缴费支出",100.00,
"""


def _made(text: str, folder: Path, name: str = "a.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def _package(text: str, folder: Path, encoding: str = "utf-8") -> Package:
    report = ingest.ingest(_made(text, folder, encoding=encoding), "x")
    assert not report.unplaced
    return report.package


def _rows(path: Path) -> list[list[tuple[str, ...]]]:
    return [
        [row.cells for row in block.rows]
        for block in delimited.read(path).blocks
        if isinstance(block, Grid)
    ]


def _lines(path: Path) -> list[str]:
    return [block.text for block in delimited.read(path).blocks if isinstance(block, Paragraph)]


# As portals publish it


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("sign", [",", ";"])
def test_several_tables_of_one_file_are_read_with_what_stands_over_them(
    sign: str, encoding: str, tmp_path: Path
) -> None:
    text = (
        PORTAL if sign == "," else PORTAL.replace('"1,', '"1#').replace(",", ";").replace("#", ",")
    )
    made = _package(text, tmp_path, encoding)
    assert (made.disclosure.department, made.disclosure.year) == ("万里市审计局", 2026)
    summary, expenditure = made.tables["summary"], made.tables["expenditure"]
    assert [table.published_title for table in (summary, expenditure)] == [
        "2026年部门收支总表",
        "2026年部门支出总表",
    ]
    assert {table.amount_unit for table in (summary, expenditure)} == {"万元"}
    figures = [
        [stored(figure) for figure in row.figures.values()] for row in summary.rows_of("income")
    ]
    assert figures == [["1210.50"], [""], ["1210.50"], ["-"], ["1210.50"]]
    assert [stored(row.figure("amount")) for row in summary.rows_of("expenditure")][-2:] == [
        "0",
        "1210.50",
    ]
    last = expenditure.rows[-1]
    assert (last["function_code"], last.number("amount")) == ("2080505", Decimal("100.00"))
    assert last["function_name"] == "机关事业单位基本养老保险缴费支出"


def test_the_place_of_a_row_is_the_line_on_which_it_begins(tmp_path: Path) -> None:
    made = _package(PORTAL + "209,其他,\n", tmp_path)
    lines = PORTAL.split("\n")
    for row in made.tables["expenditure"].rows[:-1]:
        assert row.label[:4] in lines[int(row["source_line"]) - 1]
    assert made.tables["expenditure"].rows[-1]["source_line"] == str(len(lines))


def test_tables_that_only_a_blank_line_parts_are_two(tmp_path: Path) -> None:
    text = "项目,预算数\n甲,1.00\n,\n乙,2.00\n,\n科目编码,科目名称,合计\n201,甲,1.00\n"
    assert [len(rows) for rows in _rows(_made(text, tmp_path))] == [3, 2]


def test_lines_without_a_comma_are_text_wherever_they_stand(tmp_path: Path) -> None:
    path = _made(
        "支出表\n单位：元\n项目,预算数\n甲,1.00\n乙,2.00\n数字取自年初批复\n项目,预算数\n丙,3.00\n",
        tmp_path,
    )
    assert [len(rows) for rows in _rows(path)] == [3, 2]
    assert _lines(path) == ["支出表", "单位：元", "数字取自年初批复"]


# What keeps spreadsheets from changing a cell


def test_marks_of_spreadsheets_are_taken_off(tmp_path: Path) -> None:
    path = _made(
        "sep=,\n编码,名称,数\n" + "=\"0201\",'-甲,'-\n\t0202\t,'乙',-3.00\n'=x,' =,'＋1\n", tmp_path
    )
    assert _rows(path) == [
        [
            ("编码", "名称", "数"),
            ("0201", "-甲", "-"),
            ("0202", "'乙'", "-3.00"),
            ("=x", "' =", "＋1"),
        ]
    ]


@given(st.text())
def test_a_mark_is_taken_off_only_where_it_was_put(text: str) -> None:
    assert active(inert(text)) == text


# Told from other texts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PORTAL, "delimited"),
        (PORTAL.replace('"', "").replace(",", "\t"), "text"),
        ("项目\t预算数\n甲\t1,210.50\n乙\t2,300.00\n丙\t3,400.00\n", "text"),
        (
            "我局2026年收入1,210.50万元,支出1,210.50万元。\n其中,基本支出1,000.00万元。\n" * 9,
            "text",
        ),
        ("一、职责\n办好本行的事,按规矩办.\n二、机构\n内设机构三个,编制十名.\n", "text"),
        ("甲,乙\n丙,丁\n", "text"),
        ('{"a": 1,\n"b": 2,\n"c": 3,\n"d": 4}\n', "text"),
        ("编码,数\n201\t,1\n202\t,2\n", "delimited"),
        ("", "text"),
        ("一列\n两列\n", "text"),
    ],
)
def test_a_csv_is_told_from_prose_and_from_text_with_tabs(
    text: str, kind: str, tmp_path: Path
) -> None:
    assert formats.file_format(_made(text, tmp_path)).name == kind


def test_a_csv_under_another_name_is_told(tmp_path: Path) -> None:
    report = ingest.ingest(_made(PORTAL, tmp_path, "a.xlsx"), "x")
    assert report.remarks[0] == "文件名的后缀是 .xlsx，内容却是CSV，按CSV读取"


@given(
    st.lists(
        st.lists(
            st.sampled_from(["甲", "1,000.00", "", "a;b", '"', "x\ny"]), min_size=3, max_size=3
        ),
        min_size=2,
    )
)
def test_what_parts_cells_is_told_from_what_stands_in_them(rows: list[list[str]]) -> None:
    text = "".join(
        ";".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )
    assert separator(text) in (";", "")


# What cannot be read


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('项目,数\n甲,1\n"乙,2\n丙,3\n', 3),
        ('项目,数\n甲,1\n"十四五"规划,2\n丙,3\n', 3),
    ],
)
def test_quotation_marks_that_do_not_close_are_told_with_their_line(
    text: str, line: int, tmp_path: Path
) -> None:
    with pytest.raises(ReadError, match=f"从第 {line} 行起的引号不成对"):
        delimited.read(_made(text, tmp_path))
