"""Performance sheets of any layout: where money, points, levels and targets go, on small made-up forms."""

from __future__ import annotations

from decimal import Decimal

from scripts.ingest.assembly.other_tables import performance_targets, sheet_funds, sheet_heads
from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.performance.sheets import Sheet, is_sheet, sheets
from scripts.package import Table

MANY = "一级指标|二级指标|三级指标|指标值"


def grid(*lines: str) -> Grid:
    """A grid of lines whose cells are parted by |."""
    return Grid(
        tuple(
            GridRow(tuple(line.split("|")), Place(page=1, line=at))
            for at, line in enumerate(lines, start=1)
        )
    )


def read(*lines: str, above: tuple[str, ...] = ()) -> list[Sheet]:
    """The sheets of a grid, which must be one."""
    assert is_sheet(grid(*lines))
    return list(sheets(grid(*lines), above))


def funds(found: list[Sheet]) -> list[tuple[str, str, dict[str, str]]]:
    """Each line of money: its horizon, its label, its filled figures by column."""
    return [(row["horizon"], row["item"], filled(row.figures)) for row in sheet_funds(found).rows]


def filled(figures: dict[str, object]) -> dict[str, str]:
    """The figures that are not blank, as they stand in the file."""
    return {name: str(value) for name, value in figures.items() if str(value)}


def targets(found: list[Sheet]) -> list[tuple[str, ...]]:
    """Each indicator: its horizon, its levels, its name, its target."""
    names = ("horizon", "level_1", "level_2", "level_3", "target")
    return [tuple(row[name] for name in names) for row in performance_targets(found).rows]


def table(found: list[Sheet]) -> Table:
    """The indicators as the package holds them."""
    return performance_targets(found)


FORM = (
    "项目名称|||甲项目|||",
    "主管部门|||乙局|||",
    "资金金额（万元）|||实施期资金总额：|29.78||执行率分值（10分）",
    "|||其中：财政拨款|29.78||",
    "|||其他资金|||",
    "年度目标|把甲事办好。|||||",
    "年度绩效指标|一级指标|二级指标|三级指标||指标值|分值权重（90分）",
    "|成本指标|经济成本|养护费||29.78万元|20",
    "|产出指标|数量指标|养护面积||≥95%|20",
    "||质量指标|养护效果||良好|10",
)


def test_each_source_of_money_stands_beside_its_label_and_the_points_of_spending_with_the_total() -> (
    None
):
    assert funds(read(*FORM)) == [
        ("multi_year", "实施期资金总额", {"amount": "29.78", "weight": "10"}),
        ("multi_year", "财政拨款", {"amount": "29.78"}),
        ("multi_year", "其他资金", {}),
    ]
    assert sheet_funds(read(*FORM)).amount_unit == "万元"


def test_a_target_stands_in_its_column_and_its_points_beside_it() -> None:
    found = table(read(*FORM))
    assert [row["target"] for row in found.rows] == ["29.78万元", "≥95%", "良好"]
    assert [row.figures["weight"] for row in found.rows] == [Decimal(20), Decimal(20), Decimal(10)]
    assert [row["level_1"] for row in found.rows] == ["成本指标", "产出指标", "产出指标"]


def test_a_goal_of_the_year_alone_repeats_no_other_goal() -> None:
    assert [row["goal_repeats"] for row in sheet_heads(read(*FORM)).rows] == [""]


def test_two_horizons_side_by_side_are_told_by_their_labels() -> None:
    found = read(
        "财政项目支出绩效目标填报表|||||||",
        "（2023年度）|||||||",
        "项目名称||甲项目||项目性质|经常性项目|项目类别|特定目标类",
        "计划开始日期||2023-01-01||计划完成日期|2023-12-31||",
        "项目资金（元）||项目资金总额||4,100.00|年度资金申请总额||4,000.00",
        "||其中：财政资金||4,100.00|其中：当年财政拨款||3,000.00",
        "|||||上年结转资金||1,000.00",
        "项目绩效目标|项目总目标||||年度总体目标||",
        "|办事10次。||||办事2次。||",
        "|一级指标|二级指标|三级指标|||年度(/项目)指标值|",
        "绩效指标|产出指标|数量指标|办事次数|||≥2.00(次)|",
    )
    assert funds(found) == [
        ("multi_year", "项目资金总额", {"amount": "4100.00"}),
        ("annual", "年度资金申请总额", {"amount": "4000.00"}),
        ("multi_year", "财政资金", {"amount": "4100.00"}),
        ("annual", "当年财政拨款", {"amount": "3000.00"}),
        ("annual", "上年结转资金", {"amount": "1000.00"}),
    ]
    head = sheet_heads(found).rows[0]
    assert (head["attribute"], head["category"], head["begins"], head["ends"]) == (
        "经常性项目", "特定目标类", "2023-01-01", "2023-12-31",
    )  # fmt: skip
    assert head["goal_repeats"] == "no"
    row = table(found).rows[0]
    assert (row["relation"], row.figures["value"], row["amount_unit"]) == (
        ">=",
        Decimal("2.00"),
        "次",
    )


