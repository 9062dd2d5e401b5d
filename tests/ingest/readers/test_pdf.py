"""The PDF reader: tables, prose and refusals, on documents made here, and on the corpus where it stands beside."""

from __future__ import annotations

import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from scripts.ingest.document import Document, Grid, ReadError
from scripts.ingest.readers.pdf import read
from scripts.ingest.readers.pdf.characters import codes
from scripts.schema import figure
from tests.conftest import ROOT
from tests.support.pdf_sheets import Sheet, document
from tests.support.shares import share

CORPUS = ROOT.parent / "shared" / "corpus"


def grids(found: Document) -> list[Grid]:
    return [block for block in found.blocks if isinstance(block, Grid)]


def cells(grid: Grid) -> list[tuple[str, ...]]:
    return [row.cells for row in grid.rows]


def texts(found: Document) -> list[str]:
    return [paragraph.text for paragraph in found.paragraphs]


XS = (60, 130, 300, 380, 460, 540)
YS = (100, 120, 140, 170, 190, 220)
MERGED = [
    ["科目编码", "科目名称", "合计", "其中", "<"],
    ["^", "^", "^", "基本支出", "项目支出"],
    ["2010301", "公务用车购置/及运行费", "5,582/.87", "1,000.00", "4,582.87"],
    ["2010302", "一般行政管理事务", "0.00", "", "-"],
    ["合计", "", "5,582.87", "1,000.00", "4,582.87"],
]
READ = [
    ("科目编码", "科目名称", "合计", "其中", ""),
    ("", "", "", "基本支出", "项目支出"),
    ("2010301", "公务用车购置及运行费", "5,582.87", "1,000.00", "4,582.87"),
    ("2010302", "一般行政管理事务", "0.00", "", "-"),
    ("合计", "", "5,582.87", "1,000.00", "4,582.87"),
]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_ruled_table_keeps_its_cells_however_its_page_is_turned(
    tmp_path: Path, rotate: int
) -> None:
    found = read(document(tmp_path, Sheet(rotate).table(XS, YS, MERGED)))
    (grid,) = grids(found)
    assert cells(grid) == READ
    assert len(grid.columns) == len(XS)
    assert (grid.place.page, grid.rows[2].place.box) == (1, "60.0 140.0 540.0 170.0")


def test_rules_drawn_as_thin_bars_make_the_same_table(tmp_path: Path) -> None:
    sheet = Sheet().table(XS, YS, MERGED, ruled=False)
    for y in YS:
        sheet.bar(XS[3] if y == YS[1] else XS[0], y, XS[-1], y + 0.5)
    for x in XS:
        sheet.bar(x, YS[1] if x == XS[4] else YS[0], x + 0.5, YS[-1])
    assert cells(grids(read(document(tmp_path, sheet)))[0]) == READ


def test_a_table_open_at_its_sides_has_its_outer_columns(tmp_path: Path) -> None:
    sheet = Sheet().table(
        (60, 200, 300), (100, 120, 140), [["项目", "金额"], ["合计", "12.50"]], ruled=False
    )
    for y in (100, 120, 140):
        sheet.rule(60, y, 300, y)
    sheet.rule(200, 100, 200, 140)
    assert cells(grids(read(document(tmp_path, sheet)))[0]) == [("项目", "金额"), ("合计", "12.50")]


def test_rows_that_no_rule_parts_are_told_by_their_figures(tmp_path: Path) -> None:
    rows = [["科目", "合计", "基本支出"], ["人员/公用/项目", "1.00/2.00/3.00", "4.00/5.00/6.00"]]
    found = read(document(tmp_path, Sheet().table((60, 200, 300, 400), (100, 120, 160), rows)))
    expected = [
        ("科目", "合计", "基本支出"),
        ("人员", "1.00", "4.00"),
        ("公用", "2.00", "5.00"),
        ("项目", "3.00", "6.00"),
    ]
    assert cells(grids(found)[0]) == expected


