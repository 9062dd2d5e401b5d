"""What frictionless says of a package, the reference for the standard, in words of ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from frictionless import Error, FrictionlessException, Package, Resource, system

from scripts.checks.form.descriptor import fields
from scripts.checks.form.resources import Records
from scripts.checks.form.rules import DESCRIPTOR, Form
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
# Told by the checks of contents, with the place of the first, or a consequence of that.
_TOLD_ALREADY = {
    "incorrect-label",
    "missing-label",
    "extra-label",
    "duplicate-label",
    "blank-label",
    "unmatched-header",
}
_NOT_BLANK = "不能空白"
# What frictionless raises where a descriptor is odd in a way that it did not foresee.
_STUMBLES = (AttributeError, KeyError, TypeError, ValueError, re.error)
# Ids of budgets have a check of ours (`resources`), which names the line that they repeat.
_OF_IDS = {"unique-error", "primary-key"}

_WITHOUT_ERROR: set[bytes] = set()
"""Digests of what was held to the standard in this run and had no error: description and bytes.

Most of the time of a check goes into this, and the same comes again and again: a package that is
imported, as it was read and as it will be stored; a table whose neighbour was changed. Errors are
never kept, they are found anew.
"""
_MOST_KEPT = 50_000


def findings(form: Form, tables: Sequence[Records], *, sound: bool) -> Iterator[Finding]:
    """The errors that frictionless finds, all failures: in the descriptor, and in the files.

    Where our own checks found the descriptor unsound, the files are held to the columns of our pool
    instead: frictionless would stop at the descriptor, and all is to be told at once.
    """
    # Only the files that could be read: the others are told already.
    descriptor = {**form.descriptor, "resources": [dict(file.resource) for file in tables]}
    if not sound:
        resources = [_mended(form, file, number) for number, file in enumerate(tables)]
        descriptor = {"name": "files", "resources": resources}
    # Untrusted: paths that lead out of the folder are refused, whatever checks came before.
    with system.use_context(trusted=False):
        try:
            package = Package.from_descriptor(descriptor, basepath=str(form.folder))
        except FrictionlessException as refused:
            message, expected = f"{DESCRIPTOR} 不符合 Data Package 标准", "符合标准的描述"
            for error in refused.reasons or [refused.error]:
                yield form.fault(DESCRIPTOR, message, actual=error.note, expected=expected)
        except _STUMBLES:
            yield _odd(form)
        else:
            yield from _of_files(form, package, tables, descriptor["resources"])


def _odd(form: Form) -> Finding:
    message = f"{DESCRIPTOR} 的写法让标准的读取程序读不下去"
    expected = "符合 Data Package 标准的描述"
    return form.fault(DESCRIPTOR, message, actual="读不下去", expected=expected)


def _mended(form: Form, file: Records, number: int) -> dict[str, Any]:
    """The description of a file as it should be, from the columns that it has."""
    # Reference packages have columns of their own, which our pool does not know.
    columns = [] if form.is_reference else [column.descriptor() for column in file.columns]
    as_text = [{"name": name, "type": "string"} for name in file.declared]
    return {
        "name": f"file-{number}",
        "path": file.path,
        "scheme": "file",
        "format": "csv",
        "encoding": "utf-8",
        "schema": {"fields": columns or as_text, "missingValues": MISSING},
    }


def _of_files(
    form: Form, package: Package, tables: Sequence[Records], stated: Sequence[Mapping[str, Any]]
) -> Iterator[Finding]:
    for resource, file in zip(package.resources, tables, strict=True):
        if list(file.header) != resource.schema.field_names:
            # Told already: match the columns that are there by name.
            resource.schema.fields_match = "partial"
    try:
        # One by one: the whole was held to the standard already when it was made.
        found = [
            _errors(resource, stated[number], form.folder)
            for number, resource in enumerate(package.resources)
        ]
    except _STUMBLES:
        yield _odd(form)
        return
    for errors, file in zip(found, tables, strict=True):
        by_name = {field["name"]: field for field in reversed(fields(file.resource))}
        for error in errors:
            of_ids = error.type in _OF_IDS and not form.is_reference
            if error.type in _TOLD_ALREADY or of_ids:
                continue
            # Errors of a whole row have no field, those of a whole file no row either.
            name = str(getattr(error, "field_name", "") or "")
            row = getattr(error, "row_number", None)
            message, actual, expected = _in_words(error, by_name.get(name, {}), file)
            yield form.fault(
                file.path, message, row=row, field=name, actual=actual, expected=expected
            )


def _errors(resource: Resource, stated: Mapping[str, Any], folder: Path) -> Sequence[Error]:
    """The errors in a file, of which none are looked for where the same had none before."""
    digest = _digest(resource, stated, folder)
    if digest in _WITHOUT_ERROR:
        return ()
    errors: Sequence[Error] = resource.validate().task.errors
    if digest and not errors:
        if len(_WITHOUT_ERROR) >= _MOST_KEPT:
            _WITHOUT_ERROR.clear()
        _WITHOUT_ERROR.add(digest)
    return errors


def _digest(resource: Resource, stated: Mapping[str, Any], folder: Path) -> bytes | None:
    """Of all that the errors in a file hang on; None where they hang on other files too."""
    schema = stated.get("schema")
    if not isinstance(schema, dict) or "foreignKeys" in schema:
        return None
    said = json.dumps([stated, resource.schema.fields_match], sort_keys=True)
    try:
        content = sha256((folder / str(stated["path"])).read_bytes())
    except OSError:  # gone since it was read by us: frictionless says what it meets
        return None
    return sha256(said.encode() + content.digest()).digest()


def _in_words(error: Error, field: Mapping[str, Any], file: Records) -> tuple[str, str, str]:
    """What an error means, what was found, what was expected, by its type.

    https://framework.frictionlessdata.io/docs/errors/
    """
    title = f"{field.get('title', '')}（{field.get('name', '')}）"
    cell = str(getattr(error, "cell", "") or "")
    width = f"{len(file.declared)} 格"
    if error.type == "type-error":
        expected = _TYPES.get(str(field.get("type")), str(field.get("type")))
        # 日期，如 2023-01-31: the message has no need of the example.
        name, *_ = expected.split("，")
        return f"{title}的类型不对：“{cell}”不是{name}", cell, expected
    if error.type == "constraint-error":
        expected = _bound(error.note, field)
        if not cell or expected == _NOT_BLANK:
            return f"{title}空白", "", expected
        return f"{title}超出允许的取值", cell, expected
    if error.type == "missing-cell":
        return f"这一行少了一格：{title}", "没有这一格", width
    if error.type == "extra-cell":
        number = getattr(error, "field_number", "")
        return f"这一行多了一格，在第 {number} 格", cell, width
    if error.type == "blank-row":
        return "有一个空行", "空行", "一行数据"
    if error.type in _OF_IDS:
        # note: `values "a" in the primary key are not unique`,
        # or `the same as in the row at position 3`
        number = next(iter(re.findall(r"position (\d+)", error.note)), "?")
        return f"这一行与第 {number} 行重复", _key(error, file), "每行不同"
    if error.type == "foreign-key":
        names = "、".join(getattr(error, "field_names", []))
        values = "、".join(getattr(error, "field_cells", []))
        referred = getattr(error, "reference_name", "") or file.table
        return f"{names} 指向的行不存在", values, f"{referred} 里有的值"
    return "文件读不了", error.note, "可以读取的 CSV"


def _key(error: Error, file: Records) -> str:
    """The cells that are the same in two rows: of a unique column, or of the primary key."""
    # The standard takes one name for a list of one.
    names = file.resource["schema"].get("primaryKey", [])
    if error.type == "unique-error":
        names = str(getattr(error, "field_name", "") or "")
    if isinstance(names, str):
        names = [names]
    # A row may have fewer cells than the header.
    cells = dict(zip(file.header, getattr(error, "cells", []), strict=False))
    return "、".join(str(cells.get(name, "")) for name in names)


def _bound(note: str, field: Mapping[str, Any]) -> str:
    # note: `constraint "maximum" is "9999"`
    name = "".join(re.findall(r'^constraint "(\w+)"', note))
    value = field.get("constraints", {}).get(name)
    values = value if isinstance(value, list) else []
    words = {
        "required": _NOT_BLANK,
        "minimum": f"不小于 {value}",
        "maximum": f"不大于 {value}",
        "maxLength": f"至多 {value} 字",
        "minLength": f"至少 {value} 字",
        "enum": f"{'、'.join(map(str, values))} 之一",
        "pattern": _PATTERNS.get(str(value), f"写成 {value} 的样子"),
    }
    return words.get(name, f"{name} {value}")
