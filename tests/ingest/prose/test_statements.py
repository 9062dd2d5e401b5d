"""What the importer makes of single rows, sentences and names: indicators, statements, bodies, persons."""

from __future__ import annotations

import string
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts import privacy
from scripts.ingest import identity
from scripts.ingest.document import Document, GridRow, Paragraph, Place, ReadError
from scripts.ingest.performance import indicators
from scripts.ingest.prose import sections, topics
from scripts.ingest.prose.statement import Statement
from scripts.ingest.vocabulary.column_words import Period

# Indicators


def _indicators(text: str) -> list[tuple[str, str, str, str, str]]:
    """What is read from rows with "|" between cells."""
    rows = [
        GridRow(tuple(line.split("|")), Place(line=at))
        for at, line in enumerate(text.split("\n"), start=1)
    ]
    read = indicators.indicators(rows)
    return [(one.horizon, one.level_1, one.level_2, one.level_3, one.target) for one in read]


def test_both_horizons_are_read_and_merged_labels_go_on() -> None:
    assert _indicators("|产出指标|数量指标|甲|1次|数量指标|乙|2次\n|||丙|3次||丁|4次") == [
        ("multi_year", "产出指标", "数量指标", "甲", "1次"),
        ("annual", "产出指标", "数量指标", "乙", "2次"),
        ("multi_year", "产出指标", "数量指标", "丙", "3次"),
        ("annual", "产出指标", "数量指标", "丁", "4次"),
    ]


def test_a_value_alone_belongs_to_the_half_it_stands_in() -> None:
    assert [
        one[0] for one in _indicators("|产出指标|数量指标|||数量指标|乙|2次\n|||丙|3次|||")
    ] == [
        "annual",
        "multi_year",
    ]


@pytest.mark.parametrize(
    ("row", "levels"),
    [
        (
            "满意度指标||服务对象满意度|≥95%|服务对象满意度指标|职员满意度|≥95%",
            ["服务对象满意度指标", "服务对象满意度指标"],
        ),
        (
            "满意度指标|服务对象满意度|职工满意度|≥95%|服务对象满意度指标|职工满意度|满意",
            ["服务对象满意度", "服务对象满意度指标"],
        ),
        (
            "满意度指标|服务对象满意度指标|||服务对象满意度指标|服务对象满意度|满意",
            ["服务对象满意度指标"],
        ),
    ],
)
def test_a_label_without_its_last_word_may_be_an_indicators_name(
    row: str, levels: list[str]
) -> None:
    read = _indicators(row)
    assert [one[2] for one in read] == levels
    assert all(one[3] and one[4] for one in read)


# Sentences


def _said(*lines: str, heading: str = "二、收入预算情况说明") -> list[tuple[str, str, str, str]]:
    """Subject, measure, direction and number of each statement that the lines make."""
    paragraphs = tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1))
    found, _ = sections.statements(
        sections.Section(heading, sections.topic(heading), paragraphs), "某局"
    )
    return [
        (one.subject, one.measure, one.direction, "" if one.value is None else str(one.value))
        for one in found
    ]


def test_a_decrease_speaks_of_the_amount_before_it() -> None:
    assert _said(
        "2023年度收入预算100.00万元，比上年减少20.00万元，下降16.67%，主要原因是人员减少。"
    ) == [
        ("收入预算", "amount", "", "100.00"),
        ("收入预算", "change", "decrease", "20.00"),
        ("收入预算", "change_percent", "decrease", "16.67"),
    ]


@pytest.mark.parametrize("against", ["比上年", "较上年", "与上年相比", "比2022年预算数", "较2022年", "与2022年预算数相比", "同比", "比去年", "和上年预算数相比"])  # fmt: skip
def test_a_change_names_its_subject_however_it_compares(against: str) -> None:
    assert _said(f"收入预算100万元，{against}增加了20万元，增长25%。")[1:] == [
        ("收入预算", "change", "increase", "20"),
        ("收入预算", "change_percent", "increase", "25"),
    ]


def test_no_change_is_a_statement_without_a_number() -> None:
    assert _said(
        "“三公”经费预算0.36万元与2022年预算数相同。其中:公务接待费0.36万元与上年持平;公务用车0万元没有变化。"
    ) == [
        ("“三公”经费预算", "amount", "", "0.36"),
        ("“三公”经费预算", "change", "same", ""),
        ("公务接待费", "amount", "", "0.36"),
        ("公务接待费", "change", "same", ""),
        ("公务用车", "amount", "", "0"),
        ("公务用车", "change", "same", ""),
    ]