def test_a_table_without_rules_is_read_by_its_columns(tmp_path: Path) -> None:
    sheet = Sheet().text(230, 80, "支出总表", 14)
    rows = [
        ("2010301", "行政运行", "1,234.50", "1,000.00", "234.50"),
        ("20805", "养老支出", "88.00", "88.00", ""),
    ]
    rows += [
        ("2210201", "住房公积金", "6.00", "6.00", ""),
        ("", "合计", "1,328.50", "1,094.00", "234.50"),
    ]
    for x, head in zip(
        (60, 130, 290, 370, 450),
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        strict=True,
    ):
        sheet.text(x, 110, head)
    for number, row in enumerate(rows):
        for x, cell in zip((60, 130), row[:2], strict=True):
            sheet.text(x, 130 + 20 * number, cell)
        for right, cell in zip((330, 410, 490), row[2:], strict=True):
            sheet.text(right - 5 * len(cell), 130 + 20 * number, cell)
    found = read(document(tmp_path, sheet))
    assert texts(found) == ["支出总表"]
    assert cells(grids(found)[0]) == [
        ("科目编码", "科目名称", "合计", "基本支出", "项目支出"),
        *rows,
    ]


def test_a_head_over_several_columns_without_rules_stands_at_the_first_of_them(
    tmp_path: Path,
) -> None:
    sheet = Sheet().text(385, 95, "其中").text(60, 110, "科目").text(290, 110, "合计")
    sheet.text(350, 110, "基本支出").text(410, 110, "项目支出")
    for number, label in enumerate(("人员", "公用", "其他", "合计")):
        y = 130 + 20 * number
        sheet.text(60, y, label).text(290, y, "3.00").text(360, y, "1.00").text(420, y, "2.00")
    head = cells(grids(read(document(tmp_path, sheet)))[0])[:2]
    assert head == [("", "", "其中", ""), ("科目", "合计", "基本支出", "项目支出")]


def test_each_page_of_a_long_table_is_a_grid_with_the_same_columns(tmp_path: Path) -> None:
    one = Sheet().table((60, 200, 300), (100, 120, 140), [["项目", "金额"], ["人员", "1.00"]])
    two = Sheet().table((60, 200, 300), (50, 70, 90), [["公用", "2.00"], ["合计", "3.00"]])
    first, second = grids(read(document(tmp_path, one, two)))
    assert first.columns == second.columns
    assert (second.place.page, cells(second)) == (2, [("公用", "2.00"), ("合计", "3.00")])


def _overfull(lines: Sequence[str], own: Sequence[str], size: float = 8) -> Sheet:
    """Two cells, one above the other: the third line of the upper one lies across the wall between them."""
    xs, ys = (60, 160, 260), (100, 120, 141, 160)
    sheet = Sheet().table(xs, ys, [["名称", "数"], ["", ""], ["", ""]])
    for number, line in enumerate(lines):
        sheet.text(63, 127.5 + 10 * number, line, size)
    sheet.text(163, 130, "1.00", size)
    for number, line in enumerate(own):
        sheet.text(63, 156 + 9 * number, line, size)
    return sheet.text(163, 155, "2.00", size)


def test_a_line_across_the_wall_below_stays_with_the_text_that_it_ends(tmp_path: Path) -> None:
    sheet = _overfull(["为本市价格监测", "管理工作提供信", "息化支撑"], ["平均响应时间"])
    (grid,) = grids(read(document(tmp_path, sheet)))
    assert cells(grid)[1:] == [
        ("为本市价格监测管理工作提供信息化支撑", "1.00"),
        ("平均响应时间", "2.00"),
    ]


@pytest.mark.parametrize(
    ("lines", "own", "below"),
    [
        # A figure, the only text of its cell, and what is as far from one line as from none.
        (["1.00", "2.00", "3.00"], ["4.00"], "3.004.00"),
        (["为本市价格", "监测管理", "工作经费"], [], "工作经费"),
        (["", "监测管理", "工作经费"], ["另一项"], "工作经费另一项"),
    ],
)
def test_what_may_be_the_next_cells_own_stays_in_it(
    tmp_path: Path, lines: list[str], own: list[str], below: str
) -> None:
    sheet = _overfull([line for line in lines if line], own)
    if not lines[0]:
        sheet = Sheet().table(
            (60, 160, 260), (100, 120, 141, 160), [["名称", "数"], ["", ""], ["", ""]]
        )
        sheet.text(63, 137.5, lines[1], 8).text(63, 147.5, lines[2], 8).text(63, 156, own[0], 8)
    (grid,) = grids(read(document(tmp_path, sheet)))
    assert cells(grid)[2][0].replace(" ", "") == below


