"""What the importer makes of single cells and lines: quantities, heads, titles, and which row stands above which."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.tables import hierarchy_by_label
from scripts.ingest.vocabulary import column_headers, quantities, table_titles
from scripts.ingest.vocabulary.quantities import Other, Quantity
from scripts.package import Row
from scripts.schema import Coordinates


def _grid(text: str) -> Grid:
    """A grid from lines with "|" between cells."""
    lines = text.strip("\n").split("\n")
    rows = [tuple(cell.strip() for cell in line.split("|")) for line in lines]
    return Grid(tuple(GridRow(row, Place(line=at)) for at, row in enumerate(rows, start=1)))


# Quantities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("购买书籍100册", [("购买书籍", "", "100", "册")]),
        ("引进企业不少于20家", [("引进企业", ">=", "20", "家")]),
        (
            "考察近50次,每次约为3,000.50元",
            [("考察", "about", "50", "次"), ("每次", "about", "3000.50", "元")],
        ),
        ("产值≥1.5亿元", [("产值", ">=", "1.5", "亿元")]),
        ("支出 7.57 万元", [("", "", "7.57", "万元")]),
        ("比上年增长-5.2%", [("比上年增长", "", "-5.2", "%")]),
        ("增加－20.00万元", [("增加", "", "-20.00", "万元")]),
        ("下降2.5个百分点", [("下降", "", "2.5", "百分点")]),
        ("5-6家", [("5-", "", "6", "家")]),
        ("培训400人次", [("培训", "", "400", "人次")]),
    ],
)
def test_a_quantity_has_noun_relation_number_and_unit(
    text: str, found: list[tuple[str, str, str, str]]
) -> None:
    read = [number for number in quantities.scan(text) if isinstance(number, Quantity)]
    assert [(one.noun, one.relation, str(one.number), one.unit) for one in read] == found


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2023年度", "年份"),
        ("2021-2023年", "年份"),
        ("〔2022〕", "文号中的年份"),
        ("27号文", "文号"),
        ("6月30日", "日期"),
        ("依据如下:1.按协议", "序号"),
        ("编号614", "没有计量单位，不知道数的是什么"),
    ],
)
def test_a_number_that_counts_nothing_says_why(text: str, why: str) -> None:
    read = list(quantities.scan(text))
    assert all(isinstance(number, Other) for number in read)
    assert read[0] == Other(read[0].text if isinstance(read[0], Other) else "", why, read[0].start)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("收入1\u2009000.00万元", "1000.00"),
        ("支出12\u202f345.60万元", "12345.60"),
        ("支出12\u00a0345万元", "12345"),
        ("共1 000.50万元", "1000.50"),
        ("增加-1\u3000000.00万元", "-1000.00"),
        ("培训1 050人次", "1050"),
    ],
)
def test_blanks_that_part_thousands_are_no_end_of_a_number(text: str, number: str) -> None:
    (read,) = quantities.scan(text)
    assert isinstance(read, Quantity) and str(read.number) == number


@pytest.mark.parametrize(
    "text",
    [
        "支出12 345.00万元",
        "分别为500, 234.00万元",
        "共1234. 50万元",
        "共1 ,200.50万元",
        "共12 34.50万元",
        "600.00 700.00万元",
        "增长3. 5%",
    ],
)
def test_a_number_with_blanks_of_more_than_one_reading_is_none_and_says_so(text: str) -> None:
    (read,) = quantities.scan(text)
    assert isinstance(read, Other) and read.why == quantities.PARTED


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2026 100万元", ["100"]),
        ("1. 50万元用于培训", ["50"]),
        ("图1 2024年度收入", []),
        ("2026年 1.00万元", ["1.00"]),
        ("12 名，3 辆", ["12", "3"]),
        ("编号12 345", []),
    ],
)
def test_numbers_beside_each_other_that_say_what_they_are_stay_two(
    text: str, numbers: list[str]
) -> None:
    read = list(quantities.scan(text))
    assert [str(one.number) for one in read if isinstance(one, Quantity)] == numbers
    assert quantities.PARTED not in [one.why for one in read if isinstance(one, Other)]


@pytest.mark.parametrize(
    ("text", "number"),
    [("零个单位", 0), ("两名", 2), ("十二个单位", 12), ("二十辆", 20), ("三十五人", 35)],
)
def test_numerals_in_words_are_read_where_asked(text: str, number: int) -> None:
    assert not list(quantities.scan(text))
    (read,) = quantities.scan(text, words=True)
    assert isinstance(read, Quantity) and read.number == number


@pytest.mark.parametrize(
    "text",
    ["培训二三十人", "三四个单位", "一百二十人", "几十家", "十十个", "零十个", "二" * 5_000 + "人"],
)
def test_about_so_many_in_words_states_no_number(text: str) -> None:
    assert not list(quantities.scan(text, words=True))


@given(st.decimals(0, 10**8, places=2), st.sampled_from(quantities.UNITS), st.booleans())
def test_any_number_with_a_unit_is_read_exactly(number: Decimal, unit: str, grouped: bool) -> None:
    text = f"共计{number:,}{unit}" if grouped else f"共计{number:f}{unit}"
    (read,) = quantities.scan(text)
    assert isinstance(read, Quantity)
    assert (read.number, read.unit) == (number, unit.replace("个百分点", "百分点"))


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("≥20家", (">=", "20", "家")),
        ("100%", ("", "100", "%")),
        ("<1宗", ("<", "1", "宗")),
        ("12", ("", "12", "")),
        ("及时", ("", "", "")),
        ("100%按时、及时完成", ("", "", "")),
    ],
)
def test_a_target_is_a_quantity_or_words(text: str, read: tuple[str, str, str]) -> None:
    assert quantities.target(text) == read


# Heads


def _columns(text: str) -> list[str]:
    grid = _grid(text)
    return [
        f"{head.list}:{head.key or (head.coordinates.column if head.coordinates else '?')}"
        for head in column_headers.heads(grid.rows[: column_headers.head_rows(grid)], grid.width)
    ]


def test_a_merged_head_stands_over_all_columns_that_it_spans() -> None:
    assert _columns(
        "项目||本年收入|||上年结转\n科目编码|科目名称|合计|一般公共预算|单位资金|\n201|甲|1|1||"
    ) == [
        "main:code",
        "main:name",
        "main:current_year",
        "main:current_year_general_public",
        "main:current_year_own_funds",
        "main:carried_over",
    ]


def test_lists_side_by_side_are_told_apart_by_their_top_heads() -> None:
    assert _columns(
        "收入||支出||\n项目|2023年|项目|2023年合计|当年预算安排\n一、甲|1|一、乙|1|1"
    ) == [
        "income:item",
        "income:amount",
        "expenditure:item",
        "expenditure:amount",
        "expenditure:current_year",
    ]


def test_three_lists_side_by_side_have_three_names() -> None:
    read = _columns(
        "收入||支出||支出|\n项目|金额|项目|金额|项目|金额\n一、甲|1|一、乙|1|基本支出|1"
    )
    assert read[::2] == ["income:item", "expenditure:item", "expenditure-2:item"]


def test_a_column_before_the_first_key_opens_no_list() -> None:
    assert _columns("序号|项目名称|合计\n1|修路|2.00") == [
        "main:?",
        "main:project_name",
        "main:amount",
    ]


@pytest.mark.parametrize(
    ("head", "column"),
    [
        ("2023年预算数", "amount"),
        ("本年预算数", "amount"),
        ("上年预算数", "previous_budget"),
        ("决算数", "outturn"),
        ("增减额", "change"),
        ("增减%", "change_percent"),
        ("增长率", "change_percent"),
        ("占比", "percent"),
        ("财政专户管理资金", "fiscal_account"),
        ("政府性基金预算财政拨款", "government_fund"),
        ("人员经费", "personnel"),
        ("对附属单位补助支出", "subordinate_subsidy"),
        ("神秘支出", "?"),
    ],
)
def test_a_head_gives_its_figures_their_coordinates(head: str, column: str) -> None:
    assert _columns(f"项目名称|{head}\n修路|1.00")[1] == f"main:{column}"


def test_a_head_does_not_repeat_what_its_table_says() -> None:
    head = column_headers.ColumnHeader(
        "main", None, Coordinates(fund="government_fund", nature="basic"), ""
    )
    assert column_headers.within(
        head, Coordinates(fund="government_fund")
    ).coordinates == Coordinates(nature="basic")


@pytest.mark.parametrize(("row", "counts"), [("1|2|3", True), ("**|1|2|3", True), ("栏次|1|2", True), ("|2|3|4", True), ("1|3", False), ("201|202", False), ("7", False)])  # fmt: skip
def test_a_row_that_counts_columns_is_told(row: str, counts: bool) -> None:
    assert column_headers.is_column_numbers(_grid(row).rows[0]) == counts


# Titles


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("2023年预算收支总表", "summary"),
        ("部门收入预算总表", "income"),
        ("2024年度部门支出总表", "expenditure"),
        ("财政拨款收支预算总表", "appropriation-summary"),
        ("一般公共预算支出预算表（不含上年结转）", "general-public-expenditure"),
        ("一般公共预算基本支出表", "basic-expenditure"),
        ("政府性基金预算支出表", "government-fund-expenditure"),
        ("国有资本经营预算收支预算表", "state-capital"),
        ("财政拨款“三公”经费支出预算表", "three-public"),
        ("机关运行经费预算财政拨款情况统计表", "agency-operating"),
        ("项目支出表", "projects"),
        ("项目支出预算表（上年结转）", "projects-carried-over"),
    ],
)
def test_a_title_names_its_kind(title: str, kind: str) -> None:
    found = table_titles.kind_by_title(title)
    assert table_titles.is_title(title) and found is not None and found.name == kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("政府采购支出预算表", "procurement"),
        ("项目支出绩效目标表", "performance-goals"),
        ("会议费支出表", "other"),
        ("天气表", "other"),
        ("“三公”经费、会议费、培训费支出预算表", "three-public"),
        ("收入支出决算总表", "summary"),
        ("财政拨款收入支出决算总表", "appropriation-summary"),
        ("部门综合预算专项业务经费支出表", "projects"),
    ],
)
def test_a_title_names_a_kind_and_another_title_the_kind_of_all_others(
    title: str, kind: str
) -> None:
    found = table_titles.kind_by_title(title)
    assert found is not None
    assert found.name == kind


# Titles of other places and years, by the kind that they name.
_TITLES = {
    "summary": "部门收支总体情况表 收入支出决算总表 预算单位财务收支预算总表 收支预算总表（按单位）",
    "income": "收入决算表 部门收入总体情况表 一般公共预算收入表 财政拨款收入预算表",
    "expenditure": "支出决算表 本年支出总体情况表 支出预算分类汇总表（按政府预算经济分类） 财政专户管理资金预算支出表",
    "appropriation-summary": "财政拨款收支总体情况表 一般公共预算收支表 市级部门财政拨款收支预算总表",
    "general-public-expenditure": "一般公共预算财政拨款收入支出决算表 公共财政拨款支出表 一般公共预算支出经济分类情况表",
    "appropriation-expenditure": "财政拨款支出表（功能科目） 部门财政拨款支出预算表",
    "basic-expenditure": "一般公共预算财政拨款基本支出决算明细表 人员经费支出预算表 日常公用经费支出预算表 "
    "部门基本支出预算表（人员类、运转类公用经费项目） 一般公共预算基本支出表--公用经费（商品和服务支出）（按部门预算经济分类）",
    "government-fund-income": "政府性基金收入预算表",
    "government-fund-expenditure": "政府性基金预算财政拨款收入支出决算表 财政拨款政府性基金支出预算表",
    "state-capital": "国有资本经营预算财政拨款支出决算表 国有资本经营预算支出明细表",
    "three-public": "财政拨款三公经费支出决算表 “三公”经费及会议费支出表 财政拨款“三公”经费、行政参公单位机关运行经费情况表",
    "agency-operating": "一般公共预算机关运行经费支出预算表 机关运行经费明细表",
    "projects": "部门项目支出预算表（其他运转类、特定目标类项目） 项目支出预算表（含上年结转） 项目预算表 专项资金支出预算表",
    "projects-carried-over": "上年结转项目支出预算表 部门综合预算财政拨款结转资金支出表",
    "procurement": "部门政府购买服务预算表 财政拨款政府购买服务明细表",
    "performance-goals": "市对下转移支付绩效目标表 专项资金总体绩效目标表 部门整体绩效自评表 重点项目预算绩效目标表",
    "other": "新增资产配置表 国有资产占用情况表 机构运行信息表 市对下转移支付预算表 社会保险基金预算支出表 "
    "地方政府专项债券支出表 政府非税收入计划表 部门项目支出中期规划预算表 部门基本情况表 培训费明细表",
}


@pytest.mark.parametrize(
    ("title", "kind"), [(one, kind) for kind, all_ in _TITLES.items() for one in all_.split()]
)
@pytest.mark.parametrize(
    "printed",
    ["{}", "2025年度{}", "表1：{}", "（公开01表）{}", "附表3-1：{}", "三、{}", "{}（单位：万元）"],
)
def test_a_title_of_any_place_names_its_kind_however_it_is_numbered(
    printed: str, title: str, kind: str
) -> None:
    line = printed.format(title)
    found = table_titles.kind_by_title(line)
    assert table_titles.is_title(line) and found is not None and found.name == kind


@pytest.mark.parametrize(
    "line",
    [
        "部门预算表",
        "2025年度部门预算表",
        "某某市农业农村局2025年部门预算公开表",
        "单位决算公开附表",
    ],
)
def test_the_title_of_all_tables_together_names_no_kind(line: str) -> None:
    assert table_titles.kind_by_title(line) is None


@pytest.mark.parametrize(
    ("line", "title", "label"),
    [
        ("表1：部门收支总表", "部门收支总表", "表1"),
        ("附表3-1：支出总表", "支出总表", "附表3-1"),
        ("公开02表、收入决算表", "收入决算表", "公开02表"),
        ("预算03表支出总表", "支出总表", "预算03表"),
        ("（公开01表）收支总表", "收支总表", "（公开01表）"),
        ("一、收支总表", "一、收支总表", ""),
        ("2025年部门收支总表", "2025年部门收支总表", ""),
    ],
)
def test_a_number_printed_before_a_title_is_told_apart(line: str, title: str, label: str) -> None:
    assert (table_titles.title([line]), table_titles.label([line])) == (title, label)


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (("一般公共预算“三公”经费及", "会议费支出表"), "一般公共预算“三公”经费及会议费支出表"),
        (("表13", "三公经费、会议费和", "培训费支出预算表"), "三公经费、会议费和培训费支出预算表"),
        (("表3：一般公共预算支出表（按", "功能分类）"), ""),
        (("表3：一般公共预算（不含", "上年结转）支出表"), "一般公共预算（不含上年结转）支出表"),
        (
            ("2026年单位综合预算政府性基金收", "支预算表", "单位：元"),
            "2026年单位综合预算政府性基金收支预算表",
        ),
        (("2026年部门预算三公经费支出预", "算表"), "2026年部门预算三公经费支出预算表"),
        (("2026年部门预算公开报表", "收支总表"), "收支总表"),
        (("会议费和", "另一行。", "收支总表"), "收支总表"),
        (("- 12 -", "收支总表"), "收支总表"),
        (("单位：万元", "表", "支出总表"), "支出总表"),
        (("支出总表", "收入总表"), "收入总表"),
    ],
)
def test_a_title_in_several_lines_is_read_whole_and_no_other_line_is_taken_for_its_part(
    lines: tuple[str, ...], title: str
) -> None:
    assert table_titles.title(lines) == title


@pytest.mark.parametrize(
    ("lines", "unit"),
    [
        (("单位：万", "元"), "万元"),
        (("单位:万", "部门名称：清溪县人民法院", "元"), "万元"),
        (("单位：万", "部门名称：清溪县人民法院 元"), "万元"),
        (("部门名称：清溪县人民法院 金额单位：", "万元"), "万元"),
        (("金额单", "位：万元"), "万元"),
        (("单位：百万", "元"), "百万元"),
        (("单位：万", "部门名称：清溪县人民法院"), ""),
        (("预算单位：清溪县人民法院", "元"), "元"),
        (("编制单位：", "清溪县人民法院 元"), "元"),
        (("部门名称：清溪县人民法院 单位：万元", "（按功能分类）"), "万元"),
    ],
)
def test_a_unit_over_two_lines_is_whole_or_none(lines: tuple[str, ...], unit: str) -> None:
    assert table_titles.amount_unit(lines) == unit


@pytest.mark.parametrize(
    ("title", "fund"),
    [
        ("财政专户管理资金预算支出表", "fiscal_account"),
        ("财政拨款收入预算表", "appropriation"),
        ("一般公共预算项目支出表", "general_public"),
        ("支出总表", "all"),
        ("部门预算基本支出预算表", "all"),
    ],
)
def test_a_table_of_one_kind_of_money_says_so_in_its_title(title: str, fund: str) -> None:
    kind = table_titles.kind_by_title(title)
    assert kind is not None and table_titles.coordinates(kind, title).fund == fund


@pytest.mark.parametrize(
    "line", ["收入预算图", "支出见下表。", "一、说明：下表", "表", "a" * 70 + "表"]
)
def test_a_line_that_is_no_title(line: str) -> None:
    assert not table_titles.is_title(line)


@pytest.mark.parametrize(
    "label",
    [
        "预算公开表1",
        "预算01表",
        "表一",
        "公开01表",
        "公开表12",
        "部门公开表9",
        "表 3",
        "附表1",
        "表1-2",
        "财决公开08-1表",
        "附件2表",
        "（公开01表）",
        "单位公开表1",
    ],
)
def test_a_tables_number_is_told_in_its_many_forms(label: str) -> None:
    assert table_titles.label(["部门预算", label, "单位：元"]) == label


@pytest.mark.parametrize("line", ["12", "一", "第二部分", "2023"])
def test_a_page_number_is_no_tables_number(line: str) -> None:
    assert not table_titles.is_label(line)


@pytest.mark.parametrize(
    ("line", "unit"),
    [("单位：万元", "万元"), ("单位:元", "元"), ("金额单位：千元", "千元"), ("（单位：亿元）", "亿元"), ("单位：元旦局", ""), ("单位名称：万元宝公司", "")],
)  # fmt: skip
def test_the_unit_over_a_table_is_told_from_the_name_of_a_unit(line: str, unit: str) -> None:
    assert table_titles.amount_unit([line]) == unit


# Hierarchy


def _rows(*labels: str, key: str = "item") -> list[Row]:
    def role(label: str) -> str:
        return "total" if label.endswith(("合计", "总计")) else "line"

    return [Row({"list": "a", key: label, "role": role(label)}, {}) for label in labels]


def _parents(rows: Sequence[Row]) -> list[str]:
    found = hierarchy_by_label.parents(rows)
    return ["" if parent is None else rows[parent].label or rows[parent].code for parent in found]


def test_a_code_stands_under_the_code_that_it_extends() -> None:
    rows = _rows("201", "20113", "2011301", "2011302", "215", "2150805", key="function_code")
    assert _parents(rows) == ["", "201", "20113", "20113", "", "215"]


def test_while_each_code_stands_once_the_order_of_rows_does_not_matter() -> None:
    rows = _rows("2011301", "20113", "201", "2011302", key="function_code")
    assert _parents(rows) == ["20113", "201", "", "20113"]


def test_where_codes_stand_several_times_the_nearest_above_counts() -> None:
    rows = _rows("201", "20113", "201", "2011301", key="function_code")
    assert hierarchy_by_label.parents(rows) == (None, 0, None, 2)


def test_numbering_goes_from_shallow_to_deep_and_totals_stand_apart() -> None:
    rows = _rows("一、甲", "(一)乙", "1、丙", "(二)丁", "二、戊", "合计")
    assert _parents(rows) == ["", "一、甲", "(一)乙", "一、甲", "", ""]


def test_a_line_without_a_number_heads_the_numbering_that_begins_anew() -> None:
    rows = _rows("一、甲", "二、乙", "上年结转", "一、甲", "二、乙")
    assert _parents(rows) == ["", "", "", "上年结转", "上年结转"]


def test_circled_numbers_stand_under_the_line_above() -> None:
    assert _parents(_rows("用车", "①购置", "②运行", "合计")) == ["", "用车", "用车", ""]


def test_an_economic_class_heads_the_items_after_it() -> None:
    rows = _rows(
        "合计",
        "工资福利支出",
        "基本工资",
        "商品和服务支出",
        "办公费",
        key="department_economic_name",
    )
    assert _parents(rows) == ["", "", "工资福利支出", "", "商品和服务支出"]


def test_lists_side_by_side_share_no_parent() -> None:
    rows = [
        Row({"list": name, "function_code": code}, {})
        for name, code in (("a", "201"), ("b", "20113"))
    ]
    assert _parents(rows) == ["", ""]
