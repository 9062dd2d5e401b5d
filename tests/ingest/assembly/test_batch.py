"""Several files as one package: what belongs together, what a new document replaces, what is recorded as corrected."""

from __future__ import annotations

import csv
import io
import random
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from scripts import __main__ as command
from scripts import checks, files
from scripts import package as packages
from scripts.ingest.assembly import contributions, corrections
from scripts.package import Package, Row
from scripts.verbs import documents
from tests.conftest import ROOT

PACKAGES = ROOT / "datapackages"
CORPUS = ROOT.parent / "shared" / "corpus"
DAY = "2026-02-03"
COVER = "山西转型综合改革示范区信创与大数据产\n业招商服务中心"
SECOND = "第二部分 2023年度部门预算报表"
THIRD = "第三部分 2023年度部门预算情况说明"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "today", lambda: DAY)


def _import(out: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(command.app, ["import", *map(str, arguments), "--out", str(out)])


def _edited(disclosure: Path, path: Path, *edits: tuple[str, str]) -> Path:
    text = disclosure.read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def halves(disclosure: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The fixture document as two files: its tables and sheets, and its prose, which names the body but once."""
    text = disclosure.read_text("utf-8")
    place = text.rindex(f"\n{THIRD}") + 1
    folder = tmp_path_factory.mktemp("halves")
    name = next(match.group() for match in re.finditer(r"部门名称[:：]\s*\S+", text))
    tables, prose = folder / "a-tables.txt", folder / "b-prose.txt"
    tables.write_text(text[:place], encoding="utf-8")
    prose.write_text(f"{name}\n{text[place:]}", encoding="utf-8")
    return tables, prose


@pytest.fixture(scope="session")
def body(package: Package) -> str:
    """The path of the fixture's package below the root, under the folder that its name makes."""
    return f"departments/x/{package.period}"


def _bytes(folder: Path) -> dict[str, bytes]:
    return {file.path: file.content for file in files.read_all(folder)}


def _record(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / "corrections.csv").read_text("utf-8"))))


def _failures(folder: Path) -> list[str]:
    """What is wrong with the form of the package in a folder."""
    found = checks.check(folder, checks.classifications(PACKAGES)).failures
    return [
        checks.text(one) for one in found if one.rule in ("schema", "unique", "unit", "privacy")
    ]


def _without(path: Path, *lines: str) -> str:
    """A file's text without the lines that say whose budget it is."""
    return "\n".join(
        one for one in path.read_text("utf-8").split("\n") if not any(part in one for part in lines)
    )


# Apart and together


def test_a_package_taken_apart_and_put_together_is_the_same(package: Package) -> None:
    assert packages.to_files(
        contributions.merged(package, contributions.split(package))
    ) == packages.to_files(package)


def test_two_documents_taken_apart_and_put_together_are_the_same(package: Package) -> None:
    (one,) = contributions.split(package)
    other = replace(one, source=replace(one.source, sha256="0" * 64))
    both = contributions.merged(package, [one, other])
    assert len({row["line"] for table in both.tables.values() for row in table.rows}) == 2 * sum(
        len(table.rows) for table in package.tables.values()
    )
    assert packages.to_files(
        contributions.merged(both, contributions.split(both))
    ) == packages.to_files(both)
    assert "summary-2" in both.tables and "statements-2" not in both.tables
    sheets = [row["sheet"] for row in both.tables["project-sheets"].rows]
    assert sheets == [str(number) for number in range(1, len(sheets) + 1)]
    assert packages.to_files(
        contributions.merged(both, contributions.split(both)[:1])
    ) == packages.to_files(package)


