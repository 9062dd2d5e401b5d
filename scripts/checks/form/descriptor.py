"""Whether a descriptor states what our contract asks: body, tables, columns, units, paths that stay inside."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from scripts.checks.form.rules import DESCRIPTOR, SCHEMA, UNIT, Form, is_safe
from scripts.checks.verdicts import Finding
from scripts.schema import (
    ABSENCES,
    KEYS,
    KINDS,
    MULTIPLIERS,
    NUMBER,
    STATUSES,
    Column,
    Coordinates,
    value_column,
)

_LEVELS = ("department", "office", "unit")
_PHASES = ("budget", "final")
_FIXED = {
    "scheme": "file",
    "format": "csv",
    "encoding": "utf-8",
    "profile": "tabular-data-resource",
}
_PROFILE = "tabular-data-package"
# What would make a client look elsewhere for the data, or for the rules that it keeps.
_UNWANTED = ("$schema", "data", "dialect", "compression", "extrapaths", "innerpath")
_SOURCE = ("title", "publisher", "sha256")


def findings(form: Form) -> Iterator[Finding]:
    """What the descriptor states wrongly or not at all."""
    yield from _package(form)
    for resource in form.resources:
        yield from _files(form, resource)
        if not form.is_reference:
            yield from _table(form, resource)
            for field in fields(resource):
                yield from _field(form, resource, field)


def fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields that a resource states, as far as they are objects with a name."""
    schema = resource.get("schema")
    found = schema.get("fields") if isinstance(schema, dict) else None
    named = found if isinstance(found, list) else []
    return [
        field for field in named if isinstance(field, dict) and isinstance(field.get("name"), str)
    ]


def column(field: Mapping[str, Any]) -> Column | None:
    """The column of our pool that a field states, or None where there is no such column."""
    if field["name"] == NUMBER.name:
        return NUMBER
    if "coordinates" not in field:
        return KEYS.get(field["name"])
    try:
        heads = field.get("published", {})
        found = value_column(
            Coordinates(**field["coordinates"]), heads if _are_heads(heads) else {}
        )
    except (TypeError, ValueError):
        return None
    return found if found.name == field["name"] else None


def is_usable(form: Form, resource: Mapping[str, Any]) -> bool:
    """Whether a resource states enough that its file can be looked at."""
    return (
        _lists_fields(resource)
        and isinstance(resource.get("name"), str)
        and is_safe(form.folder, resource.get("path"))
    )


def _package(form: Form) -> Iterator[Finding]:
    listed = form.stated.get("resources")
    if not isinstance(listed, list) or not listed or len(form.resources) != len(listed):
        found = (
            listed
            if not isinstance(listed, list)
            else "空列表"
            if not listed
            else "列表里有不是对象的东西"
        )
        yield form.stated_fault(
            SCHEMA, "", "resources", "没有写明有哪些表", found=found, expected="表的列表"
        )
    for property_ in ("name", "path"):
        counted = Counter(str(resource.get(property_)) for resource in form.resources)
        for value in (value for value, times in counted.items() if times > 1):
            message = f"有两张表的 {property_} 相同"
            yield form.stated_fault(
                SCHEMA, value, property_, message, found=value, expected="每张表各不相同"
            )
    if form.stated.get("profile") != _PROFILE:
        found = form.stated.get("profile")
        yield form.stated_fault(
            SCHEMA, "", "profile", f"profile 只能是 {_PROFILE}", found=found, expected=_PROFILE
        )
    if "$schema" in form.stated:
        found = form.stated["$schema"]
        yield form.stated_fault(
            SCHEMA, "", "$schema", "不能有 $schema", found=found, expected="没有这一项"
        )
    if form.is_reference:
        return
    if not isinstance(form.stated.get("title"), str):
        yield form.stated_fault(
            SCHEMA,
            "",
            "title",
            "数据包没有标题",
            found=form.stated.get("title"),
            expected="一个标题",
        )
    yield from _disclosure(form)
    yield from _sources(form)
    yield from _left_out(form)


