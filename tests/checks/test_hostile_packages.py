"""A stranger's package: whatever stands in its fields, it is refused with its place, or is text; nothing is raised."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from scripts import checks
from tests.support import hostile, spoil

KNOWN = checks.classifications(spoil.PACKAGES)
# A seeded share; the proof in benchmarks/ tries all of them.
PAIRS = random.Random("strangers").sample(
    [(field, value) for field in hostile.FIELDS for value in hostile.VALUES], 24
)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return spoil.write(spoil.FIXTURE, tmp_path_factory.mktemp("packages") / "datapackages")


@pytest.fixture
def folder(good: Path, tmp_path: Path) -> Path:
    root = tmp_path / "datapackages"
    return Path(shutil.copytree(good, root / good.relative_to(good.parents[2])))


@pytest.mark.parametrize(("field", "value"), PAIRS, ids=[" × ".join(pair) for pair in PAIRS])
def test_a_hostile_value_is_refused_or_is_text(field: str, value: str, folder: Path) -> None:
    hostile.FIELDS[field](folder, hostile.VALUES[value])
    findings = hostile.outcome(folder.parents[2], KNOWN)
    if not findings:
        assert hostile.is_text(field, value)
    for finding in findings:
        assert finding.file and finding.expected and finding.message
        assert len(finding.found) < 500


@pytest.mark.parametrize("name", hostile.DEEDS)
def test_a_hostile_deed_is_told(name: str, folder: Path) -> None:
    hostile.DEEDS[name](folder)
    assert hostile.outcome(folder.parents[2], KNOWN)


def test_nothing_is_told_of_the_package_as_it_was(folder: Path) -> None:
    assert hostile.outcome(folder.parents[2], KNOWN) == []


@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize(
    ("text", "kind"), [("1" + "38" + "12345678", "手机号码"), ("联系人：张三", "姓名")]
)
def test_what_is_personal_in_a_descriptor_is_told_however_it_is_written(
    text: str, kind: str, ascii_only: bool, folder: Path
) -> None:
    path = folder / "datapackage.json"
    stated = json.loads(path.read_text("utf-8"))
    stated["disclosure"]["parent"] = text
    written = json.dumps(stated, ensure_ascii=ascii_only, indent=2)
    if ascii_only:
        written = written.replace(text, "".join(f"\\u{ord(letter):04x}" for letter in text))
    path.write_text(written, "utf-8")
    told = hostile.outcome(folder.parents[2], KNOWN)
    assert [(finding.rule, finding.found) for finding in told] == [("privacy", kind)]


def test_two_folders_of_one_department_year_are_told(folder: Path) -> None:
    shutil.copytree(folder, folder.parents[1] / "other" / folder.name)
    (finding,) = hostile.outcome(folder.parents[2], KNOWN)
    assert "是同一个部门、同一年、同一阶段" in finding.message


def test_a_link_to_a_folder_elsewhere_is_told(folder: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.move(folder.parent, elsewhere)
    folder.parent.symlink_to(elsewhere)
    assert any("链接" in one.message for one in hostile.outcome(folder.parents[2], KNOWN))
