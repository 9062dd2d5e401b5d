"""Angle brackets in names: written wide in a package, so that it is sound; rows and targets keep theirs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from scripts import checks, files, ingest, package
from scripts.ingest.assembly import names
from scripts.ingest.readers.load import loaded
from scripts.ingest.report import Report
from scripts.package import DESCRIPTOR
from tests.support import convert, spoil


def _sound(path: Path, folder: Path) -> tuple[Report, str]:
    """The report on a document, and the descriptor of its package, which the checks find sound."""
    report = ingest.ingest(path, "x")
    place = folder / "datapackages" / report.package.path
    files.replace(place, package.to_files(report.package))
    result = checks.check(place, checks.classifications(spoil.PACKAGES))
    assert result.is_sound, [finding.message for finding in result.failures]
    return report, (place / DESCRIPTOR).read_text("utf-8")


def _named(disclosure: Path, folder: Path, bracket: str) -> Path:
    """The fixture with brackets in the name of its body, of a table, of a header and of a project."""
    text = disclosure.read_text("utf-8")
    for whole in ("信创与大数据产\n业招商", "信创与大数据产业招商"):
        text = text.replace(whole, f"信创{bracket}招商")
    text = text.replace("2023年预算收支总表", f"2023年{bracket}预算收支总表")
    text = text.replace("党建费", f"党建费{bracket}")
    # A file may bear such a name as well, but for the slash.
    path = folder / f"{bracket.replace('/', '')}.txt"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("bracket", ["<b>", "</script>", "<!-- size -->", ">"])
def test_names_are_written_wide_and_rows_stay_as_they_are_printed(
    bracket: str, disclosure: Path, tmp_path: Path
) -> None:
    report, descriptor = _sound(_named(disclosure, tmp_path, bracket), tmp_path)
    wide = bracket.replace("<", "＜").replace(">", "＞")
    body = report.package.disclosure.department
    assert wide in body
    assert f"名称里的尖括号改写成全角：{body}" in report.remarks
    assert f"信创{bracket}" not in descriptor
    rows = [row for table in report.package.tables.values() for row in table.rows]
    assert any(f"党建费{bracket}" in row.label for row in rows)
    assert report.complete


def test_the_name_of_a_sheet_with_brackets_makes_a_sound_package(
    disclosure: Path, tmp_path: Path
) -> None:
    path = convert.to_xlsx(loaded(disclosure).blocks, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    for number, sheet in enumerate(book.worksheets, start=1):
        sheet.title = f"表{number}<b>支出总表"
    book.save(path)
    _sound(path, tmp_path)


def test_a_name_that_is_too_long_is_kept_by_its_beginning(disclosure: Path) -> None:
    made = ingest.ingest(disclosure, "x").package
    name, table = next(iter(made.tables.items()))
    long = replace(table, published_title="长" * 250)
    fitting, remarks = names.widened(replace(made, tables={**made.tables, name: long}))
    assert fitting.tables[name].published_title == "长" * 199 + "…"
    assert remarks == (f"名称太长，只收开头：{'长' * 60}…",)