def test_an_evaluation_has_budget_outturn_rate_and_points_of_each_source() -> None:
    found = read(
        "项目名称||甲项目||||||||",
        "项目资金（万元）||||年初预算数|全年预算数|全年执行数|分值|执行率||得分",
        "||年度资金总额：||18.61|18.03|9.00|10.0|49.92%||5",
        "||其中：财政拨款||18.61|18.03|9.00|--|0.0%||--",
        "年度总体目标|预期目标|||||实际完成情况||||",
        "|办班4期。|||||办班3期。||||",
        "绩效指标|一级指标|二级指标|三级指标||年度指标值|实际完成值|分值|得分|偏差原因分析及改进措施|",
        "|产出指标|数量指标|办班||≥4期|3期|90|60|少办了1期|",
        "总分|||||||100|65||",
    )
    assert funds(found) == [
        ("annual", "年度资金总额", {"original_budget": "18.61", "adjusted_budget": "18.03", "outturn": "9.00",
                              "weight": "10.0", "outturn_percent": "49.92", "score": "5"}),
        ("annual", "财政拨款", {"original_budget": "18.61", "adjusted_budget": "18.03", "outturn": "9.00",
                            "weight": "--", "outturn_percent": "0.0", "score": "--"}),
    ]  # fmt: skip
    rows = [
        (row["role"], row["level_3"], row["target"], row["achieved"], filled(row.figures))
        for row in table(found).rows
    ]
    assert rows == [
        ("line", "办班", "≥4期", "3期", {"value": "4", "weight": "90", "score": "60"}),
        ("total", "总分", "", "", {"weight": "100", "score": "65"}),
    ]
    named = [(one.field, one.quantity.number) for one in found[0].quantities]
    assert (
        ("总体目标", Decimal(4)) in named
        and ("完成情况", Decimal(3)) in named
        and ("指标说明", Decimal(1)) in named
    )


def test_an_evaluation_may_letter_its_heads_and_call_its_goals_by_how_they_were_reached() -> None:
    found = read(
        "项目名称|||乙项目|||||",
        "项目资金（万元）|||年初预算数|全年预算数（A）|全年执行数（B）|分值|执行率（B/A）|得分",
        "|年度资金总额||232|232|179.24|10|77.26%|7.7",
        "|其中：当年财政拨款||232|232|179.24|—|77.26%|7.7",
        "年度总体目标完成情况|预期目标（年初设定）||||实际完成情况|||",
        "|办班4期。||||办班3期。|||",
        "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分|备注",
        "|产出指标|数量指标|办班|≥4期|3期|90|60|",
    )
    assert [(horizon, item, set(figures)) for horizon, item, figures in funds(found)] == [
        ("annual", item, {"original_budget", "adjusted_budget", "outturn", "weight", "outturn_percent", "score"})
        for item in ("年度资金总额", "当年财政拨款")
    ]  # fmt: skip
    assert not found[0].unplaced


def test_the_tasks_of_a_whole_body_are_lines_of_its_money_by_source() -> None:
    found = read(
        "部门（单位）名称|||乙局||||",
        "年度主要任务|任务名称||主要内容|预算金额（万元）|||执行率分值（10分）",
        "||||总额|财政拨款|其他资金|",
        "|基本履职||人员经费。|2,080.76万元|2,000.76万元|80.00万元|",
        "|专项||印刷3册。|3,013.00万元|3,013.00万元||",
        "|金额合计|||5,093.76万元|5,013.76万元|80.00万元|",
        "年度总体目标|办好事。||||||",
        f"年度绩效指标|{MANY.replace('三级指标', '三级指标||')}|分值权重（90分）",
        "|产出指标|数量指标|窗口|||≤92个|90",
    )
    assert funds(found) == [
        (
            "annual",
            "基本履职",
            {"amount": "2080.76", "appropriation": "2000.76", "own_funds": "80.00"},
        ),
        ("annual", "专项", {"amount": "3013.00", "appropriation": "3013.00"}),
        (
            "annual",
            "金额合计",
            {"amount": "5093.76", "appropriation": "5013.76", "own_funds": "80.00", "weight": "10"},
        ),
    ]
    assert sheet_heads(found).rows[0]["department_label"] == "乙局"


