"""Whether the files of a package hold what its descriptor says: bytes, heads, figures, line ids, parents."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from scripts.checks.form.descriptor import column, fields, is_usable
from scripts.checks.form.rules import DESCRIPTOR, SCHEMA, UNIQUE, UNIT, Form, plain_bytes
from scripts.checks.verdicts import Finding
from scripts.files import is_inside
from scripts.package import OURS, Standing, standing
from scripts.schema import ABSENCES, KINDS, MULTIPLIERS, NUMBER

PLAIN = re.compile(r"-?[0-9]{1,14}(\.[0-9]{1,6})?")
"""A figure as a data file holds it; longer ones are no budget's, and would not be exact in hand."""


@dataclass(frozen=True)
class Records:
    """One CSV file as it was read: the resource that it belongs to, its head, and its records with their numbers."""

    resource: Mapping[str, Any]
    head: tuple[str, ...]
    records: tuple[tuple[int, dict[str, str]], ...]

    @property
    def table(self) -> str:
        """The name of the resource."""
        return str(self.resource["name"])

    @property
    def path(self) -> str:
        """The file's path inside the package."""
        return str(self.resource["path"])

    @property
    def stated(self) -> tuple[str, ...]:
        """The columns that the descriptor states, in order."""
        return tuple(field["name"] for field in fields(self.resource))


def read(form: Form) -> tuple[list[Records], list[Finding]]:
    """Every file that can be read as a table, and what is wrong with those that cannot."""
    tables: list[Records] = []
    found: list[Finding] = []
    for resource in form.resources:
        if is_usable(form, resource):
            outcome = _read(form, resource)
            if isinstance(outcome, Records):
                tables.append(outcome)
            else:
                found.append(outcome)
    return tables, found


def findings(form: Form, tables: Sequence[Records]) -> Iterator[Finding]:
    """What is wrong in the files that could be read; what frictionless tells is left to it."""
    for file in tables:
        yield from _head(form, file)
    yield from _undeclared(form)
    yield from _not_plain(form)
    if not form.is_reference:
        yield from _ids(form, tables)
        for file in tables:
            yield from _parents(form, file)
            yield from _figures(form, file)
            yield from _empty(form, file)
            yield from _documents(form, file)


def _read(form: Form, resource: Mapping[str, Any]) -> Records | Finding:
    path = str(resource["path"])
    try:
        content = plain_bytes(form.folder / path)
    except OSError:
        message = f"缺少 {path}，或者打不开"
        return form.fault(
            SCHEMA, path, message, found="没有这个文件", expected=f"{DESCRIPTOR} 写着的文件"
        )
    if b"\0" in content:
        row = content.count(b"\n", 0, content.index(b"\0")) + 1
        return form.fault(
            SCHEMA,
            path,
            "文件里有空字节，不是文本",
            row=row,
            found="空字节",
            expected="UTF-8 的文字",
        )
    if content.startswith(b"\xef\xbb\xbf"):
        return form.fault(
            SCHEMA,
            path,
            "文件开头有字节顺序标记（BOM）",
            row=1,
            found="BOM",
            expected="直接从列名开始",
        )
    try:
        text = content.decode("utf-8")
        records = list(csv.reader(io.StringIO(text, newline="")))
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        found = f"第 {error.start + 1} 个字节 0x{content[error.start]:02x}"
        return form.fault(SCHEMA, path, "文字编码不对", row=row, found=found, expected="UTF-8")
    except csv.Error:
        return form.fault(
            SCHEMA, path, "文件不能当作 CSV 来读", found="有一格太长，或引号不成对", expected="CSV"
        )
    if not records:
        return form.fault(SCHEMA, path, "文件是空的", row=1, found="没有内容", expected="一行列名")
    head, body = tuple(records[0]), records[1:]
    return Records(
        resource,
        head,
        tuple(
            (number, dict(zip(head, cells, strict=False)))
            for number, cells in enumerate(body, start=2)
            if cells
        ),
    )


