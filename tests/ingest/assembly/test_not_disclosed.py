"""What is no disclosure is refused with what was found and what was expected; what is one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts import ingest

_TABLE = """收支总表
部门名称：白沙市体育局\t单位：万元
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t{0}\t一、文化旅游体育与传媒支出\t{0}
收入总计\t{0}\t支出总计\t{0}
"""
_FILLED = _TABLE.format("500.00")
_BLANK = _TABLE.format("")


def _import(text: str, folder: Path) -> ingest.ImportResult:
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    return ingest.ingest_all([path], ingest.ImportOptions(), folder)


_EVALUATION = """2025年度白沙市体育局部门整体支出绩效自评报告
部门名称：白沙市体育局
一、基本情况
白沙市体育局2025年部门预算支出500.00万元，实际支出480.00万元，执行率96%。
项目支出情况表
单位：万元
项目名称\t预算数\t执行数\t执行率
健身设施\t500.00\t480.00\t96%
"""
_LINKS = """白沙市体育局2026年部门预算公开
白沙市体育局2026年部门预算.pdf
白沙市体育局（本级）2026年单位预算.pdf
"""
_CHECKLIST = """白沙市体育局2026年部门预算公开自查表
部门名称：白沙市体育局
序号\t检查内容\t是否公开\t张数
1\t收支总表\t是\t1
2\t收入总表\t是\t1
合计\t\t\t12
"""
_LETTER = """关于报送白沙市体育局2026年部门预算的函
白沙市财政局：
现报送白沙市体育局2026年部门预算，收入预算500.00万元，支出预算500.00万元。
"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_EVALUATION, "绩效自评报告"),
        (
            _EVALUATION.replace("部门整体支出绩效自评报告", "群众体育专项资金绩效评价报告"),
            "评价报告",
        ),
        (_EVALUATION.replace("部门整体支出绩效自评报告", "部门预算执行审计结果"), "审计结果"),
        (_LINKS, "没有预决算表"),
        (_LINKS + "更多>>\n上一篇\n下一篇\n", "没有预决算表"),
        (_CHECKLIST, "自查表"),
        (_CHECKLIST.replace("公开自查表", "信息"), "没有预决算表"),
        (_LETTER, "的函"),
        (_LETTER.replace("报送", "批复").replace("的函", "的通知"), "的通知"),
        ("XX市XX局2026年部门预算\n" + _BLANK, "没有填的样表"),
        ("白沙市××局20××年度部门预算\n" + _FILLED.replace("白沙市体育局", "××局"), "样表"),
        ("某某单位2026年单位预算公开\n" + _FILLED.replace("白沙市体育局", "某某单位"), "样表"),
        ("____局2026年部门预算\n" + _FILLED.replace("白沙市体育局", "____局"), "样表"),
        ("白沙市体育局2026年部门预算\n" + _BLANK, "一个金额也没有填"),
        ("白沙市体育局2026年部门预算\n共有车辆3辆。\n", "没有预决算表"),
    ],
)
def test_what_is_no_disclosure_is_refused(tmp_path: Path, text: str, said: str) -> None:
    result = _import(text, tmp_path)
    assert result.status == 2 and not result.outcomes
    (refusal,) = result.refused
    assert said in refusal.why and "应有" in refusal.why and "段文字" in refusal.why


_STATED = "白沙市体育局2026年部门预算\n" + _BLANK + "注：本部门没有此项收支，此表为空表。\n"
_PROSE = """白沙市体育局2026年部门预算情况说明
一、收入预算情况说明
白沙市体育局2026年度收入预算500.00万元。
"""


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("白沙市体育局2026年部门预算\n" + _FILLED, 0),
        ("关于批复2026年部门预算的通知\n白沙市体育局2026年部门预算\n" + _FILLED, 0),
        ("白沙市体育局2026年部门预算\n本局检查结果见XX网。\n" + _FILLED, 0),
        (_PROSE, 0),
        (_STATED, 1),
        ("白沙市体育局2026年部门预算\n" + _TABLE.format("5OO.00") + "合计\t1.2.3\n", 1),
    ],
)
def test_what_is_a_disclosure_is_not(tmp_path: Path, text: str, status: int) -> None:
    result = _import(text, tmp_path)
    assert not result.refused, result.refused
    assert result.status == status


def test_a_report_beside_a_disclosure_is_no_part_of_it(tmp_path: Path) -> None:
    for name, text in (("a.txt", "白沙市体育局2026年部门预算\n" + _FILLED), ("b.txt", _EVALUATION)):
        (tmp_path / name).write_text(text, "utf-8")
    files = [tmp_path / "a.txt", tmp_path / "b.txt"]
    result = ingest.ingest_all(files, ingest.ImportOptions(), tmp_path)
    assert [refusal.file for refusal in result.refused] == [str(files[1])]
    (outcome,) = result.outcomes
    assert len(outcome.package.sources) == 1 and not outcome.package.rows("projects")