def test_each_half_of_a_sentence_has_its_own_whole_and_its_own_reason() -> None:
    section = sections.Section("", "change", (Paragraph(
        "收入总计9万元，其中：本年收入8万元，上年结转1万元，比上年增加3万元，原因是甲；"
        "支出总计9万元，其中：基本支出5万元，项目支出4万元，比上年减少2万元，原因是乙。", Place(line=1)),))  # fmt: skip
    found, _ = sections.statements(section, "某局")
    changes = [(one.subject, one.direction, one.reason) for one in found if one.measure == "change"]
    assert changes == [("收入总计", "increase", "甲"), ("支出总计", "decrease", "乙")]


def test_a_comparison_after_one_part_speaks_of_that_part() -> None:
    assert _said("支出100万元，其中：基本支出60万元，比上年增加5万元。")[-1] == (
        "基本支出",
        "change",
        "increase",
        "5",
    )


def test_a_share_says_of_what() -> None:
    section = sections.Section(
        "", "income", (Paragraph("收入10万元，其中：拨款9万元，占90%。", Place(line=1)),)
    )
    found, _ = sections.statements(section, "某局")
    assert [(one.subject, one.measure, one.whole) for one in found][-1] == ("拨款", "share", "收入")


def test_a_sentence_broken_over_lines_is_one_and_keeps_each_place() -> None:
    lines = ("拨款5,582.87万元，比上年增加5471.80万元，增", "加4926.44%。")
    paragraphs = tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=7))
    found, _ = sections.statements(sections.Section("", "income", paragraphs), "某局")
    assert [(one.measure, one.place.line) for one in found] == [
        ("amount", 7),
        ("change", 7),
        ("change_percent", 8),
    ]


def test_a_reason_and_a_subject_are_never_longer_than_twenty_characters() -> None:
    long = "甲乙丙丁戊己庚辛壬癸" * 5
    section = sections.Section(
        "", "change", (Paragraph(f"{long}10万元，比上年增加1万元，原因是{long}。", Place(line=1)),)
    )
    found, _ = sections.statements(section, "某局")
    assert all(len(one.subject) <= 20 and len(one.reason) <= 20 for one in found)


def _all(
    *lines: str, heading: str = "", year: int = 2024, phase: str = "budget"
) -> list[Statement]:
    """Every statement of a section of a document of that year and phase."""
    paragraphs = tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1))
    section = sections.Section(heading, topics.topic(heading), paragraphs)
    return sections.statements(section, "某局", Period(year, phase))[0]


def test_an_amount_of_last_year_is_told_from_this_years() -> None:
    said = _all("2024年收入预算120万元，比2023年年初预算数100万元增加20万元，增长20%。")
    assert [(one.subject, one.measure, one.vintage, one.compared) for one in said] == [
        ("收入预算", "amount", "budget", ""),
        ("收入预算", "amount", "previous_budget", ""),
        ("收入预算", "change", "", "previous_budget"),
        ("收入预算", "change_percent", "", "previous_budget"),
    ]


def test_a_sentence_without_a_subject_speaks_of_the_item_it_stands_under() -> None:
    said = _all(
        "（一）公务接待费",
        "2024年预算安排3.00万元，与上年持平。",
        "2.公务用车购置费。",
        "预算数0万元。",
        heading="三、“三公”经费情况",
    )
    assert [(one.subject, one.direction, one.topic) for one in said] == [
        ("公务接待费", "", "three-public"),
        ("公务接待费", "same", "three-public"),
        ("公务用车购置费", "", "three-public"),
    ]


def test_a_comparison_in_a_sentence_of_its_own_speaks_of_the_amount_before_it() -> None:
    said = _all(
        "1．教育支出30万元，主要用于办学。与上年相比减少6万元，减少16.67%。主要原因是学生减少。"
    )
    assert [(one.subject, one.measure, one.direction, one.reason) for one in said] == [
        ("教育支出", "amount", "", ""),
        ("教育支出", "change", "decrease", "学生减少"),
        ("教育支出", "change_percent", "decrease", "学生减少"),
    ]


