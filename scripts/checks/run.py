"""What a package is put to: every check in its order, and the outcome of all of them for one
package or several.
"""

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
    performance,
    prose,
    within_table,
)
from scripts.checks.codes import Classification
from scripts.checks.form import privacy, resources, rules, structure
from scripts.checks.form.salvage import salvage
from scripts.checks.publication import completeness, fineness, readability, timeliness
from scripts.checks.results import messages
from scripts.checks.verdicts import Finding, Rule, Verdict
from scripts.package import Package, PackageError

ARITHMETIC = (within_table, between_totals, between_lines, prose, performance)
"""The checks that compare figures: what can be read of an unsound package is put to these."""

OF_ONE = (timeliness, completeness, fineness, *ARITHMETIC, readability)
"""The checks that a package can be put to by itself, each a module with `verdicts`."""

CHECKS = (structure, privacy, codes, *OF_ONE, across_packages)
"""All checks, each a module with `RULES`, in the order in which they run: a new one is a word in
one of these lists.
"""

RULES: dict[str, Rule] = {rule.id: rule for check in CHECKS for rule in check.RULES}
"""Every rule by its id."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome for the package in a folder: all its findings, every verdict, and the package
    where it can be read.
    """

    folder: Path
    findings: tuple[Finding, ...]
    verdicts: tuple[Verdict, ...]
    package: Package | None = None

    @property
    def name(self) -> str:
        """What the package is called: its folder, from `departments` or `reference` on."""
        return self.package.path if self.package is not None else _name(self.folder)

    @property
    def is_sound(self) -> bool:
        """Whether the package keeps its form: a document that contradicts itself makes a sound
        package all the same.
        """
        return all(RULES[finding.rule].group != "form" for finding in self.failures)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that are errors, not notices."""
        return tuple(finding for finding in self.findings if finding.severity == "failure")


def classifications(root: Path) -> Mapping[str, Classification]:
    """The code lists below `root`, by classification."""
    return codes.classifications(root)


def folders(path: Path) -> list[Path]:
    """The folder of the package at a path, or of all packages below it; the path itself where there
    are none.

    A year's folder of a department counts, whether or not its `datapackage.json` is there; so does
    a hidden folder.
    """
    if path.name == rules.DESCRIPTOR and path.is_file():
        return [path.parent]
    if not path.is_dir() or (path / rules.DESCRIPTOR).exists():
        return [path]
    # The path itself: the check then says that there is no package in it.
    return packages.folders(path) or [path]


def check(folder: Path, code_lists: Mapping[str, Classification]) -> CheckResult:
    """Everything that is to be said of the package in a folder, all at once; a reference package
    has form only.

    `code_lists` are those of `classifications`. Nothing is raised for a package that is wrong
    or not there: that is a finding.
    """
    name = _name(folder)
    form = rules.out_of_place(folder, name) or rules.load(folder, name)
    # Told even where the descriptor cannot be read: the data is there all the same.
    private = _private(folder, name)
    if isinstance(form, Finding):
        return _shown(folder, [form, *private], [])
    files, unreadable = resources.read(form)
    of_form = [*structure.findings_of(form, files, unreadable), *private]
    # A reference package is of codes and words: it has no budget to add up.
    if form.is_reference:
        return _shown(folder, of_form, [])
    if any(finding.severity == "failure" for finding in of_form):
        return _spoilt(form, files, of_form, code_lists)
    package = _read(folder, form)
    if isinstance(package, Finding):
        return _shown(folder, [*of_form, package], [])
    findings, verdicts = _judged(package, list(verdicts_of(package)), code_lists)
    return _shown(folder, [*of_form, *_named(findings, name)], verdicts, package)


def _spoilt(
    form: rules.Form,
    files: list[resources.Records],
    of_form: list[Finding],
    code_lists: Mapping[str, Classification],
) -> CheckResult:
    """What can be said of a package that is not sound: its form, and the equations whose cells
    could all be read.
    """
    salvaged = salvage(form, files)
    verdicts = [
        verdict
        for check in ARITHMETIC
        for verdict in check.verdicts(salvaged.package)
        # A requirement in words (a table has to be there) would blame what merely was not read.
        if verdict.is_equation and salvaged.is_sound(verdict)
    ]
    findings, verdicts = _judged(salvaged.package, verdicts, code_lists)
    return _shown(form.folder, [*of_form, *_named(findings, form.package)], verdicts)


def _private(folder: Path, name: str) -> list[Finding]:
    """The findings on personal data; a path that is no folder has none."""
    if not folder.is_dir():
        return []
    return list(privacy.findings(folder, name))


def _read(folder: Path, form: rules.Form) -> Package | Finding:
    """The package in a folder.

    Where the checks of form found nothing and still it cannot be read, what its reader said.
    """
    try:
        return packages.read(folder)
    except (PackageError, AttributeError, OSError, csv.Error) as error:
        return form.fault(
            structure.SCHEMA, rules.DESCRIPTOR, f"读不了：{error}", expected="可以读取的数据包"
        )


def of_form(folder: Path) -> CheckResult:
    """What is wrong with the form of the package in a folder, all at once, and the package where
    nothing is.
    """
    name = _name(folder)
    findings = [*structure.findings(folder, name), *_private(folder, name)]
    if findings:
        return _shown(folder, findings, [])
    package = _read(folder, rules.Form(name, folder, "", {}))
    if isinstance(package, Finding):
        return _shown(folder, [package], [])
    return _shown(folder, [], [], package)


def of_package(package: Package, code_lists: Mapping[str, Classification]) -> CheckResult:
    """Everything that is to be said of a package in hand, which has no files whose form could be
    wrong.
    """
    findings, verdicts = _judged(package, list(verdicts_of(package)), code_lists)
    return _shown(Path(package.path), findings, verdicts, package)


def _judged(
    package: Package, verdicts: list[Verdict], code_lists: Mapping[str, Classification]
) -> tuple[list[Finding], list[Verdict]]:
    """The findings of a package's codes and verdicts, and the verdicts with those on its codes.

    Codes have findings of their own, row by row; the verdict on a table counts them.
    """
    findings = [*codes.findings(package, code_lists), *messages.findings(package, verdicts, RULES)]
    return findings, [*verdicts, *codes.verdicts(package, code_lists)]


def together(results: Iterable[CheckResult]) -> list[CheckResult]:
    """The outcomes, with what only several packages together can tell added to the one that it is
    about.
    """
    results = list(results)
    briefs = [across_packages.brief(result.package) for result in results if result.package]
    by_path: dict[str, list[Verdict]] = {}
    for path, verdict in across_packages.verdicts(briefs):
        by_path.setdefault(path, []).append(verdict)
    # Of two folders that hold a package of one path, the last is told.
    last = {result.package.path: place for place, result in enumerate(results) if result.package}
    for path, verdicts in by_path.items():
        results[last[path]] = _with(results[last[path]], verdicts)
    return results


def _with(result: CheckResult, verdicts: list[Verdict]) -> CheckResult:
    """An outcome with further verdicts, and with a finding for each that does not hold."""
    assert result.package is not None
    findings = messages.findings(result.package, verdicts, RULES)
    added = [messages.shown(finding) for finding in _named(findings, _name(result.folder))]
    return replace(
        result,
        findings=(*result.findings, *added),
        verdicts=(*result.verdicts, *verdicts),
    )


def verdicts_of(package: Package) -> Iterator[Verdict]:
    """Every verdict on a package by itself, without classifications and other packages."""
    for check in OF_ONE:
        yield from check.verdicts(package)


def _name(folder: Path) -> str:
    """What findings call a package: its folder, from `departments` or `reference` on, else its last
    two folders.
    """
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


def _named(findings: Iterable[Finding], name: str) -> Iterator[Finding]:
    """The findings under the name of the folder that they are about."""
    return (replace(finding, package=name) for finding in findings)


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
