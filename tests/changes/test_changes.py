"""What differs between two versions of the packages is told figure by figure, and nothing else is."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from scripts import changes, files
from scripts import package as packages
from scripts.__main__ import app
from scripts.package import Correction, Note, Package, Row
from scripts.schema import BLANK, KEYS, Absent
from tests.conftest import ROOT
from tests.support import tiny

LINES = """
expenditure 万元 | function_code | function_name | amount | basic | document | page
= | 合计 | 30.00 | 20.00 | 1 | 3
201 | 一般公共服务支出 | 10.00 | 10.00 | 1 | 3
210 | 卫生健康支出 | 20.00 | 10.00 | 1 | 4
"""


@pytest.fixture
def body() -> Package:
    return _body()


def _body() -> Package:
    made = tiny.package(LINES)
    table = made.tables["expenditure"]
    columns = (
        *(KEYS[name] for name in ("line", "parent", "list", "position", "role")),
        *table.columns,
    )
    return replace(made, tables={"expenditure": replace(table, columns=columns)})


def _line(package: Package, label: str) -> str:
    return next(row["line"] for row in package.tables["expenditure"].rows if row.label == label)


def _with(package: Package, label: str, column: str, figure: Decimal | Absent) -> Package:
    table = package.tables["expenditure"]
    rows = tuple(
        Row(row.keys, {**row.figures, column: figure}) if row.label == label else row
        for row in table.rows
    )
    return replace(package, tables={"expenditure": replace(table, rows=rows)})


def _told(before: Package, after: Package) -> list[tuple[str, str, str, str | None, str | None]]:
    found = changes.of_packages(before, after)
    return [(one.what, one.change, one.label or one.column, one.before, one.after) for one in found]


def _stand(root: Path, package: Package) -> Path:
    files.replace(root / package.path, packages.to_files(package))
    return root


def _diff(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


# Figures


def test_a_figure_is_told_from_what_to_what_with_its_line_table_and_page(body: Package) -> None:
    (one,) = changes.of_packages(body, _with(body, "卫生健康支出", "basic", Decimal("11.00")))
    assert (one.what, one.change, one.before, one.after) == ("figure", "changed", "10.00", "11.00")
    assert (one.table, one.line, one.column, one.place) == (
        "expenditure",
        _line(body, "卫生健康支出"),
        "basic",
        "第 4 页",
    )


@pytest.mark.parametrize(
    "figure", [BLANK, Absent("-"), Absent("无"), Decimal("0.00"), Decimal("0")]
)
def test_blank_zero_and_the_signs_for_nothing_are_different_things(
    body: Package, figure: Decimal | Absent
) -> None:
    signs = [BLANK, Absent("-"), Absent("无"), Decimal("0.00"), Decimal("0")]
    was = _with(body, "卫生健康支出", "basic", figure)
    for other in signs:
        assert bool(_told(was, _with(body, "卫生健康支出", "basic", other))) == (
            str(other) != str(figure)
        )


def test_a_figure_with_other_decimals_is_told_as_the_same_amount(body: Package) -> None:
    (one,) = changes.of_packages(body, _with(body, "卫生健康支出", "basic", Decimal("10.0")))
    assert (one.before, one.after, one.is_same_amount) == ("10.00", "10.0", True)


def test_the_same_digits_in_another_unit_are_another_figure(body: Package) -> None:
    table = replace(body.tables["expenditure"], amount_unit="元")
    found = list(changes.of_packages(body, replace(body, tables={"expenditure": table})))
    assert {(one.unit_before, one.unit_after) for one in found if one.what == "figure"} == {
        ("万元", "元")
    }
    assert sum(one.what == "figure" for one in found) == 6 and not any(
        one.is_same_amount for one in found
    )


def test_a_line_that_came_or_went_is_told_with_its_figures(body: Package) -> None:
    table = body.tables["expenditure"]
    less = replace(body, tables={"expenditure": replace(table, rows=table.rows[:-1])})
    assert _told(body, less) == [
        ("line", "removed", "卫生健康支出", None, None),
        ("figure", "removed", "卫生健康支出", "20.00", None),
        ("figure", "removed", "卫生健康支出", "10.00", None),
    ]
    assert [one[:2] for one in _told(less, body)] == [
        ("line", "added"),
        ("figure", "added"),
        ("figure", "added"),
    ]


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2), st.sampled_from(["amount", "basic"]), st.decimals(0, 99, places=2)
        )
    )
)
def test_exactly_the_figures_that_were_changed_are_told(
    edits: list[tuple[int, str, Decimal]],
) -> None:
    before = _body()
    after, labels = before, [row.label for row in before.tables["expenditure"].rows]
    for place, column, figure in edits:
        after = _with(after, labels[place], column, figure)
    pairs = zip(before.tables["expenditure"].rows, after.tables["expenditure"].rows, strict=True)
    expected = {
        (old["line"], name, f"{old.figures[name]}", f"{new.figures[name]}")
        for old, new in pairs
        for name in old.figures
        if f"{old.figures[name]}" != f"{new.figures[name]}"
    }
    told = list(changes.of_packages(before, after))
    assert {(one.line, one.column, one.before, one.after) for one in told} == expected
    assert len(told) == len(expected)


# All else


def test_what_a_package_says_besides_its_figures_is_told_too(body: Package) -> None:
    table = replace(body.tables["expenditure"], status="empty-stated", statement="没有")
    after = replace(
        body,
        sources=(replace(body.sources[0], sha256="ab"),),
        tables={"expenditure": table},
        summary="一句话。",
        notes=(Note("project", "差旅费", "出差。"),),
        left_out=({"what": "电话", "why": "个人信息", "place": "第 1 页"},),
        corrections=(
            Correction("2026-01-31", "x", "expenditure", "合计", "amount", "1", "2", "读错"),
        ),
    )
    assert {(what, column) for what, _, column, _, _ in _told(body, after)} == {
        ("property", "sources.1.sha256"),
        ("table", "status"),
        ("table", "statement"),
        ("summary", "summary.md"),
        ("note", "project/差旅费"),
        ("left-out", "电话，个人信息，第 1 页"),
        ("correction", "1"),
    }


def test_a_row_that_only_stands_elsewhere_in_the_document_is_counted_apart(
    body: Package, tmp_path: Path
) -> None:
    table = body.tables["expenditure"]
    rows = tuple(Row({**row.keys, "page": "9"}, row.figures) for row in table.rows)
    moved = replace(body, tables={"expenditure": replace(table, rows=rows)})
    assert {what for what, *_ in _told(body, moved)} == {"place"}
    compared = changes.between(_stand(tmp_path / "a", body), _stand(tmp_path / "b", moved))
    said = list(changes.text(compared))
    assert any("3 行换了位置" in line for line in said) and not any(
        "第 9 页" in line for line in said
    )


# Versions


def test_two_equal_versions_differ_in_nothing(packaged: Path, tmp_path: Path) -> None:
    result = _diff(tmp_path, tmp_path)
    assert result.exit_code == 0 and result.output == "没有不同：1 个数据包\n"


def test_department_years_that_came_and_went_are_told_with_what_they_hold(
    body: Package, tmp_path: Path
) -> None:
    later = replace(body, disclosure=replace(body.disclosure, year=2024))
    result = _diff(_stand(tmp_path / "a", body), _stand(tmp_path / "b", later))
    assert result.exit_code == 1
    assert result.output.splitlines()[:2] == [
        "删去  departments/tiny/2023-budget  某局：1 张表，3 行，6 个数",
        "新增  departments/tiny/2024-budget  某局：1 张表，3 行，6 个数",
    ]


def test_a_package_that_cannot_be_read_is_told_and_hides_no_other(
    body: Package, tmp_path: Path
) -> None:
    other = replace(body, slug="other")
    for name, package in (("a", body), ("b", _with(body, "合计", "amount", Decimal(1)))):
        _stand(_stand(tmp_path / name, package), other)
    (tmp_path / "b" / other.path / "datapackage.json").write_text("{", encoding="utf-8")
    result = _diff(tmp_path / "a", tmp_path / "b")
    assert result.exit_code == 2
    assert "not JSON" in result.output and "30.00 → 1" in result.output


def test_two_copies_of_one_package_are_compared_wherever_they_stand(
    body: Package, tmp_path: Path
) -> None:
    _stand(tmp_path, body)
    shutil.copytree(tmp_path / body.path, tmp_path / "copy")
    assert _diff(tmp_path / body.path, tmp_path / "copy").exit_code == 0


def test_a_term_of_a_reference_package_is_told_by_its_key(tmp_path: Path) -> None:
    root = ROOT / "datapackages/reference/glossary"
    for name in ("a", "b"):
        shutil.copytree(root, tmp_path / name / "reference/glossary")
    path = tmp_path / "b/reference/glossary/data/terms.csv"
    first, *others = path.read_text("utf-8").splitlines()
    key = others[0].split(",")[0]
    path.write_text("\n".join([first, *others[1:]]) + "\n", encoding="utf-8")
    result = _diff(tmp_path / "a", tmp_path / "b")
    assert result.exit_code == 1 and f"删去 行  名词（terms） “{key}”" in result.output


@pytest.fixture
def repository(body: Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository of three commits: no package, a package, one figure of it changed."""
    root = tmp_path / "repository"
    root.mkdir()
    monkeypatch.chdir(root)
    _git("init", "--quiet")
    (root / "README.md").write_text("…", encoding="utf-8")
    _commit("empty")
    _stand(root / "datapackages", body)
    _commit("first")
    _stand(root / "datapackages", _with(body, "合计", "amount", Decimal("31.00")))
    _commit("second")
    return root


