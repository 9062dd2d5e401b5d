"""Areas: each exactly as large as its part of the whole, named where there is room, listed where there is not."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import charts
from scripts.charts import ChartError, ChartText, TreemapNode
from scripts.charts.treemap import Area, squares
from tests.charts.test_charts import (
    amounts,
    assert_readable,
    labels,
    names,
    pictures,
    quick,
    values,
)

ABOUT = ChartText("areas", "大半是工业")
BRANCHES = [
    TreemapNode(
        "工业支出",
        Decimal("5500.00"),
        (
            TreemapNode(
                "支持中小企业",
                Decimal("5500.00"),
                (TreemapNode("中小企业专项", Decimal("5500.00")),),
            ),
        ),
    ),
    TreemapNode(
        "公共服务",
        Decimal("82.87"),
        (TreemapNode("行政运行", Decimal("7.57")), TreemapNode("一般事务", Decimal("75.30"))),
    ),
]

positive = amounts.filter(lambda amount: amount > 0)


def branches() -> st.SearchStrategy[list[TreemapNode]]:
    """Up to eight kinds with up to eight parts each, which make them up."""
    parts = st.lists(st.builds(TreemapNode, names, amounts), min_size=1, max_size=8)
    whole = st.builds(
        lambda name, below: TreemapNode(
            name, sum((each.amount for each in below), Decimal(0)), tuple(below)
        ),
        names,
        parts,
    )
    return st.lists(whole, max_size=8, unique_by=lambda each: each.name)


@given(st.lists(positive, min_size=1, max_size=40))
def test_areas_are_as_large_as_their_parts_and_fill_the_frame(some: list[Decimal]) -> None:
    order = sorted(some, reverse=True)
    frame = Area(10, 20, 760, 360)
    areas = squares(order, frame)
    for amount, area in zip(order, areas, strict=True):
        assert area.w * area.h == pytest.approx(
            760 * 360 * float(amount / sum(order)), rel=1e-6, abs=1e-6
        )
        assert area.x >= 10 - 1e-6 and area.x + area.w <= 770 + 1e-6
        assert area.y >= 20 - 1e-6 and area.y + area.h <= 380 + 1e-6


def test_equal_parts_are_nearly_square() -> None:
    for area in squares([Decimal(1)] * 16, Area(0, 0, 400, 400)):
        assert area.w == pytest.approx(area.h) == pytest.approx(100)


@quick
@given(branches())
def test_texts_are_readable_whatever_the_parts(some: list[TreemapNode]) -> None:
    assert_readable(charts.treemap(some, ABOUT))


def test_every_part_is_named_in_its_area_or_in_the_list() -> None:
    for spec in pictures(charts.treemap(BRANCHES, ABOUT)):
        assert {"中小企业专项", "行政运行", "一般事务"} <= {label.text for label in labels(spec)}
        tips = {value["tip"] for value in values(spec, "rect") if "tip" in value}
        assert "工业支出 › 支持中小企业 › 中小企业专项 5,500.00 万元，占合计的 98.52%" in tips


def test_the_table_has_every_part_with_those_above_it() -> None:
    assert [(row.label, row.amount, row.share) for row in charts.treemap(BRANCHES, ABOUT).rows] == [
        ("工业支出 › 支持中小企业 › 中小企业专项", "5,500.00 万元", "98.52%"),
        ("公共服务 › 一般事务", "75.30 万元", "1.35%"),
        ("公共服务 › 行政运行", "7.57 万元", "0.14%"),
    ]


def test_parts_that_do_not_make_up_their_kind_are_refused_with_both_numbers() -> None:
    with pytest.raises(ChartError, match="甲 is 3, but its parts are 2"):
        charts.treemap([TreemapNode("甲", Decimal(3), (TreemapNode("乙", Decimal(2)),))], ABOUT)


def test_an_amount_below_nothing_has_no_area_and_that_is_said() -> None:
    some = [
        TreemapNode(
            "甲", Decimal(2), (TreemapNode("乙", Decimal(5)), TreemapNode("丙", Decimal(-3)))
        )
    ]
    chart = charts.treemap(some, ABOUT)
    assert "丙" in chart.rows[1].label and "−3" in chart.rows[1].amount
    assert all(any("小于 0" in label.text for label in labels(spec)) for spec in pictures(chart))
