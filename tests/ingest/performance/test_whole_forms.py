"""Forms of goals over several pages: put together where they go on, left apart where another begins."""

from __future__ import annotations

from scripts.ingest.document import Block, Grid, GridRow, Paragraph, Place
from scripts.ingest.performance import sheets
from scripts.ingest.performance.whole_forms import with_whole_forms


def _pages(*parts: tuple[int, tuple[str, ...]], between: str = "") -> list[Block]:
    blocks: list[Block] = [Paragraph("部门整体支出绩效自评表", Place(page=1))]
    for page, lines in parts:
        if page > 1 and between:
            blocks.append(Paragraph(between, Place(page=page)))
        rows = [GridRow(tuple(line.split("|")), Place(page=page)) for line in lines]
        blocks.append(Grid(tuple(rows)))
    return blocks


FORM = (
    "部门名称|乙局|||",
    "年度主要任务完成情况|任务名称|完成情况|全年预算数（万元）|全年执行数（万元）",
    "|办事|完成|20.00|19.50",
    "|金额合计||20.00|19.50",
)
REST = (
    "年度总体目标完成情况|预期目标|目标实际完成情况||||",
    "|把该办的事情都办好。|办好了。||||",
    "年度绩效指标完成情况|一级指标|二级指标|指标内容|年度指标值|实际完成值|得分",
    "|产出指标|数量指标|办结数|28个|28个|2",
)


def test_a_form_whose_indicators_stand_on_the_next_page_is_one() -> None:
    blocks = with_whole_forms(_pages((1, FORM), (2, REST)))
    (whole,) = [block for block in blocks if isinstance(block, Grid)]
    (sheet,) = sheets.sheets(whole)
    assert [(fund.item, fund.role) for fund in sheet.funds] == [
        ("办事", "line"),
        ("金额合计", "total"),
    ]
    assert [(one.level_3, one.achieved) for one in sheet.indicators] == [("办结数", "28个")]
    assert sheet.head["department_label"] == "乙局"


def test_a_form_under_a_title_of_its_own_or_pages_later_is_another() -> None:
    for parts, between in (
        (((1, FORM), (2, REST)), "丙项目绩效自评表"),
        (((1, FORM), (3, REST)), ""),
    ):
        blocks = with_whole_forms(_pages(*parts, between=between))
        assert len([block for block in blocks if isinstance(block, Grid)]) == 2


def test_below_the_head_once_more_each_cell_goes_under_its_own() -> None:
    form = ("项目名称|甲||", "绩效指标|指标名称||指标值", "|办结数||63")
    rest = ("绩效指标|指标名称|指标值", "|差错数|0")
    (whole,) = [
        one for one in with_whole_forms(_pages((1, form), (2, rest))) if isinstance(one, Grid)
    ]
    assert whole.rows[-1].cells == ("", "差错数", "", "0")