def _goals(
    head: bool, left: Sequence[tuple[str, float]], rules: Sequence[int], right: str
) -> Sheet:
    """A page of a table of goals: rows of indicators, beside cells that go on over the page's end."""
    xs, top, bottom = (60, 200, 300, 400, 500), 100, 160
    sheet = Sheet()
    for x in xs:
        sheet.rule(x, top, x, bottom)
    for y in (top, *rules, bottom):
        # Only the indicators have rules of their own.
        sheet.rule(xs[2], y, xs[-1], y)
    if head:
        sheet.rule(60, top, 300, top)
    for y in rules[:1] if head else ():
        sheet.rule(60, y, 300, y)
    for text, y in left:
        sheet.text(63, y, text)
    for number, word in enumerate(right):
        sheet.text(303, top + 12 + 20 * number, f"产出{word}")
        sheet.text(403, top + 12 + 20 * number, str(number + 1))
    return sheet


def test_a_cell_that_goes_on_over_the_page_end_keeps_the_line_that_the_end_cuts(
    tmp_path: Path,
) -> None:
    first = _goals(True, [("项目名称", 113), ("甲项目的", 163.6)], (120, 140), "目乙丙")
    second = _goals(False, [("前半", 103), ("后半", 120)], (120, 140), "丁戊己")
    second.text(203, 130, "50.00")
    found = read(document(tmp_path, first, second))
    one, two = grids(found)
    assert not texts(found)
    assert cells(one)[1] == ("甲项目的", "", "产出乙", "2")
    assert one.begun == {(1, 0), (1, 1)} and not one.rest
    assert cells(two)[0] == ("前半后半", "50.00", "产出丁", "1")
    assert two.rest == {0, 1} and two.begun == {(0, 0), (0, 1)}


def test_a_line_that_leaves_the_edge_of_a_table_free_is_none_of_its_cells(tmp_path: Path) -> None:
    first = _goals(True, [("项目名称", 113), ("甲项目", 133)], (120, 140), "目乙丙")
    first.text(63, 172, "注：另有说明")
    found = read(document(tmp_path, first))
    assert texts(found) == ["注：另有说明"]


def test_two_tables_side_by_side_are_two_grids(tmp_path: Path) -> None:
    sheet = Sheet().table((60, 120, 180), (100, 120, 140), [["收入", "金额"], ["拨款", "1.00"]])
    sheet.table((300, 360, 420), (100, 120, 140), [["支出", "金额"], ["人员", "2.00"]])
    left, right = grids(read(document(tmp_path, sheet)))
    assert (cells(left)[1], cells(right)[1]) == (("拨款", "1.00"), ("人员", "2.00"))


def test_a_label_too_long_for_its_cell_leaves_the_figure_it_covers_in_the_next(
    tmp_path: Path,
) -> None:
    sheet = Sheet().table(
        (60, 120, 200), (100, 120, 140), [["项目", "金额"], ["资源勘探工业信息", ""]]
    )
    found = read(document(tmp_path, sheet.text(144, 132, "0.00")))
    assert cells(grids(found)[0])[1] == ("资源勘探工业信息", "0.00")


@pytest.mark.parametrize(
    ("xs", "size"),
    [((60, 140, 240, 340), 12), ((60, 136, 240, 340), 12), ((60, 124, 240, 340), 10)],
)
def test_a_head_that_touches_the_next_is_cut_where_the_two_were_drawn(
    tmp_path: Path, xs: tuple[int, ...], size: int
) -> None:
    sheet = Sheet().table(
        xs, (100, 120, 140, 160), [["", "", ""], ["", "1.00", ""], ["2.00", "", "3.00"]]
    )
    # Seven characters fill more than the first cell; the second text begins right of the wall.
    sheet.text(xs[1] - 6.6 * size, 115, "政府性基金预算", size)
    sheet.text(xs[1] + 0.65 * size, 115, "国有资本经营", size)
    sheet.text(xs[2] + 3, 115, "合计", size)
    (grid,) = grids(read(document(tmp_path, sheet)))
    assert grid.rows[0].cells == ("政府性基金预算", "国有资本经营", "合计")


@pytest.mark.parametrize(
    "parts", [("政府性基金预算国有资本经营",), ("政府性基金预算", "国有资本经营")]
)
def test_a_text_that_runs_over_a_wall_without_room_in_it_stays_whole(
    tmp_path: Path, parts: tuple[str, ...]
) -> None:
    xs = (60, 140, 240, 340)
    sheet = Sheet().table(
        xs, (100, 120, 140, 160), [["", "", ""], ["", "1.00", ""], ["2.00", "", "3.00"]]
    )
    at = 62.0
    for part in parts:
        sheet.text(at, 115, part, 12)
        at += 12 * len(part)
    (grid,) = grids(read(document(tmp_path, sheet)))
    assert "政府性基金预算国有资本经营" in grid.rows[0].cells


