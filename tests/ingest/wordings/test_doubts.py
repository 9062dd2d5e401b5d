"""Doubts about words: each kind where it stands, and the same words where they are right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scripts.ingest.document import Paragraph, Place
from scripts.ingest.wordings.doubts import doubts
from scripts.package import Disclosure, Row, Table
from scripts.schema import KEYS, KINDS, Figure, Phase

BODY = "白沙市体育管理委员会"


def _table() -> Table:
    """A table of two classes, as a document prints it beside its prose."""
    functions = (
        ("207", "文化体育支出"), ("20703", "体育"), ("2070301", "行政运行"),
        ("208", "社会保障支出"), ("20805", "养老支出"), ("2080506", "职业年金缴费"),
    )  # fmt: skip
    figures: dict[str, Figure] = {"amount": Decimal(1)}
    rows = [
        Row({"function_code": code, "function_name": name}, figures) for code, name in functions
    ]
    columns = (KEYS["function_code"], KEYS["function_name"])
    return Table("expenditure", KINDS["expenditure"], "published", columns, tuple(rows), "支出总表")


def _told(*texts: str, phase: Phase = "budget") -> list[tuple[str, str]]:
    pages = enumerate(texts, start=1)
    blocks = [Paragraph(text, Place(page=number)) for number, text in pages]
    disclosure = Disclosure(BODY, "department", 2026, phase)
    return [(one.doubt, one.expected) for one in doubts(blocks, disclosure, [_table()])]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("白沙市体育管里委员会部门概况", ("name", BODY)),
        ("白沙市体育理管委员会部门概况", ("name", BODY)),
        ("白沙市体育管委员会部门概况", ("name", BODY)),
        ("白沙市白沙市体育管理委员会负责体育工作。", ("doubled", "白沙市")),
        ("本项目主要用于场馆维护主要用于场馆维护。", ("doubled", "主要用于场馆维护")),
        ("社会保障支出（类）体育（款）行政运行（项）1万元。", ("function", "文化体育")),
        ("1.行政运行（2070303）1万元，较上年增加。", ("function", "2070301")),
        ("第二部分 2025年度部门预算情况说明", ("year", "2026年")),
        ("2025年本单位支出预算100.00万元，其中：基本支出1万元。", ("year", "2026年")),
        ("2026年部门决算情况说明", ("phase", "预算")),
        ("本年支出增长4.99%。主要原因是：。", ("reason", "写出原因")),
        ("本年支出比上年减少3万元，原因是无；", ("reason", "写出原因")),
    ],
)
def test_words_that_contradict_the_document_are_told_once(text: str, told: tuple[str, str]) -> None:
    assert _told(text) == [told]


@pytest.mark.parametrize(
    "text",
    [
        "白沙市体育管理委员会部门概况",
        "白沙体育管理委员会",
        "（3）竞赛训练处办公室竞赛训练处办公室负责训练。",
        "白沙市第一医院白沙市第一医院新院区项目",
        "文化体育支出（类）体育（款）行政运行（项）1万元。",
        "1.行政运行（2070301）1万元，较上年增加。",
        "其中：其他行政运行（2070399）1万元。",
        "2025年部门决算情况说明",
        "2025年预算数100.00万元，2026年预算数120.00万元，比2025年增加20.00万元。",
        "2025年支出预算执行100.00万元。",
        "待2026年部门决算公开时另行公布。",
        "“三公”经费与上年持平，主要原因是无。",
        "本年支出比上年减少3万元，主要原因是：",
    ],
)
def test_words_that_may_be_right_are_passed_over(text: str) -> None:
    assert _told(text) == []


def test_a_title_of_the_contents_is_held_against_the_titles_of_its_number() -> None:
    place = Place(page=1)
    listed = [Paragraph(text, place) for text in ("目录", "一、收支总表", "二、收入明细表")]
    printed = [
        Paragraph(text, Place(page=number))
        for number, text in enumerate(("一、2026年部门收支总表", "二、收入总表"), start=2)
    ]
    disclosure = Disclosure(BODY, "department", 2026, "budget")
    (told,) = doubts([*listed, *printed], disclosure, [])
    assert (told.doubt, told.text, told.expected) == ("contents", "收入明细表", "收入总表")


def test_final_accounts_may_speak_of_their_budget_and_not_bear_its_title() -> None:
    assert _told("决算数大于预算数，2026年度部门预算100万元。", phase="final") == []
    assert _told("2026年度部门预算情况说明", phase="final") == [("phase", "决算")]
