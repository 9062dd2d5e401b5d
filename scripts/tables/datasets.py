"""The tables over all packages that are taken away whole: columns with meanings, exact values."""

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
from scripts.package import Package
from scripts.schema import DEPARTMENTS, FACTS, KEYS, KINDS, STATUSES, Column, Kind
from scripts.tables.facts import lines as fact_lines

Value = str | int | bool | Decimal | None
"""A value: a blank text is None."""


@dataclass(frozen=True)
class Dataset:
    """One table over all packages: its name in addresses, what a row is, its columns, its rows."""

    name: str
    title: str
    meaning: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]

    def place(self, column: str) -> int:
        """Where a column stands."""
        return [own.name for own in self.columns].index(column)


def datasets(
    packages: Sequence[Package],
    references: Path,
    checks: Sequence[Sequence[str]],
    rules: Sequence[Sequence[str]],
) -> list[Dataset]:
    """Every table over all packages, of checks and of references; last a dictionary of columns."""
    ordered = sorted(packages, key=_by_period)
    of_facts = "法定各表里的每一个金额一行，单位元；按年度、阶段、部门排列"
    lines = (line for package in ordered for line in fact_lines(package))

    numbers = ("left_value", "right_value", "difference", "envelope")
    check_columns = _described(CHECKS, {"year": "integer"} | dict.fromkeys(numbers, "number"))
    counts = ("pass", "rounding", "cannot_tell", "fail")
    rule_columns = _described(RULES, dict.fromkeys(counts, "integer"))

    own = [
        _dataset("facts", "全部金额", of_facts, FACTS, lines),
        _departments(ordered),
        _documents(ordered),
        _published(ordered),
        *(of_kind(ordered, kind) for kind in KINDS.values() if not kind.statutory),
        _of_texts("checks", "全部核对", "每条核对一行", check_columns, checks),
        _of_texts("rules", "规则", "每条规则一行，带结果的计数", rule_columns, rules),
        *reference_datasets(references),
    ]
    return [*own, _dictionary(own)]


def _by_period(package: Package) -> tuple[int, str, str]:
    return package.disclosure.year, package.disclosure.phase, package.slug


# Amounts and departments


def _departments(packages: Sequence[Package]) -> Dataset:
    bodies: dict[str, list[Package]] = {}
    slugs: dict[str, str] = {}
    for package in packages:
        bodies.setdefault(package.slug, []).append(package)
        if package.disclosure.level == "department":
            slugs[package.disclosure.department] = package.slug

    rows = []
    for slug, years in sorted(bodies.items()):
        # Packages come by year: the last is the newest, and a body is as that one states it.
        newest = years[-1].disclosure
        # Today's names for all: those of the newest year of anybody.
        places = regions.divisions(packages[-1].disclosure.year)
        row = {
            "body": slug,
            "department": newest.department,
            "level": newest.level,
            "parent": newest.parent,
            "parent_body": slugs.get(newest.parent or ""),
            "code": newest.code,
            "region": newest.region,
            "region_name": places.get(newest.region or ""),
            "years": " ".join(package.period for package in years),
        }
        rows.append(row)
    return _dataset("departments", "部门", "每个部门、部门本级或单位一行", DEPARTMENTS, rows)


# What else the packages hold


_WHOSE = tuple(column for column in FACTS if column.name in ("body", "year", "phase"))


def _whose(package: Package) -> dict[str, object]:
    period = package.disclosure
    return {"body": package.slug, "year": period.year, "phase": period.phase}


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
    rows = []
    for package in packages:
        for number, source in enumerate(package.sources, start=1):
            row = {**_whose(package), "document": number}
            rows.append(row | asdict(source))
    return _dataset("documents", "来源文件", "每份公开的文件一行", _DOCUMENTS, rows)


