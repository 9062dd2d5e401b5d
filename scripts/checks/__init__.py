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
    completeness,
    contents,
    equations,
    fineness,
    form,
    linewise,
    performance,
    privacy,
    prose,
    readability,
    structure,
    timeliness,
    words,
    years,
)
from scripts.checks.codes import Classification
from scripts.checks.report import as_json, github, text
from scripts.checks.salvage import salvage
from scripts.checks.verdicts import GROUPS, HOWS, SEVERITIES, VERDICTS, Cells, Finding, Rule, Term, Verdict
from scripts.package import Package, PackageError

ARITHMETIC = (equations, across, linewise, prose, performance)
"""The checks that compare figures: what can be read of an unsound package is put to these."""

OF_ONE = (timeliness, completeness, fineness, *ARITHMETIC, readability)
"""The checks that a package can be put to by itself, each a module with `verdicts`."""

CHECKS = (structure, privacy, codes, *OF_ONE, years)
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
    "of_form",
    "of_package",
    "text",
    "together",
    "verdicts",
]


@dataclass(frozen=True)
class Checked:
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
    if path.name == form.DESCRIPTOR and path.is_file():
        return [path.parent]
    if not path.is_dir() or (path / form.DESCRIPTOR).exists():
        return [path]
    return packages.folders(path) or [path]


def check(folder: Path, known: Mapping[str, Classification]) -> Checked:
    """Everything that is to be said of the package in a folder, all at once; a reference package has form only."""
    name = _name(folder)
    loaded = form.out_of_place(folder, name) or form.load(folder, name)
    private = list(privacy.findings(folder, name)) if folder.is_dir() else []
    if isinstance(loaded, Finding):
        return _checked(folder, [loaded, *private], [])
    files, unreadable = contents.read(loaded)
    found = [*structure.findings_of(loaded, files, unreadable), *private]
    if loaded.is_reference:
        return _checked(folder, found, [])
    sound: Package | None = None
    if any(finding.severity == "failure" for finding in found):
        salvaged = salvage(loaded, files)
        package = salvaged.package
        compared = (verdict for check in ARITHMETIC for verdict in check.verdicts(package))
        tried = [verdict for verdict in compared if verdict.is_equation and salvaged.is_sound(verdict)]
    else:
        read = _read(folder, loaded)
        if isinstance(read, Finding):
            return _checked(folder, [*found, read], [])
        package = sound = read
        tried = list(verdicts(package))
    more, judged = _of_package(package, tried, known)
    return _checked(folder, (replace(finding, package=name) for finding in [*found, *more]), judged, sound)


def _read(folder: Path, loaded: form.Form) -> Package | Finding:
    """The package in a folder; where the checks of form found nothing and still it cannot be read, what its reader said."""
    try:
        return packages.read(folder)
    except (PackageError, AttributeError, OSError, csv.Error) as error:
        return loaded.fault(structure.SCHEMA, form.DESCRIPTOR, f"读不了：{error}", expected="可以读取的数据包")


def of_form(folder: Path) -> Checked:
    """What is wrong with the form of the package in a folder, all at once, and the package where nothing is."""
    name = _name(folder)
    found = [*structure.findings(folder, name), *(privacy.findings(folder, name) if folder.is_dir() else ())]
    read = None if found else _read(folder, form.Form(name, folder, "", {}))
    return _checked(folder, [read], []) if isinstance(read, Finding) else _checked(folder, found, [], read)


def of_package(package: Package, known: Mapping[str, Classification]) -> Checked:
    """Everything that is to be said of a package in hand, which has no files whose form could be wrong."""
    found, tried = _of_package(package, list(verdicts(package)), known)
    return _checked(Path(package.path), found, tried, package)


def _of_package(
    package: Package, tried: list[Verdict], known: Mapping[str, Classification]
) -> tuple[list[Finding], list[Verdict]]:
    found = [*codes.findings(package, known), *words.findings(package, tried, RULES)]
    # Codes have findings of their own, row by row; the verdict on a table counts them.
    return found, [*tried, *codes.verdicts(package, known)]


def together(checked: Iterable[Checked]) -> list[Checked]:
    """The outcomes, with what only several packages together can tell added to the one that it is about."""
    done = list(checked)
    places = {one.package.path: place for place, one in enumerate(done) if one.package is not None}
    briefs = [years.brief(one.package) for one in done if one.package is not None]
    added: dict[int, list[Verdict]] = {}
    for path, verdict in years.verdicts(briefs):
        added.setdefault(places[path], []).append(verdict)
    for place, more in added.items():
        one = done[place]
        assert one.package is not None
        found = words.findings(one.package, more, RULES)
        done[place] = replace(
            one,
            findings=(*one.findings, *(words.shown(replace(each, package=_name(one.folder))) for each in found)),
            verdicts=(*one.verdicts, *more),
        )
    return done


def verdicts(package: Package) -> Iterator[Verdict]:
    """Every verdict on a package by itself, without the classifications and without other packages."""
    for check in OF_ONE:
        yield from check.verdicts(package)


def _name(folder: Path) -> str:
    """What findings call a package: its folder, from `departments` or `reference` on."""
    parts = folder.resolve().parts
    kind = next((part for part in parts[-3:] if part in ("departments", "reference")), None)
    return "/".join(parts[parts.index(kind) :] if kind and parts.count(kind) == 1 else parts[-2:]).lstrip("/")


def _checked(
    folder: Path, findings: Iterable[Finding], tried: Iterable[Verdict], package: Package | None = None
) -> Checked:
    return Checked(
        folder, tuple(words.shown(one) for one in findings), tuple(words.masked(one) for one in tried), package
    )