def test_files_of_one_disclosure_make_one_package_and_each_row_names_its_document(
    halves: tuple[Path, Path], package: Package, body: str, tmp_path: Path
) -> None:
    result = _import(tmp_path, *halves, "--slug", "x")
    assert result.exit_code == 0, result.output
    read = packages.read(tmp_path / body)
    assert [source.title[-4:] for source in read.sources] == ["公开（表）"[-4:], "情况说明）"[-4:]]
    for table in read.tables.values():
        assert not table.kind.statutory or {row["document"] for row in table.rows} <= {"1"}, (
            table.name
        )
        assert len(table.rows) == len(package.tables[table.name].rows), table.name
    assert _failures(tmp_path / body) == []
    assert {row["document"] for row in read.tables["statements"].rows} == {"1", "2"}
    assert {one["document"] for one in read.left_out} == {"1", "2"}


def test_a_folder_is_read_whole_and_what_is_no_disclosure_does_not_stop_the_others(
    halves: tuple[Path, Path], body: str, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for path in halves:
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "copy.txt").write_bytes(halves[0].read_bytes())
    (folder / "letter.txt").write_text("各位同事：明天开会。\n", encoding="utf-8")
    (folder / "list.json").write_text("{}\n", encoding="utf-8")
    (folder / ".hidden.txt").write_text("x\n", encoding="utf-8")
    result = _import(tmp_path / "out", folder, "--slug", "x")
    assert result.exit_code == 2
    said = result.output.replace("\n", "")
    for words in (
        "letter.txt",
        "没有找到部门名称",
        "读到 1 段文字、0 块表格",
        "list.json",
        "同一份文件",
    ):
        assert words in said
    assert "hidden" not in said
    assert len(packages.read(tmp_path / "out" / body).sources) == 2


def test_a_file_that_does_not_say_whose_it_is_goes_with_the_one_that_does(
    halves: tuple[Path, Path], package: Package, body: str, tmp_path: Path
) -> None:
    prose = tmp_path / "prose.txt"
    unnamed = _without(halves[1], "部门名称").replace(package.disclosure.department, "本部门")
    prose.write_text(unnamed, encoding="utf-8")
    assert _import(tmp_path / "alone", prose).exit_code == 2
    result = _import(tmp_path / "out", halves[0], prose, "--slug", "x")
    assert result.exit_code == 0, result.output
    assert "按一起导入的文件认作" in result.output
    assert len(packages.read(tmp_path / "out" / body).sources) == 2


def test_a_file_of_another_year_is_not_taken_in(
    halves: tuple[Path, Path], package: Package, tmp_path: Path
) -> None:
    prose = tmp_path / "prose.txt"
    unnamed = _without(halves[1], "部门名称").replace(package.disclosure.department, "本部门")
    prose.write_text(unnamed.replace("2023", "2024"), encoding="utf-8")
    result = _import(tmp_path / "out", halves[0], prose, "--slug", "x")
    assert result.exit_code == 2
    (read,) = packages.read_all(tmp_path / "out")
    assert len(read.sources) == 1


def test_two_bodies_make_two_packages_and_share_no_slug(
    disclosure: Path, package: Package, tmp_path: Path
) -> None:
    name = package.disclosure.department
    other = _edited(disclosure, tmp_path / "other.txt", (COVER, "某县档案局"), (name, "某县档案局"))
    assert _import(tmp_path / "out", disclosure, other).exit_code == 0
    assert {one.disclosure.department for one in packages.read_all(tmp_path / "out")} == {
        name,
        "某县档案局",
    }
    refused = _import(tmp_path / "none", disclosure, other, "--slug", "x")
    assert refused.exit_code == 2 and "--slug" in refused.output
    assert not (tmp_path / "none").exists()


def test_two_versions_of_one_document_are_not_both_taken(
    disclosure: Path, body: str, tmp_path: Path
) -> None:
    other = _edited(
        disclosure, tmp_path / "other.txt", ("差旅费\t18.00\t18.00", "差旅费\t19.00\t19.00")
    )
    result = _import(tmp_path / "out", disclosure, other, "--slug", "x")
    assert result.exit_code == 2 and "两个版本" in result.output
    assert "projects-2" not in packages.read(tmp_path / "out" / body).tables


