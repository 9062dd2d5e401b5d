"""Findings as they are told: lines for people, annotations for GitHub, JSON for programs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict
from decimal import Decimal
from pathlib import Path
from typing import Any

from scripts.checks.verdicts import SEVERITIES, Finding, Term, Verdict

_LEVELS = {"failure": "error", "notice": "notice"}


def text(finding: Finding) -> str:
    """A finding in one line: how grave, where, what it means, what was found, what was expected."""
    return f"{SEVERITIES[finding.severity]} {finding.where}：{_said(finding)}"


def github(finding: Finding, folder: Path) -> str:
    """A finding as a workflow command, its file relative to the working directory; `folder` holds the package."""
    path = folder / finding.file if finding.file else folder
    properties = {"file": _relative(path), "line": str(finding.row or 1), "title": finding.rule}
    stated = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    field = f"{finding.field}：" if finding.field else ""
    return f"::{_LEVELS[finding.severity]} {stated}::{_message(field + _said(finding))}"


def as_json(packages: Iterable[tuple[str, Iterable[Finding], Iterable[Verdict]]]) -> str:
    """What is said of each package as a JSON list: its findings and its verdicts with every field, figures as text."""
    told = [
        {
            "package": name,
            "findings": [asdict(one) for one in found],
            "verdicts": [_verdict(one) for one in tried],
        }
        for name, found, tried in packages
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "rule": verdict.rule,
        "verdict": verdict.outcome,
        "how": verdict.how,
        "left": _term(verdict.left),
        "right": [_term(one) for one in verdict.right],
        "difference": _exact(verdict.difference),
        "envelope": _exact(verdict.envelope),
        "reason": verdict.reason,
    }


def _term(term: Term) -> dict[str, str | None]:
    stated = {name: text for name, text in asdict(term).items() if isinstance(text, str)}
    return {**stated, "value": _exact(term.value), "precision": _exact(term.precision)}


def _exact(number: Decimal | None) -> str | None:
    return None if number is None else f"{number:f}"


def _said(finding: Finding) -> str:
    sides = [("现为", finding.found or "空白"), ("应为", finding.expected)]
    return f"{finding.message}（{'；'.join(f'{word} {side}' for word, side in sides if side)}）"


def _relative(path: Path) -> str:
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _message(words: str) -> str:
    """A message as a workflow command carries it."""
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    """A property of a workflow command, in which its separators are escaped too."""
    return _message(words).replace(":", "%3A").replace(",", "%2C")
