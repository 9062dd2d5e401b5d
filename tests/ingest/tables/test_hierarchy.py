"""Which rows stand above which: by codes, names, indents and units, and last by sums."""

from __future__ import annotations

import pytest

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.tables.hierarchy_by_sum import Steps
from scripts.ingest.tables.recognise import GridContext, RecognisedTable, recognise
from scripts.ingest.vocabulary.column_words import Period

EM = "　"


def _read(text: str, *, title: str = "支出预算总表", steps: Steps | None = None) -> RecognisedTable:
    """A table of rows `name|amount|amount`; blanks before a name are how far it stands in."""
    rows = []
    for number, line in enumerate(text.strip("\n").split("\n"), start=1):
        cells = tuple(line.split("|"))
        indents = [float(len(cell) - len(cell.lstrip(EM))) for cell in cells]
        bare = tuple(cell.strip(EM) for cell in cells)
        rows.append(GridRow(bare, Place(line=number), tuple(indents) if EM in text else ()))
    around = GridContext(
        [title, "单位：万元"], [], frozenset(), Period(2026, "budget"), steps or Steps()
    )
    read = recognise(Grid(tuple(rows)), around)
    assert read is not None
    return read


def _tree(read: RecognisedTable) -> list[str]:
    """Each row as its name, with a stroke for each row above it."""
    lines = []
    for index, row in enumerate(read.table.rows):
        depth, parent = 0, read.parents[index]
        while parent is not None:
            depth, parent = depth + 1, read.parents[parent]
        lines.append("-" * depth + row.label)
    return lines


def _inferred(read: RecognisedTable) -> list[str]:
    return [row.label for row in read.table.rows if row["parent_basis"] == "sums"]


@pytest.mark.parametrize(
    ("office", "hospital"), [("某委（本级）", "700.01"), ("某委本级", "699.99"), ("某委", "700.00")]
)
def test_units_stand_below_the_department_that_their_office_follows(
    office: str, hospital: str
) -> None:
    read = _read(
        f"单位名称|总计\n合计|1000.00\n某委|1000.00\n{office}|100.00\n医院|{hospital}\n中心|200.00",
        title="收入预算总表",
    )
    assert _tree(read) == ["合计", "某委", f"-{office}", "-医院", "-中心"]
    assert not _inferred(read)


@pytest.mark.parametrize("trading", ["0.00", "", "40.00"])
def test_rows_stand_below_the_subtotal_by_name_above_them(trading: str) -> None:
    other = "60.00" if trading == "40.00" else "100.00"
    read = _read(
        f"项目|合计\n收入总计|1000.00\n公共预算·小计|900.00\n其他资金·小计|100.00\n事业收入|{trading}\n其他收入|{other}",
        title="收入预算总表",
    )
    assert _tree(read) == ["收入总计", "公共预算·小计", "其他资金·小计", "-事业收入", "-其他收入"]
    assert not _inferred(read)


def test_rows_that_their_subtotal_follows_do_not_stand_below_the_one_before() -> None:
    read = _read(
        "项目|合计\n收入总计|1000.00\n税收|900.00\n公共预算·小计|900.00\n其他收入|100.00\n其他资金·小计|100.00",
        title="收入预算总表",
    )
    assert "-其他收入" not in _tree(read)


@pytest.mark.parametrize("wrong", ["100.00", "100.01", "140.00"])
def test_classes_that_begin_anew_stand_below_their_units(wrong: str) -> None:
    read = _read(
        "支出项目类别|总计\n合计|1000.00\n某局|700.00\n工资福利支出|600.00\n"
        f"商品和服务支出|{wrong}\n某中心|300.00\n工资福利支出|250.00\n商品和服务支出|50.00",
        title="基本支出预算表",
    )
    assert _tree(read) == [
        "合计", "某局", "-工资福利支出", "-商品和服务支出",
        "某中心", "-工资福利支出", "-商品和服务支出",
    ]  # fmt: skip


