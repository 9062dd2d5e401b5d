"""The rules of a package's form, and its descriptor as all checks of form share it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts import package as packages
from scripts.checks.verdicts import Finding, Rule
from scripts.files import is_inside
from scripts.package import contract

SCHEMA = Rule(
    "schema",
    "数据符合自己声明的格式",
    "每一列的类型、必填、取值范围都符合声明",
    "Data Package 标准",
    group="form",
)
UNIQUE = Rule(
    "unique",
    "行不重复，上级行存在",
    "每一行有唯一的标识，没有重复的行，写着的上级行找得到",
    "数据模型",
    group="form",
)
UNIT = Rule("unit", "金额单位", "单位写明，并与换算倍数一致", "规则 R-Q6", group="form")
RULES = (SCHEMA, UNIQUE, UNIT)
DESCRIPTOR = packages.DESCRIPTOR


@dataclass(frozen=True)
class Form:
    """A package's descriptor before anything is believed of it."""

    package: str
    folder: Path
    # Kept for the line in which a property stands, which the parsed object has lost.
    text: str
    descriptor: Mapping[str, Any]

    @property
    def resources(self) -> list[dict[str, Any]]:
        """The resources that are objects; what else stands among them is told by the checks."""
        resources = self.descriptor.get("resources")
        if not isinstance(resources, list):
            return []
        return [resource for resource in resources if isinstance(resource, dict)]

    @property
    def is_reference(self) -> bool:
        """Whether this is a reference package, which says nothing of any department."""
        # Among the departments nothing is one, whatever it says: its budget would go unchecked.
        if self.package.startswith("departments/"):
            return False
        return self.descriptor.get("kind") == "reference" and "disclosure" not in self.descriptor

    def fault(
        self,
        file: str,
        message: str,
        *,
        actual: object,
        expected: str,
        rule: Rule = SCHEMA,
        row: int | None = None,
        field: str = "",
        line: str = "",
    ) -> Finding:
        """A failure in a file of the package."""
        # What was found as text: a list or an object is told by its kind.
        found = "没有" if actual is None else _type(actual)
        if isinstance(actual, (str, int, float)):
            found = str(actual)
        return Finding(
            rule=rule.id,
            severity="failure",
            package=self.package,
            file=file,
            row=row,
            field=field,
            found=found,
            expected=expected,
            message=message,
            line=line,
        )

    def misstated(
        self,
        table: str,
        name: str,
        message: str,
        *,
        actual: object,
        expected: str,
        rule: Rule = SCHEMA,
    ) -> Finding:
        """A failure in what the descriptor states of a table, or of the package ("")."""
        return self.fault(
            DESCRIPTOR,
            f"{table}：{message}" if table else message,
            actual=actual,
            expected=expected,
            rule=rule,
            row=self.line_of(table, name),
            field=name,
        )

    def line_of(self, table: str, name: str) -> int | None:
        """The line where a table's property or column stands; its name where it has none."""
        # Descriptors hold Chinese as it is, not as \u escapes.
        quoted = re.escape(json.dumps(table, ensure_ascii=False))
        start = re.search(rf'"name"\s*:\s*{quoted}', self.text)
        begin, end = 0, -1
        if start:
            begin = start.start()
            end = self.text.find('"fields"', begin)
        # A column may bear the name of a property: title, unit.
        before_fields = end if end > begin else len(self.text)
        escaped = re.escape(name)
        place = re.compile(rf'"{escaped}"\s*:').search(self.text, begin, before_fields)
        if place is None and start:
            column = re.compile(rf'"name"\s*:\s*"{escaped}"')
            place = column.search(self.text, max(end, begin)) or start
        if place is None:
            return None
        return self.text.count("\n", 0, place.start()) + 1


