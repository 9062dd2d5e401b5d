"""The tables over all packages that are taken away whole: their columns with meanings, their rows with exact values."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path

from scripts import regions
from scripts.checks.results.verdict_rows import COLUMNS as CHECKS
from scripts.checks.results.verdict_rows import RULE_COLUMNS as RULES
from scripts.package import Package, Row, Table
from scripts.schema import DEPARTMENTS, FACTS, KEYS, KINDS, STATUSES, Column, Kind
from scripts.tables.facts import lines as fact_lines

Value = str | int | bool | Decimal | None
"""A value: a blank text is None."""


@dataclass(frozen=True)
class Dataset:
    """One table over all packages: its name in addresses, its title, what a row is, its columns, its rows."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def place(self, column: str) -> int:
        """Where a column stands."""
        return next(index for index, one in enumerate(self.columns) if one.name == column)


def datasets(
    packages: Sequence[Package],
    references: Path,
    checks: Sequence[Sequence[str]],
    rules: Sequence[Sequence[str]],
) -> list[Dataset]:
    """Every table over all packages: amounts, departments, what else they hold, checks, classifications, glossary."""
    ordered = sorted(
        packages, key=lambda one: (one.disclosure.year, one.disclosure.phase, one.slug)
    )
    found = [_facts(ordered), _departments(ordered), _documents(ordered), _published(ordered)]
    found += [of_kind(ordered, kind) for kind in KINDS.values() if not kind.statutory]
    found += [_verdicts(checks), _rules(rules), *reference_datasets(references)]
    return [*found, _dictionary(found)]


# Amounts and departments


def _facts(packages: Iterable[Package]) -> Dataset:
    meaning = "法定各表里的每一个金额一行，单位元；按年度、阶段、部门排列"
    lines = (line for package in packages for line in fact_lines(package))
    return _dataset("facts", "全部金额", meaning, FACTS, lines)


def _departments(packages: Sequence[Package]) -> Dataset:
    bodies: dict[str, list[Package]] = {}
    for package in packages:
        bodies.setdefault(package.slug, []).append(package)
    places = (
        regions.divisions(max((one.disclosure.year for one in packages), default=0))
        if packages
        else {}
    )
    slugs = {
        one.disclosure.department: one.slug
        for one in packages
        if one.disclosure.level == "department"
    }
    rows = [_department(bodies[slug], places, slugs) for slug in sorted(bodies)]
    return _dataset("departments", "部门", "每个部门、部门本级或单位一行", DEPARTMENTS, rows)


def _department(
    years: Sequence[Package], places: Mapping[str, str], slugs: Mapping[str, str]
) -> dict[str, Value]:
    """A body as its newest year states it."""
    stated = years[-1].disclosure
    return {
        "body": years[-1].slug,
        "department": stated.department,
        "level": stated.level,
        "parent": stated.parent,
        "parent_body": slugs.get(stated.parent or ""),
        "code": stated.code,
        "region": stated.region,
        "region_name": places.get(stated.region or ""),
        "years": " ".join(one.period for one in years),
    }


# What else the packages hold


_WHOSE = tuple(column for column in FACTS if column.name in ("body", "year", "phase"))


def _whose(package: Package) -> dict[str, Value]:
    return {
        "body": package.slug,
        "year": package.disclosure.year,
        "phase": package.disclosure.phase,
    }


_DOCUMENTS = (
    *_WHOSE,
    Column("document", "文件", "来源的序号，从 1 起", "integer", {"required": True}),
    Column("title", "标题", "文件的标题"),
    Column("publisher", "发布者", "谁公开的"),
    Column("address", "网址", "文件的网址；空白表示没有记录"),
    Column("published", "公开日期", "哪一天公开"),
    Column("approved", "批复日期", "预算哪一天批复"),
    Column("pages", "页数", "文件有多少页", "integer"),
    Column("sha256", "sha256", "文件内容的 SHA-256 校验和，可验证手里的是不是同一份文件"),
)


def _documents(packages: Iterable[Package]) -> Dataset:
    rows = (
        {**_whose(package), "document": number, **asdict(source)}
        for package in packages
        for number, source in enumerate(package.sources, start=1)
    )
    return _dataset("documents", "来源文件", "每份公开的文件一行", _DOCUMENTS, rows)


_TABLES = (
    *_WHOSE,
    Column("table", "表", "表的标识，也是 CSV 的文件名", constraints={"required": True}),
    Column("title", "通称", "这类表的通称"),
    Column("published_title", "公开的表名", "文件里的表名"),
    Column("number", "表号", "文件里的表号"),
    Column(
        "status",
        "状态",
        "，".join(f"{name} {meaning}" for name, meaning in STATUSES.items()),
        constraints={"enum": list(STATUSES)},
    ),
    Column("statement", "文件的说明", "空表的原因，照文件的说法，至多 20 字"),
    Column("amount_unit", "单位", "表里金额的单位"),
    Column("rows", "行数", "有多少行", "integer"),
)


def _published(packages: Iterable[Package]) -> Dataset:
    rows = (
        _published_row(package, table) for package in packages for table in package.tables.values()
    )
    return _dataset("tables", "全部表的目录", "每个部门每年的每张表一行", _TABLES, rows)


def _published_row(package: Package, table: Table) -> dict[str, Value]:
    names = ("title", "published_title", "number", "status", "statement", "amount_unit")
    said: dict[str, Value] = {name: getattr(table, name) for name in names}
    return {**_whose(package), "table": table.name, **said, "rows": len(table.rows)}


