"""Of which money, year and whole a sentence speaks, where it leaves that to what stands before it."""

from __future__ import annotations

import pytest

from scripts.ingest.document import Paragraph, Place
from scripts.ingest.prose import funds, sections, topics
from scripts.ingest.prose.chart_labels import chart_labels
from scripts.ingest.prose.statement import Statement
from scripts.ingest.vocabulary.column_words import Period


def _paragraphs(*lines: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1))


def _read(*lines: str, heading: str = "2026年单位预算编制说明") -> list[Statement]:
    section = sections.Section(heading, topics.topic(heading), _paragraphs(*lines))
    return sections.statements(section, "某局", Period(2026, "budget"))[0]


def _topics(*lines: str, heading: str = "2026年单位预算编制说明") -> dict[str, str]:
    return {said.subject: said.topic for said in _read(*lines, heading=heading)}


def _figures(*lines: str) -> list[tuple[str, str, str, str]]:
    return [
        (said.subject, said.measure, said.direction, said.vintage or said.compared)
        for said in _read(*lines, heading="三、支出预算情况说明")
    ]


# The fund


@pytest.mark.parametrize(
    ("lines", "topic"),
    [
        (("一般公共预算财政拨款支出70万元，其中：基本支出40万元。",), "general-public"),
        (
            ("一般公共预算财政拨款支出70万元，比2025年增加2万元。其中：基本支出40万元。",),
            "general-public",
        ),
        (
            ("一般公共预算支出70万元。", "其中：项目支出30万元。", "基本支出40万元。"),
            "general-public",
        ),
        (("财政拨款支出70万元，包括：基本支出40万元，项目支出30万元。",), "appropriation"),
        (("（二）财政拨款支出情况", "1.基本支出40万元。"), "appropriation"),
        (
            ("财政拨款支出主要内容如下：", "1.项目支出30万元。", "2.基本支出40万元。"),
            "appropriation",
        ),
        (("政府性基金支出预算70万元，其中：基本支出40万元。",), "government-fund"),
        (("1.收入情况：财政拨款收入80万元。", "2.支出情况：基本支出40万元。"), "expenditure"),
        # Of all money, or of money that nobody names.
        (("支出预算100万元，其中：基本支出40万元。",), "expenditure"),
        (("财政拨款支出70万元。", "支出预算100万元。", "其中：基本支出40万元。"), "expenditure"),
        (("收入预算100万元，其中：财政拨款收入70万元；支出包括：基本支出40万元。",), "expenditure"),
        (("（二）财政拨款支出情况", "（三）支出情况", "1.基本支出40万元。"), "expenditure"),
        (
            ("收入包括：政府性基金收入10万元、国有资本收入5万元，支出包括：基本支出40万元。",),
            "expenditure",
        ),
    ],
)
def test_a_part_is_of_the_fund_that_its_whole_names(lines: tuple[str, ...], topic: str) -> None:
    assert _topics(*lines)["基本支出"] == topic


def test_a_heading_names_the_fund_of_all_below_it() -> None:
    said = _read("1.按用途分：基本支出40万元。", heading="二、财政拨款情况")
    assert [one.topic for one in said] == ["appropriation"]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "（1）进修及培训（20508）70万元，较上年增加2万元。具体为：人员经费40万元；公用经费30万元。",
        ),
        (
            "1.教育支出（类）进修及培训（款）培训支出（项）70万元，其中：人员经费40万元，公用经费30万元。",
        ),
        ("（1）进修及培训（20508）70万元，主要原因是新增。", "其中：人员经费40万元。"),
    ],
)
def test_a_half_of_one_item_is_no_half_of_the_budget(lines: tuple[str, ...]) -> None:
    above = ("（三）一般公共预算拨款支出明细情况。", "2.按功能科目分类的明细情况。")
    assert _topics(*above, *lines)["人员经费"] == "other"
    assert _topics(*above, "基本支出70万元，其中：人员经费40万元。")["人员经费"] == "general-public"


@pytest.mark.parametrize(
    ("heading", "line"),
    [
        ("二、重点项目", "1.防汛：项目支出20万元。"),
        ("二、其他说明", "1.防汛项目：项目支出20万元。"),
    ],
)
def test_a_half_of_one_project_is_no_half_of_the_budget(heading: str, line: str) -> None:
    assert [one.topic for one in _read(line, heading=heading)] == ["other"]
    said = _read("1.项目支出情况：项目支出20万元。", heading="二、其他说明")
    assert [one.topic for one in said] == ["expenditure"]


def test_a_meeting_is_a_subject_whatever_pays_for_it() -> None:
    above = ("（三）一般公共预算支出情况。",)
    assert _topics(*above, "1.会议费2万元。", "2.行政运行9万元。") == {
        "会议费": "other",
        "行政运行": "general-public",
    }


def test_money_of_its_own_is_no_part_of_the_appropriation() -> None:
    said = _topics("财政拨款收入70万元，其中：本年收入60万元；事业收入30万元；其他收入5万元。")
    assert said["事业收入"] == said["其他收入"] == "income"