def test_a_body_keeps_the_folder_that_it_has(disclosure: Path, body: str, tmp_path: Path) -> None:
    _import(tmp_path, disclosure, "--slug", "x")
    later = _edited(disclosure, tmp_path / "later.txt", ("2023", "2024"), ("2022", "2023"))
    assert _import(tmp_path, later).exit_code == 0
    assert (tmp_path / "departments" / "x" / "2024-budget").is_dir()


def test_a_folder_of_another_body_is_not_written_over(
    disclosure: Path, package: Package, body: str, tmp_path: Path
) -> None:
    _import(tmp_path, disclosure, "--slug", "x")
    before = _bytes(tmp_path / body)
    named = (package.disclosure.department, "某县档案局")
    other = _edited(disclosure, tmp_path / "other.txt", (COVER, "某县档案局"), named)
    result = _import(tmp_path, other, "--slug", "x")
    assert result.exit_code == 2 and "--slug" in result.output
    assert _bytes(tmp_path / body) == before


# What the person says


def test_what_the_person_says_of_a_file_is_kept_when_it_is_read_again(
    disclosure: Path, body: str, tmp_path: Path
) -> None:
    said = (
        "--source-url",
        "https://example.org/a",
        "--published",
        "2023-02-10",
        "--approved",
        "2023-01-20",
    )
    _import(tmp_path, disclosure, "--slug", "x", "--title", "某部门预算", *said)
    _import(tmp_path, disclosure, "--slug", "x")
    (source,) = packages.read(tmp_path / body).sources
    assert (source.title, source.address) == ("某部门预算", "https://example.org/a")
    assert (source.published, source.approved) == ("2023-02-10", "2023-01-20")


def test_a_date_that_is_none_is_refused(disclosure: Path, tmp_path: Path) -> None:
    assert _import(tmp_path / "out", disclosure, "--published", "去年").exit_code == 2
    assert not (tmp_path / "out").exists()


def test_a_dry_run_writes_nothing(disclosure: Path, tmp_path: Path) -> None:
    result = _import(tmp_path / "out", disclosure, "--dry-run")
    assert result.exit_code == 0 and "自证" in result.output
    assert not (tmp_path / "out").exists()


# Read again, and corrected


def test_a_new_version_replaces_its_document_and_no_other(
    halves: tuple[Path, Path], body: str, tmp_path: Path
) -> None:
    _import(tmp_path, *halves, "--slug", "x")
    before = packages.read(tmp_path / body)
    tables = _edited(
        halves[0], tmp_path / "tables.txt", ("差旅费\t18.00\t18.00", "差旅费\t19.00\t19.00")
    )
    result = _import(tmp_path, tables, "--slug", "x")
    assert result.exit_code == 0, result.output
    after = packages.read(tmp_path / body)
    assert (
        after.sources[1] == before.sources[1]
        and after.sources[0].sha256 != before.sources[0].sha256
    )
    assert after.tables["statements"] == before.tables["statements"]
    assert {
        (one["label"], one["from"], one["to"], one["table"]) for one in _record(tmp_path / body)
    } == {("差旅费", "18.00", "19.00", "projects")}
    assert all(one["date"] == DAY and one["why"] for one in _record(tmp_path / body))
    assert "改动 2 个数，新增 0 个，删去 0 个" in result.output


def test_the_prose_may_come_after_the_tables_and_before_them(
    halves: tuple[Path, Path], body: str, tmp_path: Path
) -> None:
    for name, order in (("a", halves), ("b", halves[::-1])):
        for path in order:
            assert _import(tmp_path / name, path, "--slug", "x").exit_code == 0
        read = packages.read(tmp_path / name / body)
        assert len(read.sources) == 2
        assert not (tmp_path / name / body / "corrections.csv").exists()
    one, other = (packages.read(tmp_path / name / body) for name in "ab")
    assert {name: len(table.rows) for name, table in one.tables.items()} == {
        name: len(table.rows) for name, table in other.tables.items()
    }


