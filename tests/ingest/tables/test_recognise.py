"""Tables of goals, of points and of years: their merged cells, their targets, the vintage of each row."""

from __future__ import annotations

import pytest

from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Document, Grid, GridRow, Paragraph, Place
from scripts.ingest.tables.recognise import GridContext, RecognisedTable, recognise
from scripts.ingest.vocabulary.column_words import Period, vintage

PERIOD = Period(2026, "budget")


def read(*lines: str, title: str = "", phase: str = "budget") -> RecognisedTable:
    """The table that lines of cells, parted by |, are under a title."""
    rows = tuple(
        GridRow(tuple(line.split("|")), Place(page=1, line=at))
        for at, line in enumerate(lines, start=1)
    )
    found = recognise(
        Grid(rows), GridContext([title] if title else [], [], frozenset(), Period(2026, phase))
    )
    assert found is not None
    return found


def test_an_indicator_has_the_project_and_the_levels_of_the_merged_cells_beside_it() -> None:
    found = read(
        "单位编码|单位（项目）名称|资金总额|绩效指标|||||",
        "|||一级指标|二级指标|三级指标|指标值|度量单位|指标值类型",
        "126001|甲专项|35.78|成本指标|经济成本指标|总成本|35.78|万元|≤",
        "|||产出指标|数量指标|办事数|10|件|≥",
        "|||||办结数|9|件|≥",
        "|乙专项|10.22|效益指标|社会效益指标|满意|好||定性",
        title="2026年项目支出绩效目标表",
    )
    rows = [row for row in found.table.rows if row["level_3"]]
    names = ("project_name", "level_1", "level_2", "level_3", "target", "target_unit", "relation")
    assert [tuple(row[name] for name in names) for row in rows] == [
        ("甲专项", "成本指标", "经济成本指标", "总成本", "35.78", "万元", "<="),
        ("甲专项", "产出指标", "数量指标", "办事数", "10", "件", ">="),
        ("甲专项", "产出指标", "数量指标", "办结数", "9", "件", ">="),
        ("乙专项", "效益指标", "社会效益指标", "满意", "好", "", "qualitative"),
    ]
    assert not found.unplaced


def test_a_relation_in_no_known_words_is_told() -> None:
    found = read(
        "项目名称|一级指标|二级指标|三级指标|指标值类型|指标值",
        "甲|产出指标|数量指标|办事数|随意|10",
        title="绩效目标表",
    )
    assert [one.text for one in found.unplaced] == ["随意"]


def test_points_and_the_rate_of_points_stand_beside_the_level_that_they_are_of() -> None:
    found = read(
        "一级指标|分值|得分|得分率",
        "决策|20|17.90|89.50%",
        "合计|100|85.19|85.19%",
        title="表2：综合评价得分情况表",
        phase="final",
    )
    assert [(row.label, row["role"]) for row in found.table.rows] == [
        ("决策", "line"),
        ("合计", "total"),
    ]
    assert {name: str(value) for name, value in found.table.rows[0].figures.items()} == {
        "weight": "20", "score": "17.90", "percent": "89.50",
    }  # fmt: skip


def test_a_table_of_indicators_needs_no_title() -> None:
    assert (
        read("一级指标|二级指标|指标值", "产出指标|数量指标|≥99.5%").table.kind.name
        == "performance-goals"
    )


def test_a_table_of_money_and_goals_has_the_unit_of_its_head() -> None:
    found = read("单位名称|项目名称|预算数（万元）|绩效目标", "乙局|甲|252.28|办好。")
    assert (found.table.kind.name, found.table.amount_unit) == ("performance-goals", "万元")
    assert [str(row.figures["amount"]) for row in found.table.rows] == ["252.28"]


