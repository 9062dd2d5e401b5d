"""Charts: what is drawn is the figures, can be seen and read, and is the same picture on every machine."""

import functools
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import charts
from scripts.charts import (
    Chart,
    ChartError,
    ChartText,
    CountRow,
    Flow,
    Item,
    MultiYearProject,
    NumberFormat,
    ThreePublicFigure,
    Waterfall,
)
from scripts.charts.marks import Label
from scripts.charts.scale import broken, folded, large, lengths, total
from scripts.charts.svg import inline, text
from scripts.charts.text_width import shortened, width, wrapped
from scripts.charts.theme import LEAST, NARROW, WIDE
from tests.conftest import ROOT
from tests.support.shares import examples

ABOUT = ChartText("trial", "大的占了 98%")

# One line is nearly all, the smallest a twenty-thousandth of it.
PROJECTS = {
    "甲资金": "5500.00",
    "乙业务费": "37.00",
    "丙旅费": "18.00",
    "丁刷费": "16.00",
    "戊行": "3.00",
    "己费": "0.20",
}


def items(amounts: dict[str, str] = PROJECTS) -> list[Item]:
    return [Item(name, Decimal(amount)) for name, amount in amounts.items()]


STAGES = [
    [Flow("公共预算", "工业", Decimal("5500.00")), Flow("公共预算", "服务", Decimal("82.87"))],
    [
        Flow("工业", "项目", Decimal("5500.00")),
        Flow("服务", "项目", Decimal("75.30")),
        Flow("服务", "基本", Decimal("7.57")),
    ],
]
RISE = Waterfall(
    Item("去年", Decimal("111.07")),
    (Item("增减", Decimal("5471.80")),),
    Item("今年", Decimal("5582.87")),
)
THREE = [
    ThreePublicFigure("出国", None),
    ThreePublicFigure("接待", Decimal("0.36")),
    ThreePublicFigure("用车购置", Decimal("0.00"), level=1),
    ThreePublicFigure("合计", Decimal("0.36"), total=True),
]


@functools.cache
def every_kind() -> dict[str, Chart]:
    """One chart of each kind, of skewed figures."""
    named = {
        kind: ChartText(kind, "大的占了 98%")
        for kind in ("whole", "flow", "ranking", "waffle", "change", "economic")
    }
    return {
        "whole": charts.whole_and_rest(items(), named["whole"]),
        "flow": charts.sankey(STAGES, named["flow"], ("来源", "领域", "怎样用")),
        "ranking": charts.ranking(items(), named["ranking"]),
        "waffle": charts.waffle(items(), named["waffle"]),
        "change": charts.waterfall(RISE, named["change"]),
        "economic": charts.bars(items(), named["economic"]),
        "horizons": charts.horizons(
            [
                MultiYearProject("甲资金", Decimal(55000000), Decimal(201000000), 3),
                MultiYearProject("己费", Decimal(2000), Decimal(8000)),
            ],
            ChartText("horizons", "三年", numbers=NumberFormat(unit="元")),
        ),
        "dots": charts.dot_counts(
            [CountRow("甲资金", (6, 5, 0)), CountRow("己费", (35, 3, 1))],
            ("产出", "效益", "满意"),
            ABOUT,
        ),
        "three": charts.three_public(THREE, ChartText("three", "只有接待")),
    }


KINDS = tuple(every_kind())


def pictures(chart: Chart) -> list[dict]:
    """Both specifications as JSON; the wide one twice where no other is."""
    return [json.loads(text(spec)) for spec in (chart.wide, chart.narrow or chart.wide)]


def values(spec: dict, kind: str) -> Iterator[dict]:
    """The data of all marks of a kind in a specification."""
    for layer in spec["layer"]:
        if layer["mark"]["type"] == kind:
            # Altair moves the data of a single layer up to the chart.
            yield from spec["datasets"][layer.get("data", spec.get("data"))["name"]]


def labels(spec: dict) -> list[Label]:
    return [
        Label(value["x"], value["y"], value["text"], value["size"], value["align"])
        for value in values(spec, "text")
        if value["text"]
    ]