def out_of_place(folder: Path, package: str) -> Finding | None:
    """The finding that says why a folder is not published, however good it may be, else None."""
    form = Form(package, folder, "", {})
    name = packages.hidden(folder)
    if name:
        message = (
            f"{folder}：名字以点开头的文件夹不发布，可能是导入中断留下的；要发布就改名，不要就删去"
        )
        return form.fault("", message, actual=name, expected="不以点开头的名字")
    if packages.standing(folder) == "link" or packages.standing(folder.parent) == "link":
        message = f"{folder}：是链接，不发布"
        return form.fault("", message, actual="链接", expected="文件夹")
    if packages.is_astray(folder):
        message = f"{folder}：放错了地方，不发布"
        expected = "departments/部门/年份和阶段"
        return form.fault("", message, actual=package, expected=expected)
    return None


def load(folder: Path, package: str) -> Form | Finding:
    """The descriptor in a folder, or the one finding that says why there is none."""
    form = Form(package, folder, "", {})
    if not folder.is_dir():
        actual = "一个文件" if folder.exists() else "没有"
        message = f"{folder}：没有这个数据包文件夹"
        return form.fault("", message, actual=actual, expected="一个文件夹")
    try:
        content = packages.plain_bytes(folder, DESCRIPTOR)
    except packages.NotPlainError as error:
        return not_plain(form, DESCRIPTOR, error)
    except OSError:
        message = f"缺少 {DESCRIPTOR}，或者打不开"
        return form.fault(DESCRIPTOR, message, actual="没有这个文件", expected="一个文件")
    return _parsed(form, content)


def not_plain(form: Form, name: str, error: packages.NotPlainError) -> Finding:
    """That something stands where a plain file should: a link may lead to any file of the machine."""
    message, expected = f"{name} 不是普通的文件，不予读取", "包内的普通文件"
    return form.fault(name, message, actual=packages.NOT_PLAIN[error.what], expected=expected)


def _parsed(form: Form, content: bytes) -> Form | Finding:
    row: int | None = None
    try:
        text = content.decode("utf-8")
        descriptor = contract.loads(text)
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        why = f"第 {error.start + 1} 个字节不是 UTF-8"
    except json.JSONDecodeError as error:
        row = error.lineno
        # The few characters at which it is no JSON any more, as far as their line goes.
        nearby, *_ = error.doc[error.pos : error.pos + 12].split("\n")
        place = f"第 {error.lineno} 行第 {error.colno} 个字符处"
        why = f"{place}读不下去：{nearby.strip() or '内容到此中断'}"
    except contract.DuplicateKeyError as error:
        row = _line_of_second(text, str(error))
        why = f"{error} 写了两次"
    # int() refuses more than 4,300 digits; thousands of [ are too deep.
    except (ValueError, RecursionError):
        why = "数字太长，或者嵌套太深"
    else:
        if isinstance(descriptor, dict):
            return Form(form.package, form.folder, text, descriptor)
        row, why = 1, f"整个文件是{_type(descriptor)}"
    message, expected = f"{DESCRIPTOR} 不是 JSON 对象", "UTF-8 的 JSON 对象"
    return form.fault(DESCRIPTOR, message, row=row, actual=why, expected=expected)


def _line_of_second(text: str, key: str) -> int | None:
    """The line in which a key stands for the second time, where it is written plainly."""
    quoted = re.escape(json.dumps(key, ensure_ascii=False))
    places = [match.start() for match in re.finditer(rf"{quoted}\s*:", text)]
    return text.count("\n", 0, places[1]) + 1 if len(places) > 1 else None


def is_safe(folder: Path, path: object) -> bool:
    """Whether a stated path is one of a file inside the package.

    `data/income.csv` is; `../income.csv`, `/etc/passwd`, `https://example.org/x.csv` and
    `data\\income.csv` are not.
    """
    # A null byte in a path raises when the file is opened.
    if not isinstance(path, str) or not path or not path.isprintable():
        return False
    # A backslash parts folders on Windows: data\..\..\x would lead out there.
    if "://" in path or "\\" in path:
        return False
    relative = Path(path)
    if relative.is_absolute() or ".." in relative.parts:
        return False
    return is_inside(folder, folder / relative)


_TYPES = ((dict, "对象"), (list, "列表"), (str, "文字"), (int, "数字"))


def _type(value: object) -> str:
    if value is None:
        return "空值"
    for kind, name in _TYPES:
        if isinstance(value, kind):
            return name
    return "数字"