def test_a_task_whose_name_a_line_cuts_in_two_is_one_and_two_heads_in_one_cell_are_told() -> None:
    found = read(
        "年度主要任务|任务名称|主要内容||预算金额（万元）|",
        "||||总额|财政拨款其他资金",
        "|预警发布及|办事||94.25|94.25",
        "|服务保障||||",
        "|金额合计|||94.25|94.25",
        f"|{MANY.replace('三级指标', '指标内容')}",
        "年度绩效指标|产出指标|数量指标|次数|3次",
    )
    assert funds(found) == [
        ("annual", "预警发布及服务保障", {"amount": "94.25", "appropriation": "94.25"}),
        ("annual", "金额合计", {"amount": "94.25", "appropriation": "94.25"}),
    ]
    assert found[0].remarks == ("“财政拨款其他资金”印在一格里，其下的数认作财政拨款",)


def test_money_under_heads_without_a_label_of_its_own_is_one_line() -> None:
    found = read(
        "部门名称||乙局||||||",
        "总体资金情况（万元）||预算支出总额|财政拨款|||其他资金||",
        "|||合计|基本支出|项目支出|合计|基本支出|项目支出",
        "||32.85|32.80|25.21|7.59|0.05||0.05",
        "整体绩效目标|整体绩效目标|办好事。||||||",
        "|活动||绩效指标||指标性质|指标值||度量单位",
        "|业务||产出指标数量指标出具报告||＝|4||份",
        "|业务||效益指标社会效益指标保障安全||定性|优||",
    )
    assert funds(found)[0][:2] == ("annual", "预算支出总额")
    assert funds(found)[0][2] == {
        "amount": "32.85", "appropriation": "32.80", "appropriation_basic": "25.21", "appropriation_project": "7.59",
        "own_funds": "0.05", "own_funds_project": "0.05",
    }  # fmt: skip
    rows = [
        (row["level_1"], row["level_2"], row["level_3"], row["relation"], row["amount_unit"])
        for row in table(found).rows
    ]
    assert rows == [
        ("产出指标", "数量指标", "出具报告", "=", "份"),
        ("效益指标", "社会效益指标", "保障安全", "qualitative", ""),
    ]


def test_a_form_that_asks_for_no_name_has_the_project_of_its_title() -> None:
    lines = (
        "专项资金情况（万元）|资金总额：|230.38||",
        "|财政拨款：|230.38||",
        "绩效目标指标|一级指标|二级指标|三级指标|目标值",
        "|产出指标|数量指标|方案|=1个",
    )
    [named] = read(*lines, above=("甲馆建设项目绩效目标表",))
    [generic] = read(*lines, above=("项目支出绩效目标表",))
    assert (named.head["project_name"], generic.head["project_name"]) == ("甲馆建设项目", "")
    assert [fund.horizon for fund in named.funds] == ["annual", "annual"]

    # Half a name is another name: where the line above may begin it, there is none.
    title = "目绩效目标表"
    for before in ("101_某局_甲馆（乙馆）设施建设项", "某馆（乙馆）"):
        [cut] = read(*lines, above=(before, title))
        assert cut.head["project_name"] == ""
    for before in ("1.项目支出绩效目标表", "（二）绩效目标及说明", "详见下表。", "单位：万元"):
        [whole] = read(*lines, above=(before, "甲馆建设项目绩效目标表"))
        assert whole.head["project_name"] == "甲馆建设项目"
    [dated] = read(*lines, above=("某市某局", "2026年甲馆建设项目绩效目标表"))
    assert dated.head["project_name"] == "甲馆建设项目"


def test_units_that_differ_from_sheet_to_sheet_stand_row_by_row() -> None:
    other = [line.replace("万元", "元") for line in FORM]
    found = sheet_funds(read(*FORM, *other))
    assert found.amount_unit == ""
    assert [row["amount_unit"] for row in found.rows] == ["万元"] * 3 + ["元"] * 3


