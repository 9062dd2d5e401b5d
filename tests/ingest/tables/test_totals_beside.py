"""A column that no word names is the total of its parts where it is so in every row, and else unknown."""

from __future__ import annotations

import pytest

from scripts.ingest.document import Grid, GridRow, Place
from scripts.ingest.tables.recognise import GridContext, RecognisedTable, recognise
from scripts.ingest.vocabulary.column_words import Period


def _read(title: str, *lines: str) -> RecognisedTable:
    rows = tuple(GridRow(tuple(line.split("|")), Place(line=at)) for at, line in enumerate(lines))
    around = GridContext([title, "单位：万元"], [], frozenset(), Period(2026, "budget"))
    table = recognise(Grid(rows), around)
    assert table is not None
    return table


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "支出总表",
            (
                "科目编码|科目名称|规模|基本支出|项目支出",
                "201|甲|5.00|2.00|3.00",
                "202|乙|4.00||4.00",
            ),
        ),
        (
            "支出总表",
            (
                "科目编码|科目名称|基本支出|项目支出|规模",
                "201|甲|2.00|3.00|5.00",
                "202|乙|1.00|3.00|4.00",
            ),
        ),
        (
            "收入总表",
            (
                "科目编码|科目名称|盘子|一般公共预算|政府性基金|其他资金",
                "201|甲|6.00|2.00|3.00|1.00",
                "202|乙|4.00||4.00|",
            ),
        ),
    ],
)
def test_the_sum_of_all_beside_it_is_the_total(title: str, lines: tuple[str, ...]) -> None:
    read = _read(title, *lines)
    assert [str(row.number("amount")) for row in read.table.rows] in (
        ["5.00", "4.00"],
        ["6.00", "4.00"],
    )
    assert not read.unplaced and len(read.resolved) == 1


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        # One row alone, a row in which it is not so, a part of the parts, years, another total, words.
        ("支出总表", ("科目编码|科目名称|规模|基本支出|项目支出", "201|甲|5.00|2.00|3.00")),
        ("支出总表", ("科目编码|科目名称|规模|基本支出|项目支出", "201|甲|5.00|2.00|3.00", "202|乙|4.00|1.00|4.00", "203|丙|1.00|1.00|")),
        ("收入总表", ("科目编码|科目名称|盘子|一般公共预算|政府性基金|备注|其他资金", "201|甲|5.00|2.00|3.00||1.00", "202|乙|4.00|1.00|3.00||")),
        ("收入总表", ("科目名称|规模|2025年预算数|增减额", "甲|5.00|2.00|3.00", "乙|4.00|1.00|3.00")),
        ("支出总表", ("科目名称|合计|规模|基本支出|项目支出", "甲|5.00|5.00|2.00|3.00", "乙|4.00|4.00|1.00|3.00")),
        ("支出总表", ("科目名称|规模|基本支出|项目支出", "甲|大|2.00|3.00", "乙|小|1.00|3.00")),
    ],
)  # fmt: skip
def test_anything_less_leaves_it_unknown(title: str, lines: tuple[str, ...]) -> None:
    read = _read(title, *lines)
    assert read.unplaced and not read.resolved
