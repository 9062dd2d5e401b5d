"""A table over page ends is one table where its head, or its columns, say so; another one stays another."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from scripts.ingest.assembly.assemble import assemble
from scripts.ingest.document import Block, Document, Grid, GridRow, Paragraph, Place
from scripts.ingest.tables.page_breaks import joined

HEAD = ("单位名称|合计|一般公共预算|事业收入",)
FIRST = ("合计|90.00|60.00|30.00", "白鹭市甲局|50.00|50.00|0.00")
REST = ("白鹭市甲院|40.00|10.00|30.00",)
ABOVE = ("表2", "收入总体情况表", "（按单位）", "单位名称：白鹭市甲局", "单位：万元")
EDGES, OTHER_EDGES = (50.0, 200.0, 300.0, 400.0, 500.0), (50.0, 230.0, 320.0, 410.0, 500.0)


def _grid(page: int, rows: tuple[str, ...], columns: tuple[float, ...] = EDGES) -> Grid:
    return Grid(
        tuple(GridRow(tuple(row.split("|")), Place(page=page)) for row in rows), columns=columns
    )


def _blocks(*parts: tuple[int, str] | Grid) -> list[Block]:
    return [
        part if isinstance(part, Grid) else Paragraph(part[1], Place(page=part[0]))
        for part in parts
    ]


def _over(*between: str, second: Grid) -> list[Block]:
    """The blocks of a table on page 1, of what stands over the grid on page 2, and of that grid, put together."""
    above = [(1, text) for text in ABOVE]
    lines = [(2, text) for text in between]
    return joined(_blocks(*above, _grid(1, HEAD + FIRST), *lines, second))


def _labels(blocks: list[Block]) -> list[list[str]]:
    return [[row.cells[0] for row in block.rows] for block in blocks if isinstance(block, Grid)]


WHOLE = [["单位名称", "合计", "白鹭市甲局", "白鹭市甲院"]]


@pytest.mark.parametrize(
    "between",
    [
        (),
        ("收入总体情况表（续）", "单位：万元"),
        ("续表",),
        ("（续上表）", "单位：万元 第2页"),
        ("（按单位）", "单位：万元"),
        ("第 2 页，共 9 页", "表2", "收入总体情况表", "单位名称：白鹭市甲局", "单位：万元"),
    ],
)
def test_equal_heads_go_on_whatever_the_edges_of_the_columns(between: tuple[str, ...]) -> None:
    second = _grid(2, HEAD + REST, OTHER_EDGES)
    assert _labels(_over(*between, second=second)) == WHOLE


@pytest.mark.parametrize(
    "between",
    [
        ("收入总体情况表（单位资金）",),
        ("表3",),
        ("单位：元",),
        ("单位名称：白鹭市乙局", "单位：万元"),
        ("以下是另外一段文字。",),
    ],
)
def test_another_title_number_unit_or_body_begins_another_table(between: tuple[str, ...]) -> None:
    second = _grid(2, HEAD + REST)
    assert len(_labels(_over(*between, second=second))) == 2


def test_a_title_in_the_frame_of_the_first_page_hides_nothing() -> None:
    over = ("预算02表收入总体情况表|||", "|||单位：万元")
    blocks = joined([_grid(1, over + HEAD + FIRST), _grid(2, HEAD + REST)])
    assert _labels(blocks) == [[over[0].rstrip("|"), "", *WHOLE[0]]]

    again = joined([_grid(1, over + HEAD + FIRST), _grid(2, over + HEAD + REST)])
    assert _labels(again) == [[over[0].rstrip("|"), "", *WHOLE[0]]]

    other = ("预算03表支出总体情况表|||", "|||单位：万元")
    assert len(joined([_grid(1, over + HEAD + FIRST), _grid(2, other + HEAD + REST)])) == 2


def test_a_page_that_begins_inside_a_row_repeats_the_head_all_the_same() -> None:
    head, first = "项目|合计|绩效目标", "甲项目|50.00|通过"
    second = _grid(2, (head, "||开展工作", "乙项目|40.00|建设"), OTHER_EDGES)
    blocks = joined([_grid(1, (head, first)), second])
    assert _labels(blocks) == [["项目", "甲项目", "", "乙项目"]]


def test_a_second_total_in_the_first_row_begins_another_table() -> None:
    again = ("合计|40.00|10.00|30.00", *REST)
    assert len(_labels(_over(second=_grid(2, HEAD + again)))) == 2
    parts = _blocks(*((1, text) for text in ABOVE))
    last = _grid(1, (*HEAD, *FIRST[1:]))
    assert len(_labels(joined([*parts, last, _grid(2, HEAD + again)]))) == 1


def _tables(blocks: list[Block]) -> tuple[dict[str, int], list[str]]:
    cover = Paragraph("2026年白鹭市甲局部门预算", Place(page=1))
    report = assemble(Document((cover, *blocks), "0" * 64, pages=9), "bailu")
    tables = report.package.tables
    rows = {name: len(table.rows) for name, table in tables.items() if table.kind.printed}
    return rows, [item.text for item in report.unplaced]


def test_a_head_once_more_without_title_and_unit_is_never_a_table_of_another_kind() -> None:
    parts = [*_blocks(*((1, text) for text in ABOVE)), _grid(1, HEAD + FIRST)]
    stray = Paragraph("广告", Place(page=2))
    rows, unplaced = _tables([*parts, stray, _grid(3, HEAD + REST, OTHER_EDGES)])
    assert rows == {"income": 2}
    assert unplaced[-4:] == REST[0].split("|")

    unit = Paragraph("单位：万元", Place(page=3))
    rows, unplaced = _tables([*parts, stray, unit, _grid(3, HEAD + REST, OTHER_EDGES)])
    assert rows == {"income": 2, "agency-operating": 1}
    assert not unplaced


def test_no_row_is_lost_where_pages_are_joined() -> None:
    pages = [_grid(page, (*HEAD, f"单位{page}|1.00|1.00|0.00"), EDGES) for page in range(1, 30)]
    (whole,) = joined(pages)
    assert isinstance(whole, Grid)
    assert [row.place.page for row in whole.rows[1:]] == list(range(1, 30))
    assert all(left != right for left, right in pairwise(whole.rows))


GOALS = ("项目|合计|指标", "甲项|50.00|办事", "乙项目的|| 办结", "||办好")


def _open(page: int, rows: tuple[str, ...], begun: set[tuple[int, int]], rest: set[int]) -> Grid:
    grid = _grid(page, rows, (50.0, 200.0, 300.0, 400.0))
    return replace(grid, begun=frozenset(begun), rest=frozenset(rest))


def _cells(blocks: list[Block]) -> list[tuple[str, ...]]:
    return [row.cells for block in blocks if isinstance(block, Grid) for row in block.rows]


def test_a_cell_over_two_page_ends_is_whole_where_it_begins() -> None:
    pages = [
        _open(1, GOALS, {(2, 0), (2, 1)}, set()),
        _open(2, ("前半|40.00|办完",), {(0, 0), (0, 1)}, {0, 1}),
        _open(3, ("后半||办妥", "丙|7.00|办成"), set(), {0, 1}),
    ]
    (whole,) = joined(pages)
    assert _cells([whole])[2:] == [
        ("乙项目的前半后半", "40.00", " 办结"),
        ("", "", "办好"),
        ("", "", "办完"),
        ("", "", "办妥"),
        ("丙", "7.00", "办成"),
    ]


def test_what_no_rule_ended_goes_on_below_a_repeated_head() -> None:
    pages = [
        _open(1, GOALS, {(2, 0), (2, 1)}, set()),
        _open(2, (GOALS[0], "前半|40.00|办完", "丙|7.00|办成"), set(), set()),
    ]
    assert _cells(joined(pages))[2:] == [
        ("乙项目的前半", "40.00", " 办结"),
        ("", "", "办好"),
        ("", "", "办完"),
        ("丙", "7.00", "办成"),
    ]


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("乙|40.00|办结", "丙|7.00|办成"),
        ("乙|40.00|", "丙||7.00"),
        ("乙||40.00", "丙|7.00|"),
    ],
)
def test_two_whole_rows_stay_two_though_no_rule_ends_the_pages(last: str, first: str) -> None:
    pages = [
        _open(1, (*GOALS[:2], last), {(2, 0), (2, 1), (2, 2)}, set()),
        _open(2, (first,), set(), {0, 1, 2}),
    ]
    assert _cells(joined(pages))[2:] == [tuple(last.split("|")), tuple(first.split("|"))]


def test_nothing_is_left_of_a_row_that_began_on_the_page_before() -> None:
    pages = [
        _open(1, (*GOALS[:2], "乙项目|40.00|办"), {(2, 0), (2, 1), (2, 2)}, set()),
        _open(2, ("（续建）||结", "丙|7.00|办成"), {(1, 0)}, {0, 1, 2}),
        _open(3, ("之后||",), set(), {0}),
    ]
    assert _cells(joined(pages))[2:] == [
        ("乙项目（续建）", "40.00", "办结"),
        ("丙之后", "7.00", "办成"),
    ]


def test_what_hangs_low_from_behind_a_head_is_none_of_it() -> None:
    second = _grid(2, ("单位名称|合计|一般公共预算，|事业收入", *REST), OTHER_EDGES)
    assert _labels(_over(second=second)) == WHOLE


def test_a_unit_of_things_in_a_first_row_heads_no_column() -> None:
    second = _grid(2, ("||个|项", *REST))
    assert _labels(_over(second=second)) == [["单位名称", "合计", "白鹭市甲局", "", "白鹭市甲院"]]


KNOWN = "白鹭市社会保险基金管理中心|9.00|9.00|"


def _cut(begin: str, *second: str, known: str = KNOWN) -> list[list[str]]:
    """The rows, as they are joined, of two pages of which the first ends within a name."""
    first = _grid(1, (*HEAD, "合计|75.00|75.00|", known, begin))
    return [
        list(row.cells)
        for block in joined([first, _grid(2, second)])
        if isinstance(block, Grid)
        for row in block.rows[3:]
    ]


@pytest.mark.parametrize(
    "known",
    [KNOWN, "一、白鹭市社会保险基金管理中心||9.00|", "（二）白鹭市 社会保险基金管理中心|||"],
)
def test_a_name_cut_by_a_page_end_is_whole_where_the_document_says_it_elsewhere(known: str) -> None:
    rows = _cut("白鹭市社会保|66.00|66.00|", "险基金管理中心|||", "会议费|7.00|7.00|", known=known)
    assert [row[:2] for row in rows] == [
        ["白鹭市社会保险基金管理中心", "66.00"],
        ["会议费", "7.00"],
    ]


@pytest.mark.parametrize(
    ("begin", "rest"),
    [
        # No one says the whole elsewhere.
        ("白鹭市社会保|66.00|66.00|", "障服务中心|||"),
        # A row with a figure of its own is a row.
        ("白鹭市社会保|66.00|66.00|", "险基金管理中心|7.00|7.00|"),
        # Under a blank cell nothing was begun.
        ("|66.00|66.00|", "白鹭市社会保险基金管理中心|||"),
        # More than the rest of one name.
        ("白鹭市社会保|66.00|66.00|", "险基金管理中心|无||说明"),
    ],
)
def test_what_is_no_rest_of_a_known_name_stays_a_row(begin: str, rest: str) -> None:
    rows = _cut(begin, rest, "会议费|7.00|7.00|")
    assert [row[0] for row in rows] == [begin.split("|")[0], rest.split("|")[0], "会议费"]


def test_a_name_that_is_whole_as_it_stands_takes_nothing_from_the_next_page() -> None:
    first = ("白鹭市社会保|1.00|1.00|", "白鹭市社会保|66.00|66.00|")
    grid = _grid(1, (*HEAD, "合计|75.00|75.00|", KNOWN, *first))
    (block,) = joined([grid, _grid(2, ("险基金管理中心|||", "会议费|7.00|7.00|"))])
    assert isinstance(block, Grid)
    assert [row.cells[0] for row in block.rows[3:]] == [
        "白鹭市社会保",
        "白鹭市社会保",
        "险基金管理中心",
        "会议费",
    ]
