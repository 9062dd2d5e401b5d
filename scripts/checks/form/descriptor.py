"""Whether a descriptor states what our contract asks: body, tables, columns, units, paths."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

from scripts.checks.form.rules import UNIT, Form, is_safe
from scripts.checks.verdicts import Finding
from scripts.package import contract
from scripts.schema import (
    ABSENCES,
    KEYS,
    KINDS,
    MULTIPLIERS,
    NUMBER,
    STATUSES,
    Column,
    Coordinates,
    Level,
    Phase,
    value_column,
)

_LEVELS: tuple[Level, ...] = get_args(Level)
_PHASES: tuple[Phase, ...] = get_args(Phase)
# Our reader opens CSV files beside the descriptor and nothing else.
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
_LEFT_OUT = ("what", "why", "place")

_DISCLOSURE: tuple[tuple[str, Callable[[Any], bool], str], ...] = (
    ("department", lambda value: isinstance(value, str) and bool(value.strip()), "部门的名称"),
    ("level", lambda value: value in _LEVELS, "、".join(_LEVELS)),
    # 23 and 20230 are slips.
    ("year", lambda value: isinstance(value, int) and 1990 <= value <= 2100, "四位数的年份"),
    ("phase", lambda value: value in _PHASES, "、".join(_PHASES)),
)
"""What a package has to say of whose budget it is: property, whether a value will do, expected."""


def findings(form: Form) -> Iterator[Finding]:
    """What the descriptor states wrongly or not at all."""
    known = list(_of_our_model(form))
    yield from known
    told = {(finding.row, finding.field) for finding in known}
    for fault in _faults(form):
        finding = _finding(form, fault)
        # What the model of tables and columns has to say is said in its words, and once.
        if (finding.row, finding.field) not in told:
            told.add((finding.row, finding.field))
            yield finding


def _of_our_model(form: Form) -> Iterator[Finding]:
    yield from _package(form)
    for resource in form.resources:
        yield from _files(form, resource)
        if not form.is_reference:
            yield from _table(form, resource)
            for field in fields(resource):
                yield from _field(form, resource, field)


def _faults(form: Form) -> Iterator[contract.Fault]:
    """What the contract does not allow; of a reference package only the characters are asked."""
    if form.is_reference:
        yield from contract.unwanted_texts(form.descriptor)
    else:
        yield from contract.faults(form.descriptor)
        yield from _names(form)


def _names(form: Form) -> Iterator[contract.Fault]:
    """Whether the folders are called after the body and its year, as addresses of pages are."""
    kind, *names = form.package.split("/")
    disclosure = form.descriptor.get("disclosure")
    if kind != "departments" or len(names) != 2 or not isinstance(disclosure, dict):
        return
    slug, period = names
    if not contract.is_slug(slug):
        expected = "至多 80 个小写字母、数字和连字符的文件夹名"
        yield contract.Fault(("disclosure", "department"), slug, expected)
    year, phase = disclosure.get("year"), disclosure.get("phase")
    if period != f"{year}-{phase}":
        yield contract.Fault(("disclosure", "year"), f"{year}-{phase}", f"与文件夹名 {period} 一致")


def _finding(form: Form, fault: contract.Fault) -> Finding:
    """A fault as a finding: in which table, on which property, in which line."""
    table = ""
    names = [part for part in fault.place if isinstance(part, str)]
    resources = form.descriptor.get("resources")
    if fault.place[0] == "resources" and len(fault.place) > 1 and isinstance(resources, list):
        resource = resources[int(fault.place[1])]
        table = str(resource.get("name", "")) if isinstance(resource, dict) else ""
    place = " › ".join(str(part + 1 if isinstance(part, int) else part) for part in fault.place)
    message = f"{place} 不合契约"
    return form.misstated(table, names[-1], message, actual=fault.found, expected=fault.expected)


def fields(resource: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The fields that a resource states, as far as they are objects with a name."""
    named = []
    for field in _listed_fields(resource):
        if isinstance(field, dict) and isinstance(field.get("name"), str):
            named.append(field)
    return named


def _listed_fields(resource: Mapping[str, Any]) -> list[Any]:
    schema = resource.get("schema")
    listed = schema.get("fields") if isinstance(schema, dict) else None
    return listed if isinstance(listed, list) else []


def column(field: Mapping[str, Any]) -> Column | None:
    """The column of our pool that a field states, or None where there is no such column."""
    if field["name"] == NUMBER.name:
        return NUMBER
    if "coordinates" not in field:
        return KEYS.get(field["name"])
    headers = field.get("published", {})
    try:
        coordinates = Coordinates(**field["coordinates"])
        # Wrong headers have a finding of their own; the column is known all the same.
        pooled = value_column(coordinates, headers if _are_headers(headers) else {})
    except (TypeError, ValueError):
        return None
    # The name follows from the coordinates: basic beside {"nature": "project"} is a slip.
    return pooled if pooled.name == field["name"] else None