def _git(*arguments: str) -> str:
    own = ["-c", "user.name=x", "-c", "user.email=x", "-c", "commit.gpgsign=false"]
    return subprocess.run(
        ["git", *own, *arguments], check=True, capture_output=True, text=True
    ).stdout


def _commit(tag: str) -> None:
    _git("add", "--all")
    _git("commit", "--quiet", "--message", tag)
    _git("tag", tag)


def test_two_revisions_are_compared_and_the_repository_stays_as_it_is(repository: Path) -> None:
    before = {
        file.path: file.content
        for file in files.read_all(repository)
        if not file.path.startswith(".git/")
    }
    result = _diff("first", "second")
    assert result.exit_code == 1 and "30.00 → 31.00" in result.output
    assert (
        _diff("second").exit_code == 0
        and "新增  departments/tiny/2023-budget" in _diff("empty", "first").output
    )
    assert {
        file.path: file.content
        for file in files.read_all(repository)
        if not file.path.startswith(".git/")
    } == before
    assert _git("status", "--porcelain") == ""


@pytest.mark.parametrize("name", ["nowhere", "--output=x", "first:README.md"])
def test_what_is_no_folder_and_no_revision_is_refused(repository: Path, name: str) -> None:
    result = CliRunner().invoke(app, ["diff", "--", name])
    assert result.exit_code == 2 and "不是文件夹" in result.output
    with (
        pytest.raises(changes.VersionError) as refused,
        changes.opened(name, repository),
    ):
        pass
    assert refused.value.version == name and refused.value.why in str(refused.value)


