"""The checks of form: what is wrong with a package's descriptor and files is told with its place, and all at once."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import socket
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from scripts import checks, package
from scripts.__main__ import app
from scripts.checks import Finding, Verdict
from scripts.checks.run import CheckResult
from scripts.package import PackageError
from tests.support import spoil

KNOWN = checks.classifications(spoil.PACKAGES)


ENGLISH = re.compile(r"type is|constraint \"|of type|Errno|codec|position \"|property")
"""Words of frictionless, of Python, and of JSON Schema: findings are in ours."""


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoil.write(spoil.FIXTURE, tmp_path_factory.mktemp("packages"))


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "departments" / "good" / good.name))


def _check(folder: Path) -> CheckResult:
    return checks.check(folder, KNOWN)


def _findings(folder: Path, **wanted: object) -> list[Finding]:
    """The failures with these properties."""
    found = _check(folder).failures
    return [
        one for one in found if all(getattr(one, name) == value for name, value in wanted.items())
    ]


def _run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", "--strict", *arguments])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.stdout


# A good package


def test_a_good_package_has_no_failure_and_the_equations_of_its_tables_all_hold(good: Path) -> None:
    checked = _check(good)
    assert checked.failures == ()
    stated = [
        verdict
        for verdict in checked.verdicts
        if verdict.outcome != "cannot-tell" and _of_tables(verdict)
    ]
    assert len(stated) >= 60
    assert {verdict.outcome for verdict in stated} == {"pass"}
    assert all(verdict.reason for verdict in checked.verdicts if verdict.outcome == "cannot-tell")


@pytest.mark.skipif(
    not spoil.FOUNDING.exists(), reason="the founding document is not beside this checkout"
)
def test_the_founding_document_makes_a_good_package(tmp_path: Path) -> None:
    checked = _check(spoil.write(spoil.FOUNDING, tmp_path))
    assert checked.failures == ()
    assert (
        sum(verdict.outcome == "pass" and _of_tables(verdict) for verdict in checked.verdicts) >= 60
    )


def _of_tables(verdict: Verdict) -> bool:
    """Whether a verdict is on an equation of the tables and the prose, not on what a performance sheet says."""
    return verdict.is_equation and checks.RULES[verdict.rule].group != "performance"


def test_the_good_package_exits_with_0(good: Path) -> None:
    code, said = _run(str(good))
    assert code == 0
    assert "0 条错误" in said.splitlines()[-1]


def test_every_rule_that_tries_equations_is_known_by_name(good: Path) -> None:
    assert {verdict.rule for verdict in _check(good).verdicts} <= set(checks.RULES)
    assert {verdict.outcome for verdict in _check(good).verdicts} <= set(checks.OUTCOMES)


# Spoilt in one way


def _lost(table: str, column: str) -> spoil.Spoil:
    def change(records: list[list[str]]) -> None:
        at = records[0].index(column)
        for record in records:
            del record[at]

    return lambda folder: spoil.records(folder, table, change)


def _extra(records: list[list[str]]) -> None:
    for number, record in enumerate(records):
        record.append("remark" if number == 0 else "x")


def _cell(*arguments: Any) -> spoil.Spoil:
    return lambda folder: spoil.cell(folder, *arguments)


def _resource(table: str, /, **stated: Any) -> spoil.Spoil:
    return lambda folder: spoil.resource(folder, table, **stated)


def _bytes(path: str, change: Callable[[bytes], bytes]) -> spoil.Spoil:
    return lambda folder: (folder / path).write_bytes(change((folder / path).read_bytes()))


def _top(**stated: Any) -> spoil.Spoil:
    return lambda folder: spoil.descriptor(folder, lambda whole: whole.update(stated))


def _linked_outside(folder: Path) -> None:
    outside = folder.parents[2] / "outside.csv"
    shutil.move(folder / "data/income.csv", outside)
    (folder / "data/income.csv").symlink_to(outside)


def _unnamed(folder: Path) -> None:
    shutil.copy(folder / "data/income.csv", folder / "data/more.csv")


SPOILT: dict[str, tuple[spoil.Spoil, str, int | None, str, str, str]] = {
    # what: how, and the file, row, field, what was found and what was expected that one finding must tell
    "wrong type": (_cell("expenditure", 3, "amount", "abc"), "data/expenditure.csv", 3, "amount", "abc", "数字"),
    "a word for a whole number": (_cell("income", 4, "position", "四"), "data/income.csv", 4, "position", "四", "整数"),
    "lost value column": (_lost("expenditure", "basic"), "data/expenditure.csv", 1, "basic", "没有这一列", "basic"),
    "lost key column": (_lost("income", "function_code"), "data/income.csv", 1, "function_code", "没有这一列", "function_code"),
    "lost id column": (_lost("income", "line"), "data/income.csv", 1, "line", "没有这一列", "line"),
    "code 9999999": (_cell("expenditure", 5, "function_code", "9999999"), "data/expenditure.csv", 5, "function_code", "9999999", "201 到"),
    "class that cannot be": (_cell("expenditure", 3, "function_code", "999"), "data/expenditure.csv", 3, "function_code", "999", "201 到"),
    "wrong total": (_cell("expenditure", 2, "amount", "5583.87"), "data/expenditure.csv", 2, "amount", "5,583.87万元", "82.87万元 + "),
    "altered part": (_cell("expenditure", 6, "project", "76.30"), "data/expenditure.csv", 4, "project", "75.30万元", "76.30万元"),
    "altered sum": (_cell("sheet-funds", 2, "amount", "9000"), "data/sheet-funds.csv", 2, "amount", "9,000元", "8,000元"),
    "duplicate line": (lambda folder: spoil.records(folder, "expenditure", lambda held: held.append(held[8])), "data/expenditure.csv", 10, "line", "", "每行一个不同的行标识"),
    "broken JSON": (_bytes("datapackage.json", lambda held: held.decode()[:1000].encode()), "datapackage.json", None, "", "读不下去", "UTF-8 的 JSON 对象"),
    "JSON that is no object": (_bytes("datapackage.json", lambda _: b"[]"), "datapackage.json", 1, "", "列表", "UTF-8 的 JSON 对象"),
    "JSON too deep": (_bytes("datapackage.json", lambda _: b"[" * 100_000), "datapackage.json", None, "", "", "UTF-8 的 JSON 对象"),
    "JSON with a huge number": (_bytes("datapackage.json", lambda held: held.replace(b"2023,", b"9" * 5000 + b",", 1)), "datapackage.json", None, "", "数字太长", "UTF-8 的 JSON 对象"),
    "JSON in another encoding": (_bytes("datapackage.json", lambda held: held.decode().encode("gb18030")), "datapackage.json", None, "", "不是 UTF-8", "UTF-8 的 JSON 对象"),
    "wrong encoding": (_bytes("data/summary.csv", lambda held: held.decode().encode("gb18030")), "data/summary.csv", 2, "", "第 ", "UTF-8"),
    "byte order mark": (_bytes("data/summary.csv", lambda held: b"\xef\xbb\xbf" + held), "data/summary.csv", 1, "", "BOM", "直接从列名开始"),
    "NUL byte": (_bytes("data/income.csv", lambda held: held.replace(b"201,", b"20\x001,", 1)), "data/income.csv", 3, "", "空字节", "UTF-8 的文字"),
    "empty file": (_bytes("data/income.csv", lambda _: b""), "data/income.csv", 1, "", "没有内容", "一行列名"),
    "missing file": (lambda folder: (folder / "data/income.csv").unlink(), "data/income.csv", None, "", "没有这个文件", "datapackage.json 写着的文件"),
    "a folder for a file": (lambda folder: ((folder / "data/income.csv").unlink(), (folder / "data/income.csv").mkdir()), "data/income.csv", None, "", "文件夹", "包内的普通文件"),
    "missing descriptor": (lambda folder: (folder / "datapackage.json").unlink(), "datapackage.json", None, "", "没有这个文件", "一个文件"),
    "file that nobody names": (_unnamed, "data/more.csv", None, "", "多出来的文件", "写着的文件"),
    "extra column": (lambda folder: spoil.records(folder, "projects", _extra), "data/projects.csv", 1, "remark", "remark", "没有这一列"),
    "columns in another order": (lambda folder: spoil.records(folder, "projects", lambda held: [record.reverse() for record in held]), "data/projects.csv", 1, "", "source_line", "line、parent"),
    "path above the package": (_resource("income", path="../../other/2023-budget/data/income.csv"), "datapackage.json", None, "path", "../../other", "包内文件的相对路径"),
    "absolute path": (_resource("income", path="/etc/hostname"), "datapackage.json", None, "path", "/etc/hostname", "包内文件的相对路径"),
    "path that is an address": (_resource("income", path="https://example.org/income.csv"), "datapackage.json", None, "path", "https://example.org", "包内文件的相对路径"),
    "link out of the package": (_linked_outside, "datapackage.json", None, "path", "data/income.csv", "包内文件的相对路径"),
    "several paths": (_resource("income", path=["data/income.csv", "data/income.csv"]), "datapackage.json", None, "path", "列表", "包内文件的相对路径"),
    "schema in another file": (_resource("income", schema="../schema.json"), "datapackage.json", None, "schema", "../schema.json", "列的列表"),
    "unit alone": (lambda folder: spoil.unit(folder, "income", "元"), "datapackage.json", None, "multiplier", "10000", "1"),
    "unknown unit": (lambda folder: spoil.unit(folder, "income", "美元"), "datapackage.json", None, "amountUnit", "美元", "万元"),
    "no unit": (_resource("income", amountUnit=None, multiplier=None), "datapackage.json", None, "amountUnit", "没有", "万元"),
    "unit of a statement": (_cell("statements", 10, "amount_unit", "吨"), "data/statements.csv", 10, "amount_unit", "吨", "万元"),
    "unknown status": (_resource("income", status="lost"), "datapackage.json", None, "status", "lost", "published"),
    "status that is no word": (_resource("income", status=["published"]), "datapackage.json", None, "status", "列表", "published"),
    "empty, but it is not": (_resource("income", status="empty-stated"), "data/income.csv", 2, "current_year", "5582.87", "空白或 0"),
    "unknown table": (_resource("income", name="incomes"), "datapackage.json", None, "name", "incomes", "income、"),
    "table name that is no word": (_resource("income", name=7), "datapackage.json", None, "name", "7", "income、"),
    "parent that is not there": (_cell("expenditure", 4, "parent", "bcdfghjkmn"), "data/expenditure.csv", 4, "parent", "bcdfghjkmn", "同一张表里的行标识，或者空白"),
    "malformed line id": (_cell("expenditure", 9, "line", "aeiou12345"), "data/expenditure.csv", 9, "line", "aeiou12345", "十个小写辅音字母的行标识"),
    "line without an id": (_cell("expenditure", 9, "line", ""), "data/expenditure.csv", 9, "line", "", "不能空白"),
    "negative position": (_cell("expenditure", 4, "position", "-3"), "data/expenditure.csv", 4, "position", "-3", "不小于 1"),
    "unknown role": (_cell("expenditure", 4, "role", "sum"), "data/expenditure.csv", 4, "role", "sum", "total、subtotal、line 之一"),
    "huge whole number": (_cell("expenditure", 4, "amount", "9" * 5000), "data/expenditure.csv", 4, "amount", "9" * 80 + "…", "整数至多 14 位"),
    "huge position": (_cell("expenditure", 4, "position", "9" * 5000), "data/expenditure.csv", 4, "position", "999", "整数"),
    "no number at all": (_cell("expenditure", 4, "amount", "NaN"), "data/expenditure.csv", 4, "amount", "NaN", "只有数字和小数点"),
    "endless number": (_cell("expenditure", 4, "amount", "Infinity"), "data/expenditure.csv", 4, "amount", "Infinity", "数字"),
    "power of ten": (_cell("expenditure", 4, "amount", "8.287E+1"), "data/expenditure.csv", 4, "amount", "8.287E+1", "只有数字和小数点"),
    "thousands separators": (_cell("expenditure", 2, "amount", "5,582.87"), "data/expenditure.csv", 2, "amount", "5,582.87", "数字"),
    "missing trailing cell": (lambda folder: spoil.records(folder, "expenditure", lambda held: held[3].pop()), "data/expenditure.csv", 4, "source_line", "没有这一格", "12 格"),
    "extra cell": (lambda folder: spoil.records(folder, "expenditure", lambda held: held[3].append("x")), "data/expenditure.csv", 4, "", "x", "12 格"),
    "blank line": (lambda folder: spoil.records(folder, "expenditure", lambda held: held.insert(3, [])), "data/expenditure.csv", 4, "", "空行", "一行数据"),
    "document that is not listed": (_cell("expenditure", 4, "document", "9"), "data/expenditure.csv", 4, "document", "9", "1 到 1"),
    "a heading that is not told by list": (lambda folder: spoil.descriptor(folder, lambda whole: whole["resources"][2]["schema"]["fields"][7].update(published="合计")), "datapackage.json", None, "amount", "合计", "列表名和表头的对照"),
    "a column without a name": (lambda folder: spoil.descriptor(folder, lambda whole: whole["resources"][2]["schema"]["fields"][7].update(name=7)), "datapackage.json", None, "schema", "对象", "列的列表"),
    "what was left out, half told": (_top(leftOut=[{"what": "x"}]), "datapackage.json", None, "leftOut", "对象", "what、why、place"),
    "a profile elsewhere": (_top(profile="https://example.org/profile.json"), "datapackage.json", None, "profile", "https://example.org", "tabular-data-package"),
    "rules elsewhere": (_resource("income", **{"$schema": "https://example.org/schema.json"}), "datapackage.json", None, "$schema", "https://example.org", "没有这一项"),
    "no disclosure": (_top(disclosure=None), "datapackage.json", None, "disclosure", "没有", "部门、级别、年份、阶段"),
    "disclosure that is a list": (_top(disclosure=[]), "datapackage.json", None, "disclosure", "列表", "部门、级别、年份、阶段"),
    "no sources": (_top(sources=[]), "datapackage.json", None, "sources", "列表", "来源的列表"),
    "no tables": (_top(resources=[]), "datapackage.json", None, "resources", "空列表", "表的列表"),
    "tables that are none": (_top(resources=[1, "a", None]), "datapackage.json", None, "resources", "不是对象", "表的列表"),
    "no coordinates": (_resource("income", coordinates=None), "datapackage.json", None, "coordinates", "没有", "数据模型里的口径"),
}  # fmt: skip


FEW = {"summary", "income", "expenditure", "projects", "sheet-funds", "statements"}
"""The tables that are spoilt below: with these alone a package is checked in half the time."""


@pytest.fixture(scope="session")
def few(good: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good package with few tables."""
    folder = tmp_path_factory.mktemp("few") / good.name
    shutil.copytree(good, folder)
    for file in folder.glob("data/*.csv"):
        if file.stem not in FEW:
            file.unlink()

    def cut(whole: dict[str, Any]) -> None:
        whole["resources"] = [one for one in whole["resources"] if one["name"] in FEW]

    spoil.descriptor(folder, cut)
    return folder