@pytest.mark.parametrize(
    ("text", "subject", "code"),
    [
        ("（三）2080502-事业单位离退休24.83万元。", "事业单位离退休", "2080502"),
        ("2.档案事务（2012604）13.00万元。", "档案事务", "2012604"),
        ("教育支出（类）进修及培训（款）培训支出（项）2024年预算数为8.01万元。", "进修及培训（款）培训支出（项）", ""),
        ("“社会保障和就业支出（类）行政事业单位养老支出（款）行政单位离退休（项）”科目6.12万元。", "行政单位离退休（项）", ""),
        ("变动较大的科目为2012604档案馆，2024年预算数13万元。", "档案馆", "2012604"),
    ],
)  # fmt: skip
def test_a_function_is_named_by_its_last_levels_and_its_code_kept_apart(
    text: str, subject: str, code: str
) -> None:
    (said,) = _all(text)
    assert (said.subject, said.function_code) == (subject, code)


def test_a_final_account_tells_what_was_planned_from_what_was_spent() -> None:
    said = _all(
        "1.教育支出（类）进修及培训（款）培训支出（项）。",
        "年初预算为20万元，支出决算为19万元，完成年初预算的95%。决算数小于预算数的主要原因是少办一期班。",
        phase="final",
    )
    assert [(one.subject, one.measure, one.vintage, one.whole, one.reason) for one in said] == [
        ("进修及培训（款）培训支出（项）", "amount", "original_budget", "", ""),
        ("进修及培训（款）培训支出（项）", "amount", "outturn", "", ""),
        ("进修及培训（款）培训支出（项）", "share", "", "年初预算", "少办一期班"),
    ]


def test_a_final_account_compares_with_last_years_outturn() -> None:
    said = _all("与2023年度相比，财政拨款收、支总计各减少5万元，降低10%。", phase="final")
    assert {(one.subject, one.direction, one.compared) for one in said} == {
        ("财政拨款收、支总计", "decrease", "previous_outturn")
    }


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("本年支出合计50万元，其中：基本支出40万元，占比80%；项目支出10万元，占20%。", ["本年支出", "本年支出"]),
        ("“三公”经费支出中，公务接待费2万元，占20%；因公出国费8万元，占“三公”经费的80%。", ["“三公”经费支出", "“三公”经费"]),
        ("授予小微企业合同金额3万元，占采购支出总额的30%。", ["采购支出总额"]),
        ("支出预算50万元。按用途分类，包括人员支出40万元，占80%；公用支出10万元，占20%。", ["支出预算", "支出预算"]),
    ],
)  # fmt: skip
def test_a_share_is_of_what_the_words_name_or_the_sentence_opens_with(
    text: str, whole: list[str]
) -> None:
    assert [one.whole for one in _all(text) if one.measure == "share"] == whole


def test_rise_and_fall_have_many_words() -> None:
    for word, direction in {
        "增幅": "increase",
        "上升": "increase",
        "减幅": "decrease",
        "降低": "decrease",
    }.items():
        change, percent = _all(
            f"培训费5万元，较上年{'增加' if direction == 'increase' else '减少'}1万元，{word}25%。"
        )[1:]
        assert (percent.measure, percent.direction, percent.subject) == (
            "change_percent",
            direction,
            "培训费",
        )
        assert change.direction == direction
    assert [
        one.direction for one in _all("会议费0万元，与上年相比增加（减少）0万元，增长（减少）0%。")
    ] == [
        "",
        "same",
        "same",
    ]
    assert [one.direction for one in _all("接待费3万元，与上年基本持平。")] == ["", "similar"]


def test_after_a_bracket_of_parts_the_sentence_speaks_of_the_whole() -> None:
    said = _all("车辆费5万元（购置费0万元，运行费5万元），比上年减少1万元；接待费2万元。")
    assert [(one.subject, one.measure) for one in said] == [
        ("车辆费", "amount"), ("购置费", "amount"), ("运行费", "amount"), ("车辆费", "change"), ("接待费", "amount"),
    ]  # fmt: skip


def test_a_limit_of_money_is_no_amount() -> None:
    said = _all("单价100万元（含）以上设备（不含车辆）2台（套）。", heading="五、国有资产占用情况")
    assert [(one.subject, one.measure, one.topic) for one in said] == [
        ("单价100万元（含）以上设备（不含车辆）", "count", "assets")
    ]


def test_a_count_is_of_the_noun_behind_it_or_before_it() -> None:
    said = _all("局机关设6个内设机构，所属事业单位2家，共有车辆3辆。", heading="二、机构设置")
    assert [(one.subject, str(one.value)) for one in said] == [
        ("内设机构", "6"),
        ("所属事业单位", "2"),
        ("车辆", "3"),
    ]


