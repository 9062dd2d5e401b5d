"""What a disclosure speaks of besides its tables, and why a table of it is empty."""

from __future__ import annotations

from scripts.ingest.document import Block, Grid, GridRow, Paragraph, Place
from scripts.ingest.prose.explanations import explained
from scripts.ingest.tables import surroundings
from scripts.package import Table
from scripts.schema import KINDS


def _prose(*texts: str, page: int = 5) -> list[Block]:
    return [Paragraph(text, Place(page=page)) for text in texts]


def _topics(blocks: list[Block]) -> dict[str, int | None]:
    return {one.topic: one.place.page for one in explained(blocks)}


def test_headings_tell_the_parts_and_sentences_the_subjects() -> None:
    blocks = _prose("一、主要职责", "二、机构编制", "第二部分 2024年部门预算表", page=3)
    blocks += _prose(
        "第三部分 情况说明",
        "机关运行经费安排12万元，比上年减少1万元。",
        "本年没有政府采购预算。",
        page=8,
    )
    assert _topics(blocks) == {
        "duties": 3,
        "organisation": 3,
        "tables": 3,
        "explanation": 8,
        "change": 8,
        "agency-operating": 8,
        "procurement": 8,
    }


def test_a_line_of_the_contents_explains_nothing() -> None:
    contents = _prose("目录", "四、政府采购情况说明", page=1)
    assert _topics([*contents, *_prose("五、国有资产占用情况……………12", page=2)]) == {}


def test_a_term_that_is_explained_is_not_the_subject_itself() -> None:
    blocks = _prose("六、名词解释", "机关运行经费：是指保障机关运行的费用。")
    assert _topics(blocks) == {"terms": 5}


def test_a_tables_title_is_no_explanation() -> None:
    assert _topics(_prose("一般公共预算“三公”经费支出表")) == {}


# Why a table is empty


def _empty(kind: str) -> Table:
    one = KINDS[kind]
    return Table(one.name, one, "empty", (), (), one.title)


def test_an_empty_table_takes_its_reason_from_the_prose() -> None:
    blocks = _prose("本部门今年没有使用政府性基金预算安排的支出。")
    found = surroundings.explained(_empty("government-fund-expenditure"), blocks)
    assert (found.status, found.statement) == (
        "empty-stated",
        "本部门今年没有使用政府性基金预算安排的支",
    )


def test_an_empty_table_takes_its_reason_from_a_list_of_tables() -> None:
    rows = [("报表名称", "是否空表", "公开空表理由"), ("政府性基金预算支出表", "是", "不涉及")]
    blocks: list[Block] = [Grid(tuple(GridRow(row, Place(page=2)) for row in rows))]
    assert (
        surroundings.explained(_empty("government-fund-expenditure"), blocks).statement == "不涉及"
    )


def test_a_sentence_about_other_money_is_no_reason() -> None:
    blocks = _prose("本部门没有国有资本经营预算支出。")
    assert surroundings.explained(_empty("government-fund-expenditure"), blocks).status == "empty"


def test_a_table_with_figures_keeps_its_status() -> None:
    table = _empty("state-capital")
    published = Table(table.name, table.kind, "published", (), (), table.title)
    assert surroundings.explained(published, _prose("没有国有资本经营预算支出。")) is published