def test_the_package_with_few_tables_is_sound(few: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(few, tmp_path / "departments" / "good" / few.name))
    assert _check(folder).is_sound


@pytest.mark.parametrize("what", SPOILT)
def test_a_spoilt_package_gets_a_finding_that_names_the_place(
    few: Path, what: str, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(few, tmp_path / "departments" / "good" / few.name))
    spoiling, file, row, field, found, expected = SPOILT[what]
    spoiling(folder)
    code, said = _run(str(folder), "--format", "json")
    told = [Finding(**one) for checked in json.loads(said) for one in checked["findings"]]
    assert code == 1
    assert any(
        (one.severity, one.file, one.field) == ("failure", file, field)
        and row in (None, one.row)
        and found in one.found
        and expected in one.expected
        for one in told
    ), [checks.text(one) for one in told]
    for one in told:
        assert one.package == "departments/good/2023-budget"
        assert re.search(r"[\u4e00-\u9fff]", one.message)
        assert not ENGLISH.search(one.message + one.expected), one


def test_a_changed_schema_is_noticed(folder: Path) -> None:
    def change(whole: dict[str, Any]) -> None:
        fields = whole["resources"][0]["schema"]["fields"]
        fields[0]["constraints"] = {}
        fields[3]["type"] = "string"
        fields[4]["name"] = "part"

    spoil.descriptor(folder, change)
    assert {one.field for one in _findings(folder, file="datapackage.json")} >= {
        "line",
        "position",
        "part",
    }


