"""Charts of years and of bodies: on one scale, readable whatever the figures, and what is missing is told as missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import charts
from scripts.charts import Chart, ChartError, ChartText, Series, YearAmounts
from tests.charts.test_charts import (
    amounts,
    assert_readable,
    bars,
    labels,
    names,
    pictures,
    quick,
    values,
)

ABOUT = ChartText("trial", "三年里多了一倍")
HEADS = ("预算", "决算")
SIX = ("人员", "公用", "项目", "经营", "上缴", "补助")
YEARS = [
    YearAmounts(2019, (Decimal("10.00"), Decimal("9.50"))),
    YearAmounts(2021, (Decimal("20.00"), None)),
]

signed = st.one_of(
    st.none(), amounts, amounts.map(lambda amount: -amount), st.just(Decimal("0.00"))
)


def series(heads: int, some: st.SearchStrategy[Decimal | None]) -> st.SearchStrategy[list[Series]]:
    """Up to thirty rows with so many amounts each."""
    row = st.builds(Series, names, st.tuples(*[some] * heads), st.one_of(st.just(""), names))
    return st.lists(row, max_size=30)


def texts(chart: Chart) -> list[list[str]]:
    return [[label.text for label in labels(spec)] for spec in pictures(chart)]


@quick
@given(st.integers(1, 3).flatmap(lambda heads: st.tuples(st.just(heads), series(heads, signed))))
def test_texts_of_bodies_side_by_side_are_readable_whatever_the_figures(
    some: tuple[int, list[Series]],
) -> None:
    heads, rows = some
    assert_readable(charts.side_by_side(rows, SIX[:heads], ABOUT))


@quick
@given(
    st.lists(
        st.builds(YearAmounts, st.integers(2008, 2030), st.tuples(signed, signed)),
        unique_by=lambda each: each.year,
    )
)
def test_texts_of_years_are_readable_whatever_the_figures(some: list[YearAmounts]) -> None:
    assert_readable(charts.by_year(some, HEADS, ABOUT))


@quick
@given(
    st.integers(1, 6).flatmap(
        lambda heads: st.tuples(st.just(heads), series(heads, st.one_of(st.none(), amounts)))
    )
)
def test_texts_of_structures_are_readable_whatever_the_figures(
    some: tuple[int, list[Series]],
) -> None:
    heads, rows = some
    assert_readable(charts.stacked_shares(rows, SIX[:heads], ABOUT))


def test_a_missing_year_is_a_gap_and_says_so() -> None:
    for shown in texts(charts.by_year(YEARS, HEADS, ABOUT)):
        assert {"2019 年", "2020 年", "2021 年", "没有收录", "10.00", "9.50", "20.00"} <= set(shown)
    assert [row.amount for row in charts.by_year(YEARS, HEADS, ABOUT).rows][2:4] == [
        "没有收录",
        "没有收录",
    ]


def test_a_long_gap_is_one() -> None:
    far = [YearAmounts(2012, (Decimal(1),)), YearAmounts(2026, (Decimal(2),))]
    for shown in texts(charts.by_year(far, ("预算",), ABOUT)):
        assert "2013—2025 年" in shown and "2014 年" not in shown


def test_columns_of_all_years_stand_on_one_base_and_are_as_high_as_their_amounts() -> None:
    drawn = {
        value["tip"]: value
        for value in values(pictures(charts.by_year(YEARS, HEADS, ABOUT))[0], "rect")
        if "tip" in value
    }
    assert len({value["y2"] for value in drawn.values()}) == 1
    heights = {tip: value["y2"] - value["y"] for tip, value in drawn.items()}
    assert heights["2021 年 预算 20.00 万元"] == pytest.approx(
        2 * heights["2019 年 预算 10.00 万元"], abs=0.02
    )


def test_a_year_that_stands_twice_is_refused() -> None:
    with pytest.raises(ChartError, match="2019 stands twice"):
        charts.by_year([YearAmounts(2019, (None,)), YearAmounts(2019, (None,))], ("预算",), ABOUT)


def test_bodies_stand_on_one_scale_on_both_sides_of_nothing() -> None:
    rows = [
        Series("甲局", (Decimal(30),)),
        Series("乙局", (Decimal(-10),)),
        Series("丙局", (Decimal("0.00"),)),
    ]
    for spec in pictures(charts.side_by_side(rows, ("增减",), ABOUT)):
        long = dict(bars(spec))
        assert long["甲局 30 万元"] == pytest.approx(3 * long["乙局 −10 万元"], abs=0.05)
        assert set(long) == {"甲局 30 万元", "乙局 −10 万元"}
        assert "0.00" in [label.text for label in labels(spec)]


def test_a_body_without_a_figure_is_said_to_have_none_with_the_reason() -> None:
    rows = [Series("甲局", (Decimal(30),)), Series("乙局", (None,), "单位不同")]
    chart = charts.side_by_side(rows, ("预算",), ABOUT)
    assert all("单位不同" in shown for shown in texts(chart))
    assert chart.rows[1].amount == "单位不同"


def test_parts_of_a_structure_have_their_share_of_the_bodys_own_sum() -> None:
    rows = [Series("甲局", (Decimal(30), Decimal(10))), Series("乙局", (Decimal(1), Decimal(1)))]
    chart = charts.stacked_shares(rows, HEADS, ABOUT)
    assert [row.share for row in chart.rows] == ["75.00%", "25.00%", "50.00%", "50.00%"]
    long = [size for tip, size in bars(pictures(chart)[0]) if tip]
    assert long[0] == pytest.approx(3 * long[1], abs=0.05) and long[2] == pytest.approx(long[3])


def test_rows_that_do_not_match_their_heads_and_parts_below_nothing_are_refused() -> None:
    with pytest.raises(ChartError, match="2 heads, but 甲局 has 1 amounts"):
        charts.side_by_side([Series("甲局", (None,))], HEADS, ABOUT)
    with pytest.raises(ChartError, match="below nothing"):
        charts.stacked_shares([Series("甲局", (Decimal(-1), None))], HEADS, ABOUT)
