"""What a package is put to: every check in its order, and their outcome for one or several."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from scripts import package as packages
from scripts.checks import across_packages, codes
from scripts.checks.arithmetic import (
    between_lines,
    between_totals,
    declared_empty,
    performance,
    prose,
    within_table,
)
from scripts.checks.codes import Classification
from scripts.checks.form import privacy, resources, rules, structure
from scripts.checks.form.salvage import salvage
from scripts.checks.publication import (
    code_rows,
    completeness,
    fineness,
    readability,
    timeliness,
    wordings,
)
from scripts.checks.results import messages
from scripts.checks.verdicts import Finding, Rule, Verdict
from scripts.package import Package, PackageError

ARITHMETIC = (within_table, between_totals, between_lines, declared_empty, prose, performance)
"""The checks that compare figures: what can be read of an unsound package is put to these."""

OF_ONE = (timeliness, completeness, fineness, *ARITHMETIC, code_rows, readability, wordings)
"""The checks that a package can be put to by itself, each a module with `verdicts`."""

CHECKS = (structure, privacy, codes, *OF_ONE, across_packages)
"""All checks, each a module with `RULES`, in the order in which they run."""

RULES: dict[str, Rule] = {rule.id: rule for check in CHECKS for rule in check.RULES}
"""Every rule by its id."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome for the package in a folder, and the package where it can be read."""

    folder: Path
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    package: Package | None = None

    @property
    def name(self) -> str:
        """What the package is called: its folder, from `departments` or `reference` on."""
        if self.package is not None:
            return self.package.path
        return _name(self.folder)

    @property
    def is_sound(self) -> bool:
        """Whether the package keeps its form: a document that contradicts itself is sound, too."""
        groups = {RULES[finding.rule].group for finding in self.failures}
        return "form" not in groups

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that are errors, not notices."""
        return tuple(finding for finding in self.findings if finding.severity == "failure")


def folders(path: Path) -> list[Path]:
    """The folders of the packages at or below a path; the path itself where there are none.

    A department's year counts without its `datapackage.json` too; so does a hidden folder.
    """
    if path.name == rules.DESCRIPTOR and path.is_file():
        return [path.parent]
    if not path.is_dir() or (path / rules.DESCRIPTOR).exists():
        return [path]
    # The path itself: the check then says that there is no package in it.
    return packages.folders(path) or [path]


def check(folder: Path, code_lists: Mapping[str, Classification]) -> CheckResult:
    """Everything that is to be said of the package in a folder; of a reference package, its form.

    Nothing is raised for a package that is wrong or not there: that is a finding.
    """
    name = _name(folder)
    form = rules.out_of_place(folder, name) or rules.load(folder, name)
    # Told even where the descriptor cannot be read: the data is there all the same.
    private = list(privacy.findings(folder, name))
    if isinstance(form, Finding):
        return _shown(folder, [form, *private], [])
    files, unreadable = resources.read(form)
    of_form = [*structure.findings(form, files, unreadable), *private]
    # A reference package is of codes and words: it has no budget to add up.
    if form.is_reference:
        return _shown(folder, of_form, [])
    if any(finding.severity == "failure" for finding in of_form):
        salvaged = salvage(form, files)
        verdicts = [
            verdict
            for check in ARITHMETIC
            for verdict in check.verdicts(salvaged.package)
            # A requirement in words (a table has to be there) would blame what was merely not read.
            if verdict.is_equation and salvaged.is_sound(verdict)
        ]
        findings, verdicts = _judged(salvaged.package, verdicts, code_lists, name)
        return _shown(folder, [*of_form, *findings], verdicts)
    package = _read(folder, form)
    if isinstance(package, Finding):
        return _shown(folder, [*of_form, package], [])
    findings, verdicts = _judged(package, list(verdicts_of(package)), code_lists, name)
    return _shown(folder, [*of_form, *findings], verdicts, package)


def _read(folder: Path, form: rules.Form) -> Package | Finding:
    """The package in a folder; what its reader said where it cannot be read for all its form."""
    try:
        return packages.read(folder)
    except (PackageError, AttributeError, OSError, csv.Error) as error:
        message, expected = f"读不了：{error}", "可以读取的数据包"
        return form.fault(rules.DESCRIPTOR, message, actual="", expected=expected)


def of_form(folder: Path) -> CheckResult:
    """What is wrong with the form of the package in a folder, and the package where nothing is."""
    name = _name(folder)
    private = list(privacy.findings(folder, name))
    form = rules.load(folder, name)
    if isinstance(form, Finding):
        return _shown(folder, [form, *private], [])
    findings = [*structure.findings(form, *resources.read(form)), *private]
    if findings:
        return _shown(folder, findings, [])
    package = _read(folder, form)
    if isinstance(package, Finding):
        return _shown(folder, [package], [])
    return _shown(folder, [], [], package)


def of_package(package: Package, code_lists: Mapping[str, Classification]) -> CheckResult:
    """Everything that is to be said of a package in hand, which has no files."""
    name = package.path
    verdicts = list(verdicts_of(package))
    findings, verdicts = _judged(package, verdicts, code_lists, name)
    return _shown(Path(name), findings, verdicts, package)


def _judged(
    package: Package, verdicts: list[Verdict], code_lists: Mapping[str, Classification], name: str
) -> tuple[list[Finding], list[Verdict]]:
    """The findings under a folder's name, and the verdicts with those on the package's codes."""
    findings = [
        # Codes have findings of their own, row by row; the verdict on a table counts them.
        *codes.findings(package, code_lists),
        *messages.findings(package, verdicts, RULES),
    ]
    named = [replace(finding, package=name) for finding in findings]
    of_codes = codes.verdicts(package, code_lists)
    return named, [*verdicts, *of_codes]


def together(results: Iterable[CheckResult]) -> list[CheckResult]:
    """The outcomes, each with what only several packages together can tell of its package."""
    results = list(results)
    briefs = []
    last = {}
    for place, result in enumerate(results):
        if result.package:
            briefs.append(across_packages.brief(result.package))
            # Of two folders that hold a package of one path, the last is told.
            last[result.package.path] = place
    by_path: dict[str, list[Verdict]] = {}
    for path, verdict in across_packages.verdicts(briefs):
        by_path.setdefault(path, []).append(verdict)
    for path, verdicts in by_path.items():
        result = results[last[path]]
        assert result.package is not None
        name = _name(result.folder)
        findings = list(result.findings)
        for finding in messages.findings(result.package, verdicts, RULES):
            findings.append(messages.shown(replace(finding, package=name)))
        results[last[path]] = replace(
            result, findings=tuple(findings), verdicts=(*result.verdicts, *verdicts)
        )
    return list(once(results))


def once(results: Iterable[CheckResult]) -> Iterator[CheckResult]:
    """The outcomes; a second folder of a body, year and phase is told: which is to be believed?"""
    folders: dict[object, str] = {}
    for result in results:
        if result.package is None:
            yield result
            continue
        stated = result.package.disclosure
        key = (stated.department, stated.level, stated.parent, stated.year, stated.phase)
        first = folders.setdefault(key, str(result.folder))
        if first == str(result.folder):
            yield result
            continue
        form = rules.Form(_name(result.folder), result.folder, "", {})
        message = f"与 {first} 是同一个部门、同一年、同一阶段"
        expected = "一个部门一年一个文件夹"
        fault = form.fault(rules.DESCRIPTOR, message, actual=stated.department, expected=expected)
        yield replace(result, findings=(*result.findings, messages.shown(fault)))


def verdicts_of(package: Package) -> Iterator[Verdict]:
    """Every verdict on a package by itself, without classifications and other packages."""
    for check in OF_ONE:
        yield from check.verdicts(package)


def _name(folder: Path) -> str:
    """A folder from `departments` or `reference` on, else its last two parts."""
    # Path.resolve raises at links in a circle, though only before Python 3.13.
    parts = Path(os.path.realpath(folder)).parts
    # departments/x/2024-budget: the folder is at most three from the end.
    for kind in parts[-3:]:
        if kind in ("departments", "reference"):
            # Below a further folder of that name it cannot be told which one is the data's.
            if parts.count(kind) == 1:
                return "/".join(parts[parts.index(kind) :])
            break
    # A folder at the root has "/" for its first part.
    return "/".join(parts[-2:]).lstrip("/")


def _shown(
    folder: Path,
    findings: Iterable[Finding],
    verdicts: Iterable[Verdict],
    package: Package | None = None,
) -> CheckResult:
    """An outcome whose texts may be printed anywhere."""
    return CheckResult(
        folder,
        tuple(messages.shown(finding) for finding in findings),
        tuple(messages.masked(verdict) for verdict in verdicts),
        package,
    )
