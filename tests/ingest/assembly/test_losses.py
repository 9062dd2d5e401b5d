"""What says that a document was not read whole, though every amount stands in a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.ingest import ingest

_PAGE = """白鹭市档案局2026年部门预算

项目支出表
单位：万元
{head}\t金额
合计\t30.00
修缮库房\t20.00
数字化\t10.00
"""


@pytest.mark.parametrize(
    ("head", "told"), [("项目名称（资金使用单位）", False), ("去向与由来", True)]
)
def test_amounts_beside_names_under_an_unknown_head_are_told(
    head: str, told: bool, tmp_path: Path
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(_PAGE.format(head=head), encoding="utf-8")
    report = ingest(path)
    assert any("行有金额，没有读到是什么" in loss for loss in report.losses) is told
    assert report.complete is not told