def _disclosure(form: Form) -> Iterator[Finding]:
    stated = form.stated.get("disclosure")
    if not isinstance(stated, dict):
        message = "没有写明是谁、哪一年的预算"
        yield form.stated_fault(
            SCHEMA, "", "disclosure", message, found=stated, expected="部门、级别、年份、阶段"
        )
        return
    asked: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
        ("department", lambda value: isinstance(value, str) and bool(value.strip()), "部门的名称"),
        ("level", lambda value: value in _LEVELS, "、".join(_LEVELS)),
        ("year", lambda value: isinstance(value, int) and 1990 <= value <= 2100, "四位数的年份"),
        ("phase", lambda value: value in _PHASES, "、".join(_PHASES)),
    )
    for name, holds, expected in asked:
        if not holds(stated.get(name)):
            message = f"disclosure 里的 {name} 不对"
            yield form.stated_fault(
                SCHEMA, "", name, message, found=stated.get(name), expected=expected
            )


def _sources(form: Form) -> Iterator[Finding]:
    stated = form.stated.get("sources")
    if not isinstance(stated, list) or not stated:
        message = "没有写明出自哪一份文件"
        yield form.stated_fault(SCHEMA, "", "sources", message, found=stated, expected="来源的列表")
        return
    for number, source in enumerate(stated, start=1):
        for name in _SOURCE:
            value = source.get(name) if isinstance(source, dict) else None
            if not isinstance(value, str):
                message = f"第 {number} 份来源没有写明 {name}"
                yield form.stated_fault(
                    SCHEMA, "", "sources", message, found=value, expected="文字"
                )


def _left_out(form: Form) -> Iterator[Finding]:
    stated = form.stated.get("leftOut", [])
    listed = stated if isinstance(stated, list) else [stated]
    for one in listed:
        said = isinstance(one, dict) and all(
            isinstance(one.get(name), str) for name in ("what", "why", "place")
        )
        if not said:
            expected = "what、why、place 三项，都是文字"
            yield form.stated_fault(
                SCHEMA, "", "leftOut", "没有归入的内容写得不全", found=one, expected=expected
            )


def _files(form: Form, resource: Mapping[str, Any]) -> Iterator[Finding]:
    table, path = str(resource.get("name", "")), resource.get("path")
    if not is_safe(form.folder, path):
        message = "路径指向包的外面，或者不是路径"
        yield form.stated_fault(
            SCHEMA, table, "path", message, found=path, expected="包内文件的相对路径"
        )
    for name, expected in _FIXED.items():
        if resource.get(name, expected) != expected:
            message = f"{name} 只能是 {expected}"
            yield form.stated_fault(
                SCHEMA, table, name, message, found=resource[name], expected=expected
            )
    for name in _UNWANTED:
        if name in resource:
            message = f"不能有 {name}：数据只在 CSV 文件里"
            yield form.stated_fault(
                SCHEMA, table, name, message, found=resource[name], expected="没有这一项"
            )
    if not _lists_fields(resource):
        message = "没有写明有哪些列，或者有的列没有列名"
        yield form.stated_fault(
            SCHEMA, table, "schema", message, found=resource.get("schema"), expected="列的列表"
        )


def _lists_fields(resource: Mapping[str, Any]) -> bool:
    """Whether a resource states its columns, each with a name."""
    schema = resource.get("schema")
    listed = schema.get("fields") if isinstance(schema, dict) else None
    return isinstance(listed, list) and len(fields(resource)) == len(listed) > 0


