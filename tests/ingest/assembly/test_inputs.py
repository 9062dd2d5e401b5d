"""What an import of a folder reads: what stands in it, and nothing that a link leads to."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

from typer.testing import CliRunner, Result

from scripts.__main__ import app
from scripts.ingest.assembly.inputs import listed


def _import(*paths: Path | str) -> Result:
    return CliRunner().invoke(app, ["import", *map(str, paths)])


def test_a_link_in_a_folder_is_told_and_not_followed(disclosure: Path, tmp_path: Path) -> None:
    given, elsewhere = tmp_path / "given", tmp_path / "elsewhere"
    given.mkdir()
    elsewhere.mkdir()
    shutil.copy(disclosure, elsewhere / "a.txt")
    (given / "file.txt").symlink_to(elsewhere / "a.txt")
    (given / "folder").symlink_to(elsewhere)
    (given / "nowhere.pdf").symlink_to(tmp_path / "none.pdf")
    (given / "circle.pdf").symlink_to(given / "circle.pdf")
    os.mkfifo(given / "pipe.txt")
    inputs = listed([given])
    assert inputs.read == () and inputs.passed_over == (str(given / "pipe.txt"),)
    names = ("circle.pdf", "file.txt", "folder", "nowhere.pdf")
    assert inputs.links == tuple(str(given / name) for name in names)

    out, report = tmp_path / "out", tmp_path / "report.json"
    result = _import(given, "--out", out, "--report-to", report)
    said = result.output.replace("\n", "")
    assert not out.exists() and all(f"{given / name}：是链接" in said for name in names)
    assert json.loads(report.read_text("utf-8"))["links"] == list(inputs.links)


def test_a_link_that_a_person_names_is_followed(disclosure: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(disclosure)
    (tmp_path / "folder").symlink_to(disclosure.parent)
    assert listed([tmp_path / "a.txt"]).read == (tmp_path / "a.txt",)
    assert tmp_path / "folder" / disclosure.name in listed([tmp_path / "folder"]).read


def test_links_beside_a_package_are_told(disclosure: Path, tmp_path: Path) -> None:
    assert _import(disclosure, "--out", tmp_path / "out", "--slug", "x").exit_code == 0
    folder = tmp_path / "out/departments/x/2023-budget"
    (folder / "README.md").symlink_to(disclosure)
    (folder / "notes.csv").symlink_to(folder / "notes.csv")
    inputs = listed([folder])
    assert inputs.read == (folder,)
    assert inputs.links == (str(folder / "README.md"), str(folder / "notes.csv"))


def test_what_a_new_package_leaves_no_room_for_is_told(disclosure: Path, tmp_path: Path) -> None:
    given = (disclosure, "--out", tmp_path / "out", "--slug", "x")
    assert "没有留下" not in _import(*given).output
    assert "没有留下" not in _import(*given).output
    folder = tmp_path / "out/departments/x/2023-budget"
    (folder / "mine.txt").write_text("甲\n", "utf-8")
    (folder / "README.md").symlink_to(disclosure)
    (folder / "notes.csv").symlink_to(folder / "notes.csv")
    (folder / "summary.md").write_text("一句。\n", "utf-8")
    said = _import(*given).output.replace("\n", "").replace(" ", "")
    assert "文件夹里的README.md、mine.txt、notes.csv不属于数据包，没有留下" in said
    assert sorted(path.name for path in folder.iterdir()) == [
        "data", "datapackage.json", "summary.md",
    ]  # fmt: skip