FUNCTIONS = """\
功能分类科目名称|合计
合计|1850.30
教育支出|1000.20
普通教育|1000.20
小学教育|400.13
初中教育|600.07
其他支出|850.10
其他支出|850.10
其他支出|850.10"""
NESTED = [
    "合计",
    "教育支出",
    "-普通教育",
    "--小学教育",
    "--初中教育",
    "其他支出",
    "-其他支出",
    "--其他支出",
]


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("", ""),
        ("教育支出|1000.20", "教育支出|1050.20"),
        ("|400.13", "|430.13"),
        ("|1850.30", "|1805.30"),
    ],
)
def test_classes_of_functions_head_what_follows_them_and_sums_tell_the_rest(
    printed: str, instead: str
) -> None:
    tree = _tree(_read(FUNCTIONS.replace(printed, instead, 1)))
    # What is below a group is told by sums alone, and where one is wrong may not be told.
    assert [line for line in tree if line.count("-") == 0] == ["合计", "教育支出", "其他支出"]
    if "400.13" not in printed:
        assert tree == NESTED


def test_a_parent_that_only_sums_tell_is_marked() -> None:
    read = _read(FUNCTIONS)
    assert _inferred(read) == ["小学教育", "初中教育"]
    assert "parent_basis" in {column.name for column in read.table.columns}
    assert "parent_basis" not in {column.name for column in _read("项目|合计\n甲|1").table.columns}


INDENTED = FUNCTIONS.replace("普通", f"{EM}普通").replace("小学", f"{EM}{EM}小学")
INDENTED = INDENTED.replace("初中", f"{EM}{EM}初中")
INDENTED = INDENTED.replace("850.10\n其他", f"850.10\n{EM}其他", 1)
INDENTED = INDENTED.replace(f"{EM}其他支出|850.10\n其他", f"{EM}其他支出|850.10\n{EM}{EM}其他", 1)


@pytest.mark.parametrize(
    ("printed", "instead"),
    [
        ("", ""),
        ("教育支出|1000.20", "教育支出|1050.20"),
        ("|400.13", "|43.13"),
        ("|1850.30", "|1805.30"),
    ],
)
def test_indents_tell_the_tree_whatever_amount_is_wrong(printed: str, instead: str) -> None:
    read = _read(INDENTED.replace(printed, instead, 1))
    assert _tree(read) == NESTED and not _inferred(read)


def test_indents_that_the_sums_contradict_throughout_are_no_levels() -> None:
    text = f"项目|合计\n合计|60.00\n甲|10.00\n{EM}乙|20.00\n丙|12.00\n{EM}丁|18.00"
    assert _tree(_read(text)) == ["合计", "甲", "乙", "丙", "丁"]


def test_projects_stand_below_the_units_that_have_codes_as_they_stand_in() -> None:
    read = _read(
        "单位编码|单位（项目）名称|项目金额\n|合计|90.00\n241|某局|90.00\n"
        f"241001|{EM}某局|60.00\n|{EM}{EM}专用项目|60.00\n|{EM}{EM}{EM}甲|60.00\n"
        f"241002|{EM}某院|30.00\n|{EM}{EM}专用项目|30.00\n|{EM}{EM}{EM}乙|30.00",
        title="专项业务经费支出表",
    )
    assert [line.count("-") for line in _tree(read)] == [0, 0, 1, 2, 3, 1, 2, 3]


def test_rows_stand_as_printed_where_the_search_takes_too_long() -> None:
    rows = [f"事项{index}|{amount}.00" for index, amount in enumerate([50, 20, 30] * 20)]
    text = "\n".join(["项目|合计", "合计|1000.00", *rows])
    told = _read(text)
    assert told.undecided == () and set(told.parents) != {None}
    spent = _read(text, steps=Steps(5))
    assert spent.undecided == ("expenditure",) and set(spent.parents) == {None}


PURCHASES = """
采购项目|部门预算支出经济科目编码|预算金额
合计||47.00
停车管理研究|30201|30.00
停车位评价|{}
研究平台|{}
物业|30213|10.00
大修|30213|7.00
"""


@pytest.mark.parametrize(
    ("second", "third"),
    [
        ("30201|30.00", "31007|30.00"),
        ("30201|30.00", "30201|30.00"),
        ("31002|10.00", "31007|20.00"),
        ("30201|10.00", "31007|20.00"),
    ],
)
def test_purchases_are_no_parts_of_a_purchase(second: str, third: str) -> None:
    read = _read(PURCHASES.format(second, third), title="政府采购预算表")
    assert _tree(read) == ["合计", "停车管理研究", "停车位评价", "研究平台", "物业", "大修"]


def test_an_item_still_sums_up_several_rows_of_it() -> None:
    read = _read(PURCHASES.format("30201|10.00", "30201|20.00"), title="政府采购预算表")
    assert _tree(read)[1:4] == ["停车管理研究", "-停车位评价", "-研究平台"]
