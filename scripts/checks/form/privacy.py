"""Whether anything in a package looks like personal data: kind and place, never its value."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

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
    if not folder.is_dir():
        return
    # Not tables alone: notes and a README are published with them.
    files = [path for path in folder.rglob("*") if path.is_file() and is_inside(folder, path)]
    for path in sorted(files):
        try:
            text = path.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        lines = text.splitlines()
        # Other files have no columns to name.
        header = _cells(lines[0]) if lines and path.suffix == ".csv" else []
        for number, line in enumerate(lines, start=1):
            found = privacy.findings(line)
            # Rows of other lengths are told elsewhere; here they must not end the search.
            cells = zip(header, _cells(line), strict=False) if found else ()
            field = next((name for name, cell in cells if privacy.findings(cell)), "")
            for datum in found:
                yield Finding(
                    rule=PRIVACY.id,
                    severity="failure",
                    package=name,
                    file=path.relative_to(folder).as_posix(),
                    row=number,
                    field=field,
                    # The kind alone: findings stand in public logs.
                    found=datum.kind,
                    expected="没有个人信息",
                    message=f"这里有{datum.kind}，请删除",
                )


def hidden(text: str) -> str:
    """A text to be shown, without any personal data in it."""
    data = privacy.findings(text)
    return f"（含{data[0].kind}，不显示）" if data else text


def _cells(line: str) -> list[str]:
    try:
        return next(csv.reader([line]), [])
    # What is in a broken line was searched as text all the same.
    except csv.Error:
        return []