def test_a_level_printed_amid_the_cells_that_it_spans_is_theirs_above_and_below() -> None:
    found = read(
        "专项（项目）名称||甲|",
        "绩效指标|一级指标|二级指标|指标内容|指标值",
        "|产出指标||指标1：站点|95个",
        "||数量指标|指标2：次数|3次",
        "|||指标3：发布|4次",
        "||经济效益指标|指标1：减少|减少支出",
        "|||损失|",
        "|效益指标||指标2：增收|增收",
    )
    assert targets(found) == [
        ("annual", "产出指标", "数量指标", "指标1：站点", "95个"),
        ("annual", "产出指标", "数量指标", "指标2：次数", "3次"),
        ("annual", "产出指标", "数量指标", "指标3：发布", "4次"),
        ("annual", "效益指标", "经济效益指标", "指标1：减少损失", "减少支出"),
        ("annual", "效益指标", "经济效益指标", "指标2：增收", "增收"),
    ]


def test_the_targets_of_two_horizons_in_two_columns_share_one_name() -> None:
    found = read(
        "项目名称|甲||||",
        "绩效指标|一级指标|二级指标|三级指标|实施期指标值|年度指标值",
        "|产出指标|数量指标|次数|10次|2次",
    )
    assert targets(found) == [
        ("multi_year", "产出指标", "数量指标", "次数", "10次"),
        ("annual", "产出指标", "数量指标", "次数", "2次"),
    ]


def test_a_blank_form_has_no_indicators_and_no_amounts() -> None:
    found = read(
        "项目名称|||",
        "资金金额（万元）||实施期资金总额：|",
        "绩效指标|一级指标|二级指标|指标内容",
        "|产出指标|数量指标|指标1：",
        "|||……",
    )
    assert funds(found) == [("multi_year", "实施期资金总额", {})]
    assert targets(found) == []


def test_a_figure_beside_no_label_and_under_no_head_is_told() -> None:
    [sheet] = read(
        "项目名称|甲||||",
        "项目资金（元）|资金总额|3.00|7.00||",
        "绩效指标|一级指标|二级指标|三级指标|指标值|奇怪",
        "|产出指标|数量指标|次数|2次|8.50",
    )
    assert [(one.text, one.row, one.cell) for one in sheet.unplaced] == [
        ("7.00", 2, 4),
        ("8.50", 4, 6),
    ]


def test_a_table_with_a_row_a_project_is_no_form() -> None:
    heads = "项目名称|项目总额|绩效目标|一级指标|二级指标|三级指标|指标值"
    assert not is_sheet(grid(heads, "甲|3.00|办事|产出指标|数量指标|次数|2次"))
    assert not is_sheet(
        grid(
            "单位编码|单位（项目）名称|资金总额|绩效指标|||",
            f"|||{MANY}",
            "1|甲|3.00|产出指标|数量|次|2",
        )
    )
    assert not is_sheet(grid(MANY, "产出指标|数量指标|次数|2次"))


def test_a_form_may_end_with_the_head_of_its_indicators() -> None:
    found = read(
        "项目名称|甲项目||",
        "项目资金（万元）|年度资金总额：|10.00|",
        "绩效指标|一级指标|二级指标|三级指标",
    )
    assert [sheet.indicators for sheet in found] == [()]


def test_a_goal_over_the_head_of_indicators_makes_a_form_and_is_no_head() -> None:
    found = read(
        "当年整体绩效目标||||||",
        "2026年，全市的事情稳中向好，办成的比上一年多。||||||",
        "绩效指标|指标名称|指标性质|指标值|计量单位|指标权重(%)|是否核心",
        "|办结数|≥|63|个|40|是",
        "|差错数|=|0|次|60|否",
    )
    (sheet,) = found
    assert [(one.level_3, one.target, one.relation, one.unit, str(one.weight)) for one in sheet.indicators] == [
        ("办结数", "63", "≥", "个", "40"),
        ("差错数", "0", "=", "次", "60"),
    ]  # fmt: skip
    # Without a goal the same rows are a table of indicators.
    rows = ["绩效指标|指标名称|指标值", "|办结数|63"]
    assert not is_sheet(grid(*rows))
    assert not is_sheet(grid("项目名称|绩效目标|指标值", "|指标名称|指标值", *rows[1:]))