def _table(form: Form, resource: Mapping[str, Any]) -> Iterator[Finding]:
    """Kind, status, unit and multiplier of a table: properties of ours, that no standard checks."""
    table = resource.get("name")
    if not isinstance(table, str) or not _is_kind(table):
        yield form.stated_fault(
            SCHEMA, str(table), "name", "不认识的表", found=table, expected="、".join(KINDS)
        )
    name, status, unit = str(table), resource.get("status"), resource.get("amountUnit")
    if not isinstance(status, str) or status not in STATUSES:
        yield form.stated_fault(
            SCHEMA, name, "status", "不认识的状态", found=status, expected="、".join(STATUSES)
        )
    if unit is not None and (not isinstance(unit, str) or unit not in MULTIPLIERS):
        yield form.stated_fault(
            UNIT,
            name,
            "amountUnit",
            "不认识的金额单位",
            found=unit,
            expected="、".join(MULTIPLIERS),
        )
    elif unit is not None and resource.get("multiplier") != MULTIPLIERS[unit]:
        found, expected = resource.get("multiplier"), str(MULTIPLIERS[unit])
        message = f"单位是{unit}，倍数却不是 {expected}"
        yield form.stated_fault(UNIT, name, "multiplier", message, found=found, expected=expected)
    elif unit is None and "multiplier" in resource:
        message, expected = "写了倍数，却没有写金额单位", "、".join(MULTIPLIERS)
        yield form.stated_fault(UNIT, name, "amountUnit", message, found=None, expected=expected)
    for text in ("title", "publishedTitle", "number", "statement"):
        if not isinstance(resource.get(text, None if text == "title" else ""), str):
            found = resource.get(text)
            yield form.stated_fault(
                SCHEMA, name, text, f"{text} 应当是文字", found=found, expected="文字"
            )
    if not _are_coordinates(resource.get("coordinates")):
        found = resource.get("coordinates")
        message = "没有写明表里的数是什么口径，或者不认识"
        yield form.stated_fault(
            SCHEMA, name, "coordinates", message, found=found, expected="数据模型里的口径"
        )
    yield from _missing_values(form, name, resource)


def _missing_values(form: Form, table: str, resource: Mapping[str, Any]) -> Iterator[Finding]:
    schema = resource.get("schema")
    stated = schema.get("missingValues", [""]) if isinstance(schema, dict) else [""]
    signs = stated if isinstance(stated, list) else [stated]
    for sign in (sign for sign in signs if not isinstance(sign, str) or sign not in ABSENCES):
        expected = "、".join(sign for sign in ABSENCES if sign)
        message = "missingValues 里有不表示空缺的写法"
        yield form.stated_fault(
            SCHEMA, table, "missingValues", message, found=sign, expected=expected
        )


def _field(form: Form, resource: Mapping[str, Any], field: Mapping[str, Any]) -> Iterator[Finding]:
    table, name, known = str(resource.get("name", "")), field["name"], column(field)
    if known is None:
        message = f"数据模型里没有 {name} 这一列，或者列名与口径不符"
        yield form.stated_fault(SCHEMA, table, name, message, found=name, expected="数据模型里的列")
        return
    if not _are_heads(field.get("published", {})):
        message = f"{known.title}（{name}）公开时的表头要按列表来写"
        yield form.stated_fault(
            SCHEMA, table, name, message, found=field["published"], expected="列表名和表头的对照"
        )
    if field.get("type") != known.type:
        message = f"{known.title}（{name}）的类型与数据模型不同"
        yield form.stated_fault(
            SCHEMA, table, name, message, found=field.get("type"), expected=known.type
        )
    if not _same(field.get("constraints", {}), known.constraints):
        message = f"{known.title}（{name}）的取值范围与数据模型不同"
        found = str(field.get("constraints", "没有"))
        yield form.stated_fault(
            SCHEMA, table, name, message, found=found, expected=str(known.constraints or "没有")
        )


def _are_heads(stated: object) -> bool:
    """Whether a column's published heads are told by list."""
    return isinstance(stated, dict) and all(isinstance(head, str) for head in stated.values())


def _same(stated: object, known: object) -> bool:
    """Whether two values are the same in JSON, where true is not 1."""
    return json.dumps(stated, sort_keys=True) == json.dumps(known, sort_keys=True)


def _is_kind(table: str) -> bool:
    stem, _, number = table.rpartition("-")
    return table in KINDS or (stem in KINDS and number.isdigit())


def _are_coordinates(stated: object) -> bool:
    try:
        return isinstance(stated, dict) and bool(Coordinates(**stated))
    except (TypeError, ValueError):
        return False


__all__ = ["DESCRIPTOR", "column", "fields", "findings", "is_usable"]