def test_a_fault_of_the_descriptor_is_told_with_its_line(folder: Path) -> None:
    spoil.unit(folder, "income", "元")
    spoil.descriptor(
        folder, lambda whole: whole["resources"][2]["schema"]["fields"][7].update(type="string")
    )
    lines = (folder / "datapackage.json").read_text(encoding="utf-8").splitlines()
    (unit,) = _findings(folder, rule="unit")
    (column,) = _findings(folder, rule="schema", field="amount")
    assert unit.row and '"multiplier"' in lines[unit.row - 1]
    assert column.row and '"name": "amount"' in lines[column.row - 1]
    assert lines.index('      "name": "expenditure",') < column.row


def test_a_figure_declared_to_mean_nothing_is_noticed(folder: Path) -> None:
    spoil.descriptor(
        folder, lambda whole: whole["resources"][0]["schema"].update(missingValues=["", "5582.87"])
    )
    assert _findings(folder, field="missingValues", found="5582.87")


@pytest.mark.parametrize("circle", [["income.csv"], ["income.csv", "more.csv"]])
def test_links_in_a_circle_are_no_traceback(circle: list[str], folder: Path) -> None:
    (folder / "data/income.csv").unlink()
    for name, target in zip(circle, [*circle[1:], circle[0]], strict=True):
        (folder / "data" / name).symlink_to(folder / "data" / target)
    assert _findings(folder, field="path", found="data/income.csv")