def test_money_of_this_year_by_who_spends_it_is_read() -> None:
    found = read(
        "项目名称|发展专项|||主管部门|某委",
        "当年预算|46,794.00||市级支出|40,624.00|",
        "|||补助区县|6,170.00|",
        "当年绩效目标|办好事。||||",
        "绩效指标|指标名称|指标性质|指标值|计量单位|",
        "|办结数|≥|63|个|",
    )
    assert [(item, figures) for _, item, figures in funds(found)] == [
        ("当年预算", {"amount": "46794.00"}),
        ("市级支出", {"amount": "40624.00"}),
        ("补助区县", {"amount": "6170.00"}),
    ]
    assert not found[0].unplaced


def test_a_stray_figure_among_the_heads_of_money_hides_no_head_and_is_told() -> None:
    found = read(
        "项目名称||甲|||||",
        "项目资金（万元）|500||年初预算数|全年预算数（A）|全年执行数（B）|执行率（B/A）|得分",
        "|年度资金总额||480|500|450|90%|9",
        "|其中：当年财政拨款||480|500|450|—|—",
        "|上年结转资金||||||",
        "年度|预期目标||||实际完成情况||",
        "总体目标|买设备3台。||||买了3台。||",
        f"绩效指标|{MANY}|实际完成值|分值",
        "|产出指标|数量指标|设备|3台|3台|50|",
    )
    assert [(item, figures.get("adjusted_budget")) for _, item, figures in funds(found)] == [
        ("年度资金总额", "500"), ("当年财政拨款", "500"), ("上年结转资金", None),
    ]  # fmt: skip
    assert [one.text for one in found[0].unplaced] == ["500"]


def test_what_a_whole_body_asks_for_is_money_by_source_and_by_nature() -> None:
    found = read(
        "部门名称|乙局||||",
        "年度预算申请（万元）|资金总额：|300.00|||",
        "|按收入性质分：||按支出性质分：||",
        "|其中：一般公共预算|280.00|其中：基本支出|200.00|",
        "|其他资金|20.00|项目支出|100.00|",
        "年度绩效目标|办好事。||||",
        f"绩效指标|{MANY}|备注",
        "|产出指标|数量指标|办结数|≥5件|",
    )
    assert [(item, figures["amount"]) for _, item, figures in funds(found)] == [
        ("资金总额", "300.00"), ("一般公共预算", "280.00"), ("基本支出", "200.00"),
        ("其他资金", "20.00"), ("项目支出", "100.00"),
    ]  # fmt: skip
    assert not found[0].unplaced
    assert found[0].amount_unit == "万元"


def test_the_budget_of_a_whole_department_is_money_and_its_code_no_amount() -> None:
    """年度预算安排 heads money as 项目资金 does; 部门预算编码 stands in the head."""
    found = read(
        "部门名称|白鹭市林业局|部门预算编码|301",
        "年度预算安排（万元）|资金总额|150.00",
        "|项目支出|60.00",
        "|基本支出|90.00",
        "绩效指标|一级指标|二级指标|三级指标|目标值",
        "|产出指标|数量指标|巡护次数|≥12次",
    )
    assert funds(found) == [
        ("annual", "资金总额", {"amount": "150.00"}),
        ("annual", "项目支出", {"amount": "60.00"}),
        ("annual", "基本支出", {"amount": "90.00"}),
    ]
    (head,) = sheet_heads(found).rows
    assert (head["department_label"], head["unit_code"]) == ("白鹭市林业局", "301")
    assert found[0].unplaced == ()


def test_a_figure_among_the_heads_of_money_is_kept_apart_and_a_blank_source_is_a_line() -> None:
    """项目资金 | 500 | 年初预算数 …: 500 heads nothing; 上年结转资金 below 财政拨款 is no rest of its name."""
    found = read(
        "项目名称|古树名木保护||||",
        "项目资金（万元）|500|年初预算数|全年预算数|全年执行数|执行率",
        "|年度资金总额||500|480|96%",
        "|其中：当年财政拨款||500|480|96%",
        "|上年结转资金||||",
        "|其他资金||||",
        f"绩效指标|{MANY}|",
        "|产出指标|数量指标|巡护次数|12次|",
    )
    assert [item for _, item, _ in funds(found)] == [
        "年度资金总额",
        "当年财政拨款",
        "上年结转资金",
        "其他资金",
    ]
    assert funds(found)[1][2]["outturn"] == "480"
    assert [one.text for one in found[0].unplaced] == ["500"]
