"""Lists of tables and of units are told apart from tables of money, and why a table is empty is kept."""

from __future__ import annotations

import pytest

from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place
from scripts.ingest.report import Report

LISTS = (
    (
        "报表|报表名称|是否空表|公开空表理由",
        "表1|2022年部门综合预算收支总表|否|",
        "表2|2022年部门综合预算政府性基金收支表|是|不涉及",
    ),
    (
        "序号|内容|是否空表|表格为空的理由",
        "表1|收支总表||",
        "表2|政府性基金收支表|是|本部门没有政府性基金收支",
    ),
    ("序号|表名|备注", "1|收支总表|", "2|政府性基金收支表|空表"),
)
UNITS = (
    ("序号|单位名称", "1|甲局本级", "2|乙中心"),
    ("序号|单位名称|拟变动情况", "1|甲局本级|", "2|乙中心|新设立单位"),
    (
        "单位编码|单位名称|单位性质|经费来源",
        "101001|甲局本级|行政|财政拨款",
        "101002|乙中心|公益一类|财政补助",
    ),
)
SUMMARY = (
    "项目|预算数|项目|预算数",
    "一、财政拨款|5.00|一、其他支出|5.00",
    "收入总计|5.00|支出总计|5.00",
)


def _read(*lines: str) -> Report:
    def grid(rows: tuple[str, ...], first: int) -> Grid:
        cells = (tuple(row.split("|")) for row in rows)
        return Grid(tuple(GridRow(row, Place(line=first + at)) for at, row in enumerate(cells)))

    blocks: list[Block] = [Paragraph("2022年白鹭市甲局部门预算", Place(line=1)), grid(lines, 10)]
    blocks += [Paragraph("收支总表", Place(line=50)), Paragraph("单位：万元", Place(line=51))]
    return assemble(Document((*blocks, grid(SUMMARY, 60)), "0" * 64), "jia")


@pytest.mark.parametrize("lines", LISTS + UNITS)
def test_a_list_is_left_out_as_one_and_nothing_of_it_lacks_a_place(lines: tuple[str, ...]) -> None:
    report = _read(*lines)
    assert not report.unplaced
    kind = "报表目录" if lines in LISTS else "单位名单"
    assert [item.what for item in report.left_out if "年份" not in item.why] == [f"{kind}（3 行）"]
    printed = [name for name, table in report.package.tables.items() if table.rows]
    assert printed == ["summary"]


@pytest.mark.parametrize(
    ("lines", "reason"), [(LISTS[0], "不涉及"), (LISTS[1], "本部门没有政府性基金收支")]
)
def test_what_the_list_says_of_an_empty_table_is_kept_though_none_is_printed(
    lines: tuple[str, ...], reason: str
) -> None:
    table = _read(*lines).package.tables["government-fund-expenditure"]
    assert (table.status, table.statement, table.number) == ("empty-stated", reason, "表2")


@pytest.mark.parametrize(
    "lines",
    [
        ("序号|单位名称|编制人数", "1|甲局本级|20", "2|乙中心|7"),
        ("单位名称|预算安排", "甲局本级|20.50", "乙中心|7.00"),
        ("单位名称|合计", "甲局本级|20", "乙中心|7"),
        ("表名|金额", "收支总表|5.00", "收入总表|5.00"),
    ],
)
def test_what_holds_figures_is_no_list(lines: tuple[str, ...]) -> None:
    report = _read(*lines)
    assert not any("名单" in item.what or "目录" in item.what for item in report.left_out)
