"""Whether a package keeps its own schema: frictionless, and the bounds that it does not enforce."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from frictionless import Error, Package, Report, system

from scripts.checks.verdicts import Finding, Rule
from scripts.schema import KINDS, MULTIPLIERS, STATUSES

SCHEMA = Rule("schema", "数据符合自己声明的格式", "每一列的类型、必填、取值范围都符合声明", "Data Package 标准")
UNIQUE = Rule("unique", "行不重复", "每一行有唯一的标识，没有重复的行", "数据模型")
UNIT = Rule("unit", "金额单位", "单位写明，并与换算倍数一致", "规则 R-Q6")
RULES = (SCHEMA, UNIQUE, UNIT)

_WORDS = {
    "type-error": "类型不对",
    "constraint-error": "超出允许的取值",
    "missing-label": "少了一列",
    "extra-label": "多了一列",
    "incorrect-label": "列名不对",
    "blank-row": "空行",
    "primary-key": "标识重复",
    "encoding-error": "文字编码不对，应为 UTF-8",
    "scheme-error": "文件打不开",
    "source-error": "文件内容读不了",
    "missing-cell": "这一行少了单元格",
    "extra-cell": "这一行多了单元格",
    "package-error": "包的描述不合规范",
    "resource-error": "表的描述不合规范",
    "schema-error": "表的结构描述不合规范",
    "field-error": "列的描述不合规范",
}
_GENERIC_TYPES = {"string", "integer", "number", "date", "boolean"}


def findings(folder: Path, name: str) -> Iterator[Finding]:
    """What frictionless finds wrong in the package of a folder, and what it does not look at; all failures."""
    path = folder / "datapackage.json"
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        yield _finding(
            name, SCHEMA, "datapackage.json", found="没有这个文件", expected="一个文件", message="缺少 datapackage.json"
        )
        return
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        line = getattr(error, "lineno", None)
        yield _finding(
            name, SCHEMA, "datapackage.json", row=line, found=str(error), expected="UTF-8 的 JSON", message="不是 JSON"
        )
        return
    yield from _unsafe(name, descriptor)
    yield from _units(name, descriptor)
    yield from _duplicates(name, folder, descriptor)
    with system.use_context(trusted=False):
        report = Package.validate_descriptor(descriptor, basepath=str(folder))
        if report.valid:
            report = Package.from_descriptor(descriptor, basepath=str(folder)).validate()
    yield from _of_report(name, report)


def _of_report(name: str, report: Report) -> Iterator[Finding]:
    for error in report.errors:
        yield _of_error(name, "datapackage.json", error)
    for task in report.tasks:
        for error in task.errors:
            yield _of_error(name, task.place or "datapackage.json", error)


def _of_error(name: str, file: str, error: Error) -> Finding:
    row, field = getattr(error, "row_number", None), getattr(error, "field_name", "") or getattr(error, "label", "")
    words = _WORDS.get(error.type, error.title)
    found = getattr(error, "cell", "") or getattr(error, "label", "")
    return _finding(name, SCHEMA, file, row, str(field or ""), str(found or ""), error.note, f"{words}：{error.note}")


def _unsafe(name: str, descriptor: dict[str, Any]) -> Iterator[Finding]:
    for resource in _resources(descriptor):
        path = str(resource.get("path", ""))
        if Path(path).is_absolute() or ".." in Path(path).parts:
            yield _finding(
                name,
                SCHEMA,
                "datapackage.json",
                field="path",
                found=path,
                expected="包内的路径",
                message="路径指向包的外面",
            )


def _units(name: str, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Unit and multiplier of each table, its kind and its status: properties of ours, that no standard checks."""
    for resource in _resources(descriptor):
        table, unit = str(resource.get("name", "")), resource.get("amountUnit")
        if unit is not None and unit not in MULTIPLIERS:
            yield _finding(
                name,
                UNIT,
                f"{table}（datapackage.json）",
                None,
                "amountUnit",
                str(unit),
                "、".join(MULTIPLIERS),
                "不认识的金额单位",
            )
        elif unit is not None and resource.get("multiplier") != MULTIPLIERS[unit]:
            found, expected = str(resource.get("multiplier")), str(MULTIPLIERS[unit])
            yield _finding(
                name,
                UNIT,
                f"{table}（datapackage.json）",
                None,
                "multiplier",
                found,
                expected,
                f"单位是{unit}，倍数却不是 {expected}",
            )
        if resource.get("status") not in STATUSES:
            found = str(resource.get("status"))
            yield _finding(
                name, SCHEMA, f"{table}（datapackage.json）", None, "status", found, "、".join(STATUSES), "不认识的状态"
            )
        if table not in KINDS and table.rpartition("-")[0] not in KINDS:
            yield _finding(
                name, SCHEMA, f"{table}（datapackage.json）", None, "name", table, "、".join(KINDS), "不认识的表"
            )


def _duplicates(name: str, folder: Path, descriptor: dict[str, Any]) -> Iterator[Finding]:
    """Lines whose id stands twice in one table, or in two tables of the package."""
    seen: Counter[str] = Counter()
    for resource in _resources(descriptor):
        for number, line in enumerate(_ids(folder, resource), start=2):
            seen[line] += 1
            if seen[line] > 1:
                yield _finding(
                    name, UNIQUE, str(resource["path"]), number, "line", line, "唯一的行标识", "这一行与前面的一行重复"
                )


def _ids(folder: Path, resource: dict[str, Any]) -> Iterator[str]:
    path = folder / str(resource.get("path", ""))
    if path.is_file() and path.resolve().is_relative_to(folder.resolve()):
        for text in path.read_bytes().splitlines()[1:]:
            yield text.split(b",", 1)[0].decode("utf-8", "replace")


def _resources(descriptor: object) -> list[dict[str, Any]]:
    found = descriptor.get("resources") if isinstance(descriptor, dict) else None
    return [resource for resource in found if isinstance(resource, dict)] if isinstance(found, list) else []


def _finding(
    package: str,
    rule: Rule,
    file: str,
    row: int | None = None,
    field: str = "",
    found: str = "",
    expected: str = "",
    message: str = "",
) -> Finding:
    return Finding(rule.id, "failure", package, file, row, field, found, expected, message)