def test_a_package_whose_folder_is_a_link_to_itself_is_told(folder: Path) -> None:
    (folder.parent / "2024").symlink_to(folder.parent / "2024")
    assert _findings(folder.parent / "2024", rule="schema", found="链接")


@pytest.mark.parametrize(
    "name", ["summary.md", "notes.csv", "corrections.csv", "LICENCE", "data/more.csv", "more"]
)
def test_a_link_out_of_the_package_is_told_and_what_it_leads_to_is_not_read(
    folder: Path, name: str
) -> None:
    secret = folder.parents[2] / "secret"
    secret.write_text(f"a,b\n{_mobile()},秘密\n", "utf-8")
    (folder / name).symlink_to(secret if name != "more" else folder.parents[2])
    checked = _check(folder)
    (told,) = checked.failures
    assert (told.rule, told.file, told.found, told.expected) == (
        "schema",
        name,
        "链接",
        "包内的普通文件",
    )
    assert not checked.is_sound
    with pytest.raises(PackageError) if name in package.OURS else nullcontext():
        made = package.read(folder)
        assert "秘密" not in str(
            [file.content.decode("utf-8", "replace") for file in package.ours(made)]
        )


@pytest.mark.parametrize(
    "name", ["summary.md", "notes.csv", "corrections.csv", "datapackage.json", "data/income.csv"]
)
def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    os.mkfifo(folder / name)
    assert _findings(folder, file=name)