def test_a_whole_document_takes_the_place_of_its_parts(
    halves: tuple[Path, Path], disclosure: Path, body: str, tmp_path: Path
) -> None:
    _import(tmp_path, *halves, "--slug", "x")
    _import(tmp_path, disclosure, "--slug", "x")
    read = packages.read(tmp_path / body)
    assert len(read.sources) == 1
    assert not (tmp_path / body / "corrections.csv").exists()
    _import(tmp_path / "fresh", disclosure, "--slug", "x")
    assert _bytes(tmp_path / body) == _bytes(tmp_path / "fresh" / body)


def test_one_corrected_table_leaves_the_others(
    halves: tuple[Path, Path], body: str, tmp_path: Path
) -> None:
    _import(tmp_path, halves[0], "--slug", "x")
    before = packages.read(tmp_path / body)
    text = halves[0].read_text("utf-8")
    start = text.index("2023年项目支出预算表（本年预算）\n\n")
    table = text[start : text.index("\n预算公开表", start)].replace(
        "差旅费\t18.00\t18.00", "差旅费\t19.00\t19.00"
    )
    part = tmp_path / "part.txt"
    part.write_text(f"2023年度部门预算\n{table}\n", encoding="utf-8")
    result = _import(tmp_path, part, "--slug", "x")
    assert result.exit_code == 0, result.output
    after = packages.read(tmp_path / body)
    assert set(after.tables) == set(before.tables)
    assert {row["document"] for row in after.tables["projects"].rows} == {"2"}
    assert {row["document"] for row in after.tables["expenditure"].rows} == {"1"}
    assert {(one["label"], one["to"]) for one in _record(tmp_path / body)} == {("差旅费", "19.00")}


def test_corrections_are_added_to_and_state_the_reason_given(
    disclosure: Path, body: str, tmp_path: Path
) -> None:
    _import(tmp_path, disclosure, "--slug", "x")
    for number in ("19.00", "20.00"):
        edit = ("差旅费\t18.00\t18.00", f"差旅费\t{number}\t{number}")
        path = _edited(disclosure, tmp_path / "edited.txt", edit)
        _import(
            tmp_path, path, "--slug", "x", "--why", f"改成 {number}", "--published", "2023-05-01"
        )
    found = [(one["date"], one["from"], one["to"], one["why"]) for one in _record(tmp_path / body)]
    assert (
        found
        == [("2023-05-01", "18.00", "19.00", "改成 19.00")] * 2
        + [("2023-05-01", "19.00", "20.00", "改成 20.00")] * 2
    )
    assert _failures(tmp_path / body) == []


def test_a_line_more_and_a_line_less_are_told(disclosure: Path, body: str, tmp_path: Path) -> None:
    _import(tmp_path, disclosure, "--slug", "x")
    more = _edited(
        disclosure,
        tmp_path / "more.txt",
        ("差旅费\t18.00", "修缮费\t1.00\t1.00\t\t\t\t\n差旅费\t18.00"),
    )
    assert "改动 0 个数，新增 2 个，删去 0 个" in _import(tmp_path, more, "--slug", "x").output
    assert (
        "改动 0 个数，新增 0 个，删去 2 个" in _import(tmp_path, disclosure, "--slug", "x").output
    )
    assert [(one["from"], one["to"]) for one in _record(tmp_path / body)] == [("", "1.00")] * 2 + [
        ("1.00", "")
    ] * 2