def test_a_section_about_one_fund_stays_about_it() -> None:
    said = _topics(
        "财政拨款支出70万元，其中：基本支出40万元。", heading="六、一般公共预算基本支出情况说明"
    )
    assert said["基本支出"] == "basic"


def test_words_that_name_two_funds_name_none() -> None:
    assert funds.named("一般公共预算和政府性基金预算支出") == ""
    assert funds.named("政府性基金财政拨款支出") == "government-fund"


# The change, and the year


@pytest.mark.parametrize(
    "text",
    [
        "会议费44.89万元，较上年减少40.58万元（47.48%），减少的主要原因是压减会议。",
        "会议费44.89万元，较上年减少40.58万元(47.48%)。",
        "会议费44.89万元，较上年减少40.58万元（下降47.48%）。",
        "会议费44.89万元，较上年下降47.48%（40.58万元）。",
    ],
)
def test_what_stands_in_brackets_behind_a_change_is_the_change_again(text: str) -> None:
    assert set(_figures(text)) == {
        ("会议费", "amount", "", "budget"),
        ("会议费", "change", "decrease", "previous_budget"),
        ("会议费", "change_percent", "decrease", "previous_budget"),
    }


def test_a_share_in_brackets_behind_an_amount_is_a_share() -> None:
    (_, _, share) = _figures("支出预算100万元，其中：基本支出40万元（40%）。")
    assert share[1] == "share"


@pytest.mark.parametrize(
    "words",
    ["上年：25.77万元", "上年:25.77万元", "2025年：25.77万元", "上年预算数：25.77万元",
     "上年预算数25.77万元", "去年25.77万元"],
)  # fmt: skip
def test_last_years_amount_is_of_what_was_named_before(words: str) -> None:
    assert _figures(f"普查活动43.83万元，{words}，主要用于普查。") == [
        ("普查活动", "amount", "", "budget"),
        ("普查活动", "amount", "", "previous_budget"),
    ]


def test_what_was_left_over_last_year_is_money_of_this_year() -> None:
    assert _figures("上年结转25.77万元。") == [("上年结转", "amount", "", "budget")]


@pytest.mark.parametrize(
    "items",
    [
        "2.口岸业务400万元，主要包括：养护300万元，用于养护；平台100万元，用于平台。"
        "较2025年年初预算增加50万元，增幅14.3%。",
        "2.口岸业务400万元，主要包括：养护300万元。平台100万元，用于平台。"
        "较2025年年初预算增加50万元，增幅14.3%。",
    ],
)
def test_a_change_behind_the_parts_of_an_item_is_of_the_item(items: str) -> None:
    said = [one for one in _figures(items) if one[1].startswith("change")]
    assert {subject for subject, *_ in said} == {"口岸业务"}


def test_each_item_below_a_colon_speaks_for_itself() -> None:
    said = _figures(
        "（五）项目支出500万元，具体包括：",
        "1.应急经费40万元，用于采购30万元。较2025年预算增加10万元。",
    )
    assert said[-1] == ("应急经费", "change", "increase", "previous_budget")


def test_a_reason_below_a_colon_is_the_reason() -> None:
    said = _read("会议费4万元，比上年减少1万元，主要原因是：", "1.压减会议；2.改开视频会议。")
    assert [one.reason != "" for one in said if one.measure == "change"] == [True]


# Headings and charts


def test_a_heading_that_runs_on_into_its_first_sentence_is_a_heading() -> None:
    lines = _paragraphs(
        "五、一般公共预算支出情况说明",
        "一般公共预算支出70万元。",
        "七、政府性基金预算支出情况说明2026年政府性基金预算支出30万元。",
        "八、国有资本经营预算支出情况说明如下，本年没有支出，共计0万元。",
    )
    read = list(sections.sections(lines))
    assert [section.topic for section in read] == ["general-public", "government-fund"]


@pytest.mark.parametrize(
    "labels",
    [
        ("预留机动经费,", "0.64%", "项目支出, 40.01%", "基本支出, 59.35%"),
        ("基本支出59.35% 项目支出40.65%",),
        ("基本支出", "59.35%", "项目支出", "40.65%"),
        ("基本支出,1,200.00,59.35%", "项目支出,800.00,40.65%"),
        ("财政拨款收入; 1,200; 100%", "其他收入; 0; 0%"),
    ],
)
def test_labels_of_a_chart_are_no_statements(labels: tuple[str, ...]) -> None:
    lines = _paragraphs("二、支出情况", "项目支出10万元，占40.65%；", *labels, "三、其他")
    assert len(chart_labels(lines)) >= len([one for one in labels if "%" in one])
    (section,) = sections.sections(lines)
    said, _ = sections.statements(section, "某局")
    assert [str(one.value) for one in said] == ["10", "40.65"]
    left = [one.why for one in sections.in_headings(lines)]
    assert left.count("图表里的标签") >= 2


@pytest.mark.parametrize(
    "lines",
    [
        ("项目支出10万元，占支出总计的", "39.41%", "其中没有新增。"),
        ("基本支出占60.00%", "项目支出占40.00%"),
        ("支出增长5%", "收入增长6%"),
    ],
)
def test_pieces_of_sentences_are_no_labels(lines: tuple[str, ...]) -> None:
    assert not chart_labels(_paragraphs(*lines))
