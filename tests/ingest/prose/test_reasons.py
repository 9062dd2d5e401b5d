"""Reasons: which sentence explains which change, and how much of it is kept."""

from __future__ import annotations

import pytest

from scripts.ingest.document import Paragraph, Place
from scripts.ingest.prose import sections, topics
from scripts.ingest.prose.reasons import REASON_LENGTH, clipped
from scripts.ingest.vocabulary.column_words import Period


def _reasons(*lines: str, heading: str = "一、收支预算总体情况说明") -> dict[str, str]:
    """The reason of every change in figures, by its subject."""
    paragraphs = tuple(Paragraph(line, Place(line=at)) for at, line in enumerate(lines, start=1))
    section = sections.Section(heading, topics.topic(heading), paragraphs)
    found, _ = sections.statements(section, "某局", Period(2026, "budget"))
    return {one.subject: one.reason for one in found if one.measure == "change"}


@pytest.mark.parametrize(
    "sentence",
    [
        "财政拨款收入支出增加的主要原因是新增办学经费。",
        "财政拨款收支增加主要原因说明：新增办学经费。",
        "3.财政拨款收支预算增加的主要原因，新增办学经费。",
    ],
)
def test_a_reason_that_names_its_money_explains_all_changes_of_that_money(sentence: str) -> None:
    assert _reasons(
        "2026年财政拨款收入100万元，比上年预算增加10万元。",
        "财政拨款支出预算100万元，比上年预算增加10万元；政府性基金拨款支出预算8万元，比上年预算增加2万元。",
        sentence,
    ) == {
        "财政拨款收入": "新增办学经费",
        "财政拨款支出预算": "新增办学经费",
        "政府性基金拨款支出预算": "",
    }


def test_a_reason_for_more_does_not_explain_what_is_less() -> None:
    said = _reasons(
        "收入预算100万元，比上年减少10万元。",
        "支出预算120万元，比上年增加10万元。",
        "收支预算增加的主要原因是人员增加。",
    )
    assert said == {"收入预算": "", "支出预算": "人员增加"}


def test_spending_after_a_sentence_on_one_item_means_that_item() -> None:
    said = _reasons(
        "支出预算100万元，比上年增加10万元。",
        "教育支出20万元，比上年增加3万元。支出增加的主要原因是学生增加。",
    )
    assert said == {"支出预算": "", "教育支出": "学生增加"}


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("主要是本年增加两人，人员经费增加。", "本年增加两人，人员经费增加"),
        ("主要是因政策调整等。", "因政策调整等"),
        ("主要是办公费、印刷费。", ""),
        ("主要是用于保障机构运转，比照增加。", ""),
        ("主要是为保障新增人员。", ""),
    ],
)
def test_mainly_opens_a_reason_where_something_moves_and_else_a_use(
    sentence: str, reason: str
) -> None:
    assert _reasons("收入预算100万元，比上年增加10万元。" + sentence)["收入预算"] == reason


def test_one_reason_after_more_and_less_explains_neither() -> None:
    said = _reasons(
        "甲支出10万元，比上年增加1万元，乙支出8万元，比上年减少2万元。主要原因是政策变了。"
    )
    assert set(said.values()) == {""}


def test_what_is_counted_less_something_is_not_what_the_reason_is_of() -> None:
    said = _reasons(
        "财政拨款收入80万元，比上年减少20万元，扣除基建后比上年增加3万元。主要原因是上年有基建。"
    )
    assert said["财政拨款收入"] == "上年有基建"
    assert said["扣除基建后"] == ""


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("人员增加。", "人员增加"),
        ("人员增加；支出总计9万元。", "人员增加"),
        ("一是人员增加；二是政策调整。", "人员增加……"),
        ("1.皇岗口岸新楼投入使用，相应追加口岸管养经费；2.别的。", "皇岗口岸新楼投入使用……"),
        ("一般公共预算拨款减少7,885.67万元，基金减少78,799.62万元。", "一般公共预算拨款减少……"),
        (
            "某某学校和某某中心按照实际工作的需要调整了经费。",
            "某某学校和某某中心按照实际工作的需要……",
        ),
    ],
)
def test_a_reason_ends_at_a_clause_and_says_where_it_goes_on(words: str, kept: str) -> None:
    assert clipped(words) == kept
    assert len(kept) <= REASON_LENGTH


def test_a_body_is_no_subject_whatever_the_width_of_its_brackets() -> None:
    section = sections.Section(
        "",
        "change",
        (Paragraph("某局（本级）部门预算支出10万元，比上年增加1万元。", Place(line=1)),),
    )
    found, _ = sections.statements(section, "某局(本级)", Period(2026, "budget"))
    assert {one.subject for one in found} == {"预算支出"}
