"""What a document does not say is said by options of the import; what it says is not contradicted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from scripts import package as packages
from scripts.__main__ import app
from scripts.package.contract import faults

_TABLE = """收支总表
部门名称：白沙市体育局\t单位：万元
项目\t预算数\t项目\t预算数
一、一般公共预算拨款收入\t500.00\t一、文化旅游体育与传媒支出\t500.00
收入总计\t500.00\t支出总计\t500.00
"""
_NAMELESS = _TABLE.replace("部门名称：白沙市体育局", "")
_WHOLE = "白沙市体育局2026年部门预算\n\n" + _TABLE
_UNIT = _WHOLE.replace("部门预算", "单位预算").replace("体育局", "体育局游泳馆")


def _import(folder: Path, text: str, *options: str) -> Result:
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    out = ["--out", str(folder / "packages")]
    return CliRunner().invoke(app, ["import", str(path), *out, *options])


def _stored(folder: Path) -> dict[str, Any]:
    (path,) = folder.glob("packages/departments/*/*/datapackage.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["disclosure"]
    assert list(packages.read(path.parent).disclosure.stated) == found.get("stated", [])
    return found


@pytest.mark.parametrize(
    ("text", "options", "stated"),
    [
        (_TABLE, {"year": "2026"}, ["--year"]),
        (_TABLE, {"year": "2025", "phase": "final"}, ["--year", "--phase"]),
        (
            _NAMELESS,
            {"department": "白沙市体育局", "year": "2026"},
            ["--department", "--year"],
        ),
        (_TABLE, {"year": "2026", "level": "office"}, ["--year", "--level"]),
        (_WHOLE, {"region": "310107"}, ["--region"]),
        (_UNIT, {"level": "unit", "parent": "白沙市体育局"}, ["--level", "--parent"]),
        (_WHOLE, {"year": "2026", "phase": "budget", "level": "department"}, []),
    ],
)
def test_what_no_document_says_the_person_says(
    tmp_path: Path, text: str, options: dict[str, str], stated: list[str]
) -> None:
    arguments = [word for name, value in options.items() for word in (f"--{name}", value)]
    result = _import(tmp_path, text, *arguments)
    assert result.exit_code == 0, result.output
    found = _stored(tmp_path)
    assert found.get("stated", []) == stated
    assert {name: str(found[name]) for name in options} == options
    assert all(name in result.output for name in stated)


@pytest.mark.parametrize(
    ("text", "option", "value", "said"),
    [
        (_WHOLE, "--year", "2025", "2026 年"),
        (_WHOLE, "--phase", "final", "预算"),
        (_WHOLE, "--department", "白沙市教育局", "白沙市体育局"),
        (_WHOLE, "--level", "unit", "部门"),
        (_UNIT, "--level", "department", "单位"),
        (_WHOLE.replace("白沙", "南京"), "--region", "310107", "320100"),
    ],
)
def test_what_a_document_says_is_not_contradicted_but_by_force(
    tmp_path: Path, text: str, option: str, value: str, said: str
) -> None:
    refused = _import(tmp_path, text, option, value)
    assert refused.exit_code == 2 and not (tmp_path / "packages").exists()
    told = "".join(refused.output.split())
    assert f"{option}{value}" in told and "".join(said.split()) in told and "--force" in told

    assert _import(tmp_path, text, option, value, "--force").exit_code == 0
    found = _stored(tmp_path)
    assert str(found[option.removeprefix("--")]) == value and found["stated"] == [option]


@pytest.mark.parametrize(
    ("text", "option", "value"),
    [
        (_WHOLE.replace("白沙市体育局", "市体育局"), "--department", "白沙市体育局"),
        (_WHOLE.replace("白沙", "南京"), "--region", "320102"),
        (_UNIT, "--level", "office"),
    ],
)
def test_what_says_more_than_the_document_contradicts_nothing(
    tmp_path: Path, text: str, option: str, value: str
) -> None:
    assert _import(tmp_path, text, option, value).exit_code == 0
    assert _stored(tmp_path)["stated"] == [option]


def test_a_refusal_names_the_options_that_would_help(tmp_path: Path) -> None:
    told = _import(tmp_path, _TABLE).output
    assert "--year" in told and "--department" not in told
    assert "--department" in _import(tmp_path, "2026年部门预算\n" + _NAMELESS).output


def test_the_columns_are_read_by_the_year_that_the_person_says(tmp_path: Path) -> None:
    text = """三公经费支出表
