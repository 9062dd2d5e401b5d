"""CSV for people as they come back: with what a descriptor says of their columns, with what they say alone, and stacked."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner, Result

from scripts import __main__ as command
from scripts import downloads, files, ingest
from scripts import package as packages
from scripts.files import File
from scripts.package import Package, Table, to_files
from scripts.schema import Column, Coordinates, stored
from scripts.schema.display_csv import (
    LISTS,
    blank_places,
    blanks_in,
    with_blanks,
    year_in,
    year_in_words,
)
from tests.conftest import ROOT

PACKAGES = ROOT / "datapackages"
FOLDERS = packages.find(PACKAGES)
EACH = pytest.mark.parametrize(
    "folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}-{folder.name}"
)
PLACE = {"document", "page", "source_line", "box"}
DAY = "2026-02-03"

_GOALS = "项目名称在表里印了两次，没有说明时分不清哪一列是项目名称、哪一列是这一行的名目"
_LISTS = "表头里没有收入或支出，几个列表的表头连成一片"
ALONE: dict[tuple[str, str], str] = {
    ("bei-jing-shi-shen-ji-ju/2026-budget", "performance-goals"): _GOALS,
    ("chang-sha-shi-xin-fang-ju/2026-budget", "performance-goals"): _GOALS,
    ("xi-an-shi-qi-xiang-ju/2022-budget", "projects-carried-over"): _LISTS,
    ("xi-an-shi-xing-zheng-shen-pi-fu-wu-ju/2025-budget", "projects-carried-over"): _LISTS,
}
"""The tables whose rows or columns a CSV for people does not bring back where nothing describes it, and why."""


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "today", lambda: DAY)


def _import(out: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(command.app, ["import", *map(str, arguments), "--out", str(out)])


def _given(held: Package, folder: Path, *names: str, described: bool = False) -> Path:
    """A folder with the CSVs for people of a package, all or those of some tables, and its descriptor where asked."""
    made = [
        downloads.for_people(held, table)
        for name, table in held.tables.items()
        if not names or name in names
    ]
    named = [File(file.path.rpartition("/")[2], file.content) for file in made]
    files.write(
        folder,
        [
            *named,
            *(file for file in to_files(held) if described and file.path == "datapackage.json"),
        ],
    )
    return folder


def _put(held: Package, root: Path) -> Path:
    files.replace(root / held.path, to_files(held))
    return root / held.path


def _columns(table: Table) -> list[Column]:
    return [column for column in table.columns if column.name not in PLACE]


def _rows(table: Table, columns: Sequence[Column]) -> list[tuple[str, ...]]:
    """The rows with every cell, ids and parents too, but for where each stands."""
    return [
        tuple(stored(row.figure(one.name)) if one.is_value else row[one.name] for one in columns)
        for row in table.rows
    ]


def _said(table: Table) -> tuple[object, ...]:
    return (
        table.status,
        table.published_title,
        table.number,
        table.amount_unit,
        table.statement,
        table.coordinates,
    )


def _one(imported: ingest.ImportResult) -> Package:
    assert imported.refused == () and imported.passed_over == ()
    (outcome,) = imported.outcomes
    return outcome.package


# The way back


@EACH
def test_the_csvs_of_a_package_with_its_descriptor_make_the_same_tables(
    folder: Path, tmp_path: Path
) -> None:
    held = packages.read(folder)
    given = _given(held, tmp_path / "given", described=True)
    back = _one(ingest.ingest_all([given], ingest.ImportOptions(), tmp_path / "out"))
    assert (back.path, back.disclosure) == (held.path, held.disclosure)
    assert list(back.tables) == list(held.tables)
    for name, table in held.tables.items():
        again = back.tables[name]
        assert _said(again) == _said(table), name
        assert _columns(again) == _columns(table), name
        assert _rows(again, _columns(table)) == _rows(table, _columns(table)), name


@EACH
def test_the_csvs_of_a_package_that_is_there_change_nothing_and_keep_every_place(
    folder: Path, tmp_path: Path
) -> None:
    held = packages.read(folder)
    (outcome,) = ingest.ingest_all(
        [_given(held, tmp_path)], ingest.ImportOptions(), PACKAGES
    ).outcomes
    assert outcome.changes == ()
    assert to_files(outcome.package) == to_files(held)


@EACH
def test_the_csvs_of_a_package_alone_make_the_same_rows(
    folder: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    held = packages.read(folder)
    stated = ingest.ImportOptions(
        slug=held.slug
    )  # where the folder's name is not made from the department's
    back = _one(ingest.ingest_all([_given(held, tmp_path / "given")], stated, tmp_path / "out"))
    # A code of the body and the body above it stand in no CSV.
    assert back.disclosure == replace(held.disclosure, code=None, parent=back.disclosure.parent)
    assert list(back.tables) == list(held.tables)
    for name, table in held.tables.items():
        place, again = f"{folder.parent.name}/{folder.name}", back.tables[name]
        if why := ALONE.get((place, name)):
            record_property("tables that CSVs alone do not bring back", f"{place}/{name}: {why}")
            assert _content(again) != _content(table), "it does come back"
            continue
        assert _content(again) == _content(table), name
        assert again.amount_unit == table.amount_unit, name
        for what in _only_in_the_document(again, table):
            record_property(
                "what stands over or under a table, and in no CSV", f"{place}/{name}: {what}"
            )


def _content(table: Table) -> tuple[object, ...]:
    """The columns by their names and the rows, the former in the order of the pool."""
    columns = sorted(_columns(table), key=lambda column: column.name)
    return [column.name for column in columns], _rows(table, columns)


def _only_in_the_document(again: Table, table: Table) -> list[str]:
    """What a table states otherwise than its CSV alone, all of which it has from its title or from a note."""
    found = []
    if again.status != table.status:
        assert (table.status, again.statement) == ("empty-stated", "")
        found.append("没有数据的原因写在表下")
    if again.coordinates != table.coordinates:
        assert set(_differing(again.coordinates, table.coordinates)) <= {"fund", "scope", "purpose"}
        found.append(f"口径只写在表名里：{table.published_title}")
    return found


def _differing(one: Coordinates, other: Coordinates) -> list[str]:
    return [
        name
        for name in ("measure", "vintage", "fund", "nature", "scope", "purpose")
        if getattr(one, name) != getattr(other, name)
    ]


# Some of them, through the command


def test_one_csv_with_the_descriptor_named_makes_its_table(
    package: Package, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure")
    descriptor = _put(package, tmp_path / "elsewhere") / "datapackage.json"
    files.remove(descriptor.parent, ["data"])
    result = _import(tmp_path / "out", *given.iterdir(), descriptor)
    assert result.exit_code == 0, result.output
    assert "列的意思照datapackage.json的说明" in result.output
    made = packages.read(tmp_path / "out" / package.path)
    table = package.tables["expenditure"]
    assert _said(made.tables["expenditure"]) == _said(table)
    assert _rows(made.tables["expenditure"], _columns(table)) == _rows(table, _columns(table))


def test_one_csv_alone_says_whose_it_is_and_is_recognised(package: Package, tmp_path: Path) -> None:
    result = _import(
        tmp_path / "out", _given(package, tmp_path / "given", "expenditure"), "--slug", package.slug
    )
    assert result.exit_code == 0, result.output
    assert "没有说明文件，列的意思照表头认" in result.output
    made = packages.read(tmp_path / "out" / package.path)
    assert made.disclosure.department == package.disclosure.department
    assert _content(made.tables["expenditure"]) == _content(package.tables["expenditure"])


def test_a_figure_that_a_person_changed_is_recorded_and_the_rest_keeps_its_place(
    package: Package, tmp_path: Path
) -> None:
    folder = _put(package, tmp_path / "out")
    given = _given(package, tmp_path / "given", "expenditure")
    (path,) = given.iterdir()
    path.write_bytes(path.read_bytes().replace(b"5575.30", b"5575.31"))
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 0 and "5575.30 → 5575.31" in result.output, result.output
    made = packages.read(folder)
    changed = [
        row for row in made.tables["expenditure"].rows if Decimal("5575.31") in row.figures.values()
    ]
    assert {row["document"] for row in changed} == {"2"}
    assert {row["document"] for row in made.tables["expenditure"].rows if row not in changed} == {
        "1"
    }
    assert _rows(made.tables["income"], made.tables["income"].columns) == _rows(
        package.tables["income"], package.tables["income"].columns
    )
    assert (folder / "corrections.csv").read_text("utf-8").count(DAY) >= 1


def test_a_head_that_the_descriptor_does_not_know_is_told_and_the_table_recognised(
    package: Package, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure", described=True)
    path = next(given.glob("*.csv"))
    path.write_text(path.read_text("utf-8").replace("基本支出（", "神秘支出（", 1), "utf-8")
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 1
    output = result.output.replace("\n", "")
    assert (
        "和说明对不上：说明里没有“" in output
        and "神秘支出（万元）”这一列；这张表照表头认" in output
    )


# Stacked


def _stacked(texts: Sequence[str]) -> bytes:
    return "".join(text.removeprefix("\ufeff") for text in texts).encode("utf-8-sig")


def _texts(held: Package, *names: str) -> list[str]:
    return [downloads.for_people(held, held.tables[name]).content.decode() for name in names]


@pytest.fixture(scope="module")
def both() -> list[Package]:
    """Two packages, of two bodies."""
    return [
        packages.read(PACKAGES / "departments" / name)
        for name in ("su-zhou-shi-shen-ji-ju/2026-budget", "hu-zhou-shi-cai-zheng-ju/2026-budget")
    ]


def test_files_of_several_bodies_and_tables_stacked_in_one_come_apart(
    both: list[Package], tmp_path: Path
) -> None:
    path = tmp_path / "stacked.csv"
    names = ("income", "three-public", "statements")
    path.write_bytes(_stacked([text for one in both for text in _texts(one, *names)]))
    imported = ingest.ingest_all([path], ingest.ImportOptions(), PACKAGES)
    assert imported.refused == ()
    assert [to_files(outcome.package) for outcome in imported.outcomes] == [
        to_files(one) for one in both
    ]


def test_rows_stacked_under_one_head_by_pandas_come_apart(
    both: list[Package], tmp_path: Path
) -> None:
    frames = [
        pd.read_csv(io.StringIO(text.removeprefix("\ufeff")), dtype=str, keep_default_na=False)
        for one in both
        for text in _texts(one, "income", "expenditure")
    ]
    path = tmp_path / "stacked.csv"
    pd.concat(frames).to_csv(path, index=False)
    imported = ingest.ingest_all([path], ingest.ImportOptions(), PACKAGES)
    assert imported.refused == ()
    assert [to_files(outcome.package) for outcome in imported.outcomes] == [
        to_files(one) for one in both
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({-3: ""}, "部门是空白"),
        ({-2: "2023"}, "年度是“2023”"),
        ({-1: "支出表"}, "表是“支出表”，没有这种表"),
        ({-1: "expenditure-1"}, "没有这种表"),
    ],
)
def test_a_row_that_does_not_say_whose_it_is_is_refused_with_its_line(
    change: Mapping[int, str], said: str, package: Package, tmp_path: Path
) -> None:
    (text,) = _texts(package, "expenditure")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    for place, cell in change.items():
        rows[2][place] = cell
    path = tmp_path / "given.csv"
    path.write_text(files.csv_text(rows), "utf-8")
    result = _import(tmp_path / "out", path)
    assert result.exit_code == 2
    assert "第 3 行" in result.output and said in result.output.replace("\n", "")
    assert not (tmp_path / "out").exists()


def test_a_table_that_two_files_hold_is_refused(package: Package, tmp_path: Path) -> None:
    given = _given(package, tmp_path / "given", "expenditure")
    (path,) = given.iterdir()
    (given / "again.csv").write_bytes(path.read_bytes().replace(b"5575.30", b"5575.31"))
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 2 and "同一张表只能有一份" in result.output.replace("\n", "")


def test_a_file_of_more_tables_than_any_stack_holds_is_refused(
    package: Package, tmp_path: Path
) -> None:
    (head, row, *_) = _texts(package, "expenditure")[0].removeprefix("\ufeff").split("\n")
    department = package.disclosure.department
    rows = [row.replace(f",{department},", f",{department}{number},") for number in range(2_001)]
    path = tmp_path / "given.csv"
    path.write_text("\n".join((head, *rows)), "utf-8")
    result = _import(tmp_path / "out", path)
    assert result.exit_code == 2 and "超过 2000 组" in result.output


def test_a_csv_that_a_spreadsheet_saved_anew_is_the_same(package: Package, tmp_path: Path) -> None:
    given = _given(package, tmp_path / "given", described=True)
    for path in given.glob("*.csv"):
        path.write_bytes(path.read_text("utf-8-sig").replace("\n", "\r\n").encode("gb18030"))
    back = _one(ingest.ingest_all([given], ingest.ImportOptions(), tmp_path / "out"))
    for name, table in package.tables.items():
        assert _rows(back.tables[name], _columns(table)) == _rows(table, _columns(table)), name


def test_csvs_for_people_and_archives_can_be_checked_as_drafts(
    package: Package, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure", "income")
    (archive,) = (file for file in downloads.of_package(package) if file.path.endswith(".zip"))
    files.write(given, [File("package.zip", archive.content)])
    for paths in ([*given.glob("*.csv")], [given / "package.zip"]):
        report = tmp_path / "report.html"
        result = CliRunner().invoke(
            command.app, ["check", *map(str, paths), "--report-to", str(report)]
        )
        assert result.exit_code in (0, 1) and package.disclosure.department in report.read_text(
            "utf-8"
        ), result.output


def test_a_descriptor_of_another_year_is_refused_and_the_csv_read_by_its_heads(
    package: Package, both: list[Package], tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure")
    files.write(given, [file for file in to_files(both[0]) if file.path == "datapackage.json"])
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 2 and "一起给的 CSV 里没有那一年的表" in result.output.replace(
        "\n", ""
    )
    assert "列的意思照表头认" in result.output


def test_a_list_of_ours_with_a_column_that_nobody_knows_is_refused(
    package: Package, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "statements")
    (path,) = given.iterdir()
    path.write_text(path.read_text("utf-8").replace("方向", "方位", 1), "utf-8")
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 2 and "没有“方位”这种列" in result.output.replace("\n", "")
    assert not (tmp_path / "out").exists()


def test_a_telephone_number_for_a_department_is_refused_and_not_told(
    package: Package, phone: str, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure")
    for path in given.iterdir():
        path.write_text(
            path.read_text("utf-8").replace(package.disclosure.department, phone), "utf-8"
        )
    result = _import(tmp_path / "out", given)
    assert (
        result.exit_code == 2 and "部门里有个人信息" in result.output and phone not in result.output
    )


def test_a_telephone_number_in_a_descriptor_is_refused_and_not_told(
    package: Package, phone: str, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure", described=True)
    path = given / "datapackage.json"
    path.write_text(
        path.read_text("utf-8").replace('"publishedTitle": "', f'"publishedTitle": "{phone} ', 1),
        "utf-8",
    )
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 2 and "手机号码" in result.output and phone not in result.output


def test_a_descriptor_that_states_nonsense_is_refused(package: Package, tmp_path: Path) -> None:
    given = _given(package, tmp_path / "given", "expenditure", described=True)
    path = given / "datapackage.json"
    path.write_text(
        path.read_text("utf-8").replace('"amountUnit": "万元"', '"amountUnit": "两"'), "utf-8"
    )
    result = _import(tmp_path / "out", given)
    assert result.exit_code == 2 and "不认识的金额单位" in result.output


def test_a_telephone_number_in_a_csv_for_people_is_dropped(
    package: Package, phone: str, tmp_path: Path
) -> None:
    given = _given(package, tmp_path / "given", "expenditure", "statements", described=True)
    for path in given.glob("*.csv"):
        path.write_text(path.read_text("utf-8").replace("差旅费", f"差旅费{phone}"), "utf-8")
    _import(tmp_path / "out", given)
    assert all(
        phone not in file.content.decode("utf-8", "replace")
        for file in files.read_all(tmp_path / "out")
    )


# What the added columns say


@pytest.mark.parametrize("level", ["department", "office", "unit"])
@pytest.mark.parametrize("phase", ["budget", "final"])
def test_a_year_in_words_is_read_back(level: str, phase: str) -> None:
    assert year_in(year_in_words(level, 2026, phase)) == (2026, phase, level == "department")


def test_other_words_are_no_year() -> None:
    assert [
        year_in(words) for words in ("", "2026", "2026年预算", "26年部门预算", "2026年部门决算 ")
    ] == [None] * 5


def test_blank_rows_of_lists_side_by_side_are_read_back() -> None:
    lists = (*LISTS, "list-1")
    for blank in (("income",), ("expenditure-2", "list-1"), ()):
        assert blanks_in(with_blanks("明细", blank), lists) == frozenset(blank)
    assert blank_places(("income",), ("明细", "明细"), {1}) == {"income": frozenset({2})}
