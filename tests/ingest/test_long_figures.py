"""Figures longer than a package may hold: kept as text, told, and the package is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import checks, files, ingest
from scripts import package as packages

_TEXT = """白沙市体育局2026年部门预算

收支总表
部门名称：白沙市体育局\t单位：万元
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t500.00\t一、文化旅游体育与传媒支出\t{figure}
收入总计\t500.00\t支出总计\t500.00

第三部分 情况说明
2026年部门支出预算{figure}万元。
"""


@pytest.mark.parametrize("figure", ["9" * 400, "0." + "1" * 400, "-" + "9" * 30, "0.0000001"])
def test_a_figure_that_no_package_may_hold_is_text_and_told(figure: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(_TEXT.format(figure=figure), "utf-8")
    report = ingest.ingest(path, "x")
    assert not report.complete
    assert [(cell.text, cell.why[:4]) for cell in report.unplaced] == [(figure, "数字太长")]
    assert any("个数字太长，" in loss for loss in report.losses)

    folder = tmp_path / "datapackages" / report.package.path
    files.replace(folder, packages.to_files(report.package))
    (result,) = checks.together([checks.check(folder, {})])
    assert result.is_sound, result.findings