def test_a_figure_drawn_in_pieces_is_one_figure(tmp_path: Path) -> None:
    sheet = Sheet().table((60, 120, 260), (100, 120, 140), [["项目", "金额"], ["合计", ""]])
    sheet.text(150, 132, "5").text(158, 132, ",582").text(182, 132, ".87")
    assert cells(grids(read(document(tmp_path, sheet)))[0])[1] == ("合计", "5,582.87")


def test_pieces_that_touch_are_one_figure_whatever_stands_around_them(tmp_path: Path) -> None:
    sheet = (
        Sheet().text(60, 100, "自202").text(85.1, 100, "6年起，增加1,00").text(160.1, 100, "0.5元")
    )
    assert texts(read(document(tmp_path, sheet))) == ["自2026年起，增加1,000.5元"]


def _half_apart(sheet: Sheet, x: float, y: float, text: str, size: float = 10) -> list[str]:
    """A text whose figures stand half an em apart, each character drawn by itself: its drawing."""
    before = len(sheet.parts)
    for char in text:
        sheet.text(x, y, char, size)
        x += size / 2 if char.isascii() else size
    parts = sheet.parts[before:]
    del sheet.parts[before:]
    return parts


def _with_wide_boxes(path: Path) -> Path:
    """The file, its font made to say that a figure is nearly a full em wide."""
    path.write_bytes(path.read_bytes().replace(b"W[1 95 500]", b"W[1 95 999]"))
    return path


@pytest.mark.parametrize("backwards", [False, True])
@pytest.mark.parametrize(
    "text",
    [
        "预算总额1,000.50万元，其中基本支出4.5万元",
        "增长12.3456%，为-1,234,567.00元",
        "2026年：7人，8辆，1.0个",
    ],
)
def test_figures_half_an_em_apart_in_boxes_of_a_full_em_are_read_whole(
    tmp_path: Path, text: str, backwards: bool
) -> None:
    sheet = Sheet()
    parts = _half_apart(sheet, 60, 100, text)
    sheet.parts += reversed(parts) if backwards else parts
    found = read(_with_wide_boxes(document(tmp_path, sheet)))
    assert "".join(texts(found)) == text


def test_figures_in_boxes_of_a_full_em_stay_in_the_cells_of_a_table(tmp_path: Path) -> None:
    sheet = Sheet().table(
        (60, 120, 180, 240), (100, 120, 140), [["项目", "甲", "乙"], ["合计", "", ""]]
    )
    sheet.parts += _half_apart(sheet, 130, 132, "1,000.50") + _half_apart(sheet, 182, 132, "400.2")
    found = read(_with_wide_boxes(document(tmp_path, sheet)))
    assert cells(grids(found)[0])[1] == ("合计", "1,000.50", "400.2")


@pytest.mark.parametrize(("first", "second"), [("1,234", "567"), ("12", "345.60"), ("7", "8")])
def test_figures_drawn_over_each_other_make_no_third(
    tmp_path: Path, first: str, second: str
) -> None:
    sheet = Sheet().table((60, 120, 260), (100, 120, 140), [["项目", "金额"], ["合计", ""]])
    sheet.text(150, 132, first).text(150 + 5 * len(first) - 4, 132, second)
    cell = cells(grids(read(document(tmp_path, sheet)))[0])[1][1]
    assert figure(cell) is None and first in cell


def test_what_nobody_sees_is_not_read(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 100, "部门预算").text(60.3, 100, "部门预算")  # bold, drawn twice
    sheet.text(60, 200, "白字", colour="1 g").text(60, 300, "隐字", mode=3).text(60, -50, "页外")
    sheet.text(280, 815, "— 12 —")
    sheet.parts.append("q 0 700 595 142 re W n")
    sheet.text(60, 400, "下页").parts.append("Q")
    found = read(document(tmp_path, sheet))
    assert texts(found) == ["部门预算"]
    assert found.remarks == ("第 1 页有 4 个字画在版面之外，看不见，没有读",)


def test_white_text_on_a_dark_bar_is_read(tmp_path: Path) -> None:
    sheet = Sheet().bar(50, 80, 300, 120).text(60, 105, "部门预算", colour="1 g")
    assert texts(read(document(tmp_path, sheet))) == ["部门预算"]


