"""What must hold before anyone reads a package: its form, its codes, its equations, and no personal data."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scripts import package as packages
from scripts.checks import (
    across,
    codes,
    contents,
    equations,
    form,
    linewise,
    performance,
    privacy,
    prose,
    structure,
    words,
)
from scripts.checks.codes import Classification
from scripts.checks.report import as_json, github, text
from scripts.checks.salvage import salvage
from scripts.checks.verdicts import GROUPS, HOWS, SEVERITIES, VERDICTS, Cells, Finding, Rule, Term, Verdict
from scripts.package import Package, PackageError

CHECKS = (structure, privacy, codes, equations, across, linewise, prose, performance)
"""The checks in the order in which they run."""

RULES: dict[str, Rule] = {rule.id: rule for check in CHECKS for rule in check.RULES}
"""Every rule by its id."""

__all__ = [
    "GROUPS",
    "HOWS",
    "RULES",
    "SEVERITIES",
    "VERDICTS",
    "Cells",
    "Checked",
    "Finding",
    "Rule",
    "Term",
    "Verdict",
    "as_json",
    "check",
    "classifications",
    "folders",
    "github",
    "text",
    "verdicts",
]


@dataclass(frozen=True)
class Checked:
    """The outcome for the package in a folder: all its findings, and every equation that was tried."""

    folder: Path
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that are errors, not notices."""
        return tuple(finding for finding in self.findings if finding.severity == "failure")


def classifications(root: Path) -> Mapping[str, Classification]:
    """The code lists below `root`, by classification."""
    return codes.classifications(root)


def folders(path: Path) -> list[Path]:
    """The folder of the package at a path, or of all packages below it; the path itself where there are none.

    A year's folder of a department counts, whether or not its `datapackage.json` is there.
    """
    if path.name == form.DESCRIPTOR and path.is_file():
        return [path.parent]
    if not path.is_dir() or (path / form.DESCRIPTOR).exists():
        return [path]
    stated = {found.parent for found in path.rglob(form.DESCRIPTOR)}
    years = {found for found in path.glob("departments/*/*") if found.is_dir()}
    below = {found for found in stated | years if not any(part.startswith(".") for part in found.parts[-2:])}
    return sorted(below) or [path]


def check(folder: Path, known: Mapping[str, Classification]) -> Checked:
    """Everything that is to be said of the package in a folder, all at once; a reference package has form only."""
    name = _name(folder)
    loaded = form.load(folder, name)
    private = list(privacy.findings(folder, name)) if folder.is_dir() else []
    if isinstance(loaded, Finding):
        return _checked(folder, [loaded, *private], [])
    files, unreadable = contents.read(loaded)
    found = [*structure.findings_of(loaded, files, unreadable), *private]
    if loaded.is_reference:
        return _checked(folder, found, [])
    if any(finding.severity == "failure" for finding in found):
        salvaged = salvage(loaded, files)
        package = salvaged.package
        tried = [verdict for verdict in verdicts(package) if salvaged.is_sound(verdict)]
    else:
        try:
            package = packages.read(folder)
        except (PackageError, AttributeError, OSError, csv.Error) as error:
            # The checks of form found nothing, and still it cannot be read: say what the reader said.
            said = loaded.fault(structure.SCHEMA, form.DESCRIPTOR, f"读不了：{error}", expected="可以读取的数据包")
            return _checked(folder, [*found, said], [])
        tried = list(verdicts(package))
    found += [*codes.findings(package, known), *words.findings(package, tried, RULES)]
    return _checked(folder, (replace(finding, package=name) for finding in found), tried)


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every verdict on a package by itself: within tables, between them, with the prose, in the performance sheets."""
    for check in (equations, across, linewise, prose, performance):
        yield from check.verdicts(package)


def _name(folder: Path) -> str:
    """What findings call a package: its folder, from `departments` or `reference` on."""
    parts = folder.resolve().parts
    kind = next((part for part in parts[-3:] if part in ("departments", "reference")), None)
    return "/".join(parts[parts.index(kind) :] if kind and parts.count(kind) == 1 else parts[-2:]).lstrip("/")


def _checked(folder: Path, findings: Iterable[Finding], tried: Iterable[Verdict]) -> Checked:
    return Checked(folder, tuple(words.shown(finding) for finding in findings), tuple(tried))