def is_usable(form: Form, resource: Mapping[str, Any]) -> bool:
    """Whether a resource states enough that its file can be looked at."""
    if not _lists_fields(resource) or not isinstance(resource.get("name"), str):
        return False
    return is_safe(form.folder, resource.get("path"))


# The package as a whole


def _package(form: Form) -> Iterator[Finding]:
    yield from _resources(form)
    if form.descriptor.get("profile") != _PROFILE:
        message = f"profile 只能是 {_PROFILE}"
        actual = form.descriptor.get("profile")
        yield form.misstated("", "profile", message, actual=actual, expected=_PROFILE)
    if "$schema" in form.descriptor:
        actual = form.descriptor["$schema"]
        yield form.misstated("", "$schema", "不能有 $schema", actual=actual, expected="没有这一项")
    # A reference package belongs to no department and comes from no one document.
    if form.is_reference:
        return
    title = form.descriptor.get("title")
    if not isinstance(title, str):
        yield form.misstated("", "title", "数据包没有标题", actual=title, expected="一个标题")
    yield from _disclosure(form)
    yield from _sources(form)
    listed = form.descriptor.get("leftOut", [])
    for item in listed if isinstance(listed, list) else [listed]:
        stated = item if isinstance(item, dict) else {}
        if not all(isinstance(stated.get(name), str) for name in _LEFT_OUT):
            message, expected = "没有归入的内容写得不全", "what、why、place 三项，都是文字"
            yield form.misstated("", "leftOut", message, actual=item, expected=expected)


def _resources(form: Form) -> Iterator[Finding]:
    """Whether tables are listed, each with a name and a file of its own."""
    listed = form.descriptor.get("resources")
    message, expected = "没有写明有哪些表", "表的列表"
    if not isinstance(listed, list):
        yield form.misstated("", "resources", message, actual=listed, expected=expected)
    elif not listed:
        yield form.misstated("", "resources", message, actual="空列表", expected=expected)
    elif len(form.resources) != len(listed):
        actual = "列表里有不是对象的东西"
        yield form.misstated("", "resources", message, actual=actual, expected=expected)
    for name in ("name", "path"):
        # str: what stands for a name may be a list, which cannot be counted.
        counts = Counter(str(resource.get(name)) for resource in form.resources)
        for value, count in counts.items():
            if count > 1:
                message = f"有两张表的 {name} 相同"
                yield form.misstated(value, name, message, actual=value, expected="每张表各不相同")


def _disclosure(form: Form) -> Iterator[Finding]:
    disclosure = form.descriptor.get("disclosure")
    if not isinstance(disclosure, dict):
        message, expected = "没有写明是谁、哪一年的预算", "部门、级别、年份、阶段"
        yield form.misstated("", "disclosure", message, actual=disclosure, expected=expected)
        return
    for name, holds, expected in _DISCLOSURE:
        value = disclosure.get(name)
        if not holds(value):
            message = f"disclosure 里的 {name} 不对"
            yield form.misstated("", name, message, actual=value, expected=expected)


def _sources(form: Form) -> Iterator[Finding]:
    sources = form.descriptor.get("sources")
    if not isinstance(sources, list) or not sources:
        message = "没有写明出自哪一份文件"
        yield form.misstated("", "sources", message, actual=sources, expected="来源的列表")
        return
    for number, source in enumerate(sources, start=1):
        properties = source if isinstance(source, dict) else {}
        for name in _SOURCE:
            value = properties.get(name)
            if not isinstance(value, str):
                message = f"第 {number} 份来源没有写明 {name}"
                yield form.misstated("", "sources", message, actual=value, expected="文字")


# Each table


def _files(form: Form, resource: Mapping[str, Any]) -> Iterator[Finding]:
    """Where a table's file is, how it is written, and that it has columns."""
    table, path = str(resource.get("name", "")), resource.get("path")
    if not is_safe(form.folder, path):
        message = "路径指向包的外面，或者不是路径"
        yield form.misstated(table, "path", message, actual=path, expected="包内文件的相对路径")
    for name, expected in _FIXED.items():
        value = resource.get(name, expected)
        if value != expected:
            message = f"{name} 只能是 {expected}"
            yield form.misstated(table, name, message, actual=value, expected=expected)
    for name in _UNWANTED:
        if name in resource:
            message = f"不能有 {name}：数据只在 CSV 文件里"
            actual = resource[name]
            yield form.misstated(table, name, message, actual=actual, expected="没有这一项")
    if not _lists_fields(resource):
        message, actual = "没有写明有哪些列，或者有的列没有列名", resource.get("schema")
        yield form.misstated(table, "schema", message, actual=actual, expected="列的列表")


def _lists_fields(resource: Mapping[str, Any]) -> bool:
    """Whether a resource states its columns, each with a name."""
    listed = _listed_fields(resource)
    named = fields(resource)
    return len(named) == len(listed) > 0


