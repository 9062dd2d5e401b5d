"""What frictionless says of a package, the reference for the standard, in words of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from frictionless import Error, FrictionlessException, Package, system

from scripts.checks.form.descriptor import column, fields
from scripts.checks.form.resources import Records
from scripts.checks.form.rules import DESCRIPTOR, SCHEMA, Form
from scripts.checks.verdicts import Finding
from scripts.schema import LINE_ID, MISSING

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "date": "日期，如 2023-01-31",
    "year": "四位数的年份",
    "boolean": "true 或 false",
}
_PATTERNS = {LINE_ID: "十个小写辅音字母的行标识", r"\d{3}(\d{2}){0,2}": "3、5 或 7 位数字的编码"}
# Told by the checks of contents, with the place of the first one, or a consequence of what they tell.
_TOLD = {
    "incorrect-label",
    "missing-label",
    "extra-label",
    "duplicate-label",
    "blank-label",
    "unmatched-header",
}
# What frictionless raises, itself surprised, when a descriptor is odd in a way that it did not foresee.
_STUMBLES = (AttributeError, KeyError, TypeError, ValueError, re.error)
_OF_IDS = {"unique-error", "primary-key"}


def findings(form: Form, tables: Sequence[Records], *, sound: bool) -> Iterator[Finding]:
    """The errors that frictionless finds, all failures: in the descriptor as it stands, and in the files.

    Where the checks of ours found the descriptor unsound, the files are held to the columns of our pool instead:
    frictionless would stop at the descriptor, and what is wrong in the files is to be told at once.
    """
    with system.use_context(trusted=False):
        if sound:
            shown = {**form.stated, "resources": [dict(file.resource) for file in tables]}
        else:
            shown = {
                "name": "files",
                "resources": [_mended(form, file, n) for n, file in enumerate(tables)],
            }
        try:
            package = Package.from_descriptor(shown, basepath=str(form.folder))
        except FrictionlessException as refused:
            for error in refused.reasons or [refused.error]:
                message = f"{DESCRIPTOR} 不符合 Data Package 标准"
                yield form.fault(
                    SCHEMA, DESCRIPTOR, message, found=error.note, expected="符合标准的描述"
                )
        except _STUMBLES:
            yield _odd(form)
        else:
            yield from _of_files(form, package, tables)


def _odd(form: Form) -> Finding:
    message = f"{DESCRIPTOR} 的写法让标准的读取程序读不下去"
    return form.fault(
        SCHEMA, DESCRIPTOR, message, found="读不下去", expected="符合 Data Package 标准的描述"
    )


def _mended(form: Form, file: Records, number: int) -> dict[str, Any]:
    """The description of a file as it should be, from the columns that it has."""
    known = (
        []
        if form.is_reference
        else [found for field in fields(file.resource) if (found := column(field))]
    )
    described = [one.descriptor() for one in known] or [
        {"name": name, "type": "string"} for name in file.stated
    ]
    return {
        "name": f"file-{number}",
        "path": file.path,
        "scheme": "file",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": described, "missingValues": MISSING},
    }


def _of_files(form: Form, package: Package, tables: Sequence[Records]) -> Iterator[Finding]:
    for resource, file in zip(package.resources, tables, strict=True):
        if (
            list(file.head) != resource.schema.field_names
        ):  # told already: match the columns that are there by name
            resource.schema.fields_match = "partial"
    try:
        tasks = package.validate().tasks
    except _STUMBLES:
        yield _odd(form)
        return
    for task, file in zip(tasks, tables, strict=True):
        for error in task.errors:
            if error.type not in _TOLD and (form.is_reference or error.type not in _OF_IDS):
                yield _of_error(form, file, error)


def _of_error(form: Form, file: Records, error: Error) -> Finding:
    name = str(getattr(error, "field_name", "") or "")
    field = next((field for field in fields(file.resource) if field["name"] == name), {})
    row = getattr(error, "row_number", None)
    message, found, expected = _said(error, field, file)
    return form.fault(
        SCHEMA, file.path, message, row=row, field=name, found=found, expected=expected
    )


def _said(error: Error, field: Mapping[str, Any], file: Records) -> tuple[str, str, str]:
    """What an error means, what was found, and what was expected."""
    column, cell = (
        f"{field.get('title', '')}（{field.get('name', '')}）",
        str(getattr(error, "cell", "") or ""),
    )
    if error.type == "type-error":
        expected = _TYPES.get(str(field.get("type")), str(field.get("type")))
        return f"{column}的类型不对：“{cell}”不是{expected.split('，')[0]}", cell, expected
    if error.type == "constraint-error":
        expected = _bound(error.note, field)
        found = "" if expected == "不能空白" else cell
        return f"{column}{'空白' if not found else '超出允许的取值'}", found, expected
    if error.type == "missing-cell":
        return f"这一行少了一格：{column}", "没有这一格", f"{len(file.stated)} 格"
    if error.type == "extra-cell":
        return (
            f"这一行多了一格，在第 {getattr(error, 'field_number', '')} 格",
            cell,
            f"{len(file.stated)} 格",
        )
    if error.type == "blank-row":
        return "有一个空行", "空行", "一行数据"
    if error.type in _OF_IDS:
        other = re.search(r"position (\d+)", error.note)
        return (
            f"这一行与第 {other.group(1) if other else '?'} 行重复",
            _key(error, file),
            "每行不同",
        )
    if error.type == "foreign-key":
        wanted = getattr(error, "reference_name", "") or file.table
        values = "、".join(getattr(error, "field_cells", []))
        return (
            f"{'、'.join(getattr(error, 'field_names', []))} 指向的行不存在",
            values,
            f"{wanted} 里有的值",
        )
    return "文件读不了", error.note, "可以读取的 CSV"


def _key(error: Error, file: Records) -> str:
    stated = file.resource["schema"].get("primaryKey", [])
    names = (
        [str(getattr(error, "field_name", "") or "")] if error.type == "unique-error" else stated
    )
    wanted = [names] if isinstance(names, str) else names
    found = dict(zip(file.head, getattr(error, "cells", []), strict=False))
    return "、".join(str(found.get(name, "")) for name in wanted)


def _bound(note: str, field: Mapping[str, Any]) -> str:
    """The bound that a cell left, in words."""
    match = re.match(r'constraint "(\w+)"', note)
    name = match.group(1) if match else ""
    value = field.get("constraints", {}).get(name)
    words = {
        "required": "不能空白",
        "minimum": f"不小于 {value}",
        "maximum": f"不大于 {value}",
        "maxLength": f"至多 {value} 字",
        "minLength": f"至少 {value} 字",
        "enum": f"{'、'.join(map(str, value if isinstance(value, list) else []))} 之一",
        "pattern": _PATTERNS.get(str(value), f"写成 {value} 的样子"),
    }
    return words.get(name, f"{name} {value}")