def extent(label: Label) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the text as reckoned, in pixels."""
    wide = width(label.text, label.size)
    left = label.x - {"left": 0.0, "center": wide / 2, "right": wide}[label.align]
    # Chinese signs stand 0.86 em over the baseline and 0.14 em below it.
    return left, label.y - 0.86 * label.size, left + wide, label.y + 0.14 * label.size


def bars(spec: dict) -> list[tuple[str, float]]:
    """What each rectangle is about, and its length."""
    return [(about(value), value["x2"] - value["x"]) for value in values(spec, "rect")]


def about(value: dict) -> str:
    """What a mark tells, without its share."""
    return value.get("tip", "").partition("，")[0]


def assert_readable(chart: Chart) -> None:
    """All text is inside the picture, at least 12 px, and no two texts overlap."""
    for spec in pictures(chart):
        placed = [(extent(label), label) for label in labels(spec)]
        for (left, top, right, bottom), label in placed:
            assert left >= -1 and right <= spec["width"] + 1, (spec["name"], label)
            assert top >= -1 and bottom <= spec["height"] + 1, (spec["name"], label)
            assert label.size >= 12
        for (a, one), (b, other) in combinations(placed, 2):
            apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] + 1 or b[3] <= a[1] + 1
            assert apart, (spec["name"], one, other)


# Characters of the common block, amounts over nine orders of magnitude.
names = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=24)
amounts = st.builds(
    lambda digits, power: Decimal(digits).scaleb(power).quantize(Decimal("0.01")),
    st.integers(0, 999),
    st.integers(-2, 6),
)
# Some lists are all nought, or all equal, or one line that is nearly all.
shapes = st.one_of(
    st.lists(amounts, max_size=26),
    st.integers(1, 26).flatmap(lambda count: amounts.map(lambda amount: [amount] * count)),
    st.lists(amounts.map(lambda amount: amount % 1), max_size=26).map(
        lambda rest: [Decimal("5500.00"), *rest]
    ),
)
lists = shapes.flatmap(
    lambda some: st.lists(names, min_size=len(some), max_size=len(some), unique=True).map(
        lambda named: [Item(name, amount) for name, amount in zip(named, some, strict=True)]
    )
)
quick = examples(8)


# --- layout ---------------------------------------------------------------------------------------------------


@examples(20)
@given(lists)
def test_parts_share_the_room_exactly_and_what_is_there_is_seen(some: list[Item]) -> None:
    sizes = lengths([item.amount for item in some], 760, gap=3)
    drawn = [size for size in sizes if size]
    assert len(drawn) == sum(item.amount > 0 for item in some)
    assert all(size >= LEAST - 1e-9 for size in drawn)
    if drawn:
        assert sum(drawn) + 3 * (len(drawn) - 1) == pytest.approx(760)


@examples(20)
@given(lists, st.integers(1, 8))
def test_folding_keeps_the_sum(some: list[Item], most: int) -> None:
    few = folded(some, most, "另外 {count} 项")
    assert total(few) == total(some)
    assert len(few) <= most


def test_one_line_that_is_nearly_all_is_set_apart() -> None:
    assert large(items()) == 1
    assert broken(items()) == 1
    assert large(items({"甲": "50", "乙": "30", "丙": "20"})) == 0
    assert broken(items({"甲": "50", "乙": "30", "丙": "20"})) == 0


@given(names.filter(lambda name: len(name) > 1), st.integers(40, 200))
def test_broken_names_fit_and_lose_nothing_but_what_an_ellipsis_says(name: str, room: int) -> None:
    lines = wrapped(name, 14, room, 3)
    assert all(width(line, 14) <= room for line in lines)
    joined = "".join(lines)
    assert joined == name or (joined.endswith("…") and name.startswith(joined[:-1]))


def test_a_line_never_begins_with_a_closing_mark_and_no_character_stands_alone() -> None:
    assert wrapped("公务用车购置及运行费", 14, 126) == ["公务用车购", "置及运行费"]
    assert wrapped("资源勘探工业信息等支出", 13.5, 81, 3) == ["资源勘探工业", "信息等支出"]
    assert not any(line.startswith("）") for line in wrapped("因公出国（境）费用支出", 14, 84))
    assert shortened("一二三四", 10, 100) == "一二三四"


# --- every chart ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_texts_are_readable_in_every_kind(kind: str) -> None:
    assert_readable(every_kind()[kind])


@quick
@given(lists)
def test_texts_are_readable_whatever_the_figures(some: list[Item]) -> None:
    for make in (charts.whole_and_rest, charts.ranking, charts.waffle, charts.bars):
        assert_readable(make(some, ABOUT))


@quick
@given(lists, st.integers(0, 25))
def test_texts_of_bars_are_readable_when_some_are_below_nothing(
    some: list[Item], every: int
) -> None:
    signed = [
        Item(each.name, -each.amount if place % 3 == every % 3 else each.amount)
        for place, each in enumerate(some)
    ]
    for make in (charts.ranking, charts.bars):
        assert_readable(make(signed, ABOUT))


@quick
@given(st.lists(st.builds(Flow, names, names, amounts), min_size=1, max_size=14), st.data())
def test_texts_of_a_flow_are_readable_whatever_the_flows(
    first: list[Flow], data: st.DataObject
) -> None:
    second = [Flow(each.target, data.draw(names), each.amount) for each in first]
    assert_readable(charts.sankey([first, second], ABOUT, ("来源", "领域", "怎样用")))


@quick
@given(
    amounts,
    st.lists(st.builds(Item, names, amounts.map(lambda amount: amount - 500), names), max_size=5),
)
def test_texts_of_a_change_are_readable_whatever_the_steps(
    start: Decimal, steps: list[Item]
) -> None:
    after = Item("今年", start + total(steps))
    assert_readable(charts.waterfall(Waterfall(Item("去年", start), tuple(steps), after), ABOUT))


def test_the_pattern_of_marks_is_valid_vega_lite() -> None:
    spec = pictures(charts.three_public(THREE, ABOUT))[0]
    assert {layer["mark"]["type"] for layer in spec["layer"]} == {"rect", "point", "rule", "text"}
    alt.Chart.from_dict(spec, validate=True)


def test_the_smallest_project_is_seen_beside_the_largest() -> None:
    for spec in pictures(charts.ranking(items(), ABOUT)):
        lengths_of_smallest = [long for tip, long in bars(spec) if tip.startswith("己费 ")]
        assert lengths_of_smallest and min(lengths_of_smallest) >= 1.5
        assert "0.20" in [label.text for label in labels(spec)]
        assert "5,500.00" in [label.text for label in labels(spec)]


def test_the_table_under_a_chart_has_every_item_with_its_share() -> None:
    rows = {row.label: row for row in charts.ranking(items(), ABOUT).rows}
    assert set(rows) == set(PROJECTS)
    assert rows["甲资金"].amount == "5,500.00 万元"
    assert rows["甲资金"].share == "98.67%"
    assert rows["己费"].share == "不到 0.01%"


def test_without_alternative_text_the_title_and_the_values_are_it() -> None:
    chart = charts.bars(
        items({"办公费": "5.32", "邮电费": "0.16"}), ChartText("economic", "大半是办公费")
    )
    assert chart.alt == "大半是办公费。办公费 5.32 万元，97.08%；邮电费 0.16 万元，2.92%。"
    assert charts.bars(items(), ChartText("economic", "题", alt="另写的")).alt == "另写的"


def test_of_many_values_the_alternative_text_says_the_first_and_how_many_more_there_are() -> None:
    chart = charts.bars([Item(f"第{number}项", Decimal(number)) for number in range(30)], ABOUT)
    assert "另外 18 行见图下的表格" in chart.alt and len(chart.alt) < 500


def test_an_id_that_is_no_slug_is_refused() -> None:
    with pytest.raises(ChartError, match="slug") as refused:
        ChartText("总表", "题")
    assert refused.value.chart == "总表" and refused.value.fault == "this chart id is not a slug"


def test_no_figures_make_an_empty_picture_and_not_an_error() -> None:
    nothing = [
        charts.whole_and_rest([], ABOUT),
        charts.ranking([], ABOUT),
        charts.waffle([], ABOUT),
        charts.bars([], ABOUT),
        charts.sankey([[]], ABOUT),
        charts.horizons([], ABOUT),
        charts.dot_counts([], (), ABOUT),
        charts.three_public([], ABOUT),
    ]
    for svg in charts.draw([chart.wide for chart in nothing]):
        assert ElementTree.fromstring(svg).get("role") == "img"


# --- single kinds ---------------------------------------------------------------------------------------------


def test_equal_parts_are_plain_bars_without_an_enlargement() -> None:
    spec = pictures(charts.whole_and_rest(items({"甲": "50", "乙": "30", "丙": "20"}), ABOUT))[0]
    assert not any("放大" in label.text for label in labels(spec))
    sizes = [long for _, long in bars(spec)]
    assert sizes[1] / sizes[0] == pytest.approx(0.6, abs=0.01)


def test_the_enlargement_is_stated_as_drawn() -> None:
    wide = pictures(charts.whole_and_rest(items(), ABOUT))[0]
    sizes = dict(bars(wide))
    drawn = (sizes["乙业务费 37.00 万元"] / 37) / (sizes["甲资金 5,500.00 万元"] / 5500)
    stated = next(label.text for label in labels(wide) if "放大" in label.text)
    assert int(re.sub(r"\D", "", stated)) == pytest.approx(drawn, rel=0.02)


def test_a_hairline_is_said_not_to_be_to_scale_and_only_then() -> None:
    assert any(
        "不按比例" in label.text for label in labels(pictures(charts.sankey(STAGES, ABOUT))[0])
    )
    even = [[Flow("来源", "甲", Decimal(50)), Flow("来源", "乙", Decimal(50))]]
    assert not any(
        "不按比例" in label.text for label in labels(pictures(charts.sankey(even, ABOUT))[0])
    )


def test_every_name_of_a_flow_stands_with_its_amount() -> None:
    for spec in pictures(charts.sankey(STAGES, ABOUT)):
        assert {"5,582.87", "5,500.00", "82.87", "5,575.30", "7.57"} <= {
            label.text for label in labels(spec)
        }


def test_bands_that_leave_a_name_are_as_thick_as_those_that_arrive() -> None:
    stages = [
        [Flow("甲", "乙", Decimal(60)), Flow("丙", "乙", Decimal(40))],
        [Flow("乙", "丁", Decimal(100))],
    ]
    spec = pictures(charts.sankey(stages, ABOUT))[0]
    heights = {about(value): value["y2"] - value["y"] for value in values(spec, "rect")}
    assert heights["丁 100 万元"] == pytest.approx(
        heights["甲 60 万元"] + heights["丙 40 万元"], abs=0.05
    )


def test_the_smallest_of_many_names_are_one_at_the_end_and_their_money_stays() -> None:
    many = [Flow("来源", f"第{number}项", Decimal(number)) for number in range(1, 21)]
    for spec in pictures(charts.sankey([many], ABOUT)):
        texts = [label.text for label in labels(spec)]
        assert texts[-2:] == ["另外 13 项", "91"] and "210" in texts


def test_a_flow_below_nothing_is_refused() -> None:
    with pytest.raises(ChartError, match="来源 → 甲 is below nothing"):
        charts.sankey([[Flow("来源", "甲", Decimal(-1))]], ABOUT)


def test_a_flow_with_heads_that_do_not_match_its_columns_is_refused() -> None:
    with pytest.raises(ChartError, match="2 stages of flows but 2 heads"):
        charts.sankey(STAGES, ABOUT, ("来源", "领域"))


def test_a_hundred_squares_are_filled_by_share() -> None:
    spec = pictures(charts.waffle(items({"甲": "98.5", "乙": "1.5"}), ABOUT))[0]
    areas = {}
    for value in values(spec, "point"):
        steps = re.findall(r"h([\d.]+)v([\d.]+)", value["d"])
        areas[about(value)] = sum(float(w) * float(h) for w, h in steps)
    assert areas["甲 98.5 万元"] / areas[""] == pytest.approx(0.985, abs=0.001)
    assert areas["乙 1.5 万元"] / areas[""] == pytest.approx(0.015, abs=0.001)


def test_a_part_below_one_yuan_of_a_hundred_is_a_strip_and_that_is_said() -> None:
    texts = [label.text for label in labels(pictures(charts.waffle(items(), ABOUT))[0])]
    assert "<0.01 元" in texts
    assert any("不足 1 元" in text for text in texts)


def test_steps_that_do_not_add_up_are_refused_with_both_numbers() -> None:
    wrong = Waterfall(Item("去年", Decimal(1)), (Item("增", Decimal(2)),), Item("今年", Decimal(4)))
    with pytest.raises(ChartError, match=r"1 \+ 2 is not 4"):
        charts.waterfall(wrong, ABOUT)


def test_a_change_from_nothing_has_no_percentage_and_one_below_nothing_is_drawn() -> None:
    zero = Waterfall(
        Item("去年", Decimal("0.00")), (Item("增减", Decimal(5)),), Item("今年", Decimal(5))
    )
    assert {row.share for row in charts.waterfall(zero, ABOUT).rows} == {""}
    less = Waterfall(
        Item("去年", Decimal(5)), (Item("减", Decimal(-9)),), Item("今年", Decimal(-4))
    )
    assert_readable(charts.waterfall(less, ABOUT))
    assert "−9" in [label.text for label in labels(pictures(charts.waterfall(less, ABOUT))[0])]


def test_a_year_beyond_the_whole_stays_inside_its_track() -> None:
    spec = pictures(
        charts.horizons(
            [
                MultiYearProject("甲", Decimal(9), Decimal(4), 2),
                MultiYearProject("乙", Decimal(1), Decimal(0)),
            ],
            ABOUT,
        )
    )[0]
    assert len({long for _, long in bars(spec)}) == 1


def test_as_many_squares_as_indicators() -> None:
    for spec in pictures(
        charts.dot_counts([CountRow("甲", (6, 35, 0))], ("产出", "效益", "满意"), ABOUT)
    ):
        assert sorted(value["d"].count("z") for value in values(spec, "point")) == [6, 35]


def test_blank_nought_and_amount_are_three_pictures_and_three_texts() -> None:
    chart = charts.three_public(THREE, ABOUT)
    assert [row.amount for row in chart.rows] == [
        "空白（表中未填）",
        "0.36 万元",
        "0.00 万元",
        "0.36 万元",
    ]
    for spec in pictures(chart):
        assert {"空白（表中未填）", "0.00", "0.36"} <= {label.text for label in labels(spec)}
        assert len(list(values(spec, "point"))) == 1
        assert len(bars(spec)) == 2


# --- pictures -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    return dict(
        zip(every_kind(), charts.draw([chart.wide for chart in every_kind().values()]), strict=True)
    )


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_follows_the_page_and_asks_for_nothing(kind: str, drawn: dict[str, str]) -> None:
    svg = drawn[kind]
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("width"), root.get("height")) == ("img", "100%", None)
    assert root.get("viewBox", "").startswith("0 0 760 ")
    assert root.get("aria-label") == every_kind()[kind].alt
    assert "font-family" not in svg and "<style" not in svg and "class=" not in svg
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg))
    assert all(
        colour in ("none", "currentColor") or colour.startswith("var(--mz-") for colour in colours
    )
    assert not re.search(r'(href|src)="|http://(?!www\.w3\.org/2000/svg")', svg)
    assert "\n" not in svg


def test_text_is_escaped_wherever_it_stands() -> None:
    bad = "<b>\"甲\" & '乙'"
    chart = charts.bars([Item(bad, Decimal(1))], ChartText("bad", bad))
    svg = charts.draw([chart.wide])[0]
    root = ElementTree.fromstring(svg)
    assert root.get("aria-label", "").startswith(bad)
    assert bad in [
        "".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")
    ]
    assert "<b>" not in svg


def test_ids_carry_the_name_of_their_picture() -> None:
    raw = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g class="x_layer_0_marks"><path d=""/></g>'
        '<clipPath id="clip0"><path d="M0,0"/></clipPath><g clip-path="url(#clip0)"><path d="M1,1"/></g></svg>'
    )
    spec = {"name": "flow-wide", "description": "d", "datasets": {"m0": [{}]}}
    svg = inline(raw, spec)
    assert 'id="flow-wide-clip0"' in svg
    assert 'clip-path="url(#flow-wide-clip0)"' in svg


def test_shapes_tell_what_they_are_without_a_script(drawn: dict[str, str]) -> None:
    assert "<title>甲资金 5,500.00 万元，占合计的 98.67%</title>" in drawn["whole"]


def digest() -> str:
    """A hash of all pictures as this process draws them."""
    specs = [spec for chart in every_kind().values() for spec in (chart.wide, chart.narrow)]
    return hashlib.sha256("".join(charts.draw(specs)).encode()).hexdigest()


CHILD = """
from tests.charts.test_charts import digest
print(digest())
"""


def test_pictures_are_the_same_bytes_without_any_font(tmp_path: Path) -> None:
    # The drawing engine finds fonts through fontconfig: a chart with a measured legend changes under this file.
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"<?xml version='1.0'?><fontconfig><dir>{tmp_path}</dir></fontconfig>", "utf-8"
    )
    told = subprocess.run(
        [sys.executable, "-c", CHILD],
        cwd=ROOT,
        env={**os.environ, "FONTCONFIG_FILE": str(fonts), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert told.strip() == digest()


def test_the_key_of_a_picture_is_of_the_whole_specification() -> None:
    chart = charts.bars(items(), ABOUT)
    renamed = charts.bars(items(), ChartText("other", ABOUT.title))
    assert charts.key(renamed.wide) != charts.key(chart.wide)


def test_a_picture_as_a_file_has_its_title_its_source_and_a_ground(drawn: dict[str, str]) -> None:
    root = ElementTree.fromstring(charts.standalone(drawn["whole"], "钱到哪里去 <1>", "数据：表 3"))
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts[0] == "钱到哪里去 <1>" and texts[-1] == "数据：表 3"
    assert float(root.get("width", "0")) > WIDE.width > NARROW.width


def test_a_specification_is_json_that_has_tooltips() -> None:
    spec = json.loads(text(charts.ranking(items(), ABOUT).wide))
    assert any("tooltip" in layer["encoding"] for layer in spec["layer"])