def _table(form: Form, resource: Mapping[str, Any]) -> Iterator[Finding]:
    """Kind, status, unit and multiplier of a table: properties of ours, that no standard checks."""
    name = resource.get("name")
    table = str(name)
    # A further table of a kind bears a number: projects-2.
    stem, _, number = table.rpartition("-")
    is_kind = table in KINDS or (stem in KINDS and number.isdigit())
    if not isinstance(name, str) or not is_kind:
        yield form.misstated(table, "name", "不认识的表", actual=name, expected="、".join(KINDS))
    status = resource.get("status")
    # A list would raise in the look-up: a status is asked for its type first.
    if not isinstance(status, str) or status not in STATUSES:
        expected = "、".join(STATUSES)
        yield form.misstated(table, "status", "不认识的状态", actual=status, expected=expected)
    yield from _unit(form, table, resource)
    for text in ("title", "publishedTitle", "number", "statement"):
        # Many documents print no number and no note; a title every table has.
        value = resource.get(text, None if text == "title" else "")
        if not isinstance(value, str):
            message, actual = f"{text} 应当是文字", resource.get(text)
            yield form.misstated(table, text, message, actual=actual, expected="文字")
    coordinates = resource.get("coordinates")
    if not _are_coordinates(coordinates):
        message, expected = "没有写明表里的数是什么口径，或者不认识", "数据模型里的口径"
        yield form.misstated(table, "coordinates", message, actual=coordinates, expected=expected)
    yield from _missing_values(form, table, resource)


def _unit(form: Form, table: str, resource: Mapping[str, Any]) -> Iterator[Finding]:
    """Whether a table's unit is one of money, and its multiplier what the unit is worth in 元."""
    units = "、".join(MULTIPLIERS)
    unit, multiplier = resource.get("amountUnit"), resource.get("multiplier")
    # A table without money (indicators, for example) needs no unit.
    if unit is None and "multiplier" not in resource:
        return
    if not isinstance(unit, str) or unit not in MULTIPLIERS:
        message = "写了倍数，却没有写金额单位" if unit is None else "不认识的金额单位"
        yield form.misstated(table, "amountUnit", message, actual=unit, expected=units, rule=UNIT)
        return
    worth = str(MULTIPLIERS[unit])
    # 万元 with multiplier 1 would make every amount ten thousand times too small.
    if multiplier != MULTIPLIERS[unit]:
        message = f"单位是{unit}，倍数却不是 {worth}"
        yield form.misstated(
            table, "multiplier", message, actual=multiplier, expected=worth, rule=UNIT
        )


def _missing_values(form: Form, table: str, resource: Mapping[str, Any]) -> Iterator[Finding]:
    schema = resource.get("schema")
    if not isinstance(schema, dict):
        return
    signs = schema.get("missingValues", [])
    for sign in signs if isinstance(signs, list) else [signs]:
        # A missing value 0.00 would make blanks of amounts: blank and 0.00 are two statements.
        if not isinstance(sign, str) or sign not in ABSENCES:
            message = "missingValues 里有不表示空缺的写法"
            expected = "、".join(filter(None, ABSENCES))
            yield form.misstated(table, "missingValues", message, actual=sign, expected=expected)


# Each column


def _field(form: Form, resource: Mapping[str, Any], field: Mapping[str, Any]) -> Iterator[Finding]:
    table, name = str(resource.get("name", "")), field["name"]
    pooled = column(field)
    if pooled is None:
        message = f"数据模型里没有 {name} 这一列，或者列名与口径不符"
        yield form.misstated(table, name, message, actual=name, expected="数据模型里的列")
        return
    title = f"{pooled.title}（{name}）"
    published = field.get("published", {})
    if not _are_headers(published):
        message = f"{title}公开时的表头要按列表来写"
        yield form.misstated(table, name, message, actual=published, expected="列表名和表头的对照")
    kind = field.get("type")
    if kind != pooled.type:
        message = f"{title}的类型与数据模型不同"
        yield form.misstated(table, name, message, actual=kind, expected=pooled.type)
    stated = json.dumps(field.get("constraints", {}), sort_keys=True)
    # Compared as JSON, where true is not 1.
    if stated != json.dumps(pooled.constraints, sort_keys=True):
        message = f"{title}的取值范围与数据模型不同"
        actual = str(field.get("constraints", "没有"))
        expected = str(pooled.constraints or "没有")
        yield form.misstated(table, name, message, actual=actual, expected=expected)


def _are_headers(published: object) -> bool:
    """Whether a column's published headers are told by list: `{"expenditure": "预算数"}`."""
    if not isinstance(published, dict):
        return False
    return all(isinstance(header, str) for header in published.values())


def _are_coordinates(value: object) -> bool:
    try:
        return isinstance(value, dict) and bool(Coordinates(**value))
    except (TypeError, ValueError):
        return False