def test_a_table_with_a_row_a_year_says_the_vintage_row_by_row() -> None:
    found = read(
        "年度|总收入支出|专项业务费|基本支出",
        "2025|14.51|12.47|2.04",
        "2026|18.99|15.35|3.64",
        "变化|+4.48|+2.88|-1.60",
    )
    assert [row["vintage"] for row in found.table.rows] == ["previous_budget", "budget", "change"]
    assert [str(row.figures["basic"]) for row in found.table.rows] == ["2.04", "3.64", "-1.60"]
    assert not found.unplaced


def test_a_year_that_is_neither_this_nor_the_last_is_of_no_vintage() -> None:
    assert (
        vintage("2024年", PERIOD),
        vintage("增减变化金额", PERIOD),
        vintage("2026年预算数", PERIOD),
    ) == (
        None,
        "change",
        "budget",
    )


def test_a_total_has_the_name_that_is_merged_over_the_list_beside_it() -> None:
    found = read(
        "人员经费|||公用经费|||||",
        "科目代码|科目名称|决算数|科目代码|科目名称|决算数|科目代码|科目名称|决算数",
        "301|工资福利支出|7.00|302|商品和服务支出|3.00|310|资本性支出|2.00",
        "人员经费合计||7.00|公用经费合计|||||5.00",
        title="一般公共预算财政拨款基本支出决算表",
        phase="final",
    )
    last = next(
        row for row in found.table.rows if row["list"] == "list-3" and row["role"] == "subtotal"
    )
    assert (last.label, [str(value) for value in last.figures.values() if str(value)]) == (
        "公用经费合计",
        ["5.00"],
    )


def test_a_small_table_in_the_prose_has_the_unit_in_which_the_prose_says_its_figures() -> None:
    said = ("甲市乙局2026年度部门预算", "2026年收入18.99万元，比上年增加4.48万元。")
    lines = ("年度|总收入支出|基本支出", "2025|14.51|2.04", "2026|18.99|3.64", "变化|+4.48|+1.60")
    rows = tuple(
        GridRow(tuple(line.split("|")), Place(line=at)) for at, line in enumerate(lines, start=3)
    )
    document = Document(
        (*(Paragraph(text, Place(line=at)) for at, text in enumerate(said, start=1)), Grid(rows)),
        "0" * 64,
    )
    report = assemble(document, "yi")
    assert report.package.tables["other"].amount_unit == "万元"
    assert any("单位认作万元" in remark for remark in report.remarks)


@pytest.mark.parametrize(
    "head",
    [
        ("收入||支出|||", "项目名称|金额|功能分类|支出用途||", "||功能科目名称|金额|项目名称|金额"),
        ("收入||支出|||", "项目名称|金额|功能分类||支出用途|", "||功能科目名称|金额|项目名称|金额"),
        ("收入||支出|||", "项目|预算数|支出用途||||", "||科目名称|预算数|支出项目|预算数"),
    ],
)
def test_a_row_of_heads_below_a_head_of_another_span_is_head_too(head: tuple[str, ...]) -> None:
    found = read(
        *head,
        "一、财政拨款|9.00|一、公共安全支出|9.00|一、基本支出|7.00",
        "||||二、项目支出|2.00",
        "收入合计|9.00|支出合计|||9.00",
        title="收支预算总表",
    )
    rows = [(row["list"], row.label, row.number("amount")) for row in found.table.rows]
    assert [(name, label, str(number)) for name, label, number in rows if number] == [
        ("income", "一、财政拨款", "9.00"),
        ("income", "收入合计", "9.00"),
        ("expenditure", "一、公共安全支出", "9.00"),
        ("expenditure-2", "一、基本支出", "7.00"),
        ("expenditure-2", "二、项目支出", "2.00"),
        ("expenditure-2", "", "9.00"),
    ]
    assert not found.unplaced


def test_a_row_of_labels_that_are_heads_elsewhere_is_data() -> None:
    found = read("项目|金额", "基本支出|", "项目支出|", "合计|", title="支出总表")
    assert [row.label for row in found.table.rows] == ["基本支出", "项目支出", "合计"]
