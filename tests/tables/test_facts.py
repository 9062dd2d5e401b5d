"""The facts table: which amounts are leaves, and which of them add up to the total and count no money twice."""

from __future__ import annotations

from decimal import Decimal

from scripts import tables
from tests.support import tiny


def _primary(text: str, direction: str = "expenditure") -> list[tuple[str, str, str]]:
    facts = tables.facts([tiny.package(text)])
    own = facts[facts["primary"] & (facts["direction"] == direction)]
    return [
        (row.table, row.function_name or row.item, f"{row.amount_yuan:f}")
        for row in own.itertuples()
    ]


def test_a_mere_part_of_a_row_is_no_leaf_and_takes_nothing_from_it() -> None:
    text = """
    summary 元 | item | amount
    [income]
    一般公共预算 | 100
      其中：专项资金 | 30
    = 收入总计 | 100
    """.replace("    summary", "summary").replace("\n    ", "\n")
    assert _primary(text, "income") == [("summary", "一般公共预算", "100")]


def test_blank_rows_below_a_row_do_not_split_it() -> None:
    text = """
summary 元 | item | amount
[income]
其他收入 | 100
   |
= 收入总计 | 100
"""
    assert _primary(text, "income") == [("summary", "其他收入", "100")]


def test_columns_of_other_years_are_no_part_of_this_years_total() -> None:
    text = """
summary 元 | item | amount
[expenditure]
= 支出总计 | 100

expenditure 元 | function_code | function_name | previous_budget | amount | basic | project
201 | 一般公共服务支出 | 90 | 70 | 30 | 40
205 | 教育支出 | 10 | 30 | 30 |
"""
    assert _primary(text) == [
        ("expenditure", "一般公共服务支出", "30"),
        ("expenditure", "一般公共服务支出", "40"),
        ("expenditure", "教育支出", "30"),
    ]


def test_a_list_that_misses_the_total_by_rounding_alone_stands_for_it() -> None:
    text = """
summary 万元 | item | amount
[expenditure]
= 支出总计 | 10.01

expenditure 万元 | function_code | function_name | amount
201 | 一般公共服务支出 | 5.00
205 | 教育支出 | {}
"""
    assert [one[2] for one in _primary(text.format("5.00"))] == ["50000.00", "50000.00"]
    assert _primary(text.format("4.50")) == []


def test_the_second_list_of_a_direction_is_of_that_direction_and_may_state_the_total() -> None:
    text = """
summary 元 | item | amount
[expenditure]
教育支出 | 100
= 支出合计 |
[expenditure-2]
基本支出 | 60
项目支出 | 40
= 支出合计 | 100
"""
    package = tiny.package(text)
    assert set(tables.facts([package])["direction"]) == {"expenditure"}
    assert tables.total_yuan(package, "expenditure") == Decimal(100)
    assert len(_primary(text)) == 2


def test_shares_are_no_amounts() -> None:
    text = """
expenditure 万元 | function_code | function_name | amount | percent
201 | 一般公共服务支出 | 10.00 | 25.00
"""
    assert [f"{one:f}" for one in tables.facts([tiny.package(text)])["amount_yuan"]] == [
        "100000.00"
    ]