def test_boxes_round_the_figures_of_a_sentence_leave_it_whole(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 100, "本年收入").text(100, 100, "1935.36").text(135, 100, "万元。")
    for x in (99, 118, 136):
        sheet.rule(x, 88, x, 104)
    sheet.rule(99, 88, 136, 88).rule(99, 104, 136, 104)
    found = read(document(tmp_path, sheet))
    assert (texts(found), grids(found)) == (["本年收入1935.36万元。"], [])


@pytest.mark.parametrize("number", ["12", "— 12 —", "—1 2—", "第 12 页 共 40 页", "12/40"])
def test_a_pages_number_is_no_text_of_it(tmp_path: Path, number: str) -> None:
    sheet = Sheet().text(60, 100, "部门预算").text(280, 815, number)
    assert texts(read(document(tmp_path, sheet))) == ["部门预算"]


def test_the_lines_of_a_paragraph_are_joined_over_the_end_of_a_page(tmp_path: Path) -> None:
    full, rest = "一二三四五六七八九十" * 4, "甲乙丙丁"
    one = (
        Sheet()
        .text(60, 60, "一、收入情况", 12)
        .text(84, 760, full[:-2], 12)
        .text(60, 780, full, 12)
    )
    two = Sheet().text(60, 60, rest + "。", 12).text(84, 80, "另起一段", 12).text(60, 100, full, 12)
    expected = ["一、收入情况", full[:-2] + full + rest + "。", "另起一段", full]
    assert texts(read(document(tmp_path, one, two))) == expected


def test_texts_far_apart_on_one_line_are_two_paragraphs(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 60, "部门：").text(130, 60, "某市某局").text(480, 60, "单位：万元")
    assert texts(read(document(tmp_path, sheet))) == ["部门： 某市某局", "单位：万元"]


def test_text_on_its_side_in_a_cell_is_read(tmp_path: Path) -> None:
    sheet = Sheet().table(
        (60, 90, 200, 300), (100, 150, 200), [["", "金额", "1.00"], ["^", "合计", "1.00"]]
    )
    sheet.parts.append("BT /F 10 Tf 0 1 -1 0 80 660 Tm <7ee96548630768 07> Tj ET")
    assert cells(grids(read(document(tmp_path, sheet)))[0])[0] == ("绩效指标", "金额", "1.00")


def test_text_on_its_side_is_read_where_the_font_gives_it_no_height(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 60, "部门预算").flat(100, 300, "ABBA")
    found = read(document(tmp_path, sheet))
    assert (texts(found), found.remarks) == (
        ["部门预算", "ABBA"],
        (),
    )


def test_text_that_is_drawn_and_cannot_be_read_is_told(tmp_path: Path) -> None:
    sheet = Sheet().text(60, 60, "部门预算").flat(100, 300, "AB", in_form=True)
    found = read(
        document(tmp_path, Sheet().text(60, 60, "收支总表").text(60, 60, "收支总表"), sheet)
    )
    assert texts(found) == ["收支总表", "部门预算"]
    assert found.remarks == ("第 2 页有 1 处文字没有读出，请对照原文",)


def test_progress_is_told_page_by_page(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    sheets = [Sheet().text(60, 60, "部门预算"), Sheet().text(60, 60, "收支总表")]
    found = read(document(tmp_path, *sheets), lambda page, pages: told.append((page, pages)))
    assert (told, found.pages) == ([(1, 2), (2, 2)], 2)


def test_a_scanned_document_asks_for_recognition(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"扫描图片.*OCR"):
        read(document(tmp_path, Sheet().picture(), Sheet().picture()))


def test_a_scan_with_its_text_behind_it_is_read(tmp_path: Path) -> None:
    assert texts(read(document(tmp_path, Sheet().picture().text(60, 60, "部门预算", mode=3)))) == [
        "部门预算"
    ]


def test_a_password_is_asked_for_and_an_empty_one_is_none(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="加了密码"):
        read(document(tmp_path, Sheet().text(60, 60, "部门预算"), user="secret"))
    assert texts(read(document(tmp_path, Sheet().text(60, 60, "部门预算"), user=""))) == [
        "部门预算"
    ]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda raw: raw[: len(raw) // 2], "不完整"),
        (lambda raw: b"", "不是 PDF"),
        (lambda raw: b"PK\x03\x04" + raw[8:], "不是 PDF"),
        (lambda raw: b"%PDF-1.7\n" + b"\x00\xff" * 500 + b"\n%%EOF\n", "已损坏"),
    ],
)
def test_a_spoilt_file_is_refused_in_words(tmp_path: Path, spoil, said: str) -> None:
    path = document(tmp_path, Sheet().text(60, 60, "部门预算"))
    path.write_bytes(spoil(path.read_bytes()))
    with pytest.raises(ReadError, match=said):
        read(path)