def _head(form: Form, file: Records) -> Iterator[Finding]:
    stated, head = file.stated, file.head
    titles = {field["name"]: field.get("title", "") for field in fields(file.resource)}
    for name in (name for name in stated if name not in head):
        message = f"少了一列：{titles[name]}（{name}）"
        yield form.fault(
            SCHEMA, file.path, message, row=1, field=name, found="没有这一列", expected=name
        )
    for name in dict.fromkeys(name for name in head if name not in stated):
        message = f"多了一列：{name or '没有列名'}"
        yield form.fault(
            SCHEMA, file.path, message, row=1, field=name, found=name, expected="没有这一列"
        )
    for name in dict.fromkeys(name for name in head if name in stated and head.count(name) > 1):
        message = f"列名 {name} 写了不止一次"
        yield form.fault(
            SCHEMA, file.path, message, row=1, field=name, found=name, expected="每个列名一次"
        )
    if head != stated and sorted(head) == sorted(stated):
        found, expected = "、".join(head), "、".join(stated)
        yield form.fault(
            SCHEMA, file.path, "列的次序与声明的不同", row=1, found=found, expected=expected
        )


def _undeclared(form: Form) -> Iterator[Finding]:
    """Data files that the descriptor does not name: nobody would ever read them."""
    named = {str(resource.get("path")) for resource in form.resources}
    folder = form.folder / "data"
    for path in sorted(folder.rglob("*")) if folder.is_dir() else []:
        name = path.relative_to(form.folder).as_posix()
        if path.is_file() and name not in named and is_inside(form.folder, path):
            message = f"{DESCRIPTOR} 没有写到这个文件"
            yield form.fault(SCHEMA, name, message, found="多出来的文件", expected="写着的文件")


def _not_plain(form: Form) -> Iterator[Finding]:
    """Links, pipes and devices: a link may lead to any file of the machine that builds; of tables it is told elsewhere."""
    named = {str(resource.get("path")) for resource in form.resources}
    for path in sorted(form.folder.rglob("*")):
        name, found = path.relative_to(form.folder).as_posix(), standing(path)
        if found in _NOT_PLAIN and name not in named and (found != "folder" or name in OURS):
            message = f"{name} 不是普通的文件，不予读取"
            yield form.fault(
                SCHEMA, name, message, found=_NOT_PLAIN[found], expected="包内的普通文件"
            )


_NOT_PLAIN: Mapping[Standing, str] = {
    "folder": "文件夹",
    "link": "链接",
    "pipe or device": "管道或设备",
}


def _ids(form: Form, tables: Sequence[Records]) -> Iterator[Finding]:
    """Lines whose id stands twice in one table, or in two tables of the package."""
    seen: dict[str, str] = {}
    for file in tables:
        for number, record in file.records:
            line = record.get("line", "")
            if line and line in seen:
                message, expected = f"这一行与{seen[line]}重复", "每行一个不同的行标识"
                yield form.fault(
                    UNIQUE,
                    file.path,
                    message,
                    row=number,
                    field="line",
                    found=line,
                    expected=expected,
                    line=line,
                )
            seen.setdefault(line, f" {file.path} 第 {number} 行")


def _parents(form: Form, file: Records) -> Iterator[Finding]:
    above = {record.get("line", ""): record.get("parent", "") for _, record in file.records}
    for number, record in file.records:
        line, parent = record.get("line", ""), record.get("parent", "")
        if parent and parent not in above:
            message, expected = "上级行在这张表里找不到", "同一张表里的行标识，或者空白"
        elif parent and _circles(line, above):
            message, expected = "上级行绕回到了自己", "上面的另一行"
        else:
            continue
        yield form.fault(
            UNIQUE,
            file.path,
            message,
            row=number,
            field="parent",
            found=parent,
            expected=expected,
            line=line,
        )


