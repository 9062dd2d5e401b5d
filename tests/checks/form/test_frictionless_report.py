"""What is held to the standard once is not held to it again, and nothing that is wrong is ever missed for it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource

from scripts import checks
from scripts.checks import Finding
from scripts.checks.form import frictionless_report
from tests.support import spoil

KNOWN = checks.classifications(spoil.PACKAGES)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoil.write(spoil.FIXTURE, tmp_path_factory.mktemp("packages"))


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "departments" / "good" / good.name))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The files that frictionless is asked of, in a run that has checked nothing yet."""
    paths: list[str] = []
    validate = Resource.validate

    def noted(resource: Resource, *arguments: Any, **options: Any) -> Any:
        paths.append(str(resource.path))
        return validate(resource, *arguments, **options)

    monkeypatch.setattr(Resource, "validate", noted)
    monkeypatch.setattr(frictionless_report, "_WITHOUT_ERROR", set())
    yield paths


def _schema(folder: Path) -> list[Finding]:
    return [one for one in checks.check(folder, KNOWN).failures if one.rule == "schema"]


def test_the_same_bytes_under_the_same_description_are_looked_at_once(
    folder: Path, good: Path, asked: list[str]
) -> None:
    assert _schema(good) == []
    first = len(asked)
    assert first >= 15 and _schema(folder) == [] and len(asked) == first


def test_a_changed_file_is_looked_at_again_alone_and_its_error_told_each_time(
    folder: Path, asked: list[str]
) -> None:
    assert _schema(folder) == []
    asked.clear()
    spoil.cell(folder, "expenditure", 4, "project", "abc")
    for _ in range(2):
        (told,) = _schema(folder)
        assert (told.file, told.row, told.field) == ("data/expenditure.csv", 4, "project")
    assert asked == ["data/expenditure.csv"] * 2


def test_the_same_bytes_under_another_description_are_looked_at_again(
    folder: Path, asked: list[str]
) -> None:
    assert _schema(folder) == []
    asked.clear()
    spoil.descriptor(
        folder,
        lambda whole: whole["resources"][0]["schema"]["fields"][3].update(
            constraints={"enum": ["other"]}
        ),
    )
    assert _schema(folder) and "data/summary.csv" in asked


def test_a_file_whose_lines_lead_to_another_is_looked_at_though_only_that_one_changed(
    tmp_path: Path, asked: list[str]
) -> None:
    """Codes may name those of another list; departments have no such columns."""
    folder = tmp_path / "codes"
    key = {"fields": ["code"], "reference": {"resource": "codes", "fields": ["code"]}}
    one = {"profile": "tabular-data-resource", "scheme": "file", "format": "csv"}
    fields = {"fields": [{"name": "code", "type": "string"}]}
    stated = {
        "name": "codes",
        "profile": "tabular-data-package",
        "kind": "reference",
        "resources": [
            {"name": name, "path": f"{name}.csv", **one, "encoding": "utf-8", "schema": schema}
            for name, schema in (("codes", fields), ("names", {**fields, "foreignKeys": [key]}))
        ],
    }
    folder.mkdir()
    (folder / "datapackage.json").write_text(spoil.package_json(stated), "utf-8")
    for name in ("codes", "names"):
        (folder / f"{name}.csv").write_text("code\n1\n2\n", "utf-8")
    assert _schema(folder) == []
    (folder / "codes.csv").write_text("code\n1\n3\n", "utf-8")
    (told,) = _schema(folder)
    assert (told.file, told.row) == ("names.csv", 3)


def test_what_is_remembered_is_bounded(
    folder: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frictionless_report, "_MOST_KEPT", 3)
    assert _schema(folder) == []
    assert asked and len(frictionless_report._WITHOUT_ERROR) <= 3
