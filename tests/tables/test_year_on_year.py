"""What changed on last year and what stands out: by prose, by columns, by last year's package; each told with its row."""

from __future__ import annotations

from decimal import Decimal

from scripts import tables
from scripts.package import Package
from scripts.tables import Overview
from tests.support import tiny

SUMMARY = """
summary 万元 | item | amount
[income]
一、一般公共预算 | 60.00
二、其他收入 | 40.00
= 收入总计 | 100.00
[expenditure]
= 支出总计 | 100.00
"""
SAID = """
statements | topic | subject | measure | direction | compared | vintage | reason | amount_unit | value
"""


def overview(text: str) -> tuple[Package, Overview]:
    """A tiny package and its overview."""
    made = tiny.package(text)
    return made, tables.overview(made)


def test_the_prose_tells_the_change_of_the_whole_and_not_of_a_part() -> None:
    _, found = overview(
        SUMMARY
        + SAID
        + """change | 基本支出 | change | increase | previous_budget | | 增人 | 万元 | 9.00
change | 收支预算 | change | decrease | previous_budget | | 少了项目 | 万元 | 25.00
"""
    )
    change = found.change
    assert change is not None
    assert (change.by.number, change.before.number, change.reason) == (
        Decimal("-25.00"),
        Decimal("125.00"),
        "少了项目",
    )
    assert change.rate == Decimal("-20.00")
    assert change.before.line == ""


def test_last_years_amount_is_the_published_one_where_the_prose_states_one_that_fits() -> None:
    _, found = overview(
        SUMMARY
        + SAID
        + """expenditure | 支出预算 | amount | | | previous_budget | | 万元 | 80.01
expenditure | 支出预算 | change | increase | previous_budget | | | 万元 | 20.00
"""
    )
    assert found.change is not None
    assert found.change.before.number == Decimal("80.01")
    assert found.change.before.line


def test_what_is_said_of_the_only_money_there_is_is_said_of_the_whole() -> None:
    said = (
        SAID
        + "appropriation | 财政拨款支出预算 | change | increase | previous_budget | | | 万元 | 10.00\n"
    )
    whole = "\nappropriation-summary 万元 | item | amount\n[income]\n= 收入总计 | {}\n"
    _, alone = overview(SUMMARY + whole.format("100.00") + said)
    _, part = overview(SUMMARY + whole.format("60.00") + said)
    assert alone.change is not None
    assert (alone.change.by.number, alone.part_change) == (Decimal("10.00"), None)
    assert part.change is None
    assert part.part_change is not None
    assert (part.part_change.of, part.part_change.before.number) == ("财政拨款", Decimal("50.00"))


def test_a_column_of_last_year_tells_the_change_where_the_prose_does_not() -> None:
    _, found = overview(
        SUMMARY
        + """
expenditure 万元 | function_code | function_name | previous_outturn | amount
= | 合计 | 0 | 100.00
2010101 | 行政运行 | 0 | 100.00
"""
    )
    assert found.change is not None
    assert (found.change.by.number, found.change.compared) == (
        Decimal("100.00"),
        "previous_outturn",
    )
    # No percentage from nothing.
    assert found.change.rate is None


def test_last_years_package_tells_the_change_where_nothing_else_does() -> None:
    now, before = (
        overview("@ year=2024\n" + SUMMARY)[1],
        overview("@ year=2023\n" + SUMMARY.replace("100.00", "80.00")),
    )
    change = tables.since(now.total, before[0], before[1].total)
    assert change is not None
    assert (change.by.number, change.rate, change.held) == (
        Decimal("20.00"),
        Decimal("25.00"),
        before[0].path,
    )


def test_new_and_ended_lines_are_told_apart_from_growth() -> None:
    made, found = overview(
        SUMMARY
        + """
expenditure 万元 | function_code | function_name | previous_budget | amount
= | 合计 | 90.00 | 100.00
2010101 | 行政运行 | 40.00 | 60.00
2010102 | 一般事务 | 50.00 |
2010103 | 会议 | | 40.00
"""
    )
    kinds = {one.kind: one for one in tables.highlights(made, found)}
    assert kinds["swing"].percent == Decimal("50.00")
    assert (kinds["new"].name, kinds["new"].percent) == ("会议", None)
    assert (kinds["ended"].name, kinds["ended"].percent) == ("一般事务", None)
    assert kinds["half"].name == "行政运行"