def test_a_folder_for_what_a_person_writes_is_told(folder: Path) -> None:
    (folder / "summary.md").mkdir()
    assert _findings(folder, file="summary.md", found="文件夹")


def test_odd_descriptors_are_no_traceback(folder: Path) -> None:
    """Whatever property is replaced by something of another type, the check says so and goes on."""
    stated = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    stated["resources"] = stated["resources"][:2]
    random_ = random.Random(2023)
    for name in [*stated, *(f"resources.1.{key}" for key in stated["resources"][1]), "resources.1.schema.fields", "resources.1.schema.fields.2", "resources.1.schema.fields.2.type", "resources.1.schema.fields.2.constraints"]:  # fmt: skip
        for value in random_.sample(
            [None, 7, "x", [], {}, [7], {"x": 7}, "\ud800", True, 1e300], 2
        ):
            whole = json.loads(json.dumps(stated))
            at: Any = whole
            *way, last = name.split(".")
            for step in way:
                at = at[int(step)] if isinstance(at, list) else at[step]
            at[int(last) if isinstance(at, list) else last] = value
            (folder / "datapackage.json").write_text(json.dumps(whole), encoding="utf-8")
            _run(str(folder), "--format", random_.choice(["text", "github"]))


def test_an_empty_folder_or_nothing_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name, words in (("empty", "缺少 datapackage.json"), ("nowhere", "没有这个数据包文件夹")):
        code, said = _run(str(tmp_path / name))
        assert code == 1
        assert words in said


def test_a_file_that_is_neither_package_nor_disclosure_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert _run(str(tmp_path / "file"))[0] == 2


# Personal data


def _mobile() -> str:
    return f"1{random.choice('3456789')}" + "".join(random.choice("0123456789") for _ in range(9))


@pytest.mark.parametrize(("table", "row", "column"), [("summary", 3, "item"), ("performance-targets", 4, "target"), ("expenditure", 4, "amount"), ("income", 5, "function_name")])  # fmt: skip
def test_a_telephone_number_is_told_by_its_place_never_by_its_value(
    folder: Path, table: str, row: int, column: str
) -> None:
    number = _mobile()
    spoil.cell(folder, table, row, column, number)
    assert _findings(folder, rule="privacy", file=f"data/{table}.csv", row=row, field=column)
    for form in ("text", "json", "github"):
        code, said = _run(str(folder), "--format", form)
        assert code == 1
        assert number not in said
        assert f"{int(number):,}" not in said