def test_in_a_section_about_many_things_each_item_has_its_topic() -> None:
    said = _all(
        "（一）机关运行经费：2024年机关运行经费9万元。",
        "2024年政府采购预算总额5万元，其中：货物2万元，工程1万元，服务2万元。",
        "截至上年底，共有车辆1辆。",
        heading="八、其他重要事项说明",
    )
    assert [one.topic for one in said] == ["agency-operating", *["procurement"] * 4, "assets"]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("（一）2080502-事业单位离退休24.83万元。", ["科目编码"]),
        ("培训200次、300人次，共500天。", []),
        ("审签情况见表142022年部门预算", ["表号和年份"]),
        ("网民830多位", ["没有计量单位，不知道数的是什么"]),
    ],
)
def test_a_number_that_counts_nothing_is_left_out_with_its_reason(
    text: str, reasons: list[str]
) -> None:
    section = sections.Section("", "other", (Paragraph(text, Place(line=1)),))
    assert [one.why for one in sections.statements(section, "某局")[1]] == reasons


def test_running_heads_and_contents_are_no_part_of_a_sentence() -> None:
    lines = [
        Paragraph("目录……1", Place(page=1)),
        *(
            paragraph
            for page in (2, 3, 4)
            for paragraph in (
                Paragraph("某局2024年预算公开", Place(page=page)),
                Paragraph("收入10万元，其中：", Place(page=page)),
            )
        ),
    ]
    (section,) = sections.sections(lines)
    assert [paragraph.text for paragraph in section.paragraphs] == ["收入10万元，其中："] * 3
    assert len(list(sections.in_headings(lines))) == 4


def test_the_explanations_of_terms_state_nothing_and_are_told() -> None:
    (section,) = sections.sections(
        [
            Paragraph("九、名词解释", Place(line=1)),
            Paragraph("差额单位：补助占50%的单位。", Place(line=2)),
        ]
    )
    said, left_out = sections.statements(section, "某局")
    assert (said, [one.what for one in left_out]) == ([], ["说明文字里的 50"])


def test_numbers_in_headings_are_left_out_with_their_reason() -> None:
    found = list(
        sections.in_headings(
            [
                Paragraph("第三部分 2023年情况", Place(line=1)),
                Paragraph("二、2个项目", Place(line=2)),
            ]
        )
    )
    assert [(one.what, one.why) for one in found] == [
        ("说明文字里的 2023", "年份"),
        ("说明文字里的 2", "标题里的数"),
    ]


# Whose


def _identity(*lines: str, labels: Sequence[str] = ()) -> tuple[str, str, int, str, str | None]:
    blocks = tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1))
    stated = identity.disclosure(Document(blocks, ""), labels)
    return stated.department, stated.level, stated.year, stated.phase, stated.code


def test_a_document_says_whose_it_is_and_of_which_year_and_phase() -> None:
    assert _identity("2023年度部门预算公开", "部门名称：某县档案局") == (
        "某县档案局",
        "department",
        2023,
        "budget",
        None,
    )
    assert _identity("2022年度单位决算", "单位名称：某县档案馆") == (
        "某县档案馆",
        "unit",
        2022,
        "final",
        None,
    )
    assert _identity("2024年部门预算", "编制单位：某局(本级)")[:2] == ("某局(本级)", "office")


def test_a_name_cut_in_one_table_is_completed_from_the_others() -> None:
    lines = (
        "2023年度部门预算",
        "部门名称：某县信创与大",
        "部门名称：某县信创与大数据局",
        "部门名称：某县信创与大数据局",
    )
    assert _identity(*lines)[0] == "某县信创与大数据局"


def test_the_code_is_the_one_before_the_departments_own_name() -> None:
    lines = ("2023年度部门预算", "部门名称：某县档案局")
    assert _identity(*lines, labels=["614-某县档案局", "615-某县别的局"])[4] == "614"
    assert _identity(*lines, labels=["614-某县档案局", "615-某县档案局"])[4] is None


def test_a_document_that_does_not_say_is_refused_with_all_that_is_missing() -> None:
    with pytest.raises(ReadError, match="部门名称、年份和预算或决算"):
        _identity("各位同事")


def test_a_slug_is_the_names_syllables_and_the_same_every_time() -> None:
    assert identity.slug("某县档案局") == "mou-xian-dang-an-ju" == identity.slug("某县档案局")


