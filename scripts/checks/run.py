"""What a package is put to: every check in its order, and the outcome of all of them for one package or several."""

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
"""The checks in the order in which they run."""

RULES: dict[str, Rule] = {rule.id: rule for check in CHECKS for rule in check.RULES}
"""Every rule by its id."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome for the package in a folder: all its findings, every verdict, and the package where it can be read."""

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
        """Whether the package keeps its form: a document that contradicts itself makes a sound package all the same."""
        return all(RULES[finding.rule].group != "form" for finding in self.failures)

    @property
    def failures(self) -> tuple[Finding, ...]:
        """The findings that are errors, not notices."""
        return tuple(finding for finding in self.findings if finding.severity == "failure")


def classifications(root: Path) -> Mapping[str, Classification]:
    """The code lists below `root`, by classification."""
    return codes.classifications(root)


def folders(path: Path) -> list[Path]:
    """The folder of the package at a path, or of all packages below it; the path itself where there are none.

    A year's folder of a department counts, whether or not its `datapackage.json` is there; so does a hidden folder.
    """
    if path.name == rules.DESCRIPTOR and path.is_file():
        return [path.parent]
    if not path.is_dir() or (path / rules.DESCRIPTOR).exists():
        return [path]
    return packages.folders(path) or [path]


def check(folder: Path, known: Mapping[str, Classification]) -> CheckResult:
    """Everything that is to be said of the package in a folder, all at once; a reference package has form only."""
    name = _name(folder)
    loaded = rules.out_of_place(folder, name) or rules.load(folder, name)
    private = list(privacy.findings(folder, name)) if folder.is_dir() else []
    if isinstance(loaded, Finding):
        return _checked(folder, [loaded, *private], [])
    files, unreadable = resources.read(loaded)
    found = [*structure.findings_of(loaded, files, unreadable), *private]
    if loaded.is_reference:
        return _checked(folder, found, [])
    sound: Package | None = None
    if any(finding.severity == "failure" for finding in found):
        salvaged = salvage(loaded, files)
        package = salvaged.package
        compared = (verdict for check in ARITHMETIC for verdict in check.verdicts(package))
        tried = [
            verdict for verdict in compared if verdict.is_equation and salvaged.is_sound(verdict)
        ]
    else:
        read = _read(folder, loaded)
        if isinstance(read, Finding):
            return _checked(folder, [*found, read], [])
        package = sound = read
        tried = list(verdicts_of(package))
    more, judged = _of_package(package, tried, known)
    return _checked(
        folder, (replace(finding, package=name) for finding in [*found, *more]), judged, sound
    )


def _read(folder: Path, loaded: rules.Form) -> Package | Finding:
    """The package in a folder; where the checks of form found nothing and still it cannot be read, what its reader said."""
    try:
        return packages.read(folder)
    except (PackageError, AttributeError, OSError, csv.Error) as error:
        return loaded.fault(
            structure.SCHEMA, rules.DESCRIPTOR, f"读不了：{error}", expected="可以读取的数据包"
        )


def of_form(folder: Path) -> CheckResult:
    """What is wrong with the form of the package in a folder, all at once, and the package where nothing is."""
    name = _name(folder)
    found = [
        *structure.findings(folder, name),
        *(privacy.findings(folder, name) if folder.is_dir() else ()),
    ]
    read = None if found else _read(folder, rules.Form(name, folder, "", {}))
    return (
        _checked(folder, [read], [])
        if isinstance(read, Finding)
        else _checked(folder, found, [], read)
    )


def of_package(package: Package, known: Mapping[str, Classification]) -> CheckResult:
    """Everything that is to be said of a package in hand, which has no files whose form could be wrong."""
    found, tried = _of_package(package, list(verdicts_of(package)), known)
    return _checked(Path(package.path), found, tried, package)


def _of_package(
    package: Package, tried: list[Verdict], known: Mapping[str, Classification]
) -> tuple[list[Finding], list[Verdict]]:
    found = [*codes.findings(package, known), *messages.findings(package, tried, RULES)]
    # Codes have findings of their own, row by row; the verdict on a table counts them.
    return found, [*tried, *codes.verdicts(package, known)]


def together(checked: Iterable[CheckResult]) -> list[CheckResult]:
    """The outcomes, with what only several packages together can tell added to the one that it is about."""
    done = list(checked)
    places = {one.package.path: place for place, one in enumerate(done) if one.package is not None}
    briefs = [across_packages.brief(one.package) for one in done if one.package is not None]
    added: dict[int, list[Verdict]] = {}
    for path, verdict in across_packages.verdicts(briefs):
        added.setdefault(places[path], []).append(verdict)
    for place, more in added.items():
        one = done[place]
        assert one.package is not None
        found = messages.findings(one.package, more, RULES)
        done[place] = replace(
            one,
            findings=(
                *one.findings,
                *(messages.shown(replace(each, package=_name(one.folder))) for each in found),
            ),
            verdicts=(*one.verdicts, *more),
        )
    return done


def verdicts_of(package: Package) -> Iterator[Verdict]:
    """Every verdict on a package by itself, without the classifications and without other packages."""
    for check in OF_ONE:
        yield from check.verdicts(package)


def _name(folder: Path) -> str:
    """What findings call a package: its folder, from `departments` or `reference` on."""
    # Path.resolve raises at links in a circle, though only before Python 3.13.
    parts = Path(os.path.realpath(folder)).parts
    kind = next((part for part in parts[-3:] if part in ("departments", "reference")), None)
    return "/".join(
        parts[parts.index(kind) :] if kind and parts.count(kind) == 1 else parts[-2:]
    ).lstrip("/")


def _checked(
    folder: Path,
    findings: Iterable[Finding],
    tried: Iterable[Verdict],
    package: Package | None = None,
) -> CheckResult:
    return CheckResult(
        folder,
        tuple(messages.shown(one) for one in findings),
        tuple(messages.masked(one) for one in tried),
        package,
    )