def test_personal_data_is_found_in_every_file_of_a_package(folder: Path) -> None:
    (folder / "summary.md").write_text(f"联系 {_mobile()}\n", encoding="utf-8")
    spoil.descriptor(folder, lambda whole: whole["sources"][0].update(title=_mobile()))
    assert {one.file for one in _findings(folder, rule="privacy")} == {
        "summary.md",
        "datapackage.json",
    }


# All at once


def test_all_findings_of_a_package_are_told_at_once(folder: Path) -> None:
    spoil.cell(folder, "expenditure", 4, "project", "abc")
    spoil.cell(folder, "expenditure", 2, "amount", "5592.87")
    spoil.cell(folder, "income", 9, "function_code", "9999999")
    spoil.cell(folder, "three-public", 7, "amount", "1.36")
    _lost("projects", "list")(folder)
    (folder / "data/summary.csv").unlink()
    spoil.unit(folder, "basic-expenditure", "元", 1)
    spoil.cell(folder, "statements", 3, "section", _mobile())
    places = {(one.rule, one.file, one.field) for one in _check(folder).failures}
    assert places >= {
        ("schema", "data/expenditure.csv", "project"),
        ("total", "data/expenditure.csv", "amount"),
        ("code", "data/income.csv", "function_code"),
        ("total", "data/three-public.csv", "amount"),
        ("prose", "data/three-public.csv", "amount"),
        ("schema", "data/projects.csv", "list"),
        ("schema", "data/summary.csv", ""),
        ("a10-1", "data/general-public-expenditure.csv", "basic"),
        ("privacy", "data/statements.csv", "section"),
    }


def test_a_cell_that_is_no_figure_makes_no_equation_fail(folder: Path) -> None:
    spoil.cell(folder, "expenditure", 4, "project", "abc")
    assert {one.rule for one in _check(folder).failures} == {"schema"}


def test_a_lost_column_makes_no_equation_fail(folder: Path) -> None:
    _lost("expenditure", "basic")(folder)
    assert {one.rule for one in _check(folder).failures} == {"schema"}


# The command line


def test_a_document_that_contradicts_itself_makes_a_sound_package_all_the_same(
    folder: Path,
) -> None:
    spoil.cell(folder, "expenditure", 2, "amount", "5592.87")
    done = CliRunner().invoke(app, ["check", str(folder)])
    assert (done.exit_code, _run(str(folder))[0]) == (0, 1)
    assert "5,592.87" in done.stdout


def test_json_is_json_with_every_field(folder: Path) -> None:
    spoil.cell(folder, "expenditure", 2, "amount", "5592.87")
    code, said = _run(str(folder), "--format", "json")
    (told,) = json.loads(said)
    assert code == 1
    assert told["package"] == "departments/good/2023-budget"
    fields = {
        "rule",
        "severity",
        "package",
        "file",
        "row",
        "field",
        "found",
        "expected",
        "message",
        "line",
    }
    assert all(set(one) == fields for one in told["findings"])
    assert next(one for one in told["findings"] if one["severity"] == "failure")["row"] == 2


def test_json_holds_every_verdict_with_exact_figures_as_text(good: Path) -> None:
    code, said = _run(str(good), "--format", "json")
    ((told),) = json.loads(said)
    assert code == 0
    assert {one["severity"] for one in told["findings"]} == {"notice"}
    assert len(told["verdicts"]) == len(_check(good).verdicts)
    first = next(one for one in told["verdicts"] if one["rule"] == "a1")
    assert (first["verdict"], first["left"]["value"], first["left"]["published"]) == (
        "pass",
        "55828700.00",
        "5,582.87万元",
    )


