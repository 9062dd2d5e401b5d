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


SUMMARY = (
    "收入||支出|||",
    "项目名称|金额|功能分类||支出用途|",
    "||功能科目名称|金额|项目名称|金额",
    "一、财政拨款|9.00|一、公共安全支出|9.00|一、基本支出|7.00",
    "||二、住房保障支出||二、项目支出|2.00",
)


def test_the_total_of_two_lists_of_spending_has_its_name_where_its_figure_stands() -> None:
    found = read(
        *SUMMARY,
        "当年收入小计|9.00|当年支出小计|||9.00",
        "收入合计|9.00|支出合计|||9.00",
        title="收支预算总表",
    )
    last = [row for row in found.table.rows if row["list"] == "expenditure-2"][-2:]
    assert [(row["role"], row.label, str(row.figures["amount"])) for row in last] == [
        ("subtotal", "当年支出小计", "9.00"),
        ("total", "支出合计", "9.00"),
    ]


@pytest.mark.parametrize(
    "line", ["收入合计|||||9.00", "收入合计|9.00||||9.00", "说明|9.00|见后|||9.00"]
)
def test_figures_of_spending_are_named_neither_after_income_nor_after_what_is_no_total(
    line: str,
) -> None:
    found = read(*SUMMARY, line, title="收支预算总表")
    last = [row for row in found.table.rows if row["list"] == "expenditure-2"][-1]
    assert (last.label, str(last.figures["amount"])) == ("", "9.00")


@pytest.mark.parametrize("weight", ["指标权重(%)", "指标权重（%）", "权重", "分值（10分）"])
def test_indicators_of_a_table_of_goals_are_named_and_weighed(weight: str) -> None:
    found = read(
        f"项目名称|指标名称|指标性质|指标值|计量单位|{weight}",
        "窗口运行|办结数|≥|360|天|10",
        "|差错数|=|0|次|15",
        title="一般性项目绩效目标表",
    )
    rows = [(row["level_3"], row["relation"], row["target"]) for row in found.table.rows]
    assert rows == [("办结数", ">=", "360"), ("差错数", "=", "0")]
    assert [str(row.figures["weight"]) for row in found.table.rows] == ["10", "15"]
    assert not found.unplaced


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


def test_of_the_goal_of_a_project_its_length_is_kept_and_no_word() -> None:
    found = read(
        "单位|项目名称|金额|绩效目标",
        "甲局|社工服务|498.82|为来访群众提供服务，办好来信。",
        "甲局|窗口运行|603.84|",
        "甲局|设备|12.00|500.00",
        "甲局|车辆|3.00|95",
        title="项目支出表",
    )
    assert [row["goal_characters"] for row in found.table.rows] == ["15", "", "", ""]
    assert {row["list"] for row in found.table.rows} == {"expenditure"}
    assert [str(row.figures["amount"]) for row in found.table.rows] == [
        *("498.82", "603.84", "12.00", "3.00")
    ]
    # A number in the place of a goal is not counted as letters and lost.
    assert [(one.text, one.why) for one in found.unplaced] == [
        ("500.00", "“绩效目标”列里没有认出的写法"),
        ("95", "“绩效目标”列里没有认出的写法"),
    ]
    # What is kept is called what it is, and read so where it comes back.
    (column,) = (one for one in found.table.columns if one.name == "goal_characters")
    assert column.path("expenditure") == ("绩效目标字数",)
    back = read("项目名称|金额|绩效目标字数", "社工服务|498.82|15", title="项目支出表")
    assert [row["goal_characters"] for row in back.table.rows] == ["15"]


def test_numbers_in_what_is_not_kept_are_told() -> None:
    found = read(
        "项目名称|金额|规格型号|绩效目标",
        "甲|12.00|十四英寸，内存不低于一般水平，另配屏幕 2 块|办结率达到100%，受理 1,200 件。",
        title="项目支出表",
    )
    assert not found.unplaced
    assert [one.what for one in found.left_out] == [
        "规格型号一栏里的 2",
        "绩效目标一栏里的 100%、1,200",
    ]


def test_goals_over_a_column_are_no_goal_of_its_rows() -> None:
    found = read(
        "项目名称|金额|整体绩效目标|",
        "||指标名称|评分标准",
        "甲|10.00|办结数|每少一件扣一分",
        title="绩效目标表",
    )
    assert not any(row["goal_characters"] for row in found.table.rows)
    assert {one.text for one in found.unplaced} >= {"每少一件扣一分"}


def test_services_are_named_by_the_three_levels_of_their_catalogue() -> None:
    found = read(
        "序号|指导性目录|||预算金额",
        "|一级|二级|三级|",
        "|合计|||62.60",
        "1|01-公共服务|0115-公共信息服务|公益宣传服务|52.60",
        "2|02-履职辅助服务|0201-法律服务||10.00",
        title="政府购买服务明细表",
    )
    assert [(row.role, row.label) for row in found.table.rows] == [
        ("total", "合计"),
        ("line", "公益宣传服务"),
        ("line", "0201-法律服务"),
    ]
    assert not found.unplaced


def test_a_number_and_a_model_say_more_of_what_is_bought() -> None:
    found = read(
        "项目编号|采购项目|规格型号|金额",
        "合计|||30.00",
        "A01|电脑|十四英寸|20.00",
        "A02|扫描仪||10.00",
        title="政府采购预算表",
    )
    rows = found.table.rows
    assert [(row.role, row.label) for row in rows] == [
        ("total", "合计"),
        ("line", "电脑"),
        ("line", "扫描仪"),
    ]
    assert [row["project_number"] for row in rows] == ["", "A01", "A02"]
    assert [row["specification"] for row in rows] == ["", "十四英寸", ""]


def test_what_stands_over_a_column_at_length_is_not_kept_whole() -> None:
    goal = "持续做好为群众服务的各项工作，" * 20
    found = read(
        f"项目名称|金额|{goal}",
        "甲|10.00|办结",
        title="绩效目标表",
    )
    assert [one.text for one in found.unplaced] == ["办结"]
    assert len(found.unplaced[0].why) < 60


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
        ("expenditure-2", "支出合计", "9.00"),
    ]
    assert not found.unplaced


def test_a_row_of_labels_that_are_heads_elsewhere_is_data() -> None:
    found = read("项目|金额", "基本支出|", "项目支出|", "合计|", title="支出总表")
    assert [row.label for row in found.table.rows] == ["基本支出", "项目支出", "合计"]


def test_a_name_may_say_in_brackets_what_else_stands_below_it() -> None:
    found = read(
        "项目名称（资金使用单位）|金额",
        "合计：|30.00",
        "甲局|30.00",
        title="项目支出表",
    )
    assert [(row.role, row.label) for row in found.table.rows] == [
        ("total", "合计："),
        ("line", "甲局"),
    ]
