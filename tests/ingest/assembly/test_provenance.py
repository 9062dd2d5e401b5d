"""A download that is corrected and imported: what it changes names it, all else keeps the document and page it is from."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner, Result

from scripts import __main__ as command
from scripts import checks, downloads, files, ingest
from scripts import package as packages
from scripts.downloads.workbook import sheet_names
from scripts.package import Package
from scripts.verbs import documents
from tests.conftest import ROOT

DAY = "2026-02-03"
CITED = downloads.Cited("明账", "index.html", "CC BY 4.0", "引用")


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "today", lambda: DAY)


@pytest.fixture
def held(disclosure: Path, tmp_path: Path) -> Package:
    """The package of the fixture document, on disk below `tmp_path`."""
    assert _import(tmp_path, disclosure).exit_code == 0
    return packages.read(packages.find(tmp_path)[0])


def _import(out: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(command.app, ["import", *map(str, arguments), "--out", str(out)])


def _edited(
    held: Package, folder: Path, edit: Callable[[Workbook], None], name: str = "workbook"
) -> Path:
    path = folder / f"{name}.xlsx"
    path.write_bytes(downloads.workbook(held, CITED).content)
    book = load_workbook(path)
    edit(book)
    book.save(path)
    return path


def _corrected(held: Package, table: str, value: int = 4321) -> Callable[[Workbook], None]:
    """An edit that changes the first number of a table's sheet."""

    def edit(book: Workbook) -> None:
        sheet = book[sheet_names(held)[table]]
        cells = (cell for row in sheet.iter_rows() for cell in row)
        next(cell for cell in cells if cell.data_type == "n" and cell.value).value = value

    return edit


def _record(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "corrections.csv").read_text("utf-8"))))


def test_a_download_that_was_not_changed_changes_nothing(held: Package, tmp_path: Path) -> None:
    before = {file.path: file.content for file in files.read_all(tmp_path / held.path)}
    result = _import(tmp_path, _edited(held, tmp_path, lambda book: None))
    assert result.exit_code == 0, result.output
    assert {file.path: file.content for file in files.read_all(tmp_path / held.path)} == before


@pytest.mark.parametrize("name", ["projects", "performance-targets"])
def test_one_corrected_figure_is_one_change_in_a_row_that_names_the_workbook(
    held: Package, tmp_path: Path, name: str
) -> None:
    result = _import(tmp_path, _edited(held, tmp_path, _corrected(held, name)))
    assert result.exit_code == 0, result.output
    after = packages.read(tmp_path / held.path)
    (record,) = _record(tmp_path / held.path)
    assert (record["table"], Decimal(record["to"]), record["why"]) == (
        name,
        4321,
        "在下载的文件里更正",
    )
    assert after.sources[:-1] == held.sources and after.sources[-1].publisher == "整理者"
    own = [
        (table.name, row["line"])
        for table in after.tables.values()
        for row in table.rows
        if row["document"] == "2"
    ]
    assert own == [(name, record["line"])]
    for table in held.tables.values():
        again = {row["line"]: row for row in after.tables[table.name].rows}
        assert list(again) == [row["line"] for row in table.rows]
        for row in (one for one in table.rows if (table.name, one["line"]) not in own):
            now = again[row["line"]]
            assert {name: now[name] for name in row.keys} == row.keys and now.figures == row.figures
    assert "1 行是改过或新加的" in result.output and "出处仍是原来的文件和页" in result.output
    found = checks.check(
        tmp_path / held.path, checks.classifications(ROOT / "datapackages")
    ).failures
    # The sums of a row with a figure of ours in it do not hold; nothing else is wrong.
    assert [one for one in found if one.rule in ("schema", "unique", "unit", "privacy")] == []


def test_the_published_document_takes_its_figures_back(
    held: Package, disclosure: Path, tmp_path: Path
) -> None:
    _import(tmp_path, _edited(held, tmp_path, _corrected(held, "projects")))
    _import(tmp_path, disclosure)
    after = packages.read(tmp_path / held.path)
    assert (after.tables, after.sources) == (held.tables, held.sources)
    first, second = _record(tmp_path / held.path)
    assert (first["from"], first["to"]) == (second["to"], second["from"])


def test_a_corrected_package_can_be_corrected_again(held: Package, tmp_path: Path) -> None:
    _import(tmp_path, _edited(held, tmp_path, _corrected(held, "projects"), "one"))
    once = packages.read(tmp_path / held.path)
    path = _edited(once, tmp_path, _corrected(once, "income", 99), "two")
    for _ in range(2):
        assert _import(tmp_path, path).exit_code == 0
    after = packages.read(tmp_path / held.path)
    assert len(after.sources) == 3
    assert {row["document"] for row in after.tables["projects"].rows} == {"1", "2"}
    assert {row["document"] for row in after.tables["income"].rows} == {"1", "3"}
    assert [Decimal(one["to"]) for one in _record(tmp_path / held.path)] == [4321, 99]


def test_a_deleted_sheet_leaves_its_table_and_a_deleted_row_is_told(
    held: Package, tmp_path: Path
) -> None:
    names = sheet_names(held)

    def deleted(book: Workbook) -> None:
        del book[names["income"]], book[names["unrecognised"]]
        book[names["statements"]].delete_rows(3)

    result = _import(tmp_path, _edited(held, tmp_path, deleted))
    assert result.exit_code == 0, result.output
    after = packages.read(tmp_path / held.path)
    assert list(after.tables) == list(held.tables)
    assert after.tables["income"] == held.tables["income"]
    assert after.tables["unrecognised"] == held.tables["unrecognised"]
    assert len(after.tables["statements"].rows) == len(held.tables["statements"].rows) - 1
    assert "少了 1 行" in result.output and "原来的没有动" in result.output


@pytest.mark.parametrize("gone", ["package", "document"])
def test_a_download_without_its_package_says_that_the_pages_are_lost(
    held: Package, tmp_path: Path, gone: str
) -> None:
    path = _edited(held, tmp_path, lambda book: None)
    if gone == "package":
        shutil.rmtree(tmp_path / held.path)
    else:
        stated = tmp_path / held.path / "datapackage.json"
        stated.write_text(
            stated.read_text("utf-8").replace(held.sources[0].sha256, "0" * 64), encoding="utf-8"
        )
    (outcome,) = ingest.ingest_all([path], ingest.ImportOptions(), tmp_path).outcomes
    assert any("原文件的页没有留下" in one for one in outcome.parts[0].remarks)
    assert len(outcome.package.sources) == 1
    assert {name: len(table.rows) for name, table in outcome.package.tables.items()} == {
        name: len(table.rows) for name, table in held.tables.items()
    }
