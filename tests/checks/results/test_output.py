"""Findings as lines of text: each thing is said once."""

from __future__ import annotations

import pytest

from scripts.checks.results import output
from scripts.checks.verdicts import Finding


@pytest.mark.parametrize(
    ("message", "found", "expected", "said"),
    [
        ("表：没有找到，应为 公开这张表", "没有找到", "公开这张表", "表：没有找到，应为 公开这张表"),
        ("合计 9.00万元，而 甲 10.00万元", "9.00万元", "甲 10.00万元", "合计 9.00万元，而 甲 10.00万元"),
        ("编码没有见过", "30101", "见过的编码", "编码没有见过（现为 30101；应为 见过的编码）"),
        ("编码 30101 没有见过", "30101", "编码 4", "编码 30101 没有见过（应为 编码 4）"),
        # The 0元 of 10元 is not what was found.
        ("不到 10元", "0元", "", "不到 10元（现为 0元）"),
        ("日期不对", "", "一个日期", "日期不对（现为 空白；应为 一个日期）"),
    ],
)  # fmt: skip
def test_a_finding_says_what_was_found_and_expected_and_each_once(
    message: str, found: str, expected: str, said: str
) -> None:
    finding = Finding(
        rule="total", severity="failure", package="departments/x/2024-budget", file="data/income.csv",
        row=2, field="amount", found=found, expected=expected, message=message,
    )  # fmt: skip
    assert output.text(finding).endswith(f"amount：{said}")
