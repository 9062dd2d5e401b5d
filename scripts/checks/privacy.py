"""Whether anything in a package looks like personal data; its kind and place are told, never its value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.checks.verdicts import Finding, Rule
from scripts.schema import privacy

PRIVACY = Rule("privacy", "没有个人信息", "数据包里不得有手机号码、身份证号码和个人邮箱", "个人信息保护法 第六条")
RULES = (PRIVACY,)


def findings(folder: Path, name: str) -> Iterator[Finding]:
    """A failure for each piece of personal data in any file of the package."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            for datum in privacy.findings(line):
                file, message = path.relative_to(folder).as_posix(), f"这里有{datum.kind}，请删除"
                yield Finding(PRIVACY.id, "failure", name, file, number, "", datum.kind, "没有个人信息", message)