部门名称：白沙市体育局\t单位：万元
项目\t2025年预算数\t2026年预算数
合计\t3.00\t2.00
公务接待费\t3.00\t2.00
"""
    assert _import(tmp_path, text, "--year", "2026").exit_code == 0
    (path,) = tmp_path.glob("packages/departments/*/*/data/three-public.csv")
    head = path.read_text("utf-8").splitlines()[0].split(",")
    assert "amount" in head and "previous_budget" in head


@pytest.mark.parametrize(
    "options",
    [
        ("--year", "1200"),
        ("--phase", "plan"),
        ("--level", "局"),
        ("--region", "999999"),
        ("--region", "上海"),
        ("--department", "  "),
        ("--parent", "<b>"),
        ("--department", "白沙市\n体育局"),
        ("--department", "\ufe0f"),
        ("--department", "联系人：张三"),
        ("--parent", "白沙市\udc80局"),
        ("--parent", "白沙市体育局"),
        ("--parent", "白沙市　体育局"),
        ("--title", "<b>预算</b>"),
        ("--title", "预算\x07"),
        ("--title", "预" * 201),
        ("--title", "1" + "3" * 10),
        ("--slug", "../../etc"),
        ("--slug", "/tmp"),
        ("--slug", ".."),
        ("--slug", "."),
        ("--slug", ""),
        ("--slug", "体育局"),
        ("--slug", "a" * 81),
        ("--source-url", "javascript:alert(1)"),
        ("--source-url", "https://example.org/\u202e"),
        ("--source-url", "https://["),
        ("--source-url", "https://someone:word@example.org/"),
        ("--source-url", "https://example.org/" + "a" * 2000),
        ("--published", "1066-01-01"),
        ("--approved", "9999-12-31"),
        ("--report-to", ""),
        ("--report-to", "."),
        ("--why", "更正\x1b[2J"),
        ("--why", "改" * 10_001),
        ("--why", "某人 a@" + "example.org"),
    ],
)
def test_what_no_package_may_hold_is_no_option(tmp_path: Path, options: tuple[str, str]) -> None:
    # Forced, so that nothing else refuses it.
    assert _import(tmp_path, _WHOLE, "--force", *options).exit_code == 2
    assert not (tmp_path / "packages").exists()


def test_files_of_one_disclosure_need_it_said_once(tmp_path: Path) -> None:
    for name, text in (
        ("a.txt", _WHOLE),
        ("b.txt", _TABLE.replace("收支总表", "财政拨款收支总表")),
    ):
        (tmp_path / name).write_text(text, "utf-8")
    out = ["--out", str(tmp_path / "packages"), "--year", "2026"]
    files = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    assert CliRunner().invoke(app, ["import", *files, *out]).exit_code == 0
    assert _stored(tmp_path)["stated"] == ["--year"]


def test_what_was_said_of_a_file_holds_when_the_same_file_comes_again(tmp_path: Path) -> None:
    assert _import(tmp_path, _TABLE, "--year", "2026", "--region", "310107").exit_code == 0
    before = _stored(tmp_path)
    again = _import(tmp_path, _TABLE)
    assert again.exit_code == 0
    assert "--year、--region 是导入时写明的" in again.output
    assert _stored(tmp_path) == before


def test_what_was_said_against_a_file_holds_too_until_something_else_is_said(
    tmp_path: Path,
) -> None:
    assert _import(tmp_path, _WHOLE, "--year", "2025", "--force").exit_code == 0
    assert _import(tmp_path, _WHOLE).exit_code == 0
    assert _stored(tmp_path)["year"] == 2025
    assert _import(tmp_path, _WHOLE, "--year", "2024").exit_code == 2


def test_what_was_said_of_a_file_says_nothing_of_another(tmp_path: Path) -> None:
    assert _import(tmp_path, _TABLE, "--year", "2026").exit_code == 0
    told = _import(tmp_path, _TABLE.replace("500.00", "600.00"))
    assert told.exit_code == 2
    assert "--year" in told.output


def test_a_draft_is_checked_with_what_the_person_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "draft.txt"
    path.write_text(_TABLE, "utf-8")
    runner = CliRunner()
    told = runner.invoke(app, ["check", str(path)])
    assert told.exit_code == 2 and "--year" in told.output
    assert runner.invoke(app, ["check", str(path), "--year", "2026"]).exit_code in (0, 1)
    assert "2026" in (tmp_path / "draft-核对.html").read_text("utf-8")


def test_a_package_is_checked_as_what_it_says_it_is(tmp_path: Path) -> None:
    assert _import(tmp_path, _WHOLE).exit_code == 0
    (folder,) = tmp_path.glob("packages/departments/*/*")
    assert CliRunner().invoke(app, ["check", str(folder)]).exit_code == 0
    told = CliRunner().invoke(app, ["check", str(folder), "--year", "2025"])
    assert told.exit_code == 2


def test_a_data_package_says_itself_whose_it_is(tmp_path: Path) -> None:
    assert _import(tmp_path, _WHOLE).exit_code == 0
    (path,) = tmp_path.glob("packages/departments/*/*")
    other = ["--out", str(tmp_path / "other"), "--year", "2025", "--force"]
    assert CliRunner().invoke(app, ["import", str(path), *other]).exit_code == 2


def test_the_contract_knows_the_names_of_the_options_and_no_others(tmp_path: Path) -> None:
    _import(tmp_path, _TABLE, "--year", "2026")
    (path,) = tmp_path.glob("packages/departments/*/*/datapackage.json")
    descriptor = json.loads(path.read_text("utf-8"))
    assert not list(faults(descriptor))
    descriptor["disclosure"]["stated"] = ["某人"]
    (fault,) = faults(descriptor)
    assert fault.place[:2] == ("disclosure", "stated")
