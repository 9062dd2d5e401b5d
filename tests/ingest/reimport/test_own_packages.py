"""Data packages of ours as files to import: they come back whole, and what is no sound package of ours is refused."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from scripts import __main__ as command
from scripts import downloads, files
from scripts import package as packages
from scripts.files import File
from scripts.package import Package, to_files
from scripts.verbs import documents
from tests.conftest import ROOT
from tests.support.shares import share

FOLDERS = packages.find(ROOT / "datapackages")
DAY = "2026-02-03"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "today", lambda: DAY)


def _import(out: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(command.app, ["import", *map(str, arguments), "--out", str(out)])


def _zipped(path: Path, content: Iterable[tuple[str, bytes]]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content:
            archive.writestr(name, one)
    return path


def _download(held: Package, folder: Path) -> Path:
    """The ZIP that the site offers of a package, with the verdicts beside its data."""
    verdicts = File.text("checks.csv", "rule,verdict\n")
    (made,) = (file for file in downloads.of_package(held, verdicts) if file.path.endswith(".zip"))
    path = folder / "download.zip"
    path.write_bytes(made.content)
    return path


def _bytes(folder: Path) -> Mapping[str, bytes]:
    return {file.path: file.content for file in files.read_all(folder)}


def _own(held: Package) -> Mapping[str, bytes]:
    return {file.path: file.content for file in to_files(held)}


def _put(folder: Path, content: Mapping[str, bytes]) -> Path:
    files.write(folder, [File(name, one) for name, one in content.items()])
    return folder


# The way back


def _some(about: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        "folder",
        share(FOLDERS, 6, about),
        ids=lambda folder: f"{folder.parent.name}-{folder.name}",
    )


@_some("download")
def test_the_download_of_every_package_is_imported_as_the_same_package(
    folder: Path, tmp_path: Path
) -> None:
    held = packages.read(folder)
    result = _import(tmp_path / "out", _download(held, tmp_path))
    assert result.exit_code in (0, 1), result.output
    assert "是本项目的数据包" in result.output
    lost = held.tables["unrecognised"].rows
    assert f"没有位置的单元格：{sum(row['document'] == '1' for row in lost)} 个" in result.output
    assert _bytes(tmp_path / "out" / held.path) == _own(held) | {
        one.path: one.content for one in packages.ours(held)
    }


@_some("itself")
def test_every_package_imported_over_itself_stays_as_it_is(folder: Path, tmp_path: Path) -> None:
    held = packages.read(folder)
    _put(tmp_path / "out" / held.path, _bytes(folder))
    result = _import(tmp_path / "out", _download(held, tmp_path))
    assert "和原来的数据包相比" not in result.output
    assert _bytes(tmp_path / "out" / held.path) == _bytes(folder)


def _beside(folder: Path, content: Mapping[str, bytes]) -> Path:
    """The files as single downloads lie: all in one folder."""
    return _put(folder, {name.removeprefix("data/"): one for name, one in content.items()})


FORMS: dict[str, Callable[[Path, Mapping[str, bytes]], Path]] = {
    "a folder": _put,
    "its descriptor": lambda folder, content: _put(folder, content) / "datapackage.json",
    "files beside the descriptor": lambda folder, content: (
        _beside(folder, content) / "datapackage.json"
    ),
    "a folder of files": _beside,
    "a folder of folders": lambda folder, content: _put(folder / "a" / "b", content).parents[1],
    "an archive of its folder": lambda folder, content: _zipped(
        folder.with_suffix(".zip"),
        [("下载/", b""), *((f"下载/{name}", one) for name, one in content.items())],
    ),
    "an archive in a folder": lambda folder, content: (
        _zipped(_put(folder, {"readme.md": b"x"}) / "no-ending", content.items()).parent
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_package_is_taken_in_every_form_in_which_it_lies_about(
    form: str, package: Package, tmp_path: Path
) -> None:
    path = FORMS[form](tmp_path / "given", _own(package))
    result = _import(tmp_path / "out", path)
    assert result.exit_code == 0, result.output
    assert ("没有收的文件" in result.output) == (form == "an archive in a folder")
    assert _bytes(tmp_path / "out" / package.path) == _own(package)


def test_what_lies_in_the_folder_of_a_package_and_is_none_of_it_is_told(
    package: Package, tmp_path: Path
) -> None:
    _put(tmp_path / "given", {**_own(package), "checks.csv": b"a,b\n1,2\n", "notes.txt": b"x"})
    result = _import(tmp_path / "out", tmp_path / "given")
    assert result.exit_code == 0
    assert f"没有收的文件：1 个，{tmp_path / 'given' / 'notes.txt'}" in result.output.replace(
        "\n", ""
    )


def test_several_packages_in_one_archive_are_all_imported(tmp_path: Path) -> None:
    held = [packages.read(folder) for folder in FOLDERS[:2]]
    content = [(f"{one.path}/{name}", data) for one in held for name, data in _own(one).items()]
    result = _import(tmp_path / "out", _zipped(tmp_path / "all.zip", content))
    assert result.exit_code in (0, 1), result.output
    assert [_bytes(tmp_path / "out" / one.path) for one in held] == [_own(one) for one in held]


def test_a_dry_run_tells_of_a_package_and_writes_nothing(package: Package, tmp_path: Path) -> None:
    result = _import(tmp_path / "out", _download(package, tmp_path), "--dry-run")
    assert result.exit_code == 0 and "是本项目的数据包" in result.output
    assert not (tmp_path / "out").exists()


def test_the_report_for_programs_says_how_a_package_was_read(
    package: Package, tmp_path: Path
) -> None:
    result = _import(
        tmp_path / "out", _download(package, tmp_path), "--report", "json", "--dry-run"
    )
    stated = json.loads(result.stdout)
    assert stated["packages"][0]["files"][0]["readAs"].startswith("是本项目的数据包")
    assert stated["packages"][0]["sources"][0]["sha256"] == package.sources[0].sha256


# What a person says, wrote, or has already


def test_a_package_goes_to_the_folder_that_is_asked_for_and_says_so(
    package: Package, tmp_path: Path
) -> None:
    result = _import(
        tmp_path,
        _download(package, tmp_path),
        "--slug",
        "other",
        "--source-url",
        "https://example.org/a",
    )
    assert result.exit_code == 0
    assert f"数据包原来叫 {package.slug}，写进 other，行标识随文件夹名重新生成" in result.output
    made = _read(tmp_path, f"departments/other/{package.period}")
    assert made.sources[0].address == "https://example.org/a"
    assert made.sources[0].title == package.sources[0].title
    (one, *_), (other, *_) = (held.tables["summary"].rows for held in (package, made))
    assert one["line"] != other["line"] and one.figures == other.figures


def _read(out: Path, path: str) -> Package:
    return packages.read(out / path)


def test_a_package_joins_the_folder_that_its_body_has_already(
    package: Package, disclosure: Path, tmp_path: Path
) -> None:
    _import(tmp_path, disclosure, "--slug", "mine")
    before = _bytes(tmp_path / "departments")
    result = _import(tmp_path, _download(package, tmp_path))
    assert result.exit_code == 0 and "写进 mine" in result.output
    assert _bytes(tmp_path / "departments") == before


def test_a_package_whose_name_is_no_folder_is_called_by_its_department(
    package: Package, tmp_path: Path
) -> None:
    content = dict(_own(package))
    content["datapackage.json"] = content["datapackage.json"].replace(
        b'"name": "fixture-', b'"name": "xfixture-2-'
    )
    stated = json.loads(content["datapackage.json"])
    stated["name"] = "a.b_c"
    content["datapackage.json"] = json.dumps(stated, ensure_ascii=False).encode()
    result = _import(tmp_path / "out", _put(tmp_path / "given", content))
    assert result.exit_code == 0 and "用部门名称的拼音" in result.output


def test_figures_that_another_package_changes_are_recorded(
    package: Package, tmp_path: Path
) -> None:
    _put(tmp_path / "out" / package.path, _own(package))
    content = dict(_own(package))
    content["data/expenditure.csv"] = content["data/expenditure.csv"].replace(
        b"5575.30", b"5575.31"
    )
    result = _import(tmp_path / "out", _put(tmp_path / "given", content))
    assert "和原来的数据包相比：改动" in result.output and "5575.30 → 5575.31" in result.output
    record = list(
        csv.DictReader(
            io.StringIO((tmp_path / "out" / package.path / "corrections.csv").read_text("utf-8"))
        )
    )
    assert {(one["date"], one["from"], one["to"], one["why"]) for one in record} == {
        (DAY, "5575.30", "5575.31", "换成另一个数据包")
    }


def test_what_a_person_wrote_comes_along_and_replaces_nothing(
    package: Package, tmp_path: Path
) -> None:
    notes = "about,name,note\nproject,差旅费,出差用。\n".encode()
    content = {**_own(package), "summary.md": "来的。\n".encode(), "notes.csv": notes}
    _put(tmp_path / "out" / package.path, {**_own(package), "summary.md": "原有的。\n".encode()})
    result = _import(tmp_path / "out", _put(tmp_path / "given", content))
    assert "一起收下的人写的文件：notes.csv" in result.output
    assert "文件夹里已有 summary.md，没有换成数据包里的" in result.output
    made = _read(tmp_path / "out", package.path)
    assert made.summary == "原有的。\n" and [note.note for note in made.notes] == ["出差用。"]


def test_a_document_beside_the_package_made_from_it_is_refused(
    package: Package, disclosure: Path, tmp_path: Path
) -> None:
    result = _import(tmp_path / "out", _download(package, tmp_path), disclosure)
    assert result.exit_code == 2 and "同一份公开的两个版本" in result.output
    assert _bytes(tmp_path / "out" / package.path) == _own(package)


def test_the_same_package_twice_is_read_once(package: Package, tmp_path: Path) -> None:
    result = _import(
        tmp_path / "out", _download(package, tmp_path), _put(tmp_path / "given", _own(package))
    )
    assert result.exit_code == 0 and "同一个数据包" in result.output.replace("\n", "")


# What is refused


def test_all_that_is_wrong_with_a_package_is_told_at_once(
    package: Package, phone: str, tmp_path: Path
) -> None:
    content = dict(_own(package))
    content["data/expenditure.csv"] = content["data/expenditure.csv"].replace(
        b"5575.30", b"5,575.30x"
    )
    content["data/summary.csv"] = content["data/summary.csv"].replace(b"amount,", b"sum,", 1)
    content["data/statements.csv"] += phone.encode()
    del content["data/income.csv"]
    result = _import(tmp_path / "out", _put(tmp_path / "given", content))
    assert result.exit_code == 2
    for said in ("没有导入", "data/expenditure.csv", "amount", "缺少 data/income.csv", "手机号码"):
        assert said in result.output, said
    assert phone not in result.output and not (tmp_path / "out").exists()


def test_a_descriptor_without_its_data_is_refused_with_what_is_missing(
    package: Package, tmp_path: Path
) -> None:
    path = (
        _put(tmp_path, {"datapackage.json": _own(package)["datapackage.json"]}) / "datapackage.json"
    )
    result = _import(tmp_path / "out", path)
    assert result.exit_code == 2 and "缺少 data/summary.csv" in result.output


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"name": "a", "resources": [{"name": "t", "path": "t.csv"}]}, "这是别的数据包"),
        ({"kind": "reference", "resources": []}, "这是参考数据"),
        ([1], "不是 JSON 对象"),
        ({"disclosure": {"department": "甲市乙局"}, "resources": []}, "没有写明有哪些表"),
    ],
)
def test_another_package_than_ours_is_refused_with_what_is_missing(
    stated: object, said: str, tmp_path: Path
) -> None:
    content = {"datapackage.json": json.dumps(stated).encode(), "t.csv": b"a,b\n1,2\n"}
    for path in (
        _put(tmp_path / "given", content),
        _zipped(tmp_path / "given.zip", content.items()),
    ):
        result = _import(tmp_path / "out", path)
        assert result.exit_code == 2 and said in result.output, result.output
        assert str(path) in result.output.replace("\n", "")
    assert not (tmp_path / "out").exists()


def test_packages_of_others_in_a_folder_are_passed_over(package: Package, tmp_path: Path) -> None:
    _put(tmp_path / "given" / "mine", _own(package))
    _put(
        tmp_path / "given" / "codes",
        {"datapackage.json": b'{"kind": "reference"}', "data/a.txt": b"x"},
    )
    result = _import(tmp_path / "out", tmp_path / "given")
    assert result.exit_code == 0 and "没有收的文件：2 个" in result.output


def test_a_link_that_leads_out_of_a_package_is_not_followed(
    package: Package, tmp_path: Path
) -> None:
    folder = _put(tmp_path / "given", _own(package))
    secret = _put(tmp_path, {"secret.csv": _own(package)["data/income.csv"]}) / "secret.csv"
    (folder / "data/income.csv").unlink()
    (folder / "data/income.csv").symlink_to(secret)
    result = _import(tmp_path / "out", folder)
    assert result.exit_code == 2 and "指向数据包的外面" in result.output


SOUND = ("datapackage.json", b'{"disclosure": {}}')
HOSTILE: dict[str, tuple[list[tuple[str, bytes]], str]] = {
    "a way out": ([SOUND, ("../../evil.csv", b"x")], "指向包外面"),
    "a place of its own": ([SOUND, ("/evil.csv", b"x")], "指向包外面"),
    "a bomb": ([SOUND, ("data/a.csv", bytes(60 << 20))], "炸弹"),
    "too many files": ([SOUND, *((f"data/{number}.csv", b"") for number in range(10_001))], "炸弹"),
    "too many tables": (
        [SOUND, *((f"data/{number}.csv", b"") for number in range(1_001))],
        "1000 个",
    ),
    "one name twice": ([SOUND, ("data/a.csv", b""), ("data/A.csv", b"")], "同名"),
    "a large table": ([SOUND, ("data/a.csv", b"1,2\n" * (5 << 20))], "MB|炸弹"),
    "many lines": ([SOUND, ("data/a.csv", bytes(range(48, 58)) + b"\n" * 200_000)], "行"),
    "a long name": ([SOUND, ("data/" + "a" * 300 + ".csv", b"")], "存不下"),
    "deep nesting": ([("datapackage.json", b"[" * 100_000)], "嵌套"),
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_hostile_archive_ends_in_words(name: str, tmp_path: Path) -> None:
    content, said = HOSTILE[name]
    result = _import(tmp_path / "out", _zipped(tmp_path / "given.zip", content))
    assert result.exit_code == 2 and "Traceback" not in result.output
    assert any(word in result.output for word in said.split("|")), result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["given.zip"]


def test_an_archive_cut_short_is_refused(package: Package, tmp_path: Path) -> None:
    path = _download(package, tmp_path)
    path.write_bytes(path.read_bytes()[:-200])
    result = _import(tmp_path / "out", path)
    assert result.exit_code == 2 and "重新下载" in result.output


def test_an_archive_with_a_locked_file_is_refused(package: Package, tmp_path: Path) -> None:
    path = _download(package, tmp_path)
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.find(mark) + at] |= 1
    path.write_bytes(content)
    result = _import(tmp_path / "out", path)
    assert result.exit_code == 2 and "密码" in result.output


# CSVs for people


_SOME = pytest.mark.parametrize("folder", FOLDERS[::9], ids=lambda folder: folder.parent.name)


@_SOME
def test_no_csv_for_people_comes_back_under_a_wrong_name(folder: Path, tmp_path: Path) -> None:
    held = packages.read(folder)
    for table in held.tables.values():
        file = downloads.for_people(held, table)
        (tmp_path / f"{table.name}.csv").write_bytes(file.content)
    result = _import(tmp_path / "out", tmp_path)
    assert result.exit_code == 2 and not (tmp_path / "out").exists()
    words = result.output.replace("\n", "")
    assert words.count("只给人看，不能导入；要更正，请改同一年的工作簿（XLSX）或数据包") == len(
        held.tables
    )


@_SOME
def test_a_csv_for_people_with_a_title_over_it_or_saved_anew_is_refused_too(
    folder: Path, tmp_path: Path
) -> None:
    held = packages.read(folder)
    text = downloads.for_people(held, held.tables["expenditure"]).content.decode("utf-8-sig")
    cover = (
        f"部门名称：{held.disclosure.department}\n{held.disclosure.year}年度部门预算\n支出预算表\n"
    )
    (tmp_path / "titled.csv").write_text(cover + text, "utf-8")
    (tmp_path / "anew.csv").write_bytes(text.replace("\n", "\r\n").encode("gb18030"))
    result = _import(tmp_path / "out", tmp_path)
    assert result.exit_code == 2 and result.output.replace("\n", "").count("只给人看") == 2


def test_a_descriptor_beside_csvs_for_people_is_passed_over(
    package: Package, tmp_path: Path
) -> None:
    content = {"datapackage.json": _own(package)["datapackage.json"]}
    content["table.csv"] = downloads.for_people(package, package.tables["expenditure"]).content
    result = _import(tmp_path / "out", _put(tmp_path / "given", content))
    assert result.exit_code == 2 and result.output.count("只给人看") == 1