@given(
    st.text(
        "山西转型综合改革示范区信创大数据产业招商服务中心局档案水务甲乙丙丁（）A1",
        min_size=1,
        max_size=60,
    )
)
def test_a_slug_is_short_plain_and_stable(name: str) -> None:
    slug = identity.slug(name)
    assert len(slug) <= identity.SLUG_LENGTH
    assert set(slug) <= set(string.ascii_lowercase + string.digits + "-") and not slug.startswith(
        "-"
    )
    assert slug == identity.slug(name)


@pytest.mark.parametrize("name", ["（）", "A" * 90])
def test_a_name_without_syllables_has_a_slug_too(name: str) -> None:
    assert 0 < len(identity.slug(name)) <= identity.SLUG_LENGTH


def test_long_names_that_end_alike_have_different_slugs() -> None:
    tail = "转型综合改革示范区信创与大数据产业招商服务中心"
    one, other = identity.slug(f"甲省甲市{tail}"), identity.slug(f"乙省乙市{tail}")
    assert one != other and len(one) <= identity.SLUG_LENGTH


# Persons


@pytest.mark.parametrize(
    "text",
    [
        "单位领导：负责人：正处1名",
        "电话费5000000元",
        "传真机300台",
        "总额5,582,870,000.00元",
        "编号20230110170255",
    ],
)
def test_what_is_nobodys_stays(text: str) -> None:
    assert privacy.cleaned(text) == (text, ())


def test_a_number_to_call_goes_with_its_label_whatever_its_form() -> None:
    assert privacy.cleaned("联系电话：0351-7654321，共2人") == (
        f"联系电话：{privacy.MARK}，共2人",
        ("电话号码",),
    )


def test_procurement_below_the_heading_of_running_money_is_procurement() -> None:
    said = _all(
        "2024年机关运行经费预算464.64万元，其中公务用车运行费3万元。",
        "2024年政府采购预算4,821.20万元，其中：政府采购货物预算57.43万元。",
        heading="二、机关运行经费预算",
    )
    assert [(one.subject, one.topic) for one in said] == [
        ("机关运行经费预算", "agency-operating"),
        ("公务用车运行费", "agency-operating"),
        ("政府采购预算", "procurement"),
        ("政府采购货物预算", "procurement"),
    ]


# What accounts say of plans and of evaluations


def test_a_part_of_a_plan_is_planned_and_what_was_spent_of_it_is_spent() -> None:
    said = _all(
        "该项目年初预算数为100万元，其中财政拨款80万元，上年结转20万元。",
        "全年预算数为90万元，其中已支出60万元。",
        "编报绩效目标的项目1个，涉及预算金额70万元，支出决算65万元，其中基本支出5万元。",
        "面向中小企业预留采购项目预算金额40万元，由中小企业中标的，采购金额30万元。",
        "其中一般公共预算50万元。",
        phase="final",
    )
    amounts = [one for one in said if one.measure == "amount"]
    assert [(str(one.value), one.vintage) for one in amounts] == [
        ("100", "original_budget"), ("80", "original_budget"), ("20", "original_budget"),
        ("90", "adjusted_budget"), ("60", "outturn"),
        ("70", "adjusted_budget"), ("65", "outturn"), ("5", "outturn"),
        ("40", "adjusted_budget"), ("30", "outturn"), ("50", "outturn"),
    ]  # fmt: skip
    assert "由中小企业中标的，采购金额" in [one.subject for one in amounts]


@pytest.mark.parametrize("points", ["自评得分为94.7分", "综合评价得分：94.7", "项目得分94.7分"])
def test_points_are_of_the_thing_that_is_spoken_of(points: str) -> None:
    said = _all(
        f"1.信息系统运行维护项目：{points}，全年预算数为12万元，执行数为9万元。", phase="final"
    )
    assert [(one.measure, str(one.value), one.amount_unit) for one in said] == [
        ("count", "94.7", "分"),
        ("amount", "12", "万元"),
        ("amount", "9", "万元"),
    ]
    assert len({one.subject for one in said if one.measure == "amount"}) == 1
    assert not any("得分" in one.subject for one in said if one.measure == "amount")


def test_what_looks_like_points_is_none() -> None:
    said = _all("该指标满分20分，得分率为89.5%，得分用时10分钟，第5分部。", phase="final")
    assert [one.amount_unit for one in said] == ["%"]