def test_thousands_of_pages_are_refused_at_once(tmp_path: Path) -> None:
    path = document(tmp_path, *(Sheet().text(60, 60, str(number)) for number in range(5000)))
    start = time.process_time()
    with pytest.raises(ReadError, match="5000 页"):
        read(path)
    assert time.process_time() - start < 10


def test_a_page_that_swells_when_unpacked_is_refused(tmp_path: Path) -> None:
    path = document(tmp_path, Sheet().text(60, 60, "部门预算"))
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(250)) + packer.flush()
    before, _, after = path.read_bytes().partition(b"7 0 obj\n")
    stream = b"<</Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream\n"
    path.write_bytes(before + b"7 0 obj\n" + stream + after[after.index(b"endobj") :])
    with pytest.raises(ReadError, match="大得异常"):
        read(path)


def test_a_table_that_a_browser_prints_is_read(tmp_path: Path, browser: Browser) -> None:
    rows = "".join(
        f"<tr><td>201{n:02d}</td><td>科目{n}</td><td>{n}.50</td></tr>" for n in range(60)
    )
    page_source = (
        "<style>table{border-collapse:collapse}td,th{border:1px solid #000;padding:4px}"
        "thead{display:table-header-group}</style><p>收入总表</p><table><thead><tr><th>编码</th><th>名称</th>"
        f"<th>金额</th></tr></thead>{rows}</table>"
    )
    page = browser.new_page()
    page.set_content(page_source)
    page.pdf(path=tmp_path / "printed.pdf")
    page.close()
    found = grids(read(tmp_path / "printed.pdf"))
    body = [row for grid in found for row in cells(grid) if row[0] != "编码"]
    assert len(found) > 1
    assert body == [(f"201{n:02d}", f"科目{n}", f"{n}.50") for n in range(60)]


AMOUNT = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+)(?![\d.,])")


def amounts(some: Iterator[str] | Sequence[str]) -> Counter[str]:
    return Counter(amount for text in some for amount in AMOUNT.findall(text))


@pytest.mark.parametrize(
    "path",
    share(sorted(CORPUS.glob("*.pdf")), 8) or [None],
    ids=lambda path: path.stem if path else "none",
)
def test_every_amount_on_a_page_of_the_corpus_is_read_once(path: Path | None) -> None:
    if path is None:
        pytest.skip("the corpus is not beside this repository")
    found = read(path)
    layer: Counter[str] = Counter()
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        text = page.get_textpage()
        # Text outside the page is not published; asked for the page's box, the library loses its way on turned pages.
        layer += amounts(
            [text.get_text_range() if page.get_rotation() else text.get_text_bounded()]
        )
    pdf.close()
    assert (
        not layer
        - amounts([paragraph.text for paragraph in found.paragraphs])
        - amounts(_cell_texts(found))
    )


def _cell_texts(found: Document) -> list[str]:
    return [cell for grid in grids(found) for row in grid.rows for cell in row.filled]


def test_codes_are_asked_one_by_one_where_the_whole_text_of_a_page_leaves_characters_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pypdfium2.PdfDocument(document(tmp_path, Sheet(0).table(XS, YS, MERGED))) as made:
        text = made[0].get_textpage()
        whole = text.get_text_range()
        assert codes(text) == [*map(ord, whole)]
        monkeypatch.setattr(text, "get_text_range", lambda: whole[1:])
        assert codes(text) == [*map(ord, whole)]


def test_a_name_is_read_with_how_far_it_stands_in_whatever_line_it_goes_on_in(
    tmp_path: Path,
) -> None:
    sheet = Sheet()
    xs, ys = [50, 200, 300], [100, 130, 160, 190]
    sheet.table(xs, ys, [["教育支出", "10.00"], ["", "10.00"], ["2026年小学", "10.00"]])
    # Set in by one character, and going on at the edge of the cell.
    sheet.text(63, 142, "普通教育").text(53, 153, "事务")
    (grid,) = grids(read(document(tmp_path, sheet)))
    rows = grid.rows
    assert [row.cells[0] for row in rows] == ["教育支出", "普通教育事务", "2026年小学"]
    indents = [row.indents[0] for row in rows]
    assert None not in indents and indents[0] == indents[2]
    assert [round((indent or 0) - (indents[0] or 0), 1) for indent in indents] == [0, 1.0, 0]
    assert rows[0].indents[1] is None
