"""A data package of ours that comes back: taken as it is, once it keeps the contract."""

from __future__ import annotations

import hashlib
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scripts import checks, files
from scripts.ingest import identity
from scripts.ingest.document import ReadError
from scripts.ingest.readers import office
from scripts.ingest.reimport.package_files import (
    DESCRIPTOR,
    Descriptor,
    PackageFiles,
    in_archive,
    in_folder,
    loaded,
    staged,
)
from scripts.ingest.report import Report, of_package
from scripts.package import OURS, Package

AS_IT_IS = "是本项目的数据包，表和来源照原样收下，没有重新识别"
"""How a package is read."""

_MOST_FINDINGS = 200
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class TakenPackage(NamedTuple):
    """A package in hand with the report on it; by the hash of its data it is known again."""

    report: Report
    sha256: str


def read(path: Path) -> list[TakenPackage]:
    """The packages at a path; raises ReadError with all that is wrong with one."""
    if path.is_dir():
        return [_taken(path, in_folder(path))]
    if path.name == DESCRIPTOR:
        return [_taken(path, in_folder(path.parent))]
    with office.opened(path) as archive:
        return [_taken(path, package) for package in in_archive(path, archive)]


def _taken(path: Path, within: PackageFiles) -> TakenPackage:
    content = list(staged(path, within))
    descriptor = next(loaded(file.content) for file in content if file.path == DESCRIPTOR)

    # Before the checks, which would have a hundred things to say of another's package.
    _refuse_others(within.name, descriptor)
    slug, period = _name(descriptor)
    with tempfile.TemporaryDirectory() as scratch:
        # The checks read a package from the disk, where the name of its folder counts.
        folder = Path(scratch) / "departments" / (slug or "x") / (period or "x")
        try:
            files.write(folder, content)
        except OSError as error:
            raise ReadError(f"{within.name}：数据包里的文件名存不下（{error.strerror}）") from error
        package = _sound(within.name, checks.of_form(folder))

    # Ids of lines begin with the folder's name, so it is kept where it can be.
    remarks: tuple[str, ...] = ()
    if not slug:
        slug = identity.slug(package.disclosure.department, package.disclosure.level)
        remarks = (f"数据包的 name 里没有能用的文件夹名，用部门名称的拼音 {slug}",)

    written = tuple(file for file in content if file.path in OURS)
    report = of_package(replace(package, slug=slug), AS_IT_IS, remarks, written)
    # The hash of the data, whatever a person wrote beside it.
    data: list[bytes] = []
    for file in sorted(content, key=lambda file: (file.path, file.content)):
        if file.path not in OURS:
            data += (file.path.encode(), file.content)
    return TakenPackage(report, hashlib.sha256(b"\0".join(data)).hexdigest())


def _refuse_others(name: str, descriptor: Descriptor | None) -> None:
    """Raise ReadError for another's package; a descriptor that is no JSON is left to the checks."""
    if descriptor is None or "disclosure" in descriptor:
        return

    what = "这是别的数据包"
    if descriptor.get("kind") == "reference":
        what = "这是参考数据（科目、地区、词语），不是部门的预决算"
    raise ReadError(
        f"{name}：{what}：{DESCRIPTOR} 里没有 disclosure"
        "（部门 department、级次 level、年份 year、阶段 phase）；"
        "只收本项目的数据包，别的请把里面的表逐个导入"
    )


def _name(descriptor: Descriptor | None) -> tuple[str, str]:
    """The parts of a descriptor's name (some-department, 2024-budget), blank if not ours."""
    disclosure = (descriptor or {}).get("disclosure")
    if descriptor is None or not isinstance(disclosure, dict):
        return "", ""
    period = f"{disclosure.get('year')}-{disclosure.get('phase')}"
    if not _SLUG.fullmatch(period):
        return "", ""
    slug, ending, rest = str(descriptor.get("name")).rpartition(f"-{period}")
    is_whole = bool(ending) and not rest and len(slug) <= identity.SLUG_LENGTH
    if not is_whole or not _SLUG.fullmatch(slug):
        slug = ""
    return slug, period


def _sound(name: str, result: checks.CheckResult) -> Package:
    """The package, where nothing is wrong with its form; raises ReadError with all that is."""
    # Whether figures add up is no matter of form: published ones may not.
    findings = [
        finding for finding in result.failures if checks.RULES[finding.rule].group == "form"
    ]
    if result.package is not None and not findings:
        return result.package

    lines = [f"{name}：数据包有 {len(findings)} 处不合规定，没有导入："]
    for finding in findings[:_MOST_FINDINGS]:
        # The scratch folder's name is of no use to anyone.
        lines.append(checks.text(finding).replace(f"{finding.package}/", "", 1))
    if len(findings) > _MOST_FINDINGS:
        lines.append(f"另有 {len(findings) - _MOST_FINDINGS} 处")
    raise ReadError("\n  ".join(lines))
