"""Numbers with blanks of every kind inside: read as what they are worth, or told with status 1."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from scripts import ingest

_TABLE = """白沙市档案局2026年部门预算

收支总表
部门名称：白沙市档案局\t单位：万元
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t{0}\t一、一般公共服务支出\t{0}
收入总计\t{0}\t支出总计\t{0}
"""
_PROSE = """
第三部分 2026年度部门预算情况说明
一、收入预算情况说明
白沙市档案局2026年度收入预算{0}万元。
"""


def _import(text: str, folder: Path) -> ingest.ImportResult:
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    return ingest.ingest_all([path], ingest.ImportOptions(), folder)


def _figures(result: ingest.ImportResult, table: str, column: str) -> list[object]:
    (outcome,) = result.outcomes
    return [row.figure(column) for row in outcome.package.rows(table)]


@pytest.mark.parametrize("blank", ["\u2009", "\u202f", "\u00a0", "\u2007", " ", "\u3000", "\u200a"])
def test_a_blank_between_thousands_is_read_in_tables_and_prose(tmp_path: Path, blank: str) -> None:
    number = f"1{blank}000.00"
    result = _import((_TABLE + _PROSE).format(number), tmp_path)
    assert result.status == 0
    assert _figures(result, "summary", "amount") == [Decimal("1000.00")] * 4
    assert _figures(result, "statements", "value") == [Decimal("1000.00")]


@pytest.mark.parametrize(
    "number",
    ["12 345.00", "1\u2003234.00", "1 \u2009000.00", "10 00.00", "1000. 00", "900.0万", "9.5亿",
     "1'000.00", "1.000,00", "￥1 200.00", "1\u20090000.00"],
)  # fmt: skip
def test_an_amount_of_several_readings_is_told_with_status_1(tmp_path: Path, number: str) -> None:
    result = _import(_TABLE.format(number), tmp_path)
    assert result.status == 1
    assert not any(isinstance(one, Decimal) for one in _figures(result, "summary", "amount"))


@pytest.mark.parametrize("number", ["12 345.00", "1\u2003234.00", "500, 234.00", "1234. 50"])
def test_a_number_of_the_prose_of_several_readings_is_told_with_status_1(
    tmp_path: Path, number: str
) -> None:
    result = _import(_TABLE.format("5.00") + _PROSE.format(number), tmp_path)
    assert result.status == 1
    assert not _figures(result, "statements", "value")
    (outcome,) = result.outcomes
    assert any("夹着空格" in remark for remark in outcome.parts[0].remarks)
