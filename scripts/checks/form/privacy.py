"""Whether anything in a package looks like personal data; its kind and place are told, never its value."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.form.resources import text_of
from scripts.checks.verdicts import Finding, Rule
from scripts.files import is_inside
from scripts.schema import privacy

PRIVACY = Rule(
    "privacy",
    "没有个人信息",
    "数据包里不得有手机号码、身份证号码和个人邮箱",
    "个人信息保护法 第六条",
    group="form",
)
RULES = (PRIVACY,)


def findings(folder: Path, name: str) -> Iterator[Finding]:
    """A failure for each piece of personal data in any file of the package."""
    for path in sorted(
        path for path in folder.rglob("*") if path.is_file() and is_inside(folder, path)
    ):
        file = path.relative_to(folder).as_posix()
        lines = text_of(path).splitlines()
        head = _cells(lines[0]) if lines and path.suffix == ".csv" else []
        for number, line in enumerate(lines, start=1):
            for datum in privacy.findings(line):
                field, message = _field(head, line), f"这里有{datum.kind}，请删除"
                yield Finding(
                    PRIVACY.id,
                    "failure",
                    name,
                    file,
                    number,
                    field,
                    datum.kind,
                    "没有个人信息",
                    message,
                )


def hidden(text: str) -> str:
    """A text to be shown, without any personal data in it."""
    found = privacy.findings(text)
    return f"（含{found[0].kind}，不显示）" if found else text


def _field(head: list[str], line: str) -> str:
    """The column of a CSV in which the first piece of personal data of a line stands."""
    pairs = zip(head, _cells(line), strict=False)
    return next((name for name, cell in pairs if head and privacy.findings(cell)), "")


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    except csv.Error:
        return []
