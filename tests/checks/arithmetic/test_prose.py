"""The checks of the prose: each rule on a tiny package on which it passes, one on which it fails, one where it cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest

from scripts import checks
from scripts.checks import Verdict
from scripts.checks.arithmetic import prose as checked
from scripts.checks.results import messages as shown
from scripts.ingest.assembly import other_tables
from scripts.ingest.document import Paragraph, Place
from scripts.ingest.prose import sections, topics
from scripts.ingest.vocabulary.column_words import Period
from scripts.package import Disclosure, Package, Row, Table, identified
from scripts.schema import BLANK, KEYS, Coordinates, kind_of, value_column

Cells = Mapping[str, str]


def _table(name: str, *rows: tuple[Cells, Cells], unit: str = "万元") -> Table:
    """A table of figures; each row gives its texts by key and its figures by column, both as published."""
    kind = kind_of(name)
    columns = list(dict.fromkeys(column for _, figures in rows for column in figures))
    values = [value_column(_at(column)) for column in columns]
    made = [
        Row(
            {"list": "expenditure", "role": "line", "position": str(at), **keys},
            {
                column: Decimal(figures[column]) if figures.get(column) else BLANK
                for column in columns
            },
        )
        for at, (keys, figures) in enumerate(rows, start=1)
    ]
    keys = [KEYS[key] for key in dict.fromkeys(key for row in made for key in row.keys)]
    placed = identified("x", "2024-budget", name, made, (None,) * len(made))
    return Table(
        name,
        kind,
        "published",
        (*keys, *values),
        placed,
        kind.title,
        amount_unit=unit,
        coordinates=kind.coordinates,
    )


def _at(column: str) -> Coordinates:
    """The coordinates of the columns that these tests need."""
    known = {
        "amount": Coordinates(),
        "basic": Coordinates(nature="basic"),
        "project": Coordinates(nature="project"),
        "personnel": Coordinates(nature="personnel"),
        "running": Coordinates(nature="running"),
        "previous_budget": Coordinates(vintage="previous_budget"),
        "previous_outturn": Coordinates(vintage="previous_outturn"),
        "change": Coordinates(vintage="change"),
        "three_public": Coordinates(purpose="three_public"),
        "hospitality": Coordinates(purpose="hospitality"),
    }
    return known[column]


def _tried(
    rule: str, heading: str, *lines: str, tables: tuple[Table, ...] = (), phase: str = "budget"
) -> list[Verdict]:
    """What a rule says of a section of prose beside these tables."""
    package = _package(heading, *lines, tables=tables, phase=phase)
    found = [verdict for verdict in checked.verdicts(package) if verdict.rule == rule]
    told = list(shown.findings(package, found, checks.RULES))
    assert len(told) == sum(verdict.outcome == "fail" for verdict in found)
    assert all(verdict.reason for verdict in found if verdict.outcome == "cannot-tell")
    return found


def _package(
    heading: str, *lines: str, tables: tuple[Table, ...] = (), phase: str = "budget"
) -> Package:
    paragraphs = tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1))
    section = sections.Section(heading, topics.topic(heading), paragraphs)
    said, _ = sections.statements(section, "某局", Period(2024, phase))
    stated = other_tables.statement_table(said)
    rows = identified("x", "2024-budget", "statements", stated.rows, (None,) * len(stated.rows))
    stated = Table(stated.name, stated.kind, stated.status, stated.columns, rows, stated.title)
    held = {table.name: table for table in (*tables, stated)}
    return Package("x", "x", Disclosure("某局", "department", 2024, phase), (), held)


def _verdicts(
    rule: str, heading: str, *lines: str, tables: tuple[Table, ...] = (), phase: str = "budget"
) -> list[str]:
    return [
        verdict.outcome for verdict in _tried(rule, heading, *lines, tables=tables, phase=phase)
    ]


TOTAL = {"role": "total", "function_name": "合计"}
EXPENDITURE = _table(
    "expenditure", (TOTAL, {"amount": "50.00", "basic": "40.00", "project": "10.00"})
)
GENERAL = _table(
    "general-public-expenditure",
    (TOTAL, {"amount": "50.00", "previous_outturn": "40.00", "change": "10.00"}),
    ({"function_code": "201", "function_name": "一般公共服务支出"}, {"amount": "30.00"}),
    ({"function_code": "20126", "function_name": "档案事务"}, {"amount": "30.00"}),
    ({"function_code": "2012604", "function_name": "档案馆"}, {"amount": "30.00", "previous_outturn": "24.00", "change": "6.00"}),
    ({"function_code": "205", "function_name": "教育支出"}, {"amount": "20.00"}),
)  # fmt: skip
THREE = _table("three-public", ({"role": "total"}, {"amount": "3.00", "hospitality": "2.00"}))


# An amount of the prose and its cell


@pytest.mark.parametrize(
    ("heading", "text", "table"),
    [
        ("三、支出预算情况说明", "项目支出10.00万元。", EXPENDITURE),
        ("三、支出预算情况说明", "其中：基本支出预算40.00万元。", EXPENDITURE),
        ("五、一般公共预算支出情况", "一般公共预算拨款支出50.00万元。", GENERAL),
        ("五、一般公共预算支出情况", "一般公共服务（类）支出30.00万元。", GENERAL),
        (
            "五、一般公共预算支出情况",
            "档案事务（款）档案馆（项）2024年预算数为30.00万元。",
            GENERAL,
        ),
        ("五、一般公共预算支出情况", "（一）2012604-档案馆30.00万元。", GENERAL),
        ("七、“三公”经费情况说明", "财政拨款安排的“三公”经费预算3.00万元。", THREE),
        ("七、“三公”经费情况说明", "公务接待费支出2.00万元。", THREE),
    ],
)
def test_an_amount_agrees_with_its_cell_or_fails(heading: str, text: str, table: Table) -> None:
    assert _verdicts("prose", heading, text, tables=(table,)) == ["pass"]
    wrong = text.replace("0万元", "1万元")
    assert _verdicts("prose", heading, wrong, tables=(table,)) == ["fail"]


def test_prose_in_another_unit_may_differ_by_what_it_rounds_or_cuts_off() -> None:
    table = _table("expenditure", (TOTAL, {"amount": "500000", "basic": "405678"}), unit="元")
    heading = "三、支出预算情况说明"
    assert _verdicts("prose", heading, "基本支出40.57万元。", tables=(table,)) == ["rounding"]
    (cut,) = _tried("prose", heading, "基本支出40.56万元。", tables=(table,))
    assert (cut.outcome, bool(cut.reason)) == ("rounding", True)
    assert _verdicts("prose", heading, "基本支出40.58万元。", tables=(table,)) == ["fail"]
    assert _verdicts("prose", heading, "基本支出41万元。", tables=(table,)) == ["rounding"]


def test_an_amount_whose_cell_is_open_is_never_a_failure() -> None:
    summary = _table(
        "summary",
        ({"list": "income", "item": "一般公共预算拨款收入"}, {"amount": "9.00"}),
        ({"list": "income", "role": "total", "item": "收入总计"}, {"amount": "9.00"}),
    )
    heading = "二、收入预算情况说明"
    assert _verdicts("prose", heading, "一般公共预算拨款收入9.00万元。", tables=(summary,)) == [
        "pass"
    ]
    assert _verdicts("prose", heading, "一般公共预算拨款收入8.00万元。", tables=(summary,)) == [
        "cannot-tell"
    ]
    assert _verdicts("prose", heading, "稿费收入8.00万元。", tables=(summary,)) == []


def test_a_final_account_is_compared_with_the_column_of_its_budget() -> None:
    outturn = _table("three-public", ({"role": "total"}, {"amount": "3.00", "hospitality": "2.00"}))
    outturn = replace(outturn, coordinates=Coordinates(purpose="three_public", vintage="outturn"))
    lines = "公务接待费支出预算为5.00万元，支出决算为2.00万元，完成预算的40%。"
    assert _verdicts("prose", "七、“三公”经费决算", lines, tables=(outturn,), phase="final") == [
        "pass"
    ]


# Changes


def test_a_change_parts_the_two_years_that_the_prose_states() -> None:
    heading, text = "三、支出情况", "支出预算12.00万元，比2023年年初预算数10.00万元{}2.00万元。"
    assert _verdicts("prose-change", heading, text.format("增加")) == ["pass"]
    assert _verdicts("prose-change", heading, text.format("减少")) == ["fail"]
    assert _verdicts("prose-change", heading, "支出预算12.00万元，比上年增加2.00万元。") == []


def test_a_change_agrees_with_the_columns_of_last_year_and_of_change() -> None:
    heading, text = (
        "五、一般公共预算支出情况",
        "档案事务（款）档案馆（项）2024年预算数为30.00万元，比2023年执行数增加{}万元。",
    )
    assert _verdicts("prose-change", heading, text.format("6.00"), tables=(GENERAL,)) == [
        "pass",
        "pass",
    ]
    assert _verdicts("prose-change", heading, text.format("5.00"), tables=(GENERAL,)) == [
        "fail",
        "fail",
    ]


def test_no_more_can_have_been_added_than_there_is() -> None:
    text = "政府性基金支出0万元，比上年增加{}万元。"
    assert _verdicts("prose-change", "八、政府性基金情况", text.format("0")) == []
    assert _verdicts("prose-change", "八、政府性基金情况", text.format("7.00")) == ["fail"]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("支出预算12.00万元，比上年增加2.00万元，增长20%。", "pass"),
        ("支出预算12.00万元，比上年增加2.00万元，增长20.00%。", "pass"),
        ("支出预算12.00万元，比上年增加2.00万元，增长16.67%。", "fail"),
        ("支出预算12.00万元，比上年减少2.00万元，增长14.29%。", "fail"),
        ("支出预算12.00万元，比上年减少2.00万元，下降14.29%。", "pass"),
        ("支出预算0.03万元，比上年增加0.02万元，增长210%。", "rounding"),
        ("支出预算12.00万元，比2023年预算数10.00万元增长20%。", "pass"),
        (
            "2023年预算执行数为10.00万元，2024年预算安排12.00万元，比2023年预算执行数增加20%。",
            "pass",
        ),
        (
            "2023年预算执行数为10.00万元，2024年预算安排12.00万元，比2023年预算执行数增加120%。",
            "fail",
        ),
        ("支出预算12.00万元，比上年增长20%。", "cannot-tell"),
    ],
)
def test_a_percentage_is_the_change_over_last_year(text: str, verdict: str) -> None:
    assert _verdicts("prose-percent", "三、支出情况", text) == [verdict]


def test_nothing_grows_by_a_percentage_from_nothing() -> None:
    text = "会议费{}万元，比上年增加{}万元，增长{}%。"
    assert _verdicts("prose-zero", "三、支出情况", text.format("5.00", "5.00", "100")) == ["fail"]
    assert _verdicts("prose-zero", "三、支出情况", text.format("0", "0", "0")) == ["cannot-tell"]
    assert _verdicts("prose-zero", "三、支出情况", text.format("5.00", "1.00", "25")) == []
    final = "1.教育支出（类）进修及培训（款）培训支出（项）。年初预算为0万元，支出决算为9万元，完成年初预算的{}%。"
    assert _verdicts("prose-zero", "五、支出决算情况", final.format("100"), phase="final") == [
        "fail"
    ]


def test_what_stayed_the_same_is_the_same() -> None:
    heading, text = "五、一般公共预算支出情况", "2012604档案馆{}万元，与2023年执行数相同。"
    same = GENERAL
    assert _verdicts("prose-same", heading, text.format("24.00"), tables=(same,)) == ["pass"]
    assert _verdicts("prose-same", heading, text.format("30.00"), tables=(same,)) == ["fail"]
    assert _verdicts("prose-same", heading, text.format("30.00")) == ["cannot-tell"]
    assert (
        _verdicts(
            "prose-same",
            heading,
            "2012604档案馆30.00万元，与2023年执行数基本持平。",
            tables=(same,),
        )
        == []
    )


# Shares


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("支出预算30.00万元，其中：基本支出10.00万元，占33.33%。", ["pass"]),
        ("支出预算30.00万元，其中：基本支出10.00万元，占33.3%。", ["pass"]),
        ("支出预算30.00万元，其中：基本支出10.00万元，占34%。", ["fail"]),
        ("支出预算0.03万元，其中：基本支出0.02万元，占70%。", ["rounding"]),
        ("基本支出10.00万元，占全省支出的1%。", ["cannot-tell"]),
        ("支出预算3.00万元，其中：甲1.00万元，占33.3%；乙1.00万元，占33.3%；丙1.00万元，占33.4%。", ["pass", "pass", "rounding"]),
    ],
)  # fmt: skip
def test_a_share_is_the_part_over_the_whole(text: str, verdicts: list[str]) -> None:
    assert _verdicts("prose-share", "三、支出预算情况", text) == verdicts


def test_a_share_of_a_total_that_only_a_table_holds_is_checked_with_it() -> None:
    text = "公务接待费2.00万元，占“三公”经费的{}%。"
    assert _verdicts("prose-share", "七、“三公”经费", text.format("66.67"), tables=(THREE,)) == [
        "pass"
    ]
    assert _verdicts("prose-share", "七、“三公”经费", text.format("80"), tables=(THREE,)) == [
        "fail"
    ]


def test_how_much_of_a_budget_was_spent_is_a_share_of_it() -> None:
    text = "接待费年初预算为20万元，支出决算为19万元，完成年初预算的{}%。"
    assert _verdicts("prose-share", "七、支出决算", text.format("95"), phase="final") == ["pass"]
    assert _verdicts("prose-share", "七、支出决算", text.format("105"), phase="final") == ["fail"]


# Sums of the prose


def test_procurement_is_goods_works_and_services() -> None:
    text = "政府采购预算总额6.00万元，其中：货物{}万元、工程2.00万元、服务3.00万元。"
    assert _verdicts("procurement", "九、政府采购情况", text.format("1.00")) == ["pass"]
    assert _verdicts("procurement", "九、政府采购情况", text.format("2.00")) == ["fail"]
    assert (
        _verdicts("procurement", "九、政府采购情况", "政府采购预算总额6万元，其中：货物6万元。")
        == []
    )


def test_what_is_kept_for_small_firms_is_part_of_procurement() -> None:
    text = "政府采购预算6.00万元。面向中小企业预留政府采购项目预算金额{}万元。"
    assert _verdicts("procurement-reserved", "九、政府采购情况", text.format(5)) == ["pass"]
    assert _verdicts("procurement-reserved", "九、政府采购情况", text.format(7)) == ["fail"]


def test_running_costs_of_an_agency_may_be_defined_in_other_ways() -> None:
    basic = _table(
        "basic-expenditure", (TOTAL, {"amount": "9.00", "personnel": "6.00", "running": "3.00"})
    )
    text = "机关运行经费{}万元。"
    assert _verdicts(
        "agency-running", "八、机关运行经费", text.format("3.00"), tables=(basic,)
    ) == ["pass"]
    assert _verdicts(
        "agency-running", "八、机关运行经费", text.format("4.00"), tables=(basic,)
    ) == ["cannot-tell"]
    assert _verdicts("agency-running", "八、机关运行经费", text.format("3.00")) == []


def test_goals_cover_no_more_than_the_projects_cost() -> None:
    text = "编报绩效目标的项目2个，涉及项目预算资金{}万元。"
    assert _verdicts(
        "performance-money", "十、绩效目标情况", text.format("10.00"), tables=(EXPENDITURE,)
    ) == ["pass"]
    assert _verdicts(
        "performance-money", "十、绩效目标情况", text.format("11.00"), tables=(EXPENDITURE,)
    ) == ["fail"]


def test_kinds_of_vehicles_add_up_to_the_vehicles() -> None:
    def told(whole: int, *kinds: str) -> list[str]:
        text = f"截至12月31日，本部门共有车辆{whole}辆，其中：{'、'.join(kinds)}。"
        return _verdicts("vehicles", "十、国有资产占用情况", text)

    whole = ("机要通信用车2辆", "执法执勤用车3辆", "其他用车4辆")
    assert told(9, *whole) == ["pass"]
    assert told(10, *whole) == ["fail"]
    # Two kinds without the rest may be some of them; more than the whole they cannot be.
    assert told(9, *whole[:2]) == ["cannot-tell"]
    assert told(4, *whole[:2]) == ["fail"]
    assert told(9, "机要通信用车2辆") == []
    # What the rest is made of, and what one kind is made of, is counted already.
    assert told(9, *whole, "业务用车4辆") == ["pass"]


def test_vehicles_that_units_buy_are_no_kinds_of_vehicles() -> None:
    text = "计划购置车辆2辆，其中某中心更新公务车辆1辆、某站计划购置应急保障用车1辆、某院计划购置其他用车1辆。"
    assert _verdicts("vehicles", "十、国有资产占用情况", text) == []


def test_no_more_pieces_are_dear_than_cheap() -> None:
    def told(text: str) -> list[str]:
        return _verdicts("dearer-things", "十、国有资产占用情况", text)

    both = "单位价值50万元以上设备{}台，单位价值100万元以上设备{}台。"
    assert told(both.format(3, 2)) == ["pass"]
    assert told(both.format(2, 3)) == ["fail"]
    assert told("单价100万元（含）以上的设备5台，单价50万元以上的设备4台。") == ["fail"]
    assert told("单价50万元以上的通用设备2台，单价100万元以上的专用设备3台。") == []
    assert told("单价50万元以上设备2台，购置单价100万元以上设备3台。") == []
    assert told("单价50万元以上100万元以下设备2台，单价100万元以上设备3台。") == []


def test_one_amount_stated_twice_is_one_amount() -> None:
    heading = "六、一般公共预算基本支出情况"
    text = "基本支出50.00万元，其中人员经费30.00万元、公用经费20.00万元。主要包括：人员经费{}万元，包括工资。"
    assert _verdicts("prose-twice", heading, text.format("30.00")) == ["pass"]
    assert _verdicts("prose-twice", heading, text.format("31.00")) == ["fail"]
    # Of a project or a unit there are others of that name.
    assert _verdicts("prose-twice", "六、项目支出情况", text.format("31.00")) == []
    assert _verdicts("prose-twice", "某某中心", text.format("31.00")) == []


def test_what_is_as_it_was_did_not_move() -> None:
    def told(text: str) -> list[str]:
        return _verdicts("prose-same", "八、“三公”经费情况", text)

    assert told("公务接待费5.00万元，与上年预算相同，比上年预算下降4.00%。") == ["fail"]
    # Since another budget it may have moved.
    assert told("公务接待费5.00万元，与上年预算相同，比上年执行数下降4.00%。") == ["cannot-tell"]
    assert told("公务接待费5.00万元，与上年预算相同，比上年预算增长0.00%。") == ["cannot-tell"]


def test_goals_of_the_whole_body_cover_no_more_than_it_spends() -> None:
    def told(text: str) -> list[str]:
        return _verdicts("performance-money", "十、绩效目标情况", text, tables=(EXPENDITURE,))

    assert told("整体绩效涉及财政拨款50.00万元。") == ["pass"]
    assert told("整体绩效涉及财政拨款51.00万元。") == ["fail"]
    assert told("3个项目涉及预算资金10.00万元，其中财政拨款11.00万元。") == ["pass", "fail"]
    assert told("市对区转移支付资金90.00万元。") == []


def test_a_package_without_prose_offers_nothing() -> None:
    package = _package("三、支出情况", tables=(EXPENDITURE,))
    assert list(checked.verdicts(package)) == []
    assert list(checked.verdicts(Package("x", "x", package.disclosure, (), {}))) == []