def test_a_project_without_an_indicator_is_told_only_where_others_have_one() -> None:
    projects = (
        "\nprojects 万元 | project_name | amount\n= 合计 | 3.00\n甲项目 | 1.00\n乙项目 | 2.00\n"
    )
    goals = "\nperformance-goals 万元 | project_name | level_3 | target\n甲项目 | 办班 | 4期\n"
    with_goals = tables.highlights(*overview(SUMMARY + projects + goals))
    without = tables.highlights(*overview(SUMMARY + projects))
    assert [(one.kind, one.name) for one in with_goals if one.kind in ("untold", "unmeasured")] == [
        ("untold", "乙项目")
    ]
    assert [(one.kind, one.count) for one in without if one.kind in ("untold", "unmeasured")] == [
        ("unmeasured", 2)
    ]


def test_a_final_account_is_told_by_what_was_spent_and_its_vehicles_beside_their_budget() -> None:
    made, found = overview(
        "@ year=2024 phase=final\n"
        + SUMMARY
        + """
expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 70.00 | 50.00 | 20.00
2010101 | 行政运行 | 70.00 | 50.00 | 20.00

three-public 万元 | adjusted_budget | adjusted_budget_hospitality | amount | hospitality
= 3.00 | 3.00 | 4.00 | 4.00
"""
    )
    assert found.spent is not None and found.shown == found.spent
    assert found.spent.number == Decimal("70.00")
    assert found.public_compared is not None
    assert (found.public_compared.vintage, found.public_compared.money.number) == (
        "adjusted_budget",
        Decimal("3.00"),
    )
    assert [one.kind for one in tables.highlights(made, found)] == ["three-public"]


def test_purposes_are_projects_only_where_they_make_up_the_whole() -> None:
    expenditure = """
expenditure 万元 | function_code | function_name | amount | basic | project
= | 合计 | 100.00 | 70.00 | 30.00
2010101 | 行政运行 | 100.00 | 70.00 | 30.00
"""
    projects = "\nprojects 万元 | project_name | amount\n= 合计 | {0}\n甲项目 | {0}\n"
    _, whole = overview(SUMMARY + expenditure + projects.format("30.00"))
    _, part = overview(SUMMARY + expenditure + projects.format("20.00"))
    assert [one.name for one in whole.purposes] == ["基本支出", "甲项目"]
    assert [one.name for one in part.purposes] == ["行政运行"]


def test_staff_is_those_serving_else_all_posts_and_no_guess_between_several() -> None:
    said = "\nstatements | topic | subject | measure | amount_unit | value\n"
    posts = "organisation | 人员编制 | count | 名 | 5\norganisation | 行政编制 | count | 名 | 3\n"
    serving = "organisation | 在职人员 | count | 人 | 4\n"
    assert overview(SUMMARY + said + posts)[1].serving is None
    _, both = overview(SUMMARY + said + posts + serving)
    assert both.serving is not None
    assert (both.serving.serving, both.serving.count) == (True, Decimal(4))
    _, all_posts = overview(SUMMARY + said + posts + "organisation | 事业编制 | count | 名 | 2\n")
    assert all_posts.serving is not None
    assert (all_posts.serving.serving, all_posts.serving.count) == (False, Decimal(5))


def test_posts_and_those_serving_are_two_counts_of_one_body() -> None:
    said = "\nstatements | topic | subject | measure | amount_unit | value\n"
    posts = "organisation | 编制 | count | 名 | 339\norganisation | 行政编制 | count | 名 | 199\n"
    rest = (
        "organisation | 事业编制 | count | 名 | 140\norganisation | 在职人员 | count | 名 | 274\n"
    )
    package, of_year = overview(SUMMARY + said + posts + rest)
    (profile,) = tables.profiles([(package, of_year)])
    assert profile.staff.number == Decimal(339)
    assert of_year.serving is not None and of_year.serving.count == Decimal(274)


def test_money_carried_over_is_one_source_whatever_fund_it_is_of() -> None:
    _, found = overview(
        SUMMARY
        + """
income 万元 | function_code | function_name | amount | current_year_general_public | carried_over_general_public | carried_over_own_funds
= | 合计 | 100.00 | 60.00 | 30.00 | 10.00
"""
    )
    assert [(one.name, one.money.number) for one in found.sources] == [
        ("一般公共预算", Decimal("60.00")),
        ("上年结转", Decimal("40.00")),
    ]
