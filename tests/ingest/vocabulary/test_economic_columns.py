"""Items of the economic classifications over columns: told where they can be, else left unknown."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import ingest
from scripts.checks.arithmetic import within_table
from scripts.ingest.document import GridRow, Place
from scripts.ingest.vocabulary.column_headers import head_rows, heads
from scripts.ingest.vocabulary.economic_columns import is_row_of_codes
from scripts.schema.coordinates import PURPOSES, VALUES
from scripts.schema.economic_items import CLASS_OF_CODE, ITEMS, PURPOSE_OF_ITEM, TITLES, items_of

COVER = "万里市水务局2026年部门预算\n"
TABLE = """
一般公共预算基本支出表
单位：万元
科目名称|合计|工资福利支出||
||小计|基本工资|津贴补贴
合计|60.30|60.30|40.10|20.20
行政运行|60.30|60.30|40.10|20.20
"""


def _columns(*rows: str) -> list[str]:
    cells = [tuple(row.split("|")) for row in rows]
    width = max(map(len, cells))
    grid = [GridRow(cell, Place()) for cell in cells]
    return [
        "?" if head.unknown else head.key or (head.coordinates and head.coordinates.column) or ""
        for head in heads(grid, width)
    ]


def _imported(text: str, folder: Path) -> ingest.Report:
    path = folder / "made-up.txt"
    path.write_text(COVER + text.replace("|", "\t"), encoding="utf-8")
    return ingest.ingest(path, "made-up")


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        # Code over name, name over code, both in one cell.
        (("名称|30101|30102", "|基本工资|津贴补贴"), "name item_30101 item_30102"),
        (("名称|基本工资|津贴补贴", "|30101|30102"), "name item_30101 item_30102"),
        (("名称|30101基本工资|301-工资福利支出",), "name item_30101 wages"),
        (("名称|维修(护)费30213|其中：基本工资（30101）|301",), "name item_30213 item_30101 wages"),
        (("名称|30108基本养老保险缴费|30201",), "name item_30108 item_30201"),
        # The table of three public expenses has these for its own.
        (("名称|30217公务接待费|30231公务用车运行维护费",), "name hospitality vehicle_running"),
        # What stands below the items says more of them.
        (
            ("名称|30101基本工资||30102津贴补贴|", "|上年预算数|预算数|上年预算数|预算数"),
            "name previous_budget_item_30101 item_30101 previous_budget_item_30102 item_30102",
        ),
        # Twice the same is neither.
        (("名称|30101基本工资|30101基本工资|30102",), "name ? ? item_30102"),
    ],
)
def test_items_are_told_by_code_and_name(rows: tuple[str, ...], columns: str) -> None:
    assert _columns(*rows) == columns.split()


@pytest.mark.parametrize(
    "rows",
    [
        ("名称|30101|30102", "|津贴补贴|基本工资"),  # The codes say the one, the names the other.
        ("名称|30101津贴补贴|30102",),
        ("名称|会议费|30101", "|30101|会议费"),
        ("名称|商品和服务支出", "|30101"),  # The class over it is another's.
        ("名称|302", "|30101"),
        ("名称|30105",),  # No item.
        ("名称|30102|", "|津贴补贴|小计"),  # What the code spans has a name of its own.
        ("名称|500元以下",),
    ],
)
def test_a_head_that_contradicts_itself_is_of_no_item(rows: tuple[str, ...]) -> None:
    told = _columns(*rows)
    assert "?" in told
    assert "item_30101" not in told


def test_a_name_alone_is_told_by_its_class_or_its_neighbours() -> None:
    # 住房公积金 is an item of both classifications, and of one beside 基本工资.
    assert _columns("名称|住房公积金|基本工资|津贴补贴")[1] == "item_30113"
    assert _columns("名称|住房公积金|工资奖金津补贴|社会保障缴费")[1] == "item_50103"
    assert _columns("名称|住房公积金|委托业务费|维修（护）费")[1:] == ["?", "?", "?"]
    assert _columns("名称|住房公积金|电费")[1:] == ["?", "?"]
    # Of two classes only the head over it tells which.
    assert _columns("名称|基本工资|津贴补贴|办公设备购置")[3] == "?"
    assert _columns("名称|资本性支出|", "|办公设备购置|大型修缮")[1:] == [
        "item_31002",
        "item_31006",
    ]
    assert _columns("名称|工资福利支出|", "|办公费|电费")[1:] == ["?", "?"]


def test_codes_head_columns_and_amounts_do_not() -> None:
    def row(text: str) -> GridRow:
        return GridRow(tuple(text.split("|")), Place())

    head = [row("科目名称|合计|基本工资|津贴补贴"), row("|小计|30101|30102")]
    table = ingest.document.Grid((*head, row("合计|60203|30101|30102")), Place())
    assert head_rows(table) == 2
    assert not is_row_of_codes(row("行政运行|30101|30102"))
    assert not is_row_of_codes(row("合计|301|302"))
    assert not is_row_of_codes(row("合计|30101|50101"))
    assert not is_row_of_codes(row("合计|30101|30101"))


def test_a_class_is_the_sum_of_its_items_where_its_head_says_so(tmp_path: Path) -> None:
    table = _imported(TABLE, tmp_path).package.tables["basic-expenditure"]
    proofs = [one for one in within_table.within(table) if one.rule == "row"]
    assert [one.outcome for one in proofs] == ["pass", "pass"]


def test_an_amount_that_is_wrong_is_found(tmp_path: Path) -> None:
    wrong = TABLE.replace("行政运行|60.30|60.30|40.10", "行政运行|60.30|60.30|41.10")
    table = _imported(wrong, tmp_path).package.tables["basic-expenditure"]
    outcomes = [one.outcome for one in within_table.within(table) if one.rule == "row"]
    assert outcomes == ["pass", "fail"]


@pytest.mark.parametrize(
    ("printed", "instead"),
    [("基本工资", "其中：基本工资"), ("小计", "金额")],
)
def test_some_items_of_a_class_need_not_add_up_to_it(
    printed: str, instead: str, tmp_path: Path
) -> None:
    some = TABLE.replace(printed, instead).replace("40.10", "10.10")
    table = _imported(some, tmp_path).package.tables["basic-expenditure"]
    assert "item_30101" in {column.name for column in table.values}
    assert not [one for one in within_table.within(table) if one.rule == "row"]


def test_every_item_has_a_class_and_a_name_of_its_own() -> None:
    titles = list(VALUES["purpose"].values())
    assert len(titles) == len(set(titles))
    # 对企业补助（基本建设） is no column of any table yet.
    assert {code[:3] for code in ITEMS} - set(CLASS_OF_CODE) == {"311"}
    assert set(CLASS_OF_CODE.values()) <= set(PURPOSES)
    assert set(PURPOSE_OF_ITEM.values()) <= set(PURPOSES)
    assert set(TITLES) <= set(PURPOSES)
    assert items_of("wages")[0][:2] == ("item_30101", "item_30102")
