"""Whether the files of a package hold what its descriptor says: bytes, headers, figures, lines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from scripts import package as packages
from scripts.checks.form.descriptor import column, fields, is_usable
from scripts.checks.form.rules import DESCRIPTOR, SCHEMA, UNIQUE, UNIT, Form, not_plain
from scripts.checks.verdicts import Finding, Rule
from scripts.files import is_inside
from scripts.package import OURS, contract, standing
from scripts.package.characters import unwanted
from scripts.package.partitions import is_money
from scripts.schema import ABSENCES, KINDS, MULTIPLIERS, NUMBER, STORED, Column

LARGEST = 10**15
"""元 that no budget reaches: databases hold whole 分 in 64 bits."""

MOST_ROWS = 100_000
"""Rows of one table; the longest of 56 real documents has 2,900."""

_UNITS = "、".join(MULTIPLIERS)


@dataclass(frozen=True)
class Records:
    """One CSV file of a package as it was read: its resource, header, and numbered records."""

    form: Form
    resource: Mapping[str, Any]
    header: tuple[str, ...]
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
    def declared(self) -> tuple[str, ...]:
        """The names of the columns that the descriptor states, in order."""
        return tuple(field["name"] for field in fields(self.resource))

    @property
    def columns(self) -> list[Column]:
        """The columns that the descriptor states, as far as there are such columns."""
        columns = [column(field) for field in fields(self.resource)]
        return [column for column in columns if column is not None]

    def fault(
        self,
        number: int,
        field: str,
        message: str,
        *,
        actual: str,
        expected: str,
        rule: Rule = SCHEMA,
        line: str = "",
    ) -> Finding:
        """A failure in one cell of the file: in which line, from 1, and in which column."""
        return self.form.fault(
            self.path,
            message,
            actual=actual,
            expected=expected,
            rule=rule,
            row=number,
            field=field,
            line=line,
        )


def read(form: Form) -> tuple[list[Records], list[Finding]]:
    """Every file that can be read as a table, and what is wrong with those that cannot."""
    tables: list[Records] = []
    findings: list[Finding] = []
    for resource in form.resources:
        if not is_usable(form, resource):
            continue
        records = _read(form, resource)
        if isinstance(records, Records):
            tables.append(records)
        else:
            findings.append(records)
    return tables, findings


def findings(form: Form, tables: Sequence[Records]) -> Iterator[Finding]:
    """What is wrong in the files that could be read; what frictionless tells is left to it."""
    for file in tables:
        yield from _header(file)
    yield from _undeclared(form)
    yield from _not_plain(form)
    if not form.is_reference:
        yield from _ids(tables)
        for file in tables:
            yield from _cells(file)
            yield from _parents(file)
            yield from _figures(file)
            yield from _empty(file)
            yield from _documents(file)


# What is in a file


def _read(form: Form, resource: Mapping[str, Any]) -> Records | Finding:
    path = str(resource["path"])

    def fault(message: str, actual: str, expected: str, row: int | None = None) -> Finding:
        return form.fault(path, message, actual=actual, expected=expected, row=row)

    try:
        content = packages.plain_bytes(form.folder, path)
    except packages.NotPlainError as error:
        return not_plain(form, path, error)
    except OSError:
        message = f"缺少 {path}，或者打不开"
        return fault(message, "没有这个文件", f"{DESCRIPTOR} 写着的文件")
    if b"\0" in content:
        row = _row_of(content, content.index(b"\0"))
        return fault("文件里有空字节，不是文本", "空字节", "UTF-8 的文字", row)
    # Decoded as UTF-8, it would become a part of the first column's name.
    if content.startswith(b"\xef\xbb\xbf"):
        return fault("文件开头有字节顺序标记（BOM）", "BOM", "直接从列名开始", 1)
    try:
        text = content.decode("utf-8")
        # newline="": a line break inside quotes is csv's to tell.
        lines = csv.reader(io.StringIO(text, newline=""))
        # No more than tell that there are too many: all rules look at every row.
        rows = list(islice(lines, MOST_ROWS + 2))
    except UnicodeDecodeError as error:
        row = _row_of(content, error.start)
        actual = f"第 {error.start + 1} 个字节 0x{content[error.start]:02x}"
        return fault("文字编码不对", actual, "UTF-8", row)
    except csv.Error:
        return fault("文件不能当作 CSV 来读", "有一格太长，或引号不成对", "CSV")
    if len(rows) > MOST_ROWS + 1:
        return fault("行太多", f"超过 {MOST_ROWS:,} 行", f"至多 {MOST_ROWS:,} 行", MOST_ROWS + 2)
    if not rows:
        return fault("文件是空的", "没有内容", "一行列名", 1)
    header = tuple(rows[0])
    records = [
        # Cells too many or too few, and blank rows, are told by frictionless.
        (number, dict(zip(header, cells, strict=False)))
        for number, cells in enumerate(rows[1:], start=2)
        if cells
    ]
    return Records(form, resource, header, tuple(records))


def _row_of(content: bytes, place: int) -> int:
    """The line of a file in which a byte stands, from 1."""
    return content.count(b"\n", 0, place) + 1


def _header(file: Records) -> Iterator[Finding]:
    """Columns that the header of a file lacks, has besides, has twice, or has in another order."""

    def fault(field: str, message: str, actual: str, expected: str) -> Finding:
        return file.fault(1, field, message, actual=actual, expected=expected)

    declared, header = file.declared, file.header
    titles = {field["name"]: field.get("title", "") for field in fields(file.resource)}
    for name in declared:
        if name not in header:
            message = f"少了一列：{titles[name]}（{name}）"
            yield fault(name, message, "没有这一列", name)
    names = dict.fromkeys(header)
    for name in names:
        if name not in declared:
            yield fault(name, f"多了一列：{name or '没有列名'}", name, "没有这一列")
    for name in names:
        if name in declared and header.count(name) > 1:
            yield fault(name, f"列名 {name} 写了不止一次", name, "每个列名一次")
    # With a column lacking or too many, the order says nothing more.
    if header != declared and sorted(header) == sorted(declared):
        yield fault("", "列的次序与声明的不同", "、".join(header), "、".join(declared))


def _cells(file: Records) -> Iterator[Finding]:
    """Cells beyond all bounds, and characters that nobody sees."""
    for number, record in file.records:
        for name, text in record.items():
            if len(text) > contract.LONGEST_TEXT:
                message, expected = "一格太长", f"至多 {contract.LONGEST_TEXT:,} 个字"
                actual = f"{len(text):,} 个字"
                yield file.fault(number, name, message, actual=actual, expected=expected)
            elif sign := unwanted(text):
                message = "有看不见的字符"
                yield file.fault(number, name, message, actual=sign, expected="看得见的字符")


# What lies beside the files


def _undeclared(form: Form) -> Iterator[Finding]:
    """Data files that the descriptor does not name: nobody would ever read them."""
    named = {str(resource.get("path")) for resource in form.resources}
    folder = form.folder / "data"
    paths = sorted(folder.rglob("*")) if folder.is_dir() else []
    for path in paths:
        name = path.relative_to(form.folder).as_posix()
        if name in named or not path.is_file():
            continue
        if is_inside(form.folder, path):
            message = f"{DESCRIPTOR} 没有写到这个文件"
            yield form.fault(name, message, actual="多出来的文件", expected="写着的文件")


def _not_plain(form: Form) -> Iterator[Finding]:
    """Links, pipes and devices: a link may lead to any file of the machine that builds."""
    # Of tables it is told where they are read.
    named = {str(resource.get("path")) for resource in form.resources}
    for path in sorted(form.folder.rglob("*")):
        name = path.relative_to(form.folder).as_posix()
        kind = standing(path)
        if kind not in packages.NOT_PLAIN or name in named:
            continue
        # A folder is amiss only where a file of ours should be: summary.md/.
        if kind == "folder" and name not in OURS:
            continue
        message = f"{name} 不是普通的文件，不予读取"
        yield form.fault(name, message, actual=packages.NOT_PLAIN[kind], expected="包内的普通文件")


# Lines and their parents


def _ids(tables: Sequence[Records]) -> Iterator[Finding]:
    """Lines whose id stands twice in one table, or in two tables of the package."""
    seen: dict[str, str] = {}
    for file in tables:
        for number, record in file.records:
            line = record.get("line", "")
            if line and line in seen:
                message, expected = f"这一行与{seen[line]}重复", "每行一个不同的行标识"
                yield file.fault(
                    number, "line", message, actual=line, expected=expected, rule=UNIQUE, line=line
                )
            seen.setdefault(line, f" {file.path} 第 {number} 行")


def _parents(file: Records) -> Iterator[Finding]:
    """Lines whose parent is not in the table, or is below them."""
    above = {record.get("line", ""): record.get("parent", "") for _, record in file.records}
    circles, levels = _circles_and_levels(above)
    for number, record in file.records:
        line, parent = record.get("line", ""), record.get("parent", "")
        if parent and parent not in above:
            message, expected = "上级行在这张表里找不到", "同一张表里的行标识，或者空白"
        elif line in circles:
            message, expected = "上级行绕回到了自己", "上面的另一行"
        elif levels.get(line, 0) == contract.LEVELS + 1:
            # Told once, where it begins to be too deep.
            message, expected = "这一行上面的层级太多", f"至多 {contract.LEVELS} 层"
        else:
            continue
        yield file.fault(
            number, "parent", message, actual=parent, expected=expected, rule=UNIQUE, line=line
        )


def _circles_and_levels(above: Mapping[str, str]) -> tuple[set[str], dict[str, int]]:
    """The lines from which the way up comes back to them, and how many lines stand above each."""
    circles: set[str] = set()
    levels: dict[str, int] = {"": -1}
    for line in above:
        way: dict[str, int] = {}
        at = line
        # A line is walked over once: what stands above it is known from then on.
        while at not in way and at not in levels:
            way[at] = len(way)
            at = above.get(at, "")
        if at in way:
            circles.update(list(way)[way[at] :])
        # Of a circle, and of what hangs on one, the levels are not counted.
        level = 0 if at in way else levels[at] + 1
        for number, passed in enumerate(reversed(way)):
            levels[passed] = level + number
    return circles, levels


# Figures and their units


def _figures(file: Records) -> Iterator[Finding]:
    """Figures that are not written as such, and money without a unit."""
    values = [column for column in file.columns if column.is_value]
    for number, record in file.records:
        for value in values:
            yield from _figure(file, number, record, value)
        unit = record.get("amount_unit", "")
        # 12 人 and 5 % are no money.
        has_amount = record.get(NUMBER.name) and record.get("measure") in ("amount", "change")
        if has_amount and unit not in MULTIPLIERS:
            message = "金额没有写明单位"
            yield file.fault(
                number, "amount_unit", message, actual=unit, expected=_UNITS, rule=UNIT
            )
    # Sheets whose units differ say theirs row by row.
    bare = [record for _, record in file.records if record.get("amount_unit") not in MULTIPLIERS]
    amounts = [value.name for value in values if is_money(value)]
    has_money = any(record.get(name) for record in bare for name in amounts)
    if has_money and "amountUnit" not in file.resource:
        message = "表里有金额，却没有写单位"
        yield file.form.misstated(
            file.table, "amountUnit", message, actual=None, expected=_UNITS, rule=UNIT
        )


def _figure(
    file: Records, number: int, record: Mapping[str, str], value: Column
) -> Iterator[Finding]:
    text, name = record.get(value.name, ""), f"{value.title}（{value.name}）"
    # A figure of 支出 in a row of 收入 would be lost without a word.
    if text and not value.belongs_to(record.get("list", "")):
        message = f"{name}不是这个列表的列，这一格读不到"
        yield file.fault(number, value.name, message, actual=text, expected="空白")
    if text in ABSENCES:
        return
    if STORED.fullmatch(text):
        unit = file.resource.get("amountUnit", "")
        worth = MULTIPLIERS.get(unit, 1) if isinstance(unit, str) else 1
        if abs(Decimal(text)) * worth >= LARGEST and is_money(value):
            expected = "小于 1,000 万亿元"
            yield file.fault(number, value.name, f"{name}太大", actual=text, expected=expected)
        return
    try:
        # What a careless reader takes for a number: ` 1e3`, `1_000`, `NaN`.
        Decimal(text)
    except InvalidOperation:
        return
    message = f"{name}不是照规矩写的数字"
    expected = "只有数字和小数点，整数至多 14 位，小数至多 6 位"
    yield file.fault(number, value.name, message, actual=text, expected=expected)


# What a table says of itself


def _empty(file: Records) -> Iterator[Finding]:
    """Figures in a table that is said to be empty; rule R-C6. Zeros are not against it."""
    if file.resource.get("status") not in _EMPTY or file.table not in KINDS:
        return
    names = [column.name for column in file.columns if column.is_value]
    for number, record in file.records:
        for name in names:
            text = record.get(name, "")
            # 0.00 under “没有此项支出” is lawful; whether a note allows it, c6-note tells.
            if STORED.fullmatch(text) and Decimal(text):
                message = "这张表说是没有数据，却有数"
                yield file.fault(number, name, message, actual=text, expected="空白或 0")


_EMPTY = ("empty", "empty-stated", "not-published", "not-applicable")


def _documents(file: Records) -> Iterator[Finding]:
    """Rows that are said to come from a document that the descriptor does not list."""
    sources = file.form.descriptor.get("sources")
    count = len(sources) if isinstance(sources, list) else 0
    if not count:
        return
    for number, record in file.records:
        text = record.get("document", "")
        # No package has a million sources; int() of thousands of digits would raise.
        if text.isascii() and text.isdigit() and (len(text) > 6 or int(text) > count):
            message, expected = "这一行说出自一份没有列出的文件", f"1 到 {count}"
            yield file.fault(number, "document", message, actual=text, expected=expected)
