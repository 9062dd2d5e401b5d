"""An import ends with status 1 where `check` would not let its package pass, and says why in the same words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts.__main__ import app

_TEXT = """白沙市体育局2026年部门预算

收支总表
部门名称：白沙市体育局\t{unit}
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t{amount}\t一、文化旅游体育与传媒支出\t{amount}
收入总计\t{amount}\t支出总计\t{amount}
"""
_NO_UNIT = "表里有金额，却没有写单位"
_TOO_LARGE = "太大"


def _document(folder: Path, unit: str = "单位：万元", amount: str = "500.00") -> Path:
    path = folder / "a.txt"
    path.write_text(_TEXT.format(unit=unit, amount=amount), "utf-8")
    return path


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, list(map(str, arguments)))


def _said(result: Result) -> str:
    return result.output.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("unit", "amount", "why"),
    [
        ("", "500.00", _NO_UNIT),
        ("单位：亿元", "10000000.00", _TOO_LARGE),
        ("单位：千元", "1000000000000", _TOO_LARGE),
        ("单位：万元", "-100000000000.00", _TOO_LARGE),
    ],
)
def test_a_package_that_check_refuses_is_written_told_and_status_1(
    unit: str, amount: str, why: str, tmp_path: Path
) -> None:
    document = _document(tmp_path, unit, amount)
    imported = _run("import", document, "--out", tmp_path / "datapackages", "--slug", "x")
    assert imported.exit_code == 1
    assert "check通不过" in _said(imported) and why in _said(imported)
    checked = _run("check", tmp_path / "datapackages")
    assert checked.exit_code == 1 and why in _said(checked)


@pytest.mark.parametrize(("unit", "amount"), [("亿元", "9999999.99"), ("元", "99999999999999")])
def test_a_package_below_the_limit_is_sound(unit: str, amount: str, tmp_path: Path) -> None:
    document = _document(tmp_path, f"单位：{unit}", amount)
    imported = _run("import", document, "--out", tmp_path / "datapackages")
    assert imported.exit_code == 0 and "check通不过" not in _said(imported)
    assert _run("check", tmp_path / "datapackages").exit_code == 0


@pytest.mark.parametrize("form", ["json", "html"])
def test_every_report_tells_what_is_unsound(form: str, tmp_path: Path) -> None:
    to = tmp_path / f"report.{form}"
    document = _document(tmp_path, "")
    result = _run("import", document, "--dry-run", "--out", tmp_path / "none", "--report-to", to)
    assert result.exit_code == 1
    text = to.read_text("utf-8")
    assert _NO_UNIT in text
    if form == "json":
        report = json.loads(text)
        (package,) = report["packages"]
        assert (report["status"], package["complete"], len(package["faults"])) == (1, False, 1)


def test_what_a_person_wrote_beside_it_is_looked_at_too(tmp_path: Path, phone: str) -> None:
    out = tmp_path / "datapackages"
    document = _document(tmp_path)
    assert _run("import", document, "--out", out, "--slug", "x").exit_code == 0
    note = out / "departments/x/2026-budget/summary.md"
    note.write_text(f"问 {phone}\n", "utf-8")
    imported = _run("import", document, "--out", out, "--slug", "x")
    assert imported.exit_code == 1 and "summary.md" in _said(imported)
    assert _run("check", out).exit_code == 1


def test_a_second_folder_of_one_disclosure_is_told(tmp_path: Path) -> None:
    out = tmp_path / "datapackages"
    document = _document(tmp_path)
    assert _run("import", document, "--out", out, "--slug", "x").exit_code == 0
    assert _run("import", document, "--out", out, "--slug", "x").exit_code == 0
    again = _run("import", document, "--out", out, "--slug", "y")
    assert again.exit_code == 1 and "同一年、同一阶段" in _said(again)
    assert _run("check", out).exit_code == 1


def test_a_folder_that_is_a_link_is_told(tmp_path: Path) -> None:
    out, elsewhere = tmp_path / "datapackages", tmp_path / "elsewhere"
    elsewhere.mkdir()
    (out / "departments").mkdir(parents=True)
    (out / "departments/x").symlink_to(elsewhere)
    imported = _run("import", _document(tmp_path), "--out", out, "--slug", "x")
    assert imported.exit_code == 1 and "是链接" in _said(imported)


def test_a_draft_that_could_not_be_published_fails_its_check(tmp_path: Path) -> None:
    to = tmp_path / "draft.html"
    checked = _run("check", _document(tmp_path, ""), "--report-to", to)
    assert checked.exit_code == 1 and _NO_UNIT in _said(checked)
    assert _NO_UNIT in to.read_text("utf-8")
    _run("check", _document(tmp_path), "--report-to", to)
    assert "不能发布" not in to.read_text("utf-8")


@pytest.mark.parametrize(("unit", "status"), [("元", 0), ("万元", 1)])
def test_eleven_digits_are_an_amount_in_a_sentence_only_beside_its_unit(
    unit: str, status: int, tmp_path: Path, phone: str
) -> None:
    out = tmp_path / "datapackages"
    document = _document(tmp_path, "单位：元", phone)
    sentence = f"\n第三部分 情况说明\n2026年收入预算{phone}元，比上年增加5.00万元。\n"
    document.write_text(document.read_text("utf-8") + sentence, "utf-8")
    assert _run("import", document, "--out", out, "--slug", "x").exit_code == 0
    statements = out / "departments/x/2026-budget/data/statements.csv"
    text = statements.read_text("utf-8")
    assert f",元,{phone}," in text
    statements.write_text(text.replace(f",元,{phone},", f",{unit},{phone},"), "utf-8")
    checked = _run("check", out)
    assert (checked.exit_code, "手机号码" in checked.output) == (status, bool(status))