# How it is told


def test_json_holds_every_difference_with_both_values(body: Package, tmp_path: Path) -> None:
    was, now = (
        _stand(tmp_path / "a", body),
        _stand(tmp_path / "b", _with(body, "合计", "basic", BLANK)),
    )
    told = json.loads(_diff(was, now, "--format", "json").output)
    assert told["differences"] == {"figure": {"changed": 1}} and told["packages"]["changed"] == 1
    (one,) = told["changed"][0]["differences"]
    assert (one["line"], one["before"], one["after"]) == (_line(body, "合计"), "20.00", "")


def test_markdown_is_a_table_whose_cells_no_text_can_break(body: Package, tmp_path: Path) -> None:
    after = replace(
        body, summary="a | b\n<b>`c`", notes=(Note("project", "x", "y"), Note("project", "y", "z"))
    )
    was, now = _stand(tmp_path / "a", body), _stand(tmp_path / "b", body)
    (tmp_path / "b" / body.path / "summary.md").write_text(after.summary, encoding="utf-8")
    notes = "about,name,note\nproject,x,y\nproject,y,z\n"
    (tmp_path / "b" / body.path / "notes.csv").write_text(notes, encoding="utf-8")
    lines = _diff(was, now, "--format", "markdown", "--most", "1").output.splitlines()
    row = next(line for line in lines if "summary.md" in line)
    assert r"a \| b &lt;b\>\`c\`" in row and row.replace(r"\|", "").count("|") == 5
    assert "另有 2 处，用 `python -m scripts diff` 看全部。" in lines
