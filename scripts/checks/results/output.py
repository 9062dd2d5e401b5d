"""Findings as they are told: lines for people, annotations for GitHub, JSON for programs."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path

from scripts.checks.verdicts import SEVERITIES, Finding, Severity, Term, Verdict

# What GitHub calls the severities.
_LEVELS: Mapping[Severity, str] = {"failure": "error", "notice": "notice"}

# What a terminal obeys and what ends a line: of a name or a value, nothing may do either.
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def visible(words: str, but: str = "") -> str:
    r"""A text whose control characters and line breaks are written out, some excepted.

    >>> print(visible("2026\n::error::\x1b[2J"))
    2026\n::error::\x1b[2J
    """
    return _CONTROLS.sub(lambda sign: sign[0] if sign[0] in but else ascii(sign[0])[1:-1], words)


def text(finding: Finding) -> str:
    """A finding in one line: how grave, where, what it means, what was found, what was expected.

    `错误 departments/x/2024-budget/data/income.csv 第 2 行 amount：合计 = 各部分之和：9.00万元，而 …`

    What was found or expected is added where the finding does not say it: `…（现为 空白；应为 …）`.
    """
    severity = SEVERITIES[finding.severity]
    return visible(f"{severity} {finding.where}：{_message(finding)}")


def github(finding: Finding, folder: Path) -> str:
    """A finding in a package's folder as a workflow command."""
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    path = folder / finding.file if finding.file else folder
    try:
        file = Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        file = path.as_posix()
    properties = {"file": file, "line": str(finding.row or 1), "title": finding.rule}
    listed = []
    for name, value in properties.items():
        # The separators of properties are escaped in them, too.
        escaped = _escaped(value).replace(":", "%3A").replace(",", "%2C")
        listed.append(f"{name}={escaped}")
    message = _message(finding)
    if finding.field:
        message = f"{finding.field}：{message}"
    return f"::{_LEVELS[finding.severity]} {','.join(listed)}::{_escaped(message)}"


def as_json(packages: Iterable[tuple[str, Iterable[Finding], Iterable[Verdict]]]) -> str:
    """What is said of each package as a JSON list: findings and verdicts, figures as text."""
    results = []
    for name, findings, verdicts in packages:
        told = [
            {
                "rule": verdict.rule,
                # The name under which programs have read it from the first.
                "verdict": verdict.outcome,
                "how": verdict.how,
                "left": _term(verdict.left),
                "right": [_term(term) for term in verdict.right],
                "difference": _exact(verdict.difference),
                "envelope": _exact(verdict.envelope),
                "reason": verdict.reason,
            }
            for verdict in verdicts
        ]
        found = [asdict(finding) for finding in findings]
        results.append({"package": name, "findings": found, "verdicts": told})
    return json.dumps(results, ensure_ascii=False, indent=2)


def _term(term: Term) -> dict[str, str | None]:
    fields: dict[str, str | None] = {}
    for name, text in asdict(term).items():
        if isinstance(text, str):
            fields[name] = text
    fields["value"] = _exact(term.value)
    fields["precision"] = _exact(term.precision)
    return fields


def _exact(number: Decimal | None) -> str | None:
    # Text: as a JSON number it would be read as a float.
    return None if number is None else f"{number:f}"


def _message(finding: Finding) -> str:
    """What a finding says, with what was found and expected where it does not say them itself."""
    sides = []
    if not _says(finding.message, finding.found):
        sides.append(f"现为 {finding.found or '空白'}")
    if finding.expected and not _says(finding.message, finding.expected):
        sides.append(f"应为 {finding.expected}")
    if not sides:
        return finding.message
    return f"{finding.message}（{'；'.join(sides)}）"


def _says(message: str, text: str) -> bool:
    """Whether a message has a text of its own: the 0元 of 10元 is none."""
    return bool(text) and bool(re.search(rf"(?<![\w.,]){re.escape(text)}(?![\d.,])", message))


def _escaped(words: str) -> str:
    # % first: it begins the other escapes.
    escaped = words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return visible(escaped)