_TABLE_NAME = Column("table", "表", "表的标识，也是 CSV 的文件名", constraints={"required": True})
_TABLES = (
    *_WHOSE,
    _TABLE_NAME,
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
    rows = [
        {
            **_whose(package),
            "table": table.name,
            "title": table.title,
            "published_title": table.published_title,
            "number": table.number,
            "status": table.status,
            "statement": table.statement,
            "amount_unit": table.amount_unit,
            "rows": len(table.rows),
        }
        for package in packages
        for table in package.tables.values()
    ]
    return _dataset("tables", "全部表的目录", "每个部门每年的每张表一行", _TABLES, rows)


_SIGNS = "；印着短横、“无”等的为空，原样见该年的数据包"


def of_kind(packages: Sequence[Package], kind: Kind) -> Dataset:
    """The rows of every table of a kind, under all columns that any of them has."""
    # Tables of one kind differ from place to place: the pool has the columns of all.
    pool: dict[str, Column] = {}
    rows: list[dict[str, object]] = []
    for package in packages:
        for table in package.tables.values():
            if table.kind != kind:
                continue
            pool |= {column.name: column for column in table.columns}
            for row in table.rows:
                figures = {name: row.number(name) for name in row.figures}
                unit = row["amount_unit"] or table.amount_unit
                own = {"table": table.name, **row.keys, **figures, "amount_unit": unit}
                rows.append(_whose(package) | own)

    # Key columns in the order of the pool, then value columns as they first appear.
    keys = [name for name in KEYS if name in pool and name != "amount_unit"]
    values = [name for name in pool if name not in KEYS]
    columns = (
        *_WHOSE,
        replace(_TABLE_NAME, title="所在表", meaning="在哪一张表"),
        *(_over_all(pool[name]) for name in (*keys, *values)),
        replace(KEYS["amount_unit"], meaning="本行数字的单位，或所在的表的单位"),
    )
    return _dataset(kind.name, kind.title, kind.answers, columns, rows)


def _over_all(column: Column) -> Column:
    bounds = dict(column.constraints)
    # A line is unique in its own package only.
    bounds.pop("unique", None)
    bounds.pop("required", None)

    meaning = column.meaning
    if column.is_value:
        meaning += _SIGNS
    return replace(column, constraints=bounds, heads={}, meaning=meaning)


# Checks, classifications, the glossary


def _described(meanings: Mapping[str, str], types: Mapping[str, str]) -> list[Column]:
    """Columns told by their meanings alone; the title is the meaning's beginning."""
    columns = []
    for name, meaning in meanings.items():
        title = re.split("[；，：]", meaning)[0]
        columns.append(Column(name, title, meaning, types.get(name, "string")))
    return columns


def reference_datasets(folder: Path) -> Iterator[Dataset]:
    """The tables of the reference packages: their columns as the packages describe them."""
    # functional-classification, economic-classification, glossary
    for path in sorted(folder.glob("*/datapackage.json")):
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        for resource in descriptor["resources"]:
            columns = []
            for field in resource["schema"]["fields"]:
                name = field["name"]
                title = field.get("title", name)
                meaning = field.get("description", "")
                columns.append(Column(name, title, meaning, field["type"]))

            text = (path.parent / resource["path"]).read_text(encoding="utf-8")
            table = csv.DictReader(io.StringIO(text))
            rows = [[row[column.name] for column in columns] for row in table]

            name = f"{path.parent.name}-{resource['name']}"
            title = resource["title"]
            if title != descriptor["title"]:
                title = f"{descriptor['title']}：{title}"
            meaning = resource.get("description", "")
            yield _of_texts(name, title, meaning, columns, rows)


_DICTIONARY = (
    Column("dataset", "数据", "哪一个数据表", constraints={"required": True}),
    Column("column", "列", "列的名称", constraints={"required": True}),
    Column("title", "名称", "列的中文名称"),
    Column("english", "英文", "列的英文名称"),
    Column("meaning", "含义", "列的含义"),
    Column("type", "类型", "值的类型"),
    Column("column_type", "财政数据包类型", "Fiscal Data Package 1.0 的 columnType"),
)


def _dictionary(datasets: Sequence[Dataset]) -> Dataset:
    rows = [
        {
            "dataset": dataset.name,
            "column": column.name,
            "title": column.title,
            "english": column.english,
            "meaning": column.meaning,
            "type": column.type,
            "column_type": column.column_type,
        }
        for dataset in datasets
        for column in dataset.columns
    ]
    return _dataset("dictionary", "字段说明", "每个数据表的每一列一行", _DICTIONARY, rows)


# Rows


def _dataset(
    name: str,
    title: str,
    meaning: str,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, object]],
) -> Dataset:
    values = []
    for row in rows:
        cells = [_value(row.get(column.name), column) for column in columns]
        values.append(tuple(cells))
    return Dataset(name, title, meaning, tuple(columns), tuple(values))


def _of_texts(
    name: str, title: str, meaning: str, columns: Sequence[Column], rows: Iterable[Sequence[str]]
) -> Dataset:
    names = [column.name for column in columns]
    by_name = []
    for row in rows:
        by_name.append(dict(zip(names, row, strict=True)))
    return _dataset(name, title, meaning, columns, by_name)


def _value(cell: object, column: Column) -> Value:
    if cell is None or cell == "":
        return None

    # `year` is the type that the reference packages give to years.
    if column.type in ("integer", "year"):
        return int(str(cell))
    if column.type == "number":
        return cell if isinstance(cell, Decimal) else Decimal(str(cell))
    if column.type == "boolean":
        return cell if isinstance(cell, bool) else str(cell).lower() == "true"
    return str(cell)