def test_github_gets_commands_with_file_and_row_from_the_working_directory(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil.cell(folder, "expenditure", 2, "amount", "5592.87")
    monkeypatch.chdir(tmp_path)
    _, said = _run("departments", "--format", "github")
    file = "departments/good/2023-budget/data/expenditure.csv"
    assert re.search(
        rf"^::error file={re.escape(file)},line=2,title=\w[\w-]*::amount：", said, re.MULTILINE
    )
    assert all(line.startswith(("::error ", "::notice ")) for line in said.splitlines())


def test_github_commands_are_escaped() -> None:
    finding = Finding("a,b", "notice", "p", "data/a,b:c%.csv", 3, "", "100%\n::error::x", "y", "z")
    command = checks.github(finding, Path("folder"))
    assert command.startswith("::notice file=folder/data/a%2Cb%3Ac%25.csv,line=3,title=a%2Cb::")
    assert "100%25%0A::error::x" in command
    assert "\n" not in command


def test_without_a_path_all_packages_are_checked_and_the_reference_packages_too(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "root"
    shutil.copytree(spoil.PACKAGES / "reference", root / "datapackages/reference")
    shutil.copytree(folder, root / "datapackages/departments/good/2023-budget")
    monkeypatch.chdir(root)
    code, said = _run()
    assert code == 0, said
    assert said.splitlines()[-1].startswith("4 个数据包")
    terms = root / "datapackages/reference/glossary/data/terms.csv"
    terms.write_text(
        terms.read_text(encoding="utf-8").replace("true", "perhaps", 1), encoding="utf-8"
    )
    names = root / "datapackages/reference/economic-classification/data/department.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("30101,group,301,", "30101,group,399,", 1), encoding="utf-8")  # fmt: skip
    names.write_text(
        names.read_text(encoding="utf-8").replace("30102,", "30101,", 1), encoding="utf-8"
    )
    code, said = _run()
    assert code == 1
    assert "reference/glossary/data/terms.csv" in said
    assert "perhaps" in said
    assert "现为 30101" in said


def test_a_year_without_its_descriptor_is_missed(folder: Path) -> None:
    (folder / "datapackage.json").unlink()
    assert checks.folders(folder.parents[2]) == [folder]
    assert _run(str(folder.parents[2]))[0] == 1


@pytest.mark.parametrize("hidden", [".good/2023-budget", "good/.2023-budget-x1y2"])
def test_a_hidden_folder_is_told_and_never_one_of_the_packages_that_are_published(
    folder: Path, tmp_path: Path, hidden: str
) -> None:
    root = tmp_path / "root/datapackages"
    shutil.copytree(folder, root / "departments" / hidden)
    found = root / "departments" / hidden
    assert checks.folders(root) == [found]
    assert package.find(root) == []
    checked = _check(found)
    (failure,) = checked.failures
    assert (failure.rule, failure.found) == (
        "schema",
        next(part for part in found.parts if part.startswith(".")),
    )
    assert "以点开头" in failure.message and str(found) in failure.message
    assert not checked.is_sound and checked.package is None
    code, said = _run(str(root))
    assert code == 1 and str(found) in said


def test_what_an_interrupted_import_left_is_told_even_where_its_descriptor_was_not_written(
    folder: Path, tmp_path: Path
) -> None:
    root = tmp_path / "root/datapackages"
    stands = Path(shutil.copytree(folder, root / "departments/good/2023-budget"))
    left = root / "departments/good/.2023-budget-x1y2"
    left.mkdir()
    assert checks.folders(root) == [left, stands]
    assert package.find(root) == [stands]
    assert left.name in _check(left).failures[0].message


@pytest.mark.parametrize("stray", ["good", "good/more/2023-budget"])
def test_a_package_in_the_wrong_place_is_told_for_it_is_not_published(
    folder: Path, tmp_path: Path, stray: str
) -> None:
    root = tmp_path / "root/datapackages"
    found = Path(shutil.copytree(folder, root / "departments" / stray))
    assert found in checks.folders(root) and package.find(root) == []
    assert "放错了地方" in _check(found).failures[0].message
    (root / "departments").rename(root / "elsewhere")
    assert _check(root / "elsewhere" / stray).is_sound, "a package by itself may lie anywhere"


def test_the_packages_that_the_project_holds_are_all_in_their_place() -> None:
    departments = [one for one in checks.folders(spoil.PACKAGES) if "departments" in one.parts]
    assert departments == package.find(spoil.PACKAGES)


def test_a_package_is_checked_in_well_under_a_second(good: Path) -> None:
    _check(good)
    began = time.process_time()
    _check(good)
    assert time.process_time() - began < 2  # 0.3 s of CPU here


def test_nothing_is_asked_of_the_network(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    spoil.resource(folder, "income", path="https://example.org/income.csv")
    assert _findings(folder, field="path")