def test_a_record_with_other_columns_is_not_touched(
    disclosure: Path, body: str, tmp_path: Path
) -> None:
    _import(tmp_path, disclosure, "--slug", "x")
    (tmp_path / body / "corrections.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = _bytes(tmp_path / body)
    path = _edited(
        disclosure, tmp_path / "edited.txt", ("差旅费\t18.00\t18.00", "差旅费\t19.00\t19.00")
    )
    result = _import(tmp_path, path, "--slug", "x")
    assert result.exit_code == 2 and "corrections.csv" in result.output
    assert _bytes(tmp_path / body) == before


def test_an_interrupted_import_leaves_what_there_was(
    disclosure: Path, body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _import(tmp_path, disclosure, "--slug", "x")
    before = _bytes(tmp_path / "departments")
    put, calls = files._put, iter(range(100))

    def stops(path: Path, content: bytes) -> None:
        if next(calls) == 3:
            raise KeyboardInterrupt
        put(path, content)

    monkeypatch.setattr(files, "_put", stops)
    path = _edited(
        disclosure, tmp_path / "edited.txt", ("差旅费\t18.00\t18.00", "差旅费\t19.00\t19.00")
    )
    result = _import(tmp_path, path, "--slug", "x")
    assert result.exit_code == 130 and "停下了" in result.output
    assert _bytes(tmp_path / "departments") == before


def _changed(package: Package, edits: dict[tuple[str, str], Decimal]) -> Package:
    """The package with other figures in some cells, told by line and column."""
    tables = {}
    for name, table in package.tables.items():
        rows = tuple(
            Row(
                row.keys,
                {c: edits.get((row["line"], c), figure) for c, figure in row.figures.items()},
            )
            for row in table.rows
        )
        tables[name] = replace(table, rows=rows)
    return replace(package, tables=tables)


@given(data=st.data())
def test_the_changes_are_just_the_figures_that_differ(
    data: st.DataObject, package: Package
) -> None:
    cells = [
        (row["line"], column)
        for table in package.tables.values()
        for row in table.rows
        for column in row.figures
    ]
    chosen = data.draw(st.lists(st.sampled_from(cells), unique=True, max_size=5))
    edits = {cell: data.draw(st.decimals(10**9, 10**10, places=2)) for cell in chosen}
    other = _changed(package, edits)
    found = list(corrections.changes(list(package.tables.values()), list(other.tables.values())))
    assert {(one.line, one.column): Decimal(one.after or "") for one in found} == edits
    back = list(corrections.changes(list(other.tables.values()), list(package.tables.values())))
    assert {(one.line, one.before, one.after) for one in back} == {
        (one.line, one.after, one.before) for one in found
    }


@given(seed=st.integers(0, 1000))
def test_the_order_of_documents_changes_no_row(seed: int, package: Package) -> None:
    (piece,) = contributions.split(package)
    tables = [table for table in piece.tables if table.kind.printed]
    random.Random(seed).shuffle(tables)
    cut = seed % len(tables)
    others = [
        table for table in piece.tables if not table.kind.printed
    ]  # sheets are numbered document by document
    parts = [
        replace(piece, tables=tuple(tables[:cut])),
        replace(piece, tables=(*tables[cut:], *others)),
    ]
    made = contributions.merged(package, parts)
    assert {name: [row.figures for row in table.rows] for name, table in made.tables.items()} == {
        name: [row.figures for row in table.rows] for name, table in package.tables.items()
    }
    assert [row["line"] for table in made.tables.values() for row in table.rows] == [
        row["line"] for table in package.tables.values() for row in table.rows
    ]


def test_tables_and_prose_of_the_corpus_make_one_package(tmp_path: Path) -> None:
    paths = [CORPUS / f"beijing-audit-2026-{part}.pdf" for part in ("tables", "text")]
    if not all(path.is_file() for path in paths):
        pytest.skip("the corpus is not beside this repository")
    result = _import(tmp_path, *paths)
    assert result.exit_code in (0, 1), result.output
    (read,) = packages.read_all(tmp_path)
    assert [source.pages for source in read.sources] == [21, 10]
    assert {row["document"] for row in read.tables["summary"].rows} == {"1"}
    assert {row["document"] for row in read.tables["statements"].rows} >= {"2"}