_SIGNS = "；印着短横、“无”等的为空，原样见该年的数据包"


def of_kind(packages: Sequence[Package], kind: Kind) -> Dataset:
    """The rows of every table of a kind, under all columns that any of them has."""
    tables = [
        (package, one)
        for package in packages
        for one in package.tables.values()
        if one.kind == kind
    ]
    pool = {column.name: column for _, table in tables for column in table.columns}
    names = [*(name for name in KEYS if name in pool), *(name for name in pool if name not in KEYS)]
    columns = [_over_all(pool[name]) for name in names if name != "amount_unit"]
    unit = replace(KEYS["amount_unit"], meaning="本行数字的单位，或所在的表的单位")
    table = replace(_TABLES[3], title="所在表", meaning="在哪一张表")
    rows = (
        {**_whose(package), "table": one.name, **_row(one, row)}
        for package, one in tables
        for row in one.rows
    )
    return _dataset(kind.name, kind.title, kind.answers, (*_WHOSE, table, *columns, unit), rows)


def _over_all(column: Column) -> Column:
    """A column as it stands in a table over all packages: its heads differ, and its line is unique in its package only."""
    bounds = {
        name: bound
        for name, bound in column.constraints.items()
        if name not in ("unique", "required")
    }
    meaning = column.meaning + _SIGNS if column.is_value else column.meaning
    return replace(column, constraints=bounds, heads={}, meaning=meaning)


def _row(table: Table, row: Row) -> dict[str, Value]:
    figures = {name: row.number(name) for name in row.figures}
    return {**row.keys, **figures, "amount_unit": row["amount_unit"] or table.amount_unit}


# Checks, classifications, the glossary


def _described(meanings: Mapping[str, str], types: Mapping[str, str]) -> tuple[Column, ...]:
    """Columns told by their meanings alone; the title is the meaning's beginning."""
    return tuple(
        Column(name, re.split("[；，：]", meaning)[0], meaning, types.get(name, "string"))
        for name, meaning in meanings.items()
    )


def _verdicts(rows: Iterable[Sequence[str]]) -> Dataset:
    numbers = ("left_value", "right_value", "difference", "envelope")
    columns = _described(CHECKS, {"year": "integer"} | dict.fromkeys(numbers, "number"))
    return _of_texts("checks", "全部核对", "每条核对一行", columns, rows)


def _rules(rows: Iterable[Sequence[str]]) -> Dataset:
    columns = _described(
        RULES, dict.fromkeys(("pass", "rounding", "cannot_tell", "fail"), "integer")
    )
    return _of_texts("rules", "规则", "每条规则一行，带结果的计数", columns, rows)


def reference_datasets(folder: Path) -> Iterator[Dataset]:
    """The tables of the reference packages: their columns as the packages describe them."""
    for path in sorted(folder.glob("*/datapackage.json")):
        stated = json.loads(path.read_text(encoding="utf-8"))
        for resource in stated["resources"]:
            columns = tuple(
                Column(
                    field["name"],
                    field.get("title", field["name"]),
                    field.get("description", ""),
                    field["type"],
                )
                for field in resource["schema"]["fields"]
            )
            lines = csv.reader(
                io.StringIO((path.parent / resource["path"]).read_text(encoding="utf-8"))
            )
            heads = next(lines)
            rows = ([line[heads.index(column.name)] for column in columns] for line in lines)
            name = f"{path.parent.name}-{resource['name']}"
            title = (
                f"{stated['title']}：{resource['title']}"
                if stated["title"] != resource["title"]
                else stated["title"]
            )
            yield _of_texts(name, title, resource.get("description", ""), columns, rows)


_DICTIONARY = (
    Column("dataset", "数据", "哪一个数据表", constraints={"required": True}),
    Column("column", "列", "列的名称", constraints={"required": True}),
    Column("title", "名称", "列的中文名称"),
    Column("english", "英文", "列的英文名称"),
    Column("meaning", "含义", "列的含义"),
    Column("type", "类型", "值的类型"),
    Column("column_type", "财政数据包类型", "Fiscal Data Package 1.0 的 columnType"),
)


def _dictionary(found: Sequence[Dataset]) -> Dataset:
    rows = (
        {"dataset": one.name, "column": column.name, "english": column.english, **_said(column)}
        for one in found
        for column in one.columns
    )
    return _dataset("dictionary", "字段说明", "每个数据表的每一列一行", _DICTIONARY, rows)


def _said(column: Column) -> dict[str, Value]:
    return {
        "title": column.title,
        "meaning": column.meaning,
        "type": column.type,
        "column_type": column.column_type,
    }


# Rows


def _dataset(
    name: str,
    title: str,
    meaning: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
) -> Dataset:
    return Dataset(
        name,
        title,
        meaning,
        tuple(columns),
        tuple(tuple(_cell(row.get(c.name), c) for c in columns) for row in rows),
    )


def _of_texts(
    name: str, title: str, meaning: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]
) -> Dataset:
    found = tuple(
        tuple(_cell(text, column) for text, column in zip(row, columns, strict=True))
        for row in rows
    )
    return Dataset(name, title, meaning, tuple(columns), found)


def _cell(value: object, column: Column) -> Value:
    """A value of the column's type; nothing for a blank text."""
    if value is None or value == "":
        return None
    if column.type in ("integer", "year"):
        return int(str(value))
    if column.type == "number":
        return value if isinstance(value, Decimal) else Decimal(str(value))
    if column.type == "boolean":
        return value if isinstance(value, bool) else str(value).lower() == "true"
    return str(value)