def _circles(line: str, above: Mapping[str, str]) -> bool:
    seen, at = {line}, above.get(line, "")
    while at and at not in seen:
        seen.add(at)
        at = above.get(at, "")
    return at == line


def _figures(form: Form, file: Records) -> Iterator[Finding]:
    """Figures that a reader of numbers takes, but that are not written as figures; money without a unit."""
    values = [
        known for field in fields(file.resource) if (known := column(field)) and known.is_value
    ]
    for number, record in file.records:
        for value in values:
            text, list_name = record.get(value.name, ""), record.get("list", "")
            if text and not value.belongs_to(list_name):
                message = f"{value.title}（{value.name}）不是这个列表的列，这一格读不到"
                yield form.fault(
                    SCHEMA,
                    file.path,
                    message,
                    row=number,
                    field=value.name,
                    found=text,
                    expected="空白",
                )
            if text not in ABSENCES and _reads_as_number(text) and not PLAIN.fullmatch(text):
                message = f"{value.title}（{value.name}）不是照规矩写的数字"
                expected = "只有数字和小数点，整数至多 14 位，小数至多 6 位"
                yield form.fault(
                    SCHEMA,
                    file.path,
                    message,
                    row=number,
                    field=value.name,
                    found=text,
                    expected=expected,
                )
        if record.get(NUMBER.name) and record.get("measure") in ("amount", "change"):
            unit = record.get("amount_unit", "")
            if unit not in MULTIPLIERS:
                expected = "、".join(MULTIPLIERS)
                yield form.fault(
                    UNIT,
                    file.path,
                    "金额没有写明单位",
                    row=number,
                    field="amount_unit",
                    found=unit,
                    expected=expected,
                )
    money = [
        value.name
        for value in values
        if value.coordinates and value.coordinates.measure == "amount"
    ]
    # Sheets whose units differ say theirs row by row.
    without = [record for _, record in file.records if record.get("amount_unit") not in MULTIPLIERS]
    if "amountUnit" not in file.resource and any(
        record.get(name) for record in without for name in money
    ):
        expected = "、".join(MULTIPLIERS)
        yield form.stated_fault(
            UNIT,
            file.table,
            "amountUnit",
            "表里有金额，却没有写单位",
            found=None,
            expected=expected,
        )


def _empty(form: Form, file: Records) -> Iterator[Finding]:
    """Figures in a table that is said to be empty; rule R-C6. Zeros are not against it."""
    status = file.resource.get("status")
    if (
        status not in ("empty", "empty-stated", "not-published", "not-applicable")
        or file.table not in KINDS
    ):
        return
    names = [
        known.name for field in fields(file.resource) if (known := column(field)) and known.is_value
    ]
    for number, record in file.records:
        for name in names:
            text = record.get(name, "")
            if PLAIN.fullmatch(text) and Decimal(text):
                message = "这张表说是没有数据，却有数"
                yield form.fault(
                    SCHEMA,
                    file.path,
                    message,
                    row=number,
                    field=name,
                    found=text,
                    expected="空白或 0",
                )


def _documents(form: Form, file: Records) -> Iterator[Finding]:
    sources = form.stated.get("sources")
    count = len(sources) if isinstance(sources, list) else 0
    for number, record in file.records:
        text = record.get("document", "")
        if count and text.isascii() and text.isdigit() and (len(text) > 6 or int(text) > count):
            message, expected = "这一行说出自一份没有列出的文件", f"1 到 {count}"
            yield form.fault(
                SCHEMA,
                file.path,
                message,
                row=number,
                field="document",
                found=text,
                expected=expected,
            )


def _reads_as_number(text: str) -> bool:
    try:
        return Decimal(text) is not None
    except InvalidOperation:
        return False


def text_of(path: Path) -> str:
    """A file as text, whatever it holds; what is no UTF-8 is replaced."""
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError:
        return ""
